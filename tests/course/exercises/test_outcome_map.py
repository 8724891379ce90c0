"""The map of services and outcomes: the worked example by hand, and what holds for any list."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.authoring.lessons import load_exercise
from capability.course.exercises.outcome_map import MOST_TIED, Contract, Link, Outcome, Place, outcome_map
from capability.course.worksheets import Result
from tests.course.exercises.pictured import grid, signs

EXERCISE = load_exercise("04-place")
EXAMPLE = msgspec.convert(EXERCISE.example, Place)

SERVICES = ["Damp repairs", "Nurses", "Buses", "Parks"]
OUTCOMES = ["Dry homes", "Days in class", "First jobs", "Company"]
links = st.builds(
    Link,
    service=st.sampled_from(SERVICES),
    outcome=st.sampled_from([*OUTCOMES, "Somewhere else"]),
    effect=st.sampled_from(["strong", "some", "hinders"]),
    evidence=st.sampled_from(["yes", "no"]),
)
outcomes = st.builds(
    Outcome,
    outcome=st.sampled_from(OUTCOMES),
    mission=st.sampled_from(["Health", "Work", "none"]),
    measured=st.sampled_from(["yes", "no"]),
)
places = st.builds(
    Place,
    services=st.lists(links, min_size=1, max_size=12).map(tuple),
    outcomes=st.lists(outcomes, min_size=1, max_size=6).map(tuple),
)


def link(service: str, outcome: str, effect: Any = "some", evidence: Any = "no") -> Link:
    return Link(service=service, outcome=outcome, effect=effect, evidence=evidence)


def outcome(name: str, mission: str = "Health", measured: Any = "yes") -> Outcome:
    return Outcome(outcome=name, mission=mission, measured=measured)


def told(result: Result, code: str) -> list[dict[str, Any]]:
    return [dict(values) for said, values in result.findings if said == code]


# By hand. Outcomes: 5. Helped: dry homes (repairs, nursing, insulation), days (repairs, nursing; the buses hinder),
# jobs (insulation, parks), parks (parks): 4 of 5 = 80%, one gap (company), three overlaps. Missions: healthy homes,
# every child, good work, nobody alone = 4, the last with nobody behind it. Links to these outcomes: 9 (street
# lighting's is to another); evidence for repairs-dry, nursing-days, insulation-dry, parks-jobs, parks-parks = 5;
# 500/9 = 55.56%.
# Pairs: repairs and nursing share two outcomes of missions; every other pair shares one or none.


def test_the_worked_example_by_hand() -> None:
    result = outcome_map(EXAMPLE)
    assert result.figures == {
        "covered": 80.0,
        "gaps": 1,
        "overlaps": 3,
        "missions": 4,
        "alone": 1,
        "evidenced": pytest.approx(55.5556, abs=1e-4),
    }
    assert told(result, "pair") == [
        {"first": "Damp repairs", "second": "School nursing", "outcomes": "Dry homes, No school days lost to asthma"}
    ]
    assert told(result, "tied") == []
    assert told(result, "reach") == [{"n": 2, "names": "Damp repairs, Home insulation, School nursing"}]
    assert told(result, "gap") == [{"n": 1, "names": "Company for older people"}]
    assert told(result, "mission-alone") == [{"n": 1, "names": "Nobody alone"}]
    assert told(result, "unmeasured") == [{"n": 2, "names": "First jobs for young people, Parks in use in the evening"}]
    assert told(result, "claim") == [{"n": 1, "names": "Damp repairs: No school days lost to asthma"}]
    clash = {"service": "School buses", "outcome": "No school days lost to asthma"}
    assert told(result, "clash") == [{**clash, "names": "Damp repairs, School nursing"}]
    days = {"first_ends": "31 March 2027", "second_ends": "31 July 2027"}
    assert told(result, "ends") == [{"first": "Damp repairs", "second": "School nursing", **days}]
    assert told(result, "unknown") == [{"service": "Street lighting", "outcome": "A safe walk home"}]
    assert result.rows[0] == ("Damp repairs", 2, "Every child in class, Healthy homes", 2, 0, 1)
    assert result.rows[-2:] == [("School buses", 0, None, 0, 1, 0), ("Street lighting", 0, None, 0, 0, 0)]
    assert [row[1] for row in result.rows] == [2, 2, 2, 1, 0, 0]
    assert [cell[0][1] for cell in grid(result).rows[-1][1]] == ["0", "3", "2", "2", "1"]


def test_names_are_matched_without_regard_to_case_and_spaces() -> None:
    result = outcome_map(
        Place(
            services=(link("Damp repairs", "DRY  homes"), link("damp  REPAIRS", "First jobs")),
            outcomes=(outcome("Dry homes"), outcome("first jobs", "HEALTH"), outcome("Company", " None ")),
        )
    )
    assert told(result, "unknown") == []
    assert [(row[0], row[1]) for row in result.rows] == [("Damp repairs", 1)]
    assert result.figures["missions"] == 1


def test_an_outcome_in_two_rows_serves_two_missions() -> None:
    both = (outcome("Dry homes", "Health", "no"), outcome("Dry homes", "Work", "yes"))
    result = outcome_map(Place(services=(link("Repairs", "Dry homes"),), outcomes=both))
    assert result.rows == [("Repairs", 2, "Health, Work", 1, 0, 0)]
    assert result.figures["covered"] == 100
    assert told(result, "unmeasured") == []


def test_a_pair_with_a_mission_goes_before_one_that_has_more_in_common() -> None:
    with_mission, without = (link("A", "Dry homes"), link("B", "Dry homes")), (link("B", "Parks"), link("B", "Light"))
    services = (*with_mission, *without, link("C", "Parks", "strong"), link("C", "Light", "strong"))
    result = outcome_map(Place(services, (outcome("Dry homes"), outcome("Parks", "none"), outcome("Light", "none"))))
    assert told(result, "pair") == [{"first": "A", "second": "B", "outcomes": "Dry homes"}]


def test_a_pair_with_no_mission_is_told_as_such_and_so_is_none() -> None:
    shared = (link("A", "Parks"), link("B", "Parks"))
    assert told(outcome_map(Place(shared, (outcome("Parks", "none"),))), "pair-no-mission")
    assert told(outcome_map(Place(shared[:1], (outcome("Parks"),))), "no-pair")


def test_of_equal_pairs_none_comes_first_until_all_their_ends_are_known() -> None:
    links, parks = tuple(link(name, "Parks") for name in "ABC"), (outcome("Parks"),)
    result = outcome_map(Place(links, parks))
    assert told(result, "tied") == [{"n": 3}]
    pairs = [(pair["first"], pair["second"]) for pair in told(result, "tied-pair")]
    assert pairs == [("A", "B"), ("A", "C"), ("B", "C")]
    assert not told(result, "pair")
    assert told(result, "ends-unknown") == [{"names": "A, B, C"}]

    months = {"a": 1, "b": 9, "C": 10}
    ends = tuple(Contract(service=name, ends=date(2027, month, 1)) for name, month in months.items())
    some = outcome_map(Place(links, parks, ends[:2]))
    assert (told(some, "tied"), told(some, "ends-unknown")) == ([{"n": 3}], [{"names": "C"}])
    known = outcome_map(Place(links, parks, ends))
    assert told(known, "pair") == [{"first": "B", "second": "C", "outcomes": "Parks"}]
    days = {"first_ends": "1 September 2027", "second_ends": "1 October 2027"}
    assert told(known, "ends") == [{"first": "B", "second": "C", **days}]
    assert told(outcome_map(Place(links, (outcome("Parks", "none"),))), "tied-pair-no-mission")
    many = outcome_map(Place(tuple(link(name, "Parks") for name in "ABCDEFG"), parks))
    assert (told(many, "tied"), len(told(many, "tied-pair"))) == ([{"n": 21}], MOST_TIED)


def test_who_clashes_with_whom_is_named() -> None:
    links = (link("A", "Parks", "hinders"), link("B", "Parks"), link("C", "Parks", "strong"))
    clash = {"service": "A", "outcome": "Parks", "names": "B, C"}
    assert told(outcome_map(Place(links, (outcome("Parks"),))), "clash") == [clash]
    assert told(outcome_map(Place(links[:1], (outcome("Parks"),))), "hinders")


def test_one_that_helps_and_one_that_hinders_are_planned_together_and_only_one_helps() -> None:
    result = outcome_map(Place((link("A", "Parks", "hinders"), link("B", "Parks")), (outcome("Parks"),)))
    assert told(result, "pair")
    assert result.figures["overlaps"] == 0
    hinder = outcome_map(Place((link("A", "Parks", "hinders"),), (outcome("Parks"),)))
    assert hinder.figures["covered"] == 0
    assert told(hinder, "reach-none")


def test_where_every_link_leads_elsewhere_nothing_has_evidence_and_all_is_told() -> None:
    result = outcome_map(Place((link("A", "Park", evidence="yes"),), (outcome("Parks"),)))
    assert result.figures["evidenced"] is None
    assert told(result, "unknown") == [{"service": "A", "outcome": "Park"}]


@given(places, st.randoms(use_true_random=False))
def test_order_does_not_matter(place: Place, chance: Any) -> None:
    services, results = list(place.services), list(place.outcomes)
    chance.shuffle(services)
    chance.shuffle(results)
    assert outcome_map(Place(tuple(services), tuple(results))) == outcome_map(place)


@given(places)
def test_figures_stay_in_their_bounds_and_add_up(place: Place) -> None:
    result = outcome_map(place)
    count = len({wanted.outcome for wanted in place.outcomes})
    figures: dict[str, Any] = dict(result.figures)
    assert 0 <= figures["covered"] <= 100
    assert figures["evidenced"] is None or 0 <= figures["evidenced"] <= 100
    assert figures["covered"] * count / 100 + figures["gaps"] == pytest.approx(count)
    assert figures["overlaps"] <= count - figures["gaps"]
    assert figures["alone"] <= figures["missions"]
    reached = [float(row[1] or 0) for row in result.rows]
    assert all(value <= figures["missions"] for value in reached)
    for row, (service, cells) in zip(result.rows, signs(result), strict=False):
        helps = sum(bool({"strong", "some", "claim"} & set(cell)) for cell in cells)
        assert (service, helps, sum("hinders" in cell for cell in cells)) == (row[0], row[3], row[4])
    assert sum(cell[0][1] == "0" for cell in grid(result).rows[-1][1]) == figures["gaps"]
    assert reached == sorted(reached, reverse=True)
    assert {row[0] for row in result.rows} == {typed.service for typed in place.services}


@given(places, links)
def test_one_more_link_never_makes_a_gap_and_never_takes_a_mission_away(place: Place, more: Link) -> None:
    before, after = outcome_map(place), outcome_map(Place((*place.services, more), place.outcomes))
    figures: list[dict[str, Any]] = [dict(before.figures), dict(after.figures)]
    for name in ("gaps", "alone"):
        assert figures[1][name] <= figures[0][name]
    reached = {row[0]: row[1] for row in after.rows}
    assert all(reached[row[0]] >= row[1] for row in before.rows)  # type: ignore[operator]


@given(places)
def test_the_same_list_twice_says_the_same(place: Place) -> None:
    assert outcome_map(Place(place.services * 2, place.outcomes * 2)) == outcome_map(place)


@given(places)
def test_no_outcome_is_dropped_in_silence(place: Place) -> None:
    lost = {(typed.service, typed.outcome) for typed in place.services} - {
        (typed.service, name) for typed in place.services for name in {each.outcome for each in place.outcomes}
    }
    unknown = told(outcome_map(place), "unknown")
    assert {(named["service"], named["outcome"]) for named in unknown} == lost


@given(places)
def test_every_finding_has_words(place: Place) -> None:
    assert {code for code, _ in outcome_map(place).findings} <= set(EXERCISE.results.findings)
