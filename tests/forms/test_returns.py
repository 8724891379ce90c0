"""Make a form, let people answer it, export it as its tool does: it is read without a question, to the same people."""

import pytest

from capability.errors import ResponseError
from capability.forms.questions import form_of
from capability.reading.people import TableReading, read_people
from capability.reading.understanding import Understanding, understand
from capability.rule.context import Context
from capability.rule.instrument import Instrument
from capability.rule.response import FORMAT, Answer, Given, Rater, Response
from capability.rule.tally import count_responses
from capability.rule.tally import to_json as tally_json
from tests.forms.returns import EXPORTS, TABLES, Export, chosen, filled_table, table_as_opendocument
from tests.reading.tables import VOCABULARIES, sheets_of

WAYS = {**EXPORTS, **TABLES}
INSTRUMENTS = {name: vocabulary.instrument for name, vocabulary in VOCABULARIES.items()}
GIVEN: tuple[Given | None, ...] = (0, 1, 2, 3, 4, "unknown", "not-applicable", None)


def understood(name: str, data: bytes) -> Understanding:
    """The sheet of answers: the first one, as a program that a form was exported from or the kit's table has it."""
    return understand(sheets_of(name, data)[0], VOCABULARIES)


def people_of(table: Understanding) -> TableReading:
    assert table.questions == ()
    reading = read_people(table, VOCABULARIES[table.instrument.id])
    assert reading.faults == ()
    return reading


def made_up(instrument: Instrument) -> list[Response]:
    """People who give each practice each of all answers, one of them from each role, nation and kind of contract."""
    form = form_of(instrument)
    options = {question.id: question.options for question in form.about}

    def about(part: str, turn: int) -> str:
        return options[part][turn % len(options[part])].value if part in options else ""

    people = []
    for turn in range(len(GIVEN)):
        given = {practice.id: GIVEN[(turn + place) % len(GIVEN)] for place, practice in enumerate(instrument.practices)}
        own = f"Ferry {turn}, the late one" if instrument.case and turn % 3 else ""
        context = Context(nation=about("nation", turn), contract=about("contract", turn // 3), about=own)
        people.append(
            Response(
                format=FORMAT,
                instrument=instrument.id,
                version=instrument.version,
                answers={name: Answer(level) for name, level in given.items() if level is not None},
                rater=Rater(role=about("role", turn)),
                context=context,
            )
        )
    return people


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=INSTRUMENTS)
@pytest.mark.parametrize(("name", "export"), WAYS.items(), ids=WAYS)
def test_every_answer_to_every_instrument_comes_back(name: str, export: Export, instrument: Instrument) -> None:
    form, people = form_of(instrument), made_up(instrument)
    table = understood(name, export(form, [chosen(form, person) for person in people]))
    assert table.instrument == instrument
    told = [response for _, response in people_of(table).responses]
    assert [response.answers for response in told] == [response.answers for response in people]
    assert [response.rater for response in told] == [response.rater for response in people]
    assert [response.context.about for response in told] == [response.context.about for response in people]
    # Nation and kind of contract may come back in the form's words: they leave out the same practices.
    assert tally_json(count_responses(instrument, told)) == tally_json(count_responses(instrument, people))


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=INSTRUMENTS)
@pytest.mark.parametrize(
    ("name", "export"), [("table.xlsx", filled_table), ("table.ods", table_as_opendocument)], ids=["xlsx", "ods"]
)
def test_the_sheet_that_explains_the_table_is_no_table_of_answers(
    name: str, export: Export, instrument: Instrument
) -> None:
    form = form_of(instrument)
    _, explaining = sheets_of(name, export(form, [chosen(form, person) for person in made_up(instrument)]))
    with pytest.raises(ResponseError) as raised:
        understand(explaining, VOCABULARIES)
    assert [fault.code for fault in raised.value.faults] == ["no-headings"]
