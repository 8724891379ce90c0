"""`capability training`: the overview, at a terminal and for a spreadsheet, and the same numbers on the page."""

import base64
import csv
import io
import json
from pathlib import Path

import pytest

from capability.authoring.lessons import load_course, load_quiz
from capability.course.training import syllabus_of
from capability.pieces.training import compute, configure, write
from tests.cli.running import Run

COURSE = load_course()
OFFICERS = str(len(next(route for route in COURSE.routes if route.id == "procurement-officer").steps))
SYLLABUS = syllabus_of(COURSE, {module.id: len(load_quiz(module.id).questions) for module in COURSE.modules})


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Two people, one of them with two records; an empty record; and a file that is none."""
    on_route = {"route": "procurement-officer", "change": '=HYPERLINK("x")\nasked first'}
    both = {"01-missions": {"read": "2026-11-01"}, "03-market-shaping": {"day": "2026-11-03", "exercise": "begun"}}
    for name, saved, who, modules, more in (
        ("a", "2026-11-20T09:00:00Z", "Ada", {"01-missions": {"day": "2026-11-02", "best": 5}}, {}),
        ("b", "2026-11-21T09:00:00Z", "ada", both, on_route),
        ("c", "2026-11-20T09:00:00Z", "=1+1\u001b[2J", {"03-market-shaping": {"day": "2026-11-01", "best": 6}}, {}),
        ("d", "2026-11-20T09:00:00Z", "10473", {}, {}),
    ):
        plain = {"format": "capability-training/1", "saved": saved, "name": who, "modules": modules, **more}
        (tmp_path / f"{name}.json").write_text(json.dumps(plain), "utf-8")
    (tmp_path / "e.json").write_text("{", "utf-8")
    return tmp_path


def test_it_says_what_was_done_and_that_nobody_checked_it(run: Run, records: Path) -> None:
    code, out, err = run("training", str(records), "--asked", "80")
    lines = out.splitlines()
    assert code == 0
    assert lines[:3] == [
        "2 of 80 gave a record",
        "2 quizzes answered to the end, all modules and people together",
        "Self-reported: nobody checked it.",
    ]
    assert [line.split() for line in lines if line.startswith("03-")] == [
        ["03-market-shaping", "2", "0", "1", "0", "2026-11-03"]
    ]
    assert "Procurement officer: 1 person, 0 did all of its modules" in lines
    assert "1 person wrote what they changed, or will try: the lines stand here without names from 5 on." in lines
    assert f"ada: Procurement officer, 2 of the {OFFICERS} modules, saved on 2026-11-21" in lines
    assert "  01-missions        read 2026-11-01" in lines
    assert "  03-market-shaping  quiz answered 2026-11-03; exercise worked on" in lines
    assert "=1+1[2J: no route, saved on 2026-11-20" in lines
    assert "  03-market-shaping  quiz answered 2026-11-01, 6 of 6" in lines
    assert "HYPERLINK" not in out
    assert [line.partition("Hint")[0].rpartition("/")[2] for line in err.splitlines()] == [
        "d.json: nothing in this record can be counted, so this person is not among those who gave one. ",
        "e.json:1: this file is no record, or it is damaged. ",
        "b.json. ",
    ]


def test_a_spreadsheet_takes_no_name_for_a_formula(run: Run, records: Path) -> None:
    code, out, _ = run("training", str(records), "--csv")
    assert code == 0
    heading, *rows = list(csv.reader(io.StringIO(out.lstrip("\ufeff"))))
    assert heading[:6] == [
        "Name",
        "Route",
        "Modules of the route done",
        "Modules of the route",
        "Module number",
        "Module title",
    ]
    way, line = ["Procurement officer", "2", OFFICERS], '\'=HYPERLINK("x") asked first'
    market = ["3", "Meet your market before you need it"]
    assert rows == [
        ["'=1+1[2J", "", "", "", *market, "2026-11-01", "6", "6", "", "", "", "", "2026-11-20"],
        ["ada", *way, "1", COURSE.modules[0].title, "", "", "", "2026-11-01", "", "", line, "2026-11-21"],
        ["ada", *way, *market, "2026-11-03", "", "", "", "worked on", "", line, "2026-11-21"],
    ]


def test_fewer_people_than_gave_a_record_cannot_have_been_asked(run: Run, records: Path) -> None:
    code, _, err = run("training", str(records), "--asked", "1")
    assert code == 1
    assert "1 is fewer than the 2 who gave a record" in err


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_the_page_gives_the_same_bytes(run: Run, records: Path, kind: str) -> None:
    files = [
        {"name": path.name, "data": base64.b64encode(path.read_bytes()).decode()} for path in sorted(records.iterdir())
    ]
    config, state = configure(SYLLABUS, COURSE), {"files": files, "day": "2026-11-27"}
    file = write(config, {**state, "kind": kind})
    assert file["name"] == f"training-2026-11-27.{kind}"
    _, out, _ = run("training", str(records), f"--{kind}")
    assert base64.b64decode(file["data"]).decode().replace("\r\n", "\n").lstrip("\ufeff") == out.replace(
        "\r\n", "\n"
    ).lstrip("\ufeff")
    shown = compute(config, {**state, "asked": "80"})
    assert (shown["total"], shown["quizzes"]["03-market-shaping"], shown["left_out_count"]) == (2, 2, 3)
    assert shown["asked"] == {"of": 80, "fault": None}
    assert (shown["printable"], shown["ends"]) == (False, None)  # so few are not told apart on the page without names
    assert shown["sheet"]["03-market-shaping"]["quiz"] is None
    assert shown["changes"] == {"shown": False, "told": []}
    assert shown["left_out"][1]["what"] == "This file is no record, or it is damaged"
    fault = compute(config, {**state, "asked": "1"})["asked"]["fault"]
    assert fault is not None
    assert fault["what"] == "1 is fewer than the 2 who gave a record"


def test_without_a_record_it_says_so(run: Run, tmp_path: Path) -> None:
    code, _, err = run("training", str(tmp_path))
    assert code == 1
    assert "there is no record of training" in err
