"""The levels of many teams at once: the same rule as `rule.team` and `rule.scoring`, over arrays of teams.

What only one team's page needs, such as what holds a dimension back, is left to `team_profile` of that team's tally.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from capability.bulk.blocks import EVIDENCE, NOT_APPLICABLE
from capability.bulk.counting import Counted
from capability.bulk.sureness import (
    CLAIMS,
    NOTHING,
    Chances,
    Sure,
    dimension_chances,
    practice_chances,
    sureness,
    together_chances,
)
from capability.rule.disagreement import FEWEST_TO_DIFFER
from capability.rule.instrument import LEVELS_ABOVE_BOTTOM, TOP_LEVEL, Dimension, Instrument
from capability.rule.scoring import UNSUPPORTED

Whole = NDArray[Any]
"""Whole numbers."""

NO_LEVEL = -1
"""Where no level is given; of a consensus, that it is unknown."""

NONE = np.iinfo(np.int64).max

APPLIES_NOT = -2
"""The consensus where a practice applies to nobody."""


@dataclass(frozen=True, slots=True, eq=False)
class Agreed:
    """What teams say of one practice, a place a team: see `rule.team.practice_team`.

    `disagreement` is in thousandths, and -1 without a level; `evidenced`, whether the consensus would be the same if
    claims of 2 or above with nothing behind them were a 1. `chances` are of the middle answer of all such people.
    """

    given: Whole
    chances: Chances
    consensus: Whole
    disagreement: Whole
    flagged: Whole
    evidenced: Whole


@dataclass(frozen=True, slots=True, eq=False)
class DimensionLevels:
    """What teams reach in one dimension, a place a team: see `rule.scoring.score_dimension`.

    `NO_LEVEL` stands for what is not given; `index` is in tenths of a point.
    """

    level: Whole
    at_most: Whole
    evidenced_level: Whole
    index: Whole
    answered: Whole
    applicable: Whole
    sure: Sure


@dataclass(frozen=True, slots=True, eq=False)
class Profiles:
    """The levels of many teams: `keys` in alphabetical order, and what each says, in the instrument's order.

    `level`, `at_most` and `sure` are the organisation's, and `at_or_above` has a row for each level from 1 to 4: how
    many dimensions reach it.
    """

    instrument: Instrument
    keys: tuple[str, ...]
    raters: Whole
    practices: tuple[Agreed, ...]
    dimensions: tuple[DimensionLevels, ...]
    level: Whole
    at_most: Whole
    at_or_above: Whole
    sure: Sure

    def table(self) -> pa.Table:
        """A row a team: its key and raters, its level, *at most* and how sure that is, then those of each dimension.

        What is not given is null. It can be written to Parquet, or made a frame with `to_pandas`.
        """
        columns: dict[str, pa.Array] = {"key": pa.array(self.keys), "raters": pa.array(self.raters)}
        columns |= {"level": _given(self.level), "at_most": _given(self.at_most), "sure": _claims(self.sure)}
        for dimension, levels in zip(self.instrument.dimensions, self.dimensions, strict=True):
            columns[f"{dimension.id}.level"] = _given(levels.level)
            columns[f"{dimension.id}.at_most"] = _given(levels.at_most)
            columns[f"{dimension.id}.sure"] = _claims(levels.sure)
            columns[f"{dimension.id}.index"] = pa.array(levels.index / 10, mask=levels.index < 0)
        return pa.table(columns)


def profiles_of(counted: Counted) -> Profiles:
    """The levels of every key of what was counted, all roles together.

    >>> from capability import load_instrument
    >>> from capability.bulk.blocks import Block
    >>> from capability.bulk.counting import count_blocks
    >>> used = load_instrument("organisation")
    >>> cells = np.full((len(used.practices), 3), 2, dtype="int8")
    >>> profiles = profiles_of(count_blocks(used, [Block(cells, ["Kent", "Devon"], np.array([0, 1, 0]))]))
    >>> profiles.keys, profiles.level.tolist(), profiles.dimensions[0].index.tolist()
    (('Devon', 'Kent'), [2, 2], [500, 500])
    """
    instrument = counted.instrument
    keys, place = _keys(counted)
    raters = _summed(counted.raters[:, None], place, len(keys))[:, 0]
    practices = tuple(
        _agreed(_summed(counted.counts(number), place, len(keys)), raters)
        for number in range(len(instrument.practices))
    )
    dimensions = tuple(
        _levels(dimension, agreed) for dimension, agreed in _by_dimension(instrument.dimensions, practices)
    )
    asked = np.stack([dimension.applicable > 0 for dimension in dimensions])
    levels = np.stack([dimension.level for dimension in dimensions])
    ceilings = np.stack([dimension.at_most for dimension in dimensions])
    given = asked & (levels != NO_LEVEL)
    enough = given.any(axis=0) & (3 * (asked & ~given).sum(axis=0) <= asked.sum(axis=0))
    # What nothing is known of can be anything: at most the top.
    level = np.where(enough, _together(levels, asked), NO_LEVEL)
    at_most = _together(np.where(ceilings == NO_LEVEL, TOP_LEVEL, ceilings), asked)
    return Profiles(
        instrument=instrument,
        keys=keys,
        raters=raters,
        practices=practices,
        dimensions=dimensions,
        level=level,
        at_most=np.where((ceilings != NO_LEVEL).any(axis=0), at_most, NO_LEVEL),
        at_or_above=np.stack([(levels >= n).sum(axis=0) for n in LEVELS_ABOVE_BOTTOM]),
        sure=_sure_together(level, practices, dimensions, asked),
    )


def _keys(counted: Counted) -> tuple[tuple[str, ...], Whole]:
    """The keys in alphabetical order, and the place among them of each group's."""
    names = np.array([*counted.groups.keys], dtype=object)
    present, place = np.unique(counted.groups.key_of, return_inverse=True)
    order = sorted(range(len(present)), key=lambda i: str(names[present[i]]))
    rank = np.empty(len(order), dtype=np.intp)
    rank[order] = np.arange(len(order))
    return tuple(str(names[present[i]]) for i in order), rank[place]


