"""The roundtable's screen: what it shows at each step, and what files bring to it."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from capability.authoring.instruments import Library
from capability.pieces.markup import render
from capability.pieces.outputs.piles import PlainPile
from capability.pieces.piles import plain_pile
from capability.pieces.register import compute
from capability.pieces.roundtable import configure, take, write
from capability.reading.folders import read_files
from capability.reading.gathering import gather_all
from capability.rule.plan import read_plan

LIBRARY = Library()
CONFIG = configure(list(LIBRARY.values()))
EARLY, LATER = "market-shaping.early-engagement", "residents.in-review"
TEAM = Path(__file__).parents[2] / "assessments" / "examples" / "team-that-disagrees" / "responses"
CHOICE = {"instrument": "organisation", "agenda": "essentials", "nation": "", "contract": ""}


def pile(folder: Path = TEAM) -> PlainPile:
    return plain_pile(gather_all(read_files([folder]), LIBRARY))


def begun(files: PlainPile | None = None, before: str | None = None, **choice: Any) -> dict[str, Any]:
    return compute("new-table", CONFIG, {"choice": {**CHOICE, **choice}, "pile": files, "before": before, "id": "x"})


def table(**talks: Any) -> dict[str, Any]:
    frame = {"format": "capability-roundtable/1", "instrument": "organisation", "version": "1.0.0"}
    return {**frame, "agenda": [EARLY, LATER], "talks": {EARLY: talks}}


def shown(table: object, place: object = 0, step: object = "vote", **state: Any) -> dict[str, Any]:
    return compute(
        "roundtable", CONFIG, {"kept": {"table": table, "place": place, "step": step}, "opened": None, **state}
    )


def test_the_councils_questions_come_first_and_those_for_people_outside_are_not_asked() -> None:
    assert next(iter(CONFIG["instruments"])) == "organisation"
    assert not {"supplier", "resident"} & set(CONFIG["instruments"])


@pytest.mark.parametrize("kept", [None, {}, [], "x", {"table": None, "place": "here"}])
def test_without_a_table_there_is_nothing_to_show(kept: object) -> None:
    screen = compute("roundtable", CONFIG, {"kept": kept, "opened": None})
    assert (screen["seated"], screen["at"], screen["record"]) == (False, None, None)


# --- the agenda -------------------------------------------------------------------------------------------------------


def test_an_agenda_is_the_essentials_a_dimension_or_all() -> None:
    practices = LIBRARY["organisation"].practices
    assert begun()["table"]["agenda"] == tuple(p.id for p in practices if p.essential)
    assert len(begun(agenda="whole")["table"]["agenda"]) == len(practices)
    assert {name.split(".")[0] for name in begun(agenda="place")["table"]["agenda"]} == {"place"}


def test_questions_of_other_nations_are_not_on_it() -> None:
    everywhere = begun(instrument="contract", agenda="whole")["table"]["agenda"]
    wales = begun(instrument="contract", agenda="whole", nation="wales")["table"]["agenda"]
    assert set(wales) < set(everywhere)


def test_what_files_see_differently_comes_widest_first() -> None:
    new = begun(pile(), agenda="disputed")
    spreads = [shown(new["table"], i, "reveal")["first"] for i in range(len(new["table"]["agenda"]))]
    assert spreads and all(spread["distance"] == "far" for spread in spreads)
    assert begun(agenda="disputed") == {"fault": "disputed", "table": None, "filled": 0, "left": 0}


def test_an_agenda_is_what_the_facilitator_chose_in_the_order_of_the_questions() -> None:
    new = begun(agenda="chosen", questions=[LATER, EARLY, "no.such-question"])
    assert new["table"]["agenda"] == (EARLY, LATER)
    assert begun(agenda="chosen", questions=[])["fault"] == "chosen"


def test_sides_and_seats_are_the_tables() -> None:
    new = begun(seats=9, sides=["Council", "Suppliers"])["table"]
    assert (new["seats"], new["sides"]) == (9, ("Council", "Suppliers"))
    assert [fault["what"] for fault in begun(sides=["Council", "Council"])["fault"]] == ["`Council` stands 2 times"]
    assert begun(sides=["a", "b", "c", "d", "e"])["fault"]


# --- sides, promises, the round before --------------------------------------------------------------------------------

BY_SIDE = {
    "sides": {"Council": {"first": {"levels": [0, 0, 1, 5, 0]}}, "Suppliers": {"first": {"levels": [4, 2, 0, 0, 0]}}}
}
PROMISES = [
    {"who": "Head of buying", "what": "Ring three firms", "by": "2027-01-31"},
    {"what": "  "},
    {"what": "Tell us"},
]


def test_a_vote_is_everybodys_and_each_sides() -> None:
    first = shown({**table(**BY_SIDE), "sides": ["Council", "Suppliers"]}, 0, "reveal")["first"]
    assert first["people"] == 12 and first["distance"] == "far"
    assert [(side["side"], side["people"], side["level"]) for side in first["sides"]] == [
        ("Council", 6, 3),
        ("Suppliers", 6, 0),
    ]


@pytest.mark.parametrize(
    ("seats", "first", "second", "step", "crowd"),
    [
        (5, 6, 0, "vote", {"people": 6, "of": 5, "seats": True}),
        (6, 6, 6, "again", None),
        (6, 6, 7, "again", {"people": 7, "of": 6, "seats": True}),
        (0, 6, 7, "again", {"people": 7, "of": 6, "seats": False}),
        (0, 0, 7, "again", None),
        (0, 6, 5, "agree", None),
    ],
)
def test_more_votes_than_people_are_said_and_kept(
    seats: int, first: int, second: int, step: str, crowd: object
) -> None:
    votes = {which: {"levels": [0, 0, n, 0, 0]} for which, n in (("first", first), ("second", second))}
    output = shown({**table(**votes), "seats": seats}, 0, step)
    assert output["crowd"] == crowd
    assert output["second"] is None or output["second"]["people"] == second


def test_a_second_round_sees_what_the_first_one_left() -> None:
    before = {**table(agreed=2, promises=PROMISES), "seats": 9}
    told = shown(None, before=json.dumps(before))["before"]
    assert (told["instrument"], told["agreed"], told["promised"]) == ("organisation", 1, 2)
    new = begun(agenda="whole", before=json.dumps(before))["table"]
    earlier = shown(new, new["agenda"].index(EARLY))["earlier"]
    assert (earlier["level"], [promise["by"] for promise in earlier["promises"]]) == (2, ["31 January 2027", ""])
    assert shown(new, new["agenda"].index(LATER))["earlier"] is None
    assert begun(instrument="team", agenda="whole", before=json.dumps(before))["table"].get("earlier") is None


@pytest.mark.parametrize("text", ["", "{", '{"format": "capability-plan/1"}'])
def test_a_file_that_is_no_roundtable_before_is_said(text: str) -> None:
    assert shown(None, before=text)["before"]["fault"]


def test_promises_are_a_plan_that_the_workbench_opens() -> None:
    kept = {"table": table(agreed=2, promises=PROMISES), "place": 0, "step": "record"}
    file = compute("roundtable-file", CONFIG, {"kept": kept, "kind": "plan", "day": "2026-11-27"})
    plan = read_plan(json.loads(base64.b64decode(file["data"])), LIBRARY["organisation"])
    assert plan.targets == {"market-shaping": 3}
    edit = plan.edits[EARLY]
    assert (edit.owner, edit.step, edit.due, edit.note) == (
        "Head of buying",
        "Ring three firms",
        "2027-01-31",
        "Tell us",
    )


# --- votes from files -------------------------------------------------------------------------------------------------


def test_files_fill_the_first_vote() -> None:
    new = begun(pile(), agenda="whole")
    answered = sum(count > 0 for count in (shown(new["table"], i)["first"] is not None for i in range(36)))
    assert new["filled"] == answered > 0
    first = shown(new["table"], new["table"]["agenda"].index(EARLY), "reveal")["first"]
    assert first["people"] == 12


def test_a_vote_that_was_typed_stays() -> None:
    typed = table(second={"levels": [0, 0, 1, 0, 0]})
    filled = take(CONFIG, {"table": typed, "pile": pile(), "which": "second"})
    assert (filled["filled"], filled["left"]) == (1, 1)
    assert shown(filled["table"], 0, "agree")["second"]["people"] == 1
    assert shown(filled["table"], 1, "agree")["second"]["people"] == 12


def test_files_of_another_instrument_fill_nothing() -> None:
    suppliers = pile(TEAM.parents[1] / "suppliers-see-it-differently" / "suppliers")
    assert take(CONFIG, {"table": table(), "pile": suppliers, "which": "first"})["filled"] == 0


# --- the steps --------------------------------------------------------------------------------------------------------

SPREADS: dict[str, tuple[list[int], str]] = {
    "people far apart": ([2, 0, 3, 1, 2], "far"),
    "people some way apart": ([0, 1, 6, 1, 0], "some-way"),
    "people close together": ([0, 3, 4, 0, 0], "close"),
    "all at one level": ([0, 0, 5, 0, 0], "same"),
    "too few": ([1, 0, 0, 0, 1], "few"),
}


@pytest.mark.parametrize("kind", SPREADS)
def test_one_verdict_holds_for_a_vote(kind: str) -> None:
    levels, verdict = SPREADS[kind]
    first = shown(table(first={"levels": levels}), 0, "reveal")["first"]
    words = [first["distance"], *(name for name in ("same", "few") if first[name])]
    assert [word for word in words if word] == [verdict]
    assert [column["count"] for column in first["columns"]] == levels
    assert max(column["height"] for column in first["columns"]) == 100


def test_nobody_knowing_is_said() -> None:
    first = shown(table(first={"levels": [0, 1, 0, 0, 0], "unknown": 4}), 0, "reveal")["first"]
    assert (first["not_known"], first["level"], first["unknown"]) == (True, None, 4)


@pytest.mark.parametrize(("place", "number"), [(-3, 1), (0, 1), (1, 2), (99, 2)])
def test_a_place_beyond_the_agenda_is_its_nearest(place: int, number: int) -> None:
    assert shown(table(), place)["at"]["number"] == number


def test_what_was_agreed_can_be_dropped_into_the_workbench() -> None:
    screen = shown(table(agreed=3, reason="Seen in two files"), 0, "record")
    state = {"kept": {"table": table(agreed=3, reason="Seen in two files")}, "kind": "agreed", "day": "2026-11-22"}
    file = write(CONFIG, state)
    assert file["name"] == "organisation-agreed-2026-11-22.json"
    saved = json.loads(base64.b64decode(file["data"]))
    assert saved["answers"] == {EARLY: {"level": 3, "note": "Seen in two files"}}
    assert (screen["record"]["agreed"], screen["record"]["of"]) == (1, 2)


def test_what_is_kept_and_cannot_be_a_table_is_told_and_not_dropped() -> None:
    screen = shown({"format": "capability-roundtable/1"})
    assert (screen["seated"], screen["at"]) == (True, None)
    assert screen["fault"][0]["what"]


def test_a_saved_table_goes_on_at_the_first_question_without_agreement() -> None:
    opened = shown(None, opened=json.dumps(table(agreed=2)))["opened"]
    assert (opened["fault"], opened["place"], opened["step"], opened["agreed"]) == (None, 1, "vote", 1)
    assert shown(None, opened="[" * 5000)["opened"]["fault"]
    assert shown(None, opened='{"format": "capability-plan/1"}')["opened"]["fault"]


@pytest.mark.parametrize("kind", ["markdown", "word", "csv"])
def test_the_record_can_be_taken_along(kind: str) -> None:
    written = write(CONFIG, {"kept": {"table": table(agreed=2)}, "kind": kind, "day": "2026-11-22"})
    assert written["name"].startswith("organisation-roundtable-2026-11-22.")
    assert base64.b64decode(written["data"])


# --- the form ---------------------------------------------------------------------------------------------------------


def test_every_field_has_a_name_and_every_instrument_its_agendas() -> None:
    soup = BeautifulSoup(render(CONFIG), "html.parser")
    assert [option["value"] for option in soup.select("[data-choice=instrument] option")] == list(CONFIG["instruments"])
    for field in soup.select("select, textarea, input:not([type=file])"):
        named = field.get("aria-label") or field.find_parent("label") or soup.select(f"label[for='{field.get('id')}']")
        assert named, field
    assert len(soup.select("[data-of=contract] [data-choice=nation]")) == 1
    assert not soup.select("[data-of=organisation] [data-choice=nation]")
