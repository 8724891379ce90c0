"""People who are made up: as their file says, and no other way."""

from pathlib import Path

import msgspec
import pytest

from capability.authoring.instruments import load_instrument
from capability.authoring.made_up import Place, Side, answered, load_place
from capability.errors import CapabilityError
from capability.rule.response import Response

RESIDENT = load_instrument("resident")
LEVELS = {"having-a-say": (1.0, 3.0), "what-you-can-see": (2.0, 2.0)}


def place(**other: object) -> Place:
    side = msgspec.structs.replace(Side(instrument="resident", people={"": (400, 400)}, levels=LEVELS), **other)
    return Place(title="Nowhere", seed=7, rounds=(2025, 2026), sides=(side,))


def mean(responses: list[Response], dimension: str) -> float:
    given = [
        answer.level
        for response in responses
        for name, answer in response.answers.items()
        if name.startswith(dimension) and isinstance(answer.level, int)
    ]
    return sum(given) / len(given)


def test_what_moves_in_the_file_moves_in_the_answers() -> None:
    last, now = answered(place(), place().sides[0], RESIDENT)
    assert 1.5 < mean(now, "having-a-say") - mean(last, "having-a-say") < 2.1
    assert abs(mean(now, "what-you-can-see") - mean(last, "what-you-can-see")) < 0.15


def test_a_quarter_go_and_the_rest_are_the_same_people() -> None:
    last, now = (({r.id for r in people}) for people in answered(place(), place().sides[0], RESIDENT))
    assert (len(last), len(now), len(last & now)) == (400, 400, 300)


def test_so_many_do_not_know() -> None:
    some = place(unknown=0.25)
    _, now = answered(some, some.sides[0], RESIDENT)
    unknown = [answer.level == "unknown" for response in now for answer in response.answers.values()]
    assert 0.22 < sum(unknown) / len(unknown) < 0.28


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"levels": {**LEVELS, "having-a-sey": (1, 1)}}, "unknown-name"),
        ({"levels": {"having-a-say": (1, 1)}}, "no-levels"),
        ({"split": ("having-a-say.nothing",)}, "unknown-name"),
        ({"people": {"mayor": (1, 1)}}, "unknown-name"),
    ],
)
def test_what_the_instrument_does_not_have_is_said(other: dict[str, object], code: str) -> None:
    wrong = place(**other)
    with pytest.raises(CapabilityError) as caught:
        answered(wrong, wrong.sides[0], RESIDENT)
    assert [fault.code for fault in caught.value.faults] == [code]


@pytest.mark.parametrize(
    "text", ["title: [", "- a list", "title: Nowhere\nseed: 1\nrounds: [1, 2]\nsides: []\nmore: 1"]
)
def test_a_file_that_is_no_place_is_refused_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "place.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(CapabilityError, match=r"place\.yaml"):
        load_place(path)
