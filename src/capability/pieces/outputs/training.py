"""What the page of the training overview is given."""

from typing import TypedDict

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


class ModuleTold(TypedDict):
    """How many people did what in a module, and when the last one answered its quiz."""

    quiz: int
    read: int
    exercise: int
    answered: int
    last: str | None


class AskedTold(TypedDict):
    """How many people were asked, and how many of them are `silent`; or what is wrong with the number."""

    of: int | None
    silent: int | None
    fault: PlainFault | None


class RouteTold(TypedDict):
    """How many people are on a route of so many `modules`, and how many did the `whole` of it."""

    title: str
    people: int
    whole: int
    modules: int


class RoutesTold(TypedDict):
    """The routes that enough people are on, and how many people are on none of these."""

    shown: list[RouteTold]
    others: int


class ChangesTold(TypedDict):
    """How many people wrote what they changed, or will try; and `told` their words, if there are enough of them."""

    count: int
    told: list[str]


class Output(TypedDict):
    """What the records say: `people` in the table and how many `more`, modules by id, and what was left out."""

    files: int
    people: list[PersonTold]
    more: int
    total: int
    quizzes: int
    asked: AskedTold
    modules: dict[str, ModuleTold]
    routes: RoutesTold
    changes: ChangesTold
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
