"""The sheets of an Excel workbook, read with the standard library: no more of the format than answers need.

A package for workbooks would be a megabyte more in a reader's browser. A formula is given as its text, beginning with
`=`, for a file may hold any value beside it; dates and TRUE are marked, for as numbers they would look like levels.
"""

import posixpath
import pyexpat
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

import msgspec

from capability.errors import Fault, ResponseError
from capability.limits import LONGEST_CELL, LONGEST_NUMBER_FORMAT, MOST_STYLES
from capability.reading.archives import opened, part, refusal
from capability.reading.sheets import SHEET, Counter, Mark, Row, Sheet, sheet_of
from capability.reading.xml import Attributes, Text, parse

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    pyexpat.ExpatError,
    EOFError,
    KeyError,
    IndexError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What a damaged workbook, or one that only looks like one, makes the standard library raise."""

DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""Excel's built-in number formats that show a date or a time."""

PERCENTAGES = frozenset((9, 10))
"""Those that show a percentage."""

ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
"""How a workbook writes a character that XML cannot hold; `_x005F_` is an underscore."""


def workbook_sheets(data: bytes, where: str) -> tuple[Sheet, ...]:
    """The sheets of a workbook that hold anything, in its order; hidden ones too, for people hide what they filter.

    Raises `ResponseError` for what cannot be read, or is larger than the limits.
    """
    try:
        with opened(data) as files:
            if fault := refusal(files.infolist(), where):
                raise ResponseError(fault)
            return tuple(_sheets(_Parts(files), where))
    except BROKEN as error:
        if isinstance(error, ResponseError):
            raise
        hint = "save its sheet as CSV UTF-8"
        raise ResponseError(Fault("not-a-table", where, "this workbook cannot be read", hint)) from None


class _Parts:
    """The parts of a workbook by name; some programs write backslashes in names, against the standard."""

    def __init__(self, files: zipfile.ZipFile) -> None:
        self._files = files
        self._names = {name.replace("\\", "/").lstrip("/").casefold(): name for name in files.namelist()}

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._names

    def __getitem__(self, name: str) -> bytes:
        return part(self._files, self._names[name.casefold()])


def _sheets(parts: _Parts, where: str) -> Iterator[Sheet]:
    strings = _strings(parts["xl/sharedStrings.xml"]) if "xl/sharedStrings.xml" in parts else []
    styles = _styles(parts["xl/styles.xml"]) if "xl/styles.xml" in parts else {}
    places: dict[str, str] = {}
    hidden: set[str] = set()
    for name, place, is_hidden in _places(
        parts
    ):  # a part that many sheets name is read once, or a small file would take minutes
        places.setdefault(place, name)
        hidden.update([place] if is_hidden else [])
    counter = Counter(where)
    for place, name in places.items():
        called = where if len(places) == 1 else f"{where}{SHEET}{name[:60]}"
        rows = _rows(parts[place], strings, styles, counter)
        if place in hidden:
            rows = (msgspec.structs.replace(row, hidden=True) for row in rows)
        sheet = sheet_of(called, rows)
        if sheet.rows:
            yield sheet


