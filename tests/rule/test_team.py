import json
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.authoring.instruments import Library
from capability.reading.folders import read_files
from capability.reading.gathering import gather
from capability.rule.instrument import Instrument
from capability.rule.response import Answer, Response
from capability.rule.scoring import score
from capability.rule.tally import Count, count_responses
from capability.rule.team import TeamProfile, lower_median, practice_team, team_profile, to_json
from tests.synthetic import LEVELS, answers_of, cases, dimension, instrument, respond, responses, same_everywhere

MADE_UP = instrument(dimension("one"))
EXAMPLES = sorted(path.parent for path in Path(__file__).parents[2].glob("assessments/examples/*/expected-team.json"))


def team_of(*levels: object, role: str = "") -> TeamProfile:
    responses = [respond(MADE_UP, {"one.p0": Answer(level)}) for level in levels]  # type: ignore[arg-type]
    return team_profile(MADE_UP, count_responses(MADE_UP, responses))


# --- worked by hand ---------------------------------------------------------------------------------------------------


def test_there_is_an_example() -> None:
    assert EXAMPLES


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda path: path.name)
def test_a_case_gives_what_was_worked_out_by_hand(case: Path) -> None:
    gathered = gather(read_files([case / "responses"]), Library())
    expected = json.loads((case / "expected-team.json").read_text("utf-8"))
    expected |= {"version": gathered.instrument.version, "digest": gathered.instrument.digest}
    written = to_json(team_profile(gathered.instrument, gathered.tally))
    assert written == json.dumps(expected, sort_keys=True, indent=2) + "\n"
    assert not gathered.left_out
    assert "synthetic" in (case / "about.md").read_text("utf-8")


@given(cases(), st.data())
def test_a_practice_that_most_could_not_tell_lifts_no_headline(
    case: tuple[Instrument, Response], data: st.DataObject
) -> None:
    """Where most do not know, their answer may turn out to be any: no level of the team falls."""
    used, response = case
    known = {name: answer for name, answer in response.answers.items() if answer.level != "unknown"}
    missing = [practice.id for practice in used.practices if practice.id not in known]
    found = data.draw(st.dictionaries(st.sampled_from(missing), answers_of(LEVELS))) if missing else {}
    before, after = (
        team_profile(used, count_responses(used, [respond(used, answers)] * 2 + [respond(used, known)])).profile
        for answers in (known, known | found)
    )
    assert before.level is None or (after.level is not None and after.level >= before.level)
    for old, new in zip(before.dimensions, after.dimensions, strict=True):
        assert old.level is None or (new.level is not None and new.level >= old.level)


# Levels, and what follows: consensus, disagreement, flag.
TEAMS = {
    "all the same": ([2, 2, 2], (2, 0.0, False)),
    "two camps of equal size": ([1, 1, 3, 3], (1, 1.0, True)),
    "a third against": ([2, 2, 2, 2, 0, 0], (2, 0.667, True)),
    "one of five is far: not a quarter": ([2, 2, 2, 2, 0], (2, 0.4, False)),
    "one of four is far": ([2, 2, 2, 0], (2, 0.5, True)),
    "exactly five sixths is not more": ([0, 1, 1, 2, 2, 0], (1, 0.667, False)),
    "two who differ are too few to say": ([0, 4], (0, 2.0, False)),
    "one": ([3], (3, 0.0, False)),
    "half know": ([2, 3, "unknown", "unknown"], (2, 0.5, False)),
    "less than half know": ([2, "unknown", "unknown"], ("unknown", 0.0, False)),
    "for one it applies": ([2, "not-applicable", "not-applicable"], (2, 0.0, False)),
    "it applies to nobody": (["not-applicable"] * 3, (None, None, False)),
    "nobody knows": (["unknown"] * 3, ("unknown", None, False)),
}


@pytest.mark.parametrize(("levels", "expected"), TEAMS.values(), ids=TEAMS.keys())
def test_consensus_and_disagreement(levels: list[object], expected: tuple[object, ...]) -> None:
    practice = team_of(*levels).practices[0]
    assert (practice.consensus, practice.disagreement, practice.flagged) == expected


def test_a_blank_counts_as_unknown_for_the_consensus_and_is_told_apart() -> None:
    responses = [respond(MADE_UP, {"one.p0": Answer(3)}), respond(MADE_UP, {}), respond(MADE_UP, {})]
    practice = team_profile(MADE_UP, count_responses(MADE_UP, responses)).practices[0]
    assert (practice.consensus, practice.unknown, practice.blank) == ("unknown", 0, 2)


@pytest.mark.parametrize(
    ("raters", "cautions"),
    [
        (0, ("nobody",)),
        (1, ("under-three", "under-five", "under-six")),
        (2, ("under-three", "under-five", "under-six", "leans-down")),
        (4, ("under-five", "under-six", "leans-down")),
        (5, ("under-six",)),
        (6, ("leans-down",)),
        (7, ()),
        (14, ("leans-down",)),
        (16, ()),
    ],
)
def test_it_says_when_there_are_too_few_to_say(raters: int, cautions: tuple[str, ...]) -> None:
    assert team_of(*[2] * raters).cautions == cautions


