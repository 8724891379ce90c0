"""What may be quoted from a team's result, and what not: for the workbench and the board paper alike.

The reasons stand in book/scoring.md, under "What you may quote".
"""

from typing import Final

MAY_QUOTE: Final = (
    "a level, with “by our own answers” and how steady it is",
    "how many practices, or dimensions, stand where",
    "what clearly rose, together with what clearly fell",
    "how many answered, of how many who were asked",
)

MAY_NOT_QUOTE: Final = (
    "“All together” in a headline: one weak dimension can hold it down",
    "a gap as a measurement: it is a reason to talk",
    "what “may be chance” as a change",
    "any number of a group of fewer than five people",
    "a comparison with another council: there is none to make",
)

IN_A_PAPER: Final = (
    "a level, with “by our own answers”; how many practices or dimensions; what rose, with what fell. Not: “All "
    "together” in a headline; a gap as more than a reason to talk; a comparison with another council; a number of a "
    "group of fewer than five."
)
