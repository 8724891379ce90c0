"""Many files to one tally: responses, tallies, tables and archives, in any mixture.

Whatever cannot be used is left out, named with its file and row, and the rest goes on. Needs nothing that a browser
lacks, so that a page gathers as the command line does.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import msgspec

from capability.errors import CapabilityError, Fault, RelationsError, ResponseError, did_you_mean
from capability.limits import MOST_ACTORS, MOST_COLUMNS
from capability.reading.archives import (
    InputFile,
    is_archive,
    is_old_workbook,
    is_opendocument,
    is_plain_archive,
    unpack,
)
from capability.reading.delimited import delimited_sheet
from capability.reading.emails import in_email, is_email
from capability.reading.letters import answers_in, is_letter
from capability.reading.opendocument import opendocument_sheets
from capability.reading.people import TableReading, read_people
from capability.reading.records import are_records, record_sheet
from capability.reading.sheets import SHEET, Sheet
from capability.reading.strangers import refuse_blank_form, stranger_told
from capability.reading.text import as_text
from capability.reading.times import latest
from capability.reading.understanding import (
    NO_COLUMNS,
    Columns,
    Question,
    Understanding,
    likeness_to,
    read_columns,
    together,
    understand,
)
from capability.reading.vocabulary import Vocabulary
from capability.reading.workbooks import workbook_sheets
from capability.rule.instrument import Instrument
from capability.rule.relations import FILE as ROW_FILE
from capability.rule.relations import Relations, Row, merge, read_row, spellings, too_many
from capability.rule.response import FILE as RESPONSE_FILE
from capability.rule.response import Answer, Rater, Response, read_object, to_json
from capability.rule.tally import FILE as TALLY_FILE
from capability.rule.tally import Tally, add, count_responses, read_tally, role_of
from capability.signs import sign
from capability.text import Plain, any_json, name_key, one_line, stranger

ANSWERS = ("capability-response/", "capability-tally/")
"""How the format of a file begins that holds somebody's answers."""


FILES_A_SIGN = 100
"""Files that are read between two signs of life."""

ANY = replace(RESPONSE_FILE, limit=TALLY_FILE.limit)
"""A file before it is known what it holds: somebody's answers, as large as the largest kind may be."""


class TableTold(msgspec.Struct, frozen=True):
    """A table as it was understood, and its people; no `reading` until the questions about it are settled."""

    understood: Understanding
    reading: TableReading | None


