"""Peer groups: one fixed partition of councils, by nation and type. It is never cut in a second way.

Whoever has the same councils cut in two ways takes one cut from the other.
"""

from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from capability.errors import Fault
from capability.rule.context import Nation
from capability.rule.instrument import Identifier, items

Code = Annotated[
    str,
    Meta(
        pattern=r"^[A-Z0-9][A-Z0-9-]{1,19}$(?!\n)",
        description="The nine characters of the national statistics code, or another that the steward gave",
    ),
]


class PeerGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Councils that are set beside one another: those of a nation and of some types."""

    id: Identifier
    title: Annotated[str, Meta(min_length=1, max_length=80)]
    nation: Nation
    types: Annotated[tuple[Identifier, ...], Meta(min_length=1, max_length=40)]

    def has(self, nation: str, kind: str) -> bool:
        """Whether councils of a nation and a type belong to it."""
        return nation == self.nation and kind in self.types


class Peers(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The groups of a benchmark, and for councils that are no more the code of the one that took their place."""

    groups: Annotated[tuple[PeerGroup, ...], Meta(min_length=1, max_length=100)]
    successors: dict[Code, Code] = {}

    def group_of(self, nation: str, kind: str) -> PeerGroup | None:
        """The one group of councils of a nation and a type.

        >>> one = PeerGroup(id="wales", title="Wales", nation="wales", types=("council",))
        >>> Peers(groups=(one,)).group_of("wales", "council").id, Peers(groups=(one,)).group_of("wales", "police")
        ('wales', None)
        """
        return next((group for group in self.groups if group.has(nation, kind)), None)


def check(content: Any) -> Iterator[Fault]:
    """Where groups are no partition, or a council's place was taken by one that is no more either.

    It takes plain data as an author wrote them, whatever else is wrong with them.
    """
    ids: set[str] = set()
    of_whom: dict[tuple[str, str], str] = {}
    for i, group in enumerate(items(content, "groups")):
        if not isinstance(group, dict):
            continue
        name, nation = str(group.get("id")), str(group.get("nation"))
        if name in ids:
            yield Fault("duplicate-id", f"groups.{i}.id", f"`{name[:60]}` stands twice", "give each group its own id")
        ids.add(name)
        for j, kind in enumerate(map(str, items(group, "types"))):
            if (nation, kind) in of_whom:
                what = f"`{kind[:60]}` of {nation[:20]} is in the group `{of_whom[nation, kind][:60]}` already"
                yield Fault("overlap", f"groups.{i}.types.{j}", what, "a council is in one group: keep one of the two")
            of_whom.setdefault((nation, kind), name)
    said = content.get("successors") if isinstance(content, dict) else None
    successors = said if isinstance(said, dict) else {}
    for old, new in successors.items():
        if isinstance(new, str) and new in successors:
            what = f"`{new[:60]}`, which took its place, is no more either"
            yield Fault("no-successor", f"successors.{old}", what, "name the council that is there now")
