"""A paper in a council's own Word file: what is theirs stays, and what Word wants holds."""

import io
import zipfile
from xml.etree import ElementTree

import pytest

from capability.writing.document import Bullets, Choice, Document, Heading, Lead, Paragraph, Strip, Strips, Table
from capability.writing.template import filled_template
from capability.writing.word import W, to_word
from tests.writing.own_word import AFTER, BEFORE, PARTS, own_word

NAME = f"{{{W}}}"
BLOCKS = (
    Heading(1, "Paper <&>"),
    Lead("One sentence"),
    Heading(2, "Part"),
    Paragraph("{{ paper }}", "Label:"),
    Bullets(("one", "two")),
    Table(("Step", "Owner"), (("a", "b"),), (70, 30)),
    Strips("What it shows", ("Dimension", "Level"), (300, 588), 4, (Strip("Place", 1, 3, ("1, at most 3",)),)),
)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_paper_stands_in_the_marked_place_and_nothing_else_of_the_file_changes() -> None:
    files = parts(filled_template(own_word(), BLOCKS))
    main = files["word/document.xml"].decode()
    theirs = PARTS["word/document.xml"]
    assert main.startswith(theirs[: theirs.index(BEFORE) + len(BEFORE)])
    assert main.endswith(theirs[theirs.index(AFTER) :])
    assert list(files) == list(PARTS)
    assert [files[name].decode() for name in ("word/header1.xml", "_rels/.rels")] == [
        PARTS[name] for name in ("word/header1.xml", "_rels/.rels")
    ]
    text = "".join(ElementTree.fromstring(main).itertext())
    assert text.startswith("Cabinet, item 7Paper <&>One sentencePartLabel: {{ paper }}• one• two")
    assert text.endswith("Contact officer")


def test_its_own_styles_are_used_and_what_it_lacks_is_brought() -> None:
    files = parts(filled_template(own_word(), BLOCKS))
    body = ElementTree.fromstring(files["word/document.xml"])
    used = {style.attrib[f"{NAME}val"] for style in body.iter() if style.tag in (f"{NAME}pStyle", f"{NAME}tblStyle")}
    sheet = ElementTree.fromstring(files["word/styles.xml"])
    styles = {style.attrib[f"{NAME}styleId"]: style for style in sheet.iter(f"{NAME}style")}
    assert used == {"berschrift1", "Tabellenraster", "PaperTitle", "PaperLead"}
    assert used < set(styles)
    assert files["word/styles.xml"].decode().startswith(PARTS["word/styles.xml"].removesuffix("</w:styles>"))
    based = styles["PaperLead"].find(f"{NAME}basedOn")
    assert based is not None
    assert based.attrib[f"{NAME}val"] == "Standard"


def test_a_template_of_word_becomes_a_document_and_a_file_without_styles_is_filled_too() -> None:
    types = PARTS["[Content_Types].xml"]
    dotx = own_word({"[Content_Types].xml": types.replace("document.main", "template.main")})
    assert parts(filled_template(dotx, BLOCKS))["[Content_Types].xml"].decode() == types
    bare = parts(filled_template(own_word({"word/styles.xml": None}), BLOCKS))
    assert "word/styles.xml" not in bare
    assert b"Heading1" in bare["word/document.xml"]


def test_the_same_file_and_blocks_give_the_same_bytes() -> None:
    assert filled_template(own_word(), BLOCKS) == filled_template(own_word(), BLOCKS)


ORDER = {
    "tblPr": ("tblStyle", "tblW", "tblBorders", "tblLayout", "tblLook", "tblDescription"),
    "tcPr": ("tcW", "shd"),
    "trPr": ("cantSplit", "tblHeader"),
    "pPr": ("pStyle", "keepNext", "keepLines", "numPr", "pBdr", "spacing", "ind", "outlineLvl", "rPr"),
    "rPr": ("rFonts", "b", "color", "sz", "lang"),
    "style": ("name", "basedOn", "next", "qFormat", "pPr", "rPr"),
}
"""The order in which Word wants what stands inside an element, of what we write (ISO/IEC 29500-1, annex A)."""


OURS = to_word(Document("T", "2026-11-22", (*BLOCKS, Choice("Which?", ("A", "B")))), foot="")


@pytest.mark.parametrize("data", [filled_template(own_word(), BLOCKS), OURS], ids=["theirs", "ours"])
def test_all_that_is_written_stands_in_the_order_that_word_wants(data: bytes) -> None:
    files = parts(data)
    for name in ("word/document.xml", "word/styles.xml"):
        for element in ElementTree.fromstring(files[name]).iter():
            wanted = ORDER.get(element.tag.removeprefix(NAME))
            if wanted:
                inside = [child.tag.removeprefix(NAME) for child in element]
                assert inside == sorted(inside, key=wanted.index)
