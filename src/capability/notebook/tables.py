"""What the rule gives, as HTML tables: a notebook shows them where its cell ends in a result.

They stand here, and are given to the rule's classes as `_repr_html_` when a public name is first used, because the rule
holds no words and is sent to every reader's browser. The text of a result, as a terminal and
`repr` give it, stays exact and whole. Each table is caption, head and rows with scopes, without a style or a script of
its own, so that it takes the colours of the page that it stands on.
"""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

from capability.errors import first_of_each_kind
from capability.reading.gathering import Gathered
from capability.rule.change import Change
from capability.rule.gaps import PerceptionGap, PerceptionGaps
from capability.rule.instrument import Instrument
from capability.rule.means import MeanDifference
from capability.rule.plan import Plan
from capability.rule.relations import RelationsProfile
from capability.rule.scoring import DimensionProfile, Profile
from capability.rule.team import PracticeTeam, TeamProfile
from capability.writing.change import MOVES
from capability.writing.plans import plan_rows
from capability.writing.sureness import camps_words, sureness_words

NOT_GIVEN = "not given"

IN_A_CELL = ("Order", "Practice", "Why", "Next step", "Owner", "By")
"""The columns of a plan's table that fit a notebook; `writing.plans` has them all."""


def html_table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table: what it is, what stands in each column, and rows that each begin with their name.

    `None` is shown as "not given". Whatever stands in a cell is text, and never markup.

    >>> print(html_table("Levels", ["Dimension", "Level"], [["place & time", None]]))
    <table>
    <caption>Levels</caption>
    <thead><tr><th scope="col">Dimension</th><th scope="col">Level</th></tr></thead>
    <tbody>
    <tr><th scope="row">place &amp; time</th><td>not given</td></tr>
    </tbody>
    </table>
    """
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(f"<tr>{_cells(row)}</tr>\n" for row in rows)
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{columns}</tr></thead>\n"
        f"<tbody>\n{body}</tbody>\n</table>"
    )


def _cells(row: Sequence[object]) -> str:
    name, *others = (escape(NOT_GIVEN if cell is None else str(cell)) for cell in row)
    return f'<th scope="row">{name}</th>' + "".join(f"<td>{cell}</td>" for cell in others)


def instrument_table(instrument: Instrument) -> str:
    """What an instrument asks: a row a dimension."""
    return html_table(
        f"{instrument.title}: {instrument.id} {instrument.version}",
        ["Dimension", "Id", "Questions", "Foundations"],
        [
            [
                dimension.title,
                dimension.id,
                len(dimension.practices),
                sum(practice.essential for practice in dimension.practices),
            ]
            for dimension in instrument.dimensions
        ],
    )


def gathered_table(read: Gathered) -> str:
    """Answers that were read: how many people's they are, and a row for each thing left out, the first of each kind."""
    shown = first_of_each_kind(read.left_out)
    more = len(read.left_out) - len(shown)
    rows = [[fault.where, fault.what, fault.hint] for fault in shown]
    return html_table(
        f"Answers to {read.instrument.id} {read.instrument.version}. People: {read.tally.raters}; "
        + ("left out, and why:" if rows else "nothing was left out"),
        ["Where", "What", "How to mend it"],
        [*rows, ["…", f"{more} more like these, in `left_out`", ""]] if more else rows,
    )


def profile_table(profile: Profile) -> str:
    """A profile: a row a dimension, by its id, for a profile holds no titles."""
    one, two, three, four = profile.at_or_above
    return html_table(
        f"Profile of {profile.instrument} {profile.version}. Dimensions at 1 or above: {one}, at 2: {two}, "
        f"at 3: {three}, at 4: {four}, of {len(profile.dimensions)}",
        ["Dimension", "Level", "At most", "Evidenced", "Index", "Answered"],
        [
            [
                result.id,
                _level(result),
                result.at_most,
                f"{result.evidenced.with_} of {result.evidenced.of}",
                result.index,
                f"{result.coverage.answered} of {result.coverage.applicable}",
            ]
            for result in profile.dimensions
        ],
    )


def _level(result: DimensionProfile) -> object:
    if not result.coverage.applicable:
        return "does not apply"
    return "not enough answered" if result.level is None else result.level


