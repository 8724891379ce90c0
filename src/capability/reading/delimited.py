"""Tables as text: CSV and its kin, in the encodings and with the separators that office programs write."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence

from capability.errors import Fault, ResponseError
from capability.limits import LONGEST_CELL, MOST_COLUMNS
from capability.reading.sheets import Counter, Row, Sheet, sheet_of

SEPARATORS = ",;\t|"

LOOKED_AT = 40
"""Rows that are looked at to tell which separator it is."""

Likeness = Callable[[Sequence[str]], int]
"""How many cells of a row are headings that are known."""


def delimited_sheet(data: bytes, where: str, likeness: Likeness) -> Sheet:
    """The rows of a CSV file, whatever stands between its cells.

    UTF-8, UTF-16 with or without its mark, or else Windows' Western letters. The separator is the one with which some
    row near the top holds the most known headings; of equals, the one with which most rows are as long as each other.

    Raises `ResponseError` for what is no text, has quotes that do not close, or is larger than the limits.
    """
    encoding = encoding_of(data, where)
    separator, skipped = _separator(data, encoding, likeness)
    counter = Counter(where)

    def rows() -> Iterator[Row]:
        number = 0
        try:
            for number, cells in enumerate(_records(data, encoding, separator, strict=True), 1):
                counter.add(len(cells))
                if number > skipped:
                    yield Row(number, list(map(str.strip, cells)))
        except csv.Error:
            what = "a cell that is too long, or quotes that do not close"
            raise ResponseError(Fault("not-a-table", f"{where}:{number + 1}", what, "save it again as CSV")) from None
        except UnicodeDecodeError:
            hint = "save it again as CSV UTF-8"
            raise ResponseError(Fault("not-text", f"{where}:{number + 1}", "this is no text", hint)) from None

    return sheet_of(where, rows())


def encoding_of(data: bytes, where: str) -> str:
    r"""The encoding of a text's bytes, as Python calls it; raises `ResponseError` for what is no text.

    >>> encoding_of(b"a,b", "x"), encoding_of("é".encode("cp1252"), "x"), encoding_of("a,b\n".encode("utf-16-le"), "x")
    ('utf-8-sig', 'cp1252', 'utf-16-le')
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:2000]
    if b"\0" in head:
        # Western letters in two bytes each: every other byte is nothing.
        for encoding, start in (("utf-16-le", 1), ("utf-16-be", 0)):
            if head[start::2].count(0) * 2 > len(head[start::2]) and 0 not in head[1 - start :: 2]:
                return encoding
        raise ResponseError(Fault("not-text", where, "this is no text", "save it again as CSV UTF-8"))
    try:
        for _ in io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", newline=""):
            pass
    except UnicodeDecodeError as error:
        try:
            data.decode("cp1252")
        except UnicodeDecodeError:
            line = data[: error.start].count(b"\n") + 1
            hint = "save it again as CSV UTF-8"
            raise ResponseError(Fault("not-text", f"{where}:{line}", "this is no text", hint)) from None
        return "cp1252"
    return "utf-8-sig"


def _records(data: bytes, encoding: str, separator: str, *, strict: bool) -> Iterator[list[str]]:
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        yield from csv.reader(
            io.TextIOWrapper(io.BytesIO(data), encoding, newline=""), delimiter=separator, strict=strict
        )
    finally:
        csv.field_size_limit(before)


def _separator(data: bytes, encoding: str, likeness: Likeness) -> tuple[str, int]:
    """The separator, and how many rows at the top only say which one it is (`sep=;`, as Excel writes)."""
    first = data[:40].decode(encoding, "replace").lstrip("\ufeff").split("\n", 1)[0].strip().casefold()
    if first.startswith("sep=") and len(first) == 5 and first[4] in SEPARATORS:
        return first[4], 1

    def fit(separator: str) -> tuple[int, int, int]:
        rows = []
        try:
            for row in _records(data, encoding, separator, strict=False):
                rows.append(row)
                if len(rows) == LOOKED_AT:
                    break
        except (csv.Error, UnicodeDecodeError):
            pass
        lengths = [len(row) for row in rows]
        best = max((likeness(row[:MOST_COLUMNS]) for row in rows), default=0)
        usual = max(set(lengths), key=lengths.count) if lengths else 0
        return best, lengths.count(usual) if usual > 1 else 0, usual

    return max(SEPARATORS, key=fit), 0
