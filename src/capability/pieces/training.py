"""The overview for a training manager: what many readers' records say together.

State: `{"files": [{"name", "data"}], "day"}`: what was dropped, each file's bytes as base64 text, and the reader's own
day. Nothing of it is kept.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from capability.course.training import Finished, Modules, Person, overview_json
from capability.errors import first_of_each_kind
from capability.pieces.plain import plain_faults, plain_file
from capability.reading.archives import InputFile
from capability.reading.training import GatheredTraining, gather_training
from capability.text import Plain, file_name, spoken_date
from capability.writing.document import Written
from capability.writing.training import overview_csv

if TYPE_CHECKING:
    from capability.pieces.outputs.plain import PlainFile
    from capability.pieces.outputs.training import FinishedTold, Output, PersonTold

MOST_SHOWN = 300
"""People in the table of a page; files have them all."""


def configure(modules: Modules) -> Plain:
    """The piece's config, plain data: how many questions each module's quiz has."""
    return {"piece": "training", "modules": dict(modules)}


def context(config: Plain) -> Plain:
    """What the template is given."""
    return {"prefix": "training", "modules": list(config["modules"])}


def compute(config: Plain, state: Plain) -> Output:
    """What the page shows for a state, plain data."""
    files = state.get("files") or []
    read = _read(config, state)
    whole = read.overview
    shown = first_of_each_kind(read.left_out)
    return {
        "files": len(files),
        "people": [_person(person, config["modules"]) for person in whole.people[:MOST_SHOWN]],
        "more": max(0, len(whole.people) - MOST_SHOWN),
        "total": len(whole.people),
        "finished": whole.finished,
        "modules": {
            module.id: {
                "people": module.people,
                "of": len(whole.people),
                "last": spoken_date(module.last) if module.last else None,
            }
            for module in whole.modules
        },
        "left_out": plain_faults(shown),
        "left_out_count": len(read.left_out),
        "left_out_more": len(read.left_out) - len(shown),
    }


def write(config: Plain, state: Plain) -> PlainFile:
    """The overview as a file, `state["kind"]`: `csv` or `json`, as the command writes it."""
    whole = _read(config, state).overview
    text = {"csv": overview_csv, "json": overview_json}[state["kind"]](whole)
    return plain_file(Written(file_name("training", state["day"], state["kind"]), text.encode()))


def _read(config: Plain, state: Plain) -> GatheredTraining:
    files = (InputFile(file["name"], base64.b64decode(file["data"])) for file in state.get("files") or [])
    return gather_training(files, config["modules"], state.get("day") or str(datetime.now(UTC).date()))


def _person(person: Person, modules: Mapping[str, int]) -> PersonTold:
    return {
        "name": person.name,
        "count": len(person.modules),
        "saved": _short(person.saved[:10]) if person.saved else None,
        "modules": {name: _finished(done, modules[name]) for name, done in person.modules.items()},
    }


def _finished(done: Finished, questions: int) -> FinishedTold:
    day, _, year = _short(done.day).rpartition(" ")
    return {"day": day, "year": year, "best": done.best, "of": questions}


def _short(text: str) -> str:
    """A day for a narrow column, such as 2 Nov 2026."""
    day = date.fromisoformat(text)
    return f"{day.day} {day:%b} {day.year}"
