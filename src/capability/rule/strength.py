"""Which strength of a team may be named: one that is sure, and that people outside do not see less of.

A person's own strength is that person's word. A team's is told to others, so it says no more than is known.
"""

from collections.abc import Container, Iterable
from typing import Final

import msgspec

from capability.rule.gaps import PerceptionGap
from capability.rule.headline import Headline, headline
from capability.rule.instrument import Instrument
from capability.rule.sureness import Claim
from capability.rule.team import TeamProfile

SURE_ENOUGH: Final[tuple[Claim, ...]] = ("sure", "likely")
"""What must be said of the level of a strength: nine in ten, or eight in ten."""

MAY_BE_OTHER: Final[tuple[Claim, ...]] = ("even", "other")
"""What is said of a level where another one is as likely, or likelier."""


def team_headline(team: TeamProfile, seen_lower: Container[str] = ()) -> Headline:
    """A team's headline, as `headline` makes it, with a strength only where nothing known speaks against it.

    `seen_lower` are the dimensions of which people outside surely see less: see `dimensions_seen_lower`. Of several
    that are equally high, the one that alone may be named is. A lower one takes no other's place.

    Source: docs/decisions/0065-the-result-says-one-sentence-and-one-step.md.
    """
    found = headline(team.profile.dimensions)
    sure = {
        dimension.id
        for dimension, sureness in zip(team.profile.dimensions, team.sure, strict=True)
        if sureness is not None and sureness.claim in SURE_ENOUGH
    }
    may = tuple(name for name in found.highest if name in sure and name not in seen_lower)
    return msgspec.structs.replace(found, highest=may)


def perhaps_lowest(team: TeamProfile) -> tuple[str, ...]:
    """The ids of those of the lowest dimensions for which a higher level is as likely, or likelier.

    A headline that names them among what holds back most says "perhaps".
    """
    levels = [dimension.level for dimension in team.profile.dimensions if dimension.level is not None]
    return tuple(
        dimension.id
        for dimension, sureness in zip(team.profile.dimensions, team.sure, strict=True)
        if levels and dimension.level == min(levels)
        if sureness is not None and sureness.claim in MAY_BE_OTHER and (sureness.other or 0) > min(levels)
    )


def dimensions_seen_lower(council: Instrument, gaps: Iterable[PerceptionGap]) -> frozenset[str]:
    """The dimensions with a practice that people outside surely answer lower than the council does."""
    lower = {gap.council.practice for gap in gaps if gap.higher and gap.higher.sure and gap.higher.value > 0.5}
    return frozenset(
        dimension.id
        for dimension in council.dimensions
        if any(practice.id in lower for practice in dimension.practices)
    )
