"""Many files to one tally: responses, tallies, tables and archives, in any mixture.

Whatever cannot be used is left out, named with its file and row, and the rest goes on. Needs the rule alone, so that
a page gathers as the command line does.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import msgspec

from capability.errors import CapabilityError, Fault, RelationsError, ResponseError, did_you_mean
from capability.reading.archives import InputFile, is_archive, is_workbook, unpack
from capability.reading.tables import NO_COLUMNS, Columns, Rows, csv_rows, matches, read_table
from capability.reading.text import as_text
from capability.reading.workbooks import workbook_rows
from capability.rule.instrument import Instrument
from capability.rule.relations import FILE as ROW_FILE
from capability.rule.relations import Relations, Row, merge, read_row
from capability.rule.response import FILE as RESPONSE_FILE
from capability.rule.response import Response, read_object, to_json
from capability.rule.tally import FILE as TALLY_FILE
from capability.rule.tally import Tally, add, count_responses, read_tally
from capability.text import Plain, any_object, stranger

ANSWERS = ("capability-response/", "capability-tally/")
"""How the format of a file begins that holds somebody's answers."""


ANY = replace(RESPONSE_FILE, limit=TALLY_FILE.limit)
"""A file before it is known what it holds: somebody's answers, as large as the largest kind may be."""


class Gathered(msgspec.Struct, frozen=True):
    """One tally of all that could be read, and what could not: `left_out` says what, where, and why.

    `responses` are those that count, one a repeated id; `tallies` those that were added to them.
    """

    instrument: Instrument
    tally: Tally
    responses: tuple[Response, ...]
    tallies: tuple[Tally, ...]
    left_out: tuple[Fault, ...]


class Pile(msgspec.Struct, frozen=True):
    """What files of any kind hold: answers to each instrument, the most answered one first, and actors' rows."""

    by_instrument: tuple[Gathered, ...]
    relations: Relations
    left_out: tuple[Fault, ...]


class GatheredRows(msgspec.Struct, frozen=True):
    """The rows of many actors, and what was left out."""

    relations: Relations
    left_out: tuple[Fault, ...]


class _Contents(msgspec.Struct):
    """What the files hold, before it is known which instrument is meant."""

    objects: list[tuple[str, Plain]]
    tables: list[tuple[str, Rows]]
    left_out: list[Fault]


def gather(
    files: Iterable[InputFile | Fault],
    instruments: Mapping[str, Instrument],
    wanted: str | None = None,
    columns: Columns = NO_COLUMNS,
) -> Gathered:
    """Count the answers in files of any kind: responses and tallies (JSON), tables (CSV, Excel), and ZIP archives.

    The instrument is `wanted`, or the one that `columns` names, or else the one that most files answer (of equals, the
    one met first); files of another, or of another major version, are left out. A table answers the instrument of
    which it names the most practices. A response id that is met again counts once: the response saved last. A
    response without an id always counts. A tally or a table that is the same as another, byte for byte, counts once.

    A fault among the files, as `read_files` gives for one that cannot be read, is told with the others. Raises
    `CapabilityError` with every fault when nothing could be used.
    """
    contents = _sort(files)
    return _gathered(contents, _meant(contents, instruments, wanted or columns.instrument or None, columns), columns)


def gather_all(
    files: Iterable[InputFile | Fault], instruments: Mapping[str, Instrument], columns: Columns = NO_COLUMNS
) -> Pile:
    """Read files that answer any of the instruments, or hold actors' rows, in any mixture.

    For each instrument that is answered, what `gather` gives with it as `wanted`, but for files of the others, which
    are not left out here. Never raises for a file: what cannot be used is named in the whole's `left_out`.
    """
    contents = _sort(files)
    left_out = contents.left_out
    shares: dict[str, _Contents] = {}
    rows = _Contents([], [], [])
    for where, plain in contents.objects:
        form, name = str(plain.get("format")), plain.get("instrument")
        if form.startswith("capability-relations/"):
            rows.objects.append((where, plain))
        elif not isinstance(name, str) or not form.startswith(ANSWERS):
            left_out.append(_no_answers(where, plain))
        elif name in instruments:
            shares.setdefault(name, _Contents([], [], [])).objects.append((where, plain))
        else:
            left_out.append(_unknown_instrument(where, name, instruments))
    for where, table in contents.tables:
        best = _best(table, instruments, columns)
        if best is None:
            left_out.append(_no_columns(where))
        else:
            shares.setdefault(best.id, _Contents([], [], [])).tables.append((where, table))
    gathered = []
    for name, share in shares.items():
        try:
            gathered.append(_gathered(share, instruments[name], columns))
        except CapabilityError as error:
            left_out += error.faults
    # Of equals the one met first, as where one instrument is chosen.
    sizes = {name: len(share.objects) + len(share.tables) for name, share in shares.items()}
    gathered.sort(key=lambda answered: -sizes[answered.instrument.id])
    relations = Relations({})
    if rows.objects:
        try:
            together = _merged(rows)
        except CapabilityError as error:
            left_out += error.faults
        else:
            relations = together.relations
            left_out += together.left_out
    left_out += [fault for answered in gathered for fault in answered.left_out]
    return Pile(tuple(gathered), relations, tuple(left_out))


