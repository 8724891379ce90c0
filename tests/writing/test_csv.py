import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.reading.delimited import delimited_sheet
from capability.text import STEERS, without_controls
from capability.writing.csv import safe_cell, to_csv

FORMULAS = [
    "=1+1",
    "+1",
    "-1+1",
    "-A1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "=cmd|' /C calc'!A0",
    " =1+1",
    "\ufeff=1",
    "＝1",
]

BEHIND = [
    "x;=1",
    "x;-A1",
    "x\t=1",
    "x,=1",
    "x|=1",
    "x\n=1",
    "x\r\n=1",
    'x";=1+41;"',
    'x;"=1"',
    "x; -1",
    "x;＠a",
    "x\u2028=1",
]

WORDS = st.text(st.sampled_from("=+-@＝＋－＠;,|\t\r\n\"' \u00a0\ufeff\u200b\u202e\x1b1aé") | st.characters())


def begun(text: str) -> list[str]:
    """Formulas that a spreadsheet could begin, told whatever separator and whatever it does about quotes."""
    parts = [part.strip('" \u00a0\ufeff\u200b\u3000') for part in re.split(r"[;,|\t\r\n]", text)]
    return [part for part in parts if part.startswith(tuple("=+-@＝＋－＠")) and not re.fullmatch(r"-[0-9.]+%?", part)]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert safe_cell(text).startswith("'")
    assert safe_cell(text).replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize("text", BEHIND)
def test_nor_is_what_another_separator_would_make_of_it(text: str) -> None:
    assert safe_cell(text).count("'") == 1
    assert begun(safe_cell(text)) == []


@pytest.mark.parametrize(
    "text", ["", "a", "1 = 1", "3 - 2", "'=1", "é", "-1,234.5", "-2%", "a@b.example", "one, two\n3"]
)
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


@given(st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1))
def test_whatever_separator_is_chosen_no_formula_begins_anywhere(rows: list[list[str]]) -> None:
    text = to_csv(rows)
    assert text.startswith("\ufeff")
    text.encode()
    assert not STEERS.search(text)
    assert begun(text) == []


@given(st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1))
def test_a_spreadsheet_reads_back_what_was_written(rows: list[list[str]]) -> None:
    text = to_csv(rows)
    read = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert read == [[safe_cell(cell) for cell in row] for row in rows]
    # An apostrophe where a formula could begin, and signs that no file should hold: nothing else has changed.
    assert [[cell.replace("'", "") for cell in row] for row in read] == [
        [without_controls(cell).replace("'", "") for cell in row] for row in rows
    ]


@given(st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_our_own_reader_reads_back_what_was_written(rows: list[list[str]]) -> None:
    whole = [["One", "Two"], *rows]
    sheet = delimited_sheet(to_csv(whole).encode(), "a.csv", lambda cells: len({"One", "Two"}.intersection(cells)))
    read = [list(row.cells) for row in sheet.rows]
    assert read == [row for cells in whole if any(row := [safe_cell(cell).strip() for cell in cells])]


def test_every_cell_is_quoted_and_a_number_is_one_still() -> None:
    assert to_csv([("Order", "Note"), ("1", "a")]) == '\ufeff"Order","Note"\r\n"1","a"\r\n'


def test_a_plan_made_to_hurt_holds_no_formula() -> None:
    """The words of a plan that made eighteen formulas where a spreadsheet was told another separator."""
    text = (Path(__file__).parents[1] / "reading" / "cases" / "hostile" / "plan-injection.json").read_text("utf-8")
    words = re.findall(r'"(?:owner|note|step)": "((?:[^"\\]|\\.)*)"', text)
    assert len(words) > 100
    written = to_csv([word.encode().decode("unicode_escape") for word in words[i : i + 3]] for i in range(0, 102, 3))
    assert begun(written) == []
