import json
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.rule.change import DimensionChange, Move, compare_profiles, compare_rounds, to_json
from capability.rule.instrument import Instrument
from capability.rule.response import Answer, Given, Response
from capability.rule.scoring import score
from capability.rule.tally import Tally, count_responses, empty
from tests.synthetic import cases, dimension, instrument, respond

USED = instrument(dimension("one"), dimension("two"))


def rounds(*levels: Given, raters: int = 1, of: str = "one", to: Instrument = USED) -> Tally:
    """So many raters who all give these levels to the practices of a dimension."""
    return count_responses(to, [respond(to, {f"{of}.p{i}": Answer(n) for i, n in enumerate(levels)})] * raters)


def moved(before: Tally, after: Tally) -> DimensionChange:
    return compare_rounds(USED, before, after).dimensions[0]


# By hand, with four practices of equal weight: one step in one practice is 6.3 (6.25) points of the index.
MOVES: dict[str, tuple[Sequence[Given], Sequence[Given], int, Move]] = {
    "nothing": ((1, 1, 1, 1), (1, 1, 1, 1), 8, "none"),
    "two levels": ((0, 0, 0, 0), (2, 2, 2, 2), 1, "up"),
    "two levels down": ((3, 3, 3, 3), (1, 1, 1, 1), 1, "down"),
    "one step of one practice, by four people": ((1, 1, 1, 1), (1, 1, 1, 2), 4, "none"),
    "one step of one practice, by five people": ((1, 1, 1, 1), (1, 1, 1, 2), 5, "up"),
    "two such steps, by one person": ((1, 1, 1, 1), (1, 1, 2, 2), 1, "up"),
    "a step down, by six people": ((1, 1, 1, 2), (1, 1, 1, 1), 6, "down"),
    "no level before": ((1, "unknown", "unknown", "unknown"), (3, 3, 3, 3), 6, "unknown"),
    "no level after": ((3, 3, 3, 3), (), 6, "unknown"),
}


@pytest.mark.parametrize(("before", "after", "raters", "move"), MOVES.values(), ids=MOVES)
def test_a_dimension_moves_only_by_more_than_noise(
    before: Sequence[Given], after: Sequence[Given], raters: int, move: Move
) -> None:
    assert moved(rounds(*before, raters=raters), rounds(*after, raters=raters)).move == move


def test_the_smaller_round_says_how_much_is_noise() -> None:
    many, few = rounds(1, 1, 1, 1, raters=9), rounds(1, 1, 1, 2, raters=4)
    assert moved(many, few).move == "none"
    assert moved(many, rounds(1, 1, 1, 2, raters=5)).move == "up"


def test_an_answer_that_became_known_is_no_change_of_the_index() -> None:
    # By hand: 4 + 4 + 2 of 12 is 83.3 both times; with the fourth, known only afterwards, it would be 10 of 16, 62.5.
    change = moved(rounds(2, 4, 4, "unknown", raters=6), rounds(2, 4, 4, 0, raters=6))
    assert (change.indices, change.move) == ((83.3, 83.3), "none")


def test_a_question_that_nobody_was_asked_the_first_time_moves_no_level() -> None:
    later = instrument(dimension("one", (1,) * 5, essentials=(0, 4)), dimension("two"))
    before = rounds(3, 3, 3, 3, raters=6) + rounds(1, 1, 1, 1, raters=6, of="two")
    after = rounds(3, 3, 3, 3, 3, raters=6, to=later) + rounds(3, 3, 3, 3, raters=6, of="two", to=later)
    first, two = compare_rounds(later, before, after).dimensions
    # The new foundation counts as below in the first round: 0 is no level that this round had.
    assert (first.levels, first.move) == ((0, 3), "unknown")
    assert (two.levels, two.move) == ((1, 3), "up")


def test_a_practice_says_which_way_and_how_sure() -> None:
    change = compare_rounds(USED, rounds(1, 1, 1, 1, raters=8), rounds(3, 1, 1, 1, raters=8))
    first, second = change.practices[:2]
    assert (first.consensus, first.at, first.move) == ((1, 3), 3, "up")
    assert first.difference is not None and first.difference.value == 1.0 and first.difference.sure
    assert (second.consensus, second.move) == ((1, 1), "none")
    assert second.difference is not None and not second.difference.sure


def test_of_two_people_each_time_no_share_is_compared() -> None:
    [first, *_] = compare_rounds(USED, rounds(1, raters=2), rounds(3, raters=2)).practices
    assert (first.move, first.at, first.difference) == ("up", None, None)


def test_with_no_consensus_in_a_round_nothing_is_said() -> None:
    [first, *_] = compare_rounds(USED, rounds("unknown", raters=5), rounds(3, raters=5)).practices
    assert (first.consensus, first.move, first.difference) == (("unknown", 3), "unknown", None)


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


def test_two_responses_of_one_person_are_compared_by_the_wider_limits() -> None:
    first, second = (score(USED, respond(USED, {f"one.p{i}": Answer(n) for i in range(4)})) for n in (1, 3))
    assert [change.move for change in compare_profiles(first, second)] == ["up", "unknown"]


def test_profiles_that_rest_on_different_practices_compare_no_indices() -> None:
    levels: list[tuple[Given, ...]] = [(2, 4, 4, "unknown"), (2, 4, 4, 0)]
    first, second = (score(USED, respond(USED, {f"one.p{i}": Answer(n) for i, n in enumerate(row)})) for row in levels)
    [change, _] = compare_profiles(first, second)
    assert (change.levels, change.indices, change.move) == ((2, 2), (83.3, 62.5), "none")


def test_it_is_written_with_nulls() -> None:
    written = json.loads(to_json(compare_rounds(USED, empty(USED), rounds(1, 1, 1, 1, raters=3))))
    assert written["raters"] == [0, 3]
    assert written["dimensions"][0] == {"id": "one", "levels": [None, 1], "indices": [None, 25.0], "move": "unknown"}
    assert written["practices"][0]["difference"] is None


@given(cases(), st.integers(1, 7))
def test_a_round_beside_itself_has_moved_nowhere(case: tuple[Instrument, Response], raters: int) -> None:
    used, response = case
    same = count_responses(used, [response] * raters)
    change = compare_rounds(used, same, same)
    assert {result.move for result in change.dimensions} <= {"none", "unknown"}
    assert all(practice.difference is None or not practice.difference.sure for practice in change.practices)
    assert change.only_before == change.only_after == ()


@given(cases(), st.integers(1, 7))
def test_back_again_every_move_is_turned_round(case: tuple[Instrument, Response], raters: int) -> None:
    used, response = case
    before, after = rounds_of(used, response, raters)
    turned: dict[Move, Move] = {"up": "down", "down": "up", "none": "none", "unknown": "unknown"}
    there, back = compare_rounds(used, before, after), compare_rounds(used, after, before)
    assert [turned[change.move] for change in there.dimensions] == [change.move for change in back.dimensions]
    assert [turned[change.move] for change in there.practices] == [change.move for change in back.practices]


def rounds_of(used: Instrument, response: Response, raters: int) -> tuple[Tally, Tally]:
    """A round, and one in which everybody went up a step where there was one."""
    raised = {
        name: Answer(min(4, answer.level + 1)) if isinstance(answer.level, int) else answer  # type: ignore[arg-type]
        for name, answer in response.answers.items()
    }
    later = msgspec.structs.replace(response, answers=raised)
    return count_responses(used, [response] * raters), count_responses(used, [later] * raters)
