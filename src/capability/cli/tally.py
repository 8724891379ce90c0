"""`capability tally`: the answers of many people, counted."""

import argparse
from datetime import UTC, datetime

from capability.cli.inputs import gathered, takes_answers
from capability.cli.outputs import hand_over, takes_output
from capability.rule.tally import to_json
from capability.text import file_name
from capability.writing.document import Written

ABOUT = """\
Reads responses and tallies (.json), tables of an office form tool (.csv, .xlsx, .ods), ZIP
files and folders of them. It counts and says nothing more: `capability team` says where a team stands.

  capability tally answers/ --output council.tally.json         all that is in a folder
  capability tally north.tally.json south.tally.json            two tallies as one
  capability tally form.csv --columns headings.json             a table with headings of its own

Keep a tally inside the council: in a role of one, the counts are that person's answers.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    takes_answers(parser)
    takes_output(parser)


def run(options: argparse.Namespace) -> int:
    """Write the tally."""
    answers = gathered(options)
    name = file_name(f"{answers.instrument.id}-tally", str(datetime.now(UTC).date()), "json")
    written = Written(name, to_json(answers.tally).encode())
    return hand_over(written, options.output, "next: `capability team {}` says where the team stands")
