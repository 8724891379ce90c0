"""The learning plan: published and hand-worked values, and what holds for any trial."""

from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from capability.authoring.lessons import load_exercise
from capability.course.exercises.learning_plan import (
    Trial,
    chance,
    fewest,
    interval,
    last_day,
    learning_plan,
    shows,
    weeks_for,
)
from capability.rule.intervals import wilson
from tests.course.exercises.pictured import strips

EXAMPLE = msgspec.convert(load_exercise("11-learning").example, Trial)
SHARES = st.integers(1, 99).map(float)
CASES = st.integers(1, 400)
TRIALS = st.builds(
    Trial,
    action=st.just("a"),
    effect=st.just("b"),
    reason=st.just("c"),
    measure=st.just("m"),
    today=SHARES,
    hoped=st.integers(0, 100).map(float),
    stop_at=st.integers(0, 100).map(float),
    cases=CASES,
    cases_a_week=st.integers(1, 500).map(lambda tenths: tenths / 10),
    wait=st.integers(0, 100),
    start=st.sampled_from(["11/01/2027", "29-2-2027", "soon", "1.3.2028"]),
    decider=st.just("d"),
    cost_test=st.integers(0, 100_000).map(float),
    cost_go_on=st.integers(0, 100_000).map(float),
    seen_of=st.integers(0, 500),
    seen=st.integers(0, 500),
)
VERDICTS = {"stop", "stop-worse", "go-on", "looks-good", "unclear", "too-early"}


def changed(trial: Trial, **fields: Any) -> Trial:
    return msgspec.structs.replace(trial, **fields)


def codes(trial: Trial) -> list[str]:
    return [code for code, _ in learning_plan(trial).findings]


def verdict(trial: Trial) -> str:
    return codes(trial)[-1]


@pytest.mark.parametrize(("count", "of", "low", "high"), [(81, 263, 0.2553, 0.3662), (0, 20, 0, 0.1611)])
def test_the_interval_is_the_published_one(count: int, of: int, low: float, high: float) -> None:
    assert interval(count / of, of) == pytest.approx((low, high), abs=5e-5)


def test_the_fewest_cases_by_hand() -> None:
    # The interval leaves out today's share p0 when n > z^2 p0 (1 - p0) / (p1 - p0)^2.
    # 55% to 70%: 3.8415 x 0.55 x 0.45 / 0.0225 = 42.26, so 43.
    # 50% to 75%: 3.8415 x 0.25 / 0.0625 = 15.37, so 16. 20% to 15%: 3.8415 x 0.16 / 0.0025 = 245.9, so 246.
    assert [fewest(0.55, 0.70), fewest(0.50, 0.75), fewest(0.20, 0.15)] == [43, 16, 246]
    # 50% to 51%: 3.8415 x 0.25 / 0.0001 = 9,604 and below 10,000. 50% to 50.5%: 38,415, which is too many.
    assert [fewest(0.50, 0.51), fewest(0.50, 0.505), fewest(0.5, 0.5)] == [9604, None, None]


def test_the_chance_by_hand() -> None:
    # Today 50%, hope 80%, 4 cases. All 4: low end 4 / (4 + 3.8415) = 0.5101, so it shows. 3 of 4: about 0.30, so not.
    # The chance of 4 of 4 is 0.8^4 = 0.4096.
    assert chance(0.5, 0.8, 4) == pytest.approx(40.96)
    # Today 50%, hope 20%, 4 cases: the mirror image.
    assert chance(0.5, 0.2, 4) == pytest.approx(40.96)
    assert chance(0.5, 1.0, 4) == 100
    assert chance(0.5, 1.0, 3) == 0
    assert chance(0.5, 0.5, 100) == 0


