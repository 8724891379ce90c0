"""Peer groups are one partition of councils."""

from typing import Any

import pytest

from capability.rule.peers import PeerGroup, Peers, check

LONDON = {"id": "london", "title": "London", "nation": "england", "types": ["london-borough"]}


def test_a_council_is_in_one_group_or_in_none() -> None:
    groups = (
        PeerGroup(id="london", title="London", nation="england", types=("london-borough",)),
        PeerGroup(id="wales", title="Wales", nation="wales", types=("council",)),
    )
    peers = Peers(groups=groups)
    assert [peers.group_of(*who) for who in (("england", "london-borough"), ("wales", "council"))] == [*groups]
    assert peers.group_of("england", "council") is None


FAULTS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "the same type twice": ({"groups": [LONDON, {**LONDON, "id": "other"}]}, ["overlap"]),
    "the same id twice": ({"groups": [LONDON, {**LONDON, "nation": "wales"}]}, ["duplicate-id"]),
    "a type twice in one": ({"groups": [{**LONDON, "types": ["a", "a"]}]}, ["overlap"]),
    "a successor that is no more": ({"groups": [LONDON], "successors": {"E1": "E2", "E2": "E3"}}, ["no-successor"]),
    "one that succeeds itself": ({"groups": [LONDON], "successors": {"E1": "E1"}}, ["no-successor"]),
    "nothing wrong": ({"groups": [LONDON], "successors": {"E1": "E2", "E4": "E2"}}, []),
}


@pytest.mark.parametrize(("content", "codes"), FAULTS.values(), ids=FAULTS)
def test_what_is_no_partition_is_told(content: dict[str, Any], codes: list[str]) -> None:
    assert [fault.code for fault in check(content)] == codes
