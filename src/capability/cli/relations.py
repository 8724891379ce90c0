"""`capability relations`: how well the actors of a system work together."""

import argparse
from pathlib import Path

from capability.cli.printing import OK, counted, hand_out, note, show, text_of, watched
from capability.reading.folders import read_files
from capability.reading.gathering import gather_rows
from capability.rule.relations import SCALE, RelationsProfile, Tie, relations_profile, to_json

ABOUT = """
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
    gathered = gather_rows(watched(list(read_files(options.paths))), listed)
    note(gathered.left_out, options.every)
    result = relations_profile(gathered.relations)
    if options.json:
        hand_out(to_json(result).encode())
    else:
        show(as_relations_table(result))
    return OK


def as_relations_table(result: RelationsProfile) -> str:
    """A system's relations as plain text: the level and what would raise it, then every tie."""
    lines = [f"Relations of {counted(len(result.actors), 'actor')}: {_level(result)}"]
    if result.level:
        lines.append(f"Ties at {_named(result.level)} or more connect all who sent their views.")
    if result.silent:
        lines.append(f"Sent no views: {', '.join(result.silent)}")
    if len(result.groups) > 1 and result.level is not None:
        lines += ["", f"At {_named(result.level + 1)} these groups are not connected yet:"]
        lines += [f"  {', '.join(group)}" for group in result.groups]
        needed = len(result.groups) - 1
        if result.could_join:
            lines.append(f"To join them, {needed} of these ties must rise from {result.level} to {result.level + 1}:")
            lines += [f"  {first} – {second}" for first, second in result.could_join]
        else:
            lines.append("No tie between them is close: begin one.")
    splits = [(network.n, network.critical) for network in result.networks if network.critical]
    if splits:
        lines += ["", "If one of these left, others would no longer be connected:"]
        lines += [f"  at {_named(n)}: {', '.join(names)}" for n, names in splits]
    width = max((len(" – ".join(tie.between)) for tie in result.ties), default=0)
    lines += [
        "",
        "A tie is as strong as the lower of what its two actors say. Those who disagree most come first.",
        f"{'':{width}}  {'strength':<16}what each says",
    ]
    by_gap = sorted(result.ties, key=lambda tie: (-(tie.gap or 0), tie.between))
    lines += [_tie_row(tie, width) for tie in by_gap]
    return text_of(lines)


def _level(result: RelationsProfile) -> str:
    if result.level is None:
        return "no level, for fewer than two thirds sent their views"
    at_most = "" if result.at_most in (None, result.level) else f", at most {result.at_most}"
    return f"{_named(result.level)}{at_most}"


def _named(level: int) -> str:
    return f"{level} ({SCALE[level][0].lower()})"


def _tie_row(tie: Tie, width: int) -> str:
    strength = "" if tie.strength is None else f"{tie.strength} {SCALE[tie.strength][0].lower()}"
    first, second = ("did not say" if view is None else str(view) for view in tie.views)
    return f"{' – '.join(tie.between):{width}}  {strength:<16}{first} and {second}"
