"""A result in words: each sentence, the steps to take first, and the picture, as the page says them."""

import json
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec
import pytest
from bs4 import BeautifulSoup, Tag

from capability.authoring.instruments import load_instrument
from capability.pieces.assessment import configure
from capability.pieces.markup import render
from capability.pieces.register import compute
from capability.publish.filled import filled
from capability.rule.instrument import Form, Instrument
from capability.rule.response import Answer, Given
from tests.synthetic import ORGANISATION, respond

NAMES = ("organisation", "team", "contract", "system", "supplier", "resident")


@cache
def rendered(name: str, form: Form, dimensions: tuple[str, ...]) -> str:
    return render(configure(load_instrument(name), dimensions or None, form))


def worked_out(
    used: Instrument,
    levels: dict[str, Sequence[Given]],
    form: Form = "full",
    dimensions: tuple[str, ...] = (),
    shown: Form | None = None,
    **kept: Any,
) -> dict[str, Any]:
    """What the page is given; `levels` by dimension, of its practices that the form asks. Another may be `shown`."""
    asked = {dimension.id: dimension.practices for dimension in used.slice(form=form)}
    answers = {
        practice.id: Answer(level)
        for name, given in levels.items()
        for practice, level in zip(asked[name], given, strict=False)
    }
    state = {"response": msgspec.to_builtins(respond(used, answers)), **kept}
    return compute("assessment", configure(used, dimensions or None, shown or form), state)


def result(
    used: Instrument,
    levels: dict[str, Sequence[Given]],
    form: Form = "full",
    dimensions: tuple[str, ...] = (),
    shown: Form | None = None,
) -> BeautifulSoup:
    output = worked_out(used, levels, form, dimensions, shown)
    step = output["first"][0] if output["first"] else None
    return filled(rendered(used.id, shown or form, dimensions), {**output, "step": step, "host": {"keeps": True}})


def words(tag: Tag | None) -> str:
    return "" if tag is None else " ".join(tag.get_text().split())


def sentence(*args: Any, **named: Any) -> str:
    return words(result(*args, **named).select_one(".cap-assessment-headline"))


def all_at(used: Instrument, level: Given, form: Form = "full", **others: Given) -> dict[str, Sequence[Given]]:
    levels = {name.replace("_", "-"): other for name, other in others.items()}
    return {
        dimension.id: [levels.get(dimension.id, level)] * len(dimension.practices)
        for dimension in used.slice(form=form)
    }


# --- the sentence -----------------------------------------------------------------------------------------------------

FULL = {
    "two that hold back, and a strength": (
        all_at(ORGANISATION, 2, residents=1, culture=1, suppliers=3),
        "Your council is held back most by Culture and Residents; its strength is Suppliers.",
    ),
    "one, and no strength": (all_at(ORGANISATION, 2, residents=1), "Your council is held back most by Residents."),
    "four": (
        all_at(ORGANISATION, 2, residents=1, culture=1, place=1, missions=1),
        "Your council is held back most by Missions, Place, Culture and Residents.",
    ),
    "two of what is known": (
        all_at(ORGANISATION, "unknown", residents=1, culture=1, place=2),
        "As far as you know, your council is held back most by Culture and Residents.",
    ),
    "many": (
        all_at(ORGANISATION, 1, suppliers=3),
        "8 of 9 dimensions stand lowest, at 1 (starting). Begin with the first of them: Missions, and Objectives and "
        "conditions. The strength is Suppliers.",
    ),
    "many of what is known": (
        all_at(ORGANISATION, 1, suppliers="unknown", residents=2),
        "7 of the 8 dimensions that you know stand lowest, at 1 (starting). Begin with the first of them: Missions, "
        "and Objectives and conditions.",
    ),
    "all alike": (
        all_at(ORGANISATION, 2),
        "All 9 dimensions stand alike, at 2 (practising). Begin with the first of them: Missions, and Objectives and "
        "conditions.",
    ),
    "all that are known alike": (
        all_at(ORGANISATION, 2, suppliers="unknown"),
        "All the 8 dimensions that you know stand alike, at 2 (practising). Begin with the first of them: Missions, "
        "and Objectives and conditions.",
    ),
    "two alike that are known": (
        all_at(ORGANISATION, "unknown", place=1, culture=1),
        "As far as you know, Place and Culture stand alike, at 1 (starting).",
    ),
    "two alike so far": (
        {"place": [1, 1, 1, 1], "culture": [1, 1, 1, 1]},
        "So far, Place and Culture stand alike, at 1 (starting).",
    ),
    "one dimension so far": ({"place": [1, 1, 1, 1]}, "So far, your council stands at 1 (starting) in Place."),
    "one answer so far": (
        {"place": [1]},
        "So far, your council stands at most 1 (starting) in Place, on one question.",
    ),
    "the top": (all_at(ORGANISATION, 4), "Nothing that you answered holds your council back."),
    "nobody knows": (all_at(ORGANISATION, "unknown"), "You cannot tell yet, and that is a finding in itself."),
    "nothing applies": (
        {"place": ["not-applicable"]},
        "What you marked does not apply, so there is nothing to score.",
    ),
}


