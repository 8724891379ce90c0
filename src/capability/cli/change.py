"""`capability change`: what moved between two rounds."""

import argparse
from pathlib import Path

from capability.authoring.instruments import load_instrument
from capability.cli.inputs import gathered
from capability.cli.printing import OK, counted, hand_out, note, show, text_of
from capability.cli.questions import own_questions
from capability.errors import CapabilityError, Fault
from capability.rule.change import FEWEST_TO_CLAIM, Change, compare_rounds, returned_between, to_json
from capability.rule.instrument import Instrument
from capability.rule.means import MeanDifference
from capability.rule.totals import own_indices
from capability.writing.change import MOVES

ABOUT = """\
Other people may have answered the second time.

  capability change --before 2025/ --after 2026/           a table to read
  capability change --before old.tally.json --after new.tally.json --json
  capability change --before 2025/ --earlier old/organisation.yaml --after 2026/
                                                           where the first round answered another major version:
                                                           questions are compared by id, and the others listed
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    for name, about in (("--before", "the first round: files or folders"), ("--after", "the second")):
        parser.add_argument(name, nargs="+", type=Path, required=True, metavar="PATH", help=about)
    parser.add_argument("--instrument", metavar="ID", help="which instrument; else the one that most files answer")
    parser.add_argument("--earlier", type=Path, metavar="FILE.yaml", help="the instrument as the first round had it")
    parser.add_argument("--columns", type=Path, metavar="FILE.json", help="what the headings of a table mean")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(options: argparse.Namespace) -> int:
    """Print what moved."""
    after = gathered(options, options.after)
    note(own_questions([after.instrument]))
    earlier = None if options.earlier is None else _earlier(options.earlier, after.instrument)
    before = gathered(options, options.before, earlier)
    if before.instrument.id != after.instrument.id:
        what = f"the first round answers `{before.instrument.id}`, the second `{after.instrument.id}`"
        raise CapabilityError(Fault("other-instrument", "files", what, "name one with --instrument"))
    indices = [own_indices(answers.instrument, answers.responses) for answers in (before, after)]
    change = compare_rounds(after.instrument, before.tally, after.tally, earlier, returned_between(*indices))
    if options.json:
        hand_out(to_json(change).encode())
    else:
        show(as_change_table(after.instrument, change, earlier))
    return OK


def _earlier(path: Path, instrument: Instrument) -> Instrument:
    earlier = load_instrument(path)
    if earlier.id != instrument.id:
        what = f"this is `{earlier.id}`, and the second round answers `{instrument.id}`"
        hint = f"an instrument's id is its file's name: call it {instrument.id}.yaml, in a folder of its own"
        raise CapabilityError(Fault("other-instrument", str(path), what, hint))
    return earlier


def as_change_table(instrument: Instrument, change: Change, earlier: Instrument | None = None) -> str:
    """A change as plain text: dimensions, each practice that moved, and what cannot be compared."""
    titles = {practice.id: practice.title for practice in (earlier or instrument).practices}
    titles |= {dimension.id: dimension.title for dimension in instrument.dimensions}
    titles |= {practice.id: practice.title for practice in instrument.practices}
    width = max(map(len, titles.values()))
    before, after = change.raters
    lines = [
        f"{instrument.title}: {counted(before, 'rater')} before, {after} after",
        "",
        f"{'':{width}}  level   average       difference              moved",
    ]
    for dimension in change.dimensions:
        levels = " > ".join("-" if level is None else str(level) for level in dimension.levels)
        indices = " > ".join("-" if index is None else f"{index:.1f}" for index in dimension.indices)
        apart = "" if dimension.difference is None else _interval(dimension.difference)
        lines.append(f"{titles[dimension.id]:{width}}  {levels:<8}{indices:<14}{apart:<24}{MOVES[dimension.move]}")
    lines += ["", *_how_sure(change)]
    moved = [practice for practice in change.practices if practice.move in ("up", "down")]
    if moved:
        steps = change.steps
        lines += [
            "",
            f"Middle answers: {steps.up} went up, {steps.down} down; chance alone would move {steps.chance:.1f}",
        ]
    for practice in moved:
        first, second = practice.consensus
        lines.append(f"{titles[practice.id]:{width}}  {first} > {second}")
    same, lost = (sum(practice.move == move for practice in change.practices) for move in ("none", "unknown"))
    stayed = counted(same, "practice")
    lines += ["", f"{stayed} did not move, and {lost} cannot be compared: a round has no middle answer."]
    for asked, names in (("first", change.only_before), ("second", change.only_after)):
        if names:
            lines += ["", f"Asked in the {asked} round only", *(titles[name] for name in names)]
    return text_of(lines)


def _interval(difference: MeanDifference) -> str:
    return f"{difference.value:+.1f} ({difference.low:+.1f} to {difference.high:+.1f})"


def _how_sure(change: Change) -> list[str]:
    """What the words of the table mean, as far as they stand in it."""
    moves = {dimension.move for dimension in change.dimensions}
    lines = ["average: of those who answered every question of the dimension; difference: with its 95 % interval"]
    if moves & {"up", "down", "perhaps-up", "perhaps-down"}:
        lines.append("up, down: chance alone would say so of 1 dimension in 100; perhaps: of 5 in 100")
    if "none" in moves:
        lines.append("no change shown: it cannot be told, and does not mean that all stayed the same")
    if "unclaimed" in moves and any(change.without_totals):
        lines.append(
            "nothing claimed: a tally of an older kit, or of other questions, does not tell a change from chance"
        )
    elif "unclaimed" in moves:
        lines.append(
            f"nothing claimed: fewer than {FEWEST_TO_CLAIM} in a round answered every question of the dimension"
        )
    if change.repeated:
        same = counted(change.repeated, "response")
        lines.append(f"{same} in both rounds, unchanged: is one round's folder inside the other's?")
    people = sum(dimension.by == "people" for dimension in change.dimensions)
    if people:
        lines.append(f"{change.returned} answered both times: {counted(people, 'dimension')} compared by these people")
    return lines
