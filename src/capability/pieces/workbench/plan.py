"""The plan on the workbench: what to do next for the targets, and a saved plan that the reader opens."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from capability.errors import CapabilityError
from capability.pieces.plain import level_name, plain_faults
from capability.pieces.workbench.bench import Kept
from capability.pieces.workbench.team import consensus_level, is_silent
from capability.rule.instrument import Instrument
from capability.rule.plan import FILE, Action, Edit, make_plan, next_level, promised_in, read_plan, suggested_targets
from capability.rule.team import TeamProfile
from capability.text import is_day, json_object, one_line
from capability.writing.past import past_days

if TYPE_CHECKING:
    from capability.pieces.outputs.workbench import ActionTold, OpenedPlan, Plan


def targets_of(instrument: Instrument, team: TeamProfile, kept: Kept) -> dict[str, int]:
    """The reader's targets by dimension, or those suggested until there are any."""
    chosen = kept.targets.get(instrument.id)
    return suggested_targets(team) if chosen is None else chosen


def plan_told(instrument: Instrument, team: TeamProfile, kept: Kept, day: str) -> Plan:
    """A plan as a page tells it, with what is past on a day."""
    targets = targets_of(instrument, team, kept)
    shown: Plan = {
        "called": one_line(kept.names.get(instrument.id, "")) or instrument.title,
        "begun": instrument.id in kept.ids,
        "suggested": instrument.id not in kept.targets,
        "dimensions": [
            {
                "id": dimension.id,
                "title": dimension.title,
                "level_name": level_name(instrument, result.level),
                "level": result.level,
                "next": next_level(result),
                "target": targets.get(dimension.id),
            }
            for dimension, result in zip(instrument.dimensions, team.profile.dimensions, strict=True)
        ],
        "fault": None,
        "actions": [],
        "found": 0,
        "taken": 0,
        "reached": [],
        "past": [],
    }
    try:
        # Without the reader's own words: those stand in the fields, and an action that was left out can come back.
        plan = make_plan(instrument, team, targets, promised=promised_in(kept.edits.get(instrument.id, {})))
    except CapabilityError as error:
        return {**shown, "fault": plain_faults(error.faults)}
    titles = {dimension.id: dimension.title for dimension in instrument.dimensions}
    edits = kept.edits.get(instrument.id, {})
    left_out = [action for action in plan.actions if action.practice in edits and edits[action.practice].leave_out]
    silent = {practice.id for practice in team.practices if is_silent(practice)}
    return {
        **shown,
        "actions": [
            _action(instrument, action, silent, past=_is_past(edits.get(action.practice), day))
            for action in plan.actions
        ],
        "found": len(plan.actions),
        "taken": len(plan.actions) - len(left_out),
        "reached": [{"title": titles[name]} for name in plan.reached],
        "past": _past(plan.actions, edits, kept.decisions.get(instrument.id, ""), day),
    }


def _past(actions: Iterable[Action], edits: Mapping[str, Edit], decision: str, day: str) -> list[str]:
    """What is past on a day, of the steps that are not left out, and of what a board is to decide."""
    own = ((action, edits.get(action.practice, Edit())) for action in actions)
    dated = [msgspec.structs.replace(action, due=edit.due) for action, edit in own if not edit.leave_out]
    return list(past_days(dated, decision, day))


def _is_past(edit: Edit | None, day: str) -> bool:
    """Whether a step was due before a day, and is not left out."""
    return edit is not None and not edit.leave_out and is_day(edit.due) and edit.due < day[:10]


def _action(instrument: Instrument, action: Action, silent: Collection[str], *, past: bool) -> ActionTold:
    level = consensus_level(action.level)
    return {
        "practice": action.practice,
        "title": action.title,
        "dimension": action.dimension,
        "level": level,
        "level_name": level_name(instrument, level),
        "silent": action.practice in silent,
        "target": action.target,
        "target_name": level_name(instrument, action.target),
        "why": action.why,
        "spread": None if action.spread is None else {"low": action.spread[0], "high": action.spread[1]},
        "step": action.step,
        "evidence": list(action.evidence),
        "module": action.module,
        "past": past,
    }


def opened_plan(instrument: Instrument, text: str, kept: Kept) -> OpenedPlan:
    """A saved plan that the reader opened, and whether it is another than the one here; nothing is changed."""
    try:
        plan = read_plan(json_object(text, "the file", FILE), instrument, "the file")
    except CapabilityError as error:
        return {"fault": plain_faults(error.faults)}
    return {
        "fault": None,
        "targets": plan.targets,
        "edits": msgspec.to_builtins(plan.edits),
        "chosen": len(plan.targets),
        "written": len(plan.edits),
        "id": plan.id,
        "name": plan.name,
        "decision": plan.decision,
        "other": kept.ids.get(instrument.id, plan.id) != plan.id,
    }
