"""The levels of many teams at once are those of each team by itself."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capability.bulk.blocks import BLANK, EVIDENCE, UNKNOWN, Block
from capability.bulk.counting import Counted, count_blocks
from capability.bulk.profiles import APPLIES_NOT, NO_LEVEL, Profiles, profiles_of
from capability.rule.instrument import Instrument
from capability.rule.team import TeamProfile, team_profile
from tests.bulk.made_up import table
from tests.bulk.test_counting import CONTRACT, counted_of
from tests.synthetic import ORGANISATION, made_up_instruments


def plain(team: TeamProfile) -> dict[str, Any]:
    """What a team's profile says, in the numbers of `Profiles`."""
    level = {None: NO_LEVEL}
    consensus = {"unknown": NO_LEVEL, None: APPLIES_NOT}
    return {
        "raters": team.raters,
        "together": (
            level.get(team.profile.level, team.profile.level),
            level.get(team.profile.at_most, team.profile.at_most),
        ),
        "at_or_above": team.profile.at_or_above,
        "dimensions": [
            (
                *(level.get(n, n) for n in (part.level, part.at_most, part.evidenced_level)),
                NO_LEVEL if part.index is None else round(10 * part.index),
                part.coverage.answered,
                part.coverage.applicable,
            )
            for part in team.profile.dimensions
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
        "at_or_above": tuple(profiles.at_or_above[:, i]),
        "dimensions": [
            (d.level[i], d.at_most[i], d.evidenced_level[i], d.index[i], d.answered[i], d.applicable[i])
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


def test_a_table_has_a_row_a_team_and_nothing_where_no_level_is() -> None:
    cells = np.full((len(ORGANISATION.practices), 2), BLANK, dtype=np.int8)
    cells[:, 0] = 3
    frame = profiles_of(count_blocks(ORGANISATION, [Block(cells, ["b", "a"], np.array([0, 1]))])).table().to_pydict()
    assert (frame["key"], frame["level"], frame["place.index"]) == (["a", "b"], [None, 3], [None, 75.0])
