"""Reliability, for researchers: how far answers agree, over a pool of responses.

These statistics need people who differ, so they say little about one team of five: compute them over a pool of
responses from several councils. They are no part of any level. Whole numbers and fractions throughout, one division
into a float at the end.

`ratings` is a table of rows: one row a subject (or rater), one column a rater (or item), whole numbers in the cells.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Literal

import msgspec

from capability.rule.instrument import Instrument, PracticeId
from capability.rule.response import Response

Complete = Sequence[Sequence[int]]
WithGaps = Sequence[Sequence[int | None]]
Metric = Literal["nominal", "ordinal", "interval", "ratio"]

OPTIONS = 5
"""Levels that an answer can have."""


class Intraclass(msgspec.Struct, frozen=True):
    """The six intraclass correlations of Shrout and Fleiss; `None` where it is 0 divided by 0.

    The first number is the model: 1 raters differ between subjects, 2 the same raters, drawn from many, 3 the same
    raters, and no others meant. The second is one rater, or the mean of all `k`.
    """

    icc_1_1: float | None
    icc_2_1: float | None
    icc_3_1: float | None
    icc_1_k: float | None
    icc_2_k: float | None
    icc_3_k: float | None


def levels_given(
    instrument: Instrument, responses: Iterable[Response], practices: Sequence[PracticeId] | None = None
) -> list[list[int | None]]:
    """The levels that a pool of responses gave: a row a response, and a column a practice.

    `practices` are the columns, such as those of one dimension; `None`: all, in the instrument's order. A cell is
    `None` for a blank, an unknown, and what does not apply.

    >>> from capability import load_instrument
    >>> from capability.rule.response import FORMAT, Answer
    >>> used = load_instrument("organisation")
    >>> pool = [Response(format=FORMAT, instrument=used.id, version=used.version,
    ...                  answers={"place.spend-map": Answer(level), "place.outcome-map": Answer(1)})
    ...         for level in (2, "unknown")]
    >>> levels_given(used, pool, ["place.outcome-map", "place.spend-map"])
    [[1, 2], [1, None]]
    """
    known = {practice.id: practice for practice in instrument.practices}
    columns = list(known) if practices is None else list(practices)

    def level(response: Response, name: str) -> int | None:
        answer = response.answers.get(name)
        asked = known[name].asked_in(response.context)
        return answer.level if asked and answer is not None and isinstance(answer.level, int) else None

    return [[level(response, name) for name in columns] for response in responses]


def complete_rows(ratings: WithGaps) -> list[list[int]]:
    """The rows without a gap, for the statistics that need every cell. Say how many were left out.

    >>> complete_rows([[1, 2], [1, None]])
    [[1, 2]]
    """
    return [[x for x in row if x is not None] for row in ratings if None not in row]


def cronbach_alpha(answers: Complete) -> float | None:
    """Cronbach's alpha of a scale: `answers` has a row a rater, and a column an item.

    `k/(k − 1) · (1 − Σ var(item) / var(sum of items))`, variances with `n − 1`.
    Missing answers: leave the rater out. `None` where nobody differs.
    Raises `ValueError` for fewer than two rows or columns, or rows of unequal length.

    Source: Cronbach (1951), Psychometrika 16:297. It equals the ICC(3,k) of the same table.

    >>> round(cronbach_alpha([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]), 2)
    0.91
    """
    _check(answers)
    k = len(answers[0])
    items = sum((_variance(column) for column in zip(*answers, strict=True)), Fraction(0))
    total = _variance([sum(row) for row in answers])
    return float(Fraction(k, k - 1) * (1 - items / total)) if total else None


def intraclass(ratings: Complete) -> Intraclass:
    """Intraclass correlations: `ratings` has a row a subject, and a column a rater.

    From the mean squares between subjects (B), within subjects (W), between raters (J) and of what is left (E), with
    `n` subjects and `k` raters. ICC(2,k), agreement of the mean of `k` raters, is `(B − E) / (B + (J − E)/n)`.
    Missing ratings: leave the subject out.
    Raises `ValueError` for fewer than two rows or columns, or rows of unequal length.

    Source: Shrout and Fleiss (1979), Psychological Bulletin 86:420, with their table of 6 subjects and 4 raters.

    >>> table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> round(intraclass(table).icc_2_k, 2)
    0.62
    """
    _check(ratings)
    n, k = len(ratings), len(ratings[0])
    total = sum(map(sum, ratings))
    correction = Fraction(total * total, n * k)
    squares = sum(x * x for row in ratings for x in row) - correction
    rows = Fraction(sum(sum(row) ** 2 for row in ratings), k) - correction
    columns = Fraction(sum(sum(column) ** 2 for column in zip(*ratings, strict=True)), n) - correction
    b = rows / (n - 1)
    w = (squares - rows) / (n * (k - 1))
    j = columns / (k - 1)
    e = (squares - rows - columns) / ((n - 1) * (k - 1))
    return Intraclass(
        icc_1_1=_ratio(b - w, b + (k - 1) * w),
        icc_2_1=_ratio(b - e, b + (k - 1) * e + k * (j - e) / n),
        icc_3_1=_ratio(b - e, b + (k - 1) * e),
        icc_1_k=_ratio(b - w, b),
        icc_2_k=_ratio(b - e, b + (j - e) / n),
        icc_3_k=_ratio(b - e, b),
    )


def krippendorff_alpha(ratings: WithGaps, metric: Metric = "ordinal") -> float | None:
    """Krippendorff's alpha: `ratings` has a row a rater, and a column a unit; `None` in a cell is no rating.

    `1 − (n − 1) · Σ o(c,k)·δ²(c,k) / Σ n(c)·n(k)·δ²(c,k)` over pairs of values, with `o` the coincidences within units,
    `n(c)` how often a value stands in a pair, and δ² the distance: for ordinal ranks, the square of
    `n(c)/2 + n(between) + n(k)/2`.
    Missing ratings: left out; a unit with one rating pairs with nothing, and is left out too. `None` where there is no
    pair, or where all ratings are the same.

    Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C.

    >>> round(krippendorff_alpha([[1, 2, 3, 3, None], [1, 2, 3, 2, 4]], "nominal"), 3)
    0.667
    """
    units = [[x for x in column if x is not None] for column in zip(*ratings, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    marginal = Counter(x for unit in units for x in unit)
    n = sum(marginal.values())
    distance = _distance(metric, marginal)
    observed = sum(
        (Fraction(2 * distance(a, b), len(unit) - 1) for unit in units for i, a in enumerate(unit) for b in unit[:i]),
        Fraction(0),
    )
    values = sorted(marginal)
    expected = sum(
        (2 * marginal[a] * marginal[b] * distance(a, b) for i, a in enumerate(values) for b in values[:i]), Fraction(0)
    )
    return float(1 - (n - 1) * observed / expected) if expected else None


def agreement_within(answers: Complete, options: int = OPTIONS) -> float:
    """r_wg(j), agreement within a group on `j` items: `answers` has a row a rater, and a column an item.

    `j(1 − m/v) / (j(1 − m/v) + m/v)`, with `m` the mean of the items' variances (with `n − 1`) and `v = (A² − 1)/12`
    the variance of answers spread evenly over `A` options; `m` is cut at `v`, so that the least is 0.
    It grows with the number of items whatever the agreement: see the second source. Missing answers: leave the rater
    or the item out. Raises `ValueError` for fewer than two rows, no column, or rows of unequal length.

    Source: James, Demaree and Wolf (1984), Journal of Applied Psychology 69:85; O'Neill (2017), Frontiers in
    Psychology 8:777.

    >>> round(agreement_within([[1, 2], [2, 2], [3, 2]]), 3)  # m = 1/2, v = 2: 1.5 / 1.75
    0.857
    """
    _check(answers, columns=1)
    items = [_variance(column) for column in zip(*answers, strict=True)]
    v = Fraction(options * options - 1, 12)
    ratio = min(sum(items, Fraction(0)) / len(items) / v, Fraction(1))
    agreed = len(items) * (1 - ratio)
    return float(agreed / (agreed + ratio))


def _check(table: Complete, columns: int = 2) -> None:
    if len(table) < 2 or len({len(row) for row in table}) != 1 or len(table[0]) < columns:
        raise ValueError(f"a table of two rows and {columns} columns or more is needed, all rows of one length")


def _variance(values: Sequence[int]) -> Fraction:
    n, total = len(values), sum(values)
    return Fraction(n * sum(x * x for x in values) - total * total, n * (n - 1))


def _ratio(above: Fraction, below: Fraction) -> float | None:
    return float(above / below) if below else None


def _distance(metric: Metric, marginal: Counter[int]) -> Callable[[int, int], Fraction]:
    def ordinal(a: int, b: int) -> Fraction:
        low, high = min(a, b), max(a, b)
        ranks = sum(count for value, count in marginal.items() if low <= value <= high)
        return (ranks - Fraction(marginal[low] + marginal[high], 2)) ** 2

    distances: dict[Metric, Callable[[int, int], Fraction]] = {
        "nominal": lambda a, b: Fraction(a != b),
        "ordinal": ordinal,
        "interval": lambda a, b: Fraction((a - b) ** 2),
        "ratio": lambda a, b: Fraction((a - b) ** 2, (a + b) ** 2) if a != b else Fraction(0),
    }
    return distances[metric]
