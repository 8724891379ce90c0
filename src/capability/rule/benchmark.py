"""An edition of a benchmark: what is published of groups of councils, and a reader that refuses what breaks the policy.

Source: ../docs/decisions/0079-a-benchmark-tells-counts-in-fives-and-goes-by-member-counts.md and 0080.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from capability.errors import BenchmarkError, Fault
from capability.rule.context import Nation
from capability.rule.differencing import (
    BASE,
    COLLUDERS,
    FEWEST_FOR_QUARTERS,
    FEWEST_IN_A_PEER_GROUP,
    places,
    steps,
    told_count,
)
from capability.rule.instrument import LEVELS_ABOVE_BOTTOM, Identifier, Version
from capability.rule.intervals import wilson
from capability.rule.joining import BENCHMARKED, POLICY_ID, CouncilFile, EditionName, Index
from capability.text import FileKind, Plain, json_text, of_kind, shaped

FORMAT: Final = "capability-benchmark/1"

FILE = FileKind(
    FORMAT,
    "choose an edition that a steward published",
    code="not-an-edition",
    error=BenchmarkError,
    mend="take the file as the steward published it",
)

NAMED = re.compile(r"benchmark-[a-z0-9-]+-([0-9a-f]{12})\.json$")
"""How the name of an edition's file ends: with the first digits of its own digest."""

Number = Annotated[int, Meta(ge=0, le=1_000_000)]
Told = Annotated[int, Meta(ge=0, le=1_000_000, multiple_of=BASE)]


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The numbers by which figures are told. Each is required: a setting that is missing refuses the file."""

    id: Annotated[str, Meta(max_length=40)]
    fewest: Number
    base: Number
    quarters: Number
    colluders: Number


POLICY: Final = Policy(
    id=POLICY_ID,
    fewest=FEWEST_IN_A_PEER_GROUP,
    base=BASE,
    quarters=FEWEST_FOR_QUARTERS,
    colluders=COLLUDERS,
)

Why = Literal["given", "few", "change"]
"""Whether figures of a group are given; if not, whether it has too few councils, or too few changed, or too many."""


class PlaceIndex(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The index of a council, counted from the highest; `None` where fewer have one."""

    place: Annotated[int, Meta(ge=BASE, le=1_000_000, multiple_of=BASE)]
    index: Index | None


