"""What makes executed cells, or the whole site, out of date: digests of everything that they are made from."""

import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from capability.authoring.finding import COUNCIL
from capability.publish.runtime import LOCK, digest_of

PACKAGE = Path(__file__).parents[1]
# A chapter's cells show what these draw and print.
DRAWN_WITH = ("altair", "anywidget", "ipywidgets", "msgspec", "pandas", "vl-convert-python")


def of_cells(root: Path) -> str:
    """Digest of all that a chapter's cells can show, but for their own text: data, rule and libraries."""
    rule = [path for path in _files(PACKAGE) if path.relative_to(PACKAGE).parts[0] != "publish"]
    return digest_of([*rule, *_authored(root), _libraries()])


def of_site(root: Path, *looks: Path) -> str:
    """Digest of all that goes into the site beside the chapters: data, source, Python for the browser, and `looks`."""
    fetched = [*(root / "node_modules" / name / "package.json" for name in ("pyodide", "uqr")), root / LOCK]
    return digest_of(
        [*_files(PACKAGE), *_authored(root), *looks, *(path for path in fetched if path.is_file()), _libraries()]
    )


def _authored(root: Path) -> Iterable[Path]:
    council = root / COUNCIL
    own = [council] if council.is_file() else []
    return [*_files(root / "assessments"), *sorted((root / "modules").glob("*.yaml")), *own]


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")


def _libraries() -> bytes:
    versions = [f"python {sys.version_info[:2]}"]
    for name in DRAWN_WITH:
        try:
            versions.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return "\n".join(versions).encode()
