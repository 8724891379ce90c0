"""Chapters as notebooks to download."""

from pathlib import Path

import nbformat
import pytest

from capability.publish import notebooks
from capability.publish.notebooks import plain
from capability.publish.pages import Link

SOURCES = {"psci-2025": Link("book/references.html#source-psci-2025", "An index (2025)", "https://example.org/psci")}
NOTEBOOKS = {"modules/03-market-shaping": "notebooks/03-market-shaping.ipynb"}

CASES = {
    "a term is its word": ("A {term}`lot`.", "A lot."),
    "a term shown otherwise is what is shown": ("Two {term}`lots <lot>`.", "Two lots."),
    "a citation is its short title, linked": (
        "So it is {cite:p}`psci-2025`.",
        "So it is ([An index (2025)](https://example.org/psci)).",
    ),
    "a citation in the text has no brackets": (
        "{cite:t}`psci-2025` says.",
        "[An index (2025)](https://example.org/psci) says.",
    ),
    "an unknown source is its key": (
        "So {cite:p}`gone, psci-2025`.",
        "So (gone; [An index (2025)](https://example.org/psci)).",
    ),
    "an abbreviation is what is shown": ("{abbr}`SME (small firm)`", "SME (small firm)"),
    "a box is a quotation": (":::{note}\nMind.\n:::", "> **Note**\n>\n> Mind."),
    "a box with a title and options": (
        ":::{admonition} Wales\n:class: note\nThe rule differs.\n\nMuch.\n:::",
        "> **Wales**\n>\n> The rule differs.\n>\n> Much.",
    ),
    "a box in a box": (
        "::::{note}\nOuter.\n:::{tip}\nInner.\n:::\n::::",
        "> **Note**\n>\n> Outer.\n> > **Tip**\n> >\n> > Inner.",
    ),
    "a box of back-quotes": ("```{warning}\nMind.\n```", "> **Warning**\n>\n> Mind."),
    "a code block stays": ("```python\n{not}`a role`\n```", "```python\n{not}`a role`\n```"),
    "a list of sources goes": ("Before\n\n```{bibliography}\n:all:\n```", "Before"),
    "a table's title stays": (":::{table} Levels\n| a |\n|---|\n:::", "**Levels**\n\n| a |\n|---|"),
    "a picture is a picture, with its words": (
        "```{figure} chain.svg\n:alt: A chain.\n\nIt breaks.\n```",
        "![A chain.](chain.svg)\n\nIt breaks.",
    ),
    "a target and a comment go": ("(here)=\n% aside\nWords", "Words"),
    "a link to a chapter is a link to its notebook": (
        "[the market](../modules/03-market-shaping.md#law)",
        "[the market](03-market-shaping.ipynb)",
    ),
    "a link to another page is its words": ("See [privacy](../book/privacy.md).", "See privacy."),
    "a link out stays": ("[there](https://example.org/)", "[there](https://example.org/)"),
}


@pytest.mark.parametrize(("myst", "markdown"), CASES.values(), ids=CASES)
def test_myst_reads_well_without_myst(myst: str, markdown: str) -> None:
    assert plain(myst, "assessments/organisation", SOURCES, NOTEBOOKS) == markdown


def executed(path: Path) -> Path:
    cell = nbformat.v4.new_code_cell("1 + 1", metadata={"tags": ["hide-input", "kept"]})
    cell.outputs = [
        nbformat.v4.new_output(
            "execute_result",
            data={notebooks.WIDGET_VIEW: {"model_id": "1"}, "text/html": "<p>2</p>", "text/plain": "2"},
        )
    ]
    whole = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("{term}`lot` {{ limit }}"), cell], metadata={"widgets": {"state": {}}}
    )
    nbformat.write(whole, path)
    return path


def test_a_download_keeps_outputs_without_a_widgets_state_and_shows_its_code(tmp_path: Path) -> None:
    target = tmp_path / "notebooks" / "a.ipynb"
    notebooks.write(executed(tmp_path / "a.ipynb"), target, "modules/a", {}, {}, {"limit": "£1"}, tmp_path)
    written = nbformat.read(target, 4)
    nbformat.validate(written)
    words, code = written.cells
    assert words.source == "lot £1"
    assert code.metadata == {"tags": ["kept"]}
    assert sorted(code.outputs[0].data) == ["text/html", "text/plain"]
    assert "widgets" not in written.metadata


def test_the_same_page_gives_the_same_bytes_whenever_it_was_executed(tmp_path: Path) -> None:
    first, second = tmp_path / "first" / "a.ipynb", tmp_path / "second" / "a.ipynb"
    for target in (first, second):
        notebooks.write(executed(tmp_path / "a.ipynb"), target, "modules/a", {}, {}, {"limit": "£1"}, tmp_path)
    assert first.read_bytes() == second.read_bytes()


def test_only_a_page_with_code_is_a_notebook(tmp_path: Path) -> None:
    words = tmp_path / "words.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("Words")]), words)
    assert notebooks.is_notebook(executed(tmp_path / "a.ipynb"))
    assert not notebooks.is_notebook(words)
    assert not notebooks.is_notebook(tmp_path / "absent.ipynb")
