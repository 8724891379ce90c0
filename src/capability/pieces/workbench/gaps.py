"""Both sides on the workbench: what people outside see beside what the council says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from capability.pieces.plain import level_name
from capability.pieces.workbench.team import consensus_level
from capability.rule.disclosure import FEWEST_IN_A_GROUP
from capability.rule.gaps import PerceptionGap, Side, perception_gaps
from capability.rule.instrument import COUNCIL, Instrument
from capability.rule.intervals import Difference
from capability.rule.tally import Tally

if TYPE_CHECKING:
    from capability.pieces.outputs.workbench import CountOf, Gap, Gaps, Points, SideTold


def gaps_told(instruments: Mapping[str, Instrument], tallies: Mapping[str, Tally]) -> list[Gaps]:
    """What each group outside sees; nothing where the council's side is missing."""
    if COUNCIL not in tallies:
        return []
    council = instruments[COUNCIL]
    groups: list[Gaps] = []
    for name, tally in tallies.items():
        gaps = [_gap(council, gap) for gap in perception_gaps(council, tallies[COUNCIL], instruments[name], tally)]
        if gaps:
            groups.append(
                {
                    "title": instruments[name].title,
                    "raters": tally.raters,
                    "few": tally.raters < FEWEST_IN_A_GROUP,
                    "compared": [gap for gap in gaps if gap["obstacle"] is None],
                    "others": [gap for gap in gaps if gap["obstacle"] is not None],
                }
            )
    return groups


def _gap(council: Instrument, gap: PerceptionGap) -> Gap:
    [title] = [practice.title for practice in council.practices if practice.id == gap.council.practice]
    return {
        "title": title,
        "council": _side(council, gap.council),
        "outside": _side(council, gap.outside),
        "steps": gap.steps,
        "apart": None if gap.steps is None else abs(gap.steps),
        "higher": None if not gap.steps else "council" if gap.steps > 0 else "outside",
        "at": gap.at,
        "at_name": level_name(council, gap.at),
        "difference": None if gap.difference is None else _points(gap.difference),
        "obstacle": gap.obstacle,
    }


def _side(council: Instrument, side: Side) -> SideTold:
    level = consensus_level(side.consensus)
    share: CountOf | None = None if side.share is None else {"count": side.share.count, "of": side.share.of}
    return {"level": level, "level_name": level_name(council, level), "n": side.n, "share": share}


def _points(difference: Difference) -> Points:
    return {
        "value": _point(difference.value),
        "low": _point(difference.low),
        "high": _point(difference.high),
        "sure": difference.sure,
    }


def _point(share: float) -> str:
    return f"{round(100 * share):+d}".replace("-", "−")
