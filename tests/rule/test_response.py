import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.errors import ResponseError
from capability.limits import LONGEST_NOTE
from capability.rule.response import FILE, FORMAT, Answer, Response, read_object, read_response, to_json
from tests.synthetic import ORGANISATION, responses

MAP, SPEND = "place.outcome-map", "place.spend-map"


def text_of(**changes: Any) -> str:
    """A small response with some keys changed; `None` leaves a key out."""
    whole = {"format": FORMAT, "instrument": "organisation", "version": ORGANISATION.version, "answers": {}, **changes}
    return json.dumps({key: value for key, value in whole.items() if value is not None})


def answering(answer: object) -> str:
    return text_of(answers={MAP: answer})


MAJOR = ORGANISATION.major
LEVELS = 'a level is 0, 1, 2, 3, 4, "unknown" or "not-applicable"'
LEAVE = "mend this value, or leave it out"
SAVED = "choose a file that was saved from an assessment"
AT = f"a.json: answers.{MAP}"

# What is in the file, the code for a page, and the message for a person.
BAD = {
    "a level of 7": (answering({"level": 7}), "bad-level", f"{AT}.level: no such level: 7. Hint: {LEVELS}"),
    "a level below": (answering({"level": -1}), "bad-level", f"{AT}.level: no such level: -1. Hint: {LEVELS}"),
    "a level in words": (
        answering({"level": "high"}),
        "bad-level",
        f"{AT}.level: no such level: 'high'. Hint: {LEVELS}",
    ),
    "a number as text": (answering({"level": "2"}), "bad-level", f"{AT}.level: no such level: '2'. Hint: {LEVELS}"),
    "half a level": (answering({"level": 2.5}), "bad-level", f"{AT}.level: this is no level. Hint: {LEVELS}"),
    "yes for a level": (answering({"level": True}), "bad-level", f"{AT}.level: this is no level. Hint: {LEVELS}"),
    "null for a level": (answering({"level": None}), "bad-level", f"{AT}.level: this is no level. Hint: {LEVELS}"),
    "not a number": (answering({"level": float("nan")}), "bad-level", f"{AT}.level: this is no level. Hint: {LEVELS}"),
    "no level": (answering({}), "bad-value", f"{AT}: object missing required field `level`. Hint: {LEAVE}"),
    "a bare level": (answering(3), "bad-value", f"{AT}: expected `object`, got `int`. Hint: {LEAVE}"),
    "unknown evidence": (
        answering({"level": 2, "evidence": "rumour"}),
        "bad-value",
        f"{AT}.evidence: invalid enum value 'rumour'. Hint: {LEAVE}",
    ),
    "an unknown key in an answer": (
        answering({"level": 2, "evidense": "none"}),
        "unknown-key",
        f"{AT}: unknown key `evidense`. Hint: did you mean `evidence`?",
    ),
    "a note without end": (
        answering({"level": 2, "note": "x" * (LONGEST_NOTE + 1)}),
        "bad-value",
        f"{AT}.note: expected `str` of length <= 2000. Hint: {LEAVE}",
    ),
    "an unknown key": (text_of(ratr={}), "unknown-key", "a.json: unknown key `ratr`. Hint: did you mean `rater`?"),
    "an unknown key further in": (
        text_of(rater={"rolle": "finance"}),
        "unknown-key",
        "a.json: rater: unknown key `rolle`. Hint: did you mean `role`?",
    ),
    "a role without end": (
        text_of(rater={"role": "x" * 201}),
        "bad-value",
        f"a.json: rater.role: expected `str` of length <= 200. Hint: {LEAVE}",
    ),
    "answers in a list": (
        text_of(answers=[]),
        "not-a-response",
        "a.json: answers: expected an object. Hint: one entry a practice",
    ),
    "no answers": (
        text_of(answers=None),
        "not-a-response",
        "a.json: answers: expected an object. Hint: one entry a practice",
    ),
    "another instrument": (
        text_of(instrument="supplier"),
        "other-instrument",
        "a.json: answers `supplier`, not `organisation`. Hint: open it on the page of `supplier`",
    ),
    "no instrument": (
        text_of(instrument=None),
        "not-a-response",
        f"a.json: it does not say which instrument it answers. Hint: {SAVED}",
    ),
    "an older version": (
        text_of(version=f"{MAJOR - 1}.9.0"),
        "other-version",
        f"a.json: answers version {MAJOR - 1}.9.0, which is older than {ORGANISATION.version} and asks other questions."
        " Hint: keep the file: its answers are whole",
    ),
    "a newer version": (
        text_of(version=f"{MAJOR + 1}.0.0"),
        "other-version",
        f"a.json: answers version {MAJOR + 1}.0.0, which is newer than {ORGANISATION.version} and asks other questions."
        " Hint: open it with the newer kit",
    ),
    "no version": (
        text_of(version=None),
        "other-version",
        f"a.json: version: no version that can be read. Hint: a version is written like {ORGANISATION.version}",
    ),
    "a version that is none": (
        text_of(version="one"),
        "other-version",
        f"a.json: version: no version that can be read. Hint: a version is written like {ORGANISATION.version}",
    ),
    "a later format": (
        text_of(format="capability-response/2"),
        "other-format",
        "a.json: its format is `capability-response/2`, and this kit reads `capability-response/1`."
        " Hint: open it with the newer kit",
    ),
    "no response": ('{"a": 1}', "not-a-response", f"a.json: this JSON is not a response. Hint: {SAVED}"),
    "a list": ("[]", "not-a-response", f"a.json: this JSON is not a response. Hint: {SAVED}"),
    "a number": ("7", "not-a-response", f"a.json: this JSON is not a response. Hint: {SAVED}"),
    "nothing": ("", "not-json", f"a.json:1: this is not JSON. Hint: {SAVED}"),
    "no JSON": ('{\n"format": \n}', "not-json", f"a.json:3: this is not JSON. Hint: {SAVED}"),
    "a cut file": (text_of()[:-2], "not-json", f"a.json:1: this is not JSON. Hint: {SAVED}"),
    "a web page": ("<!doctype html>", "not-json", f"a.json:1: this is not JSON. Hint: {SAVED}"),
    "far too deep": ("[" * 100_000, "not-json", f"a.json: this is not JSON. Hint: {SAVED}"),
    "an endless number": ('{"a": ' + "1" * 5000 + "}", "not-json", f"a.json: this is not JSON. Hint: {SAVED}"),
    "a key twice": (
        '{"format": "a", "format": "b"}',
        "repeated-key",
        "a.json: `format` stands twice in one object. Hint: keep the one that holds",
    ),
    "an answer twice": (
        answering({"level": 1})[:-2] + f', "{MAP}": {{"level": 4}}}}}}',
        "repeated-key",
        f"a.json: `{MAP}` stands twice in one object. Hint: keep the one that holds",
    ),
    "too large": (
        " " * (FILE.limit + 1),
        "too-big",
        "a.json: longer than 1,000,000 characters. Hint: is this the right file? "
        "If not, choose a file that was saved from an assessment",
    ),
}


