"""`capability team`: what many people say together."""

import argparse

from capability.cli.inputs import gathered, takes_answers
from capability.cli.levels import level_words, whole_words
from capability.cli.printing import OK, counted, hand_out, show, text_of
from capability.rule.instrument import Instrument
from capability.rule.sureness import FEWEST_TO_BE_SURE, Sureness
from capability.rule.team import Caution, PracticeTeam, TeamProfile, team_profile, to_json
from capability.writing.sureness import camps_words, sureness_words

ABOUT = """
  capability team answers/                     a table to read
  capability team council.tally.json --json    the result, for programs

The counts are of the whole team: where all agree, a reader knows what each of them said, and whoever has two results,
from before and after one more person answered, knows what that person said. So give it out once, when all have
answered. Roles are shown only where neither one reader, nor two who compare notes, can tell somebody's answer.
"""


CAUTIONS: dict[Caution, str] = {
    "nobody": "Nobody answered yet.",
    "under-three": "Fewer than three raters: too few to say whether they differ.",
    "under-five": "Fewer than five raters: whoever knows them can often tell who said what. "
    "Show this to those who answered, and to nobody else. And too few to say how steady a level is.",
    "under-six": "Fewer than six raters: one more could change a middle answer.",
    "leans-down": "An even number of raters: of two middle answers the lower counts, "
    "so levels may come out slightly too low.",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    takes_answers(parser)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(options: argparse.Namespace) -> int:
    """Print the team's result."""
    answers = gathered(options)
    result = team_profile(answers.instrument, answers.tally)
    if options.json:
        hand_out(to_json(result).encode())
    else:
        show(as_team_table(answers.instrument, result))
    return OK


def as_team_table(instrument: Instrument, result: TeamProfile) -> str:
    """A team's result as plain text: disagreements first, then dimensions, then every practice with its counts."""
    titles = {practice.id: practice.title for practice in instrument.practices}
    width = max(len(title) for title in (*titles.values(), *(dimension.title for dimension in instrument.dimensions)))
    practices = {practice.id: practice for practice in result.practices}
    lines = [f"{instrument.title} {result.version}: {counted(result.raters, 'rater')}"]
    lines += [CAUTIONS[caution] for caution in result.cautions]
    if result.disputed:
        lines += ["", "Seen differently, widest first", _by_chance(result), _practice_head(width)]
        lines += [_practice_row(titles[name], practices[name], width) for name in result.disputed]
    lines += ["", f"{'':{width}}  {'level':<24}{'at most':<9}how steady"]
    for dimension, reached, sure in zip(instrument.dimensions, result.profile.dimensions, result.sure, strict=True):
        level = level_words(instrument, reached)
        at_most = "" if reached.at_most in (None, reached.level) else str(reached.at_most)
        lines.append(f"{dimension.title:{width}}  {level:<24}{at_most:<9}{_how_sure(result, sure)}".rstrip())
    lines += whole_words(instrument, result.profile)
    if together := _how_sure(result, result.sure_together):
        lines.append(f"How steady that is: {result.profile.level}, {together}")
    if result.weakest:
        lines += ["", "Lowest: " + ", ".join(titles[name] for name in result.weakest)]
    lines += ["", "apart: the mean distance from the level; *: seen differently", _practice_head(width)]
    lines += [_practice_row(titles[practice.id], practice, width) for practice in result.practices]
    if result.roles:
        shown = f"{len(result.roles[0].practices)} of {counted(len(result.practices), 'practice')}"
        lines += ["", f"By role: {shown}, the others could tell somebody's answer"]
    for role in result.roles:
        lines += ["", f"{role.role}: {counted(role.raters, 'rater')}", _practice_head(width)]
        lines += [_practice_row(titles[practice.id], practice, width) for practice in role.practices]
    return text_of(lines)


def _by_chance(result: TeamProfile) -> str:
    found = "" if len(result.disputed) > result.flagged_by_chance else ": this is no disagreement to report"
    return (
        f"{len(result.disputed)} listed; chance alone would list about {result.flagged_by_chance}{found} "
        "(if all saw the same, and of 100 answers 47 were right, 47 a level off and 6 further)"
    )


def _how_sure(result: TeamProfile, sure: Sureness | None) -> str:
    """Nothing for so few raters that a caution has said it of all levels."""
    return "" if result.raters < FEWEST_TO_BE_SURE else sureness_words(sure)


def _practice_head(width: int) -> str:
    return f"{'':{width}}  {'level':<9}   0   1   2   3   4  unknown  n/a  blank  apart"


def _practice_row(title: str, practice: PracticeTeam, width: int) -> str:
    level = "" if practice.consensus is None else str(practice.consensus)
    split = f"  {camps_words(practice.camps)}" if practice.camps else ""
    counts = "".join(f" {count:3}" for count in practice.counts)
    rest = f"{practice.unknown:9}{practice.not_applicable:5}{practice.blank:7}"
    apart = "" if practice.disagreement is None else f"{practice.disagreement:7.3f}{' *' if practice.flagged else ''}"
    row = f"{title:{width}}  {level:<9}{counts}{rest}{apart}{split}"
    return row.rstrip()
