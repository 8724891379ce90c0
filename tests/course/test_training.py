"""Records for whoever plans training: what goes in, what is read, and what they say together."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.course.learning import ExerciseEntry, QuizResult, Record
from capability.course.modules import Route, RouteStep
from capability.course.training import (
    Done,
    Overview,
    Person,
    Syllabus,
    Taught,
    asked_for,
    modules_of,
    overview,
    read_record,
    record_of,
    steps_done,
    to_json,
)
from capability.errors import TrainingError
from capability.text import name_key

STEPS = (RouteStep(module="01-x", how="read"), RouteStep(module="02-y", how="whole"))
ROUTE = Route(id="officer", title="Officer", who="an officer", about="Anybody.", steps=STEPS)
MODULES = {"01-x": Taught(title="X", questions=6), "02-y": Taught(title="Y", questions=7)}
SYLLABUS = Syllabus(modules=MODULES, routes=(ROUTE,))
TODAY = "2026-11-27"
SAVED = "2026-11-20T09:00:00Z"
CASES = json.loads((Path(__file__).parent / "training.json").read_text("utf-8"))


def whole(**changed: Any) -> dict[str, Any]:
    modules = {"01-x": {"day": "2026-11-02", "best": 5}, "02-y": {"day": "2026-11-03"}}
    return {"format": "capability-training/1", "saved": SAVED, "name": "A. Reader", "modules": modules, **changed}


# --- what goes in -----------------------------------------------------------------------------------------------------


def made(record: Record, quizzes: dict[str, QuizResult], scores: bool = False, **more: Any) -> dict[str, Any]:
    modules = modules_of(record, quizzes, more.get("exercises", {}), more.get("answered", ()), SYLLABUS, scores=scores)
    plain: dict[str, Any] = json.loads(to_json(record_of(record, modules, SYLLABUS, SAVED)))
    return plain


@pytest.mark.parametrize("scores", [True, False])
def test_a_record_holds_what_its_reader_was_told_and_nothing_else(scores: bool) -> None:
    """A retried quiz: the score and the day on which it was reached belong together."""
    record = Record(name=" A.\nReader ", read={"02-y": "2026-11-03"}, route="officer", change=" I asked\nfirst. ")
    quizzes = {
        "01-x": QuizResult(choices={"x.q1": "secret"}, tries=4, best=5, finished="2026-11-01", reached="2026-11-02"),
        "02-y": QuizResult(choices={"y.q1": "secret"}),
        "09-gone": QuizResult(best=2, finished="2026-11-02"),
    }
    exercises = {"02-y": ExerciseEntry(inputs={"a": "secret"})}
    done = {"day": "2026-11-02", "best": 5} if scores else {"day": "2026-11-01"}
    assert made(record, quizzes, scores, exercises=exercises, answered={"01-x"}) == whole(
        modules={"01-x": {**done, "answered": True}, "02-y": {"read": "2026-11-03", "exercise": "begun"}},
        route="officer",
        change="I asked first.",
    )


def test_answers_alone_are_nothing_done_in_a_module() -> None:
    assert made(Record(name="A"), {}, answered={"01-x", "02-y"})["modules"] == {}


def test_a_route_that_the_course_does_not_have_stays_at_home() -> None:
    assert "route" not in made(Record(name="A", route="gone"), {})


@pytest.mark.parametrize("name", ["", "  ", "\u200b\u202e"])
def test_a_record_without_a_name_is_not_made(name: str) -> None:
    with pytest.raises(TrainingError, match="no name and no staff number"):
        record_of(Record(name=name), {}, SYLLABUS, SAVED)


def test_what_was_saved_is_read_without_a_fault() -> None:
    quizzes = {"01-x": QuizResult(best=6, finished="2026-11-02")}
    record = Record(name="A", route="officer", change="=1+1 <b>")
    reading = read_record(made(record, quizzes, scores=True), "a.json", SYLLABUS, TODAY)
    assert reading.faults == ()
    done = {"01-x": Done(day="2026-11-02", best=6)}
    assert reading.person == Person(name="A", saved=SAVED, modules=done, route="officer", steps=1, change="=1+1 <b>")


@pytest.mark.parametrize(
    ("first", "second", "steps"),
    [
        ({"read": "2026-11-02"}, {"read": "2026-11-02"}, 1),
        ({"day": "2026-11-02"}, {"day": "2026-11-02"}, 2),
        ({"exercise": "own", "answered": True}, {"exercise": "own", "answered": True}, 0),
    ],
    ids=["read", "quiz", "neither"],
)
def test_a_route_counts_what_it_asks_of_each_module(first: dict[str, Any], second: dict[str, Any], steps: int) -> None:
    assert steps_done(ROUTE, {"01-x": Done(**first), "02-y": Done(**second)}) == steps


# --- what was changed by hand -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_what_was_changed_by_hand_is_told_and_the_rest_counts(case: dict[str, Any]) -> None:
    plain = whole(**case["changed"])
    if "counts" not in case:
        with pytest.raises(TrainingError) as caught:
            read_record(plain, "a.json", SYLLABUS, TODAY)
        assert [str(fault) for fault in caught.value.faults] == case["told"]
        return
    reading = read_record(plain, "a.json", SYLLABUS, TODAY)
    assert [str(fault) for fault in reading.faults] == case["told"]
    assert msgspec.to_builtins(reading.person.modules) == case["counts"]


# --- together ---------------------------------------------------------------------------------------------------------

names = st.sampled_from(["Ada", "ada", " A da", "Bo", "10473", "=1+1"])
people = st.builds(
    Person,
    name=names,
    saved=st.sampled_from(["", SAVED, "2026-11-21T09:00:00Z"]),
    modules=st.dictionaries(
        st.sampled_from([*MODULES]), st.sampled_from([Done(day="2026-11-02"), Done(read="2026-11-02")])
    ),
)


@given(st.lists(people))
def test_each_person_counts_once_by_the_latest_record(given_people: list[Person]) -> None:
    records = [(f"{n}.json", person) for n, person in enumerate(given_people)]
    together, left_out = overview(records, SYLLABUS)
    keys = [name_key(person.name) for person in together.people]
    assert keys == sorted({name_key(person.name) for person in given_people})
    assert len(together.people) + len(left_out) == len(records)
    for person in together.people:
        same = [other.saved for other in given_people if name_key(other.name) == name_key(person.name)]
        assert person.saved == max(same)
    assert together.quizzes == sum(bool(done.day) for person in together.people for done in person.modules.values())
    assert [(module.quiz, module.read) for module in together.modules] == [
        tuple(sum(bool(getattr(p.modules.get(name, Done()), at)) for p in together.people) for at in ("day", "read"))
        for name in MODULES
    ]


def test_an_earlier_record_is_named_with_the_one_that_counts() -> None:
    older, newer = (Person(name=name, saved=saved, modules={}) for name, saved in (("Ada", SAVED), ("ADA", "")))
    together, left_out = overview([("new.json", newer), ("old.json", older)], SYLLABUS)
    assert together.people == (older,)
    assert [str(fault) for fault in left_out] == [
        "new.json: there is a later record of `Ada`, in old.json. Hint: it counts, and this one does not"
    ]


def test_the_same_record_twice_is_counted_once() -> None:
    ada = Person(name="Ada", saved=SAVED, modules={})
    together, left_out = overview([("a.json", ada), ("copy.json", ada)], SYLLABUS)
    assert together.people == (ada,)
    assert [str(fault) for fault in left_out] == [
        "copy.json: this is the same record of `Ada` twice, counted once. Hint: the other one is a.json"
    ]


def lines(count: int) -> Overview:
    written = [Person(name=f"{n}", saved=SAVED, modules={}, change=f"line {9 - n}") for n in range(count)]
    silent = Person(name="silent", saved=SAVED, modules={})
    return overview([(f"{n}.json", person) for n, person in enumerate([*written, silent])], SYLLABUS)[0]


def test_lines_stand_without_names_once_five_people_wrote_one() -> None:
    """In an order of their own, which says nothing of who wrote which."""
    assert lines(4).told_changes == []
    assert lines(5).told_changes == ["line 5", "line 6", "line 7", "line 8", "line 9"]


def test_people_on_a_route_are_counted_with_those_who_did_all_of_it() -> None:
    both = {"01-x": Done(read="2026-11-02"), "02-y": Done(day="2026-11-02")}
    people = [
        Person(name=name, saved=SAVED, modules=modules, route=route, steps=steps)
        for name, modules, route, steps in (("a", both, "officer", 2), ("b", {}, "officer", 0), ("c", both, "", 0))
    ]
    together, _ = overview([(person.name, person) for person in people], SYLLABUS)
    assert [(route.people, route.whole, route.modules) for route in together.routes] == [(2, 1, 2)]


@pytest.mark.parametrize(
    ("typed", "asked"), [("", None), (" ", None), ("6", 6), (" 80 ", 80), ("1,200", 1200)], ids=repr
)
def test_how_many_were_asked_is_read_as_typed(typed: str, asked: int | None) -> None:
    assert asked_for(typed, lines(5)) == asked


@pytest.mark.parametrize(
    ("typed", "what"),
    [("5", "5 is fewer than the 6 who gave a record"), ("many", "no number"), ("-9", "no number"), ("٨٠", "no number")],
)
def test_fewer_than_gave_a_record_were_never_asked(typed: str, what: str) -> None:
    with pytest.raises(TrainingError, match=what):
        asked_for(typed, lines(5))
