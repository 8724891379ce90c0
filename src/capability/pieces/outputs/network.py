"""The network of a system, as a page is given it."""

from typing import Literal, TypedDict


class LabelDrawn(TypedDict):
    """An actor's name in the picture, shortened, on this side of its circle."""

    text: str
    side: Literal["left", "middle", "right"]
    x: int
    y: int


class ActorDrawn(TypedDict):
    """An actor's place in the picture; `critical` where its loss would split what is connected."""

    number: int
    name: str
    cx: int
    cy: int
    x: int
    y: int
    label: LabelDrawn
    silent: bool
    critical: bool


class LineDrawn(TypedDict):
    """A tie in the picture; `joins` where it could join two groups, and else not there."""

    x1: int
    y1: int
    x2: int
    y2: int
    strength: int | None
    joins: bool | None


class TieTold(TypedDict):
    """A tie in the table."""

    first: str
    second: str
    view_of_first: int | None
    view_of_second: int | None
    strength: int | None
    gap: int | None
    wide: bool
    could_join: bool


class Named(TypedDict):
    """One actor."""

    name: str


class Group(TypedDict):
    """Actors that are connected, in one line."""

    names: str


class Join(TypedDict):
    """Two actors whose tie could join two groups."""

    first: str
    second: str


class Critical(TypedDict):
    """Whose loss would split the system at strength `n`."""

    n: int
    names: str


class Network(TypedDict):
    """Everything that a page shows of a system's relations; actors are numbered from 1 in alphabetical order.

    `actors` and `lines` are the picture (`lines` only for ties of strength 1 or more; both empty where nothing is
    `drawn`), `ties` the table without its last `ties_more`, and the rest what the rule says: `level`, `at_most`,
    `silent`, the `groups` still apart at `next`, how many ties are `needed`, which `could_join` them (without the last
    `could_join_more`), and at which strength whose loss would split the system (`critical`).
    """

    drawn: bool
    actors: list[ActorDrawn]
    lines: list[LineDrawn]
    ties: list[TieTold]
    ties_more: int
    level: int | None
    at_most: int | None
    open: bool
    silent: list[Named]
    next: int | None
    groups: list[Group]
    needed: int
    could_join: list[Join]
    could_join_more: int
    critical: list[Critical]
