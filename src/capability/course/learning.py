"""What one reader has learned: chapters read, quizzes marked, questions answered, exercises done; and what next.

Everything here comes from the reader's own browser or file. Nobody else sees it, and nobody checks it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from capability.course.modules import Chapter, Course, Module, RouteStep
from capability.errors import LearningError
from capability.limits import LARGEST_SUM
from capability.rule.instrument import (
    TOP_LEVEL,
    Date,
    DateIfAny,
    Identifier,
    IdentifierIfAny,
    Instrument,
    Practice,
    PracticeId,
)
from capability.rule.plan import Owner
from capability.rule.response import Answer, Response
from capability.rule.scoring import score
from capability.text import FileKind, is_day, json_object, shaped

FORMAT = "capability-learning/1"
FILE = FileKind(
    FORMAT,
    "choose the file that this page saved, or open other files on the page that saved them",
    code="not-learning",
    error=LearningError,
    mend="save it anew on the page it came from",
    limit=LARGEST_SUM,
)

MOST_ASKED = 5
"""Situations of one return."""

LONGEST_CHANGE = 200
"""Characters of what a reader changed, or will try: a sentence or two."""

LONGEST_STEP = 400
"""Characters of what is to be done in one step of a plan."""

OWN = "own"
"""Where actions of a reader's own stand in their plan, beside the steps of instruments."""

BLANK = Answer("unknown")

Plain = dict[str, Any]
Direction = Literal["up", "down", "same", "unclear"]


class Snapshot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Answers as they were on a day."""

    saved: Date
    answers: dict[PracticeId, Answer]


class Planned(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A step that a reader put in their own plan: its practice's title, what to do, and the day.

    An action of their own has no title. `owner` is who does it, and `due` the day by which it is to be done: the
    reader's own words, or empty. `done` is the day on which they ticked it as done; empty before.
    """

    title: Annotated[str, Meta(max_length=60)]
    step: Annotated[str, Meta(max_length=LONGEST_STEP)]
    day: Date
    owner: Owner = ""
    due: DateIfAny = ""
    done: DateIfAny = ""


