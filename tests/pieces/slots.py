"""Holds the slots of a piece's form to what its page is given: each path must lead somewhere, by the declared types.

It goes through a form as `web/fill.js` does.
"""

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from bs4 import Tag

SLOTS = ("text", "show", "copy", "place", "with", "each")


class LostError(Exception):
    """A path that leads nowhere."""


def kinds(declared: Any) -> list[Any]:
    """A type as all that it may be: those of a union, or itself."""
    union = get_origin(declared) in (Union, UnionType)
    return [kind for part in get_args(declared) for kind in kinds(part)] if union else [declared]


def at(declared: Any, path: str) -> list[Any]:
    """All that can stand at a path; what may be missing may be `None` there. Raises `LostError`."""
    standing = kinds(declared)
    for step in [] if path == "." else path.split("/"):
        standing = [kind for outer in standing for kind in inside(outer, step)]
        if set(standing) <= {NoneType}:
            raise LostError(f"no `{step}`")
    return standing


def inside(kind: Any, step: str) -> list[Any]:
    """All that can stand one step further inside one kind of thing."""
    if is_typeddict(kind) and step in (hints := get_type_hints(kind)):
        return kinds(hints[step]) + ([] if step in kind.__required_keys__ else [NoneType])
    if get_origin(kind) is dict:
        return [*kinds(get_args(kind)[1]), NoneType]
    if get_origin(kind) is list and step.isdigit():
        return [*kinds(get_args(kind)[0]), NoneType]
    return [NoneType] if kind is NoneType else []


def is_plain(kind: Any) -> bool:
    """Whether something can be written as text, or as an attribute."""
    return kind in (NoneType, str, int, bool) or get_origin(kind) is Literal


def can_be(kind: Any, text: str) -> bool:
    """Whether something can be written as just this text."""
    if get_origin(kind) is Literal:
        return text in map(str, get_args(kind))
    if kind is int:
        return text.lstrip("-").isdigit()
    return kind is str or text in {NoneType: ["null"], bool: ["true", "false"]}.get(kind, [])


def faults(form: Tag, given: Any, own: Any = None) -> Iterator[str]:
    """What is wrong with a form's slots, one line a slot.

    - given: the type of what the form is filled with
    - own: that of what each element is filled with that is marked `data-own`
    """
    for child in form.find_all(recursive=False):
        if child.has_attr("data-own"):
            yield from faults(child, own)
            continue
        slots = {name: str(child[f"data-{name}"]) for name in (*SLOTS, "key") if child.has_attr(f"data-{name}")}
        try:
            inner = given_inside(child, slots, given)
        except LostError as lost:
            yield f"<{child.name} {' '.join(f'{name}={path}' for name, path in slots.items())}>: {lost}"
        else:
            yield from faults(child, inner, own)


def given_inside(element: Tag, slots: dict[str, str], given: Any) -> Any:
    """The type of what fills an element from inside. Raises `LostError` where one of its slots leads nowhere."""
    if element.name == "template":
        given = entry_of(at(given, slots.get("each", "no-each")))
        at(given, slots.get("key", "."))
    elif {"each", "key"} & slots.keys():
        raise LostError("only a template is repeated")
    if "with" in slots:
        [given] = [kind for kind in at(given, slots["with"]) if kind is not NoneType]
        if not is_typeddict(given) and get_origin(given) is not dict:
            raise LostError("nothing can be read from it")
    if "show" in slots:
        check_condition(given, slots["show"])
    written = [slots.get(name, "").split() for name in ("text", "copy", "place")]
    for path in [path for paths in written for path in paths]:
        if not all(map(is_plain, at(given, path))):
            raise LostError(f"`{path}` is no text")
    if "text" in slots and element.find(has_slot):
        raise LostError("what is in it is never filled, since its text is")
    return given


def entry_of(standing: list[Any]) -> Any:
    """The type of a list's entries."""
    lists = [kind for kind in standing if kind is not NoneType]
    if len(lists) != 1 or get_origin(lists[0]) is not list:
        raise LostError("it is no list")
    return get_args(lists[0])[0]


def check_condition(given: Any, condition: str) -> None:
    """Hold a condition to its type. Raises `LostError` for one that can never hold."""
    path, equals, wanted = condition.removeprefix("!").partition("=")
    standing = at(given, path)
    if equals and not any(can_be(kind, wanted) for kind in standing):
        raise LostError(f"`{path}` can never be `{wanted}`")


def has_slot(element: Tag) -> bool:
    """Whether an element is filled."""
    return any(element.has_attr(f"data-{name}") for name in SLOTS)
