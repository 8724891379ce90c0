"""Instruments from their YAML files, with every fault told at once."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import msgspec

from capability.authoring.files import bibliography, line_of, parse, read_authored, unknown_sources
from capability.authoring.finding import folders
from capability.authoring.law import named_near
from capability.authoring.schemas import instrument_schema
from capability.errors import CapabilityError, Fault, InstrumentError, did_you_mean
from capability.reading.text import read_text
from capability.rule.instrument import Identifier, Instrument, check, items

INSTRUMENT_LIMIT = 1_000_000
"""Largest instrument file that is read, in bytes."""


def load_instrument(name: str | Path) -> Instrument:
    """Load an instrument by its id, or by the path of its YAML file.

    An id is looked for as `assessments/ID.yaml` in the current folder and those above it, so that a
    council's own comes first, and then among the instruments that come with the package.

    Raises `InstrumentError` with every fault of the file at once, or when there is none of that name.

    >>> load_instrument("organisation").dimensions[0].id
    'missions'
    """
    path = _find(name) if isinstance(name, str) and not name.endswith((".yaml", ".yml")) else Path(name)
    faults, data = _read(path)
    if faults:
        raise InstrumentError(faults)
    return msgspec.convert({**data, "id": path.stem}, Instrument)


def check_instrument(path: Path) -> list[Fault]:
    """Everything that is wrong with an instrument's file, each with its line; an empty list when all is well."""
    return _read(path)[0]


def instrument_names() -> list[str]:
    """Ids of the instruments that can be loaded by id from here."""
    return sorted({path.stem for folder in folders("assessments") for path in folder.glob("*.yaml")})


class Library(Mapping[str, Instrument]):
    """The instruments that can be loaded by id from here, each read when it is first asked for."""

    def __init__(self) -> None:
        self._names = instrument_names()
        self._read: dict[str, Instrument] = {}

    def __getitem__(self, name: str) -> Instrument:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._read:
            self._read[name] = load_instrument(name)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _find(name: str) -> Path:
    try:
        msgspec.convert(name, Identifier)
    except msgspec.ValidationError:
        known = instrument_names()
    else:
        for folder in folders("assessments"):
            if (folder / f"{name}.yaml").is_file():
                return folder / f"{name}.yaml"
        known = instrument_names()
    raise InstrumentError(
        Fault("unknown-instrument", "instrument", f"there is no `{name[:80]}`", did_you_mean(name, known))
    )


def _read(path: Path) -> tuple[list[Fault], Any]:
    """All faults of an instrument's file, and its content as plain data."""
    stranger = Fault("not-an-instrument", str(path), "this is not an instrument", "see assessments/README.md")
    faults, data = read_authored(path, INSTRUMENT_LIMIT, _validator, stranger, _cross_checks, named_near(path))
    if data is None:
        return faults, None
    try:
        msgspec.convert(path.stem, Identifier)
    except msgspec.ValidationError:
        faults.append(
            Fault("bad-name", str(path), f"`{path.stem}` cannot be an id", "name the file in lower case, with hyphens")
        )
    if not faults:
        faults += _type_fault(path, data)
    return sorted(faults, key=line_of), data


def _cross_checks(path: Path, data: Any) -> Iterator[Fault]:
    yield from check(data)
    known = bibliography(path)
    for d, dimension in enumerate(items(data, "dimensions")):
        for p, practice in enumerate(items(dimension, "practices")):
            yield from unknown_sources(known, f"dimensions.{d}.practices.{p}.sources", items(practice, "sources"))
    yield from _unknown_mirrors(path, data)


def _type_fault(path: Path, data: dict[str, Any]) -> list[Fault]:
    """What a JSON Schema cannot tell apart and the types can: `weight: 1.0` is a whole number to the one only."""
    try:
        msgspec.convert({**data, "id": path.stem}, Instrument)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$.")
        return [Fault("bad-value", f"{path}: {where.rstrip('`')}", what, "see assessments/README.md")]
    return []


@cache
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(instrument_schema())


def _unknown_mirrors(path: Path, data: dict[str, Any]) -> Iterator[Fault]:
    """Mirrored practices that the council's instrument, beside this file, does not have; without it nothing is said."""
    mirrors = {
        f"dimensions.{d}.practices.{p}.mirrors": practice["mirrors"]
        for d, dimension in enumerate(items(data, "dimensions"))
        for p, practice in enumerate(items(dimension, "practices"))
        if isinstance(practice, dict) and isinstance(practice.get("mirrors"), str)
    }
    beside = path.parent / "organisation.yaml"
    if not mirrors or not beside.is_file():
        return
    try:
        council = parse(read_text(beside, INSTRUMENT_LIMIT, CapabilityError), beside)[0]
    except CapabilityError:  # its own check tells what is wrong with it
        return
    practices = [practice for dimension in items(council, "dimensions") for practice in items(dimension, "practices")]
    known = {str(practice.get("id")) for practice in practices if isinstance(practice, dict)}
    for where, name in mirrors.items():
        if name not in known:
            hint = did_you_mean(name, sorted(known))
            yield Fault("unknown-mirror", where, f"`{name}` is not in {beside.name}", hint)
