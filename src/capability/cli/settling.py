"""The mapping step: what a table was understood to say, and the questions about it, asked or written down."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from capability.cli.outputs import put
from capability.cli.printing import ask, counted, is_asked, say
from capability.errors import CapabilityError, Fault
from capability.reading.gathering import TableTold
from capability.reading.understanding import Choice, Codes, Columns, Question, Understanding, letters
from capability.text import json_text, name_words

OPEN = "?"
"""What stands in a file of columns where a choice is to be written: it is no choice, so an unfilled file is refused."""


def settled(tables: Sequence[TableTold]) -> Columns:
    """The choices of whoever sits at the terminal, as a file of columns has them.

    Where nobody does, the file is written with its choices open, and `CapabilityError` says what to write into it.
    """
    asked = [table for table in tables if table.understood.questions]
    if not is_asked():
        raise CapabilityError(_written_down(asked))
    headings: dict[str, str] = {}
    codes: dict[str, Codes] = {}
    for table in asked:
        for line in understood_table(table.understood):
            say(line)
        for question in table.understood.questions:
            choice = _ask(question)
            headings |= choice.columns
            codes |= choice.tables
    return Columns("capability-columns/1", headings, tables=codes)


def _ask(question: Question) -> Choice:
    """Ask until one of the choices is chosen; whoever has no answer stops with Ctrl+C, and nothing was counted."""
    say("")
    say(f"{question.where}: {question.what}")
    for number, choice in enumerate(question.choices, 1):
        say(f"  {number}  {choice.words}")
    while True:
        line = ask(f"1 to {len(question.choices)}: ")
        if not line:
            raise CapabilityError(Fault("unsettled", question.where, question.what, "nothing was counted"))
        if line.strip().isdecimal() and 1 <= int(line) <= len(question.choices):
            return question.choices[int(line) - 1]


def _written_down(asked: Sequence[TableTold]) -> list[Fault]:
    questions = [question for table in asked for question in table.understood.questions]
    headings = {heading: OPEN for question in questions for heading in question.choices[0].columns}
    tables = {name: OPEN for question in questions for name in question.choices[0].tables}
    called = name_words(Path(asked[0].understood.sheet.name.partition(": ")[0]).stem)
    path = Path(f"{called}-columns.json" if called else "columns.json")
    hint = f"{path} is now in this folder: write your choice for each `{OPEN}`, then try again with --columns {path}"
    try:
        put(path, json_text({"format": "capability-columns/1", "columns": headings, "tables": tables}).encode())
    except FileExistsError:
        hint = f"{path} is here already: write your choice into it, then try again with --columns {path}"
    except OSError:
        hint = "say it with a file of columns: see assessments/README.md"
    return [Fault("unsettled", question.where, f"{question.what} {_choices(question)}", hint) for question in questions]


def _choices(question: Question) -> str:
    told = []
    for choice in question.choices:
        values = (choice.tables or choice.columns).values()
        told.append(" and ".join(f'"{value}"' for value in values) + f": {choice.words}")
    return "; ".join(told)


def understood_table(understood: Understanding) -> list[str]:
    """What a table was understood to say, column by column, with how many cells hold something, and some of them."""
    titles = {practice.id: practice.title for practice in understood.instrument.practices}
    lines = [f"{understood.sheet.name}: answers to {understood.instrument.title}", ""]
    for column in understood.columns:
        meaning = titles.get(column.meaning, column.meaning) or "not read"
        samples = ", ".join(f"`{sample[:24]}`" for sample in column.samples)
        lines.append(f"  {letters(column.place):>3}  {meaning[:44]:44}  {column.filled:5}  {samples}".rstrip())
    return lines


MOST_NAMED = 5
"""Most columns of a table that are named, of those that are not read."""


def accounts(tables: Sequence[TableTold]) -> Iterator[str]:
    """For each table that was read: which columns were not, and how its rows add up."""
    for told in tables:
        if told.reading is None:
            continue
        understood, reading, name = told.understood, told.reading, told.understood.sheet.name
        read = {*understood.places, *(() if understood.long is None else msgspec.structs.astuple(understood.long))}
        unread = [column for column in understood.columns if column.filled and column.place not in read]
        if unread:
            named = ", ".join(f"{letters(column.place)} “{column.heading[:40]}”" for column in unread[:MOST_NAMED])
            more = f" and {len(unread) - MOST_NAMED} more" if len(unread) > MOST_NAMED else ""
            yield f"{name}: {counted(len(unread), 'column')} not read: {named}{more}"
        people = len(reading.responses)
        yield (
            f"{name}: {counted(reading.rows, 'row')} read = {reading.headings} of headings + "
            f"{reading.counted} counted ({people} {'person' if people == 1 else 'people'}) + "
            f"{len(reading.left_out) - reading.headings} left out"
        )
