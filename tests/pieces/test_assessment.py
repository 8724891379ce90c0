import base64
import copy
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given

from capability.authoring.instruments import load_instrument
from capability.authoring.responses import load_response
from capability.errors import InstrumentError
from capability.pieces.assessment import configure, write
from capability.pieces.register import compute
from capability.rule.context import Context
from capability.rule.instrument import Form, Instrument
from capability.rule.response import Answer, Given, Rater, Response, to_json
from capability.rule.scoring import score
from capability.rule.scoring import to_json as profile_to_json
from tests.synthetic import ORGANISATION, cases, dimension, instrument, respond

EXAMPLES = sorted(path.parent for path in Path(__file__).parents[2].glob("assessments/examples/*/response.json"))

USED = instrument(dimension("one", essentials=[0, 1]), dimension("two"))


def state(response: Response, incoming: str | None = None) -> dict[str, Any]:
    return {"response": msgspec.to_builtins(response), "incoming": incoming}


def answers(*levels: Given, of: str = "one") -> dict[str, Answer]:
    return {f"{of}.p{i}": Answer(level) for i, level in enumerate(levels)}


def output(given: dict[str, Answer], form: Form = "full", incoming: str | None = None) -> dict[str, Any]:
    return compute("assessment", configure(USED, form=form), state(respond(USED, given), incoming))


def saved(used: Instrument, kept: dict[str, Any], form: Form = "full") -> str:
    """The result as the page saves it."""
    file = write(configure(used, form=form), {**kept, "day": "2026-11-22"})
    assert file["fault"] is None
    assert file["name"].startswith(f"{used.id}-result-")
    return base64.b64decode(file["data"]).decode()


def told(*levels: Given, form: Form = "full") -> dict[str, Any]:
    result: dict[str, Any] = output(answers(*levels), form)["dimensions"]["one"]
    return result


# --- config -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dimensions", "form", "expected", "asked"),
    [
        (None, "full", "full", ["one", "two"]),
        (None, "pulse", "pulse", ["one", "two"]),
        (["two"], "full", "slice", ["two"]),
        (["two", "one"], "full", "slice", ["one", "two"]),
        (["two"], "pulse", "pulse", ["two"]),
    ],
)
def test_config_says_which_form_and_what_it_asks(
    dimensions: list[str] | None, form: Form, expected: str, asked: list[str]
) -> None:
    config = configure(USED, dimensions, form)
    assert (config["piece"], config["form"], config["dimensions"]) == ("assessment", expected, asked)
    assert json.loads(json.dumps(config)) == json.loads(msgspec.json.encode(config))
    assert msgspec.convert(json.loads(json.dumps(config["instrument"])), Instrument) == USED


def test_a_dimension_that_is_not_there_is_refused() -> None:
    with pytest.raises(InstrumentError, match="no dimension `tow`"):
        configure(USED, ["tow"])


# --- results ----------------------------------------------------------------------------------------------------------


@given(cases())
def test_the_file_of_a_result_is_what_the_command_prints(case: tuple[Instrument, Response]) -> None:
    used, response = case
    shown = compute("assessment", configure(used), state(response))
    assert shown["fault"] is None
    assert saved(used, state(response)) == profile_to_json(score(used, response))
    json.dumps(shown, allow_nan=False)  # plain data
    for result in score(used, response).dimensions:
        told = shown["dimensions"][result.id]
        assert (told["level"], told["at_most"]) == (result.level, result.at_most)
        # As words: a browser would write 50.0 as 50, and the table on the command line does not.
        assert told["index"] == (None if result.index is None else f"{result.index:.1f}")


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda path: path.name)
def test_every_example_can_be_told(case: Path) -> None:
    response = load_response(case / "response.json", ORGANISATION)
    profile = json.loads(saved(ORGANISATION, state(response)))
    assert profile["dimensions"] == json.loads((case / "expected.json").read_text())["dimensions"]


def test_a_result_is_called_by_what_it_is_about() -> None:
    about = msgspec.structs.replace(
        respond(USED, answers(1)), rater=Rater(organisation="Northshire"), context=Context(round="Care at home: 2027")
    )
    file = write(configure(USED), {**state(about), "day": "2026-11-22"})
    assert file["name"] == "made-up-result-northshire-care-at-home-2027-2026-11-22.json"


def test_computing_does_not_change_its_input() -> None:
    config, given_state = configure(USED), state(respond(USED, answers(1, 2, "unknown", 3)))
    before = copy.deepcopy((config, given_state))
    compute("assessment", config, given_state)
    assert (config, given_state) == before


