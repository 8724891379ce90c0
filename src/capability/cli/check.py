"""`capability check`: every fault of a file at once."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

from capability.authoring import files, released
from capability.authoring.council import load_council
from capability.authoring.finding import COUNCIL, Folder
from capability.authoring.instruments import Library, load_instrument
from capability.authoring.kinds import INSTRUMENT, kind_of
from capability.authoring.responses import load_reading
from capability.cli.printing import OK, counted, note, show, tell_faults, text_of
from capability.cli.questions import own_questions, without_place
from capability.course.council import Council, unsaid
from capability.errors import CapabilityError, Fault
from capability.pieces.invitation import INVITED
from capability.reading.folders import read_files
from capability.reading.gathering import format_of, gather, gather_rows
from capability.rule.instrument import Instrument

ABOUT = """\
It will report every fault at once: where, what, how to mend it; and of each sound instrument its digest, which every
result of it has.
A folder stands for the files of these kinds in it.

  capability check                                    council.yaml, and all of assessments/, modules/ and book/
  capability check assessments/organisation.yaml      one instrument
  capability check my-response.json                   one response, with the instrument that it names
  capability check --release                          and list the ids of the instruments as released
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="file or folder")
    about = "if nothing is wrong, add the ids of the instruments to their lists in released/: they must never be lost"
    parser.add_argument("--release", action="store_true", help=about)


def run(options: argparse.Namespace) -> int:
    """Report every fault of the named files."""
    named = options.paths or [path for name in (COUNCIL, *get_args(Folder)) if (path := Path(name)).exists()]
    paths = list(_expanded(named))
    used: dict[str, Instrument] = {}
    faults = [fault for path in paths for fault in _faults_of(path, used)]
    if not paths:
        faults = [
            Fault(
                "no-file",
                ", ".join(map(str, named or ["assessments"])),
                "no .yaml or .json file here",
                "name a file, or go to the project's folder",
            )
        ]
    note(own_questions(used.values()))
    if faults:
        return tell_faults(faults, options.every)
    note(list(_unsaid(paths, whole=not options.paths)))
    instruments = {path: load_instrument(path) for path in paths if _is_authored(path) and kind_of(path) is INSTRUMENT}
    show(text_of(f"{path}: {own.id} {own.version}, digest {own.digest}" for path, own in instruments.items()))
    show(text_of([f"{counted(len(paths), 'file')} checked, nothing wrong"]))
    for path, instrument in instruments.items() if options.release else ():
        added = released.release(path, instrument)
        show(text_of(f"{released.list_of(path)}: {name} is added" for name in added))
    return OK


def _unsaid(paths: Iterable[Path], *, whole: bool) -> Iterator[Fault]:
    """What forms for people outside cannot say, by a council's file, or where there are such forms and no such file."""
    councils: list[Council | None] = [load_council(path) for path in paths if path.name == COUNCIL]
    asks = whole and any(path.stem in INVITED for path in paths)
    for council in councils or [None] * asks:
        yield from unsaid(council)


def _expanded(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        try:
            inside = sorted(path.iterdir()) if path.is_dir() else [path]
        except OSError as fault:
            what = (fault.strerror or "cannot be read").lower()
            raise CapabilityError(Fault("no-file", str(path)[:200], what, "check the path")) from None
        yield from (file for file in inside if file is path or _is_authored(file) or file.suffix == ".json")


def _is_authored(path: Path) -> bool:
    return path.suffix in {".yaml", ".yml"}


def _faults_of(path: Path, used: dict[str, Instrument]) -> Iterable[Fault]:
    """Every fault of a file; the instrument that it was read with comes among those `used`."""
    if path.suffix != ".json":
        return files.check(path)
    inputs = list(read_files([path]))
    try:
        # A tally and a row say what they are; all else is read as a response.
        match format_of(inputs):
            case "capability-tally":
                answers = gather(inputs, Library())
                used[answers.instrument.id] = answers.instrument
                return answers.left_out
            case "capability-relations":
                return gather_rows(inputs).left_out
        instrument, reading = load_reading(path)
    except CapabilityError as error:
        return error.faults
    used[instrument.id] = instrument
    return [without_place(path, name, instrument) for name in reading.unplaced]
