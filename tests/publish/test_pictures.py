"""Pictures of ideas in a page, and in a notebook."""

from pathlib import Path

from capability.publish.notebooks import embed
from capability.publish.pictures import inline

DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" class="idea">\n  <title>A</title>\n  <path d="M0 0"/>\n</svg>\n'


def test_a_picture_is_named_by_what_the_page_says_of_it_and_by_nothing_else() -> None:
    there = inline(DRAWN, 'Two "links" & one <gap>')
    assert there.startswith('<svg role="img" aria-label="Two &quot;links&quot; &amp; one &lt;gap&gt;" ')
    assert "<title>" not in there


def test_a_notebook_holds_its_pictures(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(DRAWN, "utf-8")
    assert embed("![Links](a.svg)", tmp_path).startswith("![Links](data:image/svg+xml;base64,PHN2Zy")
    assert embed("![Links](b.svg) [a](a.svg)", tmp_path) == "![Links](b.svg) [a](a.svg)"