def team_table(team: TeamProfile) -> str:
    """What a team says: a row a dimension with how sure it is, then a row a practice; a profile holds no titles."""
    levels = html_table(
        f"Team profile of {team.instrument} {team.version}. Raters: {team.raters}",
        ["Dimension", "Level", "At most", "How steady"],
        [
            [result.id, _level(result), result.at_most, sureness_words(sure)]
            for result, sure in zip(team.profile.dimensions, team.sure, strict=True)
        ],
    )
    practices = html_table(
        f"Seen differently: {len(team.disputed)} of {len(team.practices)} practices; "
        f"by chance alone it would be about {team.flagged_by_chance}",
        ["Practice", "Gave a level", "Consensus", "Disagreement", "Seen differently"],
        [
            [practice.id, practice.n, practice.consensus, practice.disagreement, _seen_differently(practice)]
            for practice in team.practices
        ],
    )
    return f"{levels}\n{practices}"


def _seen_differently(practice: PracticeTeam) -> str:
    return camps_words(practice.camps) or ("yes" if practice.flagged else "no")


def plan_table(plan: Plan) -> str:
    """A plan: a row an action, in the order in which to take them."""
    targets = ", ".join(f"{dimension} to {level}" for dimension, level in plan.targets.items())
    head, *rows = plan_rows(plan)
    columns = [head.index(name) for name in IN_A_CELL]
    return html_table(
        f"Plan for {plan.instrument} {plan.version}. Targets: {targets or 'none'}",
        IN_A_CELL,
        [[row[column] for column in columns] for row in rows],
    )


def change_table(change: Change) -> str:
    """What moved between two rounds: a row a dimension, by its id."""
    before, after = change.raters

    def both(name: str) -> tuple[str, str]:
        return f"{name} before", f"{name} after"

    return html_table(
        f"Change in {change.instrument} from {change.versions[0]} to {change.versions[1]}. "
        f"Raters: {before} before, {after} after",
        ["Dimension", *both("Level"), *both("Index"), "Difference", "Low", "High", "Move"],
        [
            [dimension.id, *dimension.levels, *dimension.indices, *_ends(dimension.difference), MOVES[dimension.move]]
            for dimension in change.dimensions
        ],
    )


def _ends(difference: MeanDifference | None) -> list[float | None]:
    return [None] * 3 if difference is None else [difference.value, difference.low, difference.high]


def gaps_table(gaps: PerceptionGaps) -> str:
    """What two sides say of the same practices: a row a pair, by the council's practice, the widest gap first."""
    (ours, theirs), (mine, other), (inside, outside) = gaps.instruments, gaps.versions, gaps.raters
    return html_table(
        f"{ours} {mine} beside {theirs} {other}. Raters: {inside} and {outside}; compared: {gaps.compared}, "
        f"sure: {gaps.sure}, by chance at most {gaps.by_chance:g}",
        ["Practice", "Council", "Outside", "Steps", "Council higher, of 100 pairs", "From", "To", "Sure"],
        [
            [gap.council.practice, gap.council.consensus, gap.outside.consensus, gap.steps, *_of_100(gap)]
            for gap in gaps.pairs
        ],
    )


def _of_100(gap: PerceptionGap) -> list[object]:
    if gap.higher is None:
        return [None, None, None, "too few" if gap.obstacle == "too-few" else "most cannot tell"]
    return [*gap.higher.of_100, "yes" if gap.higher.sure else "no"]


def relations_table(relations: RelationsProfile) -> str:
    """The working relations of a system: a row a tie."""
    level, at_most = (NOT_GIVEN if value is None else value for value in (relations.level, relations.at_most))
    return html_table(
        f"Working relations of {len(relations.actors)} actors. Level: {level}; at most: {at_most}; "
        f"actors that sent no view: {len(relations.silent)}",
        ["First", "Second", "View of the first", "View of the second", "Strength", "Gap"],
        [[*tie.between, *tie.views, tie.strength, tie.gap] for tie in relations.ties],
    )


TABLES: dict[type, Callable[[Any], str]] = {
    Gathered: gathered_table,
    Instrument: instrument_table,
    Profile: profile_table,
    TeamProfile: team_table,
    Plan: plan_table,
    Change: change_table,
    PerceptionGaps: gaps_table,
    RelationsProfile: relations_table,
}
"""The table of each kind of result."""


def show_as_tables() -> None:
    """Give each kind of result the method by which notebooks show it.

    >>> show_as_tables()
    >>> callable(Profile._repr_html_)
    True
    """
    for kind, table in TABLES.items():
        setattr(kind, "_repr_html_", table)  # noqa: B010 - the rule's classes know nothing of it