def test_a_level_that_unknowns_leave_open() -> None:
    result = told(2, 2, "unknown", 1)
    assert (result["level"], result["level_name"], result["open"]) == (1, "starting", True)
    assert (result["at_most"], result["at_most_name"]) == (2, "practising")
    assert (result["unknown"], result["blank"], result["answered"], result["applicable"]) == (1, 0, 3, 4)


def test_a_level_that_unknowns_do_not_touch_is_not_called_open() -> None:
    assert told(1, 1, "unknown", 1)["open"] is False


@pytest.mark.parametrize(
    ("levels", "evidenced", "lower"), [((2, 2, 2, 2), 1, True), ((1, 1, 1, 1), 1, False), ((2,), None, False)]
)
def test_an_evidenced_level_says_whether_it_is_lower(
    levels: tuple[Given, ...], evidenced: int | None, lower: bool
) -> None:
    result = told(*levels)
    assert (result["evidenced_level"], result["evidenced_lower"]) == (evidenced, lower)


def test_the_top() -> None:
    result = told(4, 4, 4, 4)
    assert result["top"] is True
    assert result["must"] == result["among"] == []


def test_next_steps_begin_where_each_practice_is() -> None:
    result = told(2, 1, 3, 0)
    step = {"id": "one.p1", "title": "Title of one.p1", "given": 1, "step": "From 1 to 2 in one.p1"}
    assert result["must"] == [step]
    assert (result["some"], result["among"]) == (0, [])
    result = told(2, 3, 0, 1)
    assert (result["must"], result["some"]) == ([], 1)
    assert [step["step"] for step in result["among"]] == ["From 0 to 1 in one.p2", "From 1 to 2 in one.p3"]


def test_where_nobody_knows_the_next_step_is_to_find_out() -> None:
    result = told(1, 1, "unknown", 0)
    assert (result["some"], result["among_all"]) == (1, False)
    assert [step["step"] for step in result["among"]] == ["Ask who knows about one.p2", "From 0 to 1 in one.p3"]


UNKNOWN: dict[str, tuple[tuple[Given, ...], Form, str]] = {
    "an unknown foundation holds the level back": ((3, "unknown", 3, 3), "full", "must"),
    "an unknown that is one of those to move": ((1, 1, "unknown", 0), "full", "among"),
    "an unknown that holds no level back": ((3, 4, 4, "unknown"), "full", "find_out"),
    "an unknown beside too few levels for one": ((2, "unknown"), "full", "find_out"),
    "unknowns alone": (("unknown",), "full", "find_out"),
    "an unknown foundation in the pulse": ((3, "unknown"), "pulse", "find_out"),
    "an unknown foundation alone in the pulse": (("unknown",), "pulse", "find_out"),
}


@pytest.mark.parametrize(("levels", "form", "where"), UNKNOWN.values(), ids=UNKNOWN.keys())
def test_i_dont_know_is_told_as_that_once_with_how_to_find_out(
    levels: tuple[Given, ...], form: Form, where: str
) -> None:
    found = told(*levels, form=form)
    name = f"one.p{levels.index('unknown')}"
    steps = [(part, step) for part in ("must", "among", "find_out") for step in found[part] if step["id"] == name]
    assert [part for part, _ in steps] == [where]
    assert (steps[0][1]["given"], steps[0][1]["step"]) == ("unknown", f"Ask who knows about {name}")
    assert (found["unknown"], found["free"]) == (1, False)
    assert found["state"] == ("unknown" if set(levels) == {"unknown"} else "known")


def test_a_blank_is_no_unknown() -> None:
    found = told(2, 2, 2)
    assert (found["unknown"], found["blank"]) == (0, 1)
    assert [(step["id"], step["given"]) for step in found["among"]] == [("one.p2", 2), ("one.p3", None)]
    untouched = told()
    assert (untouched["unknown"], untouched["blank"], untouched["state"]) == (0, 4, "blank")
    assert told("not-applicable", "not-applicable", form="pulse")["blank"] == 0


def test_a_list_of_which_none_has_to_move_is_not_shown() -> None:
    """With one unknown below, both foundations alone would reach the share."""
    result = told(0, 0, 1, "unknown")
    assert [step["id"] for step in result["must"]] == ["one.p0", "one.p1"]
    assert (result["some"], result["among"]) == (0, [])


def test_all_of_a_list_is_told_apart_from_some_of_it() -> None:
    whole = told(1, 1, 0, "not-applicable")
    assert (whole["some"], len(whole["among"]), whole["among_all"]) == (1, 1, True)
    part = told(1, 1, 0, 0)
    assert (part["some"], len(part["among"]), part["among_all"]) == (1, 2, False)


