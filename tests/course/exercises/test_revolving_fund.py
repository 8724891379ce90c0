"""The revolving fund: three cases by hand, and what holds for any fund."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capability.authoring.lessons import load_exercise
from capability.course.exercises.revolving_fund import YEARS, Fund, kept, price, revolving_fund, run
from tests.course.exercises.pictured import curves

EXAMPLE = msgspec.convert(load_exercise("10-finance").example, Fund)
PLAIN = Fund(pot=10_000, new_money=0, running_cost=0, held=0, grants=0, loan_years=2, interest=0, losses=0, inflation=0)


def percents(most: int) -> st.SearchStrategy[float]:
    return st.integers(0, most * 10).map(lambda tenths: tenths / 10)


FUNDS = st.builds(
    Fund,
    pot=st.integers(100_000, 1_000_000_000).map(lambda pence: pence / 100),
    new_money=st.integers(0, 100_000_000).map(lambda pence: pence / 100),
    running_cost=st.integers(0, 50_000_000).map(lambda pence: pence / 100),
    held=percents(90),
    grants=percents(100),
    loan_years=st.integers(1, YEARS),
    interest=percents(20),
    losses=percents(60),
    inflation=percents(15),
)
# Whole pence that do not divide come a year later, so two funds may differ by some pence for no other reason.
PENNIES = 1.0


def changed(fund: Fund, **fields: float) -> Fund:
    return msgspec.structs.replace(fund, **fields)


def figures(fund: Fund) -> dict[str, Any]:
    return dict(revolving_fund(fund).figures)


def said(fund: Fund) -> dict[str, Any]:
    return dict(revolving_fund(fund).findings)


def test_loans_of_one_year_of_which_half_is_lost_halve_the_pot_each_year() -> None:
    # 32,768 is 2^15. Lent: 32,768 + 16,384 + ... + 2 = 65,534. Lost: half of that, 32,767. Left: 1.
    sums = figures(changed(PLAIN, pot=32_768, loan_years=1, losses=50))
    assert (sums["lent"], sums["lost"], sums["left"]) == (65_534, 32_767, 1)
    assert sums["turns"] == pytest.approx(1.99994, abs=1e-5)


def test_two_year_loans_at_ten_per_cent_by_hand() -> None:
    # Year 1: lend 10,000. Back 5,000 and 10% of 10,000 = 1,000. In hand 6,000, owed 5,000, left 11,000.
    # Year 2: lend 6,000. Back 5,000 + 3,000, interest 10% of 11,000 = 1,100. In hand 9,100, owed 3,000.
    # Year 3: lend 9,100. Back 3,000 + 4,550, interest 10% of 12,100 = 1,210. In hand 8,760, owed 4,550.
    rows = revolving_fund(changed(PLAIN, interest=10)).rows
    assert [tuple(row) for row in rows[:3]] == [
        ("1", 10_000, 0, 6_000, 0, 0, 11_000),
        ("2", 6_000, 0, 9_100, 0, 0, 12_100),
        ("3", 9_100, 0, 8_760, 0, 0, 13_310),
    ]
    # All of it is always lent, so it grows by a tenth a year: 10,000 x 1.1^15 = 41,772.48.
    assert figures(changed(PLAIN, interest=10))["left"] == pytest.approx(41_772.48, abs=0.1)


def test_the_first_year_of_the_worked_example_by_hand() -> None:
    # 3,000,000 less 120,000 running cost is 2,880,000. Held 15%: 432,000. Paid out 2,448,000, of which 10% = 244,800 is
    # given and 2,203,200 lent. Lost 6% of that: 132,192. Sound 2,071,008, a seventh back: 295,858.28, in whole pence.
    # Interest 4% of 2,071,008 = 82,840.32. Back in all 378,698.60. In hand 432,000 + 378,698.60 = 810,698.60.
    # Owed 2,071,008 - 295,858.28 = 1,775,149.72. Left 2,585,848.32. Running cost of year 2: 120,000 x 1.025 = 123,000.
    # The table shows whole pounds.
    first, second, *_ = revolving_fund(EXAMPLE).rows
    assert tuple(first) == ("1", 2_203_200, 244_800, 378_699, 132_192, 120_000, 2_585_848)
    assert second[5] == 123_000


def test_todays_money_by_hand() -> None:
    # Prices double each year: after 15 years a pound is worth 1/32,768. A pot of 32,768, all paid back, is worth 1.
    result = revolving_fund(changed(PLAIN, pot=32_768, inflation=100))
    assert (result.figures["left"], result.figures["today"]) == (32_768, 1)


def test_the_price_by_hand() -> None:
    # Loans of one year, all lent again, 2% lost: a pound becomes 0.98 x (1 + interest). With prices that rise by 3% it
    # keeps its worth if 0.98 x (1 + interest) = 1.03, so interest = 5.102%: in steps of 0.1% that is 5.2%.
    fund = changed(PLAIN, pot=1_000_000, loan_years=1, losses=2, inflation=3)
    assert price(fund) == 5.2
    assert "must-charge" in said(fund)
    assert said(changed(fund, interest=8))["could-charge"] == {"interest": 5.2}


def test_what_is_given_away_whole_never_lends() -> None:
    told = said(changed(PLAIN, grants=100))
    assert {"never-lends", "most-grants", "shrinks", "giving"} <= told.keys()
    assert not {"must-charge", "could-charge", "no-price"} & told.keys()


def test_a_pot_that_costs_more_than_it_earns_says_when_lending_stops_and_what_is_missing() -> None:
    # 10,000 in one-year loans without interest, 1,000 a year for running it: 9,000 is lent first, nothing in year 10.
    # Years 1 to 10 take the 10,000; the 1,000 of years 11 to 15 is missing.
    told = said(changed(PLAIN, loan_years=1, running_cost=1_000))
    assert told["stops"] == {"year": 10}
    assert told["unpaid"] == {"year": 11, "short": 5_000}
    assert told["most-costs"] == {"amount": 10_000}
    assert "no-price" not in told


@given(FUNDS)
def test_money_is_neither_made_nor_lost_to_the_penny(fund: Fund) -> None:
    cash = round(fund.pot * 100)
    owed = 0
    for year in run(fund):
        arrived = year.new + year.repaid + year.interest
        left = year.cost + year.given + year.lent
        cash += arrived - left
        owed += year.lent - year.lost - year.repaid
        assert (year.cash, year.owed) == (cash, owed)
        assert min(msgspec.structs.astuple(year)) >= 0
    years = run(fund)
    put_in = round(fund.pot * 100) + sum(year.new + year.interest for year in years)
    taken = sum(year.given + year.lost + year.cost for year in years)
    assert put_in == taken + years[-1].cash + years[-1].owed


@given(FUNDS)
def test_without_losses_costs_and_grants_the_pot_never_shrinks(fund: Fund) -> None:
    before = round(fund.pot * 100)
    for year in run(changed(fund, losses=0, running_cost=0, grants=0)):
        assert year.cash + year.owed >= before
        before = year.cash + year.owed


@pytest.mark.parametrize("field", ["losses", "running_cost", "grants"])
@given(FUNDS, st.data())
def test_more_of_what_drains_never_leaves_more(field: str, fund: Fund, data: st.DataObject) -> None:
    most = {"losses": 60.0, "running_cost": 500_000.0, "grants": 100.0}[field]
    more = data.draw(st.floats(getattr(fund, field), max(most, getattr(fund, field))).map(lambda x: round(x, 2)))
    less, worse = figures(fund), figures(changed(fund, **{field: max(more, getattr(fund, field))}))
    assert worse["left"] <= less["left"] + PENNIES
    assert worse["lent"] <= less["lent"] + PENNIES


@pytest.mark.parametrize("field", ["interest", "new_money"])
@given(FUNDS, st.integers(1, 20))
def test_more_of_what_feeds_it_never_leaves_less(field: str, fund: Fund, more: int) -> None:
    richer = figures(changed(fund, **{field: getattr(fund, field) + more}))
    assert richer["left"] >= figures(fund)["left"] - PENNIES


@given(FUNDS)
def test_holding_back_only_puts_lending_off(fund: Fund) -> None:
    assert run(changed(fund, held=0))[0].lent >= run(fund)[0].lent


@settings(max_examples=30)
@given(FUNDS)
def test_the_price_is_the_lowest_that_keeps_the_fund_whole(fund: Fund) -> None:
    lowest = price(fund)
    tenths = 200 if lowest is None else round(lowest * 10)
    at = changed(fund, interest=tenths / 10)
    assert (kept(at, run(at)) >= 100) == (lowest is not None)
    if lowest:
        below = changed(fund, interest=(tenths - 1) / 10)
        assert kept(below, run(below)) < 100


@given(FUNDS)
def test_the_figures_are_the_sums_of_the_table(fund: Fund) -> None:
    result = revolving_fund(fund)
    assert len(result.rows) == len(curves(result).places) == YEARS
    for column, name in ((1, "lent"), (2, "given"), (4, "lost"), (5, "costs")):
        assert result.figures[name] == pytest.approx(sum(float(row[column] or 0) for row in result.rows), abs=YEARS)
    assert figures(fund)["left"] == pytest.approx(result.rows[-1][6], abs=1)
    drawn = dict(curves(result).series)
    assert drawn == {"lent": [row[1] for row in result.rows], "left": [row[6] for row in result.rows]}
    assert figures(fund)["today"] <= figures(fund)["left"]
