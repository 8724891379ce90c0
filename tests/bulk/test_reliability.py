"""Reliability from blocks: the digits that a notebook gives for the whole table, and those of two other packages."""

import warnings

import krippendorff
import numpy as np
import pandas as pd
import pytest

from capability.bulk.blocks import BLANK, EVIDENCE, NOT_APPLICABLE, UNKNOWN, Cells
from capability.bulk.reliability import (
    cronbach_alpha,
    group_correlations,
    intraclass_correlations,
    krippendorff_alpha,
)
from capability.notebook import reliability
from capability.notebook.reliability.alpha import Gaps

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of packages that it draws with
    import pingouin

# What they warn of is how they themselves use pandas.
pytestmark = pytest.mark.filterwarnings("ignore:.*:DeprecationWarning", "ignore:.*:FutureWarning")

ITEMS, PEOPLE, TEAMS = 9, 9_000, 400


def made_up(gaps: float) -> Cells:
    """People who differ, on items that differ, more than one block of them; some levels with evidence."""
    chance = np.random.default_rng(20261127)
    own = chance.normal(2, 0.9, PEOPLE) + chance.normal(0, 0.3, (ITEMS, 1)) + chance.normal(0, 0.9, (ITEMS, PEOPLE))
    cells = np.clip(np.rint(own), 0, 4).astype(np.int8)
    cells[chance.random(cells.shape) < 0.3] += EVIDENCE
    missing = chance.random(cells.shape) < gaps
    cells[missing] = chance.choice([UNKNOWN, NOT_APPLICABLE, BLANK], size=int(missing.sum()))
    return cells


CELLS = made_up(gaps=0.04)
WHOLE = np.where((CELLS & 7) <= 4, CELLS & 7, np.nan).T  # a row a person, as a notebook has it
PARTS = [CELLS[:, :100], CELLS[:, 100:7_000], CELLS[:, 7_000:]]
TEAM = np.random.default_rng(1).integers(0, TEAMS, PEOPLE)


@pytest.mark.parametrize("gaps", ["listwise", "pairwise"])
def test_alpha(gaps: Gaps) -> None:
    found = cronbach_alpha(PARTS, gaps)
    assert found == reliability.cronbach_alpha(WHOLE, gaps)
    value, _ = pingouin.cronbach_alpha(pd.DataFrame(WHOLE), nan_policy=gaps)
    assert found.value == pytest.approx(value, abs=1e-12)
    assert cronbach_alpha(PARTS, gaps, True) == reliability.cronbach_alpha(WHOLE, gaps, True)


def test_intraclass_correlations() -> None:
    found = intraclass_correlations(PARTS)
    assert found == reliability.intraclass_correlations(WHOLE.T)
    complete = WHOLE[~np.isnan(WHOLE).any(axis=1)][:500]
    long = pd.DataFrame(complete).reset_index(names="person").melt("person", var_name="item", value_name="level")
    table = pingouin.intraclass_corr(long, targets="person", raters="item", ratings="level").set_index("Type")["ICC"]
    few = intraclass_correlations([complete.T.astype(np.int8)])
    assert few.icc_1_1.value == pytest.approx(table["ICC(1,1)"], abs=1e-12)
    assert few.icc_2_k.value == pytest.approx(table["ICC(A,k)"], abs=1e-12)


def test_group_correlations() -> None:
    parts = [(CELLS[:, :5_000], TEAM[:5_000]), (CELLS[:, 5_000:], TEAM[5_000:])]
    assert group_correlations(parts) == reliability.group_correlations(WHOLE, TEAM.tolist())


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_krippendorff(metric: reliability.Metric) -> None:
    found = krippendorff_alpha(PARTS, metric)
    assert found == reliability.krippendorff_alpha(WHOLE, metric)
    value = krippendorff.alpha(WHOLE, level_of_measurement=metric)
    assert found.value == pytest.approx(value, abs=1e-12)


def test_no_parts_give_no_value_and_say_why() -> None:
    assert cronbach_alpha([]).why == "too-few-items"
    assert krippendorff_alpha([]).why == "no-pairs"
    assert intraclass_correlations([]).icc_1_1.why == "too-few-raters"
    assert group_correlations([]).icc_1.why == "too-few-groups"
