"""How often a change between two rounds is claimed: where nothing has changed, and where something has.

Run `python -m benchmarks.change_errors`; `--rounds` says how many pairs of rounds make a row (2,000 for record 0057).

All answers are made up. The claims are those of `capability.rule`, from totals as a tally holds them.

- teams: nine dimensions, correlated, foundations easier (record 0001, HIGH +.5)
- raters: truth, leniency .4, noise, rounded, clipped
- null: the same truth both times
- rise: two of four practices, one level
- easy: all truths 3.9, leniency .3
- people: others, or the same, who keep leniency and half of the noise's variance
"""

import argparse
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from capability.rule.chance import median_moves
from capability.rule.change import FEWEST_TO_CLAIM
from capability.rule.means import MeanDifference, between_groups, within_people
from capability.rule.totals import Totals

SEED = 20261127
SIZES = ((3, 3), (5, 5), (5, 12), (5, 40), (8, 8), (12, 12), (12, 40), (20, 20), (30, 30))
NOISES = (0.5, 0.8, 1.0)
LENIENCY = 0.4
EASY, EASY_NOISE = 3.9, 0.3
SHARES = (0.15, 0.30, 0.33, 0.17, 0.05)
"""How many practices stand at 0 to 4: HIGH of record 0001."""

DIMENSIONS, PRACTICES = 9, 4
CUTS = [NormalDist().inv_cdf(float(share)) for share in np.cumsum(SHARES)[:4]]
EASIER = 0.5 * (np.arange(PRACTICES) == 0)

Floats = NDArray[np.float64]
Whole = NDArray[np.int_]


def truths(rng: np.random.Generator, rounds: int) -> Floats:
    """Where each team's practices stand, by dimension: anywhere from 0 to 4."""
    shapes = ((rounds, 1, 1), (rounds, DIMENSIONS, 1), (rounds, DIMENSIONS, PRACTICES))
    whole, dimension, own = (rng.standard_normal(shape) for shape in shapes)
    latent = np.sqrt(0.23) * whole + np.sqrt(0.22) * dimension + np.sqrt(0.55) * own + EASIER
    return np.asarray(np.interp(latent, [-3, *CUTS, 3.2], [-1, 0.5, 1.5, 2.5, 3.5, 4.7]))


def answers(rng: np.random.Generator, truth: Floats, people: Floats, noise: Floats, sd: float) -> Whole:
    """The levels that raters give; the second axis is theirs."""
    fresh = rng.standard_normal(noise.shape)
    off = LENIENCY * people[:, :, None, None] + sd * np.sqrt(0.5) * (noise + fresh)
    return np.asarray(np.clip(np.rint(truth[:, None] + off), 0, 4), dtype=int)


def indices(levels: Whole) -> Whole:
    """Each rater's index of each dimension in tenths, halves up."""
    return np.asarray((2000 * levels.sum(-1) + 4 * PRACTICES) // (8 * PRACTICES))


def claims(before: Whole, after: Whole, same: bool) -> list[list[MeanDifference]]:
    """What is claimed of each dimension of each pair of rounds."""
    first, second = indices(before), indices(after)
    if same:
        return [[within_people(Totals.of(column)) for column in steps.T.tolist()] for steps in second - first]
    return [
        [between_groups(Totals.of(a), Totals.of(b)) for a, b in zip(x.T.tolist(), y.T.tolist(), strict=True)]
        for x, y in zip(first, second, strict=True)
    ]


def counts(levels: Whole) -> Whole:
    """How many raters gave each practice 0 to 4; the last axis is the level."""
    return np.asarray((levels[..., None] == np.arange(5)).sum(1).reshape(len(levels), -1, 5))


def steps(before: Whole, after: Whole) -> tuple[float, float]:
    """How many middle answers of a round moved, and how many chance was said to move; means over the rounds."""
    first, second = counts(before), counts(after)
    middles = [np.argmax(2 * np.cumsum(c, -1) >= c.sum(-1, keepdims=True), -1) for c in (first, second)]
    told = [
        sum(median_moves(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True))
        for x, y in zip(first[:200], second[:200], strict=True)
    ]
    return float((middles[0] != middles[1]).sum(-1).mean()), float(np.mean(told))


def row(n: int, m: int, sd: float, same: bool, rounds: int, easy: bool = False) -> str:
    """One line of the table."""
    rng = np.random.default_rng([SEED, n, m, int(10 * sd), same])
    truth = truths(rng, rounds)
    if easy:
        truth = np.full_like(truth, EASY)
    people = rng.standard_normal((rounds, n))
    noise = rng.standard_normal((rounds, n, DIMENSIONS, PRACTICES))
    again = (
        (people, noise)
        if same
        else (rng.standard_normal((rounds, m)), rng.standard_normal((rounds, m, *noise.shape[2:])))
    )
    before = answers(rng, truth, people, noise, sd)
    null = answers(rng, truth, *again, sd)
    risen = answers(rng, np.minimum(truth + (np.arange(PRACTICES) % 2), 4), *again, sd)
    moved, told = steps(before, null)
    cells = [f"{n:3}{m:4}  {sd:.1f}  {'easy' if easy else 'same' if same else 'other':6}"]
    if min(n, m) < FEWEST_TO_CLAIM:
        cells.append(f"{'nothing is claimed':>41}")
    else:
        found = [[one.sure for one in team] for team in claims(before, null, same)]
        risen_by = [one for team in claims(before, risen, same) for one in team if one.value > 0]
        for kinds in ({"moved"}, {"moved", "perhaps"}):
            cells.append(f"{100 * sum(sure in kinds for team in found for sure in team) / (9 * rounds):7.1f}")
            cells.append(f"{100 * sum(bool(kinds & set(team)) for team in found) / rounds:6.1f}")
            cells.append(f"{100 * sum(one.sure in kinds for one in risen_by) / (9 * rounds):5.0f}")
    return " ".join([*cells, f"{moved:8.1f}{told:6.1f}"])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How often a change is claimed, by chance and rightly.")
    parser.add_argument("--rounds", type=int, default=500)
    rounds = parser.parse_args().rounds
    print(f"seed {SEED}, {rounds} pairs of rounds a row; % of dimensions, and % of rounds with any of nine")
    print("raters    SD  people   moved    any  rise  moved or perhaps any rise  steps, as told")
    for same in (False, True):
        for n, m in SIZES:
            if not same or n == m:
                for sd in NOISES:
                    print(row(n, m, sd, same, rounds), flush=True)
    for n, m in SIZES[1:]:
        print(row(n, m, EASY_NOISE, False, rounds, easy=True), flush=True)


if __name__ == "__main__":
    main()