def test_the_worked_example_by_hand() -> None:
    result = learning_plan(EXAMPLE)
    # 90 cases at 6 a week are 15 weeks, and 13 weeks of waiting: 28. 11 January 2027 + 196 days is 26 July 2027.
    # 7,200 for 90 cases is 80 each. 7,200 of 48,000 is 15%. 26 of 40 is 65%.
    assert (result.figures["weeks"], result.figures["end"], result.figures["case"]) == (28, "26/07/2027", 80)
    assert result.figures["needed"] == 43
    # p = 0.7, n = 90: middle (126 + 3.8415), spread 1.96 x sqrt(3.8415 + 4 x 90 x 0.21) = 17.467, both by 2 x 93.8415.
    assert result.figures["low"] == pytest.approx(100 * (129.8415 - 17.467) / 187.683, abs=0.01)
    assert result.figures["high"] == pytest.approx(100 * (129.8415 + 17.467) / 187.683, abs=0.01)
    said = dict(result.findings)
    assert said["stake"]["share"] == 15
    assert said["seen"]["share"] == 65
    assert verdict(EXAMPLE) == "too-early"


@pytest.mark.parametrize(
    ("seen_of", "seen", "expected"),
    [
        (0, 0, "nothing-seen"),
        (40, 41, "more-than-seen"),
        # 60 of 90 is 66.7%, from 56.4%: above 55%, and all are in. 58 of 90 is 64.4%, from 54.2%.
        (90, 60, "go-on"),
        (90, 58, "unclear"),
        # 36 of 50 is 72%, from 58.3%: good, but 40 are still to come.
        (50, 36, "looks-good"),
        (40, 26, "too-early"),
        # 48 of 90 is 53.3%, up to 63.3%: at 58% or worse, and 70% lies outside.
        (90, 48, "stop"),
        # 4 of 20 is 20%, up to 41.6%: worse than 55% for sure.
        (20, 4, "stop-worse"),
    ],
)
def test_what_the_rule_says_of_a_result(seen_of: int, seen: int, expected: str) -> None:
    assert verdict(changed(EXAMPLE, seen_of=seen_of, seen=seen)) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"cases": 42}, "cannot-tell"),
        ({"cases": 43}, "can-tell"),
        ({"cases": 43}, "coin"),
        ({}, "likely"),
        ({"hoped": 55.0}, "no-hope"),
        ({"hoped": 55.5}, "too-close"),
        ({"stop_at": 70.0}, "stop-beyond"),
        ({"hoped": 40.0, "stop_at": 40.0}, "stop-beyond"),
        ({"start": "soon"}, "no-date"),
        ({"start": "31/02/2027"}, "no-date"),
    ],
)
def test_what_the_plan_is_told(fields: dict[str, Any], expected: str) -> None:
    assert expected in codes(changed(EXAMPLE, **fields))


def test_a_date_is_read_as_people_write_it() -> None:
    assert {last_day(text, 1) for text in ("11/1/2027", "11.01.2027", "11-01-2027")} == {"18/01/2027"}
    assert last_day("01/13/2027", 1) is None
    assert last_day("1/1/2099", 500_000) is None


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_of_a_whole_count_is_the_kits_own(case: tuple[int, int]) -> None:
    count, of = case
    share = wilson(count, of)
    assert interval(count / of, of) == pytest.approx((share.low, share.high), abs=1e-12)


@given(SHARES, st.integers(0, 100), CASES)
def test_an_interval_holds_its_share_and_shrinks_with_more_cases(_: float, percent: int, cases: int) -> None:
    low, high = interval(percent / 100, cases)
    assert 0 <= low <= percent / 100 + 1e-12
    assert percent / 100 - 1e-12 <= high <= 1
    low_more, high_more = interval(percent / 100, 2 * cases)
    assert low_more >= low - 1e-12
    assert high_more <= high + 1e-12


@given(SHARES, st.integers(0, 100))
def test_the_fewest_cases_are_the_fewest(today: float, hoped: int) -> None:
    needed = fewest(today / 100, hoped / 100)
    if needed is None:
        assert hoped == today or abs(hoped - today) < 1
        return
    assert shows(today / 100, hoped / 100, hoped / 100, needed)
    assert needed == 1 or not shows(today / 100, hoped / 100, hoped / 100, needed - 1)


