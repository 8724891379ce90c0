"""What the site brings along beside its pages: web modules, instruments and lessons as JSON, Python, and examples."""

import json
import shutil
from pathlib import Path, PurePosixPath

import msgspec
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from capability.authoring.instruments import load_instrument
from capability.authoring.kinds import EXERCISE, QUIZ
from capability.authoring.lessons import load_exercise, load_quiz
from capability.pieces.markup import TOKENS, WEB
from capability.publish import runtime
from capability.publish.demonstration import demonstration
from capability.publish.forms import bring_forms
from capability.publish.trial import SNAPSHOTS, trial

logger = logging.getLogger(__name__)

HERE = Path(__file__).parent
THEME = (
    "site.css",
    "alone.css",
    "front.css",
    "sidebar.css",
    "scheme.js",
    "storage.js",
    "dated.js",
    "search.js",
    "sidebar.js",
    "open-step.js",
    "returning.js",
)
"""The site's own touches on the theme."""


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
    shutil.copytree(WEB, folder, ignore=shutil.ignore_patterns("*.d.ts"))
    for name in THEME:
        shutil.copy(HERE / "theme" / name, folder)
    edition = app.config.capability_edition
    (folder / TOKENS).write_text(edition.tokens(), "utf-8")
    if edition.logo:
        shutil.copy(edition.logo, folder / f"logo{edition.logo.suffix}")
    shutil.copy(inputs.codes, folder / "uqr.js")
    shutil.copy(packed.package, folder / "package.bin")
    (folder / "instruments").mkdir()
    paths = sorted((root / "assessments").glob("*.yaml"))
    instruments = {path.stem: load_instrument(path) for path in paths}
    for name, instrument in instruments.items():
        (folder / "instruments" / f"{name}.json").write_text(as_json(instrument), "utf-8")
    for kind, ending, load in (("quizzes", QUIZ.ending, load_quiz), ("exercises", EXERCISE.ending, load_exercise)):
        (folder / kind).mkdir()
        for path in sorted((root / "modules").glob(f"*{ending}")):
            lesson = load(path)
            (folder / kind / f"{lesson.id}.json").write_text(as_json(lesson), "utf-8")
    for pile, archive in demonstration(root / "assessments").items():
        (folder / f"demonstration-{pile}.zip").write_bytes(archive)
    bring_forms(root, out)
    manifest = {
        "python": f"../{packed.python.name}/",
        "package": "package.bin",
        "lock": packed.lock,
        "instruments": list(instruments),
    }
    if SNAPSHOTS and instruments:
        (folder / "trial.json").write_text(json.dumps(trial(instruments.values())), "utf-8")
        manifest["snapshot"] = {"modules": runtime.ENTRIES, "trial": "trial.json"}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1), "utf-8")
    size = sum(
        path.stat().st_size for path in [*folder.glob("*.bin"), *(out / "capability" / packed.python.name).iterdir()]
    )
    logger.info("capability: %s with Python %s for the browser (%.1f MB)", folder.name, inputs.version, size / 1e6)


def as_json(data: msgspec.Struct) -> str:
    """Authors' data as a page fetches it."""
    return json.dumps(msgspec.to_builtins(data), ensure_ascii=False)


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
