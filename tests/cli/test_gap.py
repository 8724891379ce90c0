import json
from pathlib import Path

import pytest

from capability.authoring.instruments import load_instrument
from capability.cli import main
from tests.synthetic import ORGANISATION

CASE = Path(__file__).parents[2] / "assessments" / "examples" / "suppliers-see-it-differently"
COUNCIL, SUPPLIERS, RESIDENTS = (str(CASE / name) for name in ("council", "suppliers", "residents"))


def test_it_prints_the_widest_gap_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gap", COUNCIL, SUPPLIERS]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].endswith("8 in the council, 6 outside")
    assert told[1] == "2 of 4 compared show a gap; chance alone would show at most 0.2"
    assert told[4].startswith("Talking to suppliers early") and "+2   98 (69 to 100)" in told[4]
    assert told[6].endswith("45 (20 to 73): no difference shown")
    assert "too few answers: 8 and 2" in "".join(told)


def test_its_json_holds_every_group_outside(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gap", RESIDENTS, COUNCIL, SUPPLIERS, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    expected = json.loads((CASE / "expected-gap.json").read_text("utf-8"))
    for name, gaps in expected.items():  # new wording changes them, and no result
        gaps |= {key: told[name][key] for key in ("versions", "digests")}
    assert told == expected
    assert told["supplier"]["digests"] == [ORGANISATION.digest, load_instrument("supplier").digest]


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
    assert json.loads(streams.out)["supplier"]["pairs"][0]["steps"] == 2
