"""What tells a reader where they were: all of it by its view, for Python works nothing out."""

from typing import Literal, TypedDict


class Output(TypedDict):
    """Nothing."""


class ModulePlace(TypedDict):
    """The step that a reader is at in a module."""

    step: int
    at: Literal["read", "do", "where", "check", "team"]


class FormPlace(TypedDict):
    """How much of a form is answered, and the `day` of the last answer in words, where it is known."""

    answered: int
    of: int
    day: str


class PlanPlace(TypedDict):
    """A plan, without what is done: how many `actions`, how many `late`, when the `next` is due: in how many `days`.

    `overdue` names the first of those that are late, and `more` counts the others; `what` is the next one.
    """

    actions: int
    late: int
    next: Literal["", "today", "tomorrow", "later"]
    days: int
    what: str
    overdue: list[str]
    more: int
    undated: bool


class NextPlace(TypedDict):
    """Whether the next module is next by the reader's route."""

    on_route: bool


class StartPlace(TypedDict):
    """The day on which a start was kept, in words."""

    day: str


class View(TypedDict):
    """Every place where a reader was, or can go on."""

    modules: dict[str, ModulePlace]
    forms: dict[str, FormPlace]
    plan: PlanPlace
    next: NextPlace
    start: StartPlace
