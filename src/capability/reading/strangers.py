"""Files that hold no answers: what each is, by its parts, its first bytes or its ending, and what to do with it."""

from collections.abc import Iterable

from capability.errors import Fault, ResponseError
from capability.reading.archives import InputFile, names_in
from capability.reading.sheets import SHEET, Sheet

SAVE = "save it as .xlsx, .ods or CSV"
ATTACHED = "save what is attached to it, or copy its text into a text file (.txt), and choose that"
DOWNLOAD = "download the document itself as .xlsx, .ods or CSV"
TYPE_IN = "answers on paper or in a text are typed in: on the assessment's page, or into the blank Excel table"

PARTS = {
    "word/document.xml": ("a Word document", TYPE_IN),
    "ppt/presentation.xml": ("a PowerPoint file", TYPE_IN),
    "xl/workbook.bin": ("a binary Excel workbook (.xlsb)", SAVE),
    "Index/Document.iwa": ("a file of Apple's Numbers, Pages or Keynote", f"if it is a table, {SAVE}"),
    "content.xml": ("an OpenDocument file that is no spreadsheet", TYPE_IN),
}
"""Archives, by a part that only they have."""

BEGINNINGS = {
    b"%PDF-": ("a PDF", TYPE_IN),
    b"<!doctype html": ("a web page", DOWNLOAD),
    b"<html": ("a web page", DOWNLOAD),
    b"\x89PNG": ("a picture", TYPE_IN),
    b"\xff\xd8\xff": ("a picture", TYPE_IN),
    b"GIF8": ("a picture", TYPE_IN),
    b"\x1f\x8b": ("an archive that is no ZIP file", "unpack it, and choose what is in it"),
    b"7z\xbc\xaf": ("an archive that is no ZIP file", "unpack it, and choose what is in it"),
    b"Rar!": ("an archive that is no ZIP file", "unpack it, and choose what is in it"),
    b"{\\rtf": ("a text document (RTF)", TYPE_IN),
    b"$FL2": ("a file of SPSS", "save it as CSV, with the labels as values"),
    b"PAR1": ("a Parquet file", "save it as CSV, or count it with `capability tally --by`, which reads Parquet"),
    b"BEGIN:VCALENDAR": ("a calendar", "import it into your calendar"),
}
"""Other files, by their first bytes, in small letters where they are words."""

ENDINGS = {
    "msg": ("an email as Outlook keeps it", f"save it as .eml, or {ATTACHED}"),
    "doc": ("a Word document", TYPE_IN),
    "ppt": ("a PowerPoint file", TYPE_IN),
    "url": ("a link to a file", DOWNLOAD),
    "webloc": ("a link to a file", DOWNLOAD),
    "lnk": ("a link to a file", "choose the file that it leads to"),
    "gsheet": ("a link to a Google document", DOWNLOAD),
    "yaml": ("a file for authors (YAML)", "check it with `capability check`"),
    "yml": ("a file for authors (YAML)", "check it with `capability check`"),
    "md": ("a text (Markdown)", TYPE_IN),
}
"""Those that only the ending of their name tells."""


def stranger_told(file: InputFile) -> Fault | None:
    """What a file is that is known to hold no answers, then what to do with it; `None` for one that may hold some.

    >>> print(stranger_told(InputFile("scan.pdf", b"%PDF-1.7")))
    scan.pdf: this is a PDF. Hint: answers on paper or in a text are typed in: on the assessment's page, or into ...
    """
    known = _by_parts(file.data) or _by_beginning(file.data) or ENDINGS.get(file.name.rpartition(".")[2].lower())
    return known and Fault("other-format", file.name, f"this is {known[0]}", known[1])


def refuse_blank_form(sheets: Iterable[Sheet], where: str) -> None:
    """Raise `ResponseError` for the sheets of an XLSForm, which asks the questions and holds no answer."""
    for sheet in sheets:
        first = {cell.casefold() for cell in sheet.rows[0].cells} if sheet.rows else set()
        if {"type", "name", "label"} <= first and sheet.name.casefold().endswith(f"{SHEET}survey"):
            what = "this is a form to collect answers with (XLSForm), and holds none"
            raise ResponseError(Fault("other-format", where, what, "choose the table that its tool exports"))


def _by_parts(data: bytes) -> tuple[str, str] | None:
    if not data.startswith(b"PK"):
        return None
    names = {name.replace("\\", "/") for name in names_in(data)}  # none of a damaged archive, which is told as one
    if any(name.endswith("/xl/workbook.xml") for name in names):
        return "an Excel workbook that was taken apart and packed again", f"open the workbook itself, and {SAVE}"
    return next((known for part, known in PARTS.items() if part in names), None)


def _by_beginning(data: bytes) -> tuple[str, str] | None:
    begins = data[:40].lstrip(b"\xef\xbb\xbf \t\r\n")
    return next(
        (known for start, known in BEGINNINGS.items() if begins.startswith(start) or begins.lower().startswith(start)),
        None,
    )
