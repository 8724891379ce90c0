"""Which services touch the same outcome in one place, what nobody helps, and which two contracts to plan together."""

from collections import defaultdict
from datetime import date
from itertools import combinations
from typing import Literal

import msgspec

from capability.course.pictures import Grid
from capability.course.worksheets import Result
from capability.text import name_key, spoken_date

MOST_TIED = 5
"""So many pairs with as much in common are told one by one."""

NO_MISSION = "none"
"""What a reader writes for an outcome that serves no mission."""


class Link(msgspec.Struct, frozen=True):
    """One service and one outcome: what the first does to the second, and whether there is evidence of it."""

    service: str
    outcome: str
    effect: Literal["strong", "some", "hinders"]
    evidence: Literal["yes", "no"]


class Outcome(msgspec.Struct, frozen=True):
    """One outcome, the mission that it serves (or `none`; two missions take two rows), and whether it is measured."""

    outcome: str
    mission: str
    measured: Literal["yes", "no"]


class Contract(msgspec.Struct, frozen=True):
    """A service, and the day on which its contract ends."""

    service: str
    ends: date


class Place(msgspec.Struct, frozen=True):
    """The services and outcomes of one place, and when contracts end, as far as that is known."""

    services: tuple[Link, ...]
    outcomes: tuple[Outcome, ...]
    contracts: tuple[Contract, ...] = ()


class _Touch(msgspec.Struct, frozen=True):
    """One service and one outcome that is on the list, all that was said of them put together."""

    service: str
    outcome: str
    helps: bool
    hinders: bool
    strong: bool
    evidence: bool


Values = dict[str, float | str]


def outcome_map(given: Place) -> Result:
    """Who touches which outcome, and what follows.

    Names are matched without regard to case and spaces; what is shown is the spelling that sorts first. A service's
    outcome that is not on the list of outcomes is told (`unknown`), and counts nowhere else.

    - covered: outcomes that at least one service helps, per cent of all outcomes; gaps: how many no service helps
    - overlaps: outcomes that two or more services help
    - missions, alone: how many missions the outcomes name; how many of them no service helps
    - evidenced: links with evidence, per cent of the links to outcomes on the list
    - the pair: the two services with most outcomes in common that serve a mission, then most in common, then most
      strong links to these; then, where all their ends are known, those that end closest to each other. What is still
      equal is told as `tied`, each pair by itself. A service that gets in an outcome's way touches it too.
    - clash: who gets in an outcome's way, and who helps it

    >>> links = (Link(service="Repairs", outcome="Dry homes", effect="strong", evidence="yes"),
    ...          Link(service="Nurses", outcome="dry  HOMES", effect="some", evidence="no"))
    >>> outcomes = (Outcome(outcome="Dry homes", mission="Health", measured="yes"),
    ...             Outcome(outcome="Company", mission="none", measured="no"))
    >>> result = outcome_map(Place(services=links, outcomes=outcomes))
    >>> result.figures["covered"], result.figures["overlaps"], result.figures["evidenced"]
    (50.0, 1, 50.0)
    >>> result.findings[0]
    ('pair', {'first': 'Nurses', 'second': 'Repairs', 'outcomes': 'Dry homes'})
    """
    shown = _spellings(given)
    missions: dict[str, set[str]] = defaultdict(set)
    for wanted in given.outcomes:
        missions[name_key(wanted.outcome)] |= {name_key(wanted.mission)} - {NO_MISSION}
    measured = {name_key(wanted.outcome) for wanted in given.outcomes if wanted.measured == "yes"}
    touches = _touches(given, set(missions))
    helpers = {
        outcome: [touch.service for touch in touches if touch.outcome == outcome and touch.helps]
        for outcome in sorted(missions)
    }
    helped = {outcome for outcome, services in helpers.items() if services}
    every = sorted(set().union(*missions.values()))
    behind = set().union(*(missions[outcome] for outcome in helped))
    reached = {
        service: sorted(set().union(*(missions[of.outcome] for of in touches if of.service == service and of.helps)))
        for service in sorted({name_key(link.service) for link in given.services})
    }

    def named(keys: list[str]) -> str:
        return ", ".join(shown[key] for key in keys)

    gaps = [outcome for outcome in helpers if outcome not in helped]
    overlaps = {outcome: services for outcome, services in helpers.items() if len(services) > 1}
    findings = _pair(touches, missions, _ends(given), shown)
    for touch in touches:
        if touch.hinders:
            clash = {"service": shown[touch.service], "outcome": shown[touch.outcome]}
            others = [service for service in helpers[touch.outcome] if service != touch.service]
            findings.append(("clash", {**clash, "names": named(others)}) if others else ("hinders", {**clash}))
    findings += _unknown(given, set(missions))
    findings += _reach(reached, shown)
    for outcome, services in overlaps.items():
        findings.append(("overlap", {"outcome": shown[outcome], "n": len(services), "names": named(services)}))
    alone = [mission for mission in every if mission not in behind]
    unmeasured = [outcome for outcome in sorted(helped) if outcome not in measured]
    claims = [touch for touch in touches if touch.strong and not touch.evidence]
    lists: list[tuple[str, list[str]]] = [("gap", gaps), ("mission-alone", alone), ("unmeasured", unmeasured)]
    findings += [(code, {"n": len(keys), "names": named(keys)}) for code, keys in lists if keys]
    if not gaps:
        findings.append(("no-gap", {}))
    if claims:
        names = "; ".join(f"{shown[claim.service]}: {shown[claim.outcome]}" for claim in claims)
        findings.append(("claim", {"n": len(claims), "names": names}))

    order = sorted(reached, key=lambda service: (-len(reached[service]), service))
    return Result(
        figures={
            "covered": 100 * len(helped) / len(missions),
            "gaps": len(gaps),
            "overlaps": len(overlaps),
            "missions": len(every),
            "alone": len(alone),
            "evidenced": 100 * sum(touch.evidence for touch in touches) / len(touches) if touches else None,
        },
        findings=findings,
        rows=[
            _row(service, [touch for touch in touches if touch.service == service], reached, shown) for service in order
        ],
        picture=_grid(touches, order, helpers, shown),
    )


