"""What stands beside the chapters: quizzes, exercises and the course, by name or by file."""

from pathlib import Path

from capability.authoring.files import load
from capability.authoring.finding import named_files
from capability.authoring.kinds import COURSE, EXERCISE, QUIZ, Kind
from capability.course.modules import Course
from capability.course.quizzes import Quiz
from capability.course.worksheets import Worksheet
from capability.errors import Fault, LessonError, did_you_mean


def load_quiz(name: str | Path) -> Quiz:
    """Load a chapter's quiz by the chapter's name, or by the path of its YAML file.

    A name is looked for as `modules/NAME.quiz.yaml` in the current folder and those above it, and then among those
    that come with the package. Raises `LessonError` with every fault of the file at once, or when there is none.

    >>> load_quiz("03-market-shaping").questions[0].id
    'market-shaping.q1'
    """
    quiz: Quiz = load(QUIZ, _path_of(QUIZ, name))
    return quiz


def quiz_names() -> list[str]:
    """Names of the chapters whose quiz can be loaded by name from here."""
    return list(named_files("modules", QUIZ.ending))


def load_exercise(name: str | Path) -> Worksheet:
    """Load a chapter's exercise by the chapter's name, or by the path of its YAML file, as `load_quiz` does.

    >>> load_exercise("03-market-shaping").title
    'Map one market'
    """
    worksheet: Worksheet = load(EXERCISE, _path_of(EXERCISE, name))
    return worksheet


def exercise_names() -> list[str]:
    """Names of the chapters whose exercise can be loaded by name from here."""
    return list(named_files("modules", EXERCISE.ending))


def load_course(path: Path | None = None) -> Course:
    """Load the course: from `modules/course.yaml` in the current folder or above, or else the one in the package.

    Raises `LessonError` with every fault of the file at once.

    >>> load_course().modules[0].id
    '01-missions'
    """
    course: Course = load(COURSE, path or named_files("modules", ".yaml")["course"])
    return course


def _path_of(kind: Kind, name: str | Path) -> Path:
    if isinstance(name, Path):
        return name
    known = named_files("modules", kind.ending)
    if name not in known:
        raise LessonError(Fault("unknown-lesson", "lesson", f"there is no `{name[:80]}`", did_you_mean(name, known)))
    return known[name]
