"""The form for people outside: one question a screen, and one way to send what was said. Python works nothing out.

Whoever answers is on a phone, and paid for what it fetches: so the page does without Python, and shows no result.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import msgspec

from capability.course.council import Council
from capability.pieces.configs import held
from capability.rule.instrument import Instrument, Practice
from capability.text import Plain

READS = 200
"""Words a minute that anybody reads of a form that is new to them; not quickly."""

READS_AT_WORK = 230
"""The same for whoever answers for a firm or a charity."""

READS_SLOWLY = 110
"""Words a minute of a tenant, as played in that role, who reads each line with care."""

MINUTES_TO_SEND = 2
"""For an email that is opened and sent, or a file that is looked for; for whoever is slow."""

SECONDS_A_TAP = 2

AROUND = 300
"""Words around the questions, each read once: what stands on the first screen, the buttons, and the last screen."""

TAPS_AT_THE_END = 3


def minutes(instrument: Instrument, *, after_no: bool = False) -> int:
    """About how many minutes it takes to answer, if every word is read once and every button pressed.

    It takes longer with a screen reader, and for whoever looks things up; and less `after_no`, where the gate leaves
    questions out.
    """
    practices = asked_after_no(instrument) if after_no else instrument.practices
    words = AROUND + _words(*instrument.words.values())
    words += sum(_words(practice.ask, *practice.levels) for practice in practices)
    taps = TAPS_AT_THE_END + 2 * len(practices)
    if instrument.gate:
        words += _words(instrument.gate.ask)
        taps += 2
    if instrument.case:
        words += _words(instrument.case.ask, *instrument.case.offers)
        taps += 2
    if instrument.raters:
        words += _words(instrument.raters.ask, *instrument.raters.kinds.values())
        taps += 2
    seconds = words * 60 // reading_speed(instrument) + taps * SECONDS_A_TAP
    return max(1, (seconds + 30) // 60)


def asked_after_no(instrument: Instrument) -> tuple[Practice, ...]:
    """The practices that are asked of whoever says no at the gate."""
    left_out = instrument.gate.leaves_out if instrument.gate else ()
    return tuple(practice for practice in instrument.practices if practice.id not in left_out)


def longest(least: int) -> int:
    """Minutes for whoever reads slowly, to where it is sent.

    >>> longest(5), longest(8)
    (12, 17)
    """
    return ceil(least * READS / READS_SLOWLY) + MINUTES_TO_SEND


def reading_speed(instrument: Instrument) -> int:
    """Words a minute; who is asked what kind of firm they run answers at work."""
    return READS_AT_WORK if instrument.raters else READS


def _words(*texts: str) -> int:
    return sum(len(text.split()) for text in texts)


def configure(
    instrument: Instrument, council: Council | None = None, *, intro: Sequence[str] = (), not_for: str = ""
) -> Plain:
    """The piece's config, plain data: the instrument, who asks, what to know before, and what the form is not for."""
    return {
        "piece": "outside",
        "instrument": msgspec.to_builtins(instrument),
        "council": None if council is None else msgspec.to_builtins(council),
        "intro": list(intro),
        "not_for": not_for,
    }


def context(config: Plain) -> Plain:
    """What the template is given."""
    instrument = held(config["instrument"], Instrument)
    after_no = asked_after_no(instrument)
    numbers = [str(i) for i, practice in enumerate(instrument.practices, 1) if practice not in after_no]
    return {
        "instrument": instrument,
        "council": config["council"],
        "minutes": minutes(instrument),
        "longest": longest(minutes(instrument)),
        "intro": config["intro"],
        "not_for": config["not_for"],
        "prefix": f"{instrument.id}-outside",
        "count": len(instrument.practices),
        "firsts": firsts(instrument),
        "say": {first.practice: first for first in instrument.first},
        "after_no": {"count": len(after_no), "minutes": minutes(instrument, after_no=True)},
        "gated": " and ".join([", ".join(numbers[:-1]), numbers[-1]] if len(numbers) > 1 else numbers),
    }


def firsts(instrument: Instrument) -> list[Practice]:
    """What may come first on the last screen: those that the instrument names, in its order; last, whatever is said.

    The last is the first essential: what follows from it is worth asking for at any level.
    """
    usual = next(practice for practice in instrument.practices if practice.essential)
    known = {practice.id: practice for practice in instrument.practices}
    return [*(known[first.practice] for first in instrument.first if first.practice != usual.id), usual]
