"""What somebody could work out from editions, who knows the rule, all members, and what some of them answered.

Of up to two who pool their answers it must be nothing. All members but one, put together, can always learn something of
the last: two counts that differ by one must look different somewhere, or nothing is told. How much is told here.
"""

from collections.abc import Sequence

import msgspec

from capability.rule.benchmark import Edition, figures
from capability.rule.differencing import COLLUDERS, places, publishable_beside, told_count
from capability.rule.instrument import LEVELS_ABOVE_BOTTOM
from capability.rule.joining import ROUNDED, CouncilFile
from capability.rule.steward import GroupMembers, Members
from capability.signs import sign

NEAR = 5
"""An index is placed where it is known to so many points."""


class Learnt(msgspec.Struct, frozen=True, gc=False):
    """Of how many cells `of` an answer would be known in `count`."""

    count: int
    of: int


class Exposure(msgspec.Struct, frozen=True, kw_only=True):
    """What the editions of a group give away.

    - `two`: whether up to two members learn another's answer, in some answers that there could be
    - `levels`: of the last edition, in how many cells (a member, a dimension, a level) all others together would know
      whether the last member is there or above
    - `indices`: in how many (a member, a dimension) they would know its index to five points
    - `changed`: whether a figure is not the one that its members' files give
    """

    group: str
    editions: tuple[str, ...]
    two: bool
    levels: Learnt
    indices: Learnt
    changed: bool


def exposure(editions: Sequence[tuple[Edition, Members]]) -> tuple[Exposure, ...]:
    """What editions give away together, group by group; each with its list of members, in their order."""
    found = []
    for group in editions[-1][1].groups:
        sign()
        given = [
            (edition, own)
            for edition, members in editions
            for own in members.groups
            if own.id == group.id and own.given
        ]
        if not given:
            continue
        sets = [own.codes for _, own in given]
        found.append(
            Exposure(
                group=group.id,
                editions=tuple(edition.name for edition, _ in given),
                two=not publishable_beside(sets[-1], sets[:-1], COLLUDERS),
                levels=_levels(given[-1][1].members),
                indices=_indices(given[-1][1].members),
                changed=any(_changed(edition, own) for edition, own in given),
            )
        )
    return tuple(found)


def _changed(edition: Edition, own: GroupMembers) -> bool:
    told = next((group for group in edition.groups if group.id == own.id), None)
    return told is None or figures(own.members, [each.id for each in told.dimensions]) != told.dimensions


def _dimensions(members: Sequence[CouncilFile]) -> list[str]:
    return sorted({name for member in members for name in member.dimensions})


def _levels(members: Sequence[CouncilFile]) -> Learnt:
    size, count, of = len(members), 0, 0
    for name in _dimensions(members):
        levels = [own.level for member in members if (own := member.dimensions.get(name))]
        for least in LEVELS_ABOVE_BOTTOM:
            there = sum(level is not None and level >= least for level in levels)
            for others, like_this in ((there - 1, there), (there, size - there)):
                count += like_this * (like_this > 0 and told_count(others, size) != told_count(others + 1, size))
            of += size
    return Learnt(count, of)


def _indices(members: Sequence[CouncilFile]) -> Learnt:
    size, count, of = len(members), 0, 0
    at = places(size)
    for name in _dimensions(members):
        indices = [_index(member, name) for member in members]
        told = _told_of(indices, at)
        for value in set(indices):
            others = list(indices)
            others.remove(value)
            could = [last for last in range(-ROUNDED, 101, ROUNDED) if _told_of([*others, last], at) == told]
            count += indices.count(value) * (could[-1] - could[0] <= NEAR)
        of += size
    return Learnt(count, of)


def _index(member: CouncilFile, dimension: str) -> int:
    """A member's index, or one below all others where it has none."""
    own = member.dimensions.get(dimension)
    return -ROUNDED if own is None or own.index is None else own.index


def _told_of(indices: Sequence[int], at: Sequence[int]) -> list[int]:
    """What is told of a group's indices: those at some places, counted from the highest."""
    ranked = sorted(indices, reverse=True)
    return [ranked[place - 1] for place in at]
