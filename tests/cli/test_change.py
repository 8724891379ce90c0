import json
from pathlib import Path

import pytest

from capability.cli import main
from capability.response import Answer, to_json
from tests.synthetic import ORGANISATION, respond

PLACE = [practice.id for practice in ORGANISATION.practices if practice.id.startswith("place.")]


def round_of(folder: Path, level: int, raters: int = 6) -> str:
    folder.mkdir()
    for i in range(raters):
        response = respond(ORGANISATION, {name: Answer(level) for name in PLACE})  # type: ignore[arg-type]
        (folder / f"{i}.json").write_text(to_json(response))
    return str(folder)


def test_it_says_what_moved_and_what_did_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = round_of(tmp_path / "before", 1), round_of(tmp_path / "after", 3)
    assert main(["change", "--before", before, "--after", after]) == 0
    told = capsys.readouterr().out
    assert "6 raters before, 6 after" in told
    [place] = [line for line in told.splitlines() if line.startswith("Place")]
    assert "1 > 3" in place and "25.0 > 75.0" in place and place.endswith("up")
    assert "cannot be compared" in told


def test_its_json_is_the_whole_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = round_of(tmp_path / "before", 2), round_of(tmp_path / "after", 2)
    assert main(["change", "--before", before, "--after", after, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {one["move"] for one in found["dimensions"]} == {"none", "unknown"}


def test_two_instruments_are_not_two_rounds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    suppliers = Path(__file__).parents[2] / "assessments" / "examples" / "suppliers-see-it-differently" / "suppliers"
    assert main(["change", "--before", round_of(tmp_path / "before", 1), "--after", str(suppliers)]) == 1
    assert "answers `organisation`, the second `supplier`" in capsys.readouterr().err