def test_nobody_has_no_result() -> None:
    result = team_of()
    assert (result.raters, result.profile.level, result.profile.dimensions[0].level) == (0, None, None)
    assert {(practice.n, practice.consensus, practice.disagreement) for practice in result.practices} == {
        (0, None, None)
    }


def test_a_practice_that_applies_to_nobody_leaves_both_sides() -> None:
    answers = {f"one.p{i}": Answer(2) for i in range(3)} | {"one.p3": Answer("not-applicable")}
    result = team_profile(MADE_UP, count_responses(MADE_UP, [respond(MADE_UP, answers)] * 4))
    assert result.profile.dimensions[0].coverage.applicable == 3
    assert result.profile.dimensions[0].level == 2


def test_the_weakest_and_the_most_disputed_come_in_order() -> None:
    rows = [(0, 2, 1, 3), (0, 2, 1, 0), (2, 2, 1, 3), (2, 2, 1, 0)]
    responses = [respond(MADE_UP, {f"one.p{i}": Answer(n) for i, n in enumerate(row)}) for row in rows]  # type: ignore[arg-type]
    result = team_profile(MADE_UP, count_responses(MADE_UP, responses))
    assert result.disputed == ("one.p3", "one.p0")
    assert result.weakest == ("one.p0", "one.p3")
    assert team_profile(MADE_UP, count_responses(MADE_UP, [same_everywhere(MADE_UP, Answer(4))])).weakest == ()


# --- shares -----------------------------------------------------------------------------------------------------------


def test_each_level_has_its_share_of_those_who_gave_one() -> None:
    """Newcombe's 0 of 20 at one end; nobody who could not tell is counted."""
    practice = practice_team("one.p0", Count(without=(20, 0, 0, 0, 0), unknown=4), 24)
    assert [(share.count, share.of) for share in practice.at_or_above] == [(0, 20)] * 4
    assert [(round(share.low, 4), round(share.high, 4)) for share in practice.at_or_above] == [(0.0, 0.1611)] * 4
    spread = practice_team("one.p0", Count(without=(1, 1, 0, 1, 0), with_=(0, 0, 1, 0, 1)), 5)
    assert [share.count for share in spread.at_or_above] == [4, 3, 2, 1]
    assert practice_team("one.p0", Count(unknown=3), 3).at_or_above == ()


# --- what always holds ------------------------------------------------------------------------------------------------

counts = st.lists(st.integers(0, 9), min_size=5, max_size=5).filter(any)


@given(cases(), st.integers(1, 7))
def test_a_team_of_identical_raters_equals_that_rater(case: tuple[Instrument, Response], raters: int) -> None:
    used, response = case
    result = team_profile(used, count_responses(used, [response] * raters))
    assert result.profile == score(used, response)
    assert all(practice.disagreement in (None, 0.0) and not practice.flagged for practice in result.practices)


@given(counts)
def test_a_rater_at_the_consensus_never_raises_disagreement(levels: list[int]) -> None:
    before = practice_team("one.p0", Count(tuple(levels)), sum(levels))
    assert isinstance(before.consensus, int)
    more = [n + (level == before.consensus) for level, n in enumerate(levels)]
    after = practice_team("one.p0", Count(tuple(more)), sum(more))
    assert after.consensus == before.consensus
    assert before.disagreement is not None and after.disagreement is not None
    assert after.disagreement <= before.disagreement
    assert before.flagged or not after.flagged or before.n < 3


@given(counts)
def test_disagreement_is_the_average_deviation_about_the_lower_median(levels: list[int]) -> None:
    every = sorted(Counter(dict(enumerate(levels))).elements())
    middle = every[(len(every) - 1) // 2]
    exact = Fraction(sum(abs(level - middle) for level in every), len(every))
    practice = practice_team("one.p0", Count(tuple(levels)), len(every))
    assert lower_median(levels) == middle
    assert practice.disagreement is not None
    assert abs(Fraction(practice.disagreement) - exact) <= Fraction(1, 1999)
    far = sum(abs(level - middle) >= 2 for level in every)
    assert practice.flagged == (
        len(every) >= 3 and (exact > Fraction(5, 6) or Fraction(far, len(every)) >= Fraction(1, 4))
    )


@given(st.lists(responses(MADE_UP), max_size=8), st.randoms())
def test_the_order_of_raters_changes_nothing(responses: list[Response], chance: object) -> None:
    shuffled = sorted(responses, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert team_profile(MADE_UP, count_responses(MADE_UP, responses)) == team_profile(
        MADE_UP, count_responses(MADE_UP, shuffled)
    )


def test_no_level_has_no_middle() -> None:
    with pytest.raises(ValueError, match="no level"):
        lower_median([0, 0, 0, 0, 0])
