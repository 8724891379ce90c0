"""The pieces by name, as a browser's worker and a notebook's kernel call them: JSON in, JSON out.

A piece's module is loaded when it is first asked for: a page waits for its own, and for no other.
"""

import json
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from typing import Any

Plain = dict[str, Any]
Tell = Callable[[int, int], object]

PIECES = {
    "assessment": "assessment.compute",
    "exercise": "exercise.compute",
    "learning": "learning.compute",
    "quiz": "quiz.compute",
    "relations": "relations.compute",
    "workbench": "workbench.compute",
    "plan": "workbench.write",
    "roundtable": "roundtable.compute",
    "table": "roundtable.begin",
    "votes": "roundtable.take",
    "record": "roundtable.write",
    "pile": "piles.compute",
}
"""Where each is worked out."""

LONG = frozenset({"pile"})
"""Work that takes a while: it tells how many things are done, and of how many."""


def work_of(piece: str) -> Callable[..., Plain]:
    """The function that works out a piece.

    >>> work_of("quiz").__module__
    'capability.pieces.quiz'
    """
    module, _, name = PIECES[piece].partition(".")
    found: Callable[..., Plain] = getattr(import_module(f"capability.pieces.{module}"), name)
    return found


def compute(piece: str, config: Plain, state: Plain, tell: Tell | None = None) -> Plain:
    """What a piece makes of a reader's state, as plain data. Long work tells how far it is."""
    work = work_of(piece)
    return work(config, state, tell) if piece in LONG and tell is not None else work(config, state)


def compute_json(piece: str, config: str, state: str, tell: Tell | None = None) -> str:
    """The same, all as JSON text.

    The text is plain ASCII, so that no half of a character pair in a note can stop it on its way to the page.
    """
    return json.dumps(compute(piece, _config(config), json.loads(state), tell), sort_keys=True)


@lru_cache(maxsize=16)
def _config(text: str) -> Plain:
    found: Plain = json.loads(text)
    return found