def test_the_pulse_tells_what_caps_it() -> None:
    result = told(3, 1, form="pulse")
    assert (result["level"], result["at_most"], result["only_at_most"]) == (None, 1, True)
    assert [step["id"] for step in result["must"]] == ["one.p1"]
    assert result["must"][0]["step"] == "From 1 to 2 in one.p1"


def test_a_pulse_at_the_top_has_no_step() -> None:
    found = told(4, 4, form="pulse")
    assert (found["must"], found["find_out"], found["free"]) == ([], [], True)


def test_a_pulse_with_a_blank_foundation_is_not_called_free() -> None:
    assert told(4, form="pulse")["free"] is False


def test_all_together_is_told_with_what_is_missing() -> None:
    shown = output(answers(2, 2, 2, 2) | answers(1, 1, 1, 1, of="two"))["whole"]
    assert shown["counts"] == [
        {"n": 1, "count": 2, "of": 2},
        {"n": 2, "count": 1, "of": 2},
        {"n": 3, "count": 0, "of": 2},
        {"n": 4, "count": 0, "of": 2},
    ]
    assert (shown["given"], shown["without"], shown["level"], shown["level_name"]) == (2, 0, 1, "starting")
    assert not shown["open"] and not shown["only_at_most"]
    partly = output(answers(2, 2, 2, 2))["whole"]
    assert (partly["given"], partly["without"], partly["level"], partly["at_most"]) == (1, 1, None, 2)
    assert partly["only_at_most"]


@pytest.mark.parametrize(
    ("given_answers", "begun"),
    [({}, False), (answers("unknown"), False), (answers(0), True), (answers(3, of="two"), False)],
)
def test_a_form_is_begun_with_its_own_first_level(given_answers: dict[str, Answer], begun: bool) -> None:
    """All slices share one response, so an answer given in another chapter does not begin this one."""
    shown = compute("assessment", configure(USED, ["one"]), state(respond(USED, given_answers)))
    assert shown["begun"] is begun


# --- what is wrong ----------------------------------------------------------------------------------------------------


def test_answers_that_cannot_be_read_are_told_and_not_mended() -> None:
    kept = state(respond(USED, answers(1)))
    kept["response"]["answers"]["one.p1"] = {"level": 7}
    before = copy.deepcopy(kept)
    shown = compute("assessment", configure(USED), kept)
    assert list(shown) == ["fault"]
    assert shown["fault"]["code"] == "bad-level"
    assert shown["fault"]["all"] == [
        {
            "title": "Title of one.p1",
            "what": "No such level: 7",
            "hint": 'A level is 0, 1, 2, 3, 4, "unknown" or "not-applicable"',
        }
    ]
    assert kept == before


def test_a_thousand_faults_are_told_as_twenty() -> None:
    kept = state(respond(USED, {}))
    kept["response"]["answers"] = {f"x.a{i}": {"level": 9} for i in range(1000)}
    assert len(compute("assessment", configure(USED), kept)["fault"]["all"]) == 20


# --- before there is a level ------------------------------------------------------------------------------------------


def test_unknowns_alone_are_a_finding_with_whom_to_ask() -> None:
    shown = output({"one.p0": Answer("unknown"), "one.p1": Answer("not-applicable")})
    assert (shown["begun"], shown["marked"], shown["headline"]["kind"]) == (False, True, "none")
    assert [step["title"] for step in shown["first"]] == ["Title of one.p0"]


def test_what_does_not_apply_alone_gives_nothing_to_find_out() -> None:
    shown = output({"one.p0": Answer("not-applicable")})
    assert (shown["begun"], shown["marked"], shown["headline"]["kind"], shown["first"]) == (False, True, "nothing", [])


def test_the_pulse_tells_only_what_its_own_questions_tell() -> None:
    everything = {practice.id: Answer(2) for practice in ORGANISATION.practices}
    kept = state(respond(ORGANISATION, everything))
    shown = compute("assessment", configure(ORGANISATION, form="pulse"), kept)
    assert {told["level"] for told in shown["dimensions"].values()} == {None}
    assert {told["at_most"] for told in shown["dimensions"].values()} == {2}
    assert json.loads(saved(ORGANISATION, kept, "pulse"))["level"] == 2


# --- a file that a reader opens ---------------------------------------------------------------------------------------