class Gathered(msgspec.Struct, frozen=True):
    """One tally of all that could be read, and what could not: `left_out` says what, where, and why.

    `responses` are those that count, one a person; `tallies` those that were added to them; `tables` what each table
    was understood to say. Of a table with a question nothing is counted.
    """

    instrument: Instrument
    tally: Tally
    responses: tuple[Response, ...]
    tallies: tuple[Tally, ...]
    left_out: tuple[Fault, ...]
    tables: tuple[TableTold, ...] = ()

    @property
    def rounds(self) -> dict[str, int]:
        """How many of the responses give which name of a round, in alphabetical order."""
        return dict(sorted(Counter(name for said in self.responses if (name := said.context.round)).items()))

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is to be settled before the tables with a question count."""
        return tuple(question for table in self.tables for question in table.understood.questions)


class Pile(msgspec.Struct, frozen=True):
    """What files of any kind hold: answers to each instrument, the most answered one first, and actors' rows."""

    by_instrument: tuple[Gathered, ...]
    relations: Relations
    left_out: tuple[Fault, ...]

    @property
    def tables(self) -> tuple[TableTold, ...]:
        """What each table was understood to say, whichever instrument it answers."""
        return tuple(table for answers in self.by_instrument for table in answers.tables)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is to be settled before the tables with a question count."""
        return tuple(question for answers in self.by_instrument for question in answers.questions)


class GatheredRows(msgspec.Struct, frozen=True):
    """The rows of many actors, and what was left out."""

    relations: Relations
    left_out: tuple[Fault, ...]


class _Contents(msgspec.Struct):
    """What the files hold, before it is known which instrument is meant."""

    objects: list[tuple[str, Plain]]
    tables: list[Sheet]
    left_out: list[Fault]
    columns: Columns = NO_COLUMNS
    explained: list[str] = msgspec.field(default_factory=list)  # the files of columns


class _Shelf:
    """The instruments, and the words of each, read when the first table asks for them.

    Of what is on a shelf a table's may be any. One that cannot be read is none of them, and its faults are told.
    """

    def __init__(self, instruments: Mapping[str, Instrument]) -> None:
        self.instruments = instruments
        self.left_out: list[Fault] = []
        self._vocabularies: dict[str, Vocabulary] = {}
        self._understood: dict[int, Understanding] = {}

    @property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """The words of every instrument, by its id."""
        if not self._vocabularies:
            for name in self.instruments:
                try:
                    self._vocabularies[name] = Vocabulary(self.instruments[name])
                except CapabilityError as error:
                    self.left_out += error.faults
        return self._vocabularies

    def understood(self, sheet: Sheet, columns: Columns, wanted: str | None = None) -> Understanding:
        """What a sheet says, worked out once; raises `ResponseError` as `understand` does."""
        known = self._understood.get(id(sheet))
        if known is None or wanted not in (None, known.instrument.id):
            known = self._understood[id(sheet)] = understand(sheet, self.vocabularies, columns, wanted)
        return known

    def likeness(self, cells: Sequence[str]) -> int:
        """How many cells of a row are headings that some instrument knows."""
        return likeness_to(self.vocabularies.values())(cells)


def gather(
    files: Iterable[InputFile | Sheet | Fault],
    instruments: Mapping[str, Instrument],
    wanted: str | None = None,
    columns: Columns = NO_COLUMNS,
    *,
    every: bool = False,
) -> Gathered:
    """Count the answers in files of any kind: JSON, tables (CSV, Excel, OpenDocument), and ZIP archives of them.

    The instrument is `wanted`, or the one that `columns` names, or else the one that most files answer (of equals, the
    one met first); files of another, or of another major version, are left out. A table answers the instrument of
    which it names the most practices. A response id that is met again counts once: the response saved last. A
    response without an id always counts. A tally or a table that is the same as another, byte for byte, counts once.
    JSON that a web form hands back, objects of plain values, is a table as well.

    A fault among the files, as `read_files` gives for one that cannot be read, is told with the others; a sheet among
    them is a table that stands in no file. Of a table's cells that cannot be read the first of each kind are named and
    the others counted, or with `every` all named. Raises `CapabilityError` with every fault when nothing could be used.
    """
    shelf = _Shelf(instruments)
    contents = _sort(files, shelf, columns)
    return _gathered(contents, _meant(contents, shelf, wanted or contents.columns.instrument or None), shelf, every)


def gather_all(
    files: Iterable[InputFile | Fault],
    instruments: Mapping[str, Instrument],
    columns: Columns = NO_COLUMNS,
    *,
    every: bool = False,
) -> Pile:
    """Read files that answer any of the instruments, or hold actors' rows, in any mixture.

    For each instrument that is answered, what `gather` gives with it as `wanted`, but for files of the others, which
    are not left out here. Never raises for a file: what cannot be used is named in the whole's `left_out`.
    """
    shelf = _Shelf(instruments)
    contents = _sort(files, shelf, columns)
    left_out = contents.left_out
    shares: dict[str, _Contents] = {}

    def share_of(name: str) -> _Contents:
        return shares.setdefault(name, _Contents([], [], [], contents.columns))

    rows = _Contents([], [], [])
    for where, plain in contents.objects:
        form, name = str(plain.get("format")), plain.get("instrument")
        if form.startswith("capability-relations/"):
            rows.objects.append((where, plain))
        elif not isinstance(name, str) or not form.startswith(ANSWERS):
            left_out.append(_no_answers(where, plain))
        elif name in instruments:
            share_of(name).objects.append((where, plain))
        else:
            left_out.append(_unknown_instrument(where, name, instruments))
    for sheet in contents.tables:
        try:
            understood = shelf.understood(sheet, contents.columns)
        except ResponseError as error:
            left_out += error.faults
        else:
            share_of(understood.instrument.id).tables.append(sheet)
    gathered = []
    for name, share in shares.items():
        try:
            gathered.append(_gathered(share, instruments[name], shelf, every))
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
    tables = [table for answered in gathered for table in answered.tables]
    return Pile(tuple(gathered), relations, tuple(_beside(tables, left_out)))


def gather_rows(files: Iterable[InputFile | Fault], listed: Sequence[str] | None = None) -> GatheredRows:
    """Put together the rows that actors filled, from JSON files and ZIP archives of them.

    Of two rows from one actor the later counts, in the order of the files, and it is said. With a list of actors,
    what is said by or of others is left out and named. Raises `CapabilityError` when there is no row.
    """
    return _merged(_sort(files, _Shelf({})), listed)


def _gathered(contents: _Contents, instrument: Instrument, shelf: _Shelf, every: bool) -> Gathered:
    """Count the answers of these files to this instrument."""
    left_out = contents.left_out
    responses: list[tuple[str, Response]] = []
    tallies: list[Tally] = []
    for i, (where, plain) in enumerate(contents.objects, 1):
        if i % FILES_A_SIGN == 0:
            sign()
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
    tables = [table for sheet in contents.tables if (table := _table(sheet, instrument, shelf, contents, every))]
    for table in tables:
        name = table.understood.sheet.name
        left_out += table.understood.faults
        if table.reading is not None:
            left_out += _told(table.reading, name)
            left_out += _other_roles(table.reading, instrument, name)
        hidden = sum(row.hidden for row in table.understood.rows)
        if hidden:
            what = "1 hidden row is" if hidden == 1 else f"{hidden} hidden rows are"
            hint = "show what is hidden and look, if it should not count"
            left_out.append(Fault("hidden-rows", name, f"{what} read like the others", hint))
    responses += _new_rows(tables, left_out)
    kept = list(_once(responses, left_out))
    if not kept and not tallies and not any(table.understood.questions for table in tables):
        raise CapabilityError(left_out or _nothing())
    return Gathered(
        instrument=instrument,
        tally=add(instrument, [count_responses(instrument, kept), *tallies]),
        responses=tuple(kept),
        tallies=tuple(tallies),
        left_out=tuple(_beside(tables, left_out)),
        tables=tuple(tables),
    )


def _beside(tables: Sequence[TableTold], left_out: Iterable[Fault]) -> Iterator[Fault]:
    """What was left out; a sheet without a question is no trouble where another of its workbook holds the answers."""
    read = {table.understood.sheet.name.partition(SHEET)[0] for table in tables}
    for fault in left_out:
        workbook, _, sheet = fault.where.partition(SHEET)
        if fault.code == "no-headings" and sheet and workbook in read:
            yield Fault("other-sheet", fault.where, "no question stands in this sheet, so it is not read")
        else:
            yield fault


def _table(sheet: Sheet, instrument: Instrument, shelf: _Shelf, contents: _Contents, every: bool) -> TableTold | None:
    """A table of answers to this instrument; what cannot be read as one is told."""
    try:
        understood = shelf.understood(sheet, contents.columns, instrument.id)
        if understood.questions:
            return TableTold(understood, None)
        words = shelf.vocabularies[instrument.id]
        return TableTold(understood, read_people(understood, words, contents.columns, every=every))
    except ResponseError as error:
        contents.left_out += _answers_another(sheet, error, shelf, contents)
        return None


def _answers_another(sheet: Sheet, error: ResponseError, shelf: _Shelf, contents: _Contents) -> Sequence[Fault]:
    """Why a table is not read; one that answers another instrument says which."""
    if [fault.code for fault in error.faults] == ["no-headings"]:
        try:
            other = shelf.understood(sheet, contents.columns).instrument.id
        except ResponseError:
            return error.faults
        what = f"it answers `{other}`, which is not counted here"
        return [Fault("other-instrument", sheet.name, what, f"count it by itself, with `{other}` as the instrument")]
    return error.faults


_Told = tuple[str, Rater, frozenset[tuple[str, Answer]]]
"""All that a row of a table tells of a person: when it was saved, who it is, and the answers."""


def _new_rows(tables: Sequence[TableTold], left_out: list[Fault]) -> Iterator[tuple[str, Response]]:
    """The people of all tables, where a form's later export holds the rows of the earlier one.

    A row that is the same to the minute and to the last answer is the same person's. Where no time tells, all count,
    and it is told.
    """
    seen: dict[_Told, tuple[int, str]] = {}
    said = _Said()
    for table in tables:
        if table.reading is None:
            continue
        name = table.understood.sheet.name
        here: Counter[_Told] = Counter()
        for called, response in table.reading.responses:
            where = f"{name}:{called}"
            if len(tables) > 1 and not response.id:
                key = (response.saved, response.rater, frozenset(response.answers.items()))
                here[key] += 1
                most, first = seen.get(key, (0, ""))
                if ":" in response.saved and here[key] <= most:
                    what = f"the same row, at the same time, stands in {first} as well"
                    left_out.append(Fault("repeated-row", where, what, "it counts once"))
                    continue
            yield where, response
        for key, count in here.items():
            if count > seen.get(key, (0, ""))[0]:
                seen[key] = (count, name)
        untimed = Counter({key: count for key, count in here.items() if ":" not in key[0]})
        left_out += said.look_alike(name, untimed)


FEWEST_ALIKE = 3
"""Fewest people of a table who make somebody ask whether another table holds them as well."""


MOST_ALIKE = 20
"""In how many tables a person is looked for; who stands in more need not be told of each."""


class _Said:
    """The people of the tables so far, with the first tables that each stands in."""

    def __init__(self) -> None:
        self._tables: list[tuple[str, int]] = []
        self._stands_in: dict[_Told, list[tuple[int, int]]] = {}

    def look_alike(self, name: str, people: Counter[_Told]) -> Iterator[Fault]:
        """The tables that hold all of a table's people, or of which it holds all; from then on it is one of them."""
        alike: Counter[int] = Counter()
        for person, count in people.items():
            places = self._stands_in.setdefault(person, [])
            for table, there in places:
                alike[table] += min(count, there)
            if len(places) < MOST_ALIKE:
                places.append((len(self._tables), count))
        for table, count in sorted(alike.items()):
            other, total = self._tables[table]
            if count == min(people.total(), total) >= FEWEST_ALIKE:
                what = f"{count} people answer just as {count} in {other} do, and all are counted"
                yield Fault("equal-rows", name, what, "if they are the same people, take one of the two away")
        self._tables.append((name, people.total()))


