"""What the page of the training overview is given."""

from typing import Literal, TypedDict

from capability.course.training import Begun
from capability.pieces.outputs.plain import Host, PlainFault, PrintedDay


class DoneTold(TypedDict):
    """What somebody did in one module: a short `day`, of the quiz or else of reading, and the `best` score if told."""

    quiz: bool
    read: bool
    exercise: Begun
    answered: bool
    day: str | None
    best: int | None
    of: int


class OnRoute(TypedDict):
    """Somebody's route: how many of its modules are `done`."""

    title: str
    done: int
    of: int


class PersonTold(TypedDict):
    """One person's latest record: their route if they chose one, and each module in which they did something."""

    name: str
    route: OnRoute | None
    saved: str | None
    modules: dict[str, DoneTold]


class CountTold(TypedDict):
    """A count on the page without names: `exact`, or that it is of `few` people, or of `many`."""

    exact: int | None
    few: bool
    many: bool


class ModuleTold(TypedDict):
    """How many people did what in a module, of those whose route asks for it; `None` is not told, or of few."""

    quiz: CountTold | None
    read: CountTold | None
    exercise: CountTold | None
    answered: CountTold | None


class EndsTold(TypedDict):
    """Of those on a route, how many did the `whole` of it, and how many `half` or more."""

    whole: CountTold
    half: CountTold


class AskedTold(TypedDict):
    """How many people were asked; or what is wrong with the number."""

    of: int | None
    fault: PlainFault | None


class GaveTold(TypedDict):
    """How many gave a record as the page without names tells it: `exact`, or that it is `least` or more."""

    exact: int | None
    least: int


class LineTold(TypedDict):
    """What somebody changed, or will try, its place among all, and whether it is left `off` the page without names."""

    at: int
    text: str
    off: bool


class ChangesTold(TypedDict):
    """What people wrote that they changed, or will try, if enough of them did; and whether a line of it is `shown`."""

    told: list[LineTold]
    shown: bool


class Output(TypedDict):
    """What the records say: `people` in the table and how many `more`, and what was left out, with `uncounted` files.

    `sheet` is what the page without names may say of each module, `ends` of those on a route, and `tells` which of the
    two it says; it is `printable` from five records on. `quizzes` are all that were answered, by module: they stand
    with the names.
    """

    files: int
    people: list[PersonTold]
    more: int
    total: int
    asked: AskedTold
    tells: Literal["routes", "modules"]
    printable: bool
    gave: GaveTold
    ends: EndsTold | None
    sheet: dict[str, ModuleTold]
    quizzes: dict[str, int]
    changes: ChangesTold
    left_out: list[PlainFault]
    uncounted: int
    left_out_count: int
    left_out_more: int


class TrainingTold(TypedDict, total=False):
    """What was done last."""

    copied: bool
    uncopied: bool
    too_big: bool
    unreadable: bool


class Way(TypedDict):
    """The route that the ready words are for, and its address."""

    title: str
    modules: str
    hours: str
    link: str


class View(TypedDict):
    """What the view adds: whether anybody is in the overview, whether nothing could be used, the day, the words.

    `of` is what the manager typed of council and period.
    """

    way: Way
    of: str

    begun: bool
    nothing: bool
    printed: PrintedDay
    host: Host
    told: TrainingTold
