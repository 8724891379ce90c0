"""A role, chosen in one press, leads from module to module; and what the front page says first."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from capability.authoring.instruments import load_instrument
from capability.authoring.lessons import load_course
from tests.site.conftest import Arrive
from tests.site.reader import Reader
from tests.site.server import ROOT

pytestmark = pytest.mark.browser

COURSE = load_course()
FRONT = "book/index.html"
LINE = ".cap-role"


def route(name: str) -> list[str]:
    return [step.module for found in COURSE.routes if found.id == name for step in found.steps]


def next_on_the_route(reader: Reader) -> Locator:
    return reader.page.locator(".cap-role-after a:visible")


def test_a_role_leads_along_its_route_is_changed_and_erased(reader: Reader) -> None:
    page = reader.page
    reader.visit(FRONT)
    card = page.locator("[data-route=commissioner]")
    expect(page.locator(LINE)).to_be_hidden()
    card.get_by_role("button", name="This is me").click()
    expect(card.get_by_role("button")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(LINE)).to_be_visible()
    card.locator("[data-begin] a").click()

    steps = route("commissioner")
    for place, module in enumerate(steps, 1):
        expect(page).to_have_url(f"{reader.home}modules/{module}.html")
        expect(page.locator(LINE)).to_contain_text(f"Module {place} of {len(steps)} on your route", use_inner_text=True)
        expect(page.locator(".prev-next-area")).to_be_hidden()
        next_on_the_route(reader).click()
    expect(page).to_have_url(f"{reader.home}book/my-learning.html")
    expect(page.locator("[data-kept=route]")).to_have_value("commissioner")

    # Off the route the page says so, and leads back to it; a change is there at once, and on the next page.
    off = next(module.id for module in COURSE.modules if module.id not in steps)
    reader.visit(f"modules/{off}.html")
    expect(page.locator(f"{LINE} select")).to_have_value("commissioner")
    expect(page.locator(".cap-role-before:visible")).to_contain_text("not on your route", use_inner_text=True)
    expect(next_on_the_route(reader)).to_have_attribute("href", re.compile(rf"/?{steps[0]}\.html$"))
    page.locator(f"{LINE} select").select_option("leader")
    other = route("leader")
    reader.visit(f"modules/{other[0]}.html")
    expect(next_on_the_route(reader)).to_have_attribute("href", re.compile(f"/{other[1]}\\.html$"))
    page.locator("[data-read]").check()

    # Where a route asks for a part of a module, that is said to be read where it ends; the routes then lead on.
    next_on_the_route(reader).click()
    part = page.locator(".cap-role-part:visible")
    part.get_by_role("button", name="I have read my part").click()
    expect(part.get_by_role("button")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-read]")).to_be_checked()
    expect(part.get_by_role("link")).to_have_attribute("href", re.compile(f"/?{other[2]}\\.html$"))
    reader.visit("book/routes.html")
    expect(next_on_the_route(reader)).to_have_attribute("href", re.compile(f"/{other[2]}\\.html$"))

    # It goes with all the rest.
    reader.visit("book/my-learning.html")
    page.locator("[data-act=erase]").click()
    page.locator("[data-act=erase-all]").click()
    expect(page.locator(LINE)).to_be_hidden()
    reader.visit(FRONT)
    expect(page.locator("[data-route] [aria-pressed=true]")).to_have_count(0)
    expect(page.locator("[data-route] [aria-pressed=false]")).to_have_count(len(COURSE.routes))


def test_a_route_that_is_none_leads_nowhere_else(arrive: Arrive) -> None:
    """Such as one of an earlier edition: the book's own order holds."""
    with arrive(kept={f"capability:{ROOT}:learning": '{"route": "astronaut"}'}) as reader:
        reader.visit("modules/04-place.html")
        expect(reader.page.locator(".prev-next-area a.right-next")).to_be_visible()
        expect(reader.page.locator(LINE)).to_be_hidden()


def test_the_front_page_says_its_promise_on_the_first_screen_of_a_phone(arrive: Arrive) -> None:
    with arrive(viewport={"width": 320, "height": 568}) as reader:
        reader.visit(FRONT)
        promise, first = reader.page.locator(".front-promise"), reader.page.locator(".front-actions a").first
        expect(promise).to_be_in_viewport(ratio=1)
        expect(first).to_be_in_viewport(ratio=1)
        assert reader.page.evaluate("() => document.documentElement.scrollWidth") <= 320
        expect(reader.page.locator(".front-result")).to_contain_text("synthetic")
        expect(reader.page.locator(".front-result .cap-picture li")).to_have_count(9)
        first.click()
        expect(reader.page).to_have_url(re.compile(r"assessments/organisation\.html#the-pulse$"))


