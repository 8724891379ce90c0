import pandas as pd
from hypothesis import given

from capability.authoring.instruments import load_instrument
from capability.notebook.frames import (
    PROFILE_COLUMNS,
    change_frame,
    gaps_frame,
    plan_frame,
    profile_frame,
    shares_frame,
    sureness_frame,
    team_frame,
    ties_frame,
)
from capability.rule.change import compare_rounds
from capability.rule.gaps import perception_gaps
from capability.rule.instrument import Instrument
from capability.rule.plan import Edit, make_plan
from capability.rule.relations import Relations, relations_profile
from capability.rule.response import Answer, Response
from capability.rule.scoring import score
from capability.rule.tally import count_responses, empty
from capability.rule.team import team_profile
from tests.synthetic import ORGANISATION, cases, dimension, instrument, respond

USED = instrument(dimension("given"), dimension("little"), dimension("blank"))


def test_one_row_a_dimension_in_the_order_of_the_instrument() -> None:
    frame = profile_frame(ORGANISATION, score(ORGANISATION, respond(ORGANISATION, {})))
    assert list(frame.columns) == PROFILE_COLUMNS
    assert list(frame.index) == [dimension.id for dimension in ORGANISATION.dimensions]
    assert list(frame["dimension"]) == [dimension.title for dimension in ORGANISATION.dimensions]


def test_what_is_not_given_is_missing_and_not_zero() -> None:
    answers = {f"given.p{i}": Answer(0) for i in range(4)} | {"little.p0": Answer(3)}
    frame = profile_frame(USED, score(USED, respond(USED, answers)))
    assert frame["level"].to_list() == [0, pd.NA, pd.NA]
    assert frame["at_most"].to_list() == [0, 3, pd.NA]
    assert frame["index"].to_list() == [0.0, pd.NA, pd.NA]
    assert frame["answered"].to_list() == [4, 1, 0]


@given(cases())
def test_the_types_are_the_same_whatever_is_missing(case: tuple[Instrument, Response]) -> None:
    frame = profile_frame(case[0], score(*case))
    assert {name: str(kind) for name, kind in frame.dtypes.items() if name != "dimension"} == {
        "level": "Int64",
        "at_most": "Int64",
        "evidenced": "int64",
        "evidenced_of": "int64",
        "index": "Float64",
        "answered": "int64",
        "applicable": "int64",
    }


@given(cases())
def test_the_frame_holds_the_profile(case: tuple[Instrument, Response]) -> None:
    profile = score(*case)
    frame = profile_frame(case[0], profile)
    for result in profile.dimensions:
        row = frame.loc[result.id]
        for name in ("level", "at_most", "index"):
            assert (None if pd.isna(row[name]) else row[name]) == getattr(result, name)
        assert (row["evidenced"], row["evidenced_of"]) == (result.evidenced.with_, result.evidenced.of)
        assert (row["answered"], row["applicable"]) == (result.coverage.answered, result.coverage.applicable)


# --- a team, and a system ---------------------------------------------------------------------------------------------


def test_one_row_a_practice_holds_what_the_team_says() -> None:
    said = [respond(USED, {"given.p0": Answer(level), "given.p1": Answer("unknown")}) for level in (0, 3, 4)]
    team = team_profile(USED, count_responses(USED, said))
    frame = team_frame(USED, team)
    assert list(frame.index) == [practice.id for practice in USED.practices]
    first = frame.loc["given.p0"]
    assert [first[str(level)] for level in range(5)] == [1, 0, 0, 1, 1]
    assert (first["n"], first["consensus"], bool(first["flagged"])) == (3, 3, True)
    assert frame["consensus"].isna()["given.p1"]
    assert frame.loc["given.p1", "unknown"] == 3
    assert (frame["n"] + frame["unknown"] + frame["not_applicable"] + frame["blank"] == 3).all()


def test_a_team_of_nobody_has_the_same_types_as_any_other() -> None:
    some = team_frame(USED, team_profile(USED, count_responses(USED, [respond(USED, {"given.p0": Answer(1)})])))
    nobody = team_frame(USED, team_profile(USED, empty(USED)))
    assert dict(some.dtypes) == dict(nobody.dtypes)


