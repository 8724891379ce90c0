"""Coming back to finished modules: when, and which situations."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.course.learning import MOST_ASKED, QuizResult, Record, Return, finished
from capability.course.quizzes import Option, Question, Quiz
from capability.course.returns import AFTER, APART, MOST_OF_ONE, choose, due_days, latest, under_way, working_day

FIRST = date(2026, 1, 5)
NAMES = ("01-a", "02-b", "03-c", "04-d")


def quiz(name: str, questions: int = 6) -> Quiz:
    options = tuple(Option(id=id_, text=id_, right=id_ == "best", why="Because.") for id_ in ("best", "bad", "worse"))
    asked = (
        Question(id=f"{name[3:]}.q{n}", situation="s", ask="a", options=options, sources=()) for n in range(questions)
    )
    return Quiz(id=name, questions=tuple(asked))


QUIZZES = {name: quiz(name) for name in NAMES}
HOME = {question.id: name for name, quiz_ in QUIZZES.items() for question in quiz_.questions}


def day(number: int) -> str:
    return str(FIRST + timedelta(number))


days = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 200).map(day), min_size=1)
chosen = st.sampled_from(["best", "bad", "worse", "gone"])
results = st.fixed_dictionaries(
    {},
    optional={
        name: st.dictionaries(st.sampled_from([question.id for question in quiz_.questions]), chosen).map(
            lambda choices: QuizResult(choices=choices, best=1)
        )
        for name, quiz_ in QUIZZES.items()
    },
)
returns = st.dictionaries(
    st.integers(0, 200).map(day),
    st.lists(st.sampled_from(sorted(HOME)), max_size=MOST_ASKED, unique=True).flatmap(
        lambda asked: st.builds(
            Return,
            asked=st.just(tuple(asked)),
            choices=st.dictionaries(st.sampled_from(asked), chosen) if asked else st.just({}),
        )
    ),
    max_size=4,
)


# --- finished ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quiz_", "read", "expected"),
    [
        (QuizResult(best=3, finished="2026-11-02"), {}, "2026-11-02"),
        (QuizResult(best=3, finished="2026-11-02"), {"01-a": "2026-10-01"}, "2026-11-02"),
        (QuizResult(best=0), {"01-a": "2026-10-01"}, "2026-10-01"),
        (QuizResult(best=3), {}, None),
        (QuizResult(), {"01-a": "2026-10-01"}, None),
        (QuizResult(best=3, finished="2026-02-30"), {}, None),
    ],
    ids=["by its quiz", "not by reading", "of an older file", "nobody knows when", "read alone", "no day"],
)
def test_a_module_is_finished_once_its_quiz_was_answered(
    quiz_: QuizResult, read: dict[str, str], expected: str | None
) -> None:
    assert finished(Record(read=read), {"01-a": quiz_}).get("01-a") == expected


# --- when -------------------------------------------------------------------------------------------------------------


def test_one_module_comes_back_three_times() -> None:
    assert due_days({"01-a": day(0)}) == [day(after) for after in AFTER]  # a Monday


@pytest.mark.parametrize(
    ("done", "due"),
    [
        ("2026-11-07", "2026-11-23"),
        ("2026-12-11", "2026-12-28"),
        ("2026-12-18", "2027-01-04"),
        ("2027-12-18", "2028-01-03"),
    ],
    ids=["a Saturday", "Christmas before a weekend", "New Year before a weekend", "New Year on a weekend"],
)
def test_a_return_falls_due_on_a_working_day(done: str, due: str) -> None:
    assert due_days({"01-a": done})[0] == due


@given(days, st.none() | st.integers(0, 260).map(day))
def test_returns_are_a_week_apart_and_each_has_a_module_behind_it(done: dict[str, str], last: str | None) -> None:
    due = due_days(done, last)
    told = [date.fromisoformat(each) for each in ([last] if last else []) + due]
    assert all((later - earlier).days >= APART for earlier, later in pairwise(told))
    asked = {working_day(date.fromisoformat(done_) + timedelta(after)) for done_ in done.values() for after in AFTER}
    assert set(map(date.fromisoformat, due)) <= asked
    # What falls due and is not told lies less than a week behind a day that is, or before the last return.
    for each in asked - set(told):
        assert any(0 <= (each - other).days < APART for other in told) or (last and str(each) <= last)


@given(days)
def test_whoever_comes_back_when_it_is_due_comes_back_at_most_once_for_each_day(done: dict[str, str]) -> None:
    last, count = None, 0
    while due := due_days(done, last):
        last, count = due[0], count + 1
    assert 1 <= count <= len(AFTER) * len(done)


def test_the_last_days_of_the_calendar_have_no_return_after_them() -> None:
    assert due_days({"01-a": "9999-12-10"}) == ["9999-12-24"]


@pytest.mark.parametrize(
    ("begun", "choices", "today", "expected"),
    [(0, 0, 0, True), (0, 2, 0, True), (0, 1, 6, True), (0, 1, 7, False), (0, 2, 1, False), (5, 1, 4, False)],
    ids=["today", "done today", "within a week", "left", "done before", "a clock that went back"],
)
def test_a_return_stays_on_the_table(begun: int, choices: int, today: int, expected: bool) -> None:
    given_ = Return(asked=("a.q1", "a.q2"), choices=dict.fromkeys(("a.q1", "a.q2")[:choices], "best"))
    assert (under_way({day(begun): given_}, day(today)) == day(begun)) is expected


def test_a_return_that_was_finished_on_a_later_day_is_told_on_that_day() -> None:
    done = {day(0): Return(asked=("a.q1",), choices={"a.q1": "best"}, finished=day(3))}
    assert [under_way(done, day(number)) for number in (2, 3, 4)] == [None, day(0), None]


# --- which ------------------------------------------------------------------------------------------------------------


@given(days, results, returns, st.integers(0, 300).map(day))
def test_five_situations_are_mixed_spaced_and_the_same_for_the_same_record(
    done: dict[str, str], answered: dict[str, QuizResult], earlier: dict[str, Return], today: str
) -> None:
    quizzes = [QUIZZES[name] for name in done]
    asked = choose(quizzes, answered, earlier, today)
    # The order in which a browser gives its entries decides nothing.
    assert asked == choose(quizzes[::-1], dict(reversed(answered.items())), dict(reversed(earlier.items())), today)
    of = Counter(HOME[name] for name in asked)
    assert set(of) <= set(done)
    # Each module has six questions, so there are always five.
    assert len(asked) == len(set(asked)) == MOST_ASKED
    last = latest(earlier)
    barred = set(earlier[last].asked if last else ())
    left = {name for name in HOME if HOME[name] in done} - barred
    # None was in the last return, while others are left; and at most two are of one module, while others have some.
    assert len(barred & set(asked)) == max(0, MOST_ASKED - len(left))
    mixed = sum(min(MOST_OF_ONE, sum(HOME[name] == home for name in left)) for home in done)
    assert sum(min(MOST_OF_ONE, sum(HOME[n] == home for n in set(asked) & left)) for home in done) == min(5, mixed)


def test_one_module_gives_five_situations_too() -> None:
    first = choose([QUIZZES["01-a"]], {}, {}, day(0))
    second = choose([QUIZZES["01-a"]], {}, {day(0): Return(asked=first)}, day(14))
    assert len(first) == len(second) == MOST_ASKED
    assert set(HOME) & set(second) >= {name for name in HOME if HOME[name] == "01-a"} - set(first)


@given(days, results, returns, st.integers(0, 300).map(day))
def test_what_was_wrong_comes_before_what_was_not(
    done: dict[str, str], answered: dict[str, QuizResult], earlier: dict[str, Return], today: str
) -> None:
    asked = choose([QUIZZES[name] for name in done], answered, earlier, today)
    said = {name: option for result in answered.values() for name, option in result.choices.items()}
    for when in sorted(earlier):
        said |= earlier[when].choices
    wrong = {name for name, option in said.items() if option in {"bad", "worse"} and HOME[name] in done}
    last = latest(earlier)
    left = wrong - set(asked) - set(earlier[last].asked if last else ())
    full = {name for name, count in Counter(HOME[name] for name in asked).items() if count == MOST_OF_ONE}
    for name in left:  # it had to stay behind: others that were wrong took the places, of its module or of the return
        rivals = [other for other in asked if HOME[other] == HOME[name] or HOME[name] not in full]
        assert rivals
        assert set(rivals) <= wrong


def test_a_module_that_lost_its_questions_asks_none() -> None:
    assert choose([], {}, {}, day(0)) == ()
