from fractions import Fraction
from itertools import product
from math import comb, isclose

from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from capability.rule.chance import at_least, median_moves, medians
from capability.rule.team import lower_median

COUNTS = st.lists(st.integers(0, 12), min_size=5, max_size=5).filter(any)


@given(st.integers(0, 60), st.integers(1, 50), st.data())
def test_a_binomial_tail_is_the_exact_sum(n: int, whole: int, data: st.DataObject) -> None:
    yes, k = data.draw(st.integers(0, whole)), data.draw(st.integers(0, n + 1))
    p = Fraction(yes, whole)
    exact = sum(comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k, n + 1))
    assert isclose(at_least(k, n, (yes, whole)), exact, rel_tol=1e-12, abs_tol=1e-15)


@settings(max_examples=20)
@given(st.integers(1000, 10**7), st.integers(1, 999), st.floats(-3, 3))
def test_of_many_people_too(n: int, yes: int, away: float) -> None:
    share = yes / 1000
    k = round(n * share + away * (n * share * (1 - share)) ** 0.5)
    assert isclose(at_least(k, n, (yes, 1000)), stats.binom.sf(k - 1, n, share), rel_tol=1e-6, abs_tol=1e-9)


@given(
    st.lists(st.integers(0, 2), min_size=5, max_size=5).filter(lambda counts: 0 < sum(counts) < 6), st.integers(1, 3)
)
def test_middle_answers_by_trying_every_group(counts: list[int], n: int) -> None:
    crowd = [level for level, count in enumerate(counts) for _ in range(count)]
    found = [0] * 5
    for group in product(crowd, repeat=n):
        found[lower_median([group.count(level) for level in range(5)])] += 1
    for told, tried in zip(medians(counts, n), found, strict=True):
        assert isclose(told, tried / len(crowd) ** n, abs_tol=1e-12)


@given(COUNTS, COUNTS)
def test_what_chance_moves_is_a_probability_and_the_same_both_ways(before: list[int], after: list[int]) -> None:
    there, back = median_moves(before, after), median_moves(after, before)
    assert -1e-12 <= there <= 1 and isclose(there, back, abs_tol=1e-12)
