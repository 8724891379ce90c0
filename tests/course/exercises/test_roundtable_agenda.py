"""The agenda of a roundtable: its worked example by hand, and what holds for any agenda."""

from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.authoring.lessons import load_exercise
from capability.course.exercises.roundtable_agenda import MOST_QUESTIONS, Agenda, Item, roundtable_agenda
from tests.course.exercises.pictured import said, strips

EXERCISE = load_exercise("12-roundtable")
EXAMPLE = msgspec.convert(EXERCISE.example, Agenda)

ITEMS = st.builds(
    Item,
    title=st.sampled_from(["Welcome", "Round", "Slides", "Vote", "Talk", "Break", "Close"]),
    minutes=st.integers(1, 60).map(lambda halves: halves / 2),
    often=st.sampled_from(["once", "person", "question"]),
    doing=st.sampled_from(["talk", "listen", "vote", "rest"]),
    drop=st.sampled_from(["must", "can"]),
)
AGENDAS = st.builds(
    Agenda,
    start=st.sampled_from(["t0700", "t0930", "t1345", "t2000"]),
    minutes=st.integers(15, 480),
    people=st.integers(2, 30),
    questions=st.integers(1, MOST_QUESTIONS),
    items=st.lists(ITEMS, min_size=1, max_size=8).map(tuple),
)


def codes(agenda: Agenda) -> dict[str, Any]:
    return dict(roundtable_agenda(agenda).findings)


# --- by hand ----------------------------------------------------------------------------------------------------------
#
# Example: 10 people, 5 questions, 120 minutes, from 10:00.
#   welcome 5                                    10:00 to 10:05
#   opening round 1.5 x 10 = 15                  10:05 to 10:20
#   slides 15                                    10:20 to 10:35
#   break 10                                     10:35 to 10:45
#   each question 2 + 9 + 4 = 15, five = 75      10:45 to 12:00
#   close 10                                     12:00 to 12:10
#   in all 5 + 15 + 15 + 10 + 75 + 10 = 130, so 10 too long
# Without questions it takes 55. (120 - 55) / 15 = 4.33: four fit. Without the slides (120 - 40) / 15 = 5.33: five fit.
# Talk: 15 + 5 x 9 + 10 = 70. A person: 70 / 10 = 7. Share: 70 / 130 = 53.846 %.
# Longest sitting: 75 + 10 = 85 after the break.


def test_the_worked_example_comes_out_as_by_hand() -> None:
    result = roundtable_agenda(EXAMPLE)
    assert result.figures == {
        "planned": 130.0,
        "spare": -10.0,
        "room": 4,
        "room_dropped": 5,
        "voice": 7.0,
        "share": pytest.approx(53.846, abs=0.001),
    }
    assert list(result.findings) == [
        ("over", {"over": 10.0}),
        ("drop", {"names": "Slides on the food strategy", "saved": 15.0}),
    ]
    assert [value for [value] in said(result)] == [5.0, 15.0, 15.0, 10.0, 10.0, 45.0, 20.0, 10.0]


def test_the_worked_example_has_each_question_at_its_time() -> None:
    rows = roundtable_agenda(EXAMPLE).rows
    assert rows[3] == ("10:35", "10:45", "Break", 10.0)
    assert rows[4:8] == [
        ("10:45", "10:47", "Read and vote alone 1", 2.0),
        ("10:47", "10:56", "See the votes and talk 1", 9.0),
        ("10:56", "11:00", "Vote again, agree, write why 1", 4.0),
        ("11:00", "11:02", "Read and vote alone 2", 2.0),
    ]
    assert rows[-1] == ("12:00", "12:10", "Who does what by when, and the next date", 10.0)


def item(title: str, minutes: float, often: str = "once", doing: str = "talk", drop: str = "must") -> Item:
    return msgspec.convert({"title": title, "minutes": minutes, "often": often, "doing": doing, "drop": drop}, Item)


def agenda(*items: Item, minutes: int = 60, people: int = 2, questions: int = 1, start: str = "t0900") -> Agenda:
    return Agenda(start=start, minutes=minutes, people=people, questions=questions, items=items)


