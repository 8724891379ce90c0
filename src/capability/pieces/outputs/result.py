"""What a page is given of a form's result."""

from typing import Literal, TypedDict

from capability.pieces.outputs.plain import DimensionTold
from capability.rule.headline import Few
from capability.rule.response import Given

HeadlineKind = Literal["nothing", "none", "one", "top", "alike", "all", "many", "some"]
"""Which sentence a result begins with: nothing applies; nobody knows; of one dimension alone something is known;
nothing holds back; two to four that are known stand alike, or more do; more are lowest than are named; or those that
hold back most."""

State = Literal["known", "unknown", "blank", "excluded"]
"""What is known of a dimension: what it is at most; nothing, since nobody knows, or since nobody answered; or that it
does not apply."""


Join = Literal["", "comma", "and", "comma-and"]


class Named(TypedDict):
    """A title in a sentence, what stands before it and, where that is said, `on` how many answers it rests."""

    title: str
    join: Join
    on: int | None


class HeadlineTold(TypedDict):
    """What a result says first, see `rule.headline`; `known` dimensions have a level or an at most.

    `holding_on`, `strength_on`: on how few answers these rest.
    """

    kind: HeadlineKind
    lowest: int | None
    lowest_name: str | None
    only_at_most: bool
    tied: int
    known: int
    holding: list[Named]
    holding_on: Few
    strength: str | None
    strength_on: Few
    unknown: list[Named]


class AnswersTold(TypedDict):
    """What was answered to what a form asks and applies, by how much it says: `known` are the levels `of` them all."""

    known: int
    of: int
    unknown: int
    blank: int


class FormHeadline(HeadlineTold):
    """What a form's result says first, and how much of it is known; `little`: of most that was answered, nothing."""

    answers: AnswersTold
    little: bool


class KeyTold(TypedDict):
    """What a picture of strips shows, and its key explains."""

    level: bool
    possible: bool
    none: bool


class Step(TypedDict):
    """What to do next about one practice."""

    id: str
    title: str
    given: Given | None
    step: str


class RecommendedStep(Step):
    """A step to take first, whom to `ask` or where to look, and what shows that it is done.

    `dimension` is the title of its dimension, where its own does not begin with it.
    `is_for_others`: staff take it, and its reader asks them to.
    """

    dimension: str | None
    is_for_others: bool
    ask: str | None
    shown_by: list[str]
    module: str


class QuestionToAsk(TypedDict):
    """A question to put to officers, in its own words, or the `title` and the `step` of what is weak.

    `level`: a councillor knows it to be at 0 or 1, and asks why.
    """

    id: str
    question: str | None
    level: int | None
    title: str | None
    step: str | None


class DimensionResult(DimensionTold):
    """One dimension's result, with the steps that would lift it: each that `must` move, and `some` of those `among`."""

    id: str
    title: str
    modules: dict[str, bool]
    state: State
    unknown: int
    blank: int
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


class SinceStart(TypedDict):
    """How many practices of the pulse moved since the start of a `day`; `telling`: it is another, or some did move."""

    day: str
    up: int
    down: int
    same: int
    telling: bool
