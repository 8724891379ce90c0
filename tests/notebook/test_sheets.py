"""A frame as a table of cells: what each kind of value, heading and index becomes."""

import datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from capability.notebook.sheets import frame_sheet


def cells(values: Any) -> list[str]:
    """The cells of a frame with one column."""
    return [row.cell(0) for row in frame_sheet(pd.DataFrame({"q": values}), "frame").rows[1:]]


@pytest.mark.parametrize(
    "column",
    [
        ["0", "2", None],
        [" 0 ", "2\n", ""],
        [0, 2, float("nan")],
        [0.0, 2.0, None],
        [np.uint8(0), np.int64(2), pd.NA],
        [np.float32(0), np.float64(2), pd.NaT],
        [Decimal(0), Decimal(2), Decimal("nan")],
        pd.array([0, 2, None], dtype="Int64"),
        pd.array([0, 2, None], dtype="UInt8"),
        pd.array([0, 2, None], dtype="Float32"),
        pd.array(["0", "2", None], dtype="string"),
        pd.Categorical([0, 2, None]),
        pd.Categorical(["0", "2", None], ordered=True),
        pd.arrays.SparseArray([0, 2, np.nan]),
    ],
    ids=lambda column: f"{type(column).__name__} of {[type(value).__name__ for value in column][1]}",
)
def test_the_same_numbers_and_gaps_are_the_same_cells_whatever_their_type(column: Any) -> None:
    assert cells(column) == ["0", "2", ""]
    assert cells(pd.Series(column, dtype=object)) == ["0", "2", ""]


@pytest.mark.parametrize(
    ("value", "text", "mark"),
    [
        (True, "TRUE", "truth"),
        (np.False_, "FALSE", "truth"),
        (datetime.date(2026, 11, 21), "2026-11-21", "date"),
        (pd.Timestamp("2026-11-21T09:00:00Z"), "2026-11-21 09:00:00+00:00", "date"),
        (datetime.time(9), "09:00:00", "date"),
        (pd.Timedelta(days=2), "2 days 00:00:00", "date"),
        (pd.Period("2026", "Y"), "2026", "date"),
        (2.5, "2.5", None),
        (float("inf"), "inf", None),
        (-1, "-1", None),
        (10**20, "1" + "0" * 20, None),
        (b"2", "b'2'", None),
        (["2"], "['2']", None),
        (np.array([2, 3]), "[2 3]", None),
    ],
)
def test_what_is_no_level_is_not_made_one(value: object, text: str, mark: str | None) -> None:
    frame = pd.DataFrame({"q": pd.Series([value], dtype=object)})
    [_, row] = frame_sheet(frame, "frame").rows
    assert (row.cells, dict(row.marks)) == ([text], {0: mark} if mark else {})


def test_types_with_truth_and_dates_of_their_own_are_marked_as_well() -> None:
    frame = pd.DataFrame({"a": pd.array([True, None], dtype="boolean"), "b": [pd.Timestamp("2026-11-21"), pd.NaT]})
    [_, first, second] = frame_sheet(frame, "frame").rows
    assert dict(first.marks) == {0: "truth", 1: "date"}
    assert (second.cells, dict(second.marks)) == (["", ""], {})


PEOPLE = {"role": ["finance", "legal"], "one.p0": [1, 2]}


@pytest.mark.parametrize(
    ("frame", "headings", "first", "called"),
    [
        (pd.DataFrame(PEOPLE), ["role", "one.p0"], ["finance", "1"], "0"),
        (pd.DataFrame(PEOPLE, index=[7, 3]), ["role", "one.p0"], ["finance", "1"], "7"),
        (pd.DataFrame(PEOPLE).set_index("role"), ["role", "one.p0"], ["finance", "1"], "finance"),
        (pd.DataFrame(PEOPLE, index=["x", "y"]), ["", "role", "one.p0"], ["x", "finance", "1"], "x"),
        (pd.DataFrame(PEOPLE).set_index(["role", "one.p0"]), ["role", "one.p0"], ["finance", "1"], "finance, 1"),
        (
            pd.DataFrame(PEOPLE).set_index(["role", "one.p0"]).rename_axis([1, 0]),
            ["1", "0"],
            ["finance", "1"],
            "finance, 1",
        ),
        (pd.DataFrame(PEOPLE, index=[0, 0]), ["role", "one.p0"], ["finance", "1"], "0 (iloc 0)"),
        (pd.DataFrame([[1, 2]], columns=["one.p0", "one.p0"]), ["one.p0", "one.p0"], ["1", "2"], "0"),
        (pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("one", "p0")])), ["one p0"], ["1"], "0"),
        (pd.DataFrame([[1]], columns=pd.Index([None], dtype=object)), [""], ["1"], "0"),
    ],
    ids=[
        "counted",
        "numbers",
        "named",
        "words",
        "levels",
        "numbered",
        "repeated",
        "same headings",
        "two rows of headings",
        "none",
    ],
)
def test_an_index_is_a_column_unless_pandas_only_numbered_the_rows(
    frame: pd.DataFrame, headings: list[str], first: list[str], called: str
) -> None:
    sheet = frame_sheet(frame, "frame")
    head, row = sheet.rows[:2] if any(headings) else (None, sheet.rows[0])
    assert (head.cells if head else [""]) == headings
    assert (row.cells, row.called) == (first, called)
    assert len(sheet.columns) == len(headings) and all(sheet.columns)


def test_numbers_above_columns_that_nobody_named_are_no_headings() -> None:
    sheet = frame_sheet(pd.DataFrame([["role", "one.p0"], ["finance", 1]]), "frame")
    assert [row.cells for row in sheet.rows] == [["role", "one.p0"], ["finance", "1"]]
    assert sheet.columns == ("A", "B")


def test_every_row_is_a_row_also_where_nothing_stands_in_it() -> None:
    assert cells([None, 1, None]) == ["", "1", ""]
    assert frame_sheet(pd.DataFrame(), "frame").rows == ()
