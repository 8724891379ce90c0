"""How sure a level is, by a second method: every combination of middle answers, weighed; and scipy's beta."""

from itertools import product
from math import isclose, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from benchmarks.sureness import is_the_rule
from capability.rule.instrument import Dimension
from capability.rule.response import Answer
from capability.rule.scoring import score, score_dimension
from capability.rule.sureness import (
    MOST_COUNTED,
    chances_of_most,
    dimension_chances,
    practice_chances,
    sureness,
    together_chances,
)
from capability.rule.tally import count_responses
from capability.rule.team import team_profile
from tests.synthetic import dimension, dimensions, instrument, respond, responses, same_everywhere

counts = st.lists(st.integers(0, 9), min_size=5, max_size=5).filter(any)
chances = st.lists(st.integers(0, 9), min_size=5, max_size=5).filter(any).map(lambda n: tuple(x / sum(n) for x in n))


def each(above: tuple[float, ...]) -> list[float]:
    """The chance of each level 0 to 4."""
    ends = (1.0, *above, 0.0)
    return [ends[n] - ends[n + 1] for n in range(5)]


def same(some: tuple[float, ...], others: list[float]) -> bool:
    return all(isclose(a, b, abs_tol=1e-12) for a, b in zip(some, others, strict=True))


# --- a practice -------------------------------------------------------------------------------------------------------


@given(st.integers(1, 200), st.data())
def test_a_practices_chance_is_the_beta_distributions(raters: int, data: st.DataObject) -> None:
    yes = data.draw(st.integers(0, raters))
    assert isclose(chances_of_most(raters)[yes], beta.sf(0.5, yes + 1, raters - yes + 1), rel_tol=1e-9)


