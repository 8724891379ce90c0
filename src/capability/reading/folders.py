"""Files and folders of a disk as sources to gather from."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from capability.errors import CapabilityError, Fault
from capability.reading.archives import InputFile, is_system_file
from capability.reading.tables import FILE, Columns, read_columns
from capability.reading.text import read_bytes, read_text
from capability.text import json_object

LARGEST = 50_000_000
"""Largest file that is read, in bytes; an archive of many."""


def read_files(paths: Iterable[str | Path], left_out: list[Fault]) -> Iterator[InputFile]:
    """The files at paths; a folder stands for the files in it, not for its folders.

    What cannot be read, a folder in a folder, and a path that is named twice is put into `left_out`.
    """
    seen: set[Path] = set()
    for path in _files(map(Path, paths), left_out):
        real = path.resolve()
        if real in seen:
            left_out.append(Fault("same-file", str(path), "this file was named before", "it counts once"))
            continue
        seen.add(real)
        try:
            yield InputFile(str(path), read_bytes(path, LARGEST, CapabilityError))
        except CapabilityError as error:
            left_out += error.faults


def _files(paths: Iterable[Path], left_out: list[Fault]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        try:
            inside = sorted(path.iterdir())
        except OSError as fault:
            what = (fault.strerror or "cannot be read").lower()
            left_out.append(Fault("no-file", str(path), what, "check the folder"))
            continue
        for file in inside:
            if file.is_dir():
                left_out.append(Fault("folder", str(file), "a folder in a folder", "name it too, if it is meant"))
            elif not is_system_file(file.name):
                yield file


def load_columns(path: str | Path) -> Columns:
    """Load what a table's headings mean from its JSON file; raises `ResponseError` with the fault."""
    text = read_text(Path(path), FILE.limit, FILE.error)
    return read_columns(json_object(text, str(path), FILE), str(path))