@pytest.mark.parametrize(("levels", "said"), FULL.values(), ids=FULL)
def test_the_sentence_of_the_full_form(levels: dict[str, Sequence[Given]], said: str) -> None:
    assert sentence(ORGANISATION, levels) == said


def test_the_pulse_speaks_of_foundations() -> None:
    """Its foundations alone say that a dimension stands firm; all else in it may be lower."""
    levels = all_at(ORGANISATION, 2, "pulse", residents=1, suppliers=3)
    said = (
        "Your council is held back most by Residents, on one question; "
        "its foundation is firmest in Suppliers, on one question."
    )
    assert sentence(ORGANISATION, levels, "pulse") == said
    said = "So far, your council stands at most 2 (practising) in Place, on one question."
    assert sentence(ORGANISATION, {"place": [2]}, "pulse") == said
    said = "So far, your council is held back most by Place, on one question."
    assert sentence(ORGANISATION, {"missions": [3, "unknown"], "place": [0]}, "pulse") == said
    said = "Your council is held back most by Missions (2 questions) and Residents (1 question)."
    assert sentence(ORGANISATION, all_at(ORGANISATION, 3, "pulse", residents=1, missions=1), "pulse") == said


def test_where_one_question_weighs_as_much_as_several_each_name_says_on_how_many_it_rests() -> None:
    """Two dimensions share the lowest level: one was answered whole, and of the other one question alone."""
    levels: dict[str, Sequence[Given]] = {"place": [1, 1, 1, 1], "residents": [1], "culture": [3, 3, 3, 3]}
    assert sentence(ORGANISATION, levels) == (
        "So far, your council is held back most by Place (4 questions) and Residents (1 question); "
        "its strength is Culture."
    )
    levels = {"missions": [1, 1], "place": [1]}
    assert sentence(ORGANISATION, levels, "pulse") == (
        "So far, Missions (2 questions) and Place (1 question) stand alike, at most 1 (starting)."
    )
    levels = all_at(ORGANISATION, 1, "pulse", missions=2, conditions=2)
    assert sentence(ORGANISATION, levels, "pulse") == (
        "7 of 9 dimensions stand lowest, at most 1 (starting). "
        "Begin with the first of them: Market shaping (2 questions) and Place (1 question)."
    )
    assert sentence(ORGANISATION, all_at(ORGANISATION, 1, "pulse"), "pulse") == (
        "All 9 dimensions stand alike, at most 1 (starting). "
        "Begin with the first of them: Missions, and Objectives and conditions, each on two questions."
    )


def test_a_step_does_not_stutter() -> None:
    """Not "Missions, Missions that can be checked": where a title begins with its dimension's, it stands alone."""

    def where(used: Instrument, levels: dict[str, Sequence[Given]]) -> str:
        return words(result(used, levels, "pulse").select_one(".cap-assessment-where"))

    assert where(ORGANISATION, {"missions": [1, 1]}) == "Start here: Missions that can be checked"
    assert where(ORGANISATION, {"residents": [1]}) == "Start here: Residents heard early"
    assert where(ORGANISATION, {"place": [1]}) == "Start here: Place, How services affect each other"
    paper = words(result(ORGANISATION, {"missions": [1, 1]}, "pulse").select_one(".cap-assessment-three"))
    assert "Missions, Missions" not in paper and "Missions in approval papers." in paper


