"""When two editions may stand beside one another; attacked by other methods in `tests/attack/benchmark.py`."""

import random
from itertools import combinations

import pytest

from capability.rule import differencing
from capability.rule.differencing import (
    BASE,
    bands,
    gives_away,
    places,
    publishable,
    publishable_beside,
    publishable_parts,
    steps,
    told_count,
)
from tests.attack.benchmark import (
    Part,
    Tells,
    at_the_middle,
    at_the_quarters,
    by_all_figures,
    by_answers,
    by_counts,
    by_levels,
    disagreements,
    pairs,
    parts_of,
    share_to_five,
    three_editions,
    to_nearest,
)

SIZES = range(10, 200)


# --- what is told -----------------------------------------------------------------------------------------------------


def test_a_count_is_told_in_bands_of_five_or_more() -> None:
    for size in SIZES:
        for low, high in bands(size):
            assert high - low + 1 >= BASE
            assert {told_count(count, size) for count in range(low, high + 1)} == {low}


def test_that_none_or_all_are_there_is_never_told() -> None:
    for size in SIZES:
        assert told_count(0, size) == told_count(4, size)
        assert told_count(size, size) == told_count(size - 4, size)


def test_an_index_is_told_at_steps_alone_so_it_tells_no_more_than_a_count_does() -> None:
    for size in SIZES:
        assert set(places(size)) <= set(steps(size))
        assert len(places(size)) == (3 if size >= 20 else 1)


def test_of_a_small_group_no_index_is_told() -> None:
    assert places(9) == ()


# --- the rule ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [10, 13, 14, 20, 25, 33, 60])
def test_no_change_or_five_more_or_ten_can_be_published(size: int) -> None:
    assert all(publishable(size, joiners, 0) for joiners in (0, 4, 5, 9, 10, 14, 15))
    assert all(publishable(size + 10, joiners, leavers) for joiners in (0, 4, 5, 9, 10) for leavers in (0, 4, 5, 9, 10))


@pytest.mark.parametrize("size", [10, 13, 14, 20, 25, 33, 60])
def test_one_three_or_six_joiners_are_known_to_leak(size: int) -> None:
    assert not any(publishable(size, joiners, 0) for joiners in (1, 2, 3, 6, 7, 8, 11))
    assert not publishable(size + 5, 0, 1)


def test_a_group_under_ten_is_never_published() -> None:
    assert not publishable(9, 5, 0)
    assert not publishable(14, 0, 5)
    assert not publishable(10, 0, 11)


def test_without_colluders_more_can_be_published() -> None:
    held, alone = ({case for case in pairs([25], 10) if publishable(*case, pool)} for pool in (2, 0))
    assert held < alone


def test_two_by_two_is_not_enough() -> None:
    parts = {part("011"): 4, part("100"): 5, part("101"): 10, part("110"): 5, part("111"): 6}
    for first, second in combinations(range(3), 2):
        two: dict[Part, int] = {}
        for member, count in parts.items():
            two[(member[first], member[second])] = two.get((member[first], member[second]), 0) + count
        assert publishable_parts(two)
    assert not publishable_parts(parts)
    assert by_counts(parts) is not None


def test_an_edition_of_long_ago_counts() -> None:
    """Three who joined and left again are told by the first edition and the third, with nothing between them."""
    first = [f"E{n}" for n in range(20)]
    second = [*first, *(f"W{n}" for n in range(5))]
    assert publishable_beside(second, [first])
    third = [*first, *(f"S{n}" for n in range(6))]
    assert not publishable_beside(third, [first, second])
    assert publishable_beside(first, [first, second])


def test_the_same_members_again_cost_nothing() -> None:
    first = [f"E{n}" for n in range(20)]
    assert publishable_beside(first, [first] * 30)


def test_very_many_members_behave_as_many_do() -> None:
    rng = random.Random(4)
    for _ in range(40):
        size, joiners, leavers = rng.randrange(70, 110), rng.randrange(11), rng.randrange(11)
        whole = tuple(sorted((key, count) for key, count in parts_of(size, joiners, leavers).items() if count))
        assert publishable(size, joiners, leavers) == (not gives_away(whole, 2))
    assert publishable(10**6, 5, 0)
    assert not publishable(10**6, 6, 0)


def test_large_parts_behave_as_those_of_fifteen_and_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """So those of sixty are more than enough."""
    rng = random.Random(8)
    cases = [(rng.randrange(30, 60), rng.randrange(40), rng.randrange(20)) for _ in range(60)]
    exact = [publishable(*case) for case in cases]
    monkeypatch.setattr(differencing, "ENOUGH", 15)
    assert [publishable(*case) for case in cases] == exact


def test_what_is_too_much_to_go_through_is_not_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(differencing, "LARGEST_SEARCH", 100)
    gives_away.cache_clear()
    assert not publishable(20, 5, 0)
    gives_away.cache_clear()


# --- the attack -------------------------------------------------------------------------------------------------------


def test_an_attack_by_counts_finds_what_the_rule_forbids_and_nothing_else() -> None:
    assert disagreements((10, 14, 25), 7) == []
    assert disagreements((33, 60), 5) == []


@pytest.mark.parametrize(("size", "joiners", "leavers"), [(10, 0, 0), (10, 4, 0), (10, 1, 0), (10, 3, 0), (11, 2, 1)])
def test_an_attack_by_each_members_answer_says_the_same(size: int, joiners: int, leavers: int) -> None:
    members = [key for key, count in parts_of(size, joiners, leavers).items() for _ in range(count)]
    assert publishable(size, joiners, leavers) == (by_answers(members) is None)


def test_an_attack_over_three_editions_says_the_same() -> None:
    rng = random.Random(5)
    safe = tried = 0
    while tried < 20:
        parts = three_editions(rng)
        if min(sum(count for key, count in parts.items() if key[edition]) for edition in range(3)) < 10:
            continue
        tried += 1
        safe += publishable_parts(parts)
        assert publishable_parts(parts) == (by_counts(parts) is None), parts
    assert 0 < safe < tried


def test_levels_taken_together_tell_no_more() -> None:
    rng = random.Random(6)
    held = [case for case in pairs(range(10, 34), 10) if publishable(*case)]
    assert all(by_levels(parts_of(*rng.choice(held)), rng) is None for _ in range(100))
    assert any(by_levels(parts_of(20, 1, 0), rng) for _ in range(100))


def test_levels_and_indices_taken_together_tell_no_more() -> None:
    rng = random.Random(7)
    assert by_all_figures(parts_of(12, 5, 0), rng) is None


@pytest.mark.parametrize(
    ("tells", "size", "joiners"),
    [
        (share_to_five, 20, 3),
        (share_to_five, 20, 6),
        (to_nearest, 20, 0),
        (at_the_middle, 20, 5),
        (at_the_quarters, 25, 5),
    ],
)
def test_what_was_thought_of_before_leaks(tells: Tells, size: int, joiners: int) -> None:
    assert by_counts(parts_of(size, joiners, 0), tells) is not None


def part(text: str) -> Part:
    return tuple(each == "1" for each in text)
