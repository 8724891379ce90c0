import io
import zipfile
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from capability.text import without_controls
from capability.writing.document import Bullets, Choice, Document, Heading, Paragraph, Table
from capability.writing.word import to_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(data: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}


def text_of(element: ElementTree.Element) -> str:
    return "".join(
        "\n" if piece.tag == f"{W}br" else piece.text or ""
        for piece in element.iter()
        if piece.tag in (f"{W}t", f"{W}br")
    )


def test_every_part_that_is_named_is_there() -> None:
    files = parts(to_word(Document("T", "2026-11-22", (Heading(1, "T"),))))
    assert next(iter(files)) == "[Content_Types].xml"
    named = {part.attrib["PartName"].lstrip("/") for part in files["[Content_Types].xml"] if "PartName" in part.attrib}
    assert named < set(files)
    targets = {f"word/{relation.attrib['Target']}" for relation in files["word/_rels/document.xml.rels"]}
    assert targets <= set(files)


def test_headings_lists_and_tables_are_words_own() -> None:
    blocks = (Heading(1, "T"), Heading(2, "S"), Bullets(("a", "b")), Table(("H", "I"), (("c", "d"),)))
    files = parts(to_word(Document("T", "2026-11-22", blocks)))
    body = files["word/document.xml"]
    styles = [style.attrib[f"{W}val"] for style in body.iter(f"{W}pStyle")]
    assert styles == ["Title", "Heading1", "ListBullet", "ListBullet"]
    assert {style.attrib[f"{W}styleId"] for style in files["word/styles.xml"].iter(f"{W}style")} > set(styles)
    rows = list(body.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False]


def test_the_same_document_gives_the_same_bytes() -> None:
    document = Document("T", "2026-11-22", (Paragraph("x", "y"),))
    assert to_word(document) == to_word(document)


@given(st.text(), st.text(max_size=20))
def test_words_come_back_without_what_xml_cannot_hold(text: str, label: str) -> None:
    files = parts(to_word(Document(text, "2026-11-22", (Paragraph(text, label), Table(("h",), ((text,),))))))
    body = files["word/document.xml"][0]

    def kept(words: str) -> str:
        return without_controls(words).replace("\r\n", "\n").replace("\r", "\n")

    assert text_of(body[0]) == (f"{kept(label)} " if label else "") + kept(text)
    assert text_of(body[1]) == "h" + kept(text)


def test_a_question_stays_with_its_options_on_one_page() -> None:
    written = parts(to_word(Document("T", "2026-11-22", (Choice("Which?", ("A", "B", "C")),))))
    styles = [paragraph.attrib[f"{W}val"] for paragraph in written["word/document.xml"].iter(f"{W}pStyle")]
    assert styles == ["Question", "Option", "Option", "LastOption"]
    style = {entry.attrib[f"{W}styleId"]: entry for entry in written["word/styles.xml"].iter(f"{W}style")}
    assert [style[name].find(f"{W}pPr/{W}keepNext") is not None for name in styles] == [True, True, True, False]


def test_pages_are_numbered_where_that_is_asked_and_sizes_go_by_the_text() -> None:
    written = parts(to_word(Document("T", "2026-11-22", (Heading(1, "T"),)), points=18, foot=""))
    named = {entry.attrib.get("PartName", "").lstrip("/") for entry in written["[Content_Types].xml"]}
    assert "word/footer1.xml" in named & set(written)
    [target] = [
        relation.attrib["Target"]
        for relation in written["word/_rels/document.xml.rels"]
        if relation.attrib["Id"] == "rId3"
    ]
    assert target == "footer1.xml"
    sizes = [int(size.attrib[f"{W}val"]) for size in written["word/styles.xml"].iter(f"{W}sz")]
    assert (sizes[0], min(sizes)) == (36, 36)
