"""`capability benchmark compare`: where a council stands beside a group of an edition."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from capability.authoring.instruments import Library
from capability.cli.benchmark.files import edition_at
from capability.cli.inputs import gathered
from capability.cli.printing import OK, hand_out, show, text_of
from capability.errors import CapabilityError, Fault
from capability.reading.folders import read_files
from capability.reading.gathering import format_of
from capability.reading.text import as_text
from capability.rule.benchmark import Edition, Reach
from capability.rule.comparing import (
    Beside,
    Comparison,
    Own,
    Reason,
    Word,
    compare,
    own_from_file,
    own_from_tally,
    to_json,
)
from capability.rule.instrument import Instrument
from capability.rule.joining import FILE, CouncilFile, read_council_file
from capability.text import json_object

ABOUT = """\
Takes an edition, and your own side: answers and tallies as `capability tally` reads them, or your council file.
For each dimension one of four words: below the middle half, within it, above it, or cannot tell. It cannot be told
where chance in who answered, or the rounding, could make it another word. There is no place, and no overall word.

  capability benchmark compare benchmark-2026-….json answers/
  capability benchmark compare benchmark-2026-….json my-council.json --group wales --json
"""

WORDS: dict[Word, str] = {
    "below": "below the middle half",
    "within": "within the middle half",
    "above": "above the middle half",
    "cannot-tell": "cannot tell",
}
REASONS: dict[Reason, str] = {
    "": "",
    "chance": "chance could make it another word",
    "few-councils": "fewer than 20 councils, so no middle half is given",
    "few-levels": "too few councils of the group have a level",
    "few-raters": "fewer than five of yours answered",
    "no-level": "too few of yours could tell",
    "not-given": "the group's figures are not given",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the step takes."""
    parser.add_argument("edition", type=Path, metavar="EDITION", help="an edition that a steward published")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="your answers, or your council file")
    parser.add_argument(
        "--group", default="", metavar="ID", help="the group; else your council file's, or the only one"
    )
    parser.add_argument("--columns", type=Path, metavar="FILE.json", help="what the headings of a table mean")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(options: argparse.Namespace) -> int:
    """Print where the council stands."""
    edition, _ = edition_at(options.edition)
    options.instrument = edition.instrument
    file = _council_file(options.paths)
    own: dict[str, Own]
    if file is None:
        answers = gathered(options)
        instrument, own, group = answers.instrument, own_from_tally(answers.instrument, answers.tally), options.group
    else:
        instrument, own = Library()[file.instrument], own_from_file(file)
        group = options.group or _group_of(file, edition)
    result = compare(instrument, own, edition, group)
    if options.json:
        hand_out(to_json(result).encode())
    else:
        show(text_of(_lines(instrument, result)))
    return OK


def _council_file(paths: list[Path]) -> CouncilFile | None:
    """The council file, where that is what was named; raises `CapabilityError` where it is one of several files."""
    files = list(read_files(paths))
    if format_of(files) != FILE.format.partition("/")[0]:
        return None
    [file] = files
    if isinstance(file, Fault):  # it said what it is, so it could be read
        raise CapabilityError(file)
    return read_council_file(json_object(as_text(file.data, file.name, FILE.error), file.name, FILE), file.name)


def _group_of(file: CouncilFile, edition: Edition) -> str:
    return next(
        (each.id for each in edition.groups if each.nation == file.nation and file.type in each.types),
        "",
    )


def _lines(instrument: Instrument, result: Comparison) -> Iterator[str]:
    size = f"{result.councils} to {result.councils + 4} councils" if result.councils else "fewer than ten councils"
    yield f"Edition {result.edition}: {result.title}, {size}"
    if result.synthetic:
        yield "These councils do not exist: the edition is made up."
    width = max(len(part.title) for part in instrument.dimensions)
    yield ""
    yield f"{'':{width}}  {'index':>11}  {'group':>12}  where you stand"
    for part, beside in zip(instrument.dimensions, result.dimensions, strict=True):
        why = f" ({REASONS[beside.reason]})" if beside.reason else ""
        yield f"{part.title:{width}}  {_own(beside.own):>11}  {_middle(beside):>12}  {WORDS[beside.word]}{why}"
    yield ""
    yield f"{'':{width}}  {'your level':<24}of the group at the next"
    for part, beside in zip(instrument.dimensions, result.dimensions, strict=True):
        level = "not told" if beside.own.level is None else f"{beside.own.level} {instrument.scale[beside.own.level]}"
        yield f"{part.title:{width}}  {level:<24}{_next(beside.next)}".rstrip()
    yield ""
    yield "Self-reported: nobody checked it. Who takes part, and who answers, may differ from council to council."


def _own(own: Own) -> str:
    if own.index is None:
        return "-"
    return f"{own.index:g}" + ("" if own.reach is None else f" ± {own.reach:.0f}")


def _middle(beside: Beside) -> str:
    if len(beside.places) < 3:
        return "" if beside.middle is None else f"about {beside.middle}"
    low, high = ("none" if end is None else f"{end}" for end in (beside.low, beside.high))
    return f"{low} to {high}"


def _next(share: Reach | None) -> str:
    if share is None:
        return ""
    if not share.told:
        return "fewer than five"
    return f"{share.told} or more of {share.of} to {share.of + 4} ({100 * share.low:.0f} to {100 * share.high:.0f} %)"
