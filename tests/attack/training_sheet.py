"""Attacks the page without names of the training overview.

The attacker knows the rule, who gave a record, everybody's route, perhaps that nobody leaves their route, and perhaps
what one person did. They write down every world that gives the same page. Where all people of a route (but the one whom
they know) did a thing in all of these worlds, or none did in any, they know it of each.

    python -m tests.attack.training_sheet
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import combinations_with_replacement, product

from capability.course.modules import Route, RouteStep
from capability.course.sheet import Sheet, sheet_of
from capability.course.training import Done, Person, Syllabus, Taught, overview, steps_done

Kind = tuple[bool, ...]
"""What one person did: of each thing whether they did it."""

Group = tuple[Kind, ...]
"""The people of one route, in an order that says nothing."""

World = tuple[Group, ...]
Page = Callable[[World], Hashable]


def worlds(sizes: Sequence[int], kinds: Sequence[Sequence[Kind]]) -> Iterator[World]:
    """Every way in which groups of these sizes can have done the things that are open to each."""
    return product(*(tuple(combinations_with_replacement(of, n)) for n, of in zip(sizes, kinds, strict=True)))


def given_away(
    same: Sequence[World], open_to: Sequence[Sequence[int]], known: tuple[int, Kind] | None = None
) -> set[tuple[int, int]]:
    """Each group and thing of which it is known what all of the group did; `known`: one person's group and doings."""
    lowest: dict[tuple[int, int], int] = {}
    highest: dict[tuple[int, int], int] = {}
    sizes: dict[tuple[int, int], int] = {}
    for world in same:
        if known is not None and known[1] not in world[known[0]]:
            continue
        for g, group in enumerate(world):
            mine = known[1] if known is not None and known[0] == g else None
            for thing in open_to[g]:
                count = sum(kind[thing] for kind in group) - (mine is not None and mine[thing])
                at = g, thing
                lowest[at], highest[at] = min(lowest.get(at, count), count), max(highest.get(at, count), count)
                sizes[at] = len(group) - (mine is not None)
    return {at for at, n in sizes.items() if n and (lowest[at] == n or highest[at] == 0)}


def attack(sizes: Sequence[int], kinds: Sequence[Sequence[Kind]], page: Page) -> tuple[int, list[World]]:
    """How many pages there can be, and one world for each page that gives somebody away."""
    alike: Mapping[Hashable, list[World]] = defaultdict(list)
    for world in worlds(sizes, kinds):
        alike[page(world)].append(world)
    open_to = [[t for t in range(len(of[0])) if len({kind[t] for kind in of}) > 1] for of in kinds]
    fallen = []
    for same in alike.values():
        insiders = {(g, kind) for world in same for g, group in enumerate(world) for kind in group}
        if given_away(same, open_to) or any(given_away(same, open_to, insider) for insider in insiders):
            fallen.append(same[0])
    return len(alike), fallen


def course_of(routes: Sequence[str]) -> Syllabus:
    """A course of modules that are called by one letter, and its routes; each module of them is to be done whole."""
    return Syllabus(
        modules={name: Taught(title=name, questions=6) for name in sorted(set("".join(routes)))},
        routes=tuple(
            Route(
                id=f"r{n}", title="R", who="r", about="R.", steps=tuple(RouteStep(module=m, how="whole") for m in names)
            )
            for n, names in enumerate(routes)
        ),
    )


def kinds_of(routes: Sequence[str], *, on_route: bool) -> list[list[Kind]]:
    """What people of each route can have done: of each module its quiz, then all of the route, then half of it or more.

    With `on_route` it is known that nobody did a module of another route.
    """
    names = sorted(set("".join(routes)))
    every = list(product((False, True), repeat=len(names)))
    return [
        [
            (*quizzes, done == len(route), 2 * done >= len(route))
            for quizzes in every
            if not on_route or all(name in route for name, quiz in zip(names, quizzes, strict=True) if quiz)
            for done in [sum(quiz and name in route for name, quiz in zip(names, quizzes, strict=True))]
        ]
        for route in routes
    ]


def pages(routes: Sequence[str]) -> tuple[Page, Page]:
    """The kit's two pages without names, of a world: what was done by module, and how many finished their route."""
    course = course_of(routes)
    seen: dict[tuple[int, ...], Sheet] = {}

    def sheet(world: World) -> Sheet:
        sums = tuple(sum(things) for things in zip(*(kind for group in world for kind in group), strict=True))
        if sums not in seen:
            people = [
                (f"{g}.{n}", _person(f"{g}.{n}", course, g, kind))
                for g, group in enumerate(world)
                for n, kind in enumerate(group)
            ]
            seen[sums] = sheet_of(overview(people, course)[0], course)
        return seen[sums]

    def by_module(world: World) -> Hashable:
        return tuple((name, module.quiz, module.last) for name, module in sheet(world).modules.items())

    def by_route(world: World) -> Hashable:
        found = sheet(world)
        return found.on_route, found.whole, found.half

    return by_module, by_route


def _person(name: str, course: Syllabus, route: int, kind: Kind) -> Person:
    way = course.routes[route]
    modules = {module: Done(day="2026-11-02") for module, quiz in zip(course.modules, kind, strict=False) if quiz}
    return Person(name=name, saved="", modules=modules, route=way.id, steps=steps_done(way, modules))


TEAMS: Sequence[tuple[Sequence[str], Sequence[int]]] = (
    (("ab",), (9,)),
    (("ab",), (12,)),
    (("ab", "bc"), (7, 1)),
    (("ab", "bc"), (9, 2)),
    (("ab", "bc"), (10, 2)),
    (("ab", "cd"), (7, 2)),
    (("ab", "ba"), (9, 2)),
    (("ab", "bc", "ac"), (8, 1, 1)),
    (("abc", "ac"), (7, 1)),
)
"""Routes by the letters of their modules, and how many people are on each."""


def main() -> int:
    """Attack every team and both pages; where modules are few, also without the belief that nobody left their route."""
    through = 0
    for routes, sizes in TEAMS:
        for on_route in (True, False) if len(set("".join(routes))) == 2 else (True,):
            kinds = kinds_of(routes, on_route=on_route)
            for name, page in zip(("by module", "by route"), pages(routes), strict=True):
                looks, fallen = attack(sizes, kinds, page)
                print(f"{'/'.join(routes)} {sizes}, {name}: {looks} pages, {len(fallen)} give somebody away")
                through += len(fallen)
    return min(through, 1)


if __name__ == "__main__":
    sys.exit(main())
