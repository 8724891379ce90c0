"""A plan: what to do next, in which order, and who does it by when.

The rule says what holds a dimension back; a plan puts that into an order and leaves room for the reader's own words.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import Annotated, Final, Literal, get_args

import msgspec
from msgspec import Meta

from capability.errors import Fault, PlanError, did_you_mean
from capability.rule.instrument import (
    TOP_LEVEL,
    DateIfAny,
    Dimension,
    Identifier,
    Instrument,
    Practice,
    PracticeId,
    Version,
    major_of,
)
from capability.rule.scoring import DimensionProfile
from capability.rule.sureness import Claim, Sureness
from capability.rule.team import Consensus, PracticeTeam, TeamProfile
from capability.text import FileKind, is_day, json_text, one_line, shaped

FORMAT: Final = "capability-plan/1"

FILE = FileKind(FORMAT, "choose a file that was saved as a plan", code="not-a-plan", error=PlanError)

Why = Literal["foundation", "share", "disputed", "below-target", "unknown", "own"]
"""Why an action is in a plan: a foundation that holds the dimension back, one of those of which some must move, seen
differently by those who answered, only below the target, not known, or a step in the reader's own words: a promise."""

Target = Annotated[int, Meta(ge=1, le=TOP_LEVEL)]
Identity = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}$(?!\n)")]
"""Sixteen random bytes in hexadecimal, made once."""

IdentityIfAny = Annotated[str, Meta(pattern=r"^([0-9a-f]{32})?$(?!\n)")]

LONGEST_NAME = 80
Name = Annotated[str, Meta(max_length=LONGEST_NAME)]
OwnWords = Annotated[str, Meta(max_length=2000)]
Owner = Annotated[str, Meta(max_length=200)]
Decision = Annotated[str, Meta(max_length=500)]


class Edit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a reader wrote beside one action. `step` takes the place of the kit's own; an empty word is none."""

    owner: Owner = ""
    due: DateIfAny = ""
    step: OwnWords = ""
    note: OwnWords = ""
    leave_out: bool = False


class PlanFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What is kept of a plan: the reader's choices. The rest follows from answers and instrument.

    `id` is made at random when the plan is begun, and stays: by it a calendar knows the plan's entries again. `name` is
    what the reader calls it, or empty. `decision` is what a board is asked to decide: it stands in the board paper.
    """

    format: Literal["capability-plan/1"]
    instrument: Identifier
    version: Version
    targets: dict[Identifier, Target]
    edits: dict[PracticeId, Edit] = {}
    id: IdentityIfAny = ""
    name: Name = ""
    decision: Decision = ""


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do. `level` is where it stands now; `owner`, `due` and `note` are the reader's words, or empty.

    `spread` holds the lowest and the highest level given, where people see it differently by more than chance.
    """

    practice: str
    title: str
    dimension: str
    level: Consensus | None
    target: int
    why: Why
    step: str
    module: str
    evidence: tuple[str, ...]
    spread: tuple[int, int] | None = None
    owner: str = ""
    due: str = ""
    note: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Actions in the order in which to take them; `reached` names dimensions that are at their target already.

    `id` and `name` are those of its file, or empty; `title` is the instrument's.
    """

    instrument: str
    title: str
    version: str
    scale: tuple[str, ...]
    targets: dict[str, int]
    actions: tuple[Action, ...]
    reached: tuple[str, ...]
    id: str = ""
    name: str = ""

    @property
    def called(self) -> str:
        """What the plan is called: its name, or else the instrument's title."""
        return self.name or self.title


def suggested_targets(result: TeamProfile, most: int = 3) -> dict[str, int]:
    """The next level of the lowest dimensions that have one, at most so many, in the instrument's order.

    Of equal levels the lower index is lower, then the surer level goes first, then the instrument's order. Where no
    dimension has a level, those to which something applies: there the plan is to find out. A dimension at the top
    is not suggested.
    """
    profile = result.profile
    sure = {dimension.id: how for dimension, how in zip(profile.dimensions, result.sure, strict=True)}
    applicable = [dimension for dimension in profile.dimensions if dimension.coverage.applicable]
    below = [dimension for dimension in applicable if dimension.level is not None and dimension.level < TOP_LEVEL]
    lowest = sorted(below, key=lambda of: (of.level or 0, of.index or 0, _unsure(sure[of.id])))[:most]
    if all(dimension.level is None for dimension in applicable):
        lowest = applicable[:most]
    return {dimension.id: next_level(dimension) for dimension in profile.dimensions if dimension in lowest}


