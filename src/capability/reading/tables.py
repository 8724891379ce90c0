"""Responses out of a table: one row a person, one column a practice, as office form tools export them."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from capability.errors import Fault, ResponseError, did_you_mean
from capability.rule.context import Context
from capability.rule.instrument import Instrument
from capability.rule.response import FORMAT as RESPONSE_FORMAT
from capability.rule.response import Answer, Given, Rater, Response
from capability.text import FileKind, shaped

MOST_ROWS = 10_000
"""Most rows of a table that is read."""

MOST_COLUMNS = 1_000
"""Most columns of a table that is read."""

MOST_HEADINGS = 10
"""Among how many first rows the headings are looked for."""

ABOUT_THE_RATER = ("id", "saved", "role", "organisation", "round", "nation", "contract", "actor")
"""Headings that are no practice and are read all the same."""

OTHER_ANSWERS: dict[str, Given] = {
    "unknown": "unknown",
    "don't know": "unknown",
    "i don't know": "unknown",
    "not-applicable": "not-applicable",
    "not applicable": "not-applicable",
    "does not apply": "not-applicable",
}

Cells = Sequence[str]
Rows = list[tuple[int, Cells]]
"""Rows of text, each with the number that a spreadsheet shows beside it."""

Heading = Annotated[str, Meta(min_length=1, max_length=1000)]


FORMAT: Final = "capability-columns/1"

FILE = FileKind(
    FORMAT,
    "see assessments/README.md for what it holds",
    code="not-columns",
    error=ResponseError,
    mend="see assessments/README.md for what it holds",
)


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How another tool's headings and answers are to be read.

    `columns` gives a practice's id, or one of `ABOUT_THE_RATER`, or nothing (not to be read) for a heading; `answers`
    gives a level, `unknown` or `not-applicable` for the words of an answer.
    """

    format: Literal["capability-columns/1"]
    columns: dict[Heading, Annotated[str, Meta(max_length=80)]]
    answers: dict[Heading, Given] = {}
    instrument: Annotated[str, Meta(max_length=40)] = ""


NO_COLUMNS = Columns(FORMAT, {})


class TableReading(msgspec.Struct, frozen=True):
    """What came of reading a table: a response a row, each with its row's number, and what was left out."""

    responses: tuple[tuple[int, Response], ...]
    left_out: tuple[Fault, ...]


def read_columns(plain: object, where: str) -> Columns:
    """Read how headings are to be read, plain data from JSON; raises `ResponseError` with the fault."""
    return shaped(plain, where, FILE, Columns)


def csv_rows(data: bytes, where: str) -> Rows:
    """The rows of a CSV file: UTF-8, or UTF-16 with its mark; commas, semicolons or tabs between cells.

    Raises `ResponseError` for what is no text, has quotes that do not close, or is larger than the limits.
    """
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        hint = "save it again as CSV UTF-8"
        raise ResponseError(Fault("not-text", f"{where}:{line}", "this is not UTF-8 text", hint)) from None
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: Rows = []
    try:
        for number, cells in enumerate(reader, 1):
            refuse_too_large(number - 1, len(cells), where)
            rows.append((number, [cell.strip() for cell in cells]))
    except csv.Error:
        what = "a cell that is too long, or quotes that do not close"
        raise ResponseError(Fault("not-a-table", f"{where}:{len(rows) + 1}", what, "save it again as CSV")) from None
    return rows


def refuse_too_large(rows: int, columns: int, where: str) -> None:
    """Raise `ResponseError` for a table above the limits."""
    hint = "is this the right file? A table holds one row a person and one column a practice"
    if rows > MOST_ROWS:
        raise ResponseError(Fault("too-big", where, f"more than {MOST_ROWS:,} rows, which is the limit", hint))
    if columns > MOST_COLUMNS:
        raise ResponseError(Fault("too-big", where, f"more than {MOST_COLUMNS:,} columns, which is the limit", hint))


def matches(rows: Rows, instrument: Instrument, columns: Columns = NO_COLUMNS) -> int:
    """How many of an instrument's practices the best row of headings names."""
    return max((len(_practices_in(cells, instrument, columns)) for _, cells in rows[:MOST_HEADINGS]), default=0)


def _practices_in(cells: Cells, instrument: Instrument, columns: Columns) -> set[str]:
    meanings = _meanings(instrument, columns)
    return {meanings.get(_plain(cell), "") for cell in cells} & {practice.id for practice in instrument.practices}


def read_table(rows: Rows, instrument: Instrument, where: str, columns: Columns = NO_COLUMNS) -> TableReading:
    """Read a table's rows as responses to an instrument.

    The headings are the row, among the first ten, that names the most practices: by id, or as `columns` says. A cell
    holds 0 to 4, the short name of a level, the whole text of a level, "unknown", "not applicable", nothing (blank),
    or what `columns.answers` says. A level in a table has no evidence behind it.

    Left out and named: rows above the headings, columns that mean nothing here or mean the same as another, and cells
    that are no answer, a formula among them; the rest of the row counts. An empty row is nobody's.
    Raises `ResponseError` when no row names a practice.
    """
    head = max(range(min(len(rows), MOST_HEADINGS)), key=lambda i: _weight(rows[i][1], instrument, columns), default=-1)
    if head < 0 or not _practices_in(rows[head][1], instrument, columns):
        hint = "give each practice's column its id as heading, or say with a file of columns what the headings mean"
        raise ResponseError(Fault("no-headings", where, f"no column is a practice of {instrument.id}", hint))
    left_out = [
        Fault("above-headings", f"{where}:{number}", f"this row stands above the headings in row {rows[head][0]}")
        for number, cells in rows[:head]
        if any(cells)
    ]
    places, faults = _places(rows[head], rows[head + 1 :], instrument, columns, where)
    left_out += faults
    readers = {name: _answers_of(instrument, name, columns) for name in places.values() if "." in name}
    responses = []
    for number, cells in rows[head + 1 :]:
        if any(cells):
            response, faults = _response(number, cells, places, readers, instrument, where)
            responses.append((number, response))
            left_out += faults
    return TableReading(tuple(responses), tuple(left_out))


