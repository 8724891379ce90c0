"""How often the 95 % intervals of reliability hold the truth, and how long each figure takes.

    python -m benchmarks.reliability [RUNS]

The answers are made up: each person, practice and group has a lean, normally distributed, and each answer adds noise;
the sum is rounded to a level from 0 to 4. The truth is the same figure of a table so large that chance is out of it.
"""

import sys
from collections.abc import Callable
from functools import partial
from time import process_time

import numpy as np
from numpy.typing import NDArray

from capability.notebook.reliability import (
    Figure,
    average_deviation,
    cronbach_alpha,
    group_correlations,
    intraclass_correlations,
    krippendorff_alpha,
    mcdonald_omega,
    r_wg,
)

Answers = NDArray[np.float64]
CHANCE = np.random.default_rng(20261127)

SCALE = (0.8, 0.4, 0.9)
"""Deviations of persons, of practices and of noise, for a scale of items."""
VIEWS = (0.4, 0.9, 0.8)
"""The same for several raters of one council."""

SHAPES = [(10, 4), (10, 12), (30, 4), (30, 12), (100, 4), (100, 12)]
TEAMS = [(4, 12), (4, 36), (8, 12), (8, 36), (30, 36)]
GROUPS = [5, 20, 60]


def answers(people: int, practices: int, spread: tuple[float, float, float], lean: float | Answers = 0) -> Answers:
    """Levels that people give to practices, and where they lean."""
    person, practice, noise = spread
    mean = 2 + lean + CHANCE.normal(0, person, (people, 1)) + CHANCE.normal(0, practice, (1, practices))
    return np.clip(np.rint(mean + CHANCE.normal(0, noise, (people, practices))), 0, 4)


def with_gaps(table: Answers, share: float) -> Answers:
    """The same with a share of the answers missing."""
    return np.where(CHANCE.random(table.shape) < share, np.nan, table)


def held(runs: int, true: float | None, figure: Callable[[], Figure]) -> str:
    """How many of the intervals hold the truth, of those that there are, in percent."""
    found = [
        (one.low, one.high) for one in (figure() for _ in range(runs)) if one.low is not None and one.high is not None
    ]
    inside = sum(low <= true <= high for low, high in found if true is not None)
    return f"{100 * inside / len(found):5.1f} %   ({runs - len(found)} without an interval)"


def _of_gaps(form: Callable[..., Figure], draw: Callable[[int], Answers], people: int) -> Figure:
    return form(with_gaps(draw(people), 0.1))


def _correlation(name: str, raters: int, units: int) -> Figure:
    figure: Figure = getattr(intraclass_correlations(answers(raters, units, VIEWS)), name)
    return figure


def coverage(runs: int) -> None:
    print("Cronbach's alpha, 95 % interval, one answer in ten missing")
    forms: dict[str, Callable[..., Figure]] = {
        "listwise": cronbach_alpha,
        "pairwise": partial(cronbach_alpha, gaps="pairwise"),
        "standardised": partial(cronbach_alpha, standardised=True),
    }
    for people, items in SHAPES:
        # Practices keep their leans: the scale is the same for everyone who is drawn.
        leans = CHANCE.normal(0, SCALE[1], (1, items))
        draw = partial(answers, practices=items, spread=(SCALE[0], 0, SCALE[2]), lean=leans)
        for name, form in forms.items():
            share = held(runs, form(draw(200_000)).value, partial(_of_gaps, form, draw, people))
            print(f"  {people:4} people, {items:3} items, {name:13} {share}")
    print("Intraclass correlations, 95 % intervals, raters of one council")
    large = intraclass_correlations(answers(1500, 1500, VIEWS)).icc_2_1.value or 0
    for raters, units in TEAMS:
        for name, true in (("icc_2_1", large), ("icc_2_k", raters * large / (1 + (raters - 1) * large))):
            share = held(runs, true, partial(_correlation, name, raters, units))
            print(f"  {raters:4} raters, {units:3} units, {name:13} {share}")
    print("ICC(1) of groups of 2 to 12, 95 % interval")

    def grouped(groups: int) -> Figure:
        named = np.repeat(np.arange(groups), CHANCE.integers(2, 13, groups))
        lean = CHANCE.normal(0, 0.5, groups)[named][:, np.newaxis]
        return group_correlations(answers(len(named), 4, (0.6, 0, 0.8), lean), named.tolist()).icc_1

    whole = grouped(20_000).value
    for groups in GROUPS:
        share = held(runs, whole, partial(grouped, groups))
        print(f"  {groups:4} groups                          {share}")


def times() -> None:
    print("CPU milliseconds, best of three")
    figures: dict[str, Callable[[Answers], object]] = {
        "alpha listwise": cronbach_alpha,
        "alpha pairwise": partial(cronbach_alpha, gaps="pairwise"),
        "omega": mcdonald_omega,
        "intraclass": intraclass_correlations,
        "Krippendorff": krippendorff_alpha,
        "r_wg": r_wg,
        "average deviation": average_deviation,
    }
    sizes = [(60, 36), (250, 60), (10_000, 60), (100_000, 60)]
    print(f"  {'':18}" + "".join(f"{f'{people:,} x {items}':>16}" for people, items in sizes))
    tables = [with_gaps(answers(people, items, SCALE), 0.01) for people, items in sizes]
    for name, figure in figures.items():
        print(
            f"  {name:18}" + "".join(f"{1000 * min(taken(figure, table) for _ in range(3)):16.1f}" for table in tables)
        )


def taken(figure: Callable[[Answers], object], table: Answers) -> float:
    start = process_time()
    figure(table)
    return process_time() - start


if __name__ == "__main__":
    coverage(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    times()
