"""An email that was saved to a file: what is in its text, whatever way that was sent, and what is attached to it."""

import base64
import io
import json
import quopri
import random
import zipfile
from email.message import EmailMessage

import pytest

from capability.errors import Fault
from capability.reading.archives import InputFile
from capability.reading.emails import in_email
from capability.reading.gathering import gather_all
from tests.reading.test_letters import RESPONSE, SHELF, letter  # noqa: F401 - a fixture


def mail(body: str, way: str, kind: str = "plain", charset: str = "utf-8") -> bytes:
    data = body.encode(charset)
    sent = {"base64": base64.encodebytes(data), "quoted-printable": quopri.encodestring(data), "8bit": data}[way]
    head = f'Subject: =?utf-8?q?My_answers?=\nFrom: a@b.example\nContent-Type: text/{kind}; charset="{charset}"\n'
    return f"{head}Content-Transfer-Encoding: {way}\n\n".encode() + sent


def both(text: str, page: str) -> bytes:
    """An email whose text stands there twice, plain and as HTML, with a picture, as most programs send one."""
    message = EmailMessage()
    message["Subject"] = "My answers"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="base64")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    return bytes(message)


def html(text: str) -> str:
    lines = text.replace("&", "&amp;").replace(">", "&gt;").replace('"', "&quot;").splitlines()
    return f"<html><body><div>{'</div><div>'.join(lines)}</div></body></html>"


def people(data: bytes, name: str = "mail.eml") -> tuple[int, list[Fault]]:
    pile = gather_all([InputFile(name, data)], SHELF)
    return sum(len(answers.responses) for answers in pile.by_instrument), [*pile.left_out]


@pytest.mark.parametrize("way", ["8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_text_is_read_in_whichever_way_it_was_sent(letter: str, way: str, charset: str) -> None:  # noqa: F811
    quoted = "\n".join(f"> {line}" for line in f"Caf\u00e9 \u201canswers\u201d\n{letter}".splitlines())
    assert people(mail(quoted, way, charset=charset)) == (1, [])


def test_a_text_that_stands_there_twice_counts_once_and_one_in_html_alone_counts(letter: str) -> None:  # noqa: F811
    assert people(both(letter, html(letter))) == (1, [])
    assert people(both("Please use a program that shows HTML.", html(letter))) == (1, [])
    assert people(mail(html(letter), "quoted-printable", "html")) == (1, [])


def test_a_file_that_is_attached_counts_and_so_does_an_email_in_an_archive(letter: str) -> None:  # noqa: F811
    message = EmailMessage()
    message.set_content("Here you are.")
    message.add_attachment(json.dumps(RESPONSE).encode(), maintype="application", subtype="json", filename="a.json")
    assert people(bytes(message)) == (1, [])
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("Inbox/mail.eml", mail(letter, "base64"))
    assert people(archive.getvalue(), "all.zip") == (1, [])


def test_an_email_without_answers_says_how_to_copy_the_text() -> None:
    for data in (mail("See you on Friday.", "base64"), b"Subject: x\n\n", both("Hello", "<p>Hello</p>")):
        count, [fault] = people(data)
        assert (count, fault.code) == (0, "no-answers")
        assert "copy its text, from the first line to the last, into a text file (.txt)" in (fault.hint or "")


HOSTILE = {
    "deep": b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(5000)),
    "digests": b"Content-Type: multipart/digest; boundary=x\n\n--x\n\n" * 5000,
    "emails": b"Content-Type: message/rfc822\n\n" * 5000,
    "a long header": b'Content-Type: multipart/mixed; boundary="x"' + b";a" * 1_000_000,
    "folded": b"Content-Type: multipart/mixed" + b";\n a=b" * 300_000,
    "many lines of a head": b"a:b\n" * 1_000_000,
    "many empty lines": b"\n" * 1_000_000,
    "many boundaries": b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n" * 1_000_000,
    "no boundary": b"Content-Type: multipart/mixed\n\nx",
    "an odd charset": b"Content-Type: text/plain; charset=\xff\xfe\nContent-Transfer-Encoding: base64\n\n!!!!",
    "an odd name": b"Content-Disposition: attachment; filename*=x''%ff%00.json\n\n{}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_email_is_told_in_words(name: str) -> None:
    count, faults = people(HOSTILE[name])
    assert (count, [fault.code for fault in faults] != []) == (0, True)


def test_a_mutated_email_gives_files_or_faults_and_nothing_else(letter: str) -> None:  # noqa: F811
    whole, rng = both(letter, html(letter)), random.Random(1)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(rng.choice((1, 3, 20))):
            at = rng.randrange(len(data))
            data[at : at + rng.choice((0, 1, 40))] = rng.randbytes(rng.choice((0, 1, 3)))
        assert all(isinstance(part, InputFile | Fault) for part in in_email(InputFile("mail.eml", bytes(data))))
