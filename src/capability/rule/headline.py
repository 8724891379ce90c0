"""The headline of a result: which dimensions hold back most, and which one is a strength, as ids.

For one person's profile and for a team's, whose dimensions are scored alike. The words stand where they are read.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from capability.rule.instrument import TOP_LEVEL
from capability.rule.scoring import DimensionProfile

MOST_NAMED = 4
"""So many dimensions may hold back most together: a list of more points at nothing."""

FIRST_NAMED = 2
"""Where more stand at the lowest, so many are named as those to begin with."""

STRENGTH_ABOVE = 2
"""A strength stands so many levels above the lowest."""

MANY_ANSWERS = 3
"""A claim that rests on fewer answers says on how many."""

Few = Literal["", "one", "two", "each-one", "each-two", "differs"]
"""On how few answers a claim rests, one or two: one dimension's, or each one's of several.

Where some of several rest on fewer than others, each says on how many: one answer would weigh as much as four.
"""


class Headline(msgspec.Struct, frozen=True, kw_only=True):
    """What a result says first. Ids of dimensions, in the order in which they hold back.

    - `order`: those of which something is known. What does not apply is in none of these.
    - `unknown`: those of which nothing is known, in the instrument's order
    - `lowest`: the level, or the *at most*, of the lowest; `tied` stand there. `None` and 0 where nothing is known.
    - `only_at_most`: of the lowest, whether all that is known is what they are at most
    - `holding`: those to name: all that are tied or, of more than four, the first two. None where the lowest is at the
      top, or where there is only one dimension, which nothing is lower than.
    - `highest`: those that stand highest, where that is a strength; one alone is *the* `strength`
    - `answered`: by dimension, how many of its practices have a level
    """

    order: tuple[str, ...]
    unknown: tuple[str, ...]
    lowest: int | None
    only_at_most: bool
    tied: int
    holding: tuple[str, ...]
    highest: tuple[str, ...]
    answered: Mapping[str, int]

    @property
    def alike(self) -> bool:
        """Whether several dimensions are known, and all of them stand at the same level."""
        return 1 < self.tied == len(self.order)

    @property
    def strength(self) -> str | None:
        """The one to name as a strength: where several are as high, none of them stands out."""
        return self.highest[0] if len(self.highest) == 1 else None

    def rests_on(self, names: Iterable[str]) -> Few:
        """On how few answers rests what is said of some dimensions; nothing where each of them has three or more."""
        counts = [self.answered[name] for name in names]
        few = {count for count in counts if count < MANY_ANSWERS}
        if not few:
            return ""
        if len(counts) == 1:
            return "one" if 1 in few else "two"
        if len(set(counts)) > 1:
            return "differs"
        return "each-one" if 1 in few else "each-two"


def headline(dimensions: Iterable[DimensionProfile]) -> Headline:
    """What to say first of a profile's dimensions: `profile.dimensions`, or a team's `profile.profile.dimensions`.

    A dimension stands at its level or, without one, at its *at most*: it can be no higher. The lowest hold back most.
    Among equals come first those that a foundation holds back, or that may be lower yet; then the instrument's order.

    The strength is the highest of those with a level, where it stands two levels above the lowest, and alone: where
    several are as high, none of them stands out. An *at most* is no strength: it is what the rest may turn out to be.

    Source: docs/decisions/0065-the-result-says-one-sentence-and-one-step.md.

    >>> from capability import load_instrument
    >>> from capability.rule.response import FORMAT, Answer, Response
    >>> from capability.rule.scoring import score
    >>> organisation = load_instrument("organisation")
    >>> levels = {"missions": 2, "suppliers": 3, "culture": 1, "residents": 1}
    >>> answers = {p.id: Answer(levels[p.id.split(".")[0]]) for p in organisation.practices
    ...            if p.id.split(".")[0] in levels}
    >>> said = Response(format=FORMAT, instrument="organisation", version="1.0.0", answers=answers)
    >>> found = headline(score(organisation, said).dimensions)
    >>> found.holding, found.lowest, found.strength, len(found.unknown)
    (('culture', 'residents'), 1, 'suppliers', 5)
    """
    asked = [dimension for dimension in dimensions if dimension.coverage.applicable]
    known = sorted((dimension for dimension in asked if dimension.at_most is not None), key=_place)
    lowest = standing(known[0]) if known else None
    tied = [dimension for dimension in known if standing(dimension) == lowest]
    named = tied if len(tied) <= MOST_NAMED else tied[:FIRST_NAMED]
    holds = len(asked) > 1 and lowest is not None and lowest < TOP_LEVEL
    return Headline(
        order=_ids(known),
        unknown=_ids(dimension for dimension in asked if dimension.at_most is None),
        lowest=lowest,
        only_at_most=bool(tied) and all(dimension.level is None for dimension in tied),
        tied=len(tied),
        holding=_ids(named) if holds else (),
        highest=_highest(asked, lowest),
        answered={dimension.id: dimension.coverage.answered for dimension in asked},
    )


def standing(dimension: DimensionProfile) -> int | None:
    """The level of a dimension or, without one, what it is at most; nothing where nothing is known."""
    return dimension.at_most if dimension.level is None else dimension.level


def _place(dimension: DimensionProfile) -> tuple[int, bool]:
    """Where a dimension of which something is known comes; sorting keeps the instrument's order among equals."""
    at = standing(dimension)
    return TOP_LEVEL if at is None else at, dimension.level is not None and not dimension.binding.must


def _highest(dimensions: Iterable[DimensionProfile], lowest: int | None) -> tuple[str, ...]:
    levels = {dimension.id: dimension.level for dimension in dimensions if dimension.level is not None}
    top = max(levels.values(), default=0)
    if lowest is None or top < lowest + STRENGTH_ABOVE:
        return ()
    return tuple(name for name, level in levels.items() if level == top)


def _ids(dimensions: Iterable[DimensionProfile]) -> tuple[str, ...]:
    return tuple(dimension.id for dimension in dimensions)
