"""A tally: how many raters gave which answer, by role. What a team, a council or a benchmark says is computed from it.

Tallies add, in any order, with a zero: files are merged, councils exchange counts and no rater's answers, and large
work is done in parts. What leaves the council is a separate export that loses more: see `share`.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from capability.errors import Fault, TallyError, misfit
from capability.instrument import Instrument, PracticeId, Version, major_of
from capability.response import Answer, Response, to_text

FORMAT: Final = "capability-tally/1"
SHARED_FORMAT: Final = "capability-shared-tally/1"

LIMIT = 5_000_000
"""Largest tally file that is read, in bytes."""

SMALLEST_CELL = 5
"""A count below this is withheld from what is shared."""

SMALLEST_ROLE = 8
"""A role with fewer raters is merged with others in what is shared."""

OTHERS = "others"
"""The name of merged roles in what is shared."""

EVERYBODY = "everybody"
"""The name of the one group in what is shared when no role is large enough to stand alone."""

Number = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Five = Annotated[tuple[Number, ...], Meta(min_length=5, max_length=5)]
LONGEST_ROLE = 200
Role = Annotated[str, Meta(max_length=LONGEST_ROLE)]
NONE = (0, 0, 0, 0, 0)


class Count(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"with_": "with"}):
    """The answers to one practice: raters at each level 0 to 4, without and with evidence, and the two other answers.

    >>> Count(without=(0, 1, 0, 0, 0), with_=(0, 0, 2, 0, 0), unknown=1).levels
    (0, 1, 2, 0, 0)
    """

    without: Five = NONE
    with_: Five = NONE
    unknown: Number = 0
    not_applicable: Number = 0

    @property
    def levels(self) -> tuple[int, ...]:
        """Raters at each level, whatever the evidence."""
        return tuple(a + b for a, b in zip(self.without, self.with_, strict=True))

    @property
    def given(self) -> int:
        """Raters who gave a level."""
        return sum(self.without) + sum(self.with_)

    @property
    def answered(self) -> int:
        """Raters who gave any answer. The rest of a tally's raters left the practice blank."""
        return self.given + self.unknown + self.not_applicable

    def __add__(self, other: "Count") -> "Count":
        return Count(
            without=tuple(a + b for a, b in zip(self.without, other.without, strict=True)),
            with_=tuple(a + b for a, b in zip(self.with_, other.with_, strict=True)),
            unknown=self.unknown + other.unknown,
            not_applicable=self.not_applicable + other.not_applicable,
        )


NOBODY = Count()


