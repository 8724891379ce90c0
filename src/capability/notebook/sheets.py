"""A pandas frame as a table of cells, as a file's table is, so that the same rules read both.

What pandas counted off by itself is no cell: numbers above columns that nobody named, and numbers beside rows. An index
with a name, or one of words, is a column like any other: there a frame keeps its ids, and its rows of sums their names.
"""

import datetime
from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import Any

import pandas as pd

from capability.reading.sheets import Mark, Row, Sheet
from capability.reading.understanding import letters

LONGEST_LABEL = 40
LONGEST_NAME = 80
"""Most characters of a row's label and a column's name in a message."""

MOMENTS = (datetime.date, datetime.time, datetime.timedelta, pd.Period)
"""Dates and times, and those of pandas, which are among them."""


def frame_sheet(frame: pd.DataFrame, name: str) -> Sheet:
    """The cells of a frame, its headings first; messages call its rows by their labels, and its columns by their names.

    Whole numbers are written without a point, whatever their type; None, NaN, NA and NaT are blank; dates and truth
    values are marked, for they are no answers. The levels of a heading become one, with a space between. Rows in which
    nothing stands are rows too.

    >>> frame = pd.DataFrame({"role": ["Finance"], "place.spend-map": [2.0]}, index=[7])
    >>> head, row = frame_sheet(frame, "frame").rows
    >>> head.cells, row.cells, row.called
    (['role', 'place.spend-map'], ['Finance', '2'], '7')
    """
    columns = [*_index_columns(frame), *_columns(frame)]
    headings = [heading for heading, _ in columns]
    marks: dict[int, dict[int, Mark]] = defaultdict(dict)
    texts = []
    for place, (_, values) in enumerate(columns):
        texts.append([_text(value, marks[i], place) for i, value in enumerate(values)])
    head = [Row(0, headings, label="columns")] if any(headings) else []
    rows = [
        Row(number, list(cells), marks.get(number - 1) or {}, label=label)
        for number, (cells, label) in enumerate(zip(zip(*texts, strict=True), _labels(frame.index), strict=False), 1)
    ]
    names = (heading[:LONGEST_NAME] or letters(place) for place, heading in enumerate(headings))
    return Sheet(name, (*head, *rows), tuple(names))


def heading_of(name: Hashable) -> str:
    """The name of a column as the heading of a table; the levels of one with several, but for those without a name.

    >>> heading_of(("missions", "clear-goal")), heading_of(("role", "Unnamed: 3_level_1")), heading_of(3)
    ('missions clear-goal', 'role', '3')
    """
    if isinstance(name, tuple):
        parts = [heading_of(part) for part in name]
        return " ".join(part for part in parts if part and not part.startswith("Unnamed: "))
    return "" if _is_missing(name) else str(name).strip()


def _index_columns(frame: pd.DataFrame) -> Iterator[tuple[str, list[Any]]]:
    levels = frame.index.set_names([*range(frame.index.nlevels)])  # a level is found by its name before its place
    for level, name in enumerate(frame.index.names):
        values = levels.get_level_values(level)
        if name is not None or values.dtype.kind not in "iuf":
            yield heading_of(name), values.tolist()


def _columns(frame: pd.DataFrame) -> Iterator[tuple[str, list[Any]]]:
    """By place, for names may be the same."""
    named = not isinstance(frame.columns, pd.RangeIndex)
    for place, name in enumerate(frame.columns):
        yield heading_of(name) if named else "", frame.iloc[:, place].tolist()


def _labels(index: pd.Index) -> Iterator[str]:
    for place, label in enumerate(index):
        told = ", ".join(map(str, label)) if isinstance(label, tuple) else str(label)
        shown = " ".join(told.split())[:LONGEST_LABEL]
        yield shown if index.is_unique else f"{shown} (iloc {place})"


def _text(value: Any, marks: dict[int, Mark], place: int) -> str:
    """A value as the text of a cell; a mark for what is no answer goes with those of its row."""
    if type(value) in (str, int):  # most are, and what is asked below takes its time
        return str(value).strip()
    if _is_missing(value):
        return ""
    if pd.api.types.is_bool(value):
        marks[place] = "truth"
        return "TRUE" if value else "FALSE"
    if pd.api.types.is_integer(value):
        return str(int(value))
    if pd.api.types.is_float(value):
        return str(int(value)) if float(value).is_integer() else str(value)
    if isinstance(value, MOMENTS):
        marks[place] = "date"
    return str(value).strip()


def _is_missing(value: Any) -> bool:
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))
