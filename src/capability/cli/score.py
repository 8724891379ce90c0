"""`capability score`: one response."""

import argparse
from pathlib import Path

from capability.authoring.responses import load_reading
from capability.cli.levels import level_words, whole_words
from capability.cli.printing import OK, hand_out, note, show, text_of
from capability.cli.questions import own_questions, without_place
from capability.rule.instrument import Instrument
from capability.rule.scoring import DimensionProfile, Profile, score, to_json

ABOUT = """
  capability score my-response.json           a table to read
  capability score my-response.json --json    the whole profile, for programs
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("response", type=Path, metavar="RESPONSE.json")
    parser.add_argument("--json", action="store_true", help="print the profile as JSON")


def run(options: argparse.Namespace) -> int:
    """Print the profile of a response."""
    instrument, reading = load_reading(options.response)
    profile = score(instrument, reading.response)
    note(own_questions([instrument]))
    note([without_place(options.response, practice, instrument) for practice in reading.unplaced], options.every)
    if options.json:
        hand_out(to_json(profile).encode())
    else:
        show(as_table(instrument, profile))
    return OK


def as_table(instrument: Instrument, profile: Profile) -> str:
    """A profile as plain text: a line a dimension, then the counts, then the organisation's level."""
    width = max(len(dimension.title) for dimension in instrument.dimensions)
    lines = [f"{instrument.title} {profile.version}", ""]
    lines.append(f"{'':{width}}  {'level':<24}{'at most':<9}{'evidenced':<11}{'index':>5}  answered")
    for dimension, result in zip(instrument.dimensions, profile.dimensions, strict=True):
        lines.append(f"{dimension.title:{width}}  {_row(instrument, result)}")
    return text_of([*lines, "", *whole_words(instrument, profile)])


def _row(instrument: Instrument, result: DimensionProfile) -> str:
    level = level_words(instrument, result)
    at_most = "" if result.at_most in (None, result.level) else str(result.at_most)
    evidenced = f"{result.evidenced.with_} of {result.evidenced.of}" if result.evidenced.of else ""
    index = "" if result.index is None else f"{result.index:.1f}"
    answered = f"{result.coverage.answered} of {result.coverage.applicable}"
    return f"{level:<24}{at_most:<9}{evidenced:<11}{index:>5}  {answered}"
