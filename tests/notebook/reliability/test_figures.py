"""What each figure gives: as published, by its formula, by what must hold of it, and where there is nothing to give."""

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capability.notebook.reliability import (
    Figure,
    Metric,
    a_wg,
    average_deviation,
    cronbach_alpha,
    group_correlations,
    intraclass_correlations,
    krippendorff_alpha,
    mcdonald_omega,
    r_wg,
)
from capability.notebook.reliability.alpha import alpha_from, pairs_of
from capability.notebook.reliability.figure import WORDS
from capability.notebook.reliability.krippendorff import counts_of, krippendorff_from
from capability.notebook.reliability.omega import omega_from
from capability.notebook.reliability.table import Ratings, read
from tests.notebook.reliability.published import JUDGES, SCALE_OF_JUDGES, UNITS, N

METRICS: list[Metric] = ["nominal", "ordinal", "interval", "ratio"]
Rows = list[list[int | None]]


def six(ratings: Ratings) -> list[Figure]:
    found = intraclass_correlations(ratings)
    return [found.icc_1_1, found.icc_2_1, found.icc_3_1, found.icc_1_k, found.icc_2_k, found.icc_3_k]


def rounded(figure: Figure, digits: int = 2) -> list[float | None]:
    return [None if x is None else round(x, digits) for x in (figure.value, figure.low, figure.high)]


def test_intraclass_correlations_as_published() -> None:
    assert [rounded(figure)[0] for figure in six(JUDGES)] == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    # The intervals that R's psych prints for the same table.
    assert [rounded(figure)[1:] for figure in six(JUDGES)] == [
        [-0.13, 0.72],
        [0.02, 0.76],
        [0.34, 0.95],
        [-0.88, 0.91],
        [0.07, 0.93],
        [0.68, 0.99],
    ]


@pytest.mark.parametrize(("metric", "alpha"), [*zip(METRICS, [0.743, 0.815, 0.849, 0.797], strict=True)])
def test_krippendorffs_alpha_as_published(metric: Metric, alpha: float) -> None:
    found = krippendorff_alpha(UNITS, metric)
    assert rounded(found, 3)[0] == alpha
    assert (found.used, found.of) == (11, 12)


def test_cronbachs_alpha_is_the_last_of_the_six() -> None:
    alpha, last = cronbach_alpha(SCALE_OF_JUDGES), six(JUDGES)[-1]
    assert alpha.value == last.value
    assert rounded(alpha, 12) == rounded(last, 12)


def test_omega_finds_the_loadings_that_a_scale_was_made_with() -> None:
    # Answers of 1 or −1 whose covariances are exactly those of one factor: 1 − ψ on the diagonal, λλᵀ beside it.
    loadings = np.array([0.5, 0.5, 0.5, 0.25])
    covariances = np.outer(loadings, loadings)
    np.fill_diagonal(covariances, 1)
    rows = 1_000_001
    pairs = pairs_of(np.zeros((rows, 4), dtype=np.int64), np.ones((rows, 4), dtype=np.bool_))
    made = type(pairs)(pairs.counts, pairs.sums, (covariances * 10**6).astype(np.int64))
    found = omega_from(made, rows).value
    assert found is not None and abs(found - 1.75**2 / (1.75**2 + (1 - loadings**2).sum())) < 1e-12


def test_agreement_within_a_group_by_its_formula() -> None:
    # Ten items of variance 1/2 and five options: 10 · 0.75 / (10 · 0.75 + 0.25).
    assert r_wg([[0] * 10, [1] * 10]) == Figure(7.5 / 7.75, used=10, of=10)
    assert r_wg([[2, 3], [2, 3], [2, 3]]).value == 1.0
    assert r_wg([[0], [4]]).value == 0.0  # more than chance disagreement is no agreement
    assert r_wg([[1, 2, 2], [2, 2, N], [3, 2, N]]) == Figure(float(Fraction(12, 14)), used=2, of=3)


@pytest.mark.parametrize(
    ("answers", "value"),
    [
        ([2, 2, 2, 2], 1.0),
        ([0, 0, 4, 4], -1.0),  # two camps at the ends: as far apart as a mean of 2 lets them be
        ([1, 3], 0.5),  # s² = 2, of at most 4 · 2
        ([0, 0, 0], 1.0),  # all at an end
        ([4, 4], 1.0),
    ],
)
def test_agreement_beside_what_the_mean_leaves_room_for(answers: list[int], value: float) -> None:
    assert a_wg([[x] for x in answers]).value == value
    assert a_wg([[x + 1] for x in answers], scale=(1, 5)).value == value


def test_the_average_deviation_is_not_rounded() -> None:
    assert average_deviation([[x] for x in (0, 0, 1, 2, 2, 2, 2, 3, 4)]).value == 8 / 9
    assert average_deviation([[0, 1], [3, 1]]).value == 0.75  # the same from 0, 3 or anything between


