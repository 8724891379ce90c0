"""From the tables that councils have to their people: every answer counted once, every other row named."""

import csv
import io
import random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from capability.authoring.responses import load_response
from capability.reading.people import TableReading
from capability.rule.response import Answer, Response
from capability.rule.tally import count_responses
from capability.rule.team import team_profile, to_json
from tests.reading.tables import CASES, VOCABULARIES, people, sheets_of
from tests.synthetic import ORGANISATION


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


def levels(reading: TableReading, practice: str) -> list[object]:
    return [response.answers[practice].level for _, response in reading.responses if practice in response.answers]


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
