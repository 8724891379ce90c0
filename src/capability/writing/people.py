"""What people outside are called, in a line that has no room for the title of what they were asked."""

from typing import Final

from capability.rule.instrument import Instrument

PEOPLE: Final = {"supplier": "Suppliers", "resident": "Residents"}
"""By the instrument that they answer; the kit's own. Others are called by its title."""


def people_of(instrument: Instrument) -> str:
    """Who answers an instrument for people outside, as the head of a line.

    >>> from capability import load_instrument
    >>> people_of(load_instrument("resident"))
    'Residents'
    """
    return PEOPLE.get(instrument.id, instrument.title)
