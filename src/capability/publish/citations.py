"""The book's sources, as links: where each stands on the references page and what to call it in a few words."""

import re

from sphinx.application import Sphinx

from capability.publish.pages import Link


def of(app: Sphinx) -> dict[str, Link]:
    """Every source that the references page lists, by its key; none where the book has no list of sources."""
    if "sphinxcontrib.bibtex" not in app.extensions:
        return {}
    domain = app.env.get_domain("cite")
    entries = domain.bibdata.data.entries  # type: ignore[attr-defined]
    links = {}
    for citation in domain.citations:  # type: ignore[attr-defined]
        place = f"{citation.bibliography_key.docname}.html#{citation.citation_id}"
        fields = dict(entries[citation.key].fields.items())
        links[citation.key] = Link(place, short_title(fields), fields.get("url", ""))
    return links


def short_title(fields: dict[str, str]) -> str:
    """What to call a source in running text: its short title, or else its title and the year.

    >>> short_title({"title": "{IIPP} and {Camden} host a roundtable", "year": "2023"})
    'IIPP and Camden host a roundtable (2023)'
    """
    year = f" ({fields['year']})" if fields.get("year") else ""
    return re.sub(r"[{}\\]", "", fields.get("shorttitle") or fields.get("title", "") + year)
