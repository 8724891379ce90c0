"""Change between two rounds: what moved, what may be chance, and how many single steps chance alone would bring.

Other people may have answered the second time: a change is then one of people as much as of practice.
"""

from collections.abc import Iterable, Mapping
from math import fsum
from typing import Literal

import msgspec

from capability.rule.chance import median_moves
from capability.rule.context import Applies
from capability.rule.instrument import Dimension, Instrument, PracticeId
from capability.rule.means import MeanDifference, between_groups, within_people
from capability.rule.scoring import DimensionProfile
from capability.rule.tally import NO_ANSWERS, RoleTally, Tally
from capability.rule.team import Consensus, PracticeTeam, team_profile
from capability.rule.totals import NO_TOTALS, OwnIndices, Totals, differences, unchanged
from capability.text import json_text

FEWEST_TO_CLAIM = 5
"""With fewer raters who gave a level to all that applies, in a round, what differs is told and nothing is claimed."""

Move = Literal["up", "down", "perhaps-up", "perhaps-down", "none", "unclaimed", "unknown"]
"""`none`: no more than chance; `unclaimed`: too few raters to tell; `unknown`: the two rounds cannot be compared."""

Step = Literal["up", "down", "none", "unknown"]
"""Where a middle answer went; `unknown` where a round has none."""

Basis = Literal["people", "groups"]
"""Whether the same people were compared, or all of the two rounds, who may be others."""


class DimensionChange(msgspec.Struct, frozen=True, kw_only=True):
    """One dimension in two rounds, its levels before and after, and whether it moved by more than chance.

    `raters` gave a level to all that applies, and `indices` are the means of their own indices. `difference` is the
    second less the first, between all of them or, `by` people, of those who answered both times; `None` where `move`
    says that nothing is claimed, or that nothing can be compared.
    """

    id: str
    levels: tuple[int | None, int | None]
    raters: tuple[int, int]
    indices: tuple[float | None, float | None]
    by: Basis | None
    difference: MeanDifference | None
    move: Move


class PracticeChange(msgspec.Struct, frozen=True):
    """One practice in two rounds: how many gave a level, the middle answers, and where they went."""

    id: PracticeId
    n: tuple[int, int]
    consensus: tuple[Consensus | None, Consensus | None]
    move: Step


