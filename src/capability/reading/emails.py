"""An email that was saved to a file (.eml): the files that are attached to it and the answers in its text.

Each is given on as a file, which is read like any other. Of how emails are written no more is read than that needs: the
standard library's reader would be 80 kB of every reader's download, and reads damaged ones in its own way in each
version of Python.
"""

import binascii
import re
from collections.abc import Iterator

import msgspec

from capability.errors import Fault
from capability.limits import LARGEST_EMAIL, MOST_EMAIL_PARTS
from capability.reading.archives import InputFile
from capability.reading.letters import is_letter

ATTACHED = ("json", "csv", "tsv", "txt", "xlsx", "ods")
"""Endings of attached files that may hold answers; a picture in a signature is none."""

DEEPEST = 10
"""Emails and parts inside one another that are looked into."""

LONGEST_HEADER = 2_000
"""Bytes of a line of an email's head that are looked at; a real one has a hundred."""

LONGEST_HEAD = 200_000
"""Bytes of a head; what is longer is none."""

HEAD = re.compile(rb"\A((?:[!-9;-~]+:.*(?:\n[ \t].*)*\n)*)\n?")
START = re.compile(rb"\A(?:\xef\xbb\xbf|\s)*(?:From .*\n)?")
"""What some programs write before an email's head: an empty line, or that a mailbox goes on with it."""

FOLDED = re.compile(rb"\n[ \t]+")
BOUNDARY = re.compile(rb"boundary\s*=\s*(?:\"([^\"]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
NAME = re.compile(rb"name\*?\s*=\s*(?:\"([^\"]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
TAGS = re.compile(r"<[^>]*>")
NAMED = {"&quot;": '"', "&#34;": '"', "&#x22;": '"', "&#39;": "'", "&nbsp;": " ", "&amp;": "&"}
COPY = "copy its text, from the first line to the last, into a text file (.txt), and choose that"


class _Part(msgspec.Struct, frozen=True):
    """A part of an email that has no parts: its kind, such as `text/plain`, its name as a file, and what is in it."""

    kind: str
    name: str
    data: bytes


def is_email(file: InputFile) -> bool:
    """Whether a file is an email, by its name: what is in one begins like any text.

    >>> is_email(InputFile("answers/From Ann.EML", b""))
    True
    """
    return file.name.lower().endswith(".eml")


def in_email(file: InputFile) -> Iterator[InputFile | Fault]:
    r"""What of an email may hold answers, as files; or one fault, that says how to copy the text.

    Its text counts where it holds sealed answers: see `letters`. Of a text that stands there twice, plain and as HTML,
    the plain one.

    >>> mail = b'Subject: Hi\n\nThank you.\n{"format":"capability-response/1"}\n'
    >>> [part.name for part in in_email(InputFile("a.eml", mail))]
    ['a.eml: text']
    """
    if len(file.data) > LARGEST_EMAIL:
        yield Fault("too-big", file.name, f"larger than {LARGEST_EMAIL:,} bytes", COPY)
        return
    parts = _parts(file.data)
    if parts is None:
        what = f"more than {MOST_EMAIL_PARTS} parts, or more than {DEEPEST} inside one another"
        yield Fault("too-many", file.name, what, COPY)
        return
    found = [
        InputFile(f"{file.name}: {part.name}", part.data)
        for part in parts
        if part.name.rpartition(".")[2].lower() in ATTACHED
    ]
    for kind, read in (("text/plain", _in_utf8), ("text/html", _without_tags)):
        texts = [read(part.data) for part in parts if part.kind == kind and not part.name]
        letters = [text for text in texts if is_letter(text)]
        if letters:
            found.append(InputFile(f"{file.name}: text", b"\n".join(letters)))
            break
    yield from found
    if not found:
        what = "this email holds no answers: no file with them, and no text that a form made"
        yield Fault("no-answers", file.name, what, f"if its text does hold them, {COPY}")


def _parts(data: bytes) -> list[_Part] | None:
    """The parts that have none inside, in order; `None` for more of them than are read."""
    whole = START.sub(b"", data.replace(b"\r\n", b"\n"), 1)
    todo, found, seen = [(whole, 0)], list[_Part](), 0
    while todo:
        whole, depth = todo.pop()
        seen += 1
        if seen > MOST_EMAIL_PARTS or depth > DEEPEST:
            return None
        head = _head(whole)
        kind = head.get("content-type", b"text/plain").partition(b";")[0].strip().lower().decode("ascii", "replace")
        body = whole[_end_of_head(whole) :]
        boundary = _given(BOUNDARY, head.get("content-type", b""))
        if kind.startswith("multipart/") and boundary:
            line = re.compile(rb"^--" + re.escape(boundary) + rb"(?:--)?[ \t]*\n?", re.MULTILINE)
            inside = line.split(body, MOST_EMAIL_PARTS + 1)[1:]  # what stands before the first is for nobody
            todo += [(part, depth + 1) for part in reversed(inside) if part.strip()]
            continue
        decoded = _decoded(body, head.get("content-transfer-encoding", b"").strip().lower())
        if kind == "message/rfc822":
            todo.append((decoded.replace(b"\r\n", b"\n"), depth + 1))
            continue
        named = _given(NAME, head.get("content-disposition", b"")) or _given(NAME, head.get("content-type", b""))
        found.append(_Part(kind, " ".join(named.decode("utf-8", "replace").split()), decoded))
    return found


def _end_of_head(whole: bytes) -> int:
    match = HEAD.match(whole, 0, LONGEST_HEAD)
    return match.end() if match else 0


def _head(whole: bytes) -> dict[str, bytes]:
    """The lines of a head by their names in small letters; of two of one name the first."""
    head: dict[str, bytes] = {}
    for line in FOLDED.sub(b" ", whole[: _end_of_head(whole)]).splitlines():
        name, _, value = line[:LONGEST_HEADER].partition(b":")
        head.setdefault(name.decode("ascii", "replace").lower(), value)
    return head


def _given(pattern: re.Pattern[bytes], value: bytes) -> bytes:
    match = pattern.search(value)
    return (match[1] or match[2]) if match else b""


def _decoded(body: bytes, way: bytes) -> bytes:
    """What was sent; as it stands there where it is not written in the way that its head says."""
    try:
        if way == b"base64":
            return binascii.a2b_base64(body)
        return binascii.a2b_qp(body) if way == b"quoted-printable" else body
    except binascii.Error:
        return body


def _in_utf8(data: bytes) -> bytes:
    """A text in UTF-8, whatever it was in. Sealed answers are ASCII, so nothing of those can be lost."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").encode()
    return data


def _without_tags(data: bytes) -> bytes:
    text = TAGS.sub("", data.decode("utf-8", "replace"))
    for named, sign in NAMED.items():
        text = text.replace(named, sign)
    return text.encode()
