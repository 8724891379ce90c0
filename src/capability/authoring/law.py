"""The law's figures from `book/law.yaml`, and what their names stand for in another file."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import msgspec

from capability.authoring.files import bibliography, read_authored, unknown_sources
from capability.authoring.finding import folders
from capability.authoring.schemas import law_schema
from capability.course.law import Law
from capability.errors import Fault, LawError, did_you_mean
from capability.text import spoken_date

LAW_LIMIT = 200_000
"""Largest file of the law's figures that is read, in bytes."""

FILE = "law.yaml"


def load_law(path: Path | None = None) -> Law:
    """Load the law's figures: those of the book in the current folder or above, or those that come with the package.

    Raises `LawError` with every fault of the file at once.

    >>> load_law().figures["threshold_services"].nation
    'england'
    """
    faults, data = _read(path or _near(Path.cwd()))
    if faults:
        raise LawError(faults)
    return msgspec.convert(data, Law)


def check_law(path: Path) -> list[Fault]:
    """Everything that is wrong with a file of the law's figures, each with its line; an empty list when all is well."""
    return _read(path)[0]


def named_near(path: Path) -> dict[str, str]:
    """What each name stands for in an author's file: by the book beside its folder, or else by the package's own."""
    return _named(_near(path.absolute().parents[1]))


@cache
def _named(path: Path) -> dict[str, str]:
    faults, data = _read(path)
    # What is wrong with it is told where it is checked; a file that only names a figure is not to blame.
    return {} if faults else msgspec.convert(data, Law).named(spoken_date)


def _near(folder: Path) -> Path:
    """The law's file of the nearest book that has one: in this folder, above it, or else in the package."""
    return next(book / FILE for book in folders("book", folder) if (book / FILE).is_file())


def _read(path: Path) -> tuple[list[Fault], Any]:
    stranger = Fault("not-the-law", str(path), "this is no file of the law's figures", "see assessments/README.md")
    return read_authored(path, LAW_LIMIT, _validator, stranger, _checks)


def _checks(path: Path, data: Any) -> Iterator[Fault]:
    figures, nations = data.get("figures"), data.get("nations")
    if not isinstance(figures, dict) or not isinstance(nations, dict):
        return
    known = bibliography(path, beside=True)
    for name, figure in figures.items():
        if not isinstance(figure, dict):
            continue
        nation = str(figure.get("nation"))
        if nation not in nations:
            what = f"`{nation[:60]}` is none of the nations above"
            yield Fault("unknown-nation", f"figures.{name}.nation", what, did_you_mean(nation, nations))
        sources = figure.get("sources")
        yield from unknown_sources(known, f"figures.{name}.sources", sources if isinstance(sources, list) else [])


@cache
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(law_schema())
