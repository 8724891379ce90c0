"""A team on the workbench: what its people say together, and where they see it differently."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

from capability.pieces.plain import camps_told, dimension_told, level_name, whole_told
from capability.pieces.result import headline_told, key_told, named
from capability.rule.instrument import Instrument
from capability.rule.strength import perhaps_lowest, team_headline
from capability.rule.sureness import FEWEST_TO_BE_SURE, Sureness
from capability.rule.team import Consensus, PracticeTeam, TeamProfile

if TYPE_CHECKING:
    from capability.pieces.outputs.workbench import Cautions, PracticeSpread, SureTold, Team, TeamDimension

SHADES = 10
"""How finely a page shades the share of raters at a level."""


def team_told(instrument: Instrument, team: TeamProfile, seen_lower: Container[str] = ()) -> Team:
    """A team's profile as a page tells it; people outside see less of the dimensions that are `seen_lower`."""
    subject = instrument.subject or "this team"
    dimensions = team_dimensions(instrument, team)
    practices = {spread["id"]: spread for spread in _spreads(instrument, team.practices)}
    found, perhaps = team_headline(team, seen_lower), perhaps_lowest(team)
    return {
        "title": instrument.title,
        "version": team.version,
        "raters": team.raters,
        "cautions": _cautions(team),
        "scale": [{"level": level, "name": name} for level, name in enumerate(instrument.scale)],
        "headline": {
            **headline_told(instrument, found, is_to_find_out=True),
            "subject": subject,
            "subject_first": subject[:1].upper() + subject[1:],
            "outside": any(practice.mirrors for practice in instrument.practices),
            "perhaps": named(
                dimension.title
                for dimension in instrument.dimensions
                if dimension.id in perhaps and dimension.id in found.holding
            ),
            "others_as_high": _others_as_high(team, found.strength),
        },
        "whole": whole_told(instrument, team.profile),
        "sure": _sure(team, team.sure_together),
        "disputed": [practices[name] for name in team.disputed],
        "widest": practices[team.disputed[0]]["title"] if team.disputed else None,
        "by_chance": f"{team.flagged_by_chance:.1f}",
        "above_chance": len(team.disputed) > team.flagged_by_chance,
        "how_many_disputed": len(team.disputed),
        "sureness_told": team.raters >= FEWEST_TO_BE_SURE,
        "dimensions": dimensions,
        "key": key_told(dimensions),
        "weakest": [practices[name] for name in team.weakest],
        "practices": list(practices.values()),
        "roles": [
            {
                "role": _role(instrument, role.role),
                "raters": role.raters,
                "practices": _spreads(instrument, role.practices),
            }
            for role in team.roles
        ],
        "not_apart": team.not_apart if team.roles else 0,
        "not_by_role": _not_by_role(team),
    }


def team_dimensions(instrument: Instrument, team: TeamProfile) -> list[TeamDimension]:
    """The dimensions of a team's profile with their titles, and how sure each level is."""
    every = zip(instrument.dimensions, team.profile.dimensions, team.sure, strict=True)
    return [
        {"title": dimension.title, "sure": _sure(team, sure), **dimension_told(instrument, result)}
        for dimension, result, sure in every
    ]


def consensus_level(consensus: Consensus | None) -> int | None:
    """The level of a middle answer, where it is one."""
    return consensus if isinstance(consensus, int) else None


def _others_as_high(team: TeamProfile, strength: str | None) -> bool:
    """Whether other dimensions stand at the level of the one that is named as a strength."""
    levels = {dimension.id: dimension.level for dimension in team.profile.dimensions}
    return strength is not None and list(levels.values()).count(levels[strength]) > 1


def _sure(team: TeamProfile, sure: Sureness | None) -> SureTold | None:
    """Nothing for so few raters that a caution has said it of all levels."""
    if sure is None or team.raters < FEWEST_TO_BE_SURE:
        return None
    return {"claim": sure.claim, "other": sure.other}


def _not_by_role(team: TeamProfile) -> int:
    shown = len(team.roles[0].practices) if team.roles else 0
    return sum(not is_silent(practice) for practice in team.practices) - shown


def _cautions(team: TeamProfile) -> Cautions:
    cautions: Cautions = {}
    for caution in team.cautions:
        cautions[caution] = True
    return cautions


def _role(instrument: Instrument, role: str) -> str:
    return role if instrument.raters is None else instrument.raters.kinds.get(role, role)


def _spreads(instrument: Instrument, practices: Sequence[PracticeTeam]) -> list[PracticeSpread]:
    words = {
        practice.id: (practice.title, dimension.title)
        for dimension in instrument.dimensions
        for practice in dimension.practices
    }
    return [_spread(instrument, practice, *words[practice.id]) for practice in practices]


def _spread(instrument: Instrument, practice: PracticeTeam, title: str, dimension: str) -> PracticeSpread:
    level = consensus_level(practice.consensus)
    return {
        "id": practice.id,
        "title": title,
        "dimension": dimension,
        "n": practice.n,
        "counts": [
            {"level": n, "count": count, "shade": _shade(count, practice.n), "middle": n == practice.consensus}
            for n, count in enumerate(practice.counts)
        ],
        "unknown": practice.unknown,
        "not_applicable": practice.not_applicable,
        "blank": practice.blank,
        "consensus": level,
        "consensus_name": level_name(instrument, level),
        "not_known": practice.consensus == "unknown" and not is_silent(practice),
        "silent": is_silent(practice),
        "disagreement": None if practice.disagreement is None else f"{practice.disagreement:.1f}",
        "flagged": practice.flagged,
        "camps": camps_told(practice.camps),
    }


def is_silent(practice: PracticeTeam) -> bool:
    """Whether nobody answered a practice at all, which is not the same as that people do not know."""
    return not (practice.n or practice.unknown or practice.not_applicable)


def _shade(count: int, of: int) -> int:
    """0 for nobody, 1 to 10 for a tenth to all, and never 0 for somebody."""
    return -(-SHADES * count // of) if of else 0
