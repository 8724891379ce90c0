"""When an answer was saved, as form tools write it: read as a moment, or not at all where it could be two."""

import re
from datetime import UTC, datetime

MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}  # noqa: SIM905

NUMBERS = re.compile(
    r"(\d{1,4})[-/.](\d{1,2}|[a-z]{3})[-/.](\d{1,4})(?:[ t,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(am|pm)?)?(.*)"
)


def moment(text: str) -> datetime | None:
    """The moment that a text names, in UTC where it says no zone; `None` where it is none, or could be two.

    Day and month may stand either way round, and nothing in `9/12/2026` says which: it is a moment only where one of
    the two is no month.

    >>> moment("2026-11-21T09:00:00Z") == moment("2026/11/21 9:00:00 AM GMT") == moment("21/11/2026 09:00")
    True
    >>> moment("9/12/2026 9:12:33"), moment("yesterday")
    (None, None)
    """
    plain = text.strip().casefold()
    try:
        when = datetime.fromisoformat(plain.upper())
    except ValueError:
        return _in_numbers(plain)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _in_numbers(plain: str) -> datetime | None:
    parts = NUMBERS.fullmatch(plain)
    if parts is None or (parts[8].strip() not in ("", "gmt", "utc", "z", "am", "pm")):
        return None
    day = _day(parts[1], parts[2], parts[3])
    if day is None:
        return None
    hour, minute, second = (int(part or 0) for part in (parts[4], parts[5], parts[6]))
    if parts[7]:
        hour = hour % 12 + (12 if parts[7] == "pm" else 0)
    try:
        return datetime(*day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def _day(first: str, middle: str, last: str) -> tuple[int, int, int] | None:
    """Year, month and day; `None` where day and month could change places."""
    if middle in MONTHS:
        return (int(last), MONTHS[middle], int(first)) if len(last) == 4 else None
    if not middle.isdecimal():
        return None
    if len(first) == 4:
        return int(first), int(middle), int(last)
    if len(last) != 4:
        return None
    left, right = int(first), int(middle)
    if left > 12 >= right:
        return int(last), right, left
    if right > 12 >= left:
        return int(last), left, right
    return (int(last), left, right) if left == right else None


def latest(texts: list[str]) -> int | None:
    """Which of several times is the last; `None` where one of them is no moment, or two are the same.

    >>> latest(["2026-11-21T09:00:00Z", "2026-11-21T10:30:00+02:00"]), latest(["9/12/2026", "2026-11-21"])
    (0, None)
    """
    moments = [moment(text) for text in texts]
    if None in moments:
        return None
    known = [when for when in moments if when is not None]
    last = max(known)
    return known.index(last) if known.count(last) == 1 else None
