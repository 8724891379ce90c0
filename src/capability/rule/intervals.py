"""How sure a share is, and the difference of two shares: 95 % intervals for small groups of people."""

from math import sqrt

import msgspec

Z_95 = 1.959963984540054
"""The normal distribution's 97.5 % point, for intervals of 95 %."""


class Share(msgspec.Struct, frozen=True):
    """A share `count` of `of`, and its 95 % Wilson interval from `low` to `high`, each 0 to 1."""

    count: int
    of: int
    low: float
    high: float


class Difference(msgspec.Struct, frozen=True):
    """One share less another, and the 95 % interval from `low` to `high`, each -1 to 1."""

    value: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether the interval leaves out 0: more than the luck of who was asked."""
        return self.low > 0 or self.high < 0

    @property
    def plain(self) -> dict[str, float | bool]:
        """What is written to files: to four decimals, and whether it is sure."""
        return {
            "value": round(self.value, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "sure": self.sure,
        }


def wilson(count: int, of: int) -> Share:
    """A share with its 95 % Wilson score interval; `of` is at least 1, and a share of nothing has no interval.

    `(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)`, with `p = count / n` and `z = 1.96`.

    Source: Newcombe, R. G. (1998), Statistics in Medicine 17:857, method 3.

    >>> share = wilson(81, 263)
    >>> round(share.low, 4), round(share.high, 4)
    (0.2553, 0.3662)
    """
    z2 = Z_95 * Z_95
    middle = 2 * count + z2
    spread = Z_95 * sqrt(z2 + 4 * count * (of - count) / of)
    whole = 2 * (of + z2)
    # At the ends the two cancel, up to the last digit that a float holds.
    low = 0.0 if count == 0 else (middle - spread) / whole
    high = 1.0 if count == of else (middle + spread) / whole
    return Share(count, of, low, high)


def difference(first: Share, second: Share) -> Difference:
    """The first share less the second, with the 95 % interval that joins the Wilson intervals of both.

    With `p` the shares and `l`, `u` the ends of their Wilson intervals: from `d − √((p₁−l₁)² + (u₂−p₂)²)` to
    `d + √((u₁−p₁)² + (p₂−l₂)²)`, where `d = p₁ − p₂`. The two groups are taken to be different people.

    Source: Newcombe, R. G. (1998), Statistics in Medicine 17:873, method 10.

    >>> apart = difference(wilson(56, 70), wilson(48, 80))
    >>> round(apart.value, 4), round(apart.low, 4), round(apart.high, 4), apart.sure
    (0.2, 0.0524, 0.3339, True)
    """
    p, q = first.count / first.of, second.count / second.of
    # One division of whole numbers, so that equal shares of different groups differ by nothing at all.
    value = (first.count * second.of - second.count * first.of) / (first.of * second.of)
    return Difference(
        value=value,
        low=max(-1.0, value - sqrt((p - first.low) ** 2 + (second.high - q) ** 2)),
        high=min(1.0, value + sqrt((first.high - p) ** 2 + (q - second.low) ** 2)),
    )
