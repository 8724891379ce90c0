"""Files that a reader dropped, to tallies and actors' rows: from there on nothing needs a file again.

State: `{"files": {set: [{"name", "data"}]}}`, with each file's bytes as base64 text; a set is a pile of files that is
read by itself, such as this round's and the last one's.
"""

import base64
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from capability.errors import CapabilityError, Fault
from capability.pieces.configs import instruments_of
from capability.reading.archives import InputFile
from capability.reading.gathering import Pile, gather_all
from capability.rule.instrument import Instrument
from capability.rule.tally import Tally

Plain = dict[str, Any]

Tell = Callable[[int, int], object]
"""Hears how many files were read, and of how many."""

MOST_TOLD = 200
"""Most faults of a set that are told one by one."""


def silently(_done: int, _of: int) -> None:
    """Tell nobody."""


def compute(config: Plain, state: Plain, tell: Tell = silently) -> Plain:
    """What the files of each set hold, as plain data: see `plain_pile`. Needs `config["instruments"]`, by id."""
    known = instruments_of(config)
    of = sum(map(len, state["files"].values()))
    read = 0

    def sources(files: list[Plain]) -> Iterator[InputFile]:
        nonlocal read
        for file in files:
            yield InputFile(file["name"], base64.b64decode(file["data"]))
            read += 1
            tell(read, of)

    return {name: _pile(sources(files), known) for name, files in state["files"].items()}


def _pile(sources: Iterator[InputFile], known: dict[str, Instrument]) -> Plain:
    try:
        return plain_pile(gather_all(sources, known))
    except CapabilityError as error:
        return {"tallies": [], "rows": {}, **_told(error.faults)}


def plain_pile(pile: Pile) -> Plain:
    """A pile as plain data.

    - `tallies`: one an instrument, the one that most files answer first: its `instrument`, `title`, `version`,
      how many `responses` and `tallies` were read, how many `raters` they are, and its `tally`
    - `rows`: what each actor says of its working relations, by actor
    - `left_out`: `where`, `what` and `hint` of what could not be used; `left_out_more` counts those not told
    """
    return {
        "tallies": [
            {
                "instrument": one.instrument.id,
                "title": one.instrument.title,
                "raters": one.tally.whole.raters,
                "version": one.instrument.version,
                "responses": len(one.responses),
                "tallies": len(one.tallies),
                "tally": msgspec.to_builtins(one.tally),
            }
            for one in pile.by_instrument
        ],
        "rows": pile.relations.rows,
        **_told(pile.left_out),
    }


def _told(left_out: tuple[Fault, ...]) -> Plain:
    return {
        "left_out": [{"where": f.where, "what": f.what, "hint": f.hint} for f in left_out[:MOST_TOLD]],
        "left_out_more": max(0, len(left_out) - MOST_TOLD),
    }


def tally_of(found: Plain) -> Tally:
    """A tally of a plain pile, as the rule has it."""
    return msgspec.convert(found["tally"], Tally)
