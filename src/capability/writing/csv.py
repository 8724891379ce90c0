"""Tables as CSV that a spreadsheet opens, and never runs."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from capability.text import without_controls

STARTS = re.compile(
    r"""^(?=[\t\r\n])                         # some programs drop these, and look at what is behind them
    |(?:^|\r\n|[;,|\t\r\n])                   # where a cell begins, or would with another separator
     (?=(?:[^\S\t\r\n]|["\u200b\u2060\ufeff])*   # after spaces, which some programs trim, and quotes
        [=+\-@＝＋－＠])                       # full-width signs are read as the narrow ones""",
    re.VERBOSE,
)
"""Where a spreadsheet could begin to read a formula."""


NUMBER = re.compile(r"-[0-9][0-9,]*(\.[0-9]+)?%?")
"""What is less than nothing, and works nothing out."""


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, whatever separator it is told: an apostrophe goes before each.

    Nothing else of a text changes, but for signs that no file should hold; a number stays one. Source: OWASP, CSV
    Injection.

    >>> safe_cell("=1+1"), safe_cell("1 = 1"), safe_cell(" -2a"), safe_cell("a;=1"), safe_cell("-2.5")
    ("'=1+1", '1 = 1', "' -2a", "a;'=1", '-2.5')
    """
    if NUMBER.fullmatch(text):
        return text
    return STARTS.sub(r"\g<0>'", without_controls(text))


def to_csv(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV text: commas, every cell in quotes, Windows line ends, and a mark by which Excel knows UTF-8.

    A number in quotes is a number to a spreadsheet still.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return f"\ufeff{text.getvalue()}"
