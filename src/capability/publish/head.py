"""What a page says of itself to browsers, search engines and sites that link to it: title, description, pictures."""

import re
from collections.abc import Iterator
from html import escape

from bs4 import BeautifulSoup, Tag

from capability.publish.edition import Edition
from capability.publish.icons import SOCIAL_SIZE
from capability.publish.steps import FOR_WHOM

SHORTEST, LONGEST = 50, 160
"""Characters of a description: what a list of search results has room for."""

WITHOUT_WORDS = {
    "search": "Search all pages of this kit: modules, assessments, the law. What you type stays in your browser.",
    "genindex": "An index of the names in the Python package behind this kit, for analysts who read it in a notebook.",
}
"""Descriptions of pages that have no paragraph of their own."""

ASIDE = ["form", "li", "details", "aside", "template", "figure", "dialog", "noscript"]
"""What a page's first words do not stand in."""

TIMES = re.compile(r"\d+ minutes\b")
"""How a line begins that says how long a page takes: it says nothing of what is in it."""


def fill(soup: BeautifulSoup, page: str, root: str, edition: Edition, *, is_start: bool = False) -> None:
    """Give a page its title, its description, its icons, and what other sites show beside a link to it.

    The start page is called as the site is, whatever stands in large type on it.
    """
    head = soup.head
    if head is None:
        return
    heading = soup.select_one("h1")
    name = words_of(heading) if heading and not is_start else edition.title
    title = edition.whole_title if is_start else f"{name} — {edition.whole_title}"
    if soup.select_one("body.outside"):  # whoever shares such a page names the form, and not the kit
        title = f"{name} — {edition.council.called}" if edition.council else name
    if soup.title is not None:
        soup.title.string = title
    told = head.select_one('meta[name="description"]')
    says = str(told["content"]) if told else describe(soup, page)
    if says and not told:
        head.append(soup.new_tag("meta", attrs={"name": "description", "content": says}))
    for icon in icons(root):
        head.append(soup.new_tag("link", attrs=icon))
    for key, value in cards(name, says, page, root, edition):
        # A site that links here reads `property`; one of them reads `name` alone.
        kind = "name" if key.startswith("twitter:") else "property"
        head.append(soup.new_tag("meta", attrs={kind: key, "content": value}))


def icons(root: str) -> list[dict[str, str]]:
    """The icons in the site's own folder: for old browsers, for new ones, and for a phone's first screen."""
    return [
        {"rel": "icon", "href": f"{root}favicon.ico", "sizes": "32x32"},
        {"rel": "icon", "href": f"{root}favicon.svg", "type": "image/svg+xml"},
        {"rel": "apple-touch-icon", "href": f"{root}apple-touch-icon.png"},
    ]


def cards(name: str, says: str, page: str, root: str, edition: Edition) -> Iterator[tuple[str, str]]:
    """What other sites show beside a link. They want whole addresses, which are known where the site's own is."""
    yield "og:type", "website"
    yield "og:site_name", edition.whole_title
    yield "og:title", name
    if says:
        yield "og:description", says
    yield "og:locale", "en_GB"
    if edition.base:
        yield "og:url", f"{edition.base}{page}.html"
    yield "og:image", f"{edition.base or root}social.png"
    yield "og:image:alt", f"{edition.whole_title}: three lines that join and lead to one point"
    width, height = SOCIAL_SIZE
    yield "og:image:width", str(width)
    yield "og:image:height", str(height)
    yield "twitter:card", "summary_large_image"


def describe(soup: BeautifulSoup, page: str) -> str:
    """The first words of a page that say what it is about, as whole sentences where they fit."""
    if page in WITHOUT_WORDS:
        return WITHOUT_WORDS[page]
    for aside in (ASIDE, ASIDE[1:]):  # a page that is a form alone says in it what it is about
        said = ""
        for paragraph in soup.select("article p"):
            words = words_of(paragraph)
            is_said = paragraph.find_parent(aside) is None and not paragraph.find_parent(is_notice)
            is_said = is_said and FOR_WHOM not in paragraph.get_attribute_list("class")
            if is_said and not TIMES.match(words):
                said = f"{said} {words}".strip()
            if len(said) >= SHORTEST:
                return shortened(said)
    return shortened(said)


def is_notice(tag: Tag) -> bool:
    """Whether a part of a page is shown only when something has happened."""
    return (tag.has_attr("hidden") and not tag.has_attr("data-with-script")) or tag.get("role") == "status"


def shortened(text: str) -> str:
    """As many whole sentences as there is room for, or else as many words.

    >>> shortened("One sentence that says what this page is about, and whom it is for. " + "More of it. " * 20)[-11:]
    'More of it.'
    """
    if len(text) <= LONGEST:
        return text
    sentences = text[: LONGEST + 1]
    end = max(sentences.rfind(mark) for mark in (". ", "? ", "! "))
    if end + 1 >= SHORTEST:
        return text[: end + 1]
    return text[: text.rfind(" ", 0, LONGEST)].rstrip(" ,;:") + "…"


def words_of(tag: Tag) -> str:
    """An element's words in one line, without the mark that leads to it."""
    return " ".join(tag.get_text(" ", strip=False).replace("#", " ").split()).replace(" .", ".").replace(" ,", ",")


def tags_of(edition: Edition, title: str) -> str:
    """The same for a page that is made without the theme, as HTML: its title and icons."""
    links = "\n".join(
        "<link " + " ".join(f'{name}="{escape(value)}"' for name, value in icon.items()) + "/>" for icon in icons("")
    )
    return f"{links}\n<title>{escape(title)}</title>"
