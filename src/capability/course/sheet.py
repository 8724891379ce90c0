"""What a page without names tells of many people's training: nothing that says what one of them did.

Whoever reads it may know who was asked for a record, who is on which route, and what one of them did, and shall not
learn who gave none. A count of few people, or of nearly all, would tell them; so would one count taken from another.
"""

from collections.abc import Callable

import msgspec

from capability.course.modules import Route
from capability.course.training import NOTHING, Done, Overview, Syllabus
from capability.rule.disclosure import FEWEST_IN_A_GROUP

FEWEST_COUNTED = 2 * FEWEST_IN_A_GROUP
"""Of fewer people nothing is counted: some did it and some did not, and one side is always under five."""


class Told(msgspec.Struct, frozen=True):
    """A count as it is told: exactly, where both are the same; else from `low` on, or up to `high`."""

    low: int
    high: int | None


FEW = Told(0, FEWEST_IN_A_GROUP - 1)
NEARLY_ALL = Told(FEWEST_IN_A_GROUP, None)
"""All, or all but four at most. It has no number, since that would tell how many gave a record."""


class ModuleSheet(msgspec.Struct, frozen=True, kw_only=True):
    """How many did what in a module, of those whose route asks for it; `None` is not told, or of few."""

    quiz: Told | None
    read: Told | None
    exercise: Told | None
    answered: Told | None


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The two pages without names: modules by id; or how many gave a record, and did all or half of their route."""

    modules: dict[str, ModuleSheet]
    gave: Told
    whole: Told | None
    half: Told | None


def told(count: int, of: int) -> Told | None:
    """A count of people as a page without names tells it; `of`: how many of them it can be.

    Exactly, where five or more did it and five or more did not; else that it is of few, or of nearly all.

    >>> [told(count, 12) for count in (0, 6, 12)]
    [Told(low=0, high=4), Told(low=6, high=6), Told(low=5, high=None)]
    >>> told(9, 9)
    """
    if of < FEWEST_COUNTED:
        return None
    if count < FEWEST_IN_A_GROUP:
        return FEW
    return Told(count, count) if count <= of - FEWEST_IN_A_GROUP else NEARLY_ALL


def gave(people: int, asked: int | None) -> Told:
    """How many gave a record: exactly where five or more did not; else from four missing on, so that none need be.

    >>> [gave(people, 30) for people in (20, 28, 30)], gave(28, None)
    ([Told(low=20, high=20), Told(low=26, high=None), Told(low=26, high=None)], Told(low=5, high=None))
    """
    if asked is None:
        return NEARLY_ALL
    exact = people <= asked - FEWEST_IN_A_GROUP
    return Told(people, people) if exact else Told(max(FEWEST_IN_A_GROUP, asked - FEWEST_IN_A_GROUP + 1), None)


def sheet_of(whole: Overview, syllabus: Syllabus, asked: int | None = None) -> Sheet:
    """What may stand on a page without names; `asked`: how many people were asked for a record."""
    people = whole.people
    routed = [(person, route) for person in people if (route := syllabus.route(person.route)) is not None]
    done = sum(person.steps == len(route.steps) for person, route in routed)
    half = sum(2 * person.steps >= len(route.steps) for person, route in routed)
    return Sheet(
        modules={module: _module(module, whole, syllabus) for module in syllabus.modules},
        gave=gave(len(people), asked),
        whole=told(done, len(routed)),
        half=told(half, len(routed)),
    )


def _module(module: str, whole: Overview, syllabus: Syllabus) -> ModuleSheet:
    """Each is counted among those whose route asks for it: of others it would be thought that they did not."""

    def count(how: str, did: Callable[[Done], bool]) -> Told | None:
        asked = [person for person in whole.people if _asks(syllabus.route(person.route), module, how)]
        found = told(sum(did(person.modules.get(module, NOTHING)) for person in asked), len(asked))
        return None if found == FEW else found  # apart, the two would tell how many gave a record at the most

    return ModuleSheet(
        quiz=count("whole", lambda done: bool(done.day)),
        read=count("read", lambda done: bool(done.read)),
        exercise=count("whole", lambda done: bool(done.exercise)),
        answered=count("whole", lambda done: done.answered),
    )


def _asks(route: Route | None, module: str, how: str) -> bool:
    """Whether somebody may be thought to have done this in a module: their route asks for it, or they chose none."""
    if route is None:
        return True
    step = route.at(module)
    return step is not None and route.steps[step].how == how
