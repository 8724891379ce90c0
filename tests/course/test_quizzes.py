from collections import Counter
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.authoring.files import check as check_file
from capability.authoring.lessons import load_quiz, quiz_names
from capability.course.quizzes import Quiz, check, mark, tells

QUIZZES = [load_quiz(name) for name in quiz_names()]


def choices_for(quiz: Quiz) -> st.SearchStrategy[dict[str, str]]:
    options = {question.id: [*(option.id for option in question.options), "gone"] for question in quiz.questions}
    return st.fixed_dictionaries({}, optional={name: st.sampled_from(ids) for name, ids in options.items()})


def test_there_are_quizzes() -> None:
    assert QUIZZES


def test_no_right_option_is_told_by_its_length_or_its_place() -> None:
    asked = [question for quiz in QUIZZES for question in quiz.questions]
    chance = sum(Fraction(1, len(question.options)) for question in asked)
    told = Counter(
        tell
        for question in asked
        for tell in tells([option.text for option in question.options], question.options.index(question.right))
    )
    # A whole number more than chance is none: a quiz that an author adds must not fail by a third of a question.
    assert max(told.values()) <= ceil(chance), f"{dict(told)} of {len(asked)}; by chance {float(chance):.1f}"


@given(st.sampled_from(QUIZZES).flatmap(lambda quiz: st.tuples(st.just(quiz), choices_for(quiz))))
def test_a_mark_is_right_for_the_right_option_alone(case: tuple[Quiz, dict[str, str]]) -> None:
    quiz, choices = case
    for answer in mark(quiz, choices):
        assert answer.right == (choices.get(answer.question.id) == answer.question.right.id)


def lengthen(data: list[dict[str, Any]], *, right: bool) -> None:
    for question in data:
        for option in question["options"]:
            option["text"] = "x" * (90 if option["right"] is right else 80)


FAULTS = {
    "two are right": (lambda data: [option.update(right=True) for option in data[0]["options"]], "not-one-right"),
    "none is right": (lambda data: [option.update(right=False) for option in data[0]["options"]], "not-one-right"),
    "the longest is right": (lambda data: lengthen(data, right=True), "given-away"),
    "the shortest is right": (lambda data: lengthen(data, right=False), "given-away"),
    "the first is right": (
        lambda data: [question["options"].sort(key=lambda option: not option["right"]) for question in data],
        "given-away",
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
