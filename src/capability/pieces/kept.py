"""What a browser keeps of each piece, by type: a page checks by its shape what it reads, and Python has the last word.

A browser's storage is shared by all pages of a host, and any of them may have written into it.
"""

from importlib import import_module
from typing import Any, TypeVar

import msgspec

Kind = TypeVar("Kind")

TYPES = {
    "response": "pieces.assessment.Kept",
    "learning": "course.learning.Record",
    "quiz": "course.learning.Quizzes",
    "exercise": "course.learning.Exercises",
    "relations": "pieces.relations.Kept",
    "roundtable": "pieces.roundtable.Kept",
    "workbench": "pieces.workbench.bench.Kept",
}
"""Where the type of what is kept stands, by what keeps it."""

OTHERS = {"quizzes": "quiz", "exercises": "exercise", "learning": "learning"}
"""Parts of a piece's state that other pieces keep."""

OWN = {"returns": "learning"}
"""Pieces whose own work is part of what another keeps."""


def type_of(name: str) -> Any:
    """The type of what is kept under a name, loaded when it is first asked for.

    >>> type_of("relations").__module__
    'capability.pieces.relations'
    """
    module, _, kind = TYPES[name].rpartition(".")
    return getattr(import_module(f"capability.{module}"), kind)


def read(kept: object, kind: type[Kind]) -> Kind | None:
    """What a browser kept as the type that it should be, or `None` where it cannot be that.

    >>> read({"a": 1}, dict[str, int]), read({"a": "x"}, dict[str, int])
    ({'a': 1}, None)
    """
    try:
        return msgspec.convert(kept, kind)
    except (msgspec.ValidationError, UnicodeEncodeError):  # half of a character pair is no text
        return None


def refused(piece: str, state: dict[str, Any]) -> list[str]:
    """The parts of a state that a browser kept and that cannot be what they should be: the page sets them aside.

    >>> refused("relations", {"kept": {"rater": "council", "ties": {"funders": None}}})
    []
    >>> refused("relations", {"kept": {"ties": {"funders": 9}}, "incoming": None})
    ['kept']
    """
    kinds = {part: _keeper_of(piece, part) for part in state}
    return [part for part, name in kinds.items() if name and read(state[part], type_of(name)) is None]


def _keeper_of(piece: str, part: str) -> str | None:
    if part.partition(":")[0] == "response":
        return "response"
    if part != "kept":
        return OTHERS.get(part)
    name = OWN.get(piece, piece)
    return name if name in TYPES else None
