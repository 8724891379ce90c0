"""`capability tally`: the answers of many people, counted."""

import argparse
from datetime import UTC, datetime

from capability.cli.inputs import gathered, takes_answers
from capability.cli.outputs import hand_over, takes_output
from capability.rule.sharing import share
from capability.rule.sharing import to_json as shared_json
from capability.rule.tally import to_json
from capability.text import file_name
from capability.writing.document import Written

ABOUT = """\
Count the answers of many people, by role, so that they can be kept, sent and added without anybody's own answers.
Reads responses and tallies (.json), tables of an office form tool (.csv, .xlsx, .ods), ZIP
files and folders of them. It counts and says nothing more: `capability team` says where a team stands.

  capability tally answers/ --output council.tally.json         all that is in a folder
  capability tally north.tally.json south.tally.json            two tallies as one
  capability tally form.csv --columns headings.json             a table with headings of its own
  capability tally answers/ --share --output shared.json        what may leave the council: small counts withheld
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    takes_answers(parser)
    parser.add_argument("--share", action="store_true", help="write what may leave the council")
    takes_output(parser)


def run(options: argparse.Namespace) -> int:
    """Write the tally, or what may be shared of it."""
    answers = gathered(options)
    kind = f"{answers.instrument.id}-{'shared-tally' if options.share else 'tally'}"
    text = shared_json(share(answers.instrument, answers.tally)) if options.share else to_json(answers.tally)
    written = Written(file_name(kind, str(datetime.now(UTC).date()), "json"), text.encode())
    then = "" if options.share else "next: `capability team {}` says where the team stands"
    return hand_over(written, options.output, then)
