import pandas as pd
from hypothesis import given

from capability.frames import PROFILE_COLUMNS, profile_frame
from capability.instrument import Instrument
from capability.response import Answer, Response
from capability.scoring import score
from tests.synthetic import ORGANISATION, cases, dimension, instrument, respond


def test_one_row_a_dimension_in_the_order_of_the_instrument() -> None:
    frame = profile_frame(ORGANISATION, score(ORGANISATION, respond(ORGANISATION, {})))
    assert list(frame.columns) == PROFILE_COLUMNS
    assert list(frame.index) == [one.id for one in ORGANISATION.dimensions]
    assert list(frame["dimension"]) == [one.title for one in ORGANISATION.dimensions]


def test_what_is_not_given_is_missing_and_not_zero() -> None:
    used = instrument(dimension("given"), dimension("little"), dimension("blank"))
    answers = {f"given.p{i}": Answer(0) for i in range(4)} | {"little.p0": Answer(3)}
    frame = profile_frame(used, score(used, respond(used, answers)))
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
