"""Change on the workbench: what moved since the last round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capability.pieces.plain import index_text
from capability.rule.change import compare_rounds
from capability.rule.instrument import Instrument
from capability.rule.tally import Tally

if TYPE_CHECKING:
    from capability.pieces.outputs.workbench import Change


def change_told(instrument: Instrument, before: Tally, after: Tally) -> Change:
    """Two rounds as a page tells them."""
    change = compare_rounds(instrument, before, after)
    titles = {practice.id: practice.title for practice in instrument.practices}
    both = list(zip(instrument.dimensions, change.dimensions, strict=True))
    return {
        "before": change.raters[0],
        "after": change.raters[1],
        "dimensions": [
            {
                "title": dimension.title,
                "before": moved.levels[0],
                "after": moved.levels[1],
                "index_before": index_text(moved.indices[0]),
                "index_after": index_text(moved.indices[1]),
                "raters": min(moved.raters),
                "difference": _points(moved.difference),
                "by": moved.by,
                "move": moved.move,
            }
            for dimension, moved in both
            if moved.levels != (None, None)
        ],
        "no_level": [{"title": dimension.title} for dimension, moved in both if moved.levels == (None, None)],
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
