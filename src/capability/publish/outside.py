"""Pages for people outside: a directive for their form, and a page without the site around it.

Who follows a link from their council wants to answer. So such a page has no list of chapters, no search and no code:
the council's name, the form, and the ways to what the law wants near.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from bs4 import BeautifulSoup, Tag
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from capability.authoring.council import find_council
from capability.authoring.instruments import load_instrument
from capability.course.council import Contacts, Council
from capability.pieces import invitation, outside
from capability.pieces.markup import render

UNUSED = (
    "script[src*='_static/']",
    "link[as='script']",
    *(f"link[rel~='{way}']" for way in ("prev", "next", "search", "index")),
)
"""What the theme has in a page's head for its lists and its search."""

FOOT = {
    "book/your-answers.html": "Your answers and you",
    "book/accessibility.html": "Accessibility",
    "book/your-answers.html#what-this-is-part-of": "What this is part of",
}
"""What stands below: pages of the site, and what to call them."""


class OutsideForm(SphinxDirective):
    """`outside-form`: the form of an instrument, with what to know before; a line is a paragraph.

    `:not_for:` says what the form is not for, on the first screen and on paper.
    """

    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], str]]] = {"not_for": directives.unchanged}
    has_content = True

    def run(self) -> list[nodes.Node]:
        """The form, as every host shows it."""
        root = Path(self.env.srcdir)
        path = root / "assessments" / f"{self.arguments[0]}.yaml"
        self.env.note_dependency(str(path))
        self.env.note_dependency(str(root / "council.yaml"))
        intro = [line for line in self.content if line.strip()]
        config = outside.configure(
            load_instrument(path), find_council(root), intro=intro, not_for=self.options.get("not_for", "")
        )
        return [nodes.raw("", render(config), format="html")]


class InvitationForm(SphinxDirective):
    """`invitation-form`: where a council makes its invitation."""

    def run(self) -> list[nodes.Node]:
        """The form, with what the instruments say of themselves."""
        root = Path(self.env.srcdir)
        paths = [path for name in invitation.INVITED if (path := root / "assessments" / f"{name}.yaml").is_file()]
        for path in (*paths, root / "council.yaml"):
            self.env.note_dependency(str(path))
        with_ties = (root / "assessments" / "relations.md").is_file()
        config = invitation.configure(map(load_instrument, paths), find_council(root), with_ties=with_ties)
        return [nodes.raw("", render(config), format="html")]


class SiteContact(SphinxDirective):
    """`site-contact`: how to reach whoever keeps this site; where no council has said it, who can tell."""

    def run(self) -> list[nodes.Node]:
        """One paragraph."""
        root = Path(self.env.srcdir)
        self.env.note_dependency(str(root / "council.yaml"))
        return [contact_of(find_council(root))]


def contact_of(council: Council | None) -> nodes.paragraph:
    """Whom to ask about this site: its keeper, or else whoever receives the answers.

    >>> print(contact_of(None).astext())
    Tell the organisation that publishes this site: whoever gave you its address knows how to reach it.
    >>> from capability.course.council import Contact
    >>> keeper = Contact(name="Web team", email="web@example.gov.uk", phone="020 7946 0000")
    >>> print(contact_of(Council(name="Example Council", contacts=Contacts(site=keeper))).astext())
    Tell Example Council: Web team, web@example.gov.uk, 020 7946 0000.
    """
    known = council.contacts if council else Contacts()
    to = next((to for to in (known.site, known.answers, known.procurement) if to.email or to.phone), None)
    if council is None or to is None:
        who = council.name if council else "the organisation that publishes this site"
        return nodes.paragraph("", f"Tell {who}: whoever gave you its address knows how to reach it.")
    paragraph = nodes.paragraph("", f"Tell {council.name}: {to.name}{', ' if to.name else ''}")
    if to.email:
        paragraph += nodes.reference("", to.email, refuri=f"mailto:{to.email}")
    paragraph += nodes.Text(f"{', ' if to.email and to.phone else ''}{to.phone}.")
    return paragraph


def outside_pages(metadata: Mapping[str, Mapping[str, object]]) -> frozenset[str]:
    """The pages that are for people outside, by what stands at the head of each.

    >>> outside_pages({"assessments/resident": {"surface": "outside"}, "book/index": {}})
    frozenset({'assessments/resident'})
    """
    return frozenset(page for page, head in metadata.items() if head.get("surface") == "outside")


def stand_alone(soup: BeautifulSoup, root: str, asker: str) -> None:
    """Leave nothing of the site around a page's article but who asks, above, and three links below."""
    article = soup.select_one("article.bd-article")
    if article is None or soup.body is None or soup.head is None:
        return
    for tag in soup.head.select(", ".join(UNUSED)):
        tag.decompose()
    for script in soup.head.find_all("script", src=False):
        if "DOCUMENTATION_OPTIONS" in script.get_text():  # of the search, which is not here
            script.decompose()
    article.extract()
    for code in article.select(".cell_input, details.hide"):
        code.decompose()
    soup.body.clear()
    soup.body["class"] = "outside"
    skip = _element(soup, "a", "Skip to main content", href="#main-content", attrs_class="outside-skip")
    header = soup.new_tag("header", attrs={"class": "outside-head"})
    header.append(_element(soup, "p", asker))
    main = soup.new_tag("main", attrs={"id": "main-content", "tabindex": "-1"})
    main.append(article)
    footer = soup.new_tag("footer", attrs={"class": "outside-foot"})
    for page, words in FOOT.items():
        footer.append(_element(soup, "a", words, href=f"{root}{page}"))
    soup.body.extend([skip, header, main, footer])


def _element(soup: BeautifulSoup, name: str, words: str, attrs_class: str = "", href: str = "") -> Tag:
    attrs = {key: value for key, value in (("class", attrs_class), ("href", href)) if value}
    tag = soup.new_tag(name, attrs=attrs)
    tag.string = words
    return tag
