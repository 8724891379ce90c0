"""Records for whoever plans training: what goes in, what is read, and what they say together."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.course.learning import QuizResult, Record
from capability.course.training import Finished, Person, overview, read_record, record_of, to_json
from capability.errors import TrainingError
from capability.text import name_key

MODULES = {"01-x": 6, "02-y": 7}
TODAY = "2026-11-27"
SAVED = "2026-11-20T09:00:00Z"
CASES = json.loads((Path(__file__).parent / "training.json").read_text("utf-8"))


def whole(**changed: Any) -> dict[str, Any]:
    modules = {"01-x": {"day": "2026-11-02", "best": 5}, "02-y": {"day": "2026-11-03"}}
    return {"format": "capability-training/1", "saved": SAVED, "name": "A. Reader", "modules": modules, **changed}


# --- what goes in -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scores", [True, False])
def test_a_record_holds_what_its_reader_was_told_and_nothing_else(scores: bool) -> None:
    record = Record(name=" A.\nReader ", read={"02-y": "2026-11-03"}, route="officer")
    quizzes = {
        "01-x": QuizResult(choices={"x.q1": "secret"}, tries=4, best=5, finished="2026-11-02"),
        "02-y": QuizResult(choices={"y.q1": "secret"}),
        "09-gone": QuizResult(best=2, finished="2026-11-02"),
    }
    made = to_json(record_of(record, quizzes, MODULES, scores=scores, saved=SAVED))
    done = {"day": "2026-11-02", "best": 5} if scores else {"day": "2026-11-02"}
    assert json.loads(made) == whole(modules={"01-x": done})


@pytest.mark.parametrize("name", ["", "  ", "\u200b\u202e"])
def test_a_record_without_a_name_is_not_made(name: str) -> None:
    with pytest.raises(TrainingError, match="no name and no staff number"):
        record_of(Record(name=name), {}, MODULES, scores=False, saved=SAVED)


def test_what_was_saved_is_read_without_a_fault() -> None:
    quizzes = {"01-x": QuizResult(best=6, finished="2026-11-02")}
    made = to_json(record_of(Record(name="A"), quizzes, MODULES, scores=True, saved=SAVED))
    reading = read_record(json.loads(made), "a.json", MODULES, TODAY)
    assert reading.faults == ()
    assert reading.person == Person(name="A", saved=SAVED, modules={"01-x": Finished(day="2026-11-02", best=6)})


# --- what was changed by hand -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_what_was_changed_by_hand_is_told_and_the_rest_counts(case: dict[str, Any]) -> None:
    plain = whole(**case["changed"])
    if "counts" not in case:
        with pytest.raises(TrainingError) as caught:
            read_record(plain, "a.json", MODULES, TODAY)
        assert [str(fault) for fault in caught.value.faults] == case["told"]
        return
    reading = read_record(plain, "a.json", MODULES, TODAY)
    assert [str(fault) for fault in reading.faults] == case["told"]
    assert msgspec.to_builtins(reading.person.modules) == case["counts"]


# --- together ---------------------------------------------------------------------------------------------------------

names = st.sampled_from(["Ada", "ada", " A da", "Bo", "10473", "=1+1"])
people = st.builds(
    Person,
    name=names,
    saved=st.sampled_from(["", SAVED, "2026-11-21T09:00:00Z"]),
    modules=st.dictionaries(st.sampled_from([*MODULES]), st.just(Finished(day="2026-11-02"))),
)


@given(st.lists(people))
def test_each_person_counts_once_by_the_latest_record(given_people: list[Person]) -> None:
    records = [(f"{n}.json", person) for n, person in enumerate(given_people)]
    together, left_out = overview(records, MODULES)
    keys = [name_key(person.name) for person in together.people]
    assert keys == sorted({name_key(person.name) for person in given_people})
    assert len(together.people) + len(left_out) == len(records)
    for person in together.people:
        same = [other.saved for other in given_people if name_key(other.name) == name_key(person.name)]
        assert person.saved == max(same)
    assert together.finished == sum(len(person.modules) for person in together.people)
    assert [module.people for module in together.modules] == [
        sum(name in person.modules for person in together.people) for name in MODULES
    ]


def test_an_earlier_record_is_named_with_the_one_that_counts() -> None:
    older, newer = (Person(name=name, saved=saved, modules={}) for name, saved in (("Ada", SAVED), ("ADA", "")))
    together, left_out = overview([("new.json", newer), ("old.json", older)], MODULES)
    assert together.people == (older,)
    assert [str(fault) for fault in left_out] == [
        "new.json: there is a later record of `Ada`, in old.json. Hint: it counts, and this one does not"
    ]
