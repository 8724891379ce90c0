"""The headline: cases written out as data, and what holds for every profile there can be."""

import msgspec
import pytest
from hypothesis import given

from capability.rule.headline import FIRST_NAMED, MOST_NAMED, STRENGTH_ABOVE, Headline, headline, standing
from capability.rule.instrument import Instrument
from capability.rule.response import Answer, Response
from capability.rule.scoring import Binding, Coverage, DimensionProfile, Evidenced, score
from capability.rule.tally import count_responses
from capability.rule.team import team_profile
from tests.synthetic import ORGANISATION, cases, respond, same_everywhere

NAMES = "abcdefghi"


def profile(name: str, told: str) -> DimensionProfile:
    """`2` is a level, `2!` one that a foundation holds, `<2` an at most alone, `?` unknown, `-` what does not apply."""
    level = int(told[0]) if told[0].isdigit() else None
    return DimensionProfile(
        id=name,
        level=level,
        at_most=int(told[1]) if told.startswith("<") else level,
        evidenced=Evidenced(0, 0),
        evidenced_level=level,
        index=None,
        coverage=Coverage(answered=0 if told in "?-" else 1, applicable=0 if told == "-" else 1),
        binding=Binding(must=(f"{name}.p0",)) if told.endswith("!") else Binding(),
    )


def of(told: str) -> Headline:
    return headline(profile(name, part) for name, part in zip(NAMES, told.split(), strict=False))


# What stands where; who holds back; the strength; the lowest; how many are tied there; what nothing is known of.
CASES = {
    "the lowest holds back, and a strength two above it": ("2 1 3 2", "b", "c", 1, 1, ""),
    "two of them, in the instrument's order": ("2 1 1 2", "bc", None, 1, 2, ""),
    "one level above the lowest is no strength": ("1 2 2 2", "a", None, 1, 1, ""),
    "a foundation comes first among equals": ("3 1 2 1!", "db", "a", 1, 2, ""),
    "and so does what may be lower yet": ("3 1 <1", "cb", "a", 1, 2, ""),
    "a lower at most comes before a level": ("2 <1 3", "b", "c", 1, 1, ""),
    "a lower level comes before an at most": ("1 <2 2", "a", None, 1, 1, ""),
    "an at most is no strength": ("1 <4 <3", "a", None, 1, 1, ""),
    "of two that are as high neither stands out": ("0 2 4 4", "a", None, 0, 1, ""),
    "nor does a lower one take their place": ("0 3 4 4", "a", None, 0, 1, ""),
    "four that are tied are named": ("1 1 1 1 3", "abcd", "e", 1, 4, ""),
    "of five, those to begin with": ("1 1 3 1! 1 1", "da", "c", 1, 5, ""),
    "nine are never named": ("1 1 1 1 1 1 1 1 1", "ab", None, 1, 9, ""),
    "two alike are both named": ("2 2", "ab", None, 2, 2, ""),
    "all at the top: nothing holds back": ("4 4 4", "", None, 4, 3, ""),
    "one dimension has nothing to be held against": ("1", "", None, 1, 1, ""),
    "nor has one of which alone something applies": ("- 1 -", "", None, 1, 1, ""),
    "one is answered so far": ("? 1 ?", "b", None, 1, 1, "ac"),
    "at the top as far as it is answered": ("? <4 4", "", None, 4, 2, "a"),
    "half answered": ("2 ? 0 ? -", "c", "a", 0, 1, "bd"),
    "nothing known": ("? ? ?", "", None, None, 0, "abc"),
    "nothing applies": ("- -", "", None, None, 0, ""),
    "nothing there": ("", "", None, None, 0, ""),
}


@pytest.mark.parametrize(("told", "holding", "strength", "lowest", "tied", "unknown"), CASES.values(), ids=CASES)
def test_who_is_named(
    told: str, holding: str, strength: str | None, lowest: int | None, tied: int, unknown: str
) -> None:
    found = of(told)
    assert (found.holding, found.strength) == (tuple(holding), strength)
    assert (found.lowest, found.tied, found.unknown) == (lowest, tied, tuple(unknown))


@pytest.mark.parametrize(
    ("told", "order", "alike", "only_at_most"),
    [
        ("2 1 3 1! ? -", "dbac", False, False),
        ("<1 <1", "ab", True, True),
        ("<1 1", "ab", True, False),
        ("1", "a", False, False),
        ("? ?", "", False, False),
    ],
)
def test_in_which_order_and_whether_all_are_alike(told: str, order: str, alike: bool, only_at_most: bool) -> None:
    found = of(told)
    assert (found.order, found.alike, found.only_at_most) == (tuple(order), alike, only_at_most)


@pytest.mark.parametrize(
    ("answers", "few"),
    [
        ([1], "one"),
        ([2], "two"),
        ([3], ""),
        ([1, 1], "each-one"),
        ([2, 2], "each-two"),
        ([1, 2, 1], "differs"),
        ([4, 1], "differs"),
        ([4, 3], ""),
        ([], ""),
    ],
)
def test_on_how_few_answers_it_rests(answers: list[int], few: str) -> None:
    dimensions = [
        msgspec.structs.replace(profile(name, "1"), coverage=Coverage(answered=count, applicable=4))
        for name, count in zip(NAMES, answers, strict=False)
    ]
    found = headline(dimensions)
    assert found.rests_on(found.order) == few


@given(cases())
def test_of_every_profile(case: tuple[Instrument, Response]) -> None:
    instrument, response = case
    profile = score(instrument, response)
    found = headline(profile.dimensions)
    stands = {dimension.id: standing(dimension) for dimension in profile.dimensions}
    known = [stands[name] for name in found.order]
    assert known == sorted(known, key=str)  # one digit each, and no `None`
    assert sorted((*found.order, *found.unknown)) == sorted(d.id for d in profile.dimensions if d.coverage.applicable)
    assert all(stands[name] is None for name in found.unknown)
    assert len(found.holding) in (*range(MOST_NAMED + 1), FIRST_NAMED)
    assert found.holding == found.order[: len(found.holding)]
    assert all(stands[name] == found.lowest for name in found.holding)
    assert found.strength not in found.holding
    if found.strength is not None and found.lowest is not None:
        levels = {dimension.id: dimension.level for dimension in profile.dimensions if dimension.level is not None}
        assert levels[found.strength] == max(levels.values()) >= found.lowest + STRENGTH_ABOVE
        assert list(levels.values()).count(max(levels.values())) == 1


def test_a_team_is_told_as_one_person_is() -> None:
    """Three people who say the same say what one of them says."""
    levels = {"residents": 1, "suppliers": 3}
    answers = {p.id: Answer(levels.get(p.id.split(".")[0], 2)) for p in ORGANISATION.practices}  # type: ignore[arg-type]
    one = respond(ORGANISATION, answers)
    team = team_profile(ORGANISATION, count_responses(ORGANISATION, [one, one, one]))
    found = headline(team.profile.dimensions)
    assert (found.holding, found.strength) == (("residents",), "suppliers")
    assert found == headline(score(ORGANISATION, one).dimensions)


def test_all_answered_alike_is_alike() -> None:
    found = headline(score(ORGANISATION, same_everywhere(ORGANISATION, Answer(2))).dimensions)
    assert found.alike
    assert found.holding == found.order[:FIRST_NAMED]
