"""Relations: how well the actors around a council work together, by what each says of each other.

Each actor rates its working relation with each other actor from 0 (none) to 4 (shared budgets and accountability), in
a row of its own. Rows merge like tallies. A tie is as strong as the lower of its two views.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import Annotated, Final, Literal, cast

import msgspec
from msgspec import Meta

from capability.errors import Fault, RelationsError
from capability.limits import MOST_ACTORS
from capability.rule.instrument import LEVELS_ABOVE_BOTTOM, TOP_LEVEL
from capability.rule.response import Level
from capability.text import FileKind, json_text, name_key, of_kind, shaped

FORMAT: Final = "capability-relations/1"

FILE = FileKind(
    FORMAT,
    "choose a file that was saved from the form on working relations",
    code="not-relations",
    error=RelationsError,
    mend="a row has format, rater and ties",
)

SCALE = (
    ("None", "We have no working contact."),
    ("Contact", "We know whom to talk to, and have talked in the last year."),
    ("Exchange", "We meet at set times, and tell each other what we need to know."),
    ("Joint plans", "We plan together, and each of us has changed something because of it."),
    ("Shared", "We share a budget, or answer together for a result."),
)
"""The levels 0 to 4 of a working relation: the name of each, and what anyone could see."""

SUGGESTED = (
    "council",
    "neighbouring councils",
    "suppliers",
    "charities and community groups",
    "residents",
    "hospital and health",
    "colleges and schools",
    "funders",
)
"""The actors that a form begins with; a system may have others."""

Actor = Annotated[str, Meta(min_length=1, max_length=80)]
Pair = tuple[str, str]
"""Two actors, in alphabetical order."""

Strength = dict[Pair, int]

Groups = tuple[tuple[str, ...], ...]


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one actor says of its working relations: 0 to 4 for each other actor that it rates."""

    format: Literal["capability-relations/1"]
    rater: Actor
    ties: dict[Actor, Level]


class RowReading(msgspec.Struct, frozen=True):
    """What came of reading a row: the row, and what had to be left out of it."""

    row: Row
    left_out: tuple[Fault, ...] = ()


class Relations(msgspec.Struct, frozen=True):
    """The rows of many actors. `listed` names the system's actors; `None`: those rated or rating."""

    rows: dict[str, dict[str, Level]]
    listed: tuple[str, ...] | None = None

    @property
    def actors(self) -> tuple[str, ...]:
        """All actors, in alphabetical order."""
        if self.listed is not None:
            return tuple(sorted(set(self.listed)))
        return tuple(sorted({*self.rows, *(other for ties in self.rows.values() for other in ties)}))


class Tie(msgspec.Struct, frozen=True, gc=False):
    """Two actors, in alphabetical order, of whom at least one rates the other.

    `views` holds what the first says and what the second says. `strength` is the lower and `gap` the distance of the
    two; `None` where there is only one.
    """

    between: Pair
    views: tuple[int | None, int | None]
    strength: int | None
    gap: int | None


class Network(msgspec.Struct, frozen=True):
    """The network of ties of strength `n` or more: who is connected, and whose loss would split a group."""

    n: int
    groups: tuple[tuple[str, ...], ...]
    critical: tuple[str, ...]


class RelationsProfile(msgspec.Struct, frozen=True, kw_only=True):
    """What the rows say about the system. Actors, pairs and groups stand in alphabetical order.

    `groups` are those still apart at the level above `level`, and `could_join` the ties at `level` between them, of
    which `len(groups) − 1` are needed. `networks` holds the network at strengths 1 to 4.
    """

    actors: tuple[str, ...]
    ties: tuple[Tie, ...]
    level: int | None
    at_most: int | None
    silent: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    could_join: tuple[Pair, ...]
    networks: tuple[Network, ...]


