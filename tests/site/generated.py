"""Responses for the tests, all synthetic, always the same: made from target profiles, so that every result occurs."""

import random
from dataclasses import dataclass
from typing import Any

from capability.rule.instrument import Dimension, Instrument

SEED = 20261122
TOP = 4
NOTES = ["", "", "", "In the contract file", "“Quotes” & <b>marks</b>", "Ŵy, naïve, 市, 𝄞", "Two\nlines"]

Plain = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A response and what it was made to be."""

    name: str
    form: str
    response: Plain


def cases(instrument: Instrument) -> list[Case]:
    """Seventy responses: whole forms aimed at each level, mixed ones, slices and pulses."""
    rng = random.Random(SEED)
    count = len(instrument.dimensions)
    found = []

    def add(form: str, number: int, answers: Plain) -> None:
        response = {"format": "capability-response/1", "instrument": instrument.id, "version": instrument.version}
        found.append(Case(f"{form}-{number:02}", form, {**response, "answers": answers}))

    for number in range(15):  # the organisation at 0, 1, 2, 3, 4: all dimensions there, or a few one off it
        level = number % 5
        targets: list[int | None] = [level] * count
        for place in rng.sample(range(count), k=number // 5):
            targets[place] = min(TOP, max(0, level + rng.choice([-1, 1])))
        add("even", number, full(rng, instrument, targets))
    for number in range(25):  # anything beside anything
        add("mixed", number, full(rng, instrument, [rng.choice([0, 1, 2, 3, 4, None]) for _ in range(count)]))
    for number in range(10):  # loose ends: answers drawn without a target
        add("loose", number, {p.id: drawn(rng) for p in instrument.practices if rng.random() < 0.8})
    for number in range(12):  # one to three dimensions, as chapters ask them
        chosen = rng.sample(instrument.dimensions, k=1 + number % 3)
        add("slice", number, {k: v for d in chosen for k, v in aimed(rng, d, rng.randrange(5)).items()})
    for number in range(6):
        add("pulse", number, {p.id: drawn(rng, number / 20) for p in instrument.practices if p.essential})
    add("nothing", 0, {})
    add("all-not-applicable", 0, {p.id: {"level": "not-applicable"} for p in instrument.practices})
    return found


def full(rng: random.Random, instrument: Instrument, targets: list[int | None]) -> Plain:
    answers: Plain = {}
    for dimension, target in zip(instrument.dimensions, targets, strict=True):
        answers |= aimed(rng, dimension, target)
    return answers


def aimed(rng: random.Random, dimension: Dimension, target: int | None) -> Plain:
    """Answers that give a dimension a level; or none, for want of answers."""
    if target is None:
        answered = rng.sample(dimension.practices, k=rng.randrange(3))  # of four: under two thirds
        blank = {p.id: {"level": "unknown"} for p in dimension.practices if p not in answered and rng.random() < 0.5}
        return blank | {practice.id: answer(rng, rng.randrange(5)) for practice in answered}
    essentials = [practice for practice in dimension.practices if practice.essential]
    others = [practice for practice in dimension.practices if not practice.essential]
    low = rng.choice(essentials)  # it alone holds the dimension where it is
    answers = {p.id: answer(rng, target if p is low else rng.randint(target, TOP)) for p in essentials}
    # Three of four must be at the target or above: one of the others may be anything.
    free = rng.choice(others)
    for practice in others:
        answers[practice.id] = drawn(rng) if practice is free else answer(rng, rng.randint(target, TOP))
    return answers


def drawn(rng: random.Random, odd: float = 0.3) -> Plain:
    """Any answer; an `odd` share of them unknown or not applicable."""
    if rng.random() < odd:
        return {"level": rng.choice(["unknown", "not-applicable"])}
    return answer(rng, rng.randrange(5))


def answer(rng: random.Random, level: int) -> Plain:
    made: Plain = {"level": level}
    evidence = rng.choice(["none", "none", "document", "outcome"])
    note = rng.choice(NOTES)
    return made | ({} if evidence == "none" else {"evidence": evidence}) | ({} if note == "" else {"note": note})
