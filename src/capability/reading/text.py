"""Bytes of a file, and text of bytes: within a limit, and with the line where it stops being text."""

from pathlib import Path

from capability.errors import CapabilityError, Fault
from capability.text import PACKED, packed


def read_bytes(path: Path, limit: int, error: type[CapabilityError]) -> bytes:
    """A file's content; raises `error` where there is none, or more than `limit` bytes."""
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except (OSError, ValueError) as fault:  # ValueError: a NUL in the path
        why = (getattr(fault, "strerror", None) or "cannot be read").lower()
        raise error(Fault("no-file", str(path)[:200], why, "check the path")) from None
    if len(raw) > limit:
        raise error(Fault("too-big", str(path), f"larger than {limit:,} bytes", "is this the right file?"))
    return raw


def as_text(raw: bytes, where: str, error: type[CapabilityError]) -> str:
    """UTF-8 as text, with or without its mark; raises `error` with the line that is none, or what the file is."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        if raw.startswith(PACKED.encode()):
            raise error(packed(where)) from None
        line = raw[: fault.start].count(b"\n") + 1
        raise error(Fault("not-text", f"{where}:{line}", "this is not UTF-8 text", "save the file as UTF-8")) from None


def read_text(path: Path, limit: int, error: type[CapabilityError]) -> str:
    """A file's text; raises `error` as `read_bytes` and `as_text` do."""
    return as_text(read_bytes(path, limit, error), str(path), error)