@given(SHARES, SHARES, CASES)
def test_the_chance_is_a_share_of_all_results_counted_one_by_one(today: float, hoped: float, cases: int) -> None:
    assume(hoped != today)
    p = hoped / 100
    exact, told = 1.0, 0.0
    weights = [exact]
    for k in range(cases):
        # Scaled, so that no power of a small share becomes nothing.
        exact *= (cases - k) / (k + 1) * p / (1 - p)
        weights.append(exact)
        if exact > 1e200:
            weights = [weight / 1e200 for weight in weights]
            exact /= 1e200
    told = sum(weight for k, weight in enumerate(weights) if shows(today / 100, p, k / cases, cases))
    assert chance(today / 100, p, cases) == pytest.approx(100 * told / sum(weights), abs=1e-6)


@given(TRIALS)
def test_a_trial_is_told_once_what_it_can_and_what_its_result_says(trial: Trial) -> None:
    told = codes(trial)
    assert sum(code in told for code in ("no-hope", "too-close", "can-tell", "cannot-tell")) == 1
    assert sum(code in told for code in ("calendar", "no-date")) == 1
    assert sum(code in VERDICTS for code in told) <= 1
    assert told[-1] in {*VERDICTS, "nothing-seen", "more-than-seen", "seen"}


@given(TRIALS)
def test_yes_and_no_mirror_each_other(trial: Trial) -> None:
    assume(trial.seen <= trial.seen_of)
    mirror = changed(
        trial,
        today=100 - trial.today,
        hoped=100 - trial.hoped,
        stop_at=100 - trial.stop_at,
        seen=trial.seen_of - trial.seen,
    )
    ours, theirs = learning_plan(trial), learning_plan(mirror)
    assert ours.figures["low"] == pytest.approx(100 - theirs.figures["high"])  # type: ignore[operator]
    assert ours.figures["chance"] == pytest.approx(theirs.figures["chance"], abs=1e-6)
    first, second = codes(trial), codes(mirror)
    # Where a result lies on a line to the last digit, rounding may put the mirror on the other side.
    assert first[:-1] == second[:-1] or abs(trial.today - trial.hoped) < 2


@given(TRIALS, st.integers(1, 400))
def test_more_yeses_never_turn_a_go_into_a_stop(trial: Trial, more: int) -> None:
    assume(trial.hoped > trial.today > 0 and trial.seen_of > 0)
    seen = min(trial.seen, trial.seen_of)
    order = {"stop-worse": 0, "stop": 1, "too-early": 2, "unclear": 2, "looks-good": 3, "go-on": 3}
    lower = verdict(changed(trial, seen=seen))
    higher = verdict(changed(trial, seen=min(trial.seen_of, seen + more)))
    assert order[lower] <= order[higher]


@given(TRIALS)
def test_rows_and_ranges_are_the_same_sizes_from_small_to_large(trial: Trial) -> None:
    result = learning_plan(trial)
    sizes = [int(str(row[0])) for row in result.rows]
    assert sizes == sorted(set(sizes))
    assert {trial.cases, 2 * trial.cases} <= set(sizes)
    drawn = [(row.label, *row.said) for row in strips(result).rows if row.label != "seen"]
    assert [row[:3] for row in result.rows] == drawn
    assert all(0 <= row[4] <= 100 for row in result.rows)  # type: ignore[operator]
    assert all(row.marks[0][1:] == tuple(row.said) for row in strips(result).rows)
    assert dict(strips(result).lines) == {"today": trial.today, "hoped": trial.hoped}


@given(TRIALS)
def test_weeks_are_enough_for_all_cases_and_not_one_too_many(trial: Trial) -> None:
    weeks = weeks_for(trial.cases, trial) - trial.wait
    assert weeks * trial.cases_a_week >= trial.cases - 1e-6
    assert (weeks - 1) * trial.cases_a_week < trial.cases
