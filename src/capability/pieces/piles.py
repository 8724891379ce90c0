"""Files that a reader dropped, to tallies and actors' rows: from there on nothing needs a file again.

State: `{"files": {name: [{"name", "data"}]}}`, with each file's bytes as base64 text, or `None` for a file that ended
Python before; what stands under one name is read by itself, such as this round's files and the last one's.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from capability.errors import CapabilityError, Fault
from capability.pieces.configs import instruments_of
from capability.pieces.plain import plain_faults
from capability.reading.archives import InputFile
from capability.reading.gathering import Gathered, Pile, TableTold, gather_all
from capability.reading.understanding import NO_COLUMNS, Columns, letters, read_columns
from capability.rule.instrument import Instrument
from capability.rule.tally import Tally
from capability.rule.totals import RaterIndices, own_indices
from capability.signs import heard_by
from capability.text import Plain

if TYPE_CHECKING:
    from capability.pieces.outputs.piles import LeftOut, PlainAnswers, PlainPile, TableShown

Tell = Callable[[int, int], object]
"""Hears how many files were read, and of how many."""

MOST_TOLD = 200
"""Most faults of a pile that are told one by one, of whichever kinds."""


def silently(_done: int, _of: int) -> None:
    """Tell nobody."""


def compute(config: Plain, state: Plain, tell: Tell = silently) -> dict[str, PlainPile]:
    """What the files of each pile hold. Needs `config["instruments"]`, by id.

    `state["columns"]` are the choices that a reader made about tables, as a file of columns has them.
    """
    instruments = instruments_of(config)
    of = sum(map(len, state["files"].values()))
    read = 0

    def sources(files: list[Plain]) -> Iterator[InputFile | Fault]:
        nonlocal read
        for file in files:
            data = file["data"]
            yield _unreadable(file["name"]) if data is None else InputFile(file["name"], base64.b64decode(data))
            read += 1
            tell(read, of)

    chosen = state.get("columns")
    columns = NO_COLUMNS if chosen is None else read_columns(chosen, "choices")
    with heard_by(lambda: tell(read, of)):
        return {name: _pile(sources(files), instruments, columns) for name, files in state["files"].items()}


def _unreadable(name: str) -> Fault:
    """What is told of a file that ended Python when it was read."""
    what = "reading this file made the page's program fail, so it is left out"
    hint = "save it again where it was made, as CSV if that can be, and try that"
    return Fault("ended-python", name, what, hint)


def _pile(sources: Iterator[InputFile | Fault], instruments: dict[str, Instrument], columns: Columns) -> PlainPile:
    try:
        return plain_pile(gather_all(sources, instruments, columns))
    except CapabilityError as error:
        return {"tallies": [], "rows": {}, "tables": [], **_left_out(error.faults)}


def plain_pile(pile: Pile) -> PlainPile:
    """A pile as plain data."""
    return {
        "tallies": [
            {
                "instrument": answers.instrument.id,
                "title": answers.instrument.title,
                "raters": answers.tally.raters,
                "version": answers.instrument.version,
                "responses": len(answers.responses),
                "tallies": len(answers.tallies),
                "tally": msgspec.to_builtins(answers.tally),
                "people": _people(answers),
                "rounds": answers.rounds,
            }
            for answers in pile.by_instrument
            if answers.tally.raters
        ],
        "rows": pile.relations.rows,
        "tables": [_table(table) for table in pile.tables],
        **_left_out([*pile.left_out, *_unsettled(pile)]),
    }


def _people(answers: Gathered) -> dict[str, Any]:
    """By response id each rater's own indices, so that two rounds can tell who answered both."""
    people: dict[str, Any] = msgspec.to_builtins(own_indices(answers.instrument, answers.responses))
    return people


def _unsettled(pile: Pile) -> Iterator[Fault]:
    what = "nothing of this table is counted: a question about it is open"
    for table in pile.tables:
        if table.reading is None:
            hint = "settle it in the workbench, or drop its file of columns with it"
            yield Fault("unsettled", table.understood.sheet.name, what, hint)


def _table(table: TableTold) -> TableShown:
    understood, reading = table.understood, table.reading
    titles = {practice.id: practice.title for practice in understood.instrument.practices}
    long = {} if understood.long is None else msgspec.structs.asdict(understood.long)
    parts = {place: part for part, place in long.items()}
    return {
        "name": understood.sheet.name,
        "title": understood.instrument.title,
        "columns": [
            {
                "letter": letters(column.place),
                "heading": column.heading[:120],
                "meaning": titles.get(column.meaning, column.meaning) or parts.get(column.place, ""),
                "filled": column.filled,
                "samples": " · ".join(sample[:40] for sample in column.samples),
            }
            for column in understood.columns
        ],
        "questions": [
            {
                "where": question.where,
                "what": question.what,
                "choices": [
                    {"words": choice.words, "columns": choice.columns, "tables": {**choice.tables}, "key": str(number)}
                    for number, choice in enumerate(question.choices)
                ],
            }
            for question in understood.questions
        ],
        "rows": len(understood.sheet.rows),
        "counted": 0 if reading is None else reading.counted,
        "people": 0 if reading is None else len(reading.responses),
        "headings": 0 if reading is None else reading.headings,
        "left_out": 0 if reading is None else len(reading.left_out) - reading.headings,
        "settled": reading is not None,
    }


def _left_out(faults: Sequence[Fault]) -> LeftOut:
    told = plain_faults(faults)[:MOST_TOLD]
    return {"left_out": told, "left_out_more": len(faults) - len(told)}


def tally_of(answers: PlainAnswers) -> Tally:
    """The tally of a plain pile's answers, as the rule has it."""
    return msgspec.convert(answers["tally"], Tally)


def people_of(answers: PlainAnswers) -> dict[str, RaterIndices]:
    """The own indices of a plain pile's raters, as the rule has them."""
    return msgspec.convert(answers["people"], dict[str, RaterIndices])
