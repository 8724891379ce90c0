"""Attacks the page without names of the training overview.

The attacker knows the rule, everybody's route, perhaps that nobody does more than their route asks for, and perhaps
what one person did. They write down every world that gives the same page. Either they know who gave a record: where all
people of a route (but the one whom they know) did a thing in all of these worlds, or none did in any, they know it of
each. Or they know who was asked: where none of a route (but that one) gave a record in any, they know that of each.

    python -m tests.attack.training_sheet
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import combinations_with_replacement, product

from capability.course.modules import Route, RouteStep
from capability.course.sheet import Sheet, sheet_of
from capability.course.training import Done, Person, Syllabus, Taught, overview, steps_done
from capability.rule.disclosure import FEWEST_IN_A_GROUP

Kind = tuple[bool, ...]
"""What one person did: of each thing whether they did it, first whether they gave a record."""

GAVE = 0

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
    return {at for at, n in sizes.items() if n and (highest[at] == 0 or (at[1] != GAVE and lowest[at] == n))}


def attack(
    sizes: Sequence[int], kinds: Sequence[Sequence[Kind]], page: Page, *, silent: bool = False
) -> tuple[int, list[World]]:
    """How many pages there can be, and one world for each page that gives somebody away.

    With `silent` everybody may have given a record or not, and that alone is sought. There is no page of few records.
    """
    if silent:
        kinds = [[(False,) * len(of[0]), *of] for of in kinds]
    alike: Mapping[Hashable, list[World]] = defaultdict(list)
    for world in worlds(sizes, kinds):
        if sum(kind[GAVE] for group in world for kind in group) >= FEWEST_IN_A_GROUP:
            alike[page(world)].append(world)
    open_to = [[t for t in range(len(of[0])) if len({kind[t] for kind in of}) > 1] for of in kinds]
    if silent:
        open_to = [[GAVE]] * len(kinds)
    fallen = []
    for same in alike.values():
        insiders = {(g, kind) for world in same for g, group in enumerate(world) for kind in group}
        if given_away(same, open_to) or any(given_away(same, open_to, insider) for insider in insiders):
            fallen.append(same[0])
    return len(alike), fallen


def course_of(routes: Sequence[str]) -> Syllabus:
    """A course of modules that are called by one letter, and its routes: a capital is to be read, others done whole."""
    return Syllabus(
        modules={name: Taught(title=name, questions=6) for name in sorted(set("".join(routes).lower()))},
        routes=tuple(
            Route(
                id=f"r{n}",
                title="R",
                who="r",
                about="R.",
                steps=tuple(RouteStep(module=m.lower(), how="read" if m.isupper() else "whole") for m in names),
            )
            for n, names in enumerate(routes)
        ),
    )


def kinds_of(routes: Sequence[str], *, on_route: bool) -> list[list[Kind]]:
    """What people of each route can have done, if they gave a record.

    Of each module whether they did it as their route asks, then all of the route, then half of it or more. With
    `on_route` it is known that nobody did a module of another route.
    """
    names = course_of(routes).modules
    every = list(product((False, True), repeat=len(names)))
    return [
        [
            (True, *modules, done == len(route), 2 * done >= len(route))
            for modules in every
            if not on_route or all(name in route.lower() for name, did in zip(names, modules, strict=True) if did)
            for done in [sum(did and name in route.lower() for name, did in zip(names, modules, strict=True))]
        ]
        for route in routes
    ]


def sums_of(world: World) -> tuple[tuple[int, ...], ...]:
    """Of each group, how many did each thing."""
    return tuple(tuple(sum(things) for things in zip(*group, strict=True)) for group in world)


def pages(routes: Sequence[str]) -> tuple[Page, Page]:
    """The kit's two pages without names, of a world: what was done by module, and how many finished their route."""
    course = course_of(routes)
    seen: dict[tuple[tuple[int, ...], ...], Sheet] = {}

    def sheet(world: World) -> Sheet:
        sums = sums_of(world)
        if sums not in seen:
            people = [
                (f"{g}.{n}", _person(f"{g}.{n}", course, g, kind))
                for g, group in enumerate(world)
                for n, kind in enumerate(group)
                if kind[GAVE]
            ]
            seen[sums] = sheet_of(overview(people, course)[0], course, sum(len(group) for group in world))
        return seen[sums]

    def by_module(world: World) -> Hashable:
        return tuple((name, module.quiz, module.read) for name, module in sheet(world).modules.items())

    def by_route(world: World) -> Hashable:
        found = sheet(world)
        return found.gave, found.whole, found.half

    return by_module, by_route


def _person(name: str, course: Syllabus, route: int, kind: Kind) -> Person:
    way = course.routes[route]
    to_read = {step.module for step in way.steps if step.how == "read"}
    modules = {
        module: Done(read="2026-11-02") if module in to_read else Done(day="2026-11-02")
        for module, did in zip(course.modules, kind[GAVE + 1 :], strict=False)
        if did
    }
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
    (("a", "A"), (7, 12)),
    (("a", "A"), (11, 7)),
    (("aB", "Ab"), (10, 2)),
    (("ab", "Bc"), (10, 5)),
)
"""Routes by the letters of their modules, and how many people are on each; a capital is to be read."""

ASKED: Sequence[tuple[Sequence[str], Sequence[int]]] = (
    (("a", "b"), (12, 2)),
    (("a", "b"), (12, 5)),
    (("a", "b"), (15, 5)),
    (("a", "A"), (12, 7)),
    (("a", "ab"), (12, 2)),
    (("a", "b", "c"), (12, 7, 2)),
    (("ab", "ac", "bc"), (4, 3, 3)),
    (("A", "aB"), (10, 5)),
    (("ab", "Bc"), (7, 2)),
)
"""The same of people who were asked, and may have given no record."""


def main() -> int:
    """Attack every team and both pages; where modules are few, also without the belief that nobody left their route."""
    through = 0
    for silent, teams in ((False, TEAMS), (True, ASKED)):
        for routes, sizes in teams:
            for on_route in (True, False) if len(course_of(routes).modules) <= 2 and not silent else (True,):
                kinds = kinds_of(routes, on_route=on_route)
                for name, page in zip(("by module", "by route"), pages(routes), strict=True):
                    looks, fallen = attack(sizes, kinds, page, silent=silent)
                    who = "who gave none" if silent else "who did what"
                    print(f"{who}, {'/'.join(routes)} {sizes}, {name}: {looks} pages, {len(fallen)} fall", flush=True)
                    through += len(fallen)
    return min(through, 1)


if __name__ == "__main__":
    sys.exit(main())
