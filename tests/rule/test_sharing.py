import json
import time
from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.errors import TallyError
from capability.rule.response import Answer, Response
from capability.rule.sharing import read_shared, share, to_json, withheld
from capability.rule.tally import FORMAT, RoleTally, Tally, count_responses, role_of
from tests.rule.test_tally import in_role
from tests.synthetic import dimension, instrument, responses, same_everywhere

MADE_UP = instrument(dimension("one"), dimension("two", [1, 2, 1, 1]))


def rows_of(total: int, length: int) -> Iterator[tuple[int, ...]]:
    if length == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in rows_of(total - first, length - 1))


@pytest.mark.parametrize(("length", "most"), [(2, 40), (3, 40), (4, 28), (5, 20)])
def test_no_withheld_count_can_be_worked_out_even_by_who_knows_the_rule(length: int, most: int) -> None:
    for raters in range(5, most):
        behind = defaultdict(list)
        for row in rows_of(raters, length):
            behind[withheld(row)].append(row)
        for shown, rows in behind.items():
            for i, n in enumerate(shown):
                assert n is None or n >= 5
                assert n is not None or len({row[i] for row in rows}) > 1, (shown, rows)


def people(role: str, count: int, level: int = 2) -> list[Response]:
    answer = Answer(level)  # type: ignore[arg-type]
    return [in_role(same_everywhere(MADE_UP, answer), role) for _ in range(count)]


@pytest.mark.parametrize(
    ("roles", "groups"),
    [
        ({"a": 8, "b": 9}, {"a": 8, "b": 9}),
        ({"a": 12, "b": 4, "c": 4}, {"a": 12, "others": 8}),
        ({"a": 12, "b": 9, "c": 2}, {"a": 12, "others": 11}),
        ({"a": 9, "b": 2}, {"everybody": 11}),
        ({"a": 3, "b": 2}, {"everybody": 5}),
        ({"": 20, "a": 8}, {"a": 8, "others": 20}),
        ({"others": 9, "a": 8}, {"a": 8, "others": 9}),
    ],
)
def test_small_roles_are_merged(roles: dict[str, int], groups: dict[str, int]) -> None:
    responses = [response for role, count in roles.items() for response in people(role_of(role), count)]
    shared = share(MADE_UP, count_responses(MADE_UP, responses))
    assert {name: group.raters for name, group in shared.groups.items()} == groups


def test_very_many_roles_are_merged_as_soon_as_a_few() -> None:
    counted = Tally(
        format=FORMAT,
        instrument=MADE_UP.id,
        version=MADE_UP.version,
        roles={f"role {i}": RoleTally(3) for i in range(20_000)},
    )
    begun = time.process_time()
    assert {name: group.raters for name, group in share(MADE_UP, counted).groups.items()} == {"everybody": 60_000}
    assert time.process_time() - begun < 2


def test_four_raters_share_nothing() -> None:
    with pytest.raises(TallyError, match="4 raters, and at least 5 are needed"):
        share(MADE_UP, count_responses(MADE_UP, people("a", 4)))


def test_a_shared_row_holds_all_practices_and_no_small_count() -> None:
    responses = people("a", 9, 1) + people("a", 6, 3) + people("a", 2, 4)
    [group] = share(MADE_UP, count_responses(MADE_UP, responses)).groups.values()
    assert list(group.practices) == [practice.id for practice in MADE_UP.practices]
    assert group.practices["one.p0"].cells == (None, 9, None, 6, None, None, None, None)


@given(st.lists(st.builds(in_role, responses(MADE_UP), st.sampled_from(["a", "b"])), min_size=5, max_size=30))
def test_what_is_shared_keeps_its_own_policy(responses: list[Response]) -> None:
    shared = share(MADE_UP, count_responses(MADE_UP, responses))
    assert read_shared(json.loads(to_json(shared))) == shared


def shared_row(raters: int, *cells: int | None) -> dict[str, object]:
    counts = {"levels": cells[:5], "unknown": cells[5], "not_applicable": cells[6], "blank": cells[7]}
    return {
        "format": "capability-shared-tally/1",
        "instrument": "made-up",
        "version": "1.0.0",
        "policy": {"id": "capability-share/1", "smallest_cell": 5, "smallest_role": 8},
        "groups": {"everybody": {"raters": raters, "practices": {"one.p0": counts}}},
    }


BREACHES = {
    "a small count": shared_row(20, 4, 16, None, None, None, None, None, None),
    "one withheld": shared_row(40, 5, 5, 5, 5, 5, 5, 5, None),
    "the withheld are nothing": shared_row(12, 12, *[None] * 7),
    "the withheld are all they can be": shared_row(40, 12, *[None] * 7),
    "it does not add up": shared_row(12, 13, *[None] * 7),
    "too few raters": shared_row(4, *[None] * 8),
}


@pytest.mark.parametrize("plain", BREACHES.values(), ids=BREACHES.keys())
def test_a_shared_file_that_breaks_its_policy_is_refused(plain: dict[str, object]) -> None:
    with pytest.raises(TallyError):
        read_shared(json.loads(json.dumps(plain)))


def test_a_policy_that_is_missing_or_milder_is_refused() -> None:
    good = shared_row(20, 12, *[None] * 7)
    read_shared(json.loads(json.dumps(good)))
    for policy in ({}, {"id": "capability-share/1", "smallest_cell": 1, "smallest_role": 8}):
        with pytest.raises(TallyError):
            read_shared(json.loads(json.dumps({**good, "policy": policy})))
