"""Writes the shapes of what a browser keeps as JavaScript, from their types: `python -m tests.pieces.shapes`."""

import json
from pathlib import Path
from typing import Any

import msgspec

from capability.pieces import outputs
from capability.pieces.kept import TYPES, type_of

TARGET = Path(outputs.__path__[0]).parent / "web" / "shapes.js"
HEAD = """\
// What a browser keeps of each piece, as JSON Schema: what must hold so that no form stumbles over it. How long a text
// may be and how a name is written is for Python to say. Made by `python -m tests.pieces.shapes` from the types that
// `pieces/kept.py` names.

/** @typedef {import("./fits.js").Shape} Shape */

/** @type {Record<string, Shape>} */
export const SHAPES = {
"""
KEPT = {"type", "enum", "anyOf", "properties", "required", "additionalProperties", "items", "minItems", "maxItems"}


def shape_of(kind: Any) -> dict[str, Any]:
    """The schema of a type, in one piece and without what JavaScript does not ask."""
    schema = msgspec.json.schema(kind)
    return dict(_bare(schema, schema.get("$defs", {})))


def _bare(schema: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return _bare(known[schema["$ref"].rpartition("/")[2]], known)
    found = {name: value for name, value in schema.items() if name in KEPT and value != []}
    for name in {"additionalProperties", "items"} & found.keys():
        if isinstance(found[name], dict):
            found[name] = _bare(found[name], known)
    if "anyOf" in found:
        found["anyOf"] = [_bare(part, known) for part in found["anyOf"]]
    if "properties" in found:
        found["properties"] = {name: _bare(part, known) for name, part in found["properties"].items()}
    return found


def written() -> str:
    """The whole file."""
    lines = [f"  {name}: {json.dumps(shape_of(type_of(name)))}," for name in TYPES]
    return HEAD + "\n".join(lines) + "\n};\n"


if __name__ == "__main__":
    TARGET.write_text(written(), "utf-8")
