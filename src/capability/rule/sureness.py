"""How sure a team's level is: how likely it is that everybody of the same kind, asked alike, would give it.

For each practice the counts say how likely it is that more than half of such people are at a level or above. The gate
of the rule is then passed with what its practices and dimensions make likely, each taken as independent of the others.
Whole numbers and one division, and of floats only sums and products in one order: a browser and a desktop agree.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, Literal

import msgspec

from capability.rule.instrument import LEVELS_ABOVE_BOTTOM, TOP_LEVEL, Practice

FEWEST_TO_BE_SURE: Final = 5
"""With fewer levels given to a practice, nothing is said of its dimension: what was said did not hold."""

MANY: Final = 12
"""From so many on, nine in ten may be said at .9; below, at .95."""

FEWEST_FOR_ANOTHER: Final = 7
"""From so many on another level may be called likelier; what was said of fewer did not hold."""

SURE, SURE_OF_FEW, LIKELY, RATHER, LIKELIER = 0.9, 0.95, 0.7, 0.6, 0.2
"""From which chance on a level is called so; and by how much another must be likelier to be called so."""

MOST_COUNTED: Final = 1000
"""Of more raters the share counts as if so many had answered, see `practice_chances`."""

Claim = Literal["sure", "likely", "rather", "even", "other", "few"]
"""What may be said: nine in ten, eight in ten, two in three, as likely as not, another is likelier; or nothing."""

Chances = tuple[float, ...]


class Sureness(msgspec.Struct, frozen=True):
    """How sure a level is: what may be claimed, the likeliest other level, and the chance of each level 0 to 4.

    `other` is given with `rather`, `even` and `other`. There are no `chances` where too few answered.
    """

    claim: Claim
    other: int | None = None
    chances: Chances = ()

    @property
    def plain(self) -> dict[str, object]:
        """What is written to files: chances to three decimals."""
        return {"claim": self.claim, "other": self.other, "chances": [round(chance, 3) for chance in self.chances]}


TOO_FEW: Final = Sureness("few")


@lru_cache(maxsize=256)
def chances_of_most(raters: int) -> Chances:
    """How likely it is that more than half of all such people say yes, where 0, 1, … of so many raters do.

    Before anybody answers, each share is as likely as any other. Then, with `k` of `m`, the chance is
    `P(share > 1/2) = Σ C(m+1, j) / 2^(m+1)` over `j` from 0 to `k`: the beta distribution's, in whole numbers.

    At most `MOST_COUNTED` raters: more of them, with the same share, would only be surer.

    >>> chances_of_most(3)
    (0.0625, 0.3125, 0.6875, 0.9375)
    """
    sums, below, ways = [], 0, 1
    for yes in range(raters + 1):
        below += ways
        sums.append(below)
        ways = ways * (raters + 1 - yes) // (yes + 1)
    whole = 2 ** (raters + 1)
    return tuple(below / whole for below in sums)


def practice_chances(counts: Sequence[int]) -> Chances:
    """How likely the middle answer of all such people is at 1, 2, 3 and 4 or above; `counts` of raters at 0 to 4.

    Of more than `MOST_COUNTED` raters, each share is first brought to one of so many, rounded towards a half: what is
    said is then never surer than the exact sum, and no team, however large, takes longer.

    >>> practice_chances((0, 1, 4, 0, 0))
    (0.984375, 0.890625, 0.015625, 0.015625)
    """
    zero, one, two, three, four = counts
    above = [one + two + three + four, two + three + four, three + four, four]
    raters = zero + above[0]
    if raters > MOST_COUNTED:
        above = [-(-MOST_COUNTED * k // raters) if 2 * k < raters else MOST_COUNTED * k // raters for k in above]
        raters = MOST_COUNTED
    table = chances_of_most(raters)
    return tuple([table[k] for k in above])


def dimension_chances(reached: Sequence[tuple[Practice, Chances]]) -> Chances:
    """How likely each level 0 to 4 of a dimension is, from its applicable practices with their `practice_chances`.

    Through the gate of the rule: every essential practice at a level, and practices with three quarters of the weight.
    """
    essentials = [chances for practice, chances in reached if practice.essential]
    others = [(practice.weight, chances) for practice, chances in reached if not practice.essential]
    weight_of_others = sum([weight for weight, _ in others])
    weight = sum([practice.weight for practice, _ in reached])
    lacking = max(-(-3 * weight // 4) - (weight - weight_of_others), 0)
    above = []
    for at in range(TOP_LEVEL):
        chance = 1.0
        for chances in essentials:
            chance *= chances[at]
        above.append(chance * _chance_of_weight(others, lacking, at) if chance else 0.0)
    return _each_level(above)


def together_chances(dimensions: Sequence[Chances]) -> Chances:
    """How likely each level 0 to 4 of an organisation is, from the chances of each dimension.

    Three quarters of the dimensions at a level, and none more than one below it.
    """
    most_below = len(dimensions) - -(-3 * len(dimensions) // 4)
    above = []
    for n in LEVELS_ABOVE_BOTTOM:
        # The chance that so many of the dimensions so far are one below, and all others at `n` or above.
        one_below = [1.0]
        for chances in dimensions:
            at_least = _sum(chances[n:])
            grown = [at_least * chance for chance in one_below]
            grown.append(0.0)
            for count, chance in enumerate(one_below):
                grown[count + 1] += chances[n - 1] * chance
            one_below = grown[: most_below + 1]
        above.append(_sum(one_below))
    return _each_level(above)


def sureness(level: int, chances: Chances, raters: int) -> Sureness:
    """What may be said of a level, given the chance of each; `raters` is the fewest that stand behind a part of it.

    The limits are those at which what is said held in simulations.

    Source: ../docs/decisions/0059-a-level-says-how-sure-it-is.md, with the tables.

    >>> sureness(2, (0.0, 0.1, 0.85, 0.05, 0.0), 6).claim
    'likely'
    >>> sureness(2, (0.0, 0.1, 0.3, 0.6, 0.0), 8)
    Sureness(claim='other', other=3, chances=(0.0, 0.1, 0.3, 0.6, 0.0))
    """
    if raters < FEWEST_TO_BE_SURE:
        return TOO_FEW
    mine = chances[level]
    other = max((n for n in range(TOP_LEVEL + 1) if n != level), key=lambda n: chances[n])
    if chances[other] >= mine + LIKELIER and raters >= FEWEST_FOR_ANOTHER:
        return Sureness("other", other, chances)
    if mine >= (SURE if raters >= MANY else SURE_OF_FEW):
        return Sureness("sure", None, chances)
    if mine >= LIKELY:
        return Sureness("likely", None, chances)
    return Sureness("rather" if mine >= RATHER else "even", other, chances)


def _chance_of_weight(practices: Iterable[tuple[int, Chances]], wanted: int, at: int) -> float:
    """The chance that practices, each reached with its own chance, hold so much weight together, or more."""
    lacking = {wanted: 1.0}
    for weight, chances in practices:
        chance = chances[at]
        missed = 1.0 - chance
        after: dict[int, float] = {}
        for lack, before in lacking.items():
            left = lack - weight if lack > weight else 0
            after[left] = after.get(left, 0.0) + before * chance
            after[lack] = after.get(lack, 0.0) + before * missed
        lacking = after
    return lacking.get(0, 0.0)


def _each_level(above: Sequence[float]) -> Chances:
    """The chance of each level 0 to 4, from the chances of being at 1, 2, 3 and 4 or above."""
    ends = (1.0, *above, 0.0)
    return tuple(max(ends[n] - ends[n + 1], 0.0) for n in range(TOP_LEVEL + 1))


def _sum(numbers: Iterable[float]) -> float:
    """A sum from left to right; `sum` of floats is another one in each version of Python."""
    total = 0.0
    for number in numbers:
        total += number
    return total
