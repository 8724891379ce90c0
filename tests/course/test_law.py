"""The law's figures: one place for each, filled in wherever it is named; stale when looked up too long ago."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.authoring.files import check
from capability.authoring.law import load_law
from capability.authoring.lessons import load_quiz
from capability.course.law import STALE_DAYS, fill_in, holds_until
from capability.errors import CapabilityError, LawError

CHECKOUT = Path(__file__).resolve().parents[2]
LAW = load_law(CHECKOUT / "book" / "law.yaml")
AUTHORED = sorted(
    path
    for folder in ("book", "modules", "assessments")
    for path in (CHECKOUT / folder).glob("*.*")
    if path.name != "law.yaml"
)

# A figure that cannot stand for anything else: a sum of six digits or more, or a day.
OWN = {
    name: figure.says for name, figure in LAW.figures.items() if len(re.sub(r"\D", "", figure.says)) >= len("207720")
}


def test_there_are_figures_of_every_nation() -> None:
    assert set(LAW.nations) == {"england", "wales", "scotland"} == {figure.nation for figure in LAW.figures.values()}
    assert len(OWN) > 5


def test_the_books_figures_have_no_fault() -> None:
    assert check(CHECKOUT / "book" / "law.yaml") == []


@pytest.mark.parametrize("path", AUTHORED, ids=lambda path: path.name)
def test_no_page_and_no_question_types_a_figure_that_has_a_name(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [
        f"{says}: write {{{{ {name} }}}}"
        for name, says in OWN.items()
        if re.search(rf"(?<!\d){re.escape(says)}(?!\d)", text)
    ] == []


def test_what_was_looked_up_holds_for_180_days() -> None:
    assert STALE_DAYS == 180
    assert holds_until("2026-11-22") == "2027-05-21"


@given(st.text(), st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True), st.text()))
def test_text_that_names_nothing_known_stays_as_it_is(text: str, named: dict[str, str]) -> None:
    unnamed = text.replace("{", "(")
    assert fill_in(unnamed, named) == unnamed
    assert fill_in("{{ nothing_here }}", {**named, "x": "y"}) == "{{ nothing_here }}" or "nothing_here" in named


QUIZ = """\
- id: x.q{n}
  situation: Above {{{{ {name} }}}} the full rules apply.
  ask: What do you do?
  options:
    - {{id: a, text: Ask the legal team first., right: {a}, why: It knows.}}
    - {{id: b, text: Ask a neighbour at lunch now., right: {b}, why: It may not know.}}
    - {{id: c, text: Ask nobody and go on as now., right: {c}, why: That is brave.}}
  sources: [thresholds-2026]
"""


def quiz(folder: Path, name: str) -> Path:
    path = folder / "modules" / "01-x.quiz.yaml"
    path.parent.mkdir(exist_ok=True)
    rights = ({"a": n % 3 == 0, "b": n % 3 == 1, "c": n % 3 == 2} for n in range(6))
    text = "".join(QUIZ.format(n=n, name=name, **right) for n, right in enumerate(rights, 1))
    path.write_text(text.replace("True", "true").replace("False", "false"), "utf-8")
    return path


LAW_TEXT = """\
nations: {england: {title: England, as_at: "2026-11-22"}}
figures: {limit: {nation: england, says: "£1,234", what: A limit that we made up, sources: [made-up]}}
"""


def test_a_question_prints_the_figure_of_the_book_beside_it(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "law.yaml").write_text(LAW_TEXT, "utf-8")
    assert load_quiz(quiz(tmp_path, "limit")).questions[0].situation == "Above £1,234 the full rules apply."
    assert "22 November 2026" in load_quiz(quiz(tmp_path, "as_at_england")).questions[0].situation


def test_without_a_book_it_is_the_figure_of_the_package(tmp_path: Path) -> None:
    says = LAW.figures["threshold_services"].says
    assert says in load_quiz(quiz(tmp_path, "threshold_services")).questions[0].situation


def test_a_figure_that_is_not_there_is_told_with_its_line_and_the_name_that_was_meant(tmp_path: Path) -> None:
    faults = check(quiz(tmp_path, "threshold_servces"))
    assert [fault.code for fault in faults] == ["unknown-figure"] * 6
    assert faults[0].where.endswith("01-x.quiz.yaml:2")
    assert "threshold_services" in faults[0].hint
    with pytest.raises(CapabilityError, match="threshold_servces"):
        load_quiz(quiz(tmp_path, "threshold_servces"))


SPOILED = {
    "a nation that is not there": ("nation: england", "nation: englnd", "unknown-nation"),
    "a key too many": ("what: A limit", "colour: red, what: A limit", "unknown-key"),
    "nothing printed": ('says: "£1,234"', 'says: ""', "empty"),
    "no day": ('"2026-11-22"', "soon", "bad-form"),
    "no keys at all": (LAW_TEXT, "just words", "not-the-law"),
}


@pytest.mark.parametrize(("before", "after", "code"), SPOILED.values(), ids=SPOILED.keys())
def test_what_spoils_the_file_is_told(tmp_path: Path, before: str, after: str, code: str) -> None:
    path = tmp_path / "law.yaml"
    path.write_text(LAW_TEXT.replace(before, after), "utf-8")
    assert code in [fault.code for fault in check(path)]
    with pytest.raises(LawError):
        load_law(path)
