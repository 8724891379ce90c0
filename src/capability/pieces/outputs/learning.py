"""What the page of My learning is given."""

from typing import Any, TypedDict

from capability.course.learning import Direction
from capability.course.modules import How
from capability.course.training import Begun
from capability.pieces.outputs.plain import Host, OpenedTold


class ModuleDone(TypedDict):
    """What was done in one module: the day when it was `read`, the `best` of its quiz, and what else."""

    read: str | None
    best: int | None
    questions: int
    answered: int
    of: int
    exercise: bool
    begun: bool


class Totals(TypedDict):
    """How many modules were read, and how many quizzes and exercises done, `of` how many."""

    read: int
    quizzes: int
    exercises: int
    of: int


class NextStep(TypedDict):
    """The module to take next, `how` and in how many minutes, with the titles of the practices for it.

    `on_route`: the reader's route says so; `result_points_to` the module that their result names first, if another.
    """

    module: str
    on_route: bool
    result_points_to: str | None
    how: How
    minutes: int
    practices: list[str]


class Left(TypedDict):
    """The time that a route still takes, in hours and minutes, if it takes `any`."""

    any: bool
    hours: int
    minutes: int


class Answered(TypedDict):
    """How many questions of an instrument are answered, `of` how many."""

    count: int
    of: int


class Pulse(TypedDict):
    """The pulse as it is on a day: what a reader keeps as their start or end."""

    saved: str
    answers: dict[str, dict[str, Any]]


class Move(TypedDict):
    """One practice of the pulse at the start and now, or at the end."""

    before: int | str | None
    after: int | str | None
    move: Direction


class Moves(TypedDict):
    """How many practices moved, and each."""

    up: int
    down: int
    same: int
    unclear: int
    rows: dict[str, Move]


class Incoming(TypedDict, total=False):
    """What a file would bring: counts, and the state with it, whichever side the reader lets win."""

    fault: str | None
    what: str
    new: int
    differ: int
    theirs: dict[str, dict[str, Any]]
    mine: dict[str, dict[str, Any]]


class DoneTold(TypedDict):
    """What a record for others tells of one module.

    `day` is that of its quiz, `scored_day` the one of its `best` score, where that is told too.
    """

    day: str | None
    scored_day: str | None
    read: str | None
    exercise: Begun
    answered: bool
    best: int | None


class OnRoute(TypedDict):
    """How many modules of the reader's route are `done`, by what a record tells."""

    done: int
    of: int


class Output(TypedDict):
    """What the page shows.

    `modules` by id with what was done; the `next` one; the `pulse` as it is now, how many of its answers are levels
    (`pulse_known`) and how many "I don't know"; and the `moves` since the start; the
    time `left` on the route; how much of each instrument is `answered`, and whether anything is (`questioned`); what a
    record of `training` tells of each module, and how far it is `on_route`; and `incoming`: what a file would bring.
    `unmoved`: what moved is not told yet, to an officer of whose pulse nothing did in the first week.
    """

    modules: dict[str, ModuleDone]
    totals: Totals
    answered: dict[str, Answered]
    questioned: bool
    begun: bool
    route: str | None
    left: Left | None
    next: NextStep | None
    pulse: Pulse
    pulse_count: int
    pulse_known: int
    pulse_unknown: int
    moves: Moves | None
    unmoved: bool
    training: dict[str, DoneTold]
    on_route: OnRoute | None
    incoming: Incoming | None


class Told(OpenedTold, total=False):
    """What was done last."""

    taken: bool
    undone: bool
    erased: bool
    start: bool
    end: bool
    unplanned: bool
    undated: bool
    added: bool
    wordless: bool
    record_saved: bool


class ModuleShown(ModuleDone):
    """The same with the `day` of reading in words; before Python has answered, what is kept and no more.

    `tried`, `trying`: whether the quiz was finished, and the exercise begun. `counted`: whether answers are shown.
    """

    day: str | None
    tried: bool
    trying: bool
    counted: bool


class MoveShown(Move):
    """The same with whether there was an answer."""

    before_given: bool
    after_given: bool


class MovesShown(TypedDict):
    """The same with every practice so."""

    up: int
    down: int
    same: int
    unclear: int
    rows: dict[str, MoveShown]


class PlannedShown(TypedDict):
    """A step of the reader's plan, and the `day` on which they put it there in words; `key` is of both its ids.

    An action of their own has no title, and is `called` by its words. `by` is the day by which it is to be done, in
    words; `late` where that is over; `done` the day on which it was ticked as done, in words.
    """

    key: str
    instrument: str
    id: str
    title: str
    step: str
    called: str
    day: str
    by: str
    late: bool
    done: str


class View(TypedDict):
    """What the view adds: days in words, what the reader's record says, and whether one for others has `scores`.

    `change` is their own line for whoever plans training. A record can be saved once it is `ready`; `untrained` is one
    without a module. `unmoved` is as Python found, unless a link to what moved was followed.
    """

    modules: dict[str, ModuleShown]
    moves: MovesShown | None
    days: dict[str, str]
    name: str | None
    change: str | None
    today: str
    start: str | None
    end: str | None
    plan: list[PlannedShown]
    training: dict[str, DoneTold]
    ready: bool
    untrained: bool
    scores: bool
    nameless: bool
    blank: bool
    unmoved: bool
    fetching: bool
    unbegun: bool
    under_way: bool
    finished: bool
    incoming: Incoming | None
    host: Host
    told: Told
