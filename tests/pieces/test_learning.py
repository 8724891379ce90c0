"""My learning: what the page is told of what a browser keeps."""

import base64
import json
from typing import Any

import msgspec
import pytest

from capability.authoring.instruments import load_instrument
from capability.authoring.lessons import load_course
from capability.pieces.learning import configure
from capability.pieces.register import compute
from capability.rule.response import Answer
from tests.synthetic import ORGANISATION, respond

COURSE = load_course()
INSTRUMENTS = {"organisation": ORGANISATION, "system": load_instrument("system")}
CONFIG = configure(COURSE, {module.id: 6 for module in COURSE.modules}, INSTRUMENTS)
PULSE = {practice.id: Answer(2) for practice in ORGANISATION.practices if practice.essential}


def told(kept: dict[str, Any] | None = None, answers: dict[str, Answer] | None = None, **state: Any) -> dict[str, Any]:
    response = msgspec.to_builtins(respond(ORGANISATION, answers or {}))
    return compute("learning", CONFIG, {"kept": kept or {}, "response:organisation": response, **state})


def begun(output: dict[str, Any]) -> list[str]:
    return [name for name, module in output["modules"].items() if module["begun"]]


STEP = {"title": "Map", "step": "Draw it.", "day": "2026-11-02"}
PLAN = {"organisation": {"place.outcome-map": {**STEP, "owner": "=Head", "due": "2027-01-31"}, "place.spend-map": STEP}}


def file_of(kind: str, plan: dict[str, Any]) -> dict[str, Any]:
    state = {"kept": {"plan": plan}, "kind": kind, "day": "2026-11-27", "moment": "2026-11-27T09:00:00Z"}
    return compute("learning-plan", CONFIG, state)


def test_a_plan_goes_out_with_who_and_by_when() -> None:
    files = {kind: file_of(kind, PLAN) for kind in ("csv", "markdown", "calendar")}
    assert [file["name"] for file in files.values()] == [f"my-plan-2026-11-27.{end}" for end in ("csv", "md", "ics")]
    texts = {kind: base64.b64decode(file["data"]).decode() for kind, file in files.items()}
    assert '"1","Map","Draw it.","\'=Head","2027-01-31","2026-11-02"' in texts["csv"]
    assert '"2","Map","Draw it.","","","2026-11-02"' in texts["csv"]
    assert "**By when:** 31 January 2027" in texts["markdown"] and "Nobody yet" in texts["markdown"]
    assert texts["calendar"].count("BEGIN:VEVENT") == 1 and "DTSTART;VALUE=DATE:20270131" in texts["calendar"]


def test_a_step_that_is_done_says_so_wherever_it_goes() -> None:
    plan = {"team": {"x.y": {**STEP, "due": "2027-01-31", "done": "2027-01-20"}}}
    texts = {kind: base64.b64decode(file_of(kind, plan)["data"]).decode() for kind in ("csv", "markdown", "calendar")}
    assert '"2027-01-31","2026-11-02","2027-01-20"' in texts["csv"]
    assert "**Done on:** 20 January 2027" in texts["markdown"] and "SUMMARY:Done: Map" in texts["calendar"]


def test_an_action_of_ones_own_goes_the_same_ways_and_its_words_do_nothing() -> None:
    """They may be a stranger's words: neither a formula, nor markup, nor a line of a calendar."""
    nasty = "=1+1\r\nEND:VEVENT # <b>x</b>"
    action = {"action.a1": {**STEP, "title": "", "step": nasty, "owner": "Us", "due": "2027-01-31"}}
    files = {kind: file_of(kind, {"own": action}) for kind in ("csv", "markdown", "calendar")}
    texts = {kind: base64.b64decode(file["data"]).decode() for kind, file in files.items()}
    assert '"1","","\'=1+1' in texts["csv"]
    assert "<b>" not in texts["markdown"].replace("\\<b>", "") and "**Who:** Us" in texts["markdown"]
    assert texts["calendar"].count("\nEND:VEVENT") == 1 and "UID:my-plan.action.a1" in texts["calendar"]
    # It is one entry of the reader's file, and comes in as it went out.
    text = json.dumps({"format": "capability-learning/1", "record": {"plan": {"own": action}}})
    incoming = told(incoming=text)["incoming"]
    assert (incoming["fault"], incoming["new"]) == (None, 1)
    assert incoming["theirs"]["kept"]["plan"] == {"own": action}


def test_a_plan_without_a_date_gives_no_calendar() -> None:
    [fault] = file_of("calendar", {"team": {"x.y": STEP}})["fault"]
    assert fault["what"] == "No step has a date yet"


def test_with_nothing_done_nothing_is_begun() -> None:
    output = told()
    assert (output["begun"], begun(output), output["pulse_count"]) == (False, [], 0)


def test_the_pulse_is_something_done_and_begins_no_module() -> None:
    output = told(answers=PULSE)
    assert (output["begun"], begun(output)) == (True, [])
    assert output["pulse_count"] == len(PULSE)
    assert output["answered"]["organisation"] == {"count": len(PULSE), "of": len(ORGANISATION.practices)}
    assert output["answered"]["system"]["count"] == 0
    assert output["next"]["practices"]


def test_the_pulse_is_told_from_half_of_it_on_since_modules_ask_the_same_questions() -> None:
    def count(answers: int, **kept: Any) -> int:
        told_of: int = told(kept, dict([*PULSE.items()][:answers]))["pulse_count"]
        return told_of

    start = {"saved": "2026-11-02", "answers": {}}
    assert (count(2), count(5), count(6), count(2, start=start)) == (0, 0, 6, 2)