def _unsure(sure: Sureness | None) -> int:
    """A place that grows with doubt."""
    claims: tuple[Claim, ...] = get_args(Claim)
    return len(claims) if sure is None else claims.index(sure.claim)


def next_level(dimension: DimensionProfile) -> int:
    """The level that a dimension could reach next, 1 to 4."""
    return 1 if dimension.level is None else min(dimension.level + 1, TOP_LEVEL)


def make_plan(
    instrument: Instrument,
    result: TeamProfile,
    targets: Mapping[str, int],
    edits: Mapping[str, Edit] | None = None,
    *,
    promised: Collection[str] | None = None,
    name: str = "",
    identity: str = "",
) -> Plan:
    """What would bring the chosen dimensions to their targets, and whatever else is below them.

    - result: a team's, or `team.team_profile` of one person's tally
    - targets: a level 1 to 4 for each chosen dimension, by id
    - edits: the reader's own words, by practice id
    - promised: practices that stay in the plan wherever they stand; those whose step is in the reader's own words
    - name, identity: what the reader calls the plan, and the `id` of its file, without which it makes no calendar

    Of a dimension that is at its target already nothing is named, nor is a practice that is at its own, but for what
    was promised. That people see a practice differently counts where more practices are flagged than chance would
    bring.

    The order, over all chosen dimensions: foundations below the target; practices of which the rule says that some must
    move; practices that people see differently, where agreeing comes first; the others below the target or not known;
    and what was promised beside these. Within each, the instrument's order. A practice is named once, for the first
    reason that holds.

    If every action reaches its target, and no answer falls, the dimension reaches its target as well.

    Raises `PlanError` for a dimension or a practice that is not here, and a target that is no level from 1 to 4.

    >>> from capability import load_instrument
    >>> from capability.rule.response import FORMAT, Answer, Response
    >>> from capability.rule.tally import count_responses
    >>> from capability.rule.team import team_profile
    >>> used = load_instrument("organisation")
    >>> answers = {practice.id: Answer(1) for practice in used.practices} | {"place.outcome-map": Answer(0)}
    >>> mine = Response(format=FORMAT, instrument=used.id, version=used.version, answers=answers)
    >>> plan = make_plan(used, team_profile(used, count_responses(used, [mine])), {"place": 1})
    >>> [(action.practice, action.why) for action in plan.actions]
    [('place.outcome-map', 'foundation')]
    """
    words = {} if edits is None else edits
    _check(instrument, targets, words)
    differ = len(result.disputed) > result.flagged_by_chance
    told = {practice.id: (practice, differ and practice.flagged) for practice in result.practices}
    dimensions = {dimension.id: dimension for dimension in result.profile.dimensions}
    kept = promised_in(words) if promised is None else promised
    actions: list[Action] = []
    reached = []
    for dimension in instrument.dimensions:
        standing, target = dimensions[dimension.id], targets.get(dimension.id)
        if target is not None and standing.level is not None and standing.level >= target:
            reached.append(dimension.id)
        elif target is not None and standing.coverage.applicable:
            actions += _actions(dimension, standing, target, told)
        named = {action.practice for action in actions}
        actions += [
            _promised(practice, dimension.title, told[practice.id][0].consensus)
            for practice in dimension.practices
            if practice.id in kept and practice.id not in named
        ]
    order = ("foundation", "share", "disputed", "unknown", "below-target", "own")
    actions.sort(key=lambda action: order.index(action.why))
    return Plan(
        instrument=instrument.id,
        title=instrument.title,
        version=instrument.version,
        scale=instrument.scale,
        targets={dimension.id: targets[dimension.id] for dimension in instrument.dimensions if dimension.id in targets},
        actions=tuple(_edited(action, words) for action in actions if not _left_out(action, words)),
        reached=tuple(reached),
        id=identity,
        name=one_line(name),
    )


def _actions(
    dimension: Dimension, result: DimensionProfile, target: int, told: Mapping[str, tuple[PracticeTeam, bool]]
) -> Iterable[Action]:
    for practice in dimension.practices:
        answered, disputed = told[practice.id]
        applies = answered.consensus is not None or not answered.not_applicable
        if applies and not (isinstance(answered.consensus, int) and answered.consensus >= target):
            given = [level for level, count in enumerate(answered.counts) if count]
            yield Action(
                practice=practice.id,
                title=practice.title,
                dimension=dimension.title,
                level=answered.consensus,
                target=target,
                why=_why(practice, answered.consensus, result.binding.among, disputed=disputed),
                step=_step(practice, answered.consensus),
                module=practice.module,
                evidence=practice.evidence,
                spread=(given[0], given[-1]) if disputed else None,
            )


