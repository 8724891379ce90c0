"""A council's own Word file as a template: what is in it, which paragraph a paper goes in place of, and its styles.

It is a stranger's file: whatever could run, fetch something or give away what was deleted is refused in words.
"""

import posixpath
import pyexpat
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import msgspec

from capability.errors import CapabilityError, Fault
from capability.limits import LARGEST_TEMPLATE
from capability.reading.archives import is_archive, is_old_workbook, opened, part, refusal
from capability.reading.xml import Attributes, new_parser, parse

PLACE: Final = "{{ paper }}"
"""What a marked place says, in a paragraph of its own; `[paper goes here]` will do as well."""

MARKS = re.compile(r"\{\{\s*paper\s*\}\}|\[\s*paper\s+goes\s+here\s*\]", re.IGNORECASE)
TRACKED: Final = frozenset({"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"})
FETCHES = re.compile(r"\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|RD)\b", re.IGNORECASE)
"""Fields that bring in something from elsewhere when a document is opened."""

TAG = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
SAVE_AGAIN = "open it in Word, save it as a Word document (.docx), and choose that"
CONTENT_TYPES: Final = "[Content_Types].xml"


class WordStyles(msgspec.Struct, frozen=True):
    """The styles of a template: ids of its paragraph and table styles by name in small letters, and all ids.

    Word keeps English names in the file in whichever language it runs. `normal` is the id of what most text has.
    """

    paragraphs: Mapping[str, str]
    tables: Mapping[str, str]
    ids: frozenset[str]
    normal: str


class Template(msgspec.Struct, frozen=True):
    """A template's parts by their names, in their order, without a link to a template of its own.

    The paper takes the place of the bytes from `start` to `end` of the part `main`. `sheet` is the name of the part
    with its styles, empty where there is none.
    """

    parts: dict[str, bytes]
    main: str
    start: int
    end: int
    sheet: str
    styles: WordStyles


def read_template(data: bytes, where: str = "template") -> Template:
    """Read a Word file (.docx, or .dotx) that has a marked place: a paragraph that says `{{ paper }}` and nothing else.

    Raises `CapabilityError` with every fault for a file that is none, locked, protected, damaged or too large; has
    macros, a signature, tracked changes, or links and fields that fetch something; or has not one marked place.

    >>> read_template(b"%PDF-1.7")
    Traceback (most recent call last):
    ...
    capability.errors.CapabilityError: template: this is no Word file (.docx). Hint: open it in Word, save it as ...
    """
    parts = _parts(data, where)
    main = _target(parts, "", "officeDocument") or "word/document.xml"
    if main not in parts or "wordprocessingml" not in parts[CONTENT_TYPES].decode("utf-8", "replace"):
        raise CapabilityError(Fault("other-format", where, "this is no Word file (.docx)", SAVE_AGAIN))
    parts = _without_own_template(parts, where)
    faults = [*_dangers(parts, where)]
    seen = {name: _look(parts[name], f"{where}: {name}") for name in parts if name.endswith(".xml")}
    faults += [fault for name, look in seen.items() for fault in look.faults(f"{where}: {name}")]
    if b"purl.oclc.org/ooxml/wordprocessingml" in parts[main]:
        faults.append(Fault("other-format", where, "it is saved as Strict Open XML", SAVE_AGAIN))
    place, missing = _place(seen[main], where)
    if faults or place is None:
        raise CapabilityError([*faults, *missing])
    sheet = _target(parts, main, "styles")
    styles = _styles(parts[sheet]) if sheet in parts else WordStyles({}, {}, frozenset(), "")
    return Template(parts, main, *place, sheet if sheet in parts else "", styles)


