"""What the workbench is given."""

from typing import Any, Literal, TypedDict

from capability.pieces.outputs.network import Network
from capability.pieces.outputs.piles import TableShown
from capability.pieces.outputs.plain import CampTold, DimensionTold, Host, PlainFault, PrintedDay, WholeTold
from capability.pieces.outputs.result import HeadlineTold, KeyTold, Named
from capability.rule.change import Move, Step
from capability.rule.plan import Why
from capability.rule.sureness import Claim
from capability.rule.team import Consensus


class ShadedCount(TypedDict):
    """How many raters are at a level; `shade` goes by their share, and `middle` marks the middle answer."""

    level: int
    count: int
    shade: int
    middle: bool


class SureTold(TypedDict):
    """What may be said of how sure a level is, and the other level that it names."""

    claim: Claim
    other: int | None


class PracticeSpread(TypedDict):
    """What the raters said of one practice."""

    id: str
    title: str
    dimension: str
    n: int
    counts: list[ShadedCount]
    unknown: int
    not_applicable: int
    blank: int
    consensus: int | None
    consensus_name: str | None
    not_known: bool
    silent: bool
    disagreement: str | None
    flagged: bool
    camps: list[CampTold]


class TeamDimension(DimensionTold):
    """A dimension's result, from the middle answers, and how sure its level is."""

    title: str
    sure: SureTold | None


class Role(TypedDict):
    """What the raters of one role said."""

    role: str
    raters: int
    practices: list[PracticeSpread]


class ScaleLevel(TypedDict):
    """A level with its short name."""

    level: int
    name: str


Cautions = TypedDict(
    "Cautions",
    {"nobody": bool, "under-three": bool, "under-five": bool, "under-six": bool, "leans-down": bool},
    total=False,
)


class TeamHeadline(HeadlineTold):
    """What a team's profile says first: of whom it speaks, and whether those who answered are `outside`.

    `subject_first` is the subject where it begins a sentence. `perhaps` are those of `holding` for which a higher level
    is as likely; `others_as_high`, that other dimensions stand as high as the strength.
    """

    subject: str
    subject_first: str
    outside: bool
    perhaps: list[Named]
    others_as_high: bool


class Team(TypedDict):
    """All that is told of a team.

    `not_by_role` counts the practices that somebody answered and that no role shows.
    """

    title: str
    version: str
    raters: int
    cautions: Cautions
    scale: list[ScaleLevel]
    headline: TeamHeadline
    whole: WholeTold
    sure: SureTold | None
    disputed: list[PracticeSpread]
    widest: str | None
    by_chance: str
    above_chance: bool
    how_many_disputed: int
    sureness_told: bool
    dimensions: list[TeamDimension]
    key: KeyTold
    weakest: list[PracticeSpread]
    practices: list[PracticeSpread]
    roles: list[Role]
    not_apart: int
    not_by_role: int


class SideTold(TypedDict):
    """What one side says of a practice."""

    level: int | None
    level_name: str | None
    n: int


class HigherTold(TypedDict):
    """Which side answers higher, if any, in how many of 100 pairs of people, and the interval around it."""

    side: Literal["council", "outside"] | None
    of_100: int
    low: int
    high: int
    sure: bool


class Gap(TypedDict):
    """One practice from both sides; `higher` where the two can be compared."""

    title: str
    council: SideTold
    outside: SideTold
    higher: HigherTold | None


class Widest(TypedDict):
    """Of how many practices one side surely answers higher, and the title of the widest."""

    side: Literal["council", "outside"]
    count: int
    title: str


class Gaps(TypedDict):
    """What one group outside rated, who are called `people`; `few` where it is small enough to tell who said what.

    Of `how_many` compared, `sure` are more than chance, and `by_chance` at most would be: the next whole number
    up, and 0 for fewer than one. `widest` tells of the sure ones where there are more than that. What is `too_few`
    has under five levels on a side; of what is `not_known` most cannot tell.
    """

    id: str
    people: str
    raters: int
    few: bool
    how_many: int
    sure: int
    by_chance: int
    widest: list[Widest]
    compared: list[Gap]
    too_few: list[Gap]
    not_known: list[Gap]


class SystemTeam(TypedDict):
    """What those who answered the system's questions say together."""

    raters: int
    dimensions: list[TeamDimension]


class System(TypedDict):
    """The two parts; there is no average of them."""

    team: SystemTeam | None
    network: Network | None


class Apart(TypedDict):
    """A difference of two mean indices in points, with its sign, and the 95 % interval around it."""

    value: str
    low: str
    high: str


class DimensionMoved(TypedDict):
    """A dimension in two rounds; `difference` where something is claimed, of the `same_people` or of two groups."""

    title: str
    before: int | None
    after: int | None
    index_before: str | None
    index_after: str | None
    difference: Apart | None
    same_people: bool
    level_differs: bool
    move: Move


class PracticeMoved(TypedDict):
    """A practice whose middle answer moved."""

    title: str
    before: Consensus | None
    after: Consensus | None
    move: Step


class Titled(TypedDict):
    """A dimension by its title."""

    title: str


