"""My learning: how far a reader is with each module, what next, what moved since the start, and a record to print.

State: `{"kept": a record as in `capability.learning`, "quizzes": {chapter: …}, "exercises": {chapter: …},
"response:INSTRUMENT": a response, "incoming": null or a file's text}`. Apart from `kept` it belongs to other pieces,
which keep it in the same browser.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

import msgspec

from capability.course.learning import Progress, QuizResult, Record, advise, moved, progress, read_file, snapshot
from capability.course.modules import Course
from capability.errors import CapabilityError, LearningError
from capability.pieces.configs import held, instruments_of
from capability.rule.instrument import COUNCIL, Instrument
from capability.rule.response import FORMAT, Answer, Response, read_object
from capability.rule.scoring import score

Plain = dict[str, Any]
Kind = TypeVar("Kind")


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
        "minutes": _minutes(course),
    }


def routes(config: Plain) -> Plain:
    """What the template of the routes is given; nothing in it is worked out later."""
    course = held(config["course"], Course)
    return {"prefix": "routes", "course": course, "minutes": _minutes(course)}


def _minutes(course: Course) -> dict[str, int]:
    """Minutes that each route takes, by its id."""
    return {route.id: sum(course.minutes(step) for step in route.steps) for route in course.routes}


def compute(config: Plain, state: Plain) -> Plain:
    """What the page shows for a state.

    Returns plain data: `modules` by id with what was done, `totals`, the `next` module with the practices that speak
    for it, the `pulse` as it is now, `moves` since the start, the route's `left` minutes, and `incoming`: what opening
    a file would bring.
    """
    course = held(config["course"], Course)
    instruments = instruments_of(config)
    record = _as(state.get("kept"), Record) or Record()
    responses = {name: _response(state.get(f"response:{name}"), instrument) for name, instrument in instruments.items()}
    done = [
        progress(
            module,
            record,
            _as(_inside(state, "quizzes", module.id), QuizResult),
            _inside(state, "exercises", module.id) is not None,
            responses[module.slice.instrument].answers,
            instruments[module.slice.instrument],
        )
        for module in course.modules
    ]
    profiles = [(instruments[name], score(instruments[name], responses[name])) for name in instruments]
    route = next((route for route in course.routes if route.id == record.route), None)
    advice = advise(course, done, profiles, [step.module for step in route.steps] if route else ())
    pulse = instruments[COUNCIL]
    now = snapshot(pulse, responses[COUNCIL].answers, date.today().isoformat())
    incoming = state.get("incoming")
    return {
        "modules": {one.id: _row(one, config["questions"].get(one.id, 0)) for one in done},
        "totals": {
            "read": sum(one.read is not None for one in done),
            "quizzes": sum(one.best is not None for one in done),
            "exercises": sum(one.exercise for one in done),
            "of": len(done),
        },
        "begun": any(one.begun for one in done),
        "route": None if route is None else route.id,
        "left": None if route is None else sum(course.minutes(s) for s in route.steps if s.module not in record.read),
        "next": None
        if advice is None
        else {"module": advice.module, "practices": _titles(advice.practices, instruments)},
        "pulse": msgspec.to_builtins(now),
        "pulse_count": len(now.answers),
        "moves": _moves(pulse, record, now.answers),
        "incoming": None if incoming is None else _incoming(incoming, state, instruments),
    }


def _row(one: Progress, questions: int) -> Plain:
    return {
        "read": one.read,
        "best": one.best,
        "questions": questions,
        "answered": one.answered,
        "of": one.of,
        "exercise": one.exercise,
    }


def _titles(practices: tuple[str, ...], instruments: Mapping[str, Instrument]) -> list[str]:
    known = {practice.id: practice.title for one in instruments.values() for practice in one.practices}
    return [known[practice] for practice in practices[:4]]


def _moves(pulse: Instrument, record: Record, now: Mapping[str, Answer]) -> Plain | None:
    if record.start is None:
        return None
    found = moved(pulse, record.start.answers, now if record.end is None else record.end.answers)
    counts = {move: sum(one.move == move for one in found) for move in ("up", "down", "same", "unclear")}
    return {**counts, "rows": {one.id: {"before": one.before, "after": one.after, "move": one.move} for one in found}}


# --- what a browser or a file holds ---------------------------------------------------------------------------------


def _as(found: object, kind: type[Kind]) -> Kind | None:
    """What a browser kept as the type that it should be; what cannot be that counts as nothing, and stays kept."""
    try:
        return msgspec.convert(found, kind)
    except msgspec.ValidationError:
        return None


def _inside(state: Plain, part: str, name: str) -> object:
    found = state.get(part)
    return found.get(name) if isinstance(found, dict) else None


def _response(found: object, instrument: Instrument) -> Response:
    blank = Response(format=FORMAT, instrument=instrument.id, version=instrument.version, answers={})
    try:
        return read_object(found, instrument).response if isinstance(found, dict) else blank
    except CapabilityError:
        return blank


def _incoming(text: str, state: Plain, instruments: Mapping[str, Instrument]) -> Plain:
    """What a file would bring: counts, and the state with it, whichever side the reader lets win."""
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
        **{f"response:{name}": msgspec.to_builtins(found) for name, found in answers.items()},
    }
    return {
        "fault": None,
        **_counts(mine, theirs),
        "theirs": {part: _joined(part, mine.get(part, {}), found) for part, found in theirs.items()},
        "mine": {part: _joined(part, found, mine.get(part, {})) for part, found in theirs.items()},
    }


def _mine(state: Plain, instruments: Mapping[str, Instrument]) -> Plain:
    parts = ["kept", "quizzes", "exercises", *(f"response:{name}" for name in instruments)]
    return {part: found for part in parts if isinstance(found := state.get(part), dict)}


def _entries(part: str, found: Plain) -> Plain:
    """What stands for itself in a part: each answer, each day, each chapter's quiz or exercise."""
    if part.startswith("response:"):
        return found.get("answers") or {}
    if part == "kept":
        return {
            **(found.get("read") or {}),
            **{name: found[name] for name in ("start", "end", "name") if found.get(name)},
        }
    return found


def _counts(mine: Plain, theirs: Plain) -> Plain:
    new = differ = 0
    for part, found in theirs.items():
        here = _entries(part, mine.get(part, {}))
        for name, entry in _entries(part, found).items():
            new += name not in here
            differ += name in here and here[name] != entry
    return {"new": new, "differ": differ}


def _joined(part: str, under: Plain, over: Plain) -> Plain:
    """Two sides of one part as one; where both have an entry, that of `over`."""
    inner = "answers" if part.startswith("response:") else "read" if part == "kept" else None
    joined = {**under, **over}
    if inner is not None:
        joined[inner] = {**(under.get(inner) or {}), **(over.get(inner) or {})}
    return joined
