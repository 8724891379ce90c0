"""The same figures by other people's programs, over random tables with gaps.

pingouin and krippendorff are under the GPL: they stand here to be compared with, and nowhere in the library.
"""

import warnings
from functools import cache

import krippendorff
import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from scipy import stats
from statsmodels.multivariate.factor import Factor

from capability.notebook.reliability import (
    Figure,
    a_wg,
    average_deviation,
    cronbach_alpha,
    group_correlations,
    intraclass_correlations,
    krippendorff_alpha,
    mcdonald_omega,
    r_wg,
)
from capability.notebook.reliability.fisher import quantile
from capability.notebook.reliability.krippendorff import Metric

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of packages that it draws with
    import pingouin

pingouin.options["round.column.CI95"] = None  # all digits

# What they warn of is how they themselves use pandas.
pytestmark = pytest.mark.filterwarnings("ignore:.*:DeprecationWarning", "ignore:.*:FutureWarning")

SEEDS = range(8)


@cache
def made(seed: int) -> NDArray[np.float64]:
    """Made-up answers, a row a rater and a column an item, whose raters differ; one in twelve is missing."""
    chance = np.random.default_rng(seed)
    raters, items = chance.integers(12, 30), chance.integers(3, 8)
    lean = chance.normal(2, 1, (raters, 1))
    answers = np.clip(np.rint(lean + chance.normal(0, 0.8, (raters, items))), 0, 4)
    answers[chance.random((raters, items)) < 1 / 12] = np.nan
    return answers


def complete(seed: int) -> NDArray[np.float64]:
    answers = made(seed)
    return answers[~np.isnan(answers).any(axis=1)]


def near(found: Figure, value: float) -> bool:
    return found.value == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_alpha_as_pingouin_has_it(seed: int) -> None:
    frame = pd.DataFrame(made(seed))
    # Rows with a gap go first: pingouin leaves them out of its value, and still counts them for its interval.
    value, interval = pingouin.cronbach_alpha(frame.dropna(), nan_policy="listwise")
    listwise = cronbach_alpha(frame)
    assert near(listwise, value)
    assert [listwise.low, listwise.high] == pytest.approx(interval.tolist(), abs=0.00051)  # it rounds to three digits
    assert near(cronbach_alpha(frame, "pairwise"), pingouin.cronbach_alpha(frame)[0])
    correlations = np.asarray(np.corrcoef(complete(seed).T))
    k = len(correlations)
    assert near(cronbach_alpha(frame, standardised=True), k / (k - 1) * (1 - k / correlations.sum()))


@pytest.mark.parametrize("seed", SEEDS)
def test_omega_from_the_loadings_that_statsmodels_finds(seed: int) -> None:
    answers = complete(seed)
    fitted = Factor(answers, n_factor=1, method="pa").fit(maxiter=20_000, tol=1e-15)
    loadings, deviations = fitted.loadings[:, 0], answers.std(axis=0, ddof=1)
    common = (loadings @ deviations) ** 2
    found = mcdonald_omega(made(seed))
    if np.abs(loadings).max() > 1:
        assert found.why == "no-one-factor"
    else:
        assert found.value == pytest.approx(common / (common + (1 - loadings**2) @ deviations**2), abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_six_and_their_intervals_as_pingouin_has_them(seed: int) -> None:
    ratings = made(seed).T[:, ::2] if seed % 2 else made(seed)  # few raters and many units, and the other way
    whole = ratings[:, ~np.isnan(ratings).any(axis=0)]
    if min(whole.shape) < 2:
        ratings = whole = complete(seed)
    long = pd.DataFrame(whole).rename_axis("rater").reset_index().melt("rater", var_name="unit")
    expected = pingouin.intraclass_corr(long, targets="unit", raters="rater", ratings="value").set_index("Type")
    found = intraclass_correlations(ratings)
    for name, figure in {
        "ICC(1,1)": found.icc_1_1,
        "ICC(A,1)": found.icc_2_1,
        "ICC(C,1)": found.icc_3_1,
        "ICC(1,k)": found.icc_1_k,
        "ICC(A,k)": found.icc_2_k,
        "ICC(C,k)": found.icc_3_k,
    }.items():
        assert figure.value == pytest.approx(expected.at[name, "ICC"], abs=1e-10)
        assert [figure.low, figure.high] == pytest.approx(expected.at[name, "CI95"].tolist(), abs=1e-8)


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
@pytest.mark.parametrize("seed", SEEDS)
def test_krippendorffs_alpha_as_the_package_of_that_name_has_it(seed: int, metric: Metric) -> None:
    expected = krippendorff.alpha(made(seed), level_of_measurement=metric)
    assert near(krippendorff_alpha(made(seed), metric), expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_groups_as_an_analysis_of_variance_has_them(seed: int) -> None:
    chance = np.random.default_rng(seed)
    groups = chance.choice(["north", "south", "east", "west"], len(made(seed)), p=[0.5, 0.25, 0.15, 0.1])
    answered = ~np.isnan(made(seed)).any(axis=1)
    frame = pd.DataFrame({"score": made(seed).sum(axis=1), "group": groups})[answered]
    f = stats.f_oneway(*(part.score for _, part in frame.groupby("group"))).statistic
    sizes = frame.group.value_counts().to_numpy()
    k = (sizes.sum() - (sizes**2).sum() / sizes.sum()) / (len(sizes) - 1)
    found = group_correlations(made(seed), groups)
    assert found.icc_1.value == pytest.approx((f - 1) / (f + k - 1), abs=1e-10)
    assert found.icc_2.value == pytest.approx(1 - 1 / f, abs=1e-10)
    assert found.icc_2.low == pytest.approx(1 - stats.f.ppf(0.975, len(sizes) - 1, sizes.sum() - len(sizes)) / f)


@pytest.mark.parametrize("seed", SEEDS)
def test_agreement_within_by_other_ways(seed: int) -> None:
    answers = complete(seed)
    j, shares = answers.shape[1], answers.var(axis=0, ddof=1) / 2
    m = min(shares.mean(), 1)
    assert near(r_wg(answers), j * (1 - m) / (j * (1 - m) + m))
    assert near(average_deviation(answers), np.abs(answers - np.median(answers, axis=0)).mean())
    # Of all answers with this mean, those at the two ends are furthest apart: a_wg has 1 − 2·s² beside their variance.
    n, mean = len(answers), answers.mean(axis=0)
    room = (mean / 4 * (4 - mean) ** 2 + (1 - mean / 4) * mean**2) * n / (n - 1)
    assert ((mean >= 4 / n) & (mean <= 4 - 4 / n)).all()
    assert near(a_wg(answers), (1 - 4 * shares / room).mean())


@pytest.mark.parametrize("share", [0.001, 0.025, 0.5, 0.975, 0.999])
@pytest.mark.parametrize("above", [1, 2, 3.7, 30, 1000, 59_999])
def test_fishers_distribution_as_scipy_has_it(share: float, above: float) -> None:
    for below in (1, 1.3, 5, 12.25, 400, 100_000):
        assert quantile(share, above, below) == pytest.approx(stats.f.ppf(share, above, below), rel=1e-9)
