"""What the roundtable's screen is given."""

from typing import Any, Literal, TypedDict

from capability.pieces.outputs.piles import PlainPile
from capability.pieces.outputs.plain import CampTold, Host, OpenedTold, PlainFault, PrintedDay
from capability.rule.roundtable import Distance, Stage

Unagreed = Literal["no-agreement", "unknown", "not-applicable"]


class Place(TypedDict):
    """Where the table is: the `step` of question `number`, `of` how many, and whether it is the `last`."""

    step: Stage
    number: int
    of: int
    last: bool


class LevelTold(TypedDict):
    """A level of a question: its number as text, its name and its line."""

    n: str
    name: str
    words: str


class QuestionTold(TypedDict):
    """The question on the table."""

    id: str
    title: str
    dimension: str
    ask: str
    find_out: str
    levels: list[LevelTold]


class Column(TypedDict):
    """The column of one level in the picture of a vote; `middle` marks the middle answer."""

    n: str
    name: str
    count: int
    height: int
    y: int
    middle: bool


class CountTold(TypedDict):
    """How many chose a level, given as text; `middle` marks the middle answer."""

    n: str
    count: int
    middle: bool


class SideTold(TypedDict):
    """How one side voted: how many at each level, and its middle answer."""

    side: str
    people: int
    counts: list[CountTold]
    unknown: int
    not_applicable: int
    level: int | None
    level_name: str | None


class VoteTold(TypedDict):
    """How a vote is spread: in three words, or all the `same`, or `few`; and how each side voted."""

    people: int
    columns: list[Column]
    unknown: int
    not_applicable: int
    level: int | None
    level_name: str | None
    not_known: bool
    distance: Distance | None
    few: bool
    same: bool
    low: int | None
    high: int | None
    camps: list[CampTold]
    sides: list[SideTold]


class AgendaItem(TypedDict):
    """A question that can be gone to."""

    value: int
    label: str


class PromiseTold(TypedDict):
    """What somebody said they would do, the day as it is spoken; an empty word is none."""

    who: str
    what: str
    by: str


class EarlierTold(TypedDict):
    """What the roundtable before this one left of a question; `other` is what was agreed where that is no level."""

    level: int | None
    level_name: str | None
    other: Unagreed | None
    promises: list[PromiseTold]


class Crowd(TypedDict):
    """More votes than people: so many `people`, `of` how many `seats`, or of how many who voted the first time."""

    people: int
    of: int
    seats: bool


class SideChoice(TypedDict):
    """A side whose votes can be counted."""

    name: str
    chosen: bool


class PointTold(TypedDict):
    """One question of the record; `other` is what was agreed where that is no level.

    Without an agreement it is `voted` on, or `open`. `sides_on_paper` says whether the votes of sides may be printed.
    """

    place: int
    title: str
    first: VoteTold | None
    second: VoteTold | None
    level: int | None
    level_name: str | None
    other: Unagreed | None
    open: bool
    voted: bool
    sides_on_paper: bool
    reason: str | None
    promises: list[PromiseTold]


class RecordTold(TypedDict):
    """All questions, of which so many are `agreed`, with so many promises; `few` where under five people voted.

    `without_sides` says that of some question the votes of sides are not printed.
    """

    agreed: int
    promised: int
    few: bool
    of: int
    without_sides: bool
    points: list[PointTold]


class OpenedTable(TypedDict, total=False):
    """What opening a file would bring: a table, and where it would go on."""

    fault: list[PlainFault] | None
    table: dict[str, Any]
    title: str
    of: int
    agreed: int
    place: int
    step: Stage


class Before(TypedDict, total=False):
    """What the file of the roundtable before this one holds; nothing is taken until the table begins."""

    fault: list[PlainFault] | None
    instrument: str
    title: str
    agreed: int
    promised: int


class Output(TypedDict):
    """What the page shows; `None` where there is nothing to say.

    - `seated`: whether there is a table; `fault` says why what is kept cannot be one
    - `practice`: the question; `first` and `second`: how its votes are spread
    - `seats`: how many people are at the table; `crowd`: more votes than people; `sides`: those who are counted apart
    - `earlier`: what the roundtable before left of the question; `before`: what its file holds
    - `agenda`: every question; `record`: what was agreed on each
    - `opened`: what opening a file would bring
    """

    seated: bool
    fault: list[PlainFault] | None
    title: str | None
    at: Place | None
    practice: QuestionTold | None
    first: VoteTold | None
    second: VoteTold | None
    seats: int
    crowd: Crowd | None
    sides: list[SideChoice]
    earlier: EarlierTold | None
    before: Before | None
    agenda: list[AgendaItem] | None
    record: RecordTold | None
    opened: OpenedTable | None


class NewTable(TypedDict):
    """A table with votes from files on so many questions; so many had a vote and were `left`; or why there is none."""

    fault: str | list[PlainFault] | None
    table: dict[str, Any] | None
    filled: int
    left: int


class Told(OpenedTold, total=False):
    """What was done last; `nothing` names the agenda on which there would be no question, `unset` tells why none."""

    taken: bool
    erased: bool
    unread_file: bool
    files: NewTable | None
    nothing: str
    unset: list[PlainFault]


class Reading(TypedDict):
    """How many files were read, of how many."""

    done: int
    of: int


class Wrong(TypedDict, total=False):
    """What is wrong with the votes as they are typed."""

    number: bool
    many: bool
    nobody: bool


class Clock(TypedDict):
    """The clock on the wall: whether it runs, and whether its time is over."""

    running: bool
    over: bool


class View(TypedDict):
    """What the view adds: `pile` is what files of votes hold, and so many `people` voted.

    `other_before` says that the roundtable before this one was about other questions.
    """

    seated: bool
    pile: PlainPile | None
    reading: Reading | None
    wrong: Wrong
    voting: bool
    next_question: bool
    to_record: bool
    people: int
    clock: Clock
    other_before: bool
    printed: PrintedDay
    host: Host
    told: Told
