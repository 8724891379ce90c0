"""Change between two rounds: what moved, what did not, and how sure that is.

Other people may have answered the second time: a change is then one of people as much as of practice.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from capability.rule.instrument import Dimension, Instrument, PracticeId
from capability.rule.intervals import Difference
from capability.rule.scoring import DimensionProfile, Profile, index_over
from capability.rule.tally import NO_ANSWERS, Tally
from capability.rule.team import Consensus, PracticeTeam, compare_shares, team_profile
from capability.text import json_text

LEVELS_TO_MOVE = 2
"""A dimension has moved when its level changes by this many."""

INDEX_TO_MOVE = 10
INDEX_TO_MOVE_OF_MANY = 6
MANY = 5
"""From this many raters on, in the smaller round, the smaller change of the index counts."""

Move = Literal["up", "down", "none", "unknown"]
"""`unknown` where one of the two rounds gives no level."""


class DimensionChange(msgspec.Struct, frozen=True):
    """One dimension in two rounds: its levels and indices before and after, and whether it moved by more than noise.

    Where both rounds have a level, the indices are those over the practices that had one both times.
    """

    id: str
    levels: tuple[int | None, int | None]
    indices: tuple[float | None, float | None]
    move: Move


class PracticeChange(msgspec.Struct, frozen=True):
    """One practice in two rounds.

    `at` is the higher consensus of the two (at least 1), and `difference` the share of raters at it or above afterwards
    less that before; both `None` where a round has no consensus or under three levels. `move` is `up` or `down` where
    the consensus changed; `difference.sure` says whether it is more than the luck of who answered.
    """

    id: PracticeId
    n: tuple[int, int]
    consensus: tuple[Consensus | None, Consensus | None]
    at: int | None
    difference: Difference | None
    move: Move


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Two rounds of one instrument. `only_before` and `only_after` list practices that one of the two did not ask."""

    instrument: str
    versions: tuple[str, str]
    digests: tuple[str, str]
    raters: tuple[int, int]
    dimensions: tuple[DimensionChange, ...]
    practices: tuple[PracticeChange, ...]
    only_before: tuple[PracticeId, ...]
    only_after: tuple[PracticeId, ...]


def compare_rounds(instrument: Instrument, before: Tally, after: Tally, earlier: Instrument | None = None) -> Change:
    """Compare two rounds, each a tally; `earlier` is the instrument of the first where that had another major version.

    A dimension has moved where its level changed by two or more, or its index over the practices that had a level both
    times by 10 or more, or by 6 or more where both rounds have five raters or more. It is not compared where its
    practices differ between the versions, nor where nobody in one round answered a practice that somebody answered in
    the other, as when it was added in between: a blank is no answer that could have moved. What stands in one version
    only is listed; practices are compared by their ids, which never change.

    Source: ../docs/decisions/0001-the-rule.md, section 6.

    >>> from capability import load_instrument
    >>> from capability.rule.response import FORMAT, Answer, Response
    >>> from capability.rule.tally import count_responses
    >>> used = load_instrument("organisation")
    >>> def everybody(level):
    ...     answers = {practice.id: Answer(level) for practice in used.practices}
    ...     return count_responses(used, [Response(format=FORMAT, instrument=used.id, version=used.version,
    ...                                            answers=answers)] * 6)
    >>> moved = compare_rounds(used, everybody(1), everybody(2))
    >>> moved.dimensions[0].levels, moved.dimensions[0].indices, moved.dimensions[0].move
    ((1, 2), (25.0, 50.0), 'up')
    """
    was = instrument if earlier is None else earlier
    first, second = team_profile(was, before), team_profile(instrument, after)
    then = {practice.id: practice for practice in first.practices}
    now = {practice.id: practice for practice in second.practices}
    results = {result.id: result for result in first.profile.dimensions}
    asked = {dimension.id: dimension for dimension in was.dimensions}
    return Change(
        instrument=instrument.id,
        versions=(was.version, instrument.version),
        digests=(was.digest, instrument.digest),
        raters=(first.raters, second.raters),
        dimensions=tuple(
            _dimension(
                results[dimension.id],
                result,
                min(first.raters, second.raters),
                comparable=_answered(asked[dimension.id], before) == _answered(dimension, after)
                and _practices_of(asked[dimension.id]) == _practices_of(dimension),
                both=_over_both(dimension, then, now),
            )
            for dimension, result in zip(instrument.dimensions, second.profile.dimensions, strict=True)
            if dimension.id in asked
        ),
        practices=tuple(_practice(then[name], now[name]) for name in now if name in then),
        only_before=tuple(name for name in then if name not in now),
        only_after=tuple(name for name in now if name not in then),
    )


