"""Answers in a text that went through an email."""

import base64
import json
import re
import subprocess
import textwrap
import time
import zlib
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from capability import load_instrument
from capability.reading.archives import InputFile
from capability.reading.gathering import gather, gather_all, gather_rows

RESIDENT = load_instrument("resident")
SHELF = {"resident": RESIDENT}
WEB = Path(__file__).parents[2] / "src" / "capability" / "pieces" / "web"
NOTE = 'Nobody asked me, "love" <b>x</b> > \u2026 caf\u00e9 \U0001f600 {"format":"capability-response/1"}'
RESPONSE = {
    "format": "capability-response/1",
    "instrument": "resident",
    "version": RESIDENT.version,
    "id": "a1",
    "saved": "2026-11-27T09:00:00Z",
    "context": {"round": "Spring 2027"},
    "answers": {"having-a-say.asked-early": {"level": 2, "note": NOTE}, "having-a-say.judging": {"level": "unknown"}},
}


def coded(response: object, made: str = "await shortCode(plain)") -> str:
    """The code, by the very module that a page uses."""
    code = f"import {{ plainOf, shortCode, storedCode }} from {json.dumps((WEB / 'letter.js').as_uri())};"
    code += 'import { readFileSync } from "node:fs";'
    code += f"const plain = plainOf(JSON.parse(readFileSync(0, 'utf8'))); process.stdout.write({made})"
    run = ["node", "--input-type=module", "-e", code]
    return subprocess.run(run, input=json.dumps(response), capture_output=True, check=True, text=True).stdout


def sealed(response: object) -> str:
    """The lines that forms wrote before there were codes: plain ASCII, with no space and no angle bracket."""
    plain = json.dumps(response, separators=(",", ":"))
    return re.sub(".{72}", "\\g<0>\n", re.sub("[ <>]", lambda sign: f"\\u{ord(sign[0]):04x}", plain))


def packed(plain: str | bytes, sum_of: bytes | None = None) -> str:
    """A code of anything."""
    data = plain.encode() if isinstance(plain, str) else plain
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    letters = base64.urlsafe_b64encode(deflate.compress(data) + deflate.flush()).decode().rstrip("=")
    return f"{{answers.{zlib.crc32(data if sum_of is None else sum_of):08x}.{letters}}}"


SAID = "Services here\n\n1. Being asked early?\n   It asked me.\n\nFor the council's computer:\n"


@pytest.fixture(scope="module")
def letter() -> str:
    return f"{SAID}{coded(RESPONSE)}\n"


@pytest.fixture(scope="module")
def earlier() -> str:
    """A text as forms wrote it before there were codes."""
    return f"{SAID}{sealed(RESPONSE)}\n"


@pytest.fixture(scope="module")
def plainer() -> str:
    """A text of a browser that cannot deflate."""
    return f"{SAID}{coded(RESPONSE, 'storedCode(plain)')}\n"


WAYS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "quoted in a reply": lambda text: textwrap.indent(f"On Friday J wrote:\n\n{text}", "> > "),
    "broken anew": lambda text: "\n".join(textwrap.wrap(text, 40)),
    "with round quotation marks": lambda text: text.replace('"', "\u201c", 1).replace(',"', ",\u201d"),
    "with hard spaces and Windows' line ends": lambda text: text.replace("\n", "\u00a0\r\n"),
    "with dashes for hyphens": lambda text: text.replace("--", "\u2014"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["letter", "earlier", "plainer"])
def test_answers_are_read_after_an_email(kind: str, way: str, request: pytest.FixtureRequest) -> None:
    text: str = request.getfixturevalue(kind)
    gathered = gather([InputFile("mail.txt", WAYS[way](text).encode())], SHELF)
    assert gathered.left_out == ()
    [response] = gathered.responses
    assert response.answers["having-a-say.asked-early"].note == NOTE
    assert (response.answers["having-a-say.judging"].level, response.context.round) == ("unknown", "Spring 2027")


def test_no_code_can_be_touched_on_the_way_and_it_is_short(letter: str) -> None:
    long = {**RESPONSE, "note": "".join(chr(33 + i * i % 90) for i in range(2000))}
    for code in (letter[letter.index("{") :].strip(), coded(long), coded(long, "storedCode(plain)")):
        assert re.fullmatch(r"[{}.\w-]+", code.replace("\n", ""), re.ASCII)
        assert all(len(line) <= 900 for line in code.split("\n"))
    whole = {**RESPONSE, "answers": {practice.id: {"level": 1} for practice in RESIDENT.practices}}
    assert len(coded(whole)) < 2 / 3 * len(sealed(whole))


def test_a_code_longer_than_one_block_is_read() -> None:
    notes = {practice.id: {"level": 1, "note": "\u2026" * 2000} for practice in load_instrument("system").practices}
    whole = {**RESPONSE, "instrument": "system", "version": load_instrument("system").version, "answers": notes}
    text = f"Hello\n{coded(whole, 'storedCode(plain)')}".encode()
    gathered = gather([InputFile("mail.txt", text)], {"system": load_instrument("system")})
    assert (gathered.left_out, len(gathered.responses[0].answers)) == ((), len(notes))


def test_a_code_by_itself_is_read(letter: str) -> None:
    alone = InputFile("code.txt", letter[letter.index("{") :].encode())
    assert len(gather([alone], SHELF).responses) == 1


