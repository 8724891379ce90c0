"""Two camps, and what chance alone would flag."""

from fractions import Fraction
from itertools import product
from math import factorial, prod
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.rule.disagreement import (
    CHANCE_UNTIL,
    FLAGGED_BY_CHANCE,
    Camp,
    camps,
    flagged_by_chance,
)
from capability.rule.tally import Count
from capability.rule.team import practice_team

counts = st.lists(st.integers(0, 12), min_size=5, max_size=5).filter(any)

SPREADS = {
    "four at each end": ([4, 0, 0, 0, 4], (Camp(4, 0, 0), Camp(4, 4, 4))),
    "each over two levels": ([2, 2, 0, 3, 2], (Camp(4, 0, 1), Camp(5, 3, 4))),
    "one between eight": ([0, 4, 1, 4, 0], (Camp(4, 1, 1), Camp(4, 3, 3))),
    "one between six": ([0, 3, 1, 3, 0], None),
    "the emptier level parts them": ([0, 4, 1, 0, 4], (Camp(5, 1, 2), Camp(4, 4, 4))),
    "three groups are not two": ([3, 0, 3, 0, 2], None),
    "less than a third": ([0, 3, 0, 7, 0], None),
    "two against two": ([2, 0, 0, 0, 2], None),
    "neighbours": ([0, 5, 5, 0, 0], None),
    "nobody": ([0, 0, 0, 0, 0], None),
}


@pytest.mark.parametrize(("levels", "expected"), SPREADS.values(), ids=SPREADS.keys())
def test_camps(levels: list[int], expected: object) -> None:
    assert camps(levels) == expected


@given(counts)
def test_two_camps_are_always_seen_differently_and_read_the_same_from_the_top(levels: list[int]) -> None:
    found = camps(levels)
    turned = camps(levels[::-1])
    assert (found is None) == (turned is None)
    if found is not None:
        low, high = found
        assert low.high + 2 <= high.low
        assert 3 * min(low.raters, high.raters) >= sum(levels)
        assert practice_team("a", Count(without=tuple(levels)), sum(levels)).flagged


def flagged_share(raters: int, level: int) -> float:
    """How often the rule flags answers that share one truth, rater by rater."""
    below = [0.0, *(NormalDist(level, 0.8).cdf(n - 0.5) for n in range(1, 5)), 1.0]
    one = [below[n + 1] - below[n] for n in range(5)]
    total = 0.0
    for levels in product(range(raters + 1), repeat=5):
        if sum(levels) == raters and practice_team("a", Count(without=levels), raters).flagged:
            ways = Fraction(factorial(raters), prod(map(factorial, levels)))
            total += float(ways) * prod(chance**n for chance, n in zip(one, levels, strict=True))
    return total


@pytest.mark.parametrize("raters", [3, 5, 8])
def test_the_table_of_chance_is_that_of_every_table_of_counts(raters: int) -> None:
    shares = (0.15, 0.30, 0.33, 0.17, 0.05)
    exact = sum(share * flagged_share(raters, level) for level, share in enumerate(shares))
    assert FLAGGED_BY_CHANCE[raters - 3] == round(10_000 * exact)


@given(st.lists(st.integers(0, CHANCE_UNTIL + 5)))
def test_practices_are_added_up_each_with_its_own_number(raters: list[int]) -> None:
    exact = Fraction(sum(FLAGGED_BY_CHANCE[n - 3] for n in raters if 3 <= n <= CHANCE_UNTIL), 10_000)
    assert abs(Fraction(flagged_by_chance(raters)) - exact) <= Fraction(501, 10_000)
