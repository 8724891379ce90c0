"""The workbench: what many people's files say together, for whoever leads a team or a system.

State: `{"piles": {"now": pile, "last": pile}, "kept": {…}, "opened": null or the text of a saved plan}`. A pile is what
`gathering` made of files; `kept` holds the reader's choices by instrument: see `Kept`.
"""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from capability.errors import CapabilityError, Fault
from capability.pieces.network import plain_network
from capability.pieces.piles import instruments_of, tally_of
from capability.rule.change import Move, compare_rounds
from capability.rule.gaps import PerceptionGap, Side, perception_gaps
from capability.rule.instrument import Instrument
from capability.rule.intervals import Difference
from capability.rule.plan import FILE as PLAN_FILE
from capability.rule.plan import FORMAT as PLAN_FORMAT
from capability.rule.plan import Edit, PlanFile, make_plan, next_level, read_plan, suggested_targets
from capability.rule.plan import to_json as plan_json
from capability.rule.relations import Relations, relations_profile
from capability.rule.scoring import DimensionProfile
from capability.rule.sharing import share
from capability.rule.sharing import to_json as shared_json
from capability.rule.tally import Tally
from capability.rule.tally import to_json as tally_json
from capability.rule.team import PracticeTeam, TeamProfile, team_profile
from capability.rule.team import to_json as team_json
from capability.text import json_object
from capability.writing.document import Written
from capability.writing.plans import write_plan

Plain = dict[str, Any]

COUNCIL, SYSTEM = "organisation", "system"
SHADES = 10
"""How finely a page shades the share of raters at a level."""


class Kept(msgspec.Struct, frozen=True):
    """A reader's choices: the instrument looked at, and by instrument a plan's targets and words."""

    instrument: str = ""
    targets: dict[str, dict[str, int]] = {}
    edits: dict[str, dict[str, Edit]] = {}


def configure(instruments: Sequence[Instrument]) -> Plain:
    """The piece's config, plain data: every instrument that files may answer."""
    return {"piece": "workbench", "instruments": {one.id: msgspec.to_builtins(one) for one in instruments}}


def context(config: Plain) -> Plain:
    """What the template is given."""
    practices = (practice for one in instruments_of(config).values() for practice in one.practices)
    return {"prefix": "workbench", "modules": sorted({practice.module for practice in practices})}


def compute(config: Plain, state: Plain) -> Plain:
    """What the page shows for a state; everything of it is plain data, and `None` what there is nothing to say about.

    - `piles`: what was read of each, and what was left out
    - `choices`: the instruments answered, of which one is `chosen`; `team`, `change`, `plan` and `files` are about it
    - `gaps`: what people outside say beside what the council says, one entry a group
    - `system`: the answers to the system's questions and its relations, side by side
    - `files`: the texts to save: `tally`, `shared` (or why not), `result`
    """
    known = instruments_of(config)
    piles = state.get("piles") or {}
    now, last = piles.get("now"), piles.get("last")
    tallies, before = _tallies(now), _tallies(last)
    kept = _kept(state)
    chosen = kept.instrument if kept.instrument in tallies else next(iter(_by_side(tallies, known)), None)
    shown: Plain = {
        "piles": {name: None if pile is None else _pile(pile) for name, pile in (("now", now), ("last", last))},
        "choices": [
            {"id": name, "title": known[name].title, "chosen": name == chosen} for name in _by_side(tallies, known)
        ],
        "many": len(tallies) > 1,
        "chosen": chosen,
        "begun": bool(tallies) or bool(now and now["rows"]),
        "gaps": _gaps(tallies, known),
        "system": _system(tallies, now, known),
    }
    if chosen is None:
        return {**shown, "team": None, "change": None, "plan": None, "files": None, "opened": None}
    instrument, counted = known[chosen], tallies[chosen]
    result = team_profile(instrument, counted)
    change = _change(instrument, before[chosen], counted) if chosen in before else None
    return {
        **shown,
        "team": _team(instrument, result),
        "change": change,
        "plan": _plan(instrument, result, kept),
        "files": _files(instrument, counted, result),
        "opened": None if state.get("opened") is None else _opened(instrument, state["opened"]),
    }