def test_how_sure_each_level_is_stands_in_words_and_chances() -> None:
    answers = {f"given.p{i}": Answer(2) for i in range(4)}
    camps = [answers | {"given.p3": Answer(level)} for level in (0, 0, 0, 3, 3, 4)]
    team = team_profile(USED, count_responses(USED, [respond(USED, one) for one in camps]))
    frame = sureness_frame(USED, team)
    assert (frame["level"].to_list()[0], frame["how_sure"].to_list()[0]) == (2, "steady (9 in 10)")
    given, _, blank = zip(*(frame[str(level)].to_list() for level in range(5)), strict=True)
    assert abs(sum(given) - 1) < 1e-9
    assert all(chance is pd.NA for chance in blank)
    assert team_frame(USED, team)["camps"].dropna().to_dict() == {"given.p3": "two camps: 3 at 0, 3 at 3 to 4"}
    nobody = sureness_frame(USED, team_profile(USED, empty(USED)))
    assert dict(nobody.dtypes) == dict(frame.dtypes)


def test_shares_stand_with_their_intervals() -> None:
    said = [respond(USED, {"given.p0": Answer(level)}) for level in (0, 3, 4)]
    frame = shares_frame(USED, team_profile(USED, count_responses(USED, said)))
    assert frame["at"].to_list() == [1, 2, 3, 4]
    assert frame["count"].to_list() == [2, 2, 2, 1]
    assert ((frame["low"] >= 0) & (frame["low"] < frame["share"]) & (frame["share"] < frame["high"])).all()
    nobody = shares_frame(USED, team_profile(USED, empty(USED)))
    assert len(nobody) == 0 and dict(nobody.dtypes) == dict(frame.dtypes)


def test_a_tie_with_one_view_has_no_strength() -> None:
    frame = ties_frame(relations_profile(Relations({"a": {"b": 2}, "b": {}, "c": {"a": 1}})))
    assert frame[["first", "second"]].to_numpy().tolist() == [["a", "b"], ["a", "c"]]
    assert frame["view_of_first"].to_list() == [2, pd.NA]
    assert frame["view_of_second"].to_list() == [pd.NA, 1]
    assert frame["strength"].isna().all()
    assert frame["gap"].isna().all()


# --- two sides, two rounds, a plan ------------------------------------------------------------------------------------


def test_a_gap_stands_beside_the_practice_that_it_mirrors_and_says_how_sure_it_is() -> None:
    supplier = load_instrument("supplier")
    council = count_responses(ORGANISATION, [respond(ORGANISATION, {"market-shaping.early-engagement": Answer(3)})] * 8)
    outside = count_responses(supplier, [respond(supplier, {"before-the-bid.early-talk": Answer(1)})] * 6)
    frame = gaps_frame(ORGANISATION, perception_gaps(ORGANISATION, council, supplier, outside))
    first = frame.iloc[0]
    assert frame.index[0] == "market-shaping.early-engagement"
    assert (first["council"], first["outside"], first["steps"]) == (3, 1, 2)
    assert (first["n_council"], first["n_outside"]) == (8, 6)
    assert 0.5 < first["low"] < first["higher"] == 1 == first["high"] and first["sure"]
    assert len(frame) == 10
    assert frame["higher"].isna().sum() == frame["sure"].isna().sum() == 9


def test_a_change_has_both_rounds_and_what_is_missing_is_missing() -> None:
    before = count_responses(USED, [respond(USED, {f"given.p{i}": Answer(0) for i in range(4)})] * 5)
    after = count_responses(USED, [respond(USED, {f"given.p{i}": Answer(2) for i in range(4)})] * 6)
    frame = change_frame(USED, compare_rounds(USED, before, after))
    assert [frame[name]["given"] for name in ("level_before", "level_after", "move")] == [0, 2, "up"]
    assert [frame[name]["given"] for name in ("raters_before", "raters_after", "index_after")] == [5, 6, 50.0]
    assert [frame[name]["given"] for name in ("difference", "low", "high")] == [50.0] * 3
    assert frame["level_after"].isna().to_list() == frame["difference"].isna().to_list() == [False, True, True]
    assert frame["move"].to_list() == ["up", "unknown", "unknown"]


def test_a_plan_is_one_row_an_action_with_the_readers_own_words() -> None:
    team = team_profile(USED, count_responses(USED, [respond(USED, {f"given.p{i}": Answer(0) for i in range(4)})]))
    frame = plan_frame(make_plan(USED, team, {"given": 1}, {"given.p0": Edit(owner="Head of buying")}))
    assert frame.index[0] == "given.p0"
    assert [frame[name]["given.p0"] for name in ("why", "target", "owner")] == ["foundation", 1, "Head of buying"]
    assert list(frame.columns) == list(plan_frame(make_plan(USED, team, {})).columns)
