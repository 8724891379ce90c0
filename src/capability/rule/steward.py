"""What a steward does with councils' files: check them, make an edition of them, and keep who is in it.

Who is a member of which edition is known to the steward alone; the next edition cannot be made without it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from capability.errors import BenchmarkError, Fault
from capability.limits import LARGEST_SUM
from capability.rule.benchmark import FORMAT as EDITION_FORMAT
from capability.rule.benchmark import (
    POLICY,
    Edition,
    GroupFigures,
    Policy,
    Why,
    digest_of,
    figures,
    told_size,
)
from capability.rule.benchmark import to_json as edition_json
from capability.rule.context import Nation
from capability.rule.differencing import FEWEST_IN_A_PEER_GROUP, publishable_beside
from capability.rule.instrument import Identifier, Instrument, Version, major_of
from capability.rule.joining import CouncilFile, EditionName
from capability.rule.peers import Code, PeerGroup, Peers
from capability.signs import sign
from capability.text import FileKind, json_text, shaped

FORMAT: Final = "capability-members/1"

FILE = FileKind(
    FORMAT,
    "choose the list of members that was written beside an edition",
    code="not-members",
    error=BenchmarkError,
    mend="take the file as it was written beside its edition",
    limit=LARGEST_SUM,
)

MOST_TRIES: Final = 5_000
"""Most memberships that are looked at for a group; after these it goes without figures."""

Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")]


class GroupMembers(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who is in a group of an edition, with what each gave, and who waits for a later one.

    Where the group was not `given`, they are those who would have been in it.
    """

    id: Identifier
    nation: Nation
    types: tuple[Identifier, ...]
    given: bool
    members: tuple[CouncilFile, ...]
    held_over: tuple[Code, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The members' codes."""
        return frozenset(member.code for member in self.members)


class Earlier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An edition by its name, and the digest of what was published."""

    edition: EditionName
    digest: Digest


class Members(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who is in an edition: it stays with the steward. `digest` is the edition's, `before` are those before it."""

    format: Literal["capability-members/1"]
    policy: Policy
    edition: EditionName
    digest: Digest
    instrument: Identifier
    version: Version
    before: tuple[Earlier, ...]
    groups: tuple[GroupMembers, ...]


class GroupAccount(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a group's councils, by their codes; `size` is known to the steward alone.

    `kept` did not send again and stay in with their last answers, `held_over` wait, `left` are no longer in it.
    """

    group: PeerGroup
    why: Why
    size: int
    joined: tuple[str, ...]
    kept: tuple[str, ...]
    held_over: tuple[str, ...]
    left: tuple[str, ...]


class Made(msgspec.Struct, frozen=True):
    """An edition, its list of members, and the account of each group."""

    edition: Edition
    members: Members
    accounts: tuple[GroupAccount, ...]


# --- checking ---------------------------------------------------------------------------------------------------------


class Sent(msgspec.Struct, frozen=True):
    """A council's file, and where it was read."""

    where: str
    file: CouncilFile


def usable(
    sent: Sequence[Sent],
    instrument: Instrument,
    peers: Peers,
    edition: str = "",
    earlier: Sequence[Members] = (),
) -> tuple[list[Sent], list[Fault]]:
    """The files that an edition can be made of, and every fault of the others.

    Of two files of a council the one that comes later counts. A council stays in the group in which it was.
    """
    edition = edition or next(iter(Counter(one.file.edition for one in sent).most_common(1)), ("", 0))[0]
    was_in = {
        member.code: group.id
        for members in earlier
        for group in members.groups
        if group.given
        for member in group.members
    }
    faults: list[Fault] = []
    good: dict[str, Sent] = {}
    for one in sent:
        sign()
        wrong = list(_wrong(one, instrument, peers, edition, was_in))
        faults += wrong
        if wrong:
            continue
        before = good.pop(one.file.code, None)
        if before is not None and before.file != one.file:
            what = f"{one.file.code} sent twice: this file does not count, {one.where} does"
            faults.append(Fault("sent-twice", before.where, what, "if it should count, take the other away"))
        good[one.file.code] = one
    return list(good.values()), faults


def _wrong(one: Sent, instrument: Instrument, peers: Peers, edition: str, was_in: Mapping[str, str]) -> Iterator[Fault]:
    file, where = one.file, one.where
    if file.edition != edition:
        yield Fault("other-edition", where, f"it is for the edition {file.edition}, not {edition}", "ask for a new one")
    if file.instrument != instrument.id:
        what = f"it is of `{file.instrument}`, not `{instrument.id}`"
        yield Fault("other-instrument", where, what, "an edition is of one instrument: make one of each")
    elif major_of(file.version) != instrument.major:
        what = f"it is of version {file.version}, which asks other questions than {instrument.version}"
        yield Fault("other-version", where, what, "ask for a file that is made with the newer kit")
    elif file.version == instrument.version and file.digest != instrument.digest:
        what = f"its questions are not those of {instrument.id} {instrument.version} here"
        yield Fault("other-questions", where, what, "questions of a council's own cannot be set beside others'")
    elif file.dimensions.keys() != {dimension.id for dimension in instrument.dimensions}:
        what = f"its dimensions are not those of {instrument.id}"
        yield Fault("other-questions", where, what, "questions of a council's own cannot be set beside others'")
    new = peers.successors.get(file.code)
    group = peers.group_of(file.nation, file.type)
    if new:
        yield Fault("no-more", where, f"{file.code} is no more: {new} took its place", f"ask {new} for a file")
    elif group is None:
        what = f"{file.code} is in no group: there is none for `{file.type}` of {file.nation}"
        yield Fault("no-group", where, what, "mend the type, or add it to a group before the first edition")
    elif was_in.get(file.code, group.id) != group.id:
        what = f"{file.code} was in the group {was_in[file.code]}, and would now be in {group.id}"
        yield Fault("other-group", where, what, "a council stays in its group: two cuts tell what one does not")


def check_earlier(earlier: Sequence[Members], name: str, instrument: Instrument, peers: Peers) -> tuple[Members, ...]:
    """Lists of members in the order of their editions; raises `BenchmarkError` where one is missing or does not fit."""
    ordered = tuple(sorted(earlier, key=lambda members: len(members.before)))
    known = {members.edition: members.digest for members in ordered}
    faults = []
    if len(known) < len(ordered):
        faults.append(Fault("twice", "--before", "an edition is named twice", "name each once"))
    if name in known:
        faults.append(Fault("twice", "--name", f"there is an edition {name} already", "choose another name"))
    for members in ordered:
        at = f"members of {members.edition}"
        if members.instrument != instrument.id:
            faults.append(Fault("other-instrument", at, f"of `{members.instrument}`", "name those of this instrument"))
        for before in members.before:
            if known.get(before.edition) != before.digest:
                what = f"it stands beside the edition {before.edition}, whose list of members is not here"
                faults.append(Fault("no-members", at, what, "name the lists of all earlier editions with --before"))
        for group in members.groups:
            now = next((each for each in peers.groups if each.id == group.id), None)
            if group.given and (now is None or now.nation != group.nation or not {*group.types} <= {*now.types}):
                what = f"the group {group.id} is cut in another way than then"
                faults.append(
                    Fault("other-groups", at, what, "use the groups of the first edition; they may only grow")
                )
    if ordered and len(ordered[-1].before) + 1 < len(ordered):
        what = "two editions were made without each other, so nobody looked at both together"
        faults.append(Fault("no-members", "--before", what, "leave one out that was never published"))
    if faults:
        raise BenchmarkError(faults)
    return ordered


# --- making -----------------------------------------------------------------------------------------------------------


def make_edition(
    name: str,
    instrument: Instrument,
    files: Iterable[CouncilFile],
    peers: Peers,
    earlier: Sequence[Members] = (),
    without: Collection[str] = (),
    *,
    synthetic: bool = False,
) -> Made:
    """An edition of councils' files, beside `earlier` ones in their order: see `check_earlier` and `usable`.

    Whoever is named by `without` withdrew: their file does not count, and they are not kept in.
    """
    by_group: dict[str, dict[str, CouncilFile]] = {group.id: {} for group in peers.groups}
    for file in sorted(files, key=lambda file: file.code):
        group = peers.group_of(file.nation, file.type)
        if group is not None and file.code not in without:
            by_group[group.id][file.code] = file
    told, kept_lists, accounts = [], [], []
    for group in peers.groups:
        sign()
        before = [own for members in earlier for own in members.groups if own.id == group.id]
        chosen = _choose(by_group[group.id], before, without, instrument)
        size = len(chosen.members)
        why: Why = "few" if size < FEWEST_IN_A_PEER_GROUP else "given" if chosen.holds else "change"
        members = tuple(chosen.members.values())
        told.append(
            GroupFigures(
                id=group.id,
                title=group.title,
                nation=group.nation,
                types=group.types,
                councils=told_size(size),
                why=why,
                dimensions=figures(members, [part.id for part in instrument.dimensions]) if why == "given" else (),
            )
        )
        kept_lists.append(
            GroupMembers(
                id=group.id,
                nation=group.nation,
                types=group.types,
                given=why == "given",
                members=members,
                held_over=chosen.held_over,
            )
        )
        last = next((own.codes for own in reversed(before) if own.given), frozenset[str]())
        accounts.append(
            GroupAccount(
                group=group,
                why=why,
                size=size,
                joined=tuple(sorted(chosen.members.keys() - last)),
                kept=chosen.kept,
                held_over=chosen.held_over,
                left=tuple(sorted(last - chosen.members.keys())),
            )
        )
    edition = Edition(
        format=EDITION_FORMAT,
        policy=POLICY,
        name=name,
        synthetic=synthetic,
        instrument=instrument.id,
        version=instrument.version,
        before=tuple(members.edition for members in earlier),
        groups=tuple(told),
    )
    return Made(
        edition,
        Members(
            format=FORMAT,
            policy=POLICY,
            edition=name,
            digest=digest_of(edition_json(edition)),
            instrument=instrument.id,
            version=instrument.version,
            before=tuple(Earlier(members.edition, members.digest) for members in earlier),
            groups=tuple(kept_lists),
        ),
        tuple(accounts),
    )


class _Choice(msgspec.Struct, frozen=True):
    """The members of a group, who is kept in and who waits, and whether they may be published."""

    members: dict[str, CouncilFile]
    kept: tuple[str, ...]
    held_over: tuple[str, ...]
    holds: bool


def _choose(
    sent: Mapping[str, CouncilFile], before: Sequence[GroupMembers], without: Collection[str], instrument: Instrument
) -> _Choice:
    """The members with whom a group may be published beside all its earlier editions, and fewest held over or kept.

    It goes by who sent, when they came and by code: never by an answer. Where no membership holds, all who sent are in
    it, and it is not published.
    """
    published = [group for group in before if group.given]
    if not published:
        return _Choice(dict(sent), (), (), True)
    sets = [group.codes for group in published]
    last = published[-1]
    waited = Counter(code for group in before for code in group.held_over)
    joiners = sorted(sent.keys() - last.codes, key=lambda code: (waited[code], _reversed(code)))
    absent = [
        member
        for member in last.members
        if member.code not in sent and member.code not in without and major_of(member.version) == instrument.major
    ]
    # Of those who did not send again, whose answers have stood in the fewest editions, so are newest, come first.
    absent.sort(key=lambda member: (sum(member in group.members for group in before), member.code))
    tries = 0
    for together in range(len(joiners) + len(absent) + 1):
        for kept in range(max(0, together - len(joiners)), min(together, len(absent)) + 1):
            tries += 1
            held = together - kept
            codes = (sent.keys() - {*joiners[:held]}) | {member.code for member in absent[:kept]}
            if len(codes) < FEWEST_IN_A_PEER_GROUP or not publishable_beside(codes, sets):
                continue
            stay = {member.code: member for member in absent[:kept]}
            members = {code: sent.get(code) or stay[code] for code in sorted(codes)}
            return _Choice(members, tuple(sorted(stay)), tuple(sorted(joiners[:held])), True)
        if tries > MOST_TRIES:
            break
    return _Choice(dict(sent), (), (), False)


def _reversed(code: str) -> tuple[int, ...]:
    """A key by which codes sort from the last to the first."""
    return tuple(-ord(sign) for sign in code.ljust(20, "\0"))


# --- the list of members ----------------------------------------------------------------------------------------------


def to_json(members: Members) -> str:
    """A list of members as JSON text: sorted keys, two spaces, a line end at the end."""
    return json_text(msgspec.to_builtins(members))


def read_members(plain: object, where: str = "members") -> Members:
    """Read a list of members, plain data from JSON; raises `BenchmarkError` where it cannot be of an edition."""
    members = shaped(plain, where, FILE, Members)
    faults = []
    if members.policy != POLICY:
        faults.append(Fault("other-policy", where, "its policy is another one", "use the kit that made it"))
    everybody = Counter(member.code for group in members.groups for member in group.members)
    faults += [
        Fault("sent-twice", where, f"{code} is in it {count} times", FILE.mend)
        for code, count in everybody.items()
        if count > 1
    ]
    if faults:
        raise BenchmarkError(faults)
    return members