def _grid(touches: list[_Touch], order: list[str], helpers: dict[str, list[str]], shown: dict[str, str]) -> Grid:
    """Services by outcomes; the last row counts the services that help each outcome, and shows a gap as 0."""
    signs: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for touch in touches:
        helps = ("strong" if touch.evidence else "claim") if touch.strong else "some"
        signs[touch.service, touch.outcome] = [
            *([(helps, "")] if touch.helps else []),
            *([("hinders", "")] if touch.hinders else []),
        ]
    rows = [(shown[service], [signs.get((service, outcome), []) for outcome in helpers]) for service in order]
    rows.append(("helped_by", [[("", str(len(services)))] for services in helpers.values()]))
    return Grid([shown[outcome] for outcome in helpers], rows)


def _spellings(given: Place) -> dict[str, str]:
    """For each name as it is matched the spelling that is shown: of several, the one that sorts first."""
    spelled = [link.service for link in given.services] + [contract.service for contract in given.contracts]
    spelled += [name for outcome in given.outcomes for name in (outcome.outcome, outcome.mission)]
    return {name_key(name): name for name in sorted(spelled, reverse=True)}


def _touches(given: Place, known: set[str]) -> list[_Touch]:
    together: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in given.services:
        if name_key(link.outcome) in known:
            together[name_key(link.service), name_key(link.outcome)].append(link)
    return [
        _Touch(
            service=service,
            outcome=outcome,
            helps=any(link.effect != "hinders" for link in links),
            hinders=any(link.effect == "hinders" for link in links),
            strong=any(link.effect == "strong" for link in links),
            evidence=any(link.evidence == "yes" for link in links),
        )
        for (service, outcome), links in sorted(together.items())
    ]


