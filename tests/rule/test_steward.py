"""What a steward makes of councils' files: who counts, who waits, who is kept in."""

import json
import random
from collections import Counter

import msgspec
import pytest

from capability.errors import BenchmarkError
from capability.rule.steward import (
    Made,
    Members,
    Sent,
    check_earlier,
    make_edition,
    read_members,
    to_json,
    usable,
)
from tests.attack.benchmark import by_counts
from tests.rule.councils import PEERS, codes, council, councils
from tests.synthetic import ORGANISATION


def edition(name: str, sent: list[str], *before: Made, without: tuple[str, ...] = ()) -> Made:
    lists = [made.members for made in before]
    return make_edition(name, ORGANISATION, councils(sent, name), PEERS, lists, without)


def members(made: Made) -> list[str]:
    return sorted(made.members.groups[0].codes)


# --- who is in it -----------------------------------------------------------------------------------------------------


def test_the_first_edition_has_all_who_sent() -> None:
    made = edition("2025", codes(0, 13))
    assert members(made) == codes(0, 13)
    assert made.accounts[0].why == "given"


def test_the_newest_joiners_wait_until_enough_have_come() -> None:
    first = edition("2025", codes(0, 14))
    second = edition("2026", codes(0, 20), first)
    assert second.accounts[0].joined == tuple(codes(14, 19))
    assert second.accounts[0].held_over == ("C-19",)
    third = edition("2027", codes(0, 24), first, second)
    assert third.accounts[0].held_over == ()
    assert "C-19" in third.accounts[0].joined


def test_who_waited_comes_before_who_is_new() -> None:
    first = edition("2025", codes(5, 19))
    second = edition("2026", [*codes(5, 19), "C-99"], first)
    assert second.accounts[0].held_over == ("C-99",)
    third = edition("2027", [*codes(0, 5), *codes(5, 19), "C-99"], first, second)
    assert third.accounts[0].held_over == ("C-04",)
    assert "C-99" in third.accounts[0].joined


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_who_does_not_send_again_is_kept_in_with_their_last_answers(gone: int) -> None:
    first = edition("2025", codes(0, 25))
    second = edition("2026", codes(gone, 25), first)
    assert members(second) == codes(0, 25)
    assert second.accounts[0].kept == tuple(codes(0, gone))
    old = {file.code: file.edition for file in second.members.groups[0].members}
    assert [old[code] for code in codes(0, gone + 1)] == ["2025"] * gone + ["2026"]


def test_when_enough_are_gone_nobody_is_kept_in() -> None:
    first = edition("2025", codes(0, 25))
    second = edition("2026", codes(4, 25), first)
    assert (second.accounts[0].kept, second.accounts[0].left) == ((), tuple(codes(0, 4)))


def test_who_withdraws_is_not_kept_in_and_the_group_may_go_without() -> None:
    first = edition("2025", codes(0, 25))
    second = edition("2026", codes(0, 25), first, without=("C-03",))
    assert "C-03" not in members(second)
    assert second.accounts[0].why == "change"
    assert second.edition.groups[0].dimensions == ()
    assert not second.members.groups[0].given
    again = edition("2027", codes(0, 25), first, second)
    assert again.accounts[0].why == "given"
    assert members(again) == codes(0, 25)


def test_answers_do_not_decide_who_is_in_it() -> None:
    first = edition("2025", codes(0, 14))
    seen = set()
    for seed in range(20):
        made = make_edition("2026", ORGANISATION, councils(codes(2, 21), "2026", seed), PEERS, [first.members])
        seen.add((made.accounts[0].why, made.accounts[0].kept, made.accounts[0].held_over))
    assert len(seen) == 1


def test_over_years_of_coming_and_going_an_attack_finds_nothing() -> None:
    """Beside all editions that were published, whoever came, stayed away or withdrew."""
    published = Counter[int]()
    for seed in range(12):
        rng = random.Random(seed)
        made: list[Made] = []
        there = set(codes(0, rng.randrange(12, 20)))
        for year in range(2025, 2028):
            there |= set(rng.sample(codes(20, 60), rng.choice((0, 0, 1, 2, 5))))
            sent = sorted(code for code in there if rng.random() < 0.93)
            gone = tuple(rng.sample(sorted(there), rng.choice((0, 0, 0, 1))))
            made.append(edition(str(year), sent, *made, without=gone))
            there -= {*gone}
        sets = [each.members.groups[0].codes for each in made if each.members.groups[0].given]
        parts = Counter(tuple(code in each for each in sets) for code in frozenset[str]().union(*sets))
        published[len(sets)] += 1
        if sets:
            assert by_counts(parts) is None, parts
    assert published[3] >= 6


