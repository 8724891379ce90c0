"""What is taken from the workbench: a tally, the result, and the plan in five kinds of file.

A file is made when somebody asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from capability.errors import CapabilityError
from capability.pieces.plain import plain_faults, plain_file
from capability.pieces.workbench.bench import Bench, lay_out
from capability.pieces.workbench.plan import targets_of
from capability.rule.plan import FORMAT, PlanFile, identified, make_plan
from capability.rule.tally import to_json as tally_json
from capability.rule.team import team_profile
from capability.rule.team import to_json as team_json
from capability.text import Plain, file_name, one_line
from capability.writing.document import Written
from capability.writing.plans import write_choices, write_plan

if TYPE_CHECKING:
    from capability.pieces.outputs.plain import PlainFile

Kind = Literal["tally", "result", "json", "markdown", "csv", "word", "calendar"]
"""`json` is the plan file itself, which can be opened again: the choices and words, and not the actions."""


def write(config: Plain, state: Plain) -> PlainFile:
    """A file of what the page shows for a state: `state["kind"]`, named by `state["day"]` on which it is written.

    `state["moment"]` of that day, such as `2026-11-22T09:30:00Z`, may be absent: it tells a later calendar from an
    earlier one.
    """
    bench = lay_out(config, state)
    if bench.chosen is None or state["kind"] not in get_args(Kind):
        raise ValueError(f"no page asks for a file `{state['kind']}` of `{bench.chosen}`")
    try:
        return plain_file(_written(bench, bench.chosen, state["kind"], state.get("moment") or state["day"]))
    except CapabilityError as error:
        return {"fault": plain_faults(error.faults)}


def _written(bench: Bench, chosen: str, kind: Kind, made: str) -> Written:
    instrument, tally, kept = bench.instruments[chosen], bench.tallies[chosen], bench.kept
    name, day = one_line(kept.names.get(chosen, "")), made[:10]
    if kind == "tally":
        return Written(file_name(f"{chosen}-tally", day, "json", name), tally_json(tally).encode())
    team = team_profile(instrument, tally)
    if kind == "result":
        return Written(file_name(f"{chosen}-team", day, "json", name), team_json(team).encode())
    plan = identified(
        PlanFile(
            format=FORMAT,
            instrument=chosen,
            version=instrument.version,
            targets=targets_of(instrument, team, kept),
            edits=kept.edits.get(chosen, {}),
            id=kept.ids.get(chosen, ""),
            name=name,
        )
    )
    if kind == "json":
        return write_choices(plan, made)
    whole = make_plan(instrument, team, plan.targets, plan.edits, name=plan.name, identity=plan.id)
    return write_plan(whole, kind, made)
