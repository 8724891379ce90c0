"""`capability training`: what the records of many readers say, for whoever plans training."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from capability.authoring.lessons import load_course, load_quiz
from capability.cli.printing import OK, counted, hand_out, note, show, text_of, watched
from capability.course.training import Overview, Person, RouteCount, asked_for, overview_json, syllabus_of
from capability.errors import CapabilityError, Fault
from capability.reading.folders import read_files
from capability.reading.training import gather_training
from capability.rule.disclosure import FEWEST_IN_A_GROUP
from capability.writing.training import overview_csv

EXERCISES = {"": "", "begun": "exercise worked on", "own": "exercise done on a case of their own"}

ABOUT = """\
Reads the records (.json) that readers saved on My learning for whoever plans training, and ZIP files and folders
of them. Of two records under one name the one saved last counts. All of it is self-reported: nobody checked it.

  capability training records/              tables to read
  capability training records/ --asked 80   and how many of those who were asked gave a record
  capability training records/ --csv        a row for each module in which somebody did something, for a spreadsheet
  capability training records/ --json       the same numbers, for programs
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file or folder")
    parser.add_argument("--asked", default="", metavar="N", help="how many people were asked for a record")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--json", action="store_true", help="print the overview as JSON")
    ways.add_argument("--csv", action="store_true", help="print the overview as CSV")


def run(options: argparse.Namespace) -> int:
    """Print the overview; raises `CapabilityError` with every fault where there is no record."""
    course = load_course()
    syllabus = syllabus_of(course, {module.id: len(load_quiz(module.id).questions) for module in course.modules})
    read = gather_training(watched(list(read_files(options.paths))), syllabus, str(datetime.now(UTC).date()))
    if not read.overview.people:
        nothing = Fault("no-file", "files", "there is no record of training", "name files or a folder")
        raise CapabilityError(read.left_out or nothing)
    asked = asked_for(options.asked, read.overview)
    note(read.left_out, options.every)
    if options.json:
        hand_out(overview_json(read.overview).encode())
    elif options.csv:
        hand_out(overview_csv(read.overview).encode())
    else:
        show(text_of(_lines(read.overview, asked)))
    return OK


def _lines(whole: Overview, asked: int | None) -> Iterator[str]:
    people = len(whole.people)
    yield f"{people} of {asked} gave a record" if asked is not None else f"{counted(people, 'record')} given"
    yield f"{counted(whole.quizzes, 'quiz', 'quizzes')} answered to the end, all modules and people together"
    yield "Self-reported: nobody checked it."
    yield ""
    width = max(len(module.id) for module in whole.modules)
    yield f"{'':{width}}  quiz  read  exercise  questions  last quiz"
    for module in whole.modules:
        counts = f"{module.quiz:4}  {module.read:4}  {module.exercise:8}  {module.answered:9}  {module.last or ''}"
        yield f"{module.id:{width}}  {counts}".rstrip()
    for route in whole.routes:
        yield f"{route.title}: {counted(route.people, 'person', 'people')}, {route.whole} did all of its modules"
    yield ""
    yield from _changes(whole)
    for person in whole.people:
        yield ""
        way = next((_way(route, person) for route in whole.routes if route.id == person.route), "no route")
        saved = f", saved on {person.saved[:10]}" if person.saved else ""
        yield f"{person.name}: {way}{saved}"
        yield from _done(person, whole, width)


def _way(route: RouteCount, person: Person) -> str:
    return f"{route.title}, {person.steps} of the {route.modules} modules"


def _changes(whole: Overview) -> Iterator[str]:
    """What people changed, or will try: without names, and only where enough of them wrote a line."""
    if whole.told_changes:
        yield "What people changed, or will try:"
        yield from (f"  {change}" for change in whole.told_changes)
    elif whole.changes:
        fewest = f"the lines stand here without names from {FEWEST_IN_A_GROUP} on"
        yield f"{counted(len(whole.changes), 'person', 'people')} wrote what they changed, or will try: {fewest}."
    else:
        yield "Nobody wrote what they changed, or will try."


def _done(person: Person, whole: Overview, width: int) -> Iterator[str]:
    questions = {module.id: module.questions for module in whole.modules}
    for module, done in person.modules.items():
        score = "" if done.best is None else f", {done.best} of {questions[module]}"
        parts = (
            f"quiz answered {done.day}{score}" if done.day else "",
            f"read {done.read}" if done.read else "",
            EXERCISES[done.exercise],
            "questions answered" if done.answered else "",
        )
        yield f"  {module:{width}}  {'; '.join(filter(None, parts))}"
