"""A blank table for a spreadsheet: a row a person, a column a question, and in each cell the answers to choose from."""

import io
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from capability.forms.questions import WITHOUT_LEVEL, Form
from capability.forms.workbook import workbook
from capability.reading.understanding import letters
from capability.rule.instrument import Instrument

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ANSWERS, QUESTIONS = "Answers", "Questions"

PEOPLE = 500
"""Rows in which a list drops down."""

WIDTH, LINE, ACROSS = 34, 15, 3
"""Of a column in characters, of a line of text in points; and over how many columns a paragraph goes."""

WRAPPED = {"text_wrap": True, "valign": "top"}

HOW = (
    "Answers go on the sheet “Answers”: one row for each person. In each cell, choose from its list.",
    "Leave a cell empty where a person has not got there yet. Write no names.",
    "The words of each answer stand below, beside the letter of the question's column.",
)


class Looks(NamedTuple):
    """How cells look."""

    title: "Format"
    heading: "Format"
    text: "Format"
    ruled: "Format"


def shown(instrument: Instrument) -> dict[str, str]:
    """The answers to a practice as the table's lists show them, by value.

    >>> from capability.authoring.instruments import load_instrument
    >>> list(shown(load_instrument("organisation")).items())[3:6]
    [('level-3', '3 – embedded'), ('level-4', '4 – shaping'), ('unknown', "I don't know")]
    """
    levels = {f"level-{level}": f"{level} – {short}" for level, short in enumerate(instrument.scale)}
    return levels | {option.value: option.words for option in WITHOUT_LEVEL}


def to_table(form: Form) -> bytes:
    """The table as the bytes of a workbook with two sheets: one to fill in, and one that says what to choose."""
    file = io.BytesIO()
    with workbook(form.instrument.title, file) as book:
        looks = Looks(
            title=book.add_format({"bold": True, "font_size": 16}),
            heading=book.add_format({**WRAPPED, "bold": True, "bg_color": "#E6E6E6", "border": 1}),
            text=book.add_format(WRAPPED),
            ruled=book.add_format({**WRAPPED, "border": 1}),
        )
        answers, questions = book.add_worksheet(ANSWERS), book.add_worksheet(QUESTIONS)
        _lay_out(answers, form, _explain(questions, form, looks), looks)
    return file.getvalue()


def _lay_out(sheet: "Worksheet", form: Form, lists: dict[str, str], looks: Looks) -> None:
    """The sheet to fill in: a heading a question, and a list in each cell below it."""
    for place, question in enumerate(form.questions):
        sheet.write_string(0, place, question.ask, looks.heading)
        sheet.data_validation(
            *(1, place, PEOPLE, place),
            {
                "validate": "list",
                "source": lists[question.id],
                "show_error": bool(question.options),  # any other few words are an answer too
                "error_title": "Choose from the list",
                "error_message": "Choose an answer from the list, or leave the cell empty.",
            },
        )
    sheet.set_column(0, len(form.questions) - 1, WIDTH)
    sheet.set_row(0, LINE * max(_lines(question.ask, WIDTH) for question in form.questions))
    sheet.freeze_panes(1, len(form.about[:1]))


def _explain(sheet: "Worksheet", form: Form, looks: Looks) -> dict[str, str]:
    """The sheet that explains. Gives, by a question's id, the cells of this sheet that hold the answers to choose from.

    Questions stand here as references to the other sheet: read as a table, this sheet is one of no question at all.
    """
    instrument = form.instrument
    sheet.write_string(0, 0, instrument.title, looks.title)
    row = 1
    for line in (instrument.about, *HOW, *instrument.guide):
        sheet.merge_range(row, 0, row, ACROSS, line, looks.text)
        sheet.set_row(row, LINE * _lines(line, WIDTH * ACROSS))
        row += 1
    answers = shown(instrument)
    lists, row = _write_lists(sheet, row + 1, form, list(answers.values()), looks)
    sheet.repeat_rows(row)
    sheet.write_row(row, 0, ("Column", "Question", *list(answers.values())[: len(instrument.scale)]), looks.heading)
    for place, question in enumerate(form.questions):
        if "." not in question.id:
            continue
        row += 1
        words = [option.words for option in question.options[: len(instrument.scale)]]
        sheet.write_string(row, 0, letters(place), looks.ruled)
        sheet.write_formula(row, 1, f"={ANSWERS}!${letters(place)}$1", looks.ruled, question.ask)
        sheet.write_row(row, 2, words, looks.ruled)
        sheet.set_row(row, LINE * max(_lines(text, WIDTH) for text in (question.ask, *words)))
    sheet.set_column(0, 0, 9)
    sheet.set_column(1, 1 + len(instrument.scale), WIDTH)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    return lists


def _write_lists(
    sheet: "Worksheet", row: int, form: Form, levels: list[str], looks: Looks
) -> tuple[dict[str, str], int]:
    """The lists of answers side by side, below a row of headings; gives where each stands, and the row after them."""
    columns = [
        (question.ask, [*(option.words for option in question.options), *question.such_as]) for question in form.about
    ]
    columns.append(("All other questions", levels))
    ranges = []
    for place, (heading, words) in enumerate(columns, 1):
        sheet.write_string(row, place, heading, looks.heading)
        sheet.write_column(row + 1, place, words, looks.ruled)
        column = letters(place)
        ranges.append(f"={QUESTIONS}!${column}${row + 2}:${column}${row + 1 + len(words)}")
    lists = {question.id: ranges[min(place, len(form.about))] for place, question in enumerate(form.questions)}
    return lists, row + 2 + max(len(words) for _, words in columns)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a cell, on the safe side."""
    return ceil(len(text) / (width - 4))
