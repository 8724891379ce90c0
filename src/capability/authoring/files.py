"""Files that authors write: YAML with a line for every fault, and the same words for the same slip in each."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from capability.course.law import NAMED, fill_in
from capability.errors import CapabilityError, Fault, did_you_mean
from capability.reading.text import read_text

Check = Callable[[Path, Any], Iterable[Fault]]

DEEPEST = 20
"""Most lists and sets of keys inside one another in such a file; a real one has seven."""

Lines = dict[str, int]
"""Line numbers, from 1, by path inside a YAML file: `dimensions.0.practices.2.id`."""


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


def line_of(fault: Fault) -> int:
    """The line that a fault names, for sorting; 0 where it names none."""
    last = fault.where.split(": ")[0].rpartition(":")[2]
    return int(last) if last.isdecimal() and len(last) < 9 else 0


def read_authored(
    path: Path,
    limit: int,
    schema: Callable[[], jsonschema.Draft202012Validator],
    stranger: Fault,
    check: Check,
    named: Mapping[str, str] | None = None,
    kind: type[dict[str, Any]] | type[list[Any]] = dict,
) -> tuple[list[Fault], Any]:
    """All faults of a file against its schema and its cross-checks, by line, and its content as plain data.

    The content is `None` where the file could not be read, or is not of its `kind`: then `stranger` says what it is
    not. The cross-checks are given the path and the data, whatever the schema found. `named`: what the law's
    figures are, which the file may call by name; without it there is nothing to fill in.
    """
    try:
        text = read_text(path, limit, CapabilityError)
        nameless = [] if named is None else list(_unknown_names(text, path, named))
        data, lines, faults = parse(text if named is None else fill_in(text, named), path)
    except CapabilityError as error:
        return list(error.faults), None
    if not isinstance(data, kind):
        return [stranger], None
    found = [*schema_faults(schema().iter_errors(data)), *check(path, data)]
    return sorted([*nameless, *faults, *(placed(path, lines, fault) for fault in found)], key=line_of), data


def _unknown_names(text: str, path: Path, named: Mapping[str, str]) -> Iterator[Fault]:
    for number, line in enumerate(text.splitlines(), 1):
        for name in NAMED.findall(line):
            if name not in named:
                what = f"`{{{{ {name[:60]} }}}}` is not in book/law.yaml"
                yield Fault("unknown-figure", f"{path}:{number}", what, did_you_mean(name, named))


def parse(text: str, path: Path) -> tuple[Any, Lines, list[Fault]]:
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
        raise CapabilityError(
            Fault("not-yaml", where, str(problem), "check the indent, colons and quotes near this line")
        ) from None


def _refuse_traps(text: str, path: Path) -> None:
    """Stop at what is safe to read and not to build: an alias can make a small file endless, a depth can end Python."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        where = f"{path}:{event.start_mark.line + 1}" if event.start_mark else str(path)
        if isinstance(event, yaml.AliasEvent):
            raise CapabilityError(Fault("alias", where, f"an alias `*{event.anchor}`", "write the text out"))
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise CapabilityError(Fault("tag", where, f"a tag `{tag}`", "put the text in quotes"))
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise CapabilityError(Fault("not-yaml", where, "nested too deeply", "see assessments/README.md"))


def _repeats(node: yaml.Node, path: Path) -> Iterator[Fault]:
    if isinstance(node, yaml.MappingNode):
        first: dict[Hashable, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                what = "a list or a set of keys stands where a key should be"
                hint = "put text that begins with { or [ in quotes"
                raise CapabilityError(Fault("not-yaml", f"{path}:{line}", what, hint))
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


def placed(path: Path, lines: Lines, fault: Fault) -> Fault:
    """The same fault with file and line in front of its path; a path without a line takes its parent's."""
    inside = fault.where
    while inside and inside not in lines:
        inside = inside.rpartition(".")[0]
    where = f"{path}:{lines.get(inside, 1)}" + (f": {fault.where}" if fault.where else "")
    return Fault(fault.code, where, fault.what, fault.hint)


def schema_faults(errors: Iterable[Any]) -> Iterator[Fault]:
    """What a schema found, in an author's words; `where` is the path inside the file."""
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
                yield from schema_faults(inner for inner in error.context if inner.schema_path[0] == 0)
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


def bibliography(path: Path, beside: bool = False) -> set[str] | None:
    """The keys of the book's list of sources; `None` where there is no list.

    The file that asks is in a folder beside `book`, or `beside` the list itself.
    """
    listed = (path.parent if beside else path.parent.parent / "book") / "references.bib"
    if not listed.is_file():
        return None
    return {
        line.split("{", 1)[1].rstrip(", \n")
        for line in listed.read_text("utf-8", errors="replace").splitlines()
        if line.startswith("@") and "{" in line
    }


def unknown_sources(known: set[str] | None, where: str, keys: Iterable[object]) -> Iterator[Fault]:
    """Keys that the book's list does not hold; where there is no list, nothing can be said."""
    for i, key in enumerate(keys):
        if known is not None and isinstance(key, str) and key not in known:
            what = f"`{key}` is not in book/references.bib"
            yield Fault("unknown-source", f"{where}.{i}", what, did_you_mean(key, known))
