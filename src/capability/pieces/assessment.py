"""The assessment: a form of questions, and the profile that its answers give.

State: `{"response": {…}, "incoming": null or the text of a file that the reader wants to open, "learning": null or the
record of "My learning", which keeps a start and a plan}`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import msgspec

from capability.course.learning import Record, snapshot
from capability.errors import Fault, ResponseError
from capability.pieces.configs import held, missions_of
from capability.pieces.kept import read
from capability.pieces.plain import COUNCILLOR, OFFICER, from_inside, plain_file, whole_told
from capability.pieces.result import (
    answers_told,
    dimension_result,
    given,
    headline_told,
    key_told,
    questions_to_ask,
    recommended,
    since_start,
)
from capability.rule.context import CONTRACTS, NATIONS, Context, Contract, Nation, plain_word
from capability.rule.headline import headline
from capability.rule.instrument import COUNCIL, Dimension, Form, Instrument, switches
from capability.rule.response import Answer, Evidence, Rater, Response, read_object, read_response
from capability.rule.scoring import score, score_dimension, to_json
from capability.text import Plain, file_name
from capability.writing.document import Written

if TYPE_CHECKING:
    from capability.course.council import Council
    from capability.pieces.outputs.assessment import (
        Changed,
        FaultTold,
        Incoming,
        Output,
        Unreadable,
    )
    from capability.pieces.outputs.plain import PlainFile

SHOWN = 20
"""Most faults, or ids without a place, that are told one by one."""


class KeptAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer that a form can show. A level that is none, or too long a note, is told beside its question."""

    level: int | float | str
    evidence: Evidence = "none"
    note: str = ""


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A response as a browser keeps it."""

    format: Literal["capability-response/1"]
    instrument: str
    version: str
    answers: dict[str, KeptAnswer]
    id: Annotated[str, msgspec.Meta(max_length=80)] = ""
    saved: Annotated[str, msgspec.Meta(max_length=40)] = ""
    rater: Rater = Rater()
    context: Context = Context()
    note: str = ""


def configure(
    instrument: Instrument, dimensions: Sequence[str] | None = None, form: Form = "full", council: Council | None = None
) -> Plain:
    """The piece's config, plain data: the whole instrument, the form, the dimensions asked, and whose council it is.

    Raises `InstrumentError` when a dimension is named that the instrument does not have.
    """
    asked = instrument.slice(dimensions, form)
    return {
        "piece": "assessment",
        "instrument": msgspec.to_builtins(instrument),
        "form": "slice" if dimensions is not None and form == "full" else form,
        "dimensions": [dimension.id for dimension in asked],
        **({"council": council.name} if council else {}),
        **missions_of(council),
    }


def compute(config: Plain, state: Plain) -> Output:
    """What the page shows for a state, plain data."""
    instrument = held(config["instrument"], Instrument)
    try:
        kept = read_object(state["response"], instrument, "saved answers").response
    except ResponseError as error:
        return {"fault": _unreadable(instrument, error)}
    response = _without_excluded(instrument, kept)
    record = read(state.get("learning"), Record) or Record()
    inside = record.route == OFFICER or response.rater.role == "procurement"
    is_councillor = COUNCILLOR in (record.route, response.rater.role)
    instrument = _seen_from_inside(instrument) if inside else instrument
    form = slice_of(instrument, config)
    asked = {
        dimension.id: [practice for practice in dimension.practices if practice.asked_in(response.context)]
        for dimension in form
    }
    marked = {
        practice.id: response.answers[practice.id]
        for practices in asked.values()
        for practice in practices
        if practice.id in response.answers
    }
    profile = score(instrument, response)
    # The pulse tells what its own questions tell, also where a slice or the full form has answered more.
    is_pulse = config["form"] == "pulse"
    answers = marked if is_pulse else response.answers
    told = score(instrument, msgspec.structs.replace(response, answers=marked)) if is_pulse else profile
    results = {
        dimension.id: dimension_result(instrument, dimension, result, answers, asked.get(dimension.id, ()))
        for dimension, result in zip(instrument.dimensions, told.dimensions, strict=True)
    }
    # Of what the form asks: the foundations that a pulse asks have a level among themselves.
    found = headline(score_dimension(dimension, response.answers, response.context) for dimension in form)
    order = [results[name] for name in (*found.order, *found.unknown) if results[name]["state"] != "blank"]
    is_whole_pulse = is_pulse and instrument.id == COUNCIL and form == instrument.slice(form="pulse")
    known = answers_told([practice for practices in asked.values() for practice in practices], marked)
    is_followed = config["form"] == "full" and instrument.id == COUNCIL and form == instrument.dimensions
    incoming = state.get("incoming")
    today = date.today().isoformat()
    return {
        "fault": None,
        "inside": inside,
        "begun": any(isinstance(answer.level, int) for answer in marked.values()),
        "marked": bool(marked),
        "fuller": (is_whole_pulse or is_followed) and _says_more(instrument, response.answers),
        "headline": {
            **headline_told(instrument, found, any(answer.level == "unknown" for answer in marked.values())),
            "answers": known,
            "little": known["unknown"] > known["known"],
        },
        "first": recommended(instrument, order, answers, is_councillor),
        "questions": questions_to_ask(instrument, order, answers, is_councillor),
        "councillor": is_councillor,
        "dimensions": results,
        "key": key_told(results[dimension.id] for dimension in form),
        "order": order,
        "pulse": msgspec.to_builtins(snapshot(instrument, marked, today)) if is_whole_pulse else None,
        "since": since_start(instrument, record, marked, today) if is_whole_pulse else None,
        "incoming": None if incoming is None else _incoming(instrument, kept, incoming),
        "whole": whole_told(instrument, profile),
    }


def write(config: Plain, state: Plain) -> PlainFile:
    """The profile as a file, the very text that `capability score --json` prints; `state["day"]` is in its name.

    Raises `ResponseError` for answers that cannot be read: no page offers their result.
    """
    instrument = held(config["instrument"], Instrument)
    kept = read_object(state["response"], instrument, "saved answers").response
    text = to_json(score(instrument, _without_excluded(instrument, kept)))
    about = f"{kept.rater.organisation} {kept.context.round}"  # several purchases, or councils, answer one instrument
    return plain_file(Written(file_name(f"{instrument.id}-result", state["day"], "json", about), text.encode()))


def context(config: Plain) -> Plain:
    """What the template is given."""
    instrument = held(config["instrument"], Instrument)
    asked = slice_of(instrument, config)
    whole = config["form"] != "slice"
    is_council = instrument.id == COUNCIL
    # A pulse of some dimensions is not the pulse: its ids must differ from those of the pulse on the same page.
    all_of_them = whole and asked == slice_of(instrument, {**config, "dimensions": None})
    parts = [config["form"]] * whole + ([] if all_of_them else config["dimensions"])
    return {
        "instrument": instrument,
        "subject": instrument.subject or "you",
        "outside": any(practice.mirrors for practice in instrument.practices),
        "asks_officers": any(practice.to_officers for practice in instrument.practices),
        "starts": config["form"] == "pulse" and is_council and all_of_them,
        "follows": config["form"] == "full" and is_council and all_of_them,
        "modules": list(dict.fromkeys(practice.module for dimension in asked for practice in dimension.practices)),
        "form": config["form"],
        "asked": asked,
        "whole": whole,
        "prefix": f"{instrument.id}-{'--'.join(parts)}",  # no id holds two hyphens: nothing is joined in two ways
        "count": sum(len(dimension.practices) for dimension in asked),
        "switches": switches(practice for dimension in asked for practice in dimension.practices),
        "nations": NATIONS,
        "contracts": CONTRACTS,
        "missions": config.get("missions", []),
        "council": config.get("council", ""),
    }


def slice_of(instrument: Instrument, config: Plain) -> tuple[Dimension, ...]:
    """The dimensions and practices that a form with this config asks."""
    return instrument.slice(config["dimensions"], "pulse" if config["form"] == "pulse" else "full")


def _seen_from_inside(instrument: Instrument) -> Instrument:
    """The instrument for somebody who is procurement: what would be asked of them, they find."""
    dimensions = (
        msgspec.structs.replace(
            dimension,
            practices=tuple(
                msgspec.structs.replace(practice, find_out=from_inside(practice.find_out))
                for practice in dimension.practices
            ),
        )
        for dimension in instrument.dimensions
    )
    return msgspec.structs.replace(instrument, dimensions=tuple(dimensions))


def _says_more(instrument: Instrument, answers: Mapping[str, Answer]) -> bool:
    """Whether more is known than the pulse asks: what a pulse says of a dimension may then be wrong."""
    known = {practice.id for practice in instrument.practices if isinstance(given(practice, answers), int)}
    pulse = {practice.id for practice in instrument.practices if practice.essential}
    return bool(known & pulse) and bool(known - pulse)


def _without_excluded(instrument: Instrument, response: Response) -> Response:
    """The response without answers to what is not asked where it is from: they are kept, and count for nothing."""
    excluded = {practice.id for practice in instrument.practices if not practice.asked_in(response.context)}
    answers = {name: answer for name, answer in response.answers.items() if name not in excluded}
    return msgspec.structs.replace(response, answers=answers)


def _incoming(instrument: Instrument, response: Response, text: str) -> Incoming:
    """What opening a file would change. Nothing is changed here: the reader decides."""
    try:
        reading = read_response(text, instrument, "the file")
    except ResponseError as error:
        return {"fault": _unreadable(instrument, error)}
    titles = {practice.id: practice.title for practice in instrument.practices}
    theirs, ours = reading.response.answers, response.answers
    changes: list[Changed] = [
        {
            "title": titles[name],
            "from": ours[name].level,
            "to": answer.level,
            "moved": ours[name].level != answer.level,
        }
        for name, answer in theirs.items()
        if name in ours and ours[name] != answer
    ]
    added = sum(name not in ours for name in theirs)
    return {
        "fault": None,
        "added": added,
        "changed": len(changes),
        "same": len(theirs) - added - len(changes),
        "changes": changes,
        "unplaced": [name[:80] for name in reading.unplaced[:SHOWN]],
        "unplaced_more": max(0, len(reading.unplaced) - SHOWN),
        "response": msgspec.to_builtins(_as_chosen(reading.response)),
    }


def _as_chosen(response: Response) -> Response:
    """A response whose nation and kind of contract are written as a form has them, where it has them at all."""
    here = response.context
    nation, contract = (plain_word(word) for word in (here.nation, here.contract))
    context = msgspec.structs.replace(
        here,
        nation=nation if nation in get_args(Nation) else here.nation,
        contract=contract if contract in get_args(Contract) else here.contract,
    )
    return response if context == here else msgspec.structs.replace(response, context=context)


def _unreadable(instrument: Instrument, error: ResponseError) -> Unreadable:
    """A fault's code, by which the page picks its words, and each place, fault and remedy as sentences."""
    titles = {f"answers.{practice.id}": practice.title for practice in instrument.practices}

    def told(fault: Fault) -> FaultTold:
        place = fault.where.partition(": ")[2]
        title = next(
            (title for start, title in titles.items() if place == start or place.startswith(f"{start}.")), place
        )
        return {"title": title, "what": _sentence(fault.what), "hint": _sentence(fault.hint)}

    return {"code": error.faults[0].code, "all": [told(fault) for fault in error.faults[:SHOWN]]}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].replace("`", "'")