def test_groups_of_unequal_sizes() -> None:
    # By hand: B = 4.0333, W = 0.3889, k = 5 − 13/5.
    found = group_correlations([[1], [2], [2], [4], [3], [N], [2]], ["a", "a", "a", "b", "b", "b", None])
    assert found.icc_1.value == pytest.approx((4.0333333 - 0.3888889) / (4.0333333 + 1.4 * 0.3888889), abs=1e-7)
    assert found.icc_2.value == pytest.approx(1 - 0.3888889 / 4.0333333, abs=1e-7)
    assert (found.icc_1.used, found.icc_1.of) == (5, 7)


CHECKERBOARD = [[1, 0], [0, 1]]
SAME = [[2, 2, 2], [2, 2, 2]]


@pytest.mark.parametrize(
    ("figure", "table", "why"),
    [
        (cronbach_alpha, [], "too-few-items"),
        (cronbach_alpha, [[1], [2]], "too-few-items"),
        (cronbach_alpha, [[1, 2]], "too-few-raters"),
        (cronbach_alpha, [[1, 2], [1, N], [N, 3]], "too-few-raters"),
        (cronbach_alpha, SAME, "no-spread"),
        (cronbach_alpha, CHECKERBOARD, "no-spread"),  # each sum is 1
        (lambda table: cronbach_alpha(table, "pairwise"), [[1, 2], [1, N], [N, 3]], "too-few-raters"),
        # Any two items go against each other, as no three can among the same raters.
        (
            lambda table: cronbach_alpha(table, "pairwise"),
            [[0, 1, N], [1, 0, N], [0, N, 1], [1, N, 0], [N, 0, 1], [N, 1, 0]],
            "negative-variance",
        ),
        (lambda table: cronbach_alpha(table, standardised=True), [[1, 2], [2, 2]], "no-spread-in-an-item"),
        (mcdonald_omega, [[1, 2], [2, 1], [2, 2]], "too-few-items"),
        (mcdonald_omega, [[1, 2, 3]], "too-few-raters"),
        (mcdonald_omega, SAME, "no-spread-in-an-item"),
        # Two items that go with a third, and against each other.
        (mcdonald_omega, [[0, 2, 1], [2, 0, 1], [3, 2, 4], [2, 3, 4], [1, 0, 0], [0, 1, 0]], "no-one-factor"),
        (krippendorff_alpha, [], "no-pairs"),
        (krippendorff_alpha, [[1, 2, 3]], "no-pairs"),
        (krippendorff_alpha, [[1, N], [N, 2]], "no-pairs"),
        (krippendorff_alpha, SAME, "no-spread"),
        (r_wg, [], "too-few-raters"),
        (r_wg, [[1, N], [N, 2]], "too-few-raters"),
        (a_wg, [[1, 2]], "too-few-raters"),
        (a_wg, [[0], [0], [1]], "at-the-end"),
        (average_deviation, [[1, 2]], "too-few-raters"),
        (lambda table: group_correlations(table, ["a", "b"]).icc_1, [[1], [2]], "too-few-groups"),
        (lambda table: group_correlations(table, ["a", "a"]).icc_1, [[1], [2]], "too-few-groups"),
        (lambda table: group_correlations(table, ["a", "a", "b"]).icc_2, [[1], [1], [1]], "no-spread"),
        (lambda table: group_correlations(table, ["a", "a", "b", "b"]).icc_2, [[1], [2]] * 2, "negative-variance"),
        (lambda table: intraclass_correlations(table).icc_2_k, [], "too-few-raters"),
        (lambda table: intraclass_correlations(table).icc_2_k, [[1, 2]], "too-few-raters"),
        (lambda table: intraclass_correlations(table).icc_2_k, [[1], [2]], "too-few-units"),
        (lambda table: intraclass_correlations(table).icc_2_k, [[1, N], [2, 3]], "too-few-units"),
        (lambda table: intraclass_correlations(table).icc_2_k, SAME, "no-spread"),
        (lambda table: intraclass_correlations(table).icc_2_k, CHECKERBOARD, "negative-variance"),  # else 2.0
        (lambda table: intraclass_correlations(table).icc_2_1, CHECKERBOARD, "negative-variance"),
        (lambda table: intraclass_correlations(table).icc_1_k, CHECKERBOARD, "negative-variance"),
    ],
)
def test_where_there_is_no_value_it_says_why(figure: Callable[[Rows], Figure], table: Rows, why: str) -> None:
    found = figure(table)
    assert (found.value, found.low, found.high, found.why) == (None, None, None, why)
    assert found.reason and found.reason in WORDS.values()


def test_perfect_agreement_is_one_from_end_to_end() -> None:
    same = [[0, 1, 2, 4]] * 3
    assert [rounded(figure) for figure in six(same)] == [[1, 1, 1]] * 6
    assert krippendorff_alpha(same).value == 1
    assert rounded(cronbach_alpha([[x] * 3 for x in range(5)])) == [1, 1, 1]
    assert mcdonald_omega([[x] * 3 for x in range(5)]).value == pytest.approx(1)
    assert Figure(1.0).reason == ""