def _places(parts: _Parts) -> Iterator[tuple[str, str, bool]]:
    """Each sheet's name, the part that holds it, and whether it is hidden."""
    sheets: list[tuple[str, str, bool]] = []
    targets: dict[str, str] = {}

    def sheet(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            is_hidden = attributes.get("state", "visible") != "visible"
            sheets.append((attributes.get("name", ""), attributes["id"], is_hidden))

    def relation(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("Type", "worksheet").endswith("worksheet"):
            targets[attributes["Id"]] = attributes["Target"]

    parse(parts["xl/workbook.xml"], sheet)
    parse(parts["xl/_rels/workbook.xml.rels"], relation)
    for name, identifier, is_hidden in sheets:
        if identifier in targets:  # a sheet may be a chart
            target = targets[identifier].replace("\\", "/")
            yield name, posixpath.normpath(posixpath.join("/xl", target)).lstrip("/"), is_hidden


def _strings(text: bytes) -> list[str]:
    """The texts that cells share. A text may be in several pieces; how it is spoken stands beside it and is no part."""
    strings: list[str] = []
    inside: list[str] = []
    string = Text(LONGEST_CELL)

    def start(name: str, _: Attributes) -> None:
        inside.append(name)

    def words(piece: str) -> None:
        if inside and inside[-1] == "t" and "rPh" not in inside:
            string.add(piece)

    def end(name: str) -> None:
        inside.pop()
        if name == "si":
            strings.append(_decoded(string.take()))

    parse(text, start, end, words)
    return strings


def _styles(text: bytes) -> dict[int, Mark]:
    """The cell styles, by their number, that show a date, a time or a percentage."""
    own: dict[int, str] = {}
    styles: list[int] = []
    inside: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        inside.append(name)
        if name == "numFmt":
            own[int(attributes["numFmtId"])] = attributes.get("formatCode", "")[:LONGEST_NUMBER_FORMAT]
        elif name == "xf" and "cellXfs" in inside:
            styles.append(int(attributes.get("numFmtId", "0")))
            if len(styles) > MOST_STYLES:
                raise ValueError("more cell styles than a workbook has")

    parse(text, start, lambda _: _pop(inside))
    shown = {form: _mark_of(form, own.get(form, "")) for form in set(styles)}
    return {i: mark for i, form in enumerate(styles) if (mark := shown[form])}


def _mark_of(form: int, code: str) -> Mark | None:
    """What a number format shows, by its number and its code."""
    if form in DATES or _shows_a_date(code):
        return "date"
    return "percent" if form in PERCENTAGES or "%" in _bare(code) else None


def _pop(inside: list[str]) -> None:
    inside.pop()


def _bare(code: str) -> str:
    """A number format without what it only writes: words in quotes, single signs, colours."""
    return re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code)


def _shows_a_date(code: str) -> bool:
    r"""Whether a number format of a workbook's own shows a date or a time.

    >>> _shows_a_date("dd/mm/yyyy"), _shows_a_date('0.0 "days"'), _shows_a_date("[Red]0")
    (True, False, False)
    """
    bare = _bare(code)
    return re.search("[dmyhs]", bare, re.IGNORECASE) is not None and "general" not in bare.casefold()


def _rows(text: bytes, strings: list[str], styles: Mapping[int, Mark], counter: Counter) -> Iterator[Row]:
    rows: list[Row] = []
    cells: dict[int, str] = {}
    marks: dict[int, Mark] = {}
    inside: list[str] = []
    value, formula = Text(LONGEST_CELL), Text(LONGEST_CELL)
    kind, style, place, number, hidden, is_formula = "", 0, 0, 0, False, False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal kind, style, place, number, hidden, is_formula
        inside.append(name)
        if name == "row":
            number = int(attributes.get("r", number + 1))
            hidden = attributes.get("hidden") in ("1", "true")
            place = -1
        elif name == "c":
            kind, style = attributes.get("t", "n"), int(attributes.get("s", "0"))
            place = _place(attributes["r"]) if "r" in attributes else place + 1
            is_formula = False
        elif name == "f":
            is_formula = True

    def words(piece: str) -> None:
        if inside[-1] == "f":
            formula.add(piece)
        elif inside[-1] == "v" or (inside[-1] == "t" and "is" in inside and "rPh" not in inside):
            value.add(piece)

    def end(name: str) -> None:
        inside.pop()
        if name == "c":
            raw, written = value.take(), formula.take()
            if is_formula:
                cells[place], marks[place] = f"={written}".strip(), "formula"
            elif shown := _shown(kind, raw, strings):
                cells[place] = shown
                if mark := _mark(kind, style, styles):
                    marks[place] = mark
                    cells[place] = _day(shown) if mark == "date" and kind == "n" else shown
        elif name == "row":
            if cells:
                counter.add(max(cells) + 1)
                rows.append(Row(number, [cells.get(i, "") for i in range(max(cells) + 1)], dict(marks), hidden))
            cells.clear()
            marks.clear()

    parse(text, start, end, words)
    return iter(rows)


def _shown(kind: str, raw: str, strings: list[str]) -> str:
    if not raw:
        return ""
    if kind == "b":
        return "TRUE" if raw.strip() == "1" else "FALSE"
    if kind != "s":
        return _decoded(raw)
    if (number := int(raw)) < 0:  # to Python this is one of the last
        raise IndexError(raw)
    return strings[number]


def _decoded(text: str) -> str:
    if "_x" in text:
        text = ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)
    return text.strip()


def _mark(kind: str, style: int, styles: Mapping[int, Mark]) -> Mark | None:
    marks: Mapping[str, Mark] = {"b": "truth", "e": "error", "d": "date"}
    return styles.get(style) if kind == "n" else marks.get(kind)


FIRST_DAY = datetime(1899, 12, 30)
"""From which a workbook counts its days; some count four years less, and their order is the same."""


def _day(number: str) -> str:
    """A workbook's day, with its part that is a time, as people write it; as it is, where it is no day.

    >>> _day("46326.3825"), _day("46326"), _day("0.5")
    ('2026-10-31 09:10:48', '2026-10-31', '0.5')
    """
    days = float(number)
    if not 1 <= days < 2_958_466:
        return number
    when = FIRST_DAY + timedelta(seconds=round(days * 86_400))
    return str(when) if days % 1 else str(when.date())


def _place(reference: str) -> int:
    """A cell's column, from 0.

    >>> _place("A1"), _place("AB12")
    (0, 27)
    """
    letters = re.match("[A-Z]{1,3}", reference)
    if not letters:
        raise ValueError(reference)
    place = 0
    for letter in letters.group():
        place = place * 26 + ord(letter) - 64
    return place - 1