def test_a_break_between_the_questions_shares_them_out_and_the_first_part_takes_the_odd_one() -> None:
    question = item("Q", 10, "question")
    result = roundtable_agenda(agenda(question, item("Break", 5, doing="rest"), question, questions=5))
    assert [row[2] for row in result.rows] == ["Q 1", "Q 2", "Q 3", "Break", "Q 4", "Q 5"]
    assert result.figures["planned"] == 55.0


@dataclass(frozen=True)
class Case:
    """An agenda, and the findings that it must and must not have."""

    agenda: Agenda
    has: dict[str, dict[str, Any]]
    lacks: tuple[str, ...] = ()


CASES = {
    "exactly full is tight": Case(agenda(item("Talk", 60)), {"tight": {"spare": 0.0}}, ("over", "fits")),
    "five to spare is enough": Case(agenda(item("Talk", 55)), {"fits": {"spare": 5.0}}, ("over", "tight")),
    # 50 + 20 + 10 + 4 = 84, 24 too long. What people listen to goes first, the longer before the shorter: 20, then 4.
    "what people hear goes first, the longest of it before the rest": Case(
        agenda(
            item("Talk", 50),
            item("Chat", 10, drop="can"),
            item("Short film", 4, doing="listen", drop="can"),
            item("Slides", 20, doing="listen", drop="can"),
        ),
        {"over": {"over": 24.0}, "drop": {"names": "Slides, Short film", "saved": 24.0}},
        ("fewer", "too-much"),
    ),
    # 10 + 4 x 20 = 90, 30 too long; without the slides 80, 20 too long; three questions take 60.
    "fewer questions come after what can go": Case(
        agenda(item("Slides", 10, doing="listen", drop="can"), item("Q", 20, "question"), questions=4),
        {"drop": {"names": "Slides", "saved": 10.0}, "fewer": {"n": 3, "questions": 4}},
        ("too-much",),
    ),
    "with nothing that can go there are fewer questions": Case(
        agenda(item("Q", 20, "question", drop="can"), questions=4), {"fewer": {"n": 3, "questions": 4}}, ("drop",)
    ),
    "not even one question": Case(agenda(item("Talk", 50), item("Q", 20, "question")), {"too-much": {}}, ("fewer",)),
    "no question at all": Case(agenda(item("Talk", 70)), {"too-much": {}, "no-question": {}}, ("fewer",)),
    # 60 / 15 = 4 questions.
    "a break between the questions stays": Case(
        agenda(
            item("Q", 20, "question"),
            item("Break", 10, doing="rest", drop="can"),
            item("Q", 20, "question"),
            questions=3,
        ),
        {"fewer": {"n": 2, "questions": 3}},
        ("drop",),
    ),
    "room for more": Case(agenda(item("Q", 15, "question"), questions=2), {"room": {"n": 4}}, ("over",)),
    # 10 minutes of talk for 5 people: 2 minutes each, a third of the half hour.
    "a meeting to listen to": Case(
        agenda(item("Speech", 20, doing="listen"), item("Talk", 10), people=5),
        {"little-voice": {"voice": 2.0}, "listening": {"share": pytest.approx(33.333, abs=0.001)}},
    ),
    "ninety minutes at a stretch are allowed": Case(agenda(item("Talk", 90), minutes=120), {}, ("no-break",)),
    "ninety-one are not": Case(agenda(item("Talk", 91), minutes=120), {"no-break": {"sitting": 91.0}}),
    "a break parts the stretch": Case(
        agenda(item("Talk", 60), item("Break", 5, doing="rest"), item("Talk", 60), minutes=130), {}, ("no-break",)
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_an_agenda_is_told(case: Case) -> None:
    told = codes(case.agenda)
    assert {code: told.get(code) for code in case.has} == case.has
    assert not set(case.lacks) & set(told)


def test_a_time_past_midnight_begins_again() -> None:
    rows = roundtable_agenda(agenda(item("Talk", 240), item("Talk", 30.5), start="t2000")).rows
    assert [row[:2] for row in rows] == [("20:00", "00:00"), ("00:00", "00:31")]


def test_the_limits_and_the_starts_are_those_of_the_form() -> None:
    fields = {field.id: field for field in EXERCISE.fields}
    assert fields["questions"].most == MOST_QUESTIONS
    assert all(value == "t" + label.replace(":", "") for value, label in fields["start"].options.items())


# --- for any agenda ---------------------------------------------------------------------------------------------------


@given(AGENDAS)
def test_rows_and_marks_add_up_to_what_is_planned_and_each_row_begins_where_the_last_ended(drawn: Agenda) -> None:
    result = roundtable_agenda(drawn)
    assert sum(float(row[3] or 0) for row in result.rows) == pytest.approx(result.figures["planned"])
    assert sum(value for [value] in said(result)) == pytest.approx(result.figures["planned"])
    assert len(said(result)) == len(drawn.items)
    marks = sorted((start, end) for row in strips(result).rows for _, start, end in row.marks)
    assert [end - start for start, end in marks] == pytest.approx([row[3] for row in result.rows])
    assert all(before[1] == after[0] for before, after in zip(result.rows, result.rows[1:], strict=False))


@given(AGENDAS)
def test_it_fits_or_it_is_too_long_and_never_both(drawn: Agenda) -> None:
    told = codes(drawn)
    assert ("over" in told) != bool({"fits", "tight"} & set(told))
    assert ("over" in told) == (float(roundtable_agenda(drawn).figures["spare"] or 0) < 0)


def without_what_can_go(drawn: Agenda) -> Agenda:
    asks = [place for place, each in enumerate(drawn.items) if each.often == "question"]
    within = range(asks[0], asks[-1] + 1) if asks else range(0)
    left = [each for place, each in enumerate(drawn.items) if place in within or each.drop == "must"]
    return msgspec.structs.replace(drawn, items=tuple(left))


@given(AGENDAS)
def test_as_many_questions_as_are_said_to_fit_do_fit_and_one_more_does_not(drawn: Agenda) -> None:
    figures = roundtable_agenda(drawn).figures
    for name, kept in [("room", drawn), ("room_dropped", without_what_can_go(drawn))]:
        room = figures[name]
        if isinstance(room, int):
            if room > 0:
                assert "over" not in codes(msgspec.structs.replace(kept, questions=room))
            if room < MOST_QUESTIONS:
                assert "over" in codes(msgspec.structs.replace(kept, questions=room + 1))


@given(AGENDAS)
def test_what_to_drop_is_enough_or_fewer_questions_follow(drawn: Agenda) -> None:
    told = codes(drawn)
    if "over" not in told:
        assert not {"drop", "fewer", "too-much"} & set(told)
    elif not {"fewer", "too-much"} & set(told):
        assert told["drop"]["saved"] >= told["over"]["over"]
    elif "fewer" in told:
        assert 1 <= told["fewer"]["n"] < drawn.questions


@given(AGENDAS)
def test_dropping_makes_no_less_room_and_bounds_hold(drawn: Agenda) -> None:
    figures = roundtable_agenda(drawn).figures
    assert 0 <= float(figures["share"] or 0) <= 100
    assert float(figures["planned"] or 0) > 0
    assert (figures["room"] is None) == (figures["room_dropped"] is None)
    if figures["room"] is not None:
        assert 0 <= int(figures["room"]) <= int(figures["room_dropped"] or 0) <= MOST_QUESTIONS


@given(AGENDAS)
def test_more_time_in_all_never_makes_less_room(drawn: Agenda) -> None:
    more = roundtable_agenda(msgspec.structs.replace(drawn, minutes=drawn.minutes + 15)).figures
    assert int(more["room"] or 0) >= int(roundtable_agenda(drawn).figures["room"] or 0)


@given(AGENDAS)
def test_one_more_question_is_never_shorter(drawn: Agenda) -> None:
    more = roundtable_agenda(msgspec.structs.replace(drawn, questions=drawn.questions + 1)).figures
    assert float(more["planned"] or 0) >= float(roundtable_agenda(drawn).figures["planned"] or 0)