def gather_rows(files: Iterable[InputFile | Fault], listed: Sequence[str] | None = None) -> GatheredRows:
    """Put together the rows that actors filled, from JSON files and ZIP archives of them.

    Of two rows from one actor the later counts, in the order of the files, and it is said. With a list of actors,
    what is said by or of others is left out and named. Raises `CapabilityError` when there is no row.
    """
    return _merged(_sort(files), listed)


def _gathered(contents: _Contents, instrument: Instrument, columns: Columns) -> Gathered:
    """Count the answers of these files to this instrument."""
    left_out = contents.left_out
    responses: list[tuple[str, Response]] = []
    tallies: list[Tally] = []
    for where, plain in contents.objects:
        try:
            if str(plain.get("format")).startswith("capability-tally/"):
                counted = read_tally(plain, instrument, where)
                tallies.append(counted.tally)
                left_out += _without_place(counted.unplaced, instrument, where)
            else:
                reading = read_object(plain, instrument, where)
                responses.append((where, reading.response))
                left_out += _without_place(reading.unplaced, instrument, f"{where}: answers")
        except CapabilityError as error:
            left_out += error.faults
    for where, rows in contents.tables:
        try:
            table = read_table(rows, instrument, where, columns)
        except ResponseError as error:
            left_out += error.faults
        else:
            responses += [(f"{where}:{number}", response) for number, response in table.responses]
            left_out += table.left_out
    kept = list(_once(responses, left_out))
    if not kept and not tallies:
        raise CapabilityError(left_out or _nothing())
    return Gathered(
        instrument=instrument,
        tally=add(instrument, [count_responses(instrument, kept), *tallies]),
        responses=tuple(kept),
        tallies=tuple(tallies),
        left_out=tuple(left_out),
    )


def _merged(contents: _Contents, listed: Sequence[str] | None = None) -> GatheredRows:
    """Put the actors' rows of these files together."""
    left_out = contents.left_out
    left_out += [
        Fault("not-relations", where, "a table holds no actor's row", "a row is a JSON file")
        for where, _ in contents.tables
    ]
    rows: list[Row] = []
    first: dict[str, str] = {}
    names = None if listed is None else {" ".join(name.split()) for name in listed}
    for where, plain in contents.objects:
        try:
            reading = read_row(plain, where)
        except RelationsError as error:
            left_out += error.faults
            continue
        row = reading.row
        left_out += reading.left_out
        if row.rater in first:
            what = f"`{row.rater}` rated before, in {first[row.rater]}"
            left_out.append(Fault("repeated-rater", where, what, "the later row counts"))
        first[row.rater] = where
        rows.append(row)
        if names is not None:
            strangers = [row.rater] if row.rater not in names else [name for name in row.ties if name not in names]
            left_out += [
                Fault("no-place", where, f"`{name}` is not in the list of actors", did_you_mean(name, sorted(names)))
                for name in strangers
            ]
    if not rows:
        raise CapabilityError(left_out or _nothing())
    return GatheredRows(merge(rows, listed), tuple(left_out))


def format_of(files: Iterable[InputFile | Fault]) -> str:
    """What kind of file the first file says it is, without the version: `capability-tally`; else nothing.

    >>> format_of([InputFile("a.json", b'{"format": "capability-tally/1"}')])
    'capability-tally'
    """
    for _, plain in _sort(files).objects:
        return str(plain.get("format")).partition("/")[0]
    return ""


def _nothing() -> Fault:
    return Fault("no-file", "files", "there is nothing to read", "name files, or a folder that holds some")


def _sort(files: Iterable[InputFile | Fault]) -> _Contents:
    """Every file as an object or a table, with archives unpacked; and what is neither."""
    contents = _Contents([], [], [])
    seen: dict[bytes, str] = {}
    for item in _unpacked(files):
        if isinstance(item, Fault):
            contents.left_out.append(item)
            continue
        try:
            _place(item, contents, seen)
        except CapabilityError as error:
            contents.left_out += error.faults
    return contents


def _unpacked(files: Iterable[InputFile | Fault]) -> Iterator[InputFile | Fault]:
    for file in files:
        if isinstance(file, InputFile) and is_archive(file.data) and not is_workbook(file.data):
            yield from unpack(file)
        else:
            yield file


