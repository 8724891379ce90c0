"""Answers and what they say as tables, for notebooks and pages."""

from collections.abc import Iterable

import pandas as pd

from capability.reading.vocabulary import ABOUT_THE_RATER
from capability.rule.change import Change
from capability.rule.gaps import PerceptionGaps
from capability.rule.instrument import TOP_LEVEL, Instrument
from capability.rule.plan import Plan
from capability.rule.relations import RelationsProfile
from capability.rule.response import Response
from capability.rule.scoring import Profile
from capability.rule.team import Consensus, TeamProfile
from capability.writing.sureness import camps_words, sureness_words

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


def sureness_frame(instrument: Instrument, team: TeamProfile) -> pd.DataFrame:
    """How sure each dimension's level is, as a frame: one row a dimension, in the instrument's order.

    `how_sure` is what may be said of its `level`, in words, and `other` the level that these name. Columns `0` to `4`
    hold the chance of each level; they add up to 1. `<NA>` stands for what is not given.

    Source: see `sureness.sureness`.

    >>> from capability import count_responses, load_instrument, team_profile
    >>> from capability.rule.response import FORMAT, Answer, Response
    >>> used = load_instrument("organisation")
    >>> answers = {practice.id: Answer(2) for practice in used.practices}
    >>> said = Response(format=FORMAT, instrument=used.id, version=used.version, answers=answers)
    >>> frame = sureness_frame(used, team_profile(used, count_responses(used, [said] * 6)))
    >>> frame.loc["place", "how_sure"]
    'steady (9 in 10)'
    """
    titles = {dimension.id: dimension.title for dimension in instrument.dimensions}
    both = list(zip(team.profile.dimensions, team.sure, strict=True))
    chances = [sure.chances if sure is not None and sure.chances else (None,) * (TOP_LEVEL + 1) for _, sure in both]
    return pd.DataFrame(
        {
            "dimension": [titles[result.id] for result, _ in both],
            "level": pd.array([result.level for result, _ in both], dtype="Int64"),
            "how_sure": pd.array([sureness_words(sure) or None for _, sure in both], dtype="string"),
            "other": pd.array([None if sure is None else sure.other for _, sure in both], dtype="Int64"),
            **{str(n): pd.array([of[n] for of in chances], dtype="Float64") for n in range(TOP_LEVEL + 1)},
        },
        index=pd.Index([result.id for result, _ in both], name="id"),
    )


def answers_frame(instrument: Instrument, responses: Iterable[Response]) -> pd.DataFrame:
    """Responses as a frame: one row a person, a column a practice, and then what each said of themselves.

    An answer is one of the seven categories `0 not yet` (and on, with the instrument's names of levels), `unknown` and
    `not-applicable`; `<NA>` stands for a blank. `read_answers` reads the frame without a question. Evidence and notes
    have no place in it. For numbers, as statistics take them, see `reliability.levels_given`.

    >>> from capability import load_instrument
    >>> from capability.rule.response import FORMAT, Answer, Rater, Response
    >>> used = load_instrument("organisation")
    >>> said = Response(format=FORMAT, instrument=used.id, version=used.version, rater=Rater("legal"),
    ...                 answers={"place.spend-map": Answer(2), "place.outcome-map": Answer("unknown")})
    >>> answers_frame(used, [said])[["place.spend-map", "place.outcome-map", "role"]].to_numpy().tolist()
    [['2 practising', 'unknown', 'legal']]
    """
    said = list(responses)
    levels = [f"{level} {name}" for level, name in enumerate(instrument.scale)]
    kind = pd.CategoricalDtype([*levels, "unknown", "not-applicable"])

    def words(response: Response, practice: str) -> str | None:
        answer = response.answers.get(practice)
        if answer is None:
            return None
        return levels[answer.level] if isinstance(answer.level, int) else answer.level

    # Practices first: a row that begins with a word such as "total" would be read as a sum.
    answers = {
        practice.id: pd.Categorical([words(response, practice.id) for response in said], dtype=kind)
        for practice in instrument.practices
    }
    about = [
        {
            "id": response.id,
            "saved": response.saved,
            "role": response.rater.role,
            "organisation": response.rater.organisation,
            "round": response.context.round,
            "nation": response.context.nation,
            "contract": response.context.contract,
            "actor": response.context.actor,
            "about": response.context.about,
        }
        for response in said
    ]
    return pd.DataFrame(
        answers | {name: pd.array([row[name] or None for row in about], dtype="string") for name in ABOUT_THE_RATER}
    )


