"""`capability check`: every fault of a file at once."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from capability.authoring.instruments import Library, check_instrument
from capability.authoring.law import check_law
from capability.authoring.lessons import (
    COURSE_FILE,
    EXERCISE_ENDING,
    QUIZ_ENDING,
    check_course,
    check_exercise,
    check_quiz,
)
from capability.authoring.responses import load_reading
from capability.cli.inputs import without_place
from capability.cli.printing import OK, counted, report
from capability.errors import CapabilityError, Fault
from capability.reading.folders import read_files
from capability.reading.gathering import format_of, gather, gather_rows

ABOUT = """\
Check instruments, quizzes, exercises and the law's figures (.yaml), and responses, tallies and actors' rows (.json).
It will report every fault at once: where, what, how to mend it.
A folder stands for the files of these kinds in it.

  capability check                                    everything in assessments/, modules/ and book/
  capability check assessments/organisation.yaml      one instrument
  capability check my-response.json                   one response, with the instrument that it names
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="file or folder")


def run(options: argparse.Namespace) -> int:
    """Report every fault of the named files."""
    named = options.paths or [folder for name in ("assessments", "modules", "book") if (folder := Path(name)).is_dir()]
    paths = list(_expanded(named))
    faults = [fault for path in paths for fault in _faults_of(path)]
    if not paths:
        faults = [
            Fault(
                "no-file",
                ", ".join(map(str, named or ["assessments"])),
                "no .yaml or .json file here",
                "name a file, or go to the project's folder",
            )
        ]
    if faults:
        return report(faults)
    print(f"{counted(len(paths), 'file')} checked, nothing wrong")
    return OK


def _expanded(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        try:
            inside = sorted(path.iterdir()) if path.is_dir() else [path]
        except OSError as fault:
            what = (fault.strerror or "cannot be read").lower()
            raise CapabilityError(Fault("no-file", str(path)[:200], what, "check the path")) from None
        yield from (file for file in inside if file is path or file.suffix in {".yaml", ".yml", ".json"})


def _faults_of(path: Path) -> Iterable[Fault]:
    if path.name.endswith(QUIZ_ENDING):
        return check_quiz(path)
    if path.name.endswith(EXERCISE_ENDING):
        return check_exercise(path)
    if path.name == COURSE_FILE:
        return check_course(path)
    if path.name == "law.yaml":
        return check_law(path)
    if path.suffix != ".json":
        return check_instrument(path)
    files = list(read_files([path]))
    try:
        # A tally and a row say what they are; all else is read as a response.
        match format_of(files):
            case "capability-tally":
                return gather(files, Library()).left_out
            case "capability-relations":
                return gather_rows(files).left_out
        instrument, reading = load_reading(path)
    except CapabilityError as error:
        return error.faults
    return [without_place(path, name, instrument) for name in reading.unplaced]
