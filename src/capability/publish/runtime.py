"""Python for the browser: Pyodide, its standard library and `capability`, packed small and named by content.

What is packed lands in a cache folder, in folders named by the digest of what went in, so that a second build repeats
nothing and a browser never mixes two versions.
"""

import ast
import gzip
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sphinx.util import logging

from capability.course.exercises import functions
from capability.pieces.register import WORK

logger = logging.getLogger(__name__)

HERE = Path(__file__).parent
SOURCE = HERE.parents[1]
ENTRIES = (
    "capability.pieces.register",
    *sorted({f"capability.pieces.{home.partition('.')[0]}" for home in WORK.values()}),
    *(f"capability.course.exercises.{name}" for name in functions()),
)
"""The modules that the browser's worker imports, at once or when it is asked; what they import goes with them."""

LEFT_OUT = frozenset(
    """
    _pyrepl antigravity bdb cmd code compileall cProfile curses doctest ensurepip idlelib lib2to3 modulefinder pdb
    pickletools profile pstats pty py_compile pyclbr pydoc rlcompleter sched symtable tabnanny this timeit tkinter trace
    tracemalloc tty turtle unittest venv webbrowser zipapp __hello__ __phello__
    _sysconfigdata__emscripten_wasm32-emscripten

    _ssl configparser ctypes email filecmp fileinput ftplib getpass http imaplib mailbox mimetypes multiprocessing netrc
    nturl2path poplib smtplib socketserver sqlite3 ssl wsgiref xmlrpc

    asyncio/proactor_events asyncio/tools asyncio/windows_events asyncio/windows_utils concurrent/futures/process
    ipaddress logging/config logging/handlers

    _pydatetime _pyio argparse colorsys gettext html optparse plistlib quopri shelve site-packages tarfile tomllib wave
    xml zoneinfo

    _ast_unparse _strptime calendar platform pyodide/console statistics
    """.split()  # noqa: SIM905 - a list this long reads better as words
)
"""Modules of the standard library that stay at home: development and terminals; other computers, processes and files;
formats that nothing here reads; and what nothing here asks of Python. What Python's start needs cannot be here: the
check after packing runs it.
"""

ENCODINGS = frozenset(
    """
    __init__ aliases ascii charmap cp437 cp1252 idna latin_1 punycode raw_unicode_escape unicode_escape utf_16 utf_16_be
    utf_16_le utf_32 utf_8 utf_8_sig
    """.split()  # noqa: SIM905
)
"""The codecs that stay; the rest are for texts of other times. Zip files need `cp437`."""


LOCK = "requirements-browser.lock"
"""Names the wheel for the browser and its checksum, by path in the project."""


class MissingInputError(Exception):
    """Something that `make setup` fetches is not there yet, or is not what was locked."""


@dataclass(frozen=True)
class Inputs:
    """What the browser's Python is made of, and the script that draws QR codes."""

    pyodide: Path
    wheel: Path
    version: str
    codes: Path

    @classmethod
    def of(cls, root: Path) -> "Inputs":
        """Those of the project in `root`; raises `MissingInputError` naming the first that is absent."""
        pyodide = root / "node_modules" / "pyodide"
        if not (pyodide / "package.json").is_file():
            raise MissingInputError("Python for the browser (node_modules/pyodide) is not there")
        codes = root / "node_modules" / "uqr" / "dist" / "index.mjs"
        if not codes.is_file():
            raise MissingInputError("What draws QR codes (node_modules/uqr) is not there")
        wheel = locked_wheel(root)
        if shutil.which("node") is None:
            raise MissingInputError("Node (the command `node`) is not there")
        version = json.loads((pyodide / "package.json").read_text("utf-8"))["version"]
        return cls(pyodide, wheel, version, codes)


