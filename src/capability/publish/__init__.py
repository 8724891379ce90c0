"""The Sphinx extension that turns the book into the site.

It brings Python for the browser and the web modules, mends every page, writes the content-security policy, offers
chapters as notebooks, and keeps executed cells fresh. Jupyter Book loads it by name (`_config.yml`); one command
builds everything.
"""

import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from capability import __version__
from capability.interactive.markup import render
from capability.loading import (
    EXERCISE_ENDING,
    QUIZ_ENDING,
    load_course,
    load_exercise,
    load_instrument,
    load_law,
    load_quiz,
)
from capability.publish import freshness, notebooks, pages, policy, runtime, sources

logger = logging.getLogger(__name__)

HERE = Path(__file__).parent
# What the theme brings and no page asks for.
UNUSED = (
    "_static/**/*.map",
    "_static/*webpack-macros.html",
    "_static/locales/**/*.[mp]o",
    "_static/scripts/fontawesome.js*",
    "_static/vendor/**/*.[tw]*f*",
)
WEB = HERE.parent / "interactive" / "web"


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    # Jupyter Book sets this even where the extension that it belongs to is not loaded.
    app.add_config_value("comments_config", {}, "")
    # When it changes, Sphinx writes every page anew: their links carry it.
    app.add_config_value("capability_digest", "", "html")
    app.connect("config-inited", configure)
    app.connect("builder-inited", bring_assets)
    rewriting = Rewriting()
    app.connect("env-get-outdated", rewriting.note)
    app.connect("env-updated", rewriting.pages)
    app.connect("build-finished", finish)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def configure(app: Sphinx, config: Config) -> None:
    """Settle what depends on the project's data and source: where cells are cached, where assets go."""
    root = Path(app.srcdir)
    config.capability_digest = freshness.of_site(root)
    cells = root / ".cache" / "cells"
    config.nb_execution_cache_path = str(cells / freshness.of_cells(root))
    config.templates_path.append(str(HERE / "theme"))
    config.template_bridge = f"{pages.__name__}.{pages.Templates.__name__}"
    config.bibtex_cite_id = "source-{key}"
    # A book of a council's own may have no page on the law: then the figures are the package's.
    own = root / "book" / "law.yaml"
    law = load_law(own if own.is_file() else None)
    config.myst_substitutions = {**law.named(pages.dated), **config.myst_substitutions}


def bring_assets(app: Sphinx) -> None:
    """Put the web modules, the instruments and Python for the browser into the site."""
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    root, out = Path(app.srcdir), Path(app.outdir)
    try:
        inputs = runtime.Inputs.of(root)
    except runtime.MissingInputError as error:
        # Not an exception of Sphinx's: this is one line to act on, not a fault to trace.
        raise SystemExit(f"capability: {error}. Run `make setup` first, then build again.") from None
    cache = root / ".cache" / "browser"
    packed = runtime.pack(inputs, cache)
    keep_only(cache, {packed.python.name, packed.package.name})
    folder = out / site_folder(app)
    keep_only(out / "capability", {folder.name, packed.python.name})
    if not (out / "capability" / packed.python.name).is_dir():
        shutil.copytree(packed.python, out / "capability" / packed.python.name)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(WEB, folder)
    for name in ("site.css", "storage.js", "dated.js"):
        shutil.copy(HERE / "theme" / name, folder)
    shutil.copy(packed.package, folder / "package.bin")
    (folder / "instruments").mkdir()
    names = [path.stem for path in sorted((root / "assessments").glob("*.yaml"))]
    for name in names:
        instrument = load_instrument(root / "assessments" / f"{name}.yaml")
        (folder / "instruments" / f"{name}.json").write_text(as_json(instrument), "utf-8")
    for kind, ending, load in (("quizzes", QUIZ_ENDING, load_quiz), ("exercises", EXERCISE_ENDING, load_exercise)):
        (folder / kind).mkdir()
        for path in sorted((root / "modules").glob(f"*{ending}")):
            lesson = load(path)
            (folder / kind / f"{lesson.id}.json").write_text(as_json(lesson), "utf-8")
    (folder / "examples.zip").write_bytes(examples(root / "assessments" / "examples"))
    manifest = {
        "python": f"../{packed.python.name}/",
        "package": "package.bin",
        "lock": packed.lock,
        "instruments": names,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1), "utf-8")
    size = sum(
        path.stat().st_size for path in [*folder.glob("*.bin"), *(out / "capability" / packed.python.name).iterdir()]
    )
    logger.info("capability: %s with Python %s for the browser (%.1f MB)", folder.name, inputs.version, size / 1e6)
    pages.Templates.site = staticmethod(partial(describe, app))


