"""What a board paper may say of a team's result: findings by dimension, and nothing that tells anybody's own answer.

Board papers are public, and readers know who works where. So a paper holds no count of answers, and of how many people
it is only about how many, unless it says of how many who were invited. It is stricter than what a team sees of itself:
see `disclosure`.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal

import msgspec

from capability.errors import CapabilityError, Fault
from capability.rule.change import Basis, Change, DimensionChange, Move, Returned, compare_rounds
from capability.rule.gaps import PerceptionGap, PerceptionGaps, perception_gaps
from capability.rule.headline import Headline
from capability.rule.instrument import TOP_LEVEL, Instrument
from capability.rule.plan import Action, PlanFile, make_plan, suggested_targets
from capability.rule.strength import dimensions_seen_lower, perhaps_lowest, team_headline
from capability.rule.sureness import MANY, Sureness
from capability.rule.tally import Count, Tally
from capability.rule.team import TeamProfile, team_profile

FEWEST_TO_REPORT: Final = 5
"""With fewer raters there is no paper, and no level rests on fewer answers to a practice."""

FEWEST_OF_A_GROUP: Final = 8
"""A role that is named, a side of a gap and a round that is compared has so many people."""

FEWEST_TO_SAY_MORE: Final = MANY
"""With fewer raters a paper does not say how steady a level is, nor where people see it differently.

