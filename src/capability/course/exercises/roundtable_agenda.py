"""A roundtable's agenda on the clock: whether it fits, what to drop first, and how much of it is people talking."""

from collections.abc import Iterator
from itertools import groupby
from typing import Literal

import msgspec

from capability.course.pictures import Strip, Strips
from capability.course.worksheets import Result

MOST_QUESTIONS = 12
"""Most questions on an agenda; the pulse has as many."""

TIGHT = 5 * 60
"""With fewer seconds to spare than this, the first talk that runs over breaks the agenda."""

LITTLE_VOICE = 5 * 60
"""With fewer seconds to speak than this, people come to listen."""

LONG_SITTING = 90 * 60
"""More seconds than this without a break are too many."""

HALF = 50.0

FIRST_TO_GO = ("listen", "vote", "talk", "rest")
"""What is dropped first: what people could read instead. A break goes last."""


class Item(msgspec.Struct, frozen=True):
    """One line of the agenda: how long, how often, what people do in it, and whether it can go."""

    title: str
    minutes: float
    often: Literal["once", "person", "question"]
    doing: Literal["talk", "listen", "vote", "rest"]
    drop: Literal["must", "can"]


class Agenda(msgspec.Struct, frozen=True):
    """A roundtable as planned; `start` is a time as `t0930`."""

    start: str
    minutes: int
    people: int
    questions: int
    items: tuple[Item, ...]


class Part(msgspec.Struct, frozen=True):
    """One piece of the agenda as it happens: of the item in this place, and for which question, or 0."""

    place: int
    item: Item
    seconds: int
    number: int


def roundtable_agenda(given: Agenda) -> Result:
    """The agenda with clock times, and what to drop where it is too long. All is reckoned in whole seconds.

    - an item lasts its minutes: once, times the people, or times the questions
    - items for each question that stand next to one another are gone through question by question; where others stand
      between them, the questions are shared out, the earlier part taking the odd one
    - planned: all parts; spare: the minutes in all less planned, below 0 where it is too long
    - room: the most questions, 0 to 12, with which it fits; room_dropped: the same without what can be dropped
    - voice: minutes of talk divided by the people; share: minutes of talk of all that is planned, per cent
    - first to drop: what people listen to, then votes, talk and breaks, of these the longest, until it fits;
      items for each question stay, and what stands between them: fewer questions is the step after

    >>> talk = Item(title="Question", minutes=15.0, often="question", doing="talk", drop="must")
    >>> slides = Item(title="Slides", minutes=10.0, often="once", doing="listen", drop="can")
    >>> result = roundtable_agenda(Agenda(start="t0930", minutes=50, people=6, questions=3, items=(slides, talk)))
    >>> result.figures["planned"], result.figures["spare"], result.figures["room"], result.figures["voice"]
    (55.0, -5.0, 2, 7.5)
    >>> result.rows[1]
    ('09:40', '09:55', 'Question 1', 15.0)
    >>> result.findings[1]
    ('drop', {'names': 'Slides', 'saved': 10.0})
    """
    parts = list(_parts(given, given.questions))
    planned = sum(part.seconds for part in parts)
    talked = sum(part.seconds for part in parts if part.item.doing == "talk")
    available = given.minutes * 60
    asks = [place for place, item in enumerate(given.items) if item.often == "question"]
    can_go = sorted(
        (item for place, item in enumerate(given.items) if item.drop == "can" and not _within(place, asks)),
        key=lambda item: (FIRST_TO_GO.index(item.doing), -_seconds(item, given)),
    )
    saved = sum(_seconds(item, given) for item in can_go)
    room = _room(given, available) if asks else None
    room_dropped = _room(given, available + saved) if asks else None
    share = 100 * talked / planned
    figures = {
        "planned": planned / 60,
        "spare": (available - planned) / 60,
        "room": room,
        "room_dropped": room_dropped,
        "voice": talked / 60 / given.people,
        "share": share,
    }
    findings: list[tuple[str, dict[str, float | str]]] = []
    if planned > available:
        findings.append(("over", {"over": (planned - available) / 60}))
        findings += _mend(given, planned - available, can_go, room_dropped)
    else:
        code = "tight" if available - planned < TIGHT else "fits"
        findings.append((code, {"spare": (available - planned) / 60}))
        if room is not None and room > given.questions:
            findings.append(("room", {"n": room}))
    if not asks:
        findings.append(("no-question", {}))
    if talked < LITTLE_VOICE * given.people:
        findings.append(("little-voice", {"voice": talked / 60 / given.people}))
    if share < HALF:
        findings.append(("listening", {"share": share}))
    sitting = _longest_sitting(parts)
    if sitting > LONG_SITTING:
        findings.append(("no-break", {"sitting": sitting / 60}))
    return Result(
        figures=figures,
        findings=findings,
        rows=_on_the_clock(given.start, parts),
        picture=_timeline(given, parts),
    )