def as_json(found: msgspec.Struct) -> str:
    """Authors' data as a page fetches it."""
    return json.dumps(msgspec.to_builtins(found), ensure_ascii=False)


SHOWN = ("team-that-disagrees/responses", "suppliers-see-it-differently", "system-with-a-weak-tie/rows")
"""The worked examples that a reader can try the workbench with."""


def examples(folder: Path) -> bytes:
    """The synthetic answers that the workbench shows, as one archive; the council of the second example stays out."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for name in SHOWN for path in (folder / name).rglob("*.json")):
            name = path.relative_to(folder)
            if not path.name.startswith("expected") and "council" not in name.parts:
                archive.writestr(zipfile.ZipInfo(name.as_posix()), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def site_folder(app: Sphinx) -> PurePosixPath:
    """Where the site's own scripts, styles and data are, by path from its root."""
    return PurePosixPath("capability", app.config.capability_digest)


def keep_only(folder: Path, names: set[str]) -> None:
    """Remove what an earlier build left in a folder."""
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.name in names:
            continue
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def describe(app: Sphinx) -> pages.Site:
    """The site as its pages see it."""
    titles = {name: title.astext() for name, title in app.env.titles.items()}
    return pages.Site(
        folder=str(site_folder(app)),
        styles=tuple(path.name for path in sorted(WEB.glob("*.css"))),
        chapters={PurePosixPath(name).name: pages.Link(f"{name}.html", title) for name, title in titles.items()},
        sources=sources.of(app),
        notebooks=downloads(app),
        readings={f"modules/{name}": render({"piece": "reading", "module": name}) for name in modules(app)},
        save_script=pages.script_keeper(Path(app.outdir)),
    )


def modules(app: Sphinx) -> list[str]:
    """Names of the modules that the book holds: what a reader can have read."""
    return [module.id for module in load_course().modules if f"modules/{module.id}" in app.env.found_docs]


def executed(app: Sphinx, page: str) -> Path:
    """Where MyST-NB writes the notebook that it executed for a page."""
    return Path(app.outdir).parent / "jupyter_execute" / f"{page}.ipynb"


def downloads(app: Sphinx) -> dict[str, str]:
    """Path of the notebook of each page that has one, by the page's name."""
    found = [page for page in sorted(app.env.found_docs) if notebooks.is_notebook(executed(app, page))]
    return {page: f"notebooks/{PurePosixPath(page).name}.ipynb" for page in found}


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
    """Write what stands beside the pages: notebooks, headers, the page at the root."""
    if error or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    out = Path(app.outdir)
    site = describe(app)
    shutil.rmtree(out / "notebooks", ignore_errors=True)
    figures = {name: pages.undated(value) for name, value in app.config.myst_substitutions.items()}
    for page, path in site.notebooks.items():
        notebooks.write(executed(app, page), out / path, page, site.sources, site.notebooks, figures)
    logger.info("capability: %d notebooks to download", len(site.notebooks))
    start = f"{app.config.root_doc}.html"
    if start != "index.html":
        (out / "index.html").write_text(pages.redirect(app.config.html_title, start), "utf-8")
    policy.write(out, f"{site.folder}/worker.js")
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
