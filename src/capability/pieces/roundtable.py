"""The roundtable: one screen on which a facilitator takes people through the questions, from vote to agreement.

State: `{"kept": {"table", "place", "step"}, "opened": null or the text of a saved roundtable}`. `table` is a roundtable
as plain data (`rule.roundtable.Roundtable`), or null before it begins; `place` is a place in its agenda, from 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from capability.errors import CapabilityError
from capability.limits import MOST_PEOPLE
from capability.pieces.configs import instruments_of
from capability.pieces.kept import read
from capability.pieces.piles import tally_of
from capability.pieces.plain import camps_told, level_name, plain_faults, plain_file
from capability.rule.context import CONTRACTS, NATIONS, Context
from capability.rule.disagreement import FEWEST_TO_DIFFER
from capability.rule.instrument import COUNCIL, Instrument, Practice, switches
from capability.rule.response import to_json as response_json
from capability.rule.roundtable import (
    FILE,
    FORMAT,
    Point,
    Roundtable,
    Stage,
    Talk,
    Vote,
    agenda_by_spread,
    agreed_response,
    read_roundtable,
    record,
)
from capability.rule.team import PracticeTeam
from capability.text import Plain, file_name, json_object
from capability.writing.document import Written
from capability.writing.roundtables import write_record

if TYPE_CHECKING:
    from capability.pieces.outputs.piles import PlainPile
    from capability.pieces.outputs.plain import PlainFile
    from capability.pieces.outputs.roundtable import NewTable, OpenedTable, Output, PointTold, QuestionTold, VoteTold

WHOLE, ESSENTIALS, DISPUTED = "whole", "essentials", "disputed"
"""Agendas that are no dimension: every question, the essential ones, and those that people see differently."""

TALLEST = 100
"""The height of the tallest column of votes."""


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the facilitator is."""

    table: Roundtable | None = None
    place: int = 0
    step: Stage = "vote"


def configure(instruments: Sequence[Instrument]) -> Plain:
    """The piece's config, plain data: the instruments that a table can talk about."""
    own = [used for used in instruments if not any(practice.mirrors for practice in used.practices)]
    asked = sorted(own, key=lambda used: used.id != COUNCIL)
    return {"piece": "roundtable", "instruments": {used.id: msgspec.to_builtins(used) for used in asked}}


def context(config: Plain) -> Plain:
    """What the template is given: of each instrument, what can be on an agenda and what leaves questions out."""
    return {
        "prefix": "roundtable",
        "most": MOST_PEOPLE,
        "nations": NATIONS,
        "contracts": CONTRACTS,
        "instruments": [
            {
                "id": used.id,
                "title": used.title,
                "count": len(used.practices),
                "essentials": sum(practice.essential for practice in used.practices),
                "dimensions": [{"id": d.id, "title": d.title, "count": len(d.practices)} for d in used.dimensions],
                "switches": switches(used.practices),
            }
            for used in instruments_of(config).values()
        ],
    }


def compute(config: Plain, state: Plain) -> Output:
    """What the page shows for a state, plain data."""
    instruments, plain = instruments_of(config), _table(state)
    kept = read(state.get("kept"), Kept) or Kept()
    shown: Output = {
        "seated": plain is not None,
        "fault": None,
        "title": None,
        "at": None,
        "practice": None,
        "first": None,
        "second": None,
        "agenda": None,
        "record": None,
        "opened": None if state.get("opened") is None else _opened(instruments, state["opened"]),
    }
    if plain is None:
        return shown
    try:
        table = read_roundtable(plain, list(instruments.values()), "what this browser keeps")
    except CapabilityError as error:
        return {**shown, "fault": plain_faults(error.faults)}
    instrument = instruments[table.instrument]
    points = record(instrument, table)
    place = min(max(kept.place, 0), len(points) - 1)
    point = points[place] if points else None
    step: Stage = kept.step if point else "record"
    return {
        **shown,
        "title": instrument.title,
        "at": {"step": step, "number": place + 1, "of": len(points), "last": place + 1 == len(points)},
        "practice": _question(instrument, point.practice) if point else None,
        "first": _vote(instrument, point.first) if point else None,
        "second": _vote(instrument, point.second) if point else None,
        "agenda": [{"value": i, "label": f"{i + 1}. {point.practice.title}"} for i, point in enumerate(points)],
        "record": {
            "agreed": sum(point.agreed not in (None, "no-agreement") for point in points),
            "of": len(points),
            "points": [_point(instrument, i, point) for i, point in enumerate(points)],
        },
    }


def _point(instrument: Instrument, place: int, point: Point) -> PointTold:
    level = point.agreed if isinstance(point.agreed, int) else None
    return {
        "place": place,
        "title": point.practice.title,
        "first": _vote(instrument, point.first),
        "second": _vote(instrument, point.second),
        "level": level,
        "level_name": level_name(instrument, level),
        "other": None if isinstance(point.agreed, int) else point.agreed,
        "open": point.agreed is None,
        "reason": point.reason or None,
    }


def begin(config: Plain, state: Plain) -> NewTable:
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