def _parts(data: bytes, where: str) -> dict[str, bytes]:
    """All files in the archive, or the one fault for which none of them can be read."""
    if len(data) > LARGEST_TEMPLATE:
        raise CapabilityError(
            Fault("too-big", where, f"larger than {LARGEST_TEMPLATE:,} bytes", "take large pictures out of it")
        )
    if is_old_workbook(data):
        what = "a password locks it, or it is of Word before 2007"
        raise CapabilityError(Fault("locked", where, what, f"{SAVE_AGAIN}, without a password"))
    if not is_archive(data):
        raise CapabilityError(Fault("other-format", where, "this is no Word file (.docx)", SAVE_AGAIN))
    try:
        with opened(data) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if fault := refusal(entries, where):
                raise CapabilityError(fault)
            names = [entry.filename for entry in entries]
            odd = any(name.startswith("/") or ".." in name.split("/") for name in names)
            if odd or len(set(names)) < len(names) or any(entry.flag_bits & 1 for entry in entries):
                raise zipfile.BadZipFile
            parts = {name: part(archive, name) for name in names}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError) as error:
        if isinstance(error, CapabilityError):
            raise
        raise CapabilityError(_damaged(where)) from None
    if CONTENT_TYPES not in parts:
        raise CapabilityError(Fault("other-format", where, "this is no Word file (.docx)", SAVE_AGAIN))
    return parts


def _damaged(where: str) -> Fault:
    return Fault("bad-archive", where, "it is damaged", SAVE_AGAIN)


def _dangers(parts: Mapping[str, bytes], where: str) -> Iterator[Fault]:
    if any(name.lower().endswith("vbaproject.bin") for name in parts) or b"macroEnabled" in parts[CONTENT_TYPES]:
        yield Fault("macros", where, "it has macros", "in Word, save it as a document without them (.docx)")
    if any(name.startswith("_xmlsignatures/") for name in parts):
        yield Fault("signed", where, "it is signed, and a paper in it would break that", "take the signature off")
    for name in parts:
        if name.endswith(".rels"):
            for kind, target in _relations(parts[name], f"{where}: {name}", external=True):
                if kind != "hyperlink":
                    what = f"it fetches something from elsewhere when it is opened: {target[:80]}"
                    yield Fault("external", where, what, "in Word, put that into the document itself, or take it out")


def _relations(data: bytes, where: str, *, external: bool = False) -> list[tuple[str, str]]:
    """Kinds and targets of a part's relations, of those to the outside or those to other parts."""
    found: list[tuple[str, str]] = []

    def start(name: str, said: Attributes) -> None:
        if name == "Relationship" and (said.get("TargetMode") == "External") == external:
            found.append((said.get("Type", "").rpartition("/")[2], said.get("Target", "")))

    _parse(data, where, start)
    return found


def _target(parts: Mapping[str, bytes], name: str, kind: str) -> str:
    """The part that another one names as one of this kind; the whole file names by the empty name."""
    folder, _, own = name.rpartition("/")
    relations = parts.get(posixpath.join(folder, "_rels", f"{own}.rels"))
    if relations is None:
        return ""
    return next(
        (
            posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            for what, target in _relations(relations, name)
            if what == kind
        ),
        "",
    )


def _without_own_template(parts: dict[str, bytes], where: str) -> dict[str, bytes]:
    """The parts without a link to the template they were made from, which stands on somebody else's disk."""
    kept = {}
    for name, data in parts.items():
        if name.endswith("/settings.xml"):
            kept[name] = _cut_out(data, f"{where}: {name}", "attachedTemplate")
        elif name.endswith("settings.xml.rels"):
            kept[name] = _cut_out(data, f"{where}: {name}", "Relationship", "/attachedTemplate")
        else:
            kept[name] = data
    return kept


def _cut_out(data: bytes, where: str, element: str, kind: str = "") -> bytes:
    """XML without the elements of a name and kind, which have nothing inside."""
    parser = new_parser()
    starts: list[int] = []

    def start(name: str, said: Attributes) -> None:
        if name == element and said.get("Type", "").endswith(kind):
            starts.append(parser.CurrentByteIndex)

    _parse(data, where, start, parser=parser)
    for at in reversed(starts):
        tag = TAG.match(data, at)
        if tag and tag[0].endswith(b"/>"):
            data = data[:at] + data[tag.end() :]
    return data


class _Paragraph:
    """A paragraph while it is read: where it starts, what stands around it, and its text."""

    def __init__(self, start: int, around: str) -> None:
        self.start = start
        self.around = around
        self.text: list[str] = []
        self.ends_section = False


