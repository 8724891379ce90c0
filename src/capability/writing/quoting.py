"""What may be quoted from a team's result, and what not: one list, for the workbench, the board paper and the book.

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
    "“All together” in a headline",
    "a gap as a measurement",
    "what may be chance as a change",
    "any number of a group of fewer than five people",
    "a comparison with another council",
)

WHY_NOT: Final = (
    "one weak dimension can hold it down",
    "it is a reason to talk",
    "",
    "",
    "there is none to make",
)
"""Why each of these is not to be quoted, where the workbench says it."""

IN_A_PAPER: Final = f"{'; '.join(MAY_QUOTE)}. Not: {'; '.join(MAY_NOT_QUOTE)}."