def _other_roles(reading: TableReading, instrument: Instrument, name: str) -> Iterator[Fault]:
    """The roles of a table that its instrument's form does not have: each counts as one of its own."""
    if instrument.raters is None:
        return
    roles = Counter(role_of(response.rater.role) for _, response in reading.responses)
    others = [(role, count) for role, count in roles.most_common() if role and role not in instrument.raters.kinds]
    if others:
        named = ", ".join(f"“{one_line(role)[:40]}” ({count})" for role, count in others[:8])
        more = f" and {len(others) - 8} more" if len(others) > 8 else ""
        known = ", ".join(instrument.raters.kinds.values())
        what = f"roles that are not on the form, with how many people: {named}{more}"
        yield Fault("other-roles", name, what, f"each counts as a role of its own; the form has {known}")


def _told(reading: TableReading, name: str) -> Iterator[Fault]:
    """What is told of a table: each row and cell that counts for nothing, but not its row of headings."""
    rows = [fault for fault in reading.left_out if fault.code != "headings"]
    yield from rows
    yield from reading.faults
    if reading.more_faults:
        what = f"{reading.more_faults:,} more cells like these hold nothing that can be read"
        yield Fault("more-cells", name, what, "mend those first: what they hold counts for nothing")
    if not reading.responses:
        yield Fault("nobody", name, "there is no person's answer in this table", "is this the right sheet?")


