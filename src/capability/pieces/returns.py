"""Coming back to finished modules: up to five situations of them, some days after, each told at once.

State: `{"kept": a record as in `capability.learning`, "quizzes": {chapter: …}, "day": the reader's own day, or none}`.
Both parts belong to other pieces, which keep them in the same browser.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from capability.course.learning import MOST_ASKED, QuizResult, Record, Return, finished
from capability.course.quizzes import Question, Quiz
from capability.course.returns import AFTER, choose, due_days, latest, under_way
from capability.pieces.configs import held
from capability.pieces.kept import read
from capability.pieces.plain import plain_file
from capability.text import Plain, is_day, spoken_date
from capability.writing.returns import write_returns

if TYPE_CHECKING:
    from capability.pieces.outputs.plain import PlainFile
    from capability.pieces.outputs.returns import Asked, Output, SituationTold


class Standing(msgspec.Struct, frozen=True):
    """Where a reader stands on a day: finished modules, returns so far, and the days on which one falls due."""

    today: str
    finished: dict[str, str]
    returns: Mapping[str, Return]
    quizzes: dict[str, QuizResult]
    due: list[str]

    @property
    def to_come(self) -> list[str]:
        """The days on which one falls due after today."""
        return [day for day in self.due if day > self.today]


def configure(quizzes: Iterable[Quiz]) -> Plain:
    """The piece's config, plain data: every module's quiz, in the order of the modules."""
    return {"piece": "returns", "quizzes": {quiz.id: msgspec.to_builtins(quiz) for quiz in quizzes}}


def context(config: Plain) -> Plain:
    """What the template is given."""
    return {"prefix": "returns", "modules": list(config["quizzes"]), "after": AFTER, "most": MOST_ASKED}


def compute(config: Plain, state: Plain) -> Output:
    """What the page shows for a state, plain data."""
    standing = _standing(config, state)
    quizzes = {name: held(quiz, Quiz) for name, quiz in config["quizzes"].items()}
    day = under_way(standing.returns, standing.today)
    asked: Asked | None = None
    if day is not None:
        asked = _asked(quizzes, day, standing.returns[day])
    elif standing.due and standing.due[0] <= standing.today:
        done = [quizzes[name] for name in standing.finished]
        questions = choose(done, standing.quizzes, standing.returns, standing.today)
        asked = _asked(quizzes, standing.today, Return(asked=questions))
    return {
        "today": standing.today,
        "finished": len(standing.finished),
        "asked": asked,
        "next": next(iter(standing.to_come), None),
        "days": standing.to_come,
    }


def write(config: Plain, state: Plain) -> PlainFile:
    """The days to come as a calendar file; `state["page"]` is the address of My learning, if it has one."""
    page = str(state.get("page") or "")
    moment = str(state.get("moment") or state["day"])
    return plain_file(write_returns(_standing(config, state).to_come, moment, page))


def _standing(config: Plain, state: Plain) -> Standing:
    day = state.get("day")
    today = day if isinstance(day, str) and is_day(day) else str(datetime.now(UTC).date())
    record = read(state.get("kept"), Record) or Record()
    kept = state.get("quizzes")
    results = {name: read(result, QuizResult) for name, result in (kept if isinstance(kept, dict) else {}).items()}
    quizzes = {name: result for name, result in results.items() if result is not None and name in config["quizzes"]}
    done = finished(record, quizzes)
    returns = {day: given for day, given in record.returns.items() if is_day(day)}
    return Standing(today, done, returns, quizzes, due_days(done, latest(returns)))


def _asked(quizzes: Mapping[str, Quiz], day: str, given: Return) -> Asked | None:
    """A return as its page shows it; `None` where none of its questions is left in the modules."""
    homes = {question.id: (quiz.id, question) for quiz in quizzes.values() for question in quiz.questions}
    found = [homes[name] for name in given.asked if name in homes]
    if not found:
        return None
    rights = {question.id: question.right.id for _, question in found}
    told = {name for name in rights if name in given.choices}
    again = sorted({module for module, question in found if given.choices.get(question.id) != rights[question.id]})
    is_done = len(told) == len(found)
    return {
        "day": day,
        "ids": [question.id for _, question in found],
        "situations": [_situation(n, module, question, day) for n, (module, question) in enumerate(found, 1)],
        "of": len(found),
        "done": is_done,
        "right": sum(given.choices[name] == rights[name] for name in told),
        "again": dict.fromkeys(again, True) if is_done else {},
    }


def _situation(n: int, module: str, question: Question, day: str) -> SituationTold:
    """One situation; its options begin with another one each day, so that no place is learned by heart."""
    turn = hashlib.sha256(f"{day} {question.id}".encode()).digest()[0] % len(question.options)
    options = [*question.options[turn:], *question.options[:turn]]
    return {
        "n": n,
        "question": question.id,
        "module": module,
        "situation": question.situation,
        "ask": question.ask,
        "as_at": spoken_date(question.as_at) if question.as_at else None,
        "options": [
            {"value": option.id, "text": option.text, "why": option.why, "right": True if option.right else None}
            for option in options
        ],
    }
