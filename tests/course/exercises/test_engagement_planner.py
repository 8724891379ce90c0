"""The engagement planner: the worked example by hand, and what holds for any talks."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.authoring.lessons import load_exercise
from capability.course.exercises.engagement_planner import STAGES, Engagement, Group, Stage, engagement_planner
from tests.course.exercises.pictured import said

EXAMPLE = msgspec.convert(load_exercise("09-residents").example, Engagement)

GROUPS = st.builds(
    Group,
    group=st.sampled_from("abcdef"),
    affected=st.integers(1, 1000).map(lambda tenths: tenths / 10),
    heard=st.integers(0, 1000).map(lambda tenths: tenths / 10),
    how=st.sampled_from("xyz"),
)
TIMES = st.builds(
    Stage,
    stage=st.sampled_from(STAGES),
    asked=st.sampled_from("pqr"),
    people=st.integers(0, 100),
    change=st.sampled_from(["nothing", "some", "much"]),
    told=st.sampled_from(["yes", "no"]),
)
TALKS = st.builds(
    Engagement,
    people=st.integers(0, 500),
    groups=st.lists(GROUPS, min_size=1, max_size=6).map(tuple),
    stages=st.lists(TIMES, min_size=1, max_size=7).map(tuple),
)


def codes(talks: Engagement) -> list[str]:
    return [code for code, _ in engagement_planner(talks).findings]


def of_a_group(people: int, affected: float, heard: float) -> Engagement:
    group = Group(group="a", affected=affected, heard=heard, how="x")
    stage = Stage(stage="need", asked="p", people=people, change="much", told="yes")
    return Engagement(people=people, groups=(group,), stages=(stage,))


def test_the_worked_example_by_hand() -> None:
    # 40 people: one is 100 ÷ 40 = 2.5 points.
    # Gaps: families 15 - 34 = -19; little English 5 - 20 = -15; disabled 10 - 18 = -8; leaseholders 10 - 8 = 2;
    # 65 or over 50 - 22 = 28.
    # For each 100 expected: 15/34 = 44.1; 5/20 = 25; 10/18 = 55.6; 10/8 = 125; 50/22 = 227.3.
    # Below 50: families and little English. Expected leaseholders: 8% of 40 = 3.2, fewer than 5.
    # People came at two stages of five. Of those two times one came too late, and after one (50%) people were told.
    result = engagement_planner(EXAMPLE)
    assert result.figures == {
        "people": 40,
        "point": 2.5,
        "gap": 19,
        "missing": 2,
        "stages": 2,
        "late": 1,
        "told": 50,
    }
    assert [row[0] for row in result.rows] == [
        "Families with young children",
        "Tenants who read little English",
        "Disabled tenants",
        "Leaseholders",
        "Tenants aged 65 or over",
    ]
    assert [row[3] for row in result.rows] == [-19, -15, -8, 2, 28]
    assert [row[4] for row in result.rows] == pytest.approx([44.1176, 25, 55.5556, 125, 227.2727], abs=1e-4)
    assert said(result)[0] == [15, 34]
    # Nothing can change any more about the need; the choice is the earliest stage that is open and unheard.
    assert [code for code, _ in result.findings] == [
        "ask-next",
        "when-choice",
        "missing",
        "missing",
        "few",
        "late",
        "untold",
        "silent-need",
        "silent-choice",
        "silent-review",
    ]
    values = dict(result.findings)
    assert values["few"] == {"group": "Leaseholders", "n": pytest.approx(3.2)}
    assert values["late"] == {"asked": "Evening meeting on the final draft", "n": 28}


def test_a_gap_of_one_person_is_no_gap() -> None:
    # 40 people: one is 2.5 points.
    assert codes(of_a_group(40, 20, 17.5))[0] == "even"
    assert codes(of_a_group(40, 20, 17.4))[0] == "ask-next"


def test_a_group_is_missing_below_half_its_share_and_not_at_half() -> None:
    assert "missing" in codes(of_a_group(200, 20, 9.9))
    assert "missing" not in codes(of_a_group(200, 20, 10))


def test_too_few_to_say_below_five_and_not_at_five() -> None:
    # 20% of 25 people is 5, of 24 it is 4.8; 90% of either is more.
    for people, few in ((25, False), (24, True)):
        talks = of_a_group(people, 20, 20)
        most = Group(group="b", affected=90, heard=90, how="x")
        talks = msgspec.structs.replace(talks, groups=(*talks.groups, most))
        assert ("few" in codes(talks)) == few


def test_where_each_group_is_too_small_to_say_it_is_said_once() -> None:
    # 34% of 14 people is 4.76, and that is the largest group of the worked example.
    told = codes(msgspec.structs.replace(EXAMPLE, people=14))
    assert ("few-all" in told, "few" in told) == (True, False)
    told = codes(msgspec.structs.replace(EXAMPLE, people=15))
    assert ("few-all" in told, told.count("few")) == (False, 4)


def test_where_nobody_was_heard_it_says_so_and_shows_no_share_told() -> None:
    result = engagement_planner(of_a_group(0, 20, 0))
    assert [code for code, _ in result.findings][:3] == ["nobody", "ask-next", "when-need"]
    assert result.figures["point"] is None
    assert result.figures["told"] is None
    assert sum(code.startswith("silent-") for code, _ in result.findings) == 5


def test_where_nothing_can_change_it_does_not_send_anyone_to_ask() -> None:
    closed = tuple(msgspec.structs.replace(stage, change="nothing") for stage in EXAMPLE.stages)
    assert "when-closed" in codes(msgspec.structs.replace(EXAMPLE, stages=closed))


def test_where_each_open_stage_has_heard_somebody_it_says_so() -> None:
    assert "when-heard" in codes(of_a_group(40, 20, 5))


@given(TALKS)
def test_counts_stay_within_their_bounds_and_nothing_is_below_no_gap(talks: Engagement) -> None:
    result = engagement_planner(talks)
    numbers: dict[str, Any] = dict(result.figures)
    assert 0 <= numbers["stages"] <= 5
    assert 0 <= numbers["missing"] <= len(talks.groups)
    assert 0 <= numbers["late"] <= len(talks.stages)
    assert numbers["told"] is None or 0 <= numbers["told"] <= 100
    assert 0 <= numbers["gap"] <= 100
    assert said(result) == [[row[2], row[1]] for row in result.rows]
    assert max(0, *(affected - heard for heard, affected in said(result))) == numbers["gap"]


@given(TALKS, st.randoms(use_true_random=False))
def test_the_order_of_groups_and_times_does_not_matter(talks: Engagement, random: Any) -> None:
    groups, stages = list(talks.groups), list(talks.stages)
    random.shuffle(groups)
    random.shuffle(stages)
    mixed = engagement_planner(Engagement(people=talks.people, groups=tuple(groups), stages=tuple(stages)))
    result = engagement_planner(talks)
    assert (mixed.figures, mixed.picture, sorted(map(str, mixed.findings))) == (
        result.figures,
        result.picture,
        sorted(map(str, result.findings)),
    )
    assert sorted(map(str, mixed.rows)) == sorted(map(str, result.rows))


@given(TALKS)
def test_it_names_one_stage_to_ask_at_and_that_stage_is_open_and_has_heard_nobody(talks: Engagement) -> None:
    named = [code.removeprefix("when-") for code in codes(talks) if code.startswith("when-")]
    assert len(named) == 1
    if named[0] in STAGES:
        there = [stage for stage in talks.stages if stage.stage == named[0]]
        assert any(stage.change != "nothing" for stage in there)
        assert all(stage.people == 0 for stage in there)


@given(TALKS)
def test_every_stage_has_either_heard_somebody_or_is_told_as_silent(talks: Engagement) -> None:
    silent = {code.removeprefix("silent-") for code in codes(talks) if code.startswith("silent-")}
    heard = {stage.stage for stage in talks.stages if stage.people}
    assert silent | heard == set(STAGES)
    assert not silent & heard


@given(TALKS)
def test_groups_heard_as_much_as_they_are_affected_have_no_gap(talks: Engagement) -> None:
    fair = tuple(msgspec.structs.replace(group, heard=group.affected) for group in talks.groups)
    result = engagement_planner(msgspec.structs.replace(talks, groups=fair))
    assert (result.figures["gap"], result.figures["missing"]) == (0, 0)
    assert all(row[4] == 100 for row in result.rows)


@given(TALKS, st.integers(0, 5))
def test_hearing_a_group_more_never_makes_it_more_missing(talks: Engagement, points: int) -> None:
    more = tuple(msgspec.structs.replace(group, heard=min(group.heard + points, 100.0)) for group in talks.groups)
    after = engagement_planner(msgspec.structs.replace(talks, groups=more)).figures
    before = engagement_planner(talks).figures
    for name in ("gap", "missing"):
        assert float(after[name] or 0) <= float(before[name] or 0)
