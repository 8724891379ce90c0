"""The levels of many teams at once are those of each team by itself."""

from math import isnan
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capability.bulk.blocks import BLANK, EVIDENCE, UNKNOWN, Block
from capability.bulk.counting import Counted, count_blocks
from capability.bulk.profiles import APPLIES_NOT, NO_LEVEL, Profiles, profiles_of
from capability.bulk.sureness import CLAIMS, NOTHING, Sure
from capability.rule.instrument import Instrument
from capability.rule.sureness import Sureness
from capability.rule.team import TeamProfile, team_profile
from tests.bulk.made_up import table
from tests.bulk.test_counting import CONTRACT, counted_of
from tests.synthetic import ORGANISATION, made_up_instruments


def plain_sure(sure: Sureness | None) -> tuple[str | None, int, tuple[float, ...]]:
    if sure is None:
        return None, NOTHING, ()
    return sure.claim, NOTHING if sure.other is None else sure.other, sure.chances


def sure_at(sure: Sure, i: int) -> tuple[str | None, int, tuple[float, ...]]:
    """To the last digit of each chance."""
    chances = tuple(sure.chances[i].tolist())
    return (
        None if sure.claim[i] == NOTHING else CLAIMS[sure.claim[i]],
        int(sure.other[i]),
        () if any(map(isnan, chances)) else chances,
    )


def plain(team: TeamProfile) -> dict[str, Any]:
    """What a team's profile says, in the numbers of `Profiles`."""
    consensus: dict[object, int] = {"unknown": NO_LEVEL, None: APPLIES_NOT}

    def level_of(n: int | None) -> int:
        return NO_LEVEL if n is None else n

    return {
        "raters": team.raters,
        "together": (level_of(team.profile.level), level_of(team.profile.at_most)),
        "sure": plain_sure(team.sure_together),
        "at_or_above": team.profile.at_or_above,
        "dimensions": [
            (
                *(level_of(n) for n in (part.level, part.at_most, part.evidenced_level)),
                NO_LEVEL if part.index is None else round(10 * part.index),
                part.coverage.answered,
                part.coverage.applicable,
                *plain_sure(sure),
            )
            for part, sure in zip(team.profile.dimensions, team.sure, strict=True)
        ],
        "practices": [
            (
                part.n,
                consensus.get(part.consensus, part.consensus),
                NO_LEVEL if part.disagreement is None else round(1000 * part.disagreement),
                part.flagged,
            )
            for part in team.practices
        ],
    }


def plain_at(profiles: Profiles, i: int) -> dict[str, Any]:
    return {
        "raters": profiles.raters[i],
        "together": (profiles.level[i], profiles.at_most[i]),
        "sure": sure_at(profiles.sure, i),
        "at_or_above": tuple(profiles.at_or_above[:, i]),
        "dimensions": [
            (
                *(of[i] for of in (d.level, d.at_most, d.evidenced_level, d.index, d.answered, d.applicable)),
                *sure_at(d.sure, i),
            )
            for d in profiles.dimensions
        ],
        "practices": [(p.given[i], p.consensus[i], p.disagreement[i], p.flagged[i]) for p in profiles.practices],
    }


def same(counted: Counted, every: int = 1) -> None:
    profiles = profiles_of(counted)
    for i, (key, tally) in enumerate(counted.tallies()):
        assert profiles.keys[i] == key
        if i % every == 0:
            assert plain_at(profiles, i) == plain(team_profile(counted.instrument, tally))


def test_teams_that_differ_in_nation_and_role() -> None:
    same(counted_of(CONTRACT, table(CONTRACT, 900, 200), 900))


# How often levels, unknowns, not applicables and blanks come up: teams that know much, little, or nothing.
CROWDS = {
    "who know": [0, 1, 2, 2, 2, 3, 3, 4, 2 + EVIDENCE, 3 + EVIDENCE],
    "who doubt": [2, 3, 3 + EVIDENCE, UNKNOWN, UNKNOWN, BLANK],
    "whom little concerns": [2, 6, 6, 6],
    "who say little": [1, BLANK, BLANK, BLANK],
}


@pytest.mark.parametrize("crowd", CROWDS)
def test_teams_of_one_to_twelve(crowd: str) -> None:
    chance = np.random.default_rng(len(crowd))
    teams = np.repeat(np.arange(24), np.arange(24) // 2 + 1)
    cells = chance.choice(CROWDS[crowd], size=(len(ORGANISATION.practices), len(teams))).astype(np.int8)
    # Each team leans its own way, so that all levels come up.
    cells[:, teams % 3 == 0] = np.where(cells[:, teams % 3 == 0] < 4, cells[:, teams % 3 == 0] // 2 + 2, 4)
    same(count_blocks(ORGANISATION, [Block(cells, [f"{n:02}" for n in range(24)], teams)]))


@st.composite
def teams(draw: st.DrawFn) -> tuple[Instrument, np.random.Generator]:
    return draw(made_up_instruments()), np.random.default_rng(draw(st.integers(0, 2**32)))


@given(teams())
@settings(max_examples=40)
def test_any_weights_and_foundations(drawn: tuple[Instrument, np.random.Generator]) -> None:
    instrument, chance = drawn
    people, width = 12, len(instrument.practices)
    wide = chance.integers(1, 6)
    cells = np.minimum(chance.integers(0, 5, (width, 1)) + chance.integers(0, wide, (width, people)), BLANK)
    keys = chance.integers(0, 4, people)
    same(count_blocks(instrument, [Block(cells.astype(np.int8), list("abcd"), keys)]))


def test_very_many_raters_are_no_surer_than_a_thousand() -> None:
    chance = np.random.default_rng(7)
    cells = chance.choice([1, 2, 2, 3], size=(len(ORGANISATION.practices), 4_000)).astype(np.int8)
    same(count_blocks(ORGANISATION, [Block(cells, ["few", "many"], (np.arange(4_000) > 999).astype(int))]))


def test_a_table_has_a_row_a_team_and_nothing_where_no_level_is() -> None:
    cells = np.full((len(ORGANISATION.practices), 2), BLANK, dtype=np.int8)
    cells[:, 0] = 3
    frame = profiles_of(count_blocks(ORGANISATION, [Block(cells, ["b", "a"], np.array([0, 1]))])).table().to_pydict()
    assert (frame["key"], frame["level"], frame["place.index"]) == (["a", "b"], [None, 3], [None, 75.0])
