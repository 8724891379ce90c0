"""Both sides on the workbench: what people outside see beside what the council says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil
from typing import TYPE_CHECKING, Literal

from capability.pieces.plain import level_name
from capability.pieces.workbench.team import consensus_level
from capability.rule.disclosure import FEWEST_IN_A_GROUP
from capability.rule.gaps import Obstacle, PerceptionGap, PerceptionGaps, Side, perception_gaps
from capability.rule.instrument import COUNCIL, Instrument
from capability.rule.intervals import Higher
from capability.rule.strength import dimensions_seen_lower
from capability.rule.tally import Tally
from capability.writing.people import people_of

if TYPE_CHECKING:
    from capability.pieces.outputs.workbench import Gap, Gaps, HigherTold, SideTold, Widest


def gaps_told(instruments: Mapping[str, Instrument], tallies: Mapping[str, Tally]) -> list[Gaps]:
    """What each group outside sees; nothing where the council's side is missing."""
    council = instruments[COUNCIL]
    return [
        {
            "id": outside.id,
            "people": people_of(outside),
            "raters": gaps.raters[1],
            "few": gaps.raters[1] < FEWEST_IN_A_GROUP,
            "how_many": gaps.compared,
            "sure": gaps.sure,
            "by_chance": ceil(gaps.by_chance) if gaps.by_chance >= 1 else 0,
            "widest": _widest(council, gaps),
            "compared": _told(council, gaps, None),
            "too_few": _told(council, gaps, "too-few"),
            "not_known": _told(council, gaps, "no-consensus"),
        }
        for outside, gaps in _groups(instruments, tallies)
    ]


def seen_lower(instruments: Mapping[str, Instrument], tallies: Mapping[str, Tally], chosen: str) -> frozenset[str]:
    """The dimensions of which some group outside surely sees less than those who answered what is `chosen`."""
    if chosen != COUNCIL:
        return frozenset()
    told = [gap for _, gaps in _groups(instruments, tallies) if gaps.sure > gaps.by_chance for gap in gaps.pairs]
    return dimensions_seen_lower(instruments[COUNCIL], told)


def _groups(
    instruments: Mapping[str, Instrument], tallies: Mapping[str, Tally]
) -> Iterator[tuple[Instrument, PerceptionGaps]]:
    """Each group outside, with its gaps; none where the council's side is missing."""
    for name, tally in tallies.items() if COUNCIL in tallies else ():
        gaps = perception_gaps(instruments[COUNCIL], tallies[COUNCIL], instruments[name], tally)
        if gaps.pairs:
            yield instruments[name], gaps


def _widest(council: Instrument, gaps: PerceptionGaps) -> list[Widest]:
    """The sure gaps of each side, for whoever reads one line; none where chance may have made all of them."""
    if gaps.sure <= gaps.by_chance:
        return []
    told = _told(council, gaps, None)
    sides: tuple[Literal["council", "outside"], ...] = ("council", "outside")
    sure = {
        side: [
            gap["title"] for gap in told if gap["higher"] and gap["higher"]["sure"] and gap["higher"]["side"] == side
        ]
        for side in sides
    }
    return [{"side": side, "count": len(titles), "title": titles[0]} for side, titles in sure.items() if titles]


def _told(council: Instrument, gaps: PerceptionGaps, obstacle: Obstacle | None) -> list[Gap]:
    return [_gap(council, gap) for gap in gaps.pairs if gap.obstacle == obstacle]


def _gap(council: Instrument, gap: PerceptionGap) -> Gap:
    [title] = [practice.title for practice in council.practices if practice.id == gap.council.practice]
    return {
        "title": title,
        "council": _side(council, gap.council),
        "outside": _side(council, gap.outside),
        "higher": None if gap.higher is None else _higher(gap.higher),
    }


def _side(council: Instrument, side: Side) -> SideTold:
    level = consensus_level(side.consensus)
    return {"level": level, "level_name": level_name(council, level), "n": side.n}


def _higher(found: Higher) -> HigherTold:
    """Told from the side that answers higher, so that the number is 50 or more."""
    value, low, high = found.of_100
    if value == 50:
        return {"side": None, "of_100": value, "low": low, "high": high, "sure": found.sure}
    if value > 50:
        return {"side": "council", "of_100": value, "low": low, "high": high, "sure": found.sure}
    return {"side": "outside", "of_100": 100 - value, "low": 100 - high, "high": 100 - low, "sure": found.sure}
