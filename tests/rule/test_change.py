import json
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.errors import CapabilityError
from capability.rule import tally
from capability.rule.change import DimensionChange, Move, compare_rounds, returned_between, to_json
from capability.rule.instrument import Instrument
from capability.rule.response import Answer, Given, Response
from capability.rule.tally import Tally, count_responses, empty
from capability.rule.totals import RaterIndices, own_indices
from tests.synthetic import cases, dimension, instrument, respond

USED = instrument(dimension("one"), dimension("two"))


def rounds(*levels: Given, raters: int = 1, of: str = "one", to: Instrument = USED) -> Tally:
    """So many raters who all give these levels to the practices of a dimension."""
    return count_responses(to, [respond(to, {f"{of}.p{i}": Answer(n) for i, n in enumerate(levels)})] * raters)


def moved(before: Tally, after: Tally) -> DimensionChange:
    return compare_rounds(USED, before, after).dimensions[0]


def people(*levels: Sequence[object], names: bool = False) -> list[Response]:
    """One response a rater, with these levels in the practices of the first dimension."""
    said = [respond(USED, {f"one.p{i}": Answer(n) for i, n in enumerate(row)}) for row in levels]  # type: ignore[arg-type]
    return [msgspec.structs.replace(one, id=f"r{i}") if names else one for i, one in enumerate(said)]


Said = list[tuple[Given, ...]]
"""Levels of the four practices of a dimension, one row a rater."""

# By hand: LOW are 18.75, 25, 25, 31.25, 31.25 (mean 26.25, in tenths 188, 250, 250, 313, 313: 26.3), HIGH 62.5, 62.5,
# 68.75, 68.75, 75 (mean 67.5). SOME are a step higher in one practice: 25, 31.25, 31.25, 37.5, 37.5, so 6.25 more.
LOW: Said = [(1, 1, 1, 0), (1, 1, 1, 1), (1, 1, 1, 1), (1, 1, 1, 2), (1, 1, 1, 2)]
HIGH: Said = [(3, 3, 2, 2), (3, 3, 2, 2), (3, 3, 2, 3), (3, 3, 2, 3), (3, 3, 2, 4)]
SOME: Said = [(2, *row[1:]) for row in LOW]
MOVES: dict[str, tuple[Said, Said, Move]] = {
    "nothing": (LOW, LOW, "none"),
    "far up": (LOW, HIGH, "up"),
    "far down": (HIGH, LOW, "down"),
    "a step of one practice, by five people: no more than chance": (LOW, SOME, "none"),
    "the same step, by ten": (LOW * 2, SOME * 2, "perhaps-up"),
    "and down again": (SOME * 2, LOW * 2, "perhaps-down"),
    "the same step, by thirty": (LOW * 6, SOME * 6, "up"),
    "four people": (LOW[:4], HIGH, "unclaimed"),
    "five, of whom one does not know": (LOW, [*HIGH[:4], (3, 3, 3, "unknown")], "unclaimed"),
    "no level before": ([(1, "unknown", "unknown", "unknown")] * 6, HIGH, "unknown"),
    "no level after": (HIGH, [()] * 6, "unknown"),
}


@pytest.mark.parametrize(("before", "after", "move"), MOVES.values(), ids=MOVES)
def test_a_dimension_moves_only_by_more_than_chance(before: Said, after: Said, move: Move) -> None:
    found = moved(count_responses(USED, people(*before)), count_responses(USED, people(*after)))
    assert found.move == move
    assert (found.difference is None) == (move in ("unclaimed", "unknown"))


def test_levels_and_means_are_told_where_nothing_is_claimed() -> None:
    found = moved(count_responses(USED, people(*LOW[:4])), count_responses(USED, people(*HIGH)))
    assert (found.levels, found.raters, found.indices, found.by) == ((1, 3), (4, 5), (25.0, 67.5), None)


def test_a_tally_of_the_first_form_says_less() -> None:
    before, after = (count_responses(USED, people(*said)) for said in (LOW * 6, HIGH * 6))
    old = json.loads(tally.to_json(before))
    old["format"] = "capability-tally/1"
    for role in old["roles"].values():
        del role["dimensions"]
    found = moved(tally.read_tally(old, USED).tally, after)
    assert (found.levels, found.raters, found.indices, found.move) == ((1, 3), (0, 30), (None, 67.5), "unclaimed")


def test_the_same_people_say_more_than_two_groups() -> None:
    before, after = people(*LOW, names=True), people(*SOME, names=True)
    first, second = count_responses(USED, before), count_responses(USED, after)
    indices = [own_indices(USED, said) for said in (before, after)]
    change = compare_rounds(USED, first, second, returned=returned_between(*indices))
    assert (change.returned, change.dimensions[0].by, change.dimensions[0].move) == (5, "people", "up")
    assert compare_rounds(USED, first, second).dimensions[0].move == "none"


