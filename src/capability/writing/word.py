"""A document as a Word file (.docx), written with the standard library: there is no such library in a browser.

Headings are Word's own styles, so that its outline and a screen reader find them; a table's first row is its heading.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from capability.text import without_controls
from capability.writing.document import (
    STEP,
    Block,
    Bullets,
    Choice,
    Document,
    Heading,
    Lead,
    Paragraph,
    Strip,
    Strips,
    Table,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WHEN = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP entry can have: the same document gives the same bytes."""

CONTENT_TYPES = (
    f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    '<Override PartName="/word/numbering.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
ROOT_RELATIONS = (
    f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
DOCUMENT_RELATIONS = (
    f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{RELATIONS}/numbering" Target="numbering.xml"/>'
    "</Relationships>"
)
NUMBERING = (
    f'{DECLARATION}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:pPr><w:ind w:left="425" w:hanging="283"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
FOOTER_TYPE = (
    '<Override PartName="/word/footer1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>'
)
FOOTER_RELATION = f'<Relationship Id="rId3" Type="{RELATIONS}/footer" Target="footer1.xml"/>'


def to_word(document: Document, points: float = 11, foot: str | None = None, *, tight: bool = False) -> bytes:
    """The document as the bytes of a Word file; the same document gives the same bytes.

    `points` is the size of its text, by which its headings go; `foot`, which may be empty, is what stands at the foot
    of each page before its number. A `tight` one has smaller margins, and less room between paragraphs.
    """
    room = TIGHT if tight else LOOSE
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": ROOT_RELATIONS,
        "docProps/core.xml": _properties(document),
        "word/document.xml": _body(document.blocks, foot is not None, room),
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONS,
        "word/styles.xml": _styles(points, room),
        "word/numbering.xml": NUMBERING,
    }
    if foot is not None:
        parts["[Content_Types].xml"] = CONTENT_TYPES.replace("</Types>", f"{FOOTER_TYPE}</Types>")
        parts["word/_rels/document.xml.rels"] = DOCUMENT_RELATIONS.replace("</Rel", f"{FOOTER_RELATION}</Rel")
        parts["word/footer1.xml"] = _footer(foot, points, room)
    return packed({name: text.encode() for name, text in parts.items()})


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts of a Word file as its bytes, in their order."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, WHEN), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def escaped(text: str) -> str:
    """A text as it may stand in XML.

    >>> escaped("<a & b>")
    '&lt;a &amp; b&gt;'
    """
    plain = without_controls(text)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _properties(document: Document) -> str:
    purl, schema = "http://purl.org/dc", "http://www.w3.org/2001/XMLSchema-instance"
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="{purl}/elements/1.1/" xmlns:dcterms="{purl}/terms/" xmlns:xsi="{schema}">'
        f"<dc:title>{escaped(document.title)}</dc:title>"
        "<dc:language>en-GB</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{escaped(document.made)}T00:00:00Z</dcterms:created>'
        "</cp:coreProperties>"
    )


class _Room(NamedTuple):
    """What is left free, in twentieths of a point: at the edges, below the foot, and between paragraphs."""

    margin: int
    foot: int
    after: int
    heading: int


PAGE_WIDTH = 11906
LOOSE = _Room(1134, 708, 120, 320)
TIGHT = _Room(907, 480, 80, 220)


def _body(blocks: Iterable[Block], numbered: bool, room: _Room) -> str:
    footer = '<w:footerReference w:type="default" r:id="rId3"/>' if numbered else ""
    page = (
        f'<w:sectPr>{footer}<w:pgSz w:w="{PAGE_WIDTH}" w:h="16838"/>'
        f'<w:pgMar w:top="{room.margin}" w:right="{room.margin}" w:bottom="{room.margin}" w:left="{room.margin}" '
        f'w:header="{room.foot}" w:footer="{room.foot}" w:gutter="0"/></w:sectPr>'
    )
    inside = blocks_xml(blocks)
    return f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{RELATIONS}"><w:body>{inside}{page}</w:body></w:document>'


def _footer(foot: str, points: float, room: _Room) -> str:
    """The foot of each page: its words to the left, and "Page 1 of 2" to the right where there are any."""
    edge = PAGE_WIDTH - 2 * room.margin
    tab = f'<w:pPr><w:tabs><w:tab w:val="right" w:pos="{edge}"/></w:tabs></w:pPr>' if foot else ""
    small = f'<w:rPr><w:sz w:val="{round(2 * points - 4)}"/></w:rPr>' if foot else ""

    def run(text: str, before: str = "") -> str:
        return f'<w:r>{small}{before}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'

    def field(name: str) -> str:
        return f'<w:fldSimple w:instr="{name}">{run("1")}</w:fldSimple>'

    number = f"{run('Page ', '<w:tab/>' if foot else '')}{field('PAGE')}{run(' of ')}{field('NUMPAGES')}"
    words = run(foot) if foot else ""
    return f'{DECLARATION}<w:ftr xmlns:w="{W}"><w:p>{tab}{words}{number}</w:p></w:ftr>'


Styles = Mapping[str, str]
"""Ids of styles by our own ids for them; where one is not named, its id is ours."""

OURS: Styles = {}

GREY = "999999"
MARK = "1F5A8C"
"""What is filled in a picture; `--mark` of the pages."""


def blocks_xml(blocks: Iterable[Block], styles: Styles = OURS) -> str:
    """Blocks as the XML of a body, in which the prefix `w` is that of Word."""
    return "".join(_block(block, styles) for block in blocks)


def _block(block: Block, styles: Styles) -> str:
    def paragraph(runs: str, style: str = "") -> str:
        return _paragraph(runs, styles.get(style, style))

    match block:
        case Heading(level, text):
            style = "Title" if level == 1 else f"Heading{level - 1}"
            return _paragraph(_run(text), styles.get(style, style), "<w:keepNext/>")  # whatever the style says
        case Paragraph(text, label):
            return paragraph((_run(f"{label} ", bold=True) if label else "") + _run(text))
        case Lead(text):
            return paragraph(_run(text), "Lead")
        case Bullets(lines):
            return "".join(paragraph(_run(line), "ListBullet") for line in lines)
        case Choice(ask, options):
            question = paragraph(_run(ask, bold=True), "Question")
            # Each line stays with the next one, but for the last.
            inner = "".join(paragraph(_run(option), "Option") for option in options[:-1])
            return question + inner + "".join(paragraph(_run(option), "LastOption") for option in options[-1:])
        case Table(head, rows, widths):
            return _table(head, rows, widths or (1,) * len(head), styles)
        case Strips():
            return _strips(block, styles)


def _paragraph(runs: str, style: str = "", more: str = "") -> str:
    inside = (f'<w:pStyle w:val="{style}"/>' if style else "") + more
    return f"<w:p>{f'<w:pPr>{inside}</w:pPr>' if inside else ''}{runs}</w:p>"


def _run(text: str, bold: bool = False, colour: str = "") -> str:
    look = ("<w:b/>" if bold else "") + (f'<w:color w:val="{colour}"/>' if colour else "")
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    lines = without_controls(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    inside = "<w:br/>".join(f'<w:t xml:space="preserve">{escaped(line)}</w:t>' for line in lines)
    return f"<w:r>{properties}{inside}</w:r>"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int], styles: Styles) -> str:
    lines = _row([_cell(_run(text, bold=True), of) for text, of in zip(head, _widths(widths), strict=True)], head=True)
    for row in rows:
        lines += _row([_cell(_run(text), of) for text, of in zip(row, _widths(widths), strict=True)])
    return _framed(lines, _widths(widths), styles)


