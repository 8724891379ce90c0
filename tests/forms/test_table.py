import io

import pytest
from openpyxl import load_workbook

from capability.authoring.instruments import Library, load_instrument
from capability.forms.questions import form_of
from capability.forms.table import ANSWERS, PEOPLE, QUESTIONS, shown, to_table
from capability.rule.instrument import Instrument

LIBRARY = Library()


@pytest.mark.parametrize("instrument", LIBRARY.values(), ids=LIBRARY)
def test_each_cell_has_the_list_of_its_question(instrument: Instrument) -> None:
    form, book = form_of(instrument), load_workbook(io.BytesIO(to_table(form_of(instrument))))
    lists = {str(rule.sqref): rule.formula1 for rule in book[ANSWERS].data_validations.dataValidation}
    assert len(lists) == len(form.questions)
    for column, question in enumerate(form.questions, 1):
        letter = book[ANSWERS].cell(1, column).column_letter
        sheet, _, cells = lists[f"{letter}2:{letter}{PEOPLE + 1}"].partition("!")
        offered = [row[0].value for row in book[sheet][cells.replace("$", "")]]
        practice = "." in question.id
        about = [*(option.words for option in question.options), *question.such_as]
        assert offered == (list(shown(instrument).values()) if practice else about)


@pytest.mark.parametrize("instrument", LIBRARY.values(), ids=LIBRARY)
def test_the_words_of_each_level_stand_beside_a_reference_to_the_question(instrument: Instrument) -> None:
    book = load_workbook(io.BytesIO(to_table(form_of(instrument))))
    rows = [row[:7] for row in book[QUESTIONS].iter_rows(values_only=True) if str(row[1]).startswith("=")]
    for practice, (column, reference, *levels) in zip(instrument.practices, rows, strict=True):
        assert reference == f"={ANSWERS}!${column}$1"
        assert book[ANSWERS][f"{column}1"].value == practice.ask
        assert tuple(levels) == practice.levels


def test_the_headings_stay_in_sight_and_the_questions_print_on_the_width_of_a_page() -> None:
    book = load_workbook(io.BytesIO(to_table(form_of(load_instrument("organisation")))))
    assert book[ANSWERS].freeze_panes == "B2"
    assert book[QUESTIONS].page_setup.fitToHeight == 0
    assert load_workbook(io.BytesIO(to_table(form_of(load_instrument("resident")))))[ANSWERS].freeze_panes == "B2"


def test_the_same_instrument_gives_the_same_bytes() -> None:
    form = form_of(load_instrument("team"))
    assert to_table(form) == to_table(form)
