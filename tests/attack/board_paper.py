"""Attacks the board paper: its text is read by whoever knows the rule, and what none, one or two people said.

Made-up teams in which nearly everybody gives the same answer: only there can a text tell what each of the others said.
For such an answer the attacker looks for a team with another one that has the same paper, word for word. Where none
is found it is given away; a search that is too short finds too many, never too few. With two papers, of before and
after one person joined, it is asked whether that person's answer is known.

    python -m tests.attack.board_paper 2000

Of fewer than seven people, two who pool what they said can learn what the others said: that is no part of the promise.
"""

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import msgspec

from capability.rule.board import FEWEST_TO_SAY_MORE, board, without_few
from capability.rule.plan import FORMAT as PLAN
from capability.rule.plan import PlanFile, suggested_targets
from capability.rule.response import FORMAT, Answer, Given, Response
from capability.rule.tally import Tally, count_responses
from capability.rule.team import team_profile
from capability.writing.board import board_document
from capability.writing.markdown import to_markdown
from tests.synthetic import dimension, instrument, mirrored

ANSWERS: tuple[Given | None, ...] = (0, 1, 2, 3, 4, "unknown", "not-applicable", None, 2, 3, 4)
"""What somebody can say of a practice; nothing is a blank. The last three are with evidence."""

WITHOUT_EVIDENCE = 8
"""So many of them are without."""

COUNCIL = instrument(dimension("one"), dimension("two"))
OUTSIDE = mirrored(instrument(dimension("seen")), {f"seen.p{i}": f"one.p{i}" for i in range(4)})
PRACTICES = len(COUNCIL.practices)

Rows = tuple[tuple[int, ...], ...]
"""One row a person, the same people in front in each team of a try; numbers are places in `ANSWERS`."""

Paper = Callable[[Rows], str]

SEARCH = 600
"""So many other teams are tried for each answer that may be given away."""


AIMS = PlanFile(format=PLAN, instrument=COUNCIL.id, version=COUNCIL.version, targets={"one": 4, "two": 4})


@lru_cache(maxsize=100_000)
def paper(council: Rows, outside: Rows = (), before: Rows = (), outside_before: Rows = ()) -> str:
    """All words of three papers on a team: one aims as suggested, one at the top, one where it suggests first.

    With how many answered, a group outside, and a round before of either if there are any.
    """
    others = [(OUTSIDE, tally_of(outside, of_council=False))] if outside else []
    earlier = tally_of(before) if before else None
    invited = {COUNCIL.id: 2 * len(council), **({OUTSIDE.id: 3 * len(outside)} if outside else {})}
    plans = (None, AIMS, first_aim(tally_of(council)))
    then = {OUTSIDE.id: (tally_of(outside_before, of_council=False), None)} if outside_before else {}
    papers = [
        board(COUNCIL, tally_of(council), plan, others, earlier, invited=invited, outside_before=then) for plan in plans
    ]
    return "".join(
        to_markdown(board_document(made, "2027-01-31", council="", decision="", synthetic=False)) for made in papers
    )


def first_aim(counted: Tally) -> PlanFile:
    """A plan with one of the two dimensions, as it is chosen of three and more: by level, index, and how sure it is."""
    result = team_profile(COUNCIL, without_few(counted))
    if counted.raters < FEWEST_TO_SAY_MORE:
        result = msgspec.structs.replace(result, sure=(None,) * len(result.sure))
    return msgspec.structs.replace(AIMS, targets=suggested_targets(result, most=1))


def tally_of(rows: Rows, *, of_council: bool = True) -> Tally:
    to = COUNCIL if of_council else OUTSIDE
    said = []
    for row in rows:
        given = {
            p.id: Answer(a, "document" if n >= WITHOUT_EVIDENCE else "none")
            for p, n in zip(to.practices, row, strict=False)
            if (a := ANSWERS[n]) is not None
        }
        said.append(Response(format=FORMAT, instrument=to.id, version=to.version, answers=given))
    return count_responses(to, said)


def teams(rng: random.Random, tries: int, sizes: Sequence[int], insiders: int) -> Iterator[Rows]:
    """Teams that agree on most practices but for the insiders, who stand in front."""
    for _ in range(tries):
        rows = [[0] * PRACTICES for _ in range(rng.choice(sizes))]
        for practice in range(PRACTICES):
            common, alike = rng.choice((0, 0, 1, 2, 3, 4, 4, 5, 6, 8, 9, 10, 10)), rng.random() < 0.7
            for place, row in enumerate(rows):
                stays = place >= insiders if alike else rng.random() < 0.6
                row[practice] = common if stays else rng.randrange(len(ANSWERS))
        yield tuple(tuple(row) for row in rows)


