"""The page without names: what it tells, and that nobody is told by it."""

from collections.abc import Hashable

import pytest

from capability.course.sheet import NEARLY_ALL, gave, sheet_of, told
from capability.course.training import Done, Person, overview
from capability.rule.disclosure import FEWEST_IN_A_GROUP
from tests.attack.training_sheet import GAVE, Page, World, attack, course_of, kinds_of, pages, sums_of

COURSE = course_of(["abc", "cd"])


def people(count: int, route: str, *modules: str, day: str = "2026-11-02") -> list[tuple[str, Person]]:
    done = {name: Done(day=day) for name in modules}
    named = [f"{route} {'+'.join(modules)} {n}" for n in range(count)]
    return [(name, Person(name=name, saved="", modules=done, route=route, steps=len(done))) for name in named]


def test_few_and_nearly_all_are_told_in_words() -> None:
    """The two directors alone have module d on their route: nothing is told of it."""
    records = [*people(6, "r0", "a", "b", "c"), *people(5, "r0", "a"), *people(2, "r1", "d")]
    sheet = sheet_of(overview(records, COURSE)[0], COURSE, 15)
    told_of = {name: module.quiz for name, module in sheet.modules.items()}
    assert told_of == {"a": NEARLY_ALL, "b": told(6, 11), "c": told(6, 13), "d": None}
    assert (sheet.gave, sheet.whole, sheet.half) == (gave(13, 15), told(6, 13), told(8, 13))


def test_a_module_off_every_route_is_told_where_people_chose_none() -> None:
    records = [*people(5, "", "d"), *people(5, "", "a")]
    assert sheet_of(overview(records, COURSE)[0], COURSE).modules["d"].quiz == told(5, 10)


def test_who_only_reads_a_module_does_not_hide_those_who_are_to_do_it_whole() -> None:
    """Of seven in finance six answered the quiz; twelve officers only read the module."""
    course = course_of(["a", "A"])
    officers = [(str(n), Person(name=str(n), saved="", modules={}, route="r1")) for n in range(12)]
    records = [*people(6, "r0", "a"), *people(1, "r0"), *officers]
    module = sheet_of(overview(records, course)[0], course).modules["a"]
    assert (module.quiz, module.read) == (None, None)


@pytest.mark.parametrize(
    ("routes", "sizes", "on_route"),
    [
        (["ab"], [12], True),
        (["ab", "bc"], [9, 2], True),
        (["ab", "c"], [10, 1], True),
        (["ab", "ba"], [9, 1], False),
        (["a", "A"], [7, 12], True),
    ],
    ids=["alone", "with two", "far from one", "off their routes", "whole or read"],
)
def test_nobody_is_told_by_a_page_without_names(routes: list[str], sizes: list[int], on_route: bool) -> None:
    """Whoever knows the rule, every route and one person's doings writes down all that can have been."""
    kinds = kinds_of(routes, on_route=on_route)
    for page in pages(routes):
        looks, fallen = attack(sizes, kinds, page)
        assert looks > 1
        assert fallen == []


@pytest.mark.parametrize(("routes", "sizes"), [(["a", "b"], [12, 2]), (["a", "A"], [10, 5])], ids=["two", "five"])
def test_nobody_can_tell_who_gave_no_record(routes: list[str], sizes: list[int]) -> None:
    """Whoever knows the rule, who was asked, every route and one person writes down all that can have been."""
    for page in pages(routes):
        looks, fallen = attack(sizes, kinds_of(routes, on_route=True), page, silent=True)
        assert looks > 1
        assert fallen == []


def test_the_attack_finds_who_gave_none_where_givers_are_counted_by_route_or_beside_modules() -> None:
    """Why the page has no givers by route, and says of modules without saying how many gave a record."""
    routes, sizes = ["a", "b"], [12, 2]
    by_module, by_route = pages(routes)

    def givers(world: World) -> tuple[int, ...]:
        return tuple(sums[GAVE] for sums in sums_of(world))

    def with_routes(world: World) -> Hashable:
        return by_route(world), sum(givers(world)), tuple(n for n in givers(world) if n >= FEWEST_IN_A_GROUP)

    def with_all(world: World) -> Hashable:
        return by_module(world), sum(givers(world))

    looks: tuple[Page, ...] = (with_routes, with_all)
    for page in looks:
        assert attack(sizes, kinds_of(routes, on_route=True), page, silent=True)[1]


def test_the_attack_finds_what_both_pages_together_and_bare_counts_give_away() -> None:
    """Why a page says one of the two, and why a count under five is told in words."""
    routes, sizes = ["ab", "bc"], [10, 1]
    by_module, by_route = pages(routes)

    def together(world: World) -> Hashable:
        return by_module(world), by_route(world)

    def bare(world: World) -> Hashable:
        return tuple(sum(did) for did in zip(*sums_of(world), strict=True))[GAVE + 1 : GAVE + 4]

    looks: tuple[Page, ...] = (together, bare)
    for page in looks:
        assert attack(sizes, kinds_of(routes, on_route=True), page)[1]