def test_the_fuller_result_takes_the_place_of_the_pulses() -> None:
    """The pulse says where the one foundation stands firm; a weak practice of the same dimension speaks against it."""
    pulse = all_at(ORGANISATION, 1, "pulse", place=3)
    fuller: dict[str, Sequence[Given]] = {**pulse, "missions": [1], "place": [3, 0, 0, 0]}
    taken = "takes the place of what the pulse said."

    def said(levels: dict[str, Sequence[Given]], form: Form, shown: Form) -> str:
        return words(result(ORGANISATION, levels, form, shown=shown).select_one(".cap-result"))

    assert "foundation is firmest in Place, on one question." in said(pulse, "pulse", "pulse")
    assert all(taken not in said(pulse, "pulse", shown) for shown in ("pulse", "full"))
    after = said(fuller, "full", "pulse")
    assert taken in after and "firmest" not in after and "at most 3" not in after
    after = said(fuller, "full", "full")
    assert taken in after and "held back most by Place." in after


def test_a_slice_speaks_of_its_own_dimensions_alone() -> None:
    levels = all_at(ORGANISATION, 0, place=2)
    assert sentence(ORGANISATION, levels, dimensions=("place",)) == "Your council stands at 2 (practising) in Place."


OF_EACH = {
    "organisation": "Your council is held back most by Missions; its strength is Objectives and conditions.",
    "team": "The team is held back most by Seeing the purpose; its strength is Knowing and talking to the market.",
    "contract": "This purchase is held back most by Prepare; its strength is Ask and choose.",
    "system": "This place is held back most by Shared direction; its strength is Collaboration.",
    "supplier": "As you see it, the council has furthest to go with Before the bid; "
    "its strength is The bid and the work.",
    "resident": "As you see it, the council has furthest to go with Having a say; "
    "its strength is What you can find out.",
}


@pytest.mark.parametrize("name", NAMES)
def test_each_instrument_speaks_of_what_it_rates(name: str) -> None:
    used = load_instrument(name)
    first, second, *_ = (dimension.id for dimension in used.dimensions)
    levels = all_at(used, 2)
    levels |= {first: [1] * len(levels[first]), second: [3] * len(levels[second])}
    assert sentence(used, levels) == OF_EACH[name]


def test_an_instrument_that_does_not_say_what_it_rates_speaks_to_its_rater() -> None:
    used = msgspec.structs.replace(ORGANISATION, subject="")
    output = worked_out(used, all_at(used, 2, residents=1, suppliers=3))
    soup = filled(render(configure(used)), {**output, "step": None})
    assert words(soup.select_one(".cap-assessment-headline")) == (
        "You are held back most by Residents; your strength is Suppliers."
    )


HOW_MUCH: dict[str, tuple[dict[str, Sequence[Given]], str]] = {
    "all": (all_at(ORGANISATION, 2, "pulse"), "You know 12 of 12 answers."),
    "blank alone": ({"place": [0]}, "You know 1 of 12 answers. The rest: 11 not answered yet."),
    "not all": (
        {"place": [0], "culture": ["unknown"]},
        '1 of 12 answers. The rest: 1 "I don\'t know", 10 not answered yet.',
    ),
    "I don't know is not blank": (
        all_at(ORGANISATION, 2, "pulse", missions="unknown"),
        'You know 10 of 12 answers. The rest: 2 "I don\'t know".',
    ),
    "what does not apply is not asked": (
        all_at(ORGANISATION, 2, "pulse", missions="not-applicable"),
        "You know 10 of 10 answers.",
    ),
}


@pytest.mark.parametrize(("levels", "said"), HOW_MUCH.values(), ids=HOW_MUCH)
def test_how_much_is_known_stands_before_the_sentence(levels: dict[str, Sequence[Given]], said: str) -> None:
    soup = result(ORGANISATION, levels, "pulse")
    assert words(soup.select_one(".cap-assessment-known")).endswith(said)
    assert soup.select_one(".cap-assessment-known ~ .cap-assessment-headline") is not None


# --- the steps --------------------------------------------------------------------------------------------------------


def first(used: Instrument, levels: dict[str, Sequence[Given]], form: Form = "full") -> list[str]:
    return [step["id"] for step in worked_out(used, levels, form)["first"]]


def test_the_first_steps_are_one_of_each_dimension_in_the_headlines_order() -> None:
    levels = all_at(ORGANISATION, 3, residents=1, culture=0, suppliers=1)
    dimensions = {dimension.id: dimension for dimension in ORGANISATION.dimensions}
    foundations = [dimensions[name].practices[0].id for name in ("culture", "suppliers", "residents")]
    assert first(ORGANISATION, levels) == foundations


