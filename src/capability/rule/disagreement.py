"""Where people see a practice differently: two camps, and how often chance alone looks like a difference."""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

SMALLEST_CAMP: Final = 3
"""So many raters make a camp: two against two would come of chance in 3 practices of 100."""


FEWEST_TO_DIFFER: Final = 3
"""With fewer levels given, nothing is flagged."""

FLAGGED_BY_CHANCE: Final = (
    *(1500, 2291, 474, 695, 1072, 1133, 520, 514, 426, 462, 486, 423, 336, 315, 186, 168, 281, 244, 167),
    *(141, 113, 100, 147, 121, 97, 82, 59, 50, 83, 69, 52, 43, 35, 29, 46, 38, 30, 25),
)
"""Of 10,000 practices on which all raters share one truth, how many are flagged, with 3, 4, … raters; SD of noise .8.

Exact, from every table of counts; truth at 0 to 4 as in HIGH of decision record 0001. It goes up and down since a
quarter of the raters is a whole number of people: two of eight will do, and three of nine are needed.

Source: ../benchmarks/sureness.py.
"""

CHANCE_UNTIL: Final = FEWEST_TO_DIFFER + len(FLAGGED_BY_CHANCE) - 1
"""With more raters, fewer than 3 of 1,000 are flagged by chance, and none are counted."""


class Camp(msgspec.Struct, frozen=True):
    """Raters who stand together, apart from the others: how many, and the lowest and the highest level they gave."""

    raters: int
    low: int
    high: int


def camps(counts: Sequence[int]) -> tuple[Camp, Camp] | None:
    """The two camps that a practice's raters stand in, the lower first; `counts` of raters at 0 to 4.

    There are two where a level lies between them that few gave: at most a quarter as many as the smaller camp, of which
    each holds a third of the raters or more, and three or more, with no empty level inside, or they would be three. Of
    several such levels the emptiest parts them, of those the lowest. Whoever is at that level is in neither.

    Where all share one truth and noise is .8 of a level, fewer than 1 practice in 100 looks so, whatever the number of
    raters.

    Source: ../docs/decisions/0059-a-level-says-how-sure-it-is.md.

    >>> camps((4, 0, 0, 0, 4))
    (Camp(raters=4, low=0, high=0), Camp(raters=4, low=4, high=4))
    >>> camps((0, 4, 4, 0, 0))
    """
    raters = sum(counts)
    if raters < 2 * SMALLEST_CAMP:
        return None
    sparse = [n for n in (1, 2, 3) if 8 * counts[n] <= raters]
    for between in sorted(sparse, key=counts.__getitem__):
        below, above = sum(counts[:between]), sum(counts[between + 1 :])
        smaller = min(below, above)
        if smaller >= SMALLEST_CAMP and 3 * smaller >= raters and 4 * counts[between] <= smaller:
            given = [level for level, count in enumerate(counts) if count]
            low = [level for level in given if level < between]
            high = [level for level in given if level > between]
            if low[-1] - low[0] < len(low) and high[-1] - high[0] < len(high):
                return Camp(below, low[0], low[-1]), Camp(above, high[0], high[-1])
    return None


def flagged_by_chance(raters: Iterable[int]) -> float:
    """How many of a team's practices would be flagged by chance alone, to one decimal; `raters` who gave each a level.

    As if all shared one truth, and each answer were off by chance: 47 of 100 right, 47 a level off, 6 two or more.

    Source: `FLAGGED_BY_CHANCE`; the practices are added up, each with its own number of raters.

    >>> flagged_by_chance([8] * 36)
    4.1
    """
    total = sum(FLAGGED_BY_CHANCE[n - FEWEST_TO_DIFFER] for n in raters if FEWEST_TO_DIFFER <= n <= CHANCE_UNTIL)
    # In tenths of a practice: floor(total / 1000 + 1/2), in whole numbers.
    return (total + 500) // 1000 / 10
