"""One of four words for each dimension, and none that chance or rounding could make another one."""

import json
from typing import Any

import msgspec
import pytest

from capability.errors import BenchmarkError
from capability.rule.benchmark import Edition
from capability.rule.comparing import (
    Own,
    compare,
    own_from_file,
    own_from_tally,
    reach_of,
    to_json,
)
from capability.rule.means import student
from capability.rule.response import Answer, Rater, Response
from capability.rule.steward import make_edition
from capability.rule.tally import count_responses
from tests.rule.councils import PEERS, codes, council, councils, given
from tests.synthetic import ORGANISATION, respond

FIRST = ORGANISATION.dimensions[0].id


def edition(indices: list[int | None]) -> Edition:
    """An edition in which councils have these indices in every dimension."""
    files = [
        msgspec.structs.replace(
            council(f"C-{n:02}"),
            dimensions={
                part.id: given(None if index is None else min(index // 25, 4), index)
                for part in ORGANISATION.dimensions
            },
        )
        for n, index in enumerate(indices)
    ]
    return make_edition("2025", ORGANISATION, files, PEERS).edition


SPREAD = edition([*range(0, 100, 5)])
"""Twenty councils at 0, 5, … 95: the 5th from above has 75, the 10th 50, the 15th 25."""


def said(index: float | None, reach: float | None = 5.0, of: Edition = SPREAD) -> tuple[str, str]:
    beside = compare(ORGANISATION, {FIRST: Own(1, index, reach)}, of, "invented").dimensions[0]
    return beside.word, beside.reason


@pytest.mark.parametrize(
    ("index", "reach", "expected"),
    [
        (10.0, 5.0, ("below", "")),
        (17.5, 5.0, ("cannot-tell", "chance")),  # 5 + 2.5 reach to the very end
        (17.4, 5.0, ("below", "")),
        (32.5, 5.0, ("cannot-tell", "chance")),
        (32.6, 5.0, ("within", "")),
        (50.0, 5.0, ("within", "")),
        (67.5, 5.0, ("cannot-tell", "chance")),
        (82.5, 5.0, ("cannot-tell", "chance")),
        (82.6, 5.0, ("above", "")),
        (100.0, 30.0, ("cannot-tell", "chance")),
        (0.0, 0.0, ("below", "")),
        (22.5, 0.0, ("cannot-tell", "chance")),  # the rounding alone
        (None, 5.0, ("cannot-tell", "no-level")),
        (50.0, None, ("cannot-tell", "few-raters")),
    ],
)
def test_a_word_is_said_where_nothing_could_make_it_another(
    index: float | None, reach: float | None, expected: tuple[str, str]
) -> None:
    assert said(index, reach) == expected


def test_of_a_group_under_twenty_no_word_is_said() -> None:
    small = edition([*range(0, 60, 5)])
    assert said(100.0, 1.0, small) == ("cannot-tell", "few-councils")
    beside = compare(ORGANISATION, {}, small, "invented").dimensions[0]
    assert (beside.low, beside.middle, beside.high, beside.places) == (None, 35, None, (5,))


def test_of_a_group_that_is_not_given_nothing_is_said() -> None:
    assert said(50.0, 5.0, edition([50] * 9)) == ("cannot-tell", "not-given")


def test_who_is_below_a_place_that_nobody_reaches_is_not_told_to_be() -> None:
    half = edition([*[80] * 12, *[None] * 8])
    beside = compare(ORGANISATION, {FIRST: Own(0, 0.0, 1.0)}, half, "invented").dimensions[0]
    assert (beside.low, beside.middle, beside.high, beside.word) == (None, 80, 80, "within")
    nobody = edition([*[80] * 4, *[None] * 16])
    assert said(50.0, 1.0, nobody) == ("cannot-tell", "few-levels")


def test_how_many_reach_the_next_level_has_an_interval() -> None:
    beside = compare(ORGANISATION, {FIRST: Own(1, 30.0, 5.0)}, SPREAD, "invented").dimensions[0]
    assert beside.next_level == 2
    assert beside.next is not None
    assert (beside.next.told, beside.next.of) == (10, 20)
    assert beside.next.low < 0.5 < beside.next.high
    top = compare(ORGANISATION, {FIRST: Own(4, 100.0, 5.0)}, SPREAD, "invented").dimensions[0]
    none = compare(ORGANISATION, {}, SPREAD, "invented").dimensions[0]
    assert (top.next_level, top.next, none.next_level, none.next) == (None,) * 4


# --- one's own side ---------------------------------------------------------------------------------------------------


def rater(level: int) -> Response:
    answers = {practice.id: Answer(level) for practice in ORGANISATION.practices}  # type: ignore[arg-type]
    return msgspec.structs.replace(respond(ORGANISATION, answers), rater=Rater("finance"))


def test_ones_own_interval_is_students_from_the_three_sums() -> None:
    own = own_from_tally(ORGANISATION, count_responses(ORGANISATION, map(rater, (0, 1, 2, 3, 4))))[FIRST]
    assert (own.level, own.index) == (2, 50.0)
    # Indices 0, 25, 50, 75, 100: variance 1562.5, of five.
    assert own.reach == pytest.approx(student(4, "95") * (1562.5 / 5) ** 0.5)


def test_who_agree_are_no_surer_than_is_usual_with_so_many() -> None:
    for count in (5, 8, 12, 30):
        own = own_from_tally(ORGANISATION, count_responses(ORGANISATION, [rater(2)] * count))[FIRST]
        assert own.reach == reach_of(count)
    assert reach_of(5) == 12 and 7.5 < reach_of(12) < 8


def test_fewer_than_five_say_nothing() -> None:
    own = own_from_tally(ORGANISATION, count_responses(ORGANISATION, [rater(2)] * 4))[FIRST]
    assert (own.level, own.reach) == (None, None)


def test_a_council_file_has_the_widest_interval_of_its_band() -> None:
    own = own_from_file(council("C-01", raters="15-29"))
    assert own[FIRST] == Own(2, 50, reach_of(15) + 2.5)


# --- what does not fit ------------------------------------------------------------------------------------------------

WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "another instrument": ({"instrument": "system"}, "invented", "other-instrument"),
    "another major version": ({"version": "9.0.0"}, "invented", "other-instrument"),
    "a group that is not there": ({}, "scotland", "no-group"),
    "no group named, of two": ({}, "", "no-group"),
}


@pytest.mark.parametrize(("changes", "group", "code"), WRONG.values(), ids=WRONG)
def test_what_does_not_fit_is_refused(changes: dict[str, Any], group: str, code: str) -> None:
    with pytest.raises(BenchmarkError) as caught:
        compare(ORGANISATION, {}, msgspec.structs.replace(SPREAD, **changes), group)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_the_only_group_may_go_without_its_name() -> None:
    alone = msgspec.structs.replace(SPREAD, groups=SPREAD.groups[:1])
    assert compare(ORGANISATION, {}, alone).group == "invented"


def test_the_json_has_rounded_numbers_and_no_place_of_ones_own() -> None:
    made = make_edition("2025", ORGANISATION, councils(codes(0, 25)), PEERS).edition
    result = compare(ORGANISATION, {FIRST: Own(1, 30.0, 7.123456)}, made, "invented")
    plain = json.loads(to_json(result))
    assert plain["dimensions"][0]["own"] == {"index": 30.0, "level": 1, "reach": 7.1}
    assert {*plain} == {
        *("edition", "synthetic", "instrument", "versions", "group", "title", "councils", "why", "dimensions")
    }
    assert all(value == round(value, 4) for value in plain["dimensions"][0]["next"].values())
    assert to_json(result) == to_json(result)
