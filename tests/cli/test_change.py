import json
from pathlib import Path

import msgspec
import pytest

from capability.cli import main
from capability.rule.response import Answer, to_json
from tests.synthetic import ORGANISATION, respond

PLACE = [practice.id for practice in ORGANISATION.practices if practice.id.startswith("place.")]


def round_of(folder: Path, level: int, raters: int = 6, version: str = ORGANISATION.version) -> str:
    folder.mkdir()
    for i in range(raters):
        response = respond(ORGANISATION, {name: Answer(level) for name in PLACE})  # type: ignore[arg-type]
        response = msgspec.structs.replace(response, version=version)
        (folder / f"{i}.json").write_text(to_json(response))
    return str(folder)


def test_it_says_what_moved_and_what_did_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = round_of(tmp_path / "before", 1), round_of(tmp_path / "after", 3)
    assert main(["change", "--before", before, "--after", after]) == 0
    told = capsys.readouterr().out
    assert "6 raters before, 6 after" in told
    [place] = [line for line in told.splitlines() if line.startswith("Place")]
    assert "1 > 3" in place and "25.0 > 75.0" in place and "+50.0 (+50.0 to +50.0)" in place and place.endswith("up")
    assert "Middle answers: 4 went up, 0 down; chance alone would move 1.8" in told
    assert "cannot be compared" in told


def test_the_same_people_are_compared_with_themselves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for part, step in (("before", 0), ("after", 1)):
        (tmp_path / part).mkdir()
        for i, level in enumerate((0, 1, 2, 3, 1, 2)):
            answers = {name: Answer(level + (step if name in PLACE[:2] else 0)) for name in PLACE}  # type: ignore[arg-type]
            response = msgspec.structs.replace(respond(ORGANISATION, answers), id=f"person-{i}")
            (tmp_path / part / f"{i}.json").write_text(to_json(response))
    paths = ["--before", str(tmp_path / "before"), "--after", str(tmp_path / "after")]
    assert main(["change", *paths]) == 0
    told = capsys.readouterr().out
    [place] = [line for line in told.splitlines() if line.startswith("Place")]
    assert "+12.5 (+12.5 to +12.5)" in place and place.endswith("up")  # between two groups it would be chance
    assert "6 answered both times: 1 dimension compared by these people" in told


def test_one_rater_and_one_practice_are_told_in_the_singular(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = round_of(tmp_path / "before", 1, raters=1), round_of(tmp_path / "after", 1, raters=1)
    moved = Path(after) / "0.json"
    answers = {name: Answer(3) for name in PLACE} | {PLACE[0]: Answer(1)}
    moved.write_text(to_json(respond(ORGANISATION, answers)))
    assert main(["change", "--before", before, "--after", after]) == 0
    told = capsys.readouterr().out
    assert "1 rater before, 1 after" in told
    assert "\n1 practice did not move, and" in told


def test_its_json_is_the_whole_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = round_of(tmp_path / "before", 2), round_of(tmp_path / "after", 2)
    assert main(["change", "--before", before, "--after", after, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {one["move"] for one in found["dimensions"]} == {"none", "unknown"}


def test_two_instruments_are_not_two_rounds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    suppliers = Path(__file__).parents[2] / "assessments" / "examples" / "suppliers-see-it-differently" / "suppliers"
    assert main(["change", "--before", round_of(tmp_path / "before", 1), "--after", str(suppliers)]) == 1
    assert "answers `organisation`, the second `supplier`" in capsys.readouterr().err


def test_a_round_of_another_major_version_is_compared_by_ids_with_its_own_questions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "old").mkdir()
    old = tmp_path / "old" / "organisation.yaml"
    text = (Path(__file__).parents[2] / "assessments" / "organisation.yaml").read_text("utf-8")
    text = text.replace(f"version: {ORGANISATION.version}", "version: 0.9.0", 1)
    old.write_text(text.replace("place.spend-map", "place.old-question"), "utf-8")
    before, after = round_of(tmp_path / "before", 1, version="0.9.0"), round_of(tmp_path / "after", 3)
    assert main(["change", "--before", before, "--after", after]) == 1
    assert f"older than {ORGANISATION.version}" in capsys.readouterr().err
    assert main(["change", "--before", before, "--earlier", str(old), "--after", after]) == 0
    told, left_out = capsys.readouterr()
    [place] = [line for line in told.splitlines() if line.startswith("Place")]
    assert place.endswith("cannot be compared")
    assert "Services that plan together" in told and "1 > 3" in told
    assert "Asked in the first round only\nWhere our money goes" in told
    assert "Asked in the second round only\nWhere our money goes" in told
    assert left_out.count("place.spend-map") == 6
    assert main(["change", "--before", before, "--earlier", str(old), "--after", after, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["versions"] == ["0.9.0", ORGANISATION.version]
    assert (found["only_before"], found["only_after"]) == (["place.old-question"], ["place.spend-map"])


def test_the_earlier_instrument_is_the_same_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = round_of(tmp_path / "before", 1), round_of(tmp_path / "after", 3)
    team = Path(__file__).parents[2] / "assessments" / "team.yaml"
    assert main(["change", "--before", before, "--earlier", str(team), "--after", after]) == 1
    assert "this is `team`, and the second round answers `organisation`" in capsys.readouterr().err
