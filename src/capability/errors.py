"""What can go wrong, said so that a person can mend it: where, what, how."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import msgspec

LONGEST = 600
"""Longest that each part of a fault is told, in characters; of what is longer the middle is left out.

Names of files, keys and values are strangers' words, and may be as long as their file.
"""

MOST_OF_A_KIND = 20
"""Most faults of one kind that are told one by one, unless somebody asks for all."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """A hint that is looked for when it is told and not before: a file can hold a hundred thousand wrong words."""

    word: str
    known: tuple[str, ...]

    def __str__(self) -> str:
        near = get_close_matches(self.word, self.known, n=1)
        if near:
            return f"did you mean `{near[0]}`?"
        listed = ", ".join(f"`{name}`" for name in self.known[:8])
        return (
            f"known here: {listed}" if len(self.known) <= 8 else f"known here: {listed} and {len(self.known) - 8} more"
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one place.

    `code` names its kind, for programs (a page picks its own words by it); the rest is for people, `remedy` as `hint`.

    >>> print(Fault("unknown-key", "a.yaml:3", "unknown key `tittle`", "did you mean `title`?"))
    a.yaml:3: unknown key `tittle`. Hint: did you mean `title`?
    """

    code: str
    where: str
    what: str
    remedy: str | Nearest = ""

    @property
    def hint(self) -> str:
        """How to mend it, in words."""
        return _cut(str(self.remedy))

    def __post_init__(self) -> None:
        object.__setattr__(self, "where", _cut(self.where))
        object.__setattr__(self, "what", _cut(self.what))

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}"
        return f"{text}. Hint: {self.hint}" if self.remedy else text

    @property
    def unsearched(self) -> str:
        """The fault in words, without a hint that is still to be looked for."""
        return f"{self.where}: {self.what}" if isinstance(self.remedy, Nearest) else str(self)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}"


def told(faults: Iterable[Fault], most: int | None = MOST_OF_A_KIND) -> list[str]:
    """Faults in words, in their order: the first of each kind, and after the last of them how many more there are.

    `None` for `most` tells all. For names that are near it looks in the first of each kind, however many are told.

    >>> told([Fault("x", "a.csv:1", "no"), Fault("y", "a.csv", "why"), Fault("x", "a.csv:2", "no")], most=1)
    ['a.csv:1: no', 'a.csv: why', '… and 1 more like “a.csv:1: no”']
    """
    faults = list(faults)
    shown = faults if most is None else first_of_each_kind(faults, most)
    more = Counter(fault.code for fault in faults)
    more.subtract(fault.code for fault in shown)
    last = {fault.code: fault for fault in shown}
    searched = set(map(id, first_of_each_kind(faults)))
    return [
        *(str(fault) if id(fault) in searched else fault.unsearched for fault in shown),
        *(
            f"… and {count:,} more like “{last[code].where}: {last[code].what}”"
            for code, count in more.items()
            if count
        ),
    ]


def first_of_each_kind(faults: Iterable[Fault], most: int = MOST_OF_A_KIND) -> list[Fault]:
    """The first faults of each code, at most so many of one, in their order."""
    seen: Counter[str] = Counter()
    first = []
    for fault in faults:
        seen[fault.code] += 1
        if seen[fault.code] <= most:
            first.append(fault)
    return first


class CapabilityError(ValueError):
    """Base of every error that this package raises on purpose.

    `faults` holds one entry a fault; as text, it tells the first of each kind and how many more there are.
    """

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        self.faults = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(told(self.faults))


class InstrumentError(CapabilityError):
    """Raised when an instrument's file cannot be used; names every fault at once."""


class ResponseError(CapabilityError):
    """Raised when a response cannot be read with the instrument at hand."""


class TallyError(CapabilityError):
    """Raised when tallies cannot be read or added."""


class RelationsError(CapabilityError):
    """Raised when an actor's views of its working relations cannot be read."""


class PlanError(CapabilityError):
    """Raised when a plan cannot be made or read."""


class RoundtableError(CapabilityError):
    """Raised when a roundtable cannot be read."""


class LearningError(CapabilityError):
    """Raised when a file of a reader's learning cannot be read."""


class TrainingError(CapabilityError):
    """Raised when a record for whoever plans training cannot be read."""


class BenchmarkError(CapabilityError):
    """Raised when a benchmark between councils cannot be joined, made or read."""


class LawError(CapabilityError):
    """Raised when the law's figures cannot be loaded."""


class CouncilError(CapabilityError):
    """Raised when the file of a council cannot be loaded."""


class LessonError(CapabilityError):
    """Raised when a quiz or an exercise cannot be loaded."""


Misfit = msgspec.ValidationError | UnicodeEncodeError
"""What msgspec raises for data that fit no shape."""


def misfit(error: Misfit, where: str, hint: str, shape: type, inside: str = "") -> Fault:
    """A fault in words, from what msgspec says of data that do not fit a `shape`: ``what - at `$.path` ``.

    `inside` is the path at which the data stand in their file. What a stranger wrote is cut short, and a key that is
    not known gets the nearest that is.

    >>> error = msgspec.ValidationError("Object contains unknown field `wat` - at `$.inner`")
    >>> Outer = msgspec.defstruct("Outer", [("inner", msgspec.defstruct("Inner", ["what", "why"]))])
    >>> print(misfit(error, "plan.json", "mend this value", Outer))
    plan.json: inner: unknown key `wat`. Hint: did you mean `what`?
    """
    text = str(error)
    what, _, path = text.rpartition(" - at `$") if " - at `$" in text else (text, "", "")
    if isinstance(error, UnicodeEncodeError):  # half of a pair can stand in JSON and in no file
        what, path = "it holds half of a character", ""
    what, path = what[:200], path.strip(".`")[:80]
    whole = ".".join(filter(None, [inside, path]))
    place = f"{where}: {whole}" if whole else where
    if "unknown field" in what:
        name, known = what.split("`")[1][:80], _keys(shape, path)
        return Fault("unknown-key", place, f"unknown key `{name}`", did_you_mean(name, known) if known else hint)
    return Fault("bad-value", place, what[:1].lower() + what[1:], hint)


def _keys(shape: Any, path: str) -> list[str]:
    """The keys that may stand at a path inside a struct; none where the path leads through a list or a table."""
    for part in filter(None, path.split(".")):
        types = {field.encode_name: field.type for field in msgspec.structs.fields(shape)}
        shape = types.get(part)
        if not isinstance(shape, type) or not issubclass(shape, msgspec.Struct):
            return []
    return [field.encode_name for field in msgspec.structs.fields(shape)]


def did_you_mean(word: str, known: Iterable[str]) -> Nearest:
    """A hint naming the nearest known word, or else a few of the known ones.

    >>> str(did_you_mean("sale", ["scale", "title"]))
    'did you mean `scale`?'
    >>> str(did_you_mean("zzz", ["scale", "title"]))
    'known here: `scale`, `title`'
    """
    return Nearest(word[:200], known if isinstance(known, tuple) else tuple(known))


def not_installed(what: str, package: str, extra: str) -> ImportError:
    """The error of something that needs a package of an extra, with the command that installs the extra.

    >>> print(not_installed("`profile_frame`", "pandas", "notebook"))
    `profile_frame` needs the package pandas. Hint: pip install "capability-kit[notebook]"
    """
    distribution = f"capability-kit[{extra}]" if extra else "capability-kit"
    return ModuleNotFoundError(f'{what} needs the package {package}. Hint: pip install "{distribution}"', name=package)