class Change(TypedDict):
    """Two rounds: how many answered `before`, `after` and both times (`returned`, as far as is known), and what moved.

    `claimed` says that a dimension has a difference; where several have one, one report in so many (`alarms`, in words)
    would have a false alarm; `too_few` that one has none for want of raters, and `not_told`
    that a tally does not say enough. `repeated` files lie in both piles. `up`, `down` and `perhaps_…` moved, if `any`
    did, and one of the first two if `sure`. Of middle answers so many went `higher` and `lower`, and `chance` alone
    would move so many. `rounds` are names that the round before was given, of which a paper says none where it is
    `unnamed`.
    """

    rounds: list[str]
    unnamed: bool
    before: int
    after: int
    returned: int
    same_people: bool
    alarms: str | None
    claimed: bool
    too_few: bool
    not_told: bool
    repeated: int
    up: list[Titled]
    down: list[Titled]
    perhaps_up: list[Titled]
    perhaps_down: list[Titled]
    sure: bool
    any: bool
    dimensions: list[DimensionMoved]
    no_level: list[Titled]
    higher: int
    lower: int
    chance: str
    practices: list[PracticeMoved]
    same: int
    not_compared: int


class Aim(TypedDict):
    """A dimension with the level that it has, the `next` one and the `target`."""

    id: str
    title: str
    level_name: str | None
    level: int | None
    next: int | None
    target: int | None


class Spread(TypedDict):
    """The lowest and the highest level that people gave."""

    low: int
    high: int


class ActionTold(TypedDict):
    """What to do about one practice, without the reader's own words; `past`, whether their day is before today."""

    practice: str
    title: str
    dimension: str
    level: int | None
    level_name: str | None
    silent: bool
    target: int
    target_name: str | None
    why: Why
    spread: Spread | None
    step: str
    evidence: list[str]
    module: str
    past: bool


class Plan(TypedDict):
    """A plan, or why it cannot be made; `suggested` while the reader has chosen no target.

    `called` is its name, or else the instrument's title; it has `begun` once it has an identity. Of the actions `found`
    those that the reader did not leave out are `taken`. `past` are sentences on days before today.
    """

    called: str
    begun: bool
    suggested: bool
    dimensions: list[Aim]
    fault: list[PlainFault] | None
    actions: list[ActionTold]
    found: int
    taken: int
    reached: list[Titled]
    past: list[str]


class Paper(TypedDict):
    """What the board paper of today says as `text`, and in two `sentences` to read out, or why there is none.

    `undecided`: nobody wrote what the board is to decide.
    """

    fault: list[PlainFault] | None
    sentences: str
    undecided: bool
    text: str


class OpenedPlan(TypedDict, total=False):
    """What a saved plan holds: how many targets are `chosen`, and for how many practices words are `written`.

    `other` says that it is another plan than the one here.
    """

    fault: list[PlainFault] | None
    targets: dict[str, int]
    edits: dict[str, dict[str, Any]]
    chosen: int
    written: int
    id: str
    name: str
    decision: str
    other: bool


class AnswersRead(TypedDict):
    """What was read of one instrument."""

    title: str
    raters: int
    responses: int
    tallies: int


class PileRead(TypedDict):
    """What was read of a pile, and what was left out."""

    answers: list[AnswersRead]
    rows: int
    left_out: list[PlainFault]
    left_out_count: int
    left_out_more: int
    nothing: bool
    tables: list[TableShown]
    asking: bool


class Piles(TypedDict):
    """The files of this round and of the last one."""

    now: PileRead | None
    last: PileRead | None


class Choice(TypedDict):
    """An instrument that can be looked at."""

    id: str
    title: str
    chosen: bool


class Output(TypedDict):
    """What the page shows; `None` where there is nothing to say.

    - `piles`: what was read of each, and what was left out
    - `choices`: the instruments answered, of which one is `chosen`; `team`, `change` and `plan` are about it
    - `rounds`: names of rounds that the chosen one's responses give
    - `paper`: what the board paper would say today
    - `gaps`: what people outside say beside what the council says, one entry a group
    - `system`: the answers to the system's questions and its relations, side by side
    """

    piles: Piles
    choices: list[Choice]
    many: bool
    chosen: str | None
    rounds: list[str]
    begun: bool
    gaps: list[Gaps]
    system: System | None
    team: Team | None
    change: Change | None
    plan: Plan | None
    paper: Paper | None
    opened: OpenedPlan | None


class Told(TypedDict, total=False):
    """What was done last."""

    too_big: bool
    unreadable: bool
    no_example: bool
    plan_taken: bool
    set_aside: bool
    copied: Literal["sentences", "text"]
    uncopied: Literal["sentences", "text"]


class Reading(TypedDict):
    """How many files were read, of how many, and the same for a bar."""

    done: int
    of: int
    value: int
    max: int


class Said(TypedDict):
    """What a reader said about a table: `where` was asked, and the `words` that were chosen."""

    where: str
    words: str


class TemplateChecked(TypedDict):
    """Why a council's own Word file cannot be used, or `None`."""

    fault: list[PlainFault] | None


class TemplateTold(TemplateChecked):
    """A council's own Word file that a reader chose."""

    name: str


class View(TypedDict):
    """What the view adds: why a file could not be written, and what was said about tables, choice by choice.

    `paper_fault` says the same of the board paper, and `template` is the Word file that it goes into.
    """

    begun: bool
    reading: Reading | None
    synthetic: bool
    printed: PrintedDay
    write_fault: list[PlainFault] | None
    paper_fault: list[PlainFault] | None
    template: TemplateTold | None
    said: list[Said]
    host: Host
    told: Told
