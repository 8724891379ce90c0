"""Fisher's F distribution, for intervals: how large a ratio of two variances can be by chance."""

from functools import lru_cache
from math import exp, inf, lgamma, log, log1p

CLOSE = 1e-16
MOST_TERMS = 100_000
HALVINGS = 200


@lru_cache
def quantile(share: float, above: float, below: float) -> float:
    """The value of F below which a `share` of the distribution lies, with degrees of freedom `above` and `below`.

    Both may be fractions, as Satterthwaite's are. Infinite where a float cannot hold it.

    >>> round(quantile(0.975, 5, 15), 4)
    3.5764
    """
    # F is a ratio of x to 1 − x, where x has a beta distribution: halve the interval in which x lies. Below the middle
    # x is sought, above it 1 − x, so that neither loses its digits near 1.
    a, b = above / 2, below / 2
    lower = share <= _beta(0.5, a, b)
    p, q, wanted = (a, b, share) if lower else (b, a, 1 - share)
    low, high = 0.0, 0.5
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if _beta(middle, p, q) < wanted else (low, middle)
    if not high or not low:
        return 0.0 if lower else inf
    x = (low + high) / 2
    return x / (1 - x) * below / above if lower else (1 - x) / x * below / above


def _beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction.

    Source: NIST Digital Library of Mathematical Functions, 8.17.22, evaluated by Lentz's method.
    """
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)  # there it converges quickly
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    fraction = d
    for m in range(1, MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = 1 / (1 + even * d), 1 + even / c
        fraction *= c * d
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1 / (1 + odd * d), 1 + odd / c
        fraction *= c * d
        if abs(c * d - 1) <= CLOSE:
            break
    return front * fraction
