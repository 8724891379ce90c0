"""A table as it stands in a file: rows of cells, before it is known what any of them means.

Cells are text. What was no plain text or number in the file (a date, TRUE, a formula) is marked beside it, so that
nobody takes it for an answer.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from capability.errors import Fault, ResponseError
from capability.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from capability.signs import EVERY, sign

SHEET = ": sheet "
"""What stands between the name of a workbook and the name of one of its sheets in messages."""

Mark = Literal["truth", "date", "percent", "formula", "error"]


class Row(msgspec.Struct, frozen=True, gc=False):
    """One row: the number that a spreadsheet shows beside it, its cells as text, and marks by place in it.

    `label` is what messages call it where nobody sees that number, as in a frame.
    """

    number: int
    cells: list[str]
    marks: Mapping[int, Mark] = {}
    hidden: bool = False
    label: str = ""

    @property
    def called(self) -> str:
        """What messages call it."""
        return self.label or str(self.number)

    def cell(self, place: int) -> str:
        """The text at a place; nothing beyond the row's end."""
        return self.cells[place] if place < len(self.cells) else ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.cells)


class Sheet(msgspec.Struct, frozen=True):
    """The rows of a table that hold anything; `name` is what messages call it.

    `columns` is what they call its columns, where those are not the letters of a spreadsheet.
    """

    name: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Cells of its longest row."""
        return max((len(row.cells) for row in self.rows), default=0)


class Counter:
    """Counts what is read of a table, and refuses what is above the limits as soon as it is."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.rows = -1  # the headings are nobody's
        self.cells = self._signed = 0

    def add(self, cells: int) -> None:
        """Count a row of so many cells. Raises `ResponseError` above a limit."""
        self.rows += 1
        self.cells += cells
        if self.rows + self.cells - self._signed > EVERY:
            self._signed = self.rows + self.cells
            sign()
        people = "if this is the right file, split it, each part with the headings: they are counted together"
        questions = "is this the right file? A table holds one row a person and one column a question"
        for count, limit, what, hint in (
            (self.rows, MOST_ROWS, "rows", people),
            (cells, MOST_COLUMNS, "columns", questions),
            (self.cells, MOST_CELLS, "cells", people),
        ):
            if count > limit:
                raise ResponseError(
                    Fault("too-big", self.where, f"more than {limit:,} {what}, which is the limit", hint)
                )


def sheet_of(name: str, rows: Iterable[Row]) -> Sheet:
    """A sheet of the rows that hold anything."""
    return Sheet(name, tuple(row for row in rows if not row.is_blank))
