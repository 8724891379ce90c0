"""Instruments by id or by file."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from capability.authoring.files import load
from capability.authoring.finding import named_files, packaged
from capability.authoring.kinds import INSTRUMENT
from capability.errors import Fault, InstrumentError, did_you_mean
from capability.rule.instrument import Instrument


def load_instrument(name: str | Path) -> Instrument:
    """Load an instrument by its id, or by the path of its YAML file.

    An id is looked for as `assessments/ID.yaml` in the current folder and in the project around it, so that a
    council's own comes first, and then among the instruments that come with the package. `own_file` tells which it was.

    Raises `InstrumentError` with every fault of the file at once, or when there is none of that name.

    >>> load_instrument("organisation").dimensions[0].id
    'missions'
    """
    by_id = isinstance(name, str) and not name.endswith((".yaml", ".yml"))
    instrument: Instrument = load(INSTRUMENT, _path_of(str(name)) if by_id else Path(name))
    return instrument


def instrument_names() -> list[str]:
    """Ids of the instruments that can be loaded by id from here."""
    return list(named_files("assessments", INSTRUMENT.ending))


def own_file(instrument: Instrument) -> Path | None:
    """The file that an instrument is read from by its id; `None` where that is the kit's, or asks the very same."""
    kits, nearest = kits_file(instrument.id), _path_of(instrument.id)
    if nearest == kits or (kits.is_file() and load_instrument(kits).digest == instrument.digest):
        return None
    return nearest


def kits_file(name: str) -> Path:
    """Where the kit's own instrument of a name is, if it has one."""
    return packaged("assessments") / f"{name}{INSTRUMENT.ending}"


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


def _path_of(name: str) -> Path:
    known = named_files("assessments", INSTRUMENT.ending)
    if name not in known:
        raise InstrumentError(
            Fault("unknown-instrument", "instrument", f"there is no `{name[:80]}`", did_you_mean(name, known))
        )
    return known[name]
