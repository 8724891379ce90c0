"""What search goes by: the words that a page says to its readers, and not those of its controls.

Sphinx takes every word of a form into its index, and its script shows every word in a result: those of buttons, of
notices that are not shown, of choices. What is named here is left out of both.
"""

from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

LEFT_OUT = ", ".join(
    [
        "template, dialog, nav, noscript, button, select, textarea, script, style",
        "[hidden], [aria-hidden=true], [role=status], [data-with-script]",
        ".cap-bar, .cap-without, .cap-unseen, .cap-notices, .cap-role, .cap-key, .cap-steps-title, .cap-steps-next",
        ".prev-next-area, .page-code, .notebook-link",
    ]
)
"""Selectors of what is no content. The search page has them too, for its script takes a result's words from a page."""

NOTHING_FOUND = """<template id="nothing-found"><p>Nothing found. Try one word, or another word for the same thing.</p>
<ul>
<li><a href="book/glossary.html">The words that this kit uses</a></li>
<li><a href="book/routes.html">The modules, by role</a></li>
<li><a href="assessments/organisation.html">The assessment of your organisation</a></li>
</ul></template>"""


def words_of(html: str) -> str:
    """The words of a piece of a page that are content.

    >>> words_of('<p>Ask early.</p><p hidden>The file cannot be read.</p><button>Save</button>')
    'Ask early.'
    """
    soup = BeautifulSoup(html, "html.parser")
    for part in soup.select(LEFT_OUT):
        part.decompose()
    return " ".join(soup.get_text(" ").split())


def content_of(page: nodes.document) -> nodes.document:
    """A page as search reads it; the page itself stays as it is."""
    page = page.deepcopy()
    for raw in list(page.findall(nodes.raw)):
        if "html" in raw.get("format", "").split():
            raw.parent.replace(raw, nodes.paragraph("", words_of(raw.astext())))  # without the classes of what it was
    return page


def index_content(app: Sphinx) -> None:
    """Let Sphinx take its words from what is content."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    index = builder.index_page

    def index_page(name: str, page: nodes.document, title: str) -> None:
        index(name, content_of(page), title)

    builder.index_page = index_page  # type: ignore[assignment, method-assign]


def fill(soup: BeautifulSoup) -> None:
    """On the search page: what the script leaves out of a result, and what it says where there is none."""
    results = soup.select_one("#search-results")
    if results is not None:
        results["data-left-out"] = LEFT_OUT
        results.insert_after(BeautifulSoup(NOTHING_FOUND, "html.parser"))
