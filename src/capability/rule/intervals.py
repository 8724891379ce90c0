"""How sure a share is, and which of two groups answers higher: 95 % intervals for small groups of people.

Only + − × ÷ and the square root, in a fixed order: every computer rounds them alike.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import sqrt

import msgspec

Z_95 = 1.959963984540054
"""The normal distribution's 97.5 % point, for intervals of 95 %."""


class Share(msgspec.Struct, frozen=True, gc=False):
    """A share `count` of `of`, and its 95 % Wilson interval from `low` to `high`, each 0 to 1."""

    count: int
    of: int
    low: float
    high: float


@lru_cache(maxsize=10_000)
def wilson(count: int, of: int) -> Share:
    """A share with its 95 % Wilson score interval; that of nothing is from 0 to 1, for it may be anything.

    `(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)`, with `p = count / n` and `z = 1.96`.

    Source: Newcombe, R. G. (1998), Statistics in Medicine 17:857, method 3.

    >>> share = wilson(81, 263)
    >>> round(share.low, 4), round(share.high, 4)
    (0.2553, 0.3662)
    """
    z2 = Z_95 * Z_95
    middle = 2 * count + z2
    spread = Z_95 * sqrt(z2 + 4 * count * (of - count) / (of or 1))
    whole = 2 * (of + z2)
    # At the ends the two cancel, up to the last digit that a float holds.
    low = 0.0 if count == 0 else (middle - spread) / whole
    high = 1.0 if count == of else (middle + spread) / whole
    return Share(count, of, low, high)


class Higher(msgspec.Struct, frozen=True):
    """How often the first of two groups answers higher: a share of pairs, and its 95 % interval, each 0 to 1.

    A pair is one rater of each group; equal answers count half. 0.5 means that neither answers higher.
    """

    value: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether the interval leaves out 0.5: more than the luck of who was asked."""
        return self.low > 0.5 or self.high < 0.5

    @property
    def of_100(self) -> tuple[int, int, int]:
        """Value, low and high in a hundred pairs, for people; what is sure never reads as 50."""
        value, low, high = (round(100 * share) for share in (self.value, self.low, self.high))
        if self.low > 0.5:
            return max(value, 51), max(low, 51), max(high, 51)
        if self.high < 0.5:
            return min(value, 49), min(low, 49), min(high, 49)
        return value, low, high

    @property
    def plain(self) -> dict[str, float | bool]:
        """What is written to files: to four decimals, and whether it is sure."""
        return {
            "value": round(self.value, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "sure": self.sure,
        }


def higher(first: Sequence[int], second: Sequence[int]) -> Higher:
    """How often a rater of the first group answers higher than one of the second, from how many gave each level.

    `P(X > Y) + P(X = Y) / 2`, which is Mann and Whitney's U as a share of all pairs. The ends of the interval are the
    `t` with `(value − t)² = z²·t(1 − t)·(1 + (N − 1)·((1 − t)/(2 − t) + t/(1 + t))) / mn`, where `m` and `n` are the
    sizes, at least 1 each, and `N` their mean. Equal answers make it wider than need be, never narrower. The two groups
    are taken to be different people.

    Source: Newcombe, R. G. (2006), Statistics in Medicine 25:559, method 5.

    >>> apart = higher((0, 0, 2, 6, 0), (1, 4, 1, 0, 0))
    >>> round(apart.value, 4), round(apart.low, 4), round(apart.high, 4), apart.sure
    (0.9792, 0.6906, 0.9988, True)
    """
    m, n = sum(first), sum(second)
    # Twice U, a whole number: pairs in which the first is higher count twice, equal ones once.
    twice = sum(count * (2 * sum(second[:level]) + second[level]) for level, count in enumerate(first))
    value, other = twice / (2 * m * n), (2 * m * n - twice) / (2 * m * n)
    return Higher(value, _lower_end(value, m, n), 1.0 - _lower_end(other, m, n))


def _lower_end(value: float, m: int, n: int) -> float:
    """The lower end of `higher`'s interval, by halving what holds it until a float holds no middle."""
    wide = Z_95 * Z_95 / (m * n)
    others = (m + n) / 2 - 1
    low, high = 0.0, value
    while low < (middle := (low + high) / 2) < high:
        spread = 1 + others * ((1 - middle) / (2 - middle) + middle / (1 + middle))
        apart = value - middle
        if apart * apart > wide * middle * (1 - middle) * spread:
            low = middle
        else:
            high = middle
    return low
