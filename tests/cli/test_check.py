import json
from pathlib import Path

import pytest

from capability.authoring.instruments import load_instrument
from tests.cli.running import EXAMPLES, Run, saved
from tests.synthetic import ORGANISATION

CHECKOUT = EXAMPLES.parents[1]


def test_check_looks_at_all_that_authors_write_by_itself(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)
    count = len([*Path("assessments").glob("*.yaml"), *Path("modules").glob("*.yaml"), *Path("book").glob("*.yaml")])
    code, out, err = run("check")
    assert (code, out.splitlines()[-1]) == (0, f"{count} files checked, nothing wrong")
    assert err.startswith("note: council.yaml: forms for people outside do not say who asks, who reads the answers")
    digests = [line for line in out.splitlines() if ", digest " in line]
    assert len(digests) == len([*Path("assessments").glob("*.yaml")])
    assert (
        f"assessments/organisation.yaml: organisation {ORGANISATION.version}, digest {ORGANISATION.digest}" in digests
    )


def test_check_looks_at_a_council_too(run: Run) -> None:
    Path("council.yaml").write_text("name: Example Council\n", "utf-8")
    code, out, err = run("check")
    assert (code, out) == (0, "1 file checked, nothing wrong\n")
    assert "do not say who reads the answers, and where these go" in err
    Path("council.yaml").write_text("nam: Example Council\ncode: E1\n", "utf-8")
    code, _, err = run("check")
    assert (code, err.splitlines()[-1]) == (1, "3 faults")


def test_check_takes_files_and_folders_of_both_kinds(run: Run) -> None:
    run("new", "instrument", "own")
    Path("answers").mkdir()
    saved("answers/a.json")
    Path("answers/notes.txt").write_text("not looked at")
    code, out, err = run("check", "assessments", "answers", saved("b.json"))
    assert (code, err, out.splitlines()[-1]) == (0, "", "3 files checked, nothing wrong")


def test_check_reports_the_faults_of_all_files(run: Run) -> None:
    run("new", "instrument", "own")
    own = Path("assessments/own.yaml")
    own.write_text(own.read_text("utf-8").replace("find_out:", "findout:").replace("0.1.0", "one"), "utf-8")
    code, out, err = run("check", "assessments", saved("a.json", ratr={}), saved("b.json"), "gone.yaml")
    assert (code, out) == (1, "")
    lines = err.splitlines()
    assert [line.split(":")[1].strip() for line in lines[:-1]] == [str(own)] * 3 + ["a.json", "gone.yaml"]
    assert lines[-1] == "5 faults"


def test_check_reads_tallies_and_rows_too(run: Run) -> None:
    Path("good.tally.json").write_text(run("tally", saved("a.json"))[1], "utf-8")
    row = {"format": "capability-relations/1", "rater": "council", "ties": {"firms": 9}}
    Path("row.json").write_text(json.dumps(row), "utf-8")
    Path("bad.tally.json").write_text('{"format": "capability-tally/1", "instrument": "organisation"}', "utf-8")
    code, out, err = run("check", "a.json", "good.tally.json", "bad.tally.json", "row.json")
    assert (code, out) == (1, "")
    assert [line.split(":")[1].strip() for line in err.splitlines()[:-1]] == ["bad.tally.json", "row.json"]
    assert run("check", "a.json", "good.tally.json")[0] == 0


def test_check_counts_an_answer_without_a_place_as_a_fault(run: Run) -> None:
    code, _, err = run("check", saved("a.json", answers={"place.gone": {"level": 1}}))
    assert code == 1
    assert "`place.gone` is no practice of organisation" in err


def test_check_tells_a_retired_practice_from_a_stranger(run: Run) -> None:
    run("new", "instrument", "own")
    own = Path("assessments/own.yaml")
    own.write_text(own.read_text("utf-8").replace("retired: []", "retired: [first.gone]"), "utf-8")
    answers = {"first.gone": {"level": 1}}
    _, _, err = run("check", saved("a.json", instrument="own", version="0.1.0", answers=answers))
    assert "Hint: it was retired: its answer is not scored" in err


@pytest.mark.parametrize("arguments", [["check"], ["check", "empty"]])
def test_check_says_when_there_is_nothing_to_check(run: Run, arguments: list[str]) -> None:
    Path("empty").mkdir()
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert err.startswith("error: ")
    assert err.endswith("1 fault\n")


def test_what_is_released_is_listed_and_missed_when_it_is_gone(run: Run) -> None:
    run("new", "instrument", "own")
    own, listed = Path("assessments/own.yaml"), Path("assessments/released/own.txt")
    code, out, err = run("check", "--release")
    assert (code, err) == (0, "")
    checked = f"{own}: own 0.1.0, digest {load_instrument('own').digest}\n1 file checked, nothing wrong\n"
    assert out == f"{checked}{listed}: first is added\n{listed}: first.one is added\n"
    before = listed.read_text("utf-8")
    assert run("check", "--release") == (0, checked, "")
    own.write_text(own.read_text("utf-8").replace("id: first.one", "id: first.once"), "utf-8")
    code, out, err = run("check", "--release")
    assert (code, out) == (1, "")
    assert err == (
        f"error: {own}:7: retired: `first.one` was released and is gone, and saved answers with it. Hint: did you mean"
        " `first.once`? An id never changes: give it back, or put `first.one` under `retired`\n1 fault\n"
    )
    assert listed.read_text("utf-8") == before


def test_nothing_is_released_while_anything_is_wrong(run: Run) -> None:
    run("new", "instrument", "own")
    run("new", "instrument", "other")
    Path("assessments/other.yaml").write_text("title: Nothing else\n", "utf-8")
    assert run("check", "--release")[0] == 1
    assert not Path("assessments/released").exists()