def _summed(counts: Whole, place: Whole, keys: int) -> Whole:
    """The sums of groups' rows that have the same key."""
    whole = np.zeros((keys, counts.shape[1]), dtype=np.int64)
    np.add.at(whole, place, counts)
    return whole


def _agreed(counts: Whole, raters: Whole) -> Agreed:
    """What teams say of a practice, from how often each cell was answered: a row a team."""
    without = counts[:, : TOP_LEVEL + 1]
    behind = counts[:, EVIDENCE:]
    levels = without + behind if behind.shape[1] else without
    n = levels.sum(axis=1)
    applies = raters - counts[:, NOT_APPLICABLE]
    middle = _lower_median(levels, n)
    known = (n > 0) & (2 * n >= applies)
    distance = np.abs(np.arange(TOP_LEVEL + 1) - middle[:, None])
    apart = (distance * levels).sum(axis=1)
    far = np.where(distance >= 2, levels, 0).sum(axis=1)
    supported = np.zeros_like(levels)
    supported[:, : UNSUPPORTED + 1] = levels[:, : UNSUPPORTED + 1]
    supported[:, UNSUPPORTED] += without[:, UNSUPPORTED + 1 :].sum(axis=1)
    if behind.shape[1]:
        supported[:, UNSUPPORTED + 1 :] = behind[:, UNSUPPORTED + 1 :]
    return Agreed(
        given=n,
        chances=np.where(known[:, None], practice_chances(levels), 0.0),
        consensus=np.where(known, middle, np.where(applies > 0, NO_LEVEL, APPLIES_NOT)),
        disagreement=np.where(n > 0, (2000 * apart + n) // np.maximum(2 * n, 1), -1),
        flagged=(n >= FEWEST_TO_DIFFER) & ((6 * apart > 5 * n) | (4 * far >= n)),
        evidenced=_lower_median(supported, n) == middle,
    )


def _lower_median(levels: Whole, n: Whole) -> Whole:
    """The level in the middle of each team's, the lower of two; 0 where none is given."""
    below: Whole = (np.cumsum(levels, axis=1) < ((n + 1) // 2)[:, None]).sum(axis=1)
    return below


def _by_dimension(
    dimensions: Sequence[Dimension], practices: Sequence[Agreed]
) -> Iterator[tuple[Dimension, Sequence[Agreed]]]:
    first = 0
    for dimension in dimensions:
        last = first + len(dimension.practices)
        yield dimension, practices[first:last]
        first = last


def _levels(dimension: Dimension, agreed: Sequence[Agreed]) -> DimensionLevels:
    consensus = np.stack([practice.consensus for practice in agreed])
    weights = np.array([practice.weight for practice in dimension.practices])[:, None]
    essential = np.array([practice.essential for practice in dimension.practices])
    applies = consensus != APPLIES_NOT
    known = consensus >= 0
    answered, applicable = known.sum(axis=0), applies.sum(axis=0)
    enough = (applicable > 0) & (3 * answered >= 2 * applicable)
    supported = np.stack([practice.evidenced for practice in agreed])
    claims = np.where((consensus > UNSUPPORTED) & ~supported, UNSUPPORTED, consensus)
    level, at_most, evidenced = (
        _gate(values, applies, weights, essential)
        for values in (consensus, np.where(known, consensus, TOP_LEVEL), claims)
    )
    weight = (weights * known).sum(axis=0)
    total = (weights * np.where(known, consensus, 0)).sum(axis=0)
    index = (1000 * total + 2 * weight) // np.maximum(TOP_LEVEL * weight, 1)
    return DimensionLevels(
        level=np.where(enough, level, NO_LEVEL),
        at_most=np.where(answered > 0, at_most, NO_LEVEL),
        evidenced_level=np.where(enough, evidenced, NO_LEVEL),
        index=np.where(enough, index, NO_LEVEL),
        answered=answered,
        applicable=applicable,
        sure=sureness(
            level,
            dimension_chances(dimension, [practice.chances for practice in agreed], applies),
            _fewest(agreed),
            enough,
        ),
    )


def _sure_together(
    level: Whole, practices: Sequence[Agreed], dimensions: Sequence[DimensionLevels], asked: Whole
) -> Sure:
    """How sure the organisation's level is: said where all dimensions that apply have one."""
    claims = np.stack([dimension.sure.claim for dimension in dimensions])
    said = (level != NO_LEVEL) & ~(asked & (claims == NOTHING)).any(axis=0)
    few = (asked & (claims == CLAIMS.index("few"))).any(axis=0)
    chances = together_chances([dimension.sure.chances for dimension in dimensions], asked)
    return sureness(level, chances, np.where(few, 0, _fewest(practices)), said)


def _fewest(agreed: Sequence[Agreed]) -> Whole:
    """The fewest levels that stand behind a consensus which is one; 0 where none is."""
    given = np.stack([np.where(practice.consensus >= 0, practice.given, NONE) for practice in agreed]).min(axis=0)
    return np.where(given == NONE, 0, given)


def _gate(values: Whole, applies: Whole, weights: Whole, essential: Whole) -> Whole:
    """The highest level whose gate is passed: every essential practice, and three quarters of the weight."""
    whole = (weights * applies).sum(axis=0)
    reached = np.zeros(values.shape[1], dtype=np.int64)
    for n in LEVELS_ABOVE_BOTTOM:
        there = values >= n
        foundations = (there | ~applies)[essential].all(axis=0)
        reached[foundations & (4 * (weights * (there & applies)).sum(axis=0) >= 3 * whole)] = n
    return reached


def _together(levels: Whole, asked: Whole) -> Whole:
    """The highest level that three quarters of the dimensions reach, with none more than one below it."""
    reached = np.zeros(levels.shape[1], dtype=np.int64)
    lowest = np.where(asked, levels, TOP_LEVEL).min(axis=0)
    for n in LEVELS_ABOVE_BOTTOM:
        there = 4 * ((levels >= n) & asked).sum(axis=0) >= 3 * asked.sum(axis=0)
        reached[there & (lowest >= n - 1)] = n
    return reached


def _claims(sure: Sure) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(sure.claim.astype(np.int8), mask=sure.claim == NOTHING), CLAIMS)


def _given(levels: Whole) -> pa.Array:
    return pa.array(levels.astype(np.int8), mask=levels == NO_LEVEL)