Of eight people who are "quite sure" of 4 seven said 4. And where all of nine but two of them said 0, one more who did
not would have made it a difference. See decision record 0072.
"""

BANDS: Final = (5, 8, 15, 30)
"""Where each band of how many answered begins; the last has no end."""

STEPS: Final = 3
"""So many steps of the plan are in a paper."""

MOST_GAPS: Final = 3
MOST_FOUNDATIONS: Final = 2
MOST_DIFFERENCES: Final = 3
MOST_FALLS: Final = 2

FindingKind = Literal["holding", "open", "disputed", "moved", "differ", "strength"]
"""What holds back; what has no level; what people outside dispute; what clearly rose and fell; where people see it
differently; the strength."""

GapKind = Literal["few", "found", "none", "not-compared"]
MoveKind = Literal["few", "found", "none"]


NOT_OWN: Final = Fault(
    "not-own",
    "board paper",
    "people outside answered these questions, and a board paper speaks for the council",
    "choose the council's own questions: what suppliers and residents say stands beside them in that paper",
)


class Named(msgspec.Struct, frozen=True):
    """The titles of a practice and of its dimension."""

    practice: str
    dimension: str


class Apart(msgspec.Struct, frozen=True):
    """A practice that a group outside answers lower (`less`) or higher than the council, and both middle answers."""

    practice: str
    ours: int
    theirs: int
    less: bool


class Seen(msgspec.Struct, frozen=True):
    """What a group outside sees of a dimension: of `of` practices compared it answers these lower, some higher."""

    instrument: Instrument
    dimension: str
    lower: tuple[str, ...]
    higher: int
    of: int

    @property
    def is_disputed(self) -> bool:
        """Whether they see less on most of what was compared."""
        return 2 * len(self.lower) > self.of


class Finding(msgspec.Struct, frozen=True):
    """One finding: titles of the dimensions it is about, where they stand, and the practices to name.

    Those that hold them back or, where people differ, the widest, with whether there are `more` than these. Of what
    moved, `dimensions` rose and `fell` fell: both stand in one finding, so that neither is told without the other.
    `seen` is what people outside dispute.
    """

    kind: FindingKind
    dimensions: tuple[str, ...] = ()
    level: int | None = None
    practices: tuple[Named, ...] = ()
    more: bool = False
    fell: tuple[str, ...] = ()
    seen: tuple[Seen, ...] = ()


class Standing(msgspec.Struct, frozen=True):
    """Where a dimension stands in a paper, or all together. Without a level or an `at_most` nothing is shown of it.

    `evidence` is of how many of its practices at 2 or above it would still be the middle answer if what has nothing
    behind it were a 1, and of how many; `two_camps`, whether people stand in two camps on one of its practices; `seen`,
    what groups outside see of it.
    """

    title: str
    level: int | None
    at_most: int | None
    sure: Sureness | None = None
    evidence: tuple[int, int] | None = None
    two_camps: bool = False
    seen: tuple[Seen, ...] = ()


class GroupGaps(msgspec.Struct, frozen=True):
    """What one group outside sees otherwise: it answers `lower` and `higher` so many of the practices compared.

    `widest` are the widest gaps, the widest first, as the workbench has them. Where these go one way, `other_way` is
    the widest of those that go the other. `also_lower` and `also_higher` are all the others. On the practices
    `alike` no difference shows. `raters` is the band of how many of them answered, and `invited` how many did, of how
    many who were asked to; `None` where those are too few to be told, or nobody said.
    """

    instrument: Instrument
    kind: GapKind
    raters: tuple[int, int | None] | None = None
    invited: tuple[int, int] | None = None
    lower: int = 0
    higher: int = 0
    alike: tuple[str, ...] = ()
    also_lower: tuple[str, ...] = ()
    also_higher: tuple[str, ...] = ()
    widest: tuple[Apart, ...] = ()
    other_way: Apart | None = None


class Then(msgspec.Struct, frozen=True):
    """The level of a dimension in the round before, and now, and how it moved: `none` is no more than chance."""

    title: str
    then: int | None
    now: int | None
    move: Move = "none"


class Fell(msgspec.Struct, frozen=True):
    """A practice of a dimension that clearly fell, and its middle answer then and now, which is lower."""

    practice: str
    then: int
    now: int


class Moved(msgspec.Struct, frozen=True):
    """Dimensions that moved by more than chance since the round before; `by` says who were compared for them.

    `each` are these, those that perhaps moved, and those whose level is another one, which may be chance. `raters` is
    the band of how many answered then, and `both` of how many answered both times, where those were compared; `rounds`
    are the names that eight people or more gave to the round before. `fell` are the practices whose middle answers fell
    most within the dimensions that clearly did; `fell_more`, whether others fell as well.
    """

    kind: MoveKind
    by: tuple[Basis, ...] = ()
    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    each: tuple[Then, ...] = ()
    raters: tuple[int, int | None] | None = None
    both: tuple[int, int | None] | None = None
    rounds: tuple[str, ...] = ()
    fell: tuple[Fell, ...] = ()
    fell_more: bool = False


class MovedOutside(msgspec.Struct, frozen=True):
    """Of a group outside that was asked twice, titles of its own dimensions that moved. No level of theirs is told."""

    instrument: Instrument
    kind: MoveKind
    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    perhaps_up: tuple[str, ...] = ()
    perhaps_down: tuple[str, ...] = ()


class Stepless(msgspec.Struct, frozen=True):
    """A lowest dimension without a step: whether the plan aims at it, and whether it may well stand `higher`."""

    title: str
    aimed: bool
    higher: bool


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in a board paper. `raters` is a band, whose end is `None` where it is open; `roles` are labels.

    `invited` is how many answered, of how many who were asked to; `None` where nobody said. `rounds` are names of
    rounds, as people gave them. `not_in_it` are titles of other instruments that were answered, and of which
    nothing is said; they have dimensions that are called as these `namesakes` are. `headline` holds ids of
    dimensions; `perhaps` are those of the lowest for which a higher level is as likely, or likelier. `moved` is
    `None` where there was no round before. The plan has so many `more` steps beside these. `stepless` are the lowest
    dimensions for which it has none.
    """

    instrument: Instrument
    raters: tuple[int, int | None]
    invited: tuple[int, int] | None
    roles: tuple[str, ...]
    rounds: tuple[str, ...]
    not_in_it: tuple[str, ...]
    namesakes: tuple[str, ...]
    says_more: bool
    headline: Headline
    perhaps: tuple[str, ...]
    standings: tuple[Standing, ...]
    together: Standing
    findings: tuple[Finding, ...]
    gaps: tuple[GroupGaps, ...]
    moved: Moved | None
    moved_outside: tuple[MovedOutside, ...]
    steps: tuple[Action, ...]
    more: int
    stepless: tuple[Stepless, ...]


