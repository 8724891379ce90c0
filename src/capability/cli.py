"""The `capability` command: check files, score a response, start a new instrument or chapter."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from importlib.resources import files
from io import TextIOWrapper
from pathlib import Path
from string import Template

import msgspec

from capability import __version__
from capability.errors import CapabilityError, Fault
from capability.instrument import Identifier, Instrument
from capability.loading import check_instrument, load_instrument, load_reading
from capability.scoring import DimensionProfile, Profile, score, to_json

OK, FAULTS, USAGE = 0, 1, 2

ABOUT = """\
Scores capability for mission-oriented procurement.

exit codes: 0 all is well, 1 something is wrong with a file (it says what), 2 the command was not understood
"""

CHECK = """\
Check instruments (.yaml) and responses (.json), and report every fault at once: where, what, how to mend it.
A folder stands for the files of both kinds in it.

  capability check                                    everything in assessments/
  capability check assessments/organisation.yaml      one instrument
  capability check my-response.json                   one response, with the instrument that it names
"""

SCORE = """\
Score a response that was saved from a page or a notebook, with the instrument that it names.

  capability score my-response.json           a table to read
  capability score my-response.json --json    the whole profile, for programs
"""

NEW = """\
Start a file from a template that already passes `capability check`.

  capability new instrument supplier          assessments/supplier.yaml
  capability new module 04-place              modules/04-place.md
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):  # a letter that the terminal cannot show is no reason to stop
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except CapabilityError as error:
        return _report(error.faults)
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        return OK
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="capability", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")

    def command(name: str, about: str) -> argparse.ArgumentParser:
        brief = about.split("\n", 1)[0]
        return commands.add_parser(
            name, help=brief, description=about, formatter_class=argparse.RawDescriptionHelpFormatter
        )

    check = command("check", CHECK)
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", default=[Path("assessments")], help="file or folder"
    )
    check.set_defaults(run=_check)

    scoring = command("score", SCORE)
    scoring.add_argument("response", type=Path, metavar="RESPONSE.json")
    scoring.add_argument("--json", action="store_true", help="print the profile as JSON")
    scoring.set_defaults(run=_score)

    new = command("new", NEW)
    new.add_argument("kind", choices=["instrument", "module"])
    new.add_argument("name", metavar="NAME", help="lower case, with hyphens")
    new.set_defaults(run=_new)
    return parser


def _check(options: argparse.Namespace) -> int:
    paths = list(_expanded(options.paths))
    faults = [fault for path in paths for fault in _faults_of(path)]
    if not paths:
        faults = [
            Fault(
                "no-file",
                ", ".join(map(str, options.paths)),
                "no .yaml or .json file here",
                "name a file, or go to the project's folder",
            )
        ]
    if faults:
        return _report(faults)
    print(f"{len(paths)} file{'s'[: len(paths) != 1]} checked, nothing wrong")
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
    if path.suffix != ".json":
        return check_instrument(path)
    try:
        instrument, reading = load_reading(path)
    except CapabilityError as error:
        return error.faults
    return [_without_place(path, name, instrument) for name in reading.unplaced]


def _without_place(path: Path, practice: str, instrument: Instrument) -> Fault:
    what = f"`{practice[:80]}` is no practice of {instrument.id} {instrument.version}"
    retired = practice in instrument.retired
    return Fault(
        "no-place",
        f"{path}: answers",
        what,
        "it was retired: its answer is not scored" if retired else "its answer is not scored",
    )


def _report(faults: Iterable[Fault]) -> int:
    found = list(faults)
    for fault in found:
        print(f"error: {printable(str(fault))}", file=sys.stderr)
    print(f"{len(found)} fault{'s'[: len(found) != 1]}", file=sys.stderr)
    return FAULTS


def _score(options: argparse.Namespace) -> int:
    instrument, reading = load_reading(options.response)
    profile = score(instrument, reading.response)
    for practice in reading.unplaced:
        print(f"note: {printable(str(_without_place(options.response, practice, instrument)))}", file=sys.stderr)
    table = "\n".join(map(printable, as_table(instrument, profile).split("\n")))
    sys.stdout.write(to_json(profile) if options.json else table)
    return OK


def printable(text: str) -> str:
    r"""A text with whatever would steer a terminal written as an escape: names in files are strangers' words.

    >>> print(printable("a\x1b[2Jb"))
    a\x1b[2Jb
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def as_table(instrument: Instrument, profile: Profile) -> str:
    """A profile as plain text: a line a dimension, then the counts, then the organisation's level."""
    width = max(len(dimension.title) for dimension in instrument.dimensions)
    lines = [f"{instrument.title} {profile.version}", ""]
    lines.append(f"{'':{width}}  {'level':<24}{'at most':<9}{'evidenced':<11}{'index':>5}  answered")
    for dimension, result in zip(instrument.dimensions, profile.dimensions, strict=True):
        lines.append(f"{dimension.title:{width}}  {_row(instrument, result)}")
    given = sum(result.level is not None for result in profile.dimensions)
    if given:
        counts = "; ".join(f"at {n} or above: {count} of {given}" for n, count in enumerate(profile.at_or_above, 1))
        lines += ["", f"Dimensions {counts}"]
    if profile.level is not None:
        lines.append(f"All together: {profile.level} {instrument.scale[profile.level]}")
    return "\n".join(lines) + "\n"


def _row(instrument: Instrument, result: DimensionProfile) -> str:
    level = "not enough answered" if result.level is None else f"{result.level} {instrument.scale[result.level]}"
    if not result.coverage.applicable:
        level = "does not apply"
    at_most = "" if result.at_most in (None, result.level) else str(result.at_most)
    evidenced = f"{result.evidenced.with_} of {result.evidenced.of}" if result.evidenced.of else ""
    index = "" if result.index is None else f"{result.index:.1f}"
    answered = f"{result.coverage.answered} of {result.coverage.applicable}"
    return f"{level:<24}{at_most:<9}{evidenced:<11}{index:>5}  {answered}"


def _new(options: argparse.Namespace) -> int:
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


if __name__ == "__main__":
    sys.exit(main())
