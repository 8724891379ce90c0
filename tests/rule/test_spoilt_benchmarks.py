"""Files of a benchmark that somebody spoilt: each is refused in words, or what is read can be used."""

import copy
import json
import random
from typing import Any

import pytest

from capability.errors import BenchmarkError
from capability.rule import benchmark, joining, steward
from capability.rule.comparing import Own, compare, own_from_file, to_json
from capability.rule.exposure import exposure
from capability.rule.steward import Sent, check_earlier, make_edition, usable
from tests.authoring.test_nothing_between import places
from tests.rule.councils import PEERS, codes, council, councils
from tests.synthetic import ORGANISATION

MADE = make_edition("2025", ORGANISATION, councils(codes(0, 21)), PEERS)
FILES: dict[str, Any] = {
    "a council file": json.loads(joining.to_json(council("C-01"))),
    "an edition": json.loads(benchmark.to_json(MADE.edition)),
    "a list of members": json.loads(steward.to_json(MADE.members)),
}
FILES_EACH = {"a council file": 300, "an edition": 250, "a list of members": 80}

STRANGE: list[Any] = [
    *(None, True, False, 0, 1, -1, 5, 7, 10, 25, 100, 10**9, 10**30, 0.5, "", " ", "x", "2025", "given", "few"),
    *("../x", "england", "C-01", "a\nb", "\ud800", "word " * 90, [], {}, [[]], [None], ["x"], {"x": "y"}),
]


def spoilt(content: Any, chance: random.Random) -> Any:
    """The content with one to three things in it changed, taken away or doubled."""
    content = copy.deepcopy(content)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        *above, last = chance.choice([*places(content)])
        holder = content
        for step in above:
            holder = holder[step]
        match chance.choice(("strange", "near", "gone", "doubled", "swapped")):
            case "gone":
                del holder[last]
            case "doubled" if isinstance(holder, list):
                holder.append(copy.deepcopy(holder[last]))
            case "near" if isinstance(holder[last], int):
                holder[last] += chance.choice((-5, -1, 1, 5))
            case "swapped" if isinstance(holder, list):
                holder.reverse()
            case _:
                holder[last] = chance.choice(STRANGE)
    return content


def used(kind: str, plain: Any) -> None:
    """Read it, and do all that is done with what was read."""
    if kind == "a council file":
        file = joining.read_council_file(plain)
        good, _ = usable([Sent("a.json", file)], ORGANISATION, PEERS, "2025")
        make_edition("2025", ORGANISATION, [one.file for one in good], PEERS)
        to_json(compare(ORGANISATION, own_from_file(file), MADE.edition, "invented"))
        joining.in_words(file, ORGANISATION)
    elif kind == "an edition":
        edition = benchmark.read_edition(plain)
        assert edition.policy == benchmark.POLICY
        assert all(group.councils >= 10 for group in edition.groups if group.dimensions)
        to_json(compare(ORGANISATION, {"place": Own(2, 50.0, 8.0)}, edition, edition.groups[0].id))
        exposure([(edition, MADE.members)])
    else:
        members = steward.read_members(plain)
        exposure([(MADE.edition, members)])
        earlier = check_earlier([members], "2026", ORGANISATION, PEERS)
        make_edition("2026", ORGANISATION, councils(codes(0, 21), "2026"), PEERS, earlier)


@pytest.mark.parametrize("kind", FILES)
def test_a_spoilt_file_is_refused_in_words_or_can_be_used(kind: str) -> None:
    used(kind, FILES[kind])
    refused = 0
    for seed in range(FILES_EACH[kind]):
        plain = spoilt(FILES[kind], random.Random(f"{kind} {seed}"))
        try:
            used(kind, plain)
        except BenchmarkError as error:
            refused += 1
            assert all(fault.code and fault.what and fault.hint for fault in error.faults), error
    assert refused > FILES_EACH[kind] // 3
