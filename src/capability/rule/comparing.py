"""How one council stands beside a group of an edition: one of four words for each dimension, and no place.

Nobody is ranked. A word is said only where neither chance in who answered nor the rounding could make it another one.
"""

from collections.abc import Mapping
from math import sqrt
from typing import Literal

import msgspec

from capability.errors import BenchmarkError, Fault
from capability.rule.benchmark import DimensionFigures, Edition, GroupFigures, Reach, reach
from capability.rule.board import without_few
from capability.rule.instrument import TOP_LEVEL, Dimension, Instrument, major_of
from capability.rule.joining import FEWEST_RATERS, ROUNDED, CouncilFile, least_of
from capability.rule.means import student
from capability.rule.tally import Tally
from capability.rule.team import team_profile
from capability.rule.totals import NO_TOTALS, Totals
from capability.text import json_text

Word = Literal["below", "within", "above", "cannot-tell"]
"""Beside the middle half of the group, or about it: see `Beside.places`."""

Reason = Literal["", "chance", "few-councils", "few-levels", "few-raters", "no-level", "not-given"]
"""Why it cannot be told: the interval reaches over the end of the middle half, the group has only its middle told, too
few of the group have a level, fewer than five of one's own answered, one's own dimension has no level, or the group's
figures are not given."""

HALF_STEP = ROUNDED / 2
"""How far a rounded index may be from the true one."""

WIDEST = 12.0
"""Points to each side of an index that five raters' interval reaches, where their own answers are not at hand.

Source: the standard error of a dimension's index, 6.2 points with five raters and 4.0 with twelve, as 1/√n between.
"""


class Own(msgspec.Struct, frozen=True):
    """One's own dimension: level, index, and by how much the index may be off by chance, or `None` where not known."""

    level: int | None
    index: float | None
    reach: float | None


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """One dimension beside the group.

    `low` and `high` are the indices between which about half of the councils lie, and `middle` is that of one near the
    middle: those of the councils at `places`, counted from the highest. `None` stands for what is not given, or for a
    place that fewer councils reach. `next` says how many of the group are at the level that one could reach next.
    """

    id: str
    word: Word
    reason: Reason
    own: Own
    low: int | None
    middle: int | None
    high: int | None
    places: tuple[int, ...]
    with_level: Reach | None
    next_level: int | None
    next: Reach | None


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """A council beside a group; `councils` is how many it has, rounded down to five, 0 for fewer than ten."""

    edition: str
    synthetic: bool
    instrument: str
    versions: tuple[str, str]
    group: str
    title: str
    councils: int
    why: str
    dimensions: tuple[Beside, ...]


def own_from_tally(instrument: Instrument, counted: Tally) -> dict[str, Own]:
    """One's own dimensions as one's own tally has them; scored as a council file is.

    The 95 % interval is that of the mean of the raters' own indices, from the three sums of the tally: `t·s/√n`. It is
    no narrower than is usual with so many (`reach_of`), for a few who happen to agree would seem to be sure; and it is
    that where fewer than five gave a level to all that applies.
    """
    result = team_profile(instrument, without_few(counted)).profile
    totals = counted.whole.dimensions
    return {
        part.id: Own(part.level, part.index, _reach(totals.get(part.id, NO_TOTALS), counted.raters))
        for part in result.dimensions
    }


def own_from_file(file: CouncilFile) -> dict[str, Own]:
    """One's own dimensions as a council file has them: its index is rounded, and its raters are a band."""
    wide = reach_of(least_of(file.raters)) + HALF_STEP
    return {name: Own(given.level, given.index, wide) for name, given in file.dimensions.items()}


def reach_of(raters: int) -> float:
    """How far chance may move the index of a dimension, in points to each side, by the number of raters alone.

    >>> reach_of(5), round(reach_of(12), 1)
    (12.0, 7.7)
    """
    return WIDEST * sqrt(FEWEST_RATERS / raters)


def _reach(totals: Totals, raters: int) -> float | None:
    if raters < FEWEST_RATERS:
        return None
    if totals.complete < FEWEST_RATERS:
        return reach_of(raters)
    above, below = totals.variance
    own = student(totals.complete - 1, "95") * sqrt(above / (below * totals.complete)) / 10
    return max(own, reach_of(totals.complete))


