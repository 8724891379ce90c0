"""A place that is made up, and what its people answer: for examples, which must belong to no council.

A file says where each dimension stands in truth. People answer around that: some see more and some less, most are
right or one level off, and some do not know. The same file and seed give the same answers.
"""

from collections.abc import Mapping
from pathlib import Path
from random import Random
from statistics import NormalDist
from typing import Annotated

import msgspec
from msgspec import Meta

from capability.authoring.parsing import parse
from capability.errors import CapabilityError, Fault, did_you_mean
from capability.limits import LARGEST_AUTHORED
from capability.reading.text import read_text
from capability.reading.vocabulary import LEVELS
from capability.rule.context import Context
from capability.rule.instrument import TOP_LEVEL, Identifier, Instrument, PracticeId
from capability.rule.relations import FORMAT as ROW_FORMAT
from capability.rule.relations import Actor, Row
from capability.rule.response import FORMAT, Answer, Evidence, Level, Rater, Response

OWN = 0.5
"""How far a practice stands from its dimension, in levels: a standard deviation, as the next two."""

LENIENCY = 0.4
"""How far one person sees everything above or below the others."""

NOISE = 0.6
"""How far one answer of one person is off; half of its variance stays from one time to the next."""

EASIER = 0.4
"""How far the foundations stand above the rest of their dimension."""

SPLIT = 1.3
"""How far each half of the people is from the middle, where people see a practice in two ways."""

FEWEST_WITH_EVIDENCE = 2
"""Below this level there is nothing to show."""

Standing = Annotated[float, Meta(ge=0, le=TOP_LEVEL)]
Times = tuple[int, int]


class Side(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Those who answer one instrument: how many of each role, and where its dimensions stand, last time and this time.

    `split` names practices that half of them see more of, and `unknown` is the share of answers that they cannot give.
    """

    instrument: Identifier
    people: dict[str, Times]
    levels: dict[Identifier, tuple[Standing, Standing]]
    split: tuple[PracticeId, ...] = ()
    unknown: Annotated[float, Meta(ge=0, le=1)] = 0.0


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A made-up place: its sides, the names of its two rounds, and what each actor says of the others."""

    title: str
    seed: int
    rounds: tuple[int, int]
    sides: tuple[Side, ...]
    relations: dict[Actor, dict[Actor, Level]] = {}


def load_place(path: Path) -> Place:
    """Load a made-up place. Raises `CapabilityError` that says what is wrong with its file."""
    content, _, faults = parse(read_text(path, LARGEST_AUTHORED, CapabilityError), path)
    if faults:
        raise CapabilityError(faults)
    try:
        return msgspec.convert(content, Place)
    except msgspec.ValidationError as error:
        raise CapabilityError(Fault("bad-place", str(path), str(error), "see authoring/made_up.py")) from None


def rows(place: Place) -> list[Row]:
    """What each actor says of its working relations."""
    return [Row(format=ROW_FORMAT, rater=rater, ties=ties) for rater, ties in place.relations.items()]


def answered(place: Place, side: Side, instrument: Instrument) -> tuple[list[Response], list[Response]]:
    """What a side's people answer, last time and this time; whoever is there both times has the same id.

    Raises `CapabilityError` where a dimension or practice of the side is not the instrument's, or one has no levels.

    >>> from capability import load_instrument
    >>> levels = {"having-a-say": (1, 2), "what-you-can-see": (0, 4)}
    >>> side = Side(instrument="resident", people={"": (2, 3)}, levels=levels)
    >>> place = Place(title="Nowhere", seed=1, rounds=(2025, 2026), sides=(side,))
    >>> last, now = answered(place, side, load_instrument("resident"))
    >>> len(last), len(now), last[0].id == now[0].id, now[0].context.round
    (2, 3, True, '2026')
    """
    _check(side, instrument)
    chance = Random(f"{place.seed} {side.instrument}")
    own = {practice.id: _normal(chance, OWN) for practice in instrument.practices}
    truths = [
        {
            practice.id: side.levels[dimension.id][time] + own[practice.id] + EASIER * practice.essential
            for dimension in instrument.dimensions
            for practice in dimension.practices
        }
        for time in (0, 1)
    ]
    rounds: tuple[list[Response], list[Response]] = ([], [])
    for role, (then, now) in side.people.items():
        leavers = then // 4
        for place_in_role in range(leavers + now):
            person = _Person(chance, side, place_in_role)
            for time, is_there in enumerate((place_in_role < then, place_in_role >= leavers)):
                answers = person.answers(chance, truths[time])  # drawn also where nobody is: then both times stay alike
                if is_there:
                    rounds[time].append(
                        Response(
                            format=FORMAT,
                            instrument=instrument.id,
                            version=instrument.version,
                            id=f"made-up-{side.instrument}-{role or 'person'}-{place_in_role + 1}",
                            rater=Rater(role=role, organisation=place.title),
                            context=Context(round=str(place.rounds[time])),
                            answers=answers,
                        )
                    )
    return rounds


class _Person:
    """Somebody who sees everything in a way of their own."""

    def __init__(self, chance: Random, side: Side, place_in_role: int) -> None:
        self.side = side
        self.leniency = _normal(chance, LENIENCY)
        self.half = SPLIT if place_in_role % 2 else -SPLIT
        self.lasting: dict[str, float] = {}

    def answers(self, chance: Random, truth: Mapping[str, float]) -> dict[str, Answer]:
        return {name: self._answer(chance, name, level) for name, level in truth.items()}

    def _answer(self, chance: Random, name: str, truth: float) -> Answer:
        lasting = self.lasting.setdefault(name, _normal(chance, NOISE / 2**0.5))
        seen = truth + self.leniency + lasting + _normal(chance, NOISE / 2**0.5)
        level = min(max(round(seen + self.half * (name in self.side.split)), 0), TOP_LEVEL)
        is_known, strength = chance.random() >= self.side.unknown, chance.random()
        if not is_known:
            return Answer("unknown")
        return Answer(LEVELS[level], _evidence(strength) if level >= FEWEST_WITH_EVIDENCE else "none")


def _evidence(drawn: float) -> Evidence:
    return "document" if drawn < 0.4 else "outcome" if drawn < 0.55 else "none"


def _normal(chance: Random, deviation: float) -> float:
    """One number around 0. `Random.gauss` remembers half of a pair: what is drawn would depend on what was."""
    return NormalDist(0, deviation).inv_cdf(chance.random() or 0.5)


def _check(side: Side, instrument: Instrument) -> None:
    dimensions = {dimension.id for dimension in instrument.dimensions}
    practices = {practice.id for practice in instrument.practices}
    roles = {"", *(instrument.raters.kinds if instrument.raters else ())}
    faults = [
        Fault(
            "unknown-name", f"{side.instrument}: {name}", "the instrument has no such name", did_you_mean(name, known)
        )
        for names, known in ((side.levels, dimensions), (side.split, practices), (side.people, roles))
        for name in names
        if name not in known
    ]
    faults += [
        Fault("no-levels", f"{side.instrument}: {name}", "nothing says where it stands", "give both levels")
        for name in sorted(dimensions - set(side.levels))
    ]
    if faults:
        raise CapabilityError(faults)
