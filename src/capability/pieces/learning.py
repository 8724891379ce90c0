"""My learning: how far a reader is with each module, what next, what moved since the start, and a record to print.

State: `{"kept": a record as in `capability.learning`, "quizzes": {chapter: …}, "exercises": {chapter: …},
"response:INSTRUMENT": a response, "incoming": null or a file's text}`. Apart from `kept` it belongs to other pieces,
which keep it in the same browser.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import msgspec

from capability.course.learning import (
    LONGEST_CHANGE,
    Advice,
    ExerciseEntry,
    Progress,
    QuizResult,
    Record,
    Snapshot,
    advise,
    moved,
    progress,
    read_file,
    snapshot,
)
from capability.course.modules import Course, Route, RouteStep
from capability.course.training import Done, Syllabus, modules_of, record_of, steps_done, syllabus_of, to_json
from capability.course.worksheets import listed
from capability.errors import CapabilityError, LearningError
from capability.pieces.configs import held, instruments_of
from capability.pieces.kept import read
from capability.pieces.plain import OFFICER, plain_faults, plain_file
from capability.rule.instrument import COUNCIL, Instrument
from capability.rule.response import FORMAT, Answer, Response, read_object
from capability.text import Plain, file_name, is_day
from capability.writing.document import Written
from capability.writing.own_plan import write_own_plan

if TYPE_CHECKING:
    from capability.pieces.outputs.learning import (
        Answered,
        DoneTold,
        Incoming,
        Left,
        ModuleDone,
        Moves,
        NextStep,
        Output,
    )
    from capability.pieces.outputs.plain import PlainFile

WEEK = 7
"""So many days after a start it is worth a look again."""

Kept = TypeVar("Kept", bound=msgspec.Struct)


def configure(course: Course, questions: Mapping[str, int], instruments: Mapping[str, Instrument]) -> Plain:
    """The piece's config, plain data; `questions`: how many each chapter's quiz has."""
    asked = {module.slice.instrument for module in course.modules} | {COUNCIL}
    return {
        "piece": "learning",
        "course": msgspec.to_builtins(course),
        "questions": dict(questions),
        "instruments": {name: msgspec.to_builtins(instruments[name]) for name in sorted(asked)},
    }


def context(config: Plain) -> Plain:
    """What the template is given."""
    course = held(config["course"], Course)
    instruments = instruments_of(config)
    return {
        "prefix": "learning",
        "course": course,
        "questions": config["questions"],
        "scale": instruments[COUNCIL].scale,
        "pulse": [practice for practice in instruments[COUNCIL].practices if practice.essential],
        "practices": {p.id: p.title for instrument in instruments.values() for p in instrument.practices},
        "responses": {name: instrument.version for name, instrument in instruments.items()},
        "titles": {name: instrument.title for name, instrument in instruments.items()},
        "minutes": _minutes(course),
        "longest_change": LONGEST_CHANGE,
    }


def routes(config: Plain) -> Plain:
    """What the template of the routes is given; nothing in it is worked out later."""
    course = held(config["course"], Course)
    return {"prefix": "routes", "course": course, "minutes": _minutes(course), "short": config.get("short", False)}


def role(config: Plain) -> Plain:
    """What a page's foot is given: the routes that lead over its module, and where it stands in each; and others.

    The page of the routes stands on none of them: as any off a route, it leads to the first module that is not read.
    """
    course, page = held(config["course"], Course), config["page"]
    has_way = page == "routes" or any(module.id == page for module in course.modules)
    places = [(route, route.at(page)) for route in course.routes if has_way]
    return {
        "course": course,
        "page": page,
        "ways": [(route, place) for route, place in places if place is not None],
        "off": [route for route, place in places if place is None],
    }


def _minutes(course: Course) -> dict[str, int]:
    """Minutes that each route takes, by its id."""
    return {route.id: sum(course.minutes(step) for step in route.steps) for route in course.routes}


def compute(config: Plain, state: Plain) -> Output:
    """What the page shows for a state, plain data."""
    course = held(config["course"], Course)
    instruments = instruments_of(config)
    record = read(state.get("kept"), Record) or Record()
    responses = {name: _response(state.get(f"response:{name}"), instrument) for name, instrument in instruments.items()}
    done = _progress(course, instruments, record, responses, state)
    route = next((route for route in course.routes if route.id == record.route), None)
    steps = () if route is None else route.steps
    both = [(instruments[name], responses[name]) for name in instruments]
    advice = advise(course, done, both, [step.module for step in steps])
    pulse = instruments[COUNCIL]
    now = snapshot(pulse, responses[COUNCIL].answers, date.today().isoformat())
    answered: dict[str, Answered] = {
        name: {
            "count": sum(practice.id in responses[name].answers for practice in instrument.practices),
            "of": len(instrument.practices),
        }
        for name, instrument in instruments.items()
    }
    incoming = state.get("incoming")
    syllabus = syllabus_of(course, config["questions"])
    plain, scored = (_modules(record, state, done, syllabus, scores=scores) for scores in (False, True))
    return {
        "modules": {module.id: _module_done(module, config["questions"].get(module.id, 0)) for module in done},
        "totals": {
            "read": sum(module.read is not None for module in done),
            "quizzes": sum(module.best is not None for module in done),
            "exercises": sum(module.exercise for module in done),
            "of": len(done),
        },
        "answered": answered,
        "questioned": any(answers["count"] for answers in answered.values()),
        "begun": any(module.begun for module in done) or any(answers["count"] for answers in answered.values()),
        "route": None if route is None else route.id,
        "left": None if route is None else _left(course, route, done),
        "next": None
        if advice is None
        else _next(
            course,
            steps,
            advice,
            _titles(advice.practices, instruments),
            _pointed_to(config, responses[COUNCIL], record, advice),
        ),
        "pulse": msgspec.to_builtins(now),
        "pulse_count": _pulse_count(pulse, record, now),
        "pulse_known": sum(isinstance(answer.level, int) for answer in now.answers.values()),
        "pulse_unknown": sum(answer.level == "unknown" for answer in now.answers.values()),
        "moves": _moves(pulse, record, now.answers),
        "unmoved": record.route == OFFICER and not _is_to_be_told(pulse, record, now),
        "training": {name: _told(entry, scored[name]) for name, entry in plain.items()},
        "on_route": None if route is None else {"done": steps_done(route, plain), "of": len(route.steps)},
        "incoming": None if incoming is None else _incoming(incoming, state, instruments),
    }


def _pulse_count(pulse: Instrument, record: Record, now: Snapshot) -> int:
    """How many questions of the pulse are answered, if it was taken: a start is kept, or half of it is answered.

    Modules ask the same questions, so a few answers do not say that the pulse was ever opened.
    """
    asked = sum(practice.essential for practice in pulse.practices)
    return len(now.answers) if record.start is not None or 2 * len(now.answers) >= asked else 0


def write(config: Plain, state: Plain) -> PlainFile:
    """A record for whoever plans training, with the scores of quizzes if `state["scores"]`; needs a name in it."""
    course, instruments = held(config["course"], Course), instruments_of(config)
    record = read(state.get("kept"), Record) or Record()
    responses = {name: _response(state.get(f"response:{name}"), instrument) for name, instrument in instruments.items()}
    syllabus = syllabus_of(course, config["questions"])
    done = _progress(course, instruments, record, responses, state)
    modules = _modules(record, state, done, syllabus, scores=bool(state.get("scores")))
    try:
        made = record_of(record, modules, syllabus, str(state.get("moment") or ""))
    except CapabilityError as error:
        return {"fault": plain_faults(error.faults)}
    name = file_name("training-record", state["day"], "json", made.name)
    return plain_file(Written(name, to_json(made).encode()))


def write_plan(config: Plain, state: Plain) -> PlainFile:
    """The reader's own plan as a file of `state["kind"]`: a table, a text, or a calendar, which needs a date."""
    record = read(state.get("kept"), Record) or Record()
    homes = {name: _response(state.get(f"response:{name}"), of).id for name, of in instruments_of(config).items()}
    try:
        return plain_file(write_own_plan(record.plan, state["kind"], str(state.get("moment") or state["day"]), homes))
    except CapabilityError as error:
        return {"fault": plain_faults(error.faults)}


