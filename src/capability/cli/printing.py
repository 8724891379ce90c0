"""What every command prints alike: faults, notes, and text that steers no terminal."""

import sys
from collections.abc import Iterable, Sequence

from capability.errors import MOST_OF_A_KIND, Fault, told
from capability.rule.instrument import Instrument
from capability.rule.scoring import DimensionProfile

OK, FAULTS = 0, 1
"""Exit codes: all is well; something is wrong with a file."""


def report(faults: Sequence[Fault], every: bool = False) -> int:
    """Tell faults on the error stream, the first of each kind or `every` one; gives the exit code."""
    _tell("error", faults, every)
    print(counted(len(faults), "fault"), file=sys.stderr)
    return FAULTS


def note(left_out: Sequence[Fault], every: bool = False) -> None:
    """Tell on the error stream what was left out, as `report` does; the command goes on."""
    _tell("note", left_out, every)


def _tell(word: str, faults: Sequence[Fault], every: bool) -> None:
    lines = told(faults, None if every else MOST_OF_A_KIND)
    for line in lines:
        print(f"{word}: {printable(line)}", file=sys.stderr)
    if len(lines) < len(faults):
        print("note: --all tells each of them", file=sys.stderr)


def tell(lines: Iterable[str]) -> None:
    """Tell lines on the error stream that are no faults."""
    for line in lines:
        print(f"note: {printable(line)}", file=sys.stderr)


def show(table: str) -> None:
    """Print a table's lines, as they may be shown at a terminal."""
    sys.stdout.write("\n".join(map(printable, table.split("\n"))))


def printable(text: str) -> str:
    r"""A text with whatever would steer a terminal written as an escape: names in files are strangers' words.

    >>> print(printable("a\x1b[2Jb"))
    a\x1b[2Jb
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def counted(count: int, noun: str) -> str:
    """A count with its noun, in the number that the count asks for.

    >>> counted(0, "rater"), counted(1, "rater"), counted(2, "rater")
    ('0 raters', '1 rater', '2 raters')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def level_words(instrument: Instrument, result: DimensionProfile) -> str:
    """A dimension's level, in a word or two."""
    if not result.coverage.applicable:
        return "does not apply"
    return "not enough answered" if result.level is None else f"{result.level} {instrument.scale[result.level]}"