def _weight(cells: Cells, instrument: Instrument, columns: Columns) -> int:
    return len(_practices_in(cells, instrument, columns))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _meanings(instrument: Instrument, columns: Columns) -> dict[str, str]:
    """What each heading means, by its plain words."""
    own = {name: name for name in (*ABOUT_THE_RATER, *(practice.id for practice in instrument.practices))}
    return own | {_plain(heading): meaning for heading, meaning in columns.columns.items()}


def _places(
    headings: tuple[int, Cells], below: Rows, instrument: Instrument, columns: Columns, where: str
) -> tuple[dict[int, str], list[Fault]]:
    """What each column holds, by its place; and the columns that are not read."""
    meanings = _meanings(instrument, columns)
    known = {*ABOUT_THE_RATER, *(practice.id for practice in instrument.practices)}
    number, cells = headings
    places: dict[int, str] = {}
    faults = []
    widest = max((len(row) for _, row in below), default=0)
    for place in range(max(widest, len(cells))):
        heading = cells[place] if place < len(cells) else ""
        at = f"{where}:{number}: column {_letters(place)}"
        meaning = meanings.get(_plain(heading), None if heading else "")
        if meaning == "" and not heading and any(place < len(row) and row[place] for _, row in below):
            hint = "a heading over several columns names the first only: give each column its own"
            faults.append(Fault("no-heading", at, "this column has no heading", hint))
        elif meaning is None or (meaning and meaning not in known):
            hint = did_you_mean(meaning or heading, sorted(known))
            faults.append(Fault("no-place", at, f"`{(meaning or heading)[:80]}` is no practice here", hint))
        elif meaning in places.values():
            faults.append(Fault("duplicate-column", at, f"`{meaning}` has a column already", "the first counts"))
        elif meaning:
            places[place] = meaning
    return places, faults


def _letters(place: int) -> str:
    """A column as a spreadsheet names it.

    >>> _letters(0), _letters(25), _letters(26), _letters(701), _letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    text = ""
    place += 1
    while place:
        place, digit = divmod(place - 1, 26)
        text = chr(65 + digit) + text
    return text


def _answers_of(instrument: Instrument, name: str, columns: Columns) -> Mapping[str, Given]:
    """What each answer to a practice means, by its plain words; the words of `columns` come first."""
    practice = next(practice for practice in instrument.practices if practice.id == name)
    levels: tuple[Given, ...] = (0, 1, 2, 3, 4)
    meanings: dict[str, Given] = dict(OTHER_ANSWERS)
    for level, short, text in zip(levels, instrument.scale, practice.levels, strict=True):
        # A spreadsheet may write a whole number with a point.
        for words in (str(level), f"{level}.0", short, text, f"{level} {short}"):
            meanings[_plain(words)] = level
    return meanings | {_plain(words): meaning for words, meaning in columns.answers.items()}


def _response(
    number: int,
    cells: Cells,
    places: Mapping[int, str],
    readers: Mapping[str, Mapping[str, Given]],
    instrument: Instrument,
    where: str,
) -> tuple[Response, list[Fault]]:
    answers: dict[str, Answer] = {}
    about: dict[str, str] = {}
    faults = []
    for place, meaning in places.items():
        cell = cells[place] if place < len(cells) else ""
        if not cell:
            continue
        at = f"{where}:{number}: column {_letters(place)}"
        if cell.startswith("="):
            faults.append(Fault("formula", at, "this cell holds a formula", "put its value there instead"))
        elif meaning in readers:
            given = readers[meaning].get(_plain(cell))
            if given is None:
                hint = "an answer is 0, 1, 2, 3, 4, unknown or not applicable"
                faults.append(Fault("bad-level", at, f"`{cell[:60]}` is no answer to `{meaning}`", hint))
            else:
                answers[meaning] = Answer(given)
        elif len(cell) > (limit := {"id": 80, "saved": 40}.get(meaning, 200)):
            what = f"{len(cell)} characters, and the limit is {limit}"
            faults.append(Fault("too-long", at, what, "say it in fewer"))
        else:
            about[meaning] = cell
    rater = Rater(about.get("role", ""), about.get("organisation", ""))
    context = Context(*(about.get(key, "") for key in ("round", "nation", "contract", "actor")))
    response = Response(
        format=RESPONSE_FORMAT,
        instrument=instrument.id,
        version=instrument.version,
        answers=answers,
        id=about.get("id", ""),
        saved=about.get("saved", ""),
        rater=rater,
        context=context,
    )
    return response, faults
