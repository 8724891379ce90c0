"""What really leaves a reader's browser, held to what the page on privacy says of it."""

import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.site.conftest import PAGES, Arrive
from tests.site.reader import CHAPTER
from tests.site.server import ROOT, Heard, Host, serving
from tests.site.test_pages import links, soup_of

pytestmark = pytest.mark.browser

WORD = "zebrafinch"
"""What the reader types, and no page says."""

SPOKEN = {
    *("host", "connection", "user-agent", "accept", "accept-encoding", "accept-language", "referer", "origin"),
    *("upgrade-insecure-requests", "cache-control", "pragma", "if-modified-since", "purpose", "priority"),
}
"""What a browser says of itself with each request, whatever the page; beside those that begin with `sec-`."""

VERSION = re.compile(r"(?:(?:v|digest)=[0-9a-f]+)?")
"""What may stand behind a `?`: nothing, or which version of one of the theme's files is meant."""

LEADING = {"index", "search", "prev"}
"""Links of a page's head that nothing is fetched for; for `next`, Firefox does."""

TYPED_INTO = [
    *(f"{CHAPTER}#do", "book/my-learning.html"),
    *("assessments/relations.html", "assessments/roundtable.html", "assessments/workbench.html"),
]
SEND = "() => [...document.forms].forEach(form => HTMLFormElement.prototype.submit.call(form))"
"""Sends every form past the script that holds it."""
FIELDS = "form:not(.bd-search) :is(input:not([type]), input[type=text], textarea):visible"


def type_everywhere(page: Page) -> int:
    """Type into the fields that a page shows, with Enter behind it, and answer; then send each form past its script."""
    page.evaluate("() => document.querySelectorAll('details').forEach(details => (details.open = true))")
    fields = page.locator(FIELDS).all()[:8]
    for field in fields:
        field.fill(WORD)
        field.press("Enter")
    page.evaluate(SEND)
    return len(fields)


def test_no_request_carries_a_word_that_a_reader_typed_or_a_file_that_they_chose(
    site: Path, checkout: Path, arrive: Arrive
) -> None:
    host = Host(site)
    example = checkout / "assessments" / "examples" / "foundations-skipped" / "response.json"
    chosen = json.dumps({**json.loads(example.read_text("utf-8")), "rater": {"role": WORD}}).encode()
    with serving(host) as home, arrive(home) as reader:
        page = reader.page
        for path in TYPED_INTO:
            reader.visit(path)
            typed = type_everywhere(page)
            assert typed or path.endswith(("workbench.html", "roundtable.html")), path
            for chooser in page.locator("input[type=file]").all()[:1]:
                chooser.set_input_files(FilePayload(name=f"{WORD}.json", mimeType="application/json", buffer=chosen))
            assert page.url == home + path
        reader.visit("book/privacy.html")
        page.keyboard.press("Control+k")
        page.keyboard.type(f"{WORD} supplier")
        page.keyboard.press("Enter")
        found = page.locator("#search-results h2")
        expect(found).to_have_text("Search Results")
        page.locator("main").get_by_role("searchbox").fill(f"supplier {WORD}")
        with page.expect_event("load"):
            page.keyboard.press("Enter")
        expect(found).to_have_text("Search Results")
        page.evaluate(SEND)
        page.reload()
        expect(found).to_have_text("Search Results")
        reader.visit("book/index.html")  # what a page sends as it is left has been sent
        page.wait_for_load_state("networkidle")
        kept = reader.kept()
        assert any(WORD in value for value in kept.values())  # it was typed, and stays here
        assert {name.partition(":")[0] for name in kept} <= {"capability", "mode", "theme"}
        assert page.context.cookies() == []
    assert len(host.heard) > 100
    for heard in host.heard:
        assert WORD not in unquote(repr(heard)).lower(), heard
        assert is_a_line_of_any_log(heard, host, home), heard


def is_a_line_of_any_log(heard: Heard, host: Host, home: str) -> bool:
    """Whether a request asks for a file of the site, and says nothing else but which browser asks from which page."""
    names = {name.lower() for name in heard.headers}
    addresses = [urlsplit(address) for address in (heard.address, heard.headers.get("Referer", home))]
    return (
        heard.method == "GET"
        and heard.body == b""
        and {name for name in names if not name.startswith("sec-")} <= SPOKEN
        and all(host.file(unquote(parts.path).removeprefix(ROOT)) for parts in addresses)
        and all(VERSION.fullmatch(parts.query) for parts in addresses)
    )


@pytest.mark.parametrize("page", PAGES)
def test_a_page_sends_no_form_puts_no_words_behind_a_question_mark_and_fetches_nothing_ahead(page: str) -> None:
    soup = soup_of(page)
    assert [form for form in soup.find_all("form") if form.get("method") != "dialog" or form.has_attr("action")] == []
    assert [tag for tag in soup.find_all(True) if {"formaction", "ping"} & tag.attrs.keys()] == []
    queries = {urlsplit(address).query for address in links(page)}
    assert [query for query in queries if not VERSION.fullmatch(query)] == []
    # Its own scripts may be: the policy names those, and for all else Firefox would complain of it.
    kinds = {(rel, tag.get("as")) for tag in soup.find_all("link") for rel in tag.get_attribute_list("rel")}
    assert {rel for rel, kind in kinds} <= {
        *LEADING,
        "icon",
        "apple-touch-icon",
        "stylesheet",
        "preload",
        "modulepreload",
    }
    assert {kind for rel, kind in kinds if rel == "preload"} <= {"script"}
