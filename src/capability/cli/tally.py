"""`capability tally`: the answers of many people, counted."""

import argparse
import sys

from capability.cli.inputs import gathered, takes_answers
from capability.cli.printing import OK
from capability.rule.sharing import share
from capability.rule.sharing import to_json as shared_json
from capability.rule.tally import to_json

ABOUT = """\
Count the answers of many people, by role, so that they can be kept, sent and added without anybody's own answers.
Reads responses and tallies (.json), tables of an office form tool (.csv, .xlsx, .ods), ZIP
files and folders of them.

  capability tally answers/ > council.tally.json                all that is in a folder
  capability tally north.tally.json south.tally.json            two tallies as one
  capability tally form.csv --columns headings.json             a table with headings of its own
  capability tally answers/ --share > council.shared.json       what may leave the council: small counts withheld
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    takes_answers(parser)
    parser.add_argument("--share", action="store_true", help="print what may leave the council")


def run(options: argparse.Namespace) -> int:
    """Print the tally, or what may be shared of it."""
    answers = gathered(options)
    sys.stdout.write(shared_json(share(answers.instrument, answers.tally)) if options.share else to_json(answers.tally))
    return OK
