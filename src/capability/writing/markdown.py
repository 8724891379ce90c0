"""A document as Markdown: headings, lists and tables are ours, every other sign is the text's own."""

import re

from capability.text import without_controls
from capability.writing.document import Block, Bullets, Choice, Document, Heading, Lead, Paragraph, Strips, Table

SIGNS = re.compile(
    r"""[\\`*_{}\[\]<>|~&@#$^]    # markup anywhere: of Markdown, and of those who add roles, notes and formulas to it
    |^[+=\-%(:]                 # at the start of a line: lists, rules, comments, targets, fields, definitions
    |(?<=[=%+]) [=%+]           # ==marked==, %%not seen%%, ++added++
    |:(?=\S) |/(?=/)            # ::: fences, :signs:, and what is taken for a link, as is www.a.example
    |\.(?=[^\W\d])""",
    re.VERBOSE,
)
"""Whatever Markdown takes for markup, or a program that reads more into it than Markdown does."""

NUMBER = re.compile(r"^(\d+)([.)])(?=\s|$)")
"""What begins a numbered list."""


def to_markdown(document: Document) -> str:
    """The document as Markdown text, with a line end at the end."""
    return "\n\n".join(_block(block) for block in document.blocks) + "\n"


def escaped(text: str) -> str:
    r"""A text on one line, of which no sign is markup.

    >>> print(escaped("<b> and\n$x$: 1.5"))
    \<b\> and \$x\$: 1.5
    """
    line = " ".join(without_controls(text).split())
    return NUMBER.sub(r"\1\\\2", SIGNS.sub(lambda sign: f"\\{sign[0]}", line))


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * level} {escaped(text)}"
        case Paragraph(text, label):
            return f"**{escaped(label)}** {escaped(text)}" if label else escaped(text)
        case Lead(text):
            return f"**{escaped(text)}**"
        case Bullets(lines):
            return "\n".join(f"- {escaped(line)}" for line in lines)
        case Choice(ask, options):
            return "\n".join([f"**{escaped(ask)}**", "", *(f"- {escaped(option)}" for option in options)])
        case Strips(head=head, strips=strips):
            return _block(Table(head, tuple((strip.title, *strip.words) for strip in strips)))
        case Table(head, rows):
            return "\n".join([_row(head), _row(["---"] * len(head), raw=True), *map(_row, rows)])


def _row(cells: "tuple[str, ...] | list[str]", raw: bool = False) -> str:
    return f"| {' | '.join(cell if raw else escaped(cell) for cell in cells)} |"
