"""What was read of the files that a reader dropped."""

from typing import Any, TypedDict

from capability.pieces.outputs.plain import PlainFault


class PlainAnswers(TypedDict):
    """What files answer of one instrument: how many of them there are, of how many raters, and their tally."""

    instrument: str
    title: str
    raters: int
    version: str
    responses: int
    tallies: int
    tally: dict[str, Any]


class LeftOut(TypedDict):
    """What could not be used; `left_out_more` counts those that are not told."""

    left_out: list[PlainFault]
    left_out_more: int


class PlainPile(LeftOut):
    """A pile of files as plain data.

    - `tallies`: one an instrument, the one that most files answer first
    - `rows`: what each actor says of its working relations, by actor
    """

    tallies: list[PlainAnswers]
    rows: dict[str, dict[str, Any]]