def test_what_nobody_knows_of_the_pulse_is_counted_apart() -> None:
    first, *_ = PULSE
    output = told(answers={**PULSE, first: Answer("unknown")})
    assert (output["pulse_count"], output["pulse_known"], output["pulse_unknown"]) == (12, 11, 1)


@pytest.mark.parametrize(
    "state",
    [
        {"kept": {"read": {"04-place": "2026-11-25"}}},
        {"quizzes": {"04-place": {"best": 0}}},
        {"exercises": {"04-place": {"inputs": {}, "own": True}}},
    ],
    ids=["read", "quiz", "exercise"],
)
def test_what_is_done_in_a_module_begins_it_alone(state: dict[str, Any]) -> None:
    assert begun(told(answers=PULSE, **state)) == ["04-place"]


ROUTE = next(route for route in COURSE.routes if route.id == "procurement-officer")
MODULES = {module.id: module for module in COURSE.modules}


def test_where_the_route_goes_first_it_is_said_what_the_result_points_to() -> None:
    output = told({"route": ROUTE.id}, answers={"suppliers.barriers": Answer(0), "missions.clear-goal": Answer(3)})
    assert output["next"]["module"] == ROUTE.steps[0].module != output["next"]["result_points_to"] == "08-suppliers"
    assert output["unmoved"] and not told()["unmoved"]


def test_a_step_to_be_read_costs_its_reading_alone() -> None:
    """On the procurement officer's route the first module is to be read, the second to be done as a whole."""
    first, second = ROUTE.steps[:2]
    assert (first.how, second.how) == ("read", "whole")
    output = told({"route": ROUTE.id})
    reading = MODULES[first.module].idea
    assert output["next"] | {"practices": None} == {
        "module": first.module,
        "on_route": True,
        "result_points_to": None,
        "how": "read",
        "minutes": reading,
        "practices": None,
    }
    everything = sum(COURSE.minutes(step) for step in ROUTE.steps)
    assert output["left"] == {"any": True, "hours": everything // 60, "minutes": everything % 60}
    output = told({"route": ROUTE.id, "read": {first.module: "2026-11-25"}})
    assert left(output) == everything - reading
    module = MODULES[second.module]
    assert output["next"]["minutes"] == module.read + module.do + module.where + module.check


def left(output: dict[str, Any]) -> int:
    minutes: int = output["left"]["hours"] * 60 + output["left"]["minutes"]
    return minutes


def test_each_thing_that_was_done_takes_its_own_minutes_away() -> None:
    """A tick takes the reading, the quiz its own; a module that is to be read has nothing left once it was."""
    module = MODULES[ROUTE.steps[1].module]
    everything = sum(COURSE.minutes(step) for step in ROUTE.steps)
    kept = {"route": ROUTE.id, "read": {module.id: "2026-11-25"}}
    assert left(told(kept)) == everything - module.read
    quiz, exercise = {module.id: {"best": 3}}, {module.id: {"inputs": {}, "own": True}}
    assert left(told(kept, quizzes=quiz)) == everything - module.read - module.check
    assert left(told(kept, quizzes=quiz, exercises=exercise)) == everything - module.read - module.check - module.do
    asked = {practice.id: Answer(2) for practice in module.slice.practices(ORGANISATION)}
    assert left(told(kept, asked, quizzes=quiz, exercises=exercise)) == everything - COURSE.minutes(ROUTE.steps[1])
    read = {step.module: "2026-11-25" for step in ROUTE.steps}
    whole = [MODULES[step.module] for step in ROUTE.steps if step.how == "whole"]
    assert left(told({"route": ROUTE.id, "read": read})) == sum(one.do + one.where + one.check for one in whole)


def test_a_record_for_others_tells_how_far_its_reader_is_on_their_route() -> None:
    first, second = (step.module for step in ROUTE.steps[:2])
    kept = {"route": ROUTE.id, "read": {first: "2026-11-25", second: "2026-11-25"}}
    assert told(kept)["on_route"] == {"done": 1, "of": len(ROUTE.steps)}
    quiz = {second: {"best": 3, "finished": "2026-11-24", "reached": "2026-11-26"}}
    output = told(kept, quizzes=quiz)
    assert output["on_route"] == {"done": 2, "of": len(ROUTE.steps)}
    days = output["training"][second]
    assert (days["day"], days["scored_day"], days["best"]) == ("2026-11-24", "2026-11-26", 3)
    assert told({})["on_route"] is None


def test_without_a_route_a_module_is_taken_as_a_whole() -> None:
    output = told()
    module = MODULES[output["next"]["module"]]
    assert (output["next"]["how"], output["next"]["minutes"], output["left"]) == (
        "whole",
        module.read + module.do + module.where + module.check,
        None,
    )


def test_an_exercise_that_is_still_the_worked_example_is_not_done() -> None:
    output = told(exercises={"04-place": {"inputs": {}}})
    assert (begun(output), output["totals"]["exercises"]) == ([], 0)
    assert told(exercises={"04-place": {"inputs": {}, "own": True}})["totals"]["exercises"] == 1


def test_with_a_route_it_is_the_first_on_it_that_is_not_finished_whatever_the_answers_say() -> None:
    """By its quiz or by being read a module is finished; after the route it goes by what holds back."""
    first, second = (step.module for step in ROUTE.steps[:2])
    assert told(answers=PULSE)["next"]["on_route"] is False
    assert told({"route": ROUTE.id}, answers=PULSE)["next"]["module"] == first
    output = told({"route": ROUTE.id}, answers=PULSE, quizzes={first: {"best": 4}})
    assert (output["next"]["module"], output["next"]["on_route"]) == (second, True)
    output = told({"route": ROUTE.id, "read": {step.module: "2026-11-25" for step in ROUTE.steps}}, answers=PULSE)
    assert output["next"]["on_route"] is False
    assert ROUTE.at(output["next"]["module"]) is None
