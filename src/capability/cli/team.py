"""`capability team`: what many people say together."""

import argparse
import sys

from capability.cli.inputs import gathered, takes_answers
from capability.cli.printing import OK, level_words
from capability.rule.instrument import Instrument
from capability.rule.team import Caution, PracticeTeam, TeamProfile, team_profile, to_json

ABOUT = """\
Say where a team stands together, and where its people see it differently. Reads what `capability tally` reads.

  capability team answers/                     a table to read
  capability team council.tally.json --json    the result, for programs
"""


CAUTIONS: dict[Caution, str] = {
    "nobody": "Nobody answered yet.",
    "under-three": "Fewer than three raters: too few to say whether they differ.",
    "under-six": "Fewer than six raters: the middle answer could be another with one rater more.",
    "leans-down": "An even number of raters: of two middle answers the lower counts.",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    takes_answers(parser)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(options: argparse.Namespace) -> int:
    """Print the team's result."""
    found = gathered(options)
    result = team_profile(found.instrument, found.tally)
    sys.stdout.write(to_json(result) if options.json else as_team_table(found.instrument, result))
    return OK


def as_team_table(instrument: Instrument, result: TeamProfile) -> str:
    """A team's result as plain text: disagreements first, then dimensions, then every practice with its counts."""
    titles = {practice.id: practice.title for practice in instrument.practices}
    width = max(len(title) for title in (*titles.values(), *(one.title for one in instrument.dimensions)))
    practices = {one.id: one for one in result.practices}
    lines = [f"{instrument.title} {result.version}: {result.raters} rater{'s'[: result.raters != 1]}"]
    lines += [CAUTIONS[caution] for caution in result.cautions]
    if result.disputed:
        lines += ["", "Seen differently, widest first", _practice_head(width)]
        lines += [_practice_row(titles[name], practices[name], width) for name in result.disputed]
    lines += ["", f"{'':{width}}  {'level':<24}at most"]
    for dimension, one in zip(instrument.dimensions, result.profile.dimensions, strict=True):
        level = level_words(instrument, one)
        at_most = "" if one.at_most in (None, one.level) else str(one.at_most)
        lines.append(f"{dimension.title:{width}}  {level:<24}{at_most}".rstrip())
    if result.profile.level is not None:
        lines.append(f"All together: {result.profile.level} {instrument.scale[result.profile.level]}")
    if result.weakest:
        lines += ["", "Lowest: " + ", ".join(titles[name] for name in result.weakest)]
    lines += ["", _practice_head(width)]
    lines += [_practice_row(titles[one.id], one, width) for one in result.practices]
    for role in result.roles:
        lines += ["", f"{role.role}: {role.raters} raters", _practice_head(width)]
        lines += [_practice_row(titles[one.id], one, width) for one in role.practices]
    return "\n".join(lines) + "\n"


def _practice_head(width: int) -> str:
    return f"{'':{width}}  {'level':<9}   0   1   2   3   4  unknown  n/a  blank  apart"


def _practice_row(title: str, one: PracticeTeam, width: int) -> str:
    level = "" if one.consensus is None else str(one.consensus)
    counts = "".join(f"{count:4}" for count in one.counts)
    apart = "" if one.disagreement is None else f"{one.disagreement:7.3f}{' *' if one.flagged else ''}"
    row = f"{title:{width}}  {level:<9}{counts}{one.unknown:9}{one.not_applicable:5}{one.blank:7}{apart}"
    return row.rstrip()
