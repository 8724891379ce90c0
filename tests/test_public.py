"""What the package offers: the stub, what is there, and what its functions speak of, are the same."""

import ast
import inspect
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pandas as pd
import pytest

import capability
from capability.rule.response import FORMAT

PACKAGE = Path(capability.__file__).parent
STUB = [
    node for node in ast.parse((PACKAGE / "__init__.pyi").read_text("utf-8")).body if isinstance(node, ast.ImportFrom)
]
HOMES = [(alias.name, str(node.module)) for node in STUB for alias in node.names]
NAMES = [name for name, _ in HOMES]
FUNCTIONS = [name for name in NAMES if inspect.isfunction(getattr(capability, name))]

# A reader's own values, files and folders, tables and pictures: types that come with Python, or with an extra.
PLAIN = {"builtins", "collections", "collections.abc", "pathlib", "types"}
PACKAGES = {"pandas", "altair"}


def types_in(annotation: Any) -> Iterator[Any]:
    """Every type that an annotation speaks of, also inside of others."""
    if get_origin(annotation) is Literal:
        return
    if get_args(annotation):
        for part in (get_origin(annotation), *get_args(annotation)):
            yield from types_in(part)
    elif isinstance(annotation, list):
        for part in annotation:
            yield from types_in(part)
    elif annotation not in (Any, Ellipsis, None):
        yield annotation


def is_public(of: Any) -> bool:
    if getattr(capability, of.__name__, None) is of:
        return True
    return of.__module__ in PLAIN or of.__module__.partition(".")[0] in PACKAGES


def test_each_name_stands_once_and_in_order() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert [home for _, home in HOMES] == sorted(home for _, home in HOMES)


@pytest.mark.parametrize(("name", "home"), HOMES, ids=NAMES)
def test_a_name_is_what_the_stub_says(name: str, home: str) -> None:
    public = getattr(capability, name)
    assert public is getattr(import_module(home), name)
    assert (public.__module__, public.__name__) == (home, name)  # where it lives, and not where it is only imported
    assert inspect.getdoc(public)


def test_nothing_else_is_offered() -> None:
    assert dir(capability) == sorted([*NAMES, "__version__"])
    assert sorted(import_module("capability").__all__) == sorted(NAMES)
    for name in ("absent", "_homes_", "Table"):
        with pytest.raises(AttributeError, match=f"no attribute `{name}`"):
            getattr(capability, name)


def test_no_name_is_that_of_a_room_too() -> None:
    """`capability.reading` would be a function or a folder, by what was imported first."""
    rooms = {path.stem for path in PACKAGE.iterdir()}
    assert not rooms & set(NAMES)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_takes_and_returns_only_what_is_public(name: str) -> None:
    function = getattr(capability, name)
    home = vars(sys.modules[function.__module__])
    hints = get_type_hints(function, globalns={"pd": pd, **home})
    assert set(hints) == {*inspect.signature(function).parameters, "return"}
    strangers = {of for hint in hints.values() for of in types_in(hint) if not is_public(of)}
    assert strangers == set()


def test_what_is_public_is_enough_to_score_and_to_gather(tmp_path: Path) -> None:
    instrument = capability.load_instrument("organisation")
    answers = {practice.id: capability.Answer(2) for practice in instrument.practices}
    response = capability.Response(
        format=FORMAT,
        instrument=instrument.id,
        version=instrument.version,
        answers=answers,
        rater=capability.Rater("x"),
    )
    assert capability.score(instrument, response).level == 2
    (tmp_path / "note.txt").write_text("hello")
    pile: capability.Pile = capability.gather_all(capability.read_files([tmp_path]), {instrument.id: instrument})
    [fault] = pile.left_out
    assert isinstance(fault, capability.Fault)