@pytest.mark.parametrize(("text", "code", "message"), BAD.values(), ids=BAD.keys())
def test_bad_input_gets_place_fault_and_remedy(text: str, code: str, message: str) -> None:
    with pytest.raises(ResponseError) as caught:
        read_response(text, ORGANISATION, "a.json")
    assert str(caught.value) == message
    assert [fault.code for fault in caught.value.faults] == [code]


def test_every_fault_in_the_values_is_told_at_once() -> None:
    text = text_of(answers={MAP: {"level": 7}, SPEND: {"level": 9}, "gone.x": {"level": 8}}, rater={"role": 3})
    with pytest.raises(ResponseError) as caught:
        read_response(text, ORGANISATION, "a.json")
    assert [fault.where for fault in caught.value.faults] == [
        f"a.json: answers.{MAP}.level",
        f"a.json: answers.{SPEND}.level",
        "a.json: answers.gone.x.level",
        "a.json: rater.role",
    ]


def test_a_message_stays_short_whatever_the_file_holds() -> None:
    for text in (
        text_of(instrument="x" * 10_000),
        text_of(format="capability-response/" + "x" * 10_000),
        text_of(answers={"x" * 10_000: {"level": 7}}),
        '{"long": 1, "long": 2}'.replace("long", "x" * 10_000),
    ):
        with pytest.raises(ResponseError) as caught:
            read_response(text, ORGANISATION, "a.json")
        assert len(str(caught.value)) < 400


@pytest.mark.parametrize("version", [f"{MAJOR}.0.0", f"{MAJOR}.99.7"])
def test_the_same_major_version_is_read(version: str) -> None:
    reading = read_response(text_of(version=version, answers={MAP: {"level": 3}}), ORGANISATION)
    assert reading.response.answers == {MAP: Answer(3)}


