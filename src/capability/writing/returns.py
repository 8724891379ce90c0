"""The days on which to come back to finished modules, as a calendar file. It says nothing of who reads, or what."""

from collections.abc import Iterable

from capability.text import file_name
from capability.writing.calendar import Entry, to_calendar
from capability.writing.document import Written

TITLE = "Buying for missions: up to five situations"
TEXT = (
    "Up to five situations from modules whose quiz you answered. They take about five minutes.\n"
    'Open "My learning" in the browser in which you learned: only that browser has them. On another computer or in '
    'another browser, first open there the file that you saved with "Save everything".\n'
    "A day that fell on a weekend, on 25 or 26 December or on 1 January is on the next working day."
)


def write_returns(days: Iterable[str], made: str, address: str = "") -> Written:
    """At least one day, in a calendar; `address` is where the page stands, if it is known."""
    text = f"{TEXT}\n{address}" if address else TEXT
    entries = [Entry(f"my-learning-{day}", day, TITLE, text, alarm=True) for day in days]
    return Written(file_name("my-learning", made[:10], "ics"), to_calendar("My learning", entries, made).encode())