def read_row(plain: object, where: str = "row") -> RowReading:
    """Read one actor's row, plain data from JSON.

    A tie with an impossible level, to the rater itself or to an actor without a name is left out and named; the rest
    of the row stands. Raises `RelationsError` when the whole is no row, or rates more than `MOST_ACTORS`.

    >>> reading = read_row({"format": "capability-relations/1", "rater": "council", "ties": {"suppliers": 7}})
    >>> print(reading.left_out[0])
    row: ties.suppliers: no such level: 7. Hint: a level is 0, 1, 2, 3 or 4; leave out a tie that nobody can rate
    """
    whole = of_kind(plain, where, FILE)
    ties = whole.get("ties")
    if not isinstance(ties, dict):
        raise RelationsError(Fault("bad-value", f"{where}: ties", "expected an object", "one entry an actor"))
    if len(ties) > MOST_ACTORS:
        raise RelationsError(too_many(f"{where}: ties", f"{len(ties):,} actors"))
    row = shaped({**whole, "ties": {}}, where, FILE, Row)
    rater = _name(row.rater)
    if not rater:
        raise RelationsError(Fault("bad-value", f"{where}: rater", "no name is written here", "name the actor"))
    kept: dict[str, Level] = {}
    seen: dict[str, str] = {}
    left_out = []
    own = name_key(rater)
    for written, level in ties.items():
        other = _name(written)
        key = name_key(other)
        if not other or len(other) > 80:
            fault = ("bad-name", "this is no name of an actor", "1 to 80 characters")
        elif key == own:
            fault = ("own-tie", f"`{rater}` rates itself", "an actor rates the others only")
        elif key in seen:
            fault = ("repeated-key", f"`{seen[key]}` is rated twice", "the first rating counts")
        elif type(level) is not int or not 0 <= level <= TOP_LEVEL:
            hint = "a level is 0, 1, 2, 3 or 4; leave out a tie that nobody can rate"
            fault = ("bad-level", f"no such level: {str(level)[:40]}", hint)
        else:
            kept[other], seen[key] = cast("Level", level), other
            continue
        code, what, hint = fault
        left_out.append(Fault(code, f"{where}: ties.{written[:80]}", what, hint))
    return RowReading(msgspec.structs.replace(row, rater=rater, ties=kept), tuple(left_out))


def too_many(where: str, what: str) -> Fault:
    """The fault of more actors than are read."""
    hint = "name those that the system cannot do without"
    return Fault("too-many", where, f"{what}, and the limit is {MOST_ACTORS}", hint)


def _name(text: str) -> str:
    """An actor's name without spaces around it, with single spaces in it, and without halves of character pairs."""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())


def merge(rows: Iterable[Row], listed: Sequence[str] | None = None) -> Relations:
    """Put rows together. Of two rows from one actor the later counts, and names compare as `spellings` says.

    With a list of actors, what is said by or of others is left out.
    """
    rows = list(rows)
    shown = {name: same[0] for same in spellings(rows, listed or ()) for name in same}
    names = None if listed is None else {shown[_name(name)] for name in listed}
    merged = {
        shown[row.rater]: {
            shown[other]: level for other, level in row.ties.items() if names is None or shown[other] in names
        }
        for row in rows
        if names is None or shown[row.rater] in names
    }
    whole = {rater: dict(sorted(ties.items())) for rater, ties in sorted(merged.items())}
    return Relations(whole, None if names is None else tuple(sorted(names)))


def spellings(rows: Iterable[Row], listed: Sequence[str] = ()) -> list[tuple[str, ...]]:
    """The actors of rows, each with its spellings: names are the same whatever their capitals and spaces.

    The first spelling is the one to show: that of the list, or else the most frequent, or else the first in
    alphabetical order, so that the order of the rows changes nothing.

    >>> spellings([Row(FORMAT, "Council", {"Health Trust": 3}), Row(FORMAT, "health trust", {"council": 3})])
    [('Council', 'council'), ('Health Trust', 'health trust')]
    """
    own = {_name(name) for name in listed}
    counts = Counter(name for row in rows for name in (row.rater, *row.ties))
    same: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted({*counts, *own}, key=lambda name: (name not in own, -counts[name], name)):
        same[name_key(name)].append(name)
    return [tuple(names) for _, names in sorted(same.items())]


