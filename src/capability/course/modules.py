"""The course: the modules in order, each with its slice of an assessment, and the routes through them by role."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from capability.errors import Fault, did_you_mean
from capability.rule.instrument import Form, Identifier, Instrument, Practice, items

Chapter = Annotated[str, Meta(pattern=r"^[0-9]{2}-[a-z0-9-]+$(?!\n)", max_length=60)]
Minutes = Annotated[int, Meta(ge=1, le=240)]
How = Literal["whole", "read"]


class Slice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The part of an assessment that a module asks: some dimensions, or the pulse."""

    instrument: Identifier
    dimensions: tuple[Identifier, ...] = ()
    form: Form = "full"

    def practices(self, instrument: Instrument) -> tuple[Practice, ...]:
        """The practices of the instrument that this slice asks, in its order."""
        asked = instrument.slice(self.dimensions or None, self.form)
        return tuple(practice for dimension in asked for practice in dimension.practices)


class Module(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One module: its title, minutes for each of its steps, and its slice of an assessment."""

    id: Chapter
    title: Annotated[str, Meta(min_length=1, max_length=120, description="The heading of its page")]
    read: Minutes
    idea: Annotated[Minutes, Meta(description="What of reading it comes before the heading Camden")]
    do: Annotated[Minutes, Meta(description="Its exercise, on a case of one's own")]
    where: Annotated[Minutes, Meta(description="The questions of its slice")]
    check: Annotated[Minutes, Meta(description="Its quiz")]
    team: Annotated[Minutes, Meta(description="Its session")]
    slice: Slice


class RouteStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """One module of a route: the whole of it, or its idea alone, to be read up to the heading Camden."""

    module: Chapter
    how: How
    pulse: Annotated[bool, Meta(description="The pulse comes next: the first hour of the route says so")] = False


class Route(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The modules that somebody in a role is best served by, in order."""

    id: Identifier
    title: Annotated[str, Meta(min_length=1, max_length=60)]
    who: Annotated[str, Meta(min_length=1, max_length=60)]
    """Its reader, as the end of the sentence "You are"."""
    about: Annotated[str, Meta(min_length=1, max_length=300)]
    steps: Annotated[tuple[RouteStep, ...], Meta(min_length=1)]

    def at(self, module: str) -> int | None:
        """Where a module stands among the steps, from 0; `None` where the route leads past it.

        >>> steps = (RouteStep(module="01-x", how="read"), RouteStep(module="03-y", how="whole"))
        >>> route = Route(id="guest", title="Guest", who="a guest", about="Anybody.", steps=steps)
        >>> route.at("03-y"), route.at("02-z")
        (1, None)
        """
        return next((i for i, step in enumerate(self.steps) if step.module == module), None)


class Course(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All modules in order, and the routes."""

    modules: Annotated[tuple[Module, ...], Meta(min_length=1)]
    routes: tuple[Route, ...] = ()

    def module(self, step: RouteStep) -> Module:
        """The module that a step leads to."""
        return next(module for module in self.modules if module.id == step.module)

    def minutes(self, step: RouteStep) -> int:
        """How long it takes: to read its idea, or all that one does alone.

        >>> each = {"read": 8, "idea": 5, "do": 15, "where": 8, "check": 6, "team": 30}
        >>> course = Course(modules=(Module(id="01-x", title="X", slice=Slice(instrument="organisation"), **each),))
        >>> [course.minutes(RouteStep(module="01-x", how=how)) for how in ("whole", "read")]
        [37, 5]
        """
        module = self.module(step)
        return module.idea if step.how == "read" else module.read + module.do + module.where + module.check


def check(data: Any) -> Iterator[Fault]:
    """What no schema can say of a course's file: `where` is the path inside it."""
    modules = [str(module.get("id")) for module in items(data, "modules") if isinstance(module, dict)]
    routes = [route for route in items(data, "routes") if isinstance(route, dict)]
    for what, names in (("module", modules), ("route", [str(route.get("id")) for route in routes])):
        for name, count in Counter(names).items():
            if count > 1:
                yield Fault("duplicate-id", f"{what}s", f"{what} `{name[:60]}` stands {count} times", "keep one")
    for r, route in enumerate(items(data, "routes")):
        passed: list[str] = []
        for s, step in enumerate(items(route, "steps")):
            name = str(step.get("module")) if isinstance(step, dict) else ""
            where = f"routes.{r}.steps.{s}.module"
            if name and name not in modules:
                yield Fault("unknown-module", where, f"there is no module `{name[:60]}`", did_you_mean(name, modules))
            elif name in passed:
                yield Fault("duplicate-id", where, f"`{name[:60]}` is in this route already", "keep one step of it")
            passed.append(name)
