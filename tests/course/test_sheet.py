"""The page without names: what it tells, and that nobody is told by it."""

from collections.abc import Hashable

import pytest

from capability.course.sheet import sheet_of, told
from capability.course.training import Done, Person, overview
from tests.attack.training_sheet import Page, World, attack, course_of, kinds_of, pages

COURSE = course_of(["abc", "cd"])


def people(count: int, route: str, *modules: str, day: str = "2026-11-02") -> list[tuple[str, Person]]:
    done = {name: Done(day=day) for name in modules}
    named = [f"{route} {'+'.join(modules)} {n}" for n in range(count)]
    return [(name, Person(name=name, saved="", modules=done, route=route, steps=len(done))) for name in named]


def test_few_and_nearly_all_are_told_in_words_and_a_day_only_with_five() -> None:
    """The two directors alone have module d on their route: nothing is told of it, nor of its day."""
    records = [*people(6, "r0", "a", "b", "c"), *people(5, "r0", "a", day="2026-11-09"), *people(2, "r1", "d")]
    sheet = sheet_of(overview(records, COURSE)[0], COURSE)
    told_of = {name: (module.quiz, module.last) for name, module in sheet.modules.items()}
    many, six = told(11, 11), told(6, 11)
    assert told_of == {"a": (many, "2026-11-09"), "b": (six, "2026-11-02"), "c": (six, "2026-11-02"), "d": (None, None)}
    assert (sheet.on_route, sheet.whole, sheet.half) == (13, told(6, 13), told(8, 13))


def test_a_module_off_every_route_is_told_where_people_chose_none() -> None:
    records = [*people(4, "", "d"), *people(4, "", "a")]
    assert sheet_of(overview(records, COURSE)[0], COURSE).modules["d"].quiz == told(0, 8)


@pytest.mark.parametrize(
    ("routes", "sizes", "on_route"),
    [
        (["ab"], [12], True),
        (["ab", "bc"], [9, 2], True),
        (["ab", "cd"], [7, 1], True),
        (["ab", "ba"], [7, 2], False),
    ],
    ids=["alone", "with two", "far from one", "off their routes"],
)
def test_nobody_is_told_by_a_page_without_names(routes: list[str], sizes: list[int], on_route: bool) -> None:
    """Whoever knows the rule, every route and one person's doings writes down all that can have been."""
    kinds = kinds_of(routes, on_route=on_route)
    for page in pages(routes):
        looks, fallen = attack(sizes, kinds, page)
        assert looks > 1
        assert fallen == []


def test_the_attack_finds_what_both_pages_together_and_bare_counts_give_away() -> None:
    """Why a page says one of the two, and why a count under five is told in words."""
    routes, sizes = ["ab", "bc"], [9, 1]
    by_module, by_route = pages(routes)

    def together(world: World) -> Hashable:
        return by_module(world), by_route(world)

    def bare(world: World) -> Hashable:
        return tuple(sum(quiz) for quiz in zip(*(kind for group in world for kind in group), strict=True))[:3]

    looks: tuple[Page, ...] = (together, bare)
    for page in looks:
        assert attack(sizes, kinds_of(routes, on_route=True), page)[1]