def _progress(
    course: Course,
    instruments: Mapping[str, Instrument],
    record: Record,
    responses: Mapping[str, Response],
    state: Plain,
) -> list[Progress]:
    """How far the reader is with each module."""
    return [
        progress(
            module,
            record,
            read(_inside(state, "quizzes", module.id), QuizResult),
            _is_own(_inside(state, "exercises", module.id)),
            responses[module.slice.instrument].answers,
            instruments[module.slice.instrument],
        )
        for module in course.modules
    ]


def _modules(
    record: Record, state: Plain, done: Iterable[Progress], syllabus: Syllabus, *, scores: bool
) -> dict[str, Done]:
    """What a record for whoever plans training tells of each module."""
    answered = {module.id for module in done if module.answered == module.of}
    quizzes, exercises = _read_all(state, "quizzes", QuizResult), _read_all(state, "exercises", ExerciseEntry)
    return modules_of(record, quizzes, exercises, answered, syllabus, scores=scores)


def _told(done: Done, scored: Done) -> DoneTold:
    return {
        "day": done.day or None,
        "scored_day": scored.day or None,
        "read": done.read or None,
        "exercise": done.exercise,
        "answered": done.answered,
        "best": scored.best,
    }


def _read_all(state: Plain, part: str, shape: type[Kept]) -> dict[str, Kept]:
    """What can be read of a part that a browser keeps, by chapter."""
    kept = state.get(part)
    entries = {name: read(entry, shape) for name, entry in (kept if isinstance(kept, dict) else {}).items()}
    return {name: entry for name, entry in entries.items() if entry is not None}


