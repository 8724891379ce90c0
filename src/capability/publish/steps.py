"""Puts the parts of a module's page into its steps: each from the heading with which it begins to the next one's.

An author writes headings and nothing else; so the chapter reads well as Markdown, and as a notebook.
"""

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from sphinx.util import logging

logger = logging.getLogger(__name__)

IDEA_ENDS = "Camden"
"""The heading before which a module's idea ends: some routes go no further."""

LAW = "The law"
"""The part that has a box for each nation but the first, whose law stands before them."""

FIRST_NATION = "England"

TIMES = re.compile(r"\s*\d+ minutes to read[^.]*\.\s*")
"""How a chapter begins: with the minutes of its steps."""

FOR_WHOM = "for-whom"
"""The class of what is left of that: it says nothing of what is in the chapter."""


def divide(soup: BeautifulSoup, steps: str, page: str) -> None:
    """Divide a page into the steps whose HTML is given. A page without one of the headings stays whole."""
    title = soup.select_one("article.bd-article h1")
    chapter = title.parent if title else None
    if title is None or chapter is None:
        return
    parts = list(title.find_next_siblings())
    made = BeautifulSoup(steps, "html.parser")
    places = made.select("[data-step]")
    begins = {str(place["data-step"]): place for place in places}
    missing = set(begins) - {heading_of(part) for part in parts}
    if missing:
        logger.warning(
            "no heading `%s`: this module is shown without steps",
            "`, `".join(sorted(missing)),
            location=page,
            type="capability",
            subtype="steps",
        )
        return
    title.insert_after(made)
    place = places[0]  # what stands before the first heading, how long it takes and for whom it is, is read first
    for part in parts:
        place = begins.get(heading_of(part), place)
        end = place.select_one(":scope > .cap-steps-next")
        part = part.extract()
        if end is None:
            place.append(part)
        else:
            end.insert_before(part)
    for part in parts:
        if heading_of(part) == LAW:
            fold_nations(soup, part)
    if parts:
        leave_out_times(parts[0])


def leave_out_times(opening: Tag) -> None:
    r"""Of a chapter's first words leave whom it is for: how long each step takes stands in the way between the steps.

    >>> soup = BeautifulSoup("<p>8 minutes to read, 30 with your team.\nFor <b>officers</b>.</p>", "html.parser")
    >>> leave_out_times(soup.p)
    >>> str(soup)
    '<p class="for-whom">For <b>officers</b>.</p>'
    """
    words = opening.find(string=True)
    times = TIMES.match(words) if isinstance(words, NavigableString) else None
    if isinstance(words, NavigableString) and times:
        words.replace_with(NavigableString(words[times.end() :]))
        opening["class"] = FOR_WHOM


def heading_of(part: Tag) -> str:
    """The words of the heading with which a part begins; none has none.

    >>> heading_of(BeautifulSoup('<section><h2>Do it<a class="headerlink">#</a></h2></section>', "html.parser").section)
    'Do it'
    """
    heading = part.find(["h2"], recursive=False)
    return "".join(heading.find_all(string=True, recursive=False)).strip() if isinstance(heading, Tag) else ""


def fold_nations(soup: BeautifulSoup, law: Tag) -> None:
    """Give each nation's law a box that folds, England's too. They stand open: a script closes them."""
    boxes = law.select(":scope > div.admonition")
    opening = law.find("p", recursive=False)
    if not boxes or not isinstance(opening, Tag):
        return
    first = soup.new_tag("details", attrs={"class": "admonition", "open": ""})
    title = soup.new_tag("summary", attrs={"class": "admonition-title"})
    title.string = FIRST_NATION
    first.append(title)
    for part in opening.find_next_siblings():
        if part is boxes[0]:
            break
        first.append(part.extract())
    opening.insert_after(first)
    for box in boxes:
        box.name = "details"
        box["open"] = ""
        for title in box.select(":scope > .admonition-title"):
            title.name = "summary"
