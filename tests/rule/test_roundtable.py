"""A roundtable's votes: how far they are spread, what was agreed, and what a file of them may hold."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.authoring.instruments import load_instrument
from capability.errors import RoundtableError
from capability.limits import MOST_PEOPLE
from capability.rule.response import read_response
from capability.rule.response import to_json as response_json
from capability.rule.roundtable import (
    Roundtable,
    Talk,
    Vote,
    agenda_by_spread,
    agreed_response,
    read_roundtable,
    record,
    spread,
    to_json,
)

ORGANISATION = load_instrument("organisation")
EARLY, MAP = "market-shaping.early-engagement", "place.outcome-map"
FRAME = {"format": "capability-roundtable/1", "instrument": "organisation", "version": "1.0.0", "agenda": [EARLY]}

counts = st.integers(0, 60)
votes = st.builds(Vote, st.tuples(counts, counts, counts, counts, counts), counts, counts)
talks_of = st.builds(Talk, votes, votes, st.sampled_from([None, 0, 4, "unknown", "no-agreement"]))


def roundtable(agenda: tuple[str, ...], talks: dict[str, Talk]) -> Roundtable:
    return Roundtable(
        format="capability-roundtable/1",
        instrument="organisation",
        version="1.0.0",
        agenda=agenda,
        talks=talks,
        id="x",
    )


def table(**talks: Talk) -> Roundtable:
    named = {name.replace("__", ".").replace("_", "-"): talk for name, talk in talks.items()}
    return roundtable(tuple(named), named)


@given(votes)
def test_a_vote_is_spread_as_a_team_of_those_people_would_be(vote: Vote) -> None:
    seen = spread(MAP, vote)
    if not vote.people:
        assert seen is None
        return
    assert seen is not None
    assert seen.blank == 0
    assert seen.n + seen.unknown + seen.not_applicable == vote.people
    people = [level for level, count in enumerate(vote.levels) for _ in range(count)]
    if people and 2 * len(people) >= vote.people - vote.not_applicable:
        assert seen.consensus == sorted(people)[(len(people) - 1) // 2]


@given(votes, st.integers(0, 4))
def test_people_who_come_round_to_one_level_are_not_seen_as_apart(vote: Vote, level: int) -> None:
    together = Vote(tuple(vote.people if i == level else 0 for i in range(5)))
    seen = spread(MAP, together)
    assert seen is None or (seen.consensus, seen.disagreement, seen.flagged) == (level, 0.0, False)


def test_the_widest_spread_is_first_on_the_agenda() -> None:
    said = {EARLY: Vote((2, 0, 0, 0, 3)), MAP: Vote((0, 2, 0, 2, 1)), "place.spend-map": Vote((0, 3, 0, 0, 0))}
    assert agenda_by_spread(ORGANISATION, said) == (EARLY, MAP)


def test_what_was_agreed_is_a_response_that_reads_again() -> None:
    agreed = agreed_response(
        ORGANISATION,
        table(
            market_shaping__early_engagement=Talk(agreed=2, reason="  Housing does not yet.  "),
            place__outcome_map=Talk(agreed="unknown"),
            place__spend_map=Talk(agreed="no-agreement", reason="Two views"),
            suppliers__paperwork=Talk(first=Vote((1, 0, 0, 0, 0))),
        ),
    )
    read = read_response(response_json(agreed), ORGANISATION).response
    assert read == agreed
    assert {name: (answer.level, answer.note) for name, answer in read.answers.items()} == {
        EARLY: (2, "Housing does not yet."),
        MAP: ("unknown", ""),
    }
    assert read.rater.role == "roundtable"


def test_the_record_follows_the_agenda_with_every_vote() -> None:
    [point] = record(ORGANISATION, table(place__outcome_map=Talk(first=Vote((0, 2, 0, 0, 0), unknown=1))))
    assert point.practice.id == MAP
    assert point.first is not None and (point.first.counts, point.first.unknown) == ((0, 2, 0, 0, 0), 1)
    assert (point.second, point.agreed, point.reason) == (None, None, "")


@given(
    st.dictionaries(
        st.sampled_from([EARLY, MAP]), st.builds(Talk, votes, votes, st.sampled_from([None, 0, 4, "unknown"]))
    )
)
def test_a_file_of_it_reads_again(talks: dict[str, Talk]) -> None:
    whole = roundtable((EARLY, MAP), talks)
    assert read_roundtable(json.loads(to_json(whole)), [ORGANISATION]) == whole


BAD: dict[str, tuple[Any, str]] = {
    "no object": ([], "this JSON is not a roundtable"),
    "a response": ({"format": "capability-response/1"}, "this is a response, not a roundtable"),
    "another instrument": ({**FRAME, "instrument": "supplier"}, "it is about `supplier`"),
    "a newer version": ({**FRAME, "version": "2.0.0"}, "version 2.0.0"),
    "an unknown practice": (
        {**FRAME, "agenda": ["market-shaping.early-engagment"]},
        "did you mean `market-shaping.early-e",
    ),
    "one practice twice": ({**FRAME, "agenda": [EARLY, EARLY]}, "stands 2 times"),
    "an unknown key": ({**FRAME, "boss": 1}, "boss"),
    "minus one": ({**FRAME, "talks": {EARLY: {"first": {"levels": [-1, 0, 0, 0, 0]}}}}, "talks[...].first.levels"),
    "three and a half": ({**FRAME, "talks": {EARLY: {"first": {"levels": [3.5, 0, 0, 0, 0]}}}}, "expected `int`"),
    "four levels": ({**FRAME, "talks": {EARLY: {"first": {"levels": [1, 0, 0, 0]}}}}, "length"),
    "a million": ({**FRAME, "talks": {EARLY: {"first": {"levels": [1_000_000, 0, 0, 0, 0]}}}}, "500"),
    "501 in all": ({**FRAME, "talks": {EARLY: {"second": {"levels": [MOST_PEOPLE, 1, 0, 0, 0]}}}}, "501 people voted"),
    "a level of 7": ({**FRAME, "talks": {EARLY: {"agreed": 7}}}, "7"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_is_refused_in_words(kind: str) -> None:
    plain, words = BAD[kind]
    with pytest.raises(RoundtableError, match=words.replace("[", r"\[").replace(".", r"\.")) as caught:
        read_roundtable(plain, [ORGANISATION], "table.json")
    assert all(fault.where.startswith("table.json") and fault.hint for fault in caught.value.faults)


def test_a_vote_agrees_with_the_rule_by_hand() -> None:
    """Two at 0, three at 2, one at 3, two at 4: the lower median of eight is the fourth, 2; |d| sums to 4 + 1 + 4."""
    seen = spread(MAP, Vote((2, 0, 3, 1, 2), unknown=1))
    assert seen is not None
    assert (seen.consensus, seen.disagreement, seen.flagged) == (2, 1.125, True)
