import json

import pytest

from capability.authoring.instruments import Library
from capability.forms.columns import to_columns
from capability.forms.questions import form_of
from capability.reading.people import read_people
from capability.reading.understanding import read_columns, understand
from capability.rule.instrument import Instrument
from tests.forms.returns import as_csv, chosen, filled_table
from tests.forms.test_returns import made_up
from tests.reading.tables import VOCABULARIES, sheets_of

LIBRARY = Library()


@pytest.mark.parametrize("instrument", LIBRARY.values(), ids=LIBRARY)
def test_with_its_columns_file_the_table_is_read_to_the_same_answers(instrument: Instrument) -> None:
    form, people = form_of(instrument), made_up(instrument)
    columns = read_columns(json.loads(to_columns(form)), "columns.json")
    sheet = sheets_of("table.xlsx", filled_table(form, [chosen(form, person) for person in people]))[0]
    table = understand(sheet, VOCABULARIES, columns)
    assert table.questions == ()
    told = [response for _, response in read_people(table, VOCABULARIES[instrument.id], columns).responses]
    assert [response.answers for response in told] == [response.answers for response in people]


def test_it_says_which_instrument_a_table_answers_and_leaves_no_code_open() -> None:
    for name, instrument in LIBRARY.items():
        columns = read_columns(json.loads(to_columns(form_of(instrument))), "columns.json")
        assert columns.instrument == name
        assert sorted(map(str, columns.answers.values())) == ["0", "1", "2", "3", "4", "not-applicable", "unknown"]
        blank = sheets_of("a.csv", as_csv([list(columns.columns)]))[0]
        assert understand(blank, VOCABULARIES, columns).questions == ()
