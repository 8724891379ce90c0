"""Reliability, for researchers: how far answers agree, over a pool of responses.

These statistics need people who differ, so they say little about one team of five: compute them over a pool of
responses from several councils. They are no part of any level. Whole numbers and fractions throughout, one division
into a float at the end.

`ratings` is a table of rows: one row a subject (or rater), one column a rater (or item), whole numbers in the cells.
Lists of lists, arrays and frames are taken by their values; `None`, NaN and what is masked is missing. What is no table
of whole numbers raises a `CapabilityError` that names the row and the column, counted from 1.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from numbers import Real
from typing import Any, Literal, Protocol, get_args

import msgspec

from capability.errors import CapabilityError, Fault, did_you_mean
from capability.rule.instrument import Instrument, PracticeId
from capability.rule.response import Response

Metric = Literal["nominal", "ordinal", "interval", "ratio"]


class Array(Protocol):
    """An array of numpy, or a frame that gives one."""

    def __array__(self) -> Any:
        """The values."""


Ratings = Iterable[Iterable[float | None]] | Array
"""Rows of whole numbers and gaps."""

OPTIONS = 5
"""Levels that an answer can have."""

GAPS = {"NAType", "NaTType"}
"""What pandas writes where nothing is, besides NaN: types by name, for this room can do without pandas."""

TOLD = 20
"""Most faults of one table that are told."""


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
    `None` for a blank, an unknown, and what does not apply. Raises `CapabilityError` for a practice that the instrument
    does not have.

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
    faults = [
        Fault("unknown-practice", instrument.id, f"no practice is called `{name[:80]}`", did_you_mean(name, known))
        for name in columns
        if name not in known
    ]
    if faults:
        raise CapabilityError(faults)

    def level(response: Response, name: str) -> int | None:
        answer = response.answers.get(name)
        asked = known[name].asked_in(response.context)
        return answer.level if asked and answer is not None and isinstance(answer.level, int) else None

    return [[level(response, name) for name in columns] for response in responses]


def complete_rows(ratings: Ratings) -> list[list[int]]:
    """The rows without a gap, for the statistics that need every cell. Say how many were left out.

    >>> complete_rows([[1, 2], [1, None]])
    [[1, 2]]
    """
    return [[x for x in row if x is not None] for row in _rows(ratings) if None not in row]


def cronbach_alpha(answers: Ratings) -> float | None:
    """Cronbach's alpha of a scale: `answers` has a row a rater, and a column an item.

    `k/(k − 1) · (1 − Σ var(item) / var(sum of items))`, variances with `n − 1`.
    `None` where the sums do not differ, for then it would be something divided by 0.
    Raises `CapabilityError` for fewer than two rows or columns, rows of unequal length, and a missing answer: leave
    such raters out with `complete_rows`.

    Source: Cronbach (1951), Psychometrika 16:297. It equals the ICC(3,k) of the same table.

    >>> round(cronbach_alpha([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]), 2)
    0.91
    """
    rows = _complete(answers)
    k = len(rows[0])
    items = sum((_variance(column) for column in zip(*rows, strict=True)), Fraction(0))
    total = _variance([sum(row) for row in rows])
    return float(Fraction(k, k - 1) * (1 - items / total)) if total else None


def intraclass(ratings: Ratings) -> Intraclass:
    """Intraclass correlations: `ratings` has a row a subject, and a column a rater.

    From the mean squares between subjects (B), within subjects (W), between raters (J) and of what is left (E), with
    `n` subjects and `k` raters. ICC(2,k), agreement of the mean of `k` raters, is `(B − E) / (B + (J − E)/n)`.
    One is `None` where it would be something divided by 0, as where all ratings are the same.
    Raises `CapabilityError` for fewer than two rows or columns, rows of unequal length, and a missing rating: leave
    such subjects out with `complete_rows`.

    Source: Shrout and Fleiss (1979), Psychological Bulletin 86:420, with their table of 6 subjects and 4 raters.

    >>> table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> round(intraclass(table).icc_2_k, 2)
    0.62
    """
    table = _complete(ratings)
    n, k = len(table), len(table[0])
    total = sum(map(sum, table))
    correction = Fraction(total * total, n * k)
    squares = sum(x * x for row in table for x in row) - correction
    rows = Fraction(sum(sum(row) ** 2 for row in table), k) - correction
    columns = Fraction(sum(sum(column) ** 2 for column in zip(*table, strict=True)), n) - correction
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


def krippendorff_alpha(ratings: Ratings, metric: Metric = "ordinal") -> float | None:
    """Krippendorff's alpha: `ratings` has a row a rater, and a column a unit, and may have gaps.

    `1 − (n − 1) · Σ o(c,k)·δ²(c,k) / Σ n(c)·n(k)·δ²(c,k)` over pairs of values, with `o` the coincidences within units,
    `n(c)` how often a value stands in a pair, and δ² the distance: for ordinal ranks, the square of
    `n(c)/2 + n(between) + n(k)/2`.
    Missing ratings: left out; a unit with one rating pairs with nothing, and is left out too. `None` where there is no
    pair, or where all ratings are the same, for then nothing was to be expected by chance: 0 divided by 0.
    Raises `CapabilityError` for rows of unequal length, an unknown `metric`, and a negative rating with `ratio`.

    Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C.

    >>> round(krippendorff_alpha([[1, 2, 3, 3, None], [1, 2, 3, 2, 4]], "nominal"), 3)
    0.667
    """
    if metric not in get_args(Metric):
        fault = Fault(
            "unknown-metric",
            "metric",
            f"`{str(metric)[:80]}` is no metric",
            did_you_mean(str(metric), get_args(Metric)),
        )
        raise CapabilityError(fault)
    units = [[x for x in column if x is not None] for column in zip(*_even(_rows(ratings)), strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    marginal = Counter(x for unit in units for x in unit)
    n = sum(marginal.values())
    if metric == "ratio" and min(marginal, default=0) < 0:
        hint = "a ratio needs a scale that begins at 0: take `interval`"
        raise CapabilityError(Fault("bad-rating", "ratings", f"{min(marginal)} is below 0", hint))
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


def agreement_within(answers: Ratings, options: int = OPTIONS) -> float:
    """r_wg(j), agreement within a group on `j` items: `answers` has a row a rater, and a column an item.

    `j(1 − m/v) / (j(1 − m/v) + m/v)`, with `m` the mean of the items' variances (with `n − 1`) and `v = (A² − 1)/12`
    the variance of answers spread evenly over `A` options; `m` is cut at `v`, so that the least is 0.
    It grows with the number of items whatever the agreement: see the second source.
    Raises `CapabilityError` for fewer than two rows, no column, rows of unequal length, fewer than two options, and a
    missing answer: leave the rater out with `complete_rows`, or the item.

    Source: James, Demaree and Wolf (1984), Journal of Applied Psychology 69:85; O'Neill (2017), Frontiers in
    Psychology 8:777.

    >>> round(agreement_within([[1, 2], [2, 2], [3, 2]]), 3)  # m = 1/2, v = 2: 1.5 / 1.75
    0.857
    """
    if options < 2:
        raise CapabilityError(Fault("bad-options", "options", f"{options} options leave no choice", "give 2 or more"))
    items = [_variance(column) for column in zip(*_complete(answers, columns=1), strict=True)]
    v = Fraction(options * options - 1, 12)
    ratio = min(sum(items, Fraction(0)) / len(items) / v, Fraction(1))
    agreed = len(items) * (1 - ratio)
    return float(agreed / (agreed + ratio))


def _complete(ratings: Ratings, columns: int = 2) -> list[list[int]]:
    """The rows of a table without gaps that is large enough."""
    rows = _even(_rows(ratings))
    if len(rows) < 2 or len(rows[0]) < columns:
        size = f"{len(rows)} by {len(rows[0]) if rows else 0}"
        hint = f"two rows and {columns} columns or more are needed: compute it over a pool of several councils"
        raise CapabilityError(Fault("too-small", "ratings", f"the table is {size}", hint))
    hint = "leave such rows out with `complete_rows`, and say how many"
    gaps = [
        Fault("missing-rating", f"ratings: row {i}, column {j}", "there is no rating", hint)
        for i, row in enumerate(rows, 1)
        for j, x in enumerate(row, 1)
        if x is None
    ]
    if gaps:
        raise CapabilityError(gaps[:TOLD])
    return complete_rows(rows)


def _even(rows: list[list[int | None]]) -> list[list[int | None]]:
    for i, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            what = f"{len(row)} cells, where row 1 has {len(rows[0])}"
            hint = "write `None` where there is no rating"
            raise CapabilityError(Fault("uneven-rows", f"ratings: row {i}", what, hint))
    return rows


def _rows(ratings: Ratings) -> list[list[int | None]]:
    """Whole numbers and gaps, whatever holds them: numbers of numpy would run over, and a frame lists its headings."""
    faults: list[Fault] = []
    rows: list[list[int | None]] = []
    for i, row in enumerate(_values(ratings, "ratings"), 1):
        rows.append([])
        for j, cell in enumerate(_values(row, f"ratings: row {i}"), 1):
            cell = cell.tolist() if hasattr(cell, "tolist") else cell
            gap = cell is None or type(cell).__name__ in GAPS or cell != cell
            whole = not gap and isinstance(cell, Real) and cell % 1 == 0  # infinity has no rest of 0
            rows[-1].append(int(cell) if whole else None)
            if not gap and not whole:
                what = f"`{str(cell)[:80]}` is no whole number"
                faults.append(Fault("bad-rating", f"ratings: row {i}, column {j}", what, "give levels, or `None`"))
    if faults:
        raise CapabilityError(faults[:TOLD])
    return rows


def _values(table: Any, where: str) -> Iterator[Any]:
    """What a list, an array or a frame holds; a masked array's list has `None` where it is masked."""
    held = table if hasattr(table, "tolist") or not hasattr(table, "__array__") else table.__array__()
    held = held.tolist() if hasattr(held, "tolist") else held
    if isinstance(held, (str, bytes, dict)) or not isinstance(held, Iterable):
        raise CapabilityError(
            Fault("no-table", where, "these are no rows of ratings", "give a list of lists, an array or a frame")
        )
    return iter(held)


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
