"""Files out of a ZIP archive, for whoever might have made it: within limits, and never onto a disk."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from capability.errors import Fault
from capability.limits import HARMLESS, MOST_FILES, MOST_UNPACKED, STEEPEST

READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How files may be packed; Python in a browser lacks the other ways."""

UNPACK = "unpack it, look at what is in it, and choose the files"

SYSTEM_FILES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file's content, and how messages call it."""

    name: str
    data: bytes


def is_archive(data: bytes) -> bool:
    """Whether this is a ZIP archive; workbooks of Excel and OpenDocument are ones, too."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_workbook(data: bytes) -> bool:
    """Whether a ZIP archive is an Excel workbook; some programs write backslashes in its names."""
    return "xl/workbook.xml" in {name.replace("\\", "/") for name in names_in(data)}


def is_opendocument(data: bytes) -> bool:
    """Whether a ZIP archive is an OpenDocument spreadsheet: its kind stands at its beginning, as it is."""
    return {"content.xml", "mimetype"} <= names_in(data) and b"opendocument.spreadsheet" in data[:200]


def is_plain_archive(data: bytes) -> bool:
    """Whether this is a ZIP archive of files, and no workbook."""
    return is_archive(data) and not is_workbook(data) and not is_opendocument(data)


def is_old_workbook(data: bytes) -> bool:
    """Whether this is an Excel workbook of before 2007, or one that a password locks."""
    return data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


ENTRY = b"PK\1\2"
"""How each entry in an archive's list begins."""

MOST_LISTED = 5 * MOST_FILES
"""Most entries of an archive whose list is read at all; files in it may be archives with lists of their own."""


def opened(data: bytes) -> zipfile.ZipFile:
    """An archive, to be read; raises `zipfile.BadZipFile` for one that is none, or whose list alone takes minutes."""
    if _lists_too_many(data):
        raise zipfile.BadZipFile("too many files")
    return zipfile.ZipFile(io.BytesIO(data))


def _lists_too_many(data: bytes) -> bool:
    return data.count(ENTRY) > MOST_LISTED


@lru_cache(maxsize=1)
def names_in(data: bytes) -> frozenset[str]:
    """The names in an archive; none where it cannot be read. It is asked several times what one archive is."""
    try:
        with opened(data) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return frozenset()


def is_system_file(name: str) -> bool:
    """Whether a computer made this file for itself, so that nobody misses it.

    >>> is_system_file("answers/.DS_Store"), is_system_file("__MACOSX/._a.json"), is_system_file("answers/a.json")
    (True, True, False)
    """
    parts = PurePosixPath(name).parts
    return not parts or parts[0] == "__MACOSX" or parts[-1] in SYSTEM_FILES or parts[-1].startswith(("._", "~$"))


def unpack(archive: InputFile) -> Iterator[InputFile | Fault]:
    """An archive's files, and what is left out of it.

    The whole is refused when it holds more than `MOST_FILES` entries, would unpack to more than `MOST_UNPACKED`, or
    holds a file that is larger by more than `STEEPEST` times unpacked. An entry is left out when its path climbs out of
    the archive, is locked by a password, or cannot be unpacked.
    """
    if _lists_too_many(archive.data):
        yield _too_many(archive.name, f"more than {MOST_LISTED:,} files")
        return
    try:
        with opened(archive.data) as files:
            entries = [entry for entry in files.infolist() if not entry.is_dir()]
            if not entries:
                yield Fault("empty", archive.name, "this ZIP file holds no file", "make it again from the files")
            if fault := refusal(entries, archive.name):
                yield fault
                return
            for entry in entries:
                if not is_system_file(entry.filename):
                    yield _unpacked(files, entry, archive.name)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        yield Fault("bad-archive", archive.name, "this file is damaged", "save it again where it was made")


def refusal(entries: list[zipfile.ZipInfo], where: str) -> Fault | None:
    """Why an archive with these entries is not unpacked; `None` where it is safe to."""
    if len(entries) > MOST_FILES:
        return _too_many(where, f"{len(entries):,} files")
    total = sum(entry.file_size for entry in entries)
    if total > MOST_UNPACKED:
        return Fault("too-big", where, f"{total:,} bytes when unpacked, and the limit is {MOST_UNPACKED:,}", UNPACK)
    for entry in entries:
        if entry.file_size > HARMLESS and entry.file_size > STEEPEST * entry.compress_size:
            what = f"`{entry.filename[:80]}` is more than {STEEPEST} times larger unpacked"
            return Fault("too-big", where, what, UNPACK)
    return None


def _too_many(where: str, count: str) -> Fault:
    return Fault("too-many", where, f"{count} in it, and the limit is {MOST_FILES:,}", UNPACK)


def part(files: zipfile.ZipFile, name: str) -> bytes:
    """A part of a workbook whose entries `refusal` let pass: no more of it than it says that it holds.

    Raises `zipfile.BadZipFile` for one that is larger, and for one that is packed in a way that is not read here.
    """
    entry = files.getinfo(name)
    if entry.compress_type not in READ:
        raise zipfile.BadZipFile("packed in another way")
    with files.open(entry) as file:
        data = file.read(entry.file_size + 1)
    if len(data) > entry.file_size:
        raise zipfile.BadZipFile("larger than the archive says")
    return data


def _unpacked(files: zipfile.ZipFile, entry: zipfile.ZipInfo, archive: str) -> InputFile | Fault:
    where = f"{archive}: {entry.filename[:200]}"
    if _climbs(entry.filename):
        return Fault("bad-path", where, "its path leads out of the archive", "make the ZIP file again from the files")
    if entry.flag_bits & 1:
        return Fault("locked", where, "it needs a password", "unpack it, and choose the file itself")
    if entry.compress_type not in READ:
        return Fault("bad-archive", where, "packed in a way that is not read here", "unpack it, and choose the file")
    try:
        with files.open(entry) as file:
            # What the archive says of its sizes need not be so: no more is read than was allowed.
            data = file.read(entry.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
        return Fault("bad-archive", where, "it is damaged in the archive", "make the ZIP file again from the files")
    if len(data) > entry.file_size:
        return Fault("bad-archive", where, "it is larger than the archive says", "do not use this archive")
    return InputFile(where, data)


def _climbs(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or parts[0].endswith(":") or ":" in parts[0][:2]
