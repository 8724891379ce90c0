"""XML from strangers: read piece by piece, with nothing in it that could grow."""

import pyexpat
from collections.abc import Callable

from capability.limits import DEEPEST_XML, MOST_ELEMENTS
from capability.signs import EVERY, sign

Attributes = dict[str, str]


class Text:
    """Text that comes in pieces, gathered up to a length; what is longer is cut, for no cell is."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._pieces: list[str] = []
        self._length = 0

    def add(self, piece: str) -> None:
        """Add a piece."""
        if self._length <= self._most:
            self._pieces.append(piece)
            self._length += len(piece)

    def take(self) -> str:
        """All that was added, and begin anew."""
        whole = "".join(self._pieces)
        self._pieces.clear()
        self._length = 0
        return whole


def new_parser() -> pyexpat.XMLParserType:
    """A parser for one text."""
    return pyexpat.ParserCreate(namespace_separator=" ")


def parse(
    text: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] = lambda _: None,
    words: Callable[[str], None] = lambda _: None,
    parser: pyexpat.XMLParserType | None = None,
) -> None:
    """Call back for each element and text, by names without their namespace.

    Whoever must know where in the text an element stands brings a `new_parser`, which says so while it calls back.

    Raises `ValueError` for a document type, which could define entities of its own, for more than `DEEPEST_XML`
    elements inside one another or `MOST_ELEMENTS` in all, and for an encoding that is not known; `pyexpat.ExpatError`
    for what is no XML.
    """
    parser = new_parser() if parser is None else parser
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise ValueError("no document type is read")

    depth = elements = 0

    def started(name: str, attributes: Attributes) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if elements % EVERY == 0:
            sign()
        if depth > DEEPEST_XML or elements > MOST_ELEMENTS:
            raise ValueError("nested too deeply, or too many elements")
        start(name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(" ")[2])

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = words
    try:
        parser.Parse(text, True)
    except LookupError as error:  # an encoding that Python does not know
        raise ValueError(str(error)) from None
