"""From the tables that councils have to their people: every answer counted once, every other row named."""

import csv
import io
import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capability.authoring.responses import load_response
from capability.reading.people import TableReading
from capability.reading.understanding import Columns
from capability.rule.response import Answer, Response
from capability.rule.tally import count_responses
from capability.rule.team import team_profile, to_json
from tests.reading.tables import CASES, VOCABULARIES, people, sheets_of, understood
from tests.synthetic import ORGANISATION

WAYS_IN = ["msforms.xlsx", "google.csv", "european.csv", "labels-ids.csv", "long.csv"]


def without_evidence(response: Response) -> Response:
    """A table carries neither evidence nor notes."""
    answers = {name: Answer(answer.level) for name, answer in response.answers.items()}
    return msgspec.structs.replace(response, answers=answers)


def profile(responses: list[Response]) -> str:
    return to_json(team_profile(ORGANISATION, count_responses(ORGANISATION, responses)))


THE_25 = [without_evidence(load_response(path)) for path in sorted((CASES / "twenty-five-people").glob("*.json"))]
RIGHT = profile(THE_25)


def profile_of(reading: TableReading) -> str:
    return profile([response for _, response in reading.responses])


@pytest.mark.parametrize("name", WAYS_IN)
def test_the_same_people_give_the_same_profile_whichever_way_they_come_in(name: str) -> None:
    reading = people(name)
    assert understood(name).questions == ()
    assert (len(reading.responses), reading.faults) == (25, ())
    assert profile_of(reading) == RIGHT


# How many people there are, and why each other row is nobody's, by its number.
CASES_OF_ROWS = {
    "forms-north.csv": (3, {1: "headings"}),
    "forms-south.csv": (3, {1: "headings"}),
    "qualtrics3.csv": (2, {1: "headings", 2: "no-answer", 3: "no-answer", 6: "preview"}),
    "surveymonkey2.csv": (2, {1: "headings", 2: "no-answer"}),
    "footer.csv": (2, {1: "headings", 5: "summary", 6: "summary"}),
    "second.xlsx": (1, {1: "headings"}),
    "hidden.xlsx": (2, {1: "headings"}),
    "words.csv": (3, {1: "headings"}),
    "bool.xlsx": (1, {1: "headings", 2: "no-answer"}),
    "semi-quoted.csv": (1, {1: "headings"}),
    "title-semis.csv": (1, {1: "above-headings", 2: "headings"}),
    "answers.ods": (1, {1: "headings"}),
    "backslash.xlsx": (1, {1: "headings"}),
    "x000d.xlsx": (2, {1: "headings"}),
    "hostile/header-only.csv": (0, {1: "headings"}),
    "hostile/bool-cell.xlsx": (1, {1: "headings", 3: "no-answer"}),
    "hostile/formula-newlines-1MB.xlsx": (1, {1: "headings", 3: "no-answer"}),
}


@pytest.mark.parametrize(("name", "right"), CASES_OF_ROWS.items(), ids=CASES_OF_ROWS)
def test_every_row_is_a_persons_or_named(name: str, right: tuple[int, dict[int, str]]) -> None:
    reading = people(name)
    named = {int(fault.where.rpartition(":")[2]): fault.code for fault in reading.left_out}
    assert (len(reading.responses), named) == right
    assert reading.rows == reading.counted + len(reading.left_out)
    assert all(fault.what and fault.hint for fault in reading.left_out)


def levels(reading: TableReading, practice: str) -> list[object]:
    return [response.answers[practice].level for _, response in reading.responses if practice in response.answers]


def test_the_kits_own_words_are_answers_in_their_spellings() -> None:
    reading = people("words.csv")
    assert levels(reading, "missions.clear-goal") == ["unknown", "not-applicable", 2]
    assert levels(reading, "missions.purchase-link") == ["not-applicable", 2]
    assert [(fault.code, fault.where) for fault in reading.faults] == [("bad-level", "words.csv:3: column B")]