def _strips(block: Strips, styles: Styles) -> str:
    """Filled cells have their number in them, and what is not known is hatched: so it prints without colours."""
    widths = _widths((block.widths[0], *(STEP,) * block.steps, *block.widths[1:]))
    places = range(1, block.steps + 1)
    titles = (block.head[0], *map(str, places), *block.head[1:])
    lines = _row([_cell(_run(text, bold=True), of) for text, of in zip(titles, widths, strict=True)], head=True)
    for strip in block.strips:
        cells = [_step(strip, n, of) for n, of in zip(places, widths[1:], strict=False)]
        words = [_cell(_run(text), of) for text, of in zip(strip.words, widths[1 + block.steps :], strict=True)]
        lines += _row([_cell(_run(strip.title), widths[0]), *cells, *words])
    return _framed(lines, widths, styles, f'<w:tblDescription w:val="{escaped(block.about)}"/>')


def _step(strip: Strip, n: int, width: int) -> str:
    if n <= strip.reached:
        return _cell(_run(str(n), bold=True, colour="FFFFFF"), width, f'w:val="clear" w:color="auto" w:fill="{MARK}"')
    if n <= strip.open:
        return _cell("", width, f'w:val="diagStripe" w:color="{MARK}" w:fill="FFFFFF"')
    return _cell("", width)


