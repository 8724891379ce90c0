"""A module in steps on the built site: one is open at a time, and whatever leads into a step opens it."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import Arrive
from tests.site.reader import CHAPTER, Reader

pytestmark = pytest.mark.browser

STEPS = ["read", "do", "where", "check", "team"]
SCREENS, SCREEN = 6, 900
LONGEST = ["02-conditions", "04-place", "06-people"]


def is_open(page: Page, step: str) -> None:
    """One step is seen and no other, and the way from one to the other says which."""
    for other in STEPS:
        if other == step:
            expect(page.locator(f"#{other}")).to_be_visible()
        else:
            expect(page.locator(f"#{other} > .cap-steps-title")).to_be_hidden()
    expect(page.locator(".cap-steps [aria-current=step]")).to_have_attribute("href", f"#{step}")


def test_whatever_leads_into_a_step_opens_it(reader: Reader) -> None:
    page = reader.page
    reader.visit(CHAPTER)
    is_open(page, "read")
    contents = page.locator(".bd-sidebar-secondary nav.page-toc a:visible")
    expect(contents.first).to_have_text("After this you can", use_inner_text=True)
    expect(contents.last).to_have_text("The law", use_inner_text=True)
    # On: by the button at the end, by the way at the top, and back with the browser to where one was.
    page.locator("#read .cap-steps-next a").click()
    is_open(page, "do")
    assert page.url.endswith("#do")
    expect(page.locator(".cap-steps-done:visible")).to_have_count(1)  # going on says that it is read
    expect(page.locator("#do > .cap-steps-title")).to_be_focused()
    expect(page.locator("#do > .cap-steps-title")).to_be_in_viewport()
    expect(page.locator("#do > .cap-steps-title")).to_have_text(
        "Step 2 of 5: Do, 16 minutes with what it asks for at hand"
    )
    expect(contents).to_have_count(0)
    page.locator("#do .cap-steps-next a").scroll_into_view_if_needed()
    y = page.evaluate("() => scrollY")
    page.locator("#do .cap-steps-next a").click()
    is_open(page, "where")
    page.go_back()
    is_open(page, "do")
    assert page.evaluate("() => scrollY") == y > 0
    # A place inside: from another page, from this one, from a search, and by an address that leads to a box that folds.
    page.goto(f"{reader.home}book/facilitator.html")
    page.locator("a[href*='03-market-shaping.html#market-shaping-team']").first.click()
    is_open(page, "team")
    expect(page.locator("#take-it-to-the-team > h2")).to_be_in_viewport()
    page.evaluate("() => { location.hash = '#the-law'; }")
    is_open(page, "read")
    expect(page.locator("#the-law > h2")).to_be_in_viewport()
    expect(page.locator("#the-law details[open]")).to_have_count(0)
    page.goto(f"{reader.home}{CHAPTER}?highlight=aloud")
    is_open(page, "team")
    page.goto(f"{reader.home}book/how-to-use.html")
    page.goto(f"{reader.home}{CHAPTER}#take-it-to-the-team")
    is_open(page, "team")
    # What the browser itself finds in a closed step: it asks for it by this event.
    page.locator("#check").dispatch_event("beforematch")
    is_open(page, "check")
    assert page.url.endswith("#check")


def test_the_keyboard_alone_leads_through_the_steps(reader: Reader) -> None:
    page = reader.page
    reader.visit(CHAPTER)
    is_open(page, "read")
    for before, step in pairwise(STEPS):
        page.locator(f"#{before} .cap-steps-next a").press("Enter")
        is_open(page, step)
        expect(page.locator(f"#{step} > .cap-steps-title")).to_be_focused()
        page.keyboard.press("Tab")  # on into the step, not back to the top of the page
        assert page.locator(f"#{step} :focus").count() == 1
    page.locator(".cap-steps a").nth(3).press("Enter")
    is_open(page, "check")
    page.keyboard.press("Tab")
    expect(page.locator("#check :focus")).to_have_count(1)


def test_what_is_done_is_told_and_a_step_is_no_longer_than_six_screens(reader: Reader) -> None:
    page = reader.page
    for module in LONGEST:
        for step in STEPS:
            reader.visit(f"modules/{module}.html#{step}")
            assert page.locator(f"#{step}").evaluate("e => e.getBoundingClientRect().height") <= SCREENS * SCREEN
    form = reader.visit(f"{CHAPTER}#where")
    done = page.locator(".cap-steps-done:visible")
    expect(done).to_have_count(0)
    form.answer("market-shaping.early-engagement", 2)
    expect(page.locator(".cap-steps [data-begun]")).to_have_text(", 1 of 4 questions answered")
    reader.open_step("read")
    page.locator("[data-piece=bookmark] [data-read]").check()
    expect(done).to_have_count(1)
    reader.visit(CHAPTER)
    expect(done).to_have_count(1)


def test_without_a_script_and_on_paper_a_module_is_whole(arrive: Arrive) -> None:
    with arrive(java_script_enabled=False) as reader:
        reader.visit(CHAPTER)
        for step in STEPS:
            expect(reader.page.locator(f"#{step} > section > h2").first).to_be_visible()
        expect(reader.page.locator("#the-law details[open]")).to_have_count(3)
        expect(reader.page.locator(".cap-steps-next:visible")).to_have_count(0)
    with arrive() as reader:
        reader.visit(f"{CHAPTER}#do")
        reader.page.emulate_media(media="print")
        reader.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
        for step in STEPS:
            expect(reader.page.locator(f"#{step} > section > h2").first).to_be_visible()
        expect(reader.page.locator("#the-law details[open]")).to_have_count(3)
        expect(reader.page.locator(".cap-steps:visible, .cap-steps-next:visible")).to_have_count(0)
