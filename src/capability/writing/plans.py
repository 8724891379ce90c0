"""A plan as files: Markdown, CSV, Word, and a calendar of its dated actions."""

from typing import Literal

from capability.errors import Fault, PlanError
from capability.rule.plan import Action, Plan, PlanFile, Why
from capability.rule.plan import to_json as plan_json
from capability.text import file_name, spoken_date
from capability.writing.calendar import Entry, to_calendar
from capability.writing.csv import to_csv
from capability.writing.document import Block, Bullets, Document, Heading, Paragraph, Table, Written
from capability.writing.markdown import to_markdown
from capability.writing.word import to_word

PlanKind = Literal["markdown", "csv", "word", "calendar"]
ENDINGS: dict[PlanKind, str] = {"markdown": "md", "csv": "csv", "word": "docx", "calendar": "ics"}

WHY: dict[Why, str] = {
    "foundation": "A foundation that holds the dimension back",
    "share": "One of several, of which some must rise for the level to rise",
    "disputed": "Seen differently: agree first what is true",
    "below-target": "Below the target",
    "unknown": "Not known yet",
    "own": "In your own words, such as a promise",
}
NO_OWNER, NO_DAY = "Nobody yet", "No date yet"
HEAD = (
    *("Order", "Dimension", "Practice", "Now", "Target", "Why", "Next step", "Module", "Evidence to gather"),
    *("Owner", "By", "Note"),
)


def write_plan(plan: Plan, kind: PlanKind, made: str) -> Written:
    """A plan as a file of one kind; `made` is the moment of writing, such as `2026-11-22T09:30:00Z`, or its day.

    A calendar holds the actions that have a date. The same plan gives the same bytes on every computer.

    Raises `PlanError` for a calendar in which nothing would stand, or of a plan without an identity.
    """
    day = made[:10]
    name = file_name(f"{plan.instrument}-plan", day, ENDINGS[kind], plan.name)
    match kind:
        case "markdown":
            return Written(name, to_markdown(plan_document(plan, day)).encode())
        case "csv":
            return Written(name, to_csv(plan_rows(plan)).encode())
        case "word":
            return Written(name, to_word(plan_document(plan, day)))
        case "calendar":
            return Written(name, to_calendar(plan.called, plan_entries(plan), made).encode())


def write_choices(plan: PlanFile, made: str) -> Written:
    """The plan's own file, which can be opened again: choices and words, and not the actions."""
    return Written(file_name(f"{plan.instrument}-plan", made[:10], "json", plan.name), plan_json(plan).encode())


def plan_document(plan: Plan, made: str) -> Document:
    """A plan as a document: what it aims at, all actions in a table, then each with what it needs."""
    title = f"Plan: {plan.called}"
    blocks: list[Block] = [
        Heading(1, title),
        Paragraph(f"Written on {spoken_date(made)}. For learning."),
        Paragraph(f"{plan.title}, version {plan.version}.", "From answers to:"),
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
            (9, 51, 22, 18),
        )
    )
    for place, action in enumerate(plan.actions, 1):
        blocks += [
            Heading(2, f"{place}. {action.title}"),
            Paragraph(f"{_now(plan, action)}. Target: {_level(plan, action.target)}.", f"{action.dimension}:"),
            Paragraph(f"{_why(action)}.", "Why:"),
            Paragraph(action.step, "Next step:"),
            Paragraph(spoken_module(action.module), "Module:"),
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
    """The dated actions as entries of a calendar, each known by its plan and its practice; raises as `write_plan`."""
    if not plan.id:
        what = "it has no identity, by which a calendar tells plans apart"
        raise PlanError(Fault("no-identity", "plan", what, "begin it with `capability plan --as json`"))
    entries = [
        Entry(
            f"{plan.id}.{action.practice}",
            action.due,
            f"{action.title} ({plan.name})" if plan.name else action.title,
            "\n".join(
                filter(
                    None,
                    [
                        action.step,
                        f"Why: {_why(action)}",
                        f"Module: {spoken_module(action.module)}",
                        action.owner and f"Owner: {action.owner}",
                        action.note,
                    ],
                )
            ),
        )
        for action in plan.actions
        if action.due
    ]
    if not entries:
        what = "no action has a date yet"
        raise PlanError(Fault("no-dates", "calendar", what, "give one to put it into a calendar"))
    return entries


def spoken_module(module: str) -> str:
    """A module as people find it in the book, from the name of its file.

    >>> spoken_module("03-market-shaping")
    '3, market shaping'
    """
    number, _, words = module.partition("-")
    return f"{int(number)}, {words.replace('-', ' ')}"


def _why(action: Action) -> str:
    words = WHY[action.why]
    if action.spread is None:
        return words
    low, high = action.spread
    return f"{words} (people disagree, from {low} to {high}: check first)"


def _now(plan: Plan, action: Action) -> str:
    return _level(plan, action.level) if isinstance(action.level, int) else "Not known"


def _level(plan: Plan, level: int) -> str:
    return f"{level} {plan.scale[level]}"
