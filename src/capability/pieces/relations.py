"""The form that each actor fills for its own row: how well it works with each of the others.

State: `{"kept": {"rater", "ties"}, "incoming": null or the text of a file that the reader wants to open}`. In `ties`
stands every other actor on the form, with `null` where nothing is rated yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from capability.errors import CapabilityError, Fault
from capability.pieces.plain import plain_faults
from capability.reading.archives import InputFile
from capability.reading.letters import answers_in, is_letter
from capability.rule.relations import FILE, FORMAT, SCALE, SUGGESTED, read_row
from capability.rule.response import Level
from capability.text import Plain, json_object, name_key

if TYPE_CHECKING:
    from capability.course.council import Council
    from capability.pieces.outputs.plain import PlainFault
    from capability.pieces.outputs.relations import Incoming, Output


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The row as it is filled in: a name as it is typed, and every other actor, rated or not yet."""

    rater: str = ""
    ties: dict[str, Level | None] = {}


def configure(council: Council | None = None) -> Plain:
    """The piece's config, plain data: who asks."""
    return {"piece": "relations", "council": None if council is None else msgspec.to_builtins(council)}


def context(config: Plain) -> Plain:
    """What the template is given."""
    return {"prefix": "relations", "levels": SCALE, "suggested": SUGGESTED, "council": config["council"]}


def compute(_config: Plain, state: Plain) -> Output:
    """What the page shows for a state, plain data."""
    kept = state.get("kept") or {}
    ties = kept.get("ties") or {}
    rated = {name: level for name, level in ties.items() if level is not None}
    incoming = state.get("incoming")
    shown: Output = {
        "rated": len(rated),
        "others": len(ties),
        "left_out": [],
        "incoming": None if incoming is None else _incoming(kept, incoming),
    }
    if not str(kept.get("rater", "")).strip():
        return shown
    try:
        reading = read_row({"format": FORMAT, "rater": kept["rater"], "ties": rated}, "form")
    except CapabilityError as error:
        return {**shown, "left_out": _told(error.faults)}
    return {**shown, "left_out": _told(reading.left_out)}


def _incoming(kept: Plain, text: str) -> Incoming:
    """What a file would bring; nothing is changed here."""
    try:
        reading = read_row(_opened(text), "the file")
    except CapabilityError as error:
        return {"fault": _told(error.faults)}
    own = " ".join(str(kept.get("rater", "")).split())
    known = {name_key(name): name for name in (own, *(kept.get("ties") or {}))}
    # An actor that the form has already is rated under the name that it has there.
    ties = {known.get(name_key(name), name): level for name, level in reading.row.ties.items()}
    row = msgspec.structs.replace(reading.row, ties=ties)
    return {
        "fault": None,
        "rater": row.rater,
        "is_own": not own or name_key(own) == name_key(row.rater),
        "names": [name for name in sorted({row.rater, *row.ties}) if name_key(name) not in known],
        "row": msgspec.to_builtins(row),
        "left_out": _told(reading.left_out),
    }


def _opened(text: str) -> Plain:
    """The row in a file: the first that is sealed in it, where the file is a text that people read."""
    data = text.encode("utf-8", "surrogatepass")
    if is_letter(data):
        return next(answers_in(InputFile("the file", data)))
    return json_object(text, "the file", FILE)


def _told(faults: Iterable[Fault]) -> list[PlainFault]:
    """Faults without the name of the file: there is one alone."""
    return [{**fault, "where": fault["where"].partition(": ")[2]} for fault in plain_faults(faults)]
