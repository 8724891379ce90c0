import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.errors import PlanError
from capability.rule.instrument import Instrument
from capability.rule.plan import Edit, Plan, make_plan, read_plan, suggested_targets, to_json
from capability.rule.response import Answer, Given, Response
from capability.rule.tally import Tally, count_responses
from capability.rule.team import team_profile
from tests.synthetic import ORGANISATION, cases, dimension, instrument, respond

USED = instrument(dimension("one"), dimension("two"), dimension("three"))
SAVED = {"format": "capability-plan/1", "instrument": "made-up", "version": "1.2.3", "targets": {"one": 2}}


def rated(*rows: tuple[Given, ...], of: str = "one") -> Tally:
    """One row a rater: levels of the practices p0, p1 and so on."""
    return count_responses(USED, [respond(USED, {f"{of}.p{i}": Answer(n) for i, n in enumerate(row)}) for row in rows])


def plan(counted: Tally, targets: dict[str, int], edits: dict[str, Edit] | None = None) -> Plan:
    return make_plan(USED, team_profile(USED, counted), targets, edits)


def order(whole: Plan) -> list[tuple[str, str]]:
    return [(action.practice, action.why) for action in whole.actions]


def test_foundations_come_first_then_those_of_which_some_must_move_then_the_rest() -> None:
    """By hand: level 1 (p1 to p3 hold three quarters at 1), so all below 2 bind; the target 3 adds nothing new."""
    assert order(plan(rated((1, 2, 1, 1)), {"one": 2})) == [
        ("one.p0", "foundation"),
        ("one.p2", "share"),
        ("one.p3", "share"),
    ]


def test_over_several_dimensions_all_foundations_come_first() -> None:
    both = rated((1, 1, 1, 1)) + rated((0, 1, 1, 1), of="two")
    assert [why for _, why in order(plan(both, {"two": 2, "one": 2}))][:2] == ["foundation", "foundation"]
    assert [name for name, _ in order(plan(both, {"two": 2, "one": 2}))][:2] == ["one.p0", "two.p0"]


DIFFERENT: tuple[tuple[Given, ...], ...] = ((2, 1, 2, 2), (2, 1, 2, 2), (2, 4, 2, 2), (2, 4, 2, 2), (2, 2, 2, 2))


def test_what_people_see_differently_is_named_with_its_spread() -> None:
    [first, *_] = plan(rated(*((2, *row[1:3], 3) for row in DIFFERENT)), {"one": 3}).actions[1:]
    assert (first.practice, first.why, first.spread) == ("one.p1", "share", (1, 4))


def test_what_is_at_its_target_is_in_no_plan_whatever_people_say() -> None:
    made = plan(rated(*DIFFERENT), {"one": 2})
    assert (made.actions, made.reached) == ((), ("one",))
    assert "one.p1" not in dict(order(plan(rated(*((1, *row[1:]) for row in DIFFERENT)), {"one": 2})))


def test_a_list_that_chance_would_bring_is_no_reason() -> None:
    """Of three people one alone stands apart in one practice: chance would list as many."""
    counted = rated((2, 0, 2, 2), (2, 2, 2, 2), (2, 0, 2, 2))
    result = team_profile(USED, counted)
    assert len(result.disputed) == 1
    assert len(result.disputed) > result.flagged_by_chance
    few = msgspec.structs.replace(result, flagged_by_chance=1.0)
    reasons = [
        {a.practice: a.spread for a in make_plan(USED, of, {"one": 4}).actions}["one.p1"] for of in (result, few)
    ]
    assert reasons == [(0, 2), None]


def test_what_nobody_knows_is_to_be_found_out() -> None:
    made = plan(rated((2, 2, 2, "unknown")), {"one": 3})
    last = made.actions[-1]
    assert (last.practice, last.level, last.step) == ("one.p3", "unknown", "Ask who knows about one.p3")


def test_what_does_not_apply_is_in_no_plan() -> None:
    assert plan(rated(("not-applicable",) * 4), {"one": 2}).actions == ()
    assert "one.p1" not in dict(order(plan(rated((1, "not-applicable", 1, 1)), {"one": 2})))


def test_a_dimension_at_its_target_is_said_to_be_there() -> None:
    made = plan(rated((3, 3, 3, 1)), {"one": 2})
    assert (made.actions, made.reached) == ((), ("one",))


