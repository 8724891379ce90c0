"""How often each way of comparing two sides calls a gap sure: where there is none, and where there is one.

All answers are made up. A practice's truth is a level, spread as in HIGH of record 0001, one practice in four half a
standard deviation easier. Each rater says it with normal noise of so many levels, rounded, 0 to 4. With no gap both
sides share the truth; they are equally noisy, or one is noisier. With a gap the truths lie a level apart, either way.
"""

import argparse
from collections.abc import Callable
from functools import cache
from itertools import product

import numpy as np
import numpy.typing as npt
from scipy import stats
from scipy.special import gammaln

from capability.rule.intervals import Z_95, higher, wilson

Counts = npt.NDArray[np.int64]
"""A row a side of a pair, a column a level: how many raters gave it."""
Flags = npt.NDArray[np.bool_]

SEED = 20261127
HIGH = (0.15, 0.30, 0.33, 0.17, 0.05)
EASIER, IN = 0.5, 4
LEVELS = range(5)
SIZES = ((5, 5), (5, 8), (8, 8), (12, 5), (30, 30), (5, 30))
NOISES = (0.5, 0.8, 1.0)
UNLIKE = ((0.5, 0.8), (0.8, 0.5), (0.8, 1.0), (1.0, 0.8), (0.5, 1.0), (1.0, 0.5))
"""Noise of the council, and of those outside."""
MANY = 40
FOR_MANY = 500
"""From so many raters on, the exact test looks at this many pairs only: it tries some 30,000 tables for each."""


def chosen_after(first: Counts, second: Counts) -> Flags:
    """Difference of shares, at higher consensus."""
    at = np.maximum(np.maximum(_lower_medians(first), _lower_medians(second)), 1)
    return np.array([_shares_differ(a, b, k) for a, b, k in zip(first, second, at, strict=True)])


def fixed(first: Counts, second: Counts) -> Flags:
    """Difference of shares at 2."""
    return np.array([_shares_differ(a, b, 2) for a, b in zip(first, second, strict=True)])


def newcombe(first: Counts, second: Counts) -> Flags:
    """Share of pairs, Newcombe's interval."""
    return np.array([_is_sure(tuple(a), tuple(b)) for a, b in zip(first.tolist(), second.tolist(), strict=True)])


def newcombe_t(first: Counts, second: Counts) -> Flags:
    """The same, with Student's t."""
    m, n = _sizes(first, second)
    return _beyond(first, second, stats.t.ppf(0.975, m + n - 2))


def for_ties(first: Counts, second: Counts) -> Flags:
    """The same, narrower for ties."""
    return _beyond(first, second, Z_95, _ties(first + second))


def for_ties_smoothed(first: Counts, second: Counts) -> Flags:
    """Narrower, one rater added everywhere."""
    return _beyond(first, second, Z_95, _ties(first + second + 1))


def brunner_munzel(first: Counts, second: Counts) -> Flags:
    """Share of pairs, variance estimated."""
    m, n = _sizes(first, second)
    mine, theirs = (np.cumsum(second, 1) - second / 2) / n, (np.cumsum(first, 1) - first / 2) / m
    value = (first * mine).sum(1) / m
    of_mine = (first * (mine - value[:, None]) ** 2).sum(1) / (m - 1) / m
    of_theirs = (second * (theirs - (1 - value[:, None])) ** 2).sum(1) / (n - 1) / n
    spread = of_mine + of_theirs
    with np.errstate(invalid="ignore"):
        freedom = spread**2 / (of_mine**2 / (m - 1) + of_theirs**2 / (n - 1))
    wide = stats.t.ppf(0.975, np.where(spread > 0, freedom, min(m, n) - 1)) * np.sqrt(spread)
    return np.asarray(np.abs(value - 0.5) > wide + 1e-12)


def exact(first: Counts, second: Counts) -> Flags:
    """Permutations of all given answers."""
    m, n = _sizes(first, second)
    rows = zip(first[: FOR_MANY if m + n > MANY else None], second, strict=False)
    return np.array([_p_of(tuple(a + b), tuple(a)) <= 0.05 + 1e-12 for a, b in rows])


