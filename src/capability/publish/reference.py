"""Names of the package on a page, from the source and its docstrings; and the limits of what is read, from their list.

    ```{api} score team_profile
    :module: capability
    ```

A docstring is Markdown already, and so reads on a page as it stands. Two things are changed: an example becomes a block
of code, and the path of a decision's record its number, for records are no pages of the book.
"""

import ast
import inspect
import re
from collections.abc import Callable
from importlib import import_module
from textwrap import dedent, indent
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from capability import limits
from capability.limits import TOLD

WIDEST = 60
"""Characters of a signature in one line; a longer one has a line for each parameter."""

BUILT_ON = {"msgspec.Struct", "PieceWidget", "alt.LayerChart"}
"""Bases that say how a class is built, and nothing about what it is for."""

RECORD = re.compile(r"`?(?:\.\./)?docs/decisions/(\d{4})-[\w-]+\.md`?")


class Api(SphinxDirective):
    """A section for each name that is listed, in that order; `module` says where they are, without it `capability`."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {"module": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """The sections."""
        module = import_module(self.options.get("module", "capability"))
        return [self._section(module.__name__, name, getattr(module, name)) for name in self.arguments[0].split()]

    def _section(self, module: str, name: str, thing: Any) -> nodes.section:
        self.env.note_dependency(str(inspect.getsourcefile(thing)))
        full = f"{module}.{name}"
        # Ids know no capitals: `Routes` and `routes` would be one.
        place = f"{full}-class" if inspect.isclass(thing) else full
        section = nodes.section("", ids=[nodes.make_id(place)], names=[place.lower()])
        self.state.document.note_explicit_target(section, section)
        section += nodes.title("", "", nodes.literal("", name))
        origin = "" if module == "capability" else f"From `{module}`.\n\n"
        lines = (origin + described(name, thing)).split("\n")
        self.state.nested_parse(StringList(lines, source=full), self.content_offset, section)
        return section


class Limits(SphinxDirective):
    """A table of how large things may be, from `limits.TOLD`."""

    def run(self) -> list[nodes.Node]:
        """The table."""
        self.env.note_dependency(str(inspect.getsourcefile(limits)))
        place = nodes.Element()
        self.state.nested_parse(StringList(limits_in_words().split("\n"), source="limits"), self.content_offset, place)
        return place.children


def limits_in_words() -> str:
    """Every limit that readers are told, as a table in Markdown."""
    rows = [(group if i == 0 else "", f"{most:,}", what) for group, told in TOLD for i, (most, what) in enumerate(told)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [("Of", "At most", ""), ("---", "--:", "---"), *rows])


def described(name: str, thing: Any) -> str:
    """A function or a class in Markdown: its signature as code, its docstring, and the methods that a class offers."""
    definition = ast.parse(dedent(inspect.getsource(thing))).body[0]
    if isinstance(definition, ast.FunctionDef):
        return f"```python\n{signature(name, definition)}\n```\n\n{as_markdown(ast.get_docstring(definition) or '')}"
    if isinstance(definition, ast.ClassDef):
        offered = [
            method for method in definition.body if isinstance(method, ast.FunctionDef) and method.name[0] != "_"
        ]
        parts = [
            f"```python\n{fields(definition)}\n```",
            as_markdown(ast.get_docstring(definition) or ""),
            "\n".join(map(_item, offered)),
        ]
        return "\n\n".join(filter(None, parts))
    raise TypeError(f"`{name}` is neither a function nor a class")


def signature(name: str, function: ast.FunctionDef) -> str:
    """What a function takes and gives, in the words of its source.

    >>> source = "def add(a: int, *, b: int = 1) -> int: ..."
    >>> signature("add", ast.parse(source).body[0])
    'add(a: int, *, b: int = 1) -> int'
    """
    parameters = _parameters(function.args)
    gives = f" -> {ast.unparse(function.returns)}" if function.returns else ""
    line = f"{name}({', '.join(parameters)}){gives}"
    if len(line) <= WIDEST or not parameters:
        return line
    return f"{name}(\n" + "".join(f"    {parameter},\n" for parameter in parameters) + f"){gives}"


def fields(definition: ast.ClassDef) -> str:
    """A class as its source has it, with its fields, and without docstrings, methods and how it is built."""
    bases = ", ".join(base for base in map(ast.unparse, definition.bases) if base not in BUILT_ON)
    lines = [
        f"    {node.target.id}: {ast.unparse(node.annotation)}"
        + (f" = {ast.unparse(node.value)}" if node.value is not None else "")
        for node in definition.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id[0] != "_"
    ]
    return "\n".join([f"class {definition.name}({bases})" if bases else f"class {definition.name}", *lines])


def as_markdown(docstring: str) -> str:
    """A docstring for a page.

    >>> as_markdown("Source: ../docs/decisions/0001-the-rule.md, section 5.")
    'Source: decision record 0001, section 5.'
    """
    blocks = RECORD.sub(r"decision record \1", docstring).split("\n\n")
    return "\n\n".join(f"```pycon\n{block}\n```" if block.startswith(">>>") else block for block in blocks)


def _parameters(given: ast.arguments) -> list[str]:
    plain = [parameter for parameter in (*given.posonlyargs, *given.args) if parameter.arg != "self"]
    defaults = [*[None] * (len(plain) - len(given.defaults)), *given.defaults]
    parts = [_parameter(*pair) for pair in zip(plain, defaults, strict=True)]
    if given.vararg:
        parts.append(f"*{ast.unparse(given.vararg)}")
    elif given.kwonlyargs:
        parts.append("*")
    parts += [_parameter(*pair) for pair in zip(given.kwonlyargs, given.kw_defaults, strict=True)]
    return [*parts, f"**{ast.unparse(given.kwarg)}"] if given.kwarg else parts


def _parameter(parameter: ast.arg, default: ast.expr | None) -> str:
    return ast.unparse(parameter) + (f" = {ast.unparse(default)}" if default is not None else "")


def _item(method: ast.FunctionDef) -> str:
    """A method or a property as an item of a list, in its docstring's words."""
    is_property = any(ast.unparse(decorator) == "property" for decorator in method.decorator_list)
    shown = method.name if is_property else f"{method.name}({', '.join(_parameters(method.args))})"
    words = as_markdown(ast.get_docstring(method) or "")
    return f"- `{shown}`: {indent(words, '  ').lstrip()}"
