"""Instruments from their YAML files, with every fault told at once."""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import yaml

from capability.errors import Fault, InstrumentError, did_you_mean
from capability.instrument import Identifier, Instrument, check, items
from capability.loading.text import read_text
from capability.schemas import instrument_schema

INSTRUMENT_LIMIT = 1_000_000
"""Largest instrument file that is read, in bytes."""

DEEPEST = 20
"""Most lists and sets of keys inside one another in an instrument's file; a real one has seven."""

Lines = dict[str, int]
"""Line numbers, from 1, by path inside a YAML file: `dimensions.0.practices.2.id`."""


def load_instrument(name: str | Path) -> Instrument:
    """Load an instrument by its id, or by the path of its YAML file.

    An id is looked for as `assessments/ID.yaml` in the current folder and those above it, so that a
    council's own comes first, and then among the instruments that come with the package.

    Raises `InstrumentError` with every fault of the file at once, or when there is none of that name.

    >>> load_instrument("organisation").dimensions[0].id
    'missions'
    """
    path = _find(name) if isinstance(name, str) and not name.endswith((".yaml", ".yml")) else Path(name)
    faults, data = _read(path)
    if faults:
        raise InstrumentError(faults)
    return msgspec.convert({**data, "id": path.stem}, Instrument)


def check_instrument(path: Path) -> list[Fault]:
    """Everything that is wrong with an instrument's file, each with its line; an empty list when all is well."""
    return _read(path)[0]


def instrument_names() -> list[str]:
    """Ids of the instruments that can be loaded by id from here."""
    return sorted({path.stem for folder in _folders() for path in folder.glob("*.yaml")})


class Library(Mapping[str, Instrument]):
    """The instruments that can be loaded by id from here, each read when it is first asked for."""

    def __init__(self) -> None:
        self._names = instrument_names()
        self._read: dict[str, Instrument] = {}

    def __getitem__(self, name: str) -> Instrument:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._read:
            self._read[name] = load_instrument(name)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _folders() -> Iterator[Path]:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "assessments").is_dir():
            yield folder / "assessments"
    packaged = Path(str(files("capability"))) / "instruments"
    # In a checkout the instruments are not yet in the package but beside `src`.
    yield packaged if packaged.is_dir() else Path(__file__).parents[3] / "assessments"


def _find(name: str) -> Path:
    try:
        msgspec.convert(name, Identifier)
    except msgspec.ValidationError:
        known = instrument_names()
    else:
        for folder in _folders():
            if (folder / f"{name}.yaml").is_file():
                return folder / f"{name}.yaml"
        known = instrument_names()
    raise InstrumentError(
        Fault("unknown-instrument", "instrument", f"there is no `{name[:80]}`", did_you_mean(name, known))
    )


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML whose only bare values are text, true and false, nothing, and small whole numbers.

    Dates stay text, for the model says what is a date. YAML 1.1's other numbers (`0xff`, `1:30`, `1_000`) are traps for
    authors, and long ones for whoever reads the file; merge keys would hide a key that stands twice.
    """


BARE = ("bool", "null")
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] in BARE]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]{0,8})$(?!\n)"), list("-0123456789")
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?(?:0|[1-9][0-9]{0,8})\.[0-9]{1,9}$(?!\n)"), list("-0123456789")
)


def _read(path: Path) -> tuple[list[Fault], Any]:
    """All faults of an instrument's file, and its content as plain data."""
    try:
        text = read_text(path, INSTRUMENT_LIMIT, InstrumentError)
        data, lines, faults = _parse(text, path)
    except InstrumentError as error:
        return list(error.faults), None
    if not isinstance(data, dict):
        return [Fault("not-an-instrument", str(path), "this is not an instrument", "see assessments/README.md")], None
    faults += [
        _at(path, lines, fault)
        for fault in [
            *_schema_faults(_validator().iter_errors(data)),
            *check(data),
            *_unknown_sources(path, data),
            *_unknown_mirrors(path, data),
        ]
    ]
    try:
        msgspec.convert(path.stem, Identifier)
    except msgspec.ValidationError:
        faults.append(
            Fault("bad-name", str(path), f"`{path.stem}` cannot be an id", "name the file in lower case, with hyphens")
        )
    if not faults:
        faults += _type_fault(path, data)
    return sorted(faults, key=_line), data