def _module_done(module: Progress, questions: int) -> ModuleDone:
    return {
        "read": module.read,
        "best": module.best,
        "questions": questions,
        "answered": module.answered,
        "of": module.of,
        "exercise": module.exercise,
        "begun": module.begun,
    }


def _next(
    course: Course, steps: tuple[RouteStep, ...], advice: Advice, practices: list[str], other: str | None
) -> NextStep:
    """How a module is to be taken, and its minutes: as the route says, or the whole of it."""
    module = advice.module
    step = next((step for step in steps if step.module == module), RouteStep(module=module, how="whole"))
    return {
        "module": module,
        "on_route": advice.on_route,
        "result_points_to": other,
        "how": step.how,
        "minutes": course.minutes(step),
        "practices": practices,
    }


def _pointed_to(config: Plain, response: Response, record: Record, advice: Advice) -> str | None:
    """The module of the step that the council's result takes first, where the reader's route goes to another one."""
    if not (advice.on_route and response.answers):
        return None
    from capability.pieces import assessment  # here alone: whoever has no route, or no answers, need not wait for it

    instrument = config["instruments"][COUNCIL]
    asked = {"instrument": instrument, "dimensions": [dimension["id"] for dimension in instrument["dimensions"]]}
    state = {"response": msgspec.to_builtins(response), "learning": msgspec.to_builtins(record)}
    told = assessment.compute({**asked, "form": "pulse"}, state)
    if told.get("fuller"):
        told = assessment.compute({**asked, "form": "full"}, state)
    first = next(iter(told.get("first", [])), None)
    return first["module"] if first and first["module"] != advice.module else None


