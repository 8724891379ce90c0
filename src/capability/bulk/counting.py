"""Blocks of answers, counted by key and role: the tallies of all teams or councils at once.

Each practice is counted by itself, over all groups in one pass: where somebody's answer counts is the number of their
group and of the answer, as one number. Counts of parts add, so that blocks may come from anywhere and in any order.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import add
from typing import Any

import numpy as np
from numpy.typing import NDArray

from capability.bulk.blocks import EVIDENCE, NOT_APPLICABLE, UNKNOWN, Block, Cells, Places
from capability.errors import CapabilityError, Fault, TallyError
from capability.limits import MOST_GROUPS, MOST_RATERS, MOST_ROLES
from capability.rule.instrument import TOP_LEVEL, Dimension, Instrument
from capability.rule.scoring import index_tenths
from capability.rule.tally import FORMAT, Count, RoleTally, Tally, many_roles
from capability.rule.totals import Totals

PLAIN, EVIDENCED = 8, 13
"""How many different cells there are: without evidence, and with it."""

LEVEL = EVIDENCE - 1
"""The bits of a cell that say its level, whatever the evidence."""

ROWS, MOST_AT_ONCE = 1 << 16, 1 << 19
"""People that are counted at once, at least and at most: more where more groups make larger tables."""

SHARED = 1 << 20
"""More than the people that are counted at once: what floats add up stays below 2 to the power of 53, and exact."""

Numbers = NDArray[np.int64]


class Counted:
    """Answers to one instrument, counted by key and role; that of two parts adds with `+`.

    >>> from capability import load_instrument
    >>> used = load_instrument("organisation")
    >>> cells = np.full((len(used.practices), 3), 2, dtype="int8")
    >>> counted = count_blocks(used, [Block(cells, ["Kent", "Devon"], np.array([0, 1, 0]))])
    >>> [(key, tally.raters) for key, tally in counted.tallies()]
    [('Devon', 1), ('Kent', 2)]
    """

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.groups = Groups()
        self._room = 0
        self._raters = np.zeros(0, dtype=np.int64)
        self._counts = [np.zeros((0, PLAIN), dtype=np.int32) for _ in instrument.practices]
        self._totals = [np.zeros((0, 3), dtype=np.int64) for _ in instrument.dimensions]

    def add(self, block: Block) -> None:
        """Count a block's people. Raises `CapabilityError` for more groups or people than the limits say."""
        if block.cells.shape != (len(self._counts), len(block.key_of)):
            what = f"{block.cells.shape[0]} by {block.cells.shape[1]} answers"
            hint = f"give {len(self._counts)} rows, one a practice, and a column for each of {len(block.key_of)} people"
            raise CapabilityError(Fault("bad-block", "block", what, hint))
        if (people := int(self.raters.sum()) + block.people) > MOST_RATERS:
            what = f"{people:,} people, which nobody asked"
            raise CapabilityError(Fault("too-many", "people", what, "is this the right file?"))
        groups = self.groups.of(block)
        self._make_room()
        rows = min(max(ROWS, 4 * PLAIN * self._room), MOST_AT_ONCE)
        for start in range(0, block.people, rows):
            part = slice(start, start + rows)
            self._count(block.cells[:, part], groups[part])

    def __add__(self, other: "Counted") -> "Counted":
        both = Counted(self.instrument)
        for part in (self, other):
            both._take(part)
        return both

    @property
    def raters(self) -> Numbers:
        """How many people there are in each group."""
        return self._raters[: len(self.groups)]

    @property
    def keyless(self) -> int:
        """How many people have no key: they are counted under the empty name."""
        return int(self.raters[self.groups.key_of == self.groups.keys.get("", -1)].sum())

    @property
    def lowest(self) -> int:
        """How many answers are at level 0; none at all may mean that numbers begin at 1."""
        return sum(int(self.counts(practice)[:, ::EVIDENCE].sum()) for practice in range(len(self._counts)))

    def counts(self, practice: int) -> NDArray[np.int32]:
        """How often each cell was answered to the practice at a place: a row a group, eight or thirteen columns."""
        return self._counts[practice][: len(self.groups)]

    def totals(self, dimension: int) -> Numbers:
        """The three totals of the dimension at a place: a row a group."""
        return self._totals[dimension][: len(self.groups)]

    def tallies(self) -> Iterator[tuple[str, Tally]]:
        """Each key with its tally, in alphabetical order: what `count_responses` gives for the people of that key.

        Raises `TallyError` where a key has more than `MOST_ROLES` roles.
        """
        names = list(self.groups.keys)
        members: dict[int, list[int]] = {}
        for group, key in enumerate(self.groups.key_of.tolist()):
            members.setdefault(key, []).append(group)
        for key in sorted(members, key=names.__getitem__):
            if len(members[key]) > MOST_ROLES:
                raise TallyError(many_roles(names[key] or "no key", len(members[key])))
            yield names[key], self._tally(members[key])

    def _tally(self, groups: Sequence[int]) -> Tally:
        roles = list(self.groups.roles)
        named = sorted((roles[self.groups.role_of[group]], group) for group in groups)
        return Tally(
            format=FORMAT,
            instrument=self.instrument.id,
            version=self.instrument.version,
            roles={role: self._role(group) for role, group in named},
        )

    def _role(self, group: int) -> RoleTally:
        practices = sorted((practice.id, place) for place, practice in enumerate(self.instrument.practices))
        dimensions = sorted((dimension.id, place) for place, dimension in enumerate(self.instrument.dimensions))
        counts = ((name, _count(self._counts[place][group].tolist())) for name, place in practices)
        totals = ((name, Totals(*self._totals[place][group].tolist())) for name, place in dimensions)
        return RoleTally(
            int(self._raters[group]),
            {name: count for name, count in counts if count.answered},
            {name: three for name, three in totals if three.complete},
        )

    def _count(self, cells: Cells, groups: Places) -> None:
        room = self._room
        self._raters += np.bincount(groups, minlength=room)
        places: dict[int, Places] = {}
        where = np.empty(len(groups), dtype=np.intp)
        for practice, answers in enumerate(cells):
            if answers.size and self._counts[practice].shape[1] == PLAIN and answers.max() >= EVIDENCE:
                self._counts[practice] = np.pad(self._counts[practice], ((0, 0), (0, EVIDENCED - PLAIN)))
            table = self._counts[practice]
            width = table.shape[1]
            if width not in places:
                places[width] = groups * width
            np.add(places[width], answers, out=where)
            table += np.bincount(where, minlength=room * width).reshape(room, width)
        first = 0
        for place, dimension in enumerate(self.instrument.dimensions):
            last = first + len(dimension.practices)
            _add_totals(self._totals[place], dimension, cells[first:last], groups)
            first = last

    def _take(self, part: "Counted") -> None:
        """Add the counts of another part, whose groups may be others."""
        if part.instrument != self.instrument:
            hint = "count them by the same questions"
            raise TallyError(Fault("other-instrument", "counts", "two parts answer different questions", hint))
        here = self.groups.take(part.groups)
        self._make_room()
        self._raters[here] += part.raters
        for practice in range(len(self._counts)):
            theirs = part.counts(practice)
            if theirs.shape[1] > self._counts[practice].shape[1]:
                self._counts[practice] = np.pad(self._counts[practice], ((0, 0), (0, EVIDENCED - PLAIN)))
            self._counts[practice][here, : theirs.shape[1]] += theirs
        for dimension in range(len(self._totals)):
            self._totals[dimension][here] += part.totals(dimension)

    def _make_room(self) -> None:
        """Room for all groups, and for as many again before it is made larger. One table at a time is there twice."""
        if len(self.groups) <= self._room:
            return
        more = max(len(self.groups), min(2 * self._room, MOST_GROUPS)) - self._room
        self._raters = np.pad(self._raters, (0, more))
        for tables in (self._counts, self._totals):
            for place, table in enumerate(tables):
                tables[place] = np.pad(table, ((0, more), (0, 0)))  # type: ignore[call-overload]
        self._room += more


