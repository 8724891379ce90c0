"""The days on which to come back to finished modules, as a calendar file. It says nothing of who reads, or what."""

from collections.abc import Iterable

from capability.text import file_name
from capability.writing.calendar import Entry, to_calendar
from capability.writing.document import Written

TITLE = "Buying for missions: five situations"
TEXT = 'Five situations from the modules that you finished, about five minutes. Open "My learning".'


def write_returns(days: Iterable[str], made: str, address: str = "") -> Written:
    """At least one day, in a calendar; `address` is where the page stands, if it is known."""
    text = f"{TEXT}\n{address}" if address else TEXT
    entries = [Entry(f"my-learning-{day}", day, TITLE, text) for day in days]
    return Written(file_name("my-learning", made[:10], "ics"), to_calendar("My learning", entries, made).encode())
