"""One rater's response from its file."""

import json
from pathlib import Path

from capability.errors import Fault, ResponseError, did_you_mean
from capability.instrument import Instrument
from capability.loading.instruments import instrument_names, load_instrument
from capability.loading.text import read_text
from capability.response import LIMIT, Reading, Response, read_response


def load_response(path: str | Path, instrument: Instrument | None = None) -> Response:
    """Load one rater's response from its JSON file; `load_reading` also tells what had no place."""
    return load_reading(path, instrument)[1].response


def load_reading(path: str | Path, instrument: Instrument | None = None) -> tuple[Instrument, Reading]:
    """Load a response's file with the instrument given, or else the one that it names.

    Raises `ResponseError` with every fault when the file cannot be read as a response.
    """
    text = read_text(Path(path), LIMIT, ResponseError)
    chosen = instrument or _named_in(text, str(path))
    return chosen, read_response(text, chosen, str(path))


def _named_in(text: str, where: str) -> Instrument:
    """The instrument that a response says it answers; any where it names none: reading then says what is wrong."""
    known = instrument_names()
    try:
        name = json.loads(text)["instrument"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return load_instrument(known[0])
    if name not in known:
        fault = Fault(
            "other-instrument", where, f"no instrument `{str(name)[:40]}` here", did_you_mean(str(name), known)
        )
        raise ResponseError(fault)
    return load_instrument(name)