def write(config: Plain, state: Plain) -> Plain:
    """The plan of a state as a file: `state["kind"]`, and `state["day"]` on which it is written.

    The kind `json` is the plan file itself, which can be opened again: the choices and words, and not the actions.

    Gives `name` and `data`, its bytes as base64 text, or `fault`.
    """
    known, kept = instruments_of(config), _kept(state)
    tallies = _tallies((state.get("piles") or {}).get("now"))
    chosen = kept.instrument if kept.instrument in tallies else next(iter(_by_side(tallies, known)))
    instrument = known[chosen]
    result = team_profile(instrument, tallies[chosen])
    if state["kind"] == "json":
        text = plan_json(_plan_file(instrument, result, kept))
        return _written(Written(f"{chosen}-plan-{state['day']}.json", text.encode()))
    try:
        plan = make_plan(instrument, result, _targets(instrument, result, kept), kept.edits.get(chosen))
    except CapabilityError as error:
        return {"fault": _told(error.faults)}
    return _written(write_plan(plan, state["kind"], state["day"]))


def _written(file: Written) -> Plain:
    return {"fault": None, "name": file.name, "data": base64.b64encode(file.data).decode()}


def _kept(state: Plain) -> Kept:
    """What the browser kept; where that is no choice that could have been made, no choice."""
    try:
        return msgspec.convert(state.get("kept") or {}, Kept)
    except msgspec.ValidationError:
        return Kept()


def _tallies(pile: Plain | None) -> dict[str, Tally]:
    return {one["instrument"]: tally_of(one) for one in pile["tallies"]} if pile else {}


def _by_side(tallies: Mapping[str, Tally], known: Mapping[str, Instrument]) -> list[str]:
    """The answered instruments: the council's own first, those of people outside last."""
    return sorted(tallies, key=lambda name: (any(p.mirrors for p in known[name].practices), name != COUNCIL))


def _pile(pile: Plain) -> Plain:
    return {
        "answers": [
            {
                "title": one["title"],
                "raters": one["raters"],
                "responses": one["responses"],
                "tallies": one["tallies"],
            }
            for one in pile["tallies"]
        ],
        "rows": len(pile["rows"]),
        "left_out": pile["left_out"],
        "left_out_count": len(pile["left_out"]) + pile["left_out_more"],
        "left_out_more": pile["left_out_more"],
        "nothing": not pile["tallies"] and not pile["rows"],
    }


# --- a team -----------------------------------------------------------------------------------------------------------


def _team(instrument: Instrument, result: TeamProfile) -> Plain:
    titles = {practice.id: practice.title for practice in instrument.practices}
    dimensions = {practice.id: one.title for one in instrument.dimensions for practice in one.practices}
    practices = {one.id: _practice(instrument, one, titles, dimensions) for one in result.practices}
    given = sum(one.level is not None for one in result.profile.dimensions)
    return {
        "title": instrument.title,
        "version": result.version,
        "raters": result.raters,
        "cautions": dict.fromkeys(result.cautions, True),
        "scale": [{"level": level, "name": name} for level, name in enumerate(instrument.scale)],
        "given": given,
        "of": len(instrument.dimensions),
        "counts": [{"n": n, "count": count, "of": given} for n, count in enumerate(result.profile.at_or_above, 1)],
        "level": result.profile.level,
        "level_name": _name(instrument, result.profile.level),
        "disputed": [practices[name] for name in result.disputed],
        "dimensions": [
            _dimension(instrument, one.title, found)
            for one, found in zip(instrument.dimensions, result.profile.dimensions, strict=True)
        ],
        "weakest": [practices[name] for name in result.weakest],
        "practices": list(practices.values()),
        "roles": [
            {
                "role": _role(instrument, role.role),
                "raters": role.raters,
                "practices": [_practice(instrument, one, titles, dimensions) for one in role.practices],
            }
            for role in result.roles
        ],
        "not_apart": result.not_apart if result.roles else 0,
    }


def _role(instrument: Instrument, role: str) -> str:
    return role if instrument.raters is None else instrument.raters.kinds.get(role, role)


def _practice(
    instrument: Instrument, one: PracticeTeam, titles: Mapping[str, str], dimensions: Mapping[str, str]
) -> Plain:
    return {
        "id": one.id,
        "title": titles[one.id],
        "dimension": dimensions[one.id],
        "n": one.n,
        "counts": [
            {"level": level, "count": count, "shade": _shade(count, one.n), "middle": level == one.consensus}
            for level, count in enumerate(one.counts)
        ],
        "unknown": one.unknown,
        "not_applicable": one.not_applicable,
        "blank": one.blank,
        "consensus": one.consensus if isinstance(one.consensus, int) else None,
        "consensus_name": _name(instrument, one.consensus if isinstance(one.consensus, int) else None),
        "not_known": one.consensus == "unknown" and not _is_silent(one),
        "silent": _is_silent(one),
        "disagreement": None if one.disagreement is None else f"{one.disagreement:.1f}",
        "flagged": one.flagged,
    }


