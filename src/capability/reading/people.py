"""People out of a table that is understood: a response each, and every other row named with its number.

The rows add up, always: those that people are counted from, and those that are left out. If they did not, nothing would
be counted.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import msgspec

from capability.errors import MOST_OF_A_KIND, Fault, ResponseError
from capability.limits import MOST_ROLES
from capability.reading.nobody import ROWS_A_SIGN
from capability.reading.sheets import Row
from capability.reading.understanding import NO_COLUMNS, Columns, Long, Understanding, column_name, columns_of
from capability.reading.vocabulary import Vocabulary, code_of, named_code_of, plain
from capability.rule.context import Context
from capability.rule.response import FORMAT, Answer, Given, Rater, Response
from capability.rule.tally import many_roles, role_of
from capability.signs import sign

LIMITS = {"id": 80, "saved": 40}
"""Longest text about a rater, by what it is; 200 characters for the others."""

LEVELS: tuple[Given, ...] = (0, 1, 2, 3, 4)

ROWS = {
    "above-headings": ("this row stands above the headings", "it is not read"),
    "headings": ("these are the headings", "they are nobody's answers"),
    "no-answer": ("no answer in this row can be read", "it counts as nobody"),
    "summary": ("this row begins with a word for a sum", "it sums up other rows, and counts as nobody"),
    "preview": ("the form tool says that this is a preview or a test", "it counts as nobody"),
}
"""Why a row is nobody's, by code."""

MARKS = {
    "formula": ("this cell holds a formula", "put its value there instead"),
    "truth": ("this cell holds true or false, and no answer", "write the level that is meant"),
    "date": ("this cell holds a date or a time, and no answer", "write the level that is meant"),
    "percent": ("this cell holds a percentage, and no answer", "write the level that is meant"),
    "error": ("this cell holds an error of the spreadsheet", "mend it there"),
}
"""Why a cell is no answer, by what it is marked as."""


class TableReading(msgspec.Struct, frozen=True):
    """What came of reading a table: a response a person, each with what messages call its first row.

    `rows` is how many rows hold anything, and `counted` how many of them people were counted from. Each of the others
    is in `left_out`. `faults` names cells that could not be read, and `more_faults` counts those that are not named.
    """

    responses: tuple[tuple[str, Response], ...]
    rows: int
    counted: int
    left_out: tuple[Fault, ...]
    faults: tuple[Fault, ...]
    more_faults: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether each row is counted or named, once.

        >>> TableReading((), 3, 2, (Fault("headings", "a.csv:1", "these are the headings"),), ()).adds_up
        True
        """
        return self.rows == self.counted + len(self.left_out)

    @property
    def headings(self) -> int:
        """How many of the rows that are not counted are headings, which nobody misses."""
        return sum(fault.code == "headings" for fault in self.left_out)


def read_people(
    understood: Understanding, vocabulary: Vocabulary, columns: Columns = NO_COLUMNS, *, every: bool = False
) -> TableReading:
    """Read the people of a table, once all questions about it are settled.

    A cell holds a level's number as `codes` has it, its short name or its words; "unknown" or "not applicable" in their
    spellings; nothing (blank); or what `columns.answers` says. A level in a table has no evidence behind it.

    Left out and named: rows above the headings, rows of averages and totals, previews and tests, and rows without one
    answer that can be read. Of cells that cannot be read the first of each kind are named, or with `every` all of them.
    Raises `ResponseError` above `MOST_ROLES`, and where the rows do not add up, which would be a fault of the kit.
    """
    reader = _Cells(understood, vocabulary, columns, every)
    sheet, head = understood.sheet, understood.head
    left_out = [_row(understood, row, "above-headings") for row in sheet.rows[: max(head, 0)]]
    left_out += [_row(understood, row, "headings") for row in sheet.rows[head : head + 1] if head >= 0]
    responses: list[tuple[str, Response]] = []
    counted = 0
    people = reader.wide() if understood.long is None else reader.long(understood.long)
    for i, (rows, person) in enumerate(people):
        if i % ROWS_A_SIGN == 0:
            sign()
        if isinstance(person, Response):
            responses.append((rows[0].called, person))
            counted += len(rows)
        else:
            left_out += [_row(understood, row, person) for row in rows]
    reading = TableReading(
        tuple(responses), len(sheet.rows), counted, tuple(left_out), reader.faults, reader.more_faults
    )
    if not reading.adds_up:
        what = f"{reading.rows} rows, but {counted} are counted and {len(left_out)} left out"
        hint = "tell us: this is a fault of the kit"
        raise ResponseError(Fault("does-not-add-up", sheet.name, what, hint))
    roles = {role_of(response.rater.role) for _, response in responses}
    if len(roles) > MOST_ROLES:
        raise ResponseError(many_roles(sheet.name, len(roles)))
    return reading


def _row(understood: Understanding, row: Row, code: str) -> Fault:
    return Fault(code, f"{understood.sheet.name}:{row.called}", *ROWS[code])


Person = tuple[Sequence[Row], Response | str]
"""The rows of a person and their response, or rows that are nobody's and the code of why."""


