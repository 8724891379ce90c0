"""A chapter's quiz: marked here, with a reason for what was chosen and for what was not.

State: `{"kept": {CHAPTER: {"choices": {question: option}, "marked", "tries", "best"}}}`. One browser keeps that of all
chapters.
"""

from typing import Any

import msgspec

from capability.course.quizzes import Mark, Question, Quiz, mark
from capability.pieces.configs import held

Plain = dict[str, Any]


def configure(quiz: Quiz) -> Plain:
    """The piece's config, plain data: the quiz with its reasons, for they are the lesson."""
    return {"piece": "quiz", "quiz": msgspec.to_builtins(quiz)}


def context(config: Plain) -> Plain:
    """What the template is given."""
    quiz = held(config["quiz"], Quiz)
    return {"prefix": f"quiz-{quiz.id}", "quiz": quiz}


def compute(config: Plain, state: Plain) -> Plain:
    """What the page shows for a state.

    Returns plain data: `of` questions, and once all are answered and it is `marked`, how many are `right`, and under
    `questions`, by id, whether each is `right`, with the reasons.
    """
    quiz = held(config["quiz"], Quiz)
    kept = (state.get("kept") or {}).get(quiz.id)
    own = kept if isinstance(kept, dict) else {}
    choices = own.get("choices")
    marks = mark(quiz, choices if isinstance(choices, dict) else {})
    if own.get("marked") is not True or any(one.chosen is None for one in marks):
        return {"of": len(marks), "marked": None, "questions": None}
    right = sum(one.right for one in marks)
    return {
        "of": len(marks),
        "marked": {"right": right, "all": right == len(marks)},
        "questions": {one.question.id: _told(one, one.question) for one in marks},
    }


def _told(one: Mark, question: Question) -> Plain:
    assert one.chosen is not None
    return {
        "right": one.right,
        "why": one.chosen.why,
        "answer": None if one.right else {"text": question.right.text, "why": question.right.why},
        "others": [
            {"text": option.text, "why": option.why}
            for option in question.options
            if option is not one.chosen and not option.right
        ],
    }