def take(config: Plain, state: Plain) -> NewTable:
    """A table with votes from files: `state["which"]` vote, where nobody has typed one; `state["pile"]` is the files.

    Gives the `table`, how many questions were `filled`, and how many had a vote and were `left` as they are.
    """
    instruments = instruments_of(config)
    try:
        table = read_roundtable(state["table"], list(instruments.values()))
    except CapabilityError as error:
        return {"fault": plain_faults(error.faults), "table": None, "filled": 0, "left": 0}
    return _filled(table, _votes(instruments[table.instrument], state["pile"]), state["which"])


def write(config: Plain, state: Plain) -> PlainFile:
    """A file of one `state["kind"]`, on `state["day"]`: `agreed`, a response, or the record as another kind."""
    instruments = instruments_of(config)
    day = date.fromisoformat(state["day"]).isoformat()
    try:
        table = read_roundtable(_table(state), list(instruments.values()))
    except CapabilityError as error:
        return {"fault": plain_faults(error.faults)}
    instrument = instruments[table.instrument]
    if state["kind"] == "agreed":
        text = response_json(agreed_response(instrument, table))
        return plain_file(Written(file_name(f"{instrument.id}-agreed", day, "json"), text.encode()))
    return plain_file(write_record(instrument, record(instrument, table), state["kind"], day))


def _table(state: Plain) -> object:
    """The table as it was kept, be it one that cannot be: what is wrong with it is told."""
    kept = state.get("kept")
    return kept.get("table") if isinstance(kept, dict) else None


def _agenda(instrument: Instrument, asked: Sequence[Practice], name: str, votes: dict[str, Vote]) -> tuple[str, ...]:
    """Ids of the practices that an agenda names, among those asked."""
    ids = [practice.id for practice in asked]
    if name == DISPUTED:
        return tuple(practice for practice in agenda_by_spread(instrument, votes) if practice in ids)
    if name == ESSENTIALS:
        return tuple(practice.id for practice in asked if practice.essential)
    if name == WHOLE:
        return tuple(ids)
    inside = {p.id for dimension in instrument.dimensions if dimension.id == name for p in dimension.practices}
    return tuple(practice for practice in ids if practice in inside)


def _votes(instrument: Instrument, pile: PlainPile | None) -> dict[str, Vote]:
    """What the files of a pile say of an instrument, as votes; a vote of too many people is left out."""
    tallies = (
        [tally_of(answers) for answers in pile["tallies"] if answers["instrument"] == instrument.id] if pile else []
    )
    votes = {
        name: Vote(count.levels, count.unknown, count.not_applicable)
        for counted in tallies
        for name, count in counted.whole.practices.items()
    }
    return {name: vote for name, vote in votes.items() if 0 < vote.people <= MOST_PEOPLE}


def _filled(table: Roundtable, votes: dict[str, Vote], which: str) -> NewTable:
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


def _question(instrument: Instrument, practice: Practice) -> QuestionTold:
    [title] = [dimension.title for dimension in instrument.dimensions if practice in dimension.practices]
    return {
        "id": practice.id,
        "title": practice.title,
        "dimension": title,
        "ask": practice.ask,
        "find_out": practice.find_out,
        "levels": [
            {"n": str(n), "name": name, "words": words}
            for n, (name, words) in enumerate(zip(instrument.scale, practice.levels, strict=True))
        ],
    }


def _vote(instrument: Instrument, vote: PracticeTeam | None) -> VoteTold | None:
    if vote is None:
        return None
    given = [level for level, count in enumerate(vote.counts) if count]
    most = max(*vote.counts, 1)
    level = vote.consensus if isinstance(vote.consensus, int) else None
    return {
        "people": vote.n + vote.unknown + vote.not_applicable,
        "columns": [
            {
                "n": str(n),
                "name": instrument.scale[n],
                "count": count,
                "height": TALLEST * count // most,
                "y": TALLEST - TALLEST * count // most,
                "middle": n == level and vote.camps is None,
            }
            for n, count in enumerate(vote.counts)
        ],
        "unknown": vote.unknown,
        "not_applicable": vote.not_applicable,
        "level": level,
        "level_name": level_name(instrument, level),
        "not_known": vote.consensus == "unknown",
        "flagged": vote.flagged,
        "few": 0 < vote.n < FEWEST_TO_DIFFER,
        "close": vote.n >= FEWEST_TO_DIFFER and not vote.flagged and len(given) > 1,
        "same": vote.n >= FEWEST_TO_DIFFER and len(given) == 1,
        "low": given[0] if len(given) > 1 else None,
        "high": given[-1] if len(given) > 1 else None,
        "camps": camps_told(vote.camps),
    }


def _opened(instruments: dict[str, Instrument], text: str) -> OpenedTable:
    """A saved roundtable that the facilitator opened; nothing is changed here."""
    try:
        table = read_roundtable(json_object(text, "the file", FILE), list(instruments.values()), "the file")
    except CapabilityError as error:
        return {"fault": plain_faults(error.faults)}
    points = record(instruments[table.instrument], table)
    open_places = [i for i, point in enumerate(points) if point.agreed is None]
    return {
        "fault": None,
        "table": msgspec.to_builtins(table),
        "title": instruments[table.instrument].title,
        "of": len(points),
        "agreed": len(points) - len(open_places),
        "place": open_places[0] if open_places else 0,
        "step": "vote" if open_places else "record",
    }
