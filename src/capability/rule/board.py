"""What a board paper may say of a team's result: findings by dimension, and nothing that tells anybody's own answer.

Board papers are public, and readers know who works where. So a paper holds no count of answers, and of how many people
it is, only about how many. It is stricter than what a team sees of itself: see `disclosure`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

import msgspec

from capability.errors import CapabilityError, Fault
from capability.rule.change import Change, Returned, compare_rounds
from capability.rule.gaps import PerceptionGaps, perception_gaps
from capability.rule.headline import Headline, headline
from capability.rule.instrument import Instrument
from capability.rule.plan import Action, Plan
from capability.rule.scoring import Binding, Coverage, DimensionProfile
from capability.rule.sureness import MANY, Sureness
from capability.rule.tally import Tally
from capability.rule.team import PracticeTeam, TeamProfile, team_profile

FEWEST_TO_REPORT: Final = 5
"""With fewer raters there is no paper, and no level of a dimension rests on fewer answers to a practice."""

FEWEST_OF_A_GROUP: Final = 8
"""A role that is named, a side of a gap and a round that is compared has so many people."""

FEWEST_TO_SAY_HOW_SURE: Final = MANY
"""With fewer raters the words for how sure a level is would tell what each of them said: decision record 0072."""

BANDS: Final = (5, 8, 15, 30)
"""Where each band of how many answered begins; the last has no end."""

STEPS: Final = 3
"""So many steps of the plan are in a paper."""

MOST_GAPS: Final = 3
MOST_FOUNDATIONS: Final = 2

FindingKind = Literal["holding", "open", "differ", "strength", "together"]
"""What holds back; what has no level; where people see it differently; the strength; all dimensions together."""

GapKind = Literal["few", "found", "none", "not-compared"]
MoveKind = Literal["few", "found", "none"]


class Standing(msgspec.Struct, frozen=True):
    """Where a dimension stands in a paper, or all together. Without a level or an `at_most` nothing is shown of it."""

    title: str
    level: int | None
    at_most: int | None
    sure: Sureness | None = None


class Finding(msgspec.Struct, frozen=True):
    """One finding: titles of the dimensions it is about, where they stand, and practices that hold them back."""

    kind: FindingKind
    dimensions: tuple[str, ...]
    level: int | None = None
    practices: tuple[str, ...] = ()


class GroupGaps(msgspec.Struct, frozen=True):
    """What one group outside sees otherwise: practices that it answers `lower` or `higher` than the council does."""

    title: str
    kind: GapKind
    lower: tuple[str, ...] = ()
    higher: tuple[str, ...] = ()


class Moved(msgspec.Struct, frozen=True):
    """Dimensions that moved by more than chance since the round before."""

    kind: MoveKind
    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in a board paper. `raters` is a band, whose end is `None` where it is open; `roles` are labels.

    `headline` holds ids of dimensions. `moved` is `None` where there was no round before. `more_steps` of the plan are
    not in the paper.
    """

    instrument: Instrument
    raters: tuple[int, int | None]
    roles: tuple[str, ...]
    says_how_sure: bool
    headline: Headline
    standings: tuple[Standing, ...]
    together: Standing
    findings: tuple[Finding, ...]
    gaps: tuple[GroupGaps, ...]
    moved: Moved | None
    steps: tuple[Action, ...]
    more_steps: int


def board(
    instrument: Instrument,
    counted: Tally,
    plan: Plan,
    outside: Iterable[tuple[Instrument, Tally]] = (),
    before: Tally | None = None,
    returned: Returned | None = None,
) -> Board:
    """What a board paper says of a tally and a plan.

    - outside: the answers to other instruments; those that mirror this one's practices are set beside it
    - before, returned: the round before, and who answered both: see `change.compare_rounds`

    What is in it:

    - how many answered: a band. Roles: those of eight people or more, without a number.
    - a dimension: its level where each of its practices with a middle answer was given a level by five or more; how
      sure it is from twelve raters on
    - three findings, the first that there are: what holds back, what has no level, where people see it differently by
      more than chance would bring, the strength, and all together
    - gaps and changes: only those that are more than chance, of eight people or more on each side, and by practice or
      dimension, without a number
    - the plan's first three steps, those with an owner or a date first. None is shown whose practice fewer than five
      gave a level, for a step tells where the practice stands.

    Raises `CapabilityError` for fewer than five raters.

    Source: ../docs/decisions/0072-a-board-paper-tells-no-counts.md, with how it was attacked.
    """
    result = team_profile(instrument, counted)
    if result.raters < FEWEST_TO_REPORT:
        raise CapabilityError(_too_few(result.raters))
    told = {practice.id: practice for practice in result.practices}
    titles = {dimension.id: dimension.title for dimension in instrument.dimensions}
    says_how_sure = result.raters >= FEWEST_TO_SAY_HOW_SURE
    shown = tuple(
        profile if _rests_on_enough([told[practice.id] for practice in dimension.practices]) else _withheld(profile)
        for dimension, profile in zip(instrument.dimensions, result.profile.dimensions, strict=True)
    )
    first = headline(shown)
    together = _together(result, shown, says_how_sure=says_how_sure)
    steps = _steps(plan.actions, told)
    return Board(
        instrument=instrument,
        raters=_band(result.raters),
        roles=_roles(instrument, counted),
        says_how_sure=says_how_sure,
        headline=first,
        standings=tuple(
            Standing(titles[profile.id], profile.level, profile.at_most, sure if says_how_sure else None)
            for profile, sure in zip(shown, result.sure, strict=True)
        ),
        together=together,
        findings=tuple(_findings(instrument, result, shown, first, together))[:3],
        gaps=tuple(_groups(instrument, counted, outside)),
        moved=None
        if before is None
        else _moved(compare_rounds(instrument, before, counted, returned=returned), titles),
        steps=steps,
        more_steps=len(plan.actions) - len(steps),
    )