def relations_profile(relations: Relations) -> RelationsProfile:
    """What rows say about the system around a council.

    - An actor that sent no view is silent: it is named, and need not be connected. With views from under two thirds
      of the actors, no level is given.
    - A tie's strength is the lower of its two views, its gap their distance.
    - level: the highest `n` at which ties of strength `n` or more connect all the actors that sent views. A tie with
      one view, or none, counts as 0.
    - at most: the same where a tie with one view counts as that view, and a tie with none as 4, so that no view still
      to come can lift the level above it. Given as soon as two actors sent views.
    - groups: those still apart at `level + 1`, and `could_join`: the ties between them that count as `level`.
      Groups less one of them must rise. Empty at 4 or without a level.
    - networks: for `n` from 1 to 4 the groups of actors that sent views, and those whose loss would split a group.

    Source: docs/decisions/0021-a-system-is-as-strong-as-what-connects-it.md.

    >>> rows = {"council": {"firms": 3, "residents": 2}, "firms": {"council": 2, "residents": 0},
    ...         "residents": {"council": 1, "firms": 0}}
    >>> result = relations_profile(Relations(rows))
    >>> result.level, result.groups, result.could_join
    (1, (('council', 'firms'), ('residents',)), (('council', 'residents'),))
    >>> result.ties[0]
    Tie(between=('council', 'firms'), views=(3, 2), strength=2, gap=1)
    """
    actors = relations.actors
    sent = {rater for rater, ties in relations.rows.items() if ties}
    ties = tuple(_ties(actors, relations.rows))
    sure: Strength = {tie.between: tie.strength for tie in ties if tie.strength is not None}
    networks = _networks([actor for actor in actors if actor in sent], sure)
    together = _groups(actors, _by_strength(sure))
    level = _level(together, sent) if 3 * len(sent) >= 2 * len(actors) and len(sent) > 1 else None
    apart: tuple[tuple[str, ...], ...] = ()
    if level is not None and level < TOP_LEVEL:
        apart = tuple(group for group in together[level + 1] if sent.issuperset(group))
    return RelationsProfile(
        actors=actors,
        ties=ties,
        level=level,
        at_most=_level(_groups(actors, _hoped(actors, ties)), sent) if len(sent) > 1 else None,
        silent=tuple(actor for actor in actors if actor not in sent),
        groups=apart,
        could_join=_could_join(apart, sure, level),
        networks=networks,
    )


def as_plain(result: RelationsProfile) -> dict[str, object]:
    """The part of the result that is written to files: plain data, with `None` for what is not given."""
    return {
        "actors": list(result.actors),
        "ties": [{"between": list(tie.between), "strength": tie.strength, "gap": tie.gap} for tie in result.ties],
        "level": result.level,
        "at_most": result.at_most,
        "silent": list(result.silent),
        "groups": [list(group) for group in result.groups],
        "could_join": [list(pair) for pair in result.could_join],
    }


def to_json(result: RelationsProfile) -> str:
    """The result as JSON text: sorted keys, two spaces, a line end at the end."""
    return json_text(as_plain(result))


def _ties(actors: Sequence[str], rows: Mapping[str, Mapping[str, int]]) -> Iterator[Tie]:
    said = [rows.get(actor, {}) for actor in actors]
    for i, (first, of_first) in enumerate(zip(actors, said, strict=True)):
        for j in range(i + 1, len(actors)):
            second = actors[j]
            one, other = of_first.get(second), said[j].get(first)
            if one is not None and other is not None:
                yield Tie((first, second), (one, other), min(one, other), abs(one - other))
            elif one is not None or other is not None:
                yield Tie((first, second), (one, other), None, None)


ByStrength = Mapping[int, Iterable[Pair]]
"""The ties of each strength; none of strength 0, which connects nobody."""


def _by_strength(strength: Strength) -> ByStrength:
    ties: dict[int, list[Pair]] = {}
    for pair, level in strength.items():
        ties.setdefault(level, []).append(pair)
    return ties