def locked_wheel(root: Path) -> Path:
    """The wheel for the browser that the project in `root` has locked: by its name and by its checksum, and no other.

    Raises `MissingInputError` when it is not there, or is not the one.
    """
    lock = (root / LOCK).read_text("utf-8") if (root / LOCK).is_file() else ""
    wanted = re.search(r"^(\w+)==(\S+) --hash=sha256:([0-9a-f]{64})$", lock, re.MULTILINE)
    if wanted is None:
        raise MissingInputError(f"a package for the browser, with its checksum (in {LOCK}), is not there")
    name, version, checksum = wanted.groups()
    folder = Path(".cache", "wheels")
    wheels = sorted((root / folder).glob(f"{name}-{version}-*-pyemscripten_*_wasm32.whl"))
    for wheel in wheels:
        if hashlib.sha256(wheel.read_bytes()).hexdigest() == checksum:
            return wheel
    if wheels:
        raise MissingInputError(f"{folder / wheels[0].name} is not the file that {LOCK} names. Remove {folder}")
    raise MissingInputError(f"{name} for the browser ({folder}/{name}-….whl) is not there. Remove {folder}")


@dataclass(frozen=True)
class Packed:
    """Where the packed parts are, and what the worker must be told."""

    python: Path
    package: Path
    lock: dict[str, object]


def digest_of(parts: Iterable[Path | bytes]) -> str:
    """Twelve hexadecimal digits that change when any of the contents, or a file's name, changes."""
    whole = hashlib.sha256()
    for part in parts:
        name, data = (part.name.encode(), part.read_bytes()) if isinstance(part, Path) else (b"", part)
        whole.update(b"%d %d " % (len(name), len(data)) + name + data)
    return whole.hexdigest()[:12]


def imported(entries: Iterable[str] = ENTRIES) -> dict[str, Path]:
    """The modules of `capability` that the browser needs: the entries, and what they import, by name.

    Imports inside functions count; those for the type checker alone do not.
    """
    found: dict[str, Path] = {}
    todo = list(entries)
    while todo:
        name = todo.pop()
        if name in found:
            continue
        place = SOURCE.joinpath(*name.split("."))
        package = place / "__init__.py"  # a folder without one holds templates beside their module
        path = package if package.is_file() else place.with_suffix(".py")
        if not path.is_file():
            continue  # `from module import name`: the name is an object, not a module
        found[name] = path
        todo += [part for part in _imports(ast.parse(path.read_bytes())) if part.split(".")[0] == "capability"]
        todo += [name.rpartition(".")[0]] if "." in name else []
    return dict(sorted(found.items()))


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        yield from _imports(node)


def outside(modules: dict[str, Path]) -> set[str]:
    """Top-level packages that these modules import beyond the standard library, msgspec and `capability`."""
    tops = {name.split(".")[0] for path in modules.values() for name in _imports(ast.parse(path.read_bytes()))}
    return tops - sys.stdlib_module_names - {"msgspec", "capability"}


def pack(inputs: Inputs, cache: Path) -> Packed:
    """Pack Python and `capability` into `cache`, or find them there."""
    modules = imported()
    if strangers := outside(modules):
        raise ImportError(f"a piece reaches {', '.join(sorted(strangers))}, which the browser's Python does not have")
    made_by = [HERE / "bytecode.py", HERE / "bytecode.mjs", Path(__file__)]
    runtime = [
        inputs.pyodide / name for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
    ]
    python = cache / f"python-{inputs.version}-{digest_of([*runtime, *made_by])}"
    package = cache / f"capability-{digest_of([*modules.values(), inputs.wheel, *runtime, *made_by])}.bin"
    if not python.is_dir():
        logger.info("capability: packing Python for the browser (once)")
        _pack_python(inputs, python)
    if not package.is_file():
        logger.info("capability: packing the rule for the browser")
        _pack_package(inputs, modules, python, package)
    lock = {"info": json.loads((inputs.pyodide / "pyodide-lock.json").read_text("utf-8"))["info"], "packages": {}}
    return Packed(python, package, lock)