def by_pairs(units: list[list[int]], metric: Metric) -> float | None:
    """Krippendorff's alpha as its definition says it: every pair of ratings in a unit, one by one."""
    units = [unit for unit in units if len(unit) > 1]
    pooled = sorted(x for unit in units for x in unit)

    def distance(a: int, b: int) -> Fraction:
        ranks = sum(a <= x <= b for x in pooled) - Fraction(pooled.count(a) + pooled.count(b), 2)
        return {
            "nominal": Fraction(a != b),
            "ordinal": ranks**2,
            "interval": Fraction(a - b) ** 2,
            "ratio": Fraction(a - b, a + b) ** 2 if a != b else Fraction(0),
        }[metric]

    observed = sum(
        (2 * distance(*sorted(pair)) / (len(unit) - 1) for unit in units for pair in combinations(unit, 2)),
        Fraction(0),
    )
    expected = sum((2 * distance(a, b) for a, b in combinations(pooled, 2)), Fraction(0))
    return float(1 - (len(pooled) - 1) * observed / expected) if expected else None


cells = st.one_of(st.integers(0, 4), st.none())
with_gaps = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=2, max_size=7)
)


@given(with_gaps, st.sampled_from(METRICS))
@settings(max_examples=60)
def test_counting_by_unit_gives_the_same_float_as_pair_by_pair(table: Rows, metric: Metric) -> None:
    units = [[x for x in column if x is not None] for column in zip(*table, strict=True)]
    assert krippendorff_alpha(table, metric).value == by_pairs(units, metric)


@given(with_gaps)
@settings(max_examples=60)
def test_what_holds_of_every_table(table: Rows) -> None:
    everything = [
        *six(table),
        cronbach_alpha(table),
        cronbach_alpha(table, "pairwise"),
        cronbach_alpha(table, standardised=True),
        mcdonald_omega(table),
        krippendorff_alpha(table),
        r_wg(table),
        a_wg(table),
        average_deviation(table),
    ]
    for figure in everything:
        assert (figure.value is None) == (figure.why is not None)
        assert figure.value is None or figure.value <= max(1, average_deviation(table).value or 0)
        if figure.value is not None and figure.low is not None and figure.high is not None:
            assert figure.low - 1e-9 <= figure.value <= figure.high + 1e-9 <= 1 + 2e-9
        assert 0 <= figure.used <= figure.of
    assert 0 <= (r_wg(table).value or 0) <= 1
    assert -1 <= (a_wg(table).value or 0) <= 1
    assert 0 <= (average_deviation(table).value or 0) <= 2
    assert 0 <= (mcdonald_omega(table).value or 0) <= 1


@given(with_gaps, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_no_figure_depends_on_who_comes_first(table: Rows, chance: Random) -> None:
    mixed = chance.sample(table, len(table))
    assert six(mixed) == six(table)
    assert cronbach_alpha(mixed) == cronbach_alpha(table)
    assert cronbach_alpha(mixed, "pairwise", standardised=True) == cronbach_alpha(table, "pairwise", standardised=True)
    assert krippendorff_alpha(mixed) == krippendorff_alpha(table)
    assert r_wg(mixed) == r_wg(table) and a_wg(mixed) == a_wg(table)
    assert average_deviation(mixed) == average_deviation(table)


@given(with_gaps, with_gaps)
@settings(max_examples=40)
def test_sums_of_blocks_of_raters_add(first: Rows, second: Rows) -> None:
    width = min(len(first[0]), len(second[0]))
    blocks = [read([row[:width] for row in block]) for block in (first, second)]
    whole = read([row[:width] for row in first + second])
    one, other = (pairs_of(block.values, block.given) for block in blocks)
    assert alpha_from(one + other, len(whole.values)) == cronbach_alpha(
        [row[:width] for row in first + second], "pairwise"
    )
    levels = np.arange(5)  # a block may not have them all
    counts = sum(((block.values[:, :, None] == levels) & block.given[:, :, None]).sum(axis=0) for block in blocks)
    for metric in METRICS:
        assert krippendorff_from(counts, [0, 1, 2, 3, 4], metric) == krippendorff_from(
            *counts_of(whole.values, whole.given), metric
        )


def test_a_standardised_alpha_takes_correlations() -> None:
    table = SCALE_OF_JUDGES
    mean = (np.corrcoef(np.array(table).T).sum() - 4) / 12
    assert cronbach_alpha(table, standardised=True).value == pytest.approx(4 * mean / (1 + 3 * mean), abs=1e-12)
    stretched = [[x * factor for x, factor in zip(row, (1, 10, 100, 1000), strict=True)] for row in table]
    assert cronbach_alpha(stretched, standardised=True).value == pytest.approx(
        cronbach_alpha(table, standardised=True).value, abs=1e-12
    )
