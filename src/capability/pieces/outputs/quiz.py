"""What the page of a quiz is given."""

from typing import TypedDict

from capability.pieces.outputs.plain import Host


class Marks(TypedDict):
    """How many were right, and whether all were."""

    right: int
    all: bool


class Output(TypedDict):
    """What the page shows: `of` questions, and once all are answered how they were; `again`, by id: not the best."""

    of: int
    marked: Marks | None
    again: dict[str, bool] | None


class View(TypedDict):
    """What the view adds: the marks are not shown for what was chosen since."""

    marked: Marks | None
    best: int | None
    progress: int
    host: Host
