"""A tally: how many raters gave which answer, by role. What a team, a council or a benchmark says is computed from it.

Tallies add, in any order, with a zero: files are merged, and large work is done in parts. A tally stays inside the
council: a count of one, in a role of one, is that person's answer.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import add as add_up
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from capability.errors import Fault, TallyError
from capability.limits import LARGEST_SUM, LONGEST_ROLE, MOST_RATERS, MOST_ROLES
from capability.rule.instrument import TOP_LEVEL, Identifier, Instrument, Practice, PracticeId, Version, major_of
from capability.rule.response import Answer, Response
from capability.rule.totals import Number, Totals, totals_of
from capability.signs import sign
from capability.text import FileKind, json_text, of_kind, shaped

FORMAT: Final = "capability-tally/2"

WITHOUT_TOTALS: Final = "capability-tally/1"
"""How tallies were written at first: of change between two of them less can be said."""

FILE = FileKind(
    FORMAT,
    "choose a file that was made with `capability tally`",
    code="not-a-tally",
    error=TallyError,
    mend="make the tally again with `capability tally`",
    limit=LARGEST_SUM,
    earlier=(WITHOUT_TOTALS,),
)

Five = Annotated[tuple[Number, ...], Meta(min_length=5, max_length=5)]
Role = Annotated[str, Meta(max_length=LONGEST_ROLE)]
NONE = (0, 0, 0, 0, 0)
NOT_ASKED = Answer("not-applicable")


class Count(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False, rename={"with_": "with"}):
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
        return tuple(map(add_up, self.without, self.with_))

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


NO_ANSWERS = Count()


class RoleTally(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The raters of one role, their answers by practice id, and by dimension how their own indices lie.

    A practice that nobody answered is absent, and so is a dimension in which nobody gave a level to all that applies.
    `without_totals` of the raters are from tallies that do not say how their indices lie: then nothing is known of
    chance.
    """

    raters: Number = 0
    practices: dict[PracticeId, Count] = {}
    dimensions: dict[Identifier, Totals] = {}
    without_totals: Number = 0

    def __add__(self, other: "RoleTally") -> "RoleTally":
        return total_of((self, other))


