"""A record that a reader makes for whoever plans training, and what many of them say together.

It says what was done in which module, and when; how many questions were right, the route and a line of the reader's own
only if its reader wants that; and nothing else. Nobody checks it: readers say it of themselves.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from capability.course.learning import LONGEST_CHANGE, ExerciseEntry, QuizResult, Record, finished
from capability.course.modules import Chapter, Course, Route, RouteStep
from capability.errors import Fault, TrainingError, did_you_mean
from capability.rule.disclosure import FEWEST_IN_A_GROUP
from capability.rule.instrument import DateIfAny, IdentifierIfAny
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

MOST_PEOPLE = 1_000_000
"""People who may have been asked for a record."""

DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(f"{DAY.pattern}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}Z")

PRIVATE = ("capability-learning/", "capability-response/", "capability-exercise/")
"""Formats of files that hold what somebody answered: whoever plans training is not sent to open one."""

SAVE_ANEW = "ask for the record again, as My learning saves it"

Begun = Literal["", "begun", "own"]


class Taught(msgspec.Struct, frozen=True, kw_only=True):
    """A module as an overview knows it: its title, and how many questions its quiz has."""

    title: str
    questions: int


class Syllabus(msgspec.Struct, frozen=True, kw_only=True):
    """What can be done in the course: its modules in order, and the routes through them."""

    modules: dict[str, Taught]
    routes: tuple[Route, ...] = ()

    def route(self, name: str) -> Route | None:
        """A route by its id."""
        return next((route for route in self.routes if route.id == name), None)


def syllabus_of(course: Course, questions: Mapping[str, int]) -> Syllabus:
    """The course as an overview knows it; `questions`: how many each module's quiz has, if it has one."""
    modules = {
        module.id: Taught(title=module.title, questions=questions[module.id])
        for module in course.modules
        if module.id in questions
    }
    return Syllabus(modules=modules, routes=course.routes)


