"""Krippendorff's alpha: how far raters agree on units, with gaps and for any kind of scale."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Literal, get_args

import numpy as np

from capability.errors import CapabilityError, Fault
from capability.notebook.reliability.figure import Figure
from capability.notebook.reliability.table import Given, Ratings, Whole, check_choice, product, read

Metric = Literal["nominal", "ordinal", "interval", "ratio"]


def krippendorff_alpha(ratings: Ratings, metric: Metric = "ordinal") -> Figure:
    """Krippendorff's alpha, which may have gaps: a row a rater, a column a unit.

    `1 − (n − 1) · Σ o(c,k)·δ²(c,k) / Σ n(c)·n(k)·δ²(c,k)` over pairs of values, with `o` the coincidences within units,
    `n(c)` how often a value stands in a pair, and δ² the distance: for ordinal ranks, the square of
    `n(c)/2 + n(between) + n(k)/2`.
    A unit with one rating pairs with nothing, and is left out: `used` of `of` units.
    Raises `CapabilityError` for an unknown `metric`, and a negative rating with `ratio`.

    Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C.

    >>> round(krippendorff_alpha([[1, 2, 3, 3, None], [1, 2, 3, 2, 4]], "nominal").value, 3)
    0.667
    """
    table = read(ratings)
    return krippendorff_from(*counts_of(table.values, table.given), metric)


def counts_of(values: Whole, given: Given) -> tuple[Whole, list[int]]:
    """How often each value was given to each unit (a row a unit, a column a value), and the values, ascending.

    Counts of two blocks of raters add, where they are of the same values.
    """
    units = values.shape[1]
    kinds, place = np.unique(values[given], return_inverse=True)
    at = np.nonzero(given)[1] * len(kinds) + place
    counts = np.bincount(at, minlength=units * len(kinds)).reshape(units, len(kinds))
    return counts, kinds.tolist()


def krippendorff_from(counts: Whole, values: Sequence[int], metric: Metric = "ordinal") -> Figure:
    """Krippendorff's alpha from the `counts` of each value (a column) that each unit (a row) was given."""
    check_choice("metric", metric, get_args(Metric))
    ratings = counts.sum(axis=1)
    paired = counts[ratings > 1]
    marginal: list[int] = paired.sum(axis=0).tolist()
    used, of = len(paired), len(counts)
    if not used:
        return Figure(why="no-pairs", used=used, of=of)
    below = min((value for value, n in zip(values, marginal, strict=True) if n), default=0)
    if metric == "ratio" and below < 0:
        hint = "a ratio needs a scale that begins at 0: take `interval`"
        raise CapabilityError(Fault("bad-rating", "ratings", f"{below} is below 0", hint))
    distance = _distances(metric, values, marginal)
    observed = Fraction(0)
    # Units with the same number of ratings have the same denominator, so that one product counts their pairs.
    for m in np.unique(ratings[ratings > 1]).tolist():
        block = counts[ratings == m]
        together = product(block, block).tolist()
        observed += Fraction(sum(together[a][b] * apart for a, b, apart in distance), m - 1)
    expected = sum(marginal[a] * marginal[b] * apart for a, b, apart in distance)
    if not expected:
        return Figure(why="no-spread", used=used, of=of)
    return Figure(value=float(1 - (sum(marginal) - 1) * observed / expected), used=used, of=of)


def _distances(metric: Metric, values: Sequence[int], marginal: list[int]) -> list[tuple[int, int, int | Fraction]]:
    """δ² of every two values, by their places; for ordinal ranks four times as much, which the ratio takes out."""
    ranks = [2 * below - n for below, n in zip(accumulate(marginal), marginal, strict=True)]

    def apart(a: int, b: int) -> int | Fraction:
        match metric:
            case "nominal":
                return 1
            case "ordinal":
                return (ranks[a] - ranks[b]) ** 2
            case "interval":
                return (values[a] - values[b]) ** 2
            case "ratio":
                return Fraction((values[a] - values[b]) ** 2, (values[a] + values[b]) ** 2)

    return [(a, b, apart(a, b)) for b in range(len(values)) for a in range(b) if marginal[a] and marginal[b]]