class _Cells:
    """Reads cells, and keeps what could not be read. The same words are read once, whoever wrote them."""

    def __init__(self, understood: Understanding, vocabulary: Vocabulary, columns: Columns, every: bool) -> None:
        self._faults: list[tuple[int, Fault]] = []
        self._met: Counter[str] = Counter()
        self._most = None if every else MOST_OF_A_KIND
        self._understood = understood
        self._vocabulary = vocabulary
        self._own = {_key(words): given for words, given in columns.answers.items()}
        self._answers: dict[str, dict[str, Answer | None]] = {}
        self._places = understood.places
        self._marked = [row for row in understood.rows if row.marks]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What could not be read, in the table's order."""
        return tuple(fault for _, fault in sorted(self._faults, key=lambda fault: fault[0]))

    @property
    def more_faults(self) -> int:
        """How many further cells could not be read, and are not named."""
        return self._met.total() - len(self._faults)

    def wide(self) -> Iterator[Person]:
        """Each row as a person's. Column by column, for most cells of a column hold one of a few words."""
        rows = self._understood.rows
        asked = {place: practice for place, practice in self._places.items() if "." in practice}
        about = {meaning: place for place, meaning in self._places.items() if "." not in meaning}
        nobody = self._understood.nobody
        answered = [
            self._column(rows, nobody, cells, place, asked[place])
            for place, cells in enumerate(columns_of(rows, self._understood.sheet.width))
            if place in asked
        ]
        names = list(asked.values())
        by_row = zip(*answered, strict=True) if answered else [()] * len(rows)
        for row, code, answers in zip(rows, nobody, by_row, strict=True):
            kept = {name: answer for name, answer in zip(names, answers, strict=True) if answer is not None}
            if code or not kept:
                yield [row], code or "no-answer"
            else:
                yield (
                    [row],
                    self._response(kept, {name: self._about(row, place, name) for name, place in about.items()}),
                )

    def long(self, long: Long) -> Iterator[Person]:
        """The rows of each respondent together, in the order in which they are first met."""
        by_person: dict[tuple[str, ...], list[tuple[Row, str, Answer]]] = {}
        who = self._respondents(long)
        for row, code in zip(self._understood.rows, self._understood.nobody, strict=True):
            person = who(row)
            practice = self._vocabulary.heading(row.cell(long.question)) or ""
            answer = self._answer(row, long.answer, practice) if "." in practice and not code else None
            if answer is None or not person[0]:
                yield [row], code or "no-answer"
            else:
                by_person.setdefault(person, []).append((row, practice, answer))
        for told in by_person.values():
            answers: dict[str, Answer] = {}
            for row, practice, answer in told:
                if practice in answers:
                    what, hint = f"`{practice}` is answered twice by one person", "the first answer counts"
                    self._fault("repeated-answer", row, long.answer, what, hint)
                answers.setdefault(practice, answer)
            first = told[0][0]
            words = {meaning: self._about(first, place, meaning) for place, meaning in self._places.items()}
            yield [row for row, _, _ in told], self._response(answers, words)

    def _respondents(self, long: Long) -> Callable[[Row], tuple[str, ...]]:
        """Whose a row is. Numbers can begin anew in each team: under one number, those of two roles are two people."""
        places = [place for place, meaning in self._places.items() if meaning != "saved"]
        described: dict[str, set[tuple[str, ...]]] = {}
        for row in self._understood.rows:
            words = tuple(row.cell(place) for place in places)
            if any(words):
                described.setdefault(row.cell(long.respondent), set()).add(words)
        several = {name for name, words in described.items() if len(words) > 1}

        def who(row: Row) -> tuple[str, ...]:
            name = row.cell(long.respondent)
            return (name, *(row.cell(place) for place in places)) if name in several else (name,)

        return who

    def _column(
        self, rows: Sequence[Row], nobody: Sequence[str], cells: Sequence[str], place: int, practice: str
    ) -> list[Answer | None]:
        """The answers of a column, row by row; nobody misses one in a row of sums, or in a test."""
        meant = {text: self._meant(practice, text) for text in dict.fromkeys(cells)}
        answers = [meant[text] for text in cells]
        unread = {text for text, answer in meant.items() if text and answer is None}
        if unread or any(place in row.marks for row in self._marked):
            for i, row in enumerate(rows):
                if not nobody[i] and (place in row.marks or cells[i] in unread):
                    answers[i] = self._answer(row, place, practice)
        return answers

    def _answer(self, row: Row, place: int, practice: str) -> Answer | None:
        """The answer in a cell; one that is none is kept as a fault."""
        text = row.cell(place)
        if not text:
            return None
        mark = row.marks.get(place) or ("formula" if text.startswith("=") else "")
        answer = None if mark else self._meant(practice, text)
        if answer is None and self._is_told(code := "formula" if mark == "formula" else "bad-level"):
            what, hint = f"`{text[:60]}` is no answer to `{practice}`", "an answer is 0 to 4, unknown or not applicable"
            self._fault(code, row, place, *MARKS.get(mark, (what, hint)))
        return answer

    def _meant(self, practice: str, text: str) -> Answer | None:
        known = self._answers.setdefault(practice, {"": None})
        if text not in known:
            given = self._given(practice, text)
            known[text] = None if given is None else Answer(given)
        return known[text]

    def _given(self, practice: str, text: str) -> Given | None:
        own = self._own.get(_key(text)) if self._own else None
        if own is not None:
            return own
        code = named_code_of(text)
        if code is None:
            return self._vocabulary.answer(practice, text)
        level = code - 1 if self._understood.codes == "1-5" else code
        return LEVELS[level] if 0 <= level < len(LEVELS) else None

    def _about(self, row: Row, place: int, meaning: str) -> str:
        text, limit = row.cell(place).rstrip("; "), LIMITS.get(meaning, 200)
        if meaning == "id":  # a spreadsheet may have written a number with a point
            text = text.removesuffix(".0")
        if text.startswith("="):
            if self._is_told("formula"):
                self._fault("formula", row, place, *MARKS["formula"])
            return ""
        if len(text) > limit:
            if self._is_told("too-long"):
                what = f"{len(text)} characters, and the limit is {limit}"
                self._fault("too-long", row, place, what, "say it in fewer")
            return ""
        return text

    def _response(self, answers: dict[str, Answer], about: dict[str, str]) -> Response:
        instrument = self._understood.instrument
        return Response(
            format=FORMAT,
            instrument=instrument.id,
            version=instrument.version,
            answers=answers,
            id=about.get("id", ""),
            saved=about.get("saved", ""),
            rater=Rater(self._vocabulary.role(about.get("role", "")), about.get("organisation", "")),
            context=Context(*(about.get(key, "") for key in ("round", "nation", "contract", "actor", "about"))),
        )

    def _is_told(self, code: str) -> bool:
        """Count a cell that cannot be read; whether it is named as well."""
        self._met[code] += 1
        return self._most is None or self._met[code] <= self._most

    def _fault(self, code: str, row: Row, place: int, what: str, hint: str) -> None:
        sheet = self._understood.sheet
        where = f"{sheet.name}:{row.called}: column {column_name(sheet, place)}"
        self._faults.append((row.number, Fault(code, where, what, hint)))


def _key(text: str) -> str:
    """The words of an answer as a file of columns has them: a number is one, however a spreadsheet wrote it."""
    code = code_of(text)
    return plain(text) if code is None else str(code)
