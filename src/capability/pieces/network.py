"""The network of a system as plain data: where its actors stand in a picture, and the same as a table.

Positions are whole numbers in a box of 1000 by 800, the actors on a circle in alphabetical order from the top. So the
same network always looks the same, and two networks of the same actors can be compared by eye.
"""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

from capability.rule.relations import Pair, RelationsProfile

if TYPE_CHECKING:
    from capability.pieces.outputs.network import LabelDrawn, LineDrawn, Network

WIDTH, HEIGHT, RADIUS = 1000, 800, 330
APART = 54
"""From the middle of an actor's circle to its name."""

MOST_DRAWN = 12
"""With more actors the lines can no longer be told apart: then there is the table alone."""

LONGEST_LABEL = 20
"""Characters of a name beside its circle; the list below the picture has it in full."""

MOST_TIES = 500
"""Most ties in the table, and most that could join groups: a page of more is slow, and nobody reads it."""


def plain_network(result: RelationsProfile) -> Network:
    """A system's relations as plain data."""
    actors = result.actors
    places = {actor: _place(i, len(actors)) for i, actor in enumerate(actors)}
    joining = set(result.could_join)
    critical = [(network.n, network.critical) for network in result.networks if network.critical]
    drawn = len(actors) <= MOST_DRAWN
    strongest = sorted(result.ties, key=lambda tie: (tie.strength is None, -(tie.strength or 0), tie.between))
    return {
        "drawn": drawn,
        "actors": [
            {
                "number": i,
                "name": actor,
                "cx": places[actor][0],
                "cy": places[actor][1],
                "x": places[actor][0],
                "y": places[actor][1] + 13,
                "label": _label(actor, *places[actor]),
                "silent": actor in result.silent,
                "critical": any(n == max(result.level or 1, 1) and actor in names for n, names in critical),
            }
            for i, actor in enumerate(actors if drawn else (), 1)
        ],
        "lines": [
            _line(places, tie.between, tie.strength, tie.between in joining)
            for tie in (result.ties if drawn else ())
            if tie.strength
        ],
        "ties": [
            {
                "first": tie.between[0],
                "second": tie.between[1],
                "view_of_first": tie.views[0],
                "view_of_second": tie.views[1],
                "strength": tie.strength,
                "gap": tie.gap,
                "wide": tie.gap is not None and tie.gap > 1,
                "could_join": tie.between in joining,
            }
            for tie in strongest[:MOST_TIES]
        ],
        "ties_more": max(0, len(strongest) - MOST_TIES),
        "level": result.level,
        "at_most": result.at_most,
        "open": result.at_most is not None and result.at_most != result.level,
        "silent": [{"name": actor} for actor in result.silent],
        "next": None if result.level is None else result.level + 1,
        "groups": [{"names": ", ".join(group)} for group in result.groups],
        "needed": max(0, len(result.groups) - 1),
        "could_join": [{"first": first, "second": second} for first, second in result.could_join[:MOST_TIES]],
        "could_join_more": max(0, len(result.could_join) - MOST_TIES),
        "critical": [{"n": n, "names": ", ".join(names)} for n, names in critical],
    }


def _place(i: int, of: int) -> tuple[int, int]:
    angle = 2 * pi * i / of
    # Whole numbers: a last digit that differs between two computers is not seen in the page.
    return WIDTH // 2 + round(1.2 * RADIUS * sin(angle)), HEIGHT // 2 - round(RADIUS * cos(angle))


def _label(name: str, x: int, y: int) -> LabelDrawn:
    """A name outside the circle of actors, so that it covers neither a line nor another name."""
    text = name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1].rstrip()}…"
    if abs(x - WIDTH // 2) < APART:
        return {"text": text, "side": "middle", "x": x, "y": y - APART if y < HEIGHT // 2 else y + APART + 20}
    right = x > WIDTH // 2
    return {"text": text, "side": "right" if right else "left", "x": x + APART if right else x - APART, "y": y + 11}


def _line(places: dict[str, tuple[int, int]], between: Pair, strength: int | None, joins: bool) -> LineDrawn:
    (x1, y1), (x2, y2) = (places[actor] for actor in between)
    return {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "strength": strength, "joins": joins or None}
