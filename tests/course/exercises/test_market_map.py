"""The market map: its worked example by hand, and what holds for any market."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from capability.authoring.lessons import load_exercise
from capability.course.exercises.market_map import CONCENTRATED, Market, Need, Supplier, market_map
from capability.pieces.exercise import as_typed, configure
from capability.pieces.register import compute
from tests.course.exercises.pictured import said, strips

suppliers = st.lists(
    st.builds(
        Supplier,
        name=st.text(min_size=1, max_size=5),
        paid=st.integers(0, 99_999_999).map(lambda pence: pence / 100),
        size=st.sampled_from(["small", "medium", "large"]),
        place=st.sampled_from(["local", "near", "far"]),
        bid=st.sampled_from(["yes", "no"]),
    ),
    min_size=1,
    max_size=8,
).map(tuple)
needs = st.lists(st.builds(Need, need=st.text(min_size=1, max_size=5), offers=st.integers(0, 9)), max_size=4).map(tuple)


def supplier(name: str, paid: float, **others: Any) -> Supplier:
    return Supplier(**{"name": name, "paid": paid, "size": "large", "place": "far", "bid": "yes", **others})


def codes(market: Market) -> list[str]:
    return [code for code, _ in market_map(market).findings]


def test_the_worked_example_by_hand() -> None:
    # Paid: 2,100,000 + 1,400,000 + 300,000 + 200,000 + 0 = 4,000,000.
    # Shares: 52.5, 35, 7.5, 5, 0. Squares: 2,756.25 + 1,225 + 56.25 + 25 = 4,062.5.
    # In our area, and small: C, D and E: 500,000 of 4,000,000 = 12.5 per cent. Nobody is medium-sized.
    exercise = load_exercise("03-market-shaping")
    shown = compute(
        "exercise", configure(exercise), {"kept": {exercise.id: {"inputs": as_typed(exercise, exercise.example)}}}
    )
    assert [figure["text"] for figure in shown["result"]["figures"]] == [
        "£4,000,000",
        "52.5%",
        "4,062.5",
        "12.5%",
        "12.5%",
    ]
    assert [row["cells"][-1]["text"] for row in shown["result"]["rows"]] == ["52.5%", "35%", "7.5%", "5%", "0%"]
    # Three did not bid; one need has one supplier, one has none.
    said = " ".join(finding["text"] for finding in shown["result"]["findings"])
    assert "3 on your list did not bid" in said
    assert "Nobody offers: Help to do more for oneself after hospital" in said
    assert "Only one supplier offers: Help on the three estates within a day" in said


def test_one_supplier_alone_is_ten_thousand_and_ten_equal_ones_are_a_thousand() -> None:
    assert market_map(Market(suppliers=(supplier("A", 7.0),), needs=())).figures["index"] == 10_000
    ten = tuple(supplier(str(n), 10.0) for n in range(10))
    assert market_map(Market(suppliers=ten, needs=())).figures["index"] == 1_000


def test_four_equal_ones_are_just_concentrated_and_five_are_not() -> None:
    four, five = (tuple(supplier(str(n), 10.0) for n in range(count)) for count in (4, 5))
    assert CONCENTRATED == 2_500
    assert "concentrated" in codes(Market(suppliers=four, needs=()))
    assert "spread" in codes(Market(suppliers=five, needs=()))


def test_where_nobody_was_paid_there_is_no_share() -> None:
    market = Market(suppliers=(supplier("A", 0.0),), needs=())
    assert "nothing-paid" in codes(market)
    assert market_map(market).figures["largest"] == 0


def test_a_firm_on_many_lines_is_one_whatever_its_capitals_and_spaces() -> None:
    names = ["Care A Ltd", "Care A Ltd", "CARE  A LTD", "Care B"]
    market = Market(suppliers=tuple(supplier(name, 10.0) for name in names), needs=())
    assert [(row.label, *row.said) for row in strips(market_map(market)).rows] == [
        ("Care A Ltd", 75.0),
        ("Care B", 25.0),
    ]
    assert {"concentrated", "added-up"} <= set(codes(market))
    assert "added-up" not in codes(Market(suppliers=(supplier("A", 1.0), supplier("B", 1.0)), needs=()))


def test_medium_sized_firms_are_smes_and_large_ones_are_not() -> None:
    three = (supplier("A", 1.0, size="small"), supplier("B", 1.0, size="medium"), supplier("C", 2.0))
    assert market_map(Market(suppliers=three, needs=())).figures["sme"] == 50


@given(suppliers, needs)
def test_shares_add_up_and_stay_in_bounds(given_suppliers: tuple[Supplier, ...], given_needs: tuple[Need, ...]) -> None:
    found = market_map(Market(suppliers=given_suppliers, needs=given_needs))
    shares = [share for [share] in said(found)]
    assert shares == [row[2] for row in found.rows]
    if found.figures["paid"]:
        assert abs(sum(shares) - 100) < 1e-6
        assert 10_000 / len(given_suppliers) - 1e-6 <= float(found.figures["index"] or 0) <= 10_000 + 1e-6
    assert shares == sorted(shares, reverse=True)
    for name in ("largest", "local", "sme"):
        assert 0 <= float(found.figures[name] or 0) <= 100 + 1e-9


@given(suppliers, needs, st.randoms())
def test_the_order_in_which_suppliers_are_typed_changes_no_figure(
    given_suppliers: tuple[Supplier, ...], given_needs: tuple[Need, ...], random: Any
) -> None:
    shuffled = list(given_suppliers)
    random.shuffle(shuffled)
    one, two = (market_map(Market(suppliers=tuple(s), needs=given_needs)) for s in (given_suppliers, shuffled))
    assert one.figures == two.figures


@given(suppliers, needs)
def test_every_need_that_nobody_meets_is_named_once(
    given_suppliers: tuple[Supplier, ...], given_needs: tuple[Need, ...]
) -> None:
    found = market_map(Market(suppliers=given_suppliers, needs=given_needs))
    gaps = [values["need"] for code, values in found.findings if code == "gap"]
    assert gaps == [need.need for need in given_needs if need.offers == 0]
