"""The one way in for a file that an author writes: every fault with its line, or else the model.

What has no fault loads, and what does not load has a fault: `capability check` and every `load_` go through `read`.
Whether it has one, the types and the cross-checks say; where it has, its schema words it, and is imported then.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from capability.authoring.finding import named_files, project_of
from capability.authoring.kinds import LAW, Kind, kind_of
from capability.authoring.parsing import Lines, parse
from capability.course.law import NAMED, fill_in
from capability.errors import CapabilityError, Fault, Misfit, did_you_mean, misfit
from capability.reading.text import read_text
from capability.text import spoken_date

MOST_FAULTS = 1_000
"""Most faults that the schema, and then the cross-checks, look for: a file with more is mended before it is read on."""

DICTIONARY = "see assessments/README.md"


def check(path: Path) -> list[Fault]:
    """Everything that is wrong with an author's file, each with its line; an empty list when it loads.

    >>> check(Path("gone.quiz.yaml"))[0].what
    'no such file or directory'
    """
    return read(kind_of(path), path)[0]


def load(kind: Kind, path: Path) -> Any:
    """The model that a file holds; raises the kind's error with every fault at once."""
    faults, model = read(kind, path)
    if faults:
        raise kind.error(faults)
    return model


def read(kind: Kind, path: Path) -> tuple[list[Fault], Any]:
    """All faults of a file, by line, or the first of very many; or none, and the model that it holds.

    The schema's faults come before those of the cross-checks on the same line; both are looked for, whatever the other
    found.
    """
    try:
        text = read_text(path, kind.limit, CapabilityError)
        unnamed: list[Fault] = []
        if kind.figures and NAMED.search(text):
            figures = figures_near(path)
            unnamed = list(_unnamed(text, path, figures))
            text = fill_in(text, figures or {})
        content, lines, faults = parse(text, path)
    except CapabilityError as error:
        return list(error.faults), None
    if not isinstance(content, list if kind.under else dict):
        code, what = kind.stranger
        return [Fault(code, str(path), what, DICTIONARY)], None
    faults += [*unnamed, *_misnamed(kind, path)]
    disagreeing = list(islice(kind.checks(path, content), MOST_FAULTS))
    try:
        model = msgspec.convert(kind.whole(path, content), kind.model)
        misfits = []
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        from capability.authoring.wording import schema_faults

        misfits = list(islice(schema_faults(kind.name, content), MOST_FAULTS))
        if not (misfits or faults or disagreeing):  # what no schema can tell and the types can
            return [_unfit(kind, path, lines, error)], None
    faults += [placed(path, lines, fault) for fault in (*misfits, *disagreeing)]
    return (sorted(faults, key=line_of), None) if faults else ([], model)


def _misnamed(kind: Kind, path: Path) -> Iterator[Fault]:
    name = kind.id_of(path)
    try:
        msgspec.convert(name, kind.named or str)
    except msgspec.ValidationError:
        yield Fault("bad-name", str(path), f"`{name}` cannot be an id", kind.naming)


def _unfit(kind: Kind, path: Path, lines: Lines, error: Misfit) -> Fault:
    fault = misfit(error, "", DICTIONARY, kind.model)
    inside = fault.where.removeprefix(": ").replace("[", ".").replace("]", "").removeprefix(f"{kind.under}.")
    return placed(path, lines, Fault(fault.code, inside, fault.what, fault.remedy))


def line_of(fault: Fault) -> int:
    """The line that a fault names, for sorting; 0 where it names none."""
    last = fault.where.split(": ")[0].rpartition(":")[2]
    return int(last) if last.isdecimal() and len(last) < 9 else 0


def placed(path: Path, lines: Lines, fault: Fault) -> Fault:
    """The same fault with file and line in front of its path; a path without a line takes its parent's."""
    inside = fault.where
    while inside and inside not in lines:
        inside = inside.rpartition(".")[0]
    where = f"{path}:{lines.get(inside, 1)}" + (f": {fault.where}" if fault.where else "")
    return Fault(fault.code, where, fault.what, fault.remedy)  # looked for when it is told


# --- the law's figures, which a file may call by name -----------------------------------------------------------------


def figures_near(path: Path) -> Mapping[str, str] | None:
    """What each name stands for in an author's file: by the book beside its folder, or else by the package's own.

    `None` where the file of figures has faults; they are told where it is checked.
    """
    law = named_files("book", ".yaml", project_of(path))["law"]
    return _figures(law, law.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _figures(path: Path, _changed: int) -> Mapping[str, str] | None:
    faults, law = read(LAW, path)
    return None if faults else law.named(spoken_date)


def _unnamed(text: str, path: Path, figures: Mapping[str, str] | None) -> Iterator[Fault]:
    for number, line in enumerate(text.splitlines(), 1):
        for name in NAMED.findall(line):
            where = f"{path}:{number}"
            if figures is None:
                what = "the law's figures have faults, so none can be named"
                yield Fault("unknown-figure", where, what, "run `capability check book/law.yaml` first")
                return
            if name not in figures:
                what = f"`{{{{ {name[:60]} }}}}` is not in book/law.yaml"
                yield Fault("unknown-figure", where, what, did_you_mean(name, figures))
