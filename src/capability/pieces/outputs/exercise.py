"""What the page of an exercise is given."""

from typing import Any, Literal, TypedDict

from capability.pieces.outputs.plain import Host, OpenedTold


class Figure(TypedDict):
    """A number that came out, in words."""

    label: str
    text: str


class PlanTold(TypedDict):
    """An action that a reader can put in their plan."""

    id: str
    title: str
    step: str


class Finding(TypedDict):
    """A sentence that holds for what came out, and the action that it asks for, if it does."""

    text: str
    plan: PlanTold | None


class Cell(TypedDict):
    """A cell with the heading of its column, and what kind of number stands there, or text."""

    column: str
    text: str
    kind: str


class ResultRow(TypedDict):
    """A row of the table that came out."""

    name: str
    cells: list[Cell]


class KeyTold(TypedDict):
    """What one look of a picture means."""

    look: str
    label: str


class MarkDrawn(TypedDict):
    """A mark of a strip, in a box of 1000 by 40."""

    look: str
    x: int
    y: int
    width: int
    height: int


class LineDrawn(TypedDict):
    """A line from top to bottom of a strip."""

    look: str
    x1: int
    x2: int


class StripTold(TypedDict):
    """A row of a picture: its label, what is drawn in it, and the numbers of it in words."""

    label: str
    text: str
    marks: list[MarkDrawn]
    lines: list[LineDrawn]


class ColumnTold(TypedDict):
    """A column of a grid."""

    label: str


class EntryTold(TypedDict):
    """A sign in a grid, or none: what it means, for those who do not see it, and the text beside it."""

    look: str | None
    word: str
    text: str


class GridCell(TypedDict):
    """A cell of a grid with the heading of its column."""

    column: str
    entries: list[EntryTold]


class GridRow(TypedDict):
    """A row of a grid."""

    label: str
    cells: list[GridCell]


class CurveDrawn(TypedDict):
    """A piece of a curve, in a box of 1000 by 400."""

    look: str
    x1: int
    y1: int
    x2: int
    y2: int


class Tick(TypedDict):
    """What stands beside a scale."""

    text: str


class PictureTold(TypedDict):
    """The picture: strips, or a grid of `columns` and `rows`, or `curves` with `tops` and `places` as their scales."""

    key: list[KeyTold]
    strips: list[StripTold]
    columns: list[ColumnTold]
    rows: list[GridRow]
    curves: list[CurveDrawn]
    tops: list[Tick]
    places: list[Tick]


class ResultTold(TypedDict):
    """What came out, in words: what it is of, the finding that leads, if one does, and the others."""

    heading: str
    lead: str | None
    lead_plan: PlanTold | None
    figures: list[Figure]
    findings: list[Finding]
    rows: list[ResultRow]
    picture: PictureTold | None


class Incoming(TypedDict, total=False):
    """What a file would bring."""

    fault: Literal["unreadable", "other"] | None
    inputs: dict[str, Any]


class MadeUp(TypedDict):
    """How many of the fields and rows that are filled in are `left` as the worked example has them, `of` how many."""

    left: int
    of: int


class Output(TypedDict):
    """What the page shows: `faults` as words by path, and the `result` where there is none.

    `own` is whether it is the reader's own case: it has a result, and at least half of it is not the worked example.
    `made_up` says how much is, once the reader began; `incoming` is what opening a file would bring.
    """

    faults: dict[str, str]
    result: ResultTold | None
    own: bool
    made_up: MadeUp | None
    incoming: Incoming | None


class Told(OpenedTold, total=False):
    """What was done last."""

    emptied: bool
    example: bool
    taken: bool


class Row(TypedDict):
    """A row of fields; `key` is the name under which it is kept, and `number` its place, counted from 1."""

    key: str
    number: int
    faults: dict[str, str]


class View(TypedDict):
    """What the view adds: rows of fields by their table, whether they are `begun`, and what it waits for.

    `example` is whether what stands there is, for the most part, the worked example; `untouched`: nothing is typed yet,
    so nothing is called wrong.
    """

    faults: dict[str, str]
    tables: dict[str, list[Row]]
    begun: bool
    example: bool
    sample: bool
    starting: bool
    waiting: bool
    untouched: bool
    incoming: Incoming | None
    host: Host
    told: Told
