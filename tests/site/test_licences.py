"""What the built site ships, file by file, beside the parts that its page on licences names."""

from html import unescape
from pathlib import Path

import pytest

from capability.publish import bill
from capability.publish.parts import LIST, Part, own_words, parts, text_of, unlisted
from tests.site.test_pages import soup_of

PAGE = "book/licences.html"


def test_every_file_of_the_site_belongs_to_a_part(site: Path) -> None:
    """A new one needs its part, or its line there, in `src/capability/publish/licences/parts.yaml`."""
    assert unlisted(site) == []
    assert [f"{part.name}: {name}" for part in parts() for name in part.files if not any(site.glob(name))] == []


def test_a_file_of_no_part_is_noticed(tmp_path: Path) -> None:
    for name in ("_static/vendor/new/font.woff2", "_static/scripts/new.js", "capability/python-1/new.js", "index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert unlisted(tmp_path) == [
        "_static/scripts/new.js",
        "_static/vendor/new/font.woff2",
        "capability/python-1/new.js",
    ]


@pytest.mark.parametrize("part", [part for part in parts() if part.seen and part.seen.file.startswith("_build")])
def test_a_version_is_seen_in_the_file_that_is_shipped(part: Part, checkout: Path) -> None:
    assert part.seen is not None
    assert part.seen.words in (checkout / part.seen.file).read_text("utf-8")


def test_the_page_names_every_part_with_its_notice_and_holds_every_text() -> None:
    soup = soup_of(PAGE)
    rows = [row.get_text(" ", strip=True) for row in soup.select("article tbody tr")]
    assert [row.startswith(part.name) for row, part in zip(rows, parts(), strict=True)] == [True] * len(parts())
    shown = [unescape(text.get_text()).strip() for text in soup.select("details.licence pre")]
    for part in parts():
        own = own_words(part)
        assert own in shown if own else any(text.startswith(part.notice.strip()) for text in shown)
        assert own or {text_of(name).strip() for name in part.names} <= set(shown)


def test_the_list_for_programs_is_the_one_of_these_parts(site: Path, checkout: Path) -> None:
    assert (site / LIST).read_text("utf-8") == bill.bill(parts(), checkout)


def test_every_page_leads_to_it() -> None:
    assert soup_of("book/index.html").select_one(".site-footer a[href$='licences.html']")
