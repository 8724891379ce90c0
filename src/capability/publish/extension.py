"""What happens when in a build, as Sphinx calls it.

It brings Python for the browser and the web modules, mends every page, writes the content-security policy, offers
chapters as notebooks, and keeps executed cells fresh.
"""

import re
import shutil
from collections.abc import Iterable
from functools import partial
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from capability import __version__
from capability.authoring.council import shown_course
from capability.authoring.instruments import load_instrument
from capability.authoring.law import load_law
from capability.authoring.lessons import load_course
from capability.course.council import unsaid
from capability.course.modules import Course, Module
from capability.pieces import steps
from capability.pieces.markup import render
from capability.publish import (
    bill,
    citations,
    freshness,
    front,
    icons,
    missing,
    notebooks,
    pages,
    parts,
    pictures,
    policy,
    reference,
    search,
    unfinished,
)
from capability.publish.assets import bring_assets, keep_only, site_folder
from capability.publish.edition import NEUTRAL, edition_of
from capability.publish.forms import FormKit
from capability.publish.learners import ReturnsForm, TrainingForm
from capability.publish.outside import InvitationForm, OutsideForm, SiteContact, outside_pages
from capability.text import Plain

logger = logging.getLogger(__name__)

HERE = Path(__file__).parent
# What the theme brings and no page asks for.
UNUSED = (
    "_static/**/*.map",
    "_static/*webpack-macros.html",
    "_static/images/logo_*",
    "_static/locales/**/*.[mp]o",
    "_static/scripts/fontawesome.js*",
    "_static/vendor/**/*.[tw]*f*",
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    # Jupyter Book sets this even where the extension that it belongs to is not loaded.
    app.add_config_value("comments_config", {}, "")
    app.add_config_value("capability_edition", NEUTRAL, "")
    # When it changes, Sphinx writes every page anew: their links carry it.
    app.add_config_value("capability_digest", "", "html")
    app.add_directive("api", reference.Api)
    app.add_directive("limits", reference.Limits)
    app.add_directive("form-kit", FormKit)
    app.add_directive("role-cards", front.RoleCards)
    app.add_directive("resume", front.Resume)
    app.add_directive("sample-result", front.SampleResult)
    app.add_directive("invitation-form", InvitationForm)
    app.add_directive("outside-form", OutsideForm)
    app.add_directive("site-contact", SiteContact)
    app.add_directive("returns-form", ReturnsForm)
    app.add_directive("training-form", TrainingForm)
    app.add_directive("shipped-parts", parts.ShippedParts)
    app.connect("config-inited", configure)
    app.connect("doctree-read", number, priority=400)  # before Sphinx takes the title
    app.connect("builder-inited", bring_assets)
    app.connect("builder-inited", search.index_content)
    rewriting = Rewriting()
    app.connect("env-get-outdated", rewriting.note)
    app.connect("env-updated", rewriting.pages)
    app.connect("doctree-resolved", pictures.draw_in)
    app.connect("html-page-context", lead_past_hidden)
    app.connect("build-finished", finish)
    app.connect("build-finished", end, priority=900)  # after whatever else has something to do
    # Titles are numbered as pages are read: what was read before that is read anew.
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}


def configure(app: Sphinx, config: Config) -> None:
    """Settle what depends on the project's data and source: where cells are cached, where assets go."""
    root = Path(app.srcdir)
    edition = config.capability_edition = edition_of(root, config.html_title, config.html_baseurl)
    config.capability_digest = freshness.of_site(root, *([edition.logo] if edition.logo else []))
    cells = root / ".cache" / "cells"
    config.nb_execution_cache_path = str(cells / freshness.of_cells(root))
    if unfinished.begin(mark(app), [Path(app.outdir), Path(app.doctreedir), cells]):
        logger.info("capability: the last build did not come to its end; this one begins anew")
    config.html_title = edition.whole_title
    config.html_context["brand"] = edition.brand(f"capability/{config.capability_digest}")
    config.templates_path.append(str(HERE / "theme"))
    pages.Templates.site = staticmethod(partial(describe, app))
    config.template_bridge = f"{pages.__name__}.{pages.Templates.__name__}"
    config.bibtex_cite_id = "source-{key}"
    # A book of a council's own may have no page on the law: then the figures are the package's.
    own = root / "book" / "law.yaml"
    law = load_law(own if own.is_file() else None)
    config.myst_substitutions = {**law.named(pages.dated), **config.myst_substitutions}


def mark(app: Sphinx) -> Path:
    """What stands beside the site while it is being built."""
    return Path(app.outdir).parent / ".unfinished"


def describe(app: Sphinx) -> pages.Site:
    """The site as its pages see it."""
    council = app.config.capability_edition.council
    titles = {name: title.astext() for name, title in app.env.titles.items()}
    return pages.Site(
        folder=str(site_folder(app)),
        chapters={PurePosixPath(name).name: pages.Link(f"{name}.html", title) for name, title in titles.items()},
        sources=citations.of(app),
        notebooks=downloads(app),
        bookmarks={f"modules/{name}": render({"piece": "bookmark", "module": name}) for name in modules(app)},
        role=partial(role_on, shown_course()),
        steps={f"modules/{module.id}": render(steps_of(module)) for module in load_course().modules},
        outside=outside_pages(app.env.metadata),
        asker=council.name if council else "Your council",
        save_script=pages.script_keeper(Path(app.outdir)),
        start=app.config.root_doc,
        edition=app.config.capability_edition,
    )


