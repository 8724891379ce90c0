"""The form for people outside: one question a screen, and one way to send what was said. Python works nothing out.

Whoever answers is on a phone, and paid for what it fetches: so the page does without Python, and shows no result.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from capability.course.council import Council
from capability.pieces.configs import held
from capability.rule.instrument import Instrument
from capability.text import Plain

WORDS_A_MINUTE = 200
"""How fast a grown-up reads a form that is new to them, rather slowly."""

SECONDS_A_TAP = 2

AROUND = 100
"""Words around the questions that are read once: what stands above the first, the buttons, and the last screen."""

TAPS_AT_THE_END = 3


def minutes(instrument: Instrument) -> int:
    """About how long it takes to answer, in minutes: every word of the questions is read, and every button pressed.

    It takes longer with a screen reader, and for whoever looks things up.
    """
    words = AROUND + sum(
        len(text.split()) for practice in instrument.practices for text in (practice.ask, *practice.levels)
    )
    taps = TAPS_AT_THE_END + 2 * len(instrument.practices)
    if instrument.raters:
        words += len(" ".join((instrument.raters.ask, *instrument.raters.kinds.values())).split())
        taps += 2
    seconds = words * 60 // WORDS_A_MINUTE + taps * SECONDS_A_TAP
    return max(1, (seconds + 30) // 60)


def configure(instrument: Instrument, council: Council | None = None, *, intro: Sequence[str] = ()) -> Plain:
    """The piece's config, plain data: the instrument, who asks, and what to know before."""
    return {
        "piece": "outside",
        "instrument": msgspec.to_builtins(instrument),
        "council": None if council is None else msgspec.to_builtins(council),
        "intro": list(intro),
    }


def context(config: Plain) -> Plain:
    """What the template is given."""
    instrument = held(config["instrument"], Instrument)
    return {
        "instrument": instrument,
        "council": config["council"],
        "minutes": minutes(instrument),
        "intro": config["intro"],
        "prefix": f"{instrument.id}-outside",
        "count": len(instrument.practices),
    }
