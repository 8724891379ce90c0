from math import isclose

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
    oracle = stats.ttest_ind(after, before, equal_var=False)
    ends = oracle.confidence_interval(0.95)
    assert isclose(found.value, (np.mean(after) - np.mean(before)) / 10, abs_tol=0.0501)
    # Between whole degrees of freedom the kit's interval is up to 0.4 % wider.
    wider = 0.051 + 0.004 * (ends.high - ends.low) / 10
    assert isclose(found.low, ends.low / 10, abs_tol=wider) and isclose(found.high, ends.high / 10, abs_tol=wider)
    for sure, alpha in (("moved", 0.01), ("perhaps", 0.05)):
        if oracle.pvalue > alpha:
            assert found.sure != sure or (alpha == 0.05 and oracle.pvalue < 0.01)
    assert found.sure != "chance" or oracle.pvalue > 0.045


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
