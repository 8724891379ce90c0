from fractions import Fraction
from statistics import variance

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from capability.rule.instrument import Instrument
from capability.rule.response import Answer, Given, Response
from capability.rule.scoring import score
from capability.rule.totals import Totals, differences, own_index, own_indices, totals_of
from tests.synthetic import cases, dimension, instrument, respond, responses

USED = instrument(dimension("one"), dimension("two", weights=(3, 1, 1, 1)))
INDICES = st.lists(st.integers(0, 1000), min_size=2, max_size=30)

IMPOSSIBLE = [
    *(Totals(2, 10, 10), Totals(1, 2000, 4_000_000), Totals(0, 5, 25), Totals(3, 5, 5001)),
    *(Totals(1, 500, 300_000), Totals(2, 999, 500_000), Totals(2, 1000, 500_001), Totals(5, 1, 1000)),
]

# Levels of a dimension, and the rater's own index in tenths: 250·Σw·L / Σw, halves up.
OWN: dict[str, tuple[str, list[Given], int | None]] = {
    "the mean of the levels": ("one", [1, 2, 3, 4], 625),
    "halves go up": ("one", [0, 0, 0, 1], 63),
    "weights count": ("two", [4, 0, 0, 0], 500),
    "what does not apply is left out": ("one", [1, 2, 2, "not-applicable"], 417),
    "one unknown, and there is none": ("one", [4, 4, 4, "unknown"], None),
    "one blank, and there is none": ("one", [4, 4, 4], None),
    "nothing applies": ("one", ["not-applicable"] * 4, None),
}


@pytest.mark.parametrize(("part", "levels", "index"), OWN.values(), ids=OWN.keys())
def test_a_raters_own_index(part: str, levels: list[Given], index: int | None) -> None:
    answers = {f"{part}.p{i}": Answer(level) for i, level in enumerate(levels)}
    [asked] = [dimension for dimension in USED.dimensions if dimension.id == part]
    assert own_index(asked, respond(USED, answers)) == index


@given(cases())
def test_it_is_the_index_that_the_rater_would_be_given(case: tuple[Instrument, Response]) -> None:
    used, response = case
    for part, result in zip(used.dimensions, score(used, response).dimensions, strict=True):
        own = own_index(part, response)
        complete = result.coverage.applicable > 0 and result.coverage.answered == result.coverage.applicable
        assert (own is not None) == complete
        assert own is None or (result.index is not None and own == round(10 * result.index))


@given(st.lists(responses(USED), max_size=8), st.integers(0, 8))
def test_the_totals_of_two_parts_add_to_those_of_the_whole(said: list[Response], cut: int) -> None:
    first, second = totals_of(USED.dimensions, said[:cut]), totals_of(USED.dimensions, said[cut:])
    added = {name: first.get(name, Totals()) + second.get(name, Totals()) for name in sorted({*first, *second})}
    assert added == totals_of(USED.dimensions, said)


@given(INDICES)
def test_the_variance_is_that_of_the_indices(tenths: list[int]) -> None:
    totals = Totals.of(tenths)
    assert totals.possible
    assert Fraction(*totals.variance) == variance(map(Fraction, tenths))


@pytest.mark.parametrize(
    "totals", [Totals(2, 10, 10), Totals(1, 2000, 4_000_000), Totals(0, 5, 25), Totals(3, 5, 5001)]
)
def test_totals_that_no_indices_have_are_known(totals: Totals) -> None:
    assert not totals.possible


def test_only_those_in_both_rounds_are_differenced() -> None:
    before, after = (
        own_indices(
            USED,
            [
                replace(respond(USED, {f"one.p{i}": Answer(level) for i in range(4)}), id=name)  # type: ignore[arg-type]
                for name, level in people
            ],
        )
        for people in ((("a", 1), ("b", 2), (None, 4)), (("a", 2), ("c", 0), (None, 4)))
    )
    assert differences(before, after) == {"one": Totals(1, 250, 62_500)}


def test_an_id_that_two_share_tells_nobody() -> None:
    said = [replace(respond(USED, {f"one.p{i}": Answer(2) for i in range(4)}), id=name) for name in ("a", "b", "a")]
    assert own_indices(USED, said).keys() == {"b"}
