"""What the form for people outside is given: all of it by its view, for Python works nothing out."""

from typing import Literal, TypedDict

from capability.pieces.outputs.plain import Fits, Host, Line, Out, SentTold


class Output(TypedDict):
    """Nothing."""


class Progress(TypedDict):
    """How many questions have an answer, of how many."""

    answered: int
    total: int


class Said(TypedDict):
    """What was said to one question; whether its next step stands among the others; and whether it is asked."""

    given: Literal[0, 1, 2, 3, 4, "unknown", "not-applicable"] | None
    note: str
    more: bool
    asked: bool


class View(TypedDict):
    """The round asked for; an earlier one, whose answers are here; how far the reader is; and the answers' number.

    `next` is the first question without an answer, 0 where each has one; `sent_on` the day on which answers went last,
    and `changed` whether they are others now, `resend` if so after they went; `line` what was chosen, to be copied by
    hand.
    """

    host: Host
    round: str
    earlier_round: str
    progress: Progress
    blank: int
    unknown: int
    kind: str
    first: str
    said: dict[str, Said]
    date: str
    number: str
    file: str
    can_share: bool
    fits: Fits
    sending: bool
    ways: bool
    changing: bool
    told: SentTold
    next: int
    about: str
    gate: Literal["", "yes", "no"]
    beside: str
    line: str
    can_share_words: bool
    out: Out
    finished: bool
    sent_on: str
    changed: bool
    resend: bool
    sheet: list[Line]


class RaterIndices(TypedDict):
    """What a question shows by itself."""

    on: Literal["back", "continue", "keep", "skip"]
    about: str
    total: int
