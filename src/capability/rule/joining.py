"""What a council gives to a benchmark: one small file of levels and indices, and nothing that was counted.

It holds no counts of answers, no roles' names, notes or ids, and no date but the edition's name.
"""

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from capability.errors import BenchmarkError, Fault, misfit
from capability.rule.board import BANDS, without_few
from capability.rule.context import Nation
from capability.rule.disclosure import FEWEST_IN_A_GROUP
from capability.rule.instrument import COUNCIL, SYSTEM, Identifier, Instrument, Version
from capability.rule.peers import Code
from capability.rule.tally import Tally
from capability.rule.team import team_profile
from capability.text import FileKind, json_text, shaped

FORMAT: Final = "capability-council/1"

POLICY_ID: Final = "fives/1"
"""The rule by which figures of a group are told: `benchmark.POLICY` has its numbers."""

BENCHMARKED: Final = (COUNCIL, SYSTEM)
"""The instruments that are set beside those of other councils."""

FEWEST_RATERS: Final = FEWEST_IN_A_GROUP
FEWEST_ROLES: Final = 2
LARGEST: Final = 20_000
"""Characters of a council file."""

ROUNDED: Final = 5
"""Points to which an index is rounded before it leaves the council."""

FILE = FileKind(
    FORMAT,
    "choose a file that was made with `capability benchmark join`",
    code="not-a-council-file",
    error=BenchmarkError,
    mend="make the file again with `capability benchmark join`",
    limit=LARGEST,
)

Level = Annotated[int, Meta(ge=0, le=4)]
Index = Annotated[int, Meta(ge=0, le=100, multiple_of=ROUNDED)]
EditionName = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$(?!\n)",
        max_length=40,
        description="What the steward calls the edition, such as 2026: small letters, digits and hyphens",
    ),
]
CouncilName = Annotated[str, Meta(min_length=1, max_length=80)]
RatersBand = Literal["5-7", "8-14", "15-29", "30-or-more"]
BAND_WORDS: dict[RatersBand, str] = {
    "5-7": "5 to 7",
    "8-14": "8 to 14",
    "15-29": "15 to 29",
    "30-or-more": "30 or more",
}