def _merged(contents: _Contents, listed: Sequence[str] | None = None) -> GatheredRows:
    """Put the actors' rows of these files together."""
    left_out = contents.left_out
    left_out += [
        Fault("not-relations", where, "a table holds no actor's row", "a row is a JSON file")
        for where in dict.fromkeys(sheet.name for sheet in contents.tables)
    ]
    rows: list[Row] = []
    first: dict[str, str] = {}
    met: set[str] = set()
    names = None if listed is None else {name_key(name): " ".join(name.split()) for name in sorted(listed)}
    for where, plain in contents.objects:
        try:
            reading = read_row(plain, where)
        except RelationsError as error:
            left_out += error.faults
            continue
        row = reading.row
        left_out += reading.left_out
        if names is None:
            named = met.union(map(name_key, (row.rater, *row.ties)))
            if len(named) > MOST_ACTORS:
                left_out.append(too_many(where, f"with this row there would be {len(named)} actors"))
                continue
            met = named
        if name_key(row.rater) in first:
            what = f"`{row.rater}` rated before, in {first[name_key(row.rater)]}"
            left_out.append(Fault("repeated-rater", where, what, "the later row counts"))
        first[name_key(row.rater)] = where
        rows.append(row)
        if names is not None:
            said = row.ties if name_key(row.rater) in names else [row.rater]
            left_out += [
                Fault(
                    "no-place",
                    where,
                    f"`{name}` is not in the list of actors",
                    did_you_mean(name, names.values()),
                )
                for name in said
                if name_key(name) not in names
            ]
    if not rows:
        raise CapabilityError(left_out or _nothing())
    for shown, *others in spellings(rows, listed or ()):
        if others:
            alike = ", ".join(f"`{name}`" for name in others[:8])
            hint = "capitals and spaces tell nobody apart: give another actor another name"
            left_out.append(Fault("one-actor", shown, f"taken for one actor with {alike}", hint))
    return GatheredRows(merge(rows, listed), tuple(left_out))


