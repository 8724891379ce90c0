import json
from typing import Any

import pytest

from capability.pieces.register import compute
from capability.pieces.relations import configure

ROW = {"format": "capability-relations/1", "rater": "council", "ties": {"suppliers": 3}}


def shown(kept: dict[str, Any], incoming: object = None) -> dict[str, Any]:
    text = incoming if incoming is None or isinstance(incoming, str) else json.dumps(incoming)
    return compute("relations", configure(), {"kept": kept, "incoming": text})


def test_what_nobody_rated_is_not_counted() -> None:
    form = shown({"rater": " council ", "ties": {"suppliers": 3, "residents": None}})
    assert (form["rated"], form["others"], form["left_out"]) == (1, 2, [])


@pytest.mark.parametrize("kept", [{}, {"rater": "  ", "ties": {"a": 1}}])
def test_without_a_name_there_is_nothing_to_say_of_the_row(kept: dict[str, Any]) -> None:
    assert shown(kept)["left_out"] == []


def test_what_cannot_be_in_a_row_is_told() -> None:
    form = shown({"rater": "council", "ties": {"council": 2, "x" * 81: 1, "suppliers": 3, "funders": 7}})
    assert [fault["what"] for fault in form["left_out"]] == [
        "`council` rates itself",
        "This is no name of an actor",
        "No such level: 7",
    ]


def test_a_name_that_is_too_long_is_told() -> None:
    assert shown({"rater": "x" * 81, "ties": {"a": 1}})["left_out"]


def test_an_opened_row_of_ones_own_can_be_taken_whole() -> None:
    incoming = shown({"rater": "council", "ties": {"suppliers": 1}}, {**ROW, "ties": {"suppliers": 3, "funders": 2}})[
        "incoming"
    ]
    assert (incoming["fault"], incoming["is_own"], incoming["names"]) == (None, True, ["funders"])
    assert incoming["row"]["ties"] == {"suppliers": 3, "funders": 2}


def test_an_opened_row_spells_the_others_as_the_form_does() -> None:
    row = {**ROW, "rater": "Council", "ties": {"Suppliers": 3, "funders": 2}}
    incoming = shown({"rater": "council", "ties": {"suppliers": 1}}, row)["incoming"]
    assert (incoming["is_own"], incoming["names"]) == (True, ["funders"])
    assert incoming["row"]["ties"] == {"suppliers": 3, "funders": 2}


def test_of_another_actors_row_only_the_names_can_be_taken() -> None:
    incoming = shown({"rater": "residents", "ties": {"suppliers": 1}}, ROW)["incoming"]
    assert (incoming["is_own"], incoming["names"]) == (False, ["council"])


def test_a_row_that_was_sent_as_text_can_be_opened() -> None:
    text = f"How well we work with others\n\nsuppliers: 3 Joint plans\n\n{json.dumps(ROW, separators=(',', ':'))}\n"
    incoming = shown({"rater": "council", "ties": {"suppliers": 1}}, text)["incoming"]
    assert (incoming["fault"], incoming["row"]["ties"]) == (None, {"suppliers": 3})
    assert shown({"rater": "council"}, text[:-9])["incoming"]["fault"][0]["what"].endswith("changed on the way")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": "capability-response/1"}', '{"format": "capability-relations/1"}', "[" * 4000]
)
def test_a_file_that_is_no_row_is_refused_in_words(text: str) -> None:
    incoming = shown({"rater": "council"}, text)["incoming"]
    assert incoming["fault"][0]["what"] and incoming["fault"][0]["hint"]
