"""JSON that a web form hands back: a table, whatever its clothes; and JSON that is none is told as before."""

import json

import pytest

from capability.authoring.instruments import Library
from capability.errors import CapabilityError
from capability.limits import LONGEST_CELL, MOST_COLUMNS
from capability.reading.archives import InputFile
from capability.reading.gathering import Gathered, gather

LIBRARY = Library()
MAP, SPEND = "place.outcome-map", "place.spend-map"
GOOD = {"role": "finance", MAP: "level-2"}


def read(*contents: object) -> Gathered:
    files = [InputFile(f"{i}.json", json.dumps(content).encode()) for i, content in enumerate(contents, 1)]
    return gather(files, LIBRARY)


def levels(gathered: Gathered, practice: str) -> list[object]:
    return [response.answers[practice].level for response in gathered.responses if practice in response.answers]


def test_each_object_is_a_person_whatever_it_leaves_out() -> None:
    people = read([{MAP: 2, SPEND: None}, {"role": "legal", SPEND: 3.0}, {}, {"other": "x"}, {MAP: "n/a", "tags": []}])
    assert levels(people, MAP) == [2, "not-applicable"]
    assert levels(people, SPEND) == [3]
    assert [(fault.code, fault.where) for fault in people.left_out] == [("no-answer", "1.json:4")]


def test_people_in_files_of_their_own_count_even_where_they_say_the_same() -> None:
    assert levels(read(GOOD, GOOD, {**GOOD, MAP: "level-4"}), MAP) == [2, 2, 4]


def test_a_list_that_comes_twice_counts_once() -> None:
    people = read([GOOD], [GOOD])
    assert levels(people, MAP) == [2]
    assert [(fault.code, fault.where) for fault in people.left_out] == [("same-file", "2.json")]


def test_true_is_no_level_and_numbers_may_be_options() -> None:
    [fault, told] = read([GOOD, {MAP: True}]).left_out
    assert (fault.code, told.where, told.what) == (
        "no-answer",
        "1.json:2: column B",
        "this cell holds true or false, and no answer",
    )
    assert [question.code for question in read([{MAP: 5}, {MAP: 1}]).questions] == ["codes"]


def test_half_a_character_stops_nothing() -> None:
    [response] = read([{**GOOD, "organisation": "A\ud83d"}]).responses
    assert response.rater.organisation == "A?"


REFUSED = {
    "a list in an object": ([GOOD, {MAP: ["level-1", "level-2"]}], "nested", "1.json:2"),
    "an object in an object": ([{MAP: {"level": 2}}], "nested", "1.json:1"),
    "responses in a list": ([{"format": "capability-response/1", "answers": {MAP: 2}}], "nested", "1.json:1"),
    "too long a text": ([{**GOOD, "note": "x" * (LONGEST_CELL + 1)}], "too-big", "1.json:1"),
    "too many keys": ([{f"q{n}": 1 for n in range(MOST_COLUMNS + 1)}], "too-big", "1.json"),
    "numbers": ([1, 2], "not-a-response", "1.json"),
    "nobody": ([], "not-a-response", "1.json"),
    "objects and a number": ([GOOD, 1], "not-a-response", "1.json"),
    "objects of something else": ([{"name": "x", "age": 3}], "no-headings", "1.json"),
    "an object of something else": ({"name": "x", "age": 3}, "not-a-response", "1.json"),
}


@pytest.mark.parametrize(("content", "code", "where"), REFUSED.values(), ids=REFUSED)
def test_json_that_is_no_table_is_told_what_it_is(content: object, code: str, where: str) -> None:
    with pytest.raises(CapabilityError) as caught:
        read(content)
    [fault] = caught.value.faults
    assert (fault.code, fault.where) == (code, where)
    assert fault.what and fault.hint
