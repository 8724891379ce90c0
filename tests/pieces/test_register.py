import json
import subprocess
import sys

import pytest

from capability.pieces.assessment import compute, configure
from capability.pieces.register import PIECES, compute_json, work_of
from capability.rule.response import Answer
from tests.synthetic import ORGANISATION, same_everywhere

CONFIG = json.dumps(configure(ORGANISATION))


def state(note: str = "") -> str:
    response = same_everywhere(ORGANISATION, Answer(2, "document"))
    answers = {name: {"level": answer.level, "note": note} for name, answer in response.answers.items()}
    whole = {
        "format": response.format,
        "instrument": response.instrument,
        "version": response.version,
        "answers": answers,
    }
    return json.dumps({"response": whole, "incoming": json.dumps(whole)})


def test_text_in_and_text_out_is_the_same_as_plain_data() -> None:
    assert json.loads(compute_json("assessment", CONFIG, state())) == compute(json.loads(CONFIG), json.loads(state()))


def test_the_same_question_gives_the_same_text_however_often_it_is_asked() -> None:
    assert len({compute_json("assessment", CONFIG, state()) for _ in range(3)}) == 1


@pytest.mark.parametrize("note", ["gŵyl 🎉", "\ud800", "\u2028", '"</script>'])
def test_the_text_is_ascii_whatever_a_note_holds(note: str) -> None:
    text = compute_json("assessment", CONFIG, state(note))
    assert text.isascii()
    found = json.loads(text)
    assert found["incoming"]["response"]["answers"]["place.outcome-map"]["note"] == note


@pytest.mark.parametrize("piece", PIECES)
def test_every_piece_has_its_work(piece: str) -> None:
    assert callable(work_of(piece))


def test_a_piece_loads_its_own_module_and_no_other() -> None:
    """In a Python of its own, as a page's is: what is loaded is what a reader waits for."""
    code = (
        "import sys; from capability.pieces.register import work_of; work_of('quiz');"
        "print(*[name for name in sys.modules if name.startswith('capability.pieces.')])"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert sorted(loaded) == [f"capability.pieces.{name}" for name in ("configs", "quiz", "register")]
