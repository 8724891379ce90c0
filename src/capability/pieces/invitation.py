"""The invitation of people outside: a link with the round's name, words for an email, and a poster with a QR code.

State: `{"kept": {…}}`, what was typed by field. Python works nothing out for it, so its view minds what stands there.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from capability.course.council import Council
from capability.pieces.outside import minutes
from capability.rule.instrument import Instrument
from capability.text import Plain


def configure(instruments: Iterable[Instrument], council: Council | None = None) -> Plain:
    """The piece's config, plain data: of each form how many questions it has and how long it takes, and who asks."""
    return {
        "piece": "invitation",
        "council": None if council is None else msgspec.to_builtins(council),
        "forms": {
            instrument.id: {"questions": len(instrument.practices), "minutes": minutes(instrument)}
            for instrument in instruments
        },
    }


def context(config: Plain) -> Plain:
    """What the template is given."""
    return {"council": config["council"], "forms": config["forms"]}