def _left(course: Course, route: Route, done: Iterable[Progress]) -> Left:
    """The time that a route still takes: of each of its modules what was not done yet."""
    ended = {module.id: module for module in done}
    minutes = sum(ended[step.module].left(course.module(step), step) for step in route.steps)
    return {"any": minutes > 0, "hours": minutes // 60, "minutes": minutes % 60}


def _titles(practices: tuple[str, ...], instruments: Mapping[str, Instrument]) -> list[str]:
    titles = {practice.id: practice.title for used in instruments.values() for practice in used.practices}
    return [titles[practice] for practice in practices[:4]]


def _is_to_be_told(pulse: Instrument, record: Record, now: Snapshot) -> bool:
    """Whether something moved since a start was kept, an end was kept, or a week has passed."""
    if record.start is None or not is_day(record.start.saved):
        return False
    days = (date.fromisoformat(now.saved) - date.fromisoformat(record.start.saved)).days
    moves = {practice.move for practice in moved(pulse, record.start.answers, now.answers)}
    return record.end is not None or days >= WEEK or bool(moves & {"up", "down"})


def _moves(pulse: Instrument, record: Record, now: Mapping[str, Answer]) -> Moves | None:
    if record.start is None:
        return None
    practices = moved(pulse, record.start.answers, now if record.end is None else record.end.answers)
    counts = Counter(practice.move for practice in practices)
    return {
        "up": counts["up"],
        "down": counts["down"],
        "same": counts["same"],
        "unclear": counts["unclear"],
        "rows": {
            practice.id: {"before": practice.before, "after": practice.after, "move": practice.move}
            for practice in practices
        },
    }


# --- what a browser or a file holds ---------------------------------------------------------------------------------


def _inside(state: Plain, part: str, name: str) -> object:
    entries = state.get(part)
    return entries.get(name) if isinstance(entries, dict) else None


def _is_own(kept: object) -> bool:
    entry = read(kept, ExerciseEntry)
    return entry is not None and entry.own


def _response(kept: object, instrument: Instrument) -> Response:
    blank = Response(format=FORMAT, instrument=instrument.id, version=instrument.version, answers={})
    try:
        return read_object(kept, instrument).response if isinstance(kept, dict) else blank
    except CapabilityError:
        return blank


def _incoming(text: str, state: Plain, instruments: Mapping[str, Instrument]) -> Incoming:
    """What a file would bring; nothing is changed here."""
    try:
        file = read_file(text)
        answers = {
            name: read_object(msgspec.to_builtins(response), instruments[name]).response
            for name, response in file.responses.items()
            if name in instruments
        }
    except LearningError as error:
        return {"fault": error.faults[0].code, "what": str(error.faults[0])}
    except CapabilityError as error:
        return {"fault": "bad-value", "what": str(error.faults[0])}
    mine = _mine(state, instruments)
    theirs = {
        "kept": msgspec.to_builtins(file.record),
        "quizzes": msgspec.to_builtins(file.quizzes),
        "exercises": msgspec.to_builtins(file.exercises),
        **{f"response:{name}": msgspec.to_builtins(response) for name, response in answers.items()},
    }
    new, differ = _counts(mine, theirs)
    return {
        "fault": None,
        "new": new,
        "differ": differ,
        "theirs": {part: _joined(part, mine.get(part, {}), brought) for part, brought in theirs.items()},
        "mine": {part: _joined(part, brought, mine.get(part, {})) for part, brought in theirs.items()},
    }


def _mine(state: Plain, instruments: Mapping[str, Instrument]) -> Plain:
    parts = ["kept", "quizzes", "exercises", *(f"response:{name}" for name in instruments)]
    return {part: kept for part in parts if isinstance(kept := state.get(part), dict)}


def _entries(part: str, kept: Plain) -> Plain:
    """What stands for itself in a part: each answer, each day, each chapter's quiz or exercise."""
    if part.startswith("response:"):
        return kept.get("answers") or {}
    if part == "kept":
        return {
            **(kept.get("read") or {}),
            **{
                f"{name}/{practice}": step
                for name, steps in (kept.get("plan") or {}).items()
                for practice, step in steps.items()
            },
            **{f"return of {day}": given for day, given in (kept.get("returns") or {}).items()},
            **{name: kept[name] for name in ("start", "end", "name", "change") if kept.get(name)},
        }
    if part == "exercises":
        return {name: listed(entry["inputs"]) for name, entry in kept.items()}
    return kept


def _counts(mine: Plain, theirs: Plain) -> tuple[int, int]:
    """How many entries of a file are new here, and how many differ from what is here."""
    new = differ = 0
    for part, brought in theirs.items():
        here = _entries(part, mine.get(part, {}))
        for name, entry in _entries(part, brought).items():
            new += name not in here
            differ += name in here and here[name] != entry
    return new, differ


def _joined(part: str, under: Plain, over: Plain) -> Plain:
    """Two sides of one part as one; where both have an entry, that of `over`."""
    inner = "answers" if part.startswith("response:") else "read" if part == "kept" else None
    joined = {**under, **over}
    if inner is not None:
        joined[inner] = {**(under.get(inner) or {}), **(over.get(inner) or {})}
    if part == "kept":
        below, above = under.get("plan") or {}, over.get("plan") or {}
        plan = {name: {**below.get(name, {}), **above.get(name, {})} for name in {**below, **above}}
        returns = {**(under.get("returns") or {}), **(over.get("returns") or {})}
        joined |= {name: part for name, part in (("plan", plan), ("returns", returns)) if part}
    return joined
