"""What a browser keeps: whatever stands there, Python reads it or refuses it, and a page's shape refuses no more."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from capability.authoring.instruments import load_instrument
from capability.authoring.lessons import load_course, load_exercise, load_quiz
from capability.pieces import exercise, learning, quiz, roundtable, workbench
from capability.pieces.assessment import configure
from capability.pieces.kept import TYPES, read, type_of
from capability.pieces.register import compute_json
from tests.pieces import shapes
from tests.synthetic import ORGANISATION

SOUND = json.loads((Path(__file__).parent / "web" / "sound.json").read_text("utf-8"))
CHAPTER = "03-market-shaping"
CONFIGS = {
    "response": configure(ORGANISATION),
    "learning": learning.configure(
        load_course(), {CHAPTER: 6}, {"organisation": ORGANISATION, "system": load_instrument("system")}
    ),
    "quiz": quiz.configure(load_quiz(CHAPTER)),
    "exercise": exercise.configure(load_exercise(CHAPTER)),
    "relations": {"piece": "relations"},
    "roundtable": roundtable.configure([ORGANISATION]),
    "workbench": workbench.configure([ORGANISATION]),
}
WRONG: list[Any] = [None, 7, -1, 1e300, 0.5, True, "", "x", "\ud800", "x" * 3000, [], [1], {}, {"": 0}, {"\udc00": "x"}]


def mutated(value: Any) -> Iterator[Any]:
    """A value with each of its places in turn taken by what is wrong there."""
    yield from WRONG
    places = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for place, inner in places:
        for other in mutated(inner):
            whole = value.copy()
            whole[place] = other
            yield whole


def test_every_kind_has_a_sound_value_and_a_shape() -> None:
    assert list(SOUND) == list(CONFIGS) == list(TYPES)
    assert shapes.TARGET.read_text("utf-8") == shapes.written(), "run `python -m tests.pieces.shapes`"


@pytest.mark.parametrize("kind", TYPES)
def test_whatever_stands_there_is_read_or_refused(kind: str) -> None:
    shape = jsonschema.Draft202012Validator(shapes.shape_of(type_of(kind)))
    part, asked = ("response", "assessment") if kind == "response" else ("kept", kind)
    config = json.dumps(CONFIGS[kind])
    outcomes = set()
    for value in [SOUND[kind]["value"], *mutated(SOUND[kind]["value"])]:
        output = json.loads(compute_json(asked, config, json.dumps({part: value})))
        is_read = read(value, type_of(kind)) is not None
        assert output.get("refused") == (None if is_read else [part]), value
        assert shape.is_valid(value) or not is_read, value
        outcomes.add(is_read)
    assert outcomes == {True, False}
