"""A response: one rater's answers to one instrument, as the page saves it and everything else reads it."""

import json
import re
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from capability.errors import Fault, ResponseError, did_you_mean
from capability.instrument import Instrument, PracticeId, Version, major_of

FORMAT: Final = "capability-response/1"

LIMIT = 1_000_000
"""Largest response file that is read, in bytes. The longest real one is far below."""

DEEPEST = 20
"""Most objects and lists inside one another in a response's text that is parsed; a real one has three."""

NOTE_LIMIT = 2000
"""Longest note, in characters."""

Level = Literal[0, 1, 2, 3, 4]
Given = Literal[0, 1, 2, 3, 4, "unknown", "not-applicable"]
Evidence = Literal["none", "document", "outcome"]
Short = Annotated[str, Meta(max_length=200)]


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A level, or `unknown`, or `not-applicable`. A practice without an answer is blank, which is a third thing."""

    level: Given
    evidence: Evidence = "none"
    note: Annotated[str, Meta(max_length=NOTE_LIMIT)] = ""


class Rater(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Who answered, in their own words; never a name."""

    role: Short = ""
    organisation: Short = ""


class Context(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What was answered about."""

    round: Short = ""
    nation: Short = ""
    contract: Short = ""
    actor: Short = ""


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


class Reading(msgspec.Struct, frozen=True):
    """What came of reading a response: its answers that have a place, and the ids that have none."""

    response: Response
    unplaced: tuple[str, ...] = ()


def read_response(text: str, instrument: Instrument, where: str = "response") -> Reading:
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
    return read_object(plain_object(text, where), instrument, where)


def read_object(found: dict[str, Any], instrument: Instrument, where: str = "response") -> Reading:
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
    return Reading(
        response=msgspec.structs.replace(frame, answers=placed),
        unplaced=tuple(practice for practice in answers if practice not in known),
    )


def to_json(response: Response) -> str:
    """The response as JSON text, keys sorted, as the page saves it."""
    return to_text(msgspec.to_builtins(response))


def to_text(plain: object) -> str:
    """Plain data as the JSON text of a file: sorted keys, two spaces, a line end at the end."""
    text = json.dumps(plain, sort_keys=True, indent=2, ensure_ascii=False) + "\n"
    # Half of a character pair, as a cut note can hold, is nothing that a file could keep: it is written as an escape.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def plain_object(text: str, where: str, limit: int = LIMIT) -> dict[str, Any]:
    """The JSON object in a text, as plain data; raises `ResponseError` for anything else, or a key that repeats."""
    if len(text) > limit:
        raise ResponseError(
            Fault(
                "too-big",
                where,
                f"larger than {limit:,} bytes",
                "a response is a few thousand bytes: is this the right file?",
            )
        )
    try:
        if _depth(text) > DEEPEST:
            raise RecursionError  # before the parser: in a browser its stack is small, and an overflow there is final
        found = json.loads(text, object_pairs_hook=_without_repeats)
    except _RepeatedKeyError as error:
        raise ResponseError(
            Fault("repeated-key", where, f"`{str(error)[:80]}` stands twice in one object", "keep the one that holds")
        ) from None
    except (ValueError, RecursionError) as error:
        at = f"{where}:{error.lineno}" if isinstance(error, json.JSONDecodeError) else where
        raise ResponseError(
            Fault("not-json", at, "this is not JSON", "choose a file that was saved from an assessment")
        ) from None
    if not isinstance(found, dict):
        raise ResponseError(
            Fault(
                "not-a-response",
                where,
                "this JSON is not a response",
                "choose a file that was saved from an assessment",
            )
        )
    return found


STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)', re.DOTALL)
"""A JSON string, or what would be one up to the text's end: so each match goes on from the last, and time is linear."""


def _depth(text: str) -> int:
    """How many brackets of JSON text are open at once, at most.

    >>> _depth('{"a[": [{}, {}]}')
    3
    """
    deepest = depth = 0
    for bracket in re.findall(r"[\[\]{}]", STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > deepest:
            deepest = depth
    return deepest


class _RepeatedKeyError(ValueError):
    pass


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = {}
    for key, value in pairs:
        if key in found:
            raise _RepeatedKeyError(key)
        found[key] = value
    return found


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