class Steps(msgspec.Struct, frozen=True):
    """How many middle answers went up and down, and how many of them chance alone would move, to one decimal."""

    up: int
    down: int
    chance: float


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Two rounds of one instrument.

    `returned` counts those who answered both times, as far as ids of responses tell; `None` where no ids were at hand.
    `repeated` responses stand in both rounds unchanged. Of so many raters a tally of an older form, or of other
    questions, does not tell how their indices lie (`without_totals`): where there are any, nothing is claimed.
    `only_before` and `only_after` list practices that one of the two did not ask.
    """

    instrument: str
    versions: tuple[str, str]
    digests: tuple[str, str]
    raters: tuple[int, int]
    without_totals: tuple[int, int]
    returned: int | None
    repeated: int
    dimensions: tuple[DimensionChange, ...]
    steps: Steps
    practices: tuple[PracticeChange, ...]
    only_before: tuple[PracticeId, ...]
    only_after: tuple[PracticeId, ...]


class Returned(msgspec.Struct, frozen=True):
    """Those who answered both times: how many, and by dimension what each said afterwards less before.

    `repeated` responses are no second answer: they stand in both rounds with the same time.
    """

    people: int
    steps: Mapping[str, Totals]
    repeated: int = 0


def compare_rounds(
    instrument: Instrument,
    before: Tally,
    after: Tally,
    earlier: Instrument | None = None,
    returned: Returned | None = None,
) -> Change:
    """Compare two rounds, each a tally; `earlier` is the instrument of the first where that had another major version.

    What a dimension's raters said on the whole is compared, by the means of their own indices, for one person's answers
    go together: see `means.between_groups`. It has moved where 99 % of such intervals would leave out 0, and perhaps
    where 95 % would. Nothing is claimed with fewer than five raters who gave a level to all that applies, in a round,
    or where a tally of the first form, or of other questions, does not say how many did. With `returned`, and where at
    least five and at least half of those of the smaller round answered both times, it is these that are compared: a
    person beside themselves says more than two groups do.

    A dimension is not compared where a round gives it no level, where its practices, their weights or where they apply
    differ between the versions, nor where a practice applied to most in one round and not in the other, or was answered
    by nobody in one of them, as when it was added in between.
    What stands in one version only is listed; practices are compared by their ids, which never change.

    Single steps of middle answers are told as counts, with how many chance alone would bring: see
    `chance.median_moves`.

    Source: docs/decisions/0057-a-change-is-more-than-chance.md, with how often it is wrong.

    >>> from capability import load_instrument
    >>> from capability.rule.response import FORMAT, Answer, Response
    >>> from capability.rule.tally import count_responses
    >>> used = load_instrument("organisation")
    >>> def said(*levels):
    ...     return count_responses(used, [Response(format=FORMAT, instrument=used.id, version=used.version,
    ...         answers={practice.id: Answer(level) for practice in used.practices}) for level in levels])
    >>> change = compare_rounds(used, said(1, 1, 1, 2, 1), said(2, 2, 3, 2, 2))
    >>> change.dimensions[0].levels, change.dimensions[0].difference, change.dimensions[0].move
    ((1, 2), MeanDifference(value=25.0, low=8.7, high=41.3, sure='moved'), 'up')
    """
    was = instrument if earlier is None else earlier
    first, second = team_profile(was, before), team_profile(instrument, after)
    then = {practice.id: practice for practice in first.practices}
    now = {practice.id: practice for practice in second.practices}
    results = {result.id: result for result in first.profile.dimensions}
    asked = {dimension.id: dimension for dimension in was.dimensions}
    wholes = before.whole, after.whole
    both = [(then[name], now[name]) for name in now if name in then]
    return Change(
        instrument=instrument.id,
        versions=(was.version, instrument.version),
        digests=(was.digest, instrument.digest),
        raters=(first.raters, second.raters),
        without_totals=(wholes[0].without_totals, wholes[1].without_totals),
        returned=None if returned is None else returned.people,
        repeated=0 if returned is None else returned.repeated,
        dimensions=tuple(
            _dimension(
                results[dimension.id],
                result,
                wholes,
                NO_TOTALS if returned is None else returned.steps.get(dimension.id, NO_TOTALS),
                comparable=_asked(asked[dimension.id], wholes[0]) == _asked(dimension, wholes[1])
                and _practices_of(asked[dimension.id]) == _practices_of(dimension),
            )
            for dimension, result in zip(instrument.dimensions, second.profile.dimensions, strict=True)
            if dimension.id in asked
        ),
        steps=_steps(both),
        practices=tuple(
            PracticeChange(now.id, (was.n, now.n), (was.consensus, now.consensus), _step(was, now)) for was, now in both
        ),
        only_before=tuple(name for name in then if name not in now),
        only_after=tuple(name for name in now if name not in then),
    )


def returned_between(before: OwnIndices, after: OwnIndices) -> Returned | None:
    """Those who answered both of two rounds, by the ids of their responses; `None` where a round has no ids.

    >>> from capability.rule.totals import RaterIndices, OwnIndex
    >>> then, now = ({"a": RaterIndices("", {"place": OwnIndex(tenths, 15)})} for tenths in (500, 520))
    >>> returned_between(then, now)
    Returned(people=1, steps={'place': Totals(complete=1, sum=20, squares=400)}, repeated=0)
    """
    if not before or not after:
        return None
    same = unchanged(before, after)
    again = {name: own for name, own in after.items() if name not in same}
    return Returned(len(before.keys() & again.keys()), differences(before, again), len(same))


def _dimension(
    before: DimensionProfile,
    after: DimensionProfile,
    wholes: tuple[RoleTally, RoleTally],
    steps: Totals,
    *,
    comparable: bool,
) -> DimensionChange:
    first, second = (whole.dimensions.get(after.id, NO_TOTALS) for whole in wholes)
    least = 0 if any(whole.without_totals for whole in wholes) else min(first.complete, second.complete)
    by: Basis | None = None
    difference: MeanDifference | None = None
    move: Move = "unknown"
    if before.level is not None and after.level is not None and comparable:
        if least < FEWEST_TO_CLAIM:
            move = "unclaimed"
        elif steps.complete >= FEWEST_TO_CLAIM and 2 * steps.complete >= least:
            by, difference = "people", within_people(steps)
        else:
            by, difference = "groups", between_groups(first, second)
    return DimensionChange(
        id=after.id,
        levels=(before.level, after.level),
        raters=(first.complete, second.complete),
        indices=(_mean(first), _mean(second)),
        by=by,
        difference=difference,
        move=_move(difference) if difference else move,
    )


def _mean(totals: Totals) -> float | None:
    """The mean index in points, to one decimal, halves up."""
    n = totals.complete
    return (2 * totals.sum + n) // (2 * n) / 10 if n else None


def _move(difference: MeanDifference) -> Move:
    if difference.sure == "chance":
        return "none"
    up = difference.value > 0
    if difference.sure == "moved":
        return "up" if up else "down"
    return "perhaps-up" if up else "perhaps-down"


def _step(before: PracticeTeam, after: PracticeTeam) -> Step:
    if not isinstance(before.consensus, int) or not isinstance(after.consensus, int):
        return "unknown"
    steps = after.consensus - before.consensus
    return "up" if steps > 0 else "down" if steps < 0 else "none"


def _steps(both: Iterable[tuple[PracticeTeam, PracticeTeam]]) -> Steps:
    known = [(was, now) for was, now in both if _step(was, now) != "unknown"]
    went = [_step(was, now) for was, now in known]
    chance = fsum(median_moves(was.counts, now.counts) for was, now in known)
    return Steps(went.count("up"), went.count("down"), round(chance, 1))


def _practices_of(dimension: Dimension) -> dict[str, tuple[int, Applies | None]]:
    return {practice.id: (practice.weight, practice.applies) for practice in dimension.practices}


def _asked(dimension: Dimension, whole: RoleTally) -> set[str]:
    """The practices of a dimension that somebody answered and that applied to most who did."""
    counts = {name: whole.practices.get(name, NO_ANSWERS) for name in _practices_of(dimension)}
    return {name for name, count in counts.items() if 2 * count.not_applicable < count.answered}


def to_json(change: Change) -> str:
    """A change as JSON text: sorted keys, two spaces, `null` for what is not given, a line end at the end."""
    return json_text(msgspec.to_builtins(change))
