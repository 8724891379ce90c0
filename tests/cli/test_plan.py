import json
import re
import zipfile
from pathlib import Path

import pytest

from capability.cli import main

CASE = str(Path(__file__).parents[2] / "assessments" / "examples" / "team-that-disagrees" / "responses")
DAY = ["--date", "2026-11-22"]


def saved(folder: Path, **changes: object) -> str:
    plan = {
        "format": "capability-plan/1",
        "instrument": "organisation",
        "version": "1.0.0",
        "targets": {"market-shaping": 2},
        "edits": {"market-shaping.early-engagement": {"owner": "A. Person", "due": "2027-01-31"}},
        **changes,
    }
    path = folder / "my-plan.json"
    path.write_text(json.dumps(plan))
    return str(path)


def test_without_a_target_the_lowest_dimensions_are_planned_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", CASE, *DAY]) == 0
    told = capsys.readouterr().out
    assert told.startswith("# Plan: Buying for missions")
    assert "Written on 22 November 2026" in told
    assert "## 1. Talking to suppliers early" in told.replace("\\", "")


def test_a_saved_plan_brings_its_targets_and_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", CASE, "--plan", saved(tmp_path), "--as", "csv"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert '"A. Person","2027-01-31"' in rows[1]
    assert all("Residents" not in row.split(",")[1] for row in rows[1:])


def test_a_target_on_the_line_comes_before_that_of_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", CASE, "--plan", saved(tmp_path), "--target", "residents=2", "--as", "csv"]) == 0
    assert {row.split(",")[1] for row in capsys.readouterr().out.splitlines()[1:]} == {'"Residents"'}


@pytest.mark.parametrize("kind", ["word", "calendar"])
def test_a_file_for_another_program_is_written_and_nothing_is_overwritten(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "plan.out"
    command = ["plan", CASE, "--plan", saved(tmp_path), "--as", kind, *DAY, "--output", str(output)]
    assert main(command) == 0
    first = output.read_bytes()
    assert zipfile.is_zipfile(output) if kind == "word" else b"DTSTART;VALUE=DATE:20270131" in first
    assert main(command) == 1
    assert "this file is there already" in capsys.readouterr().err
    assert output.read_bytes() == first


def test_a_plan_is_begun_named_and_gone_on_with(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two purchases of one council: neither takes the other's place, in a folder or in a calendar."""
    written: dict[Path, dict[str, object]] = {}
    for name in ("Care at home 2027", "Roads: north/south"):
        assert main(["plan", CASE, *DAY, "--name", name, "--as", "json", "--output", str(tmp_path)]) == 0
        [path] = set(tmp_path.glob("*.json")) - set(written)
        written[path] = json.loads(path.read_text("utf-8"))
    assert [path.name for path in written] == [
        "organisation-plan-care-at-home-2027-2026-11-22.json",
        "organisation-plan-roads-north-south-2026-11-22.json",
    ]
    uids = []
    for path, plan in written.items():
        assert main(["plan", CASE, *DAY, "--plan", str(path), "--as", "calendar", "--output", str(tmp_path)]) == 1
        assert "no action has a date yet" in capsys.readouterr().err
        for due in ("2027-01-31", "2027-05-14"):
            path.write_text(json.dumps({**plan, "edits": {"market-shaping.early-engagement": {"due": due}}}), "utf-8")
            calendar = tmp_path / f"{path.stem} {due}.ics"
            assert main(["plan", CASE, "--plan", str(path), "--as", "calendar", "--output", str(calendar)]) == 0
            uids += re.findall("UID:(.*)\r", calendar.read_bytes().decode().replace("\r\n ", ""))
    assert uids[0] == uids[1] != uids[2] == uids[3]
    assert all(line.endswith(" is written") for line in capsys.readouterr().err.splitlines())


def test_an_older_plan_is_read_and_its_entries_stay_as_long_as_it_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for output in ("first.ics", "second.ics"):
        command = ["plan", CASE, *DAY, "--plan", saved(tmp_path), "--as", "calendar"]
        assert main([*command, "--output", str(tmp_path / output)]) == 0
    assert (tmp_path / "first.ics").read_bytes() == (tmp_path / "second.ics").read_bytes()
    assert "save it once with --as json" in capsys.readouterr().err


REFUSED: dict[str, tuple[list[str], str]] = {
    "word without a file": (["--as", "word"], "name the file to write"),
    "a target without a level": (["--target", "place"], "like place=2"),
    "a target of 5": (["--target", "place=5"], "like place=2"),
    "a dimension that is not there": (["--target", "palce=2"], "did you mean `place`?"),
    "a name that is too long": (["--name", "x" * 81], "choose a shorter one"),
    "a day that is none": (["--date", "2026-02-30"], "there is no day"),
}


@pytest.mark.parametrize(("options", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_in_words(
    options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", CASE, *options]) == 1
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("text", ["{", "[]", "[" * 5000, '{"format": "capability-plan/9"}'])
def test_a_file_that_is_no_plan_is_refused(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    assert main(["plan", CASE, "--plan", str(path)]) == 1
    assert "x.json" in capsys.readouterr().err
