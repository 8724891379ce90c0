from typing import Any

import msgspec
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.authoring.instruments import load_instrument
from capability.errors import CapabilityError
from capability.notebook.reliability import (
    Metric,
    agreement_within,
    complete_rows,
    cronbach_alpha,
    intraclass,
    krippendorff_alpha,
    levels_given,
)
from capability.rule.context import Context
from capability.rule.response import Answer
from tests.synthetic import respond

# Shrout and Fleiss (1979): six subjects, four raters.
JUDGES = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
N = None
# Krippendorff (2011), example C: four raters, twelve units.
UNITS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]


def test_intraclass_correlations_as_published() -> None:
    result = intraclass(JUDGES)
    values = [result.icc_1_1, result.icc_2_1, result.icc_3_1, result.icc_1_k, result.icc_2_k, result.icc_3_k]
    assert [round(value, 2) for value in values if value is not None] == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]


def test_cronbachs_alpha_is_the_last_of_them() -> None:
    alpha = cronbach_alpha(JUDGES)
    assert alpha == intraclass(JUDGES).icc_3_k
    assert alpha is not None and round(alpha, 2) == 0.91


@pytest.mark.parametrize(
    ("metric", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorffs_alpha_as_published(metric: Metric, alpha: float) -> None:
    measured = krippendorff_alpha(UNITS, metric)
    assert measured is not None and round(measured, 3) == alpha


def test_agreement_within_a_group_by_its_formula() -> None:
    # Ten items of variance 1/2 and five options: 10 · 0.75 / (10 · 0.75 + 0.25).
    rows = [[0] * 10, [1] * 10]
    assert agreement_within(rows) == 7.5 / 7.75
    assert agreement_within([[2, 3], [2, 3], [2, 3]]) == 1.0


def test_more_than_chance_disagreement_is_no_agreement() -> None:
    assert agreement_within([[0], [4]]) == 0.0


NANS = np.array([[np.nan if x is None else x for x in row] for row in UNITS])


@pytest.mark.parametrize(
    "held",
    [
        NANS,
        NANS.tolist(),
        list(NANS),
        np.ma.masked_invalid(NANS),
        [[np.ma.masked if x is None else np.uint8(x) for x in row] for row in UNITS],
        pd.DataFrame(NANS, columns=[f"unit {n}" for n in range(12)]),
        pd.DataFrame(UNITS, dtype="Int8"),
        [[pd.NA if x is None else x for x in row] for row in UNITS],
    ],
    ids=["array", "lists", "rows", "masked", "masked cells", "frame", "nullable", "NA"],
)
def test_a_gap_is_a_gap_whatever_holds_it(held: Any) -> None:
    assert krippendorff_alpha(held) == krippendorff_alpha(UNITS)
    assert complete_rows(held) == complete_rows(UNITS) == []
    assert complete_rows(np.array([[1, 2], [1, np.nan]])) == [[1, 2]]


@pytest.mark.parametrize("kind", [np.uint8, np.int8, np.int16, np.float32, bool])
def test_small_integers_do_not_run_over(kind: type) -> None:
    base = np.arange(40).reshape(-1, 1) % 5
    levels = np.clip(base + np.arange(240).reshape(40, 6) % 7 % 3 - 1, 0, 4)
    ratings = (levels % 2 if kind is bool else levels).astype(kind)
    as_lists = [[int(x) for x in row] for row in ratings]
    for statistic in (cronbach_alpha, intraclass, krippendorff_alpha, agreement_within):
        assert statistic(ratings) == statistic(pd.DataFrame(ratings)) == statistic(as_lists)


@pytest.mark.parametrize(
    ("table", "where", "hint"),
    [
        ([], "ratings", "two rows and 2 columns"),
        ([[1, 2]], "ratings", "two rows and 2 columns"),
        ([[1], [2]], "ratings", "two rows and 2 columns"),
        ([[1, 2], [1]], "ratings: row 2", "`None`"),
        ([[1, 2], [1, None]], "ratings: row 2, column 2", "complete_rows"),
        ([[1, 2], [1, 2.5]], "ratings: row 2, column 2", "levels"),
        ([[1, "2"], [1, 2]], "ratings: row 1, column 2", "levels"),
        ([[1, float("inf")], [1, 2]], "ratings: row 1, column 2", "levels"),
        ([1, 2], "ratings: row 1", "a list of lists"),
        (["12", "34"], "ratings: row 1", "a list of lists"),
        ({"a": [1, 2]}, "ratings", "a list of lists"),
        (pd.Series([1, 2]), "ratings: row 1", "a list of lists"),
    ],
)
def test_what_is_no_table_of_ratings_is_told_with_its_place(table: Any, where: str, hint: str) -> None:
    for statistic in (cronbach_alpha, intraclass):
        with pytest.raises(CapabilityError) as raised:
            statistic(table)
        [fault] = raised.value.faults
        assert fault.where == where and hint in fault.hint


def test_what_a_statistic_cannot_take_is_told() -> None:
    used = load_instrument("organisation")
    with pytest.raises(CapabilityError, match=r"did you mean `place.spend-map`"):
        levels_given(used, [], ["place.spend-maps"])
    with pytest.raises(CapabilityError, match="did you mean `ordinal`"):
        krippendorff_alpha(UNITS, "ordinals")  # type: ignore[arg-type]
    with pytest.raises(CapabilityError, match="take `interval`"):
        krippendorff_alpha([[-1, 1], [1, -1]], "ratio")
    with pytest.raises(CapabilityError, match="2 or more"):
        agreement_within([[1], [2]], options=1)


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


def test_nothing_to_tell_apart_has_no_value() -> None:
    same = [[2, 2], [2, 2]]
    assert cronbach_alpha(same) is None
    assert krippendorff_alpha(same) is None
    assert krippendorff_alpha([[1, N], [N, 2]]) is None
    assert intraclass(same).icc_2_k is None


tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 4), min_size=width, max_size=width), min_size=2, max_size=8)
)


@given(tables)
def test_agreement_lies_between_nothing_and_all(table: list[list[int]]) -> None:
    assert 0 <= agreement_within(table) <= 1
    alpha = krippendorff_alpha(table)
    assert alpha is None or alpha <= 1
