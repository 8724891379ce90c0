"""`capability benchmark`: what a council gives, and what a steward makes of it; each step is a module here."""

import argparse
from importlib import import_module

ABOUT = """
  capability benchmark join answers/ --edition 2026 --code E09999999 --name Example --type london-borough
                                     a council's file, for the steward

Why figures are told as they are: docs/decisions/0079 and 0080.
"""

STEPS = {
    "join": "Write your council's file for an edition: levels and indices, and no counts of answers.",
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
