"""A worksheet and the function that it names agree, or it is told where they do not."""

from pathlib import Path

import pytest

from capability.authoring.files import check
from capability.authoring.lessons import load_exercise
from capability.course.exercises.market_map import Market
from capability.course.worksheets import Result
from capability.errors import LessonError

CHECKOUT = Path(__file__).resolve().parents[2]
TEXT = (CHECKOUT / "modules" / "03-market-shaping.exercise.yaml").read_text("utf-8")

# What is changed in the market map, and what must be told of it: where inside the file, and what.
SLIPS = {
    "a function that is not there": (
        "function: market_map",
        "function: market_mop",
        ("function", "there is no function `market_mop`"),
    ),
    "a column renamed": (
        "id: paid,",
        "id: spent,",
        ("tables.0.columns.1.id", "`market_map.suppliers` takes no `spent`"),
    ),
    "a column gone": (
        "id: paid,",
        "id: spent,",
        ("tables.0.columns", "`market_map.suppliers` takes `paid`, and nothing asks for it"),
    ),
    "a column twice": ("id: place,", "id: size,", ("tables.0.columns.3.id", "`size` stands twice")),
    "a table renamed": ("- id: needs", "- id: kneads", ("tables.1.id", "`market_map` takes no `kneads`")),
    "a count that may have a point": (
        ", whole: true",
        "",
        ("tables.1.columns.1.kind", "`market_map.needs` takes a number that is `whole: true` for `offers`"),
    ),
    "words where there is a sum": (
        "id: paid, label: Paid last year, kind: money",
        "id: paid, label: Paid last year, kind: text",
        ("tables.0.columns.1.kind", "`market_map.suppliers` takes a number for `paid`"),
    ),
    "a choice that is not known": (
        "medium:",
        "middling:",
        ("tables.0.columns.2.options.middling", "`market_map.suppliers` does not know `middling`"),
    ),
    "a choice that nobody can make": (
        "medium:",
        "middling:",
        ("tables.0.columns.2.options", "`market_map.suppliers` knows `medium` too, and nobody can choose it"),
    ),
    "an example over the limit": (
        "paid: 2100000",
        "paid: 999999999.5",
        ("example.suppliers.0.paid", "the worked example does not fit"),
    ),
    "an example in words": (
        "paid: 2100000",
        "paid: much",
        ("example.suppliers.0.paid", "the worked example does not fit"),
    ),
    "an example of nothing": ("example:\n", "example:\n  more: 1\n", ("example.more", "nothing asks for `more`")),
    "a figure renamed": (
        "    local: {",
        "    ours: {",
        ("results.figures.ours", "`market_map` gives no figure `ours`"),
    ),
    "a figure without words": (
        "    local: {",
        "    ours: {",
        ("results.figures", "`market_map` gives `local`, and there are no words for it"),
    ),
    "a figure that is no word": (
        "Paid in all, kind: money",
        "Paid in all, kind: text",
        ("results.figures.paid.kind", "the function gives a number here"),
    ),
    "a finding without words": (
        "    silent: ",
        "    silence: ",
        ("results.findings", "`market_map` finds `silent`, and there are no words for it"),
    ),
    "a slot that nothing fills": (
        "that you need it",
        "that {who} needs it",
        ("results.findings.gap", "`market_map` gives no `who` for `gap`"),
    ),
    "a slot of no kind": (
        "{share:percent}",
        "{share:percents}",
        ("results.findings.concentrated", "`{share:percents}` is written in no way that is known"),
    ),
    "a column too few": (
        "      - {label: Paid, kind: money}\n",
        "",
        ("results.table.columns", "`market_map` gives 3 columns, and here are 2"),
    ),
    "a column of another kind": (
        "{label: Supplier, kind: text}",
        "{label: Supplier, kind: number}",
        ("results.table.columns.0.kind", "the function gives words here"),
    ),
}


def told(folder: Path, text: str) -> list[tuple[str, str]]:
    path = folder / "03-market-shaping.exercise.yaml"
    path.write_text(text, "utf-8")
    faults = check(path)
    if faults:
        with pytest.raises(LessonError):
            load_exercise(path)
    assert all(fault.hint for fault in faults)
    return [(fault.where.rpartition(": ")[2], fault.what) for fault in faults]


def test_the_original_agrees(tmp_path: Path) -> None:
    assert told(tmp_path, TEXT) == []


@pytest.mark.parametrize(("before", "after", "fault"), SLIPS.values(), ids=SLIPS.keys())
def test_what_goes_in_is_what_the_function_takes(
    tmp_path: Path, before: str, after: str, fault: tuple[str, str]
) -> None:
    assert before in TEXT
    assert fault in told(tmp_path, TEXT.replace(before, after))


def test_a_function_that_stops_at_the_worked_example_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(_given: Market) -> Result:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("capability.authoring.agreement.function_of", lambda _name: (Market, stops))
    assert told(tmp_path, TEXT) == [("example", "`market_map` stops at it: division by zero")]


def test_a_function_that_cannot_be_imported_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> object:
        raise SyntaxError("invalid syntax")

    monkeypatch.setattr("capability.authoring.agreement.function_of", broken)
    assert told(tmp_path, TEXT) == [("function", "`market_map` cannot be used: invalid syntax")]
