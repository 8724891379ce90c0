"""`capability gap`: what a council says of itself beside what people outside say."""

import argparse
from pathlib import Path

from capability.cli.inputs import pile_of
from capability.cli.printing import OK, hand_out, show, text_of
from capability.errors import CapabilityError, Fault
from capability.reading.gathering import Gathered
from capability.rule.gaps import FEWEST_TO_COMPARE, PerceptionGap, PerceptionGaps, Side, perception_gaps, to_json
from capability.rule.instrument import COUNCIL

ABOUT = """\
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


def as_gaps_table(council: Gathered, outside: Gathered, gaps: PerceptionGaps) -> str:
    """Gaps as plain text: how many are sure, then what was compared, widest first, then what could not be."""
    titles = {practice.id: practice.title for practice in council.instrument.practices}
    width = max(len(titles[gap.council.practice]) for gap in gaps.pairs)
    lines = [
        "{}: {} in the council, {} outside".format(outside.instrument.title, *gaps.raters),
        f"{gaps.sure} of {gaps.compared} compared show a gap; chance alone would show at most {gaps.by_chance:g}",
        "",
        f"{'':{width}}  council  outside  steps  council higher, in how many of 100 pairs (50 is even)",
        *(f"{titles[gap.council.practice]:{width}}  {_row(gap)}".rstrip() for gap in gaps.pairs),
    ]
    return text_of(lines)


def _row(gap: PerceptionGap) -> str:
    sides = f"{_level(gap.council):<9}{_level(gap.outside):<9}"
    if gap.higher is None:
        few = f"too few answers: {gap.council.n} and {gap.outside.n}, it takes {FEWEST_TO_COMPARE} on each side"
        return sides + (few if gap.obstacle == "too-few" else "most could not tell")
    value, low, high = gap.higher.of_100
    sure = "" if gap.higher.sure else ": no difference shown"
    return f"{sides}{gap.steps:+5}  {value:>3} ({low} to {high}){sure}"


def _level(side: Side) -> str:
    return "" if side.consensus is None else str(side.consensus)
