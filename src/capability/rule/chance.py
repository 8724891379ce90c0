"""What chance alone does to a middle answer: people are drawn anew from the same crowd, and nothing else has changed.

Probabilities are sums of products in a fixed order, without powers or logarithms, so that a browser and a desktop agree
to the last digit.
"""

from collections.abc import Sequence
from math import fsum

MOST_COUNTED = 10_000
"""Of more people in a group the shares count as if so many had answered: chance moves fewer, and none is told less."""

NEGLIGIBLE = 1e-18
"""A term that is so much smaller than the largest changes no digit of a sum."""


def at_least(k: int, n: int, share: tuple[int, int]) -> float:
    """The probability of `k` or more successes in `n` tries, each with the chance `share`, a fraction of whole numbers.

    The terms of the binomial distribution are made from its largest, each from the one beside it, so that none runs out
    of range, however large `n` is.

    >>> at_least(2, 3, (1, 2)), at_least(0, 3, (0, 1)), at_least(1, 3, (0, 1))
    (0.5, 1.0, 0.0)
    """
    yes, no = share[0], share[1] - share[0]
    if yes == 0 or no == 0:
        return float(k <= (n if yes else 0))
    mode = (n + 1) * yes // (yes + no)
    mode = min(mode, n)
    whole = tail = 0.0
    term, i = 1.0, mode
    while i <= n and term > NEGLIGIBLE:
        whole += term
        tail += term if i >= k else 0.0
        term = term * ((n - i) * yes) / ((i + 1) * no)
        i += 1
    term, i = 1.0, mode
    while i > 0 and term > NEGLIGIBLE:
        term = term * (i * no) / ((n - i + 1) * yes)
        i -= 1
        whole += term
        tail += term if i >= k else 0.0
    return tail / whole


def medians(counts: Sequence[int], n: int) -> list[float]:
    """The probability of each lower median of `n` people drawn from a crowd that answers as `counts` do.

    >>> medians((1, 1, 0, 0, 0), 1), medians((1, 1, 0, 0, 0), 2)
    ([0.5, 0.5, 0.0, 0.0, 0.0], [0.75, 0.25, 0.0, 0.0, 0.0])
    """
    crowd, below, found, last = sum(counts), 0, [], 0.0
    for count in counts:
        below += count
        at_or_below = at_least((n + 1) // 2, n, (below, crowd))
        found.append(at_or_below - last)
        last = at_or_below
    return found


def median_moves(before: Sequence[int], after: Sequence[int]) -> float:
    """The probability that two groups have other middle answers, though both are drawn from one crowd.

    The crowd answers as both groups together do. Needs a level on each side. Of more than `MOST_COUNTED` people in a
    group it is told as if there were so many.

    >>> median_moves((0, 5, 0, 0, 0), (0, 5, 0, 0, 0)), round(median_moves((0, 3, 2, 0, 0), (0, 2, 3, 0, 0)), 3)
    (0.0, 0.5)
    """
    crowd = [a + b for a, b in zip(before, after, strict=True)]
    sizes = (min(sum(group), MOST_COUNTED) for group in (before, after))
    both = zip(*(medians(crowd, size) for size in sizes), strict=True)
    return 1.0 - fsum(a * b for a, b in both)