class Groups:
    """The groups that people belong to, a key and a role each, numbered as they are met."""

    def __init__(self) -> None:
        self.keys: dict[str, int] = {}
        self.roles: dict[str, int] = {}
        self.key_of: Places = np.zeros(0, dtype=np.int32)
        self.role_of: Places = np.zeros(0, dtype=np.int32)
        self._numbers = np.full((0, 0), -1, dtype=np.int32)

    def __len__(self) -> int:
        return len(self.key_of)

    def of(self, block: Block) -> Places:
        """The group of each of a block's people."""
        keys = _numbered(self.keys, block.keys)[block.key_of]
        own_roles = _numbered(self.roles, block.roles)
        return self._of(keys, own_roles[0] if block.role_of is None else own_roles[block.role_of])

    def take(self, other: "Groups") -> Places:
        """The group here of each of another's."""
        keys = _numbered(self.keys, list(other.keys))[other.key_of]
        return self._of(keys, _numbered(self.roles, list(other.roles))[other.role_of])

    def _of(self, keys: Places, roles: Places) -> Places:
        if len(self.roles) > MOST_ROLES:
            raise TallyError(many_roles("roles", len(self.roles)))
        if len(self.keys) > MOST_GROUPS:
            raise CapabilityError(_many_groups(len(self.keys)))
        short = [
            max(0, want - have)
            for want, have in zip((len(self.keys), len(self.roles)), self._numbers.shape, strict=True)
        ]
        if any(short):
            self._numbers = np.pad(self._numbers, ((0, short[0]), (0, short[1])), constant_values=-1)
        pairs = keys * self._numbers.shape[1] + roles
        found = self._numbers.ravel()[pairs]
        if found.size and found.min() < 0:
            met = np.zeros(self._numbers.size, dtype=np.bool_)
            met[pairs[found < 0]] = True
            new = np.flatnonzero(met)
            if len(self) + len(new) > MOST_GROUPS:
                raise CapabilityError(_many_groups(len(self) + len(new)))
            self._numbers.ravel()[new] = np.arange(len(self), len(self) + len(new), dtype=np.int32)
            self.key_of = np.append(self.key_of, new // self._numbers.shape[1])
            self.role_of = np.append(self.role_of, new % self._numbers.shape[1])
            found = self._numbers.ravel()[pairs]
        return np.asarray(found, dtype=np.intp)


def count_blocks(instrument: Instrument, blocks: Iterable[Block]) -> Counted:
    """Count blocks of answers to one instrument, one after the other."""
    counted = Counted(instrument)
    for block in blocks:
        counted.add(block)
    return counted


def add_all(instrument: Instrument, parts: Iterable[Counted]) -> Counted:
    """The sum of any number of parts."""
    return reduce(add, parts, Counted(instrument))


def _numbered(known: dict[str, int], names: Sequence[str]) -> Places:
    """The numbers of names, of which those that are new get the next ones."""
    return np.array([known.setdefault(name, len(known)) for name in names], dtype=np.intp)


def _many_groups(count: int) -> Fault:
    what = f"{count:,} groups of one key and one role, or more, and the limit is {MOST_GROUPS:,}"
    return Fault("too-many", "groups", what, "is this a column of ids? Count by one that people share")


def _add_totals(totals: Numbers, dimension: Dimension, cells: Cells, groups: Places) -> None:
    """Add what `rule.totals` says of a dimension: raters with a level for all that applies, and their own indices."""
    weights = [practice.weight for practice in dimension.practices]
    whole = sum(weights)
    kind = np.int8 if LEVEL * whole <= np.iinfo(np.int8).max else np.int32
    total: Places = np.zeros(len(groups), dtype=kind)
    highest = np.zeros(len(groups), dtype=np.int8)
    applies: Places | None = None
    for weight, answers in zip(weights, cells, strict=True):
        level = answers & LEVEL
        apart = answers == NOT_APPLICABLE
        if apart.any():
            applies = np.full(len(groups), whole, dtype=kind) if applies is None else applies
            applies -= apart * kind(weight)
            level[apart] = 0
        np.maximum(highest, level, out=highest)
        total += level if weight == 1 else level * kind(weight)
    missing: Places = highest > TOP_LEVEL
    if applies is not None:
        some = ~missing & (applies < whole) & (applies > 0)
        over = applies[some].astype(np.int64)
        index = (1000 * total[some].astype(np.int64) + 2 * over) // (TOP_LEVEL * over)
        _add_indices(totals, index * SHARED + 1, index * index, groups[some])
        missing |= applies < whole
    # What each total is worth is looked up; the last place is of those who are not complete.
    total[missing] = TOP_LEVEL * whole + 1
    place = total.astype(np.intp)
    index = np.array([*(index_tenths(n, whole) for n in range(TOP_LEVEL * whole + 1)), 0])
    present = np.append(index[:-1] * SHARED + 1, 0)
    _add_indices(totals, present.astype(np.float64)[place], (index * index).astype(np.float64)[place], groups)


def _add_indices(totals: Numbers, indices: NDArray[Any], squares: NDArray[Any], groups: Places) -> None:
    """Add raters' own indices by group; each index comes times `SHARED`, and one more, so that one sum has both."""
    room = len(totals)
    both = np.bincount(groups, indices, minlength=room).astype(np.int64)
    totals[:, 0] += both % SHARED
    totals[:, 1] += both // SHARED
    totals[:, 2] += np.bincount(groups, squares, minlength=room).astype(np.int64)


def _count(cells: list[int]) -> Count:
    plain, evidenced = cells[: TOP_LEVEL + 1], cells[EVIDENCE:]
    return Count(tuple(plain), tuple(evidenced) or (0,) * (TOP_LEVEL + 1), cells[UNKNOWN], cells[NOT_APPLICABLE])
