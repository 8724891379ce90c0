"""An instrument: the questions, as data. One YAML file in `assessments/`; its id is the file's stem."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from capability.errors import Fault, InstrumentError, did_you_mean
from capability.rule.context import Applies, Context
from capability.text import is_day

TOP_LEVEL = 4
LEVELS_ABOVE_BOTTOM = range(1, TOP_LEVEL + 1)

LONGEST_LEVEL = 35
"""Most words in the text of one level."""

Identifier = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$(?!\n)", max_length=40)]
PracticeId = Annotated[
    str, Meta(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z][a-z0-9]*(-[a-z0-9]+)*$(?!\n)", max_length=80)
]
RetiredId = Annotated[
    str, Meta(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z][a-z0-9]*(-[a-z0-9]+)*)?$(?!\n)", max_length=80)
]
Version = Annotated[str, Meta(pattern=r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$(?!\n)", max_length=20)]
Line = Annotated[str, Meta(min_length=1, max_length=400)]
Date = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$(?!\n)")]
DateIfAny = Annotated[str, Meta(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$(?!\n)")]
"""A day, or an empty word. (`Date | Literal[""]` would refuse that: of two kinds of text msgspec reads one.)"""
IdentifierIfAny = Annotated[str, Meta(pattern=r"^([a-z][a-z0-9]*(-[a-z0-9]+)*)?$(?!\n)", max_length=40)]
Weight = Annotated[int, Meta(ge=1, le=100)]
FiveLines = Annotated[tuple[Line, ...], Meta(min_length=5, max_length=5)]
FourLines = Annotated[tuple[Line, ...], Meta(min_length=4, max_length=4)]

Form = Literal["full", "slice", "pulse"]

COUNCIL = "organisation"
"""The id of the instrument that a council answers about itself; others mirror its practices."""

SYSTEM = "system"
"""The id of the instrument about the system around a council, which stands beside its working relations."""


class Practice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """One question about behaviour that a stranger could check, with five anchored levels (0 to 4)."""

    id: PracticeId
    title: Annotated[str, Meta(min_length=1, max_length=60, description="Short name for tables")]
    ask: Annotated[Line, Meta(description="The question, as the rater reads it")]
    levels: Annotated[FiveLines, Meta(description="What a stranger could see at levels 0 to 4; at most 35 words each")]
    evidence: Annotated[tuple[Line, ...], Meta(min_length=1, description="What counts as evidence")]
    next: Annotated[FourLines, Meta(description="The next step for who is at level 0, 1, 2, 3")]
    find_out: Annotated[Line, Meta(description="What to do when nobody knows")]
    module: Annotated[str, Meta(pattern=r"^[0-9]{2}-[a-z0-9-]+$(?!\n)", description="The chapter that teaches it")]
    sources: Annotated[tuple[Identifier, ...], Meta(min_length=1, description="Keys in book/references.bib")]
    essential: Annotated[bool, Meta(description="A foundation: its level caps the dimension's")] = False
    weight: Weight = 1
    as_at: Annotated[Date | None, Meta(description="For anything legal: the date on which it was true")] = None
    applies: Annotated[Applies | None, Meta(description="Nations and kinds of contract; absent: everywhere")] = None
    to_officers: Annotated[
        Annotated[str, Meta(max_length=400)], Meta(description="The same as one asks it in an email to officers")
    ] = ""
    say: Annotated[
        Annotated[str, Meta(max_length=400)],
        Meta(description="What anyone can write or say to ask for it, as it stands; absent: its next steps are shown"),
    ] = ""
    mirrors: Annotated[PracticeId | None, Meta(description="The practice of `organisation` seen from outside")] = None

    def asked_in(self, context: Context) -> bool:
        """Whether it is asked where answers come from; where it is not, it counts as not applicable."""
        return self.applies is None or self.applies.to(context.nation, context.contract)


def switches(practices: Iterable[Practice]) -> frozenset[str]:
    """The parts of a context by which some of these practices is not asked."""
    excluding = [practice.applies.excluding() for practice in practices if practice.applies is not None]
    return frozenset(part for parts in excluding for part, words in parts.items() if words)


class Dimension(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A group of practices that gets a level of its own."""

    id: Identifier
    title: Annotated[str, Meta(min_length=1, max_length=60)]
    about: Annotated[Line, Meta(description="One sentence: what this dimension is about")]
    practices: Annotated[tuple[Practice, ...], Meta(min_length=1)]


