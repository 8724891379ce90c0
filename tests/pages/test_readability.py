"""Plain words: how hard each question, practice and quiz is to read, with the words of the glossary counted as easy.

The measure is the grade of Flesch and Kincaid: the years of school that a text asks for, from the length of its
sentences and of its words.
"""

import re
from functools import cache
from pathlib import Path

import pytest
import textstat

from capability.authoring.instruments import instrument_names, load_instrument
from capability.authoring.lessons import load_quiz, quiz_names
from capability.course.quizzes import Question
from capability.rule.instrument import Practice

CHECKOUT = Path(__file__).resolve().parents[2]
HARDEST = 10
WORST = 10
"""How many of the hardest are printed, by `make unit`."""

ENTRY = re.compile(r"^(\S[^\n{}`#|]*)\n  \S", re.MULTILINE)


@cache
def glossary() -> re.Pattern[str]:
    """Every term of the glossary, in the singular and in the plural, the longest first."""
    terms = ENTRY.findall((CHECKOUT / "book" / "glossary.md").read_text("utf-8"))
    assert len(terms) > 40
    forms = {form for term in terms for form in (term, f"{term}s", re.sub("y$", "ies", term))}
    return re.compile(rf"\b({'|'.join(map(re.escape, sorted(forms, key=len, reverse=True)))})\b", re.IGNORECASE)


def grade(*sentences: str) -> float:
    """The grade of some text; a term of the glossary is read as a short word."""
    text = " ".join(sentence if sentence.endswith((".", "?", "!", ":")) else f"{sentence}." for sentence in sentences)
    return float(textstat.flesch_kincaid_grade(glossary().sub("thing", text)))


def of_practice(practice: Practice) -> float:
    return grade(practice.ask, *practice.levels, *practice.evidence, *practice.next, practice.find_out)


def of_question(question: Question) -> float:
    options = [part for option in question.options for part in (option.text, option.why)]
    return grade(question.situation, question.ask, *options)


PRACTICES = {p.id: p for name in instrument_names() for p in load_instrument(name).practices}
QUESTIONS = {question.id: question for name in quiz_names() for question in load_quiz(name).questions}


def test_the_measure_tells_hard_from_easy() -> None:
    assert grade("We ring three firms. They tell us what they need.") < 4
    assert (
        grade("Notwithstanding considerable organisational heterogeneity, institutional stakeholders necessitate it.")
        > 20
    )
    # A term counts as easy, and nothing else does.
    assert grade("We look at the award criteria.") < grade("We look at the adjudication considerations.")


def hardest() -> list[str]:
    """The hardest practices and questions, with their grades."""
    grades = {f"practice {name}": of_practice(practice) for name, practice in PRACTICES.items()}
    grades |= {f"quiz {name}": of_question(question) for name, question in QUESTIONS.items()}
    return [f"{grades[name]:5.1f}  {name}" for name in sorted(grades, key=lambda name: -grades[name])[:WORST]]


def test_there_is_much_to_measure() -> None:
    assert len(PRACTICES) > 80
    assert len(QUESTIONS) > 70
    assert len(hardest()) == WORST


@pytest.mark.parametrize("practice", PRACTICES.values(), ids=PRACTICES.keys())
def test_a_practice_is_read_without_effort(practice: Practice) -> None:
    assert of_practice(practice) <= HARDEST


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_a_quiz_question_is_read_without_effort(question: Question) -> None:
    assert of_question(question) <= HARDEST


if __name__ == "__main__":
    print("\n".join(["The hardest to read, by grade:", *hardest()]))
