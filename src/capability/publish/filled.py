"""A piece's HTML with its slots filled when the site is built, so that a result can be shown with no script.

It goes through a form as `pieces/web/fill.js` does, which says what each slot means.
"""

import copy
from typing import Any

from bs4 import BeautifulSoup, Tag

SLOTS = ("data-text", "data-show", "data-copy", "data-place", "data-with", "data-each", "data-key", "data-own")


def filled(html: str, data: object) -> BeautifulSoup:
    """The HTML with what the data say in its slots; what is not shown is left out, and so are the slots themselves.

    >>> line = '<p data-with="one"><b data-text="level"></b><i data-show="level=2">!</i><i data-show="open">?</i></p>'
    >>> str(filled(line, {"one": {"level": 2, "open": False}}))
    '<p><b>2</b><i>!</i></p>'
    """
    soup = BeautifulSoup(html, "html.parser")
    _fill(soup, data)
    # Read again: words that came out of a template are still of a template's kind, which are no part of a text.
    return BeautifulSoup(str(soup), "html.parser")


def at(data: Any, path: str) -> Any:
    """The value at a path; one that leads nowhere gives `None`."""
    for step in [] if path == "." else path.split("/"):
        if isinstance(data, list) and step.isdigit() and int(step) < len(data):
            data = data[int(step)]
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def holds(data: object, condition: str) -> bool:
    """Whether a `data-show` condition holds."""
    path, equals, wanted = condition.removeprefix("!").partition("=")
    value = at(data, path)
    met = _written(value, none="null") == wanted if equals else bool(value)
    return met != condition.startswith("!")


def _fill(parent: Tag, data: object) -> None:
    for child in parent.find_all(recursive=False):
        slots = {name: str(child[name]) for name in SLOTS if child.has_attr(name)}
        for name in slots:
            del child[name]
        if child.name == "template":
            _repeat(child, at(data, slots.get("data-each", ".")))
            continue
        inside = at(data, slots["data-with"]) if "data-with" in slots else data
        if "data-show" in slots:
            if not holds(inside, slots["data-show"]):
                child.decompose()
                continue
            del child["hidden"]
        for name in slots.get("data-copy", "").split():
            _attribute(child, f"data-{name}", at(inside, name))
        for name in slots.get("data-place", "").split():
            _attribute(child, name, at(inside, name))
        if "data-text" in slots:
            child.string = _written(at(inside, slots["data-text"]), none="")
        elif "data-own" not in slots:
            _fill(child, inside)


def _repeat(template: Tag, entries: Any) -> None:
    """Put a filled copy of a template's elements in its place for each entry."""
    for entry in entries or []:
        content = copy.copy(template)
        _fill(content, entry)
        for element in content.find_all(recursive=False):
            template.insert_before(element.extract())
    template.decompose()


def _attribute(element: Tag, name: str, value: object) -> None:
    if value is None:
        del element[name]
    else:
        element[name] = _written(value, none="")


def _written(value: object, none: str) -> str:
    """A value as JavaScript writes it."""
    if value is None:
        return none
    return str(value).lower() if isinstance(value, bool) else str(value)
