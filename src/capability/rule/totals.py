"""How raters' own indices of a dimension lie: their number, their sum and the sum of their squares.

One person's answers to the practices of a dimension go together, so what chance alone does to a dimension cannot be
told from the counts of its practices. From these three whole numbers it can, and they add like all of a tally.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from capability.rule.instrument import Dimension, Instrument
from capability.rule.response import Response
from capability.rule.scoring import index_tenths
from capability.signs import sign

LARGEST_INDEX = 1000
"""The index of a rater who says 4 throughout, in tenths of a point."""

Number = Annotated[int, Meta(ge=0, le=10**15)]


class Totals(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The indices of `complete` raters, in tenths of a point: their `sum`, and the sum of their `squares`.

    >>> Totals.of([500, 520]) + Totals.of([480])
    Totals(complete=3, sum=1500, squares=750800)
    """

    complete: Number = 0
    sum: Number = 0
    squares: Number = 0

    @classmethod
    def of(cls, tenths: Iterable[int]) -> "Totals":
        """The totals of raters' indices, or of differences between two indices of one rater each."""
        known = list(tenths)
        return cls(len(known), sum(known), sum(index * index for index in known))

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(self.complete + other.complete, self.sum + other.sum, self.squares + other.squares)

    @property
    def possible(self) -> bool:
        """Whether there are indices between 0 and 100 that add up to this."""
        return self.sum**2 <= self.complete * self.squares and self.squares <= LARGEST_INDEX * self.sum

    @property
    def variance(self) -> tuple[int, int]:
        """The variance with `n − 1`, in square tenths, as a fraction of whole numbers; from two raters on."""
        return self.complete * self.squares - self.sum**2, self.complete * (self.complete - 1)


NO_TOTALS = Totals()


def own_index(dimension: Dimension, response: Response) -> int | None:
    """One rater's index of a dimension in tenths of a point, 0 to 1000, if they gave a level to all that applies.

    `None` where something is blank or unknown, and where nothing applies.

    >>> from capability import load_instrument
    >>> from capability.rule.response import FORMAT, Answer
    >>> place = load_instrument("organisation").dimensions[3]
    >>> said = {practice.id: Answer(level) for practice, level in zip(place.practices, (1, 2, 2, "not-applicable"))}
    >>> own_index(place, Response(format=FORMAT, instrument="organisation", version="1.0.0", answers=said))
    417
    """
    weight = total = 0
    answers, context = response.answers, response.context
    for practice in dimension.practices:
        if not practice.asked_in(context):
            continue
        answer = answers.get(practice.id)
        level = "unknown" if answer is None else answer.level
        if level == "unknown":
            return None
        if level != "not-applicable":
            weight += practice.weight
            total += practice.weight * level
    return index_tenths(total, weight) if weight else None


def totals_of(dimensions: Iterable[Dimension], responses: Iterable[Response]) -> dict[str, Totals]:
    """The totals of a group of raters by dimension, in the order of ids; a dimension that none completed is absent."""
    said = list(responses)
    totals = {}
    for dimension in sorted(dimensions, key=lambda dimension: dimension.id):
        sign()
        known = [index for response in said if (index := own_index(dimension, response)) is not None]
        if known:
            totals[dimension.id] = Totals.of(known)
    return totals


OwnIndices = Mapping[str, Mapping[str, int]]
"""By response id and dimension, what each rater's index is, in tenths."""


def own_indices(instrument: Instrument, responses: Iterable[Response]) -> dict[str, dict[str, int]]:
    """The indices, in tenths of a point, of the raters whose responses have an id, by id and dimension.

    A dimension in which a rater did not give a level to all that applies is absent.

    >>> from capability import load_instrument
    >>> from capability.rule.response import FORMAT, Answer
    >>> used = load_instrument("organisation")
    >>> said = {practice.id: Answer(2) for practice in used.dimensions[3].practices}
    >>> own_indices(used, [Response(format=FORMAT, instrument=used.id, version=used.version, id="a", answers=said)])
    {'a': {'place': 500}}
    """
    return {
        response.id: {part.id: at for part in instrument.dimensions if (at := own_index(part, response)) is not None}
        for response in responses
        if response.id
    }


def differences(before: OwnIndices, after: OwnIndices) -> dict[str, Totals]:
    """By dimension, the totals of what each rater said the second time less the first time; those in both alone.

    >>> differences({"a": {"place": 500}, "b": {"place": 250}}, {"a": {"place": 520}})
    {'place': Totals(complete=1, sum=20, squares=400)}
    """
    steps: dict[str, list[int]] = {}
    for name in sorted(before.keys() & after.keys()):
        for dimension in before[name].keys() & after[name].keys():
            steps.setdefault(dimension, []).append(after[name][dimension] - before[name][dimension])
    return {dimension: Totals.of(found) for dimension, found in sorted(steps.items())}