class _Look:
    """What a part holds that matters here: marked places, tracked changes, fields that fetch, protection."""

    def __init__(self) -> None:
        self.marked: list[tuple[_Paragraph, int]] = []
        self.tracked = self.protected = False
        self.fetches: list[str] = []

    def faults(self, where: str) -> Iterator[Fault]:
        if self.tracked:
            what = "it has tracked changes, in which readers see what was deleted"
            yield Fault("tracked", where, what, "in Word, accept or reject all changes, and save it")
        if self.protected:
            yield Fault(
                "protected", where, "it is protected against changes", "in Word: Review, Restrict editing, stop"
            )
        for field in self.fetches:
            what = f"a field fetches something when it is opened: {' '.join(field.split())[:80]}"
            yield Fault("external", where, what, "in Word, take the field out")


def _look(data: bytes, where: str) -> _Look:
    look, parser = _Look(), new_parser()
    around: list[str] = []
    open_now: list[_Paragraph] = []
    fields: list[str] = []

    def start(name: str, said: Attributes) -> None:
        if name == "p":
            open_now.append(_Paragraph(parser.CurrentByteIndex, around[-1] if around else ""))
            fields.clear()
        look.tracked |= name in TRACKED or name.endswith("PrChange")
        look.protected |= name == "documentProtection" and said.get("enforcement") in ("1", "true", "on")
        if name == "sectPr" and open_now:
            open_now[-1].ends_section = True
        if name == "fldSimple" and FETCHES.match(said.get("instr", "")):
            look.fetches.append(said["instr"])
        around.append(name)

    def words(text: str) -> None:
        if open_now and around[-1] == "t":
            open_now[-1].text.append(text)
        if around[-1] == "instrText":
            fields.append(text)

    def end(name: str) -> None:
        around.pop()
        if name == "p":
            paragraph = open_now.pop()
            if MARKS.search("".join(paragraph.text)):
                look.marked.append((paragraph, data.index(b">", parser.CurrentByteIndex) + 1))
            if FETCHES.match("".join(fields)):
                look.fetches.append("".join(fields))
            fields.clear()

    _parse(data, where, start, end, words, parser)
    return look


def _place(look: _Look, where: str) -> tuple[tuple[int, int] | None, list[Fault]]:
    """Where the one marked place starts and ends, or why there is none."""
    mend = f"in Word, write {PLACE} where the paper is to stand, in a paragraph of its own in the text, and save it"
    if not look.marked:
        return None, [Fault("no-place", where, "it has no marked place for the paper", mend)]
    if len(look.marked) > 1:
        return None, [Fault("no-place", where, f"it has {len(look.marked)} marked places", f"leave one: {mend}")]
    [(paragraph, end)] = look.marked
    if paragraph.around not in ("body", "tc"):
        return None, [Fault("no-place", where, "its marked place is in a text box or a content control", mend)]
    if paragraph.ends_section or not MARKS.fullmatch("".join(paragraph.text).strip()):
        return None, [Fault("no-place", where, "its marked place is not in a paragraph of its own", mend)]
    return (paragraph.start, end), []


def _styles(data: bytes) -> WordStyles:
    names: dict[str, dict[str, str]] = {"paragraph": {}, "table": {}}
    ids: set[str] = set()
    now: dict[str, str] = {}
    normal = ""

    def start(name: str, said: Attributes) -> None:
        nonlocal normal
        if name == "style":
            now.update(kind=said.get("type", "paragraph"), id=said.get("styleId", ""))
            ids.add(now["id"])
            names.get(now["kind"], {}).setdefault(now["id"].lower(), now["id"])
            if now["kind"] == "paragraph" and said.get("default") in ("1", "true", "on"):
                normal = now["id"]
        if name in ("name", "aliases") and now:
            for called in said.get("val", "").lower().split(","):
                names.get(now["kind"], {})[called.strip()] = now["id"]

    def end(name: str) -> None:
        if name == "style":
            now.clear()

    _parse(data, "template: styles", start, end)
    return WordStyles(names["paragraph"], names["table"], frozenset(ids), normal)


def _parse(
    data: bytes,
    where: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] = lambda _: None,
    words: Callable[[str], None] = lambda _: None,
    parser: pyexpat.XMLParserType | None = None,
) -> None:
    """Parse a part, in UTF-8 as Word writes it; raises `CapabilityError` for one that is broken."""
    try:
        data.decode("utf-8")
        parse(data, start, end, words, parser)
    except (ValueError, pyexpat.ExpatError):
        raise CapabilityError(Fault("bad-archive", where, "this part of the file is broken", SAVE_AGAIN)) from None
