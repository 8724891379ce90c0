"""The system on the workbench: what organisations can do together, beside how well each works with each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from capability.pieces.network import plain_network
from capability.pieces.workbench.team import team_dimensions
from capability.rule.instrument import SYSTEM, Instrument
from capability.rule.relations import Relations, relations_profile
from capability.rule.tally import Tally
from capability.rule.team import team_profile

if TYPE_CHECKING:
    from capability.pieces.outputs.network import Network
    from capability.pieces.outputs.piles import PlainPile
    from capability.pieces.outputs.workbench import System, SystemTeam


def system_told(
    instruments: Mapping[str, Instrument], tallies: Mapping[str, Tally], now: PlainPile | None
) -> System | None:
    """Both parts, or `None` where nobody said anything of either."""
    rows = now["rows"] if now else {}
    if SYSTEM not in tallies and not rows:
        return None
    return {
        "team": _team(instruments[SYSTEM], tallies[SYSTEM]) if SYSTEM in tallies else None,
        "network": _network(msgspec.json.encode(rows)) if rows else None,
    }


@lru_cache(maxsize=1)
def _network(rows: bytes) -> Network:
    """The network of rows, worked out once for all that a reader does beside it: of 1,000 actors it takes seconds."""
    return plain_network(relations_profile(Relations(msgspec.json.decode(rows))))


def _team(instrument: Instrument, tally: Tally) -> SystemTeam:
    team = team_profile(instrument, tally)
    return {"raters": team.raters, "dimensions": team_dimensions(instrument, team)}
