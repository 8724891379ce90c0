"""The sheets of an OpenDocument spreadsheet (.ods), the open format that public bodies are asked to use."""

from collections.abc import Iterator

from capability.errors import Fault, ResponseError
from capability.limits import LONGEST_CELL, MOST_COLUMNS
from capability.reading.archives import opened, part, refusal
from capability.reading.sheets import SHEET, Counter, Mark, Row, Sheet, sheet_of
from capability.reading.workbooks import BROKEN
from capability.reading.xml import Attributes, Text, parse

MARKS: dict[str, Mark] = {"boolean": "truth", "date": "date", "time": "date"}


def opendocument_sheets(data: bytes, where: str) -> tuple[Sheet, ...]:
    """The sheets that hold anything, in the file's order.

    Raises `ResponseError` for what cannot be read, needs a password, or is larger than the limits.
    """
    try:
        with opened(data) as files:
            if fault := refusal(files.infolist(), where):
                raise ResponseError(fault)
            tables = _Tables(where)
            parse(part(files, "content.xml"), tables.start, tables.end, tables.words)
            return tuple(tables.sheets())
    except BROKEN as error:
        if isinstance(error, ResponseError):
            raise
        hint = "save it again without a password, or as CSV UTF-8"
        raise ResponseError(Fault("not-a-table", where, "this spreadsheet cannot be read", hint)) from None


class _Tables:
    """Gathers rows while the document is read. A cell, or a row, that repeats is written once with a number."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._counter = Counter(where)
        self._tables: list[tuple[str, list[Row]]] = []
        self._inside: list[str] = []
        self._text = Text(LONGEST_CELL)
        self._number = 0
        self._row_times, self._cell_times = 1, 1
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._sheet_hidden = self._hidden = False
        self._cells: list[str] = []
        self._marks: dict[int, Mark] = {}
        self._attributes: Attributes = {}

    def sheets(self) -> Iterator[Sheet]:
        """The sheets, once all is read."""
        for name, rows in self._tables:
            called = self._where if len(self._tables) == 1 else f"{self._where}{SHEET}{name[:60]}"
            sheet = sheet_of(called, rows)
            if sheet.rows:
                yield sheet

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if name == "table" and "annotation" not in self._inside:
            self._tables.append((attributes.get("name", ""), []))
            self._number = 0
            self._sheet_hidden = attributes.get("style-name") in self._hidden_styles
        elif name == "style":
            self._style = attributes.get("name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table-row":
            self._row_times = _times(attributes, "number-rows-repeated")
            self._hidden = self._sheet_hidden or attributes.get("visibility", "visible") != "visible"
            self._cells, self._marks = [], {}
        elif name in ("table-cell", "covered-table-cell"):
            self._cell_times = _times(attributes, "number-columns-repeated")
            self._attributes = attributes
            self._text.take()
        elif name == "p" and self._text:
            self._text.add("\n")
        elif name == "s":
            self._text.add(" " * min(int(attributes.get("c", "1")), 100))
        self._inside.append(name)

    def words(self, piece: str) -> None:
        """Text comes."""
        if "p" in self._inside and "annotation" not in self._inside:
            self._text.add(piece)

    def end(self, name: str) -> None:
        """An element ends."""
        self._inside.pop()
        if name in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif name == "table-row":
            self._end_row()

    def _end_cell(self) -> None:
        shown = self._text.take().strip()
        kind = self._attributes.get("value-type", "")
        formula = self._attributes.get("formula")
        mark = MARKS.get(kind)
        if kind in ("float", "percentage", "currency"):  # as it is kept, not as it is shown: 2.0 may be shown as "2,0"
            number = self._attributes.get("value", "")[:LONGEST_CELL]
            shown = number.removesuffix(".0") or shown
        if formula is not None:
            shown, mark = f"={formula}"[:LONGEST_CELL], "formula"
        # Empty cells up to the end of the sheet are written as one that repeats thousands of times.
        width = len(self._cells) + self._cell_times
        if shown and width > MOST_COLUMNS:
            self._counter.add(width)  # refuses it, before it is built
        if shown and mark:
            self._marks.update(dict.fromkeys(range(len(self._cells), width), mark))
        self._cells += [shown] * (min(width, MOST_COLUMNS) - len(self._cells))

    def _end_row(self) -> None:
        first = self._number + 1
        self._number += self._row_times
        while self._cells and not self._cells[-1]:
            self._cells.pop()
        if not self._cells or not self._tables:
            return
        for i in range(self._row_times):
            self._counter.add(len(self._cells))
            self._tables[-1][1].append(Row(first + i, self._cells, self._marks, self._hidden))


def _times(attributes: Attributes, name: str) -> int:
    """How often a cell or a row stands there: once at least, whatever is written."""
    return max(int(attributes.get(name, "1")), 1)
