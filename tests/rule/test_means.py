from math import isclose
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from capability.rule.means import Confidence, between_groups, student, within_people
from capability.rule.totals import Totals

GROUP = st.lists(st.integers(0, 1000), min_size=5, max_size=40)
LEVEL: dict[Confidence, float] = {"95": 0.975, "99": 0.995}


@pytest.mark.parametrize("confidence", LEVEL)
@given(degrees=st.floats(4, 1e6))
def test_students_t_is_that_of_another_program_or_a_little_wider(confidence: Confidence, degrees: float) -> None:
    exact = stats.t.ppf(LEVEL[confidence], degrees)
    assert -1e-6 < student(degrees, confidence) - exact < 0.004 * exact


@given(GROUP, GROUP)
def test_two_groups_are_compared_as_welch_does(before: list[int], after: list[int]) -> None:
    assume(np.var(before) + np.var(after) > 0)
    found = between_groups(Totals.of(before), Totals.of(after))
    welch, pooled = (stats.ttest_ind(after, before, equal_var=alike) for alike in (False, True))
    value = np.mean(after) - np.mean(before)
    assert isclose(found.value, value / 10, abs_tol=0.0501)
    # The wider of the two errors, at Welch's degrees of freedom; between whole degrees up to 0.4 % wider.
    error = max(_error(welch), _error(pooled))
    reach = stats.t.ppf(0.975, welch.df) * error / 10
    assert -0.051 <= (found.high - found.low) / 2 - reach <= 0.051 + 0.004 * reach
    at = stats.t.sf(abs(value) / error, welch.df) * 2
    if found.sure == "moved":
        assert at <= 0.01
    elif found.sure == "perhaps":
        assert 0.0098 <= at <= 0.05
    else:
        assert at >= 0.048 or found.value == 0


def _error(test: Any) -> float:
    """The standard error behind a test: its 95 % interval, in units of its own t."""
    ends = test.confidence_interval(0.95)
    return float((ends.high - ends.low) / 2 / stats.t.ppf(0.975, test.df))


def test_a_few_who_happen_to_agree_make_nothing_sure() -> None:
    few, many = Totals.of([1000] * 5), Totals.of([1000] * 6 + [938] * 6)
    assert between_groups(few, many).sure == "chance"


def test_what_is_shown_as_nought_is_no_difference() -> None:
    found = between_groups(Totals.of([500] * 40), Totals.of([500] * 39 + [501]))
    assert (found.value, found.sure) == (0.0, "chance")
    assert between_groups(Totals.of([5000] * 5), Totals.of([5000] * 5)).sure == "chance"


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=5, max_size=40))
def test_the_same_people_are_compared_as_student_does(pairs: list[tuple[int, int]]) -> None:
    steps = [after - before for before, after in pairs]
    assume(len(set(steps)) > 1)
    found = within_people(Totals.of(steps))
    ends = stats.ttest_1samp(steps, 0).confidence_interval(0.95)
    assert isclose(found.low, ends.low / 10, abs_tol=0.051) and isclose(found.high, ends.high / 10, abs_tol=0.051)


@given(GROUP, GROUP)
def test_turned_round_it_is_the_same_with_the_other_sign(before: list[int], after: list[int]) -> None:
    there, back = (
        between_groups(Totals.of(before), Totals.of(after)),
        between_groups(Totals.of(after), Totals.of(before)),
    )
    assert (there.value, there.low, there.high, there.sure) == (-back.value, -back.high, -back.low, back.sure)


def test_where_nobody_differs_from_their_group_any_difference_is_one() -> None:
    same, other = Totals.of([500] * 5), Totals.of([510] * 6)
    assert between_groups(same, same).sure == "chance"
    assert (between_groups(same, other).value, between_groups(same, other).sure) == (1.0, "moved")
