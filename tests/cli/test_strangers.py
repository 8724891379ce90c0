"""Words of strangers, through every command: they steer no terminal, forge no message and lead out of no folder.

With two words here; with as many as one likes in tests/attack/words.py.
"""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.cli import COMMANDS
from capability.cli.printing import Harmless, text_of
from capability.text import STEERS, json_text
from tests.cli.strangers import FRAGMENTS, commands, harm, said

ANY = st.text(st.sampled_from("".join(FRAGMENTS)) | st.characters())


@pytest.mark.parametrize("word", ["".join(FRAGMENTS), "\x1b]0;owned\x07\r\u202elegal\nnote: forged"])
def test_no_word_of_a_stranger_steers_a_terminal(word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "made").mkdir()
    ran = [said(*arguments) for arguments in commands(word)]
    assert [(run.arguments, harm(run)) for run in ran if harm(run)] == []
    assert {run.arguments[0] for run in ran} == {*COMMANDS}
    assert {run.arguments[0] for run in ran if run.code == 0} >= {"tally", "team", "plan"}
    assert [path.name for path in tmp_path.iterdir()] == ["inner"]
    assert all(re.fullmatch(r"[\w-]+\.ics", path.name) for path in (folder / "made").iterdir())


@given(ANY)
def test_what_is_printed_is_seen(text: str) -> None:
    class Kept:
        text = ""

        def write(self, text: str) -> None:
            self.text += text

    stream = Kept()
    Harmless(stream).write(text)  # type: ignore[arg-type]
    assert all(line.isprintable() for line in stream.text.split("\n"))
    assert stream.text.count("\n") == text.count("\n")
    assert text_of([text]).count("\n") == 1
    assert not STEERS.search(json_text({text: text}))


def test_an_error_of_our_own_is_told_without_steering(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> int:
        raise RuntimeError("\x1b[2J of a file")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("capability.cli.score.run", broken)
    run = said("score", "a.json")
    assert (run.code, run.out) == (3, "")
    assert "Traceback" in run.err and "\\x1b[2J of a file" in run.err
    assert run.err.splitlines()[-1].startswith("error: the kit itself is at fault")
    assert all(line.isprintable() for line in run.err.split("\n"))