def test_a_reader_who_comes_back_sees_where_they_were(arrive: Arrive) -> None:
    """Without Python; on a phone it is the first thing. The sample is for who is new, and back once all is erased."""
    module, read = "04-place", "2026-11-02"
    step = {"title": "Map of outcomes", "step": "Draw it.", "day": read, "due": str(date.today() + timedelta(9))}
    asked = [practice.id for practice in load_instrument("contract").practices]
    response = {
        "format": "capability-response/1",
        **{"instrument": "contract", "version": "1.0.0"},
        "answers": {name: {"level": 1} for name in asked[:8]},
    }
    kept = {
        "learning": {"read": {module: read}, "plan": {"organisation": {"place.outcome-map": step}}},
        "learning:times": {f'["read","{module}"]': 2000},
        "response:contract:1": response,
        "response:contract:1:times": {f'["answers","{asked[0]}"]': 1000},
        "response:resident:1": {**response, "instrument": "resident"},
    }
    stored = {f"capability:{ROOT}:{name}": json.dumps(value) for name, value in kept.items()}
    with arrive(kept=stored, viewport={"width": 320, "height": 568}) as reader:
        page = reader.page
        reader.visit(FRONT)
        places = page.locator(".cap-resume li:visible")
        expect(places).to_have_count(4)
        expect(places.nth(0)).to_contain_text("You are in module 4, step 2 of 5: Do", use_inner_text=True)
        expect(places.nth(0).get_by_role("link")).to_be_in_viewport(ratio=1)
        expect(places.nth(1)).to_contain_text(f"8 of {len(asked)} answered", use_inner_text=True)
        expect(places.nth(2)).to_contain_text("The next module", use_inner_text=True)
        expect(places.nth(3)).to_contain_text("My plan: 1 action One is due in 9 days", use_inner_text=True)
        expect(page.locator(".front-result")).to_be_hidden()
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
        assert not any("worker.js" in address for address in reader.watch.requests)
        places.nth(0).get_by_role("link").click()
        expect(page.locator(".cap-steps [aria-current=step]")).to_have_attribute("href", "#do")

        # The plan says who and by when, keeps it, and goes out with it.
        reader.visit(FRONT)
        places.nth(3).get_by_role("link").click()
        plan = page.locator("[data-plan] li")
        expect(plan.get_by_label("By when")).to_have_value(step["due"])
        plan.get_by_label("Who").fill("Head of housing")
        page.reload()
        expect(plan.get_by_label("Who")).to_have_value("Head of housing")
        own = page.get_by_role("group", name="An action of your own")
        own.get_by_role("button", name="Add to my plan").click()
        expect(own).to_contain_text("Write first what you will do", use_inner_text=True)
        own.get_by_label("What I will do").fill("=<i>Call</i> the depot")
        own.get_by_label("By when").fill(read)
        own.get_by_role("button", name="Add to my plan").click()
        expect(plan.nth(1)).to_contain_text("=<i>Call</i> the depot", use_inner_text=True)
        expect(plan.nth(1)).to_contain_text("Its date is over", use_inner_text=True)
        expect(own.get_by_label("What I will do")).to_have_value("")
        with page.expect_download() as table:
            page.locator("[data-act=plan-csv]").click()
        saved = Path(table.value.path()).read_text("utf-8")
        assert f'"Head of housing","{step["due"]}"' in saved
        assert f'"\'=<i>Call</i> the depot","","{read}"' in saved

        page.locator("[data-act=erase]").click()
        page.locator("[data-act=erase-all]").click()
        reader.visit(FRONT)
        expect(page.locator(".front-result")).to_be_visible()
        expect(page.locator(".cap-resume")).to_be_hidden()


def test_modules_are_numbered_wherever_their_title_stands(reader: Reader) -> None:
    reader.visit("modules/04-place.html")
    page = reader.page
    expect(page.locator("h1")).to_have_text(re.compile(r"^4\. "))
    expect(page.locator(".sidebar-part[open] a.current")).to_have_text(re.compile(r"^4\. "))
    expect(page.locator(".prev-next-area .prev-next-title")).to_have_text([re.compile(r"^3\. "), re.compile(r"^5\. ")])
    expect(page.locator(".sidebar-part[open]")).to_have_count(1)
    page.locator(".sidebar-part > summary", has_text="Reference").click()
    expect(page.get_by_role("link", name="Glossary")).to_be_visible()
