"""Who decides an outcome, who bears it, and which of them are in the room where it is worked on."""

import math
from collections import Counter
from typing import Final, Literal

import msgspec

from capability.course.pictures import Grid
from capability.course.worksheets import Result
from capability.text import name_key

SCALE: Final = ("none", "little", "some", "much", "most")
"""Influence and stake, from 0 to 4."""

PRESENCE: Final = {"yes": 1.0, "sometimes": 0.5, "no": 0.0}
"""How much of someone is in the room."""

HIGH = 3
"""From here on, influence or stake is high."""

LOW = 1
"""Up to here, influence is low."""

TILT = 20
"""So many points may the share of influence in the room lie above the share of stake before it is told."""

CROWD = 12
"""With more than this many who must be there, one meeting no longer works."""

Points = Literal["none", "little", "some", "much", "most"]


class Actor(msgspec.Struct, frozen=True):
    """An organisation or group: what it can decide, what it gains or loses, whether it is there, who knows it."""

    name: str
    influence: Points
    stake: Points
    room: Literal["yes", "sometimes", "no"]
    contact: Literal["yes", "no"]


class Room(msgspec.Struct, frozen=True):
    """Everyone around one outcome."""

    actors: tuple[Actor, ...]


class _Seat(msgspec.Struct, frozen=True):
    actor: Actor
    influence: int
    stake: int
    present: float

    @property
    def must(self) -> bool:
        return max(self.influence, self.stake) >= HIGH

    @property
    def missing(self) -> float:
        return (self.influence + self.stake) * (1 - self.present)

    @property
    def unheard(self) -> bool:
        return self.stake >= HIGH and self.influence <= LOW and not self.present


def who_in_the_room(given: Room) -> Result:
    """Sort actors by how much is missing from the room while they are not in it.

    - influence and stake run from 0 (`none`) to 4 (`most`); present is 1, a half, or 0
    - must be there: influence or stake is 3 or more
    - missing points: (influence + stake) x (1 - present), 0 to 8
    - not heard: stake 3 or more, influence 1 or less, and never there
    - to keep informed: neither is 3 or more, and one is above 0
    - stake_share, influence_share: the sum of points x present, divided by the sum of points, per cent; none without
      points
    - order: those who must be there first, then most missing points, then most points, then name

    No source: the scale, the thresholds and the formula are our own.

    >>> council = Actor(name="Council", influence="most", stake="some", room="yes", contact="yes")
    >>> cooks = Actor(name="Cooks", influence="little", stake="much", room="no", contact="no")
    >>> result = who_in_the_room(Room(actors=(council, cooks)))
    >>> result.figures["stake_share"], result.figures["influence_share"]
    (40.0, 80.0)
    """
    seats = sorted((_seat(actor) for actor in given.actors), key=_order)
    must = [seat for seat in seats if seat.must]
    stake = _share([(seat.stake, seat.present) for seat in seats])
    influence = _share([(seat.influence, seat.present) for seat in seats])
    findings: list[tuple[str, dict[str, float | str]]] = []
    if must and must[0].missing:
        first = "invite-known" if must[0].actor.contact == "yes" else "invite-unknown"
        findings.append((first, {"name": must[0].actor.name}))
    else:
        findings.append(("all-there" if must else "nobody-must", {}))
    absent = [seat for seat in must if not seat.present]
    for code, meant in (
        ("missing", absent),
        ("unheard", [seat for seat in seats if seat.unheard]),
        ("sometimes", [seat for seat in must if 0 < seat.present < 1]),
        ("no-contact", [seat for seat in must if seat.actor.contact == "no"]),
        ("inform", [seat for seat in seats if not seat.must and seat.influence + seat.stake]),
    ):
        if meant:
            findings.append((code, {"n": len(meant), "names": ", ".join(seat.actor.name for seat in meant)}))
    if stake is not None and influence is not None and influence - stake >= TILT:
        findings.append(("tilted", {"influence": influence, "stake": stake}))
    if len(must) > CROWD:
        findings.append(("crowded", {"n": len(must)}))
    twice = _twice(given.actors)
    if twice:
        findings.append(("twice", {"names": ", ".join(twice)}))
    return Result(
        figures={
            "must": len(must),
            "absent": len(absent),
            "stake_share": stake,
            "influence_share": influence,
        },
        findings=findings,
        rows=[(seat.actor.name, seat.influence, seat.stake, 100 * seat.present, seat.missing) for seat in seats],
        picture=_quarters(seats),
    )


def _quarters(seats: list[_Seat]) -> Grid:
    """Who has high or low influence and stake, each by name, with whether they are in the room."""

    def quarter(influential: bool, staked: bool) -> list[tuple[str, str]]:
        return [
            (seat.actor.room, seat.actor.name)
            for seat in seats
            if (seat.influence >= HIGH) is influential and (seat.stake >= HIGH) is staked
        ]

    return Grid(
        ("low_stake", "high_stake"),
        [
            (name, [quarter(influential, staked) for staked in (False, True)])
            for name, influential in (("high_influence", True), ("low_influence", False))
        ],
    )


def _seat(actor: Actor) -> _Seat:
    return _Seat(actor, SCALE.index(actor.influence), SCALE.index(actor.stake), PRESENCE[actor.room])


def _order(seat: _Seat) -> tuple[bool, float, int, str, float, int, str]:
    points = seat.influence + seat.stake
    return (not seat.must, -seat.missing, -points, seat.actor.name, seat.present, seat.influence, seat.actor.contact)


def _share(parts: list[tuple[int, float]]) -> float | None:
    total = sum(points for points, _ in parts)
    return 100 * math.fsum(points * present for points, present in parts) / total if total else None


def _twice(actors: tuple[Actor, ...]) -> list[str]:
    """Names that stand more than once, whatever their case and spaces."""
    keys = Counter(name_key(actor.name) for actor in actors)
    names = {name_key(actor.name): actor.name for actor in sorted(actors, key=lambda actor: actor.name)}
    return [names[key] for key, count in sorted(keys.items()) if count > 1]
