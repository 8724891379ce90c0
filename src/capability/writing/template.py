"""Blocks put into a council's own Word file: its styles, headers, footers and pages stay as they are."""

from collections.abc import Iterable
from typing import Final

from capability.reading.word import CONTENT_TYPES, Template, WordStyles, read_template
from capability.reading.xml import new_parser, parse
from capability.writing.document import Block, Bullets, Paragraph
from capability.writing.word import MARK, W, blocks_xml, packed

NAMED: Final = {
    "Title": ("title",),
    "Heading1": ("heading 1", "heading1"),
    "Heading2": ("heading 2", "heading2"),
    "ListBullet": ("list bullet", "listbullet"),
    "Lead": ("lead", "lead paragraph"),
}
"""Our styles, and what a template may call its own: names as they stand in the file, then ids."""

BROUGHT: Final = {
    "Title": '<w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr>',
    "Heading1": '<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="0"/></w:pPr>'
    '<w:rPr><w:b/><w:sz w:val="28"/></w:rPr>',
    "Heading2": '<w:pPr><w:keepNext/><w:spacing w:before="200" w:after="80"/><w:outlineLvl w:val="1"/></w:pPr>'
    '<w:rPr><w:b/><w:sz w:val="24"/></w:rPr>',
    "Lead": f'<w:pPr><w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{MARK}"/></w:pBdr>'
    '<w:spacing w:before="160" w:after="160"/><w:ind w:left="170"/></w:pPr><w:rPr><w:b/><w:sz w:val="26"/></w:rPr>',
}
"""How those look that a template lacks, beside what its usual text looks like."""

DOCUMENT, OF_TEMPLATES = b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml"


def filled_template(data: bytes, blocks: Iterable[Block]) -> bytes:
    """A council's Word file with blocks in its marked place, as the bytes of a Word file.

    Everything else of it stays as it is. Styles are those of the template, by their names; what it lacks is brought
    along. Raises `CapabilityError` as `reading.word.read_template` does.
    """
    template = read_template(data)
    styles = _own(template.styles)
    lacking = [name for name in BROUGHT if name not in styles]
    brought = {name: f"Paper{name}" for name in lacking if template.sheet}
    if "ListBullet" not in styles:
        blocks = [line for block in blocks for line in _in_lines(block)]
    inside = blocks_xml(blocks, {**styles, **brought}).replace("<w:p>", f'<w:p xmlns:w="{W}">')
    inside = inside.replace("<w:tbl>", f'<w:tbl xmlns:w="{W}">')
    main = template.parts[template.main]
    parts = {
        **template.parts,
        template.main: main[: template.start] + inside.encode() + main[template.end :],
        CONTENT_TYPES: template.parts[CONTENT_TYPES].replace(OF_TEMPLATES, DOCUMENT),
    }
    if brought:
        parts[template.sheet] = _with_styles(template, brought)
    return packed(parts)


def _own(styles: WordStyles) -> dict[str, str]:
    """Ids of the template's styles by ours."""
    found = {
        ours: next((styles.paragraphs[name] for name in names if name in styles.paragraphs), "")
        for ours, names in NAMED.items()
    }
    found["TableGrid"] = styles.tables.get("table grid", "")
    return {ours: own for ours, own in found.items() if own}


def _in_lines(block: Block) -> list[Block]:
    return [Paragraph(f"• {line}") for line in block.lines] if isinstance(block, Bullets) else [block]


def _with_styles(template: Template, brought: dict[str, str]) -> bytes:
    based = f'<w:basedOn w:val="{template.styles.normal}"/>' if template.styles.normal else ""
    added = "".join(
        f'<w:style xmlns:w="{W}" w:type="paragraph" w:customStyle="1" w:styleId="{own}"><w:name w:val="Paper {name}"/>'
        f"{based}<w:qFormat/>{BROUGHT[name]}</w:style>"
        for name, own in brought.items()
        if own not in template.styles.ids
    )
    data = template.parts[template.sheet]
    end = _end_of_root(data)
    return data[:end] + added.encode() + data[end:] if data.startswith(b"</", end) else data


def _end_of_root(data: bytes) -> int:
    """Where the end tag of the outermost element starts."""
    parser, ends = new_parser(), [0]

    def end(_: str) -> None:
        ends[0] = parser.CurrentByteIndex

    parse(data, lambda *_: None, end, parser=parser)
    return ends[0]
