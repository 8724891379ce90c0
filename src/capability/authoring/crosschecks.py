"""What no schema can say of an author's file: whether it agrees with itself, and with the files around it.

Each takes the path and the content as plain data, whatever the schema found, and gives faults whose `where` is the path
inside the file. Where the other file is not there, nothing is said of it.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from capability.authoring import colours, logos, released
from capability.authoring.finding import chapters_of, named_files, project_of
from capability.authoring.parsing import parse
from capability.course import council, law, modules, quizzes, worksheets
from capability.errors import CapabilityError, Fault, did_you_mean
from capability.limits import LARGEST_AUTHORED
from capability.reading.text import read_text
from capability.rule import instrument, peers
from capability.rule.instrument import items


def of_instrument(path: Path, content: Any) -> Iterator[Fault]:
    """Ids, foundations, sources, chapters, mirrored practices, and ids that were released and are gone."""
    yield from instrument.check(content)
    sources, chapters = bibliography(path), chapters_of(path)
    for d, dimension in enumerate(items(content, "dimensions")):
        for p, practice in enumerate(items(dimension, "practices")):
            where = f"dimensions.{d}.practices.{p}"
            yield from _strangers(f"{where}.sources", items(practice, "sources"), sources)
            if isinstance(practice, dict):
                yield from _no_chapter(f"{where}.module", practice.get("module"), chapters)
                yield from _no_mirror(f"{where}.mirrors", practice.get("mirrors"), path)
    yield from released.lost(path, content)


def of_quiz(path: Path, content: Any) -> Iterator[Fault]:
    """Its questions, their sources, and its chapter."""
    yield from quizzes.check(content)
    yield from _no_chapter("", path.name.partition(".")[0], chapters_of(path))
    sources = bibliography(path)
    for i, question in enumerate(content):
        yield from _strangers(f"{i}.sources", items(question, "sources"), sources)


def of_exercise(path: Path, content: Any) -> Iterator[Fault]:
    """Its fields, their sources, its chapter, and whether it agrees with its function."""
    from capability.authoring import agreement  # here, for no other kind of file needs what shows an exercise

    yield from worksheets.check(content)
    yield from agreement.check(content)
    yield from _no_chapter("", path.name.partition(".")[0], chapters_of(path))
    sources = bibliography(path)
    for i, formula in enumerate(items(content, "formulas")):
        yield from _strangers(f"formulas.{i}.sources", items(formula, "sources"), sources)


def of_course(path: Path, content: Any) -> Iterator[Fault]:
    """Its modules and routes, each module's chapter, and the slice of an instrument that each asks."""
    yield from modules.check(content)
    chapters = chapters_of(path)
    instruments = named_files("assessments", ".yaml", project_of(path))
    for m, module in enumerate(items(content, "modules")):
        if isinstance(module, dict):
            yield from _no_chapter(f"modules.{m}.id", module.get("id"), chapters)
            yield from _slice_faults(f"modules.{m}.slice", module.get("slice"), instruments)


def _slice_faults(where: str, part: Any, instruments: dict[str, Path]) -> Iterator[Fault]:
    name = part.get("instrument") if isinstance(part, dict) else None
    if not isinstance(name, str):
        return  # the schema tells
    if name not in instruments:
        what = f"there is no instrument `{name[:60]}`"
        yield Fault("unknown-instrument", f"{where}.instrument", what, did_you_mean(name, instruments))
        return
    known = [dimension for dimension in _ids_in(instruments[name]) or () if "." not in dimension]
    for d, dimension in enumerate(items(part, "dimensions")):
        if known and isinstance(dimension, str) and dimension not in known:
            what = f"`{dimension[:60]}` is no dimension of {name}"
            yield Fault("unknown-dimension", f"{where}.dimensions.{d}", what, did_you_mean(dimension, known))


def of_law(path: Path, content: Any) -> Iterator[Fault]:
    """The nations of the figures, their days, and the figures' sources."""
    yield from law.check(content)
    sources = bibliography(path)
    figures = content.get("figures")
    for name, figure in figures.items() if isinstance(figures, dict) else ():
        yield from _strangers(f"figures.{name}.sources", items(figure, "sources"), sources)


def of_council(path: Path, content: Any) -> Iterator[Fault]:
    """Its code and nation, what stands twice, its colours, its logo, and the modules that it shows."""
    yield from council.check(content)
    yield from colours.faults(content.get("colours"))
    logo = content.get("logo")
    if isinstance(logo, str) and council.is_inside(logo):
        for fault in logos.faults(path.parent / logo):
            yield Fault(fault.code, "logo", fault.what, fault.remedy)
    chapters = chapters_of(path)
    for m, module in enumerate(items(content, "modules")):
        yield from _no_chapter(f"modules.{m}", module, chapters)


def of_peers(path: Path, content: Any) -> Iterator[Fault]:
    """That its groups are a partition, and that a council which took another's place is there itself."""
    yield from peers.check(content)


# --- the files around it ----------------------------------------------------------------------------------------------


def bibliography(path: Path) -> set[str] | None:
    """The keys of the list of sources in `book`, beside an author's folder; `None` where there is no list."""
    listed = project_of(path) / "book" / "references.bib"
    if not listed.is_file():
        return None
    return {
        line.split("{", 1)[1].rstrip(", \n")
        for line in listed.read_text("utf-8", errors="replace").splitlines()
        if line.startswith("@") and "{" in line
    }


def _strangers(where: str, keys: Iterable[object], sources: set[str] | None) -> Iterator[Fault]:
    for i, key in enumerate(keys):
        if sources is not None and isinstance(key, str) and key not in sources:
            what = f"`{key}` is not in book/references.bib"
            yield Fault("unknown-source", f"{where}.{i}", what, did_you_mean(key, sources))


def _no_chapter(where: str, name: object, chapters: list[str] | None) -> Iterator[Fault]:
    if chapters is not None and isinstance(name, str) and name not in chapters:
        yield Fault("unknown-chapter", where, f"there is no modules/{name[:60]}.md", did_you_mean(name, chapters))


def _no_mirror(where: str, name: object, path: Path) -> Iterator[Fault]:
    """Where a practice mirrors one of the council's own instrument, beside an outside one, and it has no such."""
    beside = path.parent / "organisation.yaml"
    if isinstance(name, str) and beside.is_file():
        known = _ids_in(beside)
        if known is not None and name not in known:
            hint = did_you_mean(name, sorted(known))
            yield Fault("unknown-mirror", where, f"`{name}` is not in organisation.yaml", hint)


def _ids_in(path: Path) -> set[str] | None:
    """The ids of another instrument's dimensions and practices; `None` for one that cannot be read: its check tells."""
    return _ids_then(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _ids_then(path: Path, _changed: int) -> set[str] | None:
    try:
        return set(released.ids_of(parse(read_text(path, LARGEST_AUTHORED, CapabilityError), path)[0]))
    except CapabilityError:
        return None