# --- what bad input gets ----------------------------------------------------------------------------------------------


def codes_of(*sent: Sent, edition: str = "2025", earlier: tuple[Members, ...] = ()) -> tuple[list[str], list[str]]:
    good, faults = usable(sent, ORGANISATION, PEERS, edition, earlier)
    return [one.file.code for one in good], [fault.code for fault in faults]


GOOD = Sent("good.json", council("C-00"))
BAD = {
    "another edition": (council("C-01", "2024"), ["other-edition"]),
    "another instrument": (council("C-01", instrument="system"), ["other-instrument"]),
    "another major version": (council("C-01", version="9.0.0"), ["other-version"]),
    "questions of its own": (council("C-01", digest="0" * 64), ["other-questions"]),
    "dimensions of its own": (council("C-01", version="1.9.9", dimensions={}), ["other-questions"]),
    "in no group": (council("C-01", type="police"), ["no-group"]),
    "no more": (council("OLD-1"), ["no-more"]),
    "several at once": (council("C-01", "2024", type="police"), ["other-edition", "no-group"]),
}


@pytest.mark.parametrize(("file", "expected"), BAD.values(), ids=BAD)
def test_what_cannot_be_used_is_named_and_the_rest_goes_on(file: object, expected: list[str]) -> None:
    assert codes_of(Sent("bad.json", file), GOOD) == (["C-00"], expected)  # type: ignore[arg-type]


def test_of_two_files_of_a_council_the_later_counts() -> None:
    first, second = Sent("a.json", council("C-01", levels=1)), Sent("b.json", council("C-01", levels=2))
    good, faults = usable([first, GOOD, second], ORGANISATION, PEERS, "2025")
    assert [one.where for one in good] == ["good.json", "b.json"]
    assert [str(fault.where) for fault in faults] == ["a.json"]
    assert codes_of(first, Sent("copy.json", first.file)) == (["C-01"], [])


def test_a_council_stays_in_its_group() -> None:
    first = edition("2025", codes(0, 12))
    moved = Sent("moved.json", council("C-01", "2026", nation="wales"))
    assert codes_of(moved, edition="2026", earlier=(first.members,)) == ([], ["other-group"])


def test_no_earlier_edition_can_be_forgotten() -> None:
    first = edition("2025", codes(0, 12))
    second = edition("2026", codes(0, 12), first)
    assert check_earlier([second.members, first.members], "2027", ORGANISATION, PEERS) == (
        first.members,
        second.members,
    )
    for lists, name, words in (
        ([second.members], "2027", "stands beside the edition 2025"),
        ([first.members, first.members], "2027", "named twice"),
        ([first.members], "2025", "there is an edition 2025 already"),
        ([first.members, edition("2026", codes(0, 12)).members], "2027", "made without each other"),
    ):
        with pytest.raises(BenchmarkError, match=words):
            check_earlier(lists, name, ORGANISATION, PEERS)


def test_groups_are_not_cut_in_another_way() -> None:
    first = edition("2025", codes(0, 12))
    [group, other] = PEERS.groups
    smaller = msgspec.structs.replace(PEERS, groups=(msgspec.structs.replace(group, types=("town",)), other))
    with pytest.raises(BenchmarkError, match="cut in another way"):
        check_earlier([first.members], "2026", ORGANISATION, smaller)
    larger = msgspec.structs.replace(PEERS, groups=(msgspec.structs.replace(group, types=("invented", "town")), other))
    assert check_earlier([first.members], "2026", ORGANISATION, larger)


def test_a_list_of_members_is_read_as_it_was_written() -> None:
    made = edition("2025", codes(0, 12)).members
    assert read_members(json.loads(to_json(made))) == made
    twice = json.loads(to_json(made))
    twice["groups"][1]["members"] = twice["groups"][0]["members"][:1]
    with pytest.raises(BenchmarkError, match="C-00 is in it 2 times"):
        read_members(twice)
    with pytest.raises(BenchmarkError, match="its policy is another one"):
        read_members({**json.loads(to_json(made)), "policy": {**json.loads(to_json(made))["policy"], "fewest": 5}})
