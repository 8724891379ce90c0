"""Profiles as tables, for notebooks and pages."""

from collections.abc import Sequence

import pandas as pd

from capability.rule.change import Change
from capability.rule.gaps import PerceptionGap
from capability.rule.instrument import TOP_LEVEL, Instrument
from capability.rule.plan import Plan
from capability.rule.relations import RelationsProfile
from capability.rule.scoring import Profile
from capability.rule.team import Consensus, TeamProfile

PROFILE_COLUMNS = ["dimension", "level", "at_most", "evidenced", "evidenced_of", "index", "answered", "applicable"]


def profile_frame(instrument: Instrument, profile: Profile) -> pd.DataFrame:
    """A profile as a frame: one row a dimension, in the instrument's order, with the columns of `PROFILE_COLUMNS`.

    `level` and `at_most` are whole numbers 0 to 4 and `index` is 0 to 100; `<NA>` stands for what is
    not given. `evidenced` of `evidenced_of` answers at 2 or above have something behind them.

    >>> from capability import load_instrument, score
    >>> from capability.rule.response import Answer, Response
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


def team_frame(instrument: Instrument, team: TeamProfile) -> pd.DataFrame:
    """What a team says, as a frame: one row a practice, in the instrument's order.

    Columns `0` to `4` count the raters at each level, and `unknown`, `not_applicable` and `blank` the others; `n` is
    how many gave a level. `consensus` is a level, or `<NA>` where it is unknown or not given, and `disagreement`
    the average distance from it, in levels.

    >>> from capability import load_instrument
    >>> from capability.rule.tally import empty
    >>> from capability.rule.team import team_profile
    >>> organisation = load_instrument("organisation")
    >>> int(team_frame(organisation, team_profile(organisation, empty(organisation)))["n"].sum())
    0
    """
    titles = {practice.id: practice.title for practice in instrument.practices}
    dimensions = {practice.id: one.title for one in instrument.dimensions for practice in one.practices}
    told = team.practices
    return pd.DataFrame(
        {
            "dimension": [dimensions[one.id] for one in told],
            "practice": [titles[one.id] for one in told],
            "n": [one.n for one in told],
            **{str(level): [one.counts[level] for one in told] for level in range(TOP_LEVEL + 1)},
            "unknown": [one.unknown for one in told],
            "not_applicable": [one.not_applicable for one in told],
            "blank": [one.blank for one in told],
            "consensus": pd.array([_level(one.consensus) for one in told], dtype="Int64"),
            "disagreement": pd.array([one.disagreement for one in told], dtype="Float64"),
            "flagged": [one.flagged for one in told],
        },
        index=pd.Index([one.id for one in told], name="id"),
    )


def shares_frame(instrument: Instrument, team: TeamProfile) -> pd.DataFrame:
    """How many of a team are at a level or above, as a frame: one row a practice and level 1 to 4.

    `count` of `of` people who gave a level are at `at` or above: the `share`, and its 95 % Wilson interval from `low`
    to `high`, each 0 to 1. A practice without a level has no rows.

    Source: see `intervals.wilson`.

    >>> from capability.rule.tally import count_responses
    >>> from capability import load_instrument
    >>> from capability.rule.response import Answer, Response
    >>> from capability.rule.team import team_profile
    >>> used = load_instrument("organisation")
    >>> said = [Response(format="capability-response/1", instrument=used.id, version=used.version,
    ...                  answers={"place.spend-map": Answer(level)}) for level in (0, 2, 2)]
    >>> frame = shares_frame(used, team_profile(used, count_responses(used, said)))
    >>> frame[["at", "count", "of"]].to_numpy().tolist()
    [[1, 2, 3], [2, 2, 3], [3, 0, 3], [4, 0, 3]]
    """
    titles = {practice.id: practice.title for practice in instrument.practices}
    told = [(one.id, at, share) for one in team.practices for at, share in enumerate(one.at_or_above, 1)]
    return pd.DataFrame(
        {
            "practice": pd.array([titles[name] for name, _, _ in told], dtype="str"),
            "at": pd.array([at for _, at, _ in told], dtype="int64"),
            "count": pd.array([share.count for _, _, share in told], dtype="int64"),
            "of": pd.array([share.of for _, _, share in told], dtype="int64"),
            "share": pd.array([share.count / share.of for _, _, share in told], dtype="float64"),
            "low": pd.array([share.low for _, _, share in told], dtype="float64"),
            "high": pd.array([share.high for _, _, share in told], dtype="float64"),
        },
        index=pd.Index([name for name, _, _ in told], name="id"),
    )


def ties_frame(result: RelationsProfile) -> pd.DataFrame:
    """The ties of a system as a frame: one row for two actors of whom at least one rates the other.

    `view_of_first` is what the first says of the second, 0 to 4; `strength` is the lower of the two views and `gap`
    their distance. `<NA>` stands for a view that was not given.

    >>> from capability.rule.relations import Relations, relations_profile
    >>> said = Relations({"council": {"firms": 3}, "firms": {"council": 1}})
    >>> ties_frame(relations_profile(said)).to_dict("records")
    [{'first': 'council', 'second': 'firms', 'view_of_first': 3, 'view_of_second': 1, 'strength': 1, 'gap': 2}]
    """
    return pd.DataFrame(
        {
            "first": [tie.between[0] for tie in result.ties],
            "second": [tie.between[1] for tie in result.ties],
            "view_of_first": pd.array([tie.views[0] for tie in result.ties], dtype="Int64"),
            "view_of_second": pd.array([tie.views[1] for tie in result.ties], dtype="Int64"),
            "strength": pd.array([tie.strength for tie in result.ties], dtype="Int64"),
            "gap": pd.array([tie.gap for tie in result.ties], dtype="Int64"),
        }
    )


def gaps_frame(council: Instrument, gaps: Sequence[PerceptionGap]) -> pd.DataFrame:
    """Perception gaps as a frame: one row a pair, the widest first.

    `council` and `outside` are the two consensus levels, `steps` the first less the second. `at_or_above` is the level
    at which the shares are compared, `difference` the council's share less the other's, from `low` to `high` with 95 %,
    each -1 to 1. `<NA>` stands for what is not compared.
    """
    titles = {practice.id: practice.title for practice in council.practices}
    apart = [gap.difference for gap in gaps]
    return pd.DataFrame(
        {
            "practice": [titles[gap.council.practice] for gap in gaps],
            "council": pd.array([_level(gap.council.consensus) for gap in gaps], dtype="Int64"),
            "outside": pd.array([_level(gap.outside.consensus) for gap in gaps], dtype="Int64"),
            "n_council": [gap.council.n for gap in gaps],
            "n_outside": [gap.outside.n for gap in gaps],
            "steps": pd.array([gap.steps for gap in gaps], dtype="Int64"),
            "at_or_above": pd.array([gap.at for gap in gaps], dtype="Int64"),
            "difference": pd.array([None if one is None else one.value for one in apart], dtype="Float64"),
            "low": pd.array([None if one is None else one.low for one in apart], dtype="Float64"),
            "high": pd.array([None if one is None else one.high for one in apart], dtype="Float64"),
        },
        index=pd.Index([gap.council.practice for gap in gaps], name="id"),
    )


def change_frame(instrument: Instrument, change: Change) -> pd.DataFrame:
    """A change between two rounds as a frame: one row a dimension, in the instrument's order.

    `move` is `up`, `down`, `none` (no more than noise) or `unknown` (a round gives no level).
    """
    titles = {dimension.id: dimension.title for dimension in instrument.dimensions}
    return pd.DataFrame(
        {
            "dimension": [titles[one.id] for one in change.dimensions],
            "level_before": pd.array([one.levels[0] for one in change.dimensions], dtype="Int64"),
            "level_after": pd.array([one.levels[1] for one in change.dimensions], dtype="Int64"),
            "index_before": pd.array([one.indices[0] for one in change.dimensions], dtype="Float64"),
            "index_after": pd.array([one.indices[1] for one in change.dimensions], dtype="Float64"),
            "move": [one.move for one in change.dimensions],
        },
        index=pd.Index([one.id for one in change.dimensions], name="id"),
    )


def plan_frame(plan: Plan) -> pd.DataFrame:
    """A plan as a frame: one row an action, in the order in which to take them."""
    columns = ["dimension", "title", "level", "target", "why", "step", "owner", "due", "note"]
    rows = [{name: getattr(action, name) for name in columns} for action in plan.actions]
    return pd.DataFrame(rows, columns=columns, index=pd.Index([action.practice for action in plan.actions], name="id"))


def _level(consensus: Consensus | None) -> int | None:
    return consensus if isinstance(consensus, int) else None
