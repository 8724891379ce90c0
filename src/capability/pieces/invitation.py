"""The invitation of people outside: a link with the round's name, words for an email, and a poster with a QR code.

State: `{"kept": {…}}`, what was typed by field. Python works nothing out for it, so its view minds what stands there.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from capability.course.council import Council
from capability.pieces.outside import AROUND, READS_AT_WORK, SECONDS_A_TAP, TAPS_AT_THE_END, longest, minutes
from capability.rule.instrument import Instrument
from capability.rule.relations import SCALE, SUGGESTED
from capability.text import Plain

INVITED = ("resident", "supplier", "system")
"""The instruments that people outside are invited to answer, if a book has them."""


def minutes_for_ties() -> int:
    """About how many minutes it takes to rate all actors that are suggested, if every word is read once.

    An actor is weighed for longer than it is read: each takes as long as all the levels, read once more.
    """
    levels = sum(len(f"{name} {words}".split()) for name, words in SCALE)
    words = AROUND + levels * (1 + len(SUGGESTED)) + sum(len(name.split()) for name in SUGGESTED)
    taps = TAPS_AT_THE_END + 2 * len(SUGGESTED)
    return max(1, round((words * 60 / READS_AT_WORK + taps * SECONDS_A_TAP) / 60))


def configure(instruments: Iterable[Instrument], council: Council | None = None, *, with_ties: bool = False) -> Plain:
    """The piece's config, plain data: of each form how much it asks and how long it takes, and who asks.

    `with_ties` adds the form on working relations, which is no instrument.
    """
    asked = {instrument.id: (len(instrument.practices), minutes(instrument)) for instrument in instruments}
    if with_ties:
        asked["relations"] = (len(SUGGESTED), minutes_for_ties())
    forms = {name: {"asks": asks, "minutes": least, "longest": longest(least)} for name, (asks, least) in asked.items()}
    return {
        "piece": "invitation",
        "council": None if council is None else msgspec.to_builtins(council),
        "forms": forms,
    }


def context(config: Plain) -> Plain:
    """What the template is given."""
    return {"council": config["council"], "forms": config["forms"]}
