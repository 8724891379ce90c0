import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from capability.writing.document import Bullets, Choice, Document, Heading, Paragraph, Table
from capability.writing.markdown import escaped, to_markdown

READERS = [MarkdownIt("commonmark"), MarkdownIt("js-default", {"html": True})]


def words(text: str) -> str:
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())


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


def test_every_kind_of_block_is_there() -> None:
    assert to_markdown(document("A")) == (
        "# A\n\n**Note:** A\n\nA\n\n- A\n- A\n\n"
        "**A**\n\n- A\n- z\n\n| One | Two |\n| --- | --- |\n| A | x |\n| y | A |\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>",
        "[a](http://b.example)",
        "http://a.example",
        "1. one",
        "- x",
        "# x",
        "a|b",
        "~~x~~",
        "&lt;",
        "```",
        "![a](b)",
        "a\n\n# b",
        "www.a.example",
        "12) x",
        "===",
        "a@b.example",
        "=====",
        "* * *",
    ],
)
def test_what_a_reader_wrote_is_never_markup(text: str) -> None:
    html = READERS[1].render(to_markdown(document(text)))
    assert "<a" not in html and "<script" not in html and "<img" not in html and "<code" not in html
    assert html.count("<h1>") == 1 and html.count("<li>") == 4 and html.count("<tr>") == 3


@given(st.text(max_size=60))
def test_a_paragraph_reads_as_what_was_written(text: str) -> None:
    plain = "".join(c if c.isprintable() or c in "\n " else "" for c in text)
    tokens = READERS[0].parse(to_markdown(Document("", "2026-11-22", (Paragraph(f"x {plain} y"),))))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(child.content for child in tokens[1].children or []) == words(f"x {plain} y")


@given(st.text())
def test_it_is_one_line_that_a_file_can_hold(text: str) -> None:
    assert "\n" not in escaped(text)
    escaped(text).encode()
