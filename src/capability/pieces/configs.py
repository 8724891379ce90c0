"""What a piece's config holds, as the types that it was made from: read once, however often the piece is worked out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import msgspec

from capability.rule.instrument import Instrument
from capability.text import Plain

if TYPE_CHECKING:
    from capability.course.council import Council

Held = TypeVar("Held", bound=msgspec.Struct)


def held(part: Plain, shape: type[Held]) -> Held:
    """A part of a config as its type; for the same words the same object, so nobody may change what is inside it.

    >>> from capability.rule.context import Context
    >>> held({"nation": "wales"}, Context) is held({"nation": "wales"}, Context)
    True
    """
    whole: Held = _decoded(msgspec.json.encode(part), shape)
    return whole


def instruments_of(config: Plain) -> dict[str, Instrument]:
    """The instruments of a config, by id."""
    return {name: held(part, Instrument) for name, part in config["instruments"].items()}


def missions_of(council: Council | None) -> Plain:
    """What a config holds of a council's own missions: each in a line, or nothing at all.

    >>> missions_of(None)
    {}
    """
    return {"missions": [mission.said for mission in council.missions]} if council and council.missions else {}


@lru_cache(maxsize=32)
def _decoded(text: bytes, shape: type[Held]) -> Held:
    return msgspec.json.decode(text, type=shape)
