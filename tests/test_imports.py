"""What may import what. The folder says it: a room imports the rooms before it, and packages that are at home in it."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx
import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src"
MODULES = sorted(SOURCE.rglob("*.py"))

# The package's own files are the first room, with no name. What stands before `authoring` runs in a browser as well.
ROOMS = ["", "rule", "course", "reading", "writing", "pieces"]
ROOMS += ["authoring", "forms", "notebook", "bulk", "publish", "cli"]

# Beside the standard library and msgspec. `publish` and `cli` import anything.
PACKAGES = {
    "pieces": {"jinja2"},  # makes forms, at build and in a notebook; what a browser loads is read by the build
    "authoring": {"jsonschema", "yaml"},
    "forms": {"xlsxwriter"},
    "notebook": {"altair", "anywidget", "numpy", "pandas", "traitlets"},
    "bulk": {"dask", "numpy", "pyarrow"},
}


def name_of(path: Path) -> str:
    """`src/capability/rule/team.py` is `capability.rule.team`, and a folder's `__init__.py` the folder."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def room_of(name: str) -> str:
    """The folder of a module's full name."""
    place = SOURCE.joinpath(*name.split(".")[:2])
    return place.name if place.is_dir() and place.name != "capability" else ""


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
    """`from capability.pieces import quiz` names a module; `from capability.errors import Fault` does not."""
    module = str(node.module)
    for alias in node.names:
        whole = f"{module}.{alias.name}"
        place = SOURCE / whole.replace(".", "/")
        yield whole if place.is_dir() or place.with_suffix(".py").exists() else module


def test_every_folder_is_a_room_and_every_room_a_folder() -> None:
    folders = {path.name for path in (SOURCE / "capability").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == set(ROOMS) - {""}
    assert set(PACKAGES) < set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_nothing_above_its_room(path: Path) -> None:
    room = ROOMS.index(room_of(name_of(path)))
    for imported in imports_of(path):
        if imported.partition(".")[0] == "capability":
            assert ROOMS.index(room_of(imported)) <= room, f"{name_of(path)} imports {imported}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_package_is_imported_only_where_it_is_at_home(path: Path) -> None:
    room = room_of(name_of(path))
    if room in {"publish", "cli"}:
        return
    at_home = sys.stdlib_module_names | {"capability", "msgspec"} | PACKAGES.get(room, set())
    packages = {imported.partition(".")[0] for imported in imports_of(path)}
    assert packages <= at_home


def test_no_imports_go_round_in_a_circle() -> None:
    known = {name_of(path) for path in MODULES}
    arrows = [(name_of(path), imported) for path in MODULES for imported in imports_of(path) if imported in known]
    graph = networkx.DiGraph(arrows)
    # A module and the folder that it stands in: Python loads the folder first, whoever asks.
    graph.remove_edges_from([(one, other) for one, other in graph.edges if one == other])
    assert list(networkx.simple_cycles(graph)) == []


def test_a_deferred_import_counts(tmp_path: Path) -> None:
    path = tmp_path / "late.py"
    path.write_text("def late():\n    import pandas\n    from capability.pieces import quiz\n")
    assert sorted(imports_of(path)) == ["capability.pieces.quiz", "pandas"]


def test_an_import_for_the_type_checker_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "typed.py"
    path.write_text("if TYPE_CHECKING:\n    import pandas\nelse:\n    import json\n")
    assert list(imports_of(path)) == ["json"]
