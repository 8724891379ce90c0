"""The board paper on the workbench: what it says, before anybody saves it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from capability.errors import CapabilityError, Fault
from capability.pieces.plain import plain_faults
from capability.pieces.workbench.bench import Bench
from capability.rule.board import Board, board
from capability.rule.plan import FORMAT, PlanFile
from capability.text import Plain, one_line
from capability.writing.board import board_document
from capability.writing.plain_text import to_plain_text
from capability.writing.readout import to_read_out

if TYPE_CHECKING:
    from capability.pieces.outputs.workbench import Paper

LONGEST_NUMBER = 7
"""Digits of how many were asked to answer."""


def council_of(config: Plain) -> str:
    """The name of the council whose edition the page is, or nothing."""
    council: Plain = config.get("council") or {}
    return str(council.get("name", ""))


def paper_told(config: Plain, bench: Bench, chosen: str, day: str, *, synthetic: bool) -> Paper:
    """What the paper of a day says, or why there is none."""
    try:
        paper = paper_of(bench, chosen)
    except CapabilityError as error:
        return {"fault": plain_faults(error.faults), "sentences": "", "undecided": False, "text": ""}
    kept = bench.kept
    decision = kept.decisions.get(chosen, "")
    document = board_document(
        paper,
        day,
        council=council_of(config) or kept.council,
        decision=decision,
        synthetic=synthetic,
        last_round=kept.last_rounds.get(chosen, ""),
    )
    return {
        "fault": None,
        "sentences": to_read_out(paper, day, decision, synthetic=synthetic),
        "undecided": not one_line(decision),
        "text": to_plain_text(document),
    }


def paper_of(bench: Bench, chosen: str) -> Board:
    """What may stand in the paper on an instrument; raises `CapabilityError` where there is none."""
    instrument, kept = bench.instruments[chosen], bench.kept
    plan = PlanFile(
        format=FORMAT,
        instrument=chosen,
        version=instrument.version,
        targets=kept.targets.get(chosen, {}),
        edits=kept.edits.get(chosen, {}),
    )
    return board(
        instrument,
        bench.tallies[chosen],
        plan,
        [(bench.instruments[name], heard) for name, heard in bench.tallies.items()],
        bench.before.get(chosen),
        bench.returned.get(chosen),
        invited=_all_invited(kept.invited, bench.tallies),
        rounds=bench.rounds.get(chosen, {}),
        rounds_before=bench.rounds_before.get(chosen, {}),
        outside_before={name: (tally, bench.returned.get(name)) for name, tally in bench.before.items()},
    )


def _all_invited(typed: Mapping[str, str], tallies: Collection[str]) -> dict[str, int]:
    """How many were asked to answer each of the instruments that lie here, where somebody typed it."""
    counts = {name: _invited(text) for name, text in typed.items() if name in tallies}
    return {name: count for name, count in counts.items() if count is not None}


def _invited(typed: str) -> int | None:
    """How many were asked to answer, as somebody typed it; `None` where nothing was. Raises `CapabilityError`."""
    digits = typed.strip().replace(",", "")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER):
        what = f"How many were asked is no number: `{typed.strip()[:20]}`"
        raise CapabilityError(Fault("no-number", "people invited", what, "write it in digits, such as 60"))
    return int(digits)
