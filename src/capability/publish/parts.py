"""What the site ships, part by part: versions, licences and notices, and the page that shows them."""

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.metadata import distribution, version
from pathlib import Path

import msgspec
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

LICENCES = Path(__file__).parent / "licences"
LIST = "sbom.cdx.json"
"""The same for programs, by its path in the site: see `bill.py`."""

OWN_WORDS = re.compile(r"(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*$")
"""Files of a package that hold its licence, or what the licence asks to be kept."""


class Seen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the version of a part can be seen: words in a file of the project."""

    file: str
    words: str


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One part of the site: `licences/parts.yaml` says what each line of it means."""

    name: str
    does: str
    licence: str
    package: str = ""
    npm: str = ""
    version: str = ""
    seen: Seen | None = None
    files: tuple[str, ...] = ()
    inside: str = ""
    notice: str = ""
    home: str = ""

    @property
    def names(self) -> list[str]:
        """Names of the licences in its expression.

        >>> Part("a", "b", "Apache-2.0 WITH LLVM-exception").names
        ['Apache-2.0', 'LLVM-exception']
        """
        return re.split(r" (?:AND|OR|WITH) ", self.licence)


@cache
def parts() -> tuple[Part, ...]:
    """Every part, in the order of the page."""
    return msgspec.yaml.decode((LICENCES / "parts.yaml").read_bytes(), type=tuple[Part, ...])


def version_of(part: Part, root: Path) -> str:
    """The version that is shipped; empty where the part is inside another and names none."""
    if part.package:
        return version(part.package)
    if part.npm:
        package = msgspec.json.decode((root / "node_modules" / part.npm / "package.json").read_bytes())
        return str(package["version"])
    return part.version


def own_words(part: Part) -> str:
    """The licence and notice that come with its Python package, word by word; empty where there is none."""
    if not part.package:
        return ""
    files = [path for path in distribution(part.package).files or () if is_words(str(path))]
    return "\n\n".join(path.read_text("utf-8").strip() for path in sorted(files, key=str))


def is_words(path: str) -> bool:
    """Whether a file of an installed package holds its licence or a notice.

    >>> is_words("a-1.dist-info/licenses/LICENSE"), is_words("a-1.dist-info/LICENSE.rst"), is_words("a/licence.py")
    (True, True, False)
    """
    return ".dist-info/" in path and OWN_WORDS.search(path) is not None


def text_of(licence: str) -> str:
    """The text of a licence that parts without a text of their own are under."""
    return (LICENCES / f"{licence}.txt").read_text("utf-8")


def unlisted(site: Path) -> list[str]:
    """Files of a built site that belong to no part, by path."""
    listed = {path for part in parts() for pattern in part.files for path in site.glob(pattern)}
    return sorted(
        path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file() and path not in listed
    )


class ShippedParts(SphinxDirective):
    """`shipped-parts`: a table of the parts, then each text."""

    def run(self) -> list[nodes.Node]:
        """The page's content, made anew when a part or a version changes."""
        root = Path(self.env.srcdir)
        for path in [*sorted(LICENCES.iterdir()), root / "node_modules" / "pyodide" / "package.json"]:
            self.env.note_dependency(str(path))
        to_list = "../" * self.env.docname.count("/") + LIST
        html = "\n".join(
            [
                _table(root),
                "<h3>What each part asks to be kept</h3>",
                *map(_words, parts()),
                "<h3>The texts of the licences</h3>",
                *_texts(),
                _offer(to_list),
            ]
        )
        return [nodes.raw("", html, format="html")]


def _table(root: Path) -> str:
    head = "".join(f"<th>{words}</th>" for words in ("Part", "Version", "Licence", "What it is there for"))
    rows = "".join(_row(part, root) for part in parts())
    return f'<table class="table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(part: Part, root: Path) -> str:
    name = escape(part.name)
    home = f'<a href="{escape(part.home)}">{name}</a>' if part.home else name
    number = version_of(part, root)
    does = f"{part.does} (inside {part.inside})" if part.inside and number else part.does
    licence = escape(part.licence.removeprefix("LicenseRef-").replace("-", "\u2011"))
    cells = (escape(number or f"as in {part.inside}"), licence, escape(does))
    return f"<tr><th>{home}</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _words(part: Part) -> str:
    """What one part asks to be kept: its own files, or its notice and the name of the text below."""
    own = own_words(part)
    if own:
        return _folded(f"{part.name}: licence and notice", own)
    kept = [part.notice.strip(), f"Licence: {part.licence}. Its text stands below.", part.home]
    return _folded(f"{part.name}: notice", "\n\n".join(filter(None, kept)))


def _texts() -> Iterator[str]:
    for licence in sorted({name for part in parts() if not own_words(part) for name in part.names}):
        yield _folded(f"Text of the licence {licence.removeprefix('LicenseRef-')}", text_of(licence))


def _folded(title: str, text: str) -> str:
    return f'<details class="licence"><summary>{escape(title)}</summary><pre>{escape(text)}</pre></details>'


def _offer(to_list: str) -> str:
    return f'<p><a href="{to_list}" download="">Download this list for programs</a> (CycloneDX, JSON)</p>'