def format_of(files: Iterable[InputFile | Fault]) -> str:
    """What kind of file the first file says it is, without the version: `capability-tally`; else nothing.

    >>> format_of([InputFile("a.json", b'{"format": "capability-tally/1"}')])
    'capability-tally'
    """
    for _, plain in _sort(files, _Shelf({})).objects:
        return str(plain.get("format")).partition("/")[0]
    return ""


def _nothing() -> Fault:
    return Fault("no-file", "files", "there is nothing to read", "name files, or a folder that holds some")


def _sort(files: Iterable[InputFile | Sheet | Fault], shelf: _Shelf, columns: Columns = NO_COLUMNS) -> _Contents:
    """Every file as an object or as tables, with archives unpacked; what is neither; and what headings mean."""
    contents = _Contents([], [], shelf.left_out, columns)
    seen: dict[bytes, str] = {}
    for i, item in enumerate(_unpacked(files), 1):
        if i % FILES_A_SIGN == 0:  # an archive is one file, and may hold thousands
            sign()
        if isinstance(item, Fault):
            contents.left_out.append(item)
            continue
        if isinstance(item, Sheet):
            contents.tables.append(item)
            continue
        try:
            _place(item, contents, shelf, seen)
        except CapabilityError as error:
            contents.left_out += error.faults
    if not contents.tables:
        what, hint = "this is a file of columns, and no table is here for it to explain", "add its table"
        contents.left_out += [Fault("no-table", where, what, hint) for where in contents.explained]
    return contents


