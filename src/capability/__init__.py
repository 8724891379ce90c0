"""Scores the capability of an organisation, and of the system around it, for mission-oriented procurement.

What is public stands in `__init__.pyi`. A name is imported when it is first used, so that the rule alone runs in a
browser, where there is no pandas, altair or anywidget.
"""

import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from capability.errors import not_installed

__version__ = "0.1.0"


@cache
def _homes() -> dict[str, str]:
    """The module of each public name, by the imports of `__init__.pyi`."""
    import ast  # here, for a browser asks for no public name

    stub = ast.parse(Path(__file__).with_suffix(".pyi").read_text("utf-8"))
    imports = [node for node in stub.body if isinstance(node, ast.ImportFrom)]
    return {alias.name: str(node.module) for node in imports for alias in node.names}


def __getattr__(name: str) -> Any:
    if name == "__all__":
        return [*_homes()]
    if name.startswith("_") or name not in _homes():
        raise AttributeError(f"module `capability` has no attribute `{name}`")
    home = _homes()[name]
    _show_as_tables()
    try:
        return getattr(import_module(home), name)
    except ModuleNotFoundError as error:
        package = str(error.name).partition(".")[0]
        if package == __name__:
            raise
        extra = "notebook" if home.startswith("capability.notebook.") else ""
        raise not_installed(f"`capability.{name}`", package, extra) from error


def __dir__() -> list[str]:
    return sorted([*_homes(), "__version__"])


@cache
def _show_as_tables() -> None:
    """Let notebooks show results as tables: once, and for whoever uses a public name, which no browser does."""
    import_module("capability.notebook.tables").show_as_tables()


if sys.modules.get("IPython"):  # a cell may ask a module by its full name
    _show_as_tables()