class Raters(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a rater may say of themselves, so that kinds of rater can be told apart. Never a name."""

    ask: Annotated[Line, Meta(description="What the form asks, such as: Your role")]
    kinds: Annotated[dict[Identifier, Line], Meta(min_length=2, description="By what is kept, how the form calls it")]


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What one rater has in mind, where raters speak of different things: asked first, and kept as `about`."""

    ask: Annotated[Line, Meta(description="Such as: Which council service do you have in mind?")]
    offers: Annotated[
        tuple[Line, ...], Meta(min_length=1, max_length=8, description="The common ones; any other is written")
    ]
    within: Annotated[
        str, Meta(max_length=80, description="Only questions that hold these words are about it; none: all")
    ] = ""

    def is_of(self, ask: str) -> bool:
        """Whether a question is about it.

        >>> Case(ask="Which service?", offers=("Bins",), within="the service").is_of("Did the service reply?")
        True
        """
        return self.within in ask


class Gate(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A question with yes or no, asked once: whoever says no is not asked what cannot apply to them.

    It is the form's for people outside, and no answer of its own: what is not asked is kept as not applicable.
    """

    ask: Annotated[Line, Meta(description="Such as: Have you had a contract with the council in the last three years?")]
    leaves_out: Annotated[
        tuple[PracticeId, ...], Meta(min_length=1, description="Practices that do not apply to whoever says no")
    ]


class First(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A practice whose next step is shown before all others to whoever is at level 0 or 1 there, with words to send."""

    practice: PracticeId
    say: Annotated[
        tuple[Line, Line], Meta(description="What one can write to ask for it, ready to copy: at level 0, at level 1")
    ]
    again: Annotated[
        Annotated[str, Meta(max_length=400)],
        Meta(description="What one can write who asked before and got no answer, or a poor one, ready to copy"),
    ] = ""
    further: Annotated[
        Annotated[str, Meta(max_length=400)],
        Meta(description="How to go on from there: whom to ask, by when, what is due"),
    ] = ""


class Instrument(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True, dict=True):
    """A whole questionnaire.

    `id` is not written in the file: it is the file's stem. `retired` lists ids of practices and
    dimensions that were once used, so that they are never given to another.
    """

    id: Identifier
    title: Annotated[str, Meta(min_length=1, max_length=60)]
    version: Version
    about: Annotated[Line, Meta(description="What it measures and who answers it")]
    subject: Annotated[
        Annotated[str, Meta(max_length=60)],
        Meta(description="What it rates, as a result speaks of it, such as: your council; absent: you"),
    ] = ""
    guide: Annotated[tuple[Line, ...], Meta(description="Read first: how to choose, and what shared words mean")] = ()
    letter: Annotated[tuple[Line, ...], Meta(description="Said in an email with its questions to officers")] = ()
    scale: Annotated[FiveLines, Meta(description="Short names of the levels 0 to 4")]
    raters: Annotated[Raters | None, Meta(description="Kinds of rater; absent: the form does not ask")] = None
    case: Annotated[Case | None, Meta(description="What a rater has in mind; absent: the form does not ask")] = None
    gate: Annotated[
        Gate | None, Meta(description="Asked once, where some questions apply to some raters only; absent: none is")
    ] = None
    words: Annotated[
        dict[Annotated[str, Meta(min_length=1, max_length=40)], Line],
        Meta(max_length=8, description="Words that need saying what they mean, shown with each question that has them"),
    ] = {}
    first: Annotated[
        tuple[First, ...],
        Meta(max_length=5, description="Whose next step comes first, the first that fits; none fits: an essential's"),
    ] = ()
    beside: Annotated[
        Annotated[str, Meta(max_length=200)],
        Meta(description="How the form asks for anything else at the end; absent: Anything else you want to say?"),
    ] = ""
    beside_first: Annotated[bool, Meta(description="The form asks that first, before its questions")] = False
    dimensions: Annotated[tuple[Dimension, ...], Meta(min_length=1)]
    retired: tuple[RetiredId, ...] = ()

    @property
    def practices(self) -> tuple[Practice, ...]:
        """All practices, in the order in which they are asked."""
        return tuple(practice for dimension in self.dimensions for practice in dimension.practices)

    @cached_property
    def digest(self) -> str:
        """What tells these questions from any others, also from those of the same id and version: every result has it.

        SHA-256, in 64 signs, of all that the instrument holds, as JSON in UTF-8 with sorted keys, no spaces and no
        escapes that JSON can do without. What has its default is left out, so that a kit that knows more
        keys gives an unchanged instrument the same digest. A file's comments and layout are no part of it.

        >>> from capability import load_instrument
        >>> len(load_instrument("organisation").digest)
        64
        """
        content = json.dumps(msgspec.to_builtins(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()

    @property
    def major(self) -> int:
        """The part of the version that says which responses can be read."""
        return major_of(self.version)

    def meant_in(self, practice: Practice) -> dict[str, str]:
        """What the words of a question mean that need saying."""
        said = " ".join((practice.ask, *practice.levels))
        return {word: meaning for word, meaning in self.words.items() if word in said}

    def slice(self, dimensions: Sequence[str] | None = None, form: Form = "full") -> tuple[Dimension, ...]:
        """The dimensions and practices that one form asks, in the instrument's order.

        `dimensions` names those wanted (`None`: all); `form="pulse"` keeps the essential practices only.
        Raises `InstrumentError` for a dimension that is not here.
        """
        known = [dimension.id for dimension in self.dimensions]
        wanted = known if dimensions is None else list(dimensions)
        strangers = [name for name in wanted if name not in known]
        if strangers or not wanted:
            raise InstrumentError(
                [
                    Fault(
                        "unknown-dimension",
                        f"instrument {self.id}",
                        f"no dimension `{name}`",
                        did_you_mean(name, known),
                    )
                    for name in strangers
                ]
                or Fault(
                    "unknown-dimension", f"instrument {self.id}", "no dimension was named", did_you_mean("", known)
                )
            )
        chosen = (dimension for dimension in self.dimensions if dimension.id in wanted)
        if form != "pulse":
            return tuple(chosen)
        return tuple(
            msgspec.structs.replace(dimension, practices=tuple(p for p in dimension.practices if p.essential))
            for dimension in chosen
            if any(p.essential for p in dimension.practices)
        )


def major_of(version: str) -> int:
    """The first number of a semantic version.

    >>> major_of("2.0.1")
    2
    """
    return int(version.split(".", 1)[0])


def check(data: Any) -> list[Fault]:
    """What a schema cannot say of an instrument as plain data: ids that clash, no essential, words that run on.

    Tolerates data that breaks the schema as well, so that an author is told everything at once.
    `where` in each fault is a path inside the data, such as `dimensions.0.practices.2.id`.
    """
    faults: list[Fault] = []
    seen: dict[str, str] = {}
    retired = {name for name in items(data, "retired") if isinstance(name, str)}
    for d, dimension in enumerate(items(data, "dimensions")):
        home = _text(dimension, "id")
        faults += _clash(seen, home, f"dimensions.{d}.id")
        faults += _retired(retired, home, f"dimensions.{d}.id")
        practices = items(dimension, "practices")
        if not any(isinstance(practice, dict) and practice.get("essential") is True for practice in practices):
            faults.append(
                Fault(
                    "no-essential",
                    f"dimensions.{d}",
                    f"`{home}` has no essential practice",
                    "mark its foundation with `essential: true`",
                )
            )
        for p, practice in enumerate(practices):
            where, name = f"dimensions.{d}.practices.{p}", _text(practice, "id")
            faults += _clash(seen, name, f"{where}.id")
            faults += _retired(retired, name, f"{where}.id")
            if name and home and name.split(".")[0] != home:
                faults.append(
                    Fault(
                        "misplaced-id", f"{where}.id", f"`{name}` stands in `{home}`", f"its id begins with `{home}.`"
                    )
                )
            if isinstance(practice, dict) and practice.get("essential") is True and practice.get("applies") is not None:
                faults.append(
                    Fault(
                        "switched-essential",
                        f"{where}.applies",
                        f"`{name}` is essential and does not apply everywhere",
                        "a foundation is one in every nation and contract: take `applies` or `essential` away",
                    )
                )
            faults += no_such_day(practice, where)
            for i, line in enumerate(items(practice, "levels")):
                words = len(line.split()) if isinstance(line, str) else 0
                if words > LONGEST_LEVEL:
                    faults.append(
                        Fault(
                            "too-long",
                            f"{where}.levels.{i}",
                            f"{words} words, and the limit is {LONGEST_LEVEL}",
                            "a rater reads five of these: say it in fewer",
                        )
                    )
    named = {f"first.{i}.practice": _text(first, "practice") for i, first in enumerate(items(data, "first"))}
    gated = items(data.get("gate") if isinstance(data, dict) else None, "leaves_out")
    named |= {f"gate.leaves_out.{i}": name for i, name in enumerate(gated) if isinstance(name, str)}
    for where, name in named.items():
        if name and "." in name and name not in seen:
            faults.append(Fault("unknown-practice", where, f"no practice `{name}`", did_you_mean(name, list(seen))))
    return faults


def items(data: Any, key: str) -> list[Any]:
    """The list under a key of plain data; an empty one where there is no such key, or no list."""
    entries = data.get(key) if isinstance(data, dict) else None
    return entries if isinstance(entries, list) else []


def no_such_day(data: Any, where: str, key: str = "as_at") -> list[Fault]:
    """The fault of a date that is no day of any calendar; what is not of a date's form is told by the schema."""
    text = _text(data, key)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) or is_day(text):
        return []
    return [Fault("bad-form", f"{where}.{key}", "there is no such day", "look at a calendar")]


def _retired(retired: set[str], name: str, where: str) -> list[Fault]:
    remedy = "a retired id is never used again: choose a new one"
    return [Fault("retired-id", where, f"`{name}` is retired", remedy)] if name in retired else []


def _text(data: Any, key: str) -> str:
    text = data.get(key) if isinstance(data, dict) else None
    return text if isinstance(text, str) else ""


def _clash(seen: dict[str, str], name: str, where: str) -> list[Fault]:
    first = seen.setdefault(name, where) if name else where
    if first == where:
        return []
    return [
        Fault(
            "duplicate-id",
            where,
            f"`{name}` is used twice",
            f"it stands at {first} already; give this one an id of its own",
        )
    ]
