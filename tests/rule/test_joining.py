"""What a council gives to a benchmark, and what never leaves it."""

import json
from typing import Any

import msgspec
import pytest

from capability.errors import BenchmarkError
from capability.rule.instrument import Instrument
from capability.rule.joining import (
    FILE,
    LARGEST,
    CouncilFile,
    Who,
    in_words,
    join,
    least_of,
    raters_band,
    read_council_file,
    rounded,
    to_json,
)
from capability.rule.response import Answer, Rater, Response
from capability.rule.tally import Tally, count_responses
from capability.text import json_object
from tests.synthetic import ORGANISATION, dimension, instrument, respond

WHO = Who(edition="2026", code="E09999999", name="Example Council", nation="england", type="london-borough")


def tally(*roles: str, used: Instrument = ORGANISATION, level: int = 2) -> Tally:
    return count_responses(used, [said(role, used, level) for role in roles])


def said(role: str, used: Instrument, level: int) -> Response:
    note = "a note that must stay inside"
    answers = {practice.id: Answer(level, "document", note) for practice in used.practices}  # type: ignore[arg-type]
    return msgspec.structs.replace(respond(used, answers), rater=Rater(role), id="an-id-of-a-person")


FIVE = ("finance", "finance", "legal", "legal", "legal")


def made(**changes: Any) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(to_json(join(ORGANISATION, tally(*FIVE), WHO)))
    return {**plain, **changes}


def test_five_people_in_two_roles_can_join() -> None:
    file = join(ORGANISATION, tally(*FIVE), WHO)
    assert (file.code, file.edition, file.raters, file.roles, file.level) == ("E09999999", "2026", "5-7", 2, 2)
    assert [*file.dimensions] == [part.id for part in ORGANISATION.dimensions]
    assert {(given.level, given.at_most, given.evidenced, given.index) for given in file.dimensions.values()} == {
        (2, 2, 2, 50)
    }


@pytest.mark.parametrize(
    ("roles", "codes"),
    [
        (FIVE[:4], ["too-few"]),
        (("finance",) * 9, ["too-few-roles"]),
        (("finance", "", "", "", ""), ["too-few-roles"]),
        (("finance",), ["too-few", "too-few-roles"]),
        ((), ["too-few", "too-few-roles"]),
    ],
)
def test_with_too_few_it_says_all_that_is_missing(roles: tuple[str, ...], codes: list[str]) -> None:
    with pytest.raises(BenchmarkError) as caught:
        join(ORGANISATION, tally(*roles), WHO)
    assert [fault.code for fault in caught.value.faults] == codes


def test_only_what_a_council_or_a_place_says_of_itself_can_join() -> None:
    own = instrument(dimension("one"))
    with pytest.raises(BenchmarkError, match="`made-up` is not set beside other councils"):
        join(own, tally(*FIVE, used=own), WHO)


def test_a_wrong_word_is_told_with_what_is_missing() -> None:
    with pytest.raises(BenchmarkError) as caught:
        join(ORGANISATION, tally("finance"), msgspec.structs.replace(WHO, edition="../2026"))
    assert [fault.code for fault in caught.value.faults] == ["too-few", "too-few-roles", "bad-value"]


def test_nothing_else_leaves_the_council() -> None:
    file = join(ORGANISATION, tally(*FIVE), WHO)
    text = to_json(file)
    assert not any(word in text for word in ("finance", "legal", "note", "an-id", "saved"))
    assert {*json.loads(text)} == {
        *("format", "policy", "edition", "code", "name", "nation", "type", "instrument", "version", "digest"),
        *("raters", "roles", "level", "dimensions"),
    }
    assert len(text) < LARGEST / 4


def test_the_words_say_every_value_of_the_file() -> None:
    file = join(ORGANISATION, tally(*FIVE), WHO)
    words = "\n".join(in_words(file, ORGANISATION))
    for value in (file.edition, file.policy, file.name, file.code, file.nation, file.type, file.instrument):
        assert value in words
    assert file.version in words and file.digest[:12] in words and "5 to 7 people in 2 roles" in words
    assert words.count("level 2, at most 2, with evidence 2, index 50") == len(ORGANISATION.dimensions)
    empty = msgspec.structs.replace(file, level=None)
    assert "All together: level not told" in in_words(empty, ORGANISATION)


def test_no_level_rests_on_fewer_than_five_answers() -> None:
    used = ORGANISATION
    silent = [respond(used, {}) for _ in range(4)]
    people = [said(role, used, 2) for role in ("finance", "legal", "legal", "legal")]
    given = join(used, count_responses(used, [*people, *silent]), WHO).dimensions
    assert {each.level for each in given.values()} == {None}


def test_the_index_is_rounded_and_the_raters_are_a_band() -> None:
    assert [rounded(value) for value in (0.0, 2.4, 2.5, 47.4, 47.5, 97.5)] == [0, 0, 5, 45, 50, 100]
    assert [raters_band(count) for count in (5, 7, 8, 14, 15, 29, 30)] == [
        *("5-7", "5-7", "8-14", "8-14", "15-29", "15-29", "30-or-more")
    ]
    assert least_of("30-or-more") == 30


def test_a_file_is_read_as_it_was_written() -> None:
    file = join(ORGANISATION, tally(*FIVE), WHO)
    assert read_council_file(json_object(to_json(file), "a.json", FILE)) == file
    assert isinstance(file, CouncilFile)


BAD = {
    "another policy": ({"policy": "fives/2"}, "other-policy"),
    "another instrument": ({"instrument": "resident"}, "not-benchmarked"),
    "an index that is not rounded": (
        {"dimensions": {"place": {"level": 1, "at_most": 1, "evidenced": 1, "index": 7}}},
        "",
    ),
    "an index without a level": (
        {"dimensions": {"place": {"level": None, "at_most": 1, "evidenced": None, "index": 5}}},
        "bad-value",
    ),
    "a level above the most": (
        {"dimensions": {"place": {"level": 3, "at_most": 1, "evidenced": 1, "index": 5}}},
        "bad-value",
    ),
    "one role": ({"roles": 1}, ""),
    "four raters": ({"raters": "1-4"}, ""),
    "a code that is a path": ({"code": "../E09"}, ""),
    "a key too many": ({"counts": [1, 2]}, "unknown-key"),
}


@pytest.mark.parametrize(("changes", "code"), BAD.values(), ids=BAD)
def test_a_file_that_cannot_be_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(BenchmarkError) as caught:
        read_council_file(made(**changes))
    assert [fault.code for fault in caught.value.faults] == [code or "bad-value"]
