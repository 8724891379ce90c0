"""What an edition tells of a group, and what a reader refuses."""

import json
import random
from typing import Any

import pytest

from capability.errors import BenchmarkError
from capability.rule.benchmark import (
    FILE,
    POLICY,
    check_name,
    digest_of,
    edition_file_name,
    figures,
    reach,
    read_edition,
    to_json,
    told_size,
)
from capability.rule.differencing import steps, told_count
from capability.rule.intervals import wilson
from capability.rule.steward import make_edition
from capability.text import json_object
from tests.rule.councils import PEERS, codes, council, councils
from tests.synthetic import ORGANISATION

NAMES = [part.id for part in ORGANISATION.dimensions]
EDITION = make_edition("2025", ORGANISATION, councils(codes(0, 24)), PEERS).edition
TEXT = to_json(EDITION)


# --- what is told -----------------------------------------------------------------------------------------------------


def test_counts_are_rounded_down_and_none_and_all_are_never_told() -> None:
    for size in range(10, 40):
        for there in range(size + 1):
            members = [council(f"C{n}", levels=3 if n < there else None) for n in range(size)]
            [first, *_] = figures(members, NAMES)
            assert first.at_or_above == (*(told_count(there, size),) * 3, 0)
            assert first.with_level == told_count(there, size)


def test_an_index_is_that_of_a_place_and_none_where_fewer_have_one() -> None:
    members = [council(f"C{n}", levels=n % 5) for n in range(20)]
    [first, *_] = figures(members, NAMES)
    assert [(told.place, told.index) for told in first.indices] == [(5, 75), (10, 50), (15, 25)]
    few = [council(f"C{n}", levels=2 if n < 12 else None) for n in range(20)]
    assert [told.index for told in figures(few, NAMES)[0].indices] == [50, 50, None]


def test_nothing_else_is_in_it() -> None:
    plain = json.loads(TEXT)
    assert {*plain} == {"format", "policy", "name", "synthetic", "instrument", "version", "before", "groups"}
    assert not any(word in TEXT for word in ("C-0", "Invented C", "mean", "minimum", "rank"))
    group = plain["groups"][0]
    assert {*group} == {"id", "title", "nation", "types", "councils", "why", "dimensions"}
    assert {*group["dimensions"][0]} == {"id", "with_level", "at_or_above", "indices"}


def test_of_fewer_than_ten_nothing_is_told() -> None:
    [small, empty] = make_edition("2025", ORGANISATION, councils(codes(0, 9)), PEERS).edition.groups
    assert (small.councils, small.why, small.dimensions) == (0, "few", ())
    assert (empty.councils, empty.why, empty.dimensions) == (0, "few", ())
    assert [told_size(size) for size in (0, 9, 10, 14, 15)] == [0, 0, 10, 10, 15]


def test_a_share_has_the_interval_of_all_counts_that_are_told_like_it() -> None:
    for told, councils_told in ((0, 10), (5, 10), (10, 15), (20, 25), (15, 30)):
        share = reach(told, councils_told)
        for size in range(councils_told, councils_told + 5):
            for count in range(size + 1):
                if told in (0, *steps(size)) and told_count(count, size) == told:
                    own = wilson(count, size)
                    assert share.low <= own.low and own.high <= share.high


# --- the reader -------------------------------------------------------------------------------------------------------


def test_an_edition_is_read_as_it_was_written() -> None:
    assert read_edition(json_object(TEXT, "a.json", FILE)) == EDITION
    rng = random.Random(1)
    for seed in range(40):
        size = rng.randrange(0, 45)
        made = make_edition("2025", ORGANISATION, councils(codes(0, size), seed=seed), PEERS).edition
        assert read_edition(json.loads(to_json(made))) == made


def changed(path: str, value: Any) -> dict[str, Any]:
    """The edition with one value in it changed."""
    plain: dict[str, Any] = json.loads(TEXT)
    *above, last = path.split(".")
    holder: Any = plain
    for step in above:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    if value is GONE:
        del holder[last]
    else:
        holder[int(last) if isinstance(holder, list) else last] = value
    return plain


