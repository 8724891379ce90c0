"""The form for people outside: one question a screen, and one way to send what was said. Python works nothing out for it.

Whoever answers is on a phone, and paid for what it fetches: so the page does without Python, and shows no result.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from capability.pieces.configs import held
from capability.rule.instrument import Instrument
from capability.text import Plain

if TYPE_CHECKING:
    from capability.course.council import Council


def configure(
    instrument: Instrument, council: Council | None = None, *, minutes: int, intro: Sequence[str] = ()
) -> Plain:
    """The piece's config, plain data: the instrument, who asks, how long it takes, and what to know before."""
    return {
        "piece": "outside",
        "instrument": msgspec.to_builtins(instrument),
        "council": None if council is None else msgspec.to_builtins(council),
        "minutes": minutes,
        "intro": list(intro),
    }


def context(config: Plain) -> Plain:
    """What the template is given."""
    instrument = held(config["instrument"], Instrument)
    return {
        "instrument": instrument,
        "council": config["council"],
        "minutes": config["minutes"],
        "intro": config["intro"],
        "prefix": f"{instrument.id}-outside",
        "count": len(instrument.practices),
    }