def test_where_few_of_many_came_back_all_are_compared() -> None:
    before, after = people(*LOW, names=True), people(*SOME, names=True)
    indices = [own_indices(USED, said) for said in (before, after)]
    rest = people(*LOW, *LOW)
    first, second = (count_responses(USED, [*said, *rest]) for said in (before, after))
    change = compare_rounds(USED, first, second, returned=returned_between(*indices))
    assert (change.returned, change.dimensions[0].by) == (5, "groups")


def test_without_ids_nobody_is_known_to_have_come_back() -> None:
    assert returned_between({}, {"r0": RaterIndices("", {})}) is None


def test_a_question_that_nobody_was_asked_the_first_time_moves_no_level() -> None:
    later = instrument(dimension("one", (1,) * 5, essentials=(0, 4)), dimension("two"))
    before = rounds(3, 3, 3, 3, raters=6) + rounds(1, 1, 1, 1, raters=6, of="two")
    after = rounds(3, 3, 3, 3, 3, raters=6, to=later) + rounds(3, 3, 3, 3, raters=6, of="two", to=later)
    first, two = compare_rounds(later, before, after).dimensions
    # The new foundation counts as below in the first round: 0 is no level that this round had.
    assert (first.levels, first.move) == ((0, 3), "unknown")
    assert (two.levels, two.move) == ((1, 3), "up")


def test_middle_answers_are_counted_beside_what_chance_would_move() -> None:
    change = compare_rounds(USED, rounds(1, 1, 1, 1, raters=8), rounds(3, 1, 1, 1, raters=8))
    assert [practice.move for practice in change.practices[:2]] == ["up", "none"]
    # Of a crowd half at 1 and half at 3, the fourth of eight is at 1 with 163/256: 2 · 163/256 · 93/256 = .463.
    assert (change.steps.up, change.steps.down, change.steps.chance) == (1, 0, 0.5)


def test_with_no_consensus_in_a_round_nothing_is_said() -> None:
    [first, *_] = compare_rounds(USED, rounds("unknown", raters=5), rounds(3, raters=5)).practices
    assert (first.consensus, first.move) == (("unknown", 3), "unknown")


def test_another_major_version_is_compared_by_ids_and_the_rest_is_listed() -> None:
    later = msgspec.structs.replace(
        instrument(dimension("one", weights=(1,) * 5), dimension("two"), dimension("new")), version="2.0.0"
    )
    earlier = msgspec.structs.replace(
        instrument(dimension("one"), dimension("two"), dimension("gone")), version="1.9.0"
    )
    before = rounds(1, 1, 1, 1, raters=5, to=earlier) + rounds(1, 1, 1, 1, raters=5, of="two", to=earlier)
    after = rounds(3, 3, 3, 3, 3, raters=5, to=later) + rounds(3, 3, 3, 3, raters=5, of="two", to=later)
    change = compare_rounds(later, before, after, earlier)
    assert change.versions == ("1.9.0", "2.0.0")
    assert {dimension.id: dimension.move for dimension in change.dimensions} == {"one": "unknown", "two": "up"}
    assert change.only_before == tuple(f"gone.p{i}" for i in range(4))
    assert change.only_after == ("one.p4", *(f"new.p{i}" for i in range(4)))
    assert [practice.move for practice in change.practices[:4]] == ["up"] * 4


def test_it_is_written_with_nulls() -> None:
    written = json.loads(to_json(compare_rounds(USED, empty(USED), rounds(1, 1, 1, 1, raters=3))))
    assert written["raters"] == [0, 3]
    assert written["dimensions"][0] == {
        **{"id": "one", "levels": [None, 1], "raters": [0, 3], "indices": [None, 25.0], "move": "unknown"},
        **{"by": None, "difference": None},
    }
    assert written["returned"] is None


@given(cases(), st.integers(1, 7))
def test_a_round_beside_itself_has_moved_nowhere(case: tuple[Instrument, Response], raters: int) -> None:
    used, response = case
    same = count_responses(used, [response] * raters)
    change = compare_rounds(used, same, same)
    assert {result.move for result in change.dimensions} <= {"none", "unclaimed", "unknown"}
    assert (change.steps.up, change.steps.down) == (0, 0)
    assert change.only_before == change.only_after == ()


@given(cases(), st.integers(1, 7))
def test_back_again_every_move_is_turned_round(case: tuple[Instrument, Response], raters: int) -> None:
    used, response = case
    before, after = rounds_of(used, response, raters)
    turned = {"up": "down", "down": "up", "perhaps-up": "perhaps-down", "perhaps-down": "perhaps-up"}
    there, back = compare_rounds(used, before, after), compare_rounds(used, after, before)
    for one, other in zip(there.dimensions, back.dimensions, strict=True):
        assert turned.get(one.move, one.move) == other.move
    assert (there.steps.up, there.steps.down) == (back.steps.down, back.steps.up)


