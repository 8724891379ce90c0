"""What is taken from the workbench: a tally, the result, the plan in five kinds of file, and the board paper.

A file is made when somebody asks for it.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Literal, get_args

from capability.errors import CapabilityError
from capability.pieces.plain import plain_faults, plain_file
from capability.pieces.workbench.bench import Bench, lay_out
from capability.pieces.workbench.paper import council_of, paper_of
from capability.pieces.workbench.plan import targets_of
from capability.reading.word import read_template
from capability.rule.plan import FORMAT, PlanFile, identified, make_plan
from capability.rule.tally import to_json as tally_json
from capability.rule.team import team_profile
from capability.rule.team import to_json as team_json
from capability.text import Plain, file_name, one_line
from capability.writing.board import write_board
from capability.writing.document import Written
from capability.writing.plans import write_choices, write_plan

if TYPE_CHECKING:
    from capability.pieces.outputs.plain import PlainFile
    from capability.pieces.outputs.workbench import TemplateChecked

Kind = Literal["tally", "result", "json", "markdown", "csv", "word", "calendar"]
"""`json` is the plan file itself, which can be opened again: the choices and words, and not the actions."""

PAPER = "board"


def write(config: Plain, state: Plain) -> PlainFile:
    """A file of what the page shows for a state: `state["kind"]`, named by `state["day"]` on which it is written.

    `state["moment"]` of that day, such as `2026-11-22T09:30:00Z`, may be absent: it tells a later calendar from an
    earlier one. A board paper goes
    into `state["template"]`, a Word file as base64 text, if there is one, and says that its answers are made up if
    they are `state["synthetic"]`.
    """
    bench = lay_out(config, state)
    if bench.chosen is None or state["kind"] not in (*get_args(Kind), PAPER):
        raise ValueError(f"no page asks for a file `{state['kind']}` of `{bench.chosen}`")
    try:
        if state["kind"] == PAPER:
            return plain_file(_paper(config, bench, bench.chosen, state))
        return plain_file(_written(bench, bench.chosen, state["kind"], state.get("moment") or state["day"]))
    except CapabilityError as error:
        return {"fault": plain_faults(error.faults)}


def check_template(config: Plain, state: Plain) -> TemplateChecked:
    """Why a council's own Word file, `state["template"]` in base64, cannot be used; `None` where it can."""
    try:
        read_template(base64.b64decode(state["template"]))
    except CapabilityError as error:
        return {"fault": plain_faults(error.faults)}
    return {"fault": None}


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
            decision=kept.decisions.get(chosen, ""),
        )
    )
    if kind == "json":
        return write_choices(plan, made)
    whole = make_plan(instrument, team, plan.targets, plan.edits, name=plan.name, identity=plan.id)
    return write_plan(whole, kind, made)


def _paper(config: Plain, bench: Bench, chosen: str, state: Plain) -> Written:
    kept, template = bench.kept, state.get("template")
    return write_board(
        paper_of(bench, chosen),
        state["day"],
        council=council_of(config) or kept.council,
        decision=kept.decisions.get(chosen, ""),
        name=kept.names.get(chosen, ""),
        synthetic=bool(state.get("synthetic")),
        last_round=kept.last_rounds.get(chosen, ""),
        template=base64.b64decode(template) if template else None,
    )
