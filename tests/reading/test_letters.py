"""Answers in a text that went through an email."""

import json
import subprocess
import textwrap
from collections.abc import Callable
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


def sealed(response: object) -> str:
    """The sealed lines, by the very module that a page uses."""
    code = f"import {{ sealed }} from {json.dumps((WEB / 'letter.js').as_uri())};"
    code += "process.stdout.write(sealed(JSON.parse(process.argv[1])))"
    run = ["node", "--input-type=module", "-e", code, json.dumps(response)]
    return subprocess.run(run, capture_output=True, check=True, text=True).stdout


@pytest.fixture(scope="module")
def letter() -> str:
    return (
        f"Services here\n\n1. Being asked early?\n   It asked me.\n\nFor the council's computer:\n{sealed(RESPONSE)}\n"
    )


WAYS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "quoted in a reply": lambda text: textwrap.indent(f"On Friday J wrote:\n\n{text}", "> > "),
    "broken anew": lambda text: "\n".join(textwrap.wrap(text, 40)),
    "with round quotation marks": lambda text: text.replace('"', "\u201c", 1).replace(',"', ",\u201d"),
    "with hard spaces and Windows' line ends": lambda text: text.replace("\n", "\u00a0\r\n"),
}


@pytest.mark.parametrize("way", WAYS)
def test_answers_are_read_after_an_email(letter: str, way: str) -> None:
    gathered = gather([InputFile("mail.txt", WAYS[way](letter).encode())], SHELF)
    assert gathered.left_out == ()
    [response] = gathered.responses
    assert response.answers["having-a-say.asked-early"].note == NOTE
    assert (response.answers["having-a-say.judging"].level, response.context.round) == ("unknown", "Spring 2027")


def test_no_sealed_line_can_be_touched_on_the_way(letter: str) -> None:
    lines = letter[letter.index('{"format"') :].split()
    assert all(len(line) <= 72 and line.isascii() and not set(line) & set("<>") for line in lines)


def test_several_emails_in_one_file_are_several_people(letter: str) -> None:
    second = sealed({**RESPONSE, "id": "a2"})
    gathered = gather([InputFile("all.txt", f"{letter}\nNext one:\n{second}".encode())], SHELF)
    assert [response.id for response in gathered.responses] == ["a1", "a2"]


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
    letter: str, name: str, spoil: object, code: str
) -> None:
    assert callable(spoil)
    good = InputFile("good.json", json.dumps({**RESPONSE, "id": "b"}).encode())
    gathered = gather([InputFile(name, spoil(letter).encode()), good], SHELF)
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
    text = f"{letter}\nHow well we work with others\n\ncouncil: 0 None\n\n{sealed(row)}"
    for way in WAYS.values():
        files = [InputFile("mail.txt", way(text).encode())]
        pile = gather_all(files, SHELF)
        assert (pile.left_out, len(pile.by_instrument)) == ((), 1)
        assert pile.relations.rows == {row["rater"]: row["ties"]}
    alone = InputFile("row.txt", f"Hello,\n{sealed(row)}\n".encode())
    assert gather_rows([alone]).relations.rows == {row["rater"]: row["ties"]}
    cut = gather_all([InputFile("cut.txt", f"Hello,\n{sealed(row)[:-9]}".encode())], SHELF)
    assert [fault.code for fault in cut.left_out] == ["cut-off"]