def test_one_dimension_alone_gives_all_three() -> None:
    place = ORGANISATION.dimensions[3]
    assert first(ORGANISATION, {"place": [1, 1, 0, 2]}) == [p.id for p in place.practices[:3]]


def test_a_question_that_is_not_answered_is_no_step() -> None:
    assert first(ORGANISATION, {"place": [2, 2, 2]}) == [p.id for p in ORGANISATION.dimensions[3].practices[:3]]
    assert first(ORGANISATION, {"place": [4]}, "pulse") == []


def test_what_nobody_knows_is_found_out_after_what_is_known() -> None:
    levels: dict[str, Sequence[Given]] = {"missions": ["unknown", "unknown"], "place": [1]}
    assert first(ORGANISATION, levels, "pulse") == [
        "place.outcome-map",
        "missions.clear-goal",
        "missions.purchase-link",
    ]


def test_the_first_step_is_of_what_is_known_to_be_lowest_and_not_of_what_nobody_knows() -> None:
    """An unknown foundation holds Missions at 0 as a zero does: it comes first in the rule, and is asked about."""
    levels = all_at(ORGANISATION, 2, missions="unknown", culture=3) | {"missions": ["unknown", 2, 2, 2]}
    assert first(ORGANISATION, levels)[0] == "missions.clear-goal"
    levels |= {"residents": [2, 2, 2, 0], "place": [0, 2, 2, 2]}
    output = worked_out(ORGANISATION, levels)
    assert [step["id"] for step in output["first"]] == [
        "place.outcome-map",
        "missions.clear-goal",
        output["first"][2]["id"],
    ]
    assert output["headline"]["lowest"] == 0
    assert [holding["title"] for holding in output["headline"]["holding"]] == ["Missions", "Place"]


def test_the_step_says_what_to_do_whom_to_ask_and_what_shows_it() -> None:
    practice = ORGANISATION.dimensions[3].practices[0]
    soup = result(ORGANISATION, {"place": [1]}, "pulse")
    assert words(soup.select_one(".cap-assessment-do")) == practice.next[1]
    said = words(soup.select_one(".cap-assessment-first"))
    for line in (practice.title, practice.find_out, *practice.evidence, "Put this in my plan"):
        assert line in said


@pytest.mark.parametrize(
    "kept", [{"learning": {"route": "procurement-officer"}}, {"learning": {"route": "councillor"}}]
)
def test_procurement_is_not_told_to_ask_procurement(kept: dict[str, Any]) -> None:
    output = worked_out(ORGANISATION, all_at(ORGANISATION, "unknown", "pulse"), "pulse", **kept)
    said = json.dumps(output)
    is_told = kept["learning"]["route"] == "councillor"
    assert output["inside"] is not is_told
    assert ("Ask procurement" in said, "Find the last five approval papers." in said) == (is_told, not is_told)
    asks = [practice for practice in ORGANISATION.practices if "sk procurement" in practice.find_out]
    soup = filled(rendered("organisation", "full", ()), {"inside": True})
    assert len(asks) > 5 and "sk procurement" not in words(soup.select_one(".cap-assessment-guide"))


def test_a_step_to_find_out_is_not_said_twice() -> None:
    practice = ORGANISATION.dimensions[3].practices[0]
    soup = result(ORGANISATION, {"place": ["unknown"]}, "pulse")
    assert words(soup.select_one(".cap-assessment-do")) == f"Find out. {practice.find_out}"
    assert words(soup.select_one(".cap-assessment-first")).count(practice.find_out) == 1


def test_all_that_is_unknown_is_a_question_and_what_is_weak_fills_up_to_five() -> None:
    levels = all_at(ORGANISATION, 1, place="unknown", people="unknown", culture="unknown")
    output = worked_out(ORGANISATION, levels, "pulse")
    asked = output["questions"]
    practices = {practice.id: practice for practice in ORGANISATION.practices}
    assert [question["question"] for question in asked] == [
        *(practices[question["id"]].to_officers for question in asked[:3]),
        None,
        None,
    ]
    assert [question["title"] for question in asked[3:]] == [step["title"] for step in output["first"][:2]]
    everything = worked_out(ORGANISATION, all_at(ORGANISATION, "unknown"), "pulse")["questions"]
    assert len(everything) == sum(practice.essential for practice in ORGANISATION.practices) == 12
    assert not result(ORGANISATION, all_at(ORGANISATION, 4), "full").select("[data-questions] label")


