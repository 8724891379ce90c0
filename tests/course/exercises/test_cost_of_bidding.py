"""The cost of bidding: the worked example by hand, and what holds for any bid."""

from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from capability.authoring.lessons import load_exercise
from capability.course.exercises.cost_of_bidding import Bid, Part, cost_of_bidding
from tests.course.exercises.pictured import said

EXAMPLE = msgspec.convert(load_exercise("08-suppliers").example, Bid)

HOURS = st.integers(0, 400).map(lambda quarters: quarters / 4)
PARTS = st.lists(
    st.builds(Part, part=st.sampled_from("abcdef"), hours=HOURS, simplified=HOURS, change=st.sampled_from("xyz")),
    min_size=1,
    max_size=6,
).map(tuple)
POUNDS = st.integers(1, 1_000_000).map(float)
BIDS = st.builds(
    Bid,
    hour=st.integers(1, 1000).map(float),
    external=st.integers(0, 1_000_000).map(float),
    value=POUNDS,
    bidders=st.integers(1, 1000),
    chance=st.one_of(st.just(0.0), st.integers(1, 100).map(float)),
    margin=st.integers(1, 1000).map(lambda tenths: tenths / 10),
    parts=PARTS,
)


def codes(bid: Bid) -> list[str]:
    return [code for code, _ in cost_of_bidding(bid).findings]


def figures(bid: Bid) -> dict[str, Any]:
    return dict(cost_of_bidding(bid).figures)


def test_the_worked_example_by_hand() -> None:
    # Hours now: 8 + 14 + 40 + 12 + 10 + 8 + 4 = 96; if simpler: 6 + 5 + 24 + 6 + 8 + 0 + 4 = 53.
    # One bid: 96 × £30 + £400 = £3,280. Six bids: £19,680. Five of them lose: £16,400.
    # An even chance: 1 in 6. Each win: £3,280 × 6 = £19,680, which is 13.12% of £150,000.
    # At 10% margin a bid pays from £19,680 ÷ 0.1 = £196,800.
    # If simpler: 53 × £30 + £400 = £1,990; × 6 ÷ 0.1 = £119,400. Saved: (96 - 53) × £30 × 6 = £7,740.
    result = cost_of_bidding(EXAMPLE)
    assert result.figures == pytest.approx(
        {
            "cost": 3280,
            "market": 19680,
            "chance": 16.6666667,
            "win": 19680,
            "share": 13.12,
            "smallest": 196800,
            "after": 1990,
            "smallest_after": 119400,
            "saved": 7740,
        }
    )
    # Savings: 16, 9, 8, 6, 2, 2 and 0 hours at £30, and six times that.
    assert [row[3:5] for row in result.rows] == [
        (480, 2880),
        (270, 1620),
        (240, 1440),
        (180, 1080),
        (60, 360),
        (60, 360),
        (0, 0),
    ]
    assert said(result)[0] == [24, 40]
    # £119,400 is below £150,000, and £196,800 is above it: the changes open the door.
    assert [code for code, _ in result.findings] == ["strike-first", "pays-simplified", "losing"]
    assert result.findings[2][1] == {"lost": 16400, "n": 5}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"value": 196_801.0}, "pays"),
        ({"value": 119_401.0}, "pays-simplified"),
        ({"value": 119_399.0}, "never-pays"),
        ({"bidders": 1}, "alone"),
        ({"external": 2_881.0}, "mostly-external"),  # the hours cost £2,880
        ({"chance": 17.0}, "hopeful"),  # 6 × 17 = 102, more than 101
    ],
)
def test_each_finding_at_its_edge(changes: dict[str, Any], code: str) -> None:
    assert code in codes(msgspec.structs.replace(EXAMPLE, **changes))


def test_a_chance_rounded_as_people_round_it_is_not_called_hopeful() -> None:
    # 6 × 16.7 = 100.2
    assert "hopeful" not in codes(msgspec.structs.replace(EXAMPLE, chance=16.7))
    assert "mostly-external" not in codes(msgspec.structs.replace(EXAMPLE, external=2_880.0))


def test_a_change_that_takes_longer_is_told_and_saves_less_than_nothing() -> None:
    parts = (Part(part="a", hours=2.0, simplified=5.0, change="x"),)
    result = cost_of_bidding(msgspec.structs.replace(EXAMPLE, parts=parts))
    assert result.findings[0] == ("no-saving", {})
    assert ("longer", {"part": "a"}) in result.findings
    assert result.rows[0][4] == -540  # 3 hours × £30 × 6 bidders


@given(BIDS)
def test_what_the_parts_save_is_what_all_save(bid: Bid) -> None:
    result = cost_of_bidding(bid)
    assert said(result) == [[row[2], row[1]] for row in result.rows]
    assert sum(float(row[4] or 0) for row in result.rows) == pytest.approx(result.figures["saved"], abs=1e-3)
    of_one, of_all = (sum(float(row[i] or 0) for row in result.rows) for i in (3, 4))
    assert of_all == pytest.approx(bid.bidders * of_one)


@given(BIDS)
def test_the_most_useful_change_comes_first(bid: Bid) -> None:
    savings = [float(row[4] or 0) for row in cost_of_bidding(bid).rows]
    assert savings == sorted(savings, reverse=True)


@given(BIDS, st.randoms(use_true_random=False))
def test_the_order_of_the_parts_does_not_matter(bid: Bid, random: Any) -> None:
    parts = list(bid.parts)
    random.shuffle(parts)
    assert cost_of_bidding(msgspec.structs.replace(bid, parts=tuple(parts))) == cost_of_bidding(bid)


@given(BIDS)
def test_with_an_even_chance_each_win_costs_what_all_bids_cost(bid: Bid) -> None:
    sums = figures(msgspec.structs.replace(bid, chance=0.0))
    assert sums["win"] == pytest.approx(sums["market"])


@given(BIDS)
def test_a_contract_of_the_smallest_size_gives_the_margin_away(bid: Bid) -> None:
    sums = figures(bid)
    assume(sums["smallest"] > 1)
    at = msgspec.structs.replace(bid, value=sums["smallest"])
    assert figures(at)["share"] == pytest.approx(bid.margin)


@given(BIDS, st.integers(1, 1_000_000))
def test_a_dearer_bid_needs_a_larger_contract(bid: Bid, more: int) -> None:
    dearer = msgspec.structs.replace(bid, external=bid.external + more)
    assert figures(dearer)["cost"] > figures(bid)["cost"]
    assert figures(dearer)["smallest"] > figures(bid)["smallest"]


@given(BIDS)
def test_one_more_bidder_never_makes_a_win_cheaper(bid: Bid) -> None:
    crowded = msgspec.structs.replace(bid, bidders=bid.bidders + 1)
    assert figures(crowded)["market"] >= figures(bid)["market"]
    assert figures(crowded)["win"] >= figures(bid)["win"] * (1 - 1e-12)


@given(BIDS)
def test_exactly_one_finding_says_whether_a_bid_pays(bid: Bid) -> None:
    told = codes(bid)
    assert sum(code in {"pays", "pays-simplified", "never-pays"} for code in told) == 1
    assert sum(code in {"strike-first", "no-saving"} for code in told) == 1
    assert sum(code in {"losing", "alone"} for code in told) == 1
