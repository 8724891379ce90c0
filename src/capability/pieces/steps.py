"""A module in five steps: what each is called, the heading with which it begins, its minutes, and what tells of it.

Which steps are done is seen in what the browser keeps: whether there is an entry, and what an exercise found of it. So
a page needs no Python to say so.
"""

from dataclasses import dataclass

import msgspec

from capability.course.modules import Module
from capability.pieces.configs import held
from capability.rule.instrument import Instrument
from capability.text import Plain


@dataclass(frozen=True)
class Step:
    """One step of a module; `id` is its place in the page's address."""

    id: str
    title: str
    begins: str
    """Its first heading in the chapter."""


STEPS = (
    Step("read", "Read", "After this you can"),
    Step("do", "Do", "Do it"),
    Step("where", "Where are we", "Where are we?"),
    Step("check", "Check", "Check yourself"),
    Step("team", "With the team", "Take it to the team"),
)


def configure(module: Module, instrument: Instrument) -> Plain:
    """The piece's config, plain data; `instrument` is the one that the module's slice asks."""
    return {
        "piece": "steps",
        "module": msgspec.to_builtins(module),
        "asks": [practice.id for practice in module.slice.practices(instrument)],
        "responses": {instrument.id: instrument.version},
    }


def context(config: Plain) -> Plain:
    """What the template is given."""
    module = held(config["module"], Module)
    return {
        "module": module.id,
        "steps": [(step, getattr(module, step.id)) for step in STEPS],
        "asks": config["asks"],
        "responses": config["responses"],
    }
