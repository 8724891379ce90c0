"""What several pieces tell alike, as plain data: faults, levels with their names, and files to take along."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from capability.errors import Fault, first_of_each_kind
from capability.rule.disagreement import Camp
from capability.rule.instrument import Instrument
from capability.rule.scoring import DimensionProfile, Profile
from capability.writing.document import Written

if TYPE_CHECKING:
    from capability.pieces.outputs.plain import CampTold, DimensionTold, PlainFault, PlainFile, WholeTold

ASK_PROCUREMENT = re.compile(r"\b([Aa])sk procurement\b( for\b)?")

OFFICER = "procurement-officer"
"""The route of readers who are procurement themselves."""

COUNCILLOR = "councillor"
"""The route, and the form's own role, of readers who ask others to take a step."""


def plain_faults(faults: Iterable[Fault]) -> list[PlainFault]:
    """The first faults of each kind as sentences, without their codes, which no reader needs."""
    first = first_of_each_kind(faults)
    return [{"where": fault.where, "what": begun(fault.what), "hint": begun(fault.hint)} for fault in first]


def begun(words: str) -> str:
    """Words that begin a sentence."""
    return words[:1].upper() + words[1:]


def plain_file(file: Written) -> PlainFile:
    """A file as a page takes it.

    >>> plain_file(Written("plan.md", b"# Plan"))
    {'fault': None, 'name': 'plan.md', 'data': 'IyBQbGFu'}
    """
    return {"fault": None, "name": file.name, "data": base64.b64encode(file.data).decode()}


def from_inside(words: str) -> str:
    """Words on whom to ask, for somebody who is procurement: nobody is told to ask themselves.

    >>> from_inside("Ask procurement for the last award paper."), from_inside("Then ask procurement which law applies.")
    ('Find the last award paper.', 'Then find out which law applies.')
    """
    return ASK_PROCUREMENT.sub(lambda said: ("Find" if said[1] == "A" else "find") + ("" if said[2] else " out"), words)


def level_name(instrument: Instrument, level: int | None) -> str | None:
    """The short name of a level, where there is one."""
    return None if level is None else instrument.scale[level]


def index_text(index: float | None) -> str | None:
    """An index in words: a browser would write 50.0 as 50, and the command line does not."""
    return None if index is None else f"{index:.1f}"


def dimension_told(instrument: Instrument, result: DimensionProfile) -> DimensionTold:
    """What every page tells of a dimension's result."""
    return {
        "level": result.level,
        "level_name": level_name(instrument, result.level),
        "at_most": result.at_most,
        "at_most_name": level_name(instrument, result.at_most),
        "open": result.level is not None and result.at_most != result.level,
        "only_at_most": result.level is None and result.at_most is not None,
        "answered": result.coverage.answered,
        "applicable": result.coverage.applicable,
        "evidenced": {"with": result.evidenced.with_, "of": result.evidenced.of},
        "index": index_text(result.index),
    }


def camps_told(camps: Iterable[Camp] | None) -> list[CampTold]:
    """The two camps of a practice's raters, or none."""
    return [
        {"raters": camp.raters, "low": camp.low, "high": camp.high, "wide": camp.high > camp.low}
        for camp in camps or ()
    ]


def whole_told(instrument: Instrument, profile: Profile) -> WholeTold:
    """What every page tells of all dimensions together. One without a level counts as not there, never as left out."""
    asked = [result for result in profile.dimensions if result.coverage.applicable]
    given = sum(result.level is not None for result in asked)
    return {
        "given": given,
        "without": len(asked) - given,
        "counts": [{"n": n, "count": count, "of": len(asked)} for n, count in enumerate(profile.at_or_above, 1)],
        "level": profile.level,
        "level_name": level_name(instrument, profile.level),
        "at_most": profile.at_most,
        "at_most_name": level_name(instrument, profile.at_most),
        "open": profile.level is not None and profile.at_most != profile.level,
        "only_at_most": profile.level is None and profile.at_most is not None,
    }
