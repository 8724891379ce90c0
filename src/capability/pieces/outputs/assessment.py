"""What the page of an assessment is given."""

from typing import Any, TypedDict

from capability.pieces.outputs.plain import DimensionTold, Host, OpenedTold, WholeTold
from capability.rule.response import Given


class FaultTold(TypedDict):
    """What is wrong with one answer, by the title of its practice or else its place, and how to mend it."""

    title: str
    what: str
    hint: str


class Unreadable(TypedDict):
    """Why answers cannot be read: a code, by which the page picks its words, and every fault."""

    code: str
    all: list[FaultTold]


class Step(TypedDict):
    """What to do next about one practice."""

    id: str
    title: str
    given: Given | None
    step: str


class DimensionResult(DimensionTold):
    """One dimension's result, with the steps that would lift it: each that `must` move, and `some` of those `among`."""

    unknown: int
    blank: int
    touched: bool
    evidenced_level: int | None
    evidenced_lower: bool
    must: list[Step]
    some: int
    among: list[Step]
    among_count: int
    among_all: bool
    find_out: list[Step]
    free: bool
    top: bool


Changed = TypedDict("Changed", {"title": str, "from": Given, "to": Given, "moved": bool})
"""An answer that a file would change; one that has not `moved` differs in its evidence or note."""


class Incoming(TypedDict, total=False):
    """What opening a file would change; `unplaced` are ids without a place in this version."""

    fault: Unreadable | None
    added: int
    changed: int
    same: int
    changes: list[Changed]
    unplaced: list[str]
    unplaced_more: int
    response: dict[str, Any]


class Output(TypedDict, total=False):
    """What the page shows: `fault` and nothing else where the answers cannot be read, for they are never mended here.

    - `dimensions` by id, with what a result needs to be told, and all of them together
    - `unknowns`: what to find out, where nothing is scored yet
    - `incoming`: what opening a file would change
    """

    fault: Unreadable | None
    begun: bool
    none_scored: bool
    unknowns: list[Step]
    dimensions: dict[str, DimensionResult]
    incoming: Incoming | None
    whole: WholeTold


class Told(OpenedTold, total=False):
    """What was done last; `resumed` counts the answers that were here already."""

    resumed: int
    taken: bool
    erased: bool


class Answered(TypedDict):
    """How many questions are answered, and how many there are."""

    answered: int
    total: int


class Progress(Answered):
    """The same of the whole form and, by its id, of each dimension."""

    dimensions: dict[str, Answered]


class Printed(TypedDict):
    """The head of a sheet of paper."""

    date: str
    role: str | None
    organisation: str | None
    round: str | None
    nation: str | None
    contract: str | None


class View(TypedDict):
    """What the view adds."""

    incoming: Incoming | None
    host: Host
    progress: Progress
    waiting: bool
    unopened: bool
    told: Told
    printed: Printed


class RaterIndices(TypedDict):
    """What one question is filled with: evidence without an answer is `adrift`."""

    answered: bool
    adrift: bool
    excluded: bool
