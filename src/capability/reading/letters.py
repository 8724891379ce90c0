"""Answers in a text that people read: a form for people outside writes them behind its own words, as one sealed line.

A form of questions seals a response; the form on working relations, an actor's row.

That text is shared, pasted into an email and copied out of it again. On its way its lines are broken, quoted with `>`,
and their quotation marks made round. So the sealed line holds no space, no angle bracket and nothing but ASCII
(web/letter.js writes these as escapes): whatever of them is found in it was put there on the way, and is taken out.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from capability.errors import Fault, ResponseError
from capability.reading.archives import InputFile
from capability.reading.text import as_text
from capability.rule.relations import FORMAT as ROW
from capability.rule.response import FILE, FORMAT
from capability.text import Plain, any_object

SEALED = (FORMAT, ROW)
"""The formats of what is sealed."""

BEGINS = re.compile("|".join(re.escape(f'{{"format":"{name}"') for name in SEALED))
ON_THE_WAY = re.compile("[\\s>\u00ad\u200b-\u200f\u2060\ufeff]+")
"""Line ends, marks of quoting, and signs that nobody sees."""

ROUND = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'))
PIECES = re.compile(r'"(?:[^"\\]|\\.)*"|[{}]')
CUT = "copy the text again, to its very last line"

LETTER = replace(FILE, remedy=CUT)


def is_letter(data: bytes) -> bool:
    r"""Whether a text holds sealed answers somewhere behind its first sign: a file of answers begins with them.

    >>> is_letter(b'Thank you\\n{"format":"capability-response/1"}'), is_letter(b'{"format":"capability-response/1"}')
    (True, False)
    """
    return any(name.encode() in data for name in SEALED) and not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(
        (b"{", b"[")
    )


def answers_in(file: InputFile) -> Iterator[Plain]:
    r"""Each person's sealed answers in a text, in order, as plain data; several emails may stand in one file.

    Raises `ResponseError` for a text that is no UTF-8, and where sealed answers are cut off or were changed on the way.

    >>> text = b'> {"format":"capability-response/1","ans\n> wers":{}}'
    >>> list(answers_in(InputFile("mail.txt", text)))
    [{'format': 'capability-response/1', 'answers': {}}]
    """
    text = ON_THE_WAY.sub("", as_text(file.data, file.name, ResponseError)).translate(ROUND)
    found = BEGINS.search(text)
    if found is None:
        raise ResponseError(_cut(file.name))
    while found is not None:
        end = _end(text, found.start())
        if end is None:
            raise ResponseError(_cut(file.name))
        yield any_object(text[found.start() : end], file.name, LETTER)
        found = BEGINS.search(text, end)


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
