"""Which strength of a team may be named, and who is lowest only perhaps."""

from collections.abc import Sequence

import msgspec
import pytest

from capability.rule.gaps import perception_gaps
from capability.rule.response import Answer, Given
from capability.rule.strength import dimensions_seen_lower, perhaps_lowest, team_headline
from capability.rule.sureness import Claim, Sureness
from capability.rule.tally import Tally, count_responses
from capability.rule.team import TeamProfile, team_profile
from tests.synthetic import dimension, instrument, mirrored, respond

USED = instrument(dimension("one"), dimension("two"), dimension("three"))
SEEN = mirrored(instrument(dimension("seen")), {f"seen.p{i}": f"three.p{i}" for i in range(4)})


def team(*claims: Claim | None, levels: Sequence[Given] = (1, 3, 3)) -> TeamProfile:
    """A team at these levels, of each of which so much may be said."""
    answers = {
        f"{name}.p{i}": Answer(level)
        for name, level in zip(("one", "two", "three"), levels, strict=True)
        for i in range(4)
    }
    found = team_profile(USED, count_responses(USED, [respond(USED, answers)] * 6))
    return msgspec.structs.replace(found, sure=tuple(claim and Sureness(claim) for claim in claims))


@pytest.mark.parametrize("claim", ["sure", "likely"])
def test_a_sure_level_may_be_a_strength_and_of_two_that_are_as_high_neither_is(claim: Claim) -> None:
    assert team_headline(team("even", claim, "even")).strength == "two"
    assert team_headline(team("even", claim, claim)).strength is None


@pytest.mark.parametrize("claim", ["rather", "even", "other", "few", None])
def test_one_that_is_not_sure_is_none_and_another_of_the_same_level_is(claim: Claim | None) -> None:
    assert team_headline(team("sure", claim, claim)).strength is None
    assert team_headline(team("sure", claim, "sure")).strength == "three"


def test_a_lower_level_takes_no_others_place() -> None:
    assert team_headline(team("sure", "sure", "even", levels=(1, 3, 4))).strength is None


def test_the_lowest_is_so_perhaps_where_a_higher_level_is_as_likely() -> None:
    beside = team("sure", "sure", "sure", levels=(1, 1, 3))
    for sureness, perhaps in (
        (Sureness("even", 2), ("two",)),
        (Sureness("other", 2), ("two",)),
        (Sureness("even", 0), ()),
        (Sureness("rather", 2), ()),
        (None, ()),
    ):
        found = msgspec.structs.replace(beside, sure=(Sureness("sure"), sureness, Sureness("even", 4)))
        assert perhaps_lowest(found) == perhaps


def test_what_people_outside_see_less_of_is_none_and_the_rest_of_the_headline_stays() -> None:
    found = team_headline(team("sure", "even", "sure"), {"three"})
    assert (found.strength, found.holding) == (None, ("one",))


def test_a_dimension_is_seen_lower_where_one_of_its_practices_surely_is() -> None:
    def said(to: object, name: str, level: Given) -> Tally:
        of = SEEN if to is SEEN else USED
        return count_responses(of, [respond(of, {f"{name}.p{i}": Answer(level) for i in range(4)})] * 8)

    cases: tuple[tuple[Given, set[str]], ...] = ((1, {"three"}), (3, set()), (4, set()))
    for heard, lower in cases:
        gaps = perception_gaps(USED, said(USED, "three", 3), SEEN, said(SEEN, "seen", heard))
        assert dimensions_seen_lower(USED, gaps.pairs) == lower