def _unknown(given: Place, known: set[str]) -> list[tuple[str, Values]]:
    lost = sorted({(link.service, link.outcome) for link in given.services if name_key(link.outcome) not in known})
    return [("unknown", {"service": service, "outcome": outcome}) for service, outcome in lost]


def _ends(given: Place) -> dict[str, date]:
    """When each service's contract ends; of several, the first to end."""
    ends: dict[str, date] = {}
    for contract in sorted(given.contracts, key=lambda contract: contract.ends, reverse=True):
        ends[name_key(contract.service)] = contract.ends
    return ends


class _Pair(msgspec.Struct, frozen=True):
    """Two services and the outcomes that both touch; the pair that comes first has the lowest rank."""

    rank: tuple[int, int, int]
    first: str
    second: str
    common: list[str]


def _pair(
    touches: list[_Touch], missions: dict[str, set[str]], ends: dict[str, date], shown: dict[str, str]
) -> list[tuple[str, Values]]:
    """The two services to plan together first; or all that have as much in common, and when their contracts end."""
    of: dict[str, dict[str, _Touch]] = defaultdict(dict)
    for touch in touches:
        of[touch.service][touch.outcome] = touch
    ranked: list[_Pair] = []
    for first, second in combinations(sorted(of), 2):
        common = sorted(of[first].keys() & of[second].keys())
        if common:
            strong = sum(of[service][outcome].strong for service in (first, second) for outcome in common)
            serving = sum(bool(missions[outcome]) for outcome in common)
            ranked.append(_Pair((-serving, -len(common), -strong), first, second, common))
    if not ranked:
        return [("no-pair", {})]
    best = min(pair.rank for pair in ranked)
    pairs = [pair for pair in ranked if pair.rank == best]
    without = sorted({service for pair in pairs for service in (pair.first, pair.second)} - ends.keys())
    if not without:
        apart = [abs((ends[pair.first] - ends[pair.second]).days) for pair in pairs]
        pairs = [pair for pair, days in zip(pairs, apart, strict=True) if days == min(apart)]

    def told(code: str, pair: _Pair) -> tuple[str, Values]:
        outcomes = ", ".join(shown[outcome] for outcome in pair.common)
        return code, {"first": shown[pair.first], "second": shown[pair.second], "outcomes": outcomes}

    findings: list[tuple[str, Values]] = []
    if len(pairs) == 1:
        findings.append(told("pair" if best[0] else "pair-no-mission", pairs[0]))
    else:
        findings.append(("tied", {"n": len(pairs)}))
        findings += [told("tied-pair" if best[0] else "tied-pair-no-mission", pair) for pair in pairs[:MOST_TIED]]
    if without:
        findings.append(("ends-unknown", {"names": ", ".join(shown[service] for service in without)}))
    elif len(pairs) == 1:
        days = {"first": pairs[0].first, "second": pairs[0].second}
        said = {name: shown[service] for name, service in days.items()}
        when = {f"{name}_ends": spoken_date(ends[service].isoformat()) for name, service in days.items()}
        findings.append(("ends", {**said, **when}))
    return findings


def _reach(reached: dict[str, list[str]], shown: dict[str, str]) -> list[tuple[str, Values]]:
    most = max(len(missions) for missions in reached.values())
    if not most:
        return [("reach-none", {})]
    names = ", ".join(shown[service] for service, missions in reached.items() if len(missions) == most)
    return [("reach", {"n": most, "names": names})]


def _row(
    service: str, touches: list[_Touch], reached: dict[str, list[str]], shown: dict[str, str]
) -> tuple[str | float | None, ...]:
    return (
        shown[service],
        len(reached[service]),
        ", ".join(shown[mission] for mission in reached[service]) or None,
        sum(touch.helps for touch in touches),
        sum(touch.hinders for touch in touches),
        sum(touch.evidence for touch in touches),
    )
