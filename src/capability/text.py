"""JSON and dates as text: one way to read a file that somebody brings, and one way to write what they take."""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from capability.errors import CapabilityError, Fault

DEEPEST = 20
"""Most objects and lists inside one another in a text that is parsed; a real file has four."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of JSON file: what messages call it, where one comes from, and the error that tells its faults.

    `called` follows "this JSON is not", and `remedy` is what to do instead; `code` is for programs. `limit` is the
    largest text that is read, in characters.
    """

    called: str
    remedy: str
    code: str
    error: type[CapabilityError]
    limit: int = 1_000_000


def json_object(text: str, where: str, kind: FileKind) -> dict[str, Any]:
    """The JSON object in a text, as plain data; `where` names the text in messages.

    Raises the kind's error for a text over its limit, one that is no JSON, nests deeper than `DEEPEST` or repeats a key
    in an object, and for JSON that is no object.

    >>> plan = FileKind("a plan", "choose a file that was saved as a plan", "not-a-plan", CapabilityError)
    >>> json_object('{"a": 1}', "plan.json", plan)
    {'a': 1}
    >>> json_object("[]", "plan.json", plan)
    Traceback (most recent call last):
    ...
    capability.errors.CapabilityError: plan.json: this JSON is not a plan. Hint: choose a file that was saved as a plan
    """
    if len(text) > kind.limit:
        what = f"larger than {kind.limit:,} bytes"
        raise kind.error(Fault("too-big", where, what, f"is this the right file? If not, {kind.remedy}"))
    try:
        if _depth(text) > DEEPEST:
            raise RecursionError  # before the parser: in a browser its stack is small, and an overflow there is final
        parsed = json.loads(text, object_pairs_hook=_without_repeats)
    except _RepeatedKeyError as error:
        what = f"`{str(error)[:80]}` stands twice in one object"
        raise kind.error(Fault("repeated-key", where, what, "keep the one that holds")) from None
    except (ValueError, RecursionError) as error:
        at = f"{where}:{error.lineno}" if isinstance(error, json.JSONDecodeError) else where
        raise kind.error(Fault("not-json", at, "this is not JSON", kind.remedy)) from None
    if not isinstance(parsed, dict):
        raise kind.error(Fault(kind.code, where, f"this JSON is not {kind.called}", kind.remedy))
    return parsed


def json_text(plain: object) -> str:
    r"""Plain data as the JSON text of a file: sorted keys, two spaces, a line end at the end.

    >>> json_text({"b": 1, "a": "é"})
    '{\n  "a": "é",\n  "b": 1\n}\n'
    """
    text = json.dumps(plain, sort_keys=True, indent=2, ensure_ascii=False) + "\n"
    # Half of a character pair, as a cut note can hold, is nothing that a file could keep: it is written as an escape.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def spoken_date(text: str) -> str:
    """A date as people write it.

    >>> spoken_date("2026-11-02")
    '2 November 2026'
    """
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B} {day.year}"


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar.

    >>> is_day("2024-02-29"), is_day("2025-02-29"), is_day("tomorrow")
    (True, False, False)
    """
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


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
    whole = {}
    for key, value in pairs:
        if key in whole:
            raise _RepeatedKeyError(key)
        whole[key] = value
    return whole
