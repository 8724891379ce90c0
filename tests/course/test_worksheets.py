"""Exercises: their files, what they read, and what their functions find, each checked by hand and with anything."""

import base64
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capability.authoring.lessons import exercise_names, load_exercise
from capability.course.exercises import function_of, functions
from capability.course.worksheets import NUMBERS, Field, Worksheet, check, phrase, read_field, read_inputs
from capability.pieces.exercise import as_typed, configure, write
from capability.pieces.register import compute
from tests.reading.tables import CASES

NAMES = exercise_names()


def shown(name: str, inputs: object) -> dict[str, Any]:
    config = configure(load_exercise(name))
    return compute("exercise", config, {"kept": {name: {"inputs": inputs}}})


def texts(field: Field) -> st.SearchStrategy[str]:
    """What a reader could type into a field and would be right."""
    if field.kind in ("text", "heading"):
        return st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
    if field.kind == "choice":
        return st.sampled_from(sorted(field.options))
    if field.kind == "date":
        return st.dates().map(str)
    least, most = field.least or 0, field.most or 0
    if field.whole:
        return st.integers(int(least), int(most)).map(str)
    return st.integers(round(least * 100), round(most * 100)).map(
        lambda n: f"{n // 100}.{n % 100:02}" if n >= 0 else "0"
    )


def typed(exercise: Worksheet) -> st.SearchStrategy[dict[str, Any]]:
    fields: dict[str, st.SearchStrategy[Any]] = {field.id: texts(field) for field in exercise.fields}
    for table in exercise.tables:
        row = st.fixed_dictionaries({column.id: texts(column) for column in table.columns})
        fields[table.id] = st.lists(row, min_size=table.fewest, max_size=min(table.most, table.fewest + 4))
    return st.fixed_dictionaries(fields)


def test_every_file_has_a_function_and_every_function_a_file() -> None:
    assert sorted(load_exercise(name).function for name in NAMES) == functions()


@pytest.mark.parametrize("name", NAMES)
def test_a_file_asks_for_what_its_function_takes(name: str) -> None:
    exercise = load_exercise(name)
    shape, _ = function_of(exercise.function)
    given = [field.id for field in exercise.fields if field.kind != "heading"]
    asked = [*given, *(table.id for table in exercise.tables)]
    assert sorted(asked) == sorted(shape.__struct_fields__)


@pytest.mark.parametrize("name", NAMES)
def test_the_worked_example_is_made_up_and_has_a_result_with_picture_and_table(name: str) -> None:
    exercise = load_exercise(name)
    assert "made up" in exercise.example_about
    output = shown(name, as_typed(exercise, exercise.example))
    assert output["faults"] == {}
    assert output["result"]["findings"]
    assert output["result"]["rows"]
    picture = output["result"]["picture"]
    assert picture["strips"] or picture["rows"] or picture["curves"]


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_typed_within_the_limits_has_a_result(name: str) -> None:
    exercise = load_exercise(name)

    @settings(max_examples=60, deadline=None)
    @given(typed(exercise))
    def whatever(inputs: dict[str, Any]) -> None:
        output = shown(name, inputs)
        assert output["faults"] == {}
        assert all(figure["text"] for figure in output["result"]["figures"])
        assert all(word not in figure["text"] for figure in output["result"]["figures"] for word in ("nan", "inf"))
        strips = output["result"]["picture"]["strips"]
        assert all(0 <= mark["x"] <= mark["x"] + mark["width"] <= 1000 for strip in strips for mark in strip["marks"])
        assert all(0 <= line["y1"] <= 400 for line in output["result"]["picture"]["curves"])

    whatever()


HEADED = [name for name in NAMES if any(field.kind == "heading" for field in load_exercise(name).fields)]
MARKUP = "=1+1 <b>Home care</b>, 2025"


def test_some_exercises_ask_what_their_figures_are_of() -> None:
    assert "03-market-shaping" in HEADED and len(HEADED) < len(NAMES)


@pytest.mark.parametrize("name", HEADED)
def test_a_heading_stands_over_what_comes_out_and_changes_no_figure(name: str) -> None:
    exercise = load_exercise(name)
    [heading] = [field for field in exercise.fields if field.kind == "heading"]
    example = as_typed(exercise, exercise.example)
    said = shown(name, {**example, heading.id: f"  {MARKUP} "})["result"]
    assert said["heading"] == MARKUP  # as words: a page puts them in as text
    for nothing in ("", "  "):
        assert shown(name, {**example, heading.id: nothing}) == {
            **shown(name, {**example, heading.id: ""}),
            "faults": {},
            "result": {**said, "heading": ""},
        }
    without = {key: value for key, value in example.items() if key != heading.id}  # a case from before there was one
    assert shown(name, without)["result"] == {**said, "heading": ""}
    told = shown(name, {**example, heading.id: "x" * (heading.longest + 1)})
    assert told["faults"] == {heading.id: "Enter at most 100 characters, or nothing"}


