"""What a page without names tells of many people's training: nothing that says what one of them did.

Whoever reads it may know who gave a record, who is on which route, and what one of them did. A count of few people, or
of nearly all, would tell them the rest; so would one count taken from another.
"""

import msgspec

from capability.course.modules import Route
from capability.course.training import Overview, Syllabus
from capability.rule.disclosure import FEWEST_IN_A_GROUP

FEWEST_COUNTED = FEWEST_IN_A_GROUP + 2
"""Of fewer people nothing is counted: five of six who did it leave one, and that one knows what all others did."""


class Told(msgspec.Struct, frozen=True):
    """A count as it is told: exactly, where both are the same; else from `low` on, or up to `high`."""

    low: int
    high: int | None


class ModuleSheet(msgspec.Struct, frozen=True, kw_only=True):
    """How many did what in a module, and the last day of a quiz; `None` is not told."""

    quiz: Told | None
    read: Told | None
    exercise: Told | None
    answered: Told | None
    last: str | None


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The page without names: modules by id, and of the people `on_route` how many did all of it, and half or more."""

    modules: dict[str, ModuleSheet]
    on_route: int
    whole: Told | None
    half: Told | None


def told(count: int, of: int) -> Told | None:
    """A count of people as a page without names tells it; `of`: how many of them it can be.

    Exactly, where five or more did it and five or more did not; else that it is fewer than five, or five or more.

    >>> [told(count, 12) for count in (0, 6, 12)]
    [Told(low=0, high=4), Told(low=6, high=6), Told(low=5, high=None)]
    >>> told(6, 6)
    """
    if of < FEWEST_COUNTED:
        return None
    if count < FEWEST_IN_A_GROUP:
        return Told(0, FEWEST_IN_A_GROUP - 1)
    if count <= of - FEWEST_IN_A_GROUP:
        return Told(count, count)
    return Told(FEWEST_IN_A_GROUP, None)


def sheet_of(whole: Overview, syllabus: Syllabus) -> Sheet:
    """What may stand on a page without names."""
    people = whole.people
    modules = {}
    for module in whole.modules:
        able = sum(_leads_to(syllabus.route(person.route), module.id) for person in people)
        quiz = told(module.quiz, able)
        modules[module.id] = ModuleSheet(
            quiz=quiz,
            read=told(module.read, able),
            exercise=told(module.exercise, able),
            answered=told(module.answered, able),
            last=module.last if quiz is not None and quiz.low >= FEWEST_IN_A_GROUP else None,
        )
    routed = [(person, route) for person in people if (route := syllabus.route(person.route)) is not None]
    done = sum(person.steps == len(route.steps) for person, route in routed)
    half = sum(2 * person.steps >= len(route.steps) for person, route in routed)
    return Sheet(modules=modules, on_route=len(routed), whole=told(done, len(routed)), half=told(half, len(routed)))


def _leads_to(route: Route | None, module: str) -> bool:
    """Whether somebody may be thought to have done a module: it is on their route, or they chose none."""
    return route is None or route.at(module) is not None
