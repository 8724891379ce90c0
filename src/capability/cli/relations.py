"""`capability relations`: how well the actors of a system work together."""

import argparse
import sys
from pathlib import Path

from capability.cli.printing import OK, counted, note
from capability.reading.folders import read_files
from capability.reading.gathering import gather_rows
from capability.rule.relations import RelationsProfile, Tie, relations_profile, to_json

ABOUT = """\
Say how well the actors of a system work together, from the row that each fills about the others.

  capability relations rows/                                     tables to read
  capability relations rows/ --actors council,residents,firms    with the list of who belongs to it
  capability relations rows/ --json                              the result, for programs
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file or folder")
    parser.add_argument("--actors", metavar="NAMES", help="who belongs to the system, with commas between")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(options: argparse.Namespace) -> int:
    """Print how well the actors work together."""
    listed = None if options.actors is None else [name for name in options.actors.split(",") if name.strip()]
    gathered = gather_rows(read_files(options.paths), listed)
    note(gathered.left_out, options.every)
    result = relations_profile(gathered.relations)
    sys.stdout.write(to_json(result) if options.json else as_relations_table(result))
    return OK


def as_relations_table(result: RelationsProfile) -> str:
    """A system's relations as plain text: the level and what would raise it, then every tie."""
    level = "no level: fewer than two thirds sent views" if result.level is None else str(result.level)
    at_most = "" if result.at_most in (None, result.level) else f", at most {result.at_most}"
    lines = [f"Relations of {counted(len(result.actors), 'actor')}: {level}{at_most}"]
    if result.silent:
        lines.append(f"Sent no views: {', '.join(result.silent)}")
    if len(result.groups) > 1 and result.level is not None:
        lines += ["", f"Still apart at {result.level + 1}:"]
        lines += [f"  {', '.join(group)}" for group in result.groups]
        lines.append(f"{len(result.groups) - 1} of these ties at {result.level} would have to rise:")
        lines += [f"  {first} – {second}" for first, second in result.could_join]
    splits = [(network.n, network.critical) for network in result.networks if network.critical]
    if splits:
        lines += ["", *(f"Without them the ties at {n} would split: {', '.join(names)}" for n, names in splits)]
    width = max((len(" – ".join(tie.between)) for tie in result.ties), default=0)
    lines += ["", f"{'':{width}}  strength  gap  views"]
    lines += [_tie_row(tie, width) for tie in result.ties]
    return "\n".join(lines) + "\n"


def _tie_row(tie: Tie, width: int) -> str:
    strength, gap = ("" if number is None else str(number) for number in (tie.strength, tie.gap))
    views = ", ".join("none" if view is None else str(view) for view in tie.views)
    return f"{' – '.join(tie.between):{width}}  {strength:<10}{gap:<5}{views}"
