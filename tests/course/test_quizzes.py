from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.authoring.files import check as check_file
from capability.authoring.lessons import load_quiz, quiz_names
from capability.course.quizzes import STRETCH, Quiz, check, mark

QUIZZES = [load_quiz(name) for name in quiz_names()]


def choices_for(quiz: Quiz) -> st.SearchStrategy[dict[str, str]]:
    options = {question.id: [*(option.id for option in question.options), "gone"] for question in quiz.questions}
    return st.fixed_dictionaries({}, optional={name: st.sampled_from(ids) for name, ids in options.items()})


def test_there_are_quizzes() -> None:
    assert QUIZZES


@pytest.mark.parametrize("quiz", QUIZZES, ids=lambda quiz: quiz.id)
def test_no_question_is_answered_by_the_length_of_its_options(quiz: Quiz) -> None:
    for question in quiz.questions:
        lengths = {option.id: len(option.text) for option in question.options}
        assert lengths[question.right.id] < max(lengths.values()), question.id
        assert max(lengths.values()) <= STRETCH * min(lengths.values()), question.id


@pytest.mark.parametrize("quiz", QUIZZES, ids=lambda quiz: quiz.id)
def test_the_right_option_does_not_always_stand_in_the_same_place(quiz: Quiz) -> None:
    places = [question.options.index(question.right) for question in quiz.questions]
    assert max(places.count(place) for place in set(places)) <= len(places) / 2


@given(st.sampled_from(QUIZZES).flatmap(lambda quiz: st.tuples(st.just(quiz), choices_for(quiz))))
def test_a_mark_is_right_for_the_right_option_alone(case: tuple[Quiz, dict[str, str]]) -> None:
    quiz, choices = case
    for answer in mark(quiz, choices):
        assert answer.right == (choices.get(answer.question.id) == answer.question.right.id)


FAULTS = {
    "two are right": (lambda data: data[0]["options"][0].update(right=True), "not-one-right"),
    "none is right": (lambda data: [option.update(right=False) for option in data[0]["options"]], "not-one-right"),
    "the longest is right": (
        lambda data: next(o for o in data[0]["options"] if o["right"]).update(text="x" * 90),
        "longest-right",
    ),
    "one is far shorter": (
        lambda data: next(o for o in data[0]["options"] if not o["right"]).update(text="No."),
        "uneven-options",
    ),
    "an id twice": (lambda data: data[1].update(id=data[0]["id"]), "duplicate-id"),
    "an option twice": (lambda data: data[0]["options"][1].update(id=data[0]["options"][0]["id"]), "duplicate-id"),
}


@pytest.mark.parametrize(("spoil", "code"), FAULTS.values(), ids=FAULTS.keys())
def test_what_spoils_a_quiz_is_told(spoil: object, code: str) -> None:
    data = msgspec.to_builtins(load_quiz("03-market-shaping").questions)
    plain = msgspec.json.decode(msgspec.json.encode(data))
    assert list(check(plain)) == []
    spoil(plain)  # type: ignore[operator]
    assert code in {fault.code for fault in check(plain)}


@pytest.mark.parametrize("data", [None, "x", {}, [1], [{"options": "x"}], [{"options": [None]}]])
def test_what_is_no_quiz_at_all_is_no_crash(data: object) -> None:
    assert all(fault.what for fault in check(data))


def test_a_bad_file_is_told_with_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "01-x.quiz.yaml"
    path.write_text("- id: x.q1\n  ask: Why?\n  colour: red\n", "utf-8")
    told = [(fault.code, fault.where.rpartition(":")[0] or fault.where) for fault in check_file(path)]
    assert {"unknown-key", "missing-key"} <= {code for code, _ in told}
    path.write_text("just words", "utf-8")
    assert [fault.code for fault in check_file(path)] == ["not-a-quiz"]
