"""`capability training`: the overview, at a terminal and for a spreadsheet, and the same numbers on the page."""

import base64
import json
from pathlib import Path

import pytest

from capability.authoring.lessons import load_course, load_quiz
from capability.pieces.training import compute, configure, write
from tests.cli.running import Run

MODULES = {module.id: len(load_quiz(module.id).questions) for module in load_course().modules}


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Three people, one of whom gave two records, and a file that is none."""
    for name, saved, who, modules in (
        ("a", "2026-11-20T09:00:00Z", "Ada", {"01-missions": {"day": "2026-11-02", "best": 5}}),
        ("b", "2026-11-21T09:00:00Z", "ada", {"03-market-shaping": {"day": "2026-11-03"}}),
        ("c", "2026-11-20T09:00:00Z", "=1+1\u001b[2J", {"03-market-shaping": {"day": "2026-11-01", "best": 6}}),
        ("d", "2026-11-20T09:00:00Z", "10473", {}),
    ):
        plain = {"format": "capability-training/1", "saved": saved, "name": who, "modules": modules}
        (tmp_path / f"{name}.json").write_text(json.dumps(plain), "utf-8")
    (tmp_path / "e.json").write_text("{", "utf-8")
    return tmp_path


def test_it_says_who_finished_what_and_that_nobody_checked_it(run: Run, records: Path) -> None:
    code, out, err = run("training", str(records))
    lines = out.splitlines()
    assert code == 0
    assert lines[:2] == ["3 people, 2 modules finished in all", "Self-reported: nobody checked it."]
    assert "03-market-shaping  2 of 3  last on 2026-11-03" in lines
    assert "=1+1[2J: 1 of 12 modules, saved on 2026-11-20" in lines
    assert "  03-market-shaping  2026-11-01  best score 6 of 6" in lines
    assert [line.partition("Hint")[0].rpartition("/")[2] for line in err.splitlines()] == [
        "e.json:1: this is not JSON. ",
        "b.json. ",
    ]


def test_a_spreadsheet_takes_no_name_for_a_formula(run: Run, records: Path) -> None:
    code, out, _ = run("training", str(records), "--csv")
    assert code == 0
    assert out.lstrip("\ufeff").splitlines() == [
        '"Name","Module","Finished (self-reported)","Best score","Questions","Record saved"',
        '"10473","","","","","2026-11-20"',
        '"\'=1+1[2J","03-market-shaping","2026-11-01","6","6","2026-11-20"',
        '"ada","03-market-shaping","2026-11-03","","","2026-11-21"',
    ]


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_the_page_gives_the_same_bytes(run: Run, records: Path, kind: str) -> None:
    files = [
        {"name": path.name, "data": base64.b64encode(path.read_bytes()).decode()} for path in sorted(records.iterdir())
    ]
    config, state = configure(MODULES), {"files": files, "day": "2026-11-27"}
    file = write(config, {**state, "kind": kind})
    assert file["name"] == f"training-2026-11-27.{kind}"
    _, out, _ = run("training", str(records), f"--{kind}")
    assert base64.b64decode(file["data"]).decode().replace("\r\n", "\n").lstrip("\ufeff") == out.replace(
        "\r\n", "\n"
    ).lstrip("\ufeff")
    shown = compute(config, state)
    assert (shown["total"], shown["finished"], shown["left_out_count"]) == (3, 2, 2)


def test_without_a_record_it_says_so(run: Run, tmp_path: Path) -> None:
    code, _, err = run("training", str(tmp_path))
    assert code == 1
    assert "there is no record of training" in err