def test_a_councillor_asks_why_of_all_that_is_known_to_be_low_and_asks_for_the_step() -> None:
    levels = all_at(ORGANISATION, 1, "pulse", place="unknown", people=3) | {"missions": [1, 0]}
    asked = worked_out(ORGANISATION, levels, "pulse")
    assert not asked["councillor"] and len(asked["questions"]) == 5 and not asked["first"][0]["is_for_others"]
    output = worked_out(ORGANISATION, levels, "pulse", learning={"route": "councillor"})
    words_of = {practice.id: practice.to_officers for practice in ORGANISATION.practices}
    assert len(output["questions"]) == 11  # of twelve; `people` alone is above 1
    assert all(question["question"] == words_of[question["id"]] for question in output["questions"])
    told = [(question["id"], question["level"]) for question in output["questions"]]
    assert told[:2] == [("place.outcome-map", None), ("missions.purchase-link", 0)]
    assert {level for _, level in told[2:]} == {1} and ("missions.clear-goal", 1) in told
    soup = filled(rendered("organisation", "pulse", ()), {**output, "step": output["first"][0], "host": {}})
    said = [words(label) for label in soup.select("[data-questions] label")]
    assert said[1].endswith("As far as I know, we do not do this yet. Why not, and from when will we?")
    assert words(soup.select_one(".cap-assessment-do")).startswith("Ask officers to take this step, and by when: ")
    letter = words(soup.select_one("[data-said]"))
    assert all(line in letter for line in ORGANISATION.letter) and "not recorded" in letter


def test_where_most_is_unknown_the_questions_come_before_the_first_step() -> None:
    soup = result(ORGANISATION, {"place": ["unknown"], "culture": ["unknown"], "people": [1]}, "pulse")
    place, _, people = (ORGANISATION.dimensions[n].practices[0] for n in (3, 4, 5))
    said = words(soup.select_one(".cap-result"))
    assert 'You know 1 of 12 answers. The rest: 2 "I don\'t know", 9 not answered yet.' in said
    assert said.index("There is little to score yet. Ask first.") < said.index("So far, your council")
    assert said.index(place.to_officers) < said.index("Start here") and said.count(place.to_officers) == 1
    assert f"{people.title}: who could take this step, and by when? {people.next[1]}" in said
    soup = result(ORGANISATION, {"place": ["unknown"], "people": [1]}, "pulse")
    said = words(soup.select_one(".cap-result"))
    assert said.index(place.to_officers) > said.index("Start here")
    assert 'Questions to ask officers (1 of 12 answers is "I don\'t know")' in said


def test_each_question_to_officers_stands_by_itself() -> None:
    """It asks, and what it names is said in it: nobody reads the form beside it."""
    for practice in ORGANISATION.practices:
        asked = practice.to_officers
        assert "?" in asked and len(asked.split()) <= 45
        assert not re.search(r"\bmissions?\b|\bmarked\b|\bthe (drawing|table|list|note|figure|count)\b", asked), asked
    assert not any(practice.to_officers for practice in load_instrument("team").practices)


def test_all_steps_stand_by_dimension_in_the_headlines_order() -> None:
    levels: dict[str, Sequence[Given]] = {"residents": [1], "place": ["unknown"], "culture": [0], "missions": [3, 3]}
    soup = result(ORGANISATION, levels, "pulse")
    assert [tag["data-id"] for tag in soup.select(".cap-assessment-next")] == [
        "culture",
        "residents",
        "missions",
        "place",
    ]


# --- the picture ------------------------------------------------------------------------------------------------------


def row(soup: BeautifulSoup, title: str) -> Tag:
    [found] = [tag for tag in soup.select(".cap-picture li") if words(tag).startswith(title)]
    return found


