"""Attacks the editions of a benchmark: whoever has them all, and knows the rule, every member and what two answered.

Four ways, none of them the kit's. By counts: every count in every part of a group is written down, and looked at for
what is the same in all that look alike. By answers: the same for every answer of every member, so that nothing rests on
how members are put into parts. By levels: all levels of a dimension taken together, at random, for a count at one level
says something of the next. By all figures: levels and indices together, with a solver of whole numbers.

    python -m tests.attack.benchmark                      sizes 10 to 60, joiners and leavers 0 to 15; ten minutes
    python -m tests.attack.benchmark --three 2000         besides, so many groups over three editions, at random
"""

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, combinations_with_replacement, pairwise, product

import numpy as np
from numpy.typing import NDArray

from capability.rule.differencing import places, publishable, publishable_parts, told_count

Part = tuple[bool, ...]
Tells = Callable[[int, int], int]
"""What an edition tells of a count, in a group of so many."""

LEVELS = 4


def in_fives(count: int, size: int) -> int:
    """What the kit tells."""
    return told_count(count, size)


def share_to_five(count: int, size: int) -> int:
    """The rule of before, with the exact size: a share to five points, once three members have changed."""
    return round(20 * count / size)


def to_nearest(count: int, size: int) -> int:
    """An idea of before: to the nearest five, with none and all withheld."""
    return 5 * min(max(round(count / 5), 0), size // 5)


def at_the_middle(count: int, size: int) -> int:
    """A median: whether it is at an index or above."""
    return int(count >= size - -(-size // 2) + 1)


def at_the_quarters(count: int, size: int) -> int:
    """The quartiles."""
    return sum(count >= size - -(-quarter * size // 4) + 1 for quarter in (1, 2, 3))


def parts_of(size: int, joiners: int, leavers: int) -> dict[Part, int]:
    """Two editions, the first with `size` members."""
    return {(True, True): size - leavers, (False, True): joiners, (True, False): leavers}


def by_counts(parts: Mapping[Part, int], tells: Tells = in_fives, colluders: int = 2) -> Part | None:
    """The part in which some answers are known, or none: every count of yes in every part is written down."""
    used = [(part, count) for part, count in parts.items() if count]
    editions = range(len(used[0][0]))
    sizes = [sum(count for part, count in used if part[edition]) for edition in editions]
    looks = [np.array([tells(count, size) for count in range(size + 1)]) for size in sizes]
    for placed in combinations_with_replacement(range(len(used)), colluders):
        own = [placed.count(place) for place in range(len(used))]
        if any(mine > count for mine, (_, count) in zip(own, used, strict=True)):
            continue
        shape = [count - mine + 1 for mine, (_, count) in zip(own, used, strict=True)]
        counts = np.indices(shape).reshape(len(used), -1)
        for yes in product(*(range(mine + 1) for mine in own)):
            key = np.zeros(counts.shape[1], dtype=np.int64)
            for edition in editions:
                total = sum(counts[place] + yes[place] for place, (part, _) in enumerate(used) if part[edition])
                key = key * 64 + looks[edition][total]
            _, at = np.unique(key, return_inverse=True)
            for place, (part, _) in enumerate(used):
                if shape[place] > 1 and _is_known(counts[place], at, shape[place] - 1):
                    return part
    return None


def _is_known(counts: NDArray[np.int64], at: NDArray[np.int64], most: int) -> bool:
    """Whether among those that look alike all have none, or all have the most."""
    low = np.full(at.max() + 1, most + 1)
    high = np.full(at.max() + 1, -1)
    np.minimum.at(low, at, counts)
    np.maximum.at(high, at, counts)
    return bool(((low == most) | (high == 0)).any())


def by_answers(memberships: Sequence[Part], tells: Tells = in_fives, colluders: int = 2) -> int | None:
    """The member whose answer is known, or none: all answers of all members are written down, each by itself."""
    people = len(memberships)
    answers = (np.arange(2**people)[:, None] >> np.arange(people)) & 1
    key = np.zeros(2**people, dtype=np.int64)
    for edition in range(len(memberships[0])):
        into = [place for place, member in enumerate(memberships) if member[edition]]
        look = np.array([tells(count, len(into)) for count in range(len(into) + 1)])
        key = key * 64 + look[answers[:, into].sum(axis=1)]
    for pool in combinations(range(people), colluders):
        _, at = np.unique(
            key * 4 + sum(answers[:, who] << place for place, who in enumerate(pool)), return_inverse=True
        )
        for other in set(range(people)) - set(pool):
            if _is_known(answers[:, other], at, 1):
                return other
    return None


def by_levels(
    parts: Mapping[Part, int], rng: random.Random, tells: Tells = in_fives, colluders: int = 2
) -> tuple[Part, int] | None:
    """A part and a level at which some made-up levels are known, or none; what is told of all levels goes together."""
    used = [(part, count) for part, count in parts.items() if count]
    editions = range(len(used[0][0]))
    pool = Counter(rng.choices(range(len(used)), k=colluders))
    if any(used[place][1] < mine for place, mine in pool.items()):
        return None
    bias = [rng.random() for _ in range(LEVELS)]
    spread = rng.choice((0.0, 0.1, 0.3))

    def levels(count: int) -> list[int]:
        lean = [min(max(each + rng.uniform(-spread, spread), 0.02), 0.98) for each in bias]
        return [_level(lean, rng) for _ in range(count)]

    others = [levels(count - pool[place]) for place, (_, count) in enumerate(used)]
    own = [levels(pool[place]) for place in range(len(used))]
    shape = [len(each) + 1 for each in others]
    counts = np.indices(shape)
    seen = []
    for level in range(1, LEVELS + 1):
        fits = np.ones(shape, dtype=bool)
        for edition in editions:
            into = [place for place, (part, _) in enumerate(used) if part[edition]]
            size = sum(used[place][1] for place in into)
            mine = sum(each >= level for place in into for each in own[place])
            true = mine + sum(each >= level for place in into for each in others[place])
            look = np.array([tells(count, size) for count in range(size + 1)])
            total = mine + sum(counts[place] for place in into)
            fits &= look[total] == tells(true, size)
        seen.append(fits)
    # As many are at a level as at the next, or more, in every part: what cannot be followed up or down falls away.
    for at in range(LEVELS - 2, -1, -1):
        seen[at] &= _upward(seen[at + 1])
    for at in range(1, LEVELS):
        seen[at] &= _downward(seen[at - 1])
    for level, fits in enumerate(seen, 1):
        for place, (part, _) in enumerate(used):
            here = counts[place][fits]
            most = shape[place] - 1
            if most and (here.min() == most or here.max() == 0):
                return part, level
    return None


LEAST_INDEX = (20, 40, 55, 75)
"""Rounded to five, the lowest index that a dimension at level 1, 2, 3, 4 can have: 75 % of its weight is there."""


def by_all_figures(parts: Mapping[Part, int], rng: random.Random, colluders: int = 2) -> tuple[Part, str] | None:
    """A part and what is known of it, or none: what is told of levels and of indices goes together."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    used = [(part, count) for part, count in parts.items() if count]
    editions = range(len(used[0][0]))
    middle, wide = rng.uniform(10, 90), rng.choice((5, 15, 30))
    everybody = [(place, _standing(rng, middle, wide)) for place, (_, count) in enumerate(used) for _ in range(count)]
    pool = set(rng.sample(range(len(everybody)), colluders))
    asked: list[tuple[int, str, int, int, int]] = []  # edition, figure, limit; counts of the others from and to
    for edition in editions:
        members = [who for who, (place, _) in enumerate(everybody) if used[place][0][edition]]
        size = len(members)

        def ask(
            figure: str, limit: int, edition: int = edition, members: list[int] = members, size: int = size
        ) -> None:
            yes = {who for who in members if everybody[who][1][figure] >= limit}
            told, mine = told_count(len(yes), size), len(yes & pool)
            alike = [count for count in range(size + 1) if told_count(count, size) == told]
            asked.append((edition, figure, limit, alike[0] - mine, alike[-1] - mine))

        for level in range(1, LEVELS + 1):
            ask("level", level)
        indices = sorted((everybody[who][1]["index"] for who in members), reverse=True)
        for place in places(size):
            # The attacker knows whether a count reaches the place's step and not, above it, which step it is.
            value = indices[place - 1]
            for limit in (value, value + 5):
                yes = {who for who in members if everybody[who][1]["index"] >= limit}
                mine = len(yes & pool)
                low, high = (place, size) if len(yes) >= place else (0, place - 1)
                asked.append((edition, "index", limit, low - mine, high - mine))
    nodes = sorted({(figure, limit) for _, figure, limit, _, _ in asked} | {("index", least) for least in LEAST_INDEX})
    column = {(place, node): at for at, (place, node) in enumerate(product(range(len(used)), nodes))}
    left = [count - sum(everybody[who][0] == place for who in pool) for place, (_, count) in enumerate(used)]
    rows: list[NDArray[np.float64]] = []
    ends: list[tuple[float, float]] = []

    def bound(row: NDArray[np.float64], fewest: float, most: float) -> None:
        rows.append(row)
        ends.append((fewest, most))

    for edition, figure, limit, fewest, most in asked:
        row = np.zeros(len(column))
        for place, (part, _) in enumerate(used):
            row[column[place, (figure, limit)]] = part[edition]
        bound(row, fewest, most)
    for place in range(len(used)):
        chain = [(one, two) for one, two in pairwise(nodes) if one[0] == two[0]]
        chain += [(("index", least), ("level", level)) for level, least in enumerate(LEAST_INDEX, 1)]
        for one, two in chain:
            row = np.zeros(len(column))
            row[column[place, one]], row[column[place, two]] = 1, -1
            bound(row, 0, np.inf)
    limits = LinearConstraint(np.array(rows), *np.array(ends).T)
    bounds = Bounds(0, [left[place] for place, _ in column])
    for (place, node), at in column.items():
        if not left[place]:
            continue
        for sign in (1, -1):
            goal = np.zeros(len(column))
            goal[at] = sign
            whole = np.ones(len(column))
            end = milp(goal, constraints=limits, bounds=bounds, integrality=whole)
            if round(sign * end.fun) == (left[place] if sign == 1 else 0) and _possible_otherwise(node):
                return used[place][0], f"{node[0]} {node[1]}"
    return None


def _possible_otherwise(node: tuple[str, int]) -> bool:
    """An index of 0 or above, or above 100, is no news."""
    return node[0] == "level" or 0 < node[1] <= 100


def _standing(rng: random.Random, middle: float, wide: float) -> dict[str, int]:
    index = 5 * round(min(max(rng.gauss(middle, wide), 0), 100) / 5)
    most = sum(index >= least for least in LEAST_INDEX)
    return {"index": index, "level": most if rng.random() < 0.6 else rng.randint(0, most)}


def _level(lean: Sequence[float], rng: random.Random) -> int:
    level = 0
    while level < LEVELS and rng.random() < lean[level]:
        level += 1
    return level


def _upward(fits: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """All counts with none of their parts lower than one that fits."""
    for axis in range(fits.ndim):
        fits = np.logical_or.accumulate(fits, axis=axis)
    return fits


def _downward(fits: NDArray[np.bool_]) -> NDArray[np.bool_]:
    backward = (slice(None, None, -1),) * fits.ndim
    return _upward(fits[backward])[backward]


def pairs(sizes: Sequence[int], most: int) -> Iterator[tuple[int, int, int]]:
    """Sizes with joiners and leavers, where both editions have ten members."""
    for size, joiners, leavers in product(sizes, range(most + 1), range(most + 1)):
        if leavers <= size and size + joiners - leavers >= 10:
            yield size, joiners, leavers


def disagreements(sizes: Sequence[int], most: int = 15) -> list[tuple[int, int, int, Part | None]]:
    """Where the attack and the kit's rule do not agree: of what is held to be safe, and of what is not."""
    found = []
    for size, joiners, leavers in pairs(sizes, most):
        known = by_counts(parts_of(size, joiners, leavers))
        if publishable(size, joiners, leavers) != (known is None):
            found.append((size, joiners, leavers, known))
    return found


def three_editions(rng: random.Random) -> dict[Part, int]:
    """A group over three editions, with the changes that two editions alone would allow, and some that they do not."""
    stayed, all_three = rng.choice((10, 11, 13, 14, 16, 19)), (True, True, True)
    parts = {part: rng.choice((0, 0, 0, 4, 5, 5, rng.randrange(7))) for part in product((False, True), repeat=3)}
    return {part: stayed if part == all_three else count for part, count in parts.items() if any(part)}


def main() -> int:
    """Print what gets through; 1 where something does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--three", type=int, default=200)
    parser.add_argument("--levels", type=int, default=20_000)
    parser.add_argument("--figures", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    wrong = disagreements(range(10, 61))
    print(
        f"two editions: {len(wrong)} of {sum(1 for _ in pairs(range(10, 61), 15))} otherwise than the rule", wrong[:5]
    )
    tried = two = three = 0
    while tried < options.three:
        parts = three_editions(rng)
        if min(sum(c for p, c in parts.items() if p[e]) for e in range(3)) < 10:
            continue
        tried += 1
        safe = publishable_parts(parts)
        three += safe
        known = by_counts(parts)
        if safe != (known is None):
            wrong.append((0, 0, 0, known))
            print("three editions", parts, known)
        halves = [_halved(parts, pair) for pair in combinations(range(3), 2)]
        two += known is not None and all(publishable_parts(half) for half in halves)
    print(f"three editions: {tried} groups, {three} safe; {two} safe two by two, and not all together")
    held = [case for case in pairs(range(10, 41), 10) if publishable(*case)]
    through = sum(by_levels(parts_of(*rng.choice(held)), rng) is not None for _ in range(options.levels))
    print(f"levels together: {through} of {options.levels} known")
    got = sum(by_all_figures(parts_of(*rng.choice(held)), rng) is not None for _ in range(options.figures))
    print(f"all figures together: {got} of {options.figures} known")
    through += got
    return int(bool(wrong or through))


def _halved(parts: Mapping[Part, int], pair: tuple[int, int]) -> dict[Part, int]:
    half: Counter[Part] = Counter()
    for part, count in parts.items():
        half[(part[pair[0]], part[pair[1]])] += count
    half.pop((False, False), None)
    return dict(half)


if __name__ == "__main__":
    raise SystemExit(main())
