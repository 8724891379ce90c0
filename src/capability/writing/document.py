"""A document as plain blocks, which every kind of text file is made from."""

import msgspec


class Heading(msgspec.Struct, frozen=True, tag=True):
    """A heading; 1 is the document's title."""

    level: int
    text: str


class Paragraph(msgspec.Struct, frozen=True, tag=True):
    """A paragraph, with a label in front where there is one."""

    text: str
    label: str = ""


class Bullets(msgspec.Struct, frozen=True, tag=True):
    """A list of lines."""

    lines: tuple[str, ...]


class Table(msgspec.Struct, frozen=True, tag=True):
    """A table with one row of headings; every row has as many cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Choice(msgspec.Struct, frozen=True, tag=True):
    """A question and the options to choose from, a line each: one thing, which no page cuts in two."""

    ask: str
    options: tuple[str, ...]


Block = Heading | Paragraph | Bullets | Table | Choice


class Document(msgspec.Struct, frozen=True):
    """Blocks from top to bottom, and the day on which they were written, as `2026-11-22`."""

    title: str
    made: str
    blocks: tuple[Block, ...]


class Written(msgspec.Struct, frozen=True):
    """A file to save: its name and its bytes."""

    name: str
    data: bytes
