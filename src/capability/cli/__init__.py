"""The `capability` command; each of its commands is a module here, with `ABOUT`, `configure` and `run`."""

import argparse
from collections.abc import Sequence
from typing import NoReturn

from capability import __version__
from capability.cli import change, check, form, gap, new, plan, relations, score, system, tally, team
from capability.cli.printing import OK, fall_silent, harmless, printable, report, report_ours
from capability.errors import CapabilityError

COMMANDS = {
    "check": check,
    "score": score,
    "tally": tally,
    "team": team,
    "gap": gap,
    "change": change,
    "relations": relations,
    "system": system,
    "plan": plan,
    "form": form,
    "new": new,
}

ABOUT = """\
Scores capability for mission-oriented procurement.

exit codes: 0 all is well, 1 something is wrong with a file (it says what), 2 the command was not understood,
3 something is wrong with the kit itself;
where many files are put together, what cannot be used is named and left out, and that is 0 as long as one is left
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    with harmless():
        options = _parser().parse_args(arguments)
        try:
            code: int = options.run(options)
        except CapabilityError as error:
            return report(error.faults, options.every)
        except BrokenPipeError:
            fall_silent()
            return OK
        except Exception:  # told here, for its words may be those of a file
            return report_ours()
        return code


class _Parser(argparse.ArgumentParser):
    """Tells on one line what it did not understand, whatever stands in it."""

    def error(self, message: str) -> NoReturn:
        super().error(printable(message))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="capability", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for name, command in COMMANDS.items():
        brief = command.ABOUT.split("\n", 1)[0]
        inside = commands.add_parser(
            name, help=brief, description=command.ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        command.configure(inside)
        about = "tell every fault, and not only the first twenty of a kind"
        inside.add_argument("--all", dest="every", action="store_true", help=about)
        inside.set_defaults(run=command.run)
    return parser