def _type_fault(path: Path, data: dict[str, Any]) -> list[Fault]:
    """What a JSON Schema cannot tell apart and the types can: `weight: 1.0` is a whole number to the one only."""
    try:
        msgspec.convert({**data, "id": path.stem}, Instrument)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$.")
        return [Fault("bad-value", f"{path}: {where.rstrip('`')}", what, "see assessments/README.md")]
    return []


def _line(fault: Fault) -> int:
    last = fault.where.split(": ")[0].rpartition(":")[2]
    return int(last) if last.isdecimal() and len(last) < 9 else 0


def _parse(text: str, path: Path) -> tuple[Any, Lines, list[Fault]]:
    """YAML text as plain data, the line of each path, and keys that stand twice."""
    try:
        _refuse_traps(text, path)
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is None:
            return None, {}, []
        lines: Lines = {}
        faults = list(_repeats(node, path))
        _number(node, "", lines)
        return loader.construct_document(node), lines, faults
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        problem = getattr(error, "problem", None) or "this is not YAML"
        raise InstrumentError(
            Fault("not-yaml", where, str(problem), "check the indent, colons and quotes near this line")
        ) from None


def _refuse_traps(text: str, path: Path) -> None:
    """Stop at what is safe to read and not to build: an alias can make a small file endless, a depth can end Python."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        where = f"{path}:{event.start_mark.line + 1}" if event.start_mark else str(path)
        if isinstance(event, yaml.AliasEvent):
            raise InstrumentError(Fault("alias", where, f"an alias `*{event.anchor}`", "write the text out"))
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise InstrumentError(Fault("tag", where, f"a tag `{tag}`", "put the text in quotes"))
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise InstrumentError(Fault("not-yaml", where, "nested too deeply", "see assessments/README.md"))


def _repeats(node: yaml.Node, path: Path) -> Iterator[Fault]:
    if isinstance(node, yaml.MappingNode):
        first: dict[Hashable, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                what = "a list or a set of keys stands where a key should be"
                hint = "put text that begins with { or [ in quotes"
                raise InstrumentError(Fault("not-yaml", f"{path}:{line}", what, hint))
            if key.value in first:
                yield Fault(
                    "duplicate-key",
                    f"{path}:{line}",
                    f"key `{key.value}` stands twice",
                    f"the first is at line {first[key.value]}: keep one",
                )
            first.setdefault(str(key.value), line)
            yield from _repeats(value, path)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeats(value, path)


def _number(node: yaml.Node, at: str, lines: Lines) -> None:
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = f"{at}.{key.value}".lstrip(".")
            lines[below] = key.start_mark.line + 1
            _number(value, below, lines)
    elif isinstance(node, yaml.SequenceNode):
        for i, value in enumerate(node.value):
            _number(value, f"{at}.{i}".lstrip("."), lines)


def _at(path: Path, lines: Lines, fault: Fault) -> Fault:
    """The same fault with file and line in front of its path; a path without a line takes its parent's."""
    inside = fault.where
    while inside and inside not in lines:
        inside = inside.rpartition(".")[0]
    where = f"{path}:{lines.get(inside, 1)}" + (f": {fault.where}" if fault.where else "")
    return Fault(fault.code, where, fault.what, fault.hint)


@cache
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(instrument_schema())


