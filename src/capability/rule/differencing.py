"""When a group's figures may be published beside those of earlier editions, so that nobody can take one from the other.

It is decided by numbers of members alone, never by answers: what is withheld because of an answer tells it. All that
could be true is gone through: every count in every part of the group (who stayed, joined, left), with up to two members
who pool their own answers.

Source: ../docs/decisions/0079-a-benchmark-tells-counts-in-fives-and-goes-by-member-counts.md, with how it was attacked.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, combinations_with_replacement, product
from math import prod
from typing import Final

BASE: Final = 5
"""Counts are told in steps of this; the highest step, too, has so many counts, or more."""

FEWEST_IN_A_PEER_GROUP: Final = 10
"""Of a group of fewer councils nothing is told."""

FEWEST_FOR_QUARTERS: Final = 20
"""From so many on, the quarters are told beside the middle."""

COLLUDERS: Final = 2
"""So many members who pool what they answered learn no other member's answer."""

ENOUGH: Final = 60
"""Of a part of a group with more members, only as many are gone through."""

LARGEST_SEARCH: Final = 2**27
"""Most combinations of counts that are gone through; with more, nothing is promised and nothing published."""

Part = tuple[bool, ...]
"""In which editions councils are members, the earliest first."""

Parts = Mapping[Part, int]
"""How many councils are members in which editions."""


def steps(size: int) -> tuple[int, ...]:
    """The counts that may be told of a group: multiples of five, the last with four counts or more above it.

    They stand at fixed places. A step that moved with the size would make narrow bands of two editions.

    >>> steps(13), steps(14)
    ((5,), (5, 10))
    """
    return tuple(range(BASE, size - BASE + 2, BASE))


def told_count(count: int, size: int) -> int:
    """How many members of a group are told, rounded down; 0 says "fewer than five", and the last "so many or more".

    >>> [told_count(count, 14) for count in (0, 4, 5, 9, 10, 14)]
    [0, 0, 5, 5, 10, 10]
    """
    return max((step for step in steps(size) if step <= count), default=0)


def places(size: int) -> tuple[int, ...]:
    """Whose index is told, counted from the highest: near the quarters and the middle, or near the middle alone.

    A true quarter moves with the size, and two editions would tell more than either. These are steps too, so an index
    tells no more than whether a count reaches a step.

    >>> places(12), places(20), places(33)
    ((5,), (5, 10, 15), (10, 15, 25))
    """
    if size < FEWEST_IN_A_PEER_GROUP:
        return ()
    quarters = (1, 2, 3) if size >= FEWEST_FOR_QUARTERS else (2,)
    return tuple(min(steps(size), key=lambda step: abs(4 * step - quarter * size)) for quarter in quarters)


def publishable(size: int, joiners: int, leavers: int, colluders: int = COLLUDERS) -> bool:
    """Whether a group may be published after an edition with `size` members, whom so many joined and left.

    That those who stayed answer as before is the worst case, and taken for true.

    >>> [joiners for joiners in range(16) if publishable(25, joiners, 0)]
    [0, 4, 5, 9, 10, 14, 15]
    """
    if leavers > size:
        return False
    parts: Parts = {(True, True): size - leavers, (False, True): joiners, (True, False): leavers}
    return publishable_parts(parts, colluders)


def publishable_beside(members: Iterable[str], earlier: Iterable[Iterable[str]], colluders: int = COLLUDERS) -> bool:
    """Whether a group with these members may be published, beside all earlier editions of it: the members of each.

    >>> told = [f"E{n}" for n in range(25)]
    >>> publishable_beside(told[:20], [told[:10], told[:15]]), publishable_beside(told[:21], [told[:10], told[:15]])
    (True, False)
    """
    now = frozenset(members)
    sets = list(dict.fromkeys([*map(frozenset, earlier), now]))
    everybody = frozenset[str]().union(*sets)
    return publishable_parts(Counter(tuple(code in each for each in sets) for code in everybody), colluders)


def publishable_parts(parts: Parts, colluders: int = COLLUDERS) -> bool:
    """Whether editions may stand beside one another, all taken together: two by two is not enough."""
    editions = range(len(next(iter(parts))))
    for pair in combinations(editions, 2):  # seen at once, and most that is given away is given away by two
        if len(editions) > 2 and gives_away(_alike(_within(parts, pair)), colluders):
            return False
    return not gives_away(_alike(parts), colluders)


