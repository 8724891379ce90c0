"""Mends every page on its way to disk: no inline script, no other origin, links between chapters, accessible controls.

Sphinx renders pages through `Templates`; so a page is mended once, when it is written.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.util import logging

from capability.course.law import STALE_DAYS, holds_until
from capability.pieces.markup import TOKENS, modules_of, sheets_of
from capability.publish import head, policy, search, steps
from capability.publish.edition import NEUTRAL, Edition
from capability.publish.outside import stand_alone
from capability.text import spoken_date

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Link:
    """Where something is in the site, by its path from the root, and what to call it."""

    path: str
    title: str
    url: str = ""
    """Where a source itself is, if it is anywhere public."""


@dataclass(frozen=True)
class Site:
    """What a page needs to know of the rest of the site."""

    folder: str
    """The folder of the site's own scripts and styles, such as `capability/0123456789ab`."""
    chapters: Mapping[str, Link]
    sources: Mapping[str, Link]
    notebooks: Mapping[str, str]
    """Path of a page's notebook, by the page's name."""
    bookmarks: Mapping[str, str]
    """By the name of a chapter's page: the form in which its reader says that it is read."""
    role: Callable[[str], str]
    """By the name of a page: the form at its foot, which tells the reader's role and leads along its route."""
    steps: Mapping[str, str]
    """By the name of a chapter's page: its steps, with a place for the parts of each."""
    save_script: Callable[[str], str]
    """Keeps a script's text as a file and returns the file's path in the site."""
    start: str = ""
    """The name of the start page."""
    edition: Edition = NEUTRAL
    """Whose edition it is."""
    outside: frozenset[str] = frozenset()
    """The pages for people outside, which stand by themselves."""
    asker: str = ""
    """Who asks there: the council's name."""

    @property
    def shown_chapters(self) -> dict[str, Link]:
        """The chapters but for modules that the council does not show."""
        return {name: link for name, link in self.chapters.items() if not is_hidden(name, self.edition)}


class Templates(BuiltinTemplateLoader):
    """Sphinx's templates, with each whole page mended after it is rendered."""

    site: Callable[[], Site]

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """Render a template; what makes a whole page is mended, parts of pages are not."""
        html = super().render(template, context)
        if "pagename" not in context or "<html" not in html[:500]:
            return html
        return mend(html, str(context["pagename"]), type(self).site())


def script_keeper(site: Path) -> Callable[[str], str]:
    """Keeps scripts as files in the site, named by content, so that pages share them."""

    def save(text: str) -> str:
        path = f"_static/inline-{hashlib.sha256(text.encode()).hexdigest()[:12]}.js"
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")
        return path

    return save


def mend(html: str, page: str, site: Site) -> str:
    """The page as it goes to disk. `page` is its name, such as `modules/03-market-shaping`."""
    soup = BeautifulSoup(html, "html.parser")
    root = "../" * page.count("/")
    if page in site.outside:
        stand_alone(soup, root, site.asker)
        show_logo(soup, root, site)
    keep_to_own_origin(soup, page)
    drop_unused(soup, page)
    move_scripts(soup, root, site.save_script)
    remove_handlers(soup, page)
    if page in site.steps:
        steps.divide(soup, site.steps[page], page)
    if page in site.bookmarks:
        append_bookmark(soup, site.bookmarks[page])
    lead_by_role(soup, site.role(page))
    leave_out_modules(soup, site.edition)
    fold_parts(soup)
    resolve_modules(soup, root, site.shown_chapters)
    resolve_sources(soup, root, site.sources)
    name_citations(soup, site.sources)
    mend_controls(soup)
    keep_words(soup)
    if page == "search":
        search.fill(soup)
    mend_tables(soup)
    if page in site.notebooks and page not in site.outside:
        offer_notebook(soup, root + site.notebooks[page])
    gather_code(soup)
    head.fill(soup, page, root, site.edition, is_start=page == site.start)
    add_assets(soup, root, site)
    mark_days(soup, root, site)
    set_policy(soup)
    guard_storage(soup, root, site)
    return str(soup)


def keep_to_own_origin(soup: BeautifulSoup, page: str) -> None:
    """Take out whatever would be fetched from elsewhere, and say so: a strict build stops there."""
    for tag in soup.select(
        "script[src], link[href], img[src], iframe[src], audio[src], video[src], source[src], object[data]"
    ):
        address = str(tag.get("src") or tag.get("href") or tag.get("data"))
        is_fetched = tag.name != "link" or {"stylesheet", "preload", "modulepreload", "icon"} & set(
            tag.get_attribute_list("rel")
        )
        if urlsplit(address).netloc and is_fetched:
            logger.warning(
                "a `%s` would be fetched from %s: taken out",
                tag.name,
                address,
                location=page,
                type="capability",
                subtype="origin",
            )
            tag.decompose()


