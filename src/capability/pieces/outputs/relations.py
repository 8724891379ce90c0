"""What the page of an actor's own row is given."""

from typing import Any, TypedDict

from capability.pieces.outputs.plain import Fits, Host, Line, OpenedTold, Out, PlainFault, SentTold


class Incoming(TypedDict, total=False):
    """What a file would bring: the names of its actors, and its ratings where they are this actor's own."""

    fault: list[PlainFault] | None
    rater: str
    is_own: bool
    names: list[str]
    row: dict[str, Any]
    left_out: list[PlainFault]


class Output(TypedDict):
    """What the page shows: `rated` of `others`, what is `left_out` of the row when it is read, and a file's content.

    The page writes the row's file by itself, so that saving never waits for Python.
    """

    rated: int
    others: int
    left_out: list[PlainFault]
    incoming: Incoming | None


class Told(OpenedTold, SentTold, total=False):
    """What was done last."""

    nameless: bool
    taken: bool


class Other(TypedDict):
    """Another actor on the form."""

    name: str


class Rated(TypedDict):
    """How many of the others are rated."""

    rated: int
    others: int


class NameFault(TypedDict, total=False):
    """What is wrong with a name to be added."""

    empty: bool
    twice: bool
    itself: bool


class View(TypedDict):
    """What the view adds."""

    round: str
    rater: str
    others: list[Other]
    incoming: Incoming | None
    unopened: bool
    progress: Rated
    date: str
    file: str
    can_share: bool
    fits: Fits
    sending: bool
    ways: bool
    out: Out
    finished: bool
    sent_on: str
    changed: bool
    sheet: list[Line]
    host: Host
    told: Told
    fault: NameFault
