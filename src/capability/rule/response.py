"""A response: one rater's answers to one instrument, as the page saves it and everything else reads it."""

from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from capability.errors import Fault, ResponseError, did_you_mean
from capability.rule.context import Context, Short
from capability.rule.instrument import Instrument, PracticeId, Version, major_of
from capability.text import FileKind, json_object, json_text

FORMAT: Final = "capability-response/1"

FILE = FileKind(
    "a response", "choose a file that was saved from an assessment", code="not-a-response", error=ResponseError
)

NOTE_LIMIT = 2000
"""Longest note, in characters."""

Level = Literal[0, 1, 2, 3, 4]
Given = Literal[0, 1, 2, 3, 4, "unknown", "not-applicable"]
Evidence = Literal["none", "document", "outcome"]


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A level, or `unknown`, or `not-applicable`. A practice without an answer is blank, which is a third thing."""

    level: Given
    evidence: Evidence = "none"
    note: Annotated[str, Meta(max_length=NOTE_LIMIT)] = ""


class Rater(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Who answered, in their own words; never a name."""

    role: Short = ""
    organisation: Short = ""


class Response(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One rater's answers, by practice id. Everything but format, instrument, version and answers may be absent."""

    format: Literal["capability-response/1"]
    instrument: Annotated[str, Meta(max_length=40)]
    version: Version
    answers: dict[PracticeId, Answer]
    id: Annotated[str, Meta(max_length=80)] = ""
    saved: Annotated[str, Meta(max_length=40)] = ""
    rater: Rater = Rater()
    context: Context = Context()


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


def read_object(found: dict[str, Any], instrument: Instrument, where: str = "response") -> ResponseReading:
    """Read a response that is plain data already, as `read_response` does with its text."""
    _refuse_strangers(found, instrument, where)
    raw = found.get("answers")
    if not isinstance(raw, dict):
        raise ResponseError(Fault("not-a-response", f"{where}: answers", "expected an object", "one entry a practice"))
    faults: list[Fault] = []
    answers = {}
    for practice, answer in raw.items():
        try:
            answers[practice] = msgspec.convert(answer, Answer)
        except (msgspec.ValidationError, UnicodeEncodeError) as error:
            faults.append(_fault(error, where, f"answers.{practice[:80]}", Answer))
    try:
        frame = msgspec.convert({**found, "answers": {}}, Response)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        faults.append(_fault(error, where, "", Response))
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


def _refuse_strangers(found: dict[str, Any], instrument: Instrument, where: str) -> None:
    """What makes the whole text unusable here, told one at a time, for the rest then means nothing."""
    form = found.get("format")
    if not isinstance(form, str) or not form.startswith("capability-response/"):
        raise ResponseError(
            Fault(
                "not-a-response",
                where,
                "this JSON is not a response",
                "choose a file that was saved from an assessment",
            )
        )
    if form != FORMAT:
        raise ResponseError(
            Fault(
                "other-format",
                where,
                f"its format is `{form[:40]}`, and this kit reads `{FORMAT}`",
                "open it with the newer kit",
            )
        )
    name = found.get("instrument")
    if not isinstance(name, str):
        raise ResponseError(
            Fault(
                "not-a-response",
                where,
                "it does not say which instrument it answers",
                "choose a file that was saved from an assessment",
            )
        )
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
        version = msgspec.convert(found.get("version"), Version)
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


def _fault(
    error: msgspec.ValidationError | UnicodeEncodeError, where: str, inside: str, shape: type[msgspec.Struct]
) -> Fault:
    """A fault in words, from msgspec's own message: `what - at `$.path``; what a stranger wrote is cut short in it."""
    if isinstance(error, UnicodeEncodeError):  # a note may hold one; a key or a level is then none that we know
        place = f"{where}: {inside}" if inside else where
        return Fault("bad-value", place, "it holds half of a character", "mend this value, or leave it out")
    what, _, path = str(error).rpartition(" - at `$") if " - at `$" in str(error) else (str(error), "", "")
    what, path = what[:200], path.strip(".`")[:80]
    place = f"{where}: " + ".".join(filter(None, [inside, path])) if inside or path else where
    if place.endswith(".level"):
        return Fault(
            "bad-level",
            place,
            what.replace("Invalid enum value", "no such level:") if "enum" in what else "this is no level",
            'a level is 0, 1, 2, 3, 4, "unknown" or "not-applicable"',
        )
    if "unknown field" in what:
        name = what.split("`")[1][:80]
        inner: dict[str, type[msgspec.Struct]] = {"rater": Rater, "context": Context}
        known = inner.get(path, shape).__struct_fields__
        return Fault("unknown-key", place, f"unknown key `{name}`", did_you_mean(name, known))
    return Fault("bad-value", place, what[0].lower() + what[1:], "mend this value, or leave it out")