def drop_unused(soup: BeautifulSoup, page: str) -> None:
    """Take out what the theme loads on every page and this site has no use for, or only on the search page."""
    unused = ["script[src*='scripts/fontawesome.js']"]  # half a megabyte for ten icons: site.css draws them
    # What might be wanted later. Firefox fetches the next page of a series too; the policy stops it, and it says so.
    unused += [f"link[rel~='{ahead}']" for ahead in ("next", "prefetch", "prerender", "dns-prefetch", "preconnect")]
    if page != "search":
        unused += [f"script[src*='{name}']" for name in ("searchindex.js", "searchtools.js", "language_data.js")]
    for tag in soup.select(", ".join(unused)):
        tag.decompose()


def move_scripts(soup: BeautifulSoup, root: str, save: Callable[[str], str]) -> None:
    """Inline scripts become files, for the policy allows none in a page."""
    for tag in soup.find_all("script", src=False):
        kind = str(tag.get("type", ""))
        if "json" in kind:  # data, not a script; of a widget's state there is no use without its kernel
            if "widget" in kind:
                tag.decompose()
            continue
        text = tag.get_text().strip()
        # A page's own name is only asked for by the theme's version switcher, which this site does not have.
        # Light or dark is settled by `scheme.js`, which follows the system.
        if not text or text.startswith(("DOCUMENTATION_OPTIONS.pagename", "document.documentElement.dataset.mode")):
            tag.decompose()
            continue
        tag.clear()
        tag["src"] = root + save(text + "\n")


def remove_handlers(soup: BeautifulSoup, page: str) -> None:
    """Take out inline event handlers, which the policy would block anyway."""
    for tag in soup.find_all(lambda tag: any(name.startswith("on") for name in tag.attrs)):
        for name in [name for name in tag.attrs if name.startswith("on")]:
            logger.warning(
                "inline handler `%s` taken out: use a script file",
                name,
                location=page,
                type="capability",
                subtype="handler",
            )
            del tag[name]


def resolve_modules(soup: BeautifulSoup, root: str, chapters: Mapping[str, Link]) -> None:
    """`<a data-module="03-market-shaping">` becomes a link to that chapter; without one in the book it goes.

    With `data-words` its words stay, and `data-at` is a place in the chapter. What is no link is called as the chapter.
    With the last link of a `data-module-wrap` goes the wrap: the words that lead to the links.
    """
    # Not `select`, which does not look into a template.
    for tag in soup.find_all(["a", "b"], attrs={"data-module": True}):
        chapter = chapters.get(str(tag["data-module"]))
        if chapter is not None:
            if tag.name == "a":
                tag["href"] = root + chapter.path + (f"#{tag['data-at']}" if tag.has_attr("data-at") else "")
            if not tag.has_attr("data-words"):
                tag.string = chapter.title
            continue
        wrap = tag.find_parent(attrs={"data-module-wrap": True})
        comma = tag.next_sibling if tag.find_next_sibling("a") else tag.previous_sibling
        if isinstance(comma, NavigableString) and comma.strip() == ",":
            comma.extract()
        tag.decompose()
        if wrap is not None and wrap.find("a") is None:
            wrap.decompose()


def resolve_sources(soup: BeautifulSoup, root: str, sources: Mapping[str, Link]) -> None:
    """`<a data-source="key">` becomes a link to the entry in the references, or plain text where there is none."""
    for tag in soup.find_all("a", attrs={"data-source": True}):
        source = sources.get(str(tag["data-source"]))
        if source is None:
            tag.unwrap()
        else:
            tag["href"] = root + source.path
            tag.string = source.title


def name_citations(soup: BeautifulSoup, sources: Mapping[str, Link]) -> None:
    """Call each source by its short title: "Procurement Act 2023, section 12" says more than a publisher's name."""
    for tag in soup.select("a.reference[href*='#source-']"):
        source = sources.get(str(tag["href"]).partition("#source-")[2])
        if source:
            tag.string = source.title


CLOSE = """<form class="sidebar-close" method="dialog">
<button><span aria-hidden="true" class="fa-solid fa-xmark"></span> Close</button></form>"""


