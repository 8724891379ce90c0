"""What one reader has learned: what is read from a file, what comes next, what moved."""

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.authoring.instruments import load_instrument
from capability.authoring.lessons import load_course
from capability.course.learning import Progress, QuizResult, Record, advise, moved, progress, read_file, snapshot
from capability.errors import LearningError
from capability.rule.response import FORMAT, Answer, Given, Level, Response

COURSE = load_course()
ORGANISATION = load_instrument("organisation")
PULSE = [practice.id for practice in ORGANISATION.practices if practice.essential]

answers = st.dictionaries(
    st.sampled_from([practice.id for practice in ORGANISATION.practices]),
    st.sampled_from([Answer(level=level) for level in get_args(Given)]),
)


def response(given_answers: dict[str, Answer]) -> Response:
    return Response(format=FORMAT, instrument="organisation", version=ORGANISATION.version, answers=given_answers)


def all_at(level: Level) -> dict[str, Answer]:
    answer = Answer(level=level)
    return {practice.id: answer for practice in ORGANISATION.practices}


def read_of(*names: str) -> list[Progress]:
    return [
        Progress(
            id=module.id, read="2026-11-25" if module.id in names else None, best=None, answered=0, of=4, exercise=False
        )
        for module in COURSE.modules
    ]


# --- progress ---------------------------------------------------------------------------------------------------------


def test_progress_counts_what_the_slice_asks_and_no_more() -> None:
    module = COURSE.modules[2]
    done = progress(module, Record(read={module.id: "2026-11-25"}), None, True, all_at(2), ORGANISATION)
    assert (done.read, done.best, done.answered, done.of, done.exercise) == ("2026-11-25", None, 4, 4, True)


def test_a_module_is_begun_by_what_is_done_in_it_and_not_by_answers_given_anywhere() -> None:
    module = COURSE.modules[2]
    done = {module.id: "2026-11-25"}
    assert not progress(module, Record(), QuizResult(), False, all_at(2), ORGANISATION).begun
    assert progress(module, Record(read=done), None, False, {}, ORGANISATION).begun
    assert progress(module, Record(), QuizResult(best=0), False, {}, ORGANISATION).begun
    assert progress(module, Record(), None, True, {}, ORGANISATION).begun


@given(answers)
def test_no_more_is_answered_than_is_asked(given_answers: dict[str, Answer]) -> None:
    for module in COURSE.modules:
        if module.slice.instrument == "organisation":
            done = progress(module, Record(), None, False, given_answers, ORGANISATION)
            assert 0 <= done.answered <= done.of


# --- what next --------------------------------------------------------------------------------------------------------


def advised(given_answers: dict[str, Answer], *read: str, route: tuple[str, ...] = ()) -> str | None:
    advice = advise(COURSE, read_of(*read), [(ORGANISATION, response(given_answers))], route)
    return None if advice is None else advice.module


def test_before_anything_is_answered_it_is_the_first_of_the_route_or_of_the_course() -> None:
    assert advised({}) == "01-missions"
    assert advised({}, "01-missions") == "02-conditions"
    assert advised({}, route=("09-residents", "01-missions")) == "09-residents"
    assert advised({}, "09-residents", route=("09-residents", "01-missions")) == "01-missions"


def test_the_module_that_teaches_what_holds_back_comes_first() -> None:
    weak = all_at(3)
    for practice in ORGANISATION.practices:
        if practice.module == "09-residents":
            weak[practice.id] = Answer(level=0)
    assert advised(weak) == "09-residents"
    # What is read already waits until all are read.
    assert advised(weak, "09-residents") != "09-residents"
    assert advised(weak, *(module.id for module in COURSE.modules)) == "09-residents"


def test_after_the_pulse_it_goes_by_the_lowest_foundation() -> None:
    """The pulse gives no dimension a level, and what caps one holds it back all the same."""
    pulse = {name: Answer(level=3) for name in PULSE}
    weak = next(practice for practice in ORGANISATION.practices if practice.module == "09-residents")
    assert weak.essential
    advice = advise(COURSE, read_of(), [(ORGANISATION, response(pulse | {weak.id: Answer(level=1)}))])
    assert advice is not None
    assert (advice.module, advice.practices) == ("09-residents", (weak.id,))
    assert advised({name: Answer(level=4) for name in PULSE}) == "01-missions"
    assert advised({name: Answer(level="unknown") for name in PULSE}) == "01-missions"


