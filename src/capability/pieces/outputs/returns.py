"""What the page of returns is given."""

from typing import Literal, TypedDict

from capability.pieces.outputs.plain import Host


class OptionTold(TypedDict):
    """One option, by its id as the `value` of its field, and why; `right` or nothing."""

    value: str
    text: str
    why: str
    right: Literal[True] | None


class SituationTold(TypedDict):
    """One situation of a module, the `n`th, with its options in the order of this return; `question` is its id."""

    n: int
    question: str
    module: str
    situation: str
    ask: str
    as_at: str | None
    options: list[OptionTold]


class Asked(TypedDict):
    """The return of a `day`: its situations, how many were `right` so far, and which modules to look at `again`.

    The last is told once it is `done`.
    """

    day: str
    ids: list[str]
    situations: list[SituationTold]
    of: int
    done: bool
    right: int
    again: dict[str, bool]


class Output(TypedDict):
    """What is asked now, and what comes.

    `finished` modules there are; the `next` return is on the first of the `days` to come; `today` is the day that all
    of it is of.
    """

    today: str
    finished: int
    asked: Asked | None
    next: str | None
    days: list[str]


class ReturnsTold(TypedDict, total=False):
    """What was done last."""

    calendar: bool


class AskedShown(Asked):
    """The same with how many situations are answered, and whether any is."""

    progress: int
    begun: bool


class View(TypedDict):
    """What the view shows: the next day in words, how many days are to come, and whether nothing is finished yet."""

    asked: AskedShown | None
    waiting: bool
    over: bool
    next: str | None
    days: int
    host: Host
    told: ReturnsTold
