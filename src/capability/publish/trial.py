"""The question by which a browser tells that a Python that it kept is sound, with the answer that the build has."""

import hashlib
import json
from collections.abc import Iterable
from itertools import cycle

from capability.pieces.assessment import configure
from capability.pieces.register import compute_json
from capability.rule.instrument import Instrument

SNAPSHOTS = True
"""The switch: whether pages of this site keep snapshots of Python and start from them (`pieces/web/snapshot.js`)."""

LEVELS = (2, 3, "unknown", 1, 4, 0, 3, "not-applicable", 2)
"""The made-up answers, again and again: one of every kind at least."""


def trial(instruments: Iterable[Instrument]) -> dict[str, str]:
    """What the worker asks, and the digest of the answer, which the Python that builds the site works out here.

    It is of the instrument with the most practices.

    >>> from capability.authoring.instruments import load_instrument
    >>> sorted(trial([load_instrument("team")]))
    ['asked', 'config', 'digest', 'state']
    """
    instrument, practices = max(((one, _practices(one)) for one in instruments), key=lambda pair: len(pair[1]))
    response = {
        "format": "capability-response/1",
        "instrument": instrument.id,
        "version": instrument.version,
        "answers": {practice: {"level": level} for practice, level in zip(practices, cycle(LEVELS), strict=False)},
    }
    config, state = json.dumps(configure(instrument)), json.dumps({"response": response})
    digest = hashlib.sha256(compute_json("assessment", config, state).encode()).hexdigest()
    return {"asked": "assessment", "config": config, "state": state, "digest": digest}


def _practices(instrument: Instrument) -> list[str]:
    return [practice.id for dimension in instrument.dimensions for practice in dimension.practices]