class Tally(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Counts of answers to one instrument, by the raters' role; the empty role is of those who gave none.

    Two tallies of the same instrument and major version add with `+`. The sum has the newer version of the two.
    Addition is associative and commutative, and `empty` is its zero.
    """

    format: Literal["capability-tally/2"]
    instrument: Annotated[str, Meta(max_length=40)]
    version: Version
    roles: dict[Role, RoleTally]

    @property
    def raters(self) -> int:
        """How many people, of all roles."""
        return sum(part.raters for part in self.roles.values())

    @property
    def whole(self) -> RoleTally:
        """All roles together."""
        return total_of(self.roles.values())

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
    drops repeated ids first (`reading.gathering` does). Answers to practices that the instrument does not have are
    passed over.

    >>> from capability import load_instrument
    >>> from capability.rule.response import FORMAT, Answer, Rater
    >>> organisation = load_instrument("organisation")
    >>> response = Response(format=FORMAT, instrument="organisation", version=organisation.version,
    ...                rater=Rater("Finance "), answers={"place.outcome-map": Answer(3, "document")})
    >>> counted = count_responses(organisation, [response, response])
    >>> counted.roles["finance"].practices["place.outcome-map"].with_
    (0, 0, 0, 2, 0)
    """
    by_role: dict[str, list[Response]] = {}
    for response in responses:
        by_role.setdefault(role_of(response.rater.role), []).append(response)
    return Tally(
        format=FORMAT,
        instrument=instrument.id,
        version=instrument.version,
        roles={
            role: RoleTally(
                len(of_role), _counts(instrument.practices, of_role), totals_of(instrument.dimensions, of_role)
            )
            for role, of_role in sorted(by_role.items())
        },
    )


def _counts(practices: Iterable[Practice], responses: Sequence[Response]) -> dict[str, Count]:
    """What people of one role answered, by practice. Like answers are counted together: of thousands, few differ."""
    counts = {}
    for practice in sorted(practices, key=lambda practice: practice.id):
        sign()
        everywhere = practice.applies is None
        answers = Counter(
            response.answers.get(practice.id) if everywhere or practice.asked_in(response.context) else NOT_ASKED
            for response in responses
        )
        row = [0] * 12
        for answer, count in answers.items():
            if answer is not None:
                row[_cell(answer)] += count
        if any(row):
            counts[practice.id] = _count(row)
    return counts


def _cell(answer: Answer) -> int:
    """Where an answer is counted: 0 to 4 without evidence, 5 to 9 with, 10 unknown, 11 not applicable."""
    if answer.level == "unknown":
        return 10
    if answer.level == "not-applicable":
        return 11
    return answer.level + (5 if answer.evidence != "none" else 0)


def _count(row: Sequence[int]) -> Count:
    return Count(tuple(row[:5]), tuple(row[5:10]), row[10], row[11])


def role_of(text: str) -> str:
    """A role as it is counted: case and spaces do not make two roles of one.

    >>> role_of("  Senior   Leadership ")
    'senior leadership'
    """
    # Half of a character pair can stand in JSON and in no file; small letters can be longer than capitals.
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join(whole.split()).casefold()[:LONGEST_ROLE].rstrip()


def to_json(counted: Tally) -> str:
    """A tally as JSON text: sorted keys, two spaces, a line end at the end."""
    return json_text(msgspec.to_builtins(counted))


def read_tally(plain: object, instrument: Instrument, where: str = "tally") -> TallyReading:
    """Read a tally, plain data from JSON, with the instrument at hand.

    A tally of the same major version is read by id: practices and dimensions that this version does not have are listed
    in `unplaced` and left out, and the tally then counts as one of this version. A tally of the first form, or of a
    version that asked other practices, gives no totals by dimension: its raters count as `without_totals`. Raises
    `TallyError` when it is no tally, is of another instrument or major version, counts more answers to a practice than
    it has raters, or has totals that no raters can have.
    """
    whole = of_kind(plain, where, FILE)
    counted = shaped({**whole, "format": FORMAT}, where, FILE, Tally)
    _refuse_other(counted, instrument.id, instrument.version, where)
    same_questions = counted.version == instrument.version
    too_many = [
        Fault(
            "too-many",
            f"{where}: roles.{role}.practices.{name}",
            f"{count.answered} answers from {of_role.raters} raters",
            FILE.mend,
        )
        for role, of_role in counted.roles.items()
        for name, count in of_role.practices.items()
        if count.answered > of_role.raters
    ]
    too_many += [
        Fault(
            "bad-totals",
            f"{where}: roles.{role}.dimensions.{name}",
            f"no {totals.complete} of {of_role.raters} raters have these totals",
            FILE.mend,
        )
        for role, of_role in counted.roles.items()
        for name, totals in of_role.dimensions.items()
        if not _fits(totals, of_role, instrument, name, strictly=same_questions)
    ]
    raters = sum(of_role.raters for of_role in counted.roles.values())
    if raters > MOST_RATERS:
        too_many.append(Fault("too-many", f"{where}: roles", f"{raters} raters, which nobody asked", FILE.mend))
    if len(counted.roles) > MOST_ROLES:
        too_many.append(many_roles(f"{where}: roles", len(counted.roles)))
    if too_many:
        raise TallyError(too_many)
    known = {practice.id for practice in instrument.practices} | {part.id for part in instrument.dimensions}
    names = {name for of_role in counted.roles.values() for name in (*of_role.practices, *of_role.dimensions)}
    roles: dict[str, RoleTally] = {}
    for role, of_role in sorted(counted.roles.items()):
        kept = {name: n for name, n in sorted(of_role.practices.items()) if name in known and n.answered}
        totals = {name: n for name, n in sorted(of_role.dimensions.items()) if name in known and n.complete}
        without = min(of_role.without_totals, of_role.raters)
        if (
            whole["format"] == WITHOUT_TOTALS
            or not all(_fits(n, of_role, instrument, name, strictly=True) for name, n in totals.items())
            or names - known
        ):
            totals, without = {}, of_role.raters
        if of_role.raters:
            # Roles that differ in case only are one here, however the file was made.
            roles[role_of(role)] = roles.get(role_of(role), RoleTally()) + RoleTally(
                of_role.raters, kept, totals, without
            )
    return TallyReading(
        tally=msgspec.structs.replace(counted, version=instrument.version, roles=roles),
        unplaced=tuple(sorted(names - known)),
    )


def _fits(totals: Totals, of_role: RoleTally, instrument: Instrument, dimension: str, *, strictly: bool) -> bool:
    """Whether a role's totals of a dimension can be: so many raters are there and, `strictly`, so many answered it."""
    if totals.complete > of_role.raters or not totals.possible:
        return False
    practices = [p for part in instrument.dimensions if part.id == dimension for p in part.practices]
    counts = [of_role.practices.get(practice.id, NO_ANSWERS) for practice in practices]
    if not strictly or not counts:
        return True
    if any(totals.complete > count.given + count.not_applicable for count in counts):
        return False
    if totals.complete < of_role.raters or any(count.given < of_role.raters for count in counts):
        return True
    # Everybody gave every level: the sum is that of the counts, up to half a tenth a rater.
    weight = TOP_LEVEL * sum(practice.weight for practice in practices)
    levels = sum(
        practice.weight * level * there
        for practice, count in zip(practices, counts, strict=True)
        for level, there in enumerate(count.levels)
    )
    return abs(2 * weight * totals.sum - 2 * 1000 * levels) <= weight * of_role.raters


def many_roles(where: str, count: int) -> Fault:
    """The fault of more roles than are read."""
    hint = "are these names, or jobs in people's own words? Give people a few roles to choose from"
    return Fault("too-many", where, f"{count:,} different roles, and the limit is {MOST_ROLES:,}", hint)


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


def total_of(parts: Iterable[RoleTally]) -> RoleTally:
    """All parts as one; counted cell by cell, so that hundreds of parts cost no more than their cells."""
    raters = without_totals = 0
    cells: dict[str, Sequence[int]] = {}
    totals: dict[str, list[int]] = {}
    for part in parts:
        raters += part.raters
        without_totals += part.without_totals
        for name, of_part in part.dimensions.items():
            three = totals.setdefault(name, [0, 0, 0])
            three[0] += of_part.complete
            three[1] += of_part.sum
            three[2] += of_part.squares
        for name, count in part.practices.items():
            row = (*count.without, *count.with_, count.unknown, count.not_applicable)
            have = cells.get(name)
            cells[name] = row if have is None else [*map(add_up, have, row)]
    return RoleTally(
        raters,
        {name: _count(row) for name, row in sorted(cells.items())},
        {name: Totals(*three) for name, three in sorted(totals.items())},
        without_totals,
    )


def add(instrument: Instrument, tallies: Iterable[Tally]) -> Tally:
    """The sum of any number of tallies; the instrument's `empty` for none."""
    zero = empty(instrument)
    version = zero.version
    parts: dict[str, list[RoleTally]] = {}
    for counted in tallies:
        _refuse_other(counted, zero.instrument, zero.version, "tally")
        version = max(version, counted.version, key=_parts)
        for role, of_role in counted.roles.items():
            parts.setdefault(role, []).append(of_role)
    roles = {role: total_of(of_role) for role, of_role in sorted(parts.items())}
    return Tally(format=FORMAT, instrument=zero.instrument, version=version, roles=roles)
