"""The condition checker: its worked example by hand, the law's lines for every case, and what holds for any entry."""

from itertools import product
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.authoring.lessons import load_exercise
from capability.course.exercises.condition_check import PARTS, WORTH, Condition, Contract, condition_check, route
from tests.course.exercises.pictured import signs

EXERCISE = load_exercise("02-conditions")
EXAMPLE = msgspec.convert(EXERCISE.example, Contract)
VERDICTS = ["drop", "mend", "keep"]
NATIONS = ("england", "wales", "scotland")
KINDS = ("goods", "services", "works", "light")
SIZES = ("below", "above", "large")
CASES = sorted(product(NATIONS, KINDS, SIZES))

pounds = st.integers(0, 99_999_999_900).map(lambda pence: pence / 100)
answers = st.sampled_from(sorted(WORTH))
conditions = st.builds(
    Condition, condition=st.text(min_size=1, max_size=8), cost=pounds, **dict.fromkeys(PARTS, answers)
)
contracts = st.builds(
    Contract,
    nation=st.sampled_from(NATIONS),
    contract=st.sampled_from(KINDS),
    size=st.sampled_from(SIZES),
    value=pounds.filter(lambda value: value >= 1),
    conditions=st.lists(conditions, min_size=1, max_size=5).map(tuple),
)


def verdict(condition: Condition) -> int:
    return VERDICTS.index(str(condition_check(msgspec.structs.replace(EXAMPLE, conditions=(condition,))).rows[0][1]))


def test_the_worked_example_by_hand() -> None:
    # Trainees: 2 + 2 + 2 + 2 + 2 = 10, all yes: keep.
    # Weedkiller: linked 2, proportion 1, clear 1, checked 2, owned 0 = 6: mend, first owned, which alone has 0.
    # Festival: not linked: drop. 0 + 1 + 1 + 2 + 0 = 4. Its first part with 0 is linked.
    # Report: linked 1, proportion 0, clear 2, checked 2, owned 1 = 6: mend, first proportion.
    # Cost: 96,000 + 40,000 + 25,000 + 48,000 = 209,000; of 6,400,000 that is 3.265625 per cent: not heavy.
    result = condition_check(EXAMPLE)
    assert result.figures == {"keep": 1, "mend": 2, "drop": 1, "cost": 209_000.0, "share": 3.265625}
    assert [row[1:4] for row in result.rows] == [
        ("keep", "none", 10),
        ("mend", "owned", 6),
        ("drop", "linked", 4),
        ("mend", "fair", 6),
    ]
    assert [code for code, _ in result.findings] == [
        "keep",
        "mend-owned",
        "drop-linked",
        "mend-fair",
        "england-marks",
        "england-aims",
        "england-talks",
        "england-ppn",
        "england-social-value-act",
        "england-kpis",
    ]


def test_from_a_twentieth_of_the_value_on_conditions_are_heavy_by_hand() -> None:
    # 209,000 is 5 per cent of 4,180,000.
    at = condition_check(msgspec.structs.replace(EXAMPLE, value=4_180_000.0))
    under = condition_check(msgspec.structs.replace(EXAMPLE, value=4_180_001.0))
    assert ("heavy", {"cost": 209_000.0, "share": 5.0}) in at.findings
    assert "heavy" not in [code for code, _ in under.findings]


def test_three_parts_missing_is_a_drop_and_two_are_not() -> None:
    whole = EXAMPLE.conditions[0]
    two = msgspec.structs.replace(whole, clear="no", owned="no")
    assert verdict(two) == VERDICTS.index("mend")
    assert verdict(msgspec.structs.replace(two, measurable="no")) == VERDICTS.index("drop")


@pytest.mark.parametrize(("nation", "kind", "size"), CASES)
def test_each_case_has_lines_of_its_own_nation_with_words(nation: str, kind: str, size: str) -> None:
    codes = list(route(nation, kind, size))
    assert codes
    assert all(code.startswith(f"{nation}-") for code in codes)
    assert set(codes) <= set(EXERCISE.results.findings)
    words = EXERCISE.results.findings[codes[0]]
    assert "as at 22 November 2026" in words or "as at {{" in words
    assert "not legal advice" in words


@pytest.mark.parametrize(("nation", "kind", "size"), CASES)
def test_the_traps_of_the_law(nation: str, kind: str, size: str) -> None:
    codes = set(route(nation, kind, size))
    # The duty to publish indicators: never for light touch, below the value, below the threshold, or in Scotland.
    duty = nation != "scotland" and kind != "light" and size == "large"
    assert bool(codes & {"england-kpis", "wales-kpis"}) == duty
    # Reserving by area: England, below the threshold, and nowhere else.
    assert ("england-below-reserve" in codes) == (nation == "england" and size == "below")
    # Community benefits must be considered in Scotland alone, and only from the larger value.
    assert ("scotland-benefit" in codes) == (nation == "scotland" and size == "large")
    # The 2012 Act is about services.
    assert "england-social-value-act" not in codes or kind in ("services", "light")


def test_every_line_of_the_law_in_the_file_is_reached_by_some_case() -> None:
    reached = {code for case in CASES for code in route(*case)}
    assert reached == {code for code in EXERCISE.results.findings if code.startswith(tuple(f"{n}-" for n in NATIONS))}


@given(contracts)
def test_verdicts_add_up_and_costs_add_up(contract: Contract) -> None:
    result = condition_check(contract)
    figures: dict[str, Any] = dict(result.figures)
    assert figures["keep"] + figures["mend"] + figures["drop"] == len(contract.conditions)
    assert figures["cost"] == pytest.approx(sum(condition.cost for condition in contract.conditions))
    worth = [(name, sum(WORTH[code] for [code] in cells)) for name, cells in signs(result)]
    assert worth == [(row[0], row[3]) for row in result.rows]
    assert {code for code, _ in result.findings} <= set(EXERCISE.results.findings)


@given(contracts, st.randoms(use_true_random=False))
def test_the_order_of_the_conditions_changes_no_figure_and_no_verdict(contract: Contract, random: Any) -> None:
    mixed = list(contract.conditions)
    random.shuffle(mixed)
    other = condition_check(msgspec.structs.replace(contract, conditions=tuple(mixed)))
    assert other.figures == condition_check(contract).figures
    assert sorted(other.rows, key=str) == sorted(condition_check(contract).rows, key=str)


@given(conditions, st.sampled_from(PARTS))
def test_a_better_part_never_makes_the_verdict_worse(condition: Condition, part: str) -> None:
    assert verdict(msgspec.structs.replace(condition, **{part: "yes"})) >= verdict(condition)


@given(conditions)
def test_what_is_not_linked_is_dropped_and_what_is_kept_is_whole(condition: Condition) -> None:
    reached = VERDICTS[verdict(condition)]
    assert condition.linked != "no" or reached == "drop"
    assert (reached == "keep") == all(getattr(condition, part) == "yes" for part in PARTS)
