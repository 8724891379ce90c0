import io
import re
import zipfile

import pytest

from capability.authoring.instruments import Library, load_instrument
from capability.forms.paper import BOX, to_paper
from capability.forms.questions import form_of
from capability.rule.instrument import Instrument
from tests.forms.test_word import paragraphs

LIBRARY = Library()


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize("instrument", LIBRARY.values(), ids=LIBRARY)
def test_every_option_has_a_box_and_a_level_its_number(instrument: Instrument) -> None:
    boxes = [line for line in paragraphs(to_paper(form_of(instrument))) if line.startswith(BOX)]
    other = 1 if instrument.case else 0  # a line to write on, below the common answers
    asked = form_of(instrument).questions
    assert len(boxes) == sum(len((*question.options, *question.such_as)) for question in asked) + other
    levels = [line for line in boxes if re.match(f"{BOX} [0-4]  ", line)]
    assert len(levels) == 5 * len(instrument.practices)


def test_all_of_it_is_in_eighteen_points_or_larger_and_its_pages_are_numbered() -> None:
    data = to_paper(form_of(load_instrument("resident")))
    assert min(int(size) for size in re.findall(r'<w:sz w:val="(\d+)"', part(data, "word/styles.xml"))) == 36
    assert "PAGE" in part(data, "word/footer1.xml")
    assert 'r:id="rId3"' in part(data, "word/document.xml")
