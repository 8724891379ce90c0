"""The `capability` command; each of its commands is a module here, with `ABOUT`, `configure` and `run`.

A command's module is imported when the command is called, and by no other: what one needs must not slow another.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from capability import __version__
from capability.cli.printing import OK, fall_silent, harmless, printable, tell_faults, tell_ours
from capability.errors import CapabilityError

COMMANDS = {
    "check": (
        "Check instruments, quizzes, exercises and the law's figures (.yaml), and responses, tallies and "
        "actors' rows (.json)."
    ),
    "score": "Score a response that was saved from a page or a notebook, with the instrument that it names.",
    "tally": (
        "Count the answers of many people, by role, so that they can be kept and added without the files of each."
    ),
    "team": (
        "Say where a team stands together, and where its people see it differently. Reads what `capability "
        "tally` reads."
    ),
    "gap": (
        "Set what a council says of itself against what its suppliers or residents say, practice by practice, "
        "widest gap first."
    ),
    "change": (
        "Compare two rounds: what moved, what did not, and how sure that is. Reads what `capability tally` reads."
    ),
    "relations": "Say how well the actors of a system work together, from the row that each fills about the others.",
    "system": (
        "Show the two parts of a system's capability side by side: what its organisations can do together "
        "(answers to `system`),"
    ),
    "plan": (
        "Plan what to do next: foundations first, then what people see differently, each with its step, "
        "module and evidence."
    ),
    "report": (
        "Write a board paper of two pages, as a Word file: where you stand, what was found, and what to do next."
    ),
    "benchmark": (
        "Set councils beside one another: what one council gives, and what a steward publishes of a group of them."
    ),
    "training": (
        "Add up the records that readers saved for whoever plans training: who finished which module, and when."
    ),
    "form": (
        "Make a form of an instrument, for the tool that you collect answers with. `capability tally` reads "
        "what comes back."
    ),
    "new": "Start a file from a template that already passes `capability check`.",
}
"""The commands, each with the first line of its help; the rest is its module's `ABOUT`."""

ABOUT = """\
Scores capability for mission-oriented procurement.

exit codes: 0 all is well, 1 something is wrong with a file (it says what), 2 the command was not understood,
3 something is wrong with the kit itself;
where many files are put together, what cannot be used is named and left out, and that is 0 as long as one is left
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    with harmless():
        arguments = sys.argv[1:] if arguments is None else arguments
        options = _parser(set(arguments)).parse_args(arguments)
        try:
            code: int = options.run(options)
        except CapabilityError as error:
            return tell_faults(error.faults, options.every)
        except BrokenPipeError:
            fall_silent()
            return OK
        except Exception:  # told here, for its words may be those of a file
            return tell_ours()
        return code


class _Parser(argparse.ArgumentParser):
    """Tells on one line what it did not understand, whatever stands in it."""

    def error(self, message: str) -> NoReturn:
        super().error(printable(message))


def _parser(said: set[str]) -> argparse.ArgumentParser:
    """The parser of all commands, of which those that are said know what they take."""
    parser = _Parser(prog="capability", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for name, brief in COMMANDS.items():
        inside = commands.add_parser(name, help=brief, formatter_class=argparse.RawDescriptionHelpFormatter)
        if name not in said:
            continue
        command = import_module(f"{__name__}.{name}")
        inside.description = f"{brief}\n{command.ABOUT}"
        command.configure(inside)
        about = "tell every fault, and not only the first twenty of a kind"
        inside.add_argument("--all", dest="every", action="store_true", help=about)
        inside.set_defaults(run=command.run)
    return parser
