"""What may import what: nothing imports upward, and what runs in a browser needs msgspec and no other package."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src"
MODULES = sorted(SOURCE.rglob("*.py"))

RULE = {
    *("errors", "instrument", "response", "scoring", "relations", "tally", "intervals", "team", "reliability"),
    *("perception", "change", "plan", "votes", "quizzes", "exercises", "law", "course", "learning", "benchmark"),
}
FILES = {"loading", "schemas", "frames", "charts", "evidence"}
# Files in and out with the rule alone, so that a page reads what is dropped on it, and writes what is taken away.
PORTABLE = {*(f"loading.{name}" for name in ("text", "archives", "tables", "workbooks", "gathering")), "writing"}
# Where a form is made, at build or in a notebook. The rest of `interactive` computes, and runs in a browser too.
EDGE = {"interactive.markup", "interactive.widget", "interactive.workbench_widget"}

# For each room: the rooms that it may import.
ROOMS = {
    "contents": set[str](),
    "rule": {"rule"},
    "portable": {"rule", "portable"},
    "files": {"rule", "portable", "files"},
    "browser": {"rule", "portable", "browser"},
    "edge": {"rule", "portable", "files", "browser", "edge"},
    "publish": {"contents", "rule", "portable", "files", "browser", "edge", "publish"},
    "cli": {"contents", "rule", "portable", "files", "browser", "edge", "publish", "cli"},
}
# Each heavy package has one home below `publish` and `cli`, which may import anything.
HOMES = {
    "yaml": {"loading"},
    "jsonschema": {"loading"},
    "pandas": {"frames", "charts", "evidence"},
    "numpy": {"frames", "evidence"},
    "altair": {"charts"},
    "jinja2": EDGE,
    "anywidget": EDGE,
    "traitlets": EDGE,
}


def name_of(path: Path) -> str:
    """`src/capability/interactive/widget.py` is `interactive.widget`; the package itself is the empty name."""
    parts = path.relative_to(SOURCE / "capability").with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def room_of(name: str) -> str:
    top = name.partition(".")[0]
    if not name:
        return "contents"
    if name in EDGE:
        return "edge"
    if name in PORTABLE or top in PORTABLE:
        return "portable"
    if top in {"publish", "cli"}:
        return top
    if top == "interactive":
        return "browser"
    for room, names in (("rule", RULE), ("files", FILES)):
        if top in names:
            return room
    raise AssertionError(f"`{name}` has no room yet: name it in tests/test_imports.py, and in the design")


def imports_of(path: Path) -> Iterator[str]:
    """Full names of all that a module imports, also inside its functions, but not for the type checker alone."""
    waiting: list[ast.AST] = [ast.parse(path.read_text("utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            waiting += node.orelse
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name} line {node.lineno}: write the import in full"
            yield from imported_from(node)
        else:
            waiting += ast.iter_child_nodes(node)


def imported_from(node: ast.ImportFrom) -> Iterator[str]:
    """`from capability.interactive import pieces` names a module; `from capability.errors import Fault` does not."""
    module = str(node.module)
    for alias in node.names:
        whole = f"{module}.{alias.name}"
        place = SOURCE / whole.replace(".", "/")
        yield whole if place.is_dir() or place.with_suffix(".py").exists() else module


def test_there_are_modules_to_read() -> None:
    assert len(MODULES) > 5


@pytest.mark.parametrize("path", MODULES, ids=lambda path: name_of(path) or "capability")
def test_a_module_imports_nothing_above_its_room(path: Path) -> None:
    room = room_of(name_of(path))
    for imported in imports_of(path):
        if imported.partition(".")[0] == "capability":
            target = room_of(imported.partition(".")[2])
            assert target in ROOMS[room], f"{room} imports {imported}, which is {target}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: name_of(path) or "capability")
def test_a_package_is_imported_only_where_it_is_at_home(path: Path) -> None:
    name = name_of(path)
    if room_of(name) in {"publish", "cli"}:
        return
    for imported in imports_of(path):
        package = imported.partition(".")[0]
        if package in sys.stdlib_module_names or package == "capability":
            continue
        if package == "msgspec" and room_of(name) != "contents":
            continue
        homes = HOMES.get(package, set())
        assert name in homes or name.partition(".")[0] in homes, f"{name or 'capability'} imports {package}"


def test_a_deferred_import_counts(tmp_path: Path) -> None:
    path = tmp_path / "late.py"
    path.write_text("def late():\n    import pandas\n    from capability.interactive import pieces\n")
    assert sorted(imports_of(path)) == ["capability.interactive.pieces", "pandas"]


def test_an_import_for_the_type_checker_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "typed.py"
    path.write_text("if TYPE_CHECKING:\n    import pandas\nelse:\n    import json\n")
    assert list(imports_of(path)) == ["json"]