class DimensionFigures(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One dimension in a group. Counts are rounded down to five; 0 says "fewer than five".

    `with_level` have a level there, and `at_or_above` are at 1, 2, 3 and 4 or above; who has no level is at none.
    """

    id: Identifier
    with_level: Told
    at_or_above: tuple[Told, Told, Told, Told]
    indices: Annotated[tuple[PlaceIndex, ...], Meta(max_length=3)]


class GroupFigures(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A group of councils, of which there are `councils`, rounded down to five; 0 says "fewer than ten"."""

    id: Identifier
    title: Annotated[str, Meta(min_length=1, max_length=80)]
    nation: Nation
    types: Annotated[tuple[Identifier, ...], Meta(min_length=1, max_length=40)]
    councils: Told
    why: Why
    dimensions: Annotated[tuple[DimensionFigures, ...], Meta(max_length=40)]


class Edition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A published edition; `before` are the editions that it may stand beside, and `synthetic` says it is made up."""

    format: Literal["capability-benchmark/1"]
    policy: Policy
    name: EditionName
    synthetic: bool
    instrument: Identifier
    version: Version
    before: Annotated[tuple[EditionName, ...], Meta(max_length=100)]
    groups: Annotated[tuple[GroupFigures, ...], Meta(min_length=1, max_length=100)]


def figures(members: Sequence[CouncilFile], dimensions: Iterable[str]) -> tuple[DimensionFigures, ...]:
    """What is told of a group by dimension, from its members' files.

    A member without a level in a dimension counts as below every level and every index there, so that how many count
    is known from the members alone.
    """
    size = len(members)
    found = []
    for name in dimensions:
        given = [own for member in members if (own := member.dimensions.get(name)) is not None]
        levels = [own.level for own in given if own.level is not None]
        indices = sorted((own.index for own in given if own.index is not None), reverse=True)
        one, two, three, four = (told_count(sum(level >= n for level in levels), size) for n in LEVELS_ABOVE_BOTTOM)
        found.append(
            DimensionFigures(
                id=name,
                with_level=told_count(len(levels), size),
                at_or_above=(one, two, three, four),
                indices=tuple(
                    PlaceIndex(place=place, index=indices[place - 1] if place <= len(indices) else None)
                    for place in places(size)
                ),
            )
        )
    return tuple(found)


def told_size(size: int) -> int:
    """How many councils a group is told to have.

    >>> told_size(9), told_size(10), told_size(34)
    (0, 10, 30)
    """
    return 0 if size < FEWEST_IN_A_PEER_GROUP else size - size % BASE


class Reach(msgspec.Struct, frozen=True):
    """How many of a group are at a level or above: `told` and above, of `of` and up to four more.

    The share and its 95 % interval, from `low` to `high`, each 0 to 1: Wilson's, as wide as the rounding makes it.
    """

    told: int
    of: int
    low: float
    high: float


def reach(told: int, councils: int) -> Reach:
    """A told count as a share: Wilson's interval, of all counts and sizes that are told like this.

    >>> share = reach(10, 30)
    >>> round(share.low, 2), round(share.high, 2)
    (0.17, 0.64)
    """
    ends = []
    for size in range(councils, councils + BASE):
        if told in (0, *steps(size)):
            above = [step for step in steps(size) if step > told]
            ends.append((wilson(told, size).low, wilson(above[0] - 1 if above else size, size).high))
    return Reach(told, councils, min(low for low, _ in ends), max(high for _, high in ends))


# --- the file ---------------------------------------------------------------------------------------------------------


def to_json(edition: Edition) -> str:
    """An edition as JSON text: sorted keys, two spaces, a line end at the end."""
    return json_text(msgspec.to_builtins(edition))


def digest_of(text: str) -> str:
    """The SHA-256 of an edition's text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def edition_file_name(name: str, digest: str) -> str:
    """How an edition's file is called.

    >>> edition_file_name("2026", "0123456789abcdef" * 4)
    'benchmark-2026-0123456789ab.json'
    """
    return f"benchmark-{name}-{digest[:12]}.json"


def check_name(text: str, where: str) -> None:
    """Raise `BenchmarkError` where a file's name carries another digest than its text has; without one it says nothing.

    Line ends count as one sign, for some programs change them.
    """
    said = NAMED.search(where)
    if said and said[1] != digest_of(text.replace("\r\n", "\n"))[:12]:
        what = f"its name says {said[1]}, and that is not its digest: the file was changed"
        raise BenchmarkError(Fault("other-digest", where, what, FILE.mend))


def read_edition(plain: object, where: str = "edition") -> Edition:
    """Read an edition, plain data from JSON; raises `BenchmarkError` with every fault that breaks the policy.

    A policy with a number that is missing, another or newer refuses the file, whatever else is in it.
    """
    whole = of_kind(plain, where, FILE)
    _refuse_policy(whole, where)
    edition = shaped(whole, where, FILE, Edition)
    faults = list(_broken(edition, where))
    if faults:
        raise BenchmarkError(faults)
    return edition


def _refuse_policy(whole: Plain, where: str) -> None:
    said = whole.get("policy")
    if not isinstance(said, dict):
        what = "it says no policy, so nobody can tell what its figures give away"
        raise BenchmarkError(Fault("no-policy", where, what, FILE.mend))
    if said.get("id") != POLICY_ID:
        what = f"its policy is `{str(said.get('id'))[:40]}`, and this kit has `{POLICY_ID}`"
        raise BenchmarkError(Fault("other-policy", where, what, "open it with the newer kit"))
    if said != msgspec.to_builtins(POLICY):
        what = f"its policy has other numbers than `{POLICY_ID}`, or not all of them"
        raise BenchmarkError(Fault("other-policy", f"{where}: policy", what, FILE.mend))


def _broken(edition: Edition, where: str) -> Iterator[Fault]:
    """What the policy forbids, and what no councils can have."""
    if edition.instrument not in BENCHMARKED:
        what = f"`{edition.instrument}` is not set beside other councils"
        yield Fault("not-benchmarked", where, what, FILE.mend)
    if edition.name in edition.before:
        yield Fault("bad-value", f"{where}: before", "it stands before itself", FILE.mend)
    ids: set[str] = set()
    of_whom: set[tuple[str, str]] = set()
    listed = [[each.id for each in group.dimensions] for group in edition.groups if group.why == "given"]
    for group in edition.groups:
        at = f"{where}: {group.id}"
        kinds = {(group.nation, kind) for kind in group.types}
        if group.id in ids or kinds & of_whom or len(kinds) < len(group.types):
            yield Fault("overlap", at, "its councils are in two groups", FILE.mend)
        ids.add(group.id)
        of_whom |= kinds
        if 0 < group.councils < FEWEST_IN_A_PEER_GROUP:
            yield Fault("too-few", at, f"it tells of a group under {FEWEST_IN_A_PEER_GROUP}", FILE.mend)
        if (group.why == "few") != (group.councils == 0) or (group.why == "given") != bool(group.dimensions):
            yield Fault("bad-value", at, f"`{group.why}` does not go with what is given", FILE.mend)
        elif group.why == "given":
            if [each.id for each in group.dimensions] != listed[0] or len(set(listed[0])) < len(listed[0]):
                yield Fault("bad-value", at, "its dimensions are others than those of the first group", FILE.mend)
            if not any(_can_be(group.dimensions, size) for size in range(group.councils, group.councils + BASE)):
                what = f"no group of {group.councils} to {group.councils + BASE - 1} councils has these figures"
                yield Fault("bad-figures", at, what, FILE.mend)


def _can_be(dimensions: Iterable[DimensionFigures], size: int) -> bool:
    """Whether figures are told as those of so many councils are."""
    allowed = {0, *steps(size)}
    for each in dimensions:
        counts = (each.with_level, *each.at_or_above)
        if not set(counts) <= allowed or [*counts] != sorted(counts, reverse=True):
            return False
        if tuple(told.place for told in each.indices) != places(size):
            return False
        known = [told.index for told in each.indices if told.index is not None]
        if known != sorted(known, reverse=True):
            return False
        # An index stands where a level does, so both say of as many councils that they have one.
        if any((told.index is not None) != (each.with_level >= told.place) for told in each.indices):
            return False
    return True
