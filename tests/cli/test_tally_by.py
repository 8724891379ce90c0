"""`capability tally --by`: a tally for each key of a large file, all of them or none."""

import csv
import json
import sys
from pathlib import Path

import pytest

from tests.cli.running import Run

MAP = "place.outcome-map"
ROWS = ["Kent,finance,0", "../Devon,legal,3", "=1+1,legal,4", "Devon,legal,unknown", "\x1b[2J,legal,2", ",legal,1"]


@pytest.fixture
def big() -> str:
    Path("big.csv").write_text("\n".join([f"council,role,{MAP}", *ROWS, ""]), "utf-8")
    return "big.csv"


def test_each_key_becomes_a_file_whose_name_is_no_path(run: Run, big: str) -> None:
    code, out, err = run("tally", big, "--by", "council", "--output", "councils")
    assert (code, out) == (0, "") and "note: 7 files are written into councils" in err
    assert "1 people without a council" in err
    rows = list(csv.reader(Path("councils/organisation-tally-list.csv").read_text("utf-8-sig").splitlines()))
    assert [row[0] for row in rows] == ["council", "", "[2J", "../Devon", "'=1+1", "Devon", "Kent"]
    names = [row[2] for row in rows[1:]]
    assert {path.name for path in Path("councils").iterdir()} == {*names, "organisation-tally-list.csv"}
    assert all(name.startswith("organisation-tally-") for name in names)
    assert not [path for path in Path().iterdir() if path.name.startswith(".")]
    code, out, _ = run("team", f"councils/{names[-1]}")
    assert code == 0
    assert run("tally", *(f"councils/{name}" for name in names))[1] == run("tally", big)[1]


def test_without_a_folder_each_key_is_a_line_of_json(run: Run, big: str) -> None:
    code, out, err = run("tally", big, "--by", "role")
    lines = [json.loads(line) for line in out.splitlines()]
    assert (code, [line["role"] for line in lines]) == (0, ["finance", "legal"])
    assert lines[1]["tally"]["roles"]["legal"]["raters"] == 5
    assert "\x1b" not in run("tally", big, "--by", "council")[1] and "\x1b" not in err


def test_nothing_half_done_is_left(run: Run, big: str) -> None:
    Path("councils").mkdir()
    code, _, err = run("tally", big, "--by", "council", "--output", "councils")
    assert code == 1 and "councils: this is there already" in err
    Path(big).write_text(Path(big).read_text("utf-8") + "Kent,legal,9\n", "utf-8")
    code, out, err = run("tally", big, "--by", "council", "--output", "others")
    assert (code, out) == (1, "") and f"big.csv: row 7, column `{MAP}`: `9` is no answer here" in err
    assert sorted(path.name for path in Path().iterdir()) == ["big.csv", "councils"]


def test_where_no_answer_is_0_it_is_told(run: Run) -> None:
    Path("big.csv").write_text(f"council,{MAP}\nKent,1\nKent,3\n", "utf-8")
    assert "if numbers stand for options 1 to 5" in run("tally", "big.csv", "--by", "council")[2]


def test_without_the_extra_it_says_how_to_install_it(run: Run, big: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("capability.bulk")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    code, _, err = run("tally", big, "--by", "council")
    assert (
        code == 1
        and 'error: pyarrow: --by needs it, and it is not here. Hint: run `pip install "capability-kit[bulk]"`' in err
    )
