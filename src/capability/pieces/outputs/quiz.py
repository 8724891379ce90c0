"""What the page of a quiz is given."""

from typing import TypedDict

from capability.pieces.outputs.plain import Host


class OptionTold(TypedDict):
    """An option and why it is right, or not."""

    text: str
    why: str


class Marks(TypedDict):
    """How many were right, and whether all were."""

    right: int
    all: bool


class MarkTold(TypedDict):
    """How one question was answered: why for the option chosen, the better one, and the others."""

    right: bool
    why: str
    answer: OptionTold | None
    others: list[OptionTold]


class Output(TypedDict):
    """What the page shows: `of` questions, and once all are answered and it is `marked`, how, and each by its id."""

    of: int
    marked: Marks | None
    questions: dict[str, MarkTold] | None


class Told(TypedDict, total=False):
    """What was done last: marks were asked for with questions left `blank`."""

    blank: bool


class View(TypedDict):
    """What the view adds: marks are not shown for what was chosen since."""

    questions: dict[str, MarkTold] | None
    marked: Marks | None
    best: int | None
    blank: list[int]
    progress: int
    host: Host
    told: Told
