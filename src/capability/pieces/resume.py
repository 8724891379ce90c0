"""Where a reader was, on the front page: the module or the form to go on with, a result, their plan.

It looks at what the browser keeps, as the steps of a module do, so that the front page needs no Python. Forms of people
outside are not in it: a device may be shared, and what they answered is nobody else's.
"""

from collections.abc import Mapping

import msgspec

from capability.course.modules import Course, Module
from capability.pieces.configs import held, instruments_of
from capability.pieces.learning import WEEK
from capability.pieces.steps import STEPS
from capability.rule.instrument import COUNCIL, Form, Instrument, Practice
from capability.text import Plain

FORMS: tuple[tuple[str, Form], ...] = ((COUNCIL, "pulse"), (COUNCIL, "full"), ("team", "full"), ("contract", "full"))
"""The forms that a council's own people fill in, each on the page of its instrument."""


def configure(course: Course, instruments: Mapping[str, Instrument]) -> Plain:
    """The piece's config, plain data: the course that is shown, and the instruments of its slices and of the forms."""
    asked = {module.slice.instrument for module in course.modules} | {name for name, _ in FORMS}
    return {
        "piece": "resume",
        "course": msgspec.to_builtins(course),
        "instruments": {name: msgspec.to_builtins(instruments[name]) for name in sorted(asked & instruments.keys())},
    }


def context(config: Plain) -> Plain:
    """What the template is given."""
    course, instruments = held(config["course"], Course), instruments_of(config)
    return {
        "modules": course.modules,
        "steps": STEPS,
        "week": WEEK,
        "asks": [_asks(module, instruments[module.slice.instrument]) for module in course.modules],
        "routes": {route.id: msgspec.to_builtins(route.steps) for route in course.routes},
        "forms": [_form(instruments[name], form) for name, form in FORMS if name in instruments],
        "responses": {name: instrument.version for name, instrument in instruments.items()},
    }


def _asks(module: Module, instrument: Instrument) -> Plain:
    asked = [practice.id for practice in module.slice.practices(instrument)]
    return {"id": module.id, "instrument": instrument.id, "asks": asked}


def _form(instrument: Instrument, form: Form) -> Plain:
    """A form by the prefix of its ids, and what it asks."""
    practices = [practice for dimension in instrument.slice(form=form) for practice in dimension.practices]
    return {
        "id": f"{instrument.id}-{form}",
        "instrument": instrument.id,
        "form": form,
        "title": instrument.title,
        "asks": [_question(practice) for practice in practices],
    }


def _question(practice: Practice) -> Plain:
    """A question, and the words of a context in which it is not asked."""
    words = practice.applies.excluding() if practice.applies else {}
    excluding = {f"not{part.title()}": " ".join(found) for part, found in words.items() if found}
    return {"id": practice.id, **excluding}
