"""A response: one rater's answers to one instrument, as the page saves it and everything else reads it."""

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from capability.errors import Fault, ResponseError, misfit
from capability.limits import LONGEST_NOTE
from capability.rule.context import Context, Short
from capability.rule.instrument import Instrument, PracticeId, Version, major_of
from capability.text import FileKind, Plain, json_object, json_text, of_kind

FORMAT: Final = "capability-response/1"

FILE = FileKind(FORMAT, "choose a file that was saved from an assessment", code="not-a-response", error=ResponseError)

Level = Literal[0, 1, 2, 3, 4]
Given = Literal[0, 1, 2, 3, 4, "unknown", "not-applicable"]
Evidence = Literal["none", "document", "outcome"]
Note = Annotated[str, Meta(max_length=LONGEST_NOTE)]


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """A level, or `unknown`, or `not-applicable`. A practice without an answer is blank, which is a third thing."""

    level: Given
    evidence: Evidence = "none"
    note: Note = ""


class Rater(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Who answered, in their own words; never a name."""

    role: Short = ""
    organisation: Short = ""


class Response(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, gc=False):
    """One rater's answers, by practice id. Everything but format, instrument, version and answers may be absent.

    `note` is what the rater wants to say beside them; the note of an answer is about that one.
    """

    format: Literal["capability-response/1"]
    instrument: Annotated[str, Meta(max_length=40)]
    version: Version
    answers: dict[PracticeId, Answer]
    id: Annotated[str, Meta(max_length=80)] = ""
    saved: Annotated[str, Meta(max_length=40)] = ""
    rater: Rater = Rater()
    context: Context = Context()
    note: Note = ""


class ResponseReading(msgspec.Struct, frozen=True):
    """What came of reading a response: its answers that have a place, and the ids that have none."""

    response: Response
    unplaced: tuple[str, ...] = ()


def read_response(text: str, instrument: Instrument, where: str = "response") -> ResponseReading:
    """Read a response's JSON text with the instrument that it is to be scored by.

    A response of the same major version is read by practice id: answers to practices that this version
    does not have are listed in `unplaced` and left out. `where` names the source in messages.

    Raises `ResponseError` with every fault, when the text is no response, is one to another instrument
    or another major version, or holds a value that cannot be. Nothing is changed then.

    >>> from capability import load_instrument
    >>> organisation = load_instrument("organisation")
    >>> read_response('{"format": "capability-response/1", "instrument": "supplier"}', organisation)
    Traceback (most recent call last):
    ...
    capability.errors.ResponseError: response: answers `supplier`, not `organisation`. ...
    """
    return read_object(json_object(text, where, FILE), instrument, where)


def read_object(plain: object, instrument: Instrument, where: str = "response") -> ResponseReading:
    """Read a response that is plain data already, as `read_response` does with its text."""
    whole = of_kind(plain, where, FILE)
    _refuse_others(whole, instrument, where)
    raw = whole.get("answers")
    if not isinstance(raw, dict):
        raise ResponseError(Fault("not-a-response", f"{where}: answers", "expected an object", "one entry a practice"))
    faults: list[Fault] = []
    answers = {}
    for practice, answer in raw.items():
        try:
            answers[practice] = msgspec.convert(answer, Answer)
        except (msgspec.ValidationError, UnicodeEncodeError) as error:
            faults.append(_of_answer(misfit(error, where, FILE.mend, Answer, f"answers.{practice[:80]}")))
    try:
        frame = msgspec.convert({**whole, "answers": {}}, Response)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        faults.append(misfit(error, where, FILE.mend, Response))
    if faults:
        raise ResponseError(faults)
    known = {practice.id for practice in instrument.practices}
    placed = {practice: answer for practice, answer in answers.items() if practice in known}
    return ResponseReading(
        response=msgspec.structs.replace(frame, answers=placed),
        unplaced=tuple(practice for practice in answers if practice not in known),
    )


def to_json(response: Response) -> str:
    """The response as JSON text, keys sorted, as the page saves it."""
    return json_text(msgspec.to_builtins(response))


def _refuse_others(whole: Plain, instrument: Instrument, where: str) -> None:
    """What makes the whole unusable here, told one at a time, for the rest then means nothing."""
    name = whole.get("instrument")
    if not isinstance(name, str):
        raise ResponseError(Fault(FILE.code, where, "it does not say which instrument it answers", FILE.remedy))
    if name != instrument.id:
        raise ResponseError(
            Fault(
                "other-instrument",
                where,
                f"answers `{name[:40]}`, not `{instrument.id}`",
                f"open it on the page of `{name[:40]}`",
            )
        )
    try:
        version = msgspec.convert(whole.get("version"), Version)
    except msgspec.ValidationError:
        raise ResponseError(
            Fault(
                "other-version",
                f"{where}: version",
                "no version that can be read",
                f"a version is written like {instrument.version}",
            )
        ) from None
    if major_of(version) != instrument.major:
        age, remedy = (
            ("older", "keep the file: its answers are whole")
            if major_of(version) < instrument.major
            else ("newer", "open it with the newer kit")
        )
        raise ResponseError(
            Fault(
                "other-version",
                where,
                f"answers version {version}, which is {age} than {instrument.version} and asks other questions",
                remedy,
            )
        )


def _of_answer(fault: Fault) -> Fault:
    """The fault of an answer; of a level that is none it says what levels there are."""
    if fault.code != "bad-value" or not fault.where.endswith(".level"):
        return fault
    enum = "invalid enum value"
    what = fault.what.replace(enum, "no such level:") if fault.what.startswith(enum) else "this is no level"
    return Fault("bad-level", fault.where, what, 'a level is 0, 1, 2, 3, 4, "unknown" or "not-applicable"')
