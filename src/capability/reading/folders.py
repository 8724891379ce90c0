"""Files and folders of a disk, to gather from."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from capability.errors import CapabilityError, Fault
from capability.limits import LARGEST_FILE
from capability.reading.archives import InputFile, is_system_file
from capability.reading.text import read_bytes, read_text
from capability.reading.understanding import FILE, Columns, read_columns
from capability.text import json_object


def read_files(paths: Iterable[str | Path]) -> Iterator[InputFile | Fault]:
    """The files at paths, one by one; a folder stands for the files in it, not for its folders.

    A fault stands in the place of what cannot be read, of a folder in a folder, and of a path that is named twice; who
    gathers the files tells it with the others.

    >>> [fault] = read_files(["not/there.json"])
    >>> print(fault)
    not/there.json: no such file or directory. Hint: check the path
    """
    seen: set[Path] = set()
    for path in _paths(map(Path, paths)):
        if isinstance(path, Fault):
            yield path
        elif (real := path.resolve()) in seen:
            yield Fault("same-file", str(path), "this file was named before", "it counts once")
        else:
            seen.add(real)
            yield from _content(path)


def _content(path: Path) -> Iterator[InputFile | Fault]:
    try:
        yield InputFile(str(path), read_bytes(path, LARGEST_FILE, CapabilityError))
    except CapabilityError as error:
        yield from error.faults


def _paths(paths: Iterable[Path]) -> Iterator[Path | Fault]:
    for path in paths:
        if path.is_dir():
            yield from _inside(path)
        else:
            yield path


def _inside(folder: Path) -> Iterator[Path | Fault]:
    try:
        inside = sorted(folder.iterdir())
    except OSError as error:
        yield Fault("no-file", str(folder), (error.strerror or "cannot be read").lower(), "check the folder")
        return
    for path in inside:
        if path.is_dir():
            yield Fault("folder", str(path), "a folder in a folder", "name it too, if it is meant")
        elif not is_system_file(path.name):
            yield path


def load_columns(path: str | Path) -> Columns:
    """Load what a table's headings mean from its JSON file; raises `ResponseError` with the fault."""
    text = read_text(Path(path), FILE.limit, FILE.error)
    return read_columns(json_object(text, str(path), FILE), str(path))
