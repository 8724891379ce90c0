"""A document as plain blocks, which every kind of text file is made from."""

import re

import msgspec


class Heading(msgspec.Struct, frozen=True, tag=True):
    """A heading; 1 is the document's title."""

    level: int
    text: str


class Paragraph(msgspec.Struct, frozen=True, tag=True):
    """A paragraph, with a label in front where there is one."""

    text: str
    label: str = ""


class Lead(msgspec.Struct, frozen=True, tag=True):
    """The one sentence that a reader is to take away."""

    text: str


class Bullets(msgspec.Struct, frozen=True, tag=True):
    """A list of lines."""

    lines: tuple[str, ...]


class Table(msgspec.Struct, frozen=True, tag=True):
    """A table with one row of headings; every row has as many cells. `widths` are shares of its own; else all alike."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


class Strip(msgspec.Struct, frozen=True):
    """A row of a picture: steps up to `reached` are filled, and those up to `open` not known. `words` say the same.

    `words` are one text a column.
    """

    title: str
    reached: int
    open: int
    words: tuple[str, ...]


STEP = 28
"""The width of a step of a picture, in thousandths."""


class Strips(msgspec.Struct, frozen=True, tag=True):
    """A picture of levels, as a table of which some cells are filled: one strip of `steps` cells a row.

    `head` are the headings of the titles and of each column of words, `widths` theirs, where a step has `STEP`;
    `about` says what the picture shows, for whoever cannot see.
    """

    about: str
    head: tuple[str, ...]
    widths: tuple[int, ...]
    steps: int
    strips: tuple[Strip, ...]


class Choice(msgspec.Struct, frozen=True, tag=True):
    """A question and the options to choose from, a line each: one thing, which no page cuts in two."""

    ask: str
    options: tuple[str, ...]


Block = Heading | Paragraph | Lead | Bullets | Table | Strips | Choice


class Document(msgspec.Struct, frozen=True):
    """Blocks from top to bottom, and the day on which they were written, as `2026-11-22`."""

    title: str
    made: str
    blocks: tuple[Block, ...]


NAME = re.compile(r"\w[\w-]*\.\w+")


class Written(msgspec.Struct, frozen=True):
    """A file to save: its name, which is no path and holds no sign but letters, digits and hyphens, and its bytes.

    Raises `ValueError` for another name: `text.file_name` makes none.

    >>> Written("../plan.md", b"")
    Traceback (most recent call last):
    ...
    ValueError: no name of a file to write: ../plan.md
    """

    name: str
    data: bytes

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise ValueError(f"no name of a file to write: {self.name}")