class RoleTally(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The raters of one role, and their answers by practice id; a practice that nobody answered is absent."""

    raters: Number = 0
    practices: dict[PracticeId, Count] = {}

    def __add__(self, other: "RoleTally") -> "RoleTally":
        practices = {
            name: self.practices.get(name, NOBODY) + other.practices.get(name, NOBODY)
            for name in self.practices.keys() | other.practices.keys()
        }
        return RoleTally(self.raters + other.raters, dict(sorted(practices.items())))


class Tally(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Counts of answers to one instrument, by the raters' role; the empty role is of those who gave none.

    Two tallies of the same instrument and major version add with `+`. The sum has the newer version of the two.
    Addition is associative and commutative, and `empty` is its zero.
    """

    format: Literal["capability-tally/1"]
    instrument: Annotated[str, Meta(max_length=40)]
    version: Version
    roles: dict[Role, RoleTally]

    @property
    def whole(self) -> RoleTally:
        """All roles together."""
        return _total(self.roles.values())

    def __add__(self, other: "Tally") -> "Tally":
        _refuse_other(other, self.instrument, self.version, "tally")
        names = sorted(self.roles.keys() | other.roles.keys())
        return Tally(
            format=FORMAT,
            instrument=self.instrument,
            version=max(self.version, other.version, key=_parts),
            roles={name: self.roles.get(name, RoleTally()) + other.roles.get(name, RoleTally()) for name in names},
        )


class TallyReading(msgspec.Struct, frozen=True):
    """What came of reading a tally: the counts that have a place, and the practice ids that have none."""

    tally: Tally
    unplaced: tuple[str, ...] = ()


def empty(instrument: Instrument) -> Tally:
    """The zero of addition: nobody's answers, at the lowest version that can be added to this instrument's."""
    return Tally(format=FORMAT, instrument=instrument.id, version=f"{instrument.major}.0.0", roles={})


def count_responses(instrument: Instrument, responses: Iterable[Response]) -> Tally:
    """Count the answers of responses to one instrument, whose practice ids they answer.

    A practice that a response's context excludes (`applies`) counts as not applicable, whatever was answered.
    A blank is counted by nobody: blanks are the raters less those who answered. Every response counts: the caller
    drops repeated ids first (`loading` does). Answers to practices that the instrument does not have are passed over.

    >>> from capability import load_instrument
    >>> from capability.response import FORMAT, Answer, Rater
    >>> organisation = load_instrument("organisation")
    >>> one = Response(format=FORMAT, instrument="organisation", version=organisation.version,
    ...                rater=Rater("Finance "), answers={"place.outcome-map": Answer(3, "document")})
    >>> counted = count_responses(organisation, [one, one])
    >>> counted.roles["finance"].practices["place.outcome-map"].with_
    (0, 0, 0, 2, 0)
    """
    raters: dict[str, int] = {}
    cells: dict[str, dict[str, list[int]]] = {}
    for response in responses:
        role = role_of(response.rater.role)
        raters[role] = raters.get(role, 0) + 1
        of_role = cells.setdefault(role, {})
        for practice in instrument.practices:
            answer = response.answers.get(practice.id)
            if practice.applies is not None and not practice.applies.to(
                response.context.nation, response.context.contract
            ):
                answer = Answer("not-applicable")
            if answer is not None:
                of_role.setdefault(practice.id, [0] * 12)[_cell(answer)] += 1
    return Tally(
        format=FORMAT,
        instrument=instrument.id,
        version=instrument.version,
        roles={
            role: RoleTally(raters[role], {name: _count(row) for name, row in sorted(cells[role].items())})
            for role in sorted(raters)
        },
    )


def _cell(answer: Answer) -> int:
    """Where an answer is counted: 0 to 4 without evidence, 5 to 9 with, 10 unknown, 11 not applicable."""
    if answer.level == "unknown":
        return 10
    if answer.level == "not-applicable":
        return 11
    return answer.level + (5 if answer.evidence != "none" else 0)


def _count(row: list[int]) -> Count:
    return Count(tuple(row[:5]), tuple(row[5:10]), row[10], row[11])


def role_of(text: str) -> str:
    """A role as it is counted: case and spaces do not make two roles of one.

    >>> role_of("  Senior   Leadership ")
    'senior leadership'
    """
    # Half of a character pair can stand in JSON and in no file; small letters can be longer than capitals.
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join(whole.split()).casefold()[:LONGEST_ROLE].rstrip()


def to_json(counted: "Tally | Shared") -> str:
    """A tally, or what is shared of one, as JSON text: sorted keys, two spaces, a line end at the end."""
    return to_text(msgspec.to_builtins(counted))


def read_tally(found: Any, instrument: Instrument, where: str = "tally") -> TallyReading:
    """Read a tally, plain data from JSON, with the instrument at hand.

    A tally of the same major version is read by practice id: practices that this version does not have are listed in
    `unplaced` and left out, and the tally then counts as one of this version. Raises `TallyError` when it is no tally,
    is of another instrument or major version, or counts more answers to a practice than it has raters.
    """
    try:
        counted = msgspec.convert(found, Tally)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise TallyError(misfit("not-a-tally", where, error, "make the tally again with `capability tally`")) from None
    _refuse_other(counted, instrument.id, instrument.version, where)
    too_many = [
        Fault(
            "too-many",
            f"{where}: roles.{role}.practices.{name}",
            f"{count.answered} answers from {of_role.raters} raters",
            "make the tally again with `capability tally`",
        )
        for role, of_role in counted.roles.items()
        for name, count in of_role.practices.items()
        if count.answered > of_role.raters
    ]
    if too_many:
        raise TallyError(too_many)
    known = {practice.id for practice in instrument.practices}
    names = {name for of_role in counted.roles.values() for name in of_role.practices}
    roles: dict[str, RoleTally] = {}
    for role, of_role in sorted(counted.roles.items()):
        kept = {name: n for name, n in sorted(of_role.practices.items()) if name in known and n.answered}
        if of_role.raters:
            # Roles that differ in case only are one here, however the file was made.
            roles[role_of(role)] = roles.get(role_of(role), RoleTally()) + RoleTally(of_role.raters, kept)
    return TallyReading(
        tally=msgspec.structs.replace(counted, version=instrument.version, roles=roles),
        unplaced=tuple(sorted(names - known)),
    )


def _refuse_other(counted: Tally, instrument: str, version: str, where: str) -> None:
    if counted.instrument != instrument:
        raise TallyError(
            Fault(
                "other-instrument",
                where,
                f"counts answers to `{counted.instrument[:40]}`, not `{instrument}`",
                "tallies of one instrument add: keep the two apart",
            )
        )
    if major_of(counted.version) != major_of(version):
        raise TallyError(
            Fault(
                "other-version",
                where,
                f"counts answers to version {counted.version}, which asks other questions than {version}",
                "compare the two rounds; they cannot be added",
            )
        )


def _parts(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _total(parts: Iterable[RoleTally]) -> RoleTally:
    """All parts as one; counted cell by cell, so that hundreds of parts cost no more than their cells."""
    raters = 0
    cells: dict[str, list[int]] = {}
    for part in parts:
        raters += part.raters
        for name, count in part.practices.items():
            row = (*count.without, *count.with_, count.unknown, count.not_applicable)
            have = cells.setdefault(name, [0] * 12)
            for i, n in enumerate(row):
                have[i] += n
    return RoleTally(raters, {name: _count(row) for name, row in sorted(cells.items())})


def add(instrument: Instrument, tallies: Iterable[Tally]) -> Tally:
    """The sum of any number of tallies; the instrument's `empty` for none."""
    total = empty(instrument)
    for counted in tallies:
        total = total + counted
    return total


# --- what leaves the council ------------------------------------------------------------------------------------------

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


def share(instrument: Instrument, counted: Tally) -> Shared:
    """What may leave the council: counts large enough to point at nobody.

    - Roles with fewer than 8 raters are merged; if they still have fewer, the smallest other role joins them.
      Where no two groups of 8 can be made there is one group, everybody. There is no total beside the groups,
      for a total less the groups would give the rest away.
    - Evidence is not split: levels are counted whatever stands behind them.
    - In each row (levels 0 to 4, unknown, not applicable, blank, which add to the raters) a count under 5 is
      withheld, zeros included, and the whole row where the withheld ones could be worked out: see `withheld`.

    Raises `TallyError` for fewer than 5 raters.

    Source: practice of UK statistics bodies, as in ../docs/decisions/0020-what-leaves-the-council.md.
    """
    if counted.whole.raters < SMALLEST_CELL:
        raise TallyError(
            Fault(
                "too-few",
                "share",
                f"{counted.whole.raters} raters, and at least {SMALLEST_CELL} are needed",
                "ask more people, or keep the tally in the council",
            )
        )
    return Shared(
        format=SHARED_FORMAT,
        instrument=counted.instrument,
        version=counted.version,
        policy=POLICY,
        groups={
            name: SharedGroup(
                group.raters,
                {p.id: _shared(group.practices.get(p.id, NOBODY), group.raters) for p in instrument.practices},
            )
            for name, group in _groups(counted.roles).items()
        },
    )


def _groups(roles: Mapping[str, RoleTally]) -> dict[str, RoleTally]:
    by_size = sorted(roles.items(), key=lambda item: (item[1].raters, item[0]))
    # Those who gave no role are no role of their own, nor is one that calls itself by a name we use.
    small = [role for role in by_size if role[1].raters < SMALLEST_ROLE or role[0] in ("", OTHERS, EVERYBODY)]
    large = [role for role in by_size if role not in small]
    while small and large and sum(part.raters for _, part in small) < SMALLEST_ROLE:
        small.append(large.pop(0))
    groups = dict(large)
    if small:
        groups[OTHERS if large else EVERYBODY] = _total(part for _, part in small)
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


def read_shared(found: Any, where: str = "shared tally") -> Shared:
    """Read what a council shared, plain data from JSON, and refuse it where it breaks its own policy.

    Raises `TallyError` with every breach: a group or a count that is too small, a row whose withheld cells can be
    worked out, or that does not add up.
    """
    try:
        shared = msgspec.convert(found, Shared)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise TallyError(misfit("not-shared", where, error, "make it again with `capability tally --share`")) from None
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
