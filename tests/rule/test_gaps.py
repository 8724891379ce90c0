import json
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.authoring.instruments import Library, load_instrument
from capability.reading.folders import read_files
from capability.reading.gathering import gather_all
from capability.rule.gaps import PerceptionGap, perception_gaps, to_json
from capability.rule.instrument import Instrument
from capability.rule.response import Answer, Given
from capability.rule.tally import Tally, count_responses
from tests.synthetic import ORGANISATION, dimension, instrument, mirrored, respond

EXAMPLES = Path(__file__).parents[2] / "assessments" / "examples"
COUNCIL = instrument(dimension("one"), dimension("two"))
MIRRORS = {"seen.p0": "two.p1", "seen.p1": "one.p0", "seen.p2": "nowhere.at-all"}


OUTSIDE = mirrored(instrument(dimension("seen")), MIRRORS)


def said(to: Instrument, levels: dict[str, Sequence[Given]]) -> Tally:
    raters = max((len(row) for row in levels.values()), default=0)
    return count_responses(
        to,
        [respond(to, {name: Answer(row[i]) for name, row in levels.items() if i < len(row)}) for i in range(raters)],
    )


def gap(mine: Sequence[Given], theirs: Sequence[Given]) -> PerceptionGap:
    gaps = perception_gaps(COUNCIL, said(COUNCIL, {"one.p0": mine}), OUTSIDE, said(OUTSIDE, {"seen.p1": theirs}))
    return next(pair for pair in gaps.pairs if pair.council.practice == "one.p0")


def test_the_council_sees_itself_two_steps_higher_than_its_suppliers_do() -> None:
    """By hand: medians 3 and 1; of 25 pairs the council is higher in 24, and the two 2 of each are one equal pair."""
    pair = gap([3, 3, 2, 4, 3], [1, 1, 2, 1, 0])
    assert (pair.steps, pair.obstacle) == (2, None)
    assert pair.higher is not None
    assert (pair.higher.value, pair.higher.sure) == (24.5 / 25, True)


def test_outside_can_be_the_higher_side() -> None:
    pair = gap([0, 1, 1, 1, 0], [3] * 6)
    assert pair.steps == -2
    assert pair.higher is not None and (pair.higher.value, pair.higher.low, pair.higher.sure) == (0, 0, True)


def test_two_sides_at_the_bottom_agree() -> None:
    pair = gap([0] * 5, [0] * 9)
    assert pair.steps == 0
    assert pair.higher is not None and (pair.higher.value, pair.higher.sure) == (0.5, False)


UNKNOWN: list[Given] = ["unknown"] * 6
OBSTACLES: dict[str, tuple[list[Given], list[Given], str]] = {
    "nobody outside": ([2] * 5, [], "too-few"),
    "four outside": ([2] * 5, [1] * 4, "too-few"),
    "nobody inside knows": (["unknown"] * 5, [1] * 5, "too-few"),
    "most outside cannot tell": ([2] * 5, [1, 1, 1, 1, 1, *UNKNOWN], "no-consensus"),
}


@pytest.mark.parametrize(("mine", "theirs", "why"), OBSTACLES.values(), ids=OBSTACLES)
def test_with_too_little_to_go_by_the_counts_are_shown_and_nothing_is_compared(
    mine: list[Given], theirs: list[Given], why: str
) -> None:
    pair = gap(mine, theirs)
    assert (pair.obstacle, pair.steps, pair.higher) == (why, None, None)
    assert sum(pair.outside.counts) == pair.outside.n


def test_pairs_follow_the_mirrors_and_one_that_leads_nowhere_is_passed_over() -> None:
    gaps = perception_gaps(COUNCIL, said(COUNCIL, {}), OUTSIDE, said(OUTSIDE, {}))
    assert [(pair.council.practice, pair.outside.practice) for pair in gaps.pairs] == [
        ("one.p0", "seen.p1"),
        ("two.p1", "seen.p0"),
    ]


def order(mine: dict[str, Sequence[Given]], theirs: dict[str, Sequence[Given]]) -> list[str]:
    gaps = perception_gaps(COUNCIL, said(COUNCIL, mine), OUTSIDE, said(OUTSIDE, theirs))
    return [pair.council.practice for pair in gaps.pairs]


def test_the_widest_come_first_and_what_is_not_compared_last() -> None:
    mine: dict[str, Sequence[Given]] = {"one.p0": [2] * 5, "two.p1": [0] * 5}
    assert order(mine, {"seen.p1": [1, 1, 1, 2, 2], "seen.p0": [1, 1, 1, 1, 0]}) == ["two.p1", "one.p0"]
    assert order(mine, {"seen.p1": [1] * 5, "seen.p0": [4] * 5}) == ["two.p1", "one.p0"]  # as sure, but more steps
    assert order(mine, {"seen.p1": [1, 1, 1, 2, 2], "seen.p0": [4]}) == ["one.p0", "two.p1"]


