"""What a table is understood to say, and what is asked before anybody is counted."""

import pytest

from capability.errors import ResponseError
from capability.reading.understanding import Columns, read_columns
from tests.reading.tables import understood
from tests.synthetic import ORGANISATION

FIRST, SECOND = ORGANISATION.practices[:2]

# What a heading is surely read as; `None`: it is not read.
HEADINGS = {
    FIRST.id: FIRST.id,
    FIRST.title: FIRST.title and FIRST.id,
    FIRST.title.upper(): FIRST.id,
    FIRST.ask: FIRST.id,
    f"1. {FIRST.ask}": FIRST.id,
    f"Q12: {FIRST.ask}*": FIRST.id,
    f"3) {FIRST.title}": FIRST.id,
    f"G1Q00001. {FIRST.ask}": FIRST.id,
    f"Missions: {FIRST.title}": FIRST.id,
    f"Missions [{FIRST.ask}]": FIRST.id,
    FIRST.ask.replace(" ", "\u00a0"): FIRST.id,
    FIRST.id.replace(".", "/"): FIRST.id,
    FIRST.id.replace(".", "_").replace("-", "_"): FIRST.id,
    "What do you think of missions?": None,
    "Comments": None,
}


@pytest.mark.parametrize(("heading", "meaning"), HEADINGS.items(), ids=range(len(HEADINGS)))
def test_a_heading_means_its_practice_through_numbers_groups_and_typography(heading: str, meaning: str | None) -> None:
    table = f'"{heading}";{SECOND.id}\n2;3\n'.encode()
    [column, _] = understood("a.csv", data=table).columns
    assert column.meaning == (meaning or "")


def test_a_heading_that_only_holds_a_title_is_asked_about() -> None:
    table = understood("forms-questions.csv")
    [question] = table.questions
    assert (question.code, question.where) == ("column", "forms-questions.csv: column G")
    yes, no = question.choices
    [heading] = yes.columns
    assert yes.columns == {heading: FIRST.id} and no.columns == {heading: ""}
    settled = understood("forms-questions.csv", Columns("capability-columns/1", yes.columns))
    assert settled.questions == () and FIRST.id in settled.places.values()


@pytest.mark.parametrize("name", ["one-to-five.csv", "floats.csv"])
def test_codes_that_may_begin_at_one_are_asked_about(name: str) -> None:
    [question] = understood(name).questions
    assert question.code == "codes"
    assert [choice.codes for choice in question.choices] == ["1-5", "0-4"]
    assert understood(name, Columns("capability-columns/1", {}, codes="0-4")).questions == ()


def test_many_codes_without_a_zero_are_asked_about_and_a_few_are_not() -> None:
    few = f"{FIRST.id}\n" + "3\n" * 5
    many = f"{FIRST.id}\n" + "3\n" * 25
    assert understood("a.csv", data=few.encode()).questions == ()
    assert [question.code for question in understood("a.csv", data=many.encode()).questions] == ["codes"]


def test_a_column_that_numbers_rows_is_no_id_and_one_of_ids_is() -> None:
    assert "id" not in understood("forms-north.csv").places.values()
    assert understood("saved-local.csv").places[0] == "id"


def test_a_column_of_roles_is_known_by_its_content() -> None:
    assert understood("forms-questions.csv").places[5] == "role"


def test_samples_and_counts_tell_what_stands_in_a_column() -> None:
    column = understood("words.csv").columns[0]
    assert (column.filled, column.samples) == (3, ("I don’t know", "n/a", "2 - practising"))


def test_a_row_an_answer_is_read_as_such() -> None:
    table = understood("long.csv")
    assert table.long is not None and table.places == {1: "role"}


TURNED = "\n".join(f"{practice.title},1,2,3" for practice in ORGANISATION.practices[:6])
NO_RESPONDENT = "question,answer\n" + "\n".join(f"{practice.id},1" for practice in ORGANISATION.practices[:4]) * 2

REFUSED = {
    "questions down, people across": (f"Question,Ann,Bo,Cy\n{TURNED}\n", "transposed"),
    "a row an answer, and nobody's": (NO_RESPONDENT, "long-table"),
    "something else": ("a,b\n1,2\n", "no-headings"),
    "nothing": ("", "no-headings"),
}


@pytest.mark.parametrize(("text", "code"), REFUSED.values(), ids=REFUSED)
def test_a_table_that_is_something_else_is_refused_for_what_it_is(text: str, code: str) -> None:
    with pytest.raises(ResponseError) as caught:
        understood("a.csv", data=text.encode())
    [fault] = caught.value.faults
    assert fault.code == code and fault.hint


@pytest.mark.parametrize(
    "plain", [[], {"format": "capability-columns/2"}, {"format": "capability-columns/1", "codes": "0-5"}]
)
def test_a_file_of_columns_that_is_none_is_refused(plain: object) -> None:
    with pytest.raises(ResponseError):
        read_columns(plain, "columns.json")


def test_a_file_of_columns_that_names_no_practice_is_refused() -> None:
    with pytest.raises(ResponseError, match="no practice here"):
        understood("words.csv", Columns("capability-columns/1", {FIRST.id: "missions.cler-goal"}))