def test_a_heading_is_in_the_file_and_is_no_formula_there() -> None:
    exercise = load_exercise("03-market-shaping")
    inputs = {**as_typed(exercise, exercise.example), "of": MARKUP}
    state = {"kept": {exercise.id: {"inputs": inputs}}, "day": "2026-11-28"}
    text = base64.b64decode(write(configure(exercise), state)["data"]).decode("utf-8-sig")
    assert text.splitlines()[1] == f'"\'{MARKUP}"'


def test_the_examples_heading_is_not_said_of_a_case_of_ones_own() -> None:
    exercise = load_exercise("03-market-shaping")
    example = as_typed(exercise, exercise.example)
    own: dict[str, Any] = {
        **example,
        "suppliers": [{"name": "Ours", "paid": "5", "size": "small", "place": "near", "bid": "yes"}],
        "needs": [{"need": "Nights", "offers": "1"}],
    }
    told = shown(exercise.id, own)
    assert told["own"] and told["result"]["heading"] == ""
    assert shown(exercise.id, {**own, "of": "Nights, 2026"})["result"]["heading"] == "Nights, 2026"
    assert shown(exercise.id, example)["result"]["heading"] == exercise.example["of"]


BAD = {
    "nothing": "",
    "words": "twelve",
    "below": "-999999999999",
    "above": "999999999999999",
    "markup": "<b>1</b>",
    "a decimal comma": "0,75",
    "a decimal comma and a point": "1.234,56",
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("name", NAMES)
def test_bad_input_is_told_at_each_field_in_the_words_of_its_limits(name: str, bad: str) -> None:
    exercise = load_exercise(name)
    good = as_typed(exercise, exercise.example)
    point = ", with a point before decimals" if "," in bad else ""
    for field in exercise.fields:
        if field.kind in NUMBERS:
            output = shown(name, {**good, field.id: bad})
            assert output["faults"] == {field.id: f"Enter {field.wanted}{point}"}
            assert output["result"] is None
    for table in exercise.tables:
        for column in table.columns:
            if column.kind in NUMBERS:
                first, *others = good[table.id]
                rows = [{**first, column.id: bad}, *others]
                # A row may be all blank, and is then left out.
                told = shown(name, {**good, table.id: rows})["faults"]
                assert told.get(f"{table.id}/0/{column.id}") == f"Enter {column.wanted}{point}"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("inputs", [{}, {"x": 1}, None, [], "x"])
def test_an_empty_form_asks_for_everything_and_does_not_break(name: str, inputs: object) -> None:
    output = shown(name, inputs)
    assert output["result"] is None or not isinstance(inputs, dict)


NUMBER = Field(id="n", label="N", kind="number", unit="x", least=0, most=5000)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12.0),
        (" 1,200 ", 1200.0),
        ("£1 200.50", 1200.5),
        ("40%", 40.0),
        ("1,234.56", 1234.56),
        ("0,75", None),
        ("1.234,56", None),
        ("12,34", None),
        ("1,2345", None),
        ("1,", None),
        ("1e3", None),
        ("١٢", None),
        ("--1", None),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, value: float | None) -> None:
    assert read_field(NUMBER, text) == value


def test_a_file_with_decimal_commas_is_refused_beside_each_field_and_never_another_number() -> None:
    output = shown("03-market-shaping", json.loads((CASES / "decimals.json").read_bytes())["inputs"])
    assert [*output["faults"]] == ["suppliers/0/paid", "suppliers/1/paid"]
    assert output["result"] is None


def test_a_file_with_one_firm_on_many_lines_says_what_it_added_up() -> None:
    result = shown("03-market-shaping", json.loads((CASES / "market.json").read_bytes())["inputs"])["result"]
    assert [(row["name"], row["cells"][-1]["text"]) for row in result["rows"]] == [
        ("Care A Ltd", "83.3%"),
        ("Care B", "16.7%"),
    ]
    assert any(finding["text"].startswith("6 lines name 2 suppliers") for finding in result["findings"])


def test_a_row_in_which_nothing_is_written_is_left_out() -> None:
    exercise = load_exercise("03-market-shaping")
    good = as_typed(exercise, exercise.example)
    blank = {column.id: " " for column in exercise.tables[0].columns}
    reading = read_inputs(exercise, {**good, "suppliers": [*good["suppliers"], blank]})
    assert reading.faults == {}
    assert len(reading.values["suppliers"]) == 5


def test_too_many_rows_are_refused_in_words() -> None:
    exercise = load_exercise("03-market-shaping")
    good = as_typed(exercise, exercise.example)
    assert (
        shown("03-market-shaping", {**good, "needs": good["needs"] * 30})["faults"]["needs"] == "Fill in 1 to 20 rows"
    )


