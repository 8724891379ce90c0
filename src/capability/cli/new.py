"""`capability new`: a file that already passes the check."""

import argparse
from pathlib import Path
from string import Template

import msgspec

from capability.authoring.finding import PACKAGE
from capability.authoring.kinds import EXERCISE, INSTRUMENT, QUIZ
from capability.cli.outputs import put
from capability.cli.printing import OK, show, text_of
from capability.errors import CapabilityError, Fault
from capability.rule.instrument import Identifier

ABOUT = """
  capability new instrument supplier          assessments/supplier.yaml
  capability new module 04-place              modules/04-place.md, and its picture
  capability new quiz 04-place                modules/04-place.quiz.yaml
  capability new exercise 04-place            modules/04-place.exercise.yaml, and its function in Python
"""

KINDS = {
    "instrument": (INSTRUMENT.folder, INSTRUMENT.ending),
    "module": ("modules", ".md"),
    "quiz": (QUIZ.folder, QUIZ.ending),
    "exercise": (EXERCISE.folder, EXERCISE.ending),
}
"""By what is started: the folder that it goes to, and how its name ends."""

FUNCTIONS = Path("src/capability/course/exercises")
"""Where the functions of exercises are, in the project's folder."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("name", metavar="NAME", help="lower case, with hyphens")


def run(options: argparse.Namespace) -> int:
    """Write the new file, and never over one that is there."""
    folder, ending = KINDS[options.kind]
    of_chapter = options.kind != "instrument"
    try:
        # A chapter's name begins with its number; what follows is an id like any other.
        number, _, stem = options.name.partition("-") if of_chapter else ("00", "", options.name)
        msgspec.convert(stem, Identifier)
        valid = len(number) == 2 and number.isascii() and number.isdigit()
    except msgspec.ValidationError:
        valid = False
    if not valid:
        example = "04-place" if of_chapter else "supplier"
        raise CapabilityError(
            Fault(
                "bad-name",
                "NAME",
                f"`{options.name[:80]}` cannot name a new {options.kind}",
                f"a name is like `{example}`",
            )
        )
    path = Path(folder) / f"{options.name}{ending}"
    function = stem.replace("-", "_")
    begun = {path: f"{options.kind}{path.suffix}"}
    if options.kind == "exercise":
        if not FUNCTIONS.is_dir():
            what = "an exercise has a function in Python, and its folder is not here"
            raise CapabilityError(Fault("no-file", str(FUNCTIONS), what, "go to the project's folder"))
        begun = {FUNCTIONS / f"{function}.py": "function.txt", **begun}
    if options.kind == "module":
        begun = {path.with_suffix(".svg"): "picture.svg", **begun}
    names = {"name": stem, "stem": options.name, "title": stem.replace("-", " ").capitalize(), "function": function}
    for new in begun:
        if new.exists():
            raise _there_already(new)
    for new, template in begun.items():
        _write(new, Template((PACKAGE / "authoring" / "templates" / template).read_text("utf-8")).substitute(names))
    after = f"add `{folder}/{path.stem}` to _toc.yml" if options.kind == "module" else f"`capability check {path}`"
    are = "is" if len(begun) == 1 else "are"
    show(text_of([f"{' and '.join(map(str, reversed(begun)))} {are} there; next: write it, then {after}"]))
    return OK


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, text.encode())
    except FileExistsError:
        raise _there_already(path) from None
    except OSError as fault:
        what = (fault.strerror or "cannot be written").lower()
        raise CapabilityError(Fault("no-file", str(path), what, "check the folder")) from None


def _there_already(path: Path) -> CapabilityError:
    what = "this file is there already"
    return CapabilityError(Fault("file-exists", str(path), what, "choose another name, or edit it"))
