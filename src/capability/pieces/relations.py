"""The form that each actor fills for its own row: how well it works with each of the others.

State: `{"kept": {"rater", "ties"}, "incoming": null or the text of a file that the reader wants to open}`. In `ties`
stands every other actor on the form, with `null` where nothing is rated yet.
"""

from typing import Any

import msgspec

from capability.errors import CapabilityError, Fault
from capability.rule.relations import FILE, FORMAT, SCALE, SUGGESTED, read_row
from capability.text import json_object

Plain = dict[str, Any]


def configure() -> Plain:
    """The piece's config, plain data."""
    return {"piece": "relations"}


def context(_config: Plain) -> Plain:
    """What the template is given."""
    return {"prefix": "relations", "levels": SCALE, "suggested": SUGGESTED}


def compute(_config: Plain, state: Plain) -> Plain:
    """What the page shows for a state.

    Returns plain data: `rated` of `others`, what is `left_out` of the row when it is read, and `incoming`: what opening
    a file would bring. The page writes the row's file by itself, so that saving never waits for Python.
    """
    kept = state.get("kept") or {}
    ties = kept.get("ties") or {}
    rated = {name: level for name, level in ties.items() if level is not None}
    incoming = state.get("incoming")
    shown: Plain = {
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


def _incoming(kept: Plain, text: str) -> Plain:
    """What a file would bring: the names of its actors, and its ratings where they are this actor's own."""
    try:
        reading = read_row(json_object(text, "the file", FILE), "the file")
    except CapabilityError as error:
        return {"fault": _told(error.faults)}
    row = reading.row
    own = " ".join(str(kept.get("rater", "")).split())
    known = {own, *(kept.get("ties") or {})}
    return {
        "fault": None,
        "rater": row.rater,
        "is_own": own in ("", row.rater),
        "names": [name for name in sorted({row.rater, *row.ties}) if name not in known],
        "row": msgspec.to_builtins(row),
        "left_out": _told(reading.left_out),
    }


def _told(faults: tuple[Fault, ...]) -> list[Plain]:
    return [{"where": fault.where.partition(": ")[2], "what": fault.what, "hint": fault.hint} for fault in faults]
