"""JSON, dates and names as text: one way to read a file that somebody brings, and to write and name what they take."""

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from capability.errors import CapabilityError, Fault, misfit
from capability.limits import DEEPEST_JSON, LARGEST_JSON

LONGEST_ABOUT = 50
"""Most letters and digits of a reader's own words in a file's name: with the rest they fit into 255 bytes."""

FILES = {
    "capability-response": ("a response", "open it on the page of its assessment"),
    "capability-tally": ("a tally", "open it in the workbench"),
    "capability-relations": ("an actor's row", "open it in the form on working relations, or in the workbench"),
    "capability-plan": ("a plan", "open it in the workbench, where its plan is"),
    "capability-roundtable": ("a roundtable", "open it on the page of the roundtable"),
    "capability-learning": ("a file of somebody's learning", "open it under My learning"),
    "capability-training": ("a record of training", "open it on the page for training managers"),
    "capability-exercise": ("a saved exercise", "open it on the page of its chapter"),
    "capability-council": ("a council file for a benchmark", "give it to the steward of the benchmark"),
    "capability-benchmark": ("an edition of a benchmark", "name it for `capability benchmark attack`"),
    "capability-members": ("a steward's list of members", "name it for `capability benchmark edition --before`"),
    "capability-columns": ("a file of columns", "name it with --columns, beside the table that it explains"),
}
"""Every kind of JSON file, by its format without the version: what messages call it, and where it is of use."""


RESULT = ("a result", "use the answers that it was made of")
SHAPES = (
    ({"dimensions", "instrument"}, RESULT),
    ({"actors", "ties"}, RESULT),
    ({"team", "relations"}, RESULT),
    ({"pages", "title"}, ("a form to collect answers with (SurveyJS)", "use the answers that its tool hands back")),
    ({"cells", "nbformat"}, ("a Jupyter notebook", "open it in Jupyter")),
)
"""JSON objects that say no format, by keys that they have."""


PACKED = "PK\x03\x04"
"""How spreadsheets and ZIP files begin."""

Plain = dict[str, Any]
"""A JSON object as plain data."""

Shape = TypeVar("Shape", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class FileKind:
    """How a kind of JSON file is read: its `format`, such as `capability-plan/1`, and the error that tells its faults.

    `remedy` is what to do when something else was chosen, and `mend` what to do about a value that cannot be; `code`
    is for programs. `limit` is the largest text that is read, in characters, and `earlier` the formats that are still
    read.
    """

    format: str
    remedy: str
    code: str
    error: type[CapabilityError]
    mend: str = "mend this value, or leave it out"
    limit: int = LARGEST_JSON
    earlier: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """What messages call it: it follows "this JSON is not"."""
        return FILES[_family(self.format)][0]


def json_object(text: str, where: str, kind: FileKind) -> Plain:
    """The JSON object in the text of a file of one kind, as plain data; `where` names the text in messages.

    Raises the kind's error as `any_object` and `of_kind` do.

    >>> plan = FileKind("capability-plan/1", "choose a file that was saved as a plan", "not-a-plan", CapabilityError)
    >>> json_object('{"format": "capability-plan/1"}', "plan.json", plan)
    {'format': 'capability-plan/1'}
    >>> json_object('{"format": "capability-response/1"}', "a.json", plan)
    Traceback (most recent call last):
    ...
    capability.errors.CapabilityError: a.json: this is a response, not a plan. Hint: open it on the page of ...
    """
    return of_kind(any_object(text, where, kind), where, kind)


def any_object(text: str, where: str, kind: FileKind) -> Plain:
    """The JSON object in a text that may be of any kind; `kind` is the one that is hoped for.

    Raises the kind's error as `any_json` does, and for JSON that is no object.
    """
    plain = any_json(text, where, kind)
    if not isinstance(plain, dict):
        raise kind.error(stranger(plain, where, kind))
    return plain


def any_json(text: str, where: str, kind: FileKind) -> object:
    """The JSON in a text, whatever it holds; `kind` is what is hoped for.

    Raises the kind's error for a text over its limit, one that is no JSON, nests deeper than `DEEPEST_JSON` or repeats
    a key in an object.
    """
    if text.startswith(PACKED):
        raise kind.error(packed(where))
    if len(text) > kind.limit:
        what = f"longer than {kind.limit:,} characters"
        raise kind.error(Fault("too-big", where, what, f"is this the right file? If not, {kind.remedy}"))
    try:
        if _depth(text) > DEEPEST_JSON:
            raise RecursionError  # before the parser: in a browser its stack is small, and an overflow there is final
        plain: object = json.loads(text, object_pairs_hook=_without_repeats)
    except _RepeatedKeyError as error:
        what = f"`{str(error)[:80]}` stands twice in one object"
        raise kind.error(Fault("repeated-key", where, what, "keep the one that holds")) from None
    except (ValueError, RecursionError) as error:
        at = f"{where}:{error.lineno}" if isinstance(error, json.JSONDecodeError) else where
        raise kind.error(Fault("not-json", at, "this is not JSON", kind.remedy)) from None
    return plain


def packed(where: str) -> Fault:
    """What to say of a spreadsheet or an archive where JSON is hoped for; each begins with `PACKED`."""
    hint = "answers in one are read in the workbench, and by `capability tally`"
    return Fault("other-format", where, "this is a spreadsheet or a ZIP file", hint)


def of_kind(plain: object, where: str, kind: FileKind) -> Plain:
    """Plain data as the object that they are; raises the kind's error where their format is not the kind's."""
    if not isinstance(plain, dict) or plain.get("format") not in (kind.format, *kind.earlier):
        raise kind.error(stranger(plain, where, kind))
    return plain


def shaped(plain: object, where: str, kind: FileKind, shape: type[Shape]) -> Shape:
    """Plain data of a kind as the struct that holds them.

    Raises the kind's error as `of_kind` does, and for the first value that does not fit.
    """
    try:
        return msgspec.convert(of_kind(plain, where, kind), shape)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise kind.error(misfit(error, where, kind.mend, shape)) from None


def stranger(plain: object, where: str, kind: FileKind) -> Fault:
    """What to say of plain data that are not of a kind: what they are instead, where their format says so."""
    form = str(plain.get("format")) if isinstance(plain, dict) else ""
    if _family(form) == _family(kind.format):
        what = f"its format is `{form[:40]}`, and this kit reads `{kind.format}`"
        return Fault("other-format", where, what, "open it with the newer kit")
    called, place = FILES.get(_family(form)) or _by_shape(plain) or ("", "")
    if called:
        return Fault(kind.code, where, f"this is {called}, not {kind.called}", place)
    return Fault(kind.code, where, f"this JSON is not {kind.called}", kind.remedy)


def _by_shape(plain: object) -> tuple[str, str] | None:
    """What JSON is that says no format: a result, or what other tools write."""
    if not isinstance(plain, dict):
        return None
    if any(isinstance(inner, dict) and {"by_chance", "pairs"} <= inner.keys() for inner in plain.values()):
        return RESULT
    return next((known for keys, known in SHAPES if keys <= plain.keys()), None)


def _family(form: str) -> str:
    """A format without its version."""
    return form.partition("/")[0]


STEERS = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f"  # line ends, and what turns the writing round
    "\ud800-\udfff\ufffe\uffff]"  # halves of a pair, and what is no character
)
"""Signs that steer a terminal, end a line where none is seen, turn the writing round, or that no file can hold.

Tabs, line ends and the mark by which a file is known as Unicode are none of them. The list is fixed: what counts as
printable differs from one Python to the next, and files must not.
"""

LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
"""Those of them that end a line."""


def json_text(plain: object) -> str:
    r"""Plain data as the JSON text of a file: sorted keys, two spaces, a line end at the end.

    What would steer a terminal, and half of a character pair, as a cut note can hold, is written as an escape: who
    reads the file gets it back, and who looks at it is safe.

    >>> json_text({"b": 1, "a": "é"})
    '{\n  "a": "é",\n  "b": 1\n}\n'
    >>> print(json_text("\x9b2J\u202e"), end="")
    "\u009b2J\u202e"
    """
    return _harmless(json.dumps(plain, sort_keys=True, indent=2, ensure_ascii=False))


def json_line(plain: object) -> str:
    r"""Plain data as JSON text on one line, for files with one object a line; else as `json_text` has it.

    >>> json_line({"b": 1, "a": "é"})
    '{"a": "é", "b": 1}\n'
    """
    return _harmless(json.dumps(plain, sort_keys=True, ensure_ascii=False))


def _harmless(text: str) -> str:
    return STEERS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + "\n"


def without_controls(text: str) -> str:
    r"""A text as every kind of file can hold it, and every terminal show it: the first step of each writer.

    Half of a character pair becomes a question mark, any sign that ends a line a line end, and what else steers goes.

    >>> without_controls("a\x1b[2J\tb\ud800\u2028c\u202e")
    'a[2J\tb?\nc'
    """
    return STEERS.sub("", LINE_ENDS.sub("\n", text.encode("utf-8", "replace").decode("utf-8")))


def one_line(text: str) -> str:
    r"""A reader's words on one line, without signs that nobody sees: controls, and what turns the writing round.

    >>> one_line(" Care at\nhome\u202e 2027")
    'Care at home 2027'
    """
    seen = (" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join("".join(seen).split())


def file_name(kind: str, day: str, ending: str, about: str = "") -> str:
    """How a file that somebody takes is called; web/files.js calls them by the same rule.

    Of `about`, a reader's own words, letters and digits stay: no path, no formula and no sign that is not seen. A name
    begins with the kind, so that none is one that Windows keeps for itself.

    >>> file_name("contract-plan", "2026-11-22", "ics", "../Care at home: 2027")
    'contract-plan-care-at-home-2027-2026-11-22.ics'
    >>> file_name("contract-plan", "2026-11-22", "ics")
    'contract-plan-2026-11-22.ics'
    """
    return f"{'-'.join(filter(None, (kind, name_words(about), day)))}.{ending}"


def name_words(text: str) -> str:
    """What of a reader's own words may stand in a file's name: the first letters and digits, with hyphens between.

    >>> name_words("../Care at home: 2027")
    'care-at-home-2027'
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    words = "".join(c if unicodedata.category(c)[0] in "LN" else " " for c in plain).split(" ")
    return "-".join(filter(None, words))[:LONGEST_ABOUT].strip("-")


@lru_cache(maxsize=10_000)
def name_key(name: str) -> str:
    """A name as names are compared: people, firms and skills are the same whatever their capitals and spaces.

    >>> name_key(" Health  Trust") == name_key("HealthTrust")
    True
    """
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


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


def _without_repeats(pairs: list[tuple[str, Any]]) -> Plain:
    whole = dict(pairs)
    if len(whole) < len(pairs):
        names = [key for key, _ in pairs]
        raise _RepeatedKeyError(next(key for i, key in enumerate(names) if key in names[:i]))
    return whole