def test_with_nothing_chosen_there_is_nothing_to_do() -> None:
    assert plan(rated((0, 0, 0, 0)), {}).actions == ()


@pytest.mark.parametrize(
    ("levels", "suggested"),
    [
        ({"one": 4, "two": 2, "three": 1}, {"two": 3, "three": 2}),
        ({"one": 3, "two": 0}, {"one": 4, "two": 1}),
        ({"one": 4}, {}),
        ({}, {"one": 1, "two": 1, "three": 1}),
    ],
)
def test_the_lowest_dimensions_are_suggested_each_with_its_next_level(
    levels: dict[str, Given], suggested: dict[str, int]
) -> None:
    answers = {f"{name}.p{i}": Answer(level) for name, level in levels.items() for i in range(4)}
    result = team_profile(USED, count_responses(USED, [respond(USED, answers)]))
    assert suggested_targets(result) == suggested
    assert len(suggested_targets(result, most=1)) == min(1, len(suggested))


def test_of_equal_levels_the_lower_index_is_suggested_first() -> None:
    answers = {f"{name}.p{i}": Answer(1) for name in ("one", "two", "three") for i in range(4)}
    answers["one.p3"] = answers["two.p3"] = Answer(4)
    result = team_profile(USED, count_responses(USED, [respond(USED, answers)]))
    assert [dimension.level for dimension in result.profile.dimensions] == [1, 1, 1]
    assert suggested_targets(result, most=1) == {"three": 2}
    assert suggested_targets(result, most=2) == {"one": 2, "three": 2}


# --- the reader's own words -------------------------------------------------------------------------------------------


def test_edits_change_words_and_leave_out() -> None:
    edits = {
        "one.p0": Edit(owner="A. Person", due="2027-01-31", step=" Do it ", note="=1+1"),
        "one.p2": Edit(leave_out=True),
        "one.p3": Edit(step="  "),
    }
    made = plan(rated((1, 2, 1, 1)), {"one": 2}, edits)
    first, second = made.actions
    assert (first.owner, first.due, first.step, first.note) == ("A. Person", "2027-01-31", "Do it", "=1+1")
    assert (second.practice, second.step) == ("one.p3", "From 1 to 2 in one.p3")


FAULTS: dict[str, tuple[dict[str, int], dict[str, Edit], str]] = {
    "a dimension that is not there": ({"ones": 2}, {}, "no dimension `ones`. Hint: did you mean `one`?"),
    "no such target": ({"one": 5}, {}, "no such target: 5"),
    "no target at all": ({"one": 0}, {}, "no such target: 0"),
    "an edit without a place": ({"one": 2}, {"one.p9": Edit(note="x")}, "`one.p9` is no practice here"),
    "a day that is none": ({"one": 2}, {"one.p0": Edit(due="2027-02-30")}, "there is no day 2027-02-30"),
}


@pytest.mark.parametrize(("targets", "edits", "message"), FAULTS.values(), ids=FAULTS)
def test_a_choice_that_cannot_be_is_refused_in_words(
    targets: dict[str, int], edits: dict[str, Edit], message: str
) -> None:
    with pytest.raises(PlanError, match=message.replace("?", r"\?")):
        plan(rated((1, 1, 1, 1)), targets, edits)


# --- the file ---------------------------------------------------------------------------------------------------------


def test_a_saved_plan_comes_back() -> None:
    edits = {"one.p0": {"owner": "A. Person", "due": "2027-01-31"}}
    saved = {**SAVED, "id": "0123456789abcdef" * 2, "name": "Care at home", "edits": edits}
    read = read_plan(saved, USED)
    assert json.loads(to_json(read)) == saved
    assert read.edits["one.p0"] == Edit(owner="A. Person", due="2027-01-31")


def test_an_older_file_has_the_identity_that_its_content_gives() -> None:
    older, same = read_plan(SAVED, USED), read_plan({**SAVED, "edits": {}, "name": ""}, USED)
    other = read_plan({**SAVED, "edits": {"one.p0": {"due": "2027-01-31"}}}, USED)
    assert older.id == same.id != other.id
    assert read_plan(json.loads(to_json(older)), USED) == older