WAYS: dict[str, Callable[[Counts, Counts], Flags]] = {
    "until now": chosen_after,
    "cut at 2": fixed,
    "Newcombe": newcombe,
    "with t": newcombe_t,
    "ties": for_ties,
    "ties + 1": for_ties_smoothed,
    "Br.-Munzel": brunner_munzel,
    "exact": exact,
}


def main() -> None:
    """Print every rate."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", type=int, default=10_000, help="how many pairs in each row")
    pairs = options.parse_args().pairs
    print(f"Per cent of pairs called sure, of {pairs:,} a row; seed {SEED}\n")
    for name, way in WAYS.items():
        print(f"  {name:11} {way.__doc__}")
    told("No gap, both sides alike", [(noise, noise) for noise in NOISES], pairs, apart=0)
    told("No gap, one side less steady", list(UNLIKE), pairs, apart=0)
    told("A gap of one level", [(noise, noise) for noise in NOISES], pairs, apart=1)
    print("\nNo gap, worst of all truths from 0 to 4, worked out and not drawn\n")
    for sizes in ((5, 5), (5, 8), (8, 8)):
        for noise in NOISES:
            worst = worst_truth(*sizes, noise)
            print(f"{row_name(sizes, (noise, noise)):18}" + "".join(f"{100 * rate:11.1f}" for rate in worst))


def told(title: str, noises: list[tuple[float, float]], pairs: int, *, apart: int) -> None:
    """Print a table: a row for each size and noise, a column for each way."""
    print(f"\n{title}\n\n{'raters, noise':18}" + "".join(f"{name:>11}" for name in WAYS))
    for sizes in SIZES:
        for noise in noises:
            rates = rates_of(sizes, noise, pairs, apart)
            print(f"{row_name(sizes, noise):18}" + "".join(f"{100 * rate:11.1f}" for rate in rates))


def row_name(sizes: tuple[int, int], noise: tuple[float, float]) -> str:
    steady = f"{noise[0]}" if noise[0] == noise[1] else f"{noise[0]}/{noise[1]}"
    return f"{sizes[0]} v {sizes[1]}, {steady}"


def rates_of(sizes: tuple[int, int], noise: tuple[float, float], pairs: int, apart: int) -> list[float]:
    """How often each way is sure, in so many made-up pairs."""
    chance = np.random.default_rng([SEED, *sizes, *(round(10 * sd) for sd in noise), apart])
    truth = _truths(chance, pairs)
    seen = truth + apart * chance.choice((-1, 1), pairs)
    seen = np.where((seen < 0) | (seen > 4), 2 * truth - seen, seen)
    first, second = _said(chance, truth, noise[0], sizes[0]), _said(chance, seen, noise[1], sizes[1])
    return [float(way(first, second).mean()) for way in WAYS.values()]


def worst_truth(m: int, n: int, noise: float) -> list[float]:
    """The largest rate of each way where both sides share one truth, over all tables that can come of it."""
    mine, theirs = _tables(m), _tables(n)
    first, second = np.repeat(mine, len(theirs), 0), np.tile(theirs, (len(mine), 1))
    shape = len(mine), len(theirs)
    sure = [way(first, second).reshape(shape) for way in WAYS.values()]
    rates = []
    for truth in np.arange(0, 4.05, 0.1):
        edges = stats.norm.cdf((np.arange(4) + 0.5 - truth) / noise)
        shares = np.diff(np.concatenate([[0], edges, [1]]))
        rates.append([_chances(mine, shares) @ flags @ _chances(theirs, shares) for flags in sure])
    return [float(rate) for rate in np.max(rates, 0)]


def _truths(chance: np.random.Generator, pairs: int) -> npt.NDArray[np.int64]:
    easier = EASIER * (chance.random(pairs) < 1 / IN)
    return np.searchsorted(stats.norm.ppf(np.cumsum(HIGH)[:-1]), chance.standard_normal(pairs) + easier)


def _said(chance: np.random.Generator, truth: npt.NDArray[np.int64], noise: float, raters: int) -> Counts:
    levels = np.clip(np.rint(truth[:, None] + noise * chance.standard_normal((len(truth), raters))), 0, 4)
    return np.stack([(levels == level).sum(1) for level in LEVELS], 1)


def _tables(raters: int) -> Counts:
    return np.array([counts for counts in product(range(raters + 1), repeat=5) if sum(counts) == raters])


def _chances(tables: Counts, shares: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(stats.multinomial.pmf(tables, tables[0].sum(), shares / shares.sum()))


def _sizes(first: Counts, second: Counts) -> tuple[int, int]:
    return int(first[0].sum()), int(second[0].sum())


def _lower_medians(counts: Counts) -> npt.NDArray[np.int64]:
    return np.asarray((np.cumsum(counts, 1) < (counts.sum(1, keepdims=True) + 1) // 2).sum(1))


def _shares_differ(first: Counts, second: Counts, at: int) -> bool:
    """Whether the shares at a level or above differ: Newcombe 1998, method 10, 95 %."""
    mine, theirs = wilson(int(first[at:].sum()), int(first.sum())), wilson(int(second[at:].sum()), int(second.sum()))
    p, q = mine.count / mine.of, theirs.count / theirs.of
    below = np.hypot(p - mine.low, theirs.high - q)
    above = np.hypot(mine.high - p, q - theirs.low)
    return bool(p - q - below > 1e-12 or p - q + above < -1e-12)


@cache
def _is_sure(first: tuple[int, ...], second: tuple[int, ...]) -> bool:
    return higher(first, second).sure


def _beyond(first: Counts, second: Counts, z: float, less: npt.NDArray[np.float64] | float = 1.0) -> Flags:
    """Whether the share of pairs lies further from a half than `z` of its deviations, at a half, times `less`."""
    m, n = _sizes(first, second)
    value = (first * (2 * (np.cumsum(second, 1) - second) + second)).sum(1) / (2 * m * n)
    return np.asarray(np.abs(value - 0.5) > z * np.sqrt(less * (m + n + 1) / (12 * m * n)) + 1e-12)


def _ties(pooled: Counts) -> npt.NDArray[np.float64]:
    """How much less the share of pairs varies where answers are equal: Lehmann's correction."""
    whole = pooled.sum(1)
    return np.asarray(1 - (pooled**3 - pooled).sum(1) / (whole**3 - whole))


