import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.errors import TallyError
from capability.rule.context import Applies, Context
from capability.rule.response import Answer, Rater, Response
from capability.rule.tally import (
    FORMAT,
    Count,
    RoleTally,
    Tally,
    add,
    count_responses,
    empty,
    read_tally,
    to_json,
)
from tests.synthetic import dimension, instrument, respond, responses, same_everywhere

MADE_UP = instrument(dimension("one"), dimension("two", [1, 2, 1, 1]))
ROLES = ["", "finance", "Finance ", "legal"]


def in_role(response: Response, role: str) -> Response:
    return msgspec.structs.replace(response, rater=Rater(role))


def raters() -> st.SearchStrategy[list[Response]]:
    return st.lists(st.builds(in_role, responses(MADE_UP), st.sampled_from(ROLES)), max_size=6)


def tallies() -> st.SearchStrategy[Tally]:
    return raters().map(lambda responses: count_responses(MADE_UP, responses))


def as_read(counted: Tally) -> Tally:
    return read_tally(json.loads(to_json(counted)), MADE_UP).tally


# --- counting ---------------------------------------------------------------------------------------------------------


def test_each_kind_of_answer_has_its_own_cell() -> None:
    answers = [Answer(2), Answer(2, "document"), Answer(2, "outcome"), Answer("unknown"), Answer("not-applicable")]
    responses = [respond(MADE_UP, {"one.p0": answer}) for answer in answers] + [respond(MADE_UP, {})]
    role = count_responses(MADE_UP, responses).roles[""]
    assert (role.raters, list(role.practices)) == (6, ["one.p0"])
    assert role.practices["one.p0"] == Count((0, 0, 1, 0, 0), (0, 0, 2, 0, 0), 1, 1)


def test_a_practice_that_the_context_excludes_is_not_applicable_whatever_was_answered() -> None:
    asked = dimension("one")
    english = msgspec.structs.replace(asked.practices[1], applies=Applies(nation=("england",)))
    used = instrument(msgspec.structs.replace(asked, practices=(asked.practices[0], english)))
    welsh = msgspec.structs.replace(same_everywhere(used, Answer(3)), context=Context(nation="Wales"))
    counts = count_responses(used, [welsh]).roles[""].practices
    assert (counts["one.p0"].given, counts["one.p1"]) == (1, Count(not_applicable=1))


def test_case_and_spaces_make_no_role() -> None:
    responses = [in_role(respond(MADE_UP, {}), role) for role in ROLES]
    roles = count_responses(MADE_UP, responses).roles
    assert {role: part.raters for role, part in roles.items()} == {"": 1, "finance": 2, "legal": 1}


@pytest.mark.parametrize("role", ["\ud800", "ß" * 200, "x " * 100, "Ŵ", "\x00"])
def test_any_role_can_be_written_and_read_again(role: str) -> None:
    counted = count_responses(MADE_UP, [in_role(respond(MADE_UP, {}), role)])
    assert as_read(counted) == counted
    assert to_json(counted).encode("utf-8")


# --- a commutative monoid ---------------------------------------------------------------------------------------------


@given(tallies(), tallies(), tallies())
def test_addition_is_associative(a: Tally, b: Tally, c: Tally) -> None:
    assert (a + b) + c == a + (b + c)


@given(tallies(), tallies())
def test_addition_is_commutative_to_the_byte(a: Tally, b: Tally) -> None:
    assert to_json(a + b) == to_json(b + a)


@given(tallies())
def test_nobodys_answers_are_the_zero(a: Tally) -> None:
    assert a + empty(MADE_UP) == empty(MADE_UP) + a == a


@given(raters(), raters())
def test_parts_add_to_the_whole(some: list[Response], others: list[Response]) -> None:
    parts = [count_responses(MADE_UP, some), count_responses(MADE_UP, others)]
    assert add(MADE_UP, parts) == count_responses(MADE_UP, some + others)


