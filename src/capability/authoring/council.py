"""The council whose edition this is, from `council.yaml`."""

from pathlib import Path

from capability.authoring.files import load
from capability.authoring.finding import council_file
from capability.authoring.kinds import COUNCIL
from capability.authoring.lessons import load_course
from capability.course.council import Council
from capability.course.modules import Course


def load_council(path: Path) -> Council:
    """Load a council's file; raises `CouncilError` with every fault at once."""
    council: Council = load(COUNCIL, path)
    return council


def find_council(start: Path | None = None) -> Council | None:
    """The council of `council.yaml` at `start` (the current folder) or in its project; `None` is the neutral edition.

    Raises `CouncilError` with every fault of the file at once.
    """
    path = council_file(start)
    return load_council(path) if path else None


def shown_course() -> Course:
    """The course as the edition shows it: all of it, or the modules that the council's file names.

    Raises `LessonError` or `CouncilError` with every fault of the file at once.

    >>> len(shown_course().modules)
    12
    """
    council, whole = find_council(), load_course()
    return council.course(whole) if council else whole