def team_frame(instrument: Instrument, team: TeamProfile) -> pd.DataFrame:
    """What a team says, as a frame: one row a practice, in the instrument's order.

    Columns `0` to `4` count the raters at each level, and `unknown`, `not_applicable` and `blank` the others; `n` is
    how many gave a level. `consensus` is a level, or `<NA>` where it is unknown or not given, and `disagreement`
    the average distance from it, in levels; `camps` says who stands where, if they stand in two camps.

    >>> from capability import load_instrument
    >>> from capability.rule.tally import empty
    >>> from capability.rule.team import team_profile
    >>> organisation = load_instrument("organisation")
    >>> int(team_frame(organisation, team_profile(organisation, empty(organisation)))["n"].sum())
    0
    """
    titles = {practice.id: practice.title for practice in instrument.practices}
    dimensions = {
        practice.id: dimension.title for dimension in instrument.dimensions for practice in dimension.practices
    }
    return pd.DataFrame(
        {
            "dimension": [dimensions[practice.id] for practice in team.practices],
            "practice": [titles[practice.id] for practice in team.practices],
            "n": [practice.n for practice in team.practices],
            **{str(level): [practice.counts[level] for practice in team.practices] for level in range(TOP_LEVEL + 1)},
            "unknown": [practice.unknown for practice in team.practices],
            "not_applicable": [practice.not_applicable for practice in team.practices],
            "blank": [practice.blank for practice in team.practices],
            "consensus": pd.array([_level(practice.consensus) for practice in team.practices], dtype="Int64"),
            "disagreement": pd.array([practice.disagreement for practice in team.practices], dtype="Float64"),
            "flagged": [practice.flagged for practice in team.practices],
            "camps": pd.array([camps_words(practice.camps) or None for practice in team.practices], dtype="string"),
        },
        index=pd.Index([practice.id for practice in team.practices], name="id"),
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
    rows = [(practice.id, at, share) for practice in team.practices for at, share in enumerate(practice.at_or_above, 1)]
    return pd.DataFrame(
        {
            "practice": pd.array([titles[name] for name, _, _ in rows], dtype="str"),
            "at": pd.array([at for _, at, _ in rows], dtype="int64"),
            "count": pd.array([share.count for _, _, share in rows], dtype="int64"),
            "of": pd.array([share.of for _, _, share in rows], dtype="int64"),
            "share": pd.array([share.count / share.of for _, _, share in rows], dtype="float64"),
            "low": pd.array([share.low for _, _, share in rows], dtype="float64"),
            "high": pd.array([share.high for _, _, share in rows], dtype="float64"),
        },
        index=pd.Index([name for name, _, _ in rows], name="id"),
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


def gaps_frame(council: Instrument, gaps: PerceptionGaps) -> pd.DataFrame:
    """Perception gaps as a frame: one row a pair, the widest first.

    `council` and `outside` are the two consensus levels, `steps` the first less the second. `higher` is the share of
    pairs, of one rater in the council and one outside, in which the council's answer is the higher one, an equal one
    counting half; it lies from `low` to `high` with 95 %, and is `sure` where these leave out 0.5. `<NA>` stands for
    what is not compared. `gaps.by_chance` says how many would be sure by chance.

    Source: see `intervals.higher`.

    >>> from capability import count_responses, load_instrument, perception_gaps
    >>> from capability.rule.response import FORMAT, Answer, Response
    >>> ours, theirs = load_instrument("organisation"), load_instrument("supplier")
    >>> def said(to, practice, level):
    ...     answers = {practice: Answer(level)}
    ...     response = Response(format=FORMAT, instrument=to.id, version=to.version, answers=answers)
    ...     return count_responses(to, [response] * 5)
    >>> mine, heard = said(ours, "suppliers.paperwork", 3), said(theirs, "bid-and-work.paperwork", 1)
    >>> frame = gaps_frame(ours, perception_gaps(ours, mine, theirs, heard))
    >>> int(frame.loc["suppliers.paperwork", "steps"])
    2
    """
    titles = {practice.id: practice.title for practice in council.practices}
    pairs = gaps.pairs
    return pd.DataFrame(
        {
            "practice": [titles[gap.council.practice] for gap in pairs],
            "council": pd.array([_level(gap.council.consensus) for gap in pairs], dtype="Int64"),
            "outside": pd.array([_level(gap.outside.consensus) for gap in pairs], dtype="Int64"),
            "n_council": [gap.council.n for gap in pairs],
            "n_outside": [gap.outside.n for gap in pairs],
            "steps": pd.array([gap.steps for gap in pairs], dtype="Int64"),
            "higher": pd.array([None if gap.higher is None else gap.higher.value for gap in pairs], dtype="Float64"),
            "low": pd.array([None if gap.higher is None else gap.higher.low for gap in pairs], dtype="Float64"),
            "high": pd.array([None if gap.higher is None else gap.higher.high for gap in pairs], dtype="Float64"),
            "sure": pd.array([None if gap.higher is None else gap.higher.sure for gap in pairs], dtype="boolean"),
        },
        index=pd.Index([gap.council.practice for gap in pairs], name="id"),
    )


def change_frame(instrument: Instrument, change: Change) -> pd.DataFrame:
    """A change between two rounds as a frame: one row a dimension, in the instrument's order.

    `raters_…` gave a level to all that applies, and `index_…` are the means of their own indices, 0 to 100;
    `difference` is the second less the first, from `low` to `high` with 95 %. `move` is `up`, `down`, `perhaps-up`,
    `perhaps-down`, `none` (no more than chance), `unclaimed` (too few raters) or `unknown` (not comparable). `<NA>`
    stands for what is not given.

    >>> from capability import compare_rounds, count_responses, load_instrument
    >>> from capability.rule.response import FORMAT, Answer, Response
    >>> used = load_instrument("organisation")
    >>> def everybody(level):
    ...     answers = {practice.id: Answer(level) for practice in used.practices}
    ...     response = Response(format=FORMAT, instrument=used.id, version=used.version, answers=answers)
    ...     return count_responses(used, [response] * 6)
    >>> frame = change_frame(used, compare_rounds(used, everybody(1), everybody(3)))
    >>> int(frame.loc["place", "level_after"]), frame.loc["place", "move"]
    (3, 'up')
    """
    titles = {dimension.id: dimension.title for dimension in instrument.dimensions}
    apart = [dimension.difference for dimension in change.dimensions]
    return pd.DataFrame(
        {
            "dimension": [titles[dimension.id] for dimension in change.dimensions],
            "level_before": pd.array([dimension.levels[0] for dimension in change.dimensions], dtype="Int64"),
            "level_after": pd.array([dimension.levels[1] for dimension in change.dimensions], dtype="Int64"),
            "raters_before": [dimension.raters[0] for dimension in change.dimensions],
            "raters_after": [dimension.raters[1] for dimension in change.dimensions],
            "index_before": pd.array([dimension.indices[0] for dimension in change.dimensions], dtype="Float64"),
            "index_after": pd.array([dimension.indices[1] for dimension in change.dimensions], dtype="Float64"),
            "difference": pd.array([None if part is None else part.value for part in apart], dtype="Float64"),
            "low": pd.array([None if part is None else part.low for part in apart], dtype="Float64"),
            "high": pd.array([None if part is None else part.high for part in apart], dtype="Float64"),
            "move": [dimension.move for dimension in change.dimensions],
        },
        index=pd.Index([dimension.id for dimension in change.dimensions], name="id"),
    )


def plan_frame(plan: Plan) -> pd.DataFrame:
    """A plan as a frame: one row an action, in the order in which to take them.

    >>> from capability import count_responses, load_instrument, make_plan, team_profile
    >>> used = load_instrument("organisation")
    >>> team = team_profile(used, count_responses(used, []))
    >>> plan_frame(make_plan(used, team, {"place": 1})).loc["place.outcome-map", "why"]
    'foundation'
    """
    columns = ["dimension", "title", "level", "target", "why", "step", "owner", "due", "note"]
    rows = [{name: getattr(action, name) for name in columns} for action in plan.actions]
    return pd.DataFrame(rows, columns=columns, index=pd.Index([action.practice for action in plan.actions], name="id"))


def _level(consensus: Consensus | None) -> int | None:
    return consensus if isinstance(consensus, int) else None
