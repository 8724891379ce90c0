"""Days as a calendar file (iCalendar, RFC 5545) that Outlook and others open."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import msgspec

from capability.text import without_controls

LONGEST = 75
"""Most bytes in a line of a calendar file, its end not counted."""

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
"""From here seconds are counted as revisions; there are enough of them until 2094."""


class Entry(msgspec.Struct, frozen=True):
    """A whole day's entry: `uid`, by which a calendar knows it again, a `day` as `2027-01-31`, and words.

    With an `alarm` the calendar reminds of it at nine o'clock that day, where its owner lets files do so.
    """

    uid: str
    day: str
    title: str
    text: str
    alarm: bool = False


def to_calendar(called: str, entries: Iterable[Entry], made: str) -> str:
    r"""At least one entry as a calendar: events of a whole day, since Outlook passes over tasks in such a file.

    `made` is the moment of writing, such as `2026-11-22T09:30:00Z`, or a day for its first moment; with it the same
    entries give the same text. What is written later is a later revision, so that a calendar takes it as an update.

    >>> print(to_calendar("A", [Entry("a", "2027-01-31", "Talk; then act", "")], "2026-11-22").splitlines()[12])
    SUMMARY:Talk\; then act
    """
    moment = datetime.fromisoformat(made)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    stamp = f"{moment:%Y%m%dT%H%M%SZ}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//capability-kit//plan//EN", "CALSCALE:GREGORIAN"]
    # The standard's word for a calendar's name, and the one that programs knew before it.
    lines += [f"NAME:{escaped(called)}", f"X-WR-CALNAME:{escaped(called)}"]
    for entry in entries:
        day = date.fromisoformat(entry.day)
        # The end is the day after; the calendar's last day has none after it, and needs none.
        after = [f"DTEND;VALUE=DATE:{day + timedelta(1):%Y%m%d}"] if day < date.max else []
        lines += [
            "BEGIN:VEVENT",
            f"UID:{escaped(entry.uid)}@capability-kit",
            f"DTSTAMP:{stamp}",
            f"LAST-MODIFIED:{stamp}",
            f"SEQUENCE:{max(0, int((moment - FIRST).total_seconds()))}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"SUMMARY:{escaped(entry.title)}",
            f"DESCRIPTION:{escaped(entry.text)}",
            *after,
            "TRANSP:TRANSPARENT",
            *(_alarm(entry.title) if entry.alarm else ()),
            "END:VEVENT",
        ]
    return "".join(map(_folded, [*lines, "END:VCALENDAR"]))


def _alarm(title: str) -> tuple[str, ...]:
    """A reminder: of a whole day's event, a trigger counts from midnight where its owner is (RFC 5545, 3.8.6.3)."""
    return ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(title)}", "TRIGGER:PT9H", "END:VALARM")


def escaped(text: str) -> str:
    r"""A text as a value of a calendar file, without signs that none may hold.

    >>> escaped("a,b;c\\d\ne")
    'a\\,b\\;c\\\\d\\ne'
    """
    plain = without_controls(text).replace("\r\n", "\n").replace("\r", "\n")
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 bytes, of which none cuts a character; each but the first begins with a space."""
    pieces, piece, size = [], "", 0
    for character in line:
        length = len(character.encode())
        if size + length > LONGEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += length
    return "".join(f"{folded}\r\n" for folded in [*pieces, piece])
