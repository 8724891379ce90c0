"""Cronbach's alpha: how far the items of a scale go together."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from math import fsum
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from capability.notebook.reliability.figure import Figure
from capability.notebook.reliability.fisher import quantile
from capability.notebook.reliability.table import Given, Ratings, Whole, check_choice, product, read

Gaps = Literal["listwise", "pairwise"]

NOTHING = 1e-12
"""A sum of covariances is 0 when it is below this share of them: those of different raters are rounded apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """What alpha needs of raters, for every pair of items `[i, j]`; that of two blocks of raters adds.

    `counts` of raters who answered both; `sums` of their answers to `i`; `products`, the sum of `i` times `j`.
    """

    counts: Whole
    sums: Whole
    products: Whole

    def __add__(self, other: "Pairs") -> "Pairs":
        return Pairs(self.counts + other.counts, self.sums + other.sums, self.products + other.products)


def pairs_of(values: Whole, given: Given) -> Pairs:
    """The pairs of a block of raters: whole numbers, a row a rater, 0 where nothing is given."""
    seen = given.view("int8")
    return Pairs(product(seen, seen), product(values, seen), product(values, values))


def cronbach_alpha(answers: Ratings, gaps: Gaps = "listwise", standardised: bool = False) -> Figure:
    """Cronbach's alpha of a scale, with Feldt's interval: a row a rater, a column an item.

    `k/(k − 1) · (1 − Σ var(item) / Σ cov(item, item))`, with `n − 1`, over the raters who answered all; `pairwise`
    takes each covariance over those who answered its two items. `standardised` takes correlations for covariances, as
    if every item had the same spread; for pairs, each is the covariance over the two items' own deviations.

    `used` of `of` raters: with `pairwise` the fewest behind any pair, on which the interval rests.
    The interval supposes items that are alike and answers that are normal; for the other forms it is approximate.

    Source: Cronbach (1951), Psychometrika 16:297; Feldt, Woodruff and Salih (1987), Applied Psychological Measurement
    11:93.

    >>> alpha = cronbach_alpha([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
    >>> round(alpha.value, 2), round(alpha.low, 2), round(alpha.high, 2)
    (0.91, 0.68, 0.99)
    """
    check_choice("gaps", gaps, get_args(Gaps))
    table = read(answers)
    of = len(table.values)
    if gaps == "listwise":
        table = table.complete_rows()
    return alpha_from(pairs_of(table.values, table.given), of, standardised)


def alpha_from(pairs: Pairs, of: int, standardised: bool = False) -> Figure:
    """Alpha from the pairs of items of `of` raters; see `cronbach_alpha`."""
    k = len(pairs.counts)
    used = int(pairs.counts.min()) if k else 0
    if k < 2:
        return Figure(why="too-few-items", used=used, of=of)
    if used < 2:
        return Figure(why="too-few-raters", used=used, of=of)
    spread, degrees = _fractions(pairs)
    if standardised:
        matrix = covariances(pairs)
        deviations = np.sqrt(matrix.diagonal())
        if not deviations.all():
            return Figure(why="no-spread-in-an-item", used=used, of=of)
        correlations = (matrix / np.outer(deviations, deviations)).ravel().tolist()
        own, whole, size = Fraction(k), Fraction(fsum(correlations)), fsum(map(abs, correlations))
    else:
        own, whole = _sum(spread[:: k + 1], degrees[:: k + 1]), _sum(spread, degrees)
        size = fsum(abs(n / d) for n, d in zip(spread, degrees, strict=True))
    if whole <= NOTHING * size:
        return Figure(why="negative-variance" if whole < -NOTHING * size else "no-spread", used=used, of=of)
    value = float(Fraction(k, k - 1) * (1 - own / whole))
    low, high = (1 - (1 - value) * quantile(share, used - 1, (used - 1) * (k - 1)) for share in (0.975, 0.025))
    return Figure(value, low, high, used=used, of=of)


def covariances(pairs: Pairs) -> NDArray[np.float64]:
    """The covariance of every two items, over the raters who answered both; there are two or more."""
    spread, degrees = _fractions(pairs)
    return np.array([n / d for n, d in zip(spread, degrees, strict=True)]).reshape(pairs.counts.shape)


def _fractions(pairs: Pairs) -> tuple[list[int], list[int]]:
    """The covariances' numerators and denominators, row by row."""
    counts = pairs.counts.astype(object)
    spread = counts * pairs.products - pairs.sums.astype(object) * pairs.sums.T
    return spread.ravel().tolist(), (counts * (counts - 1)).ravel().tolist()


def _sum(above: list[int], below: list[int]) -> Fraction:
    """A sum of fractions: exact where all have one denominator, as they do where there are no gaps.

    Else each denominator's part is rounded once. Exact fractions would grow by the digits of each denominator.
    """
    parts: defaultdict[int, int] = defaultdict(int)
    for n, d in zip(above, below, strict=True):
        parts[d] += n
    if len(parts) == 1:
        [(d, n)] = parts.items()
        return Fraction(n, d)
    return Fraction(fsum(n / d for d, n in parts.items()))
