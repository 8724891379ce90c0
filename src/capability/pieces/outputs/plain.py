"""What several pages are given alike."""

from typing import Literal, TypedDict


class PlainFault(TypedDict):
    """Where something is wrong, what, and how to mend it."""

    where: str
    what: str
    hint: str


class PlainFile(TypedDict, total=False):
    """A file that was asked for: its `name`, and its bytes as base64 text; or the `fault`s for which there is none."""

    fault: list[PlainFault] | None
    name: str
    data: str


EvidencedTold = TypedDict("EvidencedTold", {"with": int, "of": int})
"""How many answers at 2 or above have evidence `with` them, `of` how many."""


class DimensionTold(TypedDict):
    """A dimension's result with the names of its levels; `index` as the command line prints it."""

    level: int | None
    level_name: str | None
    at_most: int | None
    at_most_name: str | None
    open: bool
    only_at_most: bool
    answered: int
    applicable: int
    evidenced: EvidencedTold
    index: str | None


class AtOrAbove(TypedDict):
    """How many dimensions are at level `n` or above, `of` those with something applicable."""

    n: int
    count: int
    of: int


class CampTold(TypedDict):
    """One of two camps; `wide` where its levels are more than one."""

    raters: int
    low: int
    high: int
    wide: bool


class WholeTold(TypedDict):
    """All dimensions together: `given` of them have a level and `without` have none; then one level.

    `open` says that missing answers could lift the level to `at_most`; `only_at_most` that there is no level yet.
    """

    given: int
    without: int
    counts: list[AtOrAbove]
    level: int | None
    level_name: str | None
    at_most: int | None
    at_most_name: str | None
    open: bool
    only_at_most: bool


class Host(TypedDict, total=False):
    """What a page says of its browser; a notebook says nothing."""

    storage: Literal["ok", "refused", "full"]
    keeps: bool
    damaged: str | None
    other_version: str | None
    other_file: str | None
    elsewhere: bool
    python: Literal["idle", "starting", "slow", "ready", "failed"]
    reason: Literal["webassembly", "files", "python"] | None
    broken: bool
    work: Literal["", "long", "failed", "fault", "stopped", "silent"]


class OpenedTold(TypedDict, total=False):
    """What is told of a file that was opened."""

    too_big: bool
    unreadable: bool


class SentTold(TypedDict, total=False):
    """What was done last with a text that is sent."""

    mailed: bool
    attached: bool
    shared: bool
    cancelled: bool
    unshared: bool
    copied: bool
    uncopied: bool
    saved: bool
    sent: bool
    printed: bool
    elsewhere: bool
    words: bool


class Line(TypedDict):
    """A line of a text that is sent: what was asked, what was said, and in own words."""

    asked: str
    said: str
    note: str


Out = Literal["none", "earlier", "mailed", "copied", "saved", "printed", "shared", "sent"]
"""What was done with what would be cleared: nothing; nobody knows, for it was here before; a way to send; or sent."""


Fits = Literal["whole", "readable", "none"]
"""How much an email holds that a link opens: all of it; what people read, and a file goes with it; or nothing."""


class PrintedDay(TypedDict):
    """The head of a sheet of paper."""

    date: str