def test_each_state_of_a_dimension_has_its_own_words_and_its_own_strip() -> None:
    levels: dict[str, Sequence[Given]] = {
        "missions": [2, 2, 1, "unknown"],
        "place": [1],
        "culture": ["unknown"],
        "people": ["not-applicable"] * 4,
    }
    soup = result(ORGANISATION, levels)
    find_out = ORGANISATION.dimensions[4].practices[0].find_out
    told = {
        "Missions": ('Missions 1 starting, at most 2; 1 "I don\'t know"', {"level": "1", "at_most": "2"}),
        "Place": ("Place at most 1 starting", {"at_most": "1"}),
        "Culture": (f"Culture I don't know To find out: {find_out}", {}),
        "People": ("People does not apply", {}),
        "Suppliers": ("Suppliers not answered yet", {}),
    }
    states = ["known", "known", "unknown", "excluded", "blank"]
    for (title, (said, drawn)), state in zip(told.items(), states, strict=True):
        found = row(soup, title)
        strip = found.select_one(".cap-strip")
        assert words(found) == said
        assert strip is not None and strip["aria-hidden"] == "true"
        marks = {name.removeprefix("data-"): value for name, value in strip.attrs.items() if name.startswith("data-")}
        assert marks == {**drawn, "state": state}


KEYS: dict[str, tuple[dict[str, Sequence[Given]], Form, str]] = {
    "all levels": (all_at(ORGANISATION, 2), "full", "level reached"),
    "not all": (
        {"missions": [2, 2, 1, "unknown"], "place": [1]},
        "full",
        "level reached possible, once the rest is known nothing known yet",
    ),
    "no level": (all_at(ORGANISATION, 2, "pulse"), "pulse", "possible, once the rest is known"),
    "all at the foot": (all_at(ORGANISATION, 0), "full", ""),
}


@pytest.mark.parametrize(("levels", "form", "said"), KEYS.values(), ids=KEYS)
def test_the_key_explains_what_the_picture_shows(levels: dict[str, Sequence[Given]], form: Form, said: str) -> None:
    assert words(result(ORGANISATION, levels, form).select_one(".cap-picture .cap-key")) == said


def test_in_the_pulse_all_is_at_most() -> None:
    soup = result(ORGANISATION, all_at(ORGANISATION, 2, "pulse"), "pulse")
    assert words(row(soup, "Place")) == "Place at most 2 practising"
    assert soup.select(".cap-strip[data-level]") == []


# --- a start, and what moved ------------------------------------------------------------------------------------------


def test_the_pulse_can_be_kept_as_a_start_and_is_measured_from_it() -> None:
    before = worked_out(ORGANISATION, all_at(ORGANISATION, 1, "pulse"), "pulse")
    assert before["since"] is None
    assert set(before["pulse"]["answers"]) == {p.id for p in ORGANISATION.practices if p.essential}
    kept = {"start": {**before["pulse"], "saved": "2026-03-02"}}
    after = worked_out(ORGANISATION, all_at(ORGANISATION, 1, "pulse", place=3, culture=0), "pulse", learning=kept)
    assert after["since"] == {"day": "2026-03-02", "up": 1, "down": 1, "same": 10, "telling": True}


def test_of_a_start_of_the_same_day_it_tells_what_moved_alone() -> None:
    levels = all_at(ORGANISATION, 1, "pulse")
    kept = {"start": worked_out(ORGANISATION, levels, "pulse")["pulse"]}
    assert not worked_out(ORGANISATION, levels, "pulse", learning=kept)["since"]["telling"]
    assert worked_out(ORGANISATION, levels | {"place": [2]}, "pulse", learning=kept)["since"]["telling"]
    earlier = {"start": {**kept["start"], "saved": "2026-03-02"}}
    told = worked_out(ORGANISATION, levels, "pulse", learning=earlier)
    page = filled(rendered("organisation", "pulse", ()), {**told, "start": "2 March 2026"})
    said = words(page.select_one(".cap-assessment-since"))
    assert said == "Kept as your start on 2 March 2026. 12 stayed the same. My learning"


@pytest.mark.parametrize(("form", "dimensions"), [("full", ()), ("full", ("place",)), ("pulse", ("place",))])
def test_only_the_whole_pulse_is_a_start(form: Form, dimensions: tuple[str, ...]) -> None:
    output = worked_out(ORGANISATION, {"place": [1]}, form, dimensions)
    assert (output["pulse"], output["since"]) == (None, None)
    assert BeautifulSoup(rendered("organisation", form, dimensions), "html.parser").select("[data-act=start]") == []


def test_a_record_that_cannot_be_read_is_as_none() -> None:
    output = worked_out(ORGANISATION, {"place": [1]}, "pulse", learning=None)
    assert output["since"] is None
