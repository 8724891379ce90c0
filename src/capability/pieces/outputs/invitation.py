"""What the page of an invitation is given: all of it by its view, for Python works nothing out."""

from typing import TypedDict

from capability.pieces.outputs.plain import Host


class Output(TypedDict):
    """Nothing."""


class Told(TypedDict, total=False):
    """What was done last; a poster that is `nameless` is not printed."""

    copied: bool
    uncopied: bool
    nameless: bool


class View(TypedDict):
    """What was filled in, as it stands in the words; the link, also as people type it; a page to read before.

    And whether the link is local.
    """

    host: Host
    form: str
    round: str
    goal: str
    service: str
    by: str
    promised: bool
    asker: str
    readers: str
    silent: bool
    after: str
    ask: str
    paper: str
    note: bool
    link: str
    typed: str
    before: str
    wrong: bool
    local: bool
    told: Told
