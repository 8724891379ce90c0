"""What the page of an assessment is given."""

from typing import Any, TypedDict

from capability.pieces.outputs.plain import Host, OpenedTold, SentTold, WholeTold
from capability.pieces.outputs.result import (
    DimensionResult,
    FormHeadline,
    KeyTold,
    QuestionToAsk,
    RecommendedStep,
    SinceStart,
)
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

    - `begun`: a question of this form has a level; `marked`: one is answered, though it be with "I don't know"
    - `inside`: the reader is procurement, so nobody tells them to ask it; `councillor`: who asks others to take a step
    - `fuller`: more is known than the pulse asks, so the full form's result takes the place of the pulse's
    - `first`: the steps to take first, see `pieces.result.recommended`; `questions`: what to put to officers
    - `dimensions` by id, with what a result needs to be told; those with something to say again in the headline's
      `order`; the `key` of their picture; and all of them together
    - `pulse`: the answers as a start, where this is the pulse; `since`: what moved since the start that was kept
    - `incoming`: what opening a file would change
    """

    fault: Unreadable | None
    begun: bool
    marked: bool
    inside: bool
    fuller: bool
    headline: FormHeadline
    first: list[RecommendedStep]
    questions: list[QuestionToAsk]
    councillor: bool
    dimensions: dict[str, DimensionResult]
    key: KeyTold
    order: list[DimensionResult]
    pulse: dict[str, Any] | None
    since: SinceStart | None
    incoming: Incoming | None
    whole: WholeTold


class Told(OpenedTold, SentTold, total=False):
    """What was done last, with the questions too; `resumed` counts the answers that were here already."""

    resumed: int
    taken: bool
    erased: bool
    unticked: bool


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


class StepPlanned(RecommendedStep):
    """A step to take first, with its `owner` and the day `by` which it is due, in words; empty where nobody said."""

    owner: str
    by: str


class View(TypedDict):
    """What the view adds; `step`: the one to take first; `start`: the day of the start that was kept, in words.

    `first` are the steps with who takes each, and by when, as the reader's plan says. `here`: the
    page's own address.
    """

    incoming: Incoming | None
    host: Host
    progress: Progress
    waiting: bool
    unopened: bool
    told: Told
    printed: Printed
    step: RecommendedStep | None
    first: list[StepPlanned]
    start: str | None
    can_share: bool
    here: str | None


class RaterIndices(TypedDict):
    """What one question is filled with: evidence without an answer is `adrift`; what nobody knows is to `find_out`.

    `inside`: by somebody who is procurement.
    """

    answered: bool
    adrift: bool
    excluded: bool
    find_out: bool
    inside: bool