@given(tallies())
def test_the_roles_add_to_the_whole(a: Tally) -> None:
    total = RoleTally()
    for part in a.roles.values():
        total = total + part
    assert total == a.whole


def test_the_sum_has_the_newer_version() -> None:
    old, new = empty(MADE_UP), msgspec.structs.replace(empty(MADE_UP), version="1.10.0")
    other = msgspec.structs.replace(empty(MADE_UP), version="1.9.0")
    assert (old + new + other).version == (other + new).version == "1.10.0"


@pytest.mark.parametrize(
    ("change", "code"), [({"instrument": "else"}, "other-instrument"), ({"version": "2.0.0"}, "other-version")]
)
def test_tallies_of_other_questions_do_not_add(change: dict[str, str], code: str) -> None:
    other = msgspec.structs.replace(empty(MADE_UP), **change)
    with pytest.raises(TallyError) as caught:
        empty(MADE_UP) + other
    assert [fault.code for fault in caught.value.faults] == [code]


# --- reading ----------------------------------------------------------------------------------------------------------


@given(tallies())
def test_a_tally_is_read_as_it_was_written(a: Tally) -> None:
    assert as_read(a) == a


def written(**changes: object) -> dict[str, object]:
    counts = {"without": [0, 1, 0, 0, 0], "with": [0, 0, 0, 0, 1], "unknown": 1, "not_applicable": 0}
    whole = {"format": FORMAT, "instrument": "made-up", "version": "1.0.0"}
    return {**whole, "roles": {"": {"raters": 4, "practices": {"one.p0": counts}}}, **changes}


def test_what_this_version_does_not_ask_is_listed_and_left_out() -> None:
    role = {"raters": 2, "practices": {"one.gone": {"unknown": 2}, "one.p1": {"unknown": 1}, "one.p2": {}}}
    reading = read_tally(written(roles={"Legal": role, "nobody": {}}), MADE_UP)
    assert reading.unplaced == ("one.gone",)
    # Totals may be of what is not asked here, so those of all its raters are not taken to be known.
    assert reading.tally.roles == {"legal": RoleTally(2, {"one.p1": Count(unknown=1)}, without_totals=2)}
    assert reading.tally.version == MADE_UP.version


BAD = {
    "no tally": ([], "not-a-tally", "made-up.json"),
    "another format": (written(format="capability-tally/3"), "other-format", "made-up.json"),
    "another instrument": (written(instrument="else"), "other-instrument", "made-up.json"),
    "another major version": (written(version="3.0.0"), "other-version", "made-up.json"),
    "a key too many": (written(name="x"), "unknown-key", "made-up.json"),
    "less than nobody": (written(roles={"": {"raters": -1}}), "bad-value", "made-up.json: roles[...].raters"),
    "four levels": (
        written(roles={"": {"raters": 1, "practices": {"one.p0": {"with": [1, 0, 0, 0]}}}}),
        "bad-value",
        "made-up.json: roles[...].practices[...].with",
    ),
    "more answers than raters": (
        written(roles={"": {"raters": 1, "practices": {"one.p0": {"unknown": 2}}}}),
        "too-many",
        "made-up.json: roles..practices.one.p0",
    ),
    "more raters than there are people to ask": (
        written(roles={"a": {"raters": 10**9, "practices": {}}, "A": {"raters": 1, "practices": {}}}),
        "too-many",
        "made-up.json: roles",
    ),
}


@pytest.mark.parametrize(("plain", "code", "where"), BAD.values(), ids=BAD.keys())
def test_a_bad_tally_gets_place_and_fault(plain: object, code: str, where: str) -> None:
    with pytest.raises(TallyError) as caught:
        read_tally(plain, MADE_UP, "made-up.json")
    assert [(fault.code, fault.where) for fault in caught.value.faults] == [(code, where)]
    assert all(fault.hint for fault in caught.value.faults)
