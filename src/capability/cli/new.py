"""`capability new`: a file that already passes the check."""

import argparse
from importlib.resources import files
from pathlib import Path
from string import Template

import msgspec

from capability.cli.printing import OK
from capability.errors import CapabilityError, Fault
from capability.instrument import Identifier
from capability.loading import load_instrument

ABOUT = """\
Start a file from a template that already passes `capability check`.

  capability new instrument supplier          assessments/supplier.yaml
  capability new module 04-place              modules/04-place.md
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("kind", choices=["instrument", "module"])
    parser.add_argument("name", metavar="NAME", help="lower case, with hyphens")


def run(options: argparse.Namespace) -> int:
    """Write the new file, and never over one that is there."""
    folder, ending = {"instrument": ("assessments", ".yaml"), "module": ("modules", ".md")}[options.kind]
    try:
        # A chapter's name begins with its number; what follows is an id like any other.
        number, _, stem = options.name.partition("-") if options.kind == "module" else ("00", "", options.name)
        msgspec.convert(stem, Identifier)
        valid = len(number) == 2 and number.isascii() and number.isdigit()
    except msgspec.ValidationError:
        valid = False
    if not valid:
        example = {"instrument": "supplier", "module": "04-place"}[options.kind]
        raise CapabilityError(
            Fault(
                "bad-name",
                "NAME",
                f"`{options.name[:80]}` cannot name a new {options.kind}",
                f"a name is like `{example}`",
            )
        )
    path = Path(folder) / f"{options.name}{ending}"
    template = Template(files("capability").joinpath("templates", f"{options.kind}{ending}").read_text("utf-8"))
    text = template.substitute(name=stem, stem=path.stem, title=stem.replace("-", " ").capitalize())
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
    if options.kind == "instrument":
        load_instrument(path)
    print(
        f"{path} is there; next: edit it, then `capability check {path}`"
        if options.kind == "instrument"
        else f"{path} is there; next: write it, then add `{folder}/{path.stem}` to _toc.yml"
    )
    return OK