@given(st.integers(MOST_COUNTED + 1, 100 * MOST_COUNTED), st.data())
def test_of_very_many_raters_no_more_is_said_than_is_so(raters: int, data: st.DataObject) -> None:
    yes = data.draw(st.integers(raters // 2 - 100, raters // 2 + 100))
    [said, *_] = practice_chances((raters - yes, yes, 0, 0, 0))
    exact = beta.sf(0.5, yes + 1, raters - yes + 1)
    assert min(exact, 0.5) - 1e-9 <= said <= max(exact, 0.5) + 1e-9


@given(counts, st.integers(0, 3))
def test_whoever_answers_higher_makes_no_level_less_likely(levels: list[int], place: int) -> None:
    if levels[place]:
        higher = [*levels]
        higher[place] -= 1
        higher[place + 1] += 1
        assert all(a <= b for a, b in zip(practice_chances(levels), practice_chances(higher), strict=True))


# --- through the gates ------------------------------------------------------------------------------------------------


@given(dimensions(), st.data())
@settings(max_examples=6, deadline=None)
def test_a_dimensions_chances_are_those_of_every_combination(of: Dimension, data: st.DataObject) -> None:
    """Four or five practices, each at 0 to 4 with its own chance: the rule scores every one of the combinations."""
    practices = of.practices[:5]
    used = Dimension(id=of.id, title=of.title, about=of.about, practices=practices)
    above = [practice_chances(data.draw(counts)) for _ in practices]
    found = [0.0] * 5
    for combination in product(range(5), repeat=len(practices)):
        answers = {practice.id: Answer(level) for practice, level in zip(practices, combination, strict=True)}  # type: ignore[arg-type]
        level = score_dimension(used, answers).level
        assert level is not None
        found[level] += prod(each(of_one)[n] for of_one, n in zip(above, combination, strict=True))
    assert same(dimension_chances(list(zip(practices, above, strict=True))), found)


@given(st.lists(chances, min_size=1, max_size=4))
@settings(max_examples=12, deadline=None)
def test_the_organisations_chances_are_those_of_every_combination(each_dimension: list[tuple[float, ...]]) -> None:
    used = instrument(*(dimension(f"d{i}") for i in range(len(each_dimension))))
    found = [0.0] * 5
    for combination in product(range(5), repeat=len(each_dimension)):
        answers = {
            practice.id: Answer(level)  # type: ignore[arg-type]
            for of, level in zip(used.dimensions, combination, strict=True)
            for practice in of.practices
        }
        level = score(used, respond(used, answers)).level
        assert level is not None
        found[level] += prod(of[n] for of, n in zip(each_dimension, combination, strict=True))
    assert same(together_chances(each_dimension), found)


# --- what may be claimed ----------------------------------------------------------------------------------------------

# Level, chances, raters, and what may be said of it; record 0059 has how often each held.
CLAIMS = {
    "nine in ten needs more where fewer answered": (2, (0, 0.04, 0.92, 0.04, 0), 11, ("likely", None)),
    "with twelve it is enough": (2, (0, 0.04, 0.92, 0.04, 0), 12, ("sure", None)),
    "two in three, and the other one": (2, (0, 0.1, 0.65, 0.25, 0), 7, ("rather", 3)),
    "as likely as not": (2, (0, 0.45, 0.5, 0.05, 0), 7, ("even", 1)),
    "another is likelier": (2, (0, 0.1, 0.3, 0.6, 0), 8, ("other", 3)),
    "of an odd number too": (2, (0, 0.1, 0.3, 0.6, 0), 7, ("other", 3)),
    "six are too few to say that": (2, (0, 0.1, 0.3, 0.6, 0), 6, ("even", 3)),
    "four are too few for any": (2, (0, 0, 1, 0, 0), 4, ("few", None)),
}


@pytest.mark.parametrize(("level", "each_level", "raters", "expected"), CLAIMS.values(), ids=CLAIMS.keys())
def test_what_may_be_claimed(
    level: int, each_level: tuple[float, ...], raters: int, expected: tuple[object, ...]
) -> None:
    found = sureness(level, each_level, raters)
    assert (found.claim, found.other) == expected


def test_what_was_simulated_is_the_rule() -> None:
    assert is_the_rule(teams=2)


# --- a team -----------------------------------------------------------------------------------------------------------

USED = instrument(dimension("one"), dimension("two", weights=(3, 1, 2, 1, 1), essentials=(0, 2)))


@given(st.lists(responses(USED), min_size=1, max_size=9))
@settings(max_examples=60)
def test_what_has_a_level_has_chances_that_add_up_to_one(said: list[object]) -> None:
    team = team_profile(USED, count_responses(USED, said))  # type: ignore[arg-type]
    for result, sure in zip(team.profile.dimensions, team.sure, strict=True):
        assert (sure is None) == (result.level is None)
        assert sure is None or not sure.chances or isclose(sum(sure.chances), 1.0)
    lacking = any(sure is None for sure in team.sure)
    assert team.sure_together is None or not lacking


def test_the_more_raters_the_surer_and_under_five_nothing_is_said() -> None:
    """Three quarters say 2, one quarter 1."""
    most, some = (same_everywhere(USED, Answer(level)) for level in (2, 1))
    teams = [team_profile(USED, count_responses(USED, [most, most, most, some] * n)) for n in (1, 2, 3, 5)]
    claims = [(team.sure[0] and team.sure[0].claim, team.sure_together and team.sure_together.claim) for team in teams]
    assert claims == [("few", "few"), ("likely", "likely"), ("sure", "likely"), ("sure", "sure")]


def test_an_unknown_middle_answer_counts_as_below_and_what_does_not_apply_is_left_out() -> None:
    def team(last: Answer) -> list[object]:
        answers = {f"one.p{i}": Answer(2) for i in range(3)} | {"one.p3": last}
        return list(team_profile(USED, count_responses(USED, [respond(USED, answers)] * 6)).sure)

    unknown, left_out = team(Answer("unknown"))[0], team(Answer("not-applicable"))[0]
    alone = practice_chances((0, 0, 6, 0, 0))[1] ** 3
    assert unknown == left_out  # three quarters of four, and of three, are three
    assert isclose(unknown.chances[2], alone, abs_tol=1e-2)  # type: ignore[attr-defined]
