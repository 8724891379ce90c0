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
        """Whether there are whole numbers from 0 to 1000, one a rater, that add up to this."""
        if not self.complete:
            return self.sum == self.squares == 0
        # The squares are least where all are alike, and most where they are at the ends of the scale.
        alike, rest = divmod(self.sum, self.complete)
        least = self.complete * alike * alike + rest * (2 * alike + 1)
        ends, left = divmod(self.sum, LARGEST_INDEX)
        most = ends * LARGEST_INDEX**2 + left * left
        within = self.sum <= LARGEST_INDEX * self.complete and least <= self.squares <= most
        return within and (self.sum - self.squares) % 2 == 0  # a number is even or odd as its square is

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


class OwnIndex(msgspec.Struct, frozen=True):
    """One rater's index of a dimension in tenths of a point, and which of its practices applied: bit 0 is the first."""

    tenths: int
    applied: int


class RaterIndices(msgspec.Struct, frozen=True):
    """When a response was saved, if that is known, and by dimension the rater's own index, where it is complete."""

    saved: str
    indices: dict[str, OwnIndex]


OwnIndices = Mapping[str, RaterIndices]
"""What each rater said, by the id of the response."""


def own_indices(instrument: Instrument, responses: Iterable[Response]) -> dict[str, RaterIndices]:
    """The raters whose responses have an id, each with the dimensions in which they gave a level to all that applies.

    An id that two responses share tells nobody, and is left out.

    >>> from capability import load_instrument
    >>> from capability.rule.response import FORMAT, Answer
    >>> used = load_instrument("organisation")
    >>> said = {practice.id: Answer(2) for practice in used.dimensions[3].practices}
    >>> own_indices(used, [Response(format=FORMAT, instrument=used.id, version=used.version, id="a", answers=said)])
    {'a': RaterIndices(saved='', indices={'place': OwnIndex(tenths=500, applied=15)})}
    """
    found: dict[str, RaterIndices] = {}
    shared = set()
    for response in responses:
        if response.id:
            shared |= {response.id} & found.keys()
            found[response.id] = RaterIndices(response.saved, _by_dimension(instrument, response))
    return {name: own for name, own in found.items() if name not in shared}


def _by_dimension(instrument: Instrument, response: Response) -> dict[str, OwnIndex]:
    indices = {}
    for part in instrument.dimensions:
        tenths = own_index(part, response)
        if tenths is not None:
            # What has a level applied, unless the context excludes it: the index is there, so the rest does not apply.
            applied = [
                practice.asked_in(response.context) and response.answers[practice.id].level != "not-applicable"
                for practice in part.practices
            ]
            indices[part.id] = OwnIndex(tenths, sum(1 << place for place, applies in enumerate(applied) if applies))
    return indices


def unchanged(before: OwnIndices, after: OwnIndices) -> set[str]:
    """Ids of responses that stand in both rounds with the same time: one file, and no second answer."""
    return {name for name in before.keys() & after.keys() if (at := before[name].saved) and at == after[name].saved}


def differences(before: OwnIndices, after: OwnIndices) -> dict[str, Totals]:
    """By dimension, the totals of what each rater said the second time less the first time.

    Of those in both alone, for whom the same practices applied both times.

    >>> then, now = ({"a": RaterIndices("", {"place": OwnIndex(tenths, 15)})} for tenths in (500, 520))
    >>> differences(then, now)
    {'place': Totals(complete=1, sum=20, squares=400)}
    """
    steps: dict[str, list[int]] = {}
    for name in sorted(before.keys() & after.keys()):
        first, second = before[name].indices, after[name].indices
        for dimension in first.keys() & second.keys():
            was, now = first[dimension], second[dimension]
            if was.applied == now.applied:
                steps.setdefault(dimension, []).append(now.tenths - was.tenths)
    return {dimension: Totals.of(found) for dimension, found in sorted(steps.items())}
