"""Change on the workbench: what moved since the last round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from capability.pieces.plain import index_text
from capability.rule.board import round_names
from capability.rule.change import DimensionChange, Move, Returned, compare_rounds
from capability.rule.instrument import Dimension, Instrument
from capability.rule.means import MeanDifference
from capability.rule.tally import Tally
from capability.writing.alarms import alarms_word

if TYPE_CHECKING:
    from capability.pieces.outputs.workbench import Apart, Change, Titled


MOST_ROUNDS = 3
"""So many names of rounds are told; files of more than one round are seldom meant to lie together."""


def change_told(
    instrument: Instrument,
    before: Tally,
    after: Tally,
    returned: Returned | None = None,
    rounds: Mapping[str, int] = MappingProxyType({}),
) -> Change:
    """Two rounds as a page tells them; `rounds` says how many people gave which name to the first of them."""
    change = compare_rounds(instrument, before, after, returned=returned)
    titles = {practice.id: practice.title for practice in instrument.practices}
    both = list(zip(instrument.dimensions, change.dimensions, strict=True))
    moves = {moved.move for moved in change.dimensions}
    return {
        "rounds": list(rounds)[:MOST_ROUNDS],
        "unnamed": not round_names(rounds),
        "before": change.raters[0],
        "after": change.raters[1],
        "returned": change.returned or 0,
        "same_people": any(moved.by == "people" for moved in change.dimensions),
        "alarms": alarms_word(sum(moved.difference is not None for moved in change.dimensions)),
        "claimed": any(moved.difference for moved in change.dimensions),
        "too_few": "unclaimed" in moves and not any(change.without_totals),
        "not_told": "unclaimed" in moves and any(change.without_totals),
        "repeated": change.repeated,
        "up": _went(both, "up"),
        "down": _went(both, "down"),
        "perhaps_up": _went(both, "perhaps-up"),
        "perhaps_down": _went(both, "perhaps-down"),
        "sure": bool(moves & {"up", "down"}),
        "any": bool(moves & {"up", "down", "perhaps-up", "perhaps-down"}),
        "dimensions": [
            {
                "title": dimension.title,
                "before": moved.levels[0],
                "after": moved.levels[1],
                "index_before": index_text(moved.indices[0]),
                "index_after": index_text(moved.indices[1]),
                "difference": _apart(moved.difference),
                "same_people": moved.by == "people",
                "level_differs": moved.levels[0] != moved.levels[1],
                "move": moved.move,
            }
            for dimension, moved in both
            if moved.levels != (None, None)
        ],
        "no_level": [{"title": dimension.title} for dimension, moved in both if moved.levels == (None, None)],
        "higher": change.steps.up,
        "lower": change.steps.down,
        "chance": f"{change.steps.chance:.0f}" if change.steps.chance >= 1 else "fewer than one",
        "practices": [
            {
                "title": titles[moved.id],
                "before": moved.consensus[0],
                "after": moved.consensus[1],
                "move": moved.move,
            }
            for moved in change.practices
            if moved.move in ("up", "down")
        ],
        "same": sum(moved.move == "none" for moved in change.practices),
        "not_compared": sum(moved.move == "unknown" for moved in change.practices),
    }


def _went(both: Sequence[tuple[Dimension, DimensionChange]], *moves: Move) -> list[Titled]:
    return [{"title": dimension.title} for dimension, moved in both if moved.move in moves]


def _apart(difference: MeanDifference | None) -> Apart | None:
    if difference is None:
        return None
    value, low, high = (f"{end:+.1f}" for end in (difference.value, difference.low, difference.high))
    return {"value": value, "low": low, "high": high}