def _unpacked(files: Iterable[InputFile | Sheet | Fault]) -> Iterator[InputFile | Sheet | Fault]:
    for file in files:
        for inside in _files_in(file):
            if isinstance(inside, InputFile) and is_email(inside):
                yield from in_email(inside)
            else:
                yield inside


def _files_in(file: InputFile | Sheet | Fault) -> Iterable[InputFile | Sheet | Fault]:
    """The files of an archive; of anything else, the file itself."""
    is_packed = isinstance(file, InputFile) and is_plain_archive(file.data) and not stranger_told(file)
    return unpack(file) if is_packed and isinstance(file, InputFile) else [file]


def _place(file: InputFile, contents: _Contents, shelf: _Shelf, seen: dict[bytes, str]) -> None:
    where, data = file.name, file.data
    ending = where.rpartition(".")[2].lower()
    if not data.strip():
        raise ResponseError(Fault("empty", where, "this file is empty", "save it again from where it was made"))
    if (is_plain_archive(data) or not is_archive(data)) and (stranger := stranger_told(file)):
        raise ResponseError(stranger)
    if is_plain_archive(data):
        raise ResponseError(Fault("nested", where, "an archive in an archive", "unpack it, and choose what is in it"))
    if is_old_workbook(data):
        what = "an old Excel workbook (.xls), or one with a password"
        raise ResponseError(Fault("other-format", where, what, "save it as .xlsx, .ods or CSV, without a password"))
    if is_archive(data):
        if not _repeated(file, contents, seen):
            sheets = (opendocument_sheets if is_opendocument(data) else workbook_sheets)(data, where)
            refuse_blank_form(sheets, where)
            if not sheets:
                raise ResponseError(Fault("empty", where, "nothing stands in this workbook", "is it the right file?"))
            contents.tables += sheets
    elif is_letter(data) and ending != "json":
        _place_letter(file, contents, seen)
    elif ending in {"csv", "tsv", "txt"}:
        if not _repeated(file, contents, seen):
            contents.tables.append(delimited_sheet(data, where, shelf.likeness))
    elif ending == "json" or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        _place_json(file, contents, shelf, seen)
    elif ending in {"xlsx", "ods", "zip"}:
        what, hint = f"this is no .{ending} file, though its name says so", "save it again where it was made"
        raise ResponseError(Fault("other-format", where, what, hint))
    else:
        hint = "JSON, CSV, Excel (.xlsx), OpenDocument (.ods), emails (.eml) and ZIP files are read"
        raise ResponseError(Fault("other-format", where, "this kind of file is not read", hint))


def _place_json(file: InputFile, contents: _Contents, shelf: _Shelf, seen: dict[bytes, str]) -> None:
    plain = any_json(as_text(file.data, file.name, ResponseError), file.name, ANY)
    if are_records(plain):
        if not _repeated(file, contents, seen):
            contents.tables.append(record_sheet(plain, file.name))
    elif not isinstance(plain, dict):
        raise ResponseError(stranger(plain, file.name, ANY))
    elif "format" not in plain and len(plain) <= MOST_COLUMNS and shelf.likeness([*plain]):
        # One person's answers in a file of their own: as a response without an id, it always counts.
        contents.tables.append(record_sheet([plain], file.name))
    else:
        _place_object(file, plain, contents, seen)


def _place_letter(file: InputFile, contents: _Contents, seen: dict[bytes, str]) -> None:
    """Every person's answers in a text: those before a fault count, and the fault is told."""
    for i, plain in enumerate(answers_in(file)):
        if i % FILES_A_SIGN == 0:
            sign()
        _place_object(file, plain, contents, seen)


