"""Perception gaps: what a council says of itself beside what people outside say, practice by practice.

Mirrored practices share the five steps, not the evidence: a council counts files, a firm tells of one call. So a gap is
a reason to talk, not a measurement.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from capability.rule.instrument import Instrument, PracticeId
from capability.rule.intervals import Higher, higher
from capability.rule.tally import NO_ANSWERS, Tally
from capability.rule.team import Consensus, PracticeTeam, practice_team
from capability.text import json_text

FEWEST_TO_COMPARE = 5
"""With fewer levels given on a side, both sides are shown and nothing is claimed: the interval holds from five."""

SURE_BY_CHANCE = 5
"""Of a hundred pairs without a gap, at most so many look sure, as intervals of 95 % promise. Measured in 0058."""

Obstacle = Literal["too-few", "no-consensus"]
"""Why a pair is not compared: under five levels on a side, or no consensus on one."""


class Side(msgspec.Struct, frozen=True):
    """One side of a pair: its practice, how many gave a level, and how many gave each level 0 to 4."""

    practice: PracticeId
    n: int
    counts: tuple[int, ...]
    consensus: Consensus | None


class PerceptionGap(msgspec.Struct, frozen=True, kw_only=True):
    """One practice of the council and the one outside that mirrors it.

    `higher` says in what share of pairs, of one rater in the council and one outside, the council's answer is the
    higher one, with its 95 % interval; `steps` is the council's consensus less the other's, -4 to 4. Both are `None`
    where `obstacle` says why.
    """

    council: Side
    outside: Side
    steps: int | None
    higher: Higher | None
    obstacle: Obstacle | None


class PerceptionGaps(msgspec.Struct, frozen=True, kw_only=True):
    """All pairs of two instruments, the council's first in each couple: ids, versions, digests, and how many raters."""

    instruments: tuple[str, str]
    versions: tuple[str, str]
    digests: tuple[str, str]
    raters: tuple[int, int]
    pairs: tuple[PerceptionGap, ...]

    @property
    def compared(self) -> int:
        """How many pairs were compared."""
        return sum(gap.higher is not None for gap in self.pairs)

    @property
    def sure(self) -> int:
        """How many of them are more than the luck of who was asked."""
        return sum(gap.higher is not None and gap.higher.sure for gap in self.pairs)

    @property
    def by_chance(self) -> float:
        """How many of them would look sure by luck, at most and on average, if both sides saw everything alike."""
        return SURE_BY_CHANCE * self.compared / 100


def perception_gaps(council: Instrument, counted: Tally, outside: Instrument, heard: Tally) -> PerceptionGaps:
    """Set a council's tally against that of people outside, wherever a practice of theirs `mirrors` one of its own.

    A pair is compared where both sides have a consensus that is a level, from at least five levels given. It is sure
    where the interval of `higher` leaves out 0.5: see `intervals.higher`.

    The widest come first: those furthest from 0.5, whichever side is higher, then by steps, then in the council's
    order. Pairs that are not compared come last. A `mirrors` that the council's instrument lacks is passed over.

    Source: ../docs/decisions/0058-a-gap-is-a-share-of-pairs.md.

    >>> from capability import load_instrument
    >>> from capability.rule.response import FORMAT, Answer, Response
    >>> from capability.rule.tally import count_responses
    >>> ours, theirs = load_instrument("organisation"), load_instrument("supplier")
    >>> def said(to, practice, levels):
    ...     return count_responses(to, [Response(format=FORMAT, instrument=to.id, version=to.version,
    ...                                          answers={practice: Answer(level)}) for level in levels])
    >>> mine = said(ours, "suppliers.paperwork", [2, 2, 3, 2, 1])
    >>> gaps = perception_gaps(ours, mine, theirs, said(theirs, "bid-and-work.paperwork", [0, 1, 0, 1, 0]))
    >>> gaps.pairs[0].steps, gaps.pairs[0].higher.value, gaps.pairs[0].higher.sure
    (2, 0.96, True)
    >>> gaps.compared, gaps.sure, gaps.by_chance
    (1, 1, 0.05)
    """
    ours, theirs = counted.whole, heard.whole
    places = {practice.id: place for place, practice in enumerate(council.practices)}
    pairs = [
        _gap(
            practice_team(mine, ours.practices.get(mine, NO_ANSWERS), ours.raters),
            practice_team(practice.id, theirs.practices.get(practice.id, NO_ANSWERS), theirs.raters),
        )
        for practice in outside.practices
        if (mine := practice.mirrors) and mine in places
    ]
    return PerceptionGaps(
        instruments=(council.id, outside.id),
        versions=(council.version, outside.version),
        digests=(council.digest, outside.digest),
        raters=(ours.raters, theirs.raters),
        pairs=tuple(sorted(pairs, key=lambda gap: (*_width(gap), places[gap.council.practice]))),
    )


def _gap(mine: PracticeTeam, their: PracticeTeam) -> PerceptionGap:
    council, outside = _side(mine), _side(their)
    obstacle: Obstacle | None = None
    if min(mine.n, their.n) < FEWEST_TO_COMPARE:
        obstacle = "too-few"
    elif not isinstance(mine.consensus, int) or not isinstance(their.consensus, int):
        obstacle = "no-consensus"
    else:
        return PerceptionGap(
            council=council,
            outside=outside,
            steps=mine.consensus - their.consensus,
            higher=higher(mine.counts, their.counts),
            obstacle=None,
        )
    return PerceptionGap(council=council, outside=outside, steps=None, higher=None, obstacle=obstacle)


def _side(practice: PracticeTeam) -> Side:
    return Side(practice.id, practice.n, practice.counts, practice.consensus)


def _width(gap: PerceptionGap) -> tuple[float, int]:
    """A key that sorts the widest first, and what is not compared behind all."""
    if gap.steps is None or gap.higher is None:
        return 1, 0
    return -abs(gap.higher.value - 0.5), -abs(gap.steps)


def to_json(gaps: Mapping[str, PerceptionGaps]) -> str:
    """Gaps by the id of the outside instrument, as JSON text: sorted keys, two spaces, a line end at the end."""
    return json_text({name: as_plain(to_group) for name, to_group in gaps.items()})


def as_plain(gaps: PerceptionGaps) -> dict[str, object]:
    """Gaps as plain data, with `None` for what is not given; shares to four decimals."""
    plain: dict[str, object] = msgspec.to_builtins(gaps)
    plain["pairs"] = [{**msgspec.to_builtins(gap), "higher": gap.higher and gap.higher.plain} for gap in gaps.pairs]
    return {**plain, "compared": gaps.compared, "sure": gaps.sure, "by_chance": gaps.by_chance}
