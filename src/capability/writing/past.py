"""Days in a plan or a paper that are past, told to whoever writes it while they can still be changed."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from capability.rule.plan import Action
from capability.text import is_day, one_line, spoken_date

MONTHS: Final = {f"{date(2000, month, 1):%B}".lower(): month for month in range(1, 13)}

WRITTEN: Final = re.compile(rf"\b(?:(\d{{4}}-\d\d-\d\d)|(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}}))\b", re.IGNORECASE)
"""A day as `2027-01-31`, or as people write it."""


def past_days(actions: Iterable[Action], decision: str, made: str) -> Iterator[str]:
    """A sentence on each step that was due before a day, and on each such day in what a board is to decide.

    >>> list(past_days([], "To agree the plan of 31 January 2026 by 2027-03-01.", "2027-01-11"))
    ['The decision sought names 31 January 2026, which is before 11 January 2027. Is that day right?']
    """
    made = made[:10]
    than = f"which is before {spoken_date(made)}"
    for action in actions:
        if is_day(action.due) and action.due < made:
            due = spoken_date(action.due)
            yield f"“{action.title}” was due {due}, {than}. Give it another day, or leave it out if it is done."
    for day in _days_in(one_line(decision)):
        if day < made:
            yield f"The decision sought names {spoken_date(day)}, {than}. Is that day right?"


def _days_in(text: str) -> Iterator[str]:
    for written, day, month, year in WRITTEN.findall(text):
        found = written or f"{year}-{MONTHS[month.lower()]:02}-{int(day):02}"
        if is_day(found):
            yield found