BAD_FILES: dict[str, tuple[Any, str]] = {
    "a list": ([], "this JSON is not a plan"),
    "a response": ({"format": "capability-response/1"}, "this is a response, not a plan"),
    "a newer plan": (
        {**SAVED, "format": "capability-plan/2"},
        "and this kit reads `capability-plan/1`. Hint: open it with the newer kit",
    ),
    "another instrument": ({**SAVED, "instrument": "team"}, "plans for `team`"),
    "another major version": ({**SAVED, "version": "2.0.0"}, "plans from version 2.0.0"),
    "a target of 5": ({**SAVED, "targets": {"one": 5}}, "targets"),
    "a long name": ({**SAVED, "name": "x" * 81}, "length <= 80"),
    "no identity": ({**SAVED, "id": "A. Person"}, "id"),
    "an unknown key": ({**SAVED, "edits": {"one.p0": {"boss": "x"}}}, "unknown key `boss`"),
    "a long note": ({**SAVED, "edits": {"one.p0": {"note": "x" * 2001}}}, "length <= 2000"),
    "no day": ({**SAVED, "edits": {"one.p0": {"due": "soon"}}}, "due"),
}


@pytest.mark.parametrize(("plain", "message"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_file_that_is_no_plan_is_refused_in_words(plain: Any, message: str) -> None:
    with pytest.raises(PlanError, match=message):
        read_plan(plain, USED)


# --- what always holds ------------------------------------------------------------------------------------------------


@st.composite
def planned(draw: st.DrawFn) -> tuple[Instrument, Response, dict[str, int]]:
    used, response = draw(cases())
    chosen = draw(st.sets(st.sampled_from([dimension.id for dimension in used.dimensions]), min_size=1))
    return used, response, {name: draw(st.integers(1, 4)) for name in sorted(chosen)}


@given(planned())
def test_whoever_does_all_of_it_reaches_the_targets(case: tuple[Instrument, Response, dict[str, int]]) -> None:
    used, response, targets = case
    made = make_plan(used, team_profile(used, count_responses(used, [response])), targets)
    done = {action.practice: Answer(action.target) for action in made.actions}  # type: ignore[arg-type]
    after = team_profile(
        used, count_responses(used, [msgspec.structs.replace(response, answers=response.answers | done)])
    )
    for reached in after.profile.dimensions:
        if reached.id in targets and reached.coverage.applicable:
            assert reached.level is not None and reached.level >= targets[reached.id]


@given(planned())
def test_a_practice_is_named_once_and_only_where_it_is_below_or_not_known(
    case: tuple[Instrument, Response, dict[str, int]],
) -> None:
    used, response, targets = case
    made = make_plan(used, team_profile(used, count_responses(used, [response])), targets)
    names = [action.practice for action in made.actions]
    assert len(names) == len(set(names))
    for action in made.actions:
        assert action.level is None or action.level == "unknown" or action.level < action.target
        assert action.practice.split(".")[0] in targets


def test_the_real_questions_make_a_plan() -> None:
    answers = {practice.id: Answer(1) for practice in ORGANISATION.practices}
    result = team_profile(ORGANISATION, count_responses(ORGANISATION, [respond(ORGANISATION, answers)]))
    made = make_plan(ORGANISATION, result, suggested_targets(result))
    assert len(made.targets) == 3
    assert all(action.step and action.evidence and action.module for action in made.actions)


def test_what_was_promised_stays_in_the_plan_wherever_it_stands() -> None:
    """A roundtable agreed on less than people said alone: its promise must not vanish because a target is reached."""
    used = ORGANISATION
    answers = {practice.id: Answer(3) for practice in used.practices}
    team = team_profile(used, count_responses(used, [respond(used, answers)]))
    edits = {
        "place.outcome-map": Edit(step="Ring three firms", owner="Head of buying"),
        "place.spend-map": Edit(owner="x"),
    }
    for targets in ({}, {"place": 2}):
        [action] = make_plan(used, team, targets, edits).actions
        assert (action.practice, action.why, action.step) == ("place.outcome-map", "own", "Ring three firms")
        assert (action.level, action.target) == (3, 4)
    assert make_plan(used, team, {}, {"place.outcome-map": Edit(step="x", leave_out=True)}).actions == ()
