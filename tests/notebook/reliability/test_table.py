"""What is a table of ratings, and what is said of the rest."""

from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pandas as pd
import pytest

from capability.authoring.instruments import load_instrument
from capability.errors import CapabilityError
from capability.notebook.reliability import (
    a_wg,
    average_deviation,
    complete_rows,
    cronbach_alpha,
    group_correlations,
    intraclass_correlations,
    krippendorff_alpha,
    levels_given,
    mcdonald_omega,
    r_wg,
)
from capability.rule.context import Context
from capability.rule.response import Answer
from tests.notebook.reliability.published import UNITS, N
from tests.synthetic import respond

EVERY: list[Callable[[Any], object]] = [
    cronbach_alpha,
    lambda table: cronbach_alpha(table, "pairwise", standardised=True),
    mcdonald_omega,
    intraclass_correlations,
    lambda table: group_correlations(table, [row % 3 for row in range(len(table))]),
    krippendorff_alpha,
    lambda table: r_wg(table, (-9, 9)),
    lambda table: a_wg(table, (-9, 9)),
    average_deviation,
]

NANS = np.array([[np.nan if x is None else x for x in row] for row in UNITS])


@pytest.mark.parametrize(
    "held",
    [
        NANS,
        NANS.astype(np.float32),
        NANS.astype(object),
        np.asfortranarray(NANS),
        NANS.tolist(),
        list(NANS),
        np.ma.masked_invalid(NANS),
        np.ma.array(np.nan_to_num(NANS).astype(np.int8), mask=np.isnan(NANS)),
        [[np.ma.masked if x is None else np.uint8(x) for x in row] for row in UNITS],
        pd.DataFrame(NANS, columns=[f"unit {n}" for n in range(12)]),
        pd.DataFrame(UNITS, dtype="Int8"),
        pd.DataFrame(UNITS, dtype=object),
        [[pd.NA if x is None else x for x in row] for row in UNITS],
    ],
)
def test_a_gap_is_a_gap_and_a_number_a_number_whatever_holds_it(held: Any) -> None:
    for figure in EVERY:
        assert figure(held) == figure(UNITS)
    assert complete_rows(held) == complete_rows(UNITS) == []
    some = held.iloc[:, :3] if isinstance(held, pd.DataFrame) else [list(row)[:3] for row in held]
    assert complete_rows(some) == [[1, 2, 3], [1, 2, 3], [1, 2, 3]]


@pytest.mark.parametrize("kind", [np.uint8, np.int8, np.int16, np.float16, np.float32, bool, object])
def test_small_integers_do_not_run_over(kind: type) -> None:
    base = np.arange(40).reshape(-1, 1) % 5
    levels = np.clip(base + np.arange(240).reshape(40, 6) % 7 % 3 - 1, 0, 4)
    ratings = (levels % 2 if kind is bool else levels).astype(kind)
    as_lists = [[int(x) for x in row] for row in ratings]
    for figure in EVERY:
        assert figure(ratings) == figure(pd.DataFrame(ratings)) == figure(as_lists)


@pytest.mark.parametrize("far", [2**30, 2**52, 2**62, 2**63, 10**30])
def test_numbers_of_any_size_are_exact(far: int) -> None:
    # Moving every answer by as much changes no distance, and so no figure; floats would lose it.
    near = [[0, 1, 2], [1, 1, 3], [2, 4, 3], [4, 3, 4]]
    moved = [[x + far for x in row] for row in near]
    for figure in EVERY:
        if figure not in EVERY[6:8]:  # these have a scale
            assert figure(moved) == figure(near)
    if far < 2**62:
        assert cronbach_alpha(np.array(moved)) == cronbach_alpha(near)
    if far < 2**64:
        assert cronbach_alpha(np.array(moved, dtype=np.uint64)) == cronbach_alpha(near)


@pytest.mark.parametrize(
    ("table", "where", "hint"),
    [
        ([[1, 2], [1]], "ratings: row 2", "`None`"),
        ([[1, 2], [1, 2.5]], "ratings: row 2, column 2", "levels"),
        ([[1, "2"], [1, 2]], "ratings: row 1, column 2", "levels"),
        ([[1, 2], [float("inf"), 2]], "ratings: row 2, column 1", "levels"),
        (np.array([[1, 2], [1, 2.5]]), "ratings: row 2, column 2", "levels"),
        (np.array([[1, -np.inf], [np.nan, 2]]), "ratings: row 1, column 2", "levels"),
        (np.array([["1", "2"]]), "ratings: row 1, column 1", "levels"),
        ([1, 2], "ratings: row 1", "a list of lists"),
        (["12", "34"], "ratings: row 1", "a list of lists"),
        ({"a": [1, 2]}, "ratings", "a list of lists"),
        (np.array([1, 2]), "ratings: row 1", "a list of lists"),
        (pd.Series([1, 2]), "ratings: row 1", "a list of lists"),
    ],
)
def test_what_is_no_table_of_ratings_is_told_with_its_place(table: Any, where: str, hint: str) -> None:
    for figure in EVERY:
        with pytest.raises(CapabilityError) as raised:
            figure(table)
        fault = raised.value.faults[0]
        assert fault.where == where and hint in fault.hint


@pytest.mark.parametrize("table", [[["?"] * 9] * 9, np.full((9, 9), 0.5)], ids=["lists", "array"])
def test_the_first_twenty_are_told(table: Any) -> None:
    with pytest.raises(CapabilityError) as raised:
        cronbach_alpha(table)
    assert [fault.where for fault in raised.value.faults][-1] == "ratings: row 3, column 2"
    assert len(raised.value.faults) == 20


def test_what_a_figure_cannot_take_is_told() -> None:
    used = load_instrument("organisation")
    with pytest.raises(CapabilityError, match=r"did you mean `place.spend-map`"):
        levels_given(used, [], ["place.spend-maps"])
    with pytest.raises(CapabilityError, match="did you mean `ordinal`"):
        krippendorff_alpha(UNITS, "ordinals")  # type: ignore[arg-type]
    with pytest.raises(CapabilityError, match="did you mean `pairwise`"):
        cronbach_alpha(UNITS, "pairwize")  # type: ignore[arg-type]
    with pytest.raises(CapabilityError, match="take `interval`"):
        krippendorff_alpha([[-1, 1], [1, -1]], "ratio")
    with pytest.raises(CapabilityError, match="2 groups, where the table has 3 rows"):
        group_correlations([[1], [2], [3]], ["a", "b"])
    for figure in (r_wg, a_wg):
        with pytest.raises(CapabilityError, match="leaves no choice"):
            figure([[1], [2]], scale=(1, 1))
        with pytest.raises(CapabilityError, match="row 2, column 1: 5 is not on a scale from 0 to 4"):
            figure([[N], [5]])


def test_a_pool_of_responses_becomes_a_table() -> None:
    used = load_instrument("contract")
    only_scotland = "choose.community-benefit"
    first = used.practices[0].id
    answers = {first: Answer(3), only_scotland: Answer(2)}
    pool = [
        msgspec.structs.replace(respond(used, answers), context=Context(nation=nation))
        for nation in ("scotland", "wales")
    ] + [respond(used, {first: Answer("unknown"), only_scotland: Answer("not-applicable")})]
    table = levels_given(used, pool, [first, only_scotland])
    assert table == [[3, 2], [3, None], [None, None]]
    assert complete_rows(table) == [[3, 2]]
    assert [len(row) for row in levels_given(used, pool)] == [len(used.practices)] * 3
