"""What a page can ask of Python, by name, as a browser's worker and a notebook's kernel ask it: JSON in, JSON out.

A piece's module is loaded when it is first asked for: a page waits for its own, and for no other.
"""

import json
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from typing import Any

from capability.pieces.kept import refused

Plain = dict[str, Any]
Tell = Callable[[int, int], object]

WORK = {
    # What a piece shows, at each change of its reader's state:
    "assessment": "assessment.compute",
    "exercise": "exercise.compute",
    "learning": "learning.compute",
    "quiz": "quiz.compute",
    "relations": "relations.compute",
    "returns": "returns.compute",
    "roundtable": "roundtable.compute",
    "training": "training.compute",
    "workbench": "workbench.compute",
    # What is made when the reader asks for it:
    "assessment-file": "assessment.write",
    "exercise-file": "exercise.write",
    "learning-plan": "learning.write_plan",
    "returns-file": "returns.write",
    "roundtable-file": "roundtable.write",
    "training-file": "training.write",
    "training-record": "learning.write",
    "workbench-file": "workbench.write",
    "workbench-template": "workbench.check_template",
    "piles": "piles.compute",
    "new-table": "roundtable.begin",
    "filled-table": "roundtable.take",
}
"""Where each thing is worked out that a page can ask for."""

LONG = frozenset({"piles"})
"""Work that takes a while: it tells how many things are done, and of how many."""


def work_of(asked: str) -> Callable[..., Plain]:
    """The function that works out what is asked for.

    >>> work_of("quiz").__module__
    'capability.pieces.quiz'
    """
    module, _, name = WORK[asked].partition(".")
    work: Callable[..., Plain] = getattr(import_module(f"capability.pieces.{module}"), name)
    return work


def compute(asked: str, config: Plain, state: Plain, tell: Tell | None = None) -> Plain:
    """What is asked for, with a piece's config and its reader's state, as plain data. Long work tells how far it is."""
    work = work_of(asked)
    return work(config, state, tell) if asked in LONG and tell is not None else work(config, state)


def compute_json(asked: str, config: str, state: str, tell: Tell | None = None) -> str:
    """The same, all as JSON text.

    What the page kept and cannot be is named as `refused`, and nothing is worked out of it. The text is plain ASCII, so
    that no half of a character pair in a note can stop it on its way to the page.

    >>> compute_json("relations", '{"piece": "relations"}', '{"kept": {"ties": "x"}}')
    '{"refused": ["kept"]}'
    """
    whole = json.loads(state)
    unfit = refused(asked, whole)
    return json.dumps({"refused": unfit} if unfit else compute(asked, _config(config), whole, tell), sort_keys=True)


@lru_cache(maxsize=16)
def _config(text: str) -> Plain:
    config: Plain = json.loads(text)
    return config
