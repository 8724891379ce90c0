"""One way out for text to each place where it is read: no other module writes there, so none has to be looked at.

What each way does about a stranger's words is tested where it stands: tests/writing/, tests/cli/, tests/forms/.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "capability"
BUILDS = PACKAGE / "publish"
"""Builds the site out of the project's own files, and may write what it likes."""
MODULES = {
    path.relative_to(PACKAGE).as_posix(): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if not path.is_relative_to(BUILDS)
}


class Way(NamedTuple):
    """What writes to a place, by the names that Python code has for it, and the modules that may."""

    names: str
    only: set[str]


WAYS = {
    "a terminal": Way(
        r"print|input|tqdm\..*|sys\.(__)?(stdout|stderr)(__)?|warnings\.warn|getpass\..*|os\.(system|popen)|subprocess\..*",
        {"cli/printing.py"},
    ),
    "CSV": Way(r"csv\.(writer|DictWriter)|\.to_csv", {"writing/csv.py"}),
    "a workbook": Way(r"(xlsxwriter|openpyxl)\.(Workbook)?|\.to_excel", {"forms/workbook.py"}),
    "a template": Way(r"jinja2\..*|markupsafe\..*", {"pieces/markup.py"}),
    "JSON": Way(
        r"json\.dumps?|msgspec\.json\.encode|\.to_json",
        {
            "text.py",  # every file that somebody takes
            "authoring/schemas.py",  # made from types, and holds nobody's words
            "course/exercises/two_sided_register.py",  # a key to sort by
            "rule/instrument.py",  # a digest
            *("pieces/configs.py", "pieces/markup.py", "pieces/register.py"),  # from Python to the page and back
            "pieces/workbench/system.py",  # a key, by which what was worked out is found
        },
    ),
    "a file": Way(
        r"\.write_(text|bytes)|open|shutil\..*|(\.open|tarfile\.open|zipfile\.ZipFile) for writing",
        {
            "cli/outputs.py",
            # Lists, schemas and made-up editions, beside an author's own files.
            *("authoring/released.py", "authoring/schemas.py", "authoring/made_up_editions.py"),
            "notebook/widgets.py",  # where the caller says
            "writing/word.py",  # in memory
        },
    ),
}


def uses(code: str) -> Iterator[str]:
    """The names that code uses, in full; of a method the name with a dot, and what it opens for writing."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.ImportFrom(module=str(module)):
                yield from (f"{module}.{alias.name}" for alias in node.names)
            case ast.Import():
                yield from (f"{alias.name}." for alias in node.names if alias.name in {"xlsxwriter", "openpyxl"})
            case ast.Call(func=ast.Name(id="print" | "input" | "open" as name)):
                yield name
            case ast.Call(func=ast.Attribute() as called) if called.attr in {"open", "ZipFile"}:
                if any(map(_writes, [*node.args, *(word.value for word in node.keywords if word.arg == "mode")])):
                    yield from (f"{name} for writing" for name in (f".{called.attr}", ast.unparse(called)))
            case ast.Attribute():
                yield f".{node.attr}"
                yield ast.unparse(node)


def _writes(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Constant) and bool(re.fullmatch("[rb+t]*[wxa+][wxab+t:z]*", str(argument.value)))


USED = {name: set(uses(path.read_text("utf-8"))) for name, path in MODULES.items()}


@pytest.mark.parametrize("place", WAYS)
def test_text_has_one_way_out(place: str) -> None:
    way = WAYS[place]
    assert {name for name, used in USED.items() if any(re.fullmatch(way.names, one) for one in used)} == way.only


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("print('x')", "a terminal"),
        ("from sys import stderr", "a terminal"),
        ("from tqdm import tqdm", "a terminal"),
        ("sys.stdout.write(x)", "a terminal"),
        ("import csv\ncsv.writer(file)", "CSV"),
        ("frame.to_csv(path)", "CSV"),
        ("def late():\n    import xlsxwriter", "a workbook"),
        ("from jinja2 import Template", "a template"),
        ("json.dumps(x)", "JSON"),
        ("Path(name).write_text(x)", "a file"),
        ("path.open('xb')", "a file"),
        ("path.open(mode='w', encoding='utf-8')", "a file"),
        ("open(name)", "a file"),
        ("zipfile.ZipFile(file, 'w')", "a file"),
    ],
)
def test_whoever_goes_round_is_seen(code: str, place: str) -> None:
    assert any(re.fullmatch(WAYS[place].names, used) for used in uses(code))


def test_who_reads_is_not_taken_for_one_who_writes() -> None:
    code = "path.open('rb')\nzipfile.ZipFile(data)\nfiles.open(entry)\npath.read_text('utf-8')"
    assert not any(re.fullmatch(WAYS["a file"].names, used) for used in uses(code))


def test_no_template_and_no_script_makes_markup_of_words() -> None:
    raw = re.compile(
        r"\|\s*safe\b|autoescape\s+false|\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\("
    )
    sources = [path for ending in ("html", "js") for path in PACKAGE.rglob(f"*.{ending}")]
    assert len(sources) > 40
    # A notebook hands the whole form over as HTML: Python made it from the template.
    assert {path.name for path in sources if raw.search(path.read_text("utf-8"))} == {"view.js"}