def _widths(shares: Sequence[int]) -> list[int]:
    """Widths of columns in fiftieths of a per cent, as Word counts them."""
    return [5000 * share // sum(shares) for share in shares]


def _framed(lines: str, widths: Sequence[int], styles: Styles, about: str = "") -> str:
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{GREY}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{9638 * width // 5000}"/>' for width in widths)
    style = f'<w:tblStyle w:val="{styles["TableGrid"]}"/>' if "TableGrid" in styles else ""
    look = '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    properties = (
        f'<w:tblPr>{style}<w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{look}{about}</w:tblPr>'
    )
    # Word joins two tables that touch, and wants a paragraph at the end.
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>{_paragraph('', more=CLOSE)}"


CLOSE = '<w:spacing w:before="0" w:after="60"/><w:rPr><w:sz w:val="8"/></w:rPr>'
"""What stands behind a table takes little room."""

IN_A_CELL = '<w:spacing w:before="40" w:after="40"/>'


def _row(cells: Iterable[str], *, head: bool = False) -> str:
    heading = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{heading}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(runs: str, width: int, shade: str = "") -> str:
    look = f"<w:shd {shade}/>" if shade else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="pct"/>{look}</w:tcPr>{_paragraph(runs, more=IN_A_CELL)}</w:tc>'


def _styles(points: float, room: _Room) -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="{round(before * points / 11)}" '
        f'w:after="80"/>{outline}</w:pPr><w:rPr><w:b/><w:sz w:val="{round(size * points / 11)}"/></w:rPr></w:style>'
        for style, name, size, before, outline in (
            ("Title", "Title", 40, 0, ""),
            ("Heading1", "heading 1", 30, room.heading, '<w:outlineLvl w:val="0"/>'),
            ("Heading2", "heading 2", 25, 240, '<w:outlineLvl w:val="1"/>'),
            ("Heading3", "heading 3", 22, 200, '<w:outlineLvl w:val="2"/>'),
        )
    )
    lead = (
        '<w:style w:type="paragraph" w:styleId="Lead"><w:name w:val="Lead"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr><w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{MARK}"/></w:pBdr>'
        '<w:spacing w:before="160" w:after="160"/><w:ind w:left="170"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{round(28 * points / 11)}"/></w:rPr></w:style>'
    )
    choices = "".join(
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr>{keep}<w:keepLines/><w:spacing w:before="{before}" w:after="{after}"/>'
        f'<w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr></w:style>'
        for style, name, keep, before, after, indent in (
            ("Question", "Question", "<w:keepNext/>", 240, 80, 0),
            ("Option", "Option", "<w:keepNext/>", 0, 80, round(40 * points)),
            ("LastOption", "Last option", "", 0, 160, round(40 * points)),
        )
    )
    return (
        f'{DECLARATION}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
        f'<w:sz w:val="{round(2 * points)}"/><w:lang w:val="en-GB"/></w:rPr>'
        f'</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="{room.after}"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f"{headings}"
        '<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/><w:basedOn w:val="Normal"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:spacing w:after="40"/></w:pPr></w:style>'
        f"{lead}{choices}</w:styles>"
    )
