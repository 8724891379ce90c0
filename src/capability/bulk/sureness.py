"""How sure the levels of many teams are: `rule.sureness` over arrays of teams, a row a team.

Each sum and product is done in the order in which it is done for one team, so that the floats are the very same.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from capability.rule.instrument import LEVELS_ABOVE_BOTTOM, TOP_LEVEL, Dimension, Practice
from capability.rule.sureness import (
    FEWEST_FOR_ANOTHER,
    FEWEST_TO_BE_SURE,
    LIKELIER,
    LIKELY,
    MANY,
    MOST_COUNTED,
    RATHER,
    SURE,
    SURE_OF_FEW,
    Claim,
    chances_of_most,
)

Whole = NDArray[Any]
Chances = NDArray[np.float64]

CLAIMS: Final[tuple[Claim, ...]] = ("sure", "likely", "rather", "even", "other", "few")
"""What may be said of a level, by its number in `Sure`."""

NOTHING = -1
"""Where nothing is said, or no other level is named."""


@dataclass(frozen=True, slots=True, eq=False)
class Sure:
    """How sure a level is, a place a team: see `rule.sureness.Sureness`.

    `claim` is a place in `CLAIMS`, and `NOTHING` where there is no level; `other` a level, or `NOTHING`; `chances` has
    a row a team and a column a level, and NaN where they are not said.
    """

    claim: Whole
    other: Whole
    chances: Chances


def practice_chances(levels: Whole) -> Chances:
    """How likely the middle answer of all such people is at 1, 2, 3 and 4 or above, from raters at each level."""
    above = np.cumsum(levels[:, ::-1], axis=1)[:, ::-1]
    raters, above = above[:, 0], above[:, 1:]
    if (raters > MOST_COUNTED).any():
        share, of = MOST_COUNTED * above, np.maximum(raters, 1)[:, None]
        brought = np.where(2 * above < of, -(-share // of), share // of)
        above = np.where(of > MOST_COUNTED, brought, above)
        raters = np.minimum(raters, MOST_COUNTED)
    sizes = np.unique(raters)
    starts = np.zeros(int(sizes.max(initial=0)) + 1, dtype=np.int64)
    starts[sizes] = [0, *accumulate(int(size) + 1 for size in sizes[:-1])]
    table = np.concatenate([chances_of_most(int(size)) for size in sizes])
    return np.asarray(table[starts[raters][:, None] + above], dtype=np.float64)


def dimension_chances(dimension: Dimension, reached: Sequence[Chances], applies: Whole) -> Chances:
    """How likely each level 0 to 4 of a dimension is, from its practices' chances; `applies` has a row a practice."""

    def of_some(asked: Sequence[int], teams: Whole) -> Chances:
        return _through_the_gate([(dimension.practices[place], reached[place][teams]) for place in asked])

    return _by_pattern(applies, of_some)


def together_chances(dimensions: Sequence[Chances], asked: Whole) -> Chances:
    """How likely each level of an organisation is, from each dimension's; `asked` has a row a dimension."""
    return _by_pattern(asked, lambda some, teams: _all_together([dimensions[place][teams] for place in some]))


def sureness(level: Whole, chances: Chances, raters: Whole, said: Whole) -> Sure:
    """What may be said of the levels of those teams of which something is `said`."""
    teams = np.arange(len(level))
    known = said & (raters >= FEWEST_TO_BE_SURE)
    mine = chances[teams, np.maximum(level, 0)]
    others = chances.copy()
    others[teams, np.maximum(level, 0)] = -1.0
    other = others.argmax(axis=1)
    another = (chances[teams, other] >= mine + LIKELIER) & (raters >= FEWEST_FOR_ANOTHER)
    claims = {
        "other": another,
        "sure": mine >= np.where(raters >= MANY, SURE, SURE_OF_FEW),
        "likely": mine >= LIKELY,
        "rather": mine >= RATHER,
    }
    claim = np.select([*claims.values()], [CLAIMS.index(name) for name in claims], CLAIMS.index("even"))
    claim = np.where(known, claim, np.where(said, CLAIMS.index("few"), NOTHING))
    names_another = known & (claim != CLAIMS.index("sure")) & (claim != CLAIMS.index("likely"))
    return Sure(claim, np.where(names_another, other, NOTHING), np.where(known[:, None], chances, np.nan))


def _by_pattern(chosen: Whole, chances: Callable[[Sequence[int], Whole], Chances]) -> Chances:
    """The chances of all teams, worked out together for those to whom the same rows apply; NaN where none does."""
    found = np.full((chosen.shape[1], TOP_LEVEL + 1), np.nan)
    for rows, teams in _patterns(chosen):
        found[teams] = chances(rows, teams)
    return found


def _patterns(chosen: Whole) -> Iterator[tuple[list[int], Whole]]:
    patterns, pattern_of = np.unique(chosen, axis=1, return_inverse=True)
    for number, pattern in enumerate(patterns.T):
        if pattern.any():
            yield np.flatnonzero(pattern).tolist(), np.flatnonzero(pattern_of.ravel() == number)


def _through_the_gate(reached: Sequence[tuple[Practice, Chances]]) -> Chances:
    essentials = [chances for practice, chances in reached if practice.essential]
    others = [(practice.weight, chances) for practice, chances in reached if not practice.essential]
    weight = sum(practice.weight for practice, _ in reached)
    lacking = max(-(-3 * weight // 4) - (weight - sum(weight for weight, _ in others)), 0)
    above = []
    for at in range(TOP_LEVEL):
        chance = np.ones(len(reached[0][1]))
        for chances in essentials:
            chance = chance * chances[:, at]
        above.append(chance * _chance_of_weight(others, lacking, at, len(chance)))
    return _each_level(above)


def _chance_of_weight(practices: Sequence[tuple[int, Chances]], wanted: int, at: int, teams: int) -> Chances:
    nothing = np.zeros(teams)
    lacking = {wanted: np.ones(teams)}
    for weight, chances in practices:
        chance = chances[:, at]
        missed = 1.0 - chance
        after: dict[int, Chances] = {}
        for lack, before in lacking.items():
            left = lack - weight if lack > weight else 0
            after[left] = after.get(left, nothing) + before * chance
            after[lack] = after.get(lack, nothing) + before * missed
        lacking = after
    return lacking.get(0, nothing)


def _all_together(dimensions: Sequence[Chances]) -> Chances:
    most_below = len(dimensions) - -(-3 * len(dimensions) // 4)
    teams = len(dimensions[0])
    above = []
    for n in LEVELS_ABOVE_BOTTOM:
        one_below = [np.ones(teams)]
        for chances in dimensions:
            at_least = _sum([chances[:, level] for level in range(n, TOP_LEVEL + 1)])
            grown = [at_least * chance for chance in one_below]
            grown.append(np.zeros(teams))
            for count, chance in enumerate(one_below):
                grown[count + 1] = grown[count + 1] + chances[:, n - 1] * chance
            one_below = grown[: most_below + 1]
        above.append(_sum(one_below))
    return _each_level(above)


def _each_level(above: Sequence[Chances]) -> Chances:
    ends = [np.ones(len(above[0])), *above, np.zeros(len(above[0]))]
    return np.stack([np.maximum(ends[n] - ends[n + 1], 0.0) for n in range(TOP_LEVEL + 1)], axis=1)


def _sum(numbers: Sequence[Chances]) -> Chances:
    total = np.zeros(len(numbers[0]))
    for number in numbers:
        total = total + number
    return total
