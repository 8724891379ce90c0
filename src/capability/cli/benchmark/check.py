"""`capability benchmark check`: every fault of what councils sent."""

import argparse

from capability.cli.benchmark.files import Files, takes_files
from capability.cli.printing import OK, counted, show, tell_faults, text_of
from capability.rule.joining import BAND_WORDS

ABOUT = """\
Writes nothing. How many councils there are in each group is for the steward alone.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the step takes."""
    takes_files(parser)
    parser.add_argument("--name", default="", help="the edition; else the one that most files are for")


def run(options: argparse.Namespace) -> int:
    """Report every fault, and who is there."""
    files = Files(options, options.name)
    lines = [f"{files.instrument.title}: {counted(len(files.sent), 'council')} can be used"]
    for group in files.peers.groups:
        inside = [one.file for one in files.sent if group.has(one.file.nation, one.file.type)]
        lines.append(f"{group.title}: {counted(len(inside), 'council')}")
        lines += [
            f"  {file.code}  {file.name}: {BAND_WORDS[file.raters]} people in {file.roles} roles" for file in inside
        ]
    show(text_of(lines))
    return tell_faults(files.faults, options.every) if files.faults else OK
