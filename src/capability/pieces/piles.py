"""Files that a reader dropped, to tallies and actors' rows: from there on nothing needs a file again.

State: `{"files": {name: [{"name", "data"}]}}`, with each file's bytes as base64 text; what stands under one name is
read by itself, such as this round's files and the last one's.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from capability.errors import CapabilityError, Fault
from capability.pieces.configs import instruments_of
from capability.pieces.plain import plain_faults
from capability.reading.archives import InputFile
from capability.reading.gathering import Pile, gather_all
from capability.rule.instrument import Instrument
from capability.rule.tally import Tally
from capability.text import Plain

if TYPE_CHECKING:
    from capability.pieces.outputs.piles import LeftOut, PlainAnswers, PlainPile

Tell = Callable[[int, int], object]
"""Hears how many files were read, and of how many."""

MOST_TOLD = 200
"""Most faults of a pile that are told one by one."""


def silently(_done: int, _of: int) -> None:
    """Tell nobody."""


def compute(config: Plain, state: Plain, tell: Tell = silently) -> dict[str, PlainPile]:
    """What the files of each pile hold. Needs `config["instruments"]`, by id."""
    instruments = instruments_of(config)
    of = sum(map(len, state["files"].values()))
    read = 0

    def sources(files: list[Plain]) -> Iterator[InputFile]:
        nonlocal read
        for file in files:
            yield InputFile(file["name"], base64.b64decode(file["data"]))
            read += 1
            tell(read, of)

    return {name: _pile(sources(files), instruments) for name, files in state["files"].items()}


def _pile(sources: Iterator[InputFile], instruments: dict[str, Instrument]) -> PlainPile:
    try:
        return plain_pile(gather_all(sources, instruments))
    except CapabilityError as error:
        return {"tallies": [], "rows": {}, **_left_out(error.faults)}


def plain_pile(pile: Pile) -> PlainPile:
    """A pile as plain data."""
    return {
        "tallies": [
            {
                "instrument": answers.instrument.id,
                "title": answers.instrument.title,
                "raters": answers.tally.whole.raters,
                "version": answers.instrument.version,
                "responses": len(answers.responses),
                "tallies": len(answers.tallies),
                "tally": msgspec.to_builtins(answers.tally),
            }
            for answers in pile.by_instrument
        ],
        "rows": pile.relations.rows,
        **_left_out(pile.left_out),
    }


def _left_out(faults: Sequence[Fault]) -> LeftOut:
    return {"left_out": plain_faults(faults[:MOST_TOLD]), "left_out_more": max(0, len(faults) - MOST_TOLD)}


def tally_of(answers: PlainAnswers) -> Tally:
    """The tally of a plain pile's answers, as the rule has it."""
    return msgspec.convert(answers["tally"], Tally)