def _hoped(actors: Sequence[str], ties: Sequence[Tie]) -> ByStrength:
    """The ties as they may still become: one view may be met by the other, and a tie without one may be of 4."""
    told = {tie.between for tie in ties}
    hoped = _by_strength({tie.between: min(view for view in tie.views if view is not None) for tie in ties})
    untold = (pair for pair in combinations(actors, 2) if pair not in told)
    return {**hoped, TOP_LEVEL: chain(hoped.get(TOP_LEVEL, ()), untold)}


def _level(together: Mapping[int, Groups], sent: set[str]) -> int:
    """The highest strength at which one group holds all who sent views; paths may pass through the others."""
    return max((n for n, groups in together.items() if any(sent.issubset(group) for group in groups)), default=0)


def _groups(actors: Sequence[str], ties: ByStrength) -> dict[int, Groups]:
    """For each `n` the actors that ties of strength `n` or more connect; groups and actors in the order of `actors`.

    The strongest ties connect first, so that each tie is looked at once, and none where all are connected.
    """
    home = {actor: actor for actor in actors}

    def root(actor: str) -> str:
        while home[actor] != actor:
            home[actor] = actor = home[home[actor]]
        return actor

    apart = len(home)
    together: dict[int, Groups] = {}
    for n in reversed(LEVELS_ABOVE_BOTTOM):
        for first, second in ties.get(n, ()) if apart > 1 else ():
            one, other = root(first), root(second)
            if one != other:
                home[one] = other
                apart -= 1
                if apart == 1:
                    break
        groups: dict[str, list[str]] = {}
        for actor in actors:
            groups.setdefault(root(actor), []).append(actor)
        together[n] = tuple(map(tuple, groups.values()))
    return together


def _could_join(groups: Sequence[Sequence[str]], strength: Strength, level: int | None) -> tuple[Pair, ...]:
    between = ((min(a, b), max(a, b)) for first, second in combinations(groups, 2) for a in first for b in second)
    return tuple(sorted(pair for pair in between if strength.get(pair, 0) == level))


def _networks(actors: Sequence[str], strength: Strength) -> tuple[Network, ...]:
    """The network of these actors alone, at each strength."""
    those = set(actors)
    ties = _by_strength({pair: level for pair, level in strength.items() if those.issuperset(pair)})
    together = _groups(actors, ties)
    known: dict[str, list[str]] = {actor: [] for actor in actors}
    critical = {}
    for n in reversed(LEVELS_ABOVE_BOTTOM):
        for first, second in ties.get(n, ()):
            known[first].append(second)
            known[second].append(first)
        critical[n] = _critical(known)
    return tuple(Network(n, together[n], critical[n]) for n in LEVELS_ABOVE_BOTTOM)


def _critical(known: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Actors without whom others would be left apart, in their order; of each actor it is told to whom it is tied.

    The cut points of the graph, found in one walk (Hopcroft and Tarjan, "Algorithm 447", 1973): a walk comes to each
    actor once, and one is critical where those first met behind it have no tie back to any met before it.
    """
    met: dict[str, int] = {}
    back: dict[str, int] = {}  # the earliest met that an actor, or one behind it, has a tie to
    critical: set[str] = set()
    for start in known:
        if start in met:
            continue
        met[start] = back[start] = len(met)
        behind_start = 0
        walk = [(start, iter(known[start]))]
        while walk:
            actor, others = walk[-1]
            for other in others:
                if other not in met:
                    met[other] = back[other] = len(met)
                    walk.append((other, iter(known[other])))
                    break
                if met[other] < back[actor]:
                    back[actor] = met[other]
            else:
                walk.pop()
                if not walk:
                    continue
                before = walk[-1][0]
                back[before] = min(back[before], back[actor])
                if before == start:
                    behind_start += 1
                elif back[actor] >= met[before]:
                    critical.add(before)
        if behind_start > 1:
            critical.add(start)
    return tuple(actor for actor in known if actor in critical)
