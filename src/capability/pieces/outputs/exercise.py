"""What the page of an exercise is given."""

from typing import Any, Literal, TypedDict

from capability.pieces.outputs.plain import Host, OpenedTold


class Figure(TypedDict):
    """A number that came out, in words."""

    label: str
    text: str


class Finding(TypedDict):
    """A sentence that holds for what came out."""

    text: str


class Cell(TypedDict):
    """A cell with the heading of its column."""

    column: str
    text: str


class ResultRow(TypedDict):
    """A row of the table that came out."""

    name: str
    cells: list[Cell]


class Bar(TypedDict):
    """A bar of the chart; 1000 is the longest."""

    label: str
    text: str
    width: int


class ResultTold(TypedDict):
    """What came out, in words."""

    figures: list[Figure]
    findings: list[Finding]
    rows: list[ResultRow]
    bars: list[Bar]


class Incoming(TypedDict, total=False):
    """What a file would bring."""

    fault: Literal["unreadable", "other"] | None
    inputs: dict[str, Any]


class Output(TypedDict):
    """What the page shows: `faults` as words by path, and the `result` where there is none.

    `incoming` is what opening a file would bring.
    """

    faults: dict[str, str]
    result: ResultTold | None
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
    """What the view adds: rows of fields by their table, and whose result it is, and what it waits for."""

    faults: dict[str, str]
    tables: dict[str, list[Row]]
    own: bool
    sample: bool
    starting: bool
    waiting: bool
    incoming: Incoming | None
    host: Host
    told: Told