def _within(parts: Parts, editions: Sequence[int]) -> Parts:
    """The same members, as far as some of the editions know them."""
    known: Counter[Part] = Counter()
    for part, count in parts.items():
        known[tuple(part[edition] for edition in editions)] += count
    return known


def _alike(parts: Parts) -> tuple[tuple[Part, int], ...]:
    """Parts that have members, in one order; of a part with very many members, as many as behave the same.

    What is known lies near none and near all, and the steps repeat every five: of a large part it only matters how many
    it has beyond a multiple of five. In all that was tried 15 were enough (record 0079).
    """
    return tuple(
        (part, count if count < ENOUGH else ENOUGH + (count - ENOUGH) % BASE)
        for part, count in sorted(parts.items())
        if count and any(part)
    )


@lru_cache(maxsize=10_000)
def gives_away(parts: tuple[tuple[Part, int], ...], colluders: int) -> bool:
    """Whether some answers give a member away to so many others, or fewer, who know the editions and all members.

    The answer is a yes or no, such as to be at level 2 or above. Of the councils in a part of the group nobody can tell
    one from another: an answer is known where all others of a part must have said yes, or all no. It is enough to look
    at all colluders that there may be: what fewer learn, more do.
    """
    left = dict(parts)
    sizes = [sum(count for part, count in parts if part[edition]) for edition in range(len(parts[0][0]))]
    if min(sizes) < FEWEST_IN_A_PEER_GROUP or prod(size + 1 for size in sizes) > LARGEST_SEARCH:
        return True
    sums = _Sums(sizes)
    for placed in combinations_with_replacement(left, colluders):
        told = Counter(placed)
        if any(left[part] < count for part, count in told.items()):
            continue
        others = {part: count - told[part] for part, count in left.items()}
        for yes in product(*(range(count + 1) for count in told.values())):
            if sums.tell(others, sum(sums.move(part) * count for part, count in zip(told, yes, strict=True))):
                return True
    return False


class _Sums:
    """Which counts of yes there may be in each edition: a set of them is one whole number, a bit for each."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.bands = [tuple(bands(size)) for size in sizes]
        self.strides = [prod(size + 1 for size in sizes[:edition]) for edition in range(len(sizes))]

    def move(self, part: Part) -> int:
        """By how many bits one more yes in a part moves."""
        return sum(stride for stride, member in zip(self.strides, part, strict=True) if member)

    def tell(self, parts: Parts, start: int) -> bool:
        """Whether all of a part can be known to have said yes, or all no; `start` is what the colluders said."""
        for part, count in parts.items():
            if not count:
                continue
            rest = 1 << start
            for other, many in parts.items():
                if other != part:
                    rest = _spread(rest, self.move(other), many)
            not_all, move = _spread(rest, self.move(part), count - 1), self.move(part)
            if self._apart(rest << move * count, not_all) or self._apart(rest, not_all << move):
                return True
        return False

    def _apart(self, some: int, others: int, editions: int | None = None) -> bool:
        """Whether `some` have counts that look, in all editions, like none of the others'."""
        left = len(self.bands) if editions is None else editions
        if not some or not left:
            return bool(some and not others)
        stride = self.strides[left - 1]
        mask = (1 << stride) - 1
        for low, high in self.bands[left - 1]:
            here = there = 0
            for count in range(low, high + 1):
                here |= some >> count * stride & mask
                there |= others >> count * stride & mask
            if here and self._apart(here, there, left - 1):
                return True
        return False


def bands(size: int) -> Iterator[tuple[int, int]]:
    """The counts that are told alike, from and to.

    >>> list(bands(13))
    [(0, 4), (5, 13)]
    """
    lows = (0, *steps(size))
    return zip(lows, (*(low - 1 for low in lows[1:]), size), strict=True)


def _spread(bits: int, move: int, count: int) -> int:
    """The sums with 0 to `count` yes more."""
    done = 0
    while done < count:
        more = min(done + 1, count - done)
        bits |= bits << move * more
        done += more
    return bits
