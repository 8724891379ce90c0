"""What every command prints alike: faults, notes, and text that steers no terminal."""

import sys
from collections.abc import Iterable

from capability.errors import Fault
from capability.rule.instrument import Instrument
from capability.rule.scoring import DimensionProfile

OK, FAULTS = 0, 1
"""Exit codes: all is well; something is wrong with a file."""


def report(faults: Iterable[Fault]) -> int:
    """Tell faults on the error stream; gives the exit code."""
    told = list(faults)
    for fault in told:
        print(f"error: {printable(str(fault))}", file=sys.stderr)
    print(counted(len(told), "fault"), file=sys.stderr)
    return FAULTS


def note(left_out: Iterable[Fault]) -> None:
    """Tell on the error stream what was left out; the command goes on."""
    tell(map(str, left_out))


def tell(lines: Iterable[str]) -> None:
    """Tell lines on the error stream that are no faults."""
    for line in lines:
        print(f"note: {printable(line)}", file=sys.stderr)


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
