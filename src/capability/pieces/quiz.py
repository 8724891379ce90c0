"""A chapter's quiz: marked here, with a reason for what was chosen and for what was not.

State: `{"kept": {CHAPTER: {"choices": {question: option}, "marked", "tries", "best"}}}`. One browser keeps that of all
chapters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from capability.course.quizzes import Mark, Quiz, mark
from capability.pieces.configs import held
from capability.text import Plain

if TYPE_CHECKING:
    from capability.pieces.outputs.quiz import MarkTold, Output


def configure(quiz: Quiz) -> Plain:
    """The piece's config, plain data: the quiz with its reasons, for they are the lesson."""
    return {"piece": "quiz", "quiz": msgspec.to_builtins(quiz)}


def context(config: Plain) -> Plain:
    """What the template is given."""
    quiz = held(config["quiz"], Quiz)
    return {"prefix": f"quiz-{quiz.id}", "quiz": quiz}


def compute(config: Plain, state: Plain) -> Output:
    """What the page shows for a state, plain data."""
    quiz = held(config["quiz"], Quiz)
    kept = (state.get("kept") or {}).get(quiz.id)
    own = kept if isinstance(kept, dict) else {}
    choices = own.get("choices")
    marks = mark(quiz, choices if isinstance(choices, dict) else {})
    if own.get("marked") is not True or any(given.chosen is None for given in marks):
        return {"of": len(marks), "marked": None, "questions": None}
    right = sum(given.right for given in marks)
    return {
        "of": len(marks),
        "marked": {"right": right, "all": right == len(marks)},
        "questions": {given.question.id: _told(given) for given in marks},
    }


def _told(given: Mark) -> MarkTold:
    chosen, question = given.chosen, given.question
    assert chosen is not None
    return {
        "right": given.right,
        "why": chosen.why,
        "answer": None if given.right else {"text": question.right.text, "why": question.right.why},
        "others": [
            {"text": option.text, "why": option.why}
            for option in question.options
            if option is not chosen and not option.right
        ],
    }
