"""`capability training`: what the records of many readers say, for whoever plans training."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from capability.authoring.lessons import load_course, load_quiz
from capability.cli.printing import OK, counted, hand_out, note, show, text_of, watched
from capability.course.training import Overview, Person, overview_json
from capability.errors import CapabilityError, Fault
from capability.reading.folders import read_files
from capability.reading.training import gather_training
from capability.writing.training import overview_csv

ABOUT = """\
Reads the records (.json) that readers saved on My learning for whoever plans training, and ZIP files and folders
of them. Of two records under one name the one saved last counts. All of it is self-reported: nobody checked it.

  capability training records/              tables to read
  capability training records/ --csv        a row for each module that somebody finished, for a spreadsheet
  capability training records/ --json       the same numbers, for programs
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file or folder")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--json", action="store_true", help="print the overview as JSON")
    ways.add_argument("--csv", action="store_true", help="print the overview as CSV")


def run(options: argparse.Namespace) -> int:
    """Print the overview; raises `CapabilityError` with every fault where there is no record."""
    modules = {module.id: len(load_quiz(module.id).questions) for module in load_course().modules}
    read = gather_training(watched(list(read_files(options.paths))), modules, str(datetime.now(UTC).date()))
    if not read.overview.people:
        nothing = Fault("no-file", "files", "there is no record of training", "name files or a folder")
        raise CapabilityError(read.left_out or nothing)
    note(read.left_out, options.every)
    if options.json:
        hand_out(overview_json(read.overview).encode())
    elif options.csv:
        hand_out(overview_csv(read.overview).encode())
    else:
        show(text_of(_lines(read.overview)))
    return OK


def _lines(whole: Overview) -> Iterator[str]:
    people = len(whole.people)
    yield f"{people} {'person' if people == 1 else 'people'}, {counted(whole.finished, 'module')} finished in all"
    yield "Self-reported: nobody checked it."
    yield ""
    width = max(len(module.id) for module in whole.modules)
    for module in whole.modules:
        last = f"  last on {module.last}" if module.last else ""
        yield f"{module.id:{width}}  {module.people} of {people}{last}"
    for person in whole.people:
        yield ""
        saved = f", saved on {person.saved[:10]}" if person.saved else ""
        yield f"{person.name}: {len(person.modules)} of {len(whole.modules)} modules{saved}"
        yield from _finished(person, whole, width)


def _finished(person: Person, whole: Overview, width: int) -> Iterator[str]:
    questions = {module.id: module.questions for module in whole.modules}
    for module, done in person.modules.items():
        best = "" if done.best is None else f"  best score {done.best} of {questions[module]}"
        yield f"  {module:{width}}  {done.day}{best}"
