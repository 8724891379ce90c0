"""Pages of one browser that show the same: one that was left and comes back by Back, and one that is still loading."""

import json

from playwright.sync_api import Page, Route, expect

from tests.site.conftest import Arrive
from tests.site.reader import KEY, ORGANISATION, SLICE, Reader, open_step

EARLY, KNOWLEDGE = "market-shaping.early-engagement", "market-shaping.market-knowledge"

# As a page is where Back finds it: it hears of nothing until it is shown again, and then it is told so. Whoever listens
# first can keep an event from the others.
CAN_BE_LEFT = """
window.addEventListener("storage", (event) => {
  if (document.documentElement.hasAttribute("data-left")) event.stopImmediatePropagation();
});
"""
LEAVE = "() => document.documentElement.setAttribute('data-left', '')"
BACK = """() => {
  document.documentElement.removeAttribute("data-left");
  window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
}"""


def in_a_chapter(page: Page, place: int) -> None:
    """One entry in each of a chapter's forms."""
    open_step(page, "check")
    page.locator("[data-piece=quiz] [data-question]").nth(place).locator("input").first.check()
    open_step(page, "do")
    page.locator("[data-piece=exercise] [data-rows=suppliers] [data-column-field=name]").nth(place).fill(
        f"Firm {place}"
    )
    open_step(page, "where")
    page.locator("form[data-form=slice] [data-practice]").nth(place).locator("input[value='2']").check()


def chapter_shows(page: Page, places: list[int]) -> None:
    for place in places:
        expect(page.locator("[data-piece=quiz] [data-question]").nth(place).locator("input").first).to_be_checked()
        firm = page.locator("[data-piece=exercise] [data-rows=suppliers] [data-column-field=name]").nth(place)
        expect(firm).to_have_value(f"Firm {place}")
        expect(
            page.locator("form[data-form=slice] [data-practice]").nth(place).locator("input[value='2']")
        ).to_be_checked()


def test_a_page_that_comes_back_shows_and_keeps_what_was_entered_elsewhere_meanwhile(arrive: Arrive) -> None:
    """A chapter's forms, My learning, and working relations: three entries in each, the second in another tab."""
    with arrive(script=CAN_BE_LEFT) as reader:
        come_back(reader)


def come_back(reader: Reader) -> None:
    left, other = reader.page, reader.page.context.new_page()
    left.goto(reader.home + SLICE)
    in_a_chapter(left, 0)
    left.evaluate(LEAVE)
    other.goto(reader.home + SLICE)
    chapter_shows(other, [0])
    in_a_chapter(other, 1)
    left.evaluate(BACK)
    chapter_shows(left, [0, 1])
    in_a_chapter(left, 2)
    left.reload()
    chapter_shows(left, [0, 1, 2])
    for path, fields in (
        ("book/my-learning.html", "[data-read]"),
        ("assessments/relations.html", "[data-actor] select"),
    ):

        def enter(page: Page, place: int, fields: str = fields) -> None:
            field = page.locator(fields).nth(place)
            if (ours := page.get_by_role("button", name="They are ours")).is_visible():
                ours.click()
            field.check() if "read" in fields else field.select_option("3")

        def shows(page: Page, places: list[int], fields: str = fields) -> None:
            for place in places:
                field = page.locator(fields).nth(place)
                expect(field).to_be_checked() if "read" in fields else expect(field).to_have_value("3")

        left.goto(reader.home + path)
        enter(left, 0)
        left.evaluate(LEAVE)
        other.goto(reader.home + path)
        shows(other, [0])
        enter(other, 1)
        left.evaluate(BACK)
        shows(left, [0, 1])
        enter(left, 2)
        left.reload()
        shows(left, [0, 1, 2])


def test_an_answer_that_is_marked_while_the_page_still_loads_is_kept(reader: Reader) -> None:
    """The form can be marked as soon as it shows; its script may come seconds later."""
    held: list[Route] = []
    page = reader.page
    page.route("**/assessment.js", lambda route: held.append(route))
    page.goto(reader.home + ORGANISATION, wait_until="commit")
    reader.form("full").answer(EARLY, 3)
    for route in held:
        route.continue_()
    expect(reader.form("full").root.locator(".cap-progress").first).to_contain_text("1 of", use_inner_text=True)
    reader.form("full").answer(KNOWLEDGE, 1)
    assert json.loads(reader.kept()[KEY])["answers"] == {EARLY: {"level": 3}, KNOWLEDGE: {"level": 1}}
