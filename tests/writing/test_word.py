import io
import zipfile
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from capability.writing.document import Bullets, Choice, Document, Heading, Paragraph, Table
from capability.writing.word import FORBIDDEN, to_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(data: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}


def text_of(element: ElementTree.Element) -> str:
    return "".join(
        "\n" if one.tag == f"{W}br" else one.text or "" for one in element.iter() if one.tag in (f"{W}t", f"{W}br")
    )


def test_every_part_that_is_named_is_there() -> None:
    found = parts(to_word(Document("T", "2026-11-22", (Heading(1, "T"),))))
    assert next(iter(found)) == "[Content_Types].xml"
    named = {one.attrib["PartName"].lstrip("/") for one in found["[Content_Types].xml"] if "PartName" in one.attrib}
    assert named < set(found)
    targets = {f"word/{one.attrib['Target']}" for one in found["word/_rels/document.xml.rels"]}
    assert targets <= set(found)


def test_headings_lists_and_tables_are_words_own() -> None:
    blocks = (Heading(1, "T"), Heading(2, "S"), Bullets(("a", "b")), Table(("H", "I"), (("c", "d"),)))
    found = parts(to_word(Document("T", "2026-11-22", blocks)))
    body = found["word/document.xml"]
    styles = [one.attrib[f"{W}val"] for one in body.iter(f"{W}pStyle")]
    assert styles == ["Title", "Heading1", "ListBullet", "ListBullet"]
    assert {one.attrib[f"{W}styleId"] for one in found["word/styles.xml"].iter(f"{W}style")} > set(styles)
    rows = list(body.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False]


def test_the_same_document_gives_the_same_bytes() -> None:
    one = Document("T", "2026-11-22", (Paragraph("x", "y"),))
    assert to_word(one) == to_word(one)


@given(st.text(), st.text(max_size=20))
def test_words_come_back_without_what_xml_cannot_hold(text: str, label: str) -> None:
    found = parts(to_word(Document(text, "2026-11-22", (Paragraph(text, label), Table(("h",), ((text,),))))))
    body = found["word/document.xml"][0]

    def kept(words: str) -> str:
        whole = words.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        return FORBIDDEN.sub("", whole)

    assert text_of(body[0]) == (f"{kept(label)} " if label else "") + kept(text)
    assert text_of(body[1]) == "h" + kept(text)


def test_a_question_stays_with_its_options_on_one_page() -> None:
    written = parts(to_word(Document("T", "2026-11-22", (Choice("Which?", ("A", "B", "C")),))))
    styles = [paragraph.attrib[f"{W}val"] for paragraph in written["word/document.xml"].iter(f"{W}pStyle")]
    assert styles == ["Question", "Option", "Option", "LastOption"]
    style = {entry.attrib[f"{W}styleId"]: entry for entry in written["word/styles.xml"].iter(f"{W}style")}
    assert [style[name].find(f"{W}pPr/{W}keepNext") is not None for name in styles] == [True, True, True, False]


def test_pages_are_numbered_where_that_is_asked_and_sizes_go_by_the_text() -> None:
    written = parts(to_word(Document("T", "2026-11-22", (Heading(1, "T"),)), points=18, numbered=True))
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
