"""A record that a reader makes for whoever plans training, and what many of them say together.

It says who finished which module, and when; how many questions were right only if its reader wants that; and nothing
else. Nobody checks it: readers say it of themselves.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from capability.course.learning import QuizResult, Record, finished
from capability.course.modules import Chapter
from capability.errors import Fault, TrainingError, did_you_mean
from capability.rule.instrument import Date
from capability.text import FileKind, Plain, is_day, json_text, name_key, of_kind, one_line

FORMAT = "capability-training/1"
FILE = FileKind(
    FORMAT,
    "choose a record that a reader saved for whoever plans training, on My learning",
    code="not-training",
    error=TrainingError,
    mend="have it saved anew, on My learning",
)

LONGEST_NAME = 120
"""Characters of a name or a staff number."""

DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(f"{DAY.pattern}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}Z")

SAVE_ANEW = "ask for the record again, as My learning saves it"

Modules = Mapping[str, int]
"""The modules of the course in order, each with how many questions its quiz has."""


class Finished(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """One finished module: the day, and the most questions that were right in one go, if its reader wants to say it."""

    day: Date
    best: Annotated[int, Meta(ge=0)] | None = None


class TrainingRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A reader's record: `name` is a name or a staff number, `saved` the moment of saving."""

    format: Literal["capability-training/1"]
    saved: Annotated[str, Meta(max_length=40)]
    name: Annotated[str, Meta(min_length=1, max_length=LONGEST_NAME)]
    modules: dict[Chapter, Finished]


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One person by their latest record; without a time that can be, `saved` is empty."""

    name: str
    saved: str
    modules: dict[str, Finished]


class ModuleCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many people finished a module, and the last day on which one did."""

    id: str
    questions: int
    people: int
    last: str | None


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """What records say together: people by name, modules in the order of the course, and how often one was finished."""

    people: tuple[Person, ...]
    modules: tuple[ModuleCount, ...]
    finished: int


def record_of(
    record: Record, quizzes: Mapping[str, QuizResult], modules: Modules, *, scores: bool, saved: str
) -> TrainingRecord:
    """The record of what a reader finished, under the name that they gave; scores only if they want that.

    Raises `TrainingError` where there is no name.
    """
    name = one_line(record.name)[:LONGEST_NAME].strip()
    if not name:
        what, hint = "there is no name and no staff number", "write one, so that it can be told from others"
        raise TrainingError(Fault("no-name", "the record", what, hint))
    done = {
        module: Finished(day=day, best=quizzes[module].best if scores else None)
        for module, day in finished(record, quizzes).items()
        if module in modules
    }
    return TrainingRecord(format="capability-training/1", saved=saved, name=name, modules=done)


def to_json(record: TrainingRecord) -> str:
    """A record as the text of its file."""
    return json_text(msgspec.to_builtins(record))


class Reading(msgspec.Struct, frozen=True):
    """A record as a person, and what in it could not be read; each is told, and the rest counts."""

    person: Person
    faults: tuple[Fault, ...]


def read_record(plain: object, where: str, modules: Modules, today: str) -> Reading:
    """Read a record that anybody may have changed by hand; `today` is the last day on which something can have been.

    Raises `TrainingError` for what is no record, and for one without a name or without modules.

    >>> modules = {"01-x": {"day": "2026-13-01"}}
    >>> plain = {"format": FORMAT, "saved": "2026-11-20T09:00:00Z", "name": "A", "modules": modules}
    >>> [str(fault) for fault in read_record(plain, "a.json", {"01-x": 6}, "2026-11-27").faults]
    ['a.json: modules.01-x: `2026-13-01` is no day, so this module is not counted. Hint: ask for the record again, ...']
    """
    whole = of_kind(plain, where, FILE)
    name, given = whole.get("name"), whole.get("modules")
    if not isinstance(name, str) or not one_line(name) or len(name) > LONGEST_NAME:
        what = f"its name is no text of 1 to {LONGEST_NAME} characters, so nobody can be told from it"
        raise TrainingError(Fault("no-name", where, what, SAVE_ANEW))
    if not isinstance(given, dict):
        raise TrainingError(Fault("bad-value", f"{where}: modules", "these are no modules with their days", SAVE_ANEW))
    faults = list(_unknown(whole, TrainingRecord, where))
    saved = _moment(whole.get("saved"), today)
    if not saved:
        what = "the time of saving cannot be, so any other record of this person counts before this one"
        faults.append(Fault("bad-time", f"{where}: saved", what, SAVE_ANEW))
    done: dict[str, Finished] = {}
    for module in sorted(given, key=lambda module: [*modules].index(module) if module in modules else -1):
        entry = _finished(module, given[module], modules, today, f"{where}: modules.{module[:60]}", faults)
        if entry is not None:
            done[module] = entry
    return Reading(Person(name=one_line(name), saved=saved, modules=done), tuple(faults))


