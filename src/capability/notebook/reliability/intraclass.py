"""Intraclass correlations: how far ratings tell units apart, or groups."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from fractions import Fraction
from math import isfinite, nan

import msgspec
import numpy as np

from capability.errors import CapabilityError, Fault
from capability.notebook.reliability.figure import Figure
from capability.notebook.reliability.fisher import quantile
from capability.notebook.reliability.table import Ratings, Whole, is_gap, read


class Intraclass(msgspec.Struct, frozen=True):
    """The six intraclass correlations of Shrout and Fleiss.

    The first number is the model: 1 raters differ between units, 2 the same raters, drawn from many, 3 the same
    raters, and no others meant. The second is one rater, or the mean of all `k`.
    """

    icc_1_1: Figure
    icc_2_1: Figure
    icc_3_1: Figure
    icc_1_k: Figure
    icc_2_k: Figure
    icc_3_k: Figure


class Sums(msgspec.Struct, frozen=True):
    """What the six need of a table without gaps.

    How many `units` and `raters`; the `total` of all ratings, and of their `squares`; and the sum of the squares of
    each unit's total, and of each rater's.
    """

    units: int
    raters: int
    total: int
    squares: int
    unit_squares: int
    rater_squares: int


class Grouped(msgspec.Struct, frozen=True):
    """ICC(1), how much of the spread of single raters lies between groups, and ICC(2), how far groups' means differ."""

    icc_1: Figure
    icc_2: Figure


def intraclass_correlations(ratings: Ratings) -> Intraclass:
    """Six intraclass correlations, with intervals: a row a rater, a column a unit.

    From the mean squares between units (B), within units (W), between raters (J) and of what is left (E), with `n`
    units and `k` raters. ICC(2,k), agreement of the mean of `k` raters, is `(B − E) / (B + (J − E)/n)`.
    A unit with a gap is left out: `used` of `of` units.
    A value below 0 says that raters differ more than units do. There is none where the formula would divide by 0 or
    less, as it does for two raters who contradict each other on two units: ICC(2,k) would be 2.

    Source: Shrout and Fleiss (1979), Psychological Bulletin 86:420, with their table of 6 units and 4 raters;
    intervals as in McGraw and Wong (1996), Psychological Methods 1:30.

    >>> judges = [[9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7]]
    >>> found = intraclass_correlations(judges).icc_2_k
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (0.62, 0.07, 0.93)
    """
    table = read(ratings)
    of = table.values.shape[1]
    return intraclass_from(sums_of(table.complete_columns().values), of)


def sums_of(values: Whole) -> Sums:
    """The sums of a table without gaps: a row a rater, a column a unit."""
    raters, units = values.shape
    by_unit: list[int] = values.sum(axis=0).tolist()
    by_rater: list[int] = values.sum(axis=1).tolist()
    return Sums(
        units=units,
        raters=raters,
        total=sum(by_unit),
        squares=int(np.square(values, dtype=object if values.dtype == object else np.int64).sum()),
        unit_squares=sum(x * x for x in by_unit),
        rater_squares=sum(x * x for x in by_rater),
    )


def intraclass_from(sums: Sums, of: int) -> Intraclass:
    """The six from their sums, over some `of` the units of a table; see `intraclass_correlations`."""
    n, k = sums.units, sums.raters
    if n < 2 or k < 2:
        none = Figure(why="too-few-units" if k > 1 else "too-few-raters", used=n, of=of)
        return Intraclass(none, none, none, none, none, none)
    correction = Fraction(sums.total**2, n * k)
    squares = sums.squares - correction
    units = Fraction(sums.unit_squares, k) - correction
    raters = Fraction(sums.rater_squares, n) - correction
    b = units / (n - 1)
    w = (squares - units) / (n * (k - 1))
    j = raters / (k - 1)
    e = (squares - units - raters) / ((n - 1) * (k - 1))
    lenience = (j - e) / n
    icc_1_1, icc_1_k = _one_and_mean(b, w, Fraction(0), Fraction(k), n - 1, n * (k - 1), n, of)
    icc_2_1, icc_2_k = _one_and_mean(b, e, lenience, Fraction(k), n - 1, _degrees(b, j, e, n, k), n, of)
    icc_3_1, icc_3_k = _one_and_mean(b, e, Fraction(0), Fraction(k), n - 1, (n - 1) * (k - 1), n, of)
    return Intraclass(icc_1_1, icc_2_1, icc_3_1, icc_1_k, icc_2_k, icc_3_k)


