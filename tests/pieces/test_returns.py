"""Returns: what the page is told on each day of a reader's record."""

import base64
import json
from typing import Any

from capability.authoring.lessons import load_quiz, quiz_names
from capability.course.quizzes import Quiz
from capability.pieces import returns
from capability.pieces.register import compute, compute_json

QUIZZES = {name: load_quiz(name) for name in quiz_names()}
CONFIG = returns.configure(QUIZZES.values())
FIRST, SECOND = list(QUIZZES)[:2]


def right_or_wrong(quiz: Quiz, wrong: int) -> dict[str, str]:
    """Choices of which the first few are wrong."""
    return {
        question.id: next(option.id for option in question.options if option.right == (n >= wrong))
        for n, question in enumerate(quiz.questions)
    }


KEPT = {
    FIRST: {"best": 4, "finished": "2026-11-02", "choices": right_or_wrong(QUIZZES[FIRST], 2)},
    SECOND: {"best": 6, "finished": "2026-11-04", "choices": right_or_wrong(QUIZZES[SECOND], 0)},
}


def told(day: str, kept: dict[str, Any] | None = None, quizzes: dict[str, Any] = KEPT) -> dict[str, Any]:
    return compute("returns", CONFIG, {"kept": kept or {}, "quizzes": quizzes, "day": day})


def test_before_a_day_is_due_the_page_says_when_and_asks_nothing() -> None:
    output = told("2026-11-15")
    assert (output["finished"], output["asked"], output["next"]) == (2, None, "2026-11-16")
    assert output["days"] == ["2026-11-16", "2026-11-30", "2026-12-14"]


def test_a_return_is_asked_kept_and_told_and_the_next_one_asks_others() -> None:
    asked = told("2026-11-20")["asked"]
    wrong = [question.id for question in QUIZZES[FIRST].questions[:2]]
    assert asked["day"] == "2026-11-20"
    assert asked["ids"][:2] == wrong or asked["ids"][:2] == wrong[::-1]
    assert [situation["module"] for situation in asked["situations"]].count(SECOND) == 2
    assert not asked["done"]
    # Half of it, and on another day: it is the same return.
    choices = {asked["ids"][0]: next(o["value"] for o in asked["situations"][0]["options"] if o["right"])}
    half = {"returns": {"2026-11-20": {"asked": asked["ids"], "choices": choices}}}
    later = told("2026-11-22", half)["asked"]
    assert (later["ids"], later["done"], later["right"], later["again"]) == (asked["ids"], False, 1, {})
    # All of it: what was not right is named by its module, and the next return asks others.
    rest = {s["question"]: next(o["value"] for o in s["options"] if not o["right"]) for s in asked["situations"][1:]}
    whole = {"returns": {"2026-11-20": {"asked": asked["ids"], "choices": {**rest, **choices}}}}
    done = told("2026-11-20", whole)
    assert (done["asked"]["done"], done["asked"]["right"], set(done["asked"]["again"])) == (True, 1, {FIRST, SECOND})
    assert (told("2026-11-21", whole)["asked"], done["next"]) == (None, "2026-11-30")
    assert not set(told("2026-12-01", whole)["asked"]["ids"]) & set(asked["ids"])


def test_a_question_that_left_the_book_is_not_asked_again() -> None:
    kept = {"returns": {"2026-11-20": {"asked": ["gone.q1", "missions.q1"]}}}
    assert told("2026-11-21", kept)["asked"]["ids"] == ["missions.q1"]
    assert told("2026-11-21", {"returns": {"2026-11-20": {"asked": ["gone.q1"]}}})["asked"] is None


def test_a_record_that_cannot_be_is_refused_and_not_worked_out() -> None:
    state = json.dumps({"kept": {"returns": {"2026-11-20": {"asked": "all"}}}, "quizzes": {}})
    assert json.loads(compute_json("returns", json.dumps(CONFIG), state)) == {"refused": ["kept"]}


def test_the_calendar_holds_the_days_and_nothing_about_the_reader() -> None:
    state = {"kept": {"name": "Ada"}, "quizzes": KEPT, "day": "2026-11-16", "moment": "2026-11-16T09:00:00Z"}
    file = returns.write(CONFIG, {**state, "page": "https://x.example/book/my-learning.html"})
    text = base64.b64decode(file["data"]).decode().replace("\r\n ", "")
    assert file["name"] == "my-learning-2026-11-16.ics"
    assert [line for line in text.splitlines() if line.startswith("DTSTART")] == [
        "DTSTART;VALUE=DATE:20261130",
        "DTSTART;VALUE=DATE:20261214",
    ]
    assert "My learning" in text
    assert "up to five situations" in text
    assert "in the browser in which you learned" in text
    assert text.count("TRIGGER:PT9H") == text.count("BEGIN:VALARM") == text.count("END:VALARM\r\nEND:VEVENT") == 2
    assert "https://x.example/book/my-learning.html" in text
    assert not any(word in text for word in ("Ada", FIRST, SECOND))