def role_on(course: Course, page: str) -> str:
    """The form at a page's foot that tells its reader's role and leads along its route."""
    return render({"piece": "role", "course": msgspec.to_builtins(course), "page": PurePosixPath(page).name})


def number(app: Sphinx, page: nodes.document) -> None:
    """Put a module's number, which its file's name begins with, before its title: wherever that stands, so it stands.

    Lists of pages, the ways to the next one, search and the browser's own tab all take the title from here.
    """
    found = re.match(r"modules/0*(\d+)-", app.env.docname)
    title = next(page.findall(nodes.title), None)
    if found and title is not None:
        title.insert(0, nodes.Text(f"{found[1]}. "))


def lead_past_hidden(app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: nodes.document) -> None:
    """The ways to the page before and to the next one lead past modules that the council does not show."""
    edition = app.config.capability_edition
    relations = app.env.collect_relations() if edition.council and edition.council.modules else {}
    for way, place in (("prev", 1), ("next", 2)):
        near = name = relations[page][place] if page in relations else None
        while name and pages.is_hidden(PurePosixPath(name).name, edition):
            name = relations[name][place]
        if name != near:
            title = app.env.titles[name].astext() if name else ""
            context[way] = {"link": app.builder.get_relative_uri(page, name), "title": escape(title)} if name else None


def steps_of(module: Module) -> Plain:
    """What the steps of a module's page are made from."""
    return steps.configure(module, load_instrument(module.slice.instrument))


def modules(app: Sphinx) -> list[str]:
    """Names of the modules that the book holds: what a reader can have read."""
    return [module.id for module in shown_course().modules if f"modules/{module.id}" in app.env.found_docs]


def executed(app: Sphinx, page: str) -> Path:
    """Where MyST-NB writes the notebook that it executed for a page."""
    return Path(app.outdir).parent / "jupyter_execute" / f"{page}.ipynb"


def downloads(app: Sphinx) -> dict[str, str]:
    """Path of the notebook of each page that has one, by the page's name."""
    alone = outside_pages(app.env.metadata)  # where people outside answer, nothing is offered to analysts
    others = sorted(set(app.env.found_docs) - alone)
    names = [page for page in others if notebooks.is_notebook(executed(app, page))]
    return {page: f"notebooks/{PurePosixPath(page).name}.ipynb" for page in names}


class Rewriting:
    """Once one page is read anew all are written anew: titles and sources of one stand in others. It takes seconds."""

    def __init__(self) -> None:
        self.is_due = False

    def note(
        self, _app: Sphinx, _env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> list[str]:
        """Before reading: see whether anything changed; name nothing more to read."""
        self.is_due = bool(added or changed or removed)
        return []

    def pages(self, _app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
        """After reading: the pages to write."""
        return env.found_docs if self.is_due else ()


def finish(app: Sphinx, error: Exception | None) -> None:
    """Write what stands beside the pages: notebooks, icons, headers, the list of parts, the page at the root."""
    if error or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    out = Path(app.outdir)
    site = describe(app)
    shutil.rmtree(out / "notebooks", ignore_errors=True)
    figures = {name: pages.undated(value) for name, value in app.config.myst_substitutions.items()}
    for page, path in site.notebooks.items():
        folder = (Path(app.srcdir) / page).parent
        notebooks.write(executed(app, page), out / path, page, site.sources, site.notebooks, figures, folder)
    logger.info("capability: %d notebooks to download", len(site.notebooks))
    for fault in unsaid(app.config.capability_edition.council):
        logger.info("\nBEFORE YOU INVITE ANYBODY: %s\n", fault, color="red")
    icons.write(out, site.edition)
    start = f"{app.config.root_doc}.html"
    (out / missing.PAGE).write_text(missing.page(site.edition, start), "utf-8")
    policy.write(out, f"{site.folder}/worker.js")
    bill.write(out, Path(app.srcdir))
    written = "".join(path.read_text("utf-8") for path in out.rglob("*.html"))
    for script in out.glob("_static/inline-*.js"):
        if script.name not in written:  # of an earlier build
            script.unlink()
    for pattern in UNUSED:
        for unused in out.glob(pattern):
            unused.unlink()
    for sheet in out.glob("_static/styles/*.css"):  # a face whose file is left out would still be asked for
        faces = sheet.read_text("utf-8")
        sheet.write_text(re.sub(r"@font-face\s*\{[^}]*/fontawesome/[^}]*\}", "", faces), "utf-8")
    keep_only(Path(app.srcdir) / ".cache" / "cells", {Path(app.config.nb_execution_cache_path).name})
    # Last of all, for `make` takes this page for the sign that the site is there.
    if start != "index.html":
        (out / "index.html").write_text(pages.redirect(site.edition, start), "utf-8")
    unfinished.open_to_hosts(out)


def end(app: Sphinx, error: Exception | None) -> None:
    """Say that the build came to its end."""
    if error is None:
        unfinished.end(mark(app))
