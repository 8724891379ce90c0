"""What a table is understood to say, column by column, before anybody is counted: what is sure, and what to ask.

A table is understood by its content. What is sure needs nobody; what is likely, and codes that could be levels of two
kinds, become questions with choices. What the reader confirms is a file of columns, which can be used again.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from capability.errors import Fault, ResponseError, did_you_mean
from capability.reading.nobody import Nobody, why_nobodys
from capability.reading.sheets import SHEET, Row, Sheet
from capability.reading.vocabulary import (
    ABOUT_THE_RATER,
    ANSWER,
    HEADINGS,
    RESPONDENT,
    Vocabulary,
    code_of,
    named_code_of,
    plain,
)
from capability.rule.instrument import TOP_LEVEL, Instrument
from capability.rule.response import Given
from capability.signs import sign
from capability.text import FileKind, shaped

MOST_HEADINGS = 20
"""Among how many first rows the headings are looked for."""

LOOKED_AT = 500
"""Rows whose content tells what a column without a known heading holds."""

MANY_CODES = 20
"""From this many codes on, not one 0 among them is a reason to ask whether they begin at 1."""

SAMPLES = 3

Heading = Annotated[str, Meta(min_length=1, max_length=2000)]
Codes = Literal["0-4", "1-5"]
"""How numbers stand for levels: as the kit has them, or one higher, as form tools number options."""


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How a table's headings and answers are to be read, as a reader confirmed it.

    `columns` gives a practice's id, or one of `ABOUT_THE_RATER`, or nothing (not to be read) for a heading; `answers`
    gives a level, `unknown` or `not-applicable` for the words of an answer; `codes` says what numbers stand for in each
    table that could have them so, and `tables` in one, by its name.
    """

    format: Literal["capability-columns/1"]
    columns: dict[Heading, Annotated[str, Meta(max_length=80)]]
    answers: dict[Heading, Given] = {}
    instrument: Annotated[str, Meta(max_length=40)] = ""
    codes: Codes | Literal[""] = ""
    tables: dict[Heading, Codes] = {}

    def codes_of(self, sheet: Sheet) -> Codes | Literal[""]:
        """What was said of one table's numbers."""
        return self.tables.get(table_key(sheet.name)) or self.codes


def table_key(name: str) -> str:
    """A table by its name alone, wherever its file lies.

    >>> table_key("answers/north.xlsx: sheet Staff"), table_key("north.csv")
    ('north.xlsx: sheet Staff', 'north.csv')
    """
    return re.split(r"[/\\]", name)[-1]


NO_COLUMNS = Columns("capability-columns/1", {})

FILE = FileKind(
    "capability-columns/1",
    "see assessments/README.md for what it holds",
    code="not-columns",
    error=ResponseError,
    mend="see assessments/README.md for what it holds",
)


def read_columns(plain_columns: object, where: str) -> Columns:
    """Read how headings are to be read, plain data from JSON; raises `ResponseError` with the fault."""
    return shaped(plain_columns, where, FILE, Columns)


def together(first: Columns, second: Columns) -> Columns:
    """What two files of columns say; where both speak of a heading or an answer, the second counts."""
    return Columns(
        format=second.format,
        columns=first.columns | second.columns,
        answers=first.answers | second.answers,
        instrument=second.instrument or first.instrument,
        codes=second.codes or first.codes,
        tables=first.tables | second.tables,
    )


class Choice(msgspec.Struct, frozen=True):
    """One answer to a question about a table: its words, and what it adds to the file of columns."""

    words: str
    columns: dict[str, str] = {}
    tables: dict[str, Codes] = {}


class Question(msgspec.Struct, frozen=True):
    """What is not sure. Until it is settled nothing of the table is counted."""

    code: Literal["codes", "column"]
    where: str
    what: str
    choices: tuple[Choice, ...]


class Column(msgspec.Struct, frozen=True):
    """One column: what its heading is understood to mean (`""`: it is not read), and what stands in it."""

    place: int
    heading: str
    meaning: str
    filled: int
    samples: tuple[str, ...]


class Long(msgspec.Struct, frozen=True):
    """The places of a long table's columns: who answers, which question, what, and, by meaning, about whom."""

    respondent: int
    question: int
    answer: int


