import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import capability.pieces
from capability.pieces.assessment import compute, configure
from capability.pieces.markup import CONTEXTS
from capability.pieces.register import WORK, compute_json, work_of
from capability.rule.response import Answer
from tests.synthetic import ORGANISATION, same_everywhere

CONFIG = json.dumps(configure(ORGANISATION))
WEB = Path(capability.pieces.__path__[0]) / "web"


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
    shown = json.loads(text)
    assert shown["incoming"]["response"]["answers"]["place.outcome-map"]["note"] == note


@pytest.mark.parametrize("asked", WORK)
def test_everything_that_can_be_asked_for_is_worked_out_somewhere(asked: str) -> None:
    assert callable(work_of(asked))


def test_pages_ask_for_what_is_there_and_for_all_of_it() -> None:
    """A name that a view misspelt would be met by its readers alone."""
    views = [path.read_text("utf-8") for path in WEB.glob("*.js")]
    asked = {name for view in views for name in re.findall(r'\b(?:ask|saveFile)\("([a-z-]+)"', view)}
    assert asked == {name for name in WORK if name not in CONTEXTS}


@pytest.mark.parametrize(
    "piece", ["assessment", "exercise", "learning", "quiz", "relations", "roundtable", "workbench"]
)
def test_a_piece_loads_its_own_module_and_no_other(piece: str) -> None:
    """In a Python of its own, as a page's is: what is loaded is what a reader waits for."""
    code = (
        f"import sys; from capability.pieces.register import work_of; work_of('{piece}');"
        "print(*{name.split('.')[2] for name in sys.modules if name.startswith('capability.pieces.')})"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    shared = {"configs", "drawing", "kept", "register", "plain", "result", "piles", "network"}
    assert set(loaded) - shared == {piece}
