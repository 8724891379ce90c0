"""The one way out to a terminal. Nothing that a command says steers one: names in files are strangers' words.

While a command runs, whatever is written as text passes `Harmless`, its own words and those of the argument parser, of
warnings and of tracebacks alike. A file's bytes go to whoever reads the output as they are; each writer sees to them.
"""

import io
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import IO, Any, TypeVar, cast

from capability.errors import MOST_OF_A_KIND, Fault, told

OK, FAULTS, OURS = 0, 1, 3
"""Exit codes: all is well; something is wrong with a file; something is wrong with the kit itself."""


class Harmless:
    """A stream of text that shows as an escape whatever would steer a terminal; line ends alone go through."""

    def __init__(self, stream: IO[str]) -> None:
        self.bare = stream

    def write(self, text: str) -> int:
        """Write a text, and give its length as streams do."""
        self.bare.write("\n".join(map(printable, text.split("\n"))))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.bare, name)


@contextmanager
def harmless() -> Iterator[None]:
    """Let nothing that is printed inside steer a terminal, nor fail for a letter that it cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    out, err = (cast("IO[str]", Harmless(stream)) for stream in (sys.stdout, sys.stderr))
    with redirect_stdout(out), redirect_stderr(err):
        yield


def tell_faults(faults: Sequence[Fault], every: bool = False) -> int:
    """Tell faults on the error stream, the first of each kind or `every` one; gives the exit code."""
    _tell("error", faults, every)
    say(counted(len(faults), "fault"))
    return FAULTS


def tell_ours() -> int:
    """Tell of the error that is being handled, which no file should have caused; gives the exit code."""
    traceback.print_exc()
    say("error: the kit itself is at fault, and not your files. Hint: send us what stands above, if nothing is private")
    return OURS


def note(left_out: Sequence[Fault], every: bool = False) -> None:
    """Tell on the error stream what was left out, as `tell_faults` does; the command goes on."""
    _tell("note", left_out, every)


def _tell(word: str, faults: Sequence[Fault], every: bool) -> None:
    lines = told(faults, None if every else MOST_OF_A_KIND)
    for line in lines:
        say(f"{word}: {line}")
    if len(lines) < len(faults):
        tell(["--all tells each of them"])


def tell(lines: Iterable[str]) -> None:
    """Tell lines on the error stream that are no faults."""
    for line in lines:
        say(f"note: {line}")


def say(line: str, end: str = "\n") -> None:
    """Print a line on the error stream; it stays one, so that no name in it passes for the kit's own words."""
    print(printable(line), end=end, file=sys.stderr, flush=True)


def ask(prompt: str) -> str:
    """The line that is typed after a prompt, with its end; nothing where there is no more to come."""
    say(prompt, end="")
    return sys.stdin.readline()


def is_asked() -> bool:
    """Whether somebody sits at a terminal, who can answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def is_shown() -> bool:
    """Whether what is printed goes to a terminal, and not to a file or to another program."""
    return sys.stdout.isatty()


Item = TypeVar("Item")

MANY = 500
"""From so many files on, a bar may show how far the reading is: fewer take no time, and the bar's own import would."""

SILENCE = 1.0
"""Seconds before the bar shows."""


def watched(files: Sequence[Item]) -> Iterable[Item]:
    """The files, one by one; somebody at a terminal is shown how many were read.

    The bar has no word of a file in it, so it alone goes past `Harmless`, which would take its steering for a name's.
    """
    if len(files) < MANY or not sys.stderr.isatty():
        return files
    from tqdm import tqdm  # here, for most commands read few files

    stream = getattr(sys.stderr, "bare", sys.stderr)
    return tqdm(files, "reading", unit=" files", delay=SILENCE, leave=False, file=stream, dynamic_ncols=True)


def fall_silent() -> None:
    """Say no more: whoever read the output has seen enough."""
    sys.stderr.close()


def show(text: str) -> None:
    """Print a text that people read, such as a table."""
    sys.stdout.write(text)


def hand_out(data: bytes) -> None:
    """Print a text file's bytes as they are, or as they may be shown at a terminal."""
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None or is_shown():
        show(data.decode("utf-8-sig").replace("\r\n", "\n"))
        return
    sys.stdout.flush()
    binary.write(data)
    binary.flush()


def text_of(lines: Iterable[str]) -> str:
    """Lines as a text that people read: each stays one line, whatever the names in it hold."""
    return "".join(f"{printable(line).rstrip()}\n" for line in lines)


def printable(text: str) -> str:
    r"""A text on one line, with whatever would steer a terminal written as an escape.

    >>> print(printable("a\x1b[2Jb"))
    a\x1b[2Jb
    """
    if text.isprintable():  # as nearly every line is, and some results have half a million
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def counted(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun, in the number that the count asks for.

    >>> counted(0, "rater"), counted(1, "rater"), counted(2, "quiz", "quizzes")
    ('0 raters', '1 rater', '2 quizzes')
    """
    return f"{count} {noun if count == 1 else plural or f'{noun}s'}"
