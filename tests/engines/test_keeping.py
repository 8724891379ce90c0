"""Nothing that a reader entered is lost in any engine: over Back, in two tabs, with a full or a damaged storage."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from capability.authoring.instruments import load_instrument
from capability.authoring.lessons import load_quiz
from tests.engines.browsers import awaited
from tests.engines.reader import PATIENCE, Reader
from tests.engines.test_pieces import CASE, TEAM

ANSWERS = "response:organisation:1"
LEARNING = "book/my-learning.html"
ORGANISATION = "assessments/organisation.html"
PRACTICES = [practice.id for practice in load_instrument("organisation").practices][:24]
FULL = "[data-show='host/storage=full']"


def answer(practice: str, level: int) -> str:
    return f"[data-practice='{practice}'] .cap-options input[value='{level}']"


def chapter(reader: Reader, name: str) -> None:
    reader.visit(f"modules/{name}.html")
    reader.see(".cap-steps [aria-current]")
    reader.open_all_steps()
    for form in ("exercise", "quiz", "assessment"):
        reader.see(f"[data-piece={form}] :is([data-act=save], .cap-progress)")


def levels(reader: Reader) -> dict[str, int]:
    """The answers that are kept."""
    return {practice: answer["level"] for practice, answer in reader.kept(ANSWERS)["answers"].items()}


def quiz_answer(name: str, number: int) -> tuple[str, str, str]:
    """A field of a quiz, its question and what is chosen."""
    question = load_quiz(name).questions[number]
    option = question.options[0].id
    return f"[data-question='{question.id}'] input[value='{option}']", question.id, option


def test_entries_before_and_after_the_back_button_are_all_there(reader: Reader) -> None:
    """One page was put aside while another wrote to the same storage."""
    home, away = "03-market-shaping", "04-place"
    (one, q1, o1), (two, q2, o2), (three, q3, o3) = quiz_answer(home, 0), quiz_answer(away, 0), quiz_answer(home, 1)
    case = f"[data-piece=exercise] {CASE}"
    other = case.replace("[data-row]", "[data-row] ~ [data-row]")
    chapter(reader, home)
    reader.press("[data-piece=bookmark] [data-read]")
    reader.press(one)
    reader.write(case, "A firm of ours")
    reader.press(answer("market-shaping.early-engagement", 2))
    reader.see("[data-piece=exercise] .cap-result table", "A firm of ours")
    chapter(reader, away)
    reader.press("[data-piece=bookmark] [data-read]")
    reader.press(two)
    reader.press(answer("place.outcome-map", 1))
    reader.back()
    reader.press(three)
    reader.write(other, "Another firm of ours")
    reader.press(answer("market-shaping.market-knowledge", 3))
    reader.see("[data-piece=exercise] .cap-result table", "Another firm of ours")
    assert set(reader.kept("learning")["read"]) == {home, away}
    quizzes = reader.kept("quiz")
    assert quizzes[home]["choices"] == {q1: o1, q3: o3}
    assert quizzes[away]["choices"] == {q2: o2}
    exercise = json.dumps(reader.kept("exercise")[home])
    assert '"A firm of ours"' in exercise
    assert '"Another firm of ours"' in exercise
    assert levels(reader) == {
        "market-shaping.early-engagement": 2,
        "market-shaping.market-knowledge": 3,
        "place.outcome-map": 1,
    }


def test_a_page_that_comes_back_shows_what_was_ticked_meanwhile(reader: Reader) -> None:
    reader.visit(LEARNING)
    reader.see("[data-piece=learning] [data-act=save]")
    for module in ("01-missions", "02-conditions"):
        reader.press(f"[data-read='{module}']")
    reader.see(".cap-progress", "2 of 12 modules read")
    chapter(reader, "03-market-shaping")
    reader.press("[data-piece=bookmark] [data-read]")
    reader.back()
    reader.has("[data-read='03-market-shaping']", "")
    reader.press("[data-read='05-culture']")
    ticked = {"01-missions", "02-conditions", "03-market-shaping", "05-culture"}
    assert set(reader.kept("learning")["read"]) == ticked
    reader.see(".cap-progress", f"{len(ticked)} of 12 modules read")


# Each tab marks its answers at moments of its own, in turn with the other tab.
MARK = """
const [fields, start, gap] = arguments;
for (const [turn, field] of fields) {
  setTimeout(() => document.querySelector(field).click(), start + turn * gap - Date.now());
}
"""


@pytest.mark.parametrize("gap", [0, 20], ids="{} ms".format)
def test_two_tabs_that_answer_in_turn_lose_nothing(reader: Reader, gap: int) -> None:
    fields = [f"[data-form=full] {answer(practice, 3)}" for practice in PRACTICES]
    tabs = [reader.tab(), reader.open_tab()]
    for tab in tabs:
        reader.turn_to(tab)
        reader.visit(ORGANISATION)
        reader.see("[data-form=full] [data-act=save]")
    start = reader.script("return Date.now()") + 1000
    for number, tab in enumerate(tabs):
        reader.turn_to(tab)
        reader.script(MARK, list(enumerate(fields))[number::2], start, gap)
    for tab in tabs:
        reader.turn_to(tab)
        for field in fields:
            reader.has(field, "")
        awaited(lambda: set(levels(reader)) == set(PRACTICES), "all answers to be kept", PATIENCE)


# Ever smaller pieces, until not even one letter finds room.
FILL = """
for (let size = 1 << 22, n = 0; size > 0 && n < 100; n++) {
  try { window.localStorage.setItem(`filling-${n}`, "x".repeat(size)); } catch { size >>= 1; }
}
"""
EMPTY = """
const { localStorage } = window;
for (const name of Object.keys(localStorage)) if (name.startsWith("filling-")) localStorage.removeItem(name);
"""


def test_a_full_storage_is_told_and_what_waits_is_written_when_there_is_room(reader: Reader) -> None:
    before, waits = "market-shaping.early-engagement", "market-shaping.market-knowledge"
    chapter(reader, "03-market-shaping")
    reader.press(answer(before, 2))
    kept = reader.kept(ANSWERS)
    reader.script(FILL)
    try:
        reader.press(answer(waits, 4))
        reader.see(f"[data-piece=assessment] {FULL}")
        assert reader.kept(ANSWERS) == kept
        reader.has(answer(waits, 4), "")
        here, other = reader.tab(), reader.open_tab()
        reader.turn_to(other)
        reader.visit("book/privacy.html")
    finally:
        reader.script(EMPTY)
    reader.turn_to(here)
    awaited(lambda: levels(reader) == {before: 2, waits: 4}, "what waits to be kept", PATIENCE)
    reader.until("return document.querySelector(arguments[0]).hidden", f"[data-piece=assessment] {FULL}")


RESPONSE = {"format": "capability-response/1", "instrument": "organisation", "version": "1.0.0"}
MISSION = "missions.clear-goal"


@dataclass(frozen=True)
class Poison:
    """What another program, or an older kit, may have left where the kit keeps something, and no kit writes."""

    path: str
    name: str
    values: tuple[Any, ...]
    enters: Callable[[Reader], None]
    """What a reader does all the same, once the page has said what it set aside."""


POISON = [
    Poison(
        ORGANISATION,
        ANSWERS,
        (
            {**RESPONSE, "answers": {MISSION: {"level": 3}}, "rater": None, "context": None},
            {**RESPONSE, "answers": {MISSION: {"level": 3, "evidence": "zzz"}}},
        ),
        lambda reader: reader.press(f"[data-form=full] {answer(MISSION, 2)}"),
    ),
    Poison(
        "assessments/roundtable.html",
        "roundtable",
        ({"table": {}}, {"table": 5}),
        lambda reader: reader.press("[data-act=begin]"),
    ),
    Poison(
        "assessments/relations.html",
        "relations",
        ({"ties": "x"}, {"ties": [1]}),
        lambda reader: reader.write("[data-rater]", "Council"),
    ),
    Poison(
        "assessments/workbench.html",
        "workbench",
        ({"edits": {"organisation": {MISSION: {"due": "\ud800"}}}},),
        lambda reader: reader.write("[data-action] [data-edit=owner]", "Head of buying"),
    ),
    Poison(LEARNING, "learning", ({"\ud800": 1},), lambda reader: reader.press("[data-read='01-missions']")),
]


@pytest.mark.parametrize("poison", POISON, ids=lambda poison: poison.name)
def test_what_no_kit_writes_is_set_aside_and_the_form_works(reader: Reader, poison: Poison) -> None:
    for value in poison.values:
        reader.visit("book/privacy.html")
        reader.keep(poison.name, json.dumps(value))
        reader.visit(poison.path)
        if poison.name == "workbench":
            reader.see("[data-drop=now] [data-act=choose]")
            reader.open_files("[data-drop=now] [data-files]", TEAM)
        reader.see("[data-show='host/damaged']")
        poison.enters(reader)
        awaited(lambda: reader.kept(poison.name) != value, "an entry", PATIENCE)  # noqa: B023
        assert reader.kept(f"{poison.name}:damaged") == value
        reader.script("window.localStorage.clear()")