def board(
    instrument: Instrument,
    counted: Tally,
    plan: PlanFile | None = None,
    outside: Iterable[tuple[Instrument, Tally]] = (),
    before: Tally | None = None,
    returned: Returned | None = None,
    *,
    invited: Mapping[str, int] = MappingProxyType({}),
    rounds: Mapping[str, int] = MappingProxyType({}),
    rounds_before: Mapping[str, int] = MappingProxyType({}),
    outside_before: Mapping[str, tuple[Tally, Returned | None]] = MappingProxyType({}),
) -> Board:
    """What a board paper says of a tally.

    - plan: the reader's choices; without targets, those are suggested that `plan.suggested_targets` does
    - outside: the answers to other instruments; those that mirror this one's practices are set beside it
    - before, returned: the round before, and who answered both: see `change.compare_rounds`
    - invited: by id of an instrument, how many were asked to answer it, where that is known
    - rounds, rounds_before: how many people gave which name of a round: those that eight or more gave are told
    - outside_before: by id, what groups outside answered the round before, and who answered both

    What is in it:

    - how many answered: a band or, of how many were invited, their number: whoever attacks a paper is taken to know it.
      Roles: those of eight people or more, without a number.
    - from twelve raters on, by dimension, for how many of its practices evidence was named: of middle answers
    - levels of dimensions from `without_few`; how sure they are, and where people differ, from twelve raters on
    - findings: what holds back, what has no level, what people outside dispute, what clearly rose and fell, where
      people see it differently by more than chance would bring, and the strength
    - a strength: only one that is sure, so of twelve raters or more, and that no gap in the paper speaks against
    - gaps and changes: only those that are more than chance, of eight people or more on each side, without a number of
      people; of the widest gaps both middle answers, and of what fell most in a dimension that clearly fell
    - of the practices that a paper may compare how many a group answers lower and higher, on the whole and by dimension
    - three steps of the plan, those with an owner or a date first, and of each dimension one before a second

    Raises `CapabilityError` for fewer than five raters, for fewer invited than answered, for an instrument of people
    outside, since a paper speaks for the council, and as `make_plan` does.

    Source: ../docs/decisions/0072-a-board-paper-tells-no-counts.md, with how it was attacked, and 0077.
    """
    if any(practice.mirrors for practice in instrument.practices):
        raise CapabilityError(NOT_OWN)
    if counted.raters < FEWEST_TO_REPORT:
        raise CapabilityError(_too_few(counted.raters))
    outside = tuple(outside)
    answered = {instrument.id: counted.raters, **{other.id: heard.raters for other, heard in outside}}
    for name, asked in invited.items():
        if asked < answered.get(name, 0):
            raise CapabilityError(_too_few_invited(asked, answered[name], "" if name == instrument.id else name))
    enough = without_few(counted)
    result = team_profile(instrument, enough)
    says_more = result.raters >= FEWEST_TO_SAY_MORE
    if not says_more:
        result = _silent(result)
    titles = {dimension.id: dimension.title for dimension in instrument.dimensions}
    groups = list(_groups(instrument, counted, outside))
    beside = {instrument.id, *(other.id for other, _ in groups)}
    apart = [other for other, heard in outside if heard.raters >= FEWEST_OF_A_GROUP and other.id not in beside]
    told = [gap for _, found in groups for gap in _told(found)]
    first = team_headline(result, dimensions_seen_lower(instrument, told))
    targets, edits = (plan.targets, plan.edits) if plan else ({}, {})
    aims = targets or suggested_targets(result)
    actions = make_plan(instrument, result, aims, edits).actions
    whole = result.profile
    seen = _seen(instrument, groups)
    camps = {practice.id for practice in result.practices if practice.camps}
    moved = None if before is None else _moved(instrument, before, counted, returned, rounds_before)
    lowest = min((dimension.level for dimension in whole.dimensions if dimension.level is not None), default=TOP_LEVEL)
    with_step = {action.dimension for action in actions}
    perhaps = perhaps_lowest(result)
    return Board(
        instrument=instrument,
        raters=_band(result.raters),
        invited=(result.raters, invited[instrument.id]) if instrument.id in invited else None,
        roles=_roles(instrument, counted),
        rounds=round_names(rounds),
        not_in_it=tuple(other.title for other in apart),
        namesakes=tuple(
            dimension.title
            for dimension in instrument.dimensions
            if any(dimension.title == another.title for other in apart for another in other.dimensions)
        ),
        says_more=says_more,
        headline=first,
        perhaps=perhaps,
        standings=tuple(
            Standing(
                dimension.title,
                profile.level,
                profile.at_most,
                sure,
                (profile.evidenced.with_, profile.evidenced.of) if says_more else None,
                any(practice.id in camps for practice in dimension.practices),
                seen[dimension.title],
            )
            for dimension, profile, sure in zip(instrument.dimensions, whole.dimensions, result.sure, strict=True)
        ),
        together=Standing("All together", whole.level, whole.at_most, result.sure_together),
        findings=tuple(_findings(instrument, result, first, seen, moved)),
        gaps=tuple(_group(instrument, other, found, invited.get(other.id)) for other, found in groups),
        moved=moved,
        moved_outside=tuple(
            _moved_outside(other, *outside_before[other.id], heard)
            for other, heard in sorted(outside, key=lambda group: group[0].id)
            if other.id in outside_before and other.id in {each.id for each, _ in groups}
        ),
        steps=_first_steps(actions, {titles[name] for name in first.holding}),
        more=max(0, len(actions) - STEPS),
        stepless=tuple(
            Stepless(titles[dimension.id], dimension.id in aims, dimension.id in perhaps)
            for dimension in whole.dimensions
            if dimension.level == lowest < TOP_LEVEL and titles[dimension.id] not in with_step
        ),
    )


