"""Attacks what a team's result shows by role: whoever knows the rule, everybody's role, and what two people said.

The attacker works with plain lists of counts and a rule of their own making, and walks through the teams that look the
same. Whose answer never changes on the way is given away. A walk that is too short finds too many, never too few.

    python -m tests.attack.by_role 20000

It prints besides how much is still shown of made-up teams.
"""

import random
import sys
from collections.abc import Callable, Iterator, Sequence

LEVELS, CELLS = 5, 8
"""The counts of a group: levels 0 to 4, and then unknown, not applicable and blank."""

Groups = list[list[int]]
Person = tuple[int, int]
"""A group, and what one of it answered."""

STEPS = 3000
"""How long a walk goes on that has not found two answers for everybody."""

Looks = Callable[[Groups], bool]


def by_role(groups: Groups) -> bool:
    """The rule as an attacker has it from the words beside the table; every group here is of five raters or more."""
    return all(sum(row[:LEVELS]) >= 5 and sum(row) - max(row) >= 3 for row in groups)


def nothing(_: Groups) -> bool:
    """The whole team's counts alone."""
    return False


def given_away(true: Groups, looks: Looks, known: Sequence[Person], rng: random.Random) -> set[int]:
    """The groups in which everybody but the attackers is known to have given one and the same answer."""
    groups = [[*row] for row in true]
    own = [[known.count((g, cell)) for cell in range(len(row))] for g, row in enumerate(groups)]
    possible: list[set[int]] = [set() for _ in groups]
    look = looks(true)

    def note() -> None:
        for answers, row, mine in zip(possible, groups, own, strict=True):
            answers.update(cell for cell, n in enumerate(row) if n > mine[cell])

    note()
    for _ in range(0 if look else STEPS):  # what is shown is known, and nothing else can be true
        if all(len(answers) > 1 for answers in possible):
            break
        (g, h), (a, b) = rng.sample(range(len(groups)), 2), rng.sample(range(len(groups[0])), 2)
        n = min(rng.choice((1, 1, 2, 3)), groups[g][a] - own[g][a], groups[h][b] - own[h][b])
        _swap(groups, (g, h), (a, b), n)
        if looks(groups) == look:
            note()
        elif rng.random() < 0.5:  # a way may lead through teams that look otherwise
            _swap(groups, (g, h), (b, a), n)
    return {g for g, answers in enumerate(possible) if len(answers) == 1}


def _swap(groups: Groups, between: tuple[int, int], cells: tuple[int, int], n: int) -> None:
    (g, h), (a, b) = between, cells
    groups[g][a] -= n
    groups[h][a] += n
    groups[h][b] -= n
    groups[g][b] += n


def teams(rng: random.Random, tries: int) -> Iterator[Groups]:
    """Teams of 10 to 40, in groups of five or more, of few answers and of many, alike and apart."""
    for _ in range(tries):
        sizes: list[int] = []
        left = rng.randint(10, 40)
        while left >= 10 and len(sizes) < 3:
            sizes.append(rng.randint(5, left - 5))
            left -= sizes[-1]
        cells = rng.sample(range(LEVELS), rng.choice((2, 3, 5))) + rng.sample(range(LEVELS, CELLS), rng.choice((0, 1)))
        apart = rng.random() < 0.6
        alike = [rng.random() ** 2 + 0.02 for _ in cells]
        groups = []
        for size in (*sizes, left) if left else sizes:
            likely = [rng.random() ** 4 + 0.005 for _ in cells] if apart else alike
            said = rng.choices(cells, likely, k=size)
            groups.append([said.count(cell) for cell in range(CELLS)])
        yield groups


def attack(looks: Looks, colluders: int, seed: int, tries: int) -> tuple[int, int, int]:
    """In how many teams somebody is given away whom the whole team's counts keep; how many were tried, and shown."""
    rng = random.Random(seed)
    found = tried = seen = 0
    for groups in teams(rng, tries):
        tried, seen = tried + 1, seen + looks(groups)
        people = [(g, cell) for g, row in enumerate(groups) for cell, n in enumerate(row) for _ in range(n)]
        known = rng.sample(people, colluders)
        away = given_away(groups, looks, known, rng)
        found += bool(away and away - given_away(groups, nothing, known, rng))
    return found, tried, seen


def still_shown(sizes: Sequence[int], apart: float, rng: random.Random, tries: int) -> float:
    """The share of practices that are shown of teams whose people differ so much (standard deviation, in levels).

    One in ten does not know; the groups' means lie half a level around 1.8.
    """
    found = 0
    for _ in range(tries):
        groups = []
        for size in sizes:
            mean = rng.gauss(1.8, 0.5)
            said = [5 if rng.random() < 0.1 else min(4, max(0, round(rng.gauss(mean, apart)))) for _ in range(size)]
            groups.append([said.count(cell) for cell in range(CELLS)])
        found += by_role(groups)
    return found / tries


if __name__ == "__main__":
    for sizes in ((5, 20), (6, 6), (12, 13), (8, 7, 10), (20, 20), (12, 8, 6, 14)):
        shares = [still_shown(sizes, apart, random.Random(3), 2000) for apart in (0.6, 0.9, 1.1)]
        print(f"roles of {sizes}, apart by .6, .9 and 1.1: {', '.join(f'{share:.0%}' for share in shares)} shown")
    for colluders in (0, 1, 2):
        found, tried, seen = attack(by_role, colluders, seed=colluders, tries=int(sys.argv[1]))
        print(
            f"{colluders} people tell what they said: {tried} teams, {seen} shown by role, {found} give somebody away"
        )