def _schema_faults(errors: Iterable[Any]) -> Iterator[Fault]:
    for error in errors:
        where = ".".join(map(str, error.absolute_path))
        match error.validator:
            case "additionalProperties":
                known = error.schema["properties"]
                for name in sorted(set(map(str, error.instance)) - set(known)):
                    yield Fault(
                        "unknown-key", f"{where}.{name}".lstrip("."), f"unknown key `{name}`", did_you_mean(name, known)
                    )
            case "required":
                name = error.message.split("'")[1]
                yield Fault("missing-key", where, f"`{name}` is missing", "see assessments/README.md for what it holds")
            case "minItems" | "maxItems":
                wanted = error.schema[error.validator]
                yield Fault(
                    "wrong-count",
                    where,
                    f"{len(error.instance)} entries",
                    f"there must be {_bound(error.schema, wanted)}",
                )
            case "type":
                yield Fault(
                    "wrong-type",
                    where,
                    f"`{str(error.instance)[:60]}` is not {_kind(error.validator_value)}",
                    _kind_hint(error.instance),
                )
            case "pattern":
                yield Fault(
                    "bad-form",
                    where,
                    f"`{str(error.instance)[:60]}` is not of the right form",
                    _pattern_hint(error.schema["pattern"]),
                )
            case "minLength":
                yield Fault("empty", where, "nothing is written here", "see assessments/README.md for what it holds")
            case "maxLength":
                what = f"{len(error.instance)} characters, and the limit is {error.schema['maxLength']}"
                yield Fault("too-long", where, what, "say it in fewer")
            case "anyOf":  # a key that may hold nothing: what it should hold is the first choice
                yield from _schema_faults(inner for inner in error.context if inner.schema_path[0] == 0)
            case _:
                yield Fault("bad-value", where, error.message[:200], "see assessments/README.md")


def _bound(schema: dict[str, Any], wanted: int) -> str:
    return f"exactly {wanted}" if schema.get("minItems") == schema.get("maxItems") else f"at least {wanted}"


def _kind(kind: Any) -> str:
    return {
        "string": "text",
        "integer": "a whole number",
        "array": "a list",
        "object": "a set of keys",
        "boolean": "true or false",
    }.get(str(kind), str(kind))


def _kind_hint(found: Any) -> str:
    if isinstance(found, bool):
        return "YAML reads a bare yes, no, on or off as true or false: put it in quotes"
    if isinstance(found, dict):
        return "a colon inside a sentence makes a key of it: put the sentence in quotes"
    return "see assessments/README.md"


def _pattern_hint(pattern: str) -> str:
    forms = {
        "^[0-9]{4}": "a date is written 2026-11-22",
        "^(0|": "a version is written 1.0.0",
        "^[0-9]{2}-": "a chapter's file name without its ending, such as 03-market-shaping",
    }
    for start, hint in forms.items():
        if pattern.startswith(start):
            return hint
    return "lower case letters, digits and hyphens" + (
        ", with a dot after the dimension's id" if r"\." in pattern else ""
    )


def _unknown_sources(path: Path, data: dict[str, Any]) -> Iterator[Fault]:
    """Sources that the book's list does not hold; where there is no list, nothing can be said."""
    bibliography = path.parent.parent / "book" / "references.bib"
    if not bibliography.is_file():
        return
    known = {
        line.split("{", 1)[1].rstrip(", \n")
        for line in bibliography.read_text("utf-8", errors="replace").splitlines()
        if line.startswith("@") and "{" in line
    }
    for d, dimension in enumerate(items(data, "dimensions")):
        for p, practice in enumerate(items(dimension, "practices")):
            for i, key in enumerate(items(practice, "sources")):
                if isinstance(key, str) and key not in known:
                    yield Fault(
                        "unknown-source",
                        f"dimensions.{d}.practices.{p}.sources.{i}",
                        f"`{key}` is not in book/references.bib",
                        did_you_mean(key, known),
                    )


def _unknown_mirrors(path: Path, data: dict[str, Any]) -> Iterator[Fault]:
    """Mirrored practices that the council's instrument, beside this file, does not have; without it nothing is said."""
    mirrors = {
        f"dimensions.{d}.practices.{p}.mirrors": practice["mirrors"]
        for d, dimension in enumerate(items(data, "dimensions"))
        for p, practice in enumerate(items(dimension, "practices"))
        if isinstance(practice, dict) and isinstance(practice.get("mirrors"), str)
    }
    beside = path.parent / "organisation.yaml"
    if not mirrors or not beside.is_file():
        return
    try:
        council = _parse(read_text(beside, INSTRUMENT_LIMIT, InstrumentError), beside)[0]
    except InstrumentError:  # its own check tells what is wrong with it
        return
    practices = [practice for dimension in items(council, "dimensions") for practice in items(dimension, "practices")]
    known = {str(practice.get("id")) for practice in practices if isinstance(practice, dict)}
    for where, name in mirrors.items():
        if name not in known:
            hint = did_you_mean(name, sorted(known))
            yield Fault("unknown-mirror", where, f"`{name}` is not in {beside.name}", hint)
