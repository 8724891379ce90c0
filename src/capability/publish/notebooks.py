"""A page with code as a notebook to download: outputs kept, words readable in JupyterLab without MyST."""

import base64
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

import nbformat

from capability.course.law import fill_in
from capability.publish.pages import Link

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"

FENCE = re.compile(r"^(\s*)(:{3,}|`{3,}|~{3,})(?:\{([\w:.-]+)\}[ \t]*(.*)|.*)$")
ROLE = re.compile(r"\{([\w:.-]+)\}(`+)(.+?)\2", re.DOTALL)
CODE = re.compile(r"^((?:> ?)*`{3,}[\s\S]*?^(?:> ?)*`{3,}[ \t]*$)", re.MULTILINE)
TARGET = re.compile(r"^\([\w:.\- ]+\)=\s*$")
OPTION = re.compile(r"^\s*:[\w-]+:( .*)?$")
ALT = re.compile(r"^\s*:alt:\s*(.*)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([\w.-]+\.svg)\)")
LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(<?([^)\s>]+)>?\)")

ADMONITIONS = frozenset(
    "admonition attention caution danger dropdown error hint important note seealso tip warning".split()  # noqa: SIM905
)
# Directives whose content is an address, a list or an option of the book, not words for a reader.
DROPPED = frozenset(["bibliography", "contents", "tableofcontents", "toctree"])
FIGURES = frozenset(["figure", "image"])


def is_notebook(executed: Path) -> bool:
    """Whether a page was executed as a notebook with code in it."""
    return executed.is_file() and any(cell.cell_type == "code" for cell in nbformat.read(executed, 4).cells)


def write(
    executed: Path,
    target: Path,
    page: str,
    sources: Mapping[str, Link],
    notebooks: Mapping[str, str],
    figures: Mapping[str, str],
    folder: Path,
) -> None:
    """Write the notebook that MyST-NB executed for a page as a download.

    - figures: what the law's names stand for
    - folder: where the page's own file is, and its pictures beside it
    """
    notebook = nbformat.read(executed, 4)
    notebook.metadata.pop("widgets", None)
    for number, cell in enumerate(notebook.cells, 1):
        if "id" in cell:  # drawn by lot when the page was executed: the same page is to give the same bytes
            cell["id"] = f"cell-{number}"
        cell.metadata = nbformat.NotebookNode(
            {name: value for name, value in cell.metadata.items() if name != "tags"}
            | (
                {"tags": kept}
                if (kept := [tag for tag in cell.metadata.get("tags", []) if not tag.startswith("hide")])
                else {}
            )
        )
        if cell.cell_type == "markdown":
            cell.source = embed(plain(fill_in(cell.source, figures), page, sources, notebooks), folder)
        for output in cell.get("outputs", []):
            # What is left, HTML and text, shows without a running kernel; a widget's view would not.
            output.get("data", {}).pop(WIDGET_VIEW, None)
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, target)


def plain(text: str, page: str, sources: Mapping[str, Link], notebooks: Mapping[str, str]) -> str:
    """MyST as plain Markdown: roles as their words, boxes as quotations, links between pages as words or notebooks.

    >>> plain("A {term}`lot`.", "modules/a", {}, {})
    'A lot.'
    """
    parts = CODE.split("\n".join(_blocks(text.split("\n"))))
    # Every other part is a block of code, which stays as it is.
    parts[::2] = [_inline(part, page, sources, notebooks) for part in parts[::2]]
    return "".join(parts).strip("\n")


def embed(text: str, folder: Path) -> str:
    """Pictures that are files become parts of the text: a notebook is downloaded without what stands beside it.

    Not as attachments of the cell, for JupyterLab shows no SVG of these.
    """

    def embedded(match: re.Match[str]) -> str:
        path = folder / match[2]
        if not path.is_file():
            return match[0]
        return f"![{match[1]}](data:image/svg+xml;base64,{base64.b64encode(path.read_bytes()).decode()})"

    return PICTURE.sub(embedded, text)


def _inline(text: str, page: str, sources: Mapping[str, Link], notebooks: Mapping[str, str]) -> str:
    text = ROLE.sub(lambda match: _role(match[1], match[3].strip(), sources), text)
    return LINK.sub(lambda match: _link(match[1], match[2], page, notebooks), text)


def _blocks(lines: list[str]) -> list[str]:
    """Lines with directives turned into plain blocks, from the outside in."""
    out: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        opening = FENCE.match(line)
        if opening is None:
            if not (TARGET.match(line) or line.startswith("%") or line.strip() == "+++"):
                out.append(line)
            at += 1
            continue
        end = _end(lines, at, opening[2])
        inner, name, title = lines[at + 1 : end], opening[3], (opening[4] or "").strip()
        if name is None:  # a plain code block
            out += lines[at : end + 1]
        else:
            out += _figure(title, inner) if name in FIGURES else _directive(name, title, _without_options(inner))
        at = end + 1
    return out


def _end(lines: list[str], start: int, fence: str) -> int:
    """The line that closes a fence: the same character, at least as often, and nothing else, after all inside it."""
    depth = 0
    for at in range(start + 1, len(lines)):
        stripped = lines[at].strip()
        if stripped and set(stripped) == {fence[0]} and len(stripped) >= len(fence):
            if depth == 0:
                return at
            depth -= 1
        elif stripped.startswith(fence) and stripped.lstrip(fence[0]).startswith("{"):
            depth += 1
    return len(lines) - 1


def _without_options(lines: list[str]) -> list[str]:
    while lines and (OPTION.match(lines[0]) or not lines[0].strip()):
        lines = lines[1:]
    if lines and lines[0].strip() == "---" and "---" in [line.strip() for line in lines[1:]]:
        lines = lines[[line.strip() for line in lines].index("---", 1) + 1 :]
    return lines


def _figure(address: str, inner: list[str]) -> list[str]:
    alt = next((match[1] for line in inner if (match := ALT.match(line))), "")
    return [f"![{alt}]({address})", "", *_without_options(inner)]


def _directive(name: str, title: str, content: list[str]) -> list[str]:
    if name in DROPPED:
        return []
    if name.startswith("code"):
        return [f"```{title}", *content, "```"]
    inner = _blocks(content)
    if name in ADMONITIONS:
        heading = title or name.capitalize()
        return [f"> **{heading}**", ">", *(f"> {line}".rstrip() for line in inner)]
    return [*([f"**{title}**", ""] if title else []), *inner]


def _role(name: str, content: str, sources: Mapping[str, Link]) -> str:
    if name.startswith("cite"):
        named = [_named(key.strip(), sources) for key in content.split(",")]
        return "; ".join(named) if name.endswith(("t", "text")) else f"({'; '.join(named)})"
    if name in {"math", "code"}:
        return f"${content}$" if name == "math" else f"`{content}`"
    shown = re.fullmatch(r"(.*?)\s*<[^<>]*>", content, re.DOTALL)
    return shown[1] if shown else content


def _named(key: str, sources: Mapping[str, Link]) -> str:
    """A source as a notebook names it, for it has no list of sources at its end: linked to where it is."""
    if key not in sources:
        return key
    source = sources[key]
    return f"[{source.title}]({source.url})" if source.url else source.title


def _link(words: str, address: str, page: str, notebooks: Mapping[str, str]) -> str:
    if "://" in address or address.startswith("mailto:"):
        return f"[{words}]({address})"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), address.split("#")[0]))
    other = notebooks.get(target.removesuffix(".md").removesuffix(".ipynb"))
    return f"[{words}]({posixpath.basename(other)})" if other and words else words
