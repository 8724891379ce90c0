"""A Word document that Microsoft Forms can make a form of: numbered questions, each with lettered options.

Microsoft's converter goes by the look of the text alone. So nothing else stands in the document: no headings among the
questions, no table, no picture, nothing that it could take for a question.
"""

from collections.abc import Sequence

from capability.forms.questions import MADE, Form, Option
from capability.reading.understanding import letters
from capability.writing.document import Block, Choice, Document, Heading, Paragraph
from capability.writing.word import to_word


def to_word_form(form: Form) -> bytes:
    """The form as the bytes of a Word document."""
    instrument = form.instrument
    questions = (
        Choice(f"{number}. {question.ask}", lettered(question.options))
        for number, question in enumerate(form.questions, 1)
    )
    blocks: tuple[Block, ...] = (Heading(1, instrument.title), Paragraph(instrument.about), *questions)
    return to_word(Document(instrument.title, MADE, blocks))


def lettered(options: Sequence[Option]) -> tuple[str, ...]:
    """Options as lines with a letter each.

    >>> lettered([Option("england", "England"), Option("wales", "Wales")])
    ('A. England', 'B. Wales')
    """
    return tuple(f"{letters(place)}. {option.words}" for place, option in enumerate(options))
