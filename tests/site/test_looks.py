"""What browsers, hosts and other sites show of the site: tabs, links to it, and the page where there is none."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.site.conftest import PAGES, Arrive
from tests.site.test_accessibility import check
from tests.site.test_pages import leads_on, soup_of

pytestmark = pytest.mark.browser

SHOWN = [page for page in PAGES if not leads_on(page)]


def described(page: str) -> str:
    return str(soup_of(page).select_one('meta[name="description"]')["content"])  # type: ignore[index]


@pytest.mark.parametrize("page", SHOWN)
def test_a_page_says_what_it_is_about_as_long_as_there_is_room(page: str) -> None:
    assert 50 <= len(described(page)) <= 160
    shown = {str(tag["property"]): str(tag["content"]) for tag in soup_of(page).select("meta[property]")}
    assert shown["og:description"] == described(page)
    assert shown["og:title"] in soup_of(page).title.text  # type: ignore[union-attr]


def test_no_two_pages_say_the_same() -> None:
    assert len(SHOWN) > 30
    assert len({described(page) for page in SHOWN}) == len(SHOWN)
    titles = [soup_of(page).title.text for page in SHOWN]  # type: ignore[union-attr]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("page", SHOWN)
def test_each_picture_that_a_page_names_for_others_is_there(site: Path, page: str) -> None:
    soup = soup_of(page)
    named = [str(tag["href"]) for tag in soup.select("link[rel~=icon], link[rel~=apple-touch-icon]")]
    named += [str(tag["content"]) for tag in soup.select('meta[property="og:image"]')]
    assert len(named) == 4
    assert all((site / page).parent.joinpath(address).resolve().is_file() for address in named)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_where_there_is_no_page_the_host_has_one_that_stands_anywhere(
    arrive: Arrive, checkout: Path, theme: str
) -> None:
    axe = (checkout / "node_modules/axe-core/axe.min.js").read_text("utf-8")
    with arrive(color_scheme=theme) as reader:
        reader.watch.tolerate("404")
        for lost in ("gone", "book/gone.html", "no/such/folder/at/all.html?x=1"):
            reader.watch.requests.clear()
            reader.page.goto(reader.home + lost)
            expect(reader.page.get_by_role("heading", level=1)).to_have_text("Page not found")
            expect(reader.page.get_by_role("link", name="Go to the start")).to_be_visible()
            assert [url for url in reader.watch.requests if not url.startswith("data:")] == [reader.home + lost]
            assert reader.page.locator("img").evaluate("img => img.naturalWidth") > 0
            check(reader.page, axe)


LARGE = ["book/index.html", "assessments/workbench.html", "assessments/organisation.html", "book/scoring.html"]


def test_large_type_and_small_screens_lose_nothing_at_the_side(arrive: Arrive) -> None:
    """A phone with letters twice as large, one zoomed to half its width, and one that lies on its side."""
    with arrive(viewport={"width": 375, "height": 812}) as reader:
        for page in LARGE:
            for width, letters in ((375, "200%"), (188, "100%"), (667, "100%")):
                reader.page.set_viewport_size({"width": width, "height": 375})
                if width == 375:
                    reader.visit(page)
                reader.page.evaluate("size => { document.documentElement.style.fontSize = size; }", letters)
                assert reader.page.evaluate("() => document.documentElement.scrollWidth") <= width, (page, width)
                for button in reader.page.locator(".bd-header-article button:visible").all():
                    expect(button).to_be_in_viewport(ratio=1)
        reader.page.set_viewport_size({"width": 375, "height": 812})
        for name in ("All pages", "Contents of this page"):
            reader.page.get_by_role("button", name=name).click()
            reader.page.locator("dialog[open]").get_by_role("button", name="Close").click()
            expect(reader.page.locator("dialog[open]")).to_have_count(0)
