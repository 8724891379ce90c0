"""The rows of an Excel workbook's first sheet, read with the standard library: no more of the format than answers need.

A package for workbooks would be a megabyte more in a reader's browser. Only text and numbers are read; a formula is
given as its text, beginning with `=`, for a file may hold any value beside it.
"""

import io
import posixpath
import pyexpat
import re
import zipfile
import zlib
from collections.abc import Callable

from capability.errors import Fault, ResponseError
from capability.reading.archives import refusal
from capability.reading.tables import MOST_ROWS, Rows, refuse_too_large

Attributes = dict[str, str]


def workbook_rows(data: bytes, where: str) -> Rows:
    """The rows of the first sheet that hold anything; raises `ResponseError` for what cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if fault := refusal(parts.infolist(), where):
                raise ResponseError(fault)
            strings = _strings(parts) if "xl/sharedStrings.xml" in parts.namelist() else []
            return _sheet(parts.read(_first_sheet(parts)), strings, where)
    except (
        zipfile.BadZipFile,
        zlib.error,
        pyexpat.ExpatError,
        EOFError,
        LookupError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        if isinstance(error, ResponseError):
            raise
        raise ResponseError(
            Fault("not-a-table", where, "this workbook cannot be read", "save its sheet as CSV UTF-8")
        ) from None


def _parse(
    text: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] = lambda _: None,
    words: Callable[[str], None] = lambda _: None,
) -> None:
    """Read XML and call back with names without their namespace; entities of a file's own are refused."""
    parser = pyexpat.ParserCreate(namespace_separator=" ")

    def refuse(*_: object) -> None:
        raise ValueError("a workbook has no document type")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(
        name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda name: end(name.rpartition(" ")[2])
    parser.CharacterDataHandler = words
    parser.Parse(text, True)


def _first_sheet(parts: zipfile.ZipFile) -> str:
    sheets: list[str] = []
    targets: dict[str, str] = {}

    def sheet(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            sheets.append(attributes["id"])

    def relation(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            targets[attributes["Id"]] = attributes["Target"]

    _parse(parts.read("xl/workbook.xml"), sheet)
    _parse(parts.read("xl/_rels/workbook.xml.rels"), relation)
    return posixpath.normpath(posixpath.join("/xl", targets[sheets[0]])).lstrip("/")


def _strings(parts: zipfile.ZipFile) -> list[str]:
    """The texts that cells share. A text may be in several pieces; how it is spoken stands beside it and is no part."""
    texts: list[str] = []
    inside: list[str] = []

    def start(name: str, _: Attributes) -> None:
        inside.append(name)
        if name == "si":
            texts.append("")

    def words(text: str) -> None:
        if inside and inside[-1] == "t" and "rPh" not in inside:
            texts[-1] += text

    _parse(parts.read("xl/sharedStrings.xml"), start, lambda _: _popped(inside), words)
    return texts


def _popped(inside: list[str]) -> None:
    inside.pop()


def _sheet(text: bytes, strings: list[str], where: str) -> Rows:
    rows: Rows = []
    cells: dict[int, str] = {}
    inside: list[str] = []
    kind, place, number, value, formula = "", 0, 0, "", ""

    def start(name: str, attributes: Attributes) -> None:
        nonlocal kind, place, number, value, formula
        inside.append(name)
        if name == "row":
            number = int(attributes.get("r", number + 1))
            cells.clear()
            place = -1
        elif name == "c":
            kind, value, formula = attributes.get("t", "n"), "", ""
            place = _place(attributes["r"]) if "r" in attributes else place + 1
        elif name == "f":
            formula = "="

    def words(piece: str) -> None:
        nonlocal value, formula
        if inside[-1] == "f":
            formula += piece
        elif inside[-1] == "v" or (inside[-1] == "t" and "is" in inside and "rPh" not in inside):
            value += piece

    def end(name: str) -> None:
        inside.pop()
        if name == "c":
            shown = strings[int(value)] if kind == "s" and value else value
            if shown := (formula or shown).strip():
                refuse_too_large(0, place + 1, where)
                cells[place] = shown
        elif name == "row" and cells:
            rows.append((number, [cells.get(i, "") for i in range(max(cells) + 1)]))
            # The headings are one row more than the people.
            refuse_too_large(min(len(rows) - 1, MOST_ROWS + 1), 0, where)

    _parse(text, start, end, words)
    return rows


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
