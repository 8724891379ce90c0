"""Agreement within one group: how near its raters are to each other."""

from fractions import Fraction

import numpy as np

from capability.errors import CapabilityError, Fault
from capability.notebook.reliability.figure import Figure
from capability.notebook.reliability.table import Ratings, read

SCALE = (0, 4)
"""The lowest and the highest level that an answer can have."""


def r_wg(answers: Ratings, scale: tuple[int, int] = SCALE) -> Figure:
    """Agreement within a group on `j` items, from 0 to 1: a row a rater, a column an item; `scale` has its two ends.

    `j(1 − m/v) / (j(1 − m/v) + m/v)`, with `m` the mean of the items' variances (with `n − 1`) and `v = (A² − 1)/12`
    the variance of answers spread evenly over `A` options; `m` is cut at `v`, so that the least is 0.
    It grows with the number of items whatever the agreement: see the second source.
    An item with fewer than two answers is left out: `used` of `of` items.
    Raises `CapabilityError` for an answer beyond the scale, and a scale of fewer than two options.

    Source: James, Demaree and Wolf (1984), Journal of Applied Psychology 69:85; O'Neill (2017), Frontiers in
    Psychology 8:777.

    >>> round(r_wg([[1, 2], [2, 2], [3, 2]]).value, 3)  # m = 1/2, v = 2: 1.5 / 1.75
    0.857
    """
    items, of = _items(answers, scale)
    if not items:
        return Figure(why="too-few-raters", of=of)
    options = scale[1] - scale[0] + 1
    by_chance = Fraction(options * options - 1, 12)
    ratio = min(sum(map(_variance, items), Fraction(0)) / len(items) / by_chance, Fraction(1))
    agreed = len(items) * (1 - ratio)
    return Figure(float(agreed / (agreed + ratio)), used=len(items), of=of)


def a_wg(answers: Ratings, scale: tuple[int, int] = SCALE) -> Figure:
    """Agreement within a group, beside the most disagreement that its mean leaves room for.

    A row a rater, a column an item; `scale` from lowest (L) to highest (H). For an item with mean M and variance s²
    (with `n − 1`) of `n` raters: `1 − 2·s² / (((H + L)·M − M² − H·L) · n/(n − 1))`; over items, the mean. 1 is full
    agreement, 0 half of the most disagreement, and −1 the most: two camps at the ends.
    It says nothing of an item whose mean is nearer to an end than one rater at the other end would bring it: below
    `(L·(n − 1) + H)/n`, or as near to H. Only if all answer L, or all H, that is full agreement, and counts as 1.
    Other such items are left out, as are those with fewer than two answers: `used` of `of` items.
    Raises `CapabilityError` for an answer beyond the scale, and a scale of fewer than two options.

    Source: Brown and Hauenstein (2005), Organizational Research Methods 8:165.

    >>> round(a_wg([[1, 2], [2, 2], [3, 2]]).value, 3)  # 1 − 2·1/(4·3/2) and 1
    0.833
    """
    items, of = _items(answers, scale)
    if not items:
        return Figure(why="too-few-raters", of=of)
    found = [agreed for agreed in (_beside_room(item, *scale) for item in items) if agreed is not None]
    if not found:
        return Figure(why="at-the-end", of=of)
    return Figure(float(sum(found, Fraction(0)) / len(found)), used=len(found), of=of)


def average_deviation(answers: Ratings) -> Figure:
    """The average deviation about the median, over the items: a row a rater, a column an item. Not rounded.

    For an item, the mean of `|answer − median|`. Between the two middle answers of an even number every point gives
    the same, so that it does not matter which median. Smaller is nearer.
    An item with fewer than two answers is left out: `used` of `of` items.

    Source: Burke, Finkelstein and Dusig (1999), Organizational Research Methods 2:49.

    >>> average_deviation([[0], [0], [1], [2], [2], [2], [2], [3], [4]]).value == 8 / 9
    True
    """
    items, of = _items(answers)
    if not items:
        return Figure(why="too-few-raters", of=of)
    apart = sum((_apart(item) for item in items), Fraction(0))
    return Figure(float(apart / len(items)), used=len(items), of=of)


def _items(answers: Ratings, scale: tuple[int, int] | None = None) -> tuple[list[list[int]], int]:
    """The answers to each item that has two or more, and how many items there are."""
    table = read(answers)
    if scale:
        lowest, highest = scale
        if lowest >= highest:
            what = f"from {lowest} to {highest} leaves no choice"
            raise CapabilityError(Fault("bad-scale", "scale", what, "give the lowest and the highest answer"))
        beyond = table.given & ((table.values < lowest) | (table.values > highest))
        if beyond.any():
            row, column = np.argwhere(beyond)[0].tolist()
            what = f"{table.values[row, column]} is not on a scale from {lowest} to {highest}"
            where = f"ratings: row {row + 1}, column {column + 1}"
            raise CapabilityError(Fault("bad-rating", where, what, "give `scale`, its lowest and its highest answer"))
    items = [values[given].tolist() for values, given in zip(table.values.T, table.given.T, strict=True)]
    return [item for item in items if len(item) > 1], len(items)


def _variance(item: list[int]) -> Fraction:
    n, total = len(item), sum(item)
    return Fraction(n * sum(x * x for x in item) - total * total, n * (n - 1))


def _apart(item: list[int]) -> Fraction:
    median = sorted(item)[len(item) // 2]
    return Fraction(sum(abs(x - median) for x in item), len(item))


def _beside_room(item: list[int], lowest: int, highest: int) -> Fraction | None:
    """One item's a_wg; `None` where its mean leaves too little room."""
    n, total = len(item), sum(item)
    if total in (n * lowest, n * highest):
        return Fraction(1)
    if not lowest * (n - 1) + highest <= total <= highest * (n - 1) + lowest:
        return None
    mean = Fraction(total, n)
    most = ((highest + lowest) * mean - mean * mean - highest * lowest) * n / (n - 1)
    return 1 - 2 * _variance(item) / most
