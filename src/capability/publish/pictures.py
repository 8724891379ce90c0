"""Pictures of ideas, drawn by hand: each is an SVG beside its chapter, and stands in the page itself.

As a part of the page a picture takes the page's colours, light or dark, and those that a reader's system forces. As a
file it has colours of its own, so that it can be opened anywhere.
"""

import re
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

DRAWN = re.compile(r"<svg\b[^>]*\bclass=\"idea\"")
TITLE = re.compile(r"\s*<title>[^<]*</title>")


def inline(text: str, alt: str) -> str:
    """The SVG for a page. Its name is `alt`; its title goes, for a browser would show it over the picture as a tip.

    >>> inline('<svg class="idea"><title>Two</title><path d="M0 0"/></svg>', "One")
    '<svg role="img" aria-label="One" class="idea"><path d="M0 0"/></svg>'
    """
    return TITLE.sub("", text).replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1).strip()


def draw_in(app: Sphinx, doctree: nodes.document, _page: str) -> None:
    """Put the pictures of ideas into a page that is to be written; other images stay as they are."""
    if app.builder.format != "html":
        return
    for image in list(doctree.findall(nodes.image)):
        path = Path(app.srcdir) / image["uri"]
        if path.suffix == ".svg" and path.is_file() and DRAWN.search(text := path.read_text("utf-8")):
            image.replace_self(nodes.raw("", inline(text, image.get("alt", "")), format="html"))