def given_away(
    rows: Rows, known: int, looks: Paper, rng: random.Random, search: int = SEARCH, group: int | None = None
) -> list[int]:
    """The practices of which the answer of everybody in a group follows from what the paper says.

    The group stands in front, and is all where it is not said; the first `known` of it tell what they said. An answer
    is given away by its level, or by whether there is evidence, which is a secret of its own.
    """
    look, found = looks(rows), []
    people = range(known, len(rows) if group is None else group)
    for practice in range(PRACTICES):
        for secret in (_level, _has_evidence):
            if len({secret(rows[person][practice]) for person in people}) == 1:
                others = (_other(rows, practice, people, rng, secret) for _ in range(search))
                if not any(looks(other) == look for other in others):
                    found.append(practice)
                    break
    return found


def _level(n: int) -> Given | None:
    return ANSWERS[n]


def _has_evidence(n: int) -> bool:
    return n >= WITHOUT_EVIDENCE


def _other(rows: Rows, practice: int, people: range, rng: random.Random, secret: Callable[[int], object]) -> Rows:
    """A team in which somebody of these people answers a practice otherwise, and perhaps some of all something else."""
    changed = [[*row] for row in rows]
    for person in rng.sample(people, min(rng.choice((1, 1, 1, 2, 3)), len(people))):
        said = secret(rows[person][practice])
        changed[person][practice] = rng.choice([n for n in range(len(ANSWERS)) if secret(n) != said])
    for _ in range(rng.choice((0, 0, 1, 2, 4))):
        other = rng.choice([n for n in range(PRACTICES) if n != practice])
        changed[rng.randrange(people.start, len(rows))][rng.choice((other, practice))] = rng.randrange(len(ANSWERS))
    return tuple(tuple(row) for row in changed)


def joiner_given_away(rows: Rows, known: int, looks: Paper, rng: random.Random, search: int = SEARCH) -> list[int]:
    """The practices of which the answer of the last person is known to whoever has the paper without them, too."""
    before, after, found = looks(rows[:-1]), looks(rows), []
    for practice in range(PRACTICES):
        last = len(rows) - 1
        for turn in range(search):
            changed = [[*row] for row in rows]
            changed[last][practice] = rng.choice(
                [n for n in range(len(ANSWERS)) if ANSWERS[n] != ANSWERS[rows[last][practice]]]
            )
            for _ in range(min(turn // 20, rng.randrange(5))):
                changed[rng.randrange(known, last)][rng.choice((practice, rng.randrange(PRACTICES)))] = rng.randrange(
                    len(ANSWERS)
                )
            other = tuple(tuple(row) for row in changed)
            if looks(other) == after and looks(other[:-1]) == before:
                break
        else:
            found.append(practice)
    return found


def attack(sizes: Sequence[int], insiders: int, seed: int, tries: int) -> int:
    """In how many teams somebody is given away."""
    rng = random.Random(seed)
    return sum(bool(given_away(rows, insiders, paper, rng)) for rows in teams(rng, tries, sizes, insiders))


def attack_beside(sizes: Sequence[int], insiders: int, seed: int, tries: int) -> int:
    """The same of a group outside, and of either of two rounds, beside nine others who tell nothing."""
    rng, found = random.Random(seed), 0
    for rows in teams(rng, tries, sizes, insiders):
        [others] = teams(rng, 1, (9,), 5)
        n = len(rows)
        looks: tuple[Paper, ...] = (
            lambda tried, n=n: paper(tried[n:], tried[:n]),  # type: ignore[misc]
            lambda tried, n=n: paper(tried[n:], tried[:n], (), tried[n:]),  # type: ignore[misc]
            lambda tried, n=n: paper(tried[:n], (), tried[n:]),  # type: ignore[misc]
            lambda tried, n=n: paper(tried[n:], (), tried[:n]),  # type: ignore[misc]
        )
        found += any(given_away(rows + others, insiders, look, rng, group=n) for look in looks)
    return found


def attack_twice(sizes: Sequence[int], seed: int, tries: int) -> int:
    """In how many pairs of papers the answer is known of one who joined in between."""
    rng = random.Random(seed)
    return sum(bool(joiner_given_away(rows, 0, paper, rng)) for rows in teams(rng, tries, sizes, 0))


if __name__ == "__main__":
    count = int(sys.argv[1])
    found = {
        **{
            f"{min(sizes)} to {max(sizes)} people, {insiders} tell": attack(sizes, insiders, insiders, count)
            for sizes, insiders in (
                *(((5, 6), insiders) for insiders in (0, 1)),
                *((range(7, 12), insiders) for insiders in (0, 1, 2)),
                *((range(12, 21), insiders) for insiders in (0, 1, 2)),
            )
        },
        **{
            f"beside others, 8 to 12 people, {insiders} tell": attack_beside(range(8, 13), insiders, insiders, count)
            for insiders in (0, 1, 2)
        },
    }
    for what, away in found.items():
        print(f"{what}: {count} tries, {away} give somebody away")
    print(f"not promised: 5 to 6 people, 2 tell: {attack((5, 6), 2, 2, count)} of {count} give somebody away")
    for sizes in ((6, 7), range(8, 12), range(12, 16)):
        away = attack_twice(sizes, 1, count)
        print(f"not promised: two papers, {min(sizes)} to {max(sizes)} people: {away} of {count} tell who joined")
    sys.exit(any(found.values()))
