"""A form in large print, as a Word document: 18 points, to be ticked on paper or made larger still."""

from collections.abc import Iterator

from capability.forms.questions import MADE, Form, Question
from capability.writing.document import Block, Bullets, Choice, Document, Heading, Paragraph
from capability.writing.word import to_word

LARGE_PRINT = 18
"""Points. Large print begins at 16; most who need it can read 18."""

BOX = "☐"
LINE = "_" * 16
HOW = (
    "Tick one box for each question. Leave a question out if you have not got there yet. Do not write your name.",
    "Then give this form back. Whoever gave it to you types the answers into a table: ask them who will see it.",
)


def to_paper(form: Form) -> bytes:
    """The form as the bytes of a Word document in large print, with numbered pages; no question is cut by a page."""
    instrument = form.instrument
    document = Document(instrument.title, MADE, tuple(_blocks(form)))
    return to_word(document, points=LARGE_PRINT, foot="")


def _blocks(form: Form) -> Iterator[Block]:
    instrument = form.instrument
    yield Heading(1, instrument.title)
    yield Paragraph(instrument.about)
    yield from map(Paragraph, HOW)
    if instrument.guide:
        yield Heading(2, "What the words mean, and how to choose")
        yield Bullets(instrument.guide)
    if form.about:
        yield Heading(2, "About you and what you answer for")
        for question in form.about:
            words = (*(option.words for option in question.options), *question.such_as)
            other = () if question.options else (f"{BOX} Another: {LINE}",)
            yield Choice(question.ask, (*(f"{BOX} {text}" for text in words), *other))
    number = 0
    for section in form.sections:
        yield Heading(2, section.title)
        for question in section.questions:
            number += 1
            yield Choice(f"{number}. {question.ask}", tuple(_boxes(question)))


def _boxes(question: Question) -> Iterator[str]:
    for option in question.options:
        level = option.value.removeprefix("level-")
        yield f"{BOX} {level}  {option.words}" if level != option.value else f"{BOX} {option.words}"
