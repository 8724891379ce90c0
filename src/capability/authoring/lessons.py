"""What stands beside the chapters: quizzes, exercises and the course, from YAML."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import msgspec

from capability.authoring.files import bibliography, read_authored, unknown_sources
from capability.authoring.finding import folders
from capability.authoring.law import named_near
from capability.authoring.schemas import course_schema, exercise_schema, quiz_schema
from capability.course import modules, quizzes, worksheets
from capability.course.modules import Course
from capability.course.quizzes import Question, Quiz
from capability.course.worksheets import Worksheet
from capability.errors import Fault, LessonError, did_you_mean
from capability.rule.instrument import items

LESSON_LIMIT = 1_000_000
"""Largest file of a lesson that is read, in bytes."""

QUIZ_ENDING = ".quiz.yaml"
EXERCISE_ENDING = ".exercise.yaml"
COURSE_FILE = "course.yaml"


def load_quiz(name: str | Path) -> Quiz:
    """Load a chapter's quiz by the chapter's name, or by the path of its YAML file.

    A name is looked for as `modules/NAME.quiz.yaml` in the current folder and those above it, and then among those
    that come with the package. Raises `LessonError` with every fault of the file at once, or when there is none.

    >>> load_quiz("03-market-shaping").questions[0].id
    'market-shaping.q1'
    """
    path = _find(name, QUIZ_ENDING) if isinstance(name, str) else name
    faults, data = _read_quiz(path)
    if faults:
        raise LessonError(faults)
    return Quiz(id=path.name.removesuffix(QUIZ_ENDING), questions=tuple(msgspec.convert(one, Question) for one in data))


def check_quiz(path: Path) -> list[Fault]:
    """Everything that is wrong with a quiz's file, each with its line; an empty list when all is well."""
    return _read_quiz(path)[0]


def quiz_names() -> list[str]:
    """Names of the chapters whose quiz can be loaded by name from here."""
    return _names(QUIZ_ENDING)


def load_exercise(name: str | Path) -> Worksheet:
    """Load a chapter's exercise by the chapter's name, or by the path of its YAML file, as `load_quiz` does.

    >>> load_exercise("03-market-shaping").title
    'Map one market'
    """
    path = _find(name, EXERCISE_ENDING) if isinstance(name, str) else name
    faults, data = _read_exercise(path)
    if faults:
        raise LessonError(faults)
    return msgspec.convert({**data, "id": path.name.removesuffix(EXERCISE_ENDING)}, Worksheet)


def check_exercise(path: Path) -> list[Fault]:
    """Everything that is wrong with an exercise's file, each with its line; an empty list when all is well."""
    return _read_exercise(path)[0]


def _read_exercise(path: Path) -> tuple[list[Fault], Any]:
    stranger = Fault("not-an-exercise", str(path), "this is not an exercise", "see assessments/README.md")
    return read_authored(path, LESSON_LIMIT, _exercise_validator, stranger, _exercise_checks, named_near(path))


def _exercise_checks(path: Path, data: Any) -> Iterator[Fault]:
    yield from worksheets.check(data)
    known = bibliography(path)
    for i, formula in enumerate(items(data, "formulas")):
        yield from unknown_sources(known, f"formulas.{i}.sources", items(formula, "sources"))


@cache
def _exercise_validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(exercise_schema())


def exercise_names() -> list[str]:
    """Names of the chapters whose exercise can be loaded by name from here."""
    return _names(EXERCISE_ENDING)


def load_course() -> Course:
    """Load the course: from `modules/course.yaml` in the current folder or above, or else the one in the package.

    Raises `LessonError` with every fault of the file at once, or when there is none.

    >>> load_course().modules[0].id
    '01-missions'
    """
    path = next((folder / COURSE_FILE for folder in folders("modules") if (folder / COURSE_FILE).is_file()), None)
    if path is None:
        raise LessonError(Fault("no-file", COURSE_FILE, "no course here", "write modules/course.yaml"))
    faults, data = _read_course(path)
    if faults:
        raise LessonError(faults)
    return msgspec.convert(data, Course)


def check_course(path: Path) -> list[Fault]:
    """Everything that is wrong with a course's file, each with its line; an empty list when all is well."""
    return _read_course(path)[0]


def _read_course(path: Path) -> tuple[list[Fault], Any]:
    stranger = Fault("not-a-course", str(path), "this is not a course", "see assessments/README.md")
    return read_authored(path, LESSON_LIMIT, _course_validator, stranger, _course_checks, named_near(path))


def _course_checks(_path: Path, data: Any) -> Iterator[Fault]:
    yield from modules.check(data)


@cache
def _course_validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(course_schema())


def _names(ending: str) -> list[str]:
    return sorted(
        {path.name.removesuffix(ending) for folder in folders("modules") for path in folder.glob(f"*{ending}")}
    )


def _read_quiz(path: Path) -> tuple[list[Fault], Any]:
    stranger = Fault("not-a-quiz", str(path), "this is not a quiz", "see assessments/README.md")
    return read_authored(path, LESSON_LIMIT, _quiz_validator, stranger, _quiz_checks, named_near(path), list)


def _quiz_checks(path: Path, data: Any) -> Iterator[Fault]:
    yield from quizzes.check(data)
    known = bibliography(path)
    for i, question in enumerate(data):
        yield from unknown_sources(known, f"{i}.sources", items(question, "sources"))


@cache
def _quiz_validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(quiz_schema())


def _find(name: str, ending: str) -> Path:
    # A name is one of a folder's own, never a way to another folder.
    known = [path for folder in folders("modules") for path in sorted(folder.glob(f"*{ending}"))]
    for path in known:
        if path.name == f"{name}{ending}":
            return path
    names = sorted({path.name.removesuffix(ending) for path in known})
    raise LessonError(Fault("unknown-lesson", "lesson", f"there is no `{name[:80]}`", did_you_mean(name, names)))