def test_true_stored_as_one_is_no_level_and_named_by_its_cell() -> None:
    assert [fault.where for fault in people("bool.xlsx").faults] == ["bool.xlsx:2: column B", "bool.xlsx:2: column C"]


def test_codes_from_one_to_five_are_levels_once_the_reader_has_said_so() -> None:
    one_to_five = Columns("capability-columns/1", {}, codes="1-5")
    reading = people("one-to-five.csv", one_to_five)
    assert levels(reading, "missions.clear-goal") == [0, 2, 4]
    assert levels(reading, "missions.purchase-link") == [4, 3, 1]


def test_a_number_has_one_meaning_however_a_spreadsheet_wrote_it() -> None:
    columns = msgspec.json.decode((CASES / "floats-columns.json").read_bytes(), type=Columns)
    reading = people("floats.csv", columns)
    assert levels(reading, "missions.clear-goal") == [0, 0, 4]
    assert levels(reading, "missions.purchase-link") == [1, 1, 3]


def test_carriage_returns_of_a_workbook_are_no_part_of_an_answer() -> None:
    assert levels(people("x000d.xlsx"), "missions.clear-goal") == [2, 3]


# --- properties -------------------------------------------------------------------------------------------------------


def written(rows: list[list[str]], separator: str = ",") -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue().encode()


GOOGLE = [list(row.cells) for row in sheets_of("google.csv")[0].rows]

FOOTERS = [["Average", "", "2.5"], ["Total", "25"], ["Total responses: 25"], ["Exported on 2026-11-27"], ["", "", ""]]
TITLES = [["Team survey, autumn 2026"], ["Export; version 2"], [""]]


@settings(max_examples=30)
@given(st.data())
def test_order_blank_rows_titles_and_footers_never_change_the_profile(data: st.DataObject) -> None:
    chance = random.Random(data.draw(st.integers(0, 10_000)))
    places = list(range(len(GOOGLE[0])))
    chance.shuffle(places)
    head, *below = [[row[place] for place in places] for row in GOOGLE]
    chance.shuffle(below)
    for _ in range(chance.randrange(4)):
        below.insert(chance.randrange(len(below) + 1), [""] * len(head))
    titles = chance.sample(TITLES, chance.randrange(3))
    footers = chance.sample(FOOTERS, chance.randrange(4))
    table = written([*titles, head, *below, *footers], data.draw(st.sampled_from(",;\t")))
    reading = people("shuffled.csv", data=table)
    assert profile_of(reading) == RIGHT
    assert reading.rows == reading.counted + len(reading.left_out)


cells = st.sampled_from(
    ["", "0", "2", "4.0", "5", "Starting", "I don’t know", "n/a", "TRUE", "=1+1", "Average", "x", "9;"]
)


@given(st.lists(st.lists(cells, max_size=6), max_size=12))
def test_rows_read_are_those_counted_and_those_named_whatever_stands_in_them(rows: list[list[str]]) -> None:
    head = ["role", *[practice.id for practice in ORGANISATION.practices[:4]], "Remarks"]
    reading = people("any.csv", data=written([head, *rows]))
    assert reading.rows == reading.counted + len(reading.left_out)
    assert reading.counted == len(reading.responses)
    assert len({fault.where for fault in reading.left_out}) == len(reading.left_out)


def test_every_instrument_is_read_by_its_own_words() -> None:
    for name, vocabulary in VOCABULARIES.items():
        practices = vocabulary.instrument.practices
        head = [practice.ask for practice in practices]
        reading = people(
            "own.csv", data=written([head, *([practice.levels[n] for practice in practices] for n in range(5))])
        )
        assert {response.instrument for _, response in reading.responses} == {name}
        assert [levels(reading, practice.id) for practice in practices] == [[0, 1, 2, 3, 4]] * len(practices)