def _place_object(file: InputFile, plain: Plain, contents: _Contents, seen: dict[bytes, str]) -> None:
    form = str(plain.get("format"))
    if form.startswith("capability-columns/"):
        contents.columns = together(contents.columns, read_columns(plain, file.name))
        contents.explained.append(file.name)
        return
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


def _meant(contents: _Contents, shelf: _Shelf, wanted: str | None) -> Instrument:
    """The instrument that is named, or else the one that most of the files answer."""
    instruments = shelf.instruments
    if wanted is None:
        votes = Counter(
            name
            for _, plain in contents.objects
            if str(plain.get("format")).startswith(ANSWERS)
            and isinstance(name := plain.get("instrument"), str)
            and name in instruments
        )
        strangers: list[Fault] = []
        for sheet in contents.tables:
            try:
                votes[shelf.understood(sheet, contents.columns).instrument.id] += 1
            except ResponseError as error:
                strangers += error.faults
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
                *strangers,
            ]
            or _nothing()
        )
    if wanted not in instruments:
        hint = did_you_mean(wanted, instruments)
        raise CapabilityError(
            [*contents.left_out, Fault("unknown-instrument", "instrument", f"there is no `{wanted[:80]}`", hint)]
        )
    return instruments[wanted]


def _no_answers(where: str, plain: Plain) -> Fault:
    """What to say of a file that names no instrument, or whose format is not one of answers."""
    if str(plain.get("format")).startswith(ANSWERS):
        return Fault(ANY.code, where, "it does not say which instrument it answers", ANY.remedy)
    return stranger(plain, where, ANY)


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
    """Each person once: of one id and role the response saved last, whatever order the files come in.

    Colleagues save copies of one file, with its id: other roles are other people. Where nothing says which of two
    answers of one role was saved last, both count. Each of these is told.
    """
    by_id: dict[tuple[str, str], list[tuple[str, Response]]] = {}
    for where, response in responses:
        if response.id:
            by_id.setdefault((response.id, response.context.round), []).append((where, response))
        else:
            yield response
    for (name, _), same in by_id.items():
        by_role: dict[str, list[tuple[str, Response]]] = {}
        for where, response in same:
            by_role.setdefault(role_of(response.rater.role), []).append((where, response))
        for where, _ in [copies[0] for copies in by_role.values()][1:]:
            what = f"response `{name[:80]}` stands in {same[0][0]} as well, with another role"
            left_out.append(Fault("copied-id", where, what, "it counts as another person's, who saved a copy"))
        for copies in by_role.values():
            yield from _last(name, copies, left_out)


def _last(name: str, copies: Sequence[tuple[str, Response]], left_out: list[Fault]) -> Iterator[Response]:
    """Of one person's responses the one saved last, or all where nothing says which that is."""
    if len(copies) == 1:  # as nearly everybody's is, in a folder of thousands
        yield copies[0][1]
        return
    different: dict[str, tuple[str, Response]] = {}
    for where, response in copies:
        answers = to_json(msgspec.structs.replace(response, saved=""))
        first = different.get(answers)
        if first is not None:
            what = f"response `{name[:80]}` stands in {first[0]} as well"
            left_out.append(Fault("repeated-id", where, what, "the same answers of the same person count once"))
        if first is None or latest([first[1].saved, response.saved]) == 1:
            different[answers] = (where, response)
    kept = list(different.values())
    last = latest([response.saved for _, response in kept]) if len(kept) > 1 else 0
    if last is None:
        yield from (response for _, response in kept)
        for where, _ in kept[1:]:
            what = f"response `{name[:80]}` stands in {kept[0][0]} as well, and nothing says which was saved last"
            left_out.append(Fault("unordered-times", where, what, "both count: take one of them away"))
        return
    yield kept[last][1]
    for i, (where, _) in enumerate(kept):
        if i != last:
            what = f"response `{name[:80]}` stands in {kept[last][0]} as well"
            left_out.append(Fault("repeated-id", where, what, "it counts once, as it was saved last"))
