"""Change between two rounds: what moved, what did not, and how sure that is.

Other people may have answered the second time: a change is then one of people as much as of practice.
"""

from typing import Literal

import msgspec

from capability.instrument import Instrument, PracticeId
from capability.intervals import Difference, difference, wilson
from capability.response import to_text
from capability.scoring import DimensionProfile, Profile
from capability.tally import NOBODY, Tally
from capability.team import Consensus, PracticeTeam, practice_team, team_profile

LEVELS_TO_MOVE = 2
"""A dimension has moved when its level changes by this many."""

INDEX_TO_MOVE = 10
INDEX_TO_MOVE_OF_MANY = 6
MANY = 5
"""From this many raters on, in the smaller round, the smaller change of the index counts."""

FEWEST_TO_COMPARE = 3
"""With fewer levels given in a round, a practice's two shares are not set against one another."""

Move = Literal["up", "down", "none", "unknown"]
"""`unknown` where one of the two rounds gives no level."""


class DimensionChange(msgspec.Struct, frozen=True):
    """One dimension in two rounds: its levels and indices before and after, and whether it moved by more than noise."""

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
    raters: tuple[int, int]
    dimensions: tuple[DimensionChange, ...]
    practices: tuple[PracticeChange, ...]
    only_before: tuple[PracticeId, ...]
    only_after: tuple[PracticeId, ...]


def compare_rounds(instrument: Instrument, before: Tally, after: Tally, earlier: Instrument | None = None) -> Change:
    """Compare two rounds, each a tally; `earlier` is the instrument of the first where that had another major version.

    A dimension has moved where its level changed by two or more, or its index by 10 or more, or by 6 or more where both
    rounds have five raters or more. A dimension whose practices differ between the versions is not compared, and what
    stands in one of them only is listed; practices are compared by their ids, which never change.

    Source: ../docs/decisions/0001-the-rule.md, section 6.

    >>> from capability import load_instrument
    >>> from capability.response import FORMAT, Answer, Response, to_text
    >>> from capability.tally import count_responses
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
    return Change(
        instrument=instrument.id,
        versions=(was.version, instrument.version),
        raters=(before.whole.raters, after.whole.raters),
        dimensions=compare_profiles(
            team_profile(was, before).profile,
            team_profile(instrument, after).profile,
            raters=min(before.whole.raters, after.whole.raters),
            same={
                one.id
                for one in instrument.dimensions
                if {practice.id for practice in one.practices} == _practices_of(was, one.id)
            },
        ),
        practices=tuple(
            _practice(
                practice_team(name, before.whole.practices.get(name, NOBODY), before.whole.raters),
                practice_team(name, after.whole.practices.get(name, NOBODY), after.whole.raters),
            )
            for name in _ids(instrument)
            if name in set(_ids(was))
        ),
        only_before=tuple(name for name in _ids(was) if name not in set(_ids(instrument))),
        only_after=tuple(name for name in _ids(instrument) if name not in set(_ids(was))),
    )


def compare_profiles(
    before: Profile, after: Profile, *, raters: int = 1, same: set[str] | None = None
) -> tuple[DimensionChange, ...]:
    """Compare the dimensions of two profiles, in the order of the second.

    - raters: how many stand behind the smaller round; one for a response of one person
    - same: ids of dimensions that ask the same in both; `None`: all of them

    A dimension that the first profile does not have is left out.
    """
    was = {one.id: one for one in before.dimensions}
    return tuple(
        _dimension(was[one.id], one, raters, same is None or one.id in same)
        for one in after.dimensions
        if one.id in was
    )


def _dimension(before: DimensionProfile, after: DimensionProfile, raters: int, comparable: bool) -> DimensionChange:
    return DimensionChange(
        id=after.id,
        levels=(before.level, after.level),
        indices=(before.index, after.index),
        move=_move(before, after, raters) if comparable else "unknown",
    )


def _move(before: DimensionProfile, after: DimensionProfile, raters: int) -> Move:
    if before.level is None or after.level is None or before.index is None or after.index is None:
        return "unknown"
    levels = after.level - before.level
    # Indices have one decimal: tenths are whole numbers again, so that 6.0 is 6 in every computer.
    tenths = round(after.index * 10) - round(before.index * 10)
    least = 10 * (INDEX_TO_MOVE_OF_MANY if raters >= MANY else INDEX_TO_MOVE)
    for size, enough in ((levels, LEVELS_TO_MOVE), (tenths, least)):
        if abs(size) >= enough:
            return "up" if size > 0 else "down"
    return "none"


def _practice(before: PracticeTeam, after: PracticeTeam) -> PracticeChange:
    found = (before.consensus, after.consensus)
    first, second = found
    if not isinstance(first, int) or not isinstance(second, int):
        return PracticeChange(after.id, (before.n, after.n), found, None, None, "unknown")
    at = max(first, second, 1)
    apart = None
    if min(before.n, after.n) >= FEWEST_TO_COMPARE:
        apart = difference(wilson(sum(after.counts[at:]), after.n), wilson(sum(before.counts[at:]), before.n))
    move: Move = "up" if second > first else "down" if second < first else "none"
    return PracticeChange(after.id, (before.n, after.n), found, at if apart else None, apart, move)


def _ids(instrument: Instrument) -> list[str]:
    return [practice.id for practice in instrument.practices]


def _practices_of(instrument: Instrument, dimension: str) -> set[str]:
    return {practice.id for one in instrument.dimensions if one.id == dimension for practice in one.practices}


def as_plain(change: Change) -> dict[str, object]:
    """A change as plain data, with `None` for what is not given; differences of shares to four decimals."""
    found: dict[str, object] = msgspec.to_builtins(change)
    found["practices"] = [
        {
            **msgspec.to_builtins(one),
            "difference": one.difference and one.difference.plain,
        }
        for one in change.practices
    ]
    return found


def to_json(change: Change) -> str:
    """A change as JSON text: sorted keys, two spaces, a line end at the end."""
    return to_text(as_plain(change))