def _p_of(pooled: tuple[int, ...], first: tuple[int, ...]) -> float:
    """Two sides' exact p, given how many gave each level in all."""
    distances, chances, middles, middle = _permuted(pooled, sum(first))
    distance = abs(sum(count * rank for count, rank in zip(first, middles, strict=True)) - middle)
    return float(chances[np.searchsorted(-distances, -distance, side="right") - 1])


@cache
def _permuted(pooled: tuple[int, ...], m: int) -> tuple[Counts, npt.NDArray[np.float64], tuple[int, ...], int]:
    """How far from its middle the sum of ranks can lie, furthest first, with the chance of so far or further."""
    given, whole = np.array(pooled), sum(pooled)
    grids = np.meshgrid(*(np.arange(count + 1) for count in pooled[:4]), indexing="ij")
    taken = np.stack([grid.ravel() for grid in grids], 1)
    last = m - taken.sum(1)
    possible = (last >= 0) & (last <= pooled[4])
    taken = np.column_stack([taken[possible], last[possible]])
    log = gammaln(np.arange(whole + 1) + 1.0)
    ways = (log[given] - log[taken] - log[given - taken]).sum(1) - (log[whole] - log[m] - log[whole - m])
    middles = 2 * (np.cumsum(given) - given) + given
    distances = np.abs(taken @ middles - m * whole)
    order = np.argsort(-distances)
    return distances[order], np.cumsum(np.exp(ways[order])), tuple(middles.tolist()), m * whole


if __name__ == "__main__":
    main()
