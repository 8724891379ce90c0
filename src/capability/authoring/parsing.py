"""YAML as plain data, with the line of each path and nothing in it that surprises its author."""

import re
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any

import yaml

from capability.errors import CapabilityError, Fault
from capability.limits import DEEPEST_YAML, LONGEST_KEY, MOST_VALUES

Lines = dict[str, int]
"""Line numbers, from 1, by path inside a YAML file: `dimensions.0.practices.2.id`."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML whose only bare values are text, true and false, nothing, and small whole numbers.

    Dates stay text, for the model says what is a date. YAML 1.1's other numbers (`0xff`, `1:30`, `1_000`) are traps for
    authors, and long ones for whoever reads the file; merge keys would hide a key that stands twice.
    """


TEXT = "tag:yaml.org,2002:str"
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


def parse(text: str, path: Path) -> tuple[Any, Lines, list[Fault]]:
    r"""YAML text as plain data, the line of each path, and the faults of keys that stand twice or are no text.

    Raises `CapabilityError` where it cannot be read at all.

    >>> parse("a: 1\nb: [x]", Path("x.yaml"))
    ({'a': 1, 'b': ['x']}, {'': 1, 'a': 1, 'b': 2, 'b.0': 2}, [])
    """
    try:
        _refuse_traps(text, path)
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is None:
            return None, {}, []
        lines: Lines = {}
        faults = list(_key_faults(node, path))
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
    depth = values = 0
    for event in yaml.parse(text, Loader=_Loader):
        where = f"{path}:{event.start_mark.line + 1}" if event.start_mark else str(path)
        if isinstance(event, yaml.AliasEvent):
            raise CapabilityError(Fault("alias", where, f"an alias `*{event.anchor}`", "write the text out"))
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise CapabilityError(Fault("tag", where, f"a tag `{tag}`", "put the text in quotes"))
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST_YAML:
            raise CapabilityError(Fault("not-yaml", where, "nested too deeply", "see assessments/README.md"))
        values += isinstance(event, yaml.NodeEvent)
        if values > MOST_VALUES:
            what = f"more than {MOST_VALUES:,} keys and values, which is the limit"
            raise CapabilityError(Fault("too-big", where, what, "is this the right file?"))


def _key_faults(node: yaml.Node, path: Path) -> Iterator[Fault]:
    if isinstance(node, yaml.MappingNode):
        first: dict[Hashable, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                what = "a list or a set of keys stands where a key should be"
                hint = "put text that begins with { or [ in quotes"
                raise CapabilityError(Fault("not-yaml", f"{path}:{line}", what, hint))
            if len(key.value) > LONGEST_KEY:  # it stands in the path of all that is below it
                what = f"a key of {len(key.value):,} characters, and the limit is {LONGEST_KEY}"
                hint = "a colon inside a sentence makes a key of it: put the sentence in quotes"
                raise CapabilityError(Fault("too-long", f"{path}:{line}", what, hint))
            if key.tag != TEXT:  # a bare yes, a number, nothing: the model's keys are text
                what = f"the key `{key.value[:60]}` is not text"
                yield Fault("wrong-type", f"{path}:{line}", what, "put it in quotes")
                key.tag = TEXT
            if key.value in first:
                yield Fault(
                    "duplicate-key",
                    f"{path}:{line}",
                    f"key `{key.value}` stands twice",
                    f"the first is at line {first[key.value]}: keep one",
                )
            first.setdefault(str(key.value), line)
            yield from _key_faults(value, path)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _key_faults(value, path)


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