def mend_controls(soup: BeautifulSoup) -> None:
    """What the theme's templates leave inaccessible or useless, element by element."""
    for tag in soup.select('html[lang="en"]'):
        tag["lang"] = "en-GB"
    for tag in soup.select('html[data-theme="auto"]'):  # `scheme.js` says which; without a script it is light
        tag["data-theme"] = "light"
    for tag in soup.select("button.theme-switch-button"):
        tag["aria-label"] = tag["data-bs-title"] = "Colours: light, dark, or as on your device"
    # Both have lines for an icon: the names say which list each opens.
    for which, name in (("primary", "All pages"), ("secondary", "Contents of this page")):
        for tag in soup.select(f"button.{which}-toggle"):
            tag["aria-label"] = tag["title"] = name
        for tag in soup.select(f"#pst-{which}-sidebar"):  # in a dialog on a narrow screen, which this form closes
            tag.insert(0, BeautifulSoup(CLOSE, "html.parser"))
    # A label that differs from the words shown cannot be spoken to: let the words be the name.
    for tag in soup.select("button[aria-label], summary[aria-label]"):
        if tag.get_text(strip=True):
            del tag["aria-label"]
    for tag in soup.select("kbd"):
        if tag.find_parent("button"):
            tag["aria-hidden"] = "true"
    # These work by script alone; the theme's own class keeps them out of sight without one.
    for tag in soup.select("button.sidebar-toggle"):
        tag["class"] = " ".join([*tag.get_attribute_list("class"), "pst-js-only"])
    for tag in soup.select("main form.bd-search"):  # another of its classes would show the form itself
        tag.wrap(soup.new_tag("div", attrs={"class": "pst-js-only"}))
    # For print the theme holds the page's title ready a second time, and a list of its headings.
    for tag in soup.select("#jb-print-docs-body"):
        tag.decompose()
    for tag in soup.select("#ethical-ad-placement, #bd-header-version-warning"):
        (tag.find_parent(class_="sidebar-primary__section") or tag.parent or tag).decompose()
    for extra in soup.select('meta[name="viewport"]')[1:]:
        extra.decompose()
    # The list's entries carry a role that browsers dropped, and numbers that no citation uses.
    for entry in soup.select(".citation-list > .citation"):
        entry["role"] = "listitem"
        for label in entry.select(":scope > .label"):
            label.decompose()


def keep_words(soup: BeautifulSoup) -> None:
    """No form sends what is typed into it, whether or not a script is there to hold it back.

    A form without a method would put its words behind a `?` in the address, and a host writes addresses down. One with
    the method of a dialog makes no request. Search goes by the part of the address that a browser keeps: `search.js`.
    """
    for form in soup.find_all("form"):
        del form["action"]
        form["method"] = "dialog"


def mend_tables(soup: BeautifulSoup) -> None:
    """Let a wide table scroll in a box that the keyboard can reach, and let a phone stack its cells.

    Stacked, a cell carries its column's name. The roles are written out, since stacking would hide them.
    """
    for table in soup.select("article table"):
        if table.find_parent(attrs={"data-piece": True}):
            continue
        heading = table.find("caption") or table.find_previous(["h1", "h2", "h3", "h4"])
        name = " ".join(heading.get_text(" ", strip=True).rstrip("#").split()) if heading else "Table"
        table.wrap(
            soup.new_tag("div", attrs={"class": "table-scroll", "tabindex": "0", "role": "region", "aria-label": name})
        )
        columns = [cell.get_text(" ", strip=True) for cell in table.select("thead tr:last-child > *")]
        line_up_numbers(table)
        table["role"] = "table"
        for group in table.select("thead, tbody"):
            group["role"] = "rowgroup"
        for row in table.select("tr"):
            row["role"] = "row"
            for cell, column in zip(row.find_all(["td", "th"], recursive=False), columns, strict=False):
                is_heading = cell.name == "th"
                cell["role"] = ("columnheader" if row.find_parent("thead") else "rowheader") if is_heading else "cell"
                if not is_heading:
                    cell["data-column"] = column


NUMBER = re.compile(r"[-−+]?[£€$]?\d[\d.,]*(?: ?(?:%|pp|MB|kB|s|ms))?")


def line_up_numbers(table: Tag) -> None:
    """Mark the cells of each column that holds numbers alone, so that they stand below each other from the right."""
    rows = [row.find_all(["td", "th"], recursive=False) for row in table.select("tr")]
    body = [row for row in rows if row and row[0].find_parent("thead") is None]
    for place in range(max(map(len, rows), default=0)):
        said = [row[place].get_text(strip=True) for row in body if place < len(row)]
        if any(said) and all(NUMBER.fullmatch(text) for text in said if text):
            for row in rows:
                if place < len(row):
                    row[place]["class"] = " ".join([*(row[place].get("class") or []), "number"])


