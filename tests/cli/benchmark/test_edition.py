"""A steward's steps, from councils' files to an edition that can be attacked."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from capability.rule.benchmark import read_edition
from capability.rule.joining import to_json
from tests.cli.running import Run
from tests.rule.councils import codes, councils

PEERS = """\
groups:
  - {id: invented, title: Councils that do not exist, nation: england, types: [invented]}
"""


@pytest.fixture
def steward(run: Run) -> Run:
    Path("peers.yaml").write_text(PEERS, "utf-8")
    return run


def sent(folder: str, of: Iterable[str], edition: str) -> str:
    Path(folder).mkdir()
    for file in councils([*of], edition):
        Path(folder, f"{file.code}.json").write_text(to_json(file), "utf-8")
    return folder


def made(run: Run, folder: str, name: str, *more: str) -> tuple[int, str, str]:
    how = more or ("--first",)
    return run("benchmark", "edition", folder, "--peers", "peers.yaml", "--name", name, "--output", f"o{name}", *how)


def test_an_edition_is_made_with_its_list_of_members_and_receipts(steward: Run) -> None:
    code, out, err = made(steward, sent("in", codes(0, 12), "2025"), "2025")
    assert code == 0
    assert out.splitlines()[2:] == [
        "Councils that do not exist: 12 councils",
        "  given: how many reach each level, and the index near the middle",
    ]
    [path] = Path("o2025").glob("benchmark-2025-*.json")
    edition = read_edition(json.loads(path.read_text("utf-8")), path.name)
    assert [group.councils for group in edition.groups] == [10]
    assert out.splitlines()[0].endswith(json.loads(Path("o2025/members-2025.json").read_text("utf-8"))["digest"])
    assert len([*Path("o2025").glob("receipt-*.txt")]) == 12
    receipt = Path("o2025/receipt-c-00.txt").read_text("utf-8").splitlines()
    assert receipt[:5] == [
        "Receipt for Invented C-00 (C-00)",
        "Edition 2025, organisation " + edition.version,
        "Group: Councils that do not exist, 10 to 14 councils",
        "Read from: C-00.json",
        "Counted.",
    ]
    assert err == "note: 14 files are written into o2025\n"


def test_a_second_edition_says_who_joined_who_waits_and_who_was_kept_in(steward: Run) -> None:
    made(steward, sent("in25", codes(0, 20), "2025"), "2025")
    code, out, _ = made(steward, sent("in26", codes(2, 26), "2026"), "2026", "--before", "o2025")
    assert code == 0
    assert out.splitlines()[2:] == [
        "Councils that do not exist: 25 councils",
        "  given: how many reach each level, and the index near the quarters and the middle",
        "  joined: C-20, C-21, C-22, C-23, C-24",
        "  kept in with their last answers: C-00, C-01",
        "  held over to a later edition: C-25",
    ]
    assert "Held over" in Path("o2026/receipt-c-25.txt").read_text("utf-8")
    assert "with the answers that were sent for 2025." in Path("o2026/receipt-c-01.txt").read_text("utf-8")
    code, out, _ = steward("benchmark", "attack", "o2025", "o2026")
    assert (code, out.splitlines()[:2]) == (
        0,
        ["invented, editions 2025, 2026", "  up to two councils learn no other's answer, whatever was answered"],
    )
    assert "all but one would learn" in out


def test_a_council_can_withdraw(steward: Run) -> None:
    made(steward, sent("in25", codes(0, 20), "2025"), "2025")
    code, out, _ = made(steward, sent("in26", codes(0, 20), "2026"), "2026", "--before", "o2025", "--without", "C-03")
    assert code == 0
    assert "nothing is given: beside the earlier editions, no choice of councils would be safe" in out
    assert "C-03" not in Path("o2026/members-2026.json").read_text("utf-8")
    code, _, err = made(steward, "in26", "2027", "--before", "o2025", "o2026", "--without", "X-99")
    assert code == 1
    assert "--without: no council has the code `X-99`" in err


def test_nothing_is_made_where_an_earlier_edition_may_be_forgotten(steward: Run) -> None:
    sent("in25", codes(0, 12), "2025")
    for how in ((), ("--first", "--before", "o2025")):
        code, _, err = steward(
            *("benchmark", "edition", "in25", "--peers", "peers.yaml", "--name", "2025", "--output", "o2025", *how)
        )
        assert code == 1
        assert err.startswith("error: --before: ")
    assert not Path("o2025").exists()


@pytest.mark.parametrize("name", ["../2025", "", "2025 final", "A"])
def test_an_editions_name_is_no_path(steward: Run, name: str) -> None:
    sent("in25", codes(0, 12), "2025")
    code, _, err = steward(
        "benchmark", "edition", "in25", "--peers", "peers.yaml", "--name", name, "--first", "--output", "out"
    )
    assert (code, Path("out").exists()) == (1, False)
    assert "cannot be an edition's name" in err


def test_nothing_is_half_written(steward: Run) -> None:
    sent("in25", codes(0, 12), "2025")
    Path("o2025").mkdir()
    Path("o2025/mine.txt").write_text("mine", "utf-8")
    code, _, err = made(steward, "in25", "2025")
    assert code == 1
    assert "o2025: this is there already" in err
    assert [path.name for path in Path("o2025").iterdir()] == ["mine.txt"]
    assert not [path for path in Path().iterdir() if path.name.startswith(".")]


def test_each_fault_of_each_file_is_told_and_the_rest_goes_on(steward: Run) -> None:
    folder = sent("in25", codes(0, 12), "2025")
    plain = json.loads(Path(folder, "C-00.json").read_text("utf-8"))
    for name, changes in (
        ("y1.json", {"code": "C-90", "edition": "2024"}),
        ("y2.json", {"code": "C-91", "type": "police"}),
        ("y3.json", {"code": "../C"}),
        ("y4.json", {"format": "capability-council/2"}),
        ("y5.json", {"roles": 2}),
        ("y6.json", {"code": "C-92", "policy": "fives/9"}),
    ):
        Path(folder, name).write_text(json.dumps({**plain, **changes}), "utf-8")
    Path(folder, "y7.json").write_text("{", "utf-8")
    Path(folder, "y8.json").write_bytes(b"\xff\xfe")
    code, out, err = steward("benchmark", "check", folder, "--peers", "peers.yaml", "--name", "2025")
    assert code == 1
    assert "organisation" not in out and "Councils that do not exist: 12 councils" in out
    told = {line.split(":")[1].strip() for line in err.splitlines()[:-1]}
    assert told == {f"in25/{name}.json" for name in ("C-00", "y1", "y2", "y3", "y4", "y6", "y7", "y8")}
    assert err.endswith("8 faults\n")
    code, out, err = made(steward, folder, "2025")
    assert code == 0
    assert err.count("note: in25/") == 8


def test_a_changed_edition_is_found(steward: Run) -> None:
    made(steward, sent("in25", codes(0, 12), "2025"), "2025")
    [path] = Path("o2025").glob("benchmark-*.json")
    text = path.read_text("utf-8")
    path.write_text(text.replace('"synthetic": false', '"synthetic": true'), "utf-8")
    code, _, err = steward("benchmark", "attack", "o2025")
    assert code == 1
    assert "that is not its digest: the file was changed" in err


def test_an_attack_needs_every_edition_and_list(steward: Run) -> None:
    made(steward, sent("in25", codes(0, 12), "2025"), "2025")
    made(steward, sent("in26", codes(0, 12), "2026"), "2026", "--before", "o2025")
    [edition] = Path("o2026").glob("benchmark-*.json")
    for paths, words in (
        (["o2026"], "2026: it stands beside 2025, which is not here"),
        (["o2025", str(edition)], "the list of members of 2026 is not here"),
        (["peers.yaml"], "neither an edition nor a list of members"),
        (["o2025/members-2025.json"], "there is no edition"),
    ):
        code, _, err = steward("benchmark", "attack", *paths)
        assert code == 1
        assert words in err


def test_two_editions_that_were_made_without_each_other_give_somebody_away(steward: Run) -> None:
    made(steward, sent("in25", codes(0, 12), "2025"), "2025")
    made(steward, sent("in26", codes(0, 13), "2026"), "2026")
    code, out, _ = steward("benchmark", "attack", "o2025", "o2026")
    assert code == 1
    assert "up to two councils COULD learn what another answered" in out
