"""What may leave the council of a tally: counts large enough to point at nobody.

A shared file loses more than a tally: roles under 8 are merged, cells under 5 withheld, and evidence is not split.
"""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from capability.errors import Fault, TallyError
from capability.rule.instrument import Instrument, PracticeId, Version
from capability.rule.tally import NO_ANSWERS, Count, Number, Role, RoleTally, Tally, total_of
from capability.text import FileKind, json_text, shaped

FORMAT: Final = "capability-shared-tally/1"

FILE = FileKind(
    FORMAT,
    "choose a file that was made with `capability tally --share`",
    code="not-shared",
    error=TallyError,
    mend="make it again with `capability tally --share`",
)

SMALLEST_CELL = 5
"""A count below this is withheld from what is shared."""

SMALLEST_ROLE = 8
"""A role with fewer raters is merged with others in what is shared."""

OTHERS = "others"
"""The name of merged roles in what is shared."""

EVERYBODY = "everybody"
"""The name of the one group in what is shared when no role is large enough to stand alone."""

Cell = Number | None
"""A count, or `None` where it is withheld."""


class SharedCount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One practice's counts in a group. The eight cells add to the group's raters; `None` is withheld."""

    levels: Annotated[tuple[Cell, ...], Meta(min_length=5, max_length=5)]
    unknown: Cell
    not_applicable: Cell
    blank: Cell

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The eight cells: levels 0 to 4, unknown, not applicable, blank."""
        return (*self.levels, self.unknown, self.not_applicable, self.blank)


class SharedGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A role, or several merged: at least `SMALLEST_ROLE` raters, or everybody."""

    raters: Number
    practices: dict[PracticeId, SharedCount]


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By which limits a shared file was made. They are written in the file, so that a reader can hold it to them."""

    id: Literal["capability-share/1"]
    smallest_cell: Literal[5]
    smallest_role: Literal[8]


class Shared(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a council may give away of a tally. Groups do not overlap, and there is no total beside them."""

    format: Literal["capability-shared-tally/1"]
    instrument: Annotated[str, Meta(max_length=40)]
    version: Version
    policy: Policy
    groups: dict[Role, SharedGroup]


POLICY = Policy("capability-share/1", SMALLEST_CELL, SMALLEST_ROLE)  # type: ignore[arg-type]


def obstacle(counted: Tally) -> Fault | None:
    """Why nothing may leave the council of a tally, or `None` where something may."""
    if counted.raters >= SMALLEST_CELL:
        return None
    what = f"{counted.raters} raters, and at least {SMALLEST_CELL} are needed"
    return Fault("too-few", "share", what, "ask more people, or keep the tally in the council")


def share(instrument: Instrument, counted: Tally) -> Shared:
    """What may leave the council: counts large enough to point at nobody.

    - Roles with fewer than 8 raters are merged; if they still have fewer, the smallest other role joins them.
      Where no two groups of 8 can be made there is one group, everybody. There is no total beside the groups,
      for a total less the groups would give the rest away.
    - Evidence is not split: levels are counted whatever stands behind them.
    - In each row (levels 0 to 4, unknown, not applicable, blank, which add to the raters) a count under 5 is
      withheld, zeros included, and the whole row where the withheld ones could be worked out: see `withheld`.

    Raises `TallyError` for fewer than 5 raters.

    Source: practice of UK statistics bodies, as in docs/decisions/0020-what-leaves-the-council.md.
    """
    if fault := obstacle(counted):
        raise TallyError(fault)
    return Shared(
        format=FORMAT,
        instrument=counted.instrument,
        version=counted.version,
        policy=POLICY,
        groups={
            name: SharedGroup(
                group.raters,
                {p.id: _shared(group.practices.get(p.id, NO_ANSWERS), group.raters) for p in instrument.practices},
            )
            for name, group in _groups(counted.roles).items()
        },
    )


def _groups(roles: Mapping[str, RoleTally]) -> dict[str, RoleTally]:
    by_size = sorted(roles.items(), key=lambda item: (item[1].raters, item[0]))
    # Those who gave no role are no role of their own, nor is one that calls itself by a name we use.
    small = [role for role in by_size if role[1].raters < SMALLEST_ROLE or role[0] in ("", OTHERS, EVERYBODY)]
    names = {name for name, _ in small}
    large = [role for role in by_size if role[0] not in names]
    while small and large and sum(part.raters for _, part in small) < SMALLEST_ROLE:
        small.append(large.pop(0))
    groups = dict(large)
    if small:
        groups[OTHERS if large else EVERYBODY] = total_of(part for _, part in small)
    return dict(sorted(groups.items()))


def _shared(count: Count, raters: int) -> SharedCount:
    row = (*count.levels, count.unknown, count.not_applicable, raters - count.answered)
    *levels, unknown, not_applicable, blank = withheld(row)
    return SharedCount(tuple(levels), unknown, not_applicable, blank)


def withheld(row: tuple[int, ...]) -> tuple[int | None, ...]:
    """A row of counts whose sum is known, with what would point at somebody replaced by `None`.

    Every count under 5 is withheld. If the withheld ones could then be worked out from the sum, the whole row is:
    where there is only one of them, or where their sum is nothing, or the most that counts under 5 can reach.
    Whoever knows this rule still finds at least two values for every withheld cell; a test tries all small rows.
    (To withhold the next smallest cell instead would not do: after (4, 5, 5) it is known which one that was.)

    >>> withheld((0, 3, 9, 1, 0, 0, 0, 0))
    (None, None, 9, None, None, None, None, None)
    >>> withheld((0, 0, 12, 0, 0, 0, 0, 0))
    (None, None, None, None, None, None, None, None)
    """
    small = [n for n in row if n < SMALLEST_CELL]
    if not small:
        return row
    if len(small) == 1 or sum(small) in (0, (SMALLEST_CELL - 1) * len(small)):
        return (None,) * len(row)
    return tuple(None if n < SMALLEST_CELL else n for n in row)


def read_shared(plain: object, where: str = "shared tally") -> Shared:
    """Read what a council shared, plain data from JSON, and refuse it where it breaks its own policy.

    Raises `TallyError` with every breach: a group or a count that is too small, a row whose withheld cells can be
    worked out, or that does not add up.
    """
    shared = shaped(plain, where, FILE, Shared)
    faults = []
    for name, group in shared.groups.items():
        least = SMALLEST_CELL if len(shared.groups) == 1 else SMALLEST_ROLE
        if group.raters < least:
            faults.append(
                Fault(
                    "too-few",
                    f"{where}: groups.{name}",
                    f"{group.raters} raters, and the policy asks for {least}",
                    "do not use this file; ask its council to make it again",
                )
            )
        faults += [
            Fault(
                "breaks-policy",
                f"{where}: groups.{name}.practices.{practice}",
                "counts that the policy withholds can be read or worked out, or do not add up",
                "do not use this file; ask its council to make it again",
            )
            for practice, count in group.practices.items()
            if not _keeps_policy(count.cells, group.raters)
        ]
    if faults:
        raise TallyError(faults)
    return shared


def _keeps_policy(cells: tuple[int | None, ...], raters: int) -> bool:
    shown = [n for n in cells if n is not None]
    hidden, left = len(cells) - len(shown), raters - sum(shown)
    if any(n < SMALLEST_CELL for n in shown):
        return False
    if not shown or not hidden:
        return not shown or left == 0
    return hidden > 1 and 0 < left < (SMALLEST_CELL - 1) * hidden


def to_json(shared: Shared) -> str:
    """What is shared of a tally as JSON text: sorted keys, two spaces, a line end at the end."""
    return json_text(msgspec.to_builtins(shared))