def _place(file: InputFile, contents: _Contents, seen: dict[bytes, str]) -> None:
    where, data = file.name, file.data
    ending = where.rpartition(".")[2].lower()
    if not data.strip():
        raise ResponseError(Fault("empty", where, "this file is empty", "save it again from where it was made"))
    if is_archive(data):
        if not _repeated(file, contents, seen):
            contents.tables.append((where, workbook_rows(data, where)))
    elif ending in {"csv", "tsv"}:
        if not _repeated(file, contents, seen):
            contents.tables.append((where, csv_rows(data, where)))
    elif ending == "json" or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        _place_object(file, contents, seen)
    else:
        hint = "JSON, CSV, Excel (.xlsx) and ZIP files are read"
        raise ResponseError(Fault("other-format", where, "this kind of file is not read", hint))


def _place_object(file: InputFile, contents: _Contents, seen: dict[bytes, str]) -> None:
    plain = any_object(as_text(file.data, file.name, ResponseError), file.name, ANY)
    form = str(plain.get("format"))
    if form.startswith("capability-tally/"):
        if _repeated(file, contents, seen):
            return
    elif len(file.data) > (limit := (ROW_FILE if form.startswith("capability-relations/") else RESPONSE_FILE).limit):
        hint = "is this the right file?"
        raise ResponseError(Fault("too-big", file.name, f"larger than {limit:,} bytes", hint))
    contents.objects.append((file.name, plain))


def _repeated(file: InputFile, contents: _Contents, seen: dict[bytes, str]) -> bool:
    digest = hashlib.sha256(file.data).digest()
    if digest in seen:
        contents.left_out.append(
            Fault("same-file", file.name, f"the same as {seen[digest]}", "it counts once; take one of them away")
        )
        return True
    seen[digest] = file.name
    return False


def _meant(
    contents: _Contents, instruments: Mapping[str, Instrument], wanted: str | None, columns: Columns
) -> Instrument:
    """The instrument that is named, or else the one that most of the files answer."""
    if wanted is None:
        votes = Counter(
            name
            for _, plain in contents.objects
            if str(plain.get("format")).startswith(ANSWERS)
            and isinstance(name := plain.get("instrument"), str)
            and name in instruments
        )
        for _, rows in contents.tables:
            best = _best(rows, instruments, columns)
            if best is not None:
                votes[best.id] += 1
        if votes:
            return instruments[votes.most_common(1)[0][0]]
        # No file can be read without an instrument; each says why there is none for it.
        raise CapabilityError(
            [
                *contents.left_out,
                *(
                    _unknown_instrument(where, name, instruments)
                    if isinstance(name := plain.get("instrument"), str) and name not in instruments
                    else _no_answers(where, plain)
                    for where, plain in contents.objects
                ),
                *(_no_columns(where) for where, _ in contents.tables),
            ]
            or _nothing()
        )
    if wanted not in instruments:
        hint = did_you_mean(wanted, instruments)
        raise CapabilityError(
            [*contents.left_out, Fault("unknown-instrument", "instrument", f"there is no `{wanted[:80]}`", hint)]
        )
    return instruments[wanted]


def _best(rows: Rows, instruments: Mapping[str, Instrument], columns: Columns) -> Instrument | None:
    """The instrument of which a table names the most practices; none where it names no practice at all."""
    best = max(instruments.values(), key=lambda instrument: matches(rows, instrument, columns), default=None)
    return best if best is not None and matches(rows, best, columns) else None


def _no_answers(where: str, plain: Plain) -> Fault:
    """What to say of a file that names no instrument, or whose format is not one of answers."""
    if str(plain.get("format")).startswith(ANSWERS):
        return Fault(ANY.code, where, "it does not say which instrument it answers", ANY.remedy)
    return stranger(plain, where, ANY)


def _no_columns(where: str) -> Fault:
    hint = "give each question's column its id as heading, or say with a file of columns what the headings mean"
    return Fault("no-columns", where, "no heading of this table is a question of the kit", hint)


def _unknown_instrument(where: str, name: str, instruments: Mapping[str, Instrument]) -> Fault:
    what = f"there is no instrument `{name[:40]}`"
    return Fault("unknown-instrument", where, what, did_you_mean(name, instruments))


def _without_place(names: Iterable[str], instrument: Instrument, where: str) -> Iterator[Fault]:
    for name in names:
        retired = name in instrument.retired
        hint = "it was retired: its answer is not counted" if retired else "its answer is not counted"
        what = f"`{name[:80]}` is no practice of {instrument.id} {instrument.version}"
        yield Fault("no-place", where, what, hint)


def _once(responses: Iterable[tuple[str, Response]], left_out: list[Fault]) -> Iterator[Response]:
    """Each response id once: the one saved last, whatever order the files come in."""
    by_id: dict[str, list[tuple[str, Response]]] = {}
    for where, response in responses:
        if response.id:
            by_id.setdefault(response.id, []).append((where, response))
        else:
            yield response
    for name, same in by_id.items():
        kept = same[0] if len(same) == 1 else max(same, key=lambda copy: (copy[1].saved, to_json(copy[1])))
        yield kept[1]
        for copy in same:
            if copy is not kept:
                what = f"response `{name}` stands in {kept[0]} as well"
                left_out.append(Fault("repeated-id", copy[0], what, "it counts once, as it was saved last"))
