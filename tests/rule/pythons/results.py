"""What the rule says of made-up rounds, as text: run by the desktop's Python and by the browser's.

It takes the instruments as JSON, and is alike in both: nothing is made up twice.
"""

import json
import random

import msgspec

from capability.rule import change, gaps, scoring, tally, team
from capability.rule.instrument import Instrument, PracticeId
from capability.rule.response import FORMAT, Answer, Rater, Response
from capability.rule.totals import own_indices

SIZES = [(1, 1), (3, 4), (5, 5), (6, 8), (8, 5), (12, 12), (17, 30), (40, 9)]
"""Raters before and after, or in the council and outside."""


def results(instruments: str) -> str:
    """One text a line: a profile, a team, a change and gaps, for each size and several kinds of answers."""
    council, outside = (msgspec.convert(plain, Instrument) for plain in json.loads(instruments))
    lines = []
    for seed, (n, m) in enumerate(SIZES * 4):
        chance = random.Random(seed)
        before, after = _round(council, chance, n), _round(council, chance, m)
        first, second = tally.count_responses(council, before), tally.count_responses(council, after)
        heard = tally.count_responses(outside, _round(outside, chance, m))
        known = change.returned_between(*(own_indices(council, said) for said in (before, after)))
        lines += [
            scoring.to_json(scoring.score(council, before[0])),
            tally.to_json(first),
            team.to_json(team.team_profile(council, first)),
            change.to_json(change.compare_rounds(council, first, second)),
            change.to_json(change.compare_rounds(council, first, second, returned=known)),
            gaps.to_json({outside.id: gaps.perception_gaps(council, first, outside, heard)}),
        ]
    return json.dumps(lines)


def _round(used: Instrument, chance: random.Random, raters: int) -> list[Response]:
    middle = {practice.id: chance.random() * 4 for practice in used.practices}
    spread = chance.choice((0.3, 0.8, 1.5))
    return [
        Response(
            format=FORMAT,
            instrument=used.id,
            version=used.version,
            id=f"rater-{i}",
            rater=Rater(chance.choice(("finance", "legal"))),
            answers={name: _answer(name, at, spread, chance) for name, at in middle.items() if chance.random() > 0.01},
        )
        for i in range(raters)
    ]


def _answer(name: PracticeId, at: float, spread: float, chance: random.Random) -> Answer:
    if chance.random() < 0.02:
        return Answer(chance.choice(("unknown", "not-applicable")))
    level = min(4, max(0, int(at + spread * (chance.random() - chance.random()) * 2 + 0.5)))
    return Answer(level, chance.choice(("none", "document")))  # type: ignore[arg-type]