def _timeline(given: Agenda, parts: list[Part]) -> Strips:
    """A row for each item, with a mark where it happens, in minutes from the start; a line where the time is up."""
    marks: dict[int, list[tuple[str, float, float]]] = {place: [] for place in range(len(given.items))}
    elapsed = 0
    for part in parts:
        until = elapsed + part.seconds
        marks[part.place].append((part.item.doing, elapsed / 60, until / 60))
        elapsed = until
    return Strips(
        [
            Strip(item.title, marks[place], [sum(part.seconds for part in parts if part.place == place) / 60])
            for place, item in enumerate(given.items)
        ],
        [("end", given.minutes)],
        most=max(elapsed / 60, given.minutes),
    )


def _parts(given: Agenda, questions: int) -> Iterator[Part]:
    """All that happens, in its order, with this many questions."""
    blocks = [
        list(run) for _, run in groupby(enumerate(given.items), key=lambda numbered: numbered[1].often == "question")
    ]
    asking = [block for block in blocks if block[0][1].often == "question"]
    number, left = 0, questions
    for block in blocks:
        if block not in asking:
            yield from (Part(place, item, _seconds(item, given), 0) for place, item in block)
            continue
        here = -(-left // (len(asking) - asking.index(block)))
        left -= here
        for _ in range(here):
            number += 1
            yield from (Part(place, item, _whole_seconds(item), number) for place, item in block)


def _within(place: int, asks: list[int]) -> bool:
    """Whether it is an item for each question, or stands between two of them."""
    return bool(asks) and asks[0] <= place <= asks[-1]


def _whole_seconds(item: Item) -> int:
    return int(item.minutes * 60 + 0.5)


def _seconds(item: Item, given: Agenda) -> int:
    """How long an item lasts that is not for each question."""
    return _whole_seconds(item) * (given.people if item.often == "person" else 1)


def _room(given: Agenda, available: int) -> int:
    """The most questions with which the agenda fits; 0 too where it does not fit without any."""
    fitting = (n for n in range(MOST_QUESTIONS, 0, -1) if sum(part.seconds for part in _parts(given, n)) <= available)
    return next(fitting, 0)


def _mend(
    given: Agenda, over: int, can_go: list[Item], room_dropped: int | None
) -> Iterator[tuple[str, dict[str, float | str]]]:
    """What to drop of what can go, until it fits; and how many questions are left if that is not enough."""
    names: list[str] = []
    saved = 0
    for item in can_go:
        if saved < over:
            names.append(item.title)
            saved += _seconds(item, given)
    if names:
        yield "drop", {"names": ", ".join(names), "saved": saved / 60}
    if saved < over:
        yield ("fewer", {"n": room_dropped, "questions": given.questions}) if room_dropped else ("too-much", {})


def _longest_sitting(parts: list[Part]) -> int:
    runs = groupby(parts, key=lambda part: part.item.doing == "rest")
    return max((sum(part.seconds for part in run) for rest, run in runs if not rest), default=0)


def _on_the_clock(start: str, parts: list[Part]) -> list[tuple[str, str, str, float]]:
    rows, elapsed = [], 0
    for part in parts:
        title = f"{part.item.title} {part.number}" if part.number else part.item.title
        until = elapsed + part.seconds
        rows.append((_clock(start, elapsed), _clock(start, until), title, part.seconds / 60))
        elapsed = until
    return rows


def _clock(start: str, elapsed: int) -> str:
    """The time on a clock of 24 hours, to the nearest minute.

    >>> _clock("t0930", 45 * 60), _clock("t2000", 5 * 3600)
    ('10:15', '01:00')
    """
    minutes = int(start[1:3]) * 60 + int(start[3:]) + (elapsed + 30) // 60
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