def _too_few(raters: int) -> Fault:
    people = "1 person" if raters == 1 else f"{raters} people"
    what = f"{people} answered, and a paper needs {FEWEST_TO_REPORT}: with fewer, readers can tell who said what"
    hint = "ask more people to answer, or show the result to those who answered, and to nobody else"
    return Fault("too-few", "board paper", what, hint)


def _band(raters: int) -> tuple[int, int | None]:
    """The band in which a number of raters lies."""
    start = max(least for least in BANDS if least <= raters)
    later = [least for least in BANDS if least > raters]
    return start, later[0] - 1 if later else None


def _roles(instrument: Instrument, counted: Tally) -> tuple[str, ...]:
    kinds = {} if instrument.raters is None else instrument.raters.kinds
    large = [role for role, part in counted.roles.items() if role and part.raters >= FEWEST_OF_A_GROUP]
    return tuple(sorted(kinds.get(role, role) for role in large))


def _rests_on_enough(practices: Iterable[PracticeTeam]) -> bool:
    return all(practice.n >= FEWEST_TO_REPORT for practice in practices if isinstance(practice.consensus, int))


def _withheld(profile: DimensionProfile) -> DimensionProfile:
    """A dimension of which nothing is shown; that few gave a level looks like that most could not tell."""
    applicable = profile.coverage.applicable
    return msgspec.structs.replace(
        profile, level=None, at_most=None, coverage=Coverage(0, applicable), binding=Binding()
    )


def _together(result: TeamProfile, shown: Sequence[DimensionProfile], *, says_how_sure: bool) -> Standing:
    """All dimensions together; nothing where one of them is withheld, for then their level would tell of it."""
    whole = result.profile
    title = "All together"
    if any(mine.level != its.level for mine, its in zip(whole.dimensions, shown, strict=True)):
        return Standing(title, None, None)
    return Standing(title, whole.level, whole.at_most, result.sure_together if says_how_sure else None)


def _findings(
    instrument: Instrument,
    result: TeamProfile,
    shown: Sequence[DimensionProfile],
    first: Headline,
    together: Standing,
) -> Iterable[Finding]:
    dimensions = {dimension.id: dimension for dimension in instrument.dimensions}
    titles = {practice.id: practice.title for practice in instrument.practices}
    levels = {profile.id: profile for profile in shown}
    if first.holding:
        must = [name for held in first.holding for name in levels[held].binding.must]
        named = tuple(titles[name] for name in must[:MOST_FOUNDATIONS])
        yield Finding("holding", tuple(dimensions[name].title for name in first.holding), first.lowest, named)
    # What applies to nobody is among them: else it would be known that everybody said so.
    without = tuple(dimensions[profile.id].title for profile in shown if profile.level is None)
    if without:
        yield Finding("open", without)
    if len(result.disputed) > result.flagged_by_chance:
        told = {practice.id for practice in result.practices if practice.flagged and practice.n >= FEWEST_TO_REPORT}
        named = tuple(d.title for d in instrument.dimensions if any(practice.id in told for practice in d.practices))
        if named:
            yield Finding("differ", named)
    if first.strength is not None:
        yield Finding("strength", (dimensions[first.strength].title,), levels[first.strength].level)
    if together.level is not None:
        yield Finding("together", (), together.level)


def _groups(instrument: Instrument, counted: Tally, outside: Iterable[tuple[Instrument, Tally]]) -> Iterator[GroupGaps]:
    for other, heard in sorted(outside, key=lambda group: group[0].id):
        found = perception_gaps(instrument, counted, other, heard)
        if other.id != instrument.id and found.pairs:
            yield _group(instrument, other, found)


def _group(council: Instrument, outside: Instrument, found: PerceptionGaps) -> GroupGaps:
    titles = {practice.id: practice.title for practice in council.practices}
    if min(found.raters) < FEWEST_OF_A_GROUP:
        return GroupGaps(outside.title, "few")
    compared = [gap for gap in found.pairs if gap.higher and min(gap.council.n, gap.outside.n) >= FEWEST_OF_A_GROUP]
    sure = [gap for gap in compared if gap.higher and gap.higher.sure]
    if not compared:
        return GroupGaps(outside.title, "not-compared")
    if len(sure) <= found.by_chance:
        return GroupGaps(outside.title, "none")
    widest = [(titles[gap.council.practice], gap.higher.value > 0.5) for gap in sure[:MOST_GAPS] if gap.higher]
    return GroupGaps(
        outside.title,
        "found",
        lower=tuple(title for title, ours in widest if ours),
        higher=tuple(title for title, ours in widest if not ours),
    )


def _moved(change: Change, titles: Mapping[str, str]) -> Moved:
    enough = [
        dimension
        for dimension in change.dimensions
        if min(dimension.raters) >= FEWEST_OF_A_GROUP
        and (dimension.by != "people" or (change.returned or 0) >= FEWEST_OF_A_GROUP)
    ]
    if min(change.raters) < FEWEST_OF_A_GROUP or not any(dimension.difference for dimension in enough):
        return Moved("few")
    up, down = (tuple(titles[of.id] for of in enough if of.move == move) for move in ("up", "down"))
    return Moved("found" if up or down else "none", up, down)


def _steps(actions: Iterable[Action], told: Mapping[str, PracticeTeam]) -> tuple[Action, ...]:
    """The first actions that may be shown: those with an owner or a date first, else in the plan's order."""
    safe = [action for action in actions if _rests_on_enough([told[action.practice]])]
    return tuple(sorted(safe, key=lambda action: not (action.owner or action.due))[:STEPS])
