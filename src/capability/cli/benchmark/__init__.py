"""`capability benchmark`: what a council gives, and what a steward makes of it; each step is a module here."""

import argparse
from importlib import import_module

ABOUT = """
  capability benchmark join answers/ --edition 2026 --code E09999999 --name Example --type london-borough
                                     a council's file, for the steward
  capability benchmark check files/  every fault of the files that councils sent
  capability benchmark edition files/ --name 2026 --first --output 2026/
                                     the edition, and what stays with the steward
  capability benchmark edition files/ --name 2027 --before 2026/ --output 2027/
  capability benchmark compare 2026/benchmark-2026-….json answers/
                                     where your council stands: one of four words for each dimension
  capability benchmark attack 2026/ 2027/
                                     what somebody could work out who knows nearly everything

Of a group of fewer than ten councils nothing is told. Counts are told in fives, and no edition goes out beside which an
earlier one would give a council away: it goes by who is in it, never by an answer.
"""

STEPS = {
    "join": "Write your council's file for an edition: levels and indices, and no counts of answers.",
    "check": "Report every fault of the files that councils sent.",
    "edition": "Make an edition of councils' files, and the list of members that stays with the steward.",
    "compare": "Tell where your council stands beside a group of an edition: one of four words, and no place.",
    "attack": "Tell what somebody could work out from editions who knows all members and what some of them answered.",
}
"""The steps, in the order in which they are taken; each module has `ABOUT`, `configure` and `run`."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    steps = parser.add_subparsers(required=True, metavar="STEP", title="steps")
    for name, brief in STEPS.items():
        step = import_module(f"{__name__}.{name}")
        about = f"{brief}\n\n{step.ABOUT}"
        form = argparse.RawDescriptionHelpFormatter
        inside = steps.add_parser(name, help=brief, description=about, formatter_class=form)
        step.configure(inside)
        inside.add_argument(
            "--all", dest="every", action="store_true", default=argparse.SUPPRESS, help="tell every fault"
        )
        inside.set_defaults(step=step.run)


def run(options: argparse.Namespace) -> int:
    """Take the step that was named."""
    code: int = options.step(options)
    return code