class Return(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Situations of finished modules, met again: the questions that were asked, and the options chosen, by id.

    `finished` is the day on which the last one was answered.
    """

    asked: Annotated[tuple[PracticeId, ...], Meta(max_length=MOST_ASKED)]
    choices: dict[PracticeId, Identifier] = {}
    finished: Date | None = None


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """What a reader says of their own learning: the day on which each chapter was read, the pulse then and now.

    `change` is what they changed, or will try, on one purchase, in their own words for whoever plans training. `plan`
    holds the steps that the reader means to take, by instrument and practice, and their own under `own`; `returns` what
    was asked again, by the day on which it was.
    """

    read: dict[Chapter, Date] = {}
    route: IdentifierIfAny = ""
    name: Annotated[str, Meta(max_length=120)] = ""
    change: Annotated[str, Meta(max_length=LONGEST_CHANGE)] = ""
    start: Snapshot | None = None
    end: Snapshot | None = None
    plan: dict[Identifier, dict[PracticeId, Planned]] = {}
    returns: dict[Date, Return] = {}


class QuizResult(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A chapter's quiz as it stands in a browser: `best` is the most questions that were right in one go.

    `finished` is the day on which it was first answered to its end, and `reached` the one on which `best` was; files of
    before do not say them. `marked` is of files from before each answer was told at once.
    """

    choices: dict[str, str] = {}
    marked: bool = False
    tries: Annotated[int, Meta(ge=0)] = 0
    best: Annotated[int, Meta(ge=0)] | None = None
    finished: Date | None = None
    reached: Date | None = None


class ExerciseEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A chapter's exercise as its reader filled it in; `own` once most of it is no longer the worked example."""

    inputs: dict[str, str | list[dict[str, str]] | dict[str, dict[str, str]]]
    own: bool = False


Quizzes = dict[str, QuizResult]
Exercises = dict[str, ExerciseEntry]
"""What a browser keeps of all chapters' quizzes, and of their exercises."""


class LearningFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """All of it in one file, answers to assessments too."""

    format: Literal["capability-learning/1"]
    saved: Annotated[str, Meta(max_length=40)] = ""
    record: Record = Record()
    quizzes: dict[Chapter, QuizResult] = {}
    exercises: dict[Chapter, ExerciseEntry] = {}
    responses: dict[Identifier, Response] = {}


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a reader is with one module."""

    id: str
    read: str | None
    best: int | None
    answered: int
    of: int
    exercise: bool
    """Whether it was done on a case of the reader's own."""

    @property
    def finished(self) -> bool:
        """Whether it was read, or its quiz answered to the end."""
        return self.read is not None or self.best is not None

    def left(self, module: Module, step: RouteStep) -> int:
        """Minutes that a step of a route still takes: each thing that was done takes its own time away.

        Of one that is to be read, nothing is left once it was read, or its quiz answered.
        """
        if step.how == "read":
            return 0 if self.finished else module.idea
        parts = (
            (self.read is not None, module.read),
            (self.exercise, module.do),
            (self.answered == self.of, module.where),
            (self.best is not None, module.check),
        )
        return sum(minutes for is_done, minutes in parts if not is_done)

    @property
    def begun(self) -> bool:
        """Whether anything was done in the module itself.

        An answer does not say so: all forms share their answers, and it may have been given in another one.
        """
        return bool(self.read or self.best is not None or self.exercise)


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """Which module next, and the practices that hold its reader's council back and that it teaches.

    `on_route` is whether it is next because the reader's route says so.
    """

    module: str
    on_route: bool = False
    practices: tuple[PracticeId, ...] = ()


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """One practice at the start and at the end: a level, `unknown`, `not-applicable`, or nothing."""

    id: PracticeId
    before: int | str | None
    after: int | str | None
    move: Direction


def read_file(text: str, where: str = "the file") -> LearningFile:
    """Read a file of a reader's learning. Raises `LearningError` that says what is wrong with it, and where.

    >>> read_file('{"format": "capability-learning/1"}').record.read
    {}
    """
    return shaped(json_object(text, where, FILE), where, FILE, LearningFile)


def finished(record: Record, quizzes: Mapping[str, QuizResult]) -> dict[str, str]:
    """The day on which each module was finished: its quiz was answered to the end. Others are not in it.

    Where a file does not say that day, it is the one on which the module was read.

    >>> finished(Record(read={"01-x": "2026-11-02"}), {"01-x": QuizResult(best=3), "02-y": QuizResult()})
    {'01-x': '2026-11-02'}
    """
    done = {name: quiz.finished or record.read.get(name, "") for name, quiz in quizzes.items() if quiz.best is not None}
    return {name: day for name, day in sorted(done.items()) if is_day(day)}


def progress(
    module: Module,
    record: Record,
    quiz: QuizResult | None,
    exercised: bool,
    answers: Mapping[str, Answer],
    of: Instrument,
) -> Progress:
    """How far a reader is with a module; `answers` are those to its slice's instrument, `of`."""
    asked = module.slice.practices(of)
    return Progress(
        id=module.id,
        read=record.read.get(module.id),
        best=None if quiz is None else quiz.best,
        answered=sum(practice.id in answers for practice in asked),
        of=len(asked),
        exercise=exercised,
    )


def advise(
    course: Course,
    done: Iterable[Progress],
    responses: Iterable[tuple[Instrument, Response]],
    route: Iterable[str] = (),
) -> Advice | None:
    """The next module: the first of the reader's route that is not finished; then the best of all others.

    The best of those not finished is the one that teaches what holds the weakest dimension back.

    A dimension's level comes first, the lowest one before the others (its *at most*, where it has none, as after the
    pulse); then how many essentials that hold it back the module teaches, then how many other such practices, last the
    order of the course. Before any practice has a level it is the first one not finished. When all are finished it is
    the one that teaches what still holds something back, or nothing.
    """
    modules = [module.id for module in course.modules]
    held: dict[str, list[tuple[int, bool, str]]] = {name: [] for name in modules}
    for instrument, response in responses:
        for level, is_must, practice in _holding(instrument, response):
            if practice.module in held:
                held[practice.module].append((level, is_must, practice.id))

    def rank(name: str) -> tuple[int, int, int, int]:
        lowest = min((level for level, is_must, _ in held[name] if is_must), default=TOP_LEVEL + 1)
        essentials = sum(level == lowest and is_must for level, is_must, _ in held[name])
        return lowest, -essentials, -len(held[name]), modules.index(name)

    ended = {module.id for module in done if module.finished}
    ahead = next((name for name in route if name not in ended), None)
    wanted = [name for name in modules if name not in ended] or [name for name in modules if held[name]]
    if not wanted:
        return None
    best = ahead or min(wanted, key=rank)
    return Advice(
        module=best,
        on_route=ahead is not None,
        practices=tuple(practice for _, _, practice in sorted(held[best], key=_weakest)),
    )


def _holding(instrument: Instrument, response: Response) -> Iterator[tuple[int, bool, Practice]]:
    """The practices that hold dimensions back, each with that dimension's level and whether it is among the `must`.

    Where a dimension has no level, as after the pulse, they are the essentials that no more than its *at most* reach.
    """
    practices = {practice.id: practice for practice in instrument.practices}
    for dimension, result in zip(instrument.dimensions, score(instrument, response).dimensions, strict=True):
        if result.level is not None:
            for name in (*result.binding.must, *result.binding.among):
                yield result.level, name in result.binding.must, practices[name]
        elif result.at_most is not None and result.at_most < TOP_LEVEL:
            for practice in dimension.practices:
                if practice.essential and response.answers.get(practice.id, BLANK).level == result.at_most:
                    yield result.at_most, True, practice


def _weakest(held: tuple[int, bool, str]) -> tuple[int, bool]:
    level, is_must, _ = held
    return level, not is_must


def snapshot(instrument: Instrument, answers: Mapping[str, Answer], day: str) -> Snapshot:
    """The answers to the pulse as they are on a day, without their notes."""
    pulse = [practice.id for practice in instrument.practices if practice.essential]
    return Snapshot(day, {name: Answer(level=answers[name].level) for name in pulse if name in answers})


def moved(instrument: Instrument, before: Mapping[str, Answer], after: Mapping[str, Answer]) -> tuple[Moved, ...]:
    """What moved in the pulse, practice by practice; a move is told only between two levels."""
    return tuple(
        _moved(practice.id, before.get(practice.id), after.get(practice.id))
        for practice in instrument.practices
        if practice.essential
    )


def _moved(name: str, before: Answer | None, after: Answer | None) -> Moved:
    first, second = (None if answer is None else answer.level for answer in (before, after))
    move: Direction = "same" if first is not None and first == second else "unclear"
    if isinstance(first, int) and isinstance(second, int) and first != second:
        move = "up" if second > first else "down"
    return Moved(id=name, before=first, after=second, move=move)
