import re

from hypothesis import given
from hypothesis import strategies as st

from capability.text import STEERS, without_controls
from capability.writing.calendar import Entry, to_calendar

MADE = "2026-11-22"


def unfolded(text: str) -> list[str]:
    return re.sub("\r\n[ \t]", "", text).split("\r\n")


def value(text: str, name: str) -> str:
    """A property's value, with its escapes undone by one pass from left to right."""
    [line] = [line for line in unfolded(text) if line.startswith(f"{name}:")]
    return re.sub(r"\\(.)", lambda sign: "\n" if sign[1] == "n" else sign[1], line.partition(":")[2])


def test_a_whole_day_ends_on_the_next() -> None:
    lines = unfolded(to_calendar("Care at home", [Entry("a.b", "2027-12-31", "T", "X")], MADE))
    assert "DTSTART;VALUE=DATE:20271231" in lines
    assert "DTEND;VALUE=DATE:20280101" in lines
    assert "UID:a.b@capability-kit" in lines
    assert "DTSTAMP:20261122T000000Z" in lines
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")


def test_the_last_day_there_is_has_no_day_after() -> None:
    assert "DTEND" not in to_calendar("Care at home", [Entry("a", "9999-12-31", "T", "X")], MADE)


def test_what_is_written_later_is_a_later_revision_of_the_same_entry() -> None:
    """RFC 5545, 3.8.7.4: a calendar takes an entry that it knows, by its UID, where the SEQUENCE is higher."""
    moments = ("2026-11-22", "2026-11-22T09:30:00Z", "2026-11-22T09:30:01Z", "2026-11-22T10:00:00+00:00")
    written = [to_calendar("Care at home", [Entry("a", "2027-01-31", "T", "X")], moment) for moment in moments]
    assert {value(text, "UID") for text in written} == {"a@capability-kit"}
    revisions = [int(value(text, "SEQUENCE")) for text in written]
    assert revisions == sorted(set(revisions)) and revisions[0] >= 0 and revisions[-1] < 2**31
    assert [value(text, "DTSTAMP")[8:] for text in written] == ["T000000Z", "T093000Z", "T093001Z", "T100000Z"]
    assert all(value(text, "LAST-MODIFIED") == value(text, "DTSTAMP") for text in written)


def test_a_calendar_says_what_it_is_called() -> None:
    text = to_calendar("Care; at\nhome", [Entry("a", "2027-01-31", "T", "X")], MADE)
    assert value(text, "NAME") == value(text, "X-WR-CALNAME") == "Care; at\nhome"


@given(st.text(), st.text())
def test_words_come_back_and_no_line_is_too_long(title: str, text: str) -> None:
    whole = to_calendar("Care at home", [Entry("a", "2027-01-31", title, text)], MADE)
    assert all(len(line.encode()) <= 75 for line in whole.split("\r\n"))
    assert unfolded(whole).count("BEGIN:VEVENT") == 1
    assert not STEERS.search(whole)
    assert value(whole, "SUMMARY") == without_controls(title).replace("\r\n", "\n").replace("\r", "\n")
