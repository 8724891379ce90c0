"""What is taken from the workbench: a tally, what may be shared of it, the result, and the plan in five kinds of file.

A file is made when somebody asks for it. Whether anything may be shared is told before, without making it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from capability.errors import CapabilityError
from capability.pieces.plain import plain_faults, plain_file
from capability.pieces.workbench.bench import Bench, lay_out
from capability.pieces.workbench.plan import targets_of
from capability.rule.plan import FORMAT, PlanFile, make_plan
from capability.rule.plan import to_json as plan_json
from capability.rule.sharing import obstacle, share
from capability.rule.sharing import to_json as shared_json
from capability.rule.tally import Tally
from capability.rule.tally import to_json as tally_json
from capability.rule.team import team_profile
from capability.rule.team import to_json as team_json
from capability.text import Plain
from capability.writing.document import Written
from capability.writing.plans import write_plan

if TYPE_CHECKING:
    from capability.pieces.outputs.plain import PlainFile
    from capability.pieces.outputs.workbench import Sharing

Kind = Literal["tally", "shared", "result", "json", "markdown", "csv", "word", "calendar"]
"""`json` is the plan file itself, which can be opened again: the choices and words, and not the actions."""


def sharing_told(tally: Tally) -> Sharing:
    """Whether anything of a tally may leave the council; no file is made to find out."""
    fault = obstacle(tally)
    return {"shared": fault is None, "not_shared": None if fault is None else plain_faults([fault])}


def write(config: Plain, state: Plain) -> PlainFile:
    """A file of what the page shows for a state: `state["kind"]`, named by `state["day"]` on which it is written."""
    bench = lay_out(config, state)
    if bench.chosen is None or state["kind"] not in get_args(Kind):
        raise ValueError(f"no page asks for a file `{state['kind']}` of `{bench.chosen}`")
    try:
        return plain_file(_written(bench, bench.chosen, state["kind"], state["day"]))
    except CapabilityError as error:
        return {"fault": plain_faults(error.faults)}


def _written(bench: Bench, chosen: str, kind: Kind, day: str) -> Written:
    instrument, tally = bench.instruments[chosen], bench.tallies[chosen]
    if kind == "tally":
        return Written(f"{chosen}-tally-{day}.json", tally_json(tally).encode())
    if kind == "shared":
        return Written(f"{chosen}-shared-tally-{day}.json", shared_json(share(instrument, tally)).encode())
    team = team_profile(instrument, tally)
    if kind == "result":
        return Written(f"{chosen}-team-{day}.json", team_json(team).encode())
    targets, edits = targets_of(instrument, team, bench.kept), bench.kept.edits.get(chosen, {})
    if kind == "json":
        plan = PlanFile(format=FORMAT, instrument=chosen, version=instrument.version, targets=targets, edits=edits)
        return Written(f"{chosen}-plan-{day}.json", plan_json(plan).encode())
    return write_plan(make_plan(instrument, team, targets, edits), kind, day)