def append_bookmark(soup: BeautifulSoup, form: str) -> None:
    """At the foot of a chapter, or of its first step, the form in which its reader says that it is read."""
    article = soup.select_one("article.bd-article")
    step = soup.select_one("#read > .cap-steps-next")
    if step is not None:
        step.insert_before(BeautifulSoup(form, "html.parser"))
    elif article is not None:
        article.append(BeautifulSoup(form, "html.parser"))


def lead_by_role(soup: BeautifulSoup, form: str) -> None:
    """Around the ways to the page before and to the next one, the form that knows its reader's role.

    Where a route goes no further than a module's idea, the words that say so stand behind that.
    """
    ways = soup.select_one("footer.prev-next-footer .prev-next-area")
    if ways is None:
        return
    led = BeautifulSoup(form, "html.parser")
    ways.replace_with(led)
    for slot in soup.select("footer.prev-next-footer [data-book-order]"):
        slot.append(ways)
    end = next((part for part in soup.select("article section") if steps.heading_of(part) == steps.IDEA_ENDS), None)
    for words in soup.select("footer.prev-next-footer [data-part-ends]"):
        part = words.extract()
        if end is not None:
            end.insert_before(part)


def show_logo(soup: BeautifulSoup, root: str, site: Site) -> None:
    """A council's logo beside its name, on a page that has nothing else of the site around it."""
    name = soup.select_one(".outside-head > p")
    if name is not None and site.edition.logo is not None:
        logo = {"class": "dark-light", "src": f"{root}{site.edition.brand(site.folder)['picture']}", "alt": ""}
        name.insert(0, soup.new_tag("img", attrs=logo))


def leave_out_modules(soup: BeautifulSoup, edition: Edition) -> None:
    """Modules that the council does not show are in no list of pages; in a text their names stand as plain words."""
    for link in soup.select("a[href]") if edition.council else ():
        name = urlsplit(str(link.get("href"))).path.rpartition("/")[2].removesuffix(".html")
        if link.decomposed or not is_hidden(name, edition):
            continue
        if link.parent and link.parent.name == "li" and link.find_parent("nav", class_="bd-docs-nav"):
            link.parent.decompose()
        else:
            link.unwrap()


def is_hidden(name: str, edition: Edition) -> bool:
    """Whether a page is a module that the council does not show."""
    return edition.council is not None and bool(re.match(r"[0-9]{2}-", name)) and not edition.council.shows(name)


def fold_parts(soup: BeautifulSoup) -> None:
    """The parts of the book in the list of pages fold; the one with the page that is open stands open.

    HTML's own element folds them, so that nothing waits for a script and none is needed.
    """
    for caption in soup.select("nav.bd-docs-nav p.caption"):
        pages = caption.find_next_sibling("ul")
        if pages is None:
            continue
        part = soup.new_tag("details", attrs={"class": "sidebar-part"})
        if pages.select_one(".current"):
            part["open"] = ""
        summary = soup.new_tag("summary")
        summary.string = caption.get_text(strip=True)
        caption.replace_with(part)
        part.extend([summary, pages.extract()])
        for link in pages.select("a"):
            number, _, title = link.get_text(strip=True).partition(". ")
            if number.isdigit():
                column = soup.new_tag("span", attrs={"class": "sidebar-number"})
                column.string = f"{number}. "
                link.clear()
                link.extend([column, title])


def gather_code(soup: BeautifulSoup) -> None:
    """The code of a page's pieces stands once, at its end, and not above each of them."""
    article = soup.select_one("article.bd-article")
    hidden = soup.select("article details.hide.above-input")
    if article is None or not hidden:
        return
    together = soup.new_tag("details", attrs={"class": "page-code d-print-none"})
    summary = soup.new_tag("summary")
    summary.string = "For analysts, the code"
    together.append(summary)
    for cell in hidden:
        code = cell.select_one(".cell_input")
        if code is not None:
            together.append(code.wrap(soup.new_tag("div", attrs={"class": "cell"})).extract())
        cell.decompose()
    article.append(together)


def offer_notebook(soup: BeautifulSoup, href: str) -> None:
    """A link to the page's notebook at the foot of its article."""
    article = soup.select_one("article.bd-article")
    if article is None:
        return
    line = soup.new_tag("p", attrs={"class": "notebook-link d-print-none"})
    link = soup.new_tag("a", attrs={"href": href, "download": ""})
    link.string = "Download this page as a notebook"
    line.append(link)
    article.append(line)