GONE = object()
FIRST = "groups.0.dimensions.0"
BAD: dict[str, tuple[str, Any, str]] = {
    "no policy": ("policy", GONE, "no-policy"),
    "an empty policy": ("policy", None, "no-policy"),
    "a policy without an id": ("policy.id", GONE, "other-policy"),
    "a policy without a threshold": ("policy.fewest", GONE, "other-policy"),
    "a policy without a base": ("policy.base", GONE, "other-policy"),
    "a policy without quarters": ("policy.quarters", GONE, "other-policy"),
    "a policy without colluders": ("policy.colluders", GONE, "other-policy"),
    "a threshold of zero": ("policy.fewest", 0, "other-policy"),
    "a threshold that is none": ("policy.fewest", None, "other-policy"),
    "a policy from the future": ("policy.id", "fives/2", "other-policy"),
    "a policy that says more": ("policy.noise", 1, "other-policy"),
    "a group of nine": ("groups.0.councils", 5, "too-few"),
    "a size to one": ("groups.0.councils", 24, "bad-value"),
    "a count to one": (f"{FIRST}.with_level", 21, "bad-value"),
    "a count of all": (f"{FIRST}.at_or_above.0", 25, "bad-figures"),
    "more above than below": (f"{FIRST}.at_or_above.3", 20, "bad-figures"),
    "an index to one": (f"{FIRST}.indices.0.index", 51, "bad-value"),
    "a place that moves": (f"{FIRST}.indices.0.place", 6, "bad-value"),
    "the lowest place": (f"{FIRST}.indices.2.place", 25, "bad-figures"),
    "an index that rises": (f"{FIRST}.indices.2.index", 100, "bad-figures"),
    "an index of nobody": (f"{FIRST}.with_level", 0, "bad-figures"),
    "a mean": (f"{FIRST}.mean", 50, "unknown-key"),
    "a name": ("groups.0.members", ["C-01"], "unknown-key"),
    "figures of few": ("groups.0.why", "few", "bad-value"),
    "few with a size": ("groups.1.councils", 10, "bad-value"),
    "two groups of one type": ("groups.1.nation", "england", "overlap"),
    "the same group twice": ("groups.1.id", "invented", "overlap"),
    "another instrument": ("instrument", "resident", "not-benchmarked"),
    "before itself": ("before", ["2025"], "bad-value"),
    "a name that is a path": ("name", "../2025", "bad-value"),
    "no word on whether it is made up": ("synthetic", GONE, "bad-value"),
}


@pytest.mark.parametrize(("path", "value", "code"), BAD.values(), ids=BAD)
def test_what_breaks_the_policy_is_refused(path: str, value: Any, code: str) -> None:
    with pytest.raises(BenchmarkError) as caught:
        read_edition(changed(path, value), "e.json")
    assert code in {fault.code for fault in caught.value.faults}
    assert all(fault.where.startswith("e.json") for fault in caught.value.faults)


def test_every_fault_is_told_at_once() -> None:
    plain = changed("groups.0.councils", 5)
    plain["instrument"], plain["before"] = "resident", ["2025"]
    with pytest.raises(BenchmarkError) as caught:
        read_edition(plain)
    assert {fault.code for fault in caught.value.faults} >= {"too-few", "not-benchmarked", "bad-value"}


def test_an_edition_that_was_edited_by_hand_is_known_by_its_name() -> None:
    name = edition_file_name("2025", digest_of(TEXT))
    check_name(TEXT, name)
    check_name(TEXT.replace("\n", "\r\n"), name)
    check_name(TEXT + " ", "renamed.json")
    with pytest.raises(BenchmarkError, match="that is not its digest"):
        check_name(TEXT.replace('"synthetic": false', '"synthetic": true'), f"folder/{name}")


def test_the_policy_is_one_that_the_record_names() -> None:
    assert (POLICY.fewest, POLICY.base, POLICY.quarters, POLICY.colluders) == (10, 5, 20, 2)