def _first_steps(actions: Iterable[Action], holding: Container[str]) -> tuple[Action, ...]:
    """Those that somebody takes on, then those on what holds back; of each dimension one before a second of it."""
    taken: list[Action] = []
    left = sorted(actions, key=lambda action: (not (action.owner or action.due), action.dimension not in holding))
    while left and len(taken) < STEPS:
        dimensions = [action.dimension for action in taken]
        first = min(left, key=lambda action: (not (action.owner or action.due), dimensions.count(action.dimension)))
        left.remove(first)
        taken.append(first)
    return tuple(taken)


def _silent(result: TeamProfile) -> TeamProfile:
    """A result that does not say how sure it is, nor where people see it differently."""
    practices = tuple(msgspec.structs.replace(practice, flagged=False, camps=None) for practice in result.practices)
    sure = (None,) * len(result.sure)
    return msgspec.structs.replace(result, practices=practices, sure=sure, sure_together=None)


def without_few(counted: Tally) -> Tally:
    """A tally of all together, in which no level rests on few answers.

    A practice that applies to fewer than five people applies to nobody, and one that fewer than five gave a level is
    unknown to all. So neither can be told from what it is counted as.

    >>> from capability.rule.tally import FORMAT, RoleTally
    >>> few = Tally(format=FORMAT, instrument="x", version="1.0.0", roles={"finance": RoleTally(9,
    ...     {"a.one": Count(without=(4, 0, 0, 0, 0)), "a.two": Count(without=(2, 3, 0, 0, 0), not_applicable=5)})})
    >>> sorted((name, count.levels, count.unknown, count.not_applicable)
    ...        for name, count in without_few(few).whole.practices.items())
    [('a.one', (0, 0, 0, 0, 0), 9, 0), ('a.two', (0, 0, 0, 0, 0), 0, 9)]
    """
    whole = counted.whole
    practices = {name: _enough(count, whole.raters) for name, count in whole.practices.items()}
    return msgspec.structs.replace(counted, roles={"": msgspec.structs.replace(whole, practices=practices)})


def _enough(count: Count, raters: int) -> Count:
    if raters - count.not_applicable < FEWEST_TO_REPORT:
        return Count(not_applicable=raters)
    return Count(unknown=raters) if count.given < FEWEST_TO_REPORT else count


def round_names(rounds: Mapping[str, int]) -> tuple[str, ...]:
    """Names of a round that a paper may tell: those that eight people or more gave."""
    return tuple(sorted(name for name, people in rounds.items() if name and people >= FEWEST_OF_A_GROUP))


def _too_few_invited(invited: int, raters: int, instrument: str) -> Fault:
    of = f" to answer `{instrument}`" if instrument else ""
    what = f"{invited} were invited{of}, and {raters} answered"
    return Fault("too-few-invited", "people invited", what, "give the number of all who were asked, or leave it out")


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


