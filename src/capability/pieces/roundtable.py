"""The roundtable: one screen on which a facilitator takes people through the questions, from vote to agreement.

State: `{"kept": {"table", "place", "step"}, "opened": null or the text of a saved roundtable}`. `table` is a roundtable
as plain data (`votes.Roundtable`), or null before it begins; `place` is a place in its agenda, from 0.
"""

import base64
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

import msgspec

from capability.errors import CapabilityError, Fault
from capability.pieces.configs import instruments_of
from capability.pieces.piles import tally_of
from capability.rule.context import CONTRACTS, NATIONS, Context
from capability.rule.instrument import COUNCIL, Instrument, Practice, switches
from capability.rule.response import to_json as response_json
from capability.rule.roundtable import (
    FILE,
    FORMAT,
    MOST_PEOPLE,
    Roundtable,
    Talk,
    Vote,
    agenda_by_spread,
    agreed_response,
    read_roundtable,
    record,
)
from capability.rule.team import FEWEST_TO_DIFFER, PracticeTeam
from capability.text import json_object
from capability.writing.roundtables import write_record

Plain = dict[str, Any]

Stage = Literal["vote", "reveal", "again", "agree", "record"]
WHOLE, ESSENTIALS, DISPUTED = "whole", "essentials", "disputed"
"""Agendas that are no dimension: every question, the essential ones, and those that people see differently."""

TALLEST = 100
"""The height of the tallest column of votes."""


class Kept(msgspec.Struct, frozen=True):
    """Where the facilitator is."""

    table: Any = None
    place: int = 0
    step: Stage = "vote"


def configure(instruments: Sequence[Instrument]) -> Plain:
    """The piece's config, plain data: the instruments that a table can talk about."""
    own = [one for one in instruments if not any(practice.mirrors for practice in one.practices)]
    asked = sorted(own, key=lambda one: one.id != COUNCIL)
    return {"piece": "roundtable", "instruments": {one.id: msgspec.to_builtins(one) for one in asked}}


def context(config: Plain) -> Plain:
    """What the template is given: of each instrument, what can be on an agenda and what leaves questions out."""
    known = instruments_of(config)
    return {
        "prefix": "roundtable",
        "most": MOST_PEOPLE,
        "nations": NATIONS,
        "contracts": CONTRACTS,
        "instruments": [
            {
                "id": one.id,
                "title": one.title,
                "count": len(one.practices),
                "essentials": sum(practice.essential for practice in one.practices),
                "dimensions": [{"id": d.id, "title": d.title, "count": len(d.practices)} for d in one.dimensions],
                "switches": switches(one.practices),
            }
            for one in known.values()
        ],
    }


def compute(config: Plain, state: Plain) -> Plain:
    """What the page shows for a state, plain data; `None` where there is nothing to say.

    - `seated`: whether there is a table; `fault` says why what is kept cannot be one
    - `at`: the `step`, the `number` of the question and `of` how many
    - `practice`: the question; `first` and `second`: how its votes are spread; `talk`: what was typed
    - `agenda`: every question with whether it is agreed; `record`: all of it; `files`: the text of what was agreed
    - `opened`: what opening a file would bring
    """
    known, kept = instruments_of(config), _kept(state)
    shown: Plain = {
        **dict.fromkeys(("fault", "at", "practice", "first", "second", "agenda", "record", "files", "title")),
        "seated": kept.table is not None,
        "opened": None if state.get("opened") is None else _opened(known, state["opened"]),
    }
    if kept.table is None:
        return shown
    try:
        table = read_roundtable(kept.table, list(known.values()), "what this browser keeps")
    except CapabilityError as error:
        return {**shown, "fault": _told(error.faults)}
    instrument = known[table.instrument]
    points = record(instrument, table)
    place = min(max(kept.place, 0), len(points) - 1)
    point = points[place] if points else None
    step: Stage = kept.step if point else "record"
    return {
        **shown,
        "title": instrument.title,
        "at": {"step": step, "number": place + 1, "of": len(points), "last": place + 1 == len(points)},
        "practice": _practice(instrument, point.practice) if point else None,
        "first": _spread(instrument, point.first) if point else None,
        "second": _spread(instrument, point.second) if point else None,
        "agenda": [{"value": i, "label": f"{i + 1}. {one.practice.title}"} for i, one in enumerate(points)],
        "record": {
            "agreed": sum(one.agreed not in (None, "no-agreement") for one in points),
            "of": len(points),
            "points": [
                {
                    "place": i,
                    "title": one.practice.title,
                    "first": _spread(instrument, one.first),
                    "second": _spread(instrument, one.second),
                    "level": one.agreed if isinstance(one.agreed, int) else None,
                    "level_name": instrument.scale[one.agreed] if isinstance(one.agreed, int) else None,
                    "other": one.agreed if isinstance(one.agreed, str) else None,
                    "open": one.agreed is None,
                    "reason": one.reason or None,
                }
                for i, one in enumerate(points)
            ],
        },
        "files": {"response": response_json(agreed_response(instrument, table))},
    }


