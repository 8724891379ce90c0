"""A council's own Word file, as a template: what is refused in words, and where the marked place is."""

import pytest

from capability.errors import CapabilityError
from capability.limits import LARGEST_TEMPLATE
from capability.reading.word import read_template
from capability.writing.word import W
from tests.writing.own_word import AFTER, BEFORE, PARTS, PLACE, body, own_word, relations, with_body

INSIDE = PARTS["word/document.xml"]
FIELD = '<w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT "x"</w:instrText></w:r></w:p>'
BOX = f"<w:p><w:r><w:pict><w:txbxContent>{PLACE}</w:txbxContent></w:pict></w:r></w:p>"
PROTECTED = f'<w:settings xmlns:w="{W}"><w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>'
STRICT = INSIDE.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")

REFUSED: dict[str, tuple[bytes, str]] = {
    "no Word file": (b"%PDF-1.7", "this is no Word file (.docx)"),
    "a workbook": (own_word({"word/document.xml": None, "xl/workbook.xml": "<x/>"}), "this is no Word file (.docx)"),
    "no types": (own_word({"[Content_Types].xml": None}), "this is no Word file (.docx)"),
    "locked, or old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a password locks it, or it is of Word"),
    "cut short": (own_word()[:400], "it is damaged"),
    "too large": (b"PK\3\4" + b"\0" * LARGEST_TEMPLATE, "larger than 10,000,000 bytes"),
    "a bomb": (own_word({"word/media/image1.xml": " " * 3_000_000}), "is more than 100 times larger unpacked"),
    "a path that climbs": (own_word({"../word.xml": "<x/>"}), "it is damaged"),
    "broken XML": (own_word({"word/document.xml": INSIDE[:-9]}), "this part of the file is broken"),
    "a document type": (own_word({"word/document.xml": f"<!DOCTYPE x>{INSIDE}"}), "this part of the file is broken"),
    "other letters": (own_word({"word/header1.xml": '<?xml version="1.0" encoding="wat"?><x/>'}), "is broken"),
    "macros": (own_word({"word/vbaProject.bin": "x"}), "it has macros"),
    "signed": (own_word({"_xmlsignatures/sig1.xml": "<x/>"}), "it is signed"),
    "a linked picture": (
        own_word({"word/_rels/document.xml.rels": relations(("image", "https://a.example/x.png", "External"))}),
        "it fetches something from elsewhere when it is opened: https://a.example/x.png",
    ),
    "a field": (with_body(PLACE + FIELD), 'a field fetches something when it is opened: INCLUDETEXT "x"'),
    "tracked": (with_body(PLACE + '<w:p><w:del w:id="1"><w:r/></w:del></w:p>'), "it has tracked changes"),
    "a tracked look": (with_body(f"{PLACE}<w:p><w:pPr><w:pPrChange/></w:pPr></w:p>"), "it has tracked changes"),
    "protected": (own_word({"word/settings.xml": PROTECTED}), "it is protected against changes"),
    "strict": (own_word({"word/document.xml": STRICT}), "it is saved as Strict Open XML"),
    "no place": (with_body(BEFORE + AFTER), "it has no marked place for the paper"),
    "two places": (with_body(PLACE + PLACE), "it has 2 marked places"),
    "other words beside it": (with_body(PLACE.replace("{{ pa", "Here: {{ pa")), "not in a paragraph of its own"),
    "the end of a section": (with_body(PLACE.replace("<w:p>", "<w:p><w:pPr><w:sectPr/></w:pPr>")), "of its own"),
    "in a text box": (with_body(BOX), "its marked place is in a text box or a content control"),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_used_is_refused_in_words_that_say_how_to_mend_it(data: bytes, message: str) -> None:
    with pytest.raises(CapabilityError) as refused:
        read_template(data)
    [fault] = [fault for fault in refused.value.faults if message in fault.what]
    assert fault.hint
    assert fault.where.startswith("template")


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(CapabilityError) as refused:
        read_template(own_word({"word/vbaProject.bin": "x", "word/document.xml": body(BEFORE + FIELD)}))
    assert [fault.code for fault in refused.value.faults] == ["macros", "external", "no-place"]


@pytest.mark.parametrize("words", ["{{ paper }}", "{{paper}}", " [Paper goes here] "])
@pytest.mark.parametrize("cell", [False, True], ids=["in the text", "in a table"])
def test_the_marked_place_is_found_whatever_stands_around_it(words: str, cell: bool) -> None:
    marked = f'<w:p w:rsidR="00A>B"><w:r><w:t>{words}</w:t></w:r></w:p>'
    around = f"<w:tbl><w:tr><w:tc>{marked}</w:tc></w:tr></w:tbl>" if cell else marked
    template = read_template(with_body(f"<w:p/>{BEFORE}{around}{AFTER}"))
    assert template.parts["word/document.xml"][template.start : template.end].decode() == marked


def test_a_link_to_its_own_template_is_taken_out_and_one_to_a_page_stays() -> None:
    template = read_template(own_word())
    assert b"attachedTemplate" not in template.parts["word/settings.xml"]
    assert b"Council.dotx" not in template.parts["word/_rels/settings.xml.rels"]
    assert b"https://council.example/" in template.parts["word/_rels/document.xml.rels"]


def test_styles_are_known_by_the_names_that_word_keeps_in_every_language() -> None:
    styles = read_template(own_word()).styles
    assert (styles.paragraphs["heading 1"], styles.tables["table grid"], styles.normal) == (
        "berschrift1",
        "Tabellenraster",
        "Standard",
    )