def rounds_of(used: Instrument, response: Response, raters: int) -> tuple[Tally, Tally]:
    """A round, and one in which everybody went up a step where there was one."""
    raised = {
        name: Answer(min(4, answer.level + 1)) if isinstance(answer.level, int) else answer  # type: ignore[arg-type]
        for name, answer in response.answers.items()
    }
    later = msgspec.structs.replace(response, answers=raised)
    return count_responses(used, [response] * raters), count_responses(used, [later] * raters)


# --- what looks like a change and is none -----------------------------------------------------------------------------


def test_a_sum_of_an_old_and_a_new_tally_claims_nothing() -> None:
    everybody = count_responses(USED, people(*[(4, 4, 4, 4)] * 30, *LOW))
    old = json.loads(tally.to_json(count_responses(USED, people(*[(4, 4, 4, 4)] * 30))))
    old["format"] = "capability-tally/1"
    for role in old["roles"].values():
        del role["dimensions"], role["without_totals"]
    mixed = tally.read_tally(old, USED).tally + count_responses(USED, people(*LOW))
    again = tally.read_tally(json.loads(tally.to_json(mixed)), USED).tally
    for before in (mixed, again):
        change = compare_rounds(USED, before, everybody)
        assert (change.without_totals, change.dimensions[0].move) == ((30, 0), "unclaimed")


def test_what_applied_to_most_in_one_round_alone_is_not_compared() -> None:
    for excluded in (4, 5):
        then: list[Sequence[object]] = [(3, 3, 3, "not-applicable")] * excluded
        then += [(3, 3, 3, 0)] * (5 - excluded)
        found = moved(count_responses(USED, people(*then)), count_responses(USED, people(*[(3, 3, 3, 0)] * 5)))
        assert found.move == "unknown"


def test_the_same_people_are_compared_over_the_same_practices() -> None:
    then, now = people(*[(3, 3, 3, "not-applicable")] * 6, names=True), people(*[(3, 3, 3, 0)] * 6, names=True)
    returned = returned_between(own_indices(USED, then), own_indices(USED, now))
    assert returned is not None and (returned.people, returned.steps) == (6, {})


def test_other_weights_are_other_questions() -> None:
    later = instrument(dimension("one", weights=(1, 1, 1, 10)), dimension("two"))
    said = people(*[(2, 2, 2, 4)] * 5)
    before, after = (count_responses(used, said) for used in (USED, later))
    assert compare_rounds(later, before, after, USED).dimensions[0].move == "unknown"


def test_one_folder_inside_the_other_is_no_second_answer() -> None:
    then = [msgspec.structs.replace(one, saved="2026-01-01T00:00:00Z") for one in people(*LOW, *LOW, names=True)]
    returned = returned_between(own_indices(USED, then), own_indices(USED, then))
    assert returned is not None and (returned.people, returned.repeated, returned.steps) == (0, 10, {})


@pytest.mark.parametrize(
    "totals",
    [{"complete": 6, "sum": 6000, "squares": 6_000_000}, {"complete": 1, "sum": 500, "squares": 300_000}],
    ids=["not those of its counts", "of no numbers"],
)
def test_totals_that_its_counts_deny_are_refused(totals: dict[str, int]) -> None:
    written = json.loads(tally.to_json(count_responses(USED, people(*[(0, 0, 0, 0)] * 6))))
    written["roles"][""]["dimensions"]["one"] = totals
    with pytest.raises(CapabilityError, match="have these totals"):
        tally.read_tally(written, USED)


def test_totals_of_a_version_that_asked_less_are_not_used() -> None:
    later = msgspec.structs.replace(instrument(dimension("one", weights=(1,) * 5), dimension("two")), version="1.9.0")
    earlier = tally.read_tally(json.loads(tally.to_json(count_responses(USED, people(*LOW)))), later).tally
    assert (earlier.whole.dimensions, earlier.whole.without_totals) == ({}, 5)
    assert earlier.whole.practices["one.p0"].given == 5


def test_rounds_of_very_many_people_take_no_longer() -> None:
    row = {"raters": 10**9, "practices": {f"one.p{i}": {"without": [0, 5 * 10**8, 5 * 10**8, 0, 0]} for i in range(4)}}
    plain = {"format": "capability-tally/2", "instrument": USED.id, "version": USED.version, "roles": {"": row}}
    many = tally.read_tally(plain, USED).tally
    assert compare_rounds(USED, many, many).steps.chance == 2.0
