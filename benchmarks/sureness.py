"""What the kit says of how sure it is, against what is so, in simulations. Run `python -m benchmarks.sureness`.

All answers are made up. True is what the rule gives for the middle answers of infinitely many raters of the same kind.

- teams: nine dimensions, correlated, foundations easier (record 0001, HIGH +.5)
- raters: the truth, noise, rounded, clipped
- noise: SD .5, .8, 1.0; leniency SD 0, .4
- chance: exact, every table of counts
- camps: exact, half and half
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import lgamma
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from capability.rule.disagreement import CHANCE_UNTIL, camps
from capability.rule.instrument import LEVELS_ABOVE_BOTTOM
from capability.rule.sureness import (
    Claim,
    chances_of_most,
    dimension_chances,
    practice_chances,
    sureness,
    together_chances,
)
from capability.rule.tally import Count
from capability.rule.team import practice_team
from tests.synthetic import practice

SEED = 20261127
TEAMS = 1000
RATERS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 20, 30)
NOISES = [(sd, leniency) for sd in (0.5, 0.8, 1.0) for leniency in (0.0, 0.4)]
SHARES = (0.15, 0.30, 0.33, 0.17, 0.05)
"""How many practices stand at 0 to 4: HIGH of record 0001."""

DIMENSIONS, PRACTICES = 9, 4
ESSENTIAL = np.zeros((DIMENSIONS, PRACTICES), dtype=bool)
ESSENTIAL[:, 0] = True
ESSENTIAL[:3, 1] = True
CUTS = [NormalDist().inv_cdf(float(share)) for share in np.cumsum(SHARES)[:4]]
BINS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
WORDS: tuple[Claim, ...] = ("sure", "likely", "rather", "even", "other")
SD = 0.8
"""The noise for which chance is told."""

Floats = NDArray[np.float64]
Whole = NDArray[np.int_]


def truths(rng: np.random.Generator, teams: int, between: bool) -> Floats:
    """Where each team's practices stand, 0 to 4: on a level, or anywhere between two."""
    whole, dimension, own = (
        rng.standard_normal(shape) for shape in ((teams, 1, 1), (teams, DIMENSIONS, 1), (teams, DIMENSIONS, PRACTICES))
    )
    latent = np.sqrt(0.23) * whole + np.sqrt(0.22) * dimension + np.sqrt(0.55) * own + 0.5 * ESSENTIAL
    if not between:
        return np.asarray(np.searchsorted(CUTS, latent), dtype=float)
    return np.asarray(np.interp(latent, [-3, *CUTS, 3.2], [-1, 0.5, 1.5, 2.5, 3.5, 4.7]))


def counts_of(rng: np.random.Generator, truth: Floats, raters: int, sd: float, leniency: float) -> Whole:
    """How many raters give each practice 0 to 4; the last axis is the level."""
    counts = np.zeros((*truth.shape, 5), dtype=int)
    for _ in range(raters):
        off = leniency * rng.standard_normal((len(truth), 1, 1)) + sd * rng.standard_normal(truth.shape)
        answers = np.clip(np.rint(truth + off), 0, 4).astype(int)
        counts += answers[..., None] == np.arange(5)
    return counts


def gate(chances: Floats) -> Floats:
    """The chance that each dimension passes the gate; the last axis holds its four practices."""
    first, second, third, fourth = np.moveaxis(chances, -1, 0)
    two_of_three = second * third + second * fourth + third * fourth - 2 * second * third * fourth
    return np.asarray(first * np.where(ESSENTIAL[:, 1], second * (1 - (1 - third) * (1 - fourth)), two_of_three))


def levels_of(middle: Whole) -> Whole:
    """The level of each dimension, from the middle answers to its practices."""
    passed = [gate((middle >= n).astype(float)) > 0.5 for n in LEVELS_ABOVE_BOTTOM]
    return np.asarray(np.sum(passed, axis=0))


def level_together(levels: Whole) -> Whole:
    """The level of each organisation."""
    passed = [(4 * (levels >= n).sum(-1) >= 3 * DIMENSIONS) & (levels >= n - 1).all(-1) for n in LEVELS_ABOVE_BOTTOM]
    return np.asarray(np.sum(passed, axis=0))


def chances_by_dimension(counts: Whole, raters: int) -> Floats:
    """As `sureness.dimension_chances`, for many teams at once; the last axis is the level."""
    table = np.array(chances_of_most(raters))
    above = [gate(table[counts[..., n:].sum(-1)]) for n in LEVELS_ABOVE_BOTTOM]
    ends = [np.ones_like(above[0]), *above, np.zeros_like(above[0])]
    return np.stack([ends[n] - ends[n + 1] for n in range(5)], axis=-1)


