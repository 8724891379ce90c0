"""Coming back to finished modules: when, and which five situations.

What was learned once is kept by meeting it again, a few times and further and further apart. A return mixes situations
of all finished modules. Nothing here depends on anything but the record and the day.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from capability.course.learning import MOST_ASKED, QuizResult, Return
from capability.course.quizzes import Question, Quiz
from capability.text import is_day

AFTER = (14, 28, 42)
"""Days after a module was finished on which to come back to it."""

MOST_OF_ONE = 2
"""Situations of one module in a return, while there are enough of others."""

SATURDAY = 5
HOLIDAYS = ((1, 1), (12, 25), (12, 26))
"""Months and days that are holidays in all of England, Wales and Scotland, whatever the year."""

APART = 7
"""Days that two returns are apart, at least: what falls due in between is part of the one before. Nobody is asked twice
in a week, and who left a return in the midst has as long to go on with it."""


def due_days(finished: Mapping[str, str], returned: str | None = None) -> list[str]:
    """The days on which a return falls due after the last one, `returned`; `finished` are modules with their days.

    Each is a working day: what would fall on another falls due on the next one.

    >>> due_days({"01-x": "2026-11-01", "02-y": "2026-11-04"})
    ['2026-11-16', '2026-11-30', '2026-12-14']
    >>> due_days({"01-x": "2026-11-01"}, returned="2026-11-25")
    ['2026-12-14']
    """
    last = date.fromisoformat(returned) if returned else None
    due = []
    for day in sorted({day for done in finished.values() for day in _after(date.fromisoformat(done))}):
        if last is None or (day - last).days >= APART:
            due.append(day)
            last = day
    return [day.isoformat() for day in due]


def _after(done: date) -> Iterable[date]:
    return (working_day(done + timedelta(days)) for days in AFTER if (date.max - done).days >= days)


def working_day(day: date) -> date:
    """The day itself, or the next one on which councils work: no weekend, no Christmas, no New Year's Day.

    >>> str(working_day(date(2026, 12, 25)))
    '2026-12-28'
    """
    while (day.weekday() >= SATURDAY or (day.month, day.day) in HOLIDAYS) and day < date.max:
        day += timedelta(1)
    return day


def latest(returns: Mapping[str, Return]) -> str | None:
    """The day of the last return, if there was one."""
    return max(filter(is_day, returns), default=None)


def under_way(returns: Mapping[str, Return], today: str) -> str | None:
    """The day of the return on the reader's table: answered to its end today, or begun within a week and not yet."""
    day = latest(returns)
    if day is None:
        return None
    since = (date.fromisoformat(today) - date.fromisoformat(day)).days
    is_open = len(returns[day].choices) < len(returns[day].asked)
    is_here = 0 <= since < APART if is_open else today == (returns[day].finished or day)
    return day if is_here else None


def choose(
    quizzes: Iterable[Quiz], answered: Mapping[str, QuizResult], earlier: Mapping[str, Return], day: str
) -> tuple[str, ...]:
    """The questions of a day's return, by id: five, or as many as the quizzes of finished modules have.

    Those whose last answer was wrong come first, then those that were asked again longest ago, or never. What is equal
    is drawn by lot, of which the day decides. At most two are of one module, and none was in the last return, while
    there are five so: else more of one module come, and last those that were in it.
    """
    quizzes = list(quizzes)
    options = {name: choices for quiz in answered.values() for name, choices in quiz.choices.items()}
    seen: dict[str, str] = {}
    for when in sorted(earlier):
        options |= earlier[when].choices
        seen |= dict.fromkeys(earlier[when].asked, when)
    last = latest(earlier)
    barred = set(earlier[last].asked) if last else set()

    def rank(question: Question) -> tuple[bool, str, str]:
        lot = hashlib.sha256(f"{day} {question.id}".encode()).hexdigest()
        return not _was_wrong(question, options.get(question.id)), seen.get(question.id, ""), lot

    homes = {question.id: quiz.id for quiz in quizzes for question in quiz.questions}
    ranked = sorted((question for quiz in quizzes for question in quiz.questions), key=rank)
    fresh = [question.id for question in ranked if question.id not in barred]
    of: Counter[str] = Counter()
    mixed: list[str] = []
    for name in fresh:
        of[homes[name]] += 1
        if of[homes[name]] <= MOST_OF_ONE:
            mixed.append(name)
    # What comes first stays first: a dictionary keeps each name at the place where it came first.
    return tuple(dict.fromkeys([*mixed, *fresh, *(question.id for question in ranked)]))[:MOST_ASKED]


def _was_wrong(question: Question, chosen: str | None) -> bool:
    return chosen in {option.id for option in question.options if not option.right}
