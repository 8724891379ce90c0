"""Instruments and answers that are made up: small ones by hand, and any that hypothesis can think of."""

from collections.abc import Sequence

import msgspec
from hypothesis import strategies as st

from capability.authoring.instruments import load_instrument
from capability.rule.instrument import Dimension, Instrument, Practice
from capability.rule.response import FORMAT, Answer, Evidence, Given, Response

ORGANISATION = load_instrument("organisation")

LEVELS: list[Given] = [0, 1, 2, 3, 4]
EVIDENCE: list[Evidence] = ["none", "document", "outcome"]


def practice(identifier: str, *, essential: bool = False, weight: int = 1) -> Practice:
    return Practice(
        id=identifier,
        title=f"Title of {identifier}",
        ask=f"What is {identifier}?",
        levels=tuple(f"{identifier} at {level}" for level in range(5)),
        evidence=(f"A paper on {identifier}",),
        next=tuple(f"From {level} to {level + 1} in {identifier}" for level in range(4)),
        find_out=f"Ask who knows about {identifier}",
        module="01-missions",
        sources=("a-source",),
        essential=essential,
        weight=weight,
    )


def dimension(identifier: str, weights: Sequence[int] = (1, 1, 1, 1), essentials: Sequence[int] = (0,)) -> Dimension:
    """Practices `identifier.p0`, `identifier.p1` and so on; `essentials` are their places."""
    return Dimension(
        id=identifier,
        title=f"Title of {identifier}",
        about=f"What {identifier} is about",
        practices=tuple(
            practice(f"{identifier}.p{i}", essential=i in essentials, weight=weight) for i, weight in enumerate(weights)
        ),
    )


def instrument(*dimensions: Dimension) -> Instrument:
    return Instrument(
        id="made-up",
        title="Made up",
        version="1.2.3",
        about="Nothing real",
        scale=("not yet", "starting", "practising", "embedded", "shaping"),
        dimensions=dimensions,
    )


def mirrored(used: Instrument, pairs: dict[str, str]) -> Instrument:
    """A made-up instrument of people outside, of one dimension: each practice mirrors one of the council's, or none."""
    [only] = used.dimensions
    practices = tuple(msgspec.structs.replace(p, mirrors=pairs.get(p.id)) for p in only.practices)
    return msgspec.structs.replace(used, id="outside", dimensions=(msgspec.structs.replace(only, practices=practices),))


def respond(to: Instrument, answers: dict[str, Answer]) -> Response:
    return Response(format=FORMAT, instrument=to.id, version=to.version, answers=answers)


def same_everywhere(to: Instrument, answer: Answer) -> Response:
    return respond(to, {practice.id: answer for practice in to.practices})


@st.composite
def dimensions(draw: st.DrawFn, identifier: str = "one") -> Dimension:
    weights = draw(st.lists(st.integers(1, 3), min_size=4, max_size=7))
    essentials = draw(st.sets(st.integers(0, len(weights) - 1), min_size=1, max_size=2))
    return dimension(identifier, weights, sorted(essentials))


@st.composite
def made_up_instruments(draw: st.DrawFn) -> Instrument:
    count = draw(st.integers(1, 4))
    return instrument(*(draw(dimensions(f"d{i}")) for i in range(count)))


def instruments() -> st.SearchStrategy[Instrument]:
    """The real one, or one with other weights, sizes and foundations."""
    return st.one_of(st.just(ORGANISATION), made_up_instruments())


def answers_of(levels: Sequence[Given]) -> st.SearchStrategy[Answer]:
    return st.builds(Answer, st.sampled_from(levels), st.sampled_from(EVIDENCE))


@st.composite
def responses(draw: st.DrawFn, to: Instrument) -> Response:
    """Answers to all practices, or to the first few; some raters know much, some little, and some tend one way."""
    others: list[Given] = draw(st.sampled_from([[], ["unknown"], ["not-applicable"], ["unknown", "not-applicable"]]))
    low, high = sorted(draw(st.tuples(st.integers(0, 4), st.integers(0, 4))))
    # Levels come up more often than the rest, so that most dimensions get one.
    choice = LEVELS[low : high + 1] * 3 + others
    names = [practice.id for practice in to.practices]
    kept = names if draw(st.booleans()) else names[: draw(st.integers(0, len(names)))]
    every = [(level, evidence) for level in choice for evidence in EVIDENCE]
    drawn = draw(st.lists(st.sampled_from(every), min_size=len(kept), max_size=len(kept)))
    return respond(to, {name: Answer(*answer) for name, answer in zip(kept, drawn, strict=True)})


@st.composite
def cases(draw: st.DrawFn) -> tuple[Instrument, Response]:
    to = draw(instruments())
    return to, draw(responses(to))
