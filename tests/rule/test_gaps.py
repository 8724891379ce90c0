import json
from collections.abc import Sequence
from pathlib import Path
from random import Random

import msgspec
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
from tests.synthetic import ORGANISATION, dimension, instrument, respond

EXAMPLES = Path(__file__).parents[2] / "assessments" / "examples"
COUNCIL = instrument(dimension("one"), dimension("two"))
MIRRORS = {"seen.p0": "two.p1", "seen.p1": "one.p0", "seen.p2": "nowhere.at-all"}


def mirrored(used: Instrument, pairs: dict[str, str]) -> Instrument:
    [only] = used.dimensions
    practices = tuple(msgspec.structs.replace(p, mirrors=pairs.get(p.id)) for p in only.practices)
    return msgspec.structs.replace(used, id="outside", dimensions=(msgspec.structs.replace(only, practices=practices),))


OUTSIDE = mirrored(instrument(dimension("seen")), MIRRORS)


def said(to: Instrument, levels: dict[str, Sequence[Given]]) -> Tally:
    raters = max((len(row) for row in levels.values()), default=0)
    return count_responses(
        to,
        [respond(to, {name: Answer(row[i]) for name, row in levels.items() if i < len(row)}) for i in range(raters)],
    )


def gap(mine: Sequence[Given], theirs: Sequence[Given]) -> PerceptionGap:
    gaps = perception_gaps(COUNCIL, said(COUNCIL, {"one.p0": mine}), OUTSIDE, said(OUTSIDE, {"seen.p1": theirs}))
    return next(pair for pair in gaps if pair.council.practice == "one.p0")


def test_the_council_sees_itself_two_steps_higher_than_its_suppliers_do() -> None:
    """By hand: medians 3 and 1; at 3 or above 3 of 4 against 0 of 3, so 75 points."""
    pair = gap([3, 3, 2, 4], [1, 1, 2])
    assert (pair.steps, pair.at, pair.obstacle) == (2, 3, None)
    assert pair.difference is not None
    assert (pair.difference.value, pair.difference.sure) == (0.75, True)
    assert (pair.council.share, pair.outside.share) != (None, None)


def test_outside_can_be_the_higher_side() -> None:
    pair = gap([0, 1, 1], [3, 3, 3])
    assert (pair.steps, pair.at) == (-2, 3)
    assert pair.difference is not None and pair.difference.value == -1.0


def test_two_sides_at_the_bottom_agree() -> None:
    pair = gap([0, 0, 0], [0, 0, 0, 0])
    assert (pair.steps, pair.at) == (0, 1)
    assert pair.difference is not None and pair.difference.value == 0.0


OBSTACLES: dict[str, tuple[list[Given], list[Given], str]] = {
    "nobody outside": ([2, 2, 2], [], "too-few"),
    "two outside": ([2, 2, 2], [1, 1], "too-few"),
    "nobody inside knows": (["unknown"] * 5, [1, 1, 1], "too-few"),
    "most outside cannot tell": ([2, 2, 2], [1, 1, 1, "unknown", "unknown", "unknown", "unknown"], "no-consensus"),
}


@pytest.mark.parametrize(("mine", "theirs", "why"), OBSTACLES.values(), ids=OBSTACLES)
def test_with_too_little_to_go_by_the_counts_are_shown_and_nothing_is_compared(
    mine: list[Given], theirs: list[Given], why: str
) -> None:
    pair = gap(mine, theirs)
    assert (pair.obstacle, pair.steps, pair.at, pair.difference) == (why, None, None, None)
    assert sum(pair.outside.counts) == pair.outside.n


def test_pairs_follow_the_mirrors_and_one_that_leads_nowhere_is_passed_over() -> None:
    pairs = perception_gaps(COUNCIL, said(COUNCIL, {}), OUTSIDE, said(OUTSIDE, {}))
    assert [(pair.council.practice, pair.outside.practice) for pair in pairs] == [
        ("one.p0", "seen.p1"),
        ("two.p1", "seen.p0"),
    ]


def test_the_widest_come_first_and_what_is_not_compared_last() -> None:
    mine = said(COUNCIL, {"one.p0": [2, 2, 2], "two.p1": [4, 4, 4]})
    wide = said(OUTSIDE, {"seen.p1": [1, 1, 1], "seen.p0": [0, 0, 0]})
    assert [pair.council.practice for pair in perception_gaps(COUNCIL, mine, OUTSIDE, wide)] == ["two.p1", "one.p0"]
    few = said(OUTSIDE, {"seen.p1": [1, 1, 1], "seen.p0": [0]})
    assert [pair.council.practice for pair in perception_gaps(COUNCIL, mine, OUTSIDE, few)] == ["one.p0", "two.p1"]


def test_it_is_written_with_four_decimals_and_nulls() -> None:
    mine, theirs = said(COUNCIL, {"one.p0": [3, 3, 2]}), said(OUTSIDE, {"seen.p1": [1, 1, 3]})
    [first, last] = json.loads(to_json({"outside": perception_gaps(COUNCIL, mine, OUTSIDE, theirs)}))["outside"]
    assert first["difference"]["value"] == 0.3333
    assert first["council"] == {
        "practice": "one.p0",
        "n": 3,
        "counts": [0, 0, 1, 2, 0],
        "consensus": 3,
        "at_or_above": 2,
    }
    assert (last["steps"], last["difference"], last["obstacle"]) == (None, None, "too-few")


levels = st.lists(st.sampled_from([0, 1, 2, 3, 4, "unknown", "not-applicable"]), max_size=9)


@given(levels, levels)
def test_seen_from_the_other_side_a_gap_is_its_mirror_image(mine: list[Given], theirs: list[Given]) -> None:
    there, back = gap(mine, theirs), gap(theirs, mine)
    assert (there.at, there.obstacle) == (back.at, back.obstacle)
    assert there.steps is None or (back.steps is not None and there.steps == -back.steps)
    assert (there.difference is None) == (back.difference is None) == (there.obstacle is not None)
    if there.difference and back.difference:
        assert there.difference.value == -back.difference.value


@given(levels)
def test_a_side_set_against_itself_has_no_gap(mine: list[Given]) -> None:
    pair = gap(mine, mine)
    assert pair.obstacle or (pair.steps == 0 and pair.difference is not None and pair.difference.value == 0)


@given(levels, levels, st.randoms())
def test_the_order_of_raters_changes_nothing(mine: list[Given], theirs: list[Given], order: Random) -> None:
    shuffled = list(mine)
    order.shuffle(shuffled)
    assert gap(mine, theirs) == gap(shuffled, theirs)


@pytest.mark.parametrize("name", ["supplier", "resident"])
def test_the_instruments_for_people_outside_mirror_practices_that_are_there(name: str) -> None:
    outside = load_instrument(name)
    gaps = perception_gaps(ORGANISATION, said(ORGANISATION, {}), outside, said(outside, {}))
    assert len(gaps) == len(outside.practices)


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
    assert to_json(gaps_to) == (case / "expected-gap.json").read_text("utf-8")
    # The steps as they stand in about.md.
    assert {gap.council.practice: gap.steps for gaps in gaps_to.values() for gap in gaps if gap.steps is not None} == {
        "suppliers.paperwork": 2,
        "market-shaping.early-engagement": 2,
        "market-shaping.forward-signal": 0,
        "suppliers.feedback": 0,
        "residents.heard-early": 1,
    }
