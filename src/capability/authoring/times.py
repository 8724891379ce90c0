"""How long the parts of a module take: words at a reader's pace, and what is filled in by how much each entry asks.

The minutes stand in `modules/course.yaml`. They are counted, and a test compares them with what is there; nobody was
timed with a watch. Reading goes by 230 words a minute. An entry of an exercise is a judgement, a few words, or a number
that has to be looked up. A question of a form goes by what the forms themselves ask for.
"""

import re
from math import ceil

from capability.course.quizzes import Quiz
from capability.course.worksheets import NUMBERS, Field, Worksheet
from capability.rule.instrument import Form

PACE = 230
"""Words that a reader reads in a minute."""

JUDGEMENT, WORDS, FIGURE = 20, 30, 45
"""Seconds for one entry of an exercise: something chosen, some words, a number that one looks up or estimates."""

QUESTION: dict[Form, int] = {"full": 120, "pulse": 75}
"""Seconds for one question of a form: 24 take some 45 minutes in full, and the pulse's twelve 15."""

SITUATION = 15
"""Seconds to choose in a quiz, beside reading."""

CELL = re.compile(r"^```\{code-cell\}.*?^```$", re.MULTILINE | re.DOTALL)
PICTURE = re.compile(r"^```\{figure\}.*?^```$", re.MULTILINE | re.DOTALL)
UNREAD = re.compile(r"^\(.*\)=$|\{cite:\w+\}`[^`]*`|\]\([^)]*\)|^:?-+[-|: ]*$", re.MULTILINE)
WORD = re.compile(r"[^\W_][\w'’,.%£-]*")


def words_of(markdown: str) -> int:
    """How many words a reader reads: no code, no citations, no addresses, no labels.

    The words under a picture are left out: they say again what the picture and the text say.

    >>> words_of("Ask [three firms](../a.md) early {cite:p}`source-2023`.")
    4
    """
    return len(WORD.findall(UNREAD.sub(" ", PICTURE.sub(" ", CELL.sub(" ", markdown)))))


def reading(markdown: str) -> int:
    """Minutes to read a text, rounded up."""
    return ceil(words_of(markdown) / PACE)


def exercise(worksheet: Worksheet, around: str = "") -> int:
    """Minutes to fill an exercise in for a case as large as its example, and to read it with the words `around` it."""
    fields: list[tuple[Field, int]] = [(field, 1) for field in worksheet.fields]
    for table in worksheet.tables:
        fields += [(column, len(worksheet.example[table.id])) for column in table.columns]
    seconds = sum(count * _seconds(field) for field, count in fields)
    read = [around, worksheet.title, worksheet.about, worksheet.decision, worksheet.example_about]
    read += [words for field, _ in fields for words in (field.label, field.help)]
    read += [words for table in worksheet.tables for words in (table.title, table.help)]
    return ceil(words_of(" ".join(read)) / PACE + seconds / 60)


def _seconds(field: Field) -> int:
    return FIGURE if field.kind in NUMBERS else JUDGEMENT if field.kind == "choice" or field.picks else WORDS


def questions(count: int, form: Form) -> int:
    """Minutes to answer some questions of a form.

    >>> questions(4, "full"), questions(12, "pulse")
    (8, 15)
    """
    return ceil(count * QUESTION[form] / 60)


def quiz(asked: Quiz) -> int:
    """Minutes to go through a quiz: to read each situation with its options and reasons, and to choose."""
    read = [words for question in asked.questions for words in (question.situation, question.ask)]
    read += [
        words for question in asked.questions for option in question.options for words in (option.text, option.why)
    ]
    return ceil(words_of(" ".join(read)) / PACE + len(asked.questions) * SITUATION / 60)