class Done(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """What was done in one module.

    `day` is the one on which its quiz was answered to the end. With `best`, the most questions that were right in one
    go, it is the day of that score. `read` is the day on which its reader ticked it as read; `exercise` whether that
    was begun, or done on a case of their own; `answered` whether all of its questions are.
    """

    day: DateIfAny = ""
    best: Annotated[int, Meta(ge=0)] | None = None
    read: DateIfAny = ""
    exercise: Begun = ""
    answered: bool = False

    def fulfils(self, step: RouteStep) -> bool:
        """Whether a step of a route counts as done: one to be read once it was, any other once its quiz was answered.

        >>> read = Done(read="2026-11-02")
        >>> [read.fulfils(RouteStep(module="01-x", how=how)) for how in ("read", "whole")]
        [True, False]
        """
        return bool(self.day or (step.how == "read" and self.read))


NOTHING = Done()


class TrainingRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A reader's record: `name` is a name or a staff number, `saved` the moment of saving.

    `route` is the one that they chose, and `change` what they changed, or will try, on one purchase; either may be
    empty.
    """

    format: Literal["capability-training/1"]
    saved: Annotated[str, Meta(max_length=40)]
    name: Annotated[str, Meta(min_length=1, max_length=LONGEST_NAME)]
    modules: dict[Chapter, Done]
    route: IdentifierIfAny = ""
    change: Annotated[str, Meta(max_length=LONGEST_CHANGE)] = ""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One person by their latest record; without a time that can be, `saved` is empty.

    `steps` of their `route` are done; it is nothing without a route.
    """

    name: str
    saved: str
    modules: dict[str, Done]
    route: str = ""
    steps: int = 0
    change: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing of its person."""
        return not (self.modules or self.route or self.change)


class ModuleCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many people did what in a module, and the last day on which one answered its quiz to the end."""

    id: str
    title: str
    questions: int
    quiz: int
    read: int
    exercise: int
    answered: int
    last: str | None


class RouteCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many people are on a route of so many modules, and how many did all of it."""

    id: str
    title: str
    modules: int
    people: int
    whole: int


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """What records say together: people by name, modules in the order of the course, routes, and all quizzes."""

    people: tuple[Person, ...]
    modules: tuple[ModuleCount, ...]
    routes: tuple[RouteCount, ...]
    quizzes: int

    @property
    def changes(self) -> list[str]:
        """What people changed, or will try, in an order that tells nothing of who wrote it."""
        return sorted(
            (person.change for person in self.people if person.change), key=lambda text: (text.casefold(), text)
        )

    @property
    def told_changes(self) -> list[str]:
        """The same where it may stand without names: where so many wrote one that a line does not say whose it is."""
        return self.changes if len(self.changes) >= FEWEST_IN_A_GROUP else []


def modules_of(
    record: Record,
    quizzes: Mapping[str, QuizResult],
    exercises: Mapping[str, ExerciseEntry],
    answered: Container[str],
    syllabus: Syllabus,
    *,
    scores: bool,
) -> dict[str, Done]:
    """What a reader did in each module, those left out in which it was nothing; `answered`: all its questions are.

    Answers are shared by all forms, so they count in a module in which something else was done.
    """
    days = finished(record, quizzes)
    done = {}
    for name in syllabus.modules:
        entry, day, best, read = exercises.get(name), days.get(name, ""), None, record.read.get(name, "")
        if day and scores:
            quiz = quizzes[name]
            best, day = quiz.best, quiz.reached if quiz.reached and is_day(quiz.reached) else day
        exercise: Begun = "" if entry is None else "own" if entry.own else "begun"
        told = Done(day=day, best=best, read=read if is_day(read) else "", exercise=exercise)
        if told != NOTHING:
            done[name] = msgspec.structs.replace(told, answered=name in answered)
    return done


def record_of(record: Record, modules: Mapping[str, Done], syllabus: Syllabus, saved: str) -> TrainingRecord:
    """The record of what a reader did, under the name that they gave.

    Raises `TrainingError` where there is no name.
    """
    name = one_line(record.name)[:LONGEST_NAME].strip()
    if not name:
        what, hint = "there is no name and no staff number", "write one, so that it can be told from others"
        raise TrainingError(Fault("no-name", "the record", what, hint))
    return TrainingRecord(
        format="capability-training/1",
        saved=saved,
        name=name,
        modules=dict(modules),
        route=record.route if syllabus.route(record.route) else "",
        change=one_line(record.change)[:LONGEST_CHANGE].strip(),
    )


def to_json(record: TrainingRecord) -> str:
    """A record as the text of its file."""
    return json_text(msgspec.to_builtins(record))


def steps_done(route: Route, modules: Mapping[str, Done]) -> int:
    """How many modules of a route are done, each as the route wants it."""
    return sum(modules.get(step.module, NOTHING).fulfils(step) for step in route.steps)


class Reading(msgspec.Struct, frozen=True):
    """A record as a person, and what in it could not be read; each is told, and the rest counts."""

    person: Person
    faults: tuple[Fault, ...]


def read_record(plain: object, where: str, syllabus: Syllabus, today: str) -> Reading:
    """Read a record that anybody may have changed by hand; `today` is the last day on which something can have been.

    Raises `TrainingError` for what is no record, and for one without a name or without modules.

    >>> modules = {"01-x": {"day": "2026-13-01"}}
    >>> plain = {"format": FORMAT, "saved": "2026-11-20T09:00:00Z", "name": "A", "modules": modules}
    >>> course = Syllabus(modules={"01-x": Taught(title="X", questions=6)})
    >>> [str(fault) for fault in read_record(plain, "a.json", course, "2026-11-27").faults]
    ['a.json, module 1: `2026-13-01` is no day of the calendar, so its quiz is not counted. Hint: ask for ...']
    """
    if isinstance(plain, dict) and str(plain.get("format")).startswith(PRIVATE):
        what = "this file may hold somebody's answers, which are not for you: do not open it"
        hint = 'delete it or give it back, and ask for the small record: "Save this record", not "Save everything"'
        raise TrainingError(Fault("private", where, what, hint))
    whole = of_kind(plain, where, FILE)
    name, given = whole.get("name"), whole.get("modules")
    if not isinstance(name, str) or not one_line(name):
        what = "this file has no name in it, so we cannot say whose it is"
        raise TrainingError(Fault("no-name", where, what, SAVE_ANEW))
    if len(name) > LONGEST_NAME:
        what = f"the name in this file is longer than {LONGEST_NAME} characters, so we cannot say whose it is"
        raise TrainingError(Fault("no-name", where, what, SAVE_ANEW))
    if not isinstance(given, dict):
        what = "this file does not say what was done in which module"
        raise TrainingError(Fault("bad-value", where, what, SAVE_ANEW))
    faults = list(_unknown(whole, TrainingRecord, where))
    saved = _moment(whole.get("saved"), today)
    if not saved:
        what = "the time of saving cannot be right, so any other record of this person counts before this one"
        faults.append(Fault("bad-time", where, what, SAVE_ANEW))
    done: dict[str, Done] = {}
    order = [*syllabus.modules]
    for module in sorted(given, key=lambda module: order.index(module) if module in order else -1):
        entry = _Entry(module, where, today, faults).read(given[module], syllabus)
        if entry != NOTHING:
            done[module] = entry
    route = _route(whole.get("route", ""), where, syllabus, faults)
    person = Person(
        name=one_line(name),
        saved=saved,
        modules=done,
        route="" if route is None else route.id,
        steps=0 if route is None else steps_done(route, done),
        change=_change(whole.get("change", ""), where, faults),
    )
    return Reading(person, tuple(faults))


def _route(given: object, where: str, syllabus: Syllabus, faults: list[Fault]) -> Route | None:
    route = syllabus.route(given) if isinstance(given, str) else None
    if route is None and given != "":
        what = f"there is no route `{str(given)[:40]}`, so this person is shown without one"
        known = [route.id for route in syllabus.routes]
        faults.append(Fault("unknown-route", where, what, did_you_mean(str(given), known)))
    return route


def _change(given: object, where: str, faults: list[Fault]) -> str:
    if isinstance(given, str) and len(given) <= LONGEST_CHANGE:
        return one_line(given)
    what = f"what this person changed, or will try, is no text of {LONGEST_CHANGE} characters at most; it is left out"
    faults.append(Fault("bad-change", where, what, "the rest of the record counts all the same"))
    return ""


class _Entry:
    """One module of a record while it is read; what is wrong with it is added to the faults."""

    def __init__(self, module: str, where: str, today: str, faults: list[Fault]) -> None:
        self.module, self.today, self.faults = module, today, faults
        self.where = f"{where}, module {int(module[:2])}" if re.match("[0-9]{2}-", module, re.ASCII) else where

    def read(self, given: object, syllabus: Syllabus) -> Done:
        """What was done, as far as it can be counted."""
        if self.module not in syllabus.modules:
            what = f"there is no module `{self.module[:60]}`, so it is not counted"
            self.fault("unknown-module", what, did_you_mean(self.module, syllabus.modules))
            return NOTHING
        if not isinstance(given, dict):
            what = "what was done in this module cannot be read, so it is not counted"
            self.fault("bad-value", what)
            return NOTHING
        self.faults += _unknown(given, Done, self.where)
        day = self.day(given.get("day", ""), "its quiz is not counted")
        return Done(
            day=day,
            best=self.best(given.get("best"), syllabus.modules[self.module].questions) if day else None,
            read=self.day(given.get("read", ""), "it is not counted as read"),
            exercise=self.exercise(given.get("exercise", "")),
            answered=given.get("answered") is True,
        )

    def fault(self, code: str, what: str, hint: Any = SAVE_ANEW) -> None:
        self.faults.append(Fault(code, self.where, what, hint))

    def day(self, given: object, so: str) -> str:
        if given == "":
            return ""
        if not isinstance(given, str) or not DAY.fullmatch(given) or not is_day(given):
            self.fault("bad-day", f"`{str(given)[:40]}` is no day of the calendar, so {so}")
            return ""
        if given > self.today:
            self.fault("future-day", f"{given} is still to come, so {so}")
            return ""
        return given

    def best(self, given: object, questions: int) -> int | None:
        if given is None:
            return None
        if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= questions:
            what = f"`{str(given)[:20]}` is no score of a quiz with {questions} questions, so the score is left out"
            self.fault("bad-score", what, "the module counts all the same")
            return None
        return given

    def exercise(self, given: object) -> Begun:
        if given == "begun" or given == "own":
            return given
        if given != "":
            what = f"`{str(given)[:20]}` says nothing of an exercise, so the exercise is not counted"
            self.fault("bad-value", what)
        return ""


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


def overview(records: Iterable[tuple[str, Person]], syllabus: Syllabus) -> tuple[Overview, tuple[Fault, ...]]:
    """What records say together, each with the name of its file; which of them do not count, and whose may be one's.

    Of several records under one name the one saved last counts, whatever its capitals and spaces; of those saved at the
    same moment the one that came last. The same record twice counts once.
    """
    latest: dict[str, tuple[str, Person]] = {}
    left_out = []
    for where, person in records:
        key = name_key(person.name)
        older, newer = latest.get(key), (where, person)
        if older is not None and older[1] == person:
            what = f"this is the same record of `{person.name}` twice, counted once"
            left_out.append(Fault("same-record", where, what, f"the other one is {older[0]}"))
            continue
        if older is not None:
            older, newer = (older, newer) if older[1].saved <= person.saved else (newer, older)
            what = f"there is a later record of `{person.name}`, in {newer[0]}"
            left_out.append(Fault("earlier-record", older[0], what, "it counts, and this one does not"))
        latest[key] = newer
    people = tuple(latest[key][1] for key in sorted(latest))
    left_out += _perhaps_one(latest[key] for key in sorted(latest))
    counts = tuple(_count(name, taught, people) for name, taught in syllabus.modules.items())
    routes = tuple(count for route in syllabus.routes if (count := _on_route(route, people)).people)
    whole = Overview(people=people, modules=counts, routes=routes, quizzes=sum(count.quiz for count in counts))
    return whole, tuple(left_out)


def _perhaps_one(records: Iterable[tuple[str, Person]]) -> Iterator[Fault]:
    """Two names of the same words in another order: both count, and it is for whoever knows them to say."""
    seen: dict[tuple[str, ...], str] = {}
    for where, person in records:
        words = tuple(sorted(re.findall(r"\w+", person.name.casefold())))
        if words in seen and len(words) > 1:
            what = f"`{seen[words]}` and `{person.name}` may be one person, and are counted as two"
            yield Fault("perhaps-one", where, what, "if they are one, clear, and drop only the later file")
        seen.setdefault(words, person.name)


def _count(module: str, taught: Taught, people: Iterable[Person]) -> ModuleCount:
    done = [person.modules[module] for person in people if module in person.modules]
    return ModuleCount(
        id=module,
        title=taught.title,
        questions=taught.questions,
        quiz=sum(bool(one.day) for one in done),
        read=sum(bool(one.read) for one in done),
        exercise=sum(bool(one.exercise) for one in done),
        answered=sum(one.answered for one in done),
        last=max((one.day for one in done if one.day), default=None),
    )


def _on_route(route: Route, people: Iterable[Person]) -> RouteCount:
    steps = [person.steps for person in people if person.route == route.id]
    whole = sum(done == len(route.steps) for done in steps)
    return RouteCount(id=route.id, title=route.title, modules=len(route.steps), people=len(steps), whole=whole)


def asked_for(text: str, whole: Overview) -> int | None:
    """How many people were asked for a record, as somebody typed it; `None` where nothing is typed.

    Raises `TrainingError` for what is no number, and for fewer people than gave a record.
    """
    text = text.strip().replace(",", "")
    if not text:
        return None
    people = len(whole.people)
    if not re.fullmatch("[0-9]{1,7}", text, re.ASCII) or int(text) > MOST_PEOPLE:
        what, hint = "this is no number of people", "write it in figures, such as 80"
        raise TrainingError(Fault("bad-number", "people asked", what, hint))
    if int(text) < people:
        what = f"{int(text):,} is fewer than the {people:,} who gave a record"
        raise TrainingError(Fault("too-few", "people asked", what, "write how many people you asked, with those"))
    return int(text)


def overview_json(whole: Overview) -> str:
    """An overview as JSON text, for programs."""
    return json_text(msgspec.to_builtins(whole))