SPOILT: dict[str, tuple[Callable[[str], str], str]] = {
    "cut": (lambda code: code[:-9], "cut-off"),
    "cut in the middle": (lambda code: code[:60] + code[80:], "cut-off"),
    "changed": (lambda code: code.replace(code[50], "x" if code[50] != "x" else "y", 1), "cut-off"),
    "another sum": (lambda _: packed(json.dumps(RESPONSE), b"x"), "cut-off"),
    "no data": (lambda _: "{answers.00000000.}", "cut-off"),
    "no text": (lambda _: packed(b"\xff"), "cut-off"),
    "no JSON": (lambda _: packed("{answers"), "not-json"),
    "a list": (lambda _: packed("[]"), "not-a-response"),
    "another kind of file": (lambda _: packed('{"format":"capability-columns/1"}'), "cut-off"),
    "no end": (lambda _: "{answers.12345678." + "A" * 500_000, "cut-off"),
    "a bomb": (lambda _: packed(b'{"format":"capability-response/1","x":"' + b"x" * 50_000_000), "too-big"),
    "a small bomb": (lambda _: packed(b'{"format":"capability-response/1","x":"' + b"x" * 300_000), "too-big"),
    "many beginnings": (lambda _: "{answers." * 100_000, "cut-off"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_code_is_told_at_once(letter: str, name: str) -> None:
    spoil, wanted = SPOILT[name]
    text = SAID + spoil(letter[letter.index("{") :].strip())
    started = time.process_time()
    pile = gather_all([InputFile("mail.txt", text.encode())], SHELF)
    assert time.process_time() - started < 2
    assert (len(pile.by_instrument), [fault.code for fault in pile.left_out]) == (0, [wanted])


def test_several_emails_in_one_file_are_several_people(letter: str) -> None:
    second, third = coded({**RESPONSE, "id": "a2"}), sealed({**RESPONSE, "id": "a3"})
    gathered = gather([InputFile("all.txt", f"{letter}\nNext one:\n{second}\nThe last:\n{third}".encode())], SHELF)
    assert [response.id for response in gathered.responses] == ["a1", "a2", "a3"]


def test_the_same_answers_as_text_and_as_file_count_once(letter: str) -> None:
    files = [InputFile("mail.txt", letter.encode()), InputFile("a.json", json.dumps(RESPONSE).encode())]
    gathered = gather(files, SHELF)
    assert len(gathered.responses) == 1
    assert [fault.code for fault in gathered.left_out] == ["repeated-id"]


@pytest.mark.parametrize(
    ("name", "spoil", "code"),
    [
        ("cut.txt", lambda text: text[: text.index("having-a-say.judging")], "cut-off"),
        ("changed.txt", lambda text: text.replace('"format"', "format"), "cut-off"),
        ("not.txt", lambda text: text.replace('"answers":', '"answers"'), "not-json"),
        ("twice.txt", lambda text: text.replace('"id":', '"format":"capability-response/1","id":'), "repeated-key"),
        ("deep.txt", lambda text: text.replace('"id":', f'"x":{"[" * 5000},"id":'), "cut-off|not-json"),
        ("level.txt", lambda text: text.replace('"level":2', '"level":9'), "bad-level"),
    ],
)
def test_a_spoilt_text_is_told_and_takes_no_other_file_with_it(
    earlier: str, name: str, spoil: object, code: str
) -> None:
    assert callable(spoil)
    good = InputFile("good.json", json.dumps({**RESPONSE, "id": "b"}).encode())
    gathered = gather([InputFile(name, spoil(earlier).encode()), good], SHELF)
    assert [response.id for response in gathered.responses] == ["b"]
    [fault] = gathered.left_out
    assert fault.code in code.split("|")
    assert fault.where.startswith(name)


def test_a_saved_result_is_told_apart_from_the_answers() -> None:
    result = {"instrument": "resident", "dimensions": [], "version": "1.0.0"}
    pile = gather_all([InputFile("result.json", json.dumps(result).encode())], SHELF)
    assert [(fault.what, fault.hint) for fault in pile.left_out] == [
        ("this is a result, not a response", "use the answers that it was made of")
    ]


def test_an_actors_row_is_read_after_an_email_beside_answers(letter: str) -> None:
    row = {
        "format": "capability-relations/1",
        "rater": 'The "mill" {<b>',
        "ties": {"caf\u00e9 \U0001f600": 3, "council": 0},
    }
    head = f"{letter}\nHow well we work with others\n\ncouncil: 0 None\n\n"
    for way, text in product(WAYS.values(), (head + coded(row), head + sealed(row))):
        files = [InputFile("mail.txt", way(text).encode())]
        pile = gather_all(files, SHELF)
        assert (pile.left_out, len(pile.by_instrument)) == ((), 1)
        assert pile.relations.rows == {row["rater"]: row["ties"]}
    alone = InputFile("row.txt", f"Hello,\n{coded(row)}\n".encode())
    assert gather_rows([alone]).relations.rows == {row["rater"]: row["ties"]}
    cut = gather_all([InputFile("cut.txt", f"Hello,\n{coded(row)[:-9]}".encode())], SHELF)
    assert [fault.code for fault in cut.left_out] == ["cut-off"]