def test_what_a_reader_typed_never_becomes_a_formula_or_a_slot() -> None:
    exercise = load_exercise("03-market-shaping")
    good = as_typed(exercise, exercise.example)
    good["suppliers"][0]["name"] = "=1+1 {share}"
    state = {"kept": {exercise.id: {"inputs": good}}, "day": "2026-11-22"}
    assert b"'=1+1 {share}" in base64.b64decode(write(configure(exercise), state)["data"])
    output = shown("03-market-shaping", good)
    assert any("=1+1 {share}" in finding["text"] for finding in output["result"]["findings"])
    assert phrase("{a}", {"a": "{b}"}) == "{b}"


SPOILED: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "no limits": (lambda data: data["tables"][0]["columns"][1].pop("most"), "no-limits"),
    "nothing to choose": (lambda data: data["tables"][0]["columns"][2].pop("options"), "no-options"),
    "a list of nowhere": (lambda data: data["tables"][0]["columns"][0].update(picks="needs/need"), "unknown-column"),
    "a list for a number": (lambda data: data["tables"][0]["columns"][1].update(starts=["1"]), "no-column"),
    "nothing to fill in": (lambda data: data.pop("tables"), "no-fields"),
}


@pytest.mark.parametrize(("spoil", "code"), SPOILED.values(), ids=SPOILED.keys())
def test_what_spoils_a_file_is_told(spoil: Callable[[dict[str, Any]], Any], code: str) -> None:
    data = msgspec.json.decode(msgspec.json.encode(load_exercise("03-market-shaping")))
    assert list(check(data)) == []
    spoil(data)
    assert [fault.code for fault in check(data)] == [code]


# --- opening a file ---------------------------------------------------------------------------------------------------


def opened(text: str) -> dict[str, Any]:
    config = configure(load_exercise("03-market-shaping"))
    incoming: dict[str, Any] = compute("exercise", config, {"kept": {}, "incoming": text})["incoming"]
    return incoming


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"format": "capability-response/1"}', '{"format": "capability-exercise/1"}']
)
def test_a_file_that_is_no_exercise_is_told(text: str) -> None:
    assert opened(text) == {"fault": "unreadable"}


def test_a_file_of_another_chapter_is_told_and_one_of_this_is_offered_as_text() -> None:
    frame = '{"format": "capability-exercise/1", "exercise": "%s", "inputs": {"suppliers": [{"name": "<b>", "x": 1}]}}'
    assert opened(frame % "01-missions") == {"fault": "other"}
    assert opened(frame % "03-market-shaping")["inputs"]["suppliers"][0]["name"] == "<b>"


# --- whose case it is -------------------------------------------------------------------------------------------------


def example_of(name: str) -> dict[str, Any]:
    exercise = load_exercise(name)
    return as_typed(exercise, exercise.example)


@pytest.mark.parametrize("name", NAMES)
def test_one_change_does_not_make_the_worked_example_ones_own(name: str) -> None:
    assert (shown(name, None)["own"], shown(name, None)["made_up"]) == (False, None)
    typed = example_of(name)
    untouched = shown(name, typed)["made_up"]
    assert untouched["left"] == untouched["of"] > 0
    field = next((key for key, value in typed.items() if isinstance(value, str)), None)
    changed = typed | ({field: "11"} if field else {})
    if field is None:
        table, rows = next(iter(typed.items()))
        column = next(iter(rows[0]))
        changed[table] = [rows[0] | {column: "Ours"}, *rows[1:]]
    output = shown(name, changed)
    assert output["own"] is False
    assert output["made_up"] == {"left": untouched["of"] - 1, "of": untouched["of"]}


def test_a_case_is_ones_own_once_half_of_it_is() -> None:
    typed = example_of("04-place")
    count = sum(len(typed[table]) for table in ("services", "outcomes", "contracts"))
    for changed, is_own in ((count // 2 - 1, False), ((count + 1) // 2, True)):
        rows = [row | {"service": f"Service {i}"} if i < changed else row for i, row in enumerate(typed["services"])]
        output = shown("04-place", typed | {"services": rows})
        assert (output["own"], output["made_up"]) == (is_own, {"left": count - changed, "of": count})


def test_a_form_that_is_empty_or_cannot_be_worked_out_is_nobodys_case() -> None:
    empty = {"services": [{"service": ""}], "outcomes": [{"outcome": ""}]}
    assert (shown("04-place", empty)["own"], shown("04-place", empty)["made_up"]) == (False, {"left": 0, "of": 0})
    half = empty | {"services": [{"service": "Ours"}]}
    assert (shown("04-place", half)["own"], shown("04-place", half)["made_up"]["left"]) == (False, 0)


def test_the_answer_leads_and_stands_nowhere_twice() -> None:
    result = shown("04-place", example_of("04-place"))["result"]
    assert result["lead"].startswith("Plan these two together first: ")
    assert result["lead"] not in [finding["text"] for finding in result["findings"]]


@pytest.mark.parametrize("name", NAMES)
def test_what_leads_is_among_the_findings(name: str) -> None:
    words = load_exercise(name).results
    assert set(words.leads) <= set(words.findings)
