"""`capability benchmark join`: a council's own file for an edition."""

import argparse

from capability.authoring.council import find_council
from capability.cli.inputs import gathered, takes_answers
from capability.cli.outputs import hand_over, takes_output
from capability.cli.printing import tell
from capability.course.council import NATION_OF_CODE
from capability.errors import BenchmarkError, Fault
from capability.rule.context import NATIONS
from capability.rule.joining import Who, in_words, join, to_json
from capability.text import file_name
from capability.writing.document import Written

ABOUT = """\
Reads what `capability tally` reads, and needs five people in two named roles. The file holds, by dimension, level, at
most, level with evidence and an index to five points; how many answered, roughly; and who you are. All of it is told as
it is written. Name and code come from council.yaml where there is one.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the step takes."""
    takes_answers(parser)
    parser.add_argument("--edition", required=True, metavar="NAME", help="what the steward calls the edition")
    parser.add_argument("--code", default="", help="your council's code, such as E09999999; else council.yaml's")
    parser.add_argument("--name", default="", help="your council's name; else council.yaml's")
    parser.add_argument("--nation", choices=[*NATIONS], help="else by the first letter of the code")
    parser.add_argument("--type", required=True, metavar="TYPE", help="one of the steward's types of councils")
    takes_output(parser)


def run(options: argparse.Namespace) -> int:
    """Write the council file, and tell the whole of it."""
    who = _who(options)
    answers = gathered(options)
    file = join(answers.instrument, answers.tally, who)
    tell(["this is all that leaves your council:", *in_words(file, answers.instrument)])
    name = file_name(f"{file.instrument}-council", file.edition, "json", file.code)
    written = Written(name, to_json(file).encode())
    return hand_over(written, options.output, "give {} to the steward, and keep it: it says what you gave")


def _who(options: argparse.Namespace) -> Who:
    own = None if options.code and options.name else find_council()
    code = options.code or (own.code if own else "")
    name = options.name or (own.name if own else "")
    nation = options.nation or NATION_OF_CODE.get(code[:1])
    faults = [
        Fault("no-value", f"--{said}", f"your council's {said} is not known", f"say it with --{said}{more}")
        for said, value, more in (
            ("code", code, ", or in council.yaml"),
            ("name", name, ", or in council.yaml"),
            ("nation", nation, ""),
        )
        if not value
    ]
    if faults or nation is None:
        raise BenchmarkError(faults)
    return Who(edition=options.edition, code=code, name=name, nation=nation, type=options.type)
