import json
from pathlib import Path

import pytest

from capability.cli import main

CASE = Path(__file__).parents[2] / "assessments" / "examples" / "suppliers-see-it-differently"
COUNCIL, SUPPLIERS, RESIDENTS = (str(CASE / name) for name in ("council", "suppliers", "residents"))


def test_it_prints_the_widest_gap_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gap", COUNCIL, SUPPLIERS]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].endswith("8 in the council, 6 outside")
    assert told[3].startswith("How much paperwork") and "+2" in told[3] and "8 of 8 against 1 of 6" in told[3]
    assert "may be chance" in told[5]
    assert told[-1].endswith("too few answers")


def test_its_json_holds_every_group_outside(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gap", RESIDENTS, COUNCIL, SUPPLIERS, "--json"]) == 0
    assert capsys.readouterr().out == (CASE / "expected-gap.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("files", "missing"), [([COUNCIL], "people outside"), ([SUPPLIERS], "answers to `organisation`")]
)
def test_with_one_side_only_it_says_which_is_missing(
    files: list[str], missing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gap", *files]) == 1
    assert missing in capsys.readouterr().err


def test_what_is_left_out_is_told_and_the_rest_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken.json").write_text("{")
    assert main(["gap", COUNCIL, SUPPLIERS, str(tmp_path), "--json"]) == 0
    streams = capsys.readouterr()
    assert "broken.json" in streams.err
    assert json.loads(streams.out)["supplier"][0]["steps"] == 2