class GivenDimension(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One dimension as the council's people see it together; `None` for what too few could tell.

    `evidenced` is the level where an answer of 2 or more with nothing behind it counts as 1.
    """

    level: Level | None
    at_most: Level | None
    evidenced: Level | None
    index: Index | None


class CouncilFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All that leaves a council for an edition: who, what by dimension, and from how many, roughly."""

    format: Literal["capability-council/1"]
    policy: Annotated[str, Meta(max_length=40)]
    edition: EditionName
    code: Code
    name: CouncilName
    nation: Nation
    type: Identifier
    instrument: Identifier
    version: Version
    digest: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")]
    raters: RatersBand
    roles: Annotated[int, Meta(ge=FEWEST_ROLES, le=1000)]
    level: Level | None
    dimensions: dict[Identifier, GivenDimension]


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """The council, and the edition that it joins."""

    edition: EditionName
    code: Code
    name: CouncilName
    nation: Nation
    type: Identifier


def join(instrument: Instrument, counted: Tally, who: Who) -> CouncilFile:
    """The council file of a tally. Raises `BenchmarkError` with all that is missing: five raters, two named roles.

    Only what a council or a place says of itself is set beside others: see `BENCHMARKED`. As in a board paper, no level
    rests on fewer than five answers: see `board.without_few`.
    """
    faults = list(_missing(instrument, counted))
    try:
        msgspec.convert(msgspec.to_builtins(who), Who)
    except msgspec.ValidationError as error:
        hint = "an edition is such as 2026, a type such as london-borough, a code of capitals and digits"
        faults.append(misfit(error, "who joins", hint, Who))
    if faults:
        raise BenchmarkError(faults)
    result = team_profile(instrument, without_few(counted)).profile
    return CouncilFile(
        format=FORMAT,
        policy=POLICY_ID,
        **msgspec.structs.asdict(who),
        instrument=instrument.id,
        version=instrument.version,
        digest=instrument.digest,
        raters=raters_band(counted.raters),
        roles=len(_named(counted)),
        level=result.level,
        dimensions={
            dimension.id: GivenDimension(
                level=dimension.level,
                at_most=dimension.at_most,
                evidenced=dimension.evidenced_level,
                index=None if dimension.index is None else rounded(dimension.index),
            )
            for dimension in result.dimensions
        },
    )


def _missing(instrument: Instrument, counted: Tally) -> list[Fault]:
    """Why a tally cannot join."""
    faults = []
    if instrument.id not in BENCHMARKED:
        what = f"`{instrument.id}` is not set beside other councils"
        faults.append(Fault("not-benchmarked", "answers", what, f"join with answers to {' or '.join(BENCHMARKED)}"))
    if counted.raters < FEWEST_RATERS:
        what = f"{counted.raters} answered, and {FEWEST_RATERS} are needed"
        faults.append(Fault("too-few", "answers", what, f"ask {FEWEST_RATERS - counted.raters} more"))
    roles = _named(counted)
    if len(roles) < FEWEST_ROLES:
        what = f"those who answered named {'one role' if roles else 'no role'}, and {FEWEST_ROLES} are needed"
        faults.append(Fault("too-few-roles", "answers", what, "ask people of another role, and let all say theirs"))
    return faults


def _named(counted: Tally) -> list[str]:
    return [role for role, part in counted.roles.items() if role and part.raters]


def raters_band(raters: int) -> RatersBand:
    """How many answered, roughly.

    >>> raters_band(5), raters_band(14), raters_band(99)
    ('5-7', '8-14', '30-or-more')
    """
    return tuple(BAND_WORDS)[sum(least <= raters for least in BANDS) - 1]


def least_of(band: RatersBand) -> int:
    """The fewest that a band can stand for.

    >>> least_of("15-29")
    15
    """
    return int(band.partition("-")[0])


def rounded(index: float) -> int:
    """An index to five points, halves up.

    >>> rounded(12.4), rounded(12.5), rounded(100.0)
    (10, 15, 100)
    """
    return (round(index * 10) + 25) // 50 * ROUNDED


def read_council_file(plain: object, where: str = "council file") -> CouncilFile:
    """Read a council file, plain data from JSON; raises `BenchmarkError` with every fault."""
    read = shaped(plain, where, FILE, CouncilFile)
    faults = []
    if read.policy != POLICY_ID:
        what = f"made under the policy `{read.policy}`, and this kit has `{POLICY_ID}`"
        faults.append(Fault("other-policy", where, what, "make it with the kit that the steward has"))
    if read.instrument not in BENCHMARKED:
        what = f"`{read.instrument}` is not set beside other councils"
        faults.append(Fault("not-benchmarked", where, what, f"join with answers to {' or '.join(BENCHMARKED)}"))
    for name, given in read.dimensions.items():
        if (given.level is None) != (given.index is None) or (
            given.level is not None and (given.at_most is None or given.at_most < given.level)
        ):
            what = "a level, an at most and an index that cannot stand together"
            faults.append(Fault("bad-value", f"{where}: dimensions.{name}", what, FILE.mend))
    if faults:
        raise BenchmarkError(faults)
    return read


def to_json(file: CouncilFile) -> str:
    """A council file as JSON text: sorted keys, two spaces, a line end at the end."""
    return json_text(msgspec.to_builtins(file))


def in_words(file: CouncilFile, instrument: Instrument) -> tuple[str, ...]:
    """The whole of what leaves, a line each, as it is shown before the file is saved."""
    titles = {dimension.id: dimension.title for dimension in instrument.dimensions}
    lines = [
        f"Edition {file.edition}, under the policy {file.policy}",
        f"{file.name}, {file.code}, {file.nation}, {file.type}",
        f"{instrument.title}, {file.instrument} {file.version}, questions {file.digest[:12]}",
        f"Answers from {BAND_WORDS[file.raters]} people in {file.roles} roles",
        f"All together: level {_said(file.level)}",
    ]
    for name, given in file.dimensions.items():
        lines.append(
            f"{titles.get(name, name)}: level {_said(given.level)}, at most {_said(given.at_most)}, "
            f"with evidence {_said(given.evidenced)}, index {_said(given.index)}"
        )
    return (*lines, "Nothing else: no counts of answers, no roles' names, no notes, no ids, no dates.")


def _said(value: int | None) -> str:
    return "not told" if value is None else str(value)
