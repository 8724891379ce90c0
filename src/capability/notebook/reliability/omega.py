"""McDonald's omega: how much of a scale's spread one common factor explains."""

import numpy as np
from numpy.typing import NDArray

from capability.notebook.reliability.alpha import Pairs, covariances, pairs_of
from capability.notebook.reliability.figure import Figure
from capability.notebook.reliability.table import Ratings, read

Floats = NDArray[np.float64]

STILL = 1e-13
"""A loading that moves by less than this stands still."""

ROUNDED = 1e-9
"""By how much a loading of 1 may be above it."""

MOST_ROUNDS = 10_000


def mcdonald_omega(answers: Ratings) -> Figure:
    """McDonald's omega (total) of a scale with one common factor: a row a rater, a column an item.

    `(Σ λ)² / ((Σ λ)² + Σ ψ)`, with each item's loading λ and own variance ψ. The loadings are those that leave the
    least squares of correlations unexplained, times the items' deviations, so that it is the omega of a plain sum.
    Unlike alpha it does not suppose that all items load alike. It does suppose one factor, which it does not test, and
    items that are measurements rather than ranks. It has no interval: that needs a bootstrap.
    A rater with a gap is left out: `used` of `of` raters.

    Source: McDonald (1999), Test Theory: A Unified Treatment, chapter 6; the loadings by Harman and Jones (1966),
    Psychometrika 31:351.

    >>> said = [[2, 2, 1], [2, 1, 1], [2, 2, 3], [3, 2, 3], [1, 2, 2], [3, 3, 3], [3, 3, 3], [1, 2, 1], [1, 1, 2]]
    >>> round(mcdonald_omega(said).value, 2)
    0.82
    """
    table = read(answers)
    complete = table.complete_rows()
    return omega_from(pairs_of(complete.values, complete.given), len(table.values))


def omega_from(pairs: Pairs, of: int) -> Figure:
    """Omega from the pairs of items of `of` raters; see `mcdonald_omega`."""
    k = len(pairs.counts)
    used = int(pairs.counts.min()) if k else 0
    if k < 3:
        return Figure(why="too-few-items", used=used, of=of)
    if used < 2:
        return Figure(why="too-few-raters", used=used, of=of)
    matrix = covariances(pairs)
    deviations = np.sqrt(matrix.diagonal())
    if not deviations.all():
        return Figure(why="no-spread-in-an-item", used=used, of=of)
    loadings = _loadings(matrix / np.outer(deviations, deviations))
    if loadings is None:
        return Figure(why="no-one-factor", used=used, of=of)
    common = float(loadings @ deviations) ** 2
    own = float((1 - loadings**2) @ deviations**2)
    return Figure(value=common / (common + own), used=used, of=of)


def _loadings(correlations: Floats) -> Floats | None:
    """The loadings of one factor with the least squared residuals, item by item until they stand still.

    `None` where that needs an item to share more than all of its variance (Heywood's case), or finds no rest.
    """
    loadings = np.linalg.eigh(correlations)[1][:, -1]
    for _ in range(MOST_ROUNDS):
        before = loadings.copy()
        for i in range(len(loadings)):
            others = loadings @ loadings - loadings[i] ** 2
            loadings[i] = (correlations[i] @ loadings - loadings[i]) / others if others else 0
        if np.abs(loadings - before).max() < STILL:
            return np.clip(loadings, -1, 1) if np.abs(loadings).max() <= 1 + ROUNDED else None
    return None
