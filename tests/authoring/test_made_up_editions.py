"""The editions that come with the kit are made up, say so, and can be made again."""

import json
from pathlib import Path

import pytest

from capability.authoring.made_up_editions import (
    COUNCILS,
    JOINERS,
    PEERS,
    YEARS,
    council_file,
    made_up_editions,
    people_of,
    sends,
    write_editions,
)
from capability.authoring.peers import load_peers
from capability.rule.benchmark import check_name, read_edition
from capability.rule.exposure import exposure
from capability.rule.joining import FILE, read_council_file, to_json
from capability.text import json_object

EDITIONS = Path(__file__).resolve().parents[2] / "assessments" / "editions"
FILES = sorted(EDITIONS.glob("*.json"))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "editions"
    write_editions(folder)
    return folder


def test_the_committed_editions_are_those_of_the_seed(written: Path) -> None:
    """If this fails: python -m capability.authoring.made_up_editions assessments/editions."""
    committed = {path.name: path.read_bytes() for path in EDITIONS.iterdir()}
    assert committed == {path.name: path.read_bytes() for path in written.iterdir()}
    write_editions(written)
    assert len([*written.iterdir()]) == len(YEARS) + 1
    assert load_peers(EDITIONS / "peers.yaml") == PEERS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_committed_edition_is_read_and_says_that_it_is_made_up(path: Path) -> None:
    text = path.read_text("utf-8")
    check_name(text, path.name)
    edition = read_edition(json.loads(text), path.name)
    assert edition.synthetic
    assert [group.title for group in edition.groups] == ["Councils that do not exist"]


def test_33_councils_are_in_two_years_some_new_and_some_kept_in() -> None:
    first, second = made_up_editions()
    [before], [after] = first.accounts, second.accounts
    assert (before.size, after.size) == (COUNCILS - JOINERS, COUNCILS)
    assert (len(after.joined), after.kept, after.held_over) == (JOINERS, ("MADEUP-04", "MADEUP-17"), ())
    [found] = exposure([(first.edition, first.members), (second.edition, second.members)])
    assert (found.two, found.changed) == (False, False)


def test_each_council_gives_a_file_that_can_be_read() -> None:
    last, now = people_of(7)
    assert sends(7, YEARS[1])
    file = council_file(7, YEARS[1], now)
    assert read_council_file(json_object(to_json(file), "a.json", FILE)) == file
    assert (file.code, file.name, file.type) == ("MADEUP-07", "Invented Council 7", "invented")
    assert len(last) == len(now) >= 6
