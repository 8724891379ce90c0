"""Profiles as tables, for notebooks and pages."""

import pandas as pd

from capability.instrument import Instrument
from capability.scoring import Profile

PROFILE_COLUMNS = ["dimension", "level", "at_most", "evidenced", "evidenced_of", "index", "answered", "applicable"]


def profile_frame(instrument: Instrument, profile: Profile) -> pd.DataFrame:
    """A profile as a frame: one row a dimension, in the instrument's order, with the columns of `PROFILE_COLUMNS`.

    `level` and `at_most` are whole numbers 0 to 4 and `index` is 0 to 100; `<NA>` stands for what is
    not given. `evidenced` of `evidenced_of` answers at 2 or above have something behind them.

    >>> from capability import load_instrument, score
    >>> from capability.response import Answer, Response
    >>> organisation = load_instrument("organisation")
    >>> nothing = Response(format="capability-response/1", instrument="organisation", version="1.0.0", answers={})
    >>> int(profile_frame(organisation, score(organisation, nothing)).loc["missions", "applicable"])
    4
    """
    titles = {dimension.id: dimension.title for dimension in instrument.dimensions}
    frame = pd.DataFrame(
        {
            "dimension": [titles[result.id] for result in profile.dimensions],
            "level": pd.array([result.level for result in profile.dimensions], dtype="Int64"),
            "at_most": pd.array([result.at_most for result in profile.dimensions], dtype="Int64"),
            "evidenced": [result.evidenced.with_ for result in profile.dimensions],
            "evidenced_of": [result.evidenced.of for result in profile.dimensions],
            "index": pd.array([result.index for result in profile.dimensions], dtype="Float64"),
            "answered": [result.coverage.answered for result in profile.dimensions],
            "applicable": [result.coverage.applicable for result in profile.dimensions],
        },
        index=pd.Index([result.id for result in profile.dimensions], name="id"),
    )
    return frame[PROFILE_COLUMNS]
