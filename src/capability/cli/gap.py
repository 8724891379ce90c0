"""`capability gap`: what a council says of itself beside what people outside say."""

import argparse
from pathlib import Path

from capability.cli.inputs import pile_of
from capability.cli.printing import OK, hand_out, show, text_of
from capability.errors import CapabilityError, Fault
from capability.reading.gathering import Gathered
from capability.rule.gaps import PerceptionGap, Side, perception_gaps, to_json
from capability.rule.instrument import COUNCIL, Instrument

ABOUT = """\
Set what a council says of itself against what its suppliers or residents say, practice by practice, widest gap first.
Reads what `capability tally` reads: the council's answers, and those of people outside, in any mixture.
A gap is a reason to talk, not a measurement.

  capability gap council/ suppliers/            a table to read
  capability gap *.tally.json --json            the result, for programs
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file or folder")
    parser.add_argument("--columns", type=Path, metavar="FILE.json", help="what the headings of a table mean")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(options: argparse.Namespace) -> int:
    """Print the gaps to each group outside whose answers are there."""
    pile = pile_of(options)
    by_id = {answers.instrument.id: answers for answers in pile.by_instrument}
    outside = [side for side in pile.by_instrument if any(practice.mirrors for practice in side.instrument.practices)]
    if COUNCIL not in by_id or not outside:
        missing = f"answers to `{COUNCIL}`" if COUNCIL not in by_id else "answers of people outside, such as suppliers"
        raise CapabilityError(Fault("one-side", "files", f"there are no {missing}", "a gap needs both sides: add them"))
    council = by_id[COUNCIL]
    gaps = {
        side.instrument.id: perception_gaps(council.instrument, council.tally, side.instrument, side.tally)
        for side in outside
    }
    tables = (as_gaps_table(council, side, gaps[side.instrument.id]) for side in outside)
    if options.json:
        hand_out(to_json(gaps).encode())
    else:
        show("\n".join(tables))
    return OK


def as_gaps_table(council: Gathered, outside: Gathered, gaps: tuple[PerceptionGap, ...]) -> str:
    """Gaps as plain text: what was compared, widest first, then what could not be."""
    titles = {practice.id: practice.title for practice in council.instrument.practices}
    width = max(len(titles[gap.council.practice]) for gap in gaps)
    raters = f"{council.tally.raters} in the council, {outside.tally.raters} outside"
    lines = [f"{outside.instrument.title}: {raters}", "", f"{'':{width}}  council  outside  steps  shares at or above"]
    lines += [f"{titles[gap.council.practice]:{width}}  {_row(council.instrument, gap)}".rstrip() for gap in gaps]
    return text_of(lines)


def _row(instrument: Instrument, gap: PerceptionGap) -> str:
    sides = f"{_level(gap.council):<9}{_level(gap.outside):<9}"
    if gap.at is None or gap.difference is None:
        return sides + ("too few answers" if gap.obstacle == "too-few" else "most could not tell")
    mine, theirs = (f"{side.share.count} of {side.share.of}" for side in (gap.council, gap.outside) if side.share)
    low, high = (round(100 * end) for end in (gap.difference.low, gap.difference.high))
    sure = "" if gap.difference.sure else ", may be chance"
    at = f"{gap.at} {instrument.scale[gap.at]}"
    return f"{sides}{gap.steps:+5}  {at}: {mine} against {theirs}, {low:+} to {high:+} points{sure}"


def _level(side: Side) -> str:
    return "" if side.consensus is None else str(side.consensus)