def promised_in(edits: Mapping[str, Edit]) -> frozenset[str]:
    """The practices whose step is in the reader's own words, as a promise is."""
    return frozenset(name for name, edit in edits.items() if edit.step.strip())


def _promised(practice: Practice, dimension: str, level: Consensus | None) -> Action:
    return Action(
        practice=practice.id,
        title=practice.title,
        dimension=dimension,
        level=level,
        target=min(TOP_LEVEL, level + 1) if isinstance(level, int) else 1,
        why="own",
        step=_step(practice, level),
        module=practice.module,
        evidence=practice.evidence,
    )


def _why(practice: Practice, level: Consensus | None, among: Collection[str], *, disputed: bool) -> Why:
    if practice.essential:
        return "foundation"
    if practice.id in among:
        return "share"
    if disputed:
        return "disputed"
    return "below-target" if isinstance(level, int) else "unknown"


def _step(practice: Practice, level: Consensus | None) -> str:
    """From where it stands to the next level; where nobody knows, how to find out."""
    return practice.next[level] if isinstance(level, int) and level < TOP_LEVEL else practice.find_out


def _left_out(action: Action, edits: Mapping[str, Edit]) -> bool:
    return action.practice in edits and edits[action.practice].leave_out


def _edited(action: Action, edits: Mapping[str, Edit]) -> Action:
    edit = edits.get(action.practice, Edit())
    return msgspec.structs.replace(
        action, owner=edit.owner, due=edit.due, note=edit.note, step=edit.step.strip() or action.step
    )


def _check(instrument: Instrument, targets: Mapping[str, int], edits: Mapping[str, Edit]) -> None:
    known = {dimension.id for dimension in instrument.dimensions}
    practices = {practice.id for practice in instrument.practices}
    faults = [
        Fault("unknown-dimension", "plan: targets", f"no dimension `{name[:80]}`", did_you_mean(name, sorted(known)))
        for name in targets
        if name not in known
    ]
    faults += [
        Fault("bad-level", f"plan: targets.{name[:80]}", f"no such target: {level}", "a target is 1, 2, 3 or 4")
        for name, level in targets.items()
        if not 1 <= level <= TOP_LEVEL
    ]
    faults += [
        Fault("no-place", "plan: edits", f"`{name[:80]}` is no practice here", did_you_mean(name, sorted(practices)))
        for name in edits
        if name not in practices
    ]
    faults += [
        Fault("bad-date", f"plan: edits.{name}.due", f"there is no day {edit.due}", "a date is like 2027-01-31")
        for name, edit in edits.items()
        if edit.due and not is_day(edit.due)
    ]
    if faults:
        raise PlanError(faults)


def read_plan(plain: object, instrument: Instrument, where: str = "plan") -> PlanFile:
    """Read a saved plan, plain data from JSON. One without an identity gets that of `identified`.

    Raises `PlanError` when it is no plan, or one for another instrument or major version.

    >>> from capability import load_instrument
    >>> read_plan({}, load_instrument("organisation"))
    Traceback (most recent call last):
    ...
    capability.errors.PlanError: plan: this JSON is not a plan. Hint: choose a file that was saved as a plan
    """
    plan = shaped(plain, where, FILE, PlanFile)
    if plan.instrument != instrument.id:
        raise PlanError(
            Fault(
                "other-instrument",
                where,
                f"plans for `{plan.instrument}`, not `{instrument.id}`",
                "open it where that instrument's answers are",
            )
        )
    if major_of(plan.version) != instrument.major:
        raise PlanError(
            Fault(
                "other-version",
                where,
                f"plans from version {plan.version}, which asks other questions than {instrument.version}",
                "keep the file; choose the targets again",
            )
        )
    _check(instrument, plan.targets, plan.edits)
    return identified(plan)


def identified(plan: PlanFile) -> PlanFile:
    """A plan with an identity: its own, or where an older kit made none, one that follows from all that it holds.

    So the same file gives the same one, here and in a browser, and no two plans share one unless they are equal.

    >>> older = PlanFile(format=FORMAT, instrument="contract", version="1.0.0", targets={})
    >>> identified(older).id == identified(older).id != ""
    True
    """
    if plan.id:
        return plan
    return msgspec.structs.replace(plan, id=hashlib.sha256(to_json(plan).encode()).hexdigest()[:32])


def to_json(plan: PlanFile) -> str:
    """A reader's choices as JSON text: sorted keys, two spaces, a line end at the end."""
    return json_text(msgspec.to_builtins(plan))
