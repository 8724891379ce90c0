"""The pieces by name, as a browser's worker and a notebook's kernel call them: JSON in, JSON out."""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from capability.interactive import assessment

Compute = Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]

COMPUTE: dict[str, Compute] = {"assessment": assessment.compute}


def compute_json(piece: str, config: str, state: str) -> str:
    """What a piece makes of a reader's state: `compute(config, state)` of the piece, all as JSON text.

    The text is plain ASCII, so that no half of a character pair in a note can stop it on its way to the page.
    """
    return json.dumps(COMPUTE[piece](_config(config), json.loads(state)), sort_keys=True)


@lru_cache(maxsize=16)
def _config(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    return found
