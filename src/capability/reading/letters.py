"""Answers in a text that people read: a form for people outside writes them behind its own words, as one code.

A form of questions writes a response; the form on working relations, an actor's row. The code is that as JSON,
deflated, in the letters of base64 for addresses, with a sum of the JSON before it: `{answers.SUM.DATA}`. It is made by
web/letter.js.

The text is shared, pasted into an email and copied out of it again. On its way its lines are broken, quoted with `>`,
and two hyphens made a dash. So the code holds no space and no angle bracket: whatever of them is found in it was put
there on the way, and is taken out. What is cut or changed does not have that sum, and is told.

Until November 2026 the JSON stood there itself, in plain ASCII. Such emails are read as well.
"""

import binascii
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace

from capability.errors import Fault, ResponseError
from capability.limits import LARGEST_CODE, STEEPEST
from capability.reading.archives import InputFile
from capability.reading.text import as_text
from capability.rule.relations import FORMAT as ROW
from capability.rule.response import FILE, FORMAT
from capability.text import Plain, any_object

SEALED = (FORMAT, ROW)
"""The formats of what is sealed."""

CODE = re.compile(r"\{answers\.([0-9a-f]{8})\.([A-Za-z0-9_-]*)\}")
MARK = "{answers."
"""What a code begins with. No form lets a brace through from what somebody wrote."""

BEGINS = re.compile("|".join(re.escape(begin) for begin in (MARK, *(f'{{"format":"{name}"' for name in SEALED))))
ON_THE_WAY = re.compile("[\\s>\u00ad\u200b-\u200f\u2060\ufeff]+")
"""Line ends, marks of quoting, and signs that nobody sees."""

PRETTIER = str.maketrans(
    {**dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'), **dict.fromkeys("\u2013\u2014", "--")}
)
PIECES = re.compile(r'"(?:[^"\\]|\\.)*"|[{}]')
CUT = "copy the text again, to its very last line"

LETTER = replace(FILE, remedy=CUT)


def is_letter(data: bytes) -> bool:
    r"""Whether a text holds sealed answers somewhere behind its first sign: a file of answers begins with them.

    >>> is_letter(b'Thank you\\n{"format":"capability-response/1"}'), is_letter(b'{"format":"capability-response/1"}')
    (True, False)
    """
    begin = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if begin.startswith((b"{", b"[")):
        return begin.startswith(MARK.encode())
    return any(name.encode() in data for name in (MARK, *SEALED))


def answers_in(file: InputFile) -> Iterator[Plain]:
    r"""Each person's sealed answers in a text, in order, as plain data; several emails may stand in one file.

    Raises `ResponseError` for a text that is no UTF-8, and where answers are cut off, were changed on the way, or are
    larger than any real ones.

    >>> text = b'> {"format":"capability-response/1","ans\n> wers":{}}'
    >>> list(answers_in(InputFile("mail.txt", text)))
    [{'format': 'capability-response/1', 'answers': {}}]
    """
    text = ON_THE_WAY.sub("", as_text(file.data, file.name, ResponseError)).translate(PRETTIER)
    found = BEGINS.search(text)
    if found is None:
        raise ResponseError(_cut(file.name))
    while found is not None:
        code = CODE.match(text, found.start())
        end = code.end() if code else _end(text, found.start())
        if end is None or (code is None and found[0] == MARK):
            raise ResponseError(_cut(file.name))
        plain = any_object(_unpacked(code, file.name) if code else text[found.start() : end], file.name, LETTER)
        if plain.get("format") not in SEALED:
            raise ResponseError(_cut(file.name))
        yield plain
        found = BEGINS.search(text, end)


def _unpacked(code: re.Match[str], where: str) -> str:
    """What a code holds, as text; never more of it than real answers are."""
    letters = code[2].replace("-", "+").replace("_", "/")
    limit = min(LARGEST_CODE, STEEPEST * (len(letters) + 1))
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = inflating.decompress(binascii.a2b_base64(letters + "=" * (-len(letters) % 4)), limit)
        if not inflating.eof and len(data) == limit:
            raise ResponseError(Fault("too-big", where, f"answers larger than {limit:,} bytes", CUT))
        if not inflating.eof or f"{zlib.crc32(data):08x}" != code[1]:
            raise ResponseError(_cut(where))
        return data.decode("utf-8")
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        raise ResponseError(_cut(where)) from None


def _end(text: str, at: int) -> int | None:
    """Where the object ends that begins at a place; nothing where it does not."""
    open_ = 0
    for piece in PIECES.finditer(text, at):
        open_ += {"{": 1, "}": -1}.get(piece[0], 0)
        if open_ == 0:
            return piece.end()
    return None


def _cut(where: str) -> Fault:
    return Fault("cut-off", where, "the answers in this text are cut off, or were changed on the way", CUT)