def _pack_python(inputs: Inputs, target: Path) -> None:
    source = io.BytesIO()
    with zipfile.ZipFile(inputs.pyodide / "python_stdlib.zip") as library, zipfile.ZipFile(source, "w") as kept:
        for name in library.namelist():
            if is_kept(name):
                kept.writestr(name, library.read(name))
    unfinished = _unfinished(target)
    unfinished.mkdir(parents=True)
    # `.js`, for every host knows that type; no map, for there is none beside it.
    for name in ("pyodide", "pyodide.asm"):
        code = (inputs.pyodide / f"{name}.mjs").read_text("utf-8")
        (unfinished / f"{name}.js").write_text(code.split("//# sourceMappingURL=")[0], "utf-8")
    (unfinished / "pyodide.asm.wasm.bin").write_bytes(_gzip((inputs.pyodide / "pyodide.asm.wasm").read_bytes()))
    (unfinished / "library.bin").write_bytes(_gzip(_compiled(inputs.pyodide, source.getvalue())))
    unfinished.rename(target)


def is_kept(name: str) -> bool:
    """Whether a file of the standard library goes to the browser.

    >>> is_kept("json/decoder.py"), is_kept("pydoc.py"), is_kept("logging/config.py"), is_kept("encodings/koi8_r.py")
    (True, False, False, False)
    """
    top, _, rest = name.partition("/")
    if name.endswith("/") or not LEFT_OUT.isdisjoint({top.removesuffix(".py"), name.removesuffix(".py")}):
        return False
    return top != "encodings" or rest.removesuffix(".py") in ENCODINGS


def _pack_package(inputs: Inputs, modules: dict[str, Path], python: Path, target: Path) -> None:
    source = io.BytesIO()
    with zipfile.ZipFile(source, "w") as archive, zipfile.ZipFile(inputs.wheel) as wheel:
        for name, path in modules.items():
            inside = name.replace(".", "/") + ("/__init__.py" if path.name == "__init__.py" else ".py")
            archive.writestr(inside, path.read_bytes())
        for name in wheel.namelist():
            if name.endswith((".py", ".so")):
                archive.writestr(name, wheel.read(name))
            elif name.endswith("/LICENSE"):  # beside the code: Pyodide takes a `.dist-info` for a package of its own
                archive.writestr("msgspec/LICENSE", wheel.read(name))
    package = _compiled(inputs.pyodide, source.getvalue())
    _check(inputs.pyodide, gzip.decompress((python / "library.bin").read_bytes()), package)
    unfinished = _unfinished(target)
    unfinished.write_bytes(_gzip(package))
    unfinished.rename(target)


def _unfinished(target: Path) -> Path:
    """Where to make a file or folder, so that its own name is only ever that of a whole one."""
    place = target.with_name(f"{target.name}.part")
    shutil.rmtree(place, ignore_errors=True)
    return place


def as_tar(archive: bytes) -> bytes:
    """A zip archive's files as a tar, which the worker can read in a few lines."""
    tar = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as source,
        tarfile.open(fileobj=tar, mode="w", format=tarfile.USTAR_FORMAT) as files,
    ):
        for name in source.namelist():
            member = tarfile.TarInfo(name)
            member.size = len(data := source.read(name))
            files.addfile(member, io.BytesIO(data))
    return tar.getvalue()


def _compiled(pyodide: Path, archive: bytes) -> bytes:
    """A zip archive's files, compiled, as a tar."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "source.zip"), Path(folder, "target.zip")
        source.write_bytes(archive)
        _node("bytecode.mjs", pyodide, source, target)
        return as_tar(target.read_bytes())


def _check(pyodide: Path, library: bytes, package: bytes) -> None:
    """Start what was packed, as a browser will: a module too many left out shows here, not in a reader's page."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("library", library), ("package", package)):
            with tarfile.open(fileobj=io.BytesIO(data)) as files:
                files.extraction_filter = getattr(tarfile, "data_filter", None)  # Debian 12's Python 3.11.2 has none
                files.extractall(Path(folder, name))
        _node("check.mjs", pyodide, folder, *ENTRIES)


def _node(script: str, *arguments: object) -> None:
    """Run one of this folder's Node scripts."""
    done = subprocess.run(
        ["node", str(HERE / script), *map(str, arguments)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        # Node quotes the line that failed, and Pyodide's are megabytes long.
        told = "\n".join([line for line in done.stderr.splitlines() if len(line) < 500][-20:])
        raise RuntimeError(f"{script} failed: {told}")


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, compresslevel=9, mtime=0)
