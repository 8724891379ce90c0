"""Which instrument is meant: a council's own, or the kit's; by id, or by file."""

import json
from pathlib import Path

import pytest

from capability.authoring.finding import MARKS, packaged
from capability.authoring.instruments import Library, instrument_names, load_instrument, own_file
from capability.errors import InstrumentError
from capability.reading.archives import InputFile
from capability.reading.gathering import gather
from tests.authoring.own import GOOD, OWN
from tests.synthetic import ORGANISATION


@pytest.mark.usefixtures("council")
def test_an_instrument_is_loaded_by_id_or_by_path() -> None:
    own = load_instrument("own")
    assert (own.id, own.title, own.practices[0].as_at) == ("own", "Made up", "2026-11-22")
    assert load_instrument("assessments/own.yaml") == load_instrument(OWN) == own


def test_a_councils_own_comes_before_the_kits(council: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (council / "assessments" / "organisation.yaml").write_text(GOOD, "utf-8")
    assert load_instrument("organisation").title == "Made up"
    for mark in MARKS:
        (council / mark).touch()
    (council / "deep" / "down").mkdir(parents=True)
    monkeypatch.chdir(council / "deep" / "down")
    assert load_instrument("organisation").title == "Made up"


def test_a_folder_above_that_is_no_project_changes_nothing(council: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody's archive, unpacked among the downloads, in which a council later puts its answers."""
    (council / "assessments" / "organisation.yaml").write_text(GOOD, "utf-8")
    (council / "answers").mkdir()
    monkeypatch.chdir(council / "answers")
    assert load_instrument("organisation") == ORGANISATION
    assert "own" not in instrument_names()


def test_it_is_known_whose_questions_they_are(council: Path) -> None:
    kits = (packaged("assessments") / "organisation.yaml").read_text("utf-8")
    (council / "book" / "references.bib").unlink()  # which lists other sources
    beside = council / "assessments" / "organisation.yaml"
    assert own_file(load_instrument("organisation")) is None
    beside.write_text(f"# A remark of the council's own.\n{kits}", "utf-8")
    assert own_file(load_instrument("organisation")) is None
    beside.write_text(kits.replace("essential: true", "essential: false", 1), "utf-8")
    assert own_file(load_instrument("organisation")) == beside
    assert own_file(load_instrument("own")) == council / OWN


def test_a_file_that_no_input_asks_for_is_not_read(council: Path) -> None:
    """Nor does one that is broken keep a table from being read: it is told."""
    (council / "assessments" / "broken.yaml").write_text("- [", "utf-8")
    form = {"format": "capability-response/1", "instrument": "organisation", "version": "1.0.0"}
    response = json.dumps({**form, "answers": {"place.outcome-map": {"level": 2}}})
    read = gather([InputFile("a.json", response.encode())], Library())
    assert (read.tally.raters, read.left_out) == (1, ())
    read = gather([InputFile("a.csv", b"place.outcome-map,place.spend-map\n2,1\n3,0\n")], Library())
    assert (read.tally.raters, [fault.code for fault in read.left_out]) == (2, ["not-yaml"])


@pytest.mark.usefixtures("council")
def test_the_kits_own_are_there_from_any_folder() -> None:
    assert load_instrument("organisation") == ORGANISATION
    assert {"organisation", "own"} <= set(instrument_names())


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("organization", "instrument: there is no `organization`. Hint: did you mean `organisation`?"),
        ("../organisation", "instrument: there is no `../organisation`. Hint: did you mean `organisation`?"),
        ("", "instrument: there is no ``. Hint: known here: `organisation`, `own`"),
    ],
)
@pytest.mark.usefixtures("council")
def test_an_id_that_is_not_there(name: str, message: str) -> None:
    with pytest.raises(InstrumentError) as caught:
        load_instrument(name)
    if "known here" in message:  # the kit may come to have more
        message = f"instrument: there is no ``. Hint: known here: {', '.join(f'`{n}`' for n in instrument_names())}"
    assert str(caught.value) == message
    assert caught.value.faults[0].code == "unknown-instrument"
