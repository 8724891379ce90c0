"""A plan as files: Markdown, CSV, Word, and a calendar of its dated actions."""

from typing import Literal

from capability.rule.plan import Action, Plan, Why
from capability.text import spoken_date
from capability.writing.calendar import Entry, to_calendar
from capability.writing.csv import to_csv
from capability.writing.document import Block, Bullets, Document, Heading, Paragraph, Table, Written
from capability.writing.markdown import to_markdown
from capability.writing.word import to_word

PlanKind = Literal["markdown", "csv", "word", "calendar"]
ENDINGS: dict[PlanKind, str] = {"markdown": "md", "csv": "csv", "word": "docx", "calendar": "ics"}

WHY: dict[Why, str] = {
    "foundation": "A foundation that holds the dimension back",
    "share": "One of those of which some must move",
    "disputed": "Seen differently: agree first what is true",
    "below-target": "Below the target",
    "unknown": "Not known yet",
}
NO_OWNER, NO_DAY = "Nobody yet", "No date yet"
HEAD = (
    *("Order", "Dimension", "Practice", "Now", "Target", "Why", "Next step", "Chapter", "Evidence to gather"),
    *("Owner", "By", "Note"),
)


def write_plan(plan: Plan, kind: PlanKind, made: str) -> Written:
    """A plan as a file of one kind; `made` is the day of writing, such as `2026-11-22`.

    A calendar holds the actions that have a date. The same plan gives the same bytes on every computer.
    """
    name = f"{plan.instrument}-plan-{made}.{ENDINGS[kind]}"
    match kind:
        case "markdown":
            return Written(name, to_markdown(plan_document(plan, made)).encode())
        case "csv":
            return Written(name, to_csv(plan_rows(plan)).encode())
        case "word":
            return Written(name, to_word(plan_document(plan, made)))
        case "calendar":
            return Written(name, to_calendar(plan_entries(plan), made).encode())


def plan_document(plan: Plan, made: str) -> Document:
    """A plan as a document: what it aims at, all actions in a table, then each with what it needs."""
    title = f"Plan: {plan.title}"
    blocks: list[Block] = [
        Heading(1, title),
        Paragraph(f"Written on {spoken_date(made)}, from answers to version {plan.version}. For learning."),
    ]
    if not plan.actions:
        return Document(title, made, (*blocks, Paragraph("Nothing is below the targets that were chosen.")))
    blocks.append(Heading(2, "All actions"))
    blocks.append(
        Table(
            ("Order", "Action", "Owner", "By"),
            tuple(
                (str(place), action.title, action.owner or NO_OWNER, spoken_date(action.due) if action.due else NO_DAY)
                for place, action in enumerate(plan.actions, 1)
            ),
        )
    )
    for place, action in enumerate(plan.actions, 1):
        blocks += [
            Heading(2, f"{place}. {action.title}"),
            Paragraph(f"{_now(plan, action)}. Target: {_level(plan, action.target)}.", f"{action.dimension}:"),
            Paragraph(f"{_why(action)}.", "Why:"),
            Paragraph(action.step, "Next step:"),
            Paragraph(spoken_chapter(action.module), "Chapter:"),
            Paragraph(action.owner or NO_OWNER, "Owner:"),
            Paragraph(spoken_date(action.due) if action.due else NO_DAY, "By:"),
        ]
        if action.note:
            blocks.append(Paragraph(action.note, "Note:"))
        blocks += [Paragraph("", "Evidence to gather:"), Bullets(action.evidence)]
    return Document(title, made, tuple(blocks))


def plan_rows(plan: Plan) -> list[tuple[str, ...]]:
    """A plan as rows of text: headings first, then one row an action."""
    return [
        HEAD,
        *(
            (
                str(place),
                action.dimension,
                action.title,
                _now(plan, action),
                _level(plan, action.target),
                _why(action),
                action.step,
                action.module,
                "; ".join(action.evidence),
                action.owner,
                action.due,
                action.note,
            )
            for place, action in enumerate(plan.actions, 1)
        ),
    ]


def plan_entries(plan: Plan) -> list[Entry]:
    """The dated actions as entries of a calendar."""
    return [
        Entry(
            f"{plan.instrument}.{action.practice}",
            action.due,
            action.title,
            "\n".join(
                filter(
                    None,
                    [
                        action.step,
                        f"Chapter: {spoken_chapter(action.module)}",
                        action.owner and f"Owner: {action.owner}",
                        action.note,
                    ],
                )
            ),
        )
        for action in plan.actions
        if action.due
    ]


def spoken_chapter(module: str) -> str:
    """A chapter as people find it in the book, from the name of its file.

    >>> spoken_chapter("03-market-shaping")
    '3, market shaping'
    """
    number, _, words = module.partition("-")
    return f"{int(number)}, {words.replace('-', ' ')}"


def _why(action: Action) -> str:
    if action.spread is None:
        return WHY[action.why]
    low, high = action.spread
    return f"{WHY[action.why]} (answers from {low} to {high})"


def _now(plan: Plan, action: Action) -> str:
    return _level(plan, action.level) if isinstance(action.level, int) else "Not known"


def _level(plan: Plan, level: int) -> str:
    return f"{level} {plan.scale[level]}"