def test_a_file_shows_what_it_would_change_and_changes_nothing() -> None:
    ours = answers(1, 2, 3)
    theirs = {"one.p0": Answer(1), "one.p1": Answer("unknown"), "one.p3": Answer(0), "gone.x": Answer(4)}
    shown = output(ours, incoming=to_json(respond(USED, theirs)))
    incoming = shown["incoming"]
    assert (incoming["fault"], incoming["added"], incoming["changed"], incoming["same"]) == (None, 1, 1, 1)
    assert incoming["changes"] == [{"title": "Title of one.p1", "from": 2, "to": "unknown", "moved": True}]
    assert incoming["unplaced"] == ["gone.x"]
    assert shown["dimensions"] == output(ours)["dimensions"]
    taken = compute("assessment", configure(USED), {"response": incoming["response"], "incoming": None})
    placed = {name: answer for name, answer in theirs.items() if name != "gone.x"}
    assert taken == output(placed)


INCOMING = {
    "no JSON": ("hello", "not-json"),
    "nothing": ("", "not-json"),
    "a list": ("[]", "not-a-response"),
    "another instrument": (to_json(respond(ORGANISATION, {})), "other-instrument"),
    "an older version": (to_json(respond(USED, {})).replace("1.2.3", "0.2.3"), "other-version"),
    "a newer version": (to_json(respond(USED, {})).replace("1.2.3", "2.2.3"), "other-version"),
    "a later format": (to_json(respond(USED, {})).replace("response/1", "response/2"), "other-format"),
    "a level of 7": (to_json(respond(USED, answers(4))).replace('"level": 4', '"level": 7'), "bad-level"),
    "a key twice": (to_json(respond(USED, {})).replace('"format"', '"version": "1.2.3", "format"'), "repeated-key"),
    "an unknown key": (to_json(respond(USED, {})).replace('"format"', '"frmt": 1, "format"'), "unknown-key"),
}


@pytest.mark.parametrize(("text", "code"), INCOMING.values(), ids=INCOMING.keys())
def test_a_bad_file_is_told_and_the_result_stays(text: str, code: str) -> None:
    shown = output(answers(1, 1, 1, 1), incoming=text)
    assert shown["incoming"]["fault"]["code"] == code
    assert all(not fault["what"][0].islower() and fault["hint"] for fault in shown["incoming"]["fault"]["all"])
    assert shown["dimensions"]["one"]["level"] == 1


def test_markup_in_a_note_stays_text() -> None:
    note = "<img src=x onerror=alert(1)>"
    text = to_json(respond(USED, {"one.p0": Answer(1, note=note)}))
    assert output({}, incoming=text)["incoming"]["response"]["answers"]["one.p0"]["note"] == note


# --- what is not asked everywhere -------------------------------------------------------------------------------------

CONTRACT = load_instrument("contract")
WELSH_ONLY, SCOTTISH_ONLY = "choose.wellbeing-objective", "choose.community-benefit"


def answered_in(nation: str) -> Response:
    every = {practice.id: Answer(2) for practice in CONTRACT.practices} | {SCOTTISH_ONLY: Answer(0)}
    return msgspec.structs.replace(respond(CONTRACT, every), context=Context(nation=nation))


def test_an_answer_to_what_is_not_asked_here_is_kept_and_counts_for_nothing() -> None:
    shown = compute("assessment", configure(CONTRACT), state(answered_in("wales")))
    assert SCOTTISH_ONLY not in {step["id"] for step in shown["dimensions"]["choose"]["among"]}
    assert saved(CONTRACT, state(answered_in("wales"))) == profile_to_json(score(CONTRACT, answered_in("wales")))
    assert shown["dimensions"]["choose"]["applicable"] == 3
    assert compute("assessment", configure(CONTRACT), state(answered_in("")))["dimensions"]["choose"]["applicable"] == 5


def test_with_nothing_answered_that_is_asked_here_nothing_has_begun() -> None:
    response = msgspec.structs.replace(
        respond(CONTRACT, {WELSH_ONLY: Answer(3)}), context=Context(nation="England", contract="Light touch")
    )
    assert compute("assessment", configure(CONTRACT), state(response))["begun"] is False


def test_a_file_that_is_opened_keeps_what_is_not_asked_here() -> None:
    theirs = to_json(answered_in("Wales"))
    incoming = compute("assessment", configure(CONTRACT), state(answered_in("wales"), theirs))["incoming"]
    assert (incoming["added"], incoming["changed"], incoming["same"]) == (0, 0, 14)
    assert incoming["response"]["context"] == {"nation": "wales"}  # as the form writes it


def test_a_nation_that_nobody_knows_stays_as_it_was_written() -> None:
    incoming = compute("assessment", configure(CONTRACT), state(answered_in(""), to_json(answered_in("Kent "))))[
        "incoming"
    ]
    assert incoming["response"]["context"] == {"nation": "Kent "}