def begin(config: Plain, state: Plain) -> Plain:
    """A new table, by `state["choice"]` of instrument, agenda, nation and contract; with votes of `state["pile"]`.

    Gives the `table`, and how many votes were `filled` from files, or `fault` where nothing would be on the agenda.
    """
    choice = state["choice"]
    instrument = instruments_of(config)[choice["instrument"]]
    where = Context(nation=choice["nation"], contract=choice["contract"])
    asked = [practice for practice in instrument.practices if practice.asked_in(where)]
    votes = _votes(instrument, state.get("pile"))
    table = Roundtable(
        format=FORMAT,
        instrument=instrument.id,
        version=instrument.version,
        agenda=_agenda(instrument, asked, choice["agenda"], votes),
        context=where,
        id=state["id"],
    )
    if not table.agenda:
        return {"fault": choice["agenda"], "table": None, "filled": 0, "left": 0}
    return _filled(table, votes, "first")


def take(config: Plain, state: Plain) -> Plain:
    """A table with votes from files: `state["which"]` vote, where nobody has typed one; `state["pile"]` is the files.

    Gives the `table`, how many questions were `filled`, and how many had a vote and were `left` as they are.
    """
    known = instruments_of(config)
    try:
        table = read_roundtable(state["table"], list(known.values()))
    except CapabilityError as error:
        return {"fault": _told(error.faults), "table": None, "filled": 0, "left": 0}
    return _filled(table, _votes(known[table.instrument], state["pile"]), state["which"])


def write(config: Plain, state: Plain) -> Plain:
    """The record as a file of one `state["kind"]`, on `state["day"]`: its `name` and its bytes as base64 text."""
    known, kept = instruments_of(config), _kept(state)
    table = read_roundtable(kept.table, list(known.values()))
    instrument = known[table.instrument]
    day = date.fromisoformat(state["day"]).isoformat()
    file = write_record(instrument, record(instrument, table), state["kind"], day)
    return {"name": file.name, "data": base64.b64encode(file.data).decode()}


def _kept(state: Plain) -> Kept:
    try:
        return msgspec.convert(state.get("kept") or {}, Kept)
    except msgspec.ValidationError:
        return Kept(table=(state["kept"] or {}).get("table") if isinstance(state["kept"], dict) else None)


def _agenda(instrument: Instrument, asked: Sequence[Practice], name: str, votes: dict[str, Vote]) -> tuple[str, ...]:
    """Ids of the practices that an agenda names, among those asked."""
    ids = [practice.id for practice in asked]
    if name == DISPUTED:
        return tuple(one for one in agenda_by_spread(instrument, votes) if one in ids)
    if name == ESSENTIALS:
        return tuple(practice.id for practice in asked if practice.essential)
    if name == WHOLE:
        return tuple(ids)
    inside = {practice.id for one in instrument.dimensions if one.id == name for practice in one.practices}
    return tuple(one for one in ids if one in inside)


