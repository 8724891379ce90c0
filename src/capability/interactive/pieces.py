"""The pieces by name, as a browser's worker and a notebook's kernel call them: JSON in, JSON out."""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from capability.interactive import assessment, exercise, gathering, learning, quiz, relations, roundtable, workbench

Plain = dict[str, Any]
Compute = Callable[[Plain, Plain], Plain]

COMPUTE: dict[str, Compute] = {
    "assessment": assessment.compute,
    "exercise": exercise.compute,
    "learning": learning.compute,
    "quiz": quiz.compute,
    "relations": relations.compute,
    "workbench": workbench.compute,
    "plan": workbench.write,
    "roundtable": roundtable.compute,
    "table": roundtable.begin,
    "votes": roundtable.take,
    "record": roundtable.write,
}

LONG: dict[str, Callable[[Plain, Plain, gathering.Tell], Plain]] = {"gathering": gathering.compute}
"""Work that takes a while: it tells how many things are done, and of how many."""


def compute_json(piece: str, config: str, state: str, tell: gathering.Tell = gathering.silently) -> str:
    """What a piece makes of a reader's state: `compute(config, state)` of the piece, all as JSON text.

    The text is plain ASCII, so that no half of a character pair in a note can stop it on its way to the page.
    """
    whole, now = _config(config), json.loads(state)
    output = LONG[piece](whole, now, tell) if piece in LONG else COMPUTE[piece](whole, now)
    return json.dumps(output, sort_keys=True)


@lru_cache(maxsize=16)
def _config(text: str) -> Plain:
    found: Plain = json.loads(text)
    return found
