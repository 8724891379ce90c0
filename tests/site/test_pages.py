"""Every page of the built site: nothing from elsewhere, nothing refused, nothing broken."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import ViewportSize, expect

from capability.authoring.lessons import load_quiz
from tests.site.conftest import PAGES, SITE, Arrive
from tests.site.reader import CHAPTER, ORGANISATION, Reader

pytestmark = pytest.mark.browser

POLICIES = ["headers", "meta"]


@cache
def soup_of(page: str) -> BeautifulSoup:
    return BeautifulSoup((SITE / page).read_text("utf-8"), "html.parser")


def leads_on(page: str) -> bool:
    """Whether a page only leads to another one."""
    return soup_of(page).select_one("meta[http-equiv=refresh]") is not None


def test_there_are_pages(site: Path) -> None:
    assert {"index.html", "search.html", "book/index.html", "assessments/organisation.html"} <= set(PAGES)


OF_EACH_KIND = [
    "book/index.html",
    "book/my-learning.html",
    "book/routes.html",
    "book/law-wales.html",
    CHAPTER,
    ORGANISATION,
    "assessments/relations.html",
    "assessments/roundtable.html",
    "assessments/workbench.html",
    "search.html",
]


@pytest.mark.parametrize("page", OF_EACH_KIND)
def test_a_host_that_sends_no_header_is_no_trouble_either(arrive: Arrive, page: str) -> None:
    """What `arrive` checks holds under the policy that stands in the page: its own site alone, and no complaint.

    The same is seen on every page, with the header, where `test_accessibility.py` goes from end to end of it.
    """
    with arrive("meta") as reader:
        form = reader.visit(page)
        reader.page.wait_for_load_state("networkidle")
        reader.page.keyboard.press("End")
        if page == ORGANISATION:
            form.answer("missions.clear-goal", 2)
            form.settle()
            expect(form.result.locator(".cap-picture")).to_be_visible()
        assert reader.page.url.startswith(reader.home)


@pytest.mark.parametrize("page", PAGES)
def test_without_javascript_a_page_reads_and_has_no_dead_control(arrive: Arrive, page: str) -> None:
    """An exercise shows its example with the result, a quiz its reasons."""
    with arrive(java_script_enabled=False) as reader:
        reader.visit(page)
        expect(reader.page.locator("h1")).to_be_visible()
        dead = reader.page.locator(
            "button:visible, [role=button]:visible, [type=search]:visible, a[href^='javascript:']:visible"
        )
        for width in (1280, 320):
            reader.page.set_viewport_size({"width": width, "height": 900})
            assert [control.evaluate("e => e.outerHTML.slice(0, 120)") for control in dead.all()] == []
        exercise = reader.page.locator("form[data-piece=exercise]")
        if exercise.count():
            expect(exercise.locator("[data-without-script] table").first).to_be_visible()
            expect(exercise.locator("[data-show='sample'] table").last).to_be_visible()
            expect(exercise.locator("input:visible")).to_have_count(0)
        quiz = reader.page.locator("form[data-piece=quiz]")
        if quiz.count():
            reasons = quiz.locator("details[data-without-script]")
            reasons.locator("summary").click()
            expect(reasons).to_contain_text(load_quiz(Path(page).stem).questions[-1].right.why)


@pytest.mark.parametrize("policy", POLICIES)
def test_a_policy_is_in_force(arrive: Arrive, policy: str) -> None:
    """Were it not, the tests above would show nothing."""
    with arrive(policy) as reader:
        reader.visit("book/index.html")
        reader.watch.tolerate("Content Security Policy")
        ran = reader.page.evaluate("""() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            return window.ran === true;
        }""")
        assert not ran
        assert reader.watch.complaints


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_it_is(page: str) -> None:
    soup = soup_of(page)
    assert soup.html is not None and soup.html.get("lang") == "en-GB"
    assert soup.title is not None and soup.title.get_text(strip=True)
    assert len(soup.find_all("h1")) == 1
    assert soup.select_one("main, [role=main]")
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    assert sorted({name for name in ids if ids.count(name) > 1}) == []


def test_the_root_leads_to_the_start_page(reader: Reader) -> None:
    reader.visit("")
    expect(reader.page).to_have_url(reader.home + "book/index.html")


@pytest.mark.parametrize("policy", POLICIES)
def test_search_finds_a_word_by_the_keyboard_alone(arrive: Arrive, policy: str) -> None:
    """Its words stand in the part of the address that is not sent: see `test_privacy.py`."""
    with arrive(policy) as reader:
        reader.visit("book/privacy.html")
        reader.page.keyboard.press("Control+k")
        reader.page.keyboard.type("market engagement")
        reader.page.keyboard.press("Enter")
        expect(reader.page).to_have_url(reader.home + "search.html#q=market+engagement")
        box = reader.page.locator("main").get_by_role("searchbox")
        results = reader.page.locator("#search-results")
        expect(box).to_have_value("market engagement")
        expect(results.locator("li a").first).to_be_visible()
        box.fill("supplier")
        box.press("Enter")
        expect(reader.page).to_have_url(reader.home + "search.html#q=supplier")
        expect(results).to_contain_text("supplier", ignore_case=True)
        expect(results.locator("h2")).to_have_count(1)
        results.locator("li a").first.focus()
        reader.page.keyboard.press("Enter")
        expect(reader.page.locator("article .highlighted").first).to_be_visible()
        expect(reader.page.locator("a[href^='javascript:']:visible")).to_have_count(0)  # the policy would stop it
        reader.page.go_back()
        expect(box).to_have_value("supplier")


NARROW: ViewportSize = {"width": 320, "height": 900}


def test_search_results_fit_a_narrow_screen(reader: Reader) -> None:
    """Addresses among the words found are one long word each."""
    reader.page.set_viewport_size(NARROW)
    reader.visit("search.html#q=supplier")
    expect(reader.page.locator("#search-results li").nth(20)).to_be_visible()
    assert reader.page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_the_ways_to_the_pages_before_and_after_fit_a_narrow_screen(reader: Reader) -> None:
    """They are cut off where they do not, so that no page scrolls sideways for them."""
    reader.page.set_viewport_size(NARROW)
    reader.visit("book/my-learning.html")
    for way in ("a.left-prev", "a.right-next"):
        link = reader.page.locator(f".prev-next-area {way}")
        link.scroll_into_view_if_needed()
        expect(link.locator(".prev-next-title")).to_be_in_viewport(ratio=1)


# --- finding one's way ------------------------------------------------------------------------------------------------


SCROLL = """way => new Promise(done => {
    scrollBy({ top: way, behavior: "instant" });
    requestAnimationFrame(() => requestAnimationFrame(done));
})"""


FLOATING = """() => [...document.body.querySelectorAll("*")].filter(e => {
    const { bottom, right } = e.getBoundingClientRect();
    const isSeen = e.checkVisibility({ visibilityProperty: true }) && bottom > 0 && right > 0;
    return isSeen && getComputedStyle(e).position === "fixed";
}).map(e => e.id || e.className)"""


@pytest.mark.parametrize("page", [CHAPTER, ORGANISATION, "book/scoring.html"])
def test_nothing_lies_over_what_is_read_while_one_scrolls_up(reader: Reader, page: str) -> None:
    """The theme's button did; a link at the foot of the page leads to its top instead."""
    reader.page.set_viewport_size({"width": 320, "height": 500})
    reader.visit(page)
    for way in (1500, -300):
        reader.page.evaluate(SCROLL, way)
    assert reader.page.evaluate(FLOATING) == []
    reader.page.locator(".site-footer").get_by_role("link", name="Back to top").click()
    expect(reader.page.locator("h1")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_heading_that_a_link_leads_to_is_seen_whole_without_a_band(arrive: Arrive, width: int, theme: str) -> None:
    with arrive(kept={"mode": theme, "theme": theme}, viewport={"width": width, "height": 600}) as reader:
        for page, anchor in (
            ("book/scoring.html", "why-not-an-average"),
            (CHAPTER, "where-are-we"),
            (ORGANISATION, "organisation-full-place"),
        ):
            reader.visit(f"{page}#{anchor}")
            heading = reader.page.locator(f"[id='{anchor}']").locator("xpath=self::h3 | h2 | h3").first
            expect(heading).to_be_in_viewport(ratio=1)
            bar = reader.page.locator(".bd-header-article").first
            top, bottom = (place.bounding_box() for place in (heading, bar))
            assert top is not None and bottom is not None
            assert top["y"] >= bottom["y"] + bottom["height"], page
            assert heading.evaluate("h => getComputedStyle(h).backgroundColor") == "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("page", ["modules/12-roundtable.html", "book/references.html"])
def test_the_list_of_pages_shows_which_one_is_open(reader: Reader, page: str) -> None:
    """Whatever page one comes from, and on a narrow screen once the list is opened."""
    for start in ("book/index.html", "book/references.html"):
        reader.visit(start)
        reader.visit(page)
        current = reader.page.locator(".bd-sidebar-primary a.current")
        expect(current).to_be_in_viewport(ratio=1)
        assert reader.page.evaluate("() => scrollY") == 0
    reader.page.set_viewport_size(NARROW)
    reader.visit(page)
    reader.page.locator("button.primary-toggle:visible").first.click()
    expect(current).to_be_in_viewport(ratio=1)


def links(page: str) -> Iterator[str]:
    """Every address in a page, but those of other sites that a reader may choose to go to."""
    for tag in soup_of(page).find_all(href=True) + soup_of(page).find_all(src=True):
        address = str(tag.get("href") or tag.get("src"))
        if tag.name != "a" or not urlsplit(address).scheme:
            yield address


@pytest.mark.parametrize("page", PAGES)
def test_a_link_inside_the_site_leads_somewhere(page: str, site: Path) -> None:
    broken = []
    for address in sorted(set(links(page))):
        parts = urlsplit(address)
        if parts.scheme == "data":
            continue
        assert not parts.scheme and not parts.netloc and not parts.path.startswith("/"), address
        target = (site / page).parent / unquote(parts.path) if parts.path else site / page
        anchor = unquote(parts.fragment)
        if not target.is_file() or (anchor and not has_anchor(target.resolve(), anchor)):
            broken.append(address)
    assert broken == []


@cache
def anchors(target: Path) -> set[str]:
    return {unescape(name) for name in re.findall(r'\s(?:id|name)="([^"]*)"', target.read_text("utf-8"))} | {"top"}


def has_anchor(target: Path, name: str) -> bool:
    return name in anchors(target)


def test_a_style_sheet_names_only_files_that_are_there(site: Path) -> None:
    sheets = list(site.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        for address in re.findall(r"url\(['\"]?([^'\")]+)", sheet.read_text("utf-8")):
            there = (sheet.parent / address.split("?")[0]).is_file()
            assert address.startswith(("data:", "#", "%23")) or there, f"{sheet.name}: {address}"


def test_every_notebook_is_offered(site: Path) -> None:
    offered = {Path(address).name for page in PAGES for address in links(page) if address.endswith(".ipynb")}
    assert offered == {path.name for path in site.glob("notebooks/*.ipynb")} != set()


def test_no_script_is_left_over_from_an_earlier_build(site: Path) -> None:
    """What no page asks for may be older than the rules that pages keep to."""
    asked = {Path(urlsplit(address).path).name for page in PAGES for address in links(page)}
    assert {path.name for path in site.glob("_static/inline-*.js")} <= asked
