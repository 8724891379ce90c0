import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.rule.intervals import difference, wilson

shares = st.integers(1, 2000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(("count", "of", "low", "high"), [(81, 263, 0.2553, 0.3662), (0, 20, 0.0, 0.1611)])
def test_wilson_as_published(count: int, of: int, low: float, high: float) -> None:
    share = wilson(count, of)
    assert (round(share.low, 4), round(share.high, 4)) == (low, high)


@given(shares)
def test_an_interval_holds_its_share(case: tuple[int, int]) -> None:
    count, of = case
    share, mirror = wilson(count, of), wilson(of - count, of)
    assert 0 <= share.low <= count / of <= share.high <= 1
    assert share.low == pytest.approx(1 - mirror.high) and share.high == pytest.approx(1 - mirror.low)


NEWCOMBE = [
    ((56, 70), (48, 80), (0.2, 0.0524, 0.3339)),
    ((9, 10), (3, 10), (0.6, 0.1705, 0.809)),
    ((6, 7), (2, 7), (0.5714, 0.0582, 0.8062)),
    ((5, 56), (0, 29), (0.0893, -0.0381, 0.1926)),
    ((0, 10), (0, 20), (0.0, -0.1611, 0.2775)),
    ((0, 10), (0, 10), (0.0, -0.2775, 0.2775)),
    ((10, 10), (0, 20), (1.0, 0.6791, 1.0)),
    ((10, 10), (0, 10), (1.0, 0.6075, 1.0)),
]


@pytest.mark.parametrize(("first", "second", "published"), NEWCOMBE)
def test_a_difference_as_published(
    first: tuple[int, int], second: tuple[int, int], published: tuple[float, float, float]
) -> None:
    apart = difference(wilson(*first), wilson(*second))
    assert tuple(round(number, 4) for number in (apart.value, apart.low, apart.high)) == published


@given(shares, shares)
def test_the_other_way_round_it_is_the_mirror_image(first: tuple[int, int], other: tuple[int, int]) -> None:
    there, back = difference(wilson(*first), wilson(*other)), difference(wilson(*other), wilson(*first))
    assert back.value == -there.value
    assert back.low == pytest.approx(-there.high)
    assert back.high == pytest.approx(-there.low)
    assert -1 <= there.low <= there.value <= there.high <= 1
    assert there.sure is back.sure


@given(shares)
def test_equal_shares_differ_by_nothing_and_never_surely(share: tuple[int, int]) -> None:
    apart = difference(wilson(*share), wilson(3 * share[0], 3 * share[1]))
    assert apart.value == 0
    assert not apart.sure
