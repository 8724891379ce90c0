"""What an exercise draws, as numbers and codes: its words are in its file, and its places on a page are found there.

Three kinds are enough. Strips are rows with marks from one number to another: bars, two shares laid over each other,
the two sides of a decision, ranges, the parts of an hour. A grid is a table of signs. Curves run over years.
"""

from collections.abc import Iterable, Sequence

import msgspec


class Strip(msgspec.Struct, frozen=True):
    """One row: its label, its marks as (code, from, to), drawn in this order, and the numbers that stand beside it."""

    label: str
    marks: Sequence[tuple[str, float, float]]
    said: Sequence[float] = ()


class Strips(msgspec.Struct, frozen=True):
    """Rows on one scale, from `least` to `most` or to the largest that is marked; lines across all as (code, where)."""

    rows: Sequence[Strip]
    lines: Sequence[tuple[str, float]] = ()
    least: float = 0
    most: float | None = None


class Grid(msgspec.Struct, frozen=True):
    """Rows by columns: each row a label and its cells, each cell its entries as (code, text); a code may be empty."""

    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Sequence[tuple[str, str]]]]]


class Curves(msgspec.Struct, frozen=True):
    """Numbers from 0 up, one for each place in order, such as a year; each curve has a code."""

    places: Sequence[str]
    series: Sequence[tuple[str, Sequence[float]]]


Picture = Strips | Grid | Curves


def bars(values: Iterable[tuple[str, float]]) -> Strips:
    """One bar for each label.

    >>> bars([("Firm A", 60.0)]).rows
    [Strip(label='Firm A', marks=[('bar', 0, 60.0)], said=[60.0])]
    """
    return Strips([Strip(label, [("bar", 0, value)], [value]) for label, value in values])


UNNAMED = {"bar": "solid", "axis": "line"}
"""Codes that need no words, by their look."""


def codes(picture: Picture) -> set[str]:
    """The codes of all that is marked: the exercise's file says how each looks, and what it is called."""
    if isinstance(picture, Strips):
        return {code for row in picture.rows for code, _, _ in row.marks} | {code for code, _ in picture.lines}
    if isinstance(picture, Grid):
        return {code for _, cells in picture.rows for cell in cells for code, _ in cell} - {""}
    return {code for code, _ in picture.series}
