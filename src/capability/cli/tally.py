"""`capability tally`: the answers of many people, counted."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from capability.authoring.instruments import Library, load_instrument
from capability.cli.inputs import gathered, takes_answers
from capability.cli.outputs import hand_over, hand_over_folder, takes_output
from capability.cli.printing import OK, counted, hand_out, note, tell
from capability.cli.questions import own_questions
from capability.errors import CapabilityError, Fault, InstrumentError
from capability.rule.instrument import Instrument
from capability.rule.tally import Tally, to_json
from capability.text import file_name, json_line
from capability.writing.csv import to_csv
from capability.writing.document import Written

if TYPE_CHECKING:
    from capability.bulk.reading import CountedFiles

ABOUT = """\
Reads responses and tallies (.json), tables of an office form tool (.csv, .xlsx, .ods), ZIP
files and folders of them. It counts and says nothing more: `capability team` says where a team stands.

  capability tally answers/ --output council.tally.json         all that is in a folder
  capability tally north.tally.json south.tally.json            two tallies as one
  capability tally form.csv --columns headings.json             a table with headings of its own
  capability tally big.parquet --by council --output councils   a tally for each council

With --by, Parquet and CSV files of any size are read in parts: a row a person, a column a practice with its id as
heading. Each tally becomes a file in a new folder, with a list of them; or, without --output, a line of JSON.

Keep a tally inside the council: in a role of one, the counts are that person's answers.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    takes_answers(parser)
    about = "count large Parquet and CSV files by this column, such as council, team or role: a tally for each"
    parser.add_argument("--by", metavar="COLUMN", help=about)
    takes_output(parser)


def run(options: argparse.Namespace) -> int:
    """Write the tally, or one for each key."""
    if options.by is not None:
        return _by_key(options)
    answers = gathered(options)
    name = file_name(f"{answers.instrument.id}-tally", str(datetime.now(UTC).date()), "json")
    written = Written(name, to_json(answers.tally).encode())
    return hand_over(written, options.output, "next: `capability team {}` says where the team stands")


def _by_key(options: argparse.Namespace) -> int:
    if options.columns:
        hint = "with --by, the heading of each practice's column is its id"
        raise CapabilityError(Fault("no-columns", "--columns", "large files are read by their headings alone", hint))
    files = _count_files(options)
    _account(files, options)
    tallies = files.counted.tallies()
    if options.output is None:
        for key, tally in tallies:
            hand_out(json_line({options.by: key, "tally": msgspec.to_builtins(tally)}).encode())
        return OK
    return hand_over_folder(_files(options.by, tallies, files.counted.instrument), options.output)


def _count_files(options: argparse.Namespace) -> "CountedFiles":
    try:
        from capability.bulk.reading import count_files  # here, for it comes with an extra
    except ModuleNotFoundError as error:
        hint = 'run `pip install "capability-kit[bulk]"`'
        what = "--by needs it, and it is not here"
        raise CapabilityError(Fault("no-extra", str(error.name), what, hint)) from None
    instruments = [load_instrument(options.instrument)] if options.instrument else list(_all_instruments())
    return count_files(options.paths, instruments, options.by)


def _all_instruments() -> Iterator[Instrument]:
    """Those that can be loaded; one that is broken stops nothing that does not ask for it."""
    library = Library()
    for name in library:
        try:
            yield library[name]
        except InstrumentError:
            continue


def _account(files: "CountedFiles", options: argparse.Namespace) -> None:
    """Tell what was left out, and what is not as one would expect."""
    result = files.counted
    note(own_questions([result.instrument]))
    if files.passed_over:
        named = ", ".join(f"`{name[:80]}`" for name in files.passed_over[:8])
        more = len(files.passed_over) - 8
        tell([f"not read: the columns {named}" + (f" and {more} more" if more > 0 else "")])
    if files.silent:
        tell([f"{counted(files.silent, 'row')} without an answer: each counts as nobody"])
    if result.keyless:
        tell([f"{result.keyless:,} people without a {options.by}: they are counted under an empty name"])
    if not result.lowest:
        tell(["no answer is 0: if numbers stand for options 1 to 5, make each one less, and count again"])
    tell([f"{int(result.raters.sum()):,} people, by {len(result.groups.keys):,} different values of {options.by}"])


def _files(by: str, tallies: Iterator[tuple[str, Tally]], instrument: Instrument) -> Iterator[Written]:
    """A file for each key, and a list of them: what a key is called may be no name of a file, and two alike."""
    day, kind = str(datetime.now(UTC).date()), f"{instrument.id}-tally"
    listed: dict[str, tuple[str, str, str]] = {}
    for key, tally in tallies:
        name = file_name(kind, day, "json", key)
        if name in listed:
            name = file_name(f"{kind}-{len(listed) + 1}", day, "json", key)
        listed[name] = (key, str(tally.raters), name)
        yield Written(name, to_json(tally).encode())
    yield Written(f"{kind}-list.csv", to_csv([(by, "raters", "file"), *listed.values()]).encode())
