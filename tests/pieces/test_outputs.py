"""What templates show, what Python gives and what views add are held to one another."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any, TypedDict, get_type_hints

import msgspec
import pytest
from bs4 import BeautifulSoup, Tag

from capability.authoring.instruments import Library
from capability.pieces import piles
from capability.pieces.markup import CONTEXTS, render
from capability.pieces.register import compute
from capability.reading.folders import read_files
from capability.reading.gathering import gather_all
from capability.rule.response import Answer
from capability.text import Plain
from tests.pieces import typescript
from tests.pieces.rendered import every_config
from tests.pieces.slots import faults, has_slot
from tests.synthetic import ORGANISATION, same_everywhere

LIBRARY = Library()
EXAMPLES = Path(__file__).parents[2] / "assessments" / "examples"
CONFIGS = every_config()
UNFILLED = {"bookmark", "role", "routes", "steps"}
"""Forms without a slot."""


def given_to(piece: str) -> Any:
    """The type of what a piece's form is filled with: its output, and what its view adds or writes over it."""
    module = import_module(f"capability.pieces.outputs.{piece}")
    # Before Python has answered there is no output, and any part of it may be missing.
    output = {name: kind | None for name, kind in get_type_hints(module.Output).items()}
    return TypedDict("Given", {**output, **get_type_hints(module.View)})  # type: ignore[operator]


def own_of(piece: str) -> Any:
    """The type of what is filled by itself in a form."""
    return getattr(import_module(f"capability.pieces.outputs.{piece}"), "RaterIndices", None)


def form_of(html: str) -> Tag:
    """The one form in a piece's HTML."""
    [form] = BeautifulSoup(html, "html.parser").select("[data-piece]")
    return form


@pytest.mark.parametrize("name", CONFIGS)
def test_every_slot_leads_to_what_its_page_is_given(name: str) -> None:
    config = CONFIGS[name]
    if config["piece"] in UNFILLED:
        assert BeautifulSoup(render(config), "html.parser").find(has_slot) is None
        return
    form = form_of(render(config))
    assert form.find(has_slot) is not None
    assert list(faults(form, given_to(config["piece"]), own_of(config["piece"]))) == []


def test_every_piece_is_looked_at() -> None:
    assert {config["piece"] for config in CONFIGS.values()} == set(CONTEXTS)


# --- the test can fail ------------------------------------------------------------------------------------------------


class Line(TypedDict):
    text: str
    level: int | None
    moved: bool


class Inner(TypedDict, total=False):
    fault: str
    lines: list[Line]


class Given(TypedDict):
    inner: Inner | None
    lines: list[Line]
    by_id: dict[str, Line]


class RaterIndices(TypedDict):
    adrift: bool


RIGHT = """
<p data-text="inner/fault"></p><p data-show="!inner">…</p><p data-show="lines/0/moved=true"></p>
<div data-with="inner">
<template data-each="lines" data-key="text"><i data-copy="level" data-text="text"></i></template>
</div>
<div data-with="by_id/any.thing"><b data-show="level=3"></b><b data-show="level=null"></b></div>
<fieldset data-own data-show="whatever"><p data-show="adrift"></p></fieldset>
"""

WRONG = {
    "a misspelt path": '<p data-text="inner/falt"></p>',
    "a path through a template's entries": '<template data-each="lines"><p data-text="txt"></p></template>',
    "a path from the outside within": '<div data-with="inner"><p data-text="inner/fault"></p></div>',
    "a path from within outside": '<p data-show="level"></p>',
    "a list as text": '<p data-text="lines"></p>',
    "a thing as text": '<p data-text="inner"></p>',
    "each of what is no list": '<template data-each="by_id"><p></p></template>',
    "with what is no thing": '<div data-with="inner/fault"></div>',
    "a value that cannot be": '<p data-show="lines/0/moved=up"></p>',
    "a number that is none": '<p data-show="lines/0/level=high"></p>',
    "nothing where there is always something": '<p data-show="by_id/x/moved=none"></p>',
    "a misspelt attribute": '<template data-each="lines"><i data-copy="levle"></i></template>',
    "a misspelt place": '<template data-each="lines"><i data-place="x"></i></template>',
    "a misspelt key": '<template data-each="lines" data-key="id"><i></i></template>',
    "each outside a template": '<ul data-each="lines"></ul>',
    "a template that is never filled": "<template><p></p></template>",
    "a slot in a text": '<p data-text="inner/fault"><b data-show="inner"></b></p>',
    "a slot of the form's in what is filled by itself": '<fieldset data-own><p data-show="inner"></p></fieldset>',
}


def test_slots_that_lead_somewhere_are_left_alone() -> None:
    assert list(faults(form_of(f"<form data-piece>{RIGHT}</form>"), Given, RaterIndices)) == []


@pytest.mark.parametrize("html", WRONG.values(), ids=WRONG)
def test_a_slot_that_leads_nowhere_is_named(html: str) -> None:
    assert len(list(faults(form_of(f"<form data-piece><div>{html}</div></form>"), Given, RaterIndices))) == 1


# --- what Python gives ------------------------------------------------------------------------------------------------


def pile(*folders: str) -> Any:
    return piles.plain_pile(gather_all(read_files([EXAMPLES / folder for folder in folders]), LIBRARY))


def response(level: Any) -> Plain:
    return {"response": msgspec.to_builtins(same_everywhere(ORGANISATION, Answer(level))), "incoming": "{"}


BOTH = "suppliers-see-it-differently"
TALK = {"first": {"levels": [2, 0, 1, 0, 1]}, "agreed": 2}
TABLE = {"format": "capability-roundtable/1", "instrument": "organisation", "version": "1.0.0"}
STATES: dict[str, Plain] = {
    "assessment-organisation": response(2),
    "assessment-pulse": response("unknown"),
    "exercise-03-market-shaping": {"kept": {}, "incoming": "{}"},
    "quiz-04-place": {"kept": {"04-place": {"marked": True, "choices": {"place.q1": "gone"}}}},
    "relations": {"kept": {"rater": "council", "ties": {"council": 1}}, "incoming": "[]"},
    "learning": {"kept": {"read": {"04-place": "2026-11-22"}, "start": {"saved": "2026-11-22", "answers": {}}}},
    "roundtable": {
        "kept": {"table": {**TABLE, "agenda": ["place.outcome-map"], "talks": {"place.outcome-map": TALK}}},
        "opened": "{}",
    },
    "workbench": {
        "piles": {
            "now": pile(f"{BOTH}/council", f"{BOTH}/suppliers", "system-with-a-weak-tie/rows"),
            "last": pile(BOTH),
        },
        "opened": "{}",
    },
}


@pytest.mark.parametrize("name", STATES)
def test_what_python_gives_is_what_is_declared(name: str) -> None:
    """As a page has it: from JSON, and with nothing undeclared beside it."""
    config = CONFIGS[name]
    given = json.loads(json.dumps(compute(config["piece"], config, STATES[name])))
    output = import_module(f"capability.pieces.outputs.{config['piece']}").Output
    assert msgspec.to_builtins(msgspec.convert(given, output)) == given


def test_what_views_are_typed_by_is_up_to_date() -> None:
    assert typescript.TARGET.read_text("utf-8") == typescript.written(), "run `python -m tests.pieces.typescript`"
