"""The kinds of file that authors write: how each is called, what it holds, and what is checked in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Literal

import msgspec

from capability.authoring import crosschecks, finding
from capability.authoring.finding import Folder
from capability.course.council import Council
from capability.course.law import Law
from capability.course.modules import Chapter, Course
from capability.course.quizzes import Quiz
from capability.course.worksheets import Worksheet
from capability.errors import (
    BenchmarkError,
    CapabilityError,
    CouncilError,
    Fault,
    InstrumentError,
    LawError,
    LessonError,
)
from capability.limits import LARGEST_AUTHORED
from capability.rule.instrument import Identifier, Instrument
from capability.rule.peers import Peers


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of file; `name` is that of its schema as well.

    The name of its files is what stands before `ending` in them; where the model has an `id`, it is that name and has
    the form of `named`. `under` is the key of the model that holds a file's whole content, where that is a list.
    """

    name: str
    folder: Folder | Literal[""]
    """Where its files are; blank is the project's own folder."""
    ending: str
    model: type[Any]
    checks: Callable[[Path, Any], Iterable[Fault]]
    error: type[CapabilityError]
    stranger: tuple[str, str]
    """Code and words of the fault of a file that is something else altogether."""
    named: Any = None
    naming: str = ""
    """The remedy for a file whose name is not of that form."""
    under: str = ""
    figures: bool = True
    """Whether it may call the law's figures by name."""
    limit: int = LARGEST_AUTHORED
    """Largest file that is read, in bytes."""

    def id_of(self, path: Path) -> str:
        """The name of a file of this kind, without its ending."""
        return path.name.removesuffix(self.ending) if path.name.endswith(self.ending) else path.stem

    def whole(self, path: Path, content: Any) -> Any:
        """A file's content as plain data of the model; raises `msgspec.ValidationError` where it says its own id."""
        keyed = {self.under: content} if self.under else content
        if self.named is None:
            return keyed
        if "id" in keyed:
            raise msgspec.ValidationError("Object contains unknown field `id`")
        return {**keyed, "id": self.id_of(path)}


INSTRUMENT = Kind(
    name="instrument",
    folder="assessments",
    ending=".yaml",
    model=Instrument,
    checks=crosschecks.of_instrument,
    error=InstrumentError,
    stranger=("not-an-instrument", "this is not an instrument"),
    named=Identifier,
    naming="name the file in lower case, with hyphens",
)
QUIZ = Kind(
    name="quiz",
    folder="modules",
    ending=".quiz.yaml",
    model=Quiz,
    checks=crosschecks.of_quiz,
    error=LessonError,
    stranger=("not-a-quiz", "this is not a quiz"),
    named=Chapter,
    naming="name the file after its chapter, such as 03-market-shaping.quiz.yaml",
    under="questions",
)
EXERCISE = Kind(
    name="exercise",
    folder="modules",
    ending=".exercise.yaml",
    model=Worksheet,
    checks=crosschecks.of_exercise,
    error=LessonError,
    stranger=("not-an-exercise", "this is not an exercise"),
    named=Chapter,
    naming="name the file after its chapter, such as 03-market-shaping.exercise.yaml",
)
COURSE = Kind(
    name="course",
    folder="modules",
    ending="course.yaml",
    model=Course,
    checks=crosschecks.of_course,
    error=LessonError,
    stranger=("not-a-course", "this is not a course"),
)
LAW = Kind(
    name="law",
    folder="book",
    ending="law.yaml",
    model=Law,
    checks=crosschecks.of_law,
    error=LawError,
    stranger=("not-the-law", "this is no file of the law's figures"),
    figures=False,
    limit=200_000,
)
COUNCIL = Kind(
    name="council",
    folder="",
    ending=finding.COUNCIL,
    model=Council,
    checks=crosschecks.of_council,
    error=CouncilError,
    stranger=("not-a-council", "this is not a council's file"),
    figures=False,
)

PEERS = Kind(
    name="peers",
    folder="book",
    ending="peers.yaml",
    model=Peers,
    checks=crosschecks.of_peers,
    error=BenchmarkError,
    stranger=("not-peers", "this is no file of peer groups"),
    figures=False,
)

KINDS = (QUIZ, EXERCISE, COURSE, LAW, COUNCIL, PEERS, INSTRUMENT)


def kind_of(path: Path) -> Kind:
    """The kind of a file by its name; whatever is called like no other is an instrument.

    >>> [kind_of(Path(name)).name for name in ("03-x.quiz.yaml", "course.yaml", "law.yaml", "supplier.yml")]
    ['quiz', 'course', 'law', 'instrument']
    """
    called = {kind: f"*{kind.ending}" if kind.named else kind.ending for kind in KINDS}
    return next((kind for kind in KINDS if fnmatch(path.name, called[kind])), INSTRUMENT)
