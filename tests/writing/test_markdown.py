from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from capability.text import STEERS, without_controls
from capability.writing.document import Bullets, Choice, Document, Heading, Paragraph, Table
from capability.writing.markdown import escaped, to_markdown

MYST = {
    *("amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist", "html_admonition"),
    *("html_image", "linkify", "strikethrough", "substitution", "tasklist"),
}
"""All that MyST can be told to read into a text, but for the two that set it in nicer type."""

READERS = {
    "CommonMark": MarkdownIt("commonmark"),
    "GitHub": MarkdownIt("gfm-like", {"html": True}),
    "MyST": create_md_parser(MdParserConfig(enable_extensions=MYST, dmath_double_inline=True), RendererHTML),
}

OURS = {"inline", "heading", "paragraph", "bullet_list", "list_item", "table", "thead", "tbody", "tr", "th", "td"}
"""What a document is made of; all else would be markup that stood in somebody's words."""

MARKUP = [
    *("# x", "#", "a #", "=====", "===", "---", "+++", "- x", "* x", "+ x", "1. x", "12) x", "* * *", "    x", "> x"),
    *("<script>x</script>", "<!--", "<img src=x>", "&lt;", "\\", "\\\\", "```", "```{note}", ":::", ":::{note}", "~~~"),
    *("[a](http://b.example)", "![a](b)", "[a]: b", "[^1]", "[^1]: x", "[ ] x", "<http://a.example>", "a\n\n# b"),
    *("http://a.example", "www.a.example", "a.example", "//localhost", "a@b.example", "ftp://a.b", "mailto:a@b.c"),
    *("$x$", "$$", "$\\href{http://evil}{x}$", "\\begin{a}x\\end{a}", "\\(x\\)", "{{ x }}", "{role}`x`", "{.a}", "^a^"),
    *("% x", "(x)=", ":a: b", ": a", "~~x~~", "~x~", "==x==", "%%x%%", "++x++", "**x**", "__x__", "a|b", ":smile:"),
]

WORDS = st.lists(
    st.sampled_from([*MARKUP, " ", "\n", "x", "é", "\u00a0", "\u2028", "'", '"']) | st.text(max_size=3), max_size=6
)


def words(text: str) -> str:
    return " ".join(without_controls(text).split())


def document(text: str) -> Document:
    blocks = (
        Heading(1, text),
        Paragraph(text, "Note:"),
        Paragraph(text),
        Bullets((text, text)),
        Choice(text, (text, "z")),
        Table(("One", "Two"), ((text, "x"), ("y", text))),
    )
    return Document(text, "2026-11-22", blocks)


def shown(tokens: list[Token]) -> Iterator[str]:
    """The words of each block, as they are read; fails where anything but words and bold type is in one."""
    for token in tokens:
        assert token.type.removesuffix("_open").removesuffix("_close") in OURS, token.type
        if token.type == "inline":
            inside = [part for part in token.children or [] if part.type not in {"strong_open", "strong_close"}]
            assert {part.type for part in inside} <= {"text", "text_special"}, token.content
            yield "".join(part.content for part in inside)


def reads_as_itself(text: str, name: str) -> None:
    blocks = document(text).blocks[: -1 if name == "CommonMark" else None]  # which has no tables
    read = list(shown(READERS[name].parse(to_markdown(Document("", "2026-11-22", blocks)))))
    x = words(text)
    table = ["One", "Two", x, "x", "y", x]
    all_of_it = [x, f"Note: {x}".strip(), x, x, x, x, x, "z", *(table if name != "CommonMark" else [])]
    assert [line for line in read if line] == [line for line in all_of_it if line]


def test_every_kind_of_block_is_there() -> None:
    assert to_markdown(document("A")) == (
        "# A\n\n**Note:** A\n\nA\n\n- A\n- A\n\n"
        "**A**\n\n- A\n- z\n\n| One | Two |\n| --- | --- |\n| A | x |\n| y | A |\n"
    )


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("text", MARKUP)
def test_what_a_reader_wrote_is_never_markup(text: str, name: str) -> None:
    reads_as_itself(text, name)


@pytest.mark.parametrize("text", ["1.0.0", "3.5% of £1,000", "A. Person", "Why: see below", "2027-01-31", "x-y; a/b"])
def test_plain_words_stay_plain(text: str) -> None:
    assert escaped(text) == text


@pytest.mark.parametrize("name", READERS)
@given(WORDS.map("".join).filter(words))
def test_whatever_is_put_together_reads_as_what_was_written(name: str, text: str) -> None:
    reads_as_itself(text, name)


@given(st.text())
def test_it_is_one_line_that_a_file_can_hold(text: str) -> None:
    assert "\n" not in escaped(text)
    assert not STEERS.search(escaped(text))
    escaped(text).encode()