def group_correlations(answers: Ratings, groups: Iterable[Hashable]) -> Grouped:
    """ICC(1) and ICC(2) of raters in groups, with intervals: a row a rater, a column an item, and each rater's group.

    A rater's score is the sum of the items; the scores' mean squares between groups (B) and within (W) give
    ICC(1) = `(B − W) / (B + (k − 1)·W)` and ICC(2) = `(B − W) / B`. For groups of unequal sizes `k` is
    `(N − Σ size²/N) / (G − 1)`, for `N` raters in `G` groups.
    A rater with a gap, or without a group, is left out: `used` of `of` raters. The intervals are exact for answers
    that are normal and groups of one size, else approximate.
    Raises `CapabilityError` where there is not one group for each row.

    Source: Bliese (2000), in Klein and Kozlowski, Multilevel Theory, Research, and Methods in Organizations, 349;
    `k` as in Haggard (1958), Intraclass Correlation and the Analysis of Variance.

    >>> found = group_correlations([[1], [2], [2], [4], [3]], ["north", "north", "north", "south", "south"])
    >>> round(found.icc_1.value, 2), round(found.icc_2.value, 2)
    (0.8, 0.9)
    """
    table = read(answers)
    named = list(groups)
    of = len(table.values)
    if len(named) != of:
        what = f"{len(named)} groups, where the table has {of} rows"
        raise CapabilityError(Fault("uneven-rows", "groups", what, "give one group for each row"))
    chosen = table.given.all(axis=1) & np.array([not is_gap(name) for name in named], dtype=np.bool_)
    kept = [name for name, keep in zip(named, chosen.tolist(), strict=True) if keep]
    scores: list[int] = table.values[chosen].sum(axis=1).tolist()
    sizes: defaultdict[Hashable, int] = defaultdict(int)
    sums: defaultdict[Hashable, int] = defaultdict(int)
    for name, score in zip(kept, scores, strict=True):
        sizes[name] += 1
        sums[name] += score
    return grouped_from([*sizes.values()], [*sums.values()], sum(x * x for x in scores), of)


def grouped_from(sizes: Sequence[int], sums: Sequence[int], squares: int, of: int) -> Grouped:
    """ICC(1) and ICC(2) from each group's size and sum of scores, and the sum of all squared scores.

    Each is over some `of` the raters of a table; see `group_correlations`.
    """
    people, groups = sum(sizes), len(sizes)
    if groups < 2 or people == groups:
        none = Figure(why="too-few-groups", used=people, of=of)
        return Grouped(none, none)
    by_size: defaultdict[int, int] = defaultdict(int)  # few sizes, so that few denominators meet
    for size, total in zip(sizes, sums, strict=True):
        by_size[size] += total * total
    groups_squares = sum((Fraction(part, size) for size, part in by_size.items()), Fraction(0))
    b = (groups_squares - Fraction(sum(sums) ** 2, people)) / (groups - 1)
    w = (squares - groups_squares) / (people - groups)
    k = (people - Fraction(sum(size * size for size in sizes), people)) / (groups - 1)
    return Grouped(*_one_and_mean(b, w, Fraction(0), k, groups - 1, people - groups, people, of))


def _one_and_mean(
    b: Fraction, e: Fraction, lenience: Fraction, k: Fraction, between: float, within: float, used: int, of: int
) -> tuple[Figure, Figure]:
    """One rater, and the mean of `k`, from the mean squares between and of error, and their degrees of freedom.

    `lenience` is the variance by which raters differ in how high they rate, where that counts. An end of the interval
    is the same formula, with the error as large, or as small, beside B as chance may have hidden.
    """

    def figure(formula: Callable[[Fraction | float], tuple[Fraction | float, Fraction | float]]) -> Figure:
        above, below = formula(Fraction(1))
        if below <= 0:
            return Figure(why="negative-variance" if above or below else "no-spread", used=used, of=of)
        low = high = None
        if within > 0:
            low, high = (
                _end(*formula(quantile(0.975, between, within))),
                _end(*formula(1 / quantile(0.975, within, between))),
            )
        return Figure(float(above / below), low, high, used=used, of=of)

    return (
        figure(lambda error: (b - error * e, b + (k - 1) * error * e + k * error * lenience)),
        figure(lambda error: (b - error * e, b + error * lenience)),
    )


def _end(above: Fraction | float, below: Fraction | float) -> float | None:
    end = float(above / below) if below > 0 else nan
    return end if isfinite(end) else None


def _degrees(b: Fraction, j: Fraction, e: Fraction, n: int, k: int) -> float:
    """Satterthwaite's degrees of freedom of the error of model 2, which two mean squares make up; 0 for none."""
    # Weights of J and E, for an ICC(2,1) of `b − e` over `whole`; both are multiplied by it.
    whole = b + (k - 1) * e + k * (j - e) / n
    of_j = k * (b - e) * j
    of_e = (n * (whole - b + e) + k * (n - 1) * (b - e)) * e
    below = of_j**2 / (k - 1) + of_e**2 / ((n - 1) * (k - 1))
    return float((of_j + of_e) ** 2 / below) if below else 1.0  # nothing is left over: any will do