def compare_profiles(before: Profile, after: Profile, *, raters: int = 1) -> tuple[DimensionChange, ...]:
    """Compare the dimensions of two profiles of the same questions, in the order of the second.

    `raters` is how many stand behind the smaller round; one for a response of one person. A dimension that the first
    profile does not have is left out. Two indices are compared only where both rest on as many practices: a profile
    does not say which they were.
    """
    was = {result.id: result for result in before.dimensions}
    return tuple(
        _dimension(was[result.id], result, raters, comparable=True, both=_over_as_many(was[result.id], result))
        for result in after.dimensions
        if result.id in was
    )


Indices = tuple[float, float]


def _over_both(
    dimension: Dimension, before: Mapping[str, PracticeTeam], after: Mapping[str, PracticeTeam]
) -> Indices | None:
    """A dimension's indices over the practices that had a level both times."""
    known = [
        (practice, was, now)
        for practice in dimension.practices
        if practice.id in before
        and isinstance(was := before[practice.id].consensus, int)
        and isinstance(now := after[practice.id].consensus, int)
    ]
    if not known:
        return None
    return index_over([(p, was) for p, was, _ in known]), index_over([(p, now) for p, _, now in known])


def _over_as_many(before: DimensionProfile, after: DimensionProfile) -> Indices | None:
    if before.index is None or after.index is None or before.coverage != after.coverage:
        return None
    return before.index, after.index


def _dimension(
    before: DimensionProfile, after: DimensionProfile, raters: int, *, comparable: bool, both: Indices | None
) -> DimensionChange:
    levels = before.level, after.level
    if before.level is None or after.level is None or not comparable:
        return DimensionChange(after.id, levels, (before.index, after.index), "unknown")
    move = _move(after.level - before.level, both, raters)
    return DimensionChange(after.id, levels, both or (before.index, after.index), move)


def _move(levels: int, indices: Indices | None, raters: int) -> Move:
    # Indices have one decimal: tenths are whole numbers again, so that 6.0 is 6 in every computer.
    tenths = 0 if indices is None else round(indices[1] * 10) - round(indices[0] * 10)
    least = 10 * (INDEX_TO_MOVE_OF_MANY if raters >= MANY else INDEX_TO_MOVE)
    for size, enough in ((levels, LEVELS_TO_MOVE), (tenths, least)):
        if abs(size) >= enough:
            return "up" if size > 0 else "down"
    return "none"


def _practice(before: PracticeTeam, after: PracticeTeam) -> PracticeChange:
    shares = compare_shares(after, before)
    move: Move = "unknown"
    if isinstance(before.consensus, int) and isinstance(after.consensus, int):
        steps = after.consensus - before.consensus
        move = "up" if steps > 0 else "down" if steps < 0 else "none"
    return PracticeChange(
        id=after.id,
        n=(before.n, after.n),
        consensus=(before.consensus, after.consensus),
        at=None if shares is None else shares.at,
        difference=None if shares is None else shares.difference,
        move=move,
    )


def _practices_of(dimension: Dimension) -> set[str]:
    return {practice.id for practice in dimension.practices}


def _answered(dimension: Dimension, counted: Tally) -> set[str]:
    """The practices of a dimension that somebody answered, whatever the answer."""
    practices = counted.whole.practices
    return {name for name in _practices_of(dimension) if practices.get(name, NO_ANSWERS).answered}


def as_plain(change: Change) -> dict[str, object]:
    """A change as plain data, with `None` for what is not given; differences of shares to four decimals."""
    plain: dict[str, object] = msgspec.to_builtins(change)
    plain["practices"] = [
        {
            **msgspec.to_builtins(practice),
            "difference": practice.difference and practice.difference.plain,
        }
        for practice in change.practices
    ]
    return plain


def to_json(change: Change) -> str:
    """A change as JSON text: sorted keys, two spaces, a line end at the end."""
    return json_text(as_plain(change))
