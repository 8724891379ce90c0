"""The page that says what the package offers."""

import ast
import re
from inspect import isfunction
from pathlib import Path

import pytest

import capability
from capability.notebook import reliability
from capability.publish.reference import as_markdown, described, fields, signature

PAGE = Path(__file__).resolve().parents[2] / "book" / "api.md"
PUBLIC = [name for name in dir(capability) if name != "__version__"]


def listed() -> dict[str, list[str]]:
    """The names that the page lists, by the module that it takes them from."""
    names_of: dict[str, list[str]] = {}
    for names, module in re.findall(
        r"^```\{api\} (.+)\n(?::module: (\S+)\n)?```$", PAGE.read_text("utf-8"), re.MULTILINE
    ):
        names_of.setdefault(module or "capability", []).extend(names.split())
    return names_of


def function(source: str) -> ast.FunctionDef:
    [definition] = ast.parse(source).body
    assert isinstance(definition, ast.FunctionDef)
    return definition


def test_every_public_name_is_on_the_page_once() -> None:
    assert sorted(listed()["capability"]) == sorted(PUBLIC)


def test_every_figure_of_reliability_is_on_the_page() -> None:
    offered = {name: getattr(reliability, name) for name in reliability.__all__}
    shown = {name for name, thing in offered.items() if isfunction(thing) or isinstance(thing, type)}
    assert shown == set(listed()["capability.notebook.reliability"])


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_says_what_it_is_for(name: str) -> None:
    _, code, words = described(name, getattr(capability, name)).split("```", 2)
    assert code.startswith("python\n") and name in code
    assert words.strip()


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("def short(a, b: int = 1) -> str: ...", "short(a, b: int = 1) -> str"),
        ("def method(self, a: int) -> str: ...", "method(a: int) -> str"),
        ("def named(*, a: int = 2): ...", "named(*, a: int = 2)"),
        ("def many(*paths: str, **others: int): ...", "many(*paths: str, **others: int)"),
        (
            "def long(first_parameter: dict[str, int], second_parameter: dict[str, int]) -> str: ...",
            "long(\n    first_parameter: dict[str, int],\n    second_parameter: dict[str, int],\n) -> str",
        ),
    ],
)
def test_a_signature_is_that_of_the_source(source: str, shown: str) -> None:
    definition = function(source)
    assert signature(definition.name, definition) == shown


def test_a_class_shows_its_fields_and_not_how_it_is_built() -> None:
    [definition] = ast.parse(
        "class Made(msgspec.Struct, frozen=True):\n    'Words.'\n    a: int\n    b: str = ''\n    _c: int"
    ).body
    assert isinstance(definition, ast.ClassDef)
    assert fields(definition) == "class Made\n    a: int\n    b: str = ''"


def test_an_example_becomes_code_and_all_else_stays() -> None:
    docstring = "Words.\n\n- a list\n\n>>> 1 + 1\n2\n\nMore words."
    assert as_markdown(docstring) == "Words.\n\n- a list\n\n```pycon\n>>> 1 + 1\n2\n```\n\nMore words."


def test_a_method_stands_under_its_class_with_its_words() -> None:
    assert "- `items()`" not in described("Library", capability.Library)  # inherited: Python's own documents have it
    source = described("CapabilityError", capability.CapabilityError)
    assert source.startswith("```python\nclass CapabilityError(ValueError)\n```")
