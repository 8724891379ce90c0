"""What is shown by role, and that it gives nobody away: see also `tests/attack/by_role.py`."""

import random
from collections.abc import Sequence
from itertools import product

import msgspec
import pytest

from capability.rule.disclosure import practices_apart, roles_apart
from capability.rule.tally import FORMAT, Count, RoleTally, Tally
from capability.rule.team import team_profile
from tests.attack.by_role import LEVELS, Groups, attack, by_role, teams
from tests.synthetic import dimension, instrument

ONE = instrument(dimension("one", weights=(1,)))
[PRACTICE] = ONE.practices
Row = tuple[int, ...]
"""One group's raters at levels 0 to 4, unknown, not applicable and blank."""


def tally(groups: dict[str, Row]) -> Tally:
    roles = {
        role: RoleTally(sum(row), {PRACTICE.id: Count(row[:LEVELS], unknown=row[5], not_applicable=row[6])})
        for role, row in groups.items()
    }
    return Tally(format=FORMAT, instrument=ONE.id, version=ONE.version, roles=roles)


def shown(groups: dict[str, Row]) -> dict[str, Row]:
    """What a reader of the team's result sees by role."""
    return {
        role.role: (*practice.counts, practice.unknown, practice.not_applicable, practice.blank)
        for role in team_profile(ONE, tally(groups)).roles
        for practice in role.practices
    }


# --- the rule ---------------------------------------------------------------------------------------------------------

MIXED: Row = (3, 3, 3, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("raters", "apart"),
    [
        ({"a": 5, "b": 6}, ["a", "b"]),
        ({"a": 5, "b": 4}, []),
        ({"a": 7, "b": 5, "c": 3}, ["a"]),
        ({"a": 5, "b": 3, "c": 2}, ["a"]),
        ({"": 9, "a": 5}, ["a"]),
    ],
)
def test_which_roles_are_shown_goes_by_how_many_they_are(raters: dict[str, int], apart: list[str]) -> None:
    roles = {role: RoleTally(n) for role, n in raters.items()}
    counted = Tally(format=FORMAT, instrument=ONE.id, version=ONE.version, roles=roles)
    assert [*roles_apart(counted)] == apart


@pytest.mark.parametrize(
    ("other", "is_shown"),
    [
        (MIXED, True),
        ((4, 1, 1, 1, 0, 0, 0, 0), True),
        ((5, 1, 1, 0, 0, 0, 0, 0), False),  # all but two agree
        ((2, 2, 1, 0, 0, 3, 0, 0), True),
        ((2, 2, 0, 0, 0, 3, 0, 0), False),  # four levels
        ((0, 3, 2, 0, 0, 0, 0, 5), True),
        ((0, 3, 2, 0, 0, 0, 0, 9), True),
        ((0, 0, 0, 0, 0, 9, 0, 0), False),
    ],
)
def test_a_practice_is_shown_in_every_role_or_in_none(other: Row, is_shown: bool) -> None:
    """Whether the other group is a role, or those who gave none."""
    for role in ("finance", ""):
        counted = {"legal": MIXED, role: other}
        assert shown(counted) == ({k: v for k, v in sorted(counted.items()) if k} if is_shown else {})


def test_the_whole_less_a_role_is_held_to_the_same_limits() -> None:
    """Seven in finance gave a level, and of five in legal one: the whole less finance would be that one's answer."""
    assert shown({"finance": (0, 2, 2, 3, 0, 0, 0, 0), "legal": (1, 0, 0, 0, 0, 4, 0, 0)}) == {}


def test_a_result_without_a_practice_by_role_has_no_roles() -> None:
    assert team_profile(ONE, tally({"a": (9, *[0] * 7), "b": MIXED})).roles == ()


# --- the attack -----------------------------------------------------------------------------------------------------


def test_the_attackers_rule_is_the_kits() -> None:
    for groups in teams(random.Random(5), 200):
        named = {f"role {g}": tuple(row) for g, row in enumerate(groups)}
        assert bool(practices_apart(ONE, tally(named))) == by_role(groups)


@pytest.mark.parametrize("colluders", [0, 1, 2])
def test_nobody_is_given_away_by_what_is_shown_by_role(colluders: int) -> None:
    found, tried, seen = attack(by_role, colluders, seed=colluders, tries=300)
    assert (found, tried) == (0, 300)
    assert seen > 30


def test_the_attack_finds_what_a_milder_rule_gives_away() -> None:
    def five_levels(groups: Groups) -> bool:
        return all(sum(row[:LEVELS]) >= 5 for row in groups)

    found, tried, _ = attack(five_levels, 1, seed=1, tries=100)
    assert found > tried / 10


def test_no_small_team_is_given_away_either_where_every_possibility_is_tried() -> None:
    """All teams of two groups of five or six and three answers: what is possible is listed, and nothing is left out."""
    for sizes in ((5, 5), (5, 6)):
        every = [
            (first, second)
            for first in _rows(sizes[0])
            for second in _rows(sizes[1])
            if max(a + b for a, b in zip(first, second, strict=True)) < sum(sizes)
        ]
        looking: dict[object, list[tuple[Row, Row]]] = {}
        plain: dict[object, list[tuple[Row, Row]]] = {}
        for team in every:
            whole = tuple(a + b for a, b in zip(*team, strict=True))
            looks = by_role([[*row, 0, 0] for row in team])
            looking.setdefault((whole, looks, team if looks else None), []).append(team)
            plain.setdefault(whole, []).append(team)
        for (whole, *_), alike in looking.items():  # type: ignore[misc]
            for g, cell in product((0, 1), range(3)):
                with_insider = [team for team in alike if team[g][cell]]
                before = [team for team in plain[whole] if team[g][cell]]
                assert _certain(with_insider, g, cell) <= _certain(before, g, cell)


def _rows(raters: int) -> list[Row]:
    return [(a, b, raters - a - b) for a in range(raters + 1) for b in range(raters + 1 - a)]


def _certain(teams: Sequence[tuple[Row, Row]], of: int, cell: int) -> set[int]:
    """Groups in which the answers of all but one known rater are the same in every one of the teams."""
    if not teams:
        return set()
    possible: list[set[int]] = [set(), set()]
    for team in teams:
        for g, row in enumerate(team):
            possible[g].update(c for c, n in enumerate(row) if n - (g == of and c == cell) > 0)
    return {g for g, answers in enumerate(possible) if len(answers) == 1}


def test_two_results_before_and_after_one_more_person_tell_what_that_person_said() -> None:
    """Why the words beside the button say to give a result out once: counts of the whole team are given in full."""
    before = tally({"a": MIXED})
    after = msgspec.structs.replace(before, roles={"a": tally({"a": (3, 3, 4, 0, 0, 0, 0, 0)}).roles["a"]})
    counts = [team_profile(ONE, counted).practices[0].counts for counted in (before, after)]
    assert [b - a for a, b in zip(*counts, strict=True)] == [0, 0, 1, 0, 0]
