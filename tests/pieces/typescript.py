"""Writes what pages are given as TypeScript, so that tsc reads the views by it: `python -m tests.pieces.typescript`."""

import json
from importlib import import_module
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints, is_typeddict

from capability.pieces import outputs
from tests.pieces.slots import kinds

FOLDER = Path(outputs.__path__[0])
NAMES = sorted(path.stem for path in FOLDER.glob("[a-z]*.py"))
TARGET = FOLDER.parent / "web" / "outputs.d.ts"
HEAD = "// What pages are given, from pieces/outputs/. Made by `python -m tests.pieces.typescript`: change it there."
PLAIN = {str: "string", int: "number", bool: "boolean", NoneType: "null", Any: "any"}


def text_of(declared: Any, home: str) -> str:
    """A type as TypeScript writes it in the namespace of a module."""
    parts = kinds(declared)
    if len(parts) > 1:
        return " | ".join(text_of(part, home) for part in parts)
    if declared in PLAIN:
        return PLAIN[declared]
    if is_typeddict(declared):
        module = declared.__module__.rpartition(".")[2]
        return str(declared.__name__) if module == home else f"{module}.{declared.__name__}"
    origin, inner = get_origin(declared), get_args(declared)
    if origin is Literal:
        return " | ".join(map(json.dumps, inner))
    if origin is list:
        return f"Array<{text_of(inner[0], home)}>"
    if origin is dict:
        return f"Record<string, {text_of(inner[1], home)}>"
    raise TypeError(f"{declared} in {home} is no plain data")


def interface(declared: Any, home: str) -> list[str]:
    """One type's lines."""
    lines = [f"  interface {declared.__name__} {{"]
    for name, kind in get_type_hints(declared).items():
        mark = "" if name in declared.__required_keys__ else "?"
        lines.append(f"    {name if name.isidentifier() else json.dumps(name)}{mark}: {text_of(kind, home)};")
    return [*lines, "  }"]


def written() -> str:
    """The whole file: one namespace a module."""
    lines = [HEAD]
    for home in NAMES:
        module = import_module(f"{outputs.__name__}.{home}")
        own = [kind for kind in vars(module).values() if is_typeddict(kind) and kind.__module__ == module.__name__]
        lines += ["", f"export namespace {home} {{"]
        lines += [line for kind in own for line in interface(kind, home)]
        lines.append("}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(written(), "utf-8")