def test_how_many_would_look_sure_by_chance_goes_by_how_many_were_compared() -> None:
    mine = said(COUNCIL, {"one.p0": [3] * 5, "two.p1": [2] * 5})
    gaps = perception_gaps(COUNCIL, mine, OUTSIDE, said(OUTSIDE, {"seen.p1": [1] * 5, "seen.p0": [2] * 4}))
    assert (gaps.compared, gaps.sure, gaps.by_chance) == (1, 1, 0.05)


def test_it_is_written_with_four_decimals_nulls_and_what_was_asked() -> None:
    mine, theirs = said(COUNCIL, {"one.p0": [3, 3, 2, 2, 2]}), said(OUTSIDE, {"seen.p1": [1, 1, 3, 2, 1, 1]})
    written = json.loads(to_json({"outside": perception_gaps(COUNCIL, mine, OUTSIDE, theirs)}))["outside"]
    assert written["digests"] == [COUNCIL.digest, OUTSIDE.digest]
    assert (written["raters"], written["compared"], written["sure"]) == ([5, 6], 1, 0)
    first, last = written["pairs"]
    assert first["higher"] == {"value": 0.8167, "low": 0.4602, "high": 0.9543, "sure": False}
    assert first["council"] == {"practice": "one.p0", "n": 5, "counts": [0, 0, 3, 2, 0], "consensus": 2}
    assert (last["steps"], last["higher"], last["obstacle"]) == (None, None, "too-few")


levels = st.lists(st.sampled_from([0, 1, 2, 3, 4, "unknown", "not-applicable"]), max_size=12)


@given(levels, levels)
def test_seen_from_the_other_side_a_gap_is_its_mirror_image(mine: list[Given], theirs: list[Given]) -> None:
    there, back = gap(mine, theirs), gap(theirs, mine)
    assert there.obstacle == back.obstacle
    assert there.steps is None or (back.steps is not None and there.steps == -back.steps)
    assert (there.higher is None) == (back.higher is None) == (there.obstacle is not None)
    assert there.higher is None or (back.higher is not None and there.higher.sure is back.higher.sure)


@given(levels)
def test_a_side_set_against_itself_has_no_gap(mine: list[Given]) -> None:
    pair = gap(mine, mine)
    assert pair.obstacle or (pair.steps == 0 and pair.higher is not None and pair.higher.value == 0.5)


@given(levels, levels, st.randoms())
def test_the_order_of_raters_changes_nothing(mine: list[Given], theirs: list[Given], chance: Random) -> None:
    shuffled = list(mine)
    chance.shuffle(shuffled)
    assert gap(mine, theirs) == gap(shuffled, theirs)


@pytest.mark.parametrize("name", ["supplier", "resident"])
def test_the_instruments_for_people_outside_mirror_practices_that_are_there(name: str) -> None:
    outside = load_instrument(name)
    gaps = perception_gaps(ORGANISATION, said(ORGANISATION, {}), outside, said(outside, {}))
    assert len(gaps.pairs) == len(outside.practices)


# --- worked by hand ---------------------------------------------------------------------------------------------------

CASES = sorted(path.parent for path in EXAMPLES.glob("*/expected-gap.json"))


def test_there_is_an_example() -> None:
    assert CASES


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_case_gives_what_was_worked_out_by_hand(case: Path) -> None:
    pile = gather_all(read_files([case / "council", case / "suppliers", case / "residents"]), Library())
    council, *others = sorted(pile.by_instrument, key=lambda answered: answered.instrument.id != "organisation")
    gaps_to = {
        answered.instrument.id: perception_gaps(council.instrument, council.tally, answered.instrument, answered.tally)
        for answered in others
    }
    assert pile.left_out == ()
    expected = json.loads((case / "expected-gap.json").read_text("utf-8"))
    for name, gaps in gaps_to.items():  # new wording changes them, and no result
        expected[name] |= {"versions": list(gaps.versions), "digests": list(gaps.digests)}
    assert json.loads(to_json(gaps_to)) == expected
    # As worked out in about.md: steps, and pairs in which the council is higher, equal ones as half.
    pairs = [pair for gaps in gaps_to.values() for pair in gaps.pairs if pair.higher]
    assert {p.council.practice: (p.steps, p.higher and p.higher.value) for p in pairs} == {
        "suppliers.paperwork": (2, 45 / 48),
        "market-shaping.early-engagement": (2, 47 / 48),
        "market-shaping.forward-signal": (0, 19 / 40),
        "suppliers.feedback": (0, 21.5 / 48),
        "residents.heard-early": (1, 1),
    }
