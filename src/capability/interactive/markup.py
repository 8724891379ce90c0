"""A piece's one HTML form, from its template and its config. Runs at build and in a notebook, never in a browser."""

from datetime import date
from functools import cache
from typing import Any

import jinja2
import msgspec

from capability.instrument import Instrument
from capability.interactive.assessment import slice_of


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("capability.interactive", "."),
        autoescape=True,  # an instrument's words are text, whatever they hold
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["spoken_date"] = spoken_date
    return environment


def spoken_date(text: str) -> str:
    """A date as people write it.

    >>> spoken_date("2026-11-02")
    '2 November 2026'
    """
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B} {day.year}"


def render(config: dict[str, Any]) -> str:
    """The form of a piece: whole, readable and printable with no JavaScript.

    Ids in it begin with the piece's own prefix, so that two forms can stand on one page, and the same
    config gives the same text, so that a notebook's output can be compared.
    """
    instrument = msgspec.convert(config["instrument"], Instrument)
    asked = slice_of(instrument, config)
    whole = config["form"] != "slice"
    # A pulse of some dimensions is not the pulse: its ids must differ from those of the pulse on the same page.
    all_of_them = whole and asked == slice_of(instrument, {**config, "dimensions": None})
    parts = [config["form"]] * whole + ([] if all_of_them else config["dimensions"])
    return (
        _templates()
        .get_template(f"{config['piece']}.html")
        .render(
            instrument=instrument,
            form=config["form"],
            asked=asked,
            whole=whole,
            prefix=f"{instrument.id}-{'--'.join(parts)}",  # no id holds two hyphens: nothing is joined in two ways
            count=sum(len(dimension.practices) for dimension in asked),
        )
    )