def test_what_has_no_place_is_listed_and_left_out() -> None:
    answers = {MAP: {"level": 3}, "place.gone": {"level": 4}, "<b>": {"level": "unknown"}, "__proto__": {"level": 1}}
    reading = read_response(text_of(answers=answers), ORGANISATION)
    assert reading.unplaced == ("place.gone", "<b>", "__proto__")
    assert list(reading.response.answers) == [MAP]


def test_what_is_said_beside_the_answers_is_kept_and_no_more_than_a_note_holds() -> None:
    plain = {**json.loads(answering({"level": 2})), "note": "The van never comes."}
    reading = read_response(json.dumps(plain), ORGANISATION)
    assert json.loads(to_json(reading.response))["note"] == "The van never comes."
    with pytest.raises(ResponseError, match="note: expected"):
        read_response(json.dumps({**plain, "note": "x" * (LONGEST_NOTE + 1)}), ORGANISATION)


@pytest.mark.parametrize("note", ["<script>alert(1)</script>", "{{ 7 * 7 }}", "a\nb\t\x00", "gŵyl — 🎉", "\ud800 half"])
def test_a_note_is_kept_as_it_was_written(note: str) -> None:
    reading = read_response(answering({"level": 2, "note": note}), ORGANISATION)
    assert reading.response.answers[MAP].note == note
    saved = to_json(reading.response)
    assert read_response(saved, ORGANISATION) == reading
    saved.encode("utf-8")  # what a file or a page can hold


def test_all_that_may_be_absent_may_be_absent() -> None:
    assert read_response(text_of(), ORGANISATION).response == Response(
        format=FORMAT, instrument="organisation", version=ORGANISATION.version, answers={}
    )


def test_plain_data_is_read_as_its_text_is() -> None:
    text = text_of(answers={MAP: {"level": 2, "evidence": "document"}}, context={"round": "one"})
    assert read_object(json.loads(text), ORGANISATION) == read_response(text, ORGANISATION)


@given(responses(ORGANISATION), st.text(max_size=50), st.text(max_size=50))
def test_a_saved_response_is_read_back_whole(response: Response, note: str, role: str) -> None:
    text = to_json(response)
    plain = json.loads(text)
    if response.answers:
        plain["answers"][next(iter(response.answers))]["note"] = note
    plain["rater"] = {"role": role}
    reading = read_response(json.dumps(plain), ORGANISATION)
    again = read_response(to_json(reading.response), ORGANISATION)
    assert again == reading
    assert json.loads(to_json(response)) == json.loads(text)


def test_a_saved_response_has_sorted_keys_and_no_empty_ones() -> None:
    response = Response(format=FORMAT, instrument="a", version="1.0.0", answers={"b.b": Answer(2), "a.a": Answer(1)})
    assert to_json(response) == (
        '{\n  "answers": {\n    "a.a": {\n      "level": 1\n    },\n    "b.b": {\n      "level": 2\n    }\n  },\n'
        '  "format": "capability-response/1",\n  "instrument": "a",\n  "version": "1.0.0"\n}\n'
    )


# --- what a hostile file tries ----------------------------------------------------------------------------------------

HEAD = '{"format": "capability-response/1", "instrument": "organisation", "version": "1.0.0", "answers": '


@pytest.mark.parametrize(
    ("text", "code"),
    {
        "a string that never ends": ('{"' + '\\"' * 200_000, "not-json"),
        "half a character as a level": (HEAD + '{"missions.clear-goal": {"level": "\\ud800"}}}', "bad-value"),
        "half a character as a key": (HEAD + '{}, "\\ud800": 1}', "bad-value"),
        "a level as long as the file": (
            HEAD + '{"missions.clear-goal": {"level": "' + "A" * 900_000 + '"}}}',
            "bad-level",
        ),
        "a key as long as the file": (HEAD + '{}, "' + "k" * 900_000 + '": 1}', "unknown-key"),
    }.values(),
)
def test_a_hostile_file_is_refused_at_once_and_in_few_words(text: str, code: str) -> None:
    with pytest.raises(ResponseError) as caught:
        read_response(text, ORGANISATION)
    assert caught.value.faults[0].code == code
    assert len(str(caught.value)) < 1000
