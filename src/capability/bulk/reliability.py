"""Reliability of millions of answers: sums of blocks, and of the sums the figures of `notebook.reliability`.

Each takes parts: arrays of cells as `Block.cells` are, a row an item and a column a person. What is no level is a gap.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from capability.bulk.blocks import EVIDENCE, Cells, Places
from capability.notebook.reliability.alpha import Gaps, Pairs, alpha_from
from capability.notebook.reliability.figure import Figure
from capability.notebook.reliability.intraclass import Grouped, Intraclass, Sums, grouped_from, intraclass_from
from capability.notebook.reliability.krippendorff import Metric, krippendorff_from
from capability.rule.instrument import TOP_LEVEL

PEOPLE = 1 << 11
"""People at once: few enough to stay near the processor, and for one of it. Their sums of products, at most 16 each,
are whole numbers to floats of 32 bits."""


def cronbach_alpha(parts: Iterable[Cells], gaps: Gaps = "listwise", standardised: bool = False) -> Figure:
    """Cronbach's alpha of items, from the sums of their products: what `cronbach_alpha` of a notebook gives.

    >>> answers = [[4, 2, 3, 3, 4, 2], [1, 0, 2, 0, 1, 1], [2, 1, 3, 1, 2, 2], [4, 0, 4, 3, 4, 3]]
    >>> round(cronbach_alpha([np.array(answers, dtype="int8")]).value, 3)
    0.829
    """
    pairs, of = None, 0
    for levels, given in _levels(parts):
        of += levels.shape[1]
        if gaps == "listwise":
            complete = given.all(axis=0)
            levels = levels * complete
            own, items = levels.sum(axis=1, dtype=np.int64), len(levels)
            part = Pairs(
                np.full((items, items), int(complete.sum()), dtype=np.int64),
                np.repeat(own[:, None], items, axis=1),
                _products(levels),
            )
        else:
            seen = given.view(np.int8)
            part = Pairs(_products(seen), _products(levels, seen), _products(levels))
        pairs = part if pairs is None else pairs + part
    nothing = np.zeros((0, 0), dtype=np.int64)
    return alpha_from(Pairs(nothing, nothing, nothing) if pairs is None else pairs, of, standardised)


def intraclass_correlations(parts: Iterable[Cells]) -> Intraclass:
    """Six intraclass correlations where each person is a unit and each item a rater of them, as if items were judges.

    A person with a gap is left out. For how far groups of people differ, see `group_correlations`.

    >>> judges = [[4, 2, 3, 3, 4, 2], [1, 0, 2, 0, 1, 1], [2, 1, 3, 1, 2, 2], [4, 0, 4, 3, 4, 3]]
    >>> found = intraclass_correlations([np.array(judges, dtype="int8")])
    >>> round(found.icc_2_k.value, 3), found.icc_2_k.used
    (0.613, 6)
    """
    of = units = total = squares = unit_squares = 0
    items: Places = np.zeros(0, dtype=np.int64)
    for levels, given in _levels(parts):
        complete = given.all(axis=0)
        levels = levels * complete
        scores = levels.sum(axis=0, dtype=np.int64)
        by_item = levels.sum(axis=1, dtype=np.int64)
        items = items + by_item if items.size else by_item
        of += levels.shape[1]
        units += int(complete.sum())
        total += int(scores.sum())
        squares += int(np.square(levels).sum(dtype=np.int64))
        unit_squares += int((scores * scores).sum())
    rater_squares = sum(n * n for n in items.tolist())
    return intraclass_from(Sums(units, len(items), total, squares, unit_squares, rater_squares), of)


def group_correlations(parts: Iterable[tuple[Cells, Places]]) -> Grouped:
    """ICC(1) and ICC(2) of people in groups: parts of cells, each with the group of every person, as a whole number.

    A person's score is the sum of the items; a person with a gap is left out.

    >>> cells, teams = np.array([[1, 2, 2, 4, 3]], dtype="int8"), np.array([0, 0, 0, 1, 1])
    >>> found = group_correlations([(cells, teams)])
    >>> round(found.icc_1.value, 2), round(found.icc_2.value, 2)
    (0.8, 0.9)
    """
    sizes: Places = np.zeros(0, dtype=np.int64)
    sums: Places = np.zeros(0, dtype=np.int64)
    of = squares = 0
    for cells, groups in parts:
        for start, (levels, given) in zip(range(0, cells.shape[1], PEOPLE), _levels([cells]), strict=True):
            complete = given.all(axis=0)
            scores = levels.sum(axis=0, dtype=np.int64)[complete]
            own = groups[start : start + PEOPLE][complete]
            of += levels.shape[1]
            squares += int((scores * scores).sum())
            more = max(0, int(own.max(initial=-1)) + 1 - len(sizes))
            sizes, sums = np.pad(sizes, (0, more)), np.pad(sums, (0, more))
            sizes += np.bincount(own, minlength=len(sizes))
            sums += np.bincount(own, scores, minlength=len(sums)).astype(np.int64)
    there = sizes > 0
    return grouped_from(sizes[there].tolist(), sums[there].tolist(), squares, of)


def krippendorff_alpha(parts: Iterable[Cells], metric: Metric = "ordinal") -> Figure:
    """Krippendorff's alpha of people who rate the items: each item is a unit, and everybody a rater, with gaps or not.

    >>> said = np.array([[1, 1], [2, 2], [3, 3], [3, 2], [-1, 4]], dtype="int8") % 8  # 7, a blank, where nothing is
    >>> round(krippendorff_alpha([said], "nominal").value, 3)
    0.667
    """
    counts: Places | None = None
    for cells in parts:
        part = np.stack([np.bincount(row & (EVIDENCE - 1), minlength=EVIDENCE)[: TOP_LEVEL + 1] for row in cells])
        counts = part if counts is None else counts + part
    if counts is None:
        counts = np.zeros((0, TOP_LEVEL + 1), dtype=np.int64)
    values = np.flatnonzero(counts.any(axis=0))
    return krippendorff_from(counts[:, values], values.tolist(), metric)


def _levels(parts: Iterable[Cells]) -> Iterator[tuple[Cells, NDArray[np.bool_]]]:
    """Levels, 0 where nothing is given, and where something is: of so many people at once."""
    for cells in parts:
        for start in range(0, cells.shape[1], PEOPLE):
            levels = cells[:, start : start + PEOPLE] & (EVIDENCE - 1)
            given = levels <= TOP_LEVEL
            yield levels * given, given


def _products(left: Cells, right: Cells | None = None) -> NDArray[Any]:
    """The sums of products of every two rows."""
    one = left.astype(np.float32)
    other = one if right is None else right.astype(np.float32)
    return np.asarray(np.rint(one @ other.T), dtype=np.int64)
