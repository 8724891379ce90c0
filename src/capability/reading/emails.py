"""An email that was saved to a file (.eml): the files that are attached to it and the answers in its text.

Each is given on as a file, which is read like any other. An email is a stranger's file: what would take long to read,
or many parts inside one another, is refused before it is read.
"""

import re
from collections.abc import Iterator

from capability.errors import Fault
from capability.limits import LARGEST_EMAIL, MOST_EMAIL_PARTS
from capability.reading.archives import InputFile
from capability.reading.letters import is_letter

ATTACHED = ("json", "csv", "tsv", "txt", "xlsx", "ods")
"""Endings of attached files that may hold answers; a picture in a signature is none."""

INSIDE = re.compile(rb"multipart/|message/rfc822", re.IGNORECASE)
LONG_HEADER = re.compile(rb"^content-(?:type|disposition):(?:[^\n]|\n[ \t]){4000}", re.IGNORECASE | re.MULTILINE)
"""A real one has a hundred characters; some programs take minutes over one that has a million."""

TAGS = re.compile(r"<[^>]*>")
NAMED = {"&quot;": '"', "&#34;": '"', "&#x22;": '"', "&#39;": "'", "&nbsp;": " ", "&amp;": "&"}
COPY = "copy its text, from the first line to the last, into a text file (.txt), and choose that"


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
    from email import message_from_bytes  # few piles hold one

    if fault := _refusal(file):
        yield fault
        return
    try:
        leaves = [part for part in message_from_bytes(file.data).walk() if not part.is_multipart()]
        read = [(part, part.get_payload(decode=True), part.get_filename()) for part in leaves]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):  # it is damaged, on purpose or not
        yield Fault("bad-email", file.name, "this email is damaged", COPY)
        return
    texts: dict[str, list[bytes]] = {"text/plain": [], "text/html": []}
    found = []
    for part, data, name in read:
        if not isinstance(data, bytes):
            continue
        if name and name.rpartition(".")[2].lower() in ATTACHED:
            found.append(InputFile(f"{file.name}: {' '.join(name.split())[:200]}", data))
        elif part.get_content_type() in texts:
            texts[part.get_content_type()].append(_in_utf8(data))
    for kind, bodies in texts.items():
        letters = [text for text in map(_without_tags if kind == "text/html" else bytes, bodies) if is_letter(text)]
        if letters:
            found.append(InputFile(f"{file.name}: text", b"\n".join(letters)))
            break
    yield from found
    if not found:
        what = "this email holds no answers: no file with them, and no text that a form made"
        yield Fault("no-answers", file.name, what, f"if its text does hold them, {COPY}")


def _refusal(file: InputFile) -> Fault | None:
    """Why an email is not read, if it is not."""
    if len(file.data) > LARGEST_EMAIL:
        return Fault("too-big", file.name, f"larger than {LARGEST_EMAIL:,} bytes", COPY)
    if len(INSIDE.findall(file.data)) > MOST_EMAIL_PARTS:
        what = f"more than {MOST_EMAIL_PARTS} emails or parts of one inside one another"
        return Fault("too-many", file.name, what, COPY)
    return Fault("bad-email", file.name, "this email is damaged", COPY) if LONG_HEADER.search(file.data) else None


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
