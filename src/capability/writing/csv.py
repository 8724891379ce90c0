"""Tables as CSV that a spreadsheet opens, and never runs."""

import csv
import io
from collections.abc import Iterable, Sequence

from capability.text import without_controls

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A spreadsheet takes a cell that begins like this for a formula, or drops the sign and finds one behind it."""


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: such a one gets an apostrophe in front.

    Source: OWASP, CSV Injection.

    >>> safe_cell("=1+1"), safe_cell("1 = 1"), safe_cell(" -2")
    ("'=1+1", '1 = 1', "' -2")
    """
    whole = without_controls(text)
    # Some programs trim the spaces first, or read a full-width sign as the narrow one.
    bare = whole.lstrip(" \u00a0\u3000\ufeff")
    return f"'{whole}" if whole.startswith(STARTS) or bare.startswith((*STARTS, "＝", "＋", "－", "＠")) else whole


def to_csv(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV text: commas, quotes where needed, Windows line ends, and a mark by which Excel knows UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return f"\ufeff{text.getvalue()}"