class Understanding(msgspec.Struct, frozen=True, kw_only=True):
    """A table as it is understood: answers to `instrument`, headings in row `head` of the sheet's rows.

    A wide table has a row a person and a column a question; a `long` one has a row an answer. `nobody` has for each row
    below the headings why it is no person's, or nothing; `faults` tell what was decided and could surprise.
    """

    sheet: Sheet
    instrument: Instrument
    head: int
    columns: tuple[Column, ...]
    codes: Codes
    long: Long | None
    questions: tuple[Question, ...]
    nobody: tuple[str, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows below the headings."""
        return self.sheet.rows[self.head + 1 :]

    @property
    def places(self) -> dict[int, str]:
        """What each column that is read holds, by its place."""
        return {column.place: column.meaning for column in self.columns if column.meaning}


def understand(
    sheet: Sheet, vocabularies: Mapping[str, Vocabulary], columns: Columns = NO_COLUMNS, wanted: str | None = None
) -> Understanding:
    """Say what a sheet's columns mean: to the instrument `wanted`, or to the one of which it names the most practices.

    Raises `ResponseError` where no instrument's practice stands in it, and for a table that is turned on its side.
    """
    name = wanted or columns.instrument
    known = {name: vocabularies[name]} if name in vocabularies else vocabularies
    own = {plain(heading): meaning for heading, meaning in columns.columns.items()}
    downs = [set(column) for column in columns_of(sheet.rows[:LOOKED_AT], min(sheet.width, 20))]
    best = max((_likeness(sheet, downs, words, own) for words in known.values()), key=lambda fit: fit[:2], default=None)
    if best is None or best[:2] == (0, 0):
        hint = "if it holds answers, give each question's column its words or its id as heading"
        raise ResponseError(Fault("no-headings", sheet.name, "no heading of this table is a question of the kit", hint))
    _, _, head, vocabulary, down = best
    if down is not None:
        return _long(sheet, vocabulary, down, columns)
    return _wide(sheet, vocabulary, head, columns, own)


def likeness_to(vocabularies: Iterable[Vocabulary]) -> Callable[[Sequence[str]], int]:
    """How many headings that are known a row holds, for telling separators apart."""
    all_words = list(vocabularies)

    def likeness(cells: Sequence[str]) -> int:
        return max((len(words.practices_in(cells)) for words in all_words), default=0)

    return likeness


def columns_of(rows: Sequence[Row], width: int) -> Iterator[tuple[str, ...]]:
    """The cells of rows column by column, `width` of them; nothing where a row is shorter.

    One at a time: of a table with one long row, all together would take far more room than its cells. Each is a sign of
    life, for what is done with it takes a while where it is long.
    """
    columns = zip_longest(*(row.cells for row in rows), fillvalue="")
    nothing = ("",) * len(rows)
    for _ in range(width):
        sign()
        yield next(columns, nothing)


def _likeness(
    sheet: Sheet, downs: Sequence[set[str]], vocabulary: Vocabulary, own: Mapping[str, str]
) -> tuple[int, int, int, Vocabulary, int | None]:
    """How well a sheet fits an instrument: practices surely and likely named, the row or the column that does so.

    `downs` are what stands in each of the first columns.
    """
    practices = {practice.id for practice in vocabulary.instrument.practices}
    best: tuple[int, int, int, Vocabulary, int | None] = (0, 0, 0, vocabulary, None)
    for i, row in enumerate(sheet.rows[:MOST_HEADINGS]):
        cells = [cell for cell in row.cells if cell]
        sure = vocabulary.practices_in(cells) | ({own.get(plain(cell), "") for cell in cells} & practices)
        likely = {vocabulary.likely(cell) for cell in cells[:200]} - {None} if not sure else set()
        if (len(sure), len(likely)) > best[:2]:
            best = (len(sure), len(likely), i, vocabulary, None)
    for place, column in enumerate(downs):
        down = vocabulary.practices_in(column)
        if len(down) > max(best[0], 1):
            best = (len(down), 0, 0, vocabulary, place)
    return best


# --- a row a person ---------------------------------------------------------------------------------------------------


def _wide(sheet: Sheet, vocabulary: Vocabulary, head: int, columns: Columns, own: Mapping[str, str]) -> Understanding:
    instrument = vocabulary.instrument
    known = {*ABOUT_THE_RATER, *(practice.id for practice in instrument.practices)}
    titles = {practice.id: practice.title for practice in instrument.practices}
    rows = sheet.rows[head + 1 :]
    role = _role_column(sheet.rows[head], rows, vocabulary, own)
    described: list[Column] = []
    answered: dict[int, tuple[str, ...]] = {}
    questions: list[Question] = []
    taken: dict[str, Column] = {}
    sure = vocabulary.practices_in(sheet.rows[head].cells)  # beside its question, a column of remarks is no second one
    for place, cells in enumerate(columns_of(rows, sheet.width)):
        heading = sheet.rows[head].cell(place)
        filled, samples = _content(cells)
        said = own.get(plain(heading)) if heading else ""
        if said and said not in known:
            hint = did_you_mean(said, sorted(known)) if len(described) < 20 else ""
            raise ResponseError(Fault("no-place", f"{sheet.name}: columns", f"`{said[:80]}` is no practice here", hint))
        meaning = said if said is not None else vocabulary.heading(heading) or ""
        if said is None and not meaning and filled and (likely := vocabulary.likely(heading)) and likely not in sure:
            questions.append(_which(sheet, heading, place, likely, titles[likely]))
        if meaning == "id" and said is None and _only_numbers(rows, place):
            meaning = ""  # form tools number rows 1, 2, 3 in every file
        if place == role:
            meaning = "role"
        elif meaning == "role":
            meaning = ""
        if "." in meaning and meaning in taken and filled and taken[meaning].filled:
            questions.append(_one_of(sheet, taken[meaning], Column(place, heading, meaning, filled, samples), titles))
        if meaning in taken:
            meaning = ""
        described.append(Column(place, heading, meaning, filled, samples))
        if meaning:
            taken[meaning] = described[-1]
        if "." in meaning:
            answered[place] = cells
    _refuse_option_columns(sheet, head, described, vocabulary)
    _refuse_option_list(sheet, answered, vocabulary, described)
    places = {column.place: column.meaning for column in described if column.meaning}
    nobody = why_nobodys(rows, Nobody(sheet.rows[head], places, vocabulary, sheet.name))
    codes, asked, faults = _codes(sheet, rows, nobody, answered, columns)
    return Understanding(
        sheet=sheet,
        instrument=instrument,
        head=head,
        columns=tuple(described),
        codes=codes,
        long=None,
        questions=(*questions, *asked),
        nobody=nobody,
        faults=faults,
    )


def _role_column(head: Row, rows: Sequence[Row], vocabulary: Vocabulary, own: Mapping[str, str]) -> int | None:
    """Where people's roles stand: where a reader says so, or a heading, or a column that holds nothing but roles.

    Of several headings, the one below which most are the instrument's own.
    """
    places = range(max(map(len, (head.cells, *(row.cells for row in rows[:LOOKED_AT])))))
    said = {place: own.get(plain(head.cell(place))) for place in places if head.cell(place)}
    for place, meaning in said.items():
        if meaning == "role":
            return place
    free = [place for place in places if said.get(place) is None]
    named = [place for place in free if vocabulary.heading(head.cell(place)) == "role"]
    if named:
        return max(named, key=lambda place: sum(vocabulary.is_role(row.cell(place)) for row in rows[:LOOKED_AT]))
    unnamed = (place for place in free if not vocabulary.heading(head.cell(place)))
    return next((place for place in unnamed if _all_roles(rows, place, vocabulary)), None)


def _one_of(sheet: Sheet, first: Column, second: Column, titles: Mapping[str, str]) -> Question:
    """Which of two columns answers a practice; `ResponseError` where their headings do not tell them apart."""
    names = [column_name(sheet, column.place) for column in (first, second)]
    if plain(first.heading) == plain(second.heading):
        what = f"columns {names[0]} and {names[1]} both have the heading “{first.heading[:120]}”"
        hint = "put their answers into one column, or give the one that does not count another heading"
        raise ResponseError(Fault("two-columns", sheet.name, what, hint))
    return Question(
        "column",
        f"{sheet.name}: columns {names[0]} and {names[1]}",
        f"Both ask “{titles[first.meaning]}”. Which of them counts?",
        (
            Choice(f"“{first.heading[:80]}” in {names[0]}", {first.heading: first.meaning, second.heading: ""}),
            Choice(f"“{second.heading[:80]}” in {names[1]}", {first.heading: "", second.heading: first.meaning}),
        ),
    )


def _refuse_option_columns(sheet: Sheet, head: int, described: Sequence[Column], vocabulary: Vocabulary) -> None:
    """Raise `ResponseError` for a table with a column an option, as some tools export it: the options stand below."""
    if head + 1 >= len(sheet.rows):
        return
    below = sheet.rows[head + 1]
    for column, after in itertools.pairwise(described):
        if "." not in column.meaning or after.heading:
            continue
        first, second = (vocabulary.answer(column.meaning, below.cell(each.place)) for each in (column, after))
        if first is not None and second is not None and first != second:
            what = "each option of a question has a column of its own"
            hint = "export it once more with one column a question (SurveyMonkey calls it condensed)"
            where = f"{sheet.name}: column {column_name(sheet, column.place)}"
            raise ResponseError(Fault("option-columns", where, what, hint))


def _refuse_option_list(
    sheet: Sheet, answered: Mapping[int, Sequence[str]], vocabulary: Vocabulary, described: Sequence[Column]
) -> None:
    """Raise `ResponseError` for a sheet of a workbook that lists the options of each question, to choose from."""
    if SHEET not in sheet.name:
        return
    meanings = {column.place: column.meaning for column in described}
    for place, cells in answered.items():
        if any(code_of(text) is not None for text in cells):
            return
        if [vocabulary.answer(meanings[place], text) for text in cells[: TOP_LEVEL + 1]] != [*range(TOP_LEVEL + 1)]:
            return
    if answered:
        raise ResponseError(Fault("options", sheet.name, "this lists the answers to choose from, and holds nobody's"))


def _content(cells: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """How many cells of a column hold something, and a few that differ."""
    filled = len(cells) - cells.count("")
    return filled, tuple(text[:80] for text in [text for text in dict.fromkeys(cells) if text][:SAMPLES])


def _which(sheet: Sheet, heading: str, place: int, practice: str, title: str) -> Question:
    where = f"{sheet.name}: column {column_name(sheet, place)}"
    return Question(
        "column",
        where,
        f"Does “{heading[:200]}” ask what the kit calls “{title}”?",
        (
            Choice(f"Yes, read it as {title}", {heading: practice}),
            Choice("No, leave it out", {heading: ""}),
        ),
    )


SPOILT = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]+", re.IGNORECASE)
"""A long number as a spreadsheet shortens it: its last digits are gone."""


def _only_numbers(rows: Sequence[Row], place: int) -> bool:
    """Whether a column is no id: whole numbers of fewer than eight digits, as no tool makes ids, or shortened ones."""
    values = [text for row in rows if (text := row.cell(place)) and not row.marks.get(place)]
    numbers = [text for text in values if text.removesuffix(".0").isdecimal() and len(text) < 8]
    # A line of words among them is a footer's.
    return any(map(SPOILT.fullmatch, values)) or (bool(numbers) and 2 * len(numbers) >= len(values))


def _all_roles(rows: Sequence[Row], place: int, vocabulary: Vocabulary) -> bool:
    """Whether nothing but roles stands in a column; one word in all rows could be anything."""
    values = {text for row in rows[:LOOKED_AT] if (text := row.cell(place))}
    enough = len(values) > 1 or (len(values) == 1 and len(rows) == 1)
    return enough and all(map(vocabulary.is_role, values))


def _codes(
    sheet: Sheet, rows: Sequence[Row], nobody: Sequence[str], answered: Mapping[int, Sequence[str]], columns: Columns
) -> tuple[Codes, tuple[Question, ...], tuple[Fault, ...]]:
    """What numbers stand for, and the question where they could be options 1 to 5 as well as levels 0 to 4."""
    told = {code for words in columns.answers if (code := code_of(words)) is not None}
    seen: Counter[int] = Counter()
    passed = {i for i, code in enumerate(nobody) if code}
    marked = {(i, place) for i, row in enumerate(rows) for place in row.marks}
    for place, cells in answered.items():
        if passed or marked:
            cells = [text for i, text in enumerate(cells) if i not in passed and (i, place) not in marked]
        for text, count in Counter(cells).items():
            code = named_code_of(text)
            if code is not None and code not in told:
                seen[code] += count
    may_begin_at_one = 5 in seen or 0 not in seen
    said = columns.codes_of(sheet)
    if said == "1-5" and not may_begin_at_one:
        what = "its numbers begin at 0, so they are read as levels 0 to 4, and not as options 1 to 5"
        return "0-4", (), (Fault("begin-at-0", sheet.name, what),)
    if said:
        return said, (), ()
    if not may_begin_at_one or not (5 in seen or sum(seen.values()) >= MANY_CODES):
        return "0-4", (), ()
    none = "" if 0 in seen else ", and none is 0"
    what = f"Answers are numbers from {min(seen)} to {max(seen)}{none}. Which do they stand for?"
    key = table_key(sheet.name)
    others = " or more" if max(seen) > 5 else ""
    asked = Question(
        "codes",
        sheet.name,
        what,
        (
            Choice("Options 1 to 5: a 1 is the first option, level 0", tables={key: "1-5"}),
            Choice(
                "Levels 0 to 4: a 1 is level 1" + (f", and a 5{others} is no answer" if 5 in seen else ""),
                tables={key: "0-4"},
            ),
        ),
    )
    return "0-4", (asked,), ()


# --- a row an answer --------------------------------------------------------------------------------------------------


def _long(sheet: Sheet, vocabulary: Vocabulary, down: int, columns: Columns) -> Understanding:
    """A table with the questions in a column: a row an answer, or else one that is turned on its side."""
    asked = [name for row in sheet.rows if (name := vocabulary.heading(row.cell(down))) and "." in name]
    head = next(i for i, row in enumerate(sheet.rows) if vocabulary.practices_in([row.cell(down)])) - 1
    headings = [plain(sheet.rows[head].cell(place)) for place in range(sheet.width)] if head >= 0 else []
    rows = sheet.rows[head + 1 :]
    respondents = [headings.index(words) for words in RESPONDENT if words in headings and headings.index(words) != down]
    # A column without a value that comes twice numbers answers, and not people.
    respondent = next((place for place in respondents if _comes_again(rows, place)), None)
    if len(asked) == len(set(asked)) or head < 0:
        hint = "turn it round, so that each person has a row and each question a column, and save it again"
        raise ResponseError(
            Fault("transposed", sheet.name, "questions stand in a column and people beside one another", hint)
        )
    answers = _answer_column(sheet, headings, rows, down, vocabulary, {*respondents})
    if respondent is None or answers is None:
        hint = "name the column that says who answered `respondent`, or save a table with a row a person"
        raise ResponseError(
            Fault("long-table", sheet.name, "each row is one answer, and no column says whose it is", hint)
        )
    described = []
    for place, cells in enumerate(columns_of(rows, sheet.width)):
        heading = sheet.rows[head].cell(place)
        about = next((name for name, words in HEADINGS.items() if plain(heading) in words and name != "id"), "")
        filled, samples = _content(cells)
        meaning = "" if place in (respondent, down, answers) else about
        if not meaning and place not in (respondent, down, answers) and _all_roles(rows, place, vocabulary):
            meaning = "role"
        described.append(Column(place, heading, meaning, filled, samples))
    nobody = why_nobodys(rows, Nobody(sheet.rows[head], {}, vocabulary, sheet.name))
    codes, questions, faults = _codes(sheet, rows, nobody, {answers: [row.cell(answers) for row in rows]}, columns)
    return Understanding(
        sheet=sheet,
        instrument=vocabulary.instrument,
        head=head,
        columns=tuple(described),
        codes=codes,
        long=Long(respondent, down, answers),
        questions=questions,
        nobody=nobody,
        faults=faults,
    )


def _comes_again(rows: Sequence[Row], place: int) -> bool:
    values = [text for row in rows[:LOOKED_AT] if (text := row.cell(place))]
    return len(set(values)) < len(values)


def _answer_column(
    sheet: Sheet, headings: Sequence[str], rows: Sequence[Row], down: int, vocabulary: Vocabulary, others: set[int]
) -> int | None:
    """The column whose cells answer the question beside them: the one that is called so, or else the only one."""
    looked_at = rows[:LOOKED_AT]
    fits: dict[int, int] = {}
    for place in range(max((len(row.cells) for row in looked_at), default=0)):
        if place == down or place in others:
            continue
        for row in looked_at:
            practice, text = vocabulary.heading(row.cell(down)), row.cell(place)
            if practice and "." in practice and text:
                answers = code_of(text) in range(6) or vocabulary.answer(practice, text) is not None
                fits[place] = fits.get(place, 0) + answers
    fitting = [place for place, count in fits.items() if 2 * count > len(looked_at) or count == max(fits.values())]
    fitting = [place for place in fitting if fits[place]]
    called = [headings.index(words) for words in ANSWER if words in headings and headings.index(words) in fitting]
    if not called and len(fitting) > 1:
        names = " and ".join(column_name(sheet, place) for place in fitting[:5])
        what = f"columns {names} could hold the answers"
        raise ResponseError(Fault("long-table", sheet.name, what, "call the one that does `answer`"))
    return next(iter([*called, *fitting]), None)


def column_name(sheet: Sheet, place: int) -> str:
    """What messages call a column: its name in a frame, or else its letters."""
    return sheet.columns[place] if sheet.columns else letters(place)


def letters(place: int) -> str:
    """A column as a spreadsheet names it.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    text = ""
    place += 1
    while place:
        place, digit = divmod(place - 1, 26)
        text = chr(65 + digit) + text
    return text
