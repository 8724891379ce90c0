"""What a table is understood to say, and what is asked before anybody is counted."""

import pytest

from capability.errors import ResponseError
from capability.reading.understanding import Columns, read_columns
from tests.reading.tables import people, understood
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
    assert [[*choice.tables.values()] for choice in question.choices] == [["1-5"], ["0-4"]]
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


# --- what looked right and was not ------------------------------------------------------------------------------------

ASKED = ["missions.clear-goal", "missions.purchase-link", "missions.forward-plan", "missions.named-lead"]
ROLES = "Your role," + ",".join(ASKED)


@pytest.mark.parametrize("other", ["6", "99", "7", "0"])
def test_a_five_is_asked_about_whatever_else_stands_there(other: str) -> None:
    data = f"{ROLES}\nFinance,1,5,3,4\nLegal,2,2,{other},4\n"
    assert [question.code for question in understood("a.csv", data=data.encode()).questions] == ["codes"]


def test_levels_with_a_word_in_front_are_numbers_too() -> None:
    data = f"{ROLES}\nFinance,Level 1,Level 5,Level 3,Level 4\n"
    assert [question.code for question in understood("a.csv", data=data.encode()).questions] == ["codes"]


def test_a_choice_about_numbers_holds_for_its_table_alone() -> None:
    table = f"{ROLES}\nFinance,1,2,3,4\n"
    said = Columns("capability-columns/1", {}, tables={"north.csv": "1-5"})
    assert understood("in/north.csv", said, table.encode()).codes == "1-5"
    assert understood("in/south.csv", said, table.encode()).codes == "0-4"


def test_numbers_that_begin_at_0_are_levels_whatever_is_said_of_all_tables() -> None:
    table = understood(
        "a.csv", Columns("capability-columns/1", {}, codes="1-5"), f"{ROLES}\nFinance,0,2,3,4\n".encode()
    )
    assert (table.codes, [fault.code for fault in table.faults]) == ("0-4", ["begin-at-0"])


@pytest.mark.parametrize(
    ("rows", "people_in_it"),
    [
        (["id,respondent,question,answer", *(f"{i},p{i % 3},{ASKED[i // 3]},{i % 5}" for i in range(12))], 3),
        (["Case,Person,question,answer", *(f"Mission A,p{i % 3},{ASKED[i // 3]},{i % 5}" for i in range(12))], 3),
        (["respondent,role,question,answer", *(f"{i % 2},r{i % 4},{ASKED[i // 4]},{i % 5}" for i in range(16))], 4),
        (["Question,Person,Role,Answer", *(f"{ASKED[i // 3]},p{i % 3},Legal,{i % 5}" for i in range(12))], 3),
    ],
    ids=["numbered answers", "one case throughout", "numbers that begin anew in each team", "the question first"],
)
def test_a_long_table_knows_its_people(rows: list[str], people_in_it: int) -> None:
    reading = people("a.csv", Columns("capability-columns/1", {}, codes="0-4"), "\n".join(rows).encode())
    assert len(reading.responses) == people_in_it
    assert reading.counted == len(rows) - 1


def test_a_long_table_knows_its_answers() -> None:
    rows = [f"p{i % 3},{ASKED[i // 3]},{i // 3 + 1},{i % 2}" for i in range(12)]
    named = "\n".join(["Respondent,Question,Order,Answer", *rows]).encode()
    levels = [
        [answer.level for answer in person.answers.values()] for _, person in people("a.csv", data=named).responses
    ]
    assert levels == [[0, 1, 0, 1], [1, 0, 1, 0], [0, 1, 0, 1]]
    with pytest.raises(ResponseError, match="columns C and D could hold the answers"):
        understood("a.csv", data="\n".join(["Respondent,Question,Order,Said", *rows]).encode())


def test_of_two_columns_for_one_question_the_reader_says_which_counts() -> None:
    title = next(practice.title for practice in ORGANISATION.practices if practice.id == ASKED[0])
    both = f"Your role,{ASKED[0]},{title},{ASKED[1]}\nFinance,0,2,3\n".encode()
    [question] = understood("a.csv", data=both).questions
    assert question.where == "a.csv: columns B and C"
    for choice, level in zip(question.choices, (0, 2), strict=True):
        said = Columns("capability-columns/1", choice.columns)
        [(_, person)] = people("a.csv", said, both).responses
        assert person.answers[ASKED[0]].level == level


def test_two_columns_with_one_heading_are_refused() -> None:
    with pytest.raises(ResponseError, match="columns B and D both have the heading"):
        understood("a.csv", data=f"role,{ASKED[0]},{ASKED[1]},{ASKED[0]}\nFinance,0,1,\nLegal,,1,4\n".encode())


def test_a_column_an_option_is_refused() -> None:
    data = f"Respondent ID,{ASKED[0]},,,,\n,Not yet,Starting,Practising,Embedded,Shaping\n118723456782,,,,,Shaping\n"
    with pytest.raises(ResponseError, match="each option of a question has a column of its own"):
        understood("a.csv", data=data.encode())


@pytest.mark.parametrize(
    ("heading", "cells"),
    [("Which department spends most?", ["Finance", "Legal"]), ("Browser", ["Other", "Other"]), ("Role", ["x", "y"])],
)
def test_the_role_is_what_the_form_asks_for(heading: str, cells: list[str]) -> None:
    rows = [f"{cell},{role},0,1" for cell, role in zip(cells, ("Procurement", "Legal"), strict=True)]
    data = "\n".join([f"{heading},Your role,{ASKED[0]},{ASKED[1]}", *rows]).encode()
    assert [person.rater.role for _, person in people("a.csv", data=data).responses] == ["procurement", "legal"]


@pytest.mark.parametrize(
    "cell", ["Level -1", "Level <3", "Level 2+", "Level 3?", "not yet?", "3,000", "Level 5", "200%"]
)
def test_what_is_not_quite_a_level_is_none(cell: str) -> None:
    data = f'{ROLES}\nFinance,0,1,2,3\nLegal,0,1,2,"{cell}"\n'.encode()
    [fault] = people("a.csv", Columns("capability-columns/1", {}, codes="0-4"), data).faults
    assert fault.where == "a.csv:3: column E"


@pytest.mark.parametrize("ids", [["1.18724E+11", "1.18724E+11"], ["118723456789", "118723456790.0"]])
def test_ids_that_a_spreadsheet_spoilt_lose_nobody(ids: list[str]) -> None:
    data = "\n".join([f"Response ID,{ROLES}", *(f"{name},Finance,0,1,2,{i}" for i, name in enumerate(ids))]).encode()
    found = {person.id for _, person in people("a.csv", data=data).responses}
    assert found == ({""} if "E" in ids[0] else {"118723456789", "118723456790"})
