import json
from pathlib import Path

from tests.cli.running import Run, saved
from tests.synthetic import ORGANISATION

WHO = ("--edition", "2026", "--code", "E09999999", "--name", "Example", "--type", "london-borough")


def answers(count: int = 6) -> str:
    Path("answers").mkdir()
    levels = {practice.id: {"level": 2} for practice in ORGANISATION.practices}
    for n in range(count):
        saved(f"answers/{n}.json", id=f"r{n}", rater={"role": ("finance", "legal")[n % 2]}, answers=levels)
    return "answers"


def test_a_council_file_is_written_and_all_of_it_is_told(run: Run) -> None:
    code, out, err = run("benchmark", "join", answers(), *WHO, "--output", ".")
    assert (code, out) == (0, "")
    [path] = Path().glob("organisation-council-*.json")
    assert path.name == "organisation-council-e09999999-2026.json"
    plain = json.loads(path.read_text("utf-8"))
    assert (plain["nation"], plain["type"], plain["raters"], plain["roles"]) == ("england", "london-borough", "5-7", 2)
    told = err.splitlines()
    assert told[0] == "note: this is all that leaves your council:"
    assert "note: Answers from 5 to 7 people in 2 roles" in told
    assert sum("level 2, at most 2" in line for line in told) == len(ORGANISATION.dimensions)
    assert "give organisation-council-e09999999-2026.json to the steward" in told[-1]


def test_name_and_code_come_from_council_yaml(run: Run) -> None:
    Path("council.yaml").write_text("name: Example\ncode: W06999999\nnation: wales\n", "utf-8")
    code, out, _ = run("benchmark", "join", answers(), "--edition", "2026", "--type", "council")
    assert code == 0
    assert [json.loads(out)[key] for key in ("name", "code", "nation")] == ["Example", "W06999999", "wales"]


def test_too_few_are_told_at_once_and_nothing_is_written(run: Run) -> None:
    code, out, err = run("benchmark", "join", answers(1), *WHO, "--output", ".")
    assert (code, out, [*Path().glob("*council*")]) == (1, "", [])
    assert "error: answers: 1 answered, and 5 are needed. Hint: ask 4 more" in err
    assert err.endswith("2 faults\n")


def test_who_joins_must_be_said(run: Run) -> None:
    code, _, err = run("benchmark", "join", answers(), "--edition", "2026", "--type", "council")
    assert code == 1
    assert [line.split(":")[1] for line in err.splitlines()[:-1]] == [" --code", " --name", " --nation"]