def _votes(instrument: Instrument, pile: Plain | None) -> dict[str, Vote]:
    """What the files of a pile say of an instrument, as votes; a vote of too many people is left out."""
    tallies = [tally_of(one) for one in pile["tallies"] if one["instrument"] == instrument.id] if pile else []
    votes = {
        name: Vote(count.levels, count.unknown, count.not_applicable)
        for counted in tallies
        for name, count in counted.whole.practices.items()
    }
    return {name: vote for name, vote in votes.items() if 0 < vote.people <= MOST_PEOPLE}


def _filled(table: Roundtable, votes: dict[str, Vote], which: str) -> Plain:
    talks = dict(table.talks)
    on_agenda = {name: vote for name, vote in votes.items() if name in table.agenda}
    free = [name for name in on_agenda if not getattr(talks.get(name, Talk()), which).people]
    for name in free:
        talks[name] = msgspec.structs.replace(talks.get(name, Talk()), **{which: on_agenda[name]})
    return {
        "fault": None,
        "table": msgspec.to_builtins(msgspec.structs.replace(table, talks=talks)),
        "filled": len(free),
        "left": len(on_agenda) - len(free),
    }


def _practice(instrument: Instrument, practice: Practice) -> Plain:
    dimension = next(one.title for one in instrument.dimensions if practice in one.practices)
    return {
        "id": practice.id,
        "title": practice.title,
        "dimension": dimension,
        "ask": practice.ask,
        "find_out": practice.find_out,
        "levels": [
            {"n": str(n), "name": name, "words": words}
            for n, (name, words) in enumerate(zip(instrument.scale, practice.levels, strict=True))
        ],
    }


def _spread(instrument: Instrument, found: PracticeTeam | None) -> Plain | None:
    if found is None:
        return None
    given = [level for level, count in enumerate(found.counts) if count]
    most = max(*found.counts, 1)
    level = found.consensus if isinstance(found.consensus, int) else None
    return {
        "people": found.n + found.unknown + found.not_applicable,
        "columns": [
            {
                "n": str(n),
                "name": instrument.scale[n],
                "count": count,
                "height": TALLEST * count // most,
                "y": TALLEST - TALLEST * count // most,
                "middle": n == level,
            }
            for n, count in enumerate(found.counts)
        ],
        "unknown": found.unknown,
        "not_applicable": found.not_applicable,
        "level": level,
        "level_name": None if level is None else instrument.scale[level],
        "not_known": found.consensus == "unknown",
        "flagged": found.flagged,
        "few": 0 < found.n < FEWEST_TO_DIFFER,
        "close": found.n >= FEWEST_TO_DIFFER and not found.flagged and len(given) > 1,
        "same": found.n >= FEWEST_TO_DIFFER and len(given) == 1,
        "low": given[0] if len(given) > 1 else None,
        "high": given[-1] if len(given) > 1 else None,
    }


def _opened(known: dict[str, Instrument], text: str) -> Plain:
    """A saved roundtable that the facilitator opened; nothing is changed here."""
    try:
        table = read_roundtable(json_object(text, "the file", FILE), list(known.values()), "the file")
    except CapabilityError as error:
        return {"fault": _told(error.faults)}
    points = record(known[table.instrument], table)
    open_places = [i for i, one in enumerate(points) if one.agreed is None]
    return {
        "fault": None,
        "table": msgspec.to_builtins(table),
        "title": known[table.instrument].title,
        "of": len(points),
        "agreed": len(points) - len(open_places),
        "place": open_places[0] if open_places else 0,
        "step": "vote" if open_places else "record",
    }


def _told(faults: Sequence[Fault]) -> list[Plain]:
    return [{"where": fault.where, "what": fault.what, "hint": fault.hint} for fault in faults]
