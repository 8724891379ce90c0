"""The workbench: what many people's files say together, for whoever leads a team or a system.

State: `{"piles": {"now": pile, "last": pile}, "kept": {…}, "opened": null or the text of a saved plan}`. A pile is what
`piles` made of files; `kept` holds the reader's choices by instrument: see `bench.Kept`. There may be a `"day"`,
today as `2026-11-22`, by which days of a plan are past, and `"synthetic"`: that the answers are made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from capability.pieces.configs import instruments_of
from capability.pieces.workbench.bench import Bench, lay_out
from capability.pieces.workbench.change import MOST_ROUNDS, change_told
from capability.pieces.workbench.files import check_template, write
from capability.pieces.workbench.gaps import gaps_told, seen_lower
from capability.pieces.workbench.paper import council_of, paper_told
from capability.pieces.workbench.plan import opened_plan, plan_told
from capability.pieces.workbench.system import system_told
from capability.pieces.workbench.team import team_told
from capability.reading.word import PLACE
from capability.rule.instrument import COUNCIL, Instrument
from capability.rule.team import team_profile
from capability.text import Plain

if TYPE_CHECKING:
    from capability.course.council import Council
    from capability.pieces.outputs.piles import PlainPile
    from capability.pieces.outputs.workbench import Choice, Output, PileRead

__all__ = ["COUNCIL", "check_template", "compute", "configure", "context", "write"]


def configure(instruments: Sequence[Instrument], council: Council | None = None) -> Plain:
    """The piece's config, plain data: every instrument that files may answer, and whose edition it is, if anybody's."""
    plain = {instrument.id: msgspec.to_builtins(instrument) for instrument in instruments}
    whose = {} if council is None else {"council": {"name": council.name}}
    return {"piece": "workbench", "instruments": plain, **whose}


def context(config: Plain) -> Plain:
    """What the template is given."""
    practices = (practice for instrument in instruments_of(config).values() for practice in instrument.practices)
    return {
        "prefix": "workbench",
        "modules": sorted({practice.module for practice in practices}),
        "council": council_of(config),
        "place": PLACE,
    }


def compute(config: Plain, state: Plain) -> Output:
    """What the page shows for a state; everything of it is plain data. Makes no file."""
    bench = lay_out(config, state)
    shown: Output = {
        "piles": {"now": _pile_read(bench.now), "last": _pile_read(bench.last)},
        "choices": _choices(bench),
        "many": len(bench.tallies) > 1,
        "chosen": bench.chosen,
        "rounds": list(bench.rounds.get(bench.chosen or "", {}))[:MOST_ROUNDS],
        "begun": bool(bench.tallies) or bool(bench.now and bench.now["rows"]),
        "gaps": gaps_told(bench.instruments, bench.tallies),
        "system": system_told(bench.instruments, bench.tallies, bench.now),
        "team": None,
        "change": None,
        "plan": None,
        "paper": None,
        "opened": None,
    }
    if bench.chosen is None:
        return shown
    instrument, tally = bench.instruments[bench.chosen], bench.tallies[bench.chosen]
    profile = team_profile(instrument, tally)
    before, returned = bench.before.get(bench.chosen), bench.returned.get(bench.chosen)
    rounds = bench.rounds_before.get(bench.chosen, {})
    opened, day = state.get("opened"), state.get("day") or str(datetime.now(UTC).date())
    synthetic = bool(state.get("synthetic"))
    return {
        **shown,
        "team": team_told(instrument, profile, seen_lower(bench.instruments, bench.tallies, bench.chosen)),
        "change": None if before is None else change_told(instrument, before, tally, returned, rounds),
        "plan": plan_told(instrument, profile, bench.kept, day),
        "paper": paper_told(config, bench, bench.chosen, day, synthetic=synthetic),
        "opened": None if opened is None else opened_plan(instrument, opened, bench.kept),
    }


def _choices(bench: Bench) -> list[Choice]:
    return [
        {"id": name, "title": bench.instruments[name].title, "chosen": name == bench.chosen} for name in bench.tallies
    ]


def _pile_read(pile: PlainPile | None) -> PileRead | None:
    if pile is None:
        return None
    return {
        "answers": [
            {
                "title": answers["title"],
                "raters": answers["raters"],
                "responses": answers["responses"],
                "tallies": answers["tallies"],
            }
            for answers in pile["tallies"]
        ],
        "rows": len(pile["rows"]),
        "left_out": pile["left_out"],
        "left_out_count": len(pile["left_out"]) + pile["left_out_more"],
        "left_out_more": pile["left_out_more"],
        "nothing": not pile["tallies"] and not pile["rows"] and not any(t["questions"] for t in pile["tables"]),
        "tables": pile["tables"],
        "asking": any(table["questions"] for table in pile["tables"]),
    }
