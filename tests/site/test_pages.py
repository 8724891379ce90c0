"""Every page of the built site: nothing from elsewhere, nothing refused, nothing broken."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from tests.site.conftest import PAGES, SITE, Arrive
from tests.site.reader import ORGANISATION, Form, Reader

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


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_only_its_own_site_and_the_browser_complains_of_nothing(
    arrive: Arrive, page: str, policy: str
) -> None:
    """Scrolled to the end, its first form answered and scored: what `arrive` checks holds all the while.

    Without the header the policy does not reach the worker, which is the same on every page: there one page is scored.
    """
    with arrive(policy) as reader:
        form = Form(reader.page, reader.visit(page).page.locator("form[data-piece=assessment]").first)
        reader.page.wait_for_load_state("networkidle")
        reader.page.keyboard.press("End")
        if form.root.count() and (policy == "headers" or page == ORGANISATION):
            form.root.locator("input[value='2']").first.check()
            form.settle()
            expect(form.result.locator("table")).to_be_visible()
            # The worker's requests are among those that were watched.
            assert any(url.endswith("/manifest.json") for url in reader.watch.requests)
        assert reader.page.url.startswith(reader.home)


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


@pytest.mark.parametrize("page", [page for page in PAGES if not leads_on(page)])
def test_the_first_stop_of_the_keyboard_skips_to_the_content(reader: Reader, page: str) -> None:
    reader.visit(page)
    reader.page.keyboard.press("Tab")
    link = reader.page.locator(":focus")
    expect(link).to_have_text("Skip to main content", use_inner_text=True)
    expect(link).to_be_in_viewport()
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    expect(reader.page.locator("main :focus, [role=main] :focus")).to_have_count(1)


def test_the_root_leads_to_the_start_page(reader: Reader) -> None:
    reader.visit("")
    expect(reader.page).to_have_url(reader.home + "book/index.html")


@pytest.mark.parametrize("policy", POLICIES)
def test_search_finds_a_word(arrive: Arrive, policy: str) -> None:
    with arrive(policy) as reader:
        reader.visit("search.html")
        box = reader.page.get_by_role("searchbox").locator("visible=true").first
        box.fill("supplier")
        box.press("Enter")
        results = reader.page.locator("#search-results")
        expect(results.locator("li a").first).to_be_visible()
        expect(results).to_contain_text("supplier", ignore_case=True)
        results.locator("li a").first.click()
        expect(reader.page.locator("article .highlighted").first).to_be_visible()
        expect(reader.page.locator("a[href^='javascript:']:visible")).to_have_count(0)  # the policy would stop it


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
