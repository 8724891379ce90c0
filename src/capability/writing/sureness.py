"""How steady a team's level is, and its two camps, in words: for pages, commands and notebooks alike.

A level that is called "sure" is read as one that is true. What is worked out is only whether it would stay.
"""

from collections.abc import Sequence

from capability.rule.disagreement import Camp
from capability.rule.sureness import Claim, Sureness

CLAIMS: dict[Claim, str] = {
    "sure": "steady (9 in 10)",
    "likely": "fairly steady (8 in 10)",
    "rather": "rather than {} (2 in 3)",
    "even": "or {}: as likely as not",
    "other": "but {} is likelier",
    "few": "too few answers to say how steady",
}
"""What stands after a level, by what may be said of it; `{}` is the other level. The record has how often each held."""

STEADY = (
    "if many more people like these answered, nine of ten levels marked “9 in 10” would stay the same; “8 in 10” and "
    "“2 in 3” are meant likewise. It does not say that a level is true."
)
"""What the marks mean, in one sentence below a table of them."""


def sureness_words(sure: Sureness | None) -> str:
    """What is said after a level; nothing where there is none.

    >>> sureness_words(Sureness("even", other=1))
    'or 1: as likely as not'
    """
    return "" if sure is None else CLAIMS[sure.claim].format(sure.other)


def camps_words(camps: Sequence[Camp] | None) -> str:
    """Who stands where, if a practice's raters stand in two camps.

    >>> camps_words((Camp(4, 0, 0), Camp(5, 3, 4)))
    'two camps: 4 at 0, 5 at 3 to 4'
    """
    if camps is None:
        return ""
    sides = [f"{camp.raters} at {camp.low}" + (f" to {camp.high}" if camp.high > camp.low else "") for camp in camps]
    return f"two camps: {', '.join(sides)}"
