"""The ids that an instrument ever had: answers are kept under them, so none is lost and none is used twice.

They stand in `released/ID.txt` beside the instrument, one a line. Without such a file nothing is asked.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from capability.errors import MOST_OF_A_KIND, CapabilityError, Fault, did_you_mean
from capability.reading.text import read_text
from capability.rule.instrument import Instrument, items

HEADER = "# Ids of {name} that saved answers may have. `capability check --release` adds new ones. Take none out.\n"
LIMIT = 200_000
"""Largest list of ids that is read, in bytes."""


def list_of(path: Path) -> Path:
    """Where an instrument's released ids are listed."""
    return path.parent / "released" / f"{path.stem}.txt"


def released_ids(path: Path) -> list[str]:
    """The ids of an instrument that were ever released, in order; none where there is no list.

    Raises `CapabilityError` for a list that cannot be read.
    """
    listed = list_of(path)
    if not listed.is_file():
        return []
    lines = [line.strip() for line in read_text(listed, LIMIT, CapabilityError).splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def ids_of(content: Any) -> Iterator[str]:
    """The ids of an instrument as plain data: each dimension's, and after it those of its practices."""
    for dimension in items(content, "dimensions"):
        for entry in (dimension, *items(dimension, "practices")):
            if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                yield entry["id"]


def lost(path: Path, content: Any) -> Iterator[Fault]:
    """Ids that were released, and are neither there nor under `retired`."""
    try:
        before = released_ids(path)
    except CapabilityError as error:
        yield from error.faults
        return
    now = dict.fromkeys(ids_of(content))
    kept = {*now, *map(str, items(content, "retired"))}
    known = set(before)
    new = {dots: [name for name in now if name not in known and name.count(".") == dots] for dots in (0, 1)}
    gone = [name for name in before if name not in kept]
    for i, name in enumerate(gone):
        near = str(did_you_mean(name, new.get(name.count("."), []))) if i < MOST_OF_A_KIND else ""
        renamed = f"{near} An id never changes: give it back" if near.endswith("?") else "put it back"
        what = f"`{name}` was released and is gone, and saved answers with it"
        yield Fault("lost-id", "retired", what, f"{renamed}, or put `{name}` under `retired`")


def release(path: Path, instrument: Instrument) -> list[str]:
    """Add the ids of an instrument to its list, and make the list where there is none. Gives those that were added."""
    listed, before = list_of(path), set(released_ids(path))
    added = [
        name
        for dimension in instrument.dimensions
        for name in (dimension.id, *(practice.id for practice in dimension.practices))
        if name not in before
    ]
    if added:
        listed.parent.mkdir(exist_ok=True)
        text = listed.read_text("utf-8") if listed.is_file() else HEADER.format(name=path.name)
        listed.write_text(text + "".join(f"{name}\n" for name in added), "utf-8")
    return added