def _findings(
    instrument: Instrument,
    result: TeamProfile,
    first: Headline,
    seen: Mapping[str, Sequence[Seen]],
    moved: Moved | None,
) -> Iterator[Finding]:
    dimensions = {dimension.id: dimension for dimension in instrument.dimensions}
    titles = {
        practice.id: Named(practice.title, dimension.title)
        for dimension in instrument.dimensions
        for practice in dimension.practices
    }
    levels = {profile.id: profile for profile in result.profile.dimensions}
    if first.holding:
        must = [name for held in first.holding for name in levels[held].binding.must]
        named = tuple(titles[name] for name in must[:MOST_FOUNDATIONS])
        yield Finding("holding", tuple(dimensions[name].title for name in first.holding), first.lowest, named)
    # What applies to nobody is among them: else it would be known that everybody said so.
    without = tuple(dimensions[name].title for name, profile in levels.items() if profile.level is None)
    if without:
        yield Finding("open", without)
    disputed = tuple(of for row in seen.values() for of in row if of.is_disputed)
    if disputed:
        yield Finding("disputed", seen=disputed)
    if moved is not None and (moved.up or moved.down):
        yield Finding("moved", moved.up, fell=moved.down)
    if len(result.disputed) > result.flagged_by_chance:
        widest = tuple(titles[name] for name in result.disputed[:MOST_DIFFERENCES])
        yield Finding("differ", practices=widest, more=len(result.disputed) > MOST_DIFFERENCES)
    if first.strength is not None:
        yield Finding("strength", (dimensions[first.strength].title,), levels[first.strength].level)


def _groups(
    instrument: Instrument, counted: Tally, outside: Iterable[tuple[Instrument, Tally]]
) -> Iterator[tuple[Instrument, PerceptionGaps]]:
    for other, heard in sorted(outside, key=lambda group: group[0].id):
        found = perception_gaps(instrument, counted, other, heard)
        if other.id != instrument.id and found.pairs:
            yield other, found


def _group(council: Instrument, outside: Instrument, found: PerceptionGaps, asked: int | None) -> GroupGaps:
    titles = {practice.id: practice.title for practice in council.practices}
    if min(found.raters) < FEWEST_OF_A_GROUP:
        return GroupGaps(outside, "few")
    band = _band(found.raters[1])
    invited = None if asked is None else (found.raters[1], asked)
    if not _compared(found):
        return GroupGaps(outside, "not-compared", band, invited)
    told = _told(found)
    if not told:
        return GroupGaps(outside, "none", band, invited)
    compared, less = _compared(found), sum(map(_says_less, told))
    other_way = [gap for gap in told[MOST_GAPS:] if _says_less(gap) != _says_less(told[0])]
    is_one_way = len({_says_less(gap) for gap in told[:MOST_GAPS]}) == 1
    named = [*told[:MOST_GAPS], *(other_way[:1] if is_one_way else [])]
    also = [gap for gap in told if gap not in named]
    return GroupGaps(
        outside,
        "found",
        band,
        invited,
        lower=less,
        higher=len(told) - less,
        alike=tuple(titles[gap.council.practice] for gap in compared if gap not in told),
        also_lower=tuple(titles[gap.council.practice] for gap in also if _says_less(gap)),
        also_higher=tuple(titles[gap.council.practice] for gap in also if not _says_less(gap)),
        widest=tuple(_apart(titles, gap) for gap in told[:MOST_GAPS]),
        other_way=_apart(titles, other_way[0]) if is_one_way and other_way else None,
    )


def _apart(titles: Mapping[str, str], gap: PerceptionGap) -> Apart:
    # What is compared has two middle answers.
    ours, theirs = (side.consensus if isinstance(side.consensus, int) else 0 for side in (gap.council, gap.outside))
    return Apart(titles[gap.council.practice], ours, theirs, _says_less(gap))


def _says_less(gap: PerceptionGap) -> bool:
    """Whether people outside rate it lower than the council does."""
    return gap.higher is not None and gap.higher.value > 0.5


def _seen(council: Instrument, groups: Iterable[tuple[Instrument, PerceptionGaps]]) -> dict[str, tuple[Seen, ...]]:
    """By the title of each dimension what every group outside of which something is told sees of it."""
    seen: dict[str, list[Seen]] = {dimension.title: [] for dimension in council.dimensions}
    for other, found in groups:
        told = {gap.council.practice: _says_less(gap) for gap in _told(found)}
        compared = {gap.council.practice for gap in _compared(found)} if told else set()
        for dimension in council.dimensions:
            mine = [practice for practice in dimension.practices if practice.id in compared]
            lower = tuple(practice.title for practice in mine if told.get(practice.id) is True)
            higher = sum(told.get(practice.id) is False for practice in mine)
            if mine:
                seen[dimension.title].append(Seen(other, dimension.title, lower, higher, len(mine)))
    return {title: tuple(of) for title, of in seen.items()}


