"""Perception gaps: what a council says of itself beside what people outside say, practice by practice.

Mirrored practices share the five steps, not the evidence: a council counts files, a firm tells of one call. So a gap is
a reason to talk, not a measurement.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from capability.rule.instrument import Instrument, PracticeId
from capability.rule.intervals import Difference, Share
from capability.rule.tally import NO_ANSWERS, Tally
from capability.rule.team import FEWEST_TO_COMPARE, Consensus, PracticeTeam, compare_shares, practice_team
from capability.text import json_text

Obstacle = Literal["too-few", "no-consensus"]
"""Why a pair is not compared: under three levels on a side, or no consensus on one."""


class Side(msgspec.Struct, frozen=True):
    """One side of a pair: its practice, how many gave each level 0 to 4, and the share that is compared."""

    practice: PracticeId
    n: int
    counts: tuple[int, ...]
    consensus: Consensus | None
    share: Share | None


class PerceptionGap(msgspec.Struct, frozen=True, kw_only=True):
    """One practice of the council and the one outside that mirrors it.

    `steps` is the council's consensus less the other's, -4 to 4; `at` the level at which the shares are compared, the
    higher of the two (at least 1); `difference` the council's share less the other's. All three are `None` where
    `obstacle` says why.
    """

    council: Side
    outside: Side
    steps: int | None
    at: int | None
    difference: Difference | None
    obstacle: Obstacle | None


def perception_gaps(
    council: Instrument, counted: Tally, outside: Instrument, heard: Tally
) -> tuple[PerceptionGap, ...]:
    """Set a council's tally against that of people outside, wherever a practice of theirs `mirrors` one of its own.

    A pair is compared where both sides have a consensus that is a level, from at least three levels given.
    `difference` is the share of the council's raters at `at` or above less that of the others, with its 95 % interval
    (`intervals.difference`); it is sure where the interval leaves out 0.

    The widest come first: by steps, whichever side is higher, then by the difference, then in the council's order;
    pairs that are not compared come last. A `mirrors` that the council's instrument does not have is passed over.

    >>> from capability import load_instrument
    >>> from capability.rule.response import FORMAT, Answer, Response
    >>> from capability.rule.tally import count_responses
    >>> ours, theirs = load_instrument("organisation"), load_instrument("supplier")
    >>> def said(to, practice, levels):
    ...     return count_responses(to, [Response(format=FORMAT, instrument=to.id, version=to.version,
    ...                                          answers={practice: Answer(level)}) for level in levels])
    >>> mine = said(ours, "suppliers.paperwork", [2, 2, 3, 2])
    >>> widest = perception_gaps(ours, mine, theirs, said(theirs, "bid-and-work.paperwork", [0, 1, 0]))[0]
    >>> widest.steps, widest.at, widest.difference.value, widest.difference.sure
    (2, 2, 1.0, True)
    """
    ours, theirs = counted.whole, heard.whole
    places = {practice.id: place for place, practice in enumerate(council.practices)}
    pairs = [
        (practice.mirrors, practice.id)
        for practice in outside.practices
        if practice.mirrors and practice.mirrors in places
    ]
    gaps = [
        _gap(
            practice_team(mine, ours.practices.get(mine, NO_ANSWERS), ours.raters),
            practice_team(their, theirs.practices.get(their, NO_ANSWERS), theirs.raters),
        )
        for mine, their in pairs
    ]
    return tuple(sorted(gaps, key=lambda gap: (*_width(gap), places[gap.council.practice])))


def _gap(mine: PracticeTeam, their: PracticeTeam) -> PerceptionGap:
    shares = compare_shares(mine, their)
    if shares is None or not isinstance(mine.consensus, int) or not isinstance(their.consensus, int):
        return PerceptionGap(
            council=_side(mine, None),
            outside=_side(their, None),
            steps=None,
            at=None,
            difference=None,
            obstacle="too-few" if min(mine.n, their.n) < FEWEST_TO_COMPARE else "no-consensus",
        )
    return PerceptionGap(
        council=_side(mine, shares.first),
        outside=_side(their, shares.second),
        steps=mine.consensus - their.consensus,
        at=shares.at,
        difference=shares.difference,
        obstacle=None,
    )


def _side(practice: PracticeTeam, share: Share | None) -> Side:
    return Side(practice.id, practice.n, practice.counts, practice.consensus, share)


def _width(gap: PerceptionGap) -> tuple[int, float]:
    """A key that sorts the widest first, and what is not compared behind all."""
    if gap.steps is None or gap.difference is None:
        return 1, 0.0
    return -abs(gap.steps), -abs(gap.difference.value)


def to_json(gaps: Mapping[str, Sequence[PerceptionGap]]) -> str:
    """Gaps by the id of the outside instrument, as JSON text: sorted keys, two spaces, a line end at the end."""
    whole = {name: as_plain(to_group) for name, to_group in gaps.items()}
    return json_text(whole)


def as_plain(gaps: Sequence[PerceptionGap]) -> list[dict[str, object]]:
    """Gaps as plain data, with `None` for what is not given; shares and their differences to four decimals."""
    return [
        {
            "council": _plain_side(gap.council),
            "outside": _plain_side(gap.outside),
            "steps": gap.steps,
            "at": gap.at,
            "difference": gap.difference and gap.difference.plain,
            "obstacle": gap.obstacle,
        }
        for gap in gaps
    ]


def _plain_side(side: Side) -> dict[str, object]:
    return {
        "practice": side.practice,
        "n": side.n,
        "counts": list(side.counts),
        "consensus": side.consensus,
        "at_or_above": None if side.share is None else side.share.count,
    }
