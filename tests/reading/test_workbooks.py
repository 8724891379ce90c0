"""What a workbook shows and what it holds: days, percentages, sheets that are hidden, lists to choose from."""

import io
from datetime import datetime

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from capability.authoring.instruments import Library
from capability.reading.archives import InputFile
from capability.reading.gathering import Pile, gather_all
from capability.reading.workbooks import workbook_sheets
from tests.synthetic import ORGANISATION

ASKED = [practice.id for practice in ORGANISATION.practices[:4]]


def book(*sheets: str) -> tuple[openpyxl.Workbook, list[Worksheet]]:
    made = openpyxl.Workbook()
    assert made.active is not None
    made.remove(made.active)
    return made, [made.create_sheet(name) for name in sheets]


def data_of(made: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def read(made: openpyxl.Workbook) -> Pile:
    return gather_all([InputFile("a.xlsx", data_of(made))], Library())


def test_days_and_times_are_read_as_people_write_them() -> None:
    made, [sheet] = book("Answers")
    sheet.append(["Completion time", datetime(2026, 10, 31, 9, 10, 48), datetime(2026, 10, 31)])
    [row] = workbook_sheets(data_of(made), "a.xlsx")[0].rows
    assert row.cells == ["Completion time", "2026-10-31 09:10:48", "2026-10-31"]
    assert row.marks == {1: "date", 2: "date"}


def test_a_percentage_is_no_level() -> None:
    made, [sheet] = book("Answers")
    sheet.append(["Your role", *ASKED])
    sheet.append(["Legal", 0, 1, 2, 1])
    sheet["E2"].number_format = "0%"
    assert [str(fault).partition(". ")[0] for fault in read(made).left_out] == [
        "a.xlsx:2: column E: this cell holds a percentage, and no answer"
    ]


def test_a_hidden_sheet_is_read_and_told() -> None:
    made, sheets = book("Answers", "Old")
    for sheet in sheets:
        sheet.append(["Your role", *ASKED])
        sheet.append(["Legal", 0, 1, 2, 3])
    sheets[1].sheet_state = "hidden"
    assert [str(fault).partition(". ")[0] for fault in read(made).left_out] == [
        "a.xlsx: sheet Old: 1 hidden row is read like the others"
    ]


def test_a_sheet_of_lists_to_choose_from_is_nobody() -> None:
    made, [answers, lists] = book("Answers", "Lists")
    answers.append(["Your role", *ASKED])
    answers.append(["Legal", 0, 1, 2, 3])
    lists.append(ASKED)
    for level in range(5):
        lists.append([practice.levels[level] for practice in ORGANISATION.practices[:4]])
    pile = read(made)
    assert [len(answered.responses) for answered in pile.by_instrument] == [1]
    assert [(fault.code, fault.where) for fault in pile.left_out] == [("options", "a.xlsx: sheet Lists")]
