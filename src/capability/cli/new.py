"""`capability new`: a file that already passes the check."""

import argparse
from pathlib import Path
from string import Template

import msgspec

from capability.authoring.finding import PACKAGE
from capability.authoring.lessons import EXERCISE_ENDING, QUIZ_ENDING
from capability.cli.printing import OK
from capability.errors import CapabilityError, Fault
from capability.rule.instrument import Identifier

ABOUT = """\
Start a file from a template that already passes `capability check`.

  capability new instrument supplier          assessments/supplier.yaml
  capability new module 04-place              modules/04-place.md
  capability new quiz 04-place                modules/04-place.quiz.yaml
  capability new exercise 04-place            modules/04-place.exercise.yaml
"""

KINDS = {
    "instrument": ("assessments", ".yaml"),
    "module": ("modules", ".md"),
    "quiz": ("modules", QUIZ_ENDING),
    "exercise": ("modules", EXERCISE_ENDING),
}
"""By what is started: the folder that it goes to, and how its name ends."""


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
    template = Template((PACKAGE / "authoring" / "templates" / f"{options.kind}{path.suffix}").read_text("utf-8"))
    text = template.substitute(name=stem, stem=options.name, title=stem.replace("-", " ").capitalize())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:  # never over a file, nor through a link that leads elsewhere
            file.write(text)
    except FileExistsError:
        what = "this file is there already"
        raise CapabilityError(Fault("file-exists", str(path), what, "choose another name, or edit it")) from None
    except OSError as fault:
        what = (fault.strerror or "cannot be written").lower()
        raise CapabilityError(Fault("no-file", str(path), what, "check the folder")) from None
    after = f"add `{folder}/{path.stem}` to _toc.yml" if options.kind == "module" else f"`capability check {path}`"
    print(f"{path} is there; next: write it, then {after}")
    return OK
