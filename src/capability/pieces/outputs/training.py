"""What the page of the training overview is given."""

from typing import TypedDict

from capability.pieces.outputs.plain import Host, PlainFault, PrintedDay


class FinishedTold(TypedDict):
    """One module that somebody finished: `day` and month, year, and the `best` score, `of` how many, if told."""

    day: str
    year: str
    best: int | None
    of: int


class PersonTold(TypedDict):
    """One person's latest record: how many modules they finished, and each by id."""

    name: str
    count: int
    saved: str | None
    modules: dict[str, FinishedTold]


class ModuleTold(TypedDict):
    """How many people finished a module, `of` how many, and when the last one did."""

    people: int
    of: int
    last: str | None


class Output(TypedDict):
    """What the records say: `people` in the table and how many `more`, modules by id, and what was left out."""

    files: int
    people: list[PersonTold]
    more: int
    total: int
    finished: int
    modules: dict[str, ModuleTold]
    left_out: list[PlainFault]
    left_out_count: int
    left_out_more: int


class TrainingTold(TypedDict, total=False):
    """What was done last."""

    too_big: bool
    unreadable: bool


class View(TypedDict):
    """What the view adds: whether anybody is in the overview, whether nothing could be used, and the day."""

    begun: bool
    nothing: bool
    printed: PrintedDay
    host: Host
    told: TrainingTold
