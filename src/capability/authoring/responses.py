"""One rater's response from its file."""

from pathlib import Path
from typing import Any

from capability.authoring.instruments import instrument_names, load_instrument
from capability.errors import Fault, ResponseError, did_you_mean
from capability.reading.text import read_text
from capability.rule.instrument import Instrument
from capability.rule.response import FILE, Response, ResponseReading, read_object
from capability.text import json_object


def load_response(path: str | Path, instrument: Instrument | None = None) -> Response:
    """Load one rater's response from its JSON file; `load_reading` also tells what had no place."""
    return load_reading(path, instrument)[1].response


def load_reading(path: str | Path, instrument: Instrument | None = None) -> tuple[Instrument, ResponseReading]:
    """Load a response's file with the instrument given, or else the one that it names.

    Raises `ResponseError` with every fault when the file cannot be read as a response.
    """
    content = json_object(read_text(Path(path), FILE.limit, FILE.error), str(path), FILE)
    chosen = instrument or _named_in(content, str(path))
    return chosen, read_object(content, chosen, str(path))


def _named_in(content: dict[str, Any], where: str) -> Instrument:
    """The instrument that a response says it answers."""
    known = instrument_names()
    name = content.get("instrument")
    if name is None:
        raise ResponseError(Fault(FILE.code, where, "it does not say which instrument it answers", FILE.remedy))
    if name not in known:
        fault = Fault(
            "other-instrument", where, f"no instrument `{str(name)[:40]}` here", did_you_mean(str(name), known)
        )
        raise ResponseError(fault)
    return load_instrument(name)
