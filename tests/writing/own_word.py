"""A council's own Word file, made up: a letterhead with a marked place, and whatever a test puts in or leaves out."""

import io
import zipfile
from collections.abc import Mapping

from capability.writing.word import PACKAGE, RELATIONS, W

TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PLACE = "<w:p><w:r><w:t>{{ pa</w:t></w:r><w:r><w:t>per }}</w:t></w:r></w:p>"
BEFORE, AFTER = "<w:p><w:r><w:t>Cabinet, item 7</w:t></w:r></w:p>", "<w:p><w:r><w:t>Contact officer</w:t></w:r></w:p>"
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/>'
    "</w:sectPr>"
)
STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/>'
    '<w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:sz w:val="22"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/>'
    '<w:rPr><w:color w:val="7A1F5C"/><w:sz w:val="30"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Tabellenraster"><w:name w:val="Table Grid"/></w:style></w:styles>'
)
HEADER = f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>Example Council</w:t></w:r></w:p></w:hdr>'
SETTINGS = (
    f'<w:settings xmlns:w="{W}" xmlns:r="{RELATIONS}"><w:zoom w:percent="100"/><w:attachedTemplate r:id="rId1"/>'
    "</w:settings>"
)


def body(inside: str) -> str:
    return f'<w:document xmlns:w="{W}" xmlns:r="{RELATIONS}"><w:body>{inside}{SECTION}</w:body></w:document>'


def relations(*entries: tuple[str, str, str]) -> str:
    """Relations of a kind to a target; those whose mode is `External` lead out of the file."""
    inside = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for n, (kind, target, mode) in enumerate(entries, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/'
    f'xml"/><Override PartName="/word/document.xml" ContentType="{TYPES}.document.main+xml"/><Override PartName="/word/'
    f'styles.xml" ContentType="{TYPES}.styles+xml"/><Override PartName="/word/header1.xml" ContentType="{TYPES}.header'
    f'+xml"/><Override PartName="/word/settings.xml" ContentType="{TYPES}.settings+xml"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    "_rels/.rels": relations(("officeDocument", "word/document.xml", "")),
    "word/document.xml": body(BEFORE + PLACE + AFTER),
    "word/_rels/document.xml.rels": relations(
        ("styles", "styles.xml", ""),
        ("header", "header1.xml", ""),
        ("settings", "settings.xml", ""),
        ("hyperlink", "https://council.example/", "External"),
    ),
    "word/styles.xml": STYLES,
    "word/header1.xml": HEADER,
    "word/settings.xml": SETTINGS,
    "word/_rels/settings.xml.rels": relations(("attachedTemplate", "file:///C:/Users/jo/Council.dotx", "External")),
}


def own_word(changed: Mapping[str, str | None] | None = None) -> bytes:
    """The file as bytes, with parts changed, added or, with `None`, left out."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**PARTS, **(changed or {})}.items():
            if text is not None:
                archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def with_body(inside: str) -> bytes:
    return own_word({"word/document.xml": body(inside)})