def compare(instrument: Instrument, own: Mapping[str, Own], edition: Edition, group: str = "") -> Comparison:
    """One's own dimensions beside a group of an edition; the only one may go without its name.

    Raises `BenchmarkError` for another instrument or major version, and for a group that is not there.

    >>> from capability.rule.benchmark import POLICY, FORMAT
    >>> from capability import load_instrument
    >>> told = GroupFigures(id="a", title="A", nation="wales", types=("t",), councils=0, why="few", dimensions=())
    >>> used = load_instrument("organisation")
    >>> edition = Edition(format=FORMAT, policy=POLICY, name="2026", synthetic=True, instrument=used.id,
    ...     version=used.version, before=(), groups=(told,))
    >>> result = compare(used, {}, edition)
    >>> result.why, result.dimensions[0].word, result.dimensions[0].reason
    ('few', 'cannot-tell', 'not-given')
    """
    if (edition.instrument, major_of(edition.version)) != (instrument.id, instrument.major):
        what = f"it is of {edition.instrument} {edition.version}, and your answers are to {instrument.id}"
        hint = "other questions cannot be set beside one another"
        raise BenchmarkError(Fault("other-instrument", f"edition {edition.name}", f"{what} {instrument.version}", hint))
    of = _group(edition, group)
    told = {each.id: each for each in of.dimensions}
    return Comparison(
        edition=edition.name,
        synthetic=edition.synthetic,
        instrument=instrument.id,
        versions=(instrument.version, edition.version),
        group=of.id,
        title=of.title,
        councils=of.councils,
        why=of.why,
        dimensions=tuple(
            _beside(part, own.get(part.id, Own(None, None, None)), told.get(part.id), of.councils)
            for part in instrument.dimensions
        ),
    )


def _group(edition: Edition, name: str) -> GroupFigures:
    groups = {group.id: group for group in edition.groups}
    if not name and len(groups) == 1:
        return edition.groups[0]
    if name not in groups:
        what = f"it has no group `{name[:60]}`" if name else "it has several groups, and none is named"
        hint = f"name one of {', '.join(groups)}"
        raise BenchmarkError(Fault("no-group", f"edition {edition.name}", what, hint))
    return groups[name]


def _beside(part: Dimension, own: Own, told: DimensionFigures | None, councils: int) -> Beside:
    level = own.level
    following = None if level is None or level == TOP_LEVEL else level + 1
    if told is None:
        return Beside(
            id=part.id,
            word="cannot-tell",
            reason="not-given",
            own=own,
            low=None,
            middle=None,
            high=None,
            places=(),
            with_level=None,
            next_level=following,
            next=None,
        )
    indices = [each.index for each in told.indices]
    high, middle, low = indices if len(indices) == 3 else (None, indices[0], None)
    word, reason = _word(own, told)
    return Beside(
        id=part.id,
        word=word,
        reason=reason,
        own=own,
        low=low,
        middle=middle,
        high=high,
        places=tuple(each.place for each in told.indices),
        with_level=reach(told.with_level, councils),
        next_level=following,
        next=None if following is None else reach(told.at_or_above[following - 1], councils),
    )


def _word(own: Own, told: DimensionFigures) -> tuple[Word, Reason]:
    """The word, where the interval, with what rounding hides, reaches over neither end of the middle half."""
    if own.index is None:
        return "cannot-tell", "no-level"
    if own.reach is None:
        return "cannot-tell", "few-raters"
    if len(told.indices) < 3:
        return "cannot-tell", "few-councils"
    high, _, low = (each.index for each in told.indices)
    if high is None:
        return "cannot-tell", "few-levels"
    wide = own.reach + HALF_STEP
    from_, to = own.index - wide, own.index + wide
    if from_ > high:
        return "above", ""
    if low is not None and to < low:
        return "below", ""
    # Where fewer councils reach the lower place, whoever has an index is above it.
    if (low is None or from_ > low) and to < high:
        return "within", ""
    return "cannot-tell", "chance"


def as_plain(comparison: Comparison) -> dict[str, object]:
    """The part of a comparison that is written to files: shares to four decimals, reaches to one."""
    plain: dict[str, object] = msgspec.to_builtins(comparison)
    dimensions = []
    for beside in comparison.dimensions:
        of: dict[str, object] = msgspec.to_builtins(beside)
        own = beside.own
        of["own"] = {
            "level": own.level,
            "index": own.index,
            "reach": None if own.reach is None else round(own.reach, 1),
        }
        for key, share in (("with_level", beside.with_level), ("next", beside.next)):
            of[key] = share and {
                "told": share.told,
                "of": share.of,
                "low": round(share.low, 4),
                "high": round(share.high, 4),
            }
        dimensions.append(of)
    return {**plain, "dimensions": dimensions}


def to_json(comparison: Comparison) -> str:
    """A comparison as JSON text: sorted keys, two spaces, a line end at the end."""
    return json_text(as_plain(comparison))
