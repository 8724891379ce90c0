"""The overview for a training manager: what many readers' records say together.

State: `{"files": [{"name", "data"}], "day", "asked", "tells", "left_off"}`: what was dropped, each file's bytes as
base64 text, the reader's own day, how many people they asked, as they typed it, what the page without names is to say:
`routes`, which is how many gave a record and finished, or `modules`; and the lines that are left off it. Nothing of it
is kept.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Container, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import msgspec

from capability.course.modules import Course
from capability.course.sheet import FEWEST_COUNTED, ModuleSheet, Sheet, Told, sheet_of
from capability.course.training import (
    Done,
    Overview,
    Person,
    RouteCount,
    Syllabus,
    asked_for,
    overview_json,
)
from capability.errors import Fault, TrainingError, first_of_each_kind
from capability.pieces.configs import held
from capability.pieces.plain import begun, plain_file
from capability.reading.archives import InputFile
from capability.reading.training import GatheredTraining, gather_training
from capability.rule.disclosure import FEWEST_IN_A_GROUP
from capability.text import Plain, file_name
from capability.writing.document import Written
from capability.writing.training import overview_csv

if TYPE_CHECKING:
    from capability.pieces.outputs.plain import PlainFault, PlainFile
    from capability.pieces.outputs.training import (
        AskedTold,
        ChangesTold,
        CountTold,
        DoneTold,
        EndsTold,
        GaveTold,
        LineTold,
        ModuleTold,
        Output,
        PersonTold,
    )

MOST_SHOWN = 300
"""People in the table of a page; files have them all."""


OUTSIDE = ("supplier", "resident-group")
"""Routes of readers who are no staff."""


def configure(syllabus: Syllabus, course: Course) -> Plain:
    """The piece's config, plain data: the course as an overview knows it, and what the routes of staff take."""
    routes = [
        {
            "id": route.id,
            "title": route.title,
            "modules": len(route.steps),
            "minutes": sum(course.minutes(step) for step in route.steps),
            "sessions": sum(step.how == "whole" for step in route.steps),
            "team": sum(course.module(step).team for step in route.steps if step.how == "whole"),
        }
        for route in course.routes
        if route.id not in OUTSIDE
    ]
    return {"piece": "training", "syllabus": msgspec.to_builtins(syllabus), "routes": routes}


def context(config: Plain) -> Plain:
    """What the template is given."""
    return {
        "prefix": "training",
        "modules": list(config["syllabus"]["modules"]),
        "routes": config["routes"],
        "fewest": FEWEST_IN_A_GROUP,
        "fewest_counted": FEWEST_COUNTED,
    }


def compute(config: Plain, state: Plain) -> Output:
    """What the page shows for a state, plain data."""
    files = state.get("files") or []
    read = _read(config, state)
    whole = read.overview
    shown = first_of_each_kind(read.left_out)
    routes = {route.id: route for route in whole.routes}
    year = _day(state)[:4]
    asked = _asked(state, whole)
    sheet = sheet_of(whole, held(config["syllabus"], Syllabus), asked["of"])
    return {
        "files": len(files),
        "people": [_person(person, whole, routes, year) for person in whole.people[:MOST_SHOWN]],
        "more": max(0, len(whole.people) - MOST_SHOWN),
        "total": len(whole.people),
        "asked": asked,
        "tells": "modules" if state.get("tells") == "modules" else "routes",
        "printable": len(whole.people) >= FEWEST_IN_A_GROUP,
        "gave": _gave(sheet.gave),
        "ends": _ends(sheet),
        "sheet": {name: _module(module) for name, module in sheet.modules.items()},
        "quizzes": {module.id: module.quiz for module in whole.modules},
        "changes": _changes(whole, state.get("left_off") or ()),
        "left_out": [_in_words(fault) for fault in shown],
        "uncounted": read.uncounted,
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
    return gather_training(files, held(config["syllabus"], Syllabus), _day(state))


def _day(state: Plain) -> str:
    return state.get("day") or str(datetime.now(UTC).date())


def _asked(state: Plain, whole: Overview) -> AskedTold:
    """How many were asked; or what is wrong with the number."""
    try:
        asked = asked_for(str(state.get("asked") or ""), whole)
    except TrainingError as error:
        return {"of": None, "fault": _in_words(error.faults[0])}
    return {"of": asked, "fault": None}


def _ends(sheet: Sheet) -> EndsTold | None:
    """How many of those on a route did all of it, and how many half or more; nothing where they are too few."""
    if sheet.whole is None or sheet.half is None:
        return None
    return {"whole": _count(sheet.whole), "half": _count(sheet.half)}


def _gave(count: Told) -> GaveTold:
    return {"exact": count.low if count.low == count.high else None, "least": count.low}


def _module(module: ModuleSheet) -> ModuleTold:
    counts = (module.quiz, module.read, module.exercise, module.answered)
    quiz, read, exercise, answered = (None if count is None else _count(count) for count in counts)
    return {"quiz": quiz, "read": read, "exercise": exercise, "answered": answered}


def _count(count: Told) -> CountTold:
    exact = count.low if count.low == count.high else None
    return {"exact": exact, "few": exact is None and count.low == 0, "many": count.high is None}


def _changes(whole: Overview, left_off: Container[str]) -> ChangesTold:
    """The lines, and whether the manager left them off the page without names; `left_off`: their words."""
    lines: list[LineTold] = [
        {"at": at, "text": text, "off": text in left_off} for at, text in enumerate(whole.told_changes)
    ]
    return {"told": lines, "shown": any(not line["off"] for line in lines)}


def _person(person: Person, whole: Overview, routes: Mapping[str, RouteCount], year: str) -> PersonTold:
    route = routes.get(person.route)
    questions = {module.id: module.questions for module in whole.modules}
    return {
        "name": person.name,
        "route": None if route is None else {"title": route.title, "done": person.steps, "of": route.modules},
        "saved": _short(person.saved[:10], year) if person.saved else None,
        "modules": {name: _done(done, questions[name], year) for name, done in person.modules.items()},
    }


def _done(done: Done, questions: int, year: str) -> DoneTold:
    day = done.day or done.read
    return {
        "quiz": bool(done.day),
        "read": bool(done.read),
        "exercise": done.exercise,
        "answered": done.answered,
        "day": _short(day, year) if day else None,
        "best": done.best,
        "of": questions,
    }


def _short(text: str, year: str) -> str:
    """A day for a narrow column, such as 2 Nov; of another year than the reader's with that, such as 2 Nov 25."""
    day = date.fromisoformat(text)
    short = f"{day.day} {day:%b}"
    return short if text[:4] == year else f"{short} {day:%y}"


def _in_words(fault: Fault) -> PlainFault:
    """A fault as sentences: each begins with a capital, and words of a file stand in quotes."""
    return {
        "where": re.sub(r":([0-9]+)$", r", line \1", fault.where),
        "what": _sentence(fault.what),
        "hint": _sentence(fault.hint),
    }


def _sentence(text: str) -> str:
    """Words as the begin of a sentence.

    >>> _sentence("`x` is no day, so `y` is not counted"), _sentence("ask again")
    ('“x” is no day, so “y” is not counted', 'Ask again')
    """
    return re.sub("`([^`]*)`", r"“\1”", begun(text))
