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

LIBRARY = Library()
CONFIG = configure(list(LIBRARY.values()))
EARLY, LATER = "market-shaping.early-engagement", "residents.in-review"
TEAM = Path(__file__).parents[2] / "assessments" / "examples" / "team-that-disagrees" / "responses"
CHOICE = {"instrument": "organisation", "agenda": "essentials", "nation": "", "contract": ""}


def pile(folder: Path = TEAM) -> PlainPile:
    return plain_pile(gather_all(read_files([folder]), LIBRARY))


def begun(files: PlainPile | None = None, **choice: str) -> dict[str, Any]:
    return compute("new-table", CONFIG, {"choice": {**CHOICE, **choice}, "pile": files, "id": "x"})


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
    assert spreads and all(spread["flagged"] for spread in spreads)
    assert begun(agenda="disputed") == {"fault": "disputed", "table": None, "filled": 0, "left": 0}


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
    "people far apart": ([2, 0, 3, 1, 2], "flagged"),
    "people close together": ([0, 3, 4, 0, 0], "close"),
    "all at one level": ([0, 0, 5, 0, 0], "same"),
    "too few": ([1, 0, 0, 0, 1], "few"),
}


@pytest.mark.parametrize("kind", SPREADS)
def test_one_verdict_holds_for_a_vote(kind: str) -> None:
    levels, verdict = SPREADS[kind]
    first = shown(table(first={"levels": levels}), 0, "reveal")["first"]
    assert [name for name in ("flagged", "close", "same", "few") if first[name]] == [verdict]
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