def _compared(found: PerceptionGaps) -> list[PerceptionGap]:
    """The pairs that a paper may compare."""
    if min(found.raters) < FEWEST_OF_A_GROUP:
        return []
    return [gap for gap in found.pairs if gap.higher and min(gap.council.n, gap.outside.n) >= FEWEST_OF_A_GROUP]


def _told(found: PerceptionGaps) -> list[PerceptionGap]:
    """The sure gaps, where there are more than chance would bring."""
    sure = [gap for gap in _compared(found) if gap.higher and gap.higher.sure]
    return sure if len(sure) > found.by_chance else []


def _moved(
    instrument: Instrument,
    before: Tally,
    counted: Tally,
    returned: Returned | None,
    rounds: Mapping[str, int],
) -> Moved:
    change = compare_rounds(instrument, before, counted, returned=returned)
    titles = {dimension.id: dimension.title for dimension in instrument.dimensions}
    enough = _enough_to_move(change)
    if not enough:
        return Moved("few", rounds=round_names(rounds))
    up, down = (tuple(titles[of.id] for of in enough if of.move == move) for move in ("up", "down"))
    by = tuple(sorted({of.by for of in enough if of.by and of.move in ("up", "down")}))
    # The levels that the papers of both rounds show, and not those that a team sees of itself.
    then, now = (
        {of.id: of.level for of in team_profile(instrument, without_few(tally)).profile.dimensions}
        for tally in (before, counted)
    )
    each = tuple(
        Then(titles[of.id], then[of.id], now[of.id], of.move)
        for of in enough
        # A level that is not known then or now is no change.
        if of.move != "none" or (None not in (then[of.id], now[of.id]) and then[of.id] != now[of.id])
    )
    are_same = any(of.by == "people" for of in enough)
    fell = _fell(instrument, change, {of.id for of in enough if of.move == "down"})
    return Moved(
        "found" if up or down else "none",
        by,
        up,
        down,
        each,
        raters=_band(change.raters[0]),
        both=_band(returned.people) if returned is not None and are_same else None,
        rounds=round_names(rounds),
        fell=tuple(fell[:MOST_FALLS]),
        fell_more=len(fell) > MOST_FALLS,
    )


def _fell(instrument: Instrument, change: Change, down: Container[str]) -> list[Fell]:
    """The practices whose middle answers fell, of dimensions that did; those that fell furthest first.

    Of eight people or more who gave a level, in each round, as gaps are.
    """
    of = {practice.id: practice for practice in change.practices}
    fell = [
        Fell(practice.title, then, now)
        for dimension in instrument.dimensions
        if dimension.id in down
        for practice in dimension.practices
        if practice.id in of and min(of[practice.id].n) >= FEWEST_OF_A_GROUP
        for then, now in [of[practice.id].consensus]
        if isinstance(then, int) and isinstance(now, int) and now < then
    ]
    return sorted(fell, key=lambda each: each.now - each.then)


def _enough_to_move(change: Change) -> list[DimensionChange]:
    """The dimensions of which enough people answered all, both times, for a paper to compare them."""
    if min(change.raters) < FEWEST_OF_A_GROUP:
        return []
    return [
        dimension
        for dimension in change.dimensions
        if dimension.difference
        and min(dimension.raters) >= FEWEST_OF_A_GROUP
        and (dimension.by != "people" or (change.returned or 0) >= FEWEST_OF_A_GROUP)
    ]


def _moved_outside(outside: Instrument, before: Tally, returned: Returned | None, heard: Tally) -> MovedOutside:
    titles = {dimension.id: dimension.title for dimension in outside.dimensions}
    enough = _enough_to_move(compare_rounds(outside, before, heard, returned=returned))
    moves: tuple[Move, ...] = ("up", "down", "perhaps-up", "perhaps-down")
    went = [tuple(titles[of.id] for of in enough if of.move == move) for move in moves]
    kind: MoveKind = "few" if not enough else "found" if any(went) else "none"
    return MovedOutside(outside, kind, *went)