class Told:
    """What was said of many levels, and what was so."""

    def __init__(self, printed: Whole, true: Whole, chances: Floats, raters: int) -> None:
        self.printed, self.true = printed.ravel(), true.ravel()
        self.chances = chances.reshape(-1, 5)
        self.raters = raters

        self.right: NDArray[np.bool_] = self.printed == self.true

    @property
    def said(self) -> Floats:
        """The chance said of the printed level."""
        return np.take_along_axis(self.chances, self.printed[:, None], 1)[:, 0]

    def words(self) -> tuple[NDArray[np.str_], NDArray[np.bool_]]:
        """The word said of each, and whether the other level that it names is the true one."""
        told = [
            sureness(int(level), tuple(map(float, row)), self.raters)
            for level, row in zip(self.printed, self.chances, strict=True)
        ]
        others = [-1 if one.other is None else one.other for one in told]
        return np.array([one.claim for one in told]), np.array(others) == self.true


def simulated(raters: int, between: bool, teams: int = TEAMS) -> Iterator[tuple[Told, Told]]:
    """Dimensions and organisations of made-up teams, once for each kind of noise."""
    for place, (sd, leniency) in enumerate(NOISES):
        rng = np.random.default_rng([SEED, raters, between, place])
        truth = truths(rng, teams, between)
        counts = counts_of(rng, truth, raters, sd, leniency)
        middle = (np.cumsum(counts, -1) >= (raters + 1) // 2).argmax(-1)
        printed, true = levels_of(middle), levels_of(np.clip(np.rint(truth), 0, 4).astype(int))
        chances = chances_by_dimension(counts, raters)
        whole = np.array([together_chances([*map(tuple, team.tolist())]) for team in chances])
        yield Told(printed, true, chances, raters), Told(level_together(printed), level_together(true), whole, raters)


def is_the_rule(teams: int = 5, raters: int = 7) -> bool:
    """Whether the chances worked out here, many at once, are those of the kit."""
    rng = np.random.default_rng(SEED)
    counts = counts_of(rng, truths(rng, teams, True), raters, SD, 0.4)
    here = chances_by_dimension(counts, raters)
    for team in range(teams):
        for dimension in range(DIMENSIONS):
            practices = [
                (
                    practice("a.b", essential=bool(ESSENTIAL[dimension, place])),
                    practice_chances(counts[team, dimension, place].tolist()),
                )
                for place in range(PRACTICES)
            ]
            if not np.allclose(dimension_chances(practices), here[team, dimension], atol=1e-12):
                return False
    return True


# --- chance, exactly --------------------------------------------------------------------------------------------------


@lru_cache(maxsize=2)
def every_count(raters: int) -> Whole:
    """All tables of counts at 0 to 4 of so many raters, one a column."""
    first = np.indices((raters + 1,) * 4).reshape(4, -1)
    first = first[:, first.sum(0) <= raters]
    return np.vstack([first, raters - first.sum(0)])


def answers_about(truth: float, sd: float) -> Floats:
    """How likely one answer is at each level 0 to 4."""
    below = [NormalDist(truth, sd).cdf(n - 0.5) for n in LEVELS_ABOVE_BOTTOM]
    return np.diff([0.0, *below, 1.0])


def likely(counts: Whole, one: Floats) -> Floats:
    """How likely each table of counts is, where each answer is as likely as `one` says."""
    raters = int(counts[:, 0].sum())
    log_factorials = np.array([lgamma(n + 1) for n in range(raters + 1)])
    ways = log_factorials[raters] - log_factorials[counts].sum(0)
    return np.asarray(np.exp(ways + (counts * np.log(np.maximum(one, 1e-300))[:, None]).sum(0)))


def by_chance(counts: Whole, wanted: NDArray[np.bool_], sd: float) -> float:
    """How likely a practice is one of those `wanted` where all raters share one truth, 0 to 4 as in HIGH."""
    shares = [likely(counts, answers_about(level, sd))[wanted].sum() for level in range(5)]
    return float(np.dot(SHARES, shares))


def flagged_of(counts: Whole) -> NDArray[np.bool_]:
    """Which tables of counts the rule flags."""
    columns = counts.T.tolist()
    return np.array([practice_team("a", Count(without=tuple(row)), sum(row)).flagged for row in columns])


def camps_of(counts: Whole) -> NDArray[np.bool_]:
    """In which tables of counts there are two camps."""
    return np.array([camps(row) is not None for row in counts.T.tolist()])


def both(low: float, high: float, raters: int, sd: float) -> float:
    """How often two camps are found where half of the raters stand at each of two levels."""
    first, second = every_count(raters // 2), every_count(raters - raters // 2)
    chances = np.outer(likely(first, answers_about(low, sd)), likely(second, answers_about(high, sd))).ravel()
    together = (first[:, :, None] + second[:, None, :]).reshape(5, -1)
    kinds, place = np.unique(together, axis=1, return_inverse=True)
    return float(chances[camps_of(kinds)[place.ravel()]].sum())


# --- tables -----------------------------------------------------------------------------------------------------------


def table(title: str, head: Sequence[str], rows: Iterator[Sequence[str]]) -> None:
    print(f"\n{title}\n")
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")


def _percent(hits: NDArray[np.bool_]) -> str:
    return f"{100 * hits.mean():.0f}" if len(hits) >= 50 else "–"


def said_and_true(between: bool, which: int) -> Iterator[list[str]]:
    for raters in RATERS:
        told = [pair[which] for pair in simulated(raters, between)]
        said = np.concatenate([one.said for one in told])
        right = np.concatenate([one.right for one in told])
        bins = np.digitize(said, BINS) - 1
        yield [str(raters), _percent(right), *(_percent(right[bins == n]) for n in range(len(BINS) - 1))]


def words_and_true(between: bool, which: int) -> Iterator[list[str]]:
    for raters in (n for n in RATERS if n >= 5):
        told = [pair[which] for pair in simulated(raters, between)]
        words = [one.words() for one in told]
        right = [one.right for one in told]
        row = [str(raters)]
        for word in WORDS:
            chosen = [said == word for said, _ in words]
            of = np.concatenate(chosen).mean()
            hits = np.concatenate([hit[mask] for hit, mask in zip(right, chosen, strict=True)])
            other = np.concatenate([named[mask] for (_, named), mask in zip(words, chosen, strict=True)])
            noisiest = right[-1][chosen[-1]]
            rest = _percent(other) if word in ("rather", "even", "other") else _percent(noisiest)
            row.append(f"{_percent(hits)} / {rest} ({100 * of:.0f})")
        yield row


def leaning() -> Iterator[list[str]]:
    for raters in (2, 4, 6, 8, 10, 12, 14, 16, 20, 30):
        practices, dimensions = [], []
        for between in (False, True):
            for sd in (0.5, 0.8, 1.0):
                rng = np.random.default_rng([SEED, raters, between, int(10 * sd)])
                truth = truths(rng, 4 * TEAMS, between)
                middle = (np.cumsum(counts_of(rng, truth, raters, sd, 0), -1) >= (raters + 1) // 2).argmax(-1)
                true = np.clip(np.rint(truth), 0, 4).astype(int)
                practices.append(f"{(middle - true).mean():.2f}")
                dimensions.append(f"{(levels_of(middle) - levels_of(true)).mean():.2f}")
        yield [str(raters), *practices, *dimensions]


def main() -> None:
    assert is_the_rule()
    bins = [f"{low:.2f}–" for low in BINS[:-1]]
    for between, kind in ((True, "anywhere between two levels"), (False, "on a level")):
        for which, of in ((0, "dimension"), (1, "organisation")):
            title = f"Truth {kind}: % right of each {of}'s level, by the chance said of it"
            table(title, ["raters", "all", *bins], said_and_true(between, which))
            title = f"Truth {kind}: % right of each {of}'s level, by the word (% of all told so). After the stroke: "
            title += "in the noisiest kind; from `rather` on, how often the other level that is named is right"
            table(title, ["raters", *WORDS], words_and_true(between, which))
    noises = [f"{kind} {sd}" for kind in ("on", "between") for sd in (0.5, 0.8, 1.0)]
    head = ["raters", *(f"practice, {noise}" for noise in noises), *(f"dimension, {noise}" for noise in noises)]
    table("Leaning of the middle answer, in levels", head, leaning())
    sizes = (3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 16, 20, 30)
    rows = (
        [
            str(n),
            *(f"{100 * by_chance(every_count(n), flagged_of(every_count(n)), sd):.1f}" for sd in (0.5, 0.8, 1.0)),
            *(f"{100 * by_chance(every_count(n), camps_of(every_count(n)), sd):.2f}" for sd in (0.5, 0.8, 1.0)),
            *(f"{100 * both(low, high, n, 0.8):.0f}" if n <= 12 else "" for low, high in ((0, 4), (0, 3), (1, 3))),
        ]
        for n in sizes
    )
    head = ["raters", *(f"flagged, {sd}" for sd in (0.5, 0.8, 1.0)), *(f"two camps, {sd}" for sd in (0.5, 0.8, 1.0))]
    table(
        "By chance, % of practices; found where half stand at 0, half at 4; 0, 3; 1, 3",
        [*head, "0|4", "0|3", "1|3"],
        rows,
    )
    print(f"\nFor disagreement.FLAGGED_BY_CHANCE, 3 to {CHANCE_UNTIL} raters, of 10,000:")
    print(
        [round(10_000 * by_chance(every_count(n), flagged_of(every_count(n)), SD)) for n in range(3, CHANCE_UNTIL + 1)]
    )


if __name__ == "__main__":
    main()
