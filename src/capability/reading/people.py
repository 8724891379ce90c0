"""People out of a table that is understood: a response each, and every other row named with its number.

The rows add up, always: those that people are counted from, and those that are left out. If they did not, nothing would
be counted.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from capability.errors import Fault, ResponseError
from capability.reading.sheets import Row
from capability.reading.understanding import NO_COLUMNS, Columns, Understanding, letters, status_places
from capability.reading.vocabulary import NOT_A_PERSON, SUMMARIES, Vocabulary, code_of, plain
from capability.rule.response import FORMAT, Answer, Context, Given, Rater, Response

LIMITS = {"id": 80, "saved": 40}
"""Longest text about a rater, by what it is; 200 characters for the others."""


class TableReading(msgspec.Struct, frozen=True):
    """What came of reading a table: a response a person, each with its first row's number.

    `rows` is how many rows hold anything, and `counted` how many of them people were counted from. Each of the others
    is in `left_out`. `faults` names cells that could not be read in rows that count.
    """

    responses: tuple[tuple[int, Response], ...]
    rows: int
    counted: int
    left_out: tuple[Fault, ...]
    faults: tuple[Fault, ...]

    @property
    def adds_up(self) -> bool:
        """Whether each row is counted or named, once."""
        return self.rows == self.counted + len(self.left_out)


def read_people(understood: Understanding, vocabulary: Vocabulary, columns: Columns = NO_COLUMNS) -> TableReading:
    """Read the people of a table, once all questions about it are settled.

    A cell holds a level's number as `codes` has it, its short name or its words; "unknown" or "not applicable" in their
    spellings; nothing (blank); or what `columns.answers` says. A level in a table has no evidence behind it.

    Left out and named: rows above the headings, rows of averages and totals, previews and tests, and rows without one
    answer that can be read. Raises `ResponseError` where the rows do not add up, which would be a fault of the kit.
    """
    reader = _Cells(understood, vocabulary, columns)
    above = understood.sheet.rows[: understood.head]
    left_out = [_row_fault(understood, row, "above-headings", "this row stands above the headings") for row in above]
    if understood.head >= 0:
        head = understood.sheet.rows[understood.head]
        left_out.append(_row_fault(understood, head, "headings", "these are the headings"))
    responses: list[tuple[int, Response]] = []
    counted = 0
    for rows, fault in _people(understood, reader):
        if fault is None:
            response = reader.response(rows)
            if response.answers:
                responses.append((rows[0].number, response))
                counted += len(rows)
                continue
        left_out += [fault or _row_fault(understood, row, *NOBODY) for row in rows]
    reading = TableReading(tuple(responses), len(understood.sheet.rows), counted, tuple(left_out), tuple(reader.faults))
    if not reading.adds_up:
        what = f"{reading.rows} rows, but {counted} are counted and {len(left_out)} left out"
        raise ResponseError(
            Fault("does-not-add-up", understood.sheet.name, what, "tell us: this is a fault of the kit")
        )
    return reading


NOBODY = ("no-answer", "no answer in this row can be read")


def _row_fault(understood: Understanding, row: Row, code: str, what: str) -> Fault:
    hint = {
        "above-headings": "it is not read",
        "headings": "they are nobody's answers",
        "no-answer": "it counts as nobody",
        "summary": "it sums up other rows, and counts as nobody",
        "preview": "the form tool says that it is a preview or a test; it counts as nobody",
    }[code]
    return Fault(code, f"{understood.sheet.name}:{row.number}", what, hint)


def _people(understood: Understanding, reader: "_Cells") -> Iterator[tuple[Sequence[Row], Fault | None]]:
    """The rows of each person, and why a row is none."""
    if understood.long is not None:
        by_person: dict[str, list[Row]] = {}
        for row in understood.rows:
            person = row.cell(understood.long.respondent)
            if person and not _sums_up(row, understood):
                by_person.setdefault(person, []).append(row)
            else:
                yield [row], _row_fault(understood, row, *NOBODY)
        for rows in by_person.values():
            # A row that answers nothing is named, and the person's others count.
            useful = [row for row in rows if reader.answers_something(row)]
            yield from (([row], _row_fault(understood, row, *NOBODY)) for row in rows if row not in useful)
            if useful:
                yield useful, None
        return
    statuses = status_places(understood)
    for row in understood.rows:
        fault = None
        if _sums_up(row, understood):
            fault = _row_fault(understood, row, "summary", "this row begins with a word for a sum")
        elif any(plain(row.cell(place)) in NOT_A_PERSON for place in statuses):
            fault = _row_fault(understood, row, "preview", "a preview or a test")
        yield [row], fault


def _sums_up(row: Row, understood: Understanding) -> bool:
    """Whether a row begins with a word for a sum, where no practice is answered."""
    first = next((place for place, text in enumerate(row.cells) if text), 0)
    if "." in understood.places.get(first, ""):
        return False
    words = plain(row.cell(first))
    return words in SUMMARIES or (len(words) < 60 and words.split(" ", 1)[0] in {"average", "total", "mean"})


class _Cells:
    """Reads the cells of rows, and keeps what could not be read."""

    def __init__(self, understood: Understanding, vocabulary: Vocabulary, columns: Columns) -> None:
        self.understood = understood
        self.vocabulary = vocabulary
        self.faults: list[Fault] = []
        self._own = {_key(words): given for words, given in columns.answers.items()}
        self._known: dict[tuple[str, str], Given | None] = {}
        self._places = understood.places

    def response(self, rows: Sequence[Row]) -> Response:
        """One person's response, from the rows that are theirs."""
        answers: dict[str, Answer] = {}
        about: dict[str, str] = {}
        for row in rows:
            for place, meaning in self._places.items():
                text = row.cell(place)
                if not text:
                    continue
                if "." in meaning:
                    self._answer(row, place, meaning, text, answers)
                else:
                    self._describe(row, place, meaning, text, about)
            if self.understood.long is not None:
                practice = self.vocabulary.heading(row.cell(self.understood.long.question))
                text = row.cell(self.understood.long.answer)
                if practice and "." in practice and text:
                    self._answer(row, self.understood.long.answer, practice, text, answers)
        instrument = self.understood.instrument
        return Response(
            format=FORMAT,
            instrument=instrument.id,
            version=instrument.version,
            answers=answers,
            id=about.get("id", ""),
            saved=about.get("saved", ""),
            rater=Rater(self.vocabulary.role(about.get("role", "")), about.get("organisation", "")),
            context=Context(*(about.get(key, "") for key in ("round", "nation", "contract", "actor"))),
        )

    def answers_something(self, row: Row) -> bool:
        """Whether a row of a long table holds an answer that can be read."""
        long = self.understood.long
        if long is None:
            return True
        practice = self.vocabulary.heading(row.cell(long.question))
        text = row.cell(long.answer)
        return (
            bool(practice and "." in practice and text)
            and long.answer not in row.marks
            and (self._given(str(practice), text) is not None)
        )

    def _answer(self, row: Row, place: int, practice: str, text: str, answers: dict[str, Answer]) -> None:
        mark = row.marks.get(place) or ("formula" if text.startswith("=") else None)
        given = None if mark else self._given(practice, text)
        if given is not None and practice not in answers:
            answers[practice] = Answer(given)
            return
        other = f"`{text[:60]}` is no answer to `{practice}`", "an answer is 0 to 4, unknown or not applicable"
        what, hint = {
            "formula": ("this cell holds a formula", "put its value there instead"),
            "truth": (f"`{text}` is true or false, and no answer", "write the level that is meant"),
            "date": (f"`{text[:40]}` is a date or a time, and no answer", "write the level that is meant"),
            "error": (f"`{text[:40]}` is an error of the spreadsheet", "mend it there"),
        }.get(mark or "", other)
        if given is not None:
            what, hint = f"`{practice}` is answered twice by one person", "the first answer counts"
        self._fault("bad-level" if mark != "formula" else "formula", row, place, what, hint)

    def _given(self, practice: str, text: str) -> Given | None:
        key = (practice, text)
        if key not in self._known:
            self._known[key] = self._read(practice, text)
        return self._known[key]

    def _read(self, practice: str, text: str) -> Given | None:
        own = self._own.get(_key(text))
        if own is not None:
            return own
        code = code_of(text)
        if code is None:
            return self.vocabulary.answer(practice, text)
        level = code - 1 if self.understood.codes == "1-5" else code
        return next((given for given in (0, 1, 2, 3, 4) if given == level), None)

    def _describe(self, row: Row, place: int, meaning: str, text: str, about: dict[str, str]) -> None:
        limit = LIMITS.get(meaning, 200)
        if text.startswith("="):
            self._fault("formula", row, place, "this cell holds a formula", "put its value there instead")
        elif len(text) > limit:
            what = f"{len(text)} characters, and the limit is {limit}"
            self._fault("too-long", row, place, what, "say it in fewer")
        else:
            about.setdefault(meaning, text)

    def _fault(self, code: str, row: Row, place: int, what: str, hint: str) -> None:
        where = f"{self.understood.sheet.name}:{row.number}: column {letters(place)}"
        self.faults.append(Fault(code, where, what, hint))


def _key(text: str) -> str:
    """The words of an answer as a file of columns has them: a number is one, however a spreadsheet wrote it."""
    code = code_of(text)
    return plain(text) if code is None else str(code)


def rows_sum(reading: TableReading) -> Mapping[str, int]:
    """The sum that is told at the end: rows read, people counted, and rows left out.

    >>> rows_sum(TableReading((), 3, 2, (Fault("headings", "a.csv:1", "these are the headings"),), ()))
    {'rows': 3, 'people': 0, 'counted': 2, 'left_out': 1}
    """
    return {
        "rows": reading.rows,
        "people": len(reading.responses),
        "counted": reading.counted,
        "left_out": len(reading.left_out),
    }
