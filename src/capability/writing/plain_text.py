"""A document as text without any markup, to be pasted into an email or into somebody's own report."""

from collections.abc import Sequence

from capability.text import without_controls
from capability.writing.document import Block, Bullets, Choice, Document, Heading, Lead, Paragraph, Strips, Table


def to_plain_text(document: Document) -> str:
    """The document as paragraphs with an empty line between them, with a line end at the end."""
    return "\n\n".join(_block(block) for block in document.blocks) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(_, text) | Lead(text):
            return _line(text)
        case Paragraph(text, label):
            return _line(f"{label} {text}" if label else text)
        case Bullets(lines):
            return "\n".join(f"- {_line(line)}" for line in lines)
        case Choice(ask, options):
            return "\n".join([_line(ask), *(f"- {_line(option)}" for option in options)])
        case Strips(head=head, strips=strips):
            return "\n".join(_row(head, (strip.title, *strip.words)) for strip in strips)
        case Table(head, rows):
            return "\n".join(_row(head, row) for row in rows)


def _row(head: Sequence[str], cells: Sequence[str]) -> str:
    """A row that says of each cell what it is, but for the first, which says what the row is about.

    >>> _row(("Step", "Owner", "By"), ("Meet suppliers.", "Head of buying", ""))
    '- Meet suppliers. Owner: Head of buying.'
    """
    first, *others = map(_line, cells)
    told = [f"{name}: {cell}" for name, cell in zip(head[1:], others, strict=True) if cell]
    return f"- {first.removesuffix('.')}. {'; '.join(told)}{'.' if told else ''}".rstrip()


def _line(text: str) -> str:
    return " ".join(without_controls(text).split())