def _finished(
    module: str, given: object, modules: Modules, today: str, where: str, faults: list[Fault]
) -> Finished | None:
    """One module of a record, or `None` where it cannot be counted; what is wrong with it is added to the faults."""
    if module not in modules:
        hint = did_you_mean(module, modules)
        faults.append(Fault("unknown-module", where, "there is no such module, so it is not counted", hint))
        return None
    if not isinstance(given, dict):
        faults.append(Fault("bad-value", where, "this is no day and score, so this module is not counted", SAVE_ANEW))
        return None
    faults += _unknown(given, Finished, where)
    day, best = given.get("day"), given.get("best")
    if not isinstance(day, str) or not DAY.fullmatch(day) or not is_day(day):
        what = f"`{str(day)[:40]}` is no day, so this module is not counted"
        faults.append(Fault("bad-day", where, what, SAVE_ANEW))
        return None
    if day > today:
        faults.append(Fault("future-day", where, f"{day} is still to come, so this module is not counted", SAVE_ANEW))
        return None
    if best is None:
        return Finished(day=day)
    if isinstance(best, bool) or not isinstance(best, int) or not 0 <= best <= modules[module]:
        what = f"`{str(best)[:20]}` is no score of a quiz with {modules[module]} questions, so it is left out"
        faults.append(Fault("bad-score", where, what, "the module counts all the same"))
        return Finished(day=day)
    return Finished(day=day, best=best)


def _unknown(plain: Plain, shape: type[msgspec.Struct], where: str) -> Iterator[Fault]:
    known = [field.encode_name for field in msgspec.structs.fields(shape)]
    for key in plain:
        if key not in known:
            what = f"`{key[:80]}` has no place in such a record, and is not read"
            yield Fault("unknown-key", where, what, did_you_mean(key, known))


def _moment(saved: Any, today: str) -> str:
    """The moment of saving, as one can be compared; nothing where it cannot be."""
    if not isinstance(saved, str) or not MOMENT.fullmatch(saved):
        return ""
    try:
        datetime.fromisoformat(saved)
    except ValueError:
        return ""
    return saved if saved[:10] <= today else ""


def overview(records: Iterable[tuple[str, Person]], modules: Modules) -> tuple[Overview, tuple[Fault, ...]]:
    """What records say together, each with the name of its file, and which of them do not count.

    Of several records under one name the one saved last counts, whatever its capitals and spaces; of those saved at the
    same moment the one that came last.
    """
    latest: dict[str, tuple[str, Person]] = {}
    left_out = []
    for where, person in records:
        key = name_key(person.name)
        older, newer = latest.get(key), (where, person)
        if older is not None:
            older, newer = (older, newer) if older[1].saved <= person.saved else (newer, older)
            what = f"there is a later record of `{person.name}`, in {newer[0]}"
            left_out.append(Fault("earlier-record", older[0], what, "it counts, and this one does not"))
        latest[key] = newer
    people = tuple(latest[key][1] for key in sorted(latest))
    counts = tuple(_count(name, questions, people) for name, questions in modules.items())
    return Overview(people=people, modules=counts, finished=sum(count.people for count in counts)), tuple(left_out)


def _count(module: str, questions: int, people: Iterable[Person]) -> ModuleCount:
    days = [person.modules[module].day for person in people if module in person.modules]
    return ModuleCount(id=module, questions=questions, people=len(days), last=max(days, default=None))


def overview_json(whole: Overview) -> str:
    """An overview as JSON text, for programs."""
    return json_text(msgspec.to_builtins(whole))
