import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.writing.csv import safe_cell, to_csv

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", " =1+1", "\ufeff=1", "＝1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a", "1 = 1", "3 - 2", "'=1", "é", "2027-01-31"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), min_size=1))
def test_a_spreadsheet_reads_back_what_was_written(rows: list[list[str]]) -> None:
    text = to_csv(rows)
    assert text.startswith("\ufeff")
    text.encode()
    read = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert read == [[safe_cell(cell) for cell in row] for row in rows]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for row in read for cell in row)
