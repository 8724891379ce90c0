"""The invitation of people outside: a link with the round's name, words for an email, and a poster with a QR code.

State: `{"kept": {…}}`, what was filled in. Python works nothing out for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from capability.course.council import Council
from capability.pieces.outside import minutes
from capability.rule.instrument import Instrument
from capability.text import Plain

Line = Annotated[str, Meta(max_length=200)]


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was filled in, as a browser keeps it."""

    form: Literal["resident", "supplier", ""] = ""
    round: Annotated[str, Meta(max_length=80)] = ""
    by: Annotated[str, Meta(max_length=40)] = ""
    readers: Line = ""
    after: Line = ""
    site: Annotated[str, Meta(max_length=300)] = ""


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
