import io
import re
import zipfile
from xml.etree import ElementTree

import pytest

from capability.authoring.instruments import Library
from capability.forms.questions import form_of
from capability.forms.word import to_word_form
from capability.rule.instrument import Instrument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LIBRARY = Library()


def paragraphs(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    return ["".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in body.iter(f"{W}p")]


@pytest.mark.parametrize("instrument", LIBRARY.values(), ids=LIBRARY)
def test_questions_are_numbered_and_options_lettered_and_nothing_else_stands_between(instrument: Instrument) -> None:
    form = form_of(instrument)
    title, about, *lines = paragraphs(to_word_form(form))
    assert (title, about) == (instrument.title, instrument.about)
    starts = [line.split(" ", 1)[0] for line in lines]
    assert starts == [
        start
        for number, question in enumerate(form.questions, 1)
        for start in (f"{number}.", *(f"{letter}." for letter in "ABCDEFGHIJ"[: len(question.options)]))
    ]
    words = [(question.ask, *(option.words for option in question.options)) for question in form.questions]
    assert [re.sub(r"^\w+\. ", "", line) for line in lines] == [text for texts in words for text in texts]