def test_with_all_read_and_nothing_that_binds_there_is_no_next() -> None:
    assert advised(all_at(4), *(module.id for module in COURSE.modules)) is None


@given(answers, st.sets(st.sampled_from([module.id for module in COURSE.modules])))
def test_what_comes_next_is_a_module_and_unread_while_any_is(given_answers: dict[str, Answer], read: set[str]) -> None:
    name = advised(given_answers, *read)
    if len(read) < len(COURSE.modules):
        assert name is not None
        assert name not in read


def test_the_practices_named_are_taught_by_the_module() -> None:
    advice = advise(COURSE, read_of(), [(ORGANISATION, response(all_at(1)))])
    assert advice is not None
    taught = {practice.id: practice.module for practice in ORGANISATION.practices}
    assert advice.practices
    assert {taught[practice] for practice in advice.practices} == {advice.module}


# --- before and after -------------------------------------------------------------------------------------------------


def test_a_snapshot_holds_the_pulse_without_notes() -> None:
    kept = snapshot(ORGANISATION, {name: Answer(level=2, note="mine") for name in all_at(0)}, "2026-11-25")
    assert sorted(kept.answers) == sorted(PULSE)
    assert {answer.note for answer in kept.answers.values()} == {""}


CASES: dict[str, tuple[int | str | None, int | str | None, str]] = {
    "a level higher": (1, 2, "up"),
    "a level lower": (3, 0, "down"),
    "the same level": (2, 2, "same"),
    "nothing and nothing": (None, None, "unclear"),
    "nothing, then a level": (None, 2, "unclear"),
    "not known, then a level": ("unknown", 2, "unclear"),
    "not known both times": ("unknown", "unknown", "same"),
}


@pytest.mark.parametrize(("first", "second", "move"), CASES.values(), ids=CASES.keys())
def test_a_move_is_told_between_two_levels_alone(first: int | str | None, second: int | str | None, move: str) -> None:
    name = PULSE[0]
    before, after = ({} if level is None else {name: Answer(level=level)} for level in (first, second))  # type: ignore[arg-type]
    assert moved(ORGANISATION, before, after)[0].move == move


@given(answers, answers)
def test_going_back_turns_every_move_round(first: dict[str, Answer], second: dict[str, Answer]) -> None:
    turned = {"up": "down", "down": "up", "same": "same", "unclear": "unclear"}
    there, back = moved(ORGANISATION, first, second), moved(ORGANISATION, second, first)
    assert [turned[move.move] for move in there] == [move.move for move in back]
    assert len(there) == len(PULSE)


# --- files ------------------------------------------------------------------------------------------------------------

GOOD = {
    "format": "capability-learning/1",
    "record": {"read": {"01-missions": "2026-11-25"}, "route": "councillor", "name": "A reader"},
    "quizzes": {"01-missions": {"choices": {"missions.q1": "a"}, "marked": True, "tries": 2, "best": 5}},
    "exercises": {"01-missions": {"inputs": {"mission": "x", "links": [{"a": "b"}]}}},
    "responses": {
        "organisation": {
            "format": "capability-response/1",
            "instrument": "organisation",
            "version": "1.0.0",
            "answers": {PULSE[0]: {"level": 2}},
        }
    },
}


def test_a_file_comes_back_as_it_was() -> None:
    opened = read_file(json.dumps(GOOD))
    assert opened.record.read == {"01-missions": "2026-11-25"}
    assert opened.quizzes["01-missions"].best == 5
    assert opened.responses["organisation"].answers[PULSE[0]].level == 2


BAD: dict[str, tuple[str, str]] = {
    "nothing": ("", "not-json"),
    "no JSON": ("{", "not-json"),
    "another kind of file": ('{"format": "capability-response/1"}', "not-learning"),
    "a newer kind": ('{"format": "capability-learning/2"}', "other-format"),
    "a day that is none": ('{"format": "capability-learning/1", "record": {"read": {"01-x": "soon"}}}', "bad-value"),
    "a key too many": ('{"format": "capability-learning/1", "colour": 1}', "unknown-key"),
    "a number of rights below none": (
        '{"format": "capability-learning/1", "quizzes": {"01-x": {"best": -1}}}',
        "bad-value",
    ),
}


@pytest.mark.parametrize(("text", "code"), BAD.values(), ids=BAD.keys())
def test_what_is_no_file_of_learning_is_told(text: str, code: str) -> None:
    with pytest.raises(LearningError) as caught:
        read_file(text)
    assert caught.value.faults[0].code == code
