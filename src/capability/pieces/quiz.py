"""A chapter's quiz: how many were right in one go, and which to look at again.

Each answer is told by the page itself: which option is right, and why, stands in its HTML.

State: `{"kept": {CHAPTER: {"choices": {question: option}, "tries", "best"}}}`. One browser keeps that of all chapters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from capability.course.quizzes import Quiz, mark
from capability.pieces.configs import held
from capability.text import Plain

if TYPE_CHECKING:
    from capability.pieces.outputs.quiz import Output


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
    choices = kept.get("choices") if isinstance(kept, dict) else None
    marks = mark(quiz, choices if isinstance(choices, dict) else {})
    if any(given.chosen is None for given in marks):
        return {"of": len(marks), "marked": None, "again": None}
    right = sum(given.right for given in marks)
    return {
        "of": len(marks),
        "marked": {"right": right, "all": right == len(marks)},
        "again": {given.question.id: not given.right for given in marks},
    }
