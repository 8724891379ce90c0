"""The steps that a reader means to take, from their own record: a table, a text, and a calendar of dates."""

from collections.abc import Mapping
from typing import Literal

from capability.course.learning import Planned
from capability.errors import Fault, PlanError
from capability.text import file_name, is_day, spoken_date
from capability.writing.calendar import Entry, to_calendar
from capability.writing.csv import to_csv
from capability.writing.document import Block, Document, Heading, Paragraph, Written
from capability.writing.markdown import to_markdown
from capability.writing.plans import NO_DAY, NO_OWNER

OwnPlanKind = Literal["csv", "markdown", "calendar"]
ENDINGS: dict[OwnPlanKind, str] = {"csv": "csv", "markdown": "md", "calendar": "ics"}

TITLE = "My plan"
HEAD = ("Order", "Practice", "Next step", "Who", "By when", "In the plan since", "Done on")

OwnPlan = Mapping[str, Mapping[str, Planned]]
"""Steps by instrument and practice, as a record of learning has them."""


def write_own_plan(plan: OwnPlan, kind: OwnPlanKind, made: str, homes: Mapping[str, str] | None = None) -> Written:
    """A reader's own plan as a file of one kind; `made` is the moment of writing, or its day.

    `homes`: by instrument, what tells this reader's calendar entries from another's, such as the id of their answers.
    Raises `PlanError` for a calendar in which nothing would stand.
    """
    day = made[:10]
    name = file_name("my-plan", day, ENDINGS[kind])
    match kind:
        case "csv":
            return Written(name, to_csv(_rows(plan)).encode())
        case "markdown":
            return Written(name, to_markdown(_document(plan, day)).encode())
        case "calendar":
            return Written(name, to_calendar(TITLE, _entries(plan, homes or {}), made).encode())


def in_order(plan: OwnPlan) -> list[tuple[str, str, Planned]]:
    """Instrument, practice and step of each, in the order in which they were chosen.

    >>> first, then = (Planned(title="A", step="Do.", day=day) for day in ("2026-11-02", "2026-11-03"))
    >>> [step.day for _, _, step in in_order({"team": {"x.y": then}, "contract": {"x.z": first}})]
    ['2026-11-02', '2026-11-03']
    """
    steps = [(name, practice, step) for name, of in plan.items() for practice, step in of.items()]
    return sorted(steps, key=lambda entry: entry[2].day)


def _rows(plan: OwnPlan) -> list[tuple[str, ...]]:
    steps = [step for _, _, step in in_order(plan)]
    rows = [
        (str(n), step.title, step.step, step.owner, step.due, step.day, step.done) for n, step in enumerate(steps, 1)
    ]
    return [HEAD, *rows]


def _document(plan: OwnPlan, made: str) -> Document:
    blocks: list[Block] = [Heading(1, TITLE), Paragraph(f"Written on {spoken_date(made)}.")]
    for n, (_, _, step) in enumerate(in_order(plan), 1):
        blocks += [
            Heading(2, f"{n}. {_called(step)}"),
            *([Paragraph(step.step)] if step.title else []),
            Paragraph(step.owner or NO_OWNER, "Who:"),
            Paragraph(spoken_date(step.due) if step.due else NO_DAY, "By when:"),
            *([Paragraph(spoken_date(step.done), "Done on:")] if step.done else []),
        ]
    return Document(TITLE, made, tuple(blocks))


def _called(step: Planned) -> str:
    """What names a step: the title of its practice or, of a reader's own action, its words."""
    return step.title or step.step


def _entries(plan: OwnPlan, homes: Mapping[str, str]) -> list[Entry]:
    entries = [
        Entry(
            f"{homes.get(name) or 'my-plan'}.{practice}",
            step.due,
            f"Done: {_called(step)}" if step.done else _called(step),
            "\n".join(filter(None, [step.title and step.step, step.owner and f"Who: {step.owner}"])),
        )
        for name, practice, step in in_order(plan)
        if is_day(step.due)
    ]
    if not entries:
        raise PlanError(Fault("no-dates", "calendar", "no step has a date yet", "give one to put it into a calendar"))
    return entries