def add_assets(soup: BeautifulSoup, root: str, site: Site) -> None:
    """The site's styles and scripts, of which a page that stands alone has few; and those of the pieces on the page.

    What the script will import is named beside it, so that the browser fetches all at once and not one after another.
    """
    top = soup.head
    if top is None:
        return
    pieces = {str(form["data-piece"]) for form in soup.select("[data-piece]")}
    folder = f"{root}{site.folder}"
    is_alone = soup.select_one("body.outside") is not None
    beside = "alone.css" if is_alone else "sidebar.css"
    own = [TOKENS, "site.css", beside, *(["front.css"] if soup.select_one(".front") else [])]
    for style in [*own, *(sheets_of(pieces)[1:] if pieces else [])]:
        top.append(soup.new_tag("link", attrs={"rel": "stylesheet", "href": f"{folder}/{style}"}))
    # No modules, for they are to run before the page is drawn.
    for script, part in (("open-step.js", ".cap-steps-part[data-step]"), ("returning.js", ".cap-resume")):
        if soup.select_one(part):
            top.append(soup.new_tag("script", attrs={"src": f"{folder}/{script}"}))
    for script in () if is_alone else ("sidebar.js", "search.js"):
        top.append(soup.new_tag("script", attrs={"type": "module", "src": f"{folder}/{script}"}))
    if not pieces:
        return
    entries = ["host.js", *(f"{piece}.js" for piece in sorted(pieces))]
    for module in dict.fromkeys(module for entry in entries for module in modules_of(entry)):
        top.append(soup.new_tag("link", attrs={"rel": "modulepreload", "href": f"{folder}/{module}"}))
    top.append(soup.new_tag("script", attrs={"type": "module", "src": f"{folder}/host.js"}))


def dated(day: str) -> str:
    """A day on which the law was looked up, as a page carries it.

    >>> dated("2026-11-22")
    '<time data-as-at datetime="2026-11-22">22 November 2026</time>'
    """
    return f'<time data-as-at datetime="{day}">{spoken_date(day)}</time>'


def undated(text: str) -> str:
    """The same as plain words.

    >>> undated(dated("2026-11-22"))
    '22 November 2026'
    """
    return re.sub(r"</?time[^>]*>", "", text)


STALE = f" (This is more than {STALE_DAYS} days ago: check before you rely on it.)"


def mark_days(soup: BeautifulSoup, root: str, site: Site) -> None:
    """Behind each day on which the law was looked up, a warning that a script shows once the day is too long ago."""
    days = soup.select("time[data-as-at]")
    for day in days:
        warning = soup.new_tag("strong", attrs={"class": "stale", "data-after": holds_until(str(day["datetime"]))})
        warning["hidden"] = ""
        warning.string = STALE
        day.insert_after(warning)
    if days and soup.head is not None:
        soup.head.append(soup.new_tag("script", attrs={"type": "module", "src": f"{root}{site.folder}/dated.js"}))


def set_policy(soup: BeautifulSoup) -> None:
    """The content-security policy, right after the character set: it binds only what comes after it.

    And, for hosts that send no header of ours: another site is not told from where a reader comes.
    """
    if soup.head is None:
        return
    meta = soup.new_tag("meta", attrs={"http-equiv": "Content-Security-Policy", "content": policy.text(policy.PAGE)})
    soup.head.append(soup.new_tag("meta", attrs={"name": "referrer", "content": policy.ALWAYS["Referrer-Policy"]}))
    charset = soup.head.find("meta", charset=True)
    if isinstance(charset, Tag):
        charset.insert_after(meta)
    else:
        soup.head.insert(0, meta)


def guard_storage(soup: BeautifulSoup, root: str, site: Site) -> None:
    """Before any other script: the theme's must live with a browser that refuses storage; then light or dark."""
    meta = soup.select_one('head > meta[http-equiv="Content-Security-Policy"]')
    if meta is not None:
        for name in ("scheme.js", "storage.js"):
            meta.insert_after(soup.new_tag("script", attrs={"src": f"{root}{site.folder}/{name}"}))


def redirect(edition: Edition, target: str) -> str:
    """A page at the site's root that leads to the start page."""
    title = escape(edition.whole_title)
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="{policy.text(policy.PAGE)}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="refresh" content="0; url={escape(target)}"/>
{head.tags_of(edition, edition.whole_title)}
</head>
<body><main><h1>{title}</h1><p><a href="{escape(target)}">Go to the start page</a></p></main></body>
</html>
"""
