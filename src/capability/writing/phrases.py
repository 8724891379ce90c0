"""Small parts of sentences that papers share: lists, numbers in words, bands and shares."""

from collections.abc import Iterable, Sequence
from typing import Final

from capability.rule.instrument import Instrument
from capability.text import one_line

NUMBERS: Final = ("Nought", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")

MOST_NAMES: Final = 6
"""So many names of roles or rounds are told."""


def listed(names: Iterable[str]) -> str:
    """Names as a sentence has them, with a comma more where one of them has an "and" of its own.

    >>> listed(["Place", "Culture", "People"]), listed(["Missions", "Objectives and conditions"])
    ('Place, Culture and People', 'Missions, and Objectives and conditions')
    """
    *first, last = names
    comma = "," if any(" and " in name for name in (*first, last)) else ""
    return f"{', '.join(first)}{comma} and {last}" if first else last


def quoted(titles: Iterable[str]) -> str:
    """Titles in a sentence, in quotation marks: a dimension may be called "Residents", which are people elsewhere.

    >>> quoted(["Place", "Objectives and conditions", "Residents"])
    '“Place”, “Objectives and conditions” and “Residents”'
    """
    *first, last = (f"“{title}”" for title in titles)
    return f"{', '.join(first)} and {last}" if first else last


def counted(number: int) -> str:
    """A number in words, as it begins a sentence."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def cut(text: str, most: int) -> str:
    """A text that is no longer than so many characters, cut between two words.

    >>> cut("Ask the head of buying", 12)
    'Ask the …'
    """
    return text if len(text) <= most else f"{text[: most - 1].rpartition(' ')[0] or text[: most - 2]} …"


def shortened(names: Sequence[str]) -> list[str]:
    """Some names of roles, which are strangers' words, and how many more there are."""
    told = [cut(one_line(name), 60) for name in names[:MOST_NAMES]]
    return told if len(names) <= MOST_NAMES else [*told, f"{len(names) - MOST_NAMES} more"]


def band(raters: tuple[int, int | None]) -> str:
    """About how many: a band, of which the paper says once why it is one."""
    least, most = raters
    return f"{least} people or more" if most is None else f"{least} to {most} people"


def share(answered: int, invited: int) -> int:
    """In per cent, halves up."""
    return (200 * answered + invited) // (2 * invited)


def level_words(instrument: Instrument, level: int) -> str:
    """A level and its name."""
    return f"{level} ({instrument.scale[level]})"


def verb(titles: Sequence[object], one: str, several: str) -> str:
    """The form that goes with so many."""
    return one if len(titles) == 1 else several
