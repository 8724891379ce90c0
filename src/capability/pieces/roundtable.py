"""The roundtable: one screen on which a facilitator takes people through the questions, from vote to agreement.

State: `{"kept": {"table", "place", "step", "side"}, "opened", "before"}`. `table` is a roundtable as plain data
(`rule.roundtable.Roundtable`), or null before it begins; `place` is a place in its agenda, from 0, and `side` the one
whose votes are counted. `opened` and `before` are null or the text of a saved roundtable: one to go on with, and the
one that this one follows.
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
from capability.rule.disclosure import FEWEST_IN_A_GROUP
from capability.rule.instrument import COUNCIL, Instrument, Practice, switches
from capability.rule.response import to_json as response_json
from capability.rule.roundtable import (
    FILE,
    FORMAT,
    MOST_PROMISES,
    Earlier,
    Point,
    Promise,
    Roundtable,
    Stage,
    Talk,
    Vote,
    Which,
    agenda_by_spread,
    agreed_response,
    distance,
    left_of,
    promised_plan,
    read_roundtable,
    record,
)
from capability.rule.team import PracticeTeam
from capability.text import Plain, file_name, json_object, spoken_date
from capability.writing.document import Written
from capability.writing.plans import write_choices
from capability.writing.roundtables import sides_may_be_printed, write_record

if TYPE_CHECKING:
    from capability.pieces.outputs.piles import PlainPile
    from capability.pieces.outputs.plain import PlainFile
    from capability.pieces.outputs.roundtable import (
        Before,
        Crowd,
        EarlierTold,
        NewTable,
        OpenedTable,
        Output,
        PointTold,
        PromiseTold,
        QuestionTold,
        SideTold,
        VoteTold,
    )

WHOLE, ESSENTIALS, DISPUTED, CHOSEN = "whole", "essentials", "disputed", "chosen"
"""Agendas that are no dimension: every question, the essential ones, those that people see differently, and those that
the facilitator chose."""

TALLEST = 100
"""The height of the tallest column of votes."""


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the facilitator is."""

    table: Roundtable | None = None
    place: int = 0
    step: Stage = "vote"
    side: str = ""


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
        "promises": MOST_PROMISES,
        "nations": NATIONS,
        "contracts": CONTRACTS,
        "instruments": [
            {
                "id": used.id,
                "title": used.title,
                "count": len(used.practices),
                "essentials": sum(practice.essential for practice in used.practices),
                "dimensions": used.dimensions,
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
        "seats": 0,
        "crowd": None,
        "sides": [],
        "earlier": None,
        "before": None if state.get("before") is None else _before(instruments, state["before"]),
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
        "first": _vote(instrument, point, "first") if point else None,
        "second": _vote(instrument, point, "second") if point else None,
        "seats": table.seats,
        "crowd": _crowd(table, point, step) if point else None,
        "sides": [{"name": side, "chosen": side == kept.side} for side in table.sides],
        "earlier": _earlier(instrument, point.earlier) if point and point.earlier else None,
        "agenda": [{"value": i, "label": f"{i + 1}. {point.practice.title}"} for i, point in enumerate(points)],
        "record": {
            "agreed": sum(point.agreed not in (None, "no-agreement") for point in points),
            "promised": sum(len(point.promises) for point in points),
            "few": any(
                0 < people_of(vote) < FEWEST_IN_A_GROUP for point in points if (vote := point.first or point.second)
            ),
            "of": len(points),
            "without_sides": any(point.sides and not sides_may_be_printed(point) for point in points),
            "points": [_point(instrument, i, point) for i, point in enumerate(points)],
        },
    }


def _point(instrument: Instrument, place: int, point: Point) -> PointTold:
    level = point.agreed if isinstance(point.agreed, int) else None
    return {
        "place": place,
        "title": point.practice.title,
        "first": _vote(instrument, point, "first"),
        "second": _vote(instrument, point, "second"),
        "level": level,
        "level_name": level_name(instrument, level),
        "other": None if isinstance(point.agreed, int) else point.agreed,
        "open": point.came_to is None,
        "voted": point.came_to == "voted",
        "sides_on_paper": sides_may_be_printed(point),
        "reason": point.reason or None,
        "promises": _promises(point.promises),
    }


def _promises(promises: Sequence[Promise]) -> list[PromiseTold]:
    return [
        {"who": promise.who, "what": promise.what, "by": spoken_date(promise.by) if promise.by else ""}
        for promise in promises
    ]


def _earlier(instrument: Instrument, earlier: Earlier) -> EarlierTold:
    level = earlier.agreed if isinstance(earlier.agreed, int) else None
    return {
        "level": level,
        "level_name": level_name(instrument, level),
        "other": None if isinstance(earlier.agreed, int) else earlier.agreed,
        "promises": _promises(earlier.promises),
    }


def _crowd(table: Roundtable, point: Point, step: Stage) -> Crowd | None:
    """More votes than people at the table; or, where nobody said how many those are, than voted the first time."""
    talk = table.talks.get(point.practice.id, Talk())
    first, second = talk.whole("first").people, talk.whole("second").people
    voted = first if step == "vote" else max(first, second)
    if table.seats:
        return {"people": voted, "of": table.seats, "seats": True} if voted > table.seats else None
    return {"people": second, "of": first, "seats": False} if step != "vote" and second > first > 0 else None


def begin(config: Plain, state: Plain) -> NewTable:
    """A new table, by `state["choice"]`; with votes of `state["pile"]`, and what the table of `state["before"]` left.

    The choice is of instrument, agenda, the `questions` of one that is chosen, nation, contract, `seats` and `sides`.
    Gives the `table`, and how many votes were `filled` from files, or `fault` where nothing would be on the agenda or
    where the choice is not one.
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
        agenda=_agenda(instrument, asked, choice, votes),
        context=where,
        id=state["id"],
        seats=choice.get("seats", 0),
        sides=tuple(choice.get("sides", ())),
        earlier=_left(instrument, state.get("before")),
    )
    if not table.agenda:
        return {"fault": choice["agenda"], "table": None, "filled": 0, "left": 0}
    try:
        read_roundtable(msgspec.to_builtins(table), [instrument], "the table")
    except CapabilityError as error:
        return {"fault": plain_faults(error.faults), "table": None, "filled": 0, "left": 0}
    return _filled(table, votes, "first")


def _left(instrument: Instrument, text: str | None) -> dict[str, Earlier]:
    """What the roundtable before left, if it was about the same questions; if not, the page has said so."""
    if text is None:
        return {}
    try:
        return left_of(read_roundtable(json_object(text, "the file", FILE), [instrument], "the file"))
    except CapabilityError:
        return {}


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
    """A file of one `state["kind"]`, on `state["day"]`: `agreed`, a response; `plan`, the promises; or the record."""
    instruments = instruments_of(config)
    day = date.fromisoformat(state["day"]).isoformat()
    try:
        table = read_roundtable(_table(state), list(instruments.values()))
    except CapabilityError as error:
        return {"fault": plain_faults(error.faults)}
    instrument = instruments[table.instrument]
    if state["kind"] == "plan":
        return plain_file(write_choices(promised_plan(instrument, table), day))
    if state["kind"] == "agreed":
        text = response_json(agreed_response(instrument, table))
        return plain_file(Written(file_name(f"{instrument.id}-agreed", day, "json"), text.encode()))
    return plain_file(write_record(instrument, record(instrument, table), state["kind"], day))


def _table(state: Plain) -> object:
    """The table as it was kept, be it one that cannot be: what is wrong with it is told."""
    kept = state.get("kept")
    return kept.get("table") if isinstance(kept, dict) else None


def _agenda(
    instrument: Instrument, asked: Sequence[Practice], choice: Plain, votes: dict[str, Vote]
) -> tuple[str, ...]:
    """Ids of the practices that an agenda names, among those asked."""
    ids, name = [practice.id for practice in asked], choice["agenda"]
    if name == CHOSEN:
        return tuple(practice for practice in ids if practice in choice["questions"])
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


def _filled(table: Roundtable, votes: dict[str, Vote], which: Which) -> NewTable:
    talks = dict(table.talks)
    on_agenda = {name: vote for name, vote in votes.items() if name in table.agenda}
    free = [name for name in on_agenda if not talks.get(name, Talk()).whole(which).people]
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


def _vote(instrument: Instrument, point: Point, which: Which) -> VoteTold | None:
    vote: PracticeTeam | None = getattr(point, which)
    if vote is None:
        return None
    given = [level for level, count in enumerate(vote.counts) if count]
    most = max(*vote.counts, 1)
    level = vote.consensus if isinstance(vote.consensus, int) else None
    return {
        "people": people_of(vote),
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
        "distance": distance(vote) if len(given) > 1 else None,
        "few": 0 < vote.n < FEWEST_TO_DIFFER,
        "same": vote.n >= FEWEST_TO_DIFFER and len(given) == 1,
        "low": given[0] if len(given) > 1 else None,
        "high": given[-1] if len(given) > 1 else None,
        "camps": camps_told(vote.camps),
        "sides": [
            _side(instrument, side, voted)
            for side, votes in point.sides.items()
            if (voted := votes[which == "second"]) is not None
        ],
    }


def _side(instrument: Instrument, side: str, vote: PracticeTeam) -> SideTold:
    level = vote.consensus if isinstance(vote.consensus, int) else None
    return {
        "side": side,
        "people": people_of(vote),
        "counts": [{"n": str(n), "count": count, "middle": n == level} for n, count in enumerate(vote.counts)],
        "unknown": vote.unknown,
        "not_applicable": vote.not_applicable,
        "level": level,
        "level_name": level_name(instrument, level),
    }


def people_of(vote: PracticeTeam) -> int:
    """Everybody who voted."""
    return vote.n + vote.unknown + vote.not_applicable


def _before(instruments: dict[str, Instrument], text: str) -> Before:
    """What the file of the roundtable before this one holds."""
    try:
        table = read_roundtable(json_object(text, "the file", FILE), list(instruments.values()), "the file")
    except CapabilityError as error:
        return {"fault": plain_faults(error.faults)}
    left = left_of(table)
    return {
        "fault": None,
        "instrument": table.instrument,
        "title": instruments[table.instrument].title,
        "agreed": sum(earlier.agreed is not None for earlier in left.values()),
        "promised": sum(len(earlier.promises) for earlier in left.values()),
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
