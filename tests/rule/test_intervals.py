from itertools import product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import mannwhitneyu

from capability.rule.intervals import Z_95, Share, higher, wilson

shares = st.integers(1, 2000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(("count", "of", "low", "high"), [(81, 263, 0.2553, 0.3662), (0, 20, 0.0, 0.1611)])
def test_wilson_as_published(count: int, of: int, low: float, high: float) -> None:
    share = wilson(count, of)
    assert (round(share.low, 4), round(share.high, 4)) == (low, high)


def test_a_share_of_nothing_may_be_anything() -> None:
    assert wilson(0, 0) == Share(0, 0, 0.0, 1.0)


@given(shares)
def test_an_interval_holds_its_share(case: tuple[int, int]) -> None:
    count, of = case
    share, mirror = wilson(count, of), wilson(of - count, of)
    assert 0 <= share.low <= count / of <= share.high <= 1
    assert share.low == pytest.approx(1 - mirror.high) and share.high == pytest.approx(1 - mirror.low)


# --- which of two groups answers higher -------------------------------------------------------------------------------

LEVELS = range(5)
counts = st.lists(st.integers(0, 40), min_size=5, max_size=5).filter(any)


def in_full(counts: list[int]) -> list[int]:
    return [level for level in LEVELS for _ in range(counts[level])]


@pytest.mark.parametrize(
    ("first", "second", "published"),
    [((28, 25, 24, 27, 30, 30, 29), (20, 20, 26, 25, 22, 23), (0.9167, 0.5973, 0.986))],
)
def test_pairs_as_published(
    first: tuple[int, ...], second: tuple[int, ...], published: tuple[float, float, float]
) -> None:
    """The example of the R package SingleCaseES, whose `NAP` has Newcombe's method 5."""
    values = sorted({*first, *second})
    found = higher([first.count(value) for value in values], [second.count(value) for value in values])
    assert tuple(round(number, 4) for number in (found.value, found.low, found.high)) == published


@given(counts, counts)
def test_pairs_are_counted_as_a_rank_test_counts_them_and_the_ends_solve_the_formula(
    first: list[int], second: list[int]
) -> None:
    m, n = sum(first), sum(second)
    found = higher(first, second)
    ranked = mannwhitneyu(in_full(first), in_full(second), method="asymptotic").statistic
    assert found.value == pytest.approx(float(ranked) / (m * n), abs=1e-15)

    def misses(end: float) -> float:
        inner = 1 + ((m + n) / 2 - 1) * ((1 - end) / (2 - end) + end / (1 + end))
        return float((found.value - end) ** 2 - Z_95**2 * end * (1 - end) * inner / (m * n))

    # Where nothing overlaps, the value itself solves it as well: look beside it.
    low = brentq(misses, 0, min(found.value, 1 - 1e-12), xtol=1e-14) if found.value else 0
    high = brentq(misses, max(found.value, 1e-12), 1, xtol=1e-14) if found.value < 1 else 1
    assert [found.low, found.high] == pytest.approx([low, high], abs=1e-9)


@given(counts, counts)
def test_pairs_seen_from_the_other_side_are_the_mirror_image(first: list[int], second: list[int]) -> None:
    there, back = higher(first, second), higher(second, first)
    assert there.value + back.value == pytest.approx(1, abs=1e-15)
    assert [there.low, there.high] == pytest.approx([1 - back.high, 1 - back.low], abs=1e-15)
    assert there.sure is back.sure
    assert 0 <= there.low <= there.value <= there.high <= 1


@given(counts, counts, st.integers(2, 5))
def test_more_people_who_say_the_same_make_it_surer_and_not_other(
    first: list[int], second: list[int], times: int
) -> None:
    few = higher(first, second)
    many = higher([times * count for count in first], [times * count for count in second])
    assert many.value == few.value
    assert few.low <= many.low + 1e-15 and many.high <= few.high + 1e-15


@given(counts, counts, st.sampled_from([1, 1000]))
def test_of_a_hundred_pairs_an_end_reads_as_it_is_meant(first: list[int], second: list[int], times: int) -> None:
    found = higher([times * count for count in first], [times * count for count in second])
    value, low, high = found.of_100
    assert 0 <= low <= value <= high <= 100
    assert found.sure is (not low <= 50 <= high)


def test_of_very_many_pairs_what_is_sure_never_reads_as_neither() -> None:
    found = higher((500_000, 500_000), (502_000, 498_000))
    assert found.of_100 == (51, 51, 51) and found.value < 0.505


@pytest.mark.parametrize(
    "shares", [(1, 1, 1, 1, 1), (0, 1, 8, 1, 0), (0, 1, 1, 0, 0), (3, 5, 1, 1, 0), (1, 0, 0, 0, 1)]
)
def test_with_no_gap_at_most_five_in_a_hundred_look_sure(shares: tuple[int, ...]) -> None:
    """Over all answers of five and five people who answer alike: the chance of each, added up where it looks sure."""
    raters = 5
    tables = [table for table in product(range(raters + 1), repeat=5) if sum(table) == raters]
    chances = []
    for table in tables:
        chance, left = 1.0, raters
        for count, share in zip(table, shares, strict=True):
            chance *= comb(left, count) * (share / sum(shares)) ** count
            left -= count
        chances.append(chance)
    assert sum(chances) == pytest.approx(1)
    possible = [(table, chance) for table, chance in zip(tables, chances, strict=True) if chance]
    wrong = sum(
        mine_chance * their_chance
        for mine, mine_chance in possible
        for their, their_chance in possible
        if mine < their and higher(mine, their).sure
    )
    assert 0 < 2 * wrong <= 0.05
