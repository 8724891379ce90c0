"""How far two groups' mean indices lie apart, and how sure that is."""

from math import sqrt
from typing import Literal

import msgspec

from capability.rule.totals import Totals

Sure = Literal["moved", "perhaps", "chance"]
"""`moved`: 99 % of such intervals would leave out 0; `perhaps`: 95 % would; `chance`: no more than chance."""

# Student's t for 4 to 30 degrees of freedom, at 97.5 and 99.5 %, to six decimals.
FEWEST_DEGREES = 4
STUDENT = {
    "95": (
        *(2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139, 2.200985, 2.178813),
        *(2.160369, 2.144787, 2.131450, 2.119905, 2.109816, 2.100922, 2.093024, 2.085963, 2.079614),
        *(2.073873, 2.068658, 2.063899, 2.059539, 2.055529, 2.051831, 2.048407, 2.045230, 2.042272),
    ),
    "99": (
        *(4.604095, 4.032143, 3.707428, 3.499483, 3.355387, 3.249836, 3.169273, 3.105807, 3.054540),
        *(3.012276, 2.976843, 2.946713, 2.920782, 2.898231, 2.878440, 2.860935, 2.845340, 2.831360),
        *(2.818756, 2.807336, 2.796940, 2.787436, 2.778715, 2.770683, 2.763262, 2.756386, 2.749996),
    ),
}
NORMAL = {"95": 1.959963984540054, "99": 2.5758293035489004}

Confidence = Literal["95", "99"]


class MeanDifference(msgspec.Struct, frozen=True):
    """A difference of two mean indices in points, and its 95 % interval from `low` to `high`, each to one decimal."""

    value: float
    low: float
    high: float
    sure: Sure


def between_groups(before: Totals, after: Totals) -> MeanDifference:
    """What the mean index of `after` is above that of `before`; other people answered. Five raters or more a side.

    Welch's interval: `d ± t(ν)·√(v₁/n₁ + v₂/n₂)`, with `v` the variances (`n − 1`), and
    `ν = (v₁/n₁ + v₂/n₂)² / ((v₁/n₁)²/(n₁ − 1) + (v₂/n₂)²/(n₂ − 1))`; and no narrower than if both groups scattered as
    they do together, for a few people who happen to agree would seem to be sure. With groups of one size the two are
    the same. Where nobody differs from their own group, nothing is left to chance, and any difference is one.

    Source: Welch, B. L. (1947), Biometrika 34:28.

    >>> between_groups(Totals.of([400, 450, 500, 550, 600]), Totals.of([700, 700, 750, 750, 800]))
    MeanDifference(value=24.0, low=14.2, high=33.8, sure='moved')
    """
    n, m = before.complete, after.complete
    value = (after.sum * n - before.sum * m) / (n * m)
    first, second = _error(before), _error(after)
    squared = first + second
    if not squared:
        return _difference(value, 0.0, 0.0)
    degrees = squared * squared / (first * first / (n - 1) + second * second / (m - 1))
    together = (first * n * (n - 1) + second * m * (m - 1)) / (n + m - 2) * (n + m) / (n * m)
    return _difference(value, sqrt(max(squared, together)), max(degrees, FEWEST_DEGREES))


def within_people(steps: Totals) -> MeanDifference:
    """The mean of what each of the same people said the second time less the first time. Five people or more.

    Student's interval for the mean of `n` differences: `d ± t(n − 1)·√(v/n)`.

    >>> within_people(Totals.of([50, 60, 40, 70, 50]))
    MeanDifference(value=5.4, low=4.0, high=6.8, sure='moved')
    """
    return _difference(steps.sum / steps.complete, sqrt(_error(steps)), float(steps.complete - 1))


def student(degrees: float, confidence: Confidence) -> float:
    """How many standard errors an interval reaches to each side; `degrees` of freedom, 4 or more, need not be whole.

    Between whole degrees it lies on the chord of `1/degrees`, a little wide. From 30 on, by the series of Fisher and
    Cornish (1960), Technometrics 2:209, four terms: the last digit of a float is the same on every machine.

    >>> student(4, "95"), round(student(1e9, "99"), 4)
    (2.776445, 2.5758)
    """
    known = STUDENT[confidence]
    whole = int(degrees)
    place = whole - FEWEST_DEGREES
    if place < len(known) - 1:
        first, second = known[place], known[place + 1]
        share = (1 / degrees - 1 / (whole + 1)) / (1 / whole - 1 / (whole + 1))
        return second + share * (first - second)
    z = NORMAL[confidence]
    z2 = z * z
    terms = (
        z * (z2 + 1) / 4,
        z * (z2 * (5 * z2 + 16) + 3) / 96,
        z * (z2 * (z2 * (3 * z2 + 19) + 17) - 15) / 384,
        z * (z2 * (z2 * (z2 * (79 * z2 + 776) + 1482) - 1920) - 945) / 92160,
    )
    reach = 0.0
    for term in reversed(terms):
        reach = (reach + term) / degrees
    return z + reach


def _error(totals: Totals) -> float:
    """The square of a mean's standard error, in square tenths."""
    above, below = totals.variance
    return above / (below * totals.complete)


def _difference(tenths: float, error: float, degrees: float) -> MeanDifference:
    reach = student(degrees, "95") * error if error else 0.0
    far = student(degrees, "99") * error if error else 0.0
    size, value = abs(tenths), _points(tenths)
    sure: Sure = "moved" if size > far else "perhaps" if size > reach else "chance"
    # A difference that is shown as nought is called none.
    return MeanDifference(value, _points(tenths - reach), _points(tenths + reach), sure if value else "chance")


def _points(tenths: float) -> float:
    return round(tenths / 10, 1) + 0.0  # no minus before a nought