def _is_silent(practice: PracticeTeam) -> bool:
    """Whether nobody answered a practice at all, which is not the same as that people do not know."""
    return not (practice.n or practice.unknown or practice.not_applicable)


def _shade(count: int, of: int) -> int:
    """0 for nobody, 1 to 10 for a tenth to all, and never 0 for somebody."""
    return -(-SHADES * count // of) if of else 0


def _dimension(instrument: Instrument, title: str, found: DimensionProfile) -> Plain:
    return {
        "title": title,
        "level": found.level,
        "level_name": _name(instrument, found.level),
        "at_most": found.at_most,
        "at_most_name": _name(instrument, found.at_most),
        "open": found.level is not None and found.at_most != found.level,
        "only_at_most": found.level is None and found.at_most is not None,
        "answered": found.coverage.answered,
        "applicable": found.coverage.applicable,
        "evidenced": {"with": found.evidenced.with_, "of": found.evidenced.of},
        "index": None if found.index is None else f"{found.index:.1f}",
    }


def _name(instrument: Instrument, level: int | None) -> str | None:
    return None if level is None else instrument.scale[level]


# --- both sides, the system, two rounds -------------------------------------------------------------------------------


def _gaps(tallies: Mapping[str, Tally], known: Mapping[str, Instrument]) -> list[Plain]:
    if COUNCIL not in tallies:
        return []
    council = known[COUNCIL]
    found = []
    for name, tally in tallies.items():
        gaps = perception_gaps(council, tallies[COUNCIL], known[name], tally)
        if not gaps:
            continue
        rows = [_gap(council, gap) for gap in gaps]
        found.append(
            {
                "title": known[name].title,
                "raters": tally.whole.raters,
                "compared": [row for row in rows if row["obstacle"] is None],
                "others": [row for row in rows if row["obstacle"] is not None],
            }
        )
    return found


def _gap(council: Instrument, gap: PerceptionGap) -> Plain:
    [title] = [practice.title for practice in council.practices if practice.id == gap.council.practice]
    return {
        "title": title,
        "council": _side(council, gap.council),
        "outside": _side(council, gap.outside),
        "steps": gap.steps,
        "apart": None if gap.steps is None else abs(gap.steps),
        "higher": None if not gap.steps else "council" if gap.steps > 0 else "outside",
        "at": gap.at,
        "at_name": _name(council, gap.at),
        "difference": None if gap.difference is None else _points(gap.difference),
        "obstacle": gap.obstacle,
    }


def _side(council: Instrument, side: Side) -> Plain:
    level = side.consensus if isinstance(side.consensus, int) else None
    share = None if side.share is None else {"count": side.share.count, "of": side.share.of}
    return {"level": level, "level_name": _name(council, level), "n": side.n, "share": share}


def _points(found: Difference) -> Plain:
    """A difference of shares in points of a hundred."""
    points = {
        name: round(100 * number) for name, number in (("value", found.value), ("low", found.low), ("high", found.high))
    }
    return {**{name: f"{number:+d}".replace("-", "−") for name, number in points.items()}, "sure": found.sure}


def _system(tallies: Mapping[str, Tally], now: Plain | None, known: Mapping[str, Instrument]) -> Plain | None:
    rows = now["rows"] if now else {}
    if SYSTEM not in tallies and not rows:
        return None
    team = None
    if SYSTEM in tallies:
        instrument, result = known[SYSTEM], team_profile(known[SYSTEM], tallies[SYSTEM])
        team = {
            "raters": result.raters,
            "dimensions": [
                _dimension(instrument, one.title, found)
                for one, found in zip(instrument.dimensions, result.profile.dimensions, strict=True)
            ],
        }
    return {"team": team, "network": plain_network(relations_profile(Relations(rows))) if rows else None}


def _change(instrument: Instrument, before: Tally, after: Tally) -> Plain:
    change = compare_rounds(instrument, before, after)
    titles = {practice.id: practice.title for practice in instrument.practices}
    both = list(zip(instrument.dimensions, change.dimensions, strict=True))
    moved: list[Move] = ["up", "down"]
    return {
        "before": change.raters[0],
        "after": change.raters[1],
        "dimensions": [
            {
                "title": title.title,
                "before": one.levels[0],
                "after": one.levels[1],
                "index_before": None if one.indices[0] is None else f"{one.indices[0]:.1f}",
                "index_after": None if one.indices[1] is None else f"{one.indices[1]:.1f}",
                "move": one.move,
            }
            for title, one in both
            if one.levels != (None, None)
        ],
        "no_level": [{"title": title.title} for title, one in both if one.levels == (None, None)],
        "practices": [
            {
                "title": titles[one.id],
                "before": one.consensus[0],
                "after": one.consensus[1],
                "move": one.move,
                "sure": bool(one.difference and one.difference.sure),
            }
            for one in change.practices
            if one.move in moved
        ],
        "same": sum(one.move == "none" for one in change.practices),
        "not_compared": sum(one.move == "unknown" for one in change.practices),
    }


# --- the plan ---------------------------------------------------------------------------------------------------------


def _targets(instrument: Instrument, result: TeamProfile, kept: Kept) -> dict[str, int]:
    chosen = kept.targets.get(instrument.id)
    return suggested_targets(result.profile) if chosen is None else chosen


def _plan(instrument: Instrument, result: TeamProfile, kept: Kept) -> Plain:
    targets = _targets(instrument, result, kept)
    shown: Plain = {
        "suggested": instrument.id not in kept.targets,
        "dimensions": [
            {
                "id": one.id,
                "title": one.title,
                "level_name": _name(instrument, found.level),
                "level": found.level,
                "next": next_level(found),
                "target": targets.get(one.id),
            }
            for one, found in zip(instrument.dimensions, result.profile.dimensions, strict=True)
        ],
    }
    try:
        # Without the reader's own words: those stand in the fields, and an action that was left out can come back.
        plan = make_plan(instrument, result, targets)
    except CapabilityError as error:
        return {**shown, "fault": _told(error.faults), "actions": [], "reached": []}
    titles = {one.id: one.title for one in instrument.dimensions}
    practices = {practice.id: practice for practice in result.practices}
    return {
        **shown,
        "fault": None,
        "actions": [
            {
                "practice": action.practice,
                "title": action.title,
                "dimension": action.dimension,
                "level": action.level if isinstance(action.level, int) else None,
                "level_name": _name(instrument, action.level if isinstance(action.level, int) else None),
                "target": action.target,
                "target_name": _name(instrument, action.target),
                "silent": _is_silent(practices[action.practice]),
                "why": action.why,
                "spread": None if action.spread is None else {"low": action.spread[0], "high": action.spread[1]},
                "step": action.step,
                "evidence": list(action.evidence),
                "module": action.module,
            }
            for action in plan.actions
        ],
        "reached": [{"title": titles[name]} for name in plan.reached],
    }


def _opened(instrument: Instrument, text: str) -> Plain:
    """A saved plan that the reader opened; nothing is changed here."""
    try:
        plan = read_plan(json_object(text, "the file", PLAN_FILE), instrument, "the file")
    except CapabilityError as error:
        return {"fault": _told(error.faults)}
    return {
        "fault": None,
        "targets": plan.targets,
        "edits": msgspec.to_builtins(plan.edits),
        "chosen": len(plan.targets),
        "written": len(plan.edits),
    }


def _plan_file(instrument: Instrument, result: TeamProfile, kept: Kept) -> PlanFile:
    return PlanFile(
        format=PLAN_FORMAT,
        instrument=instrument.id,
        version=instrument.version,
        targets=_targets(instrument, result, kept),
        edits=kept.edits.get(instrument.id, {}),
    )


def _files(instrument: Instrument, counted: Tally, result: TeamProfile) -> Plain:
    found: Plain = {"tally": tally_json(counted), "result": team_json(result)}
    try:
        return {**found, "shared": shared_json(share(instrument, counted)), "not_shared": None}
    except CapabilityError as error:
        return {**found, "shared": None, "not_shared": _told(error.faults)}


def _told(faults: Sequence[Fault]) -> list[Plain]:
    return [{"where": fault.where, "what": fault.what, "hint": fault.hint} for fault in faults]
