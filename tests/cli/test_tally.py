import json
from pathlib import Path

from tests.cli.running import EXAMPLES, Run

TEAM = EXAMPLES / "team-that-disagrees"


def test_tallies_add_on_the_command_line(run: Run) -> None:
    files = sorted(map(str, (TEAM / "responses").iterdir()))
    for name, part in (("a.json", files[:5]), ("b.json", files[5:])):
        Path(name).write_text(run("tally", *part)[1], "utf-8")
    assert run("tally", "b.json", "a.json") == run("tally", *files)


def test_with_nothing_to_use_it_says_why(run: Run) -> None:
    Path("empty.json").write_text("")
    assert run("tally", "empty.json", "gone.json")[:2] == (1, "")
    code, out, err = run("tally", "gone.json")
    assert (code, out) == (1, "")
    assert err == "error: gone.json: no such file or directory. Hint: check the path\n1 fault\n"
    Path("folder").mkdir()
    assert run("team", "folder")[2].startswith("error: files: there is nothing to read. Hint: ")


def test_a_table_with_other_headings_and_a_named_instrument(run: Run) -> None:
    Path("form.csv").write_text("Your job,Map?\nFinance,3\nLegal,7\n", "utf-8")
    columns = {"Your job": "role", "Map?": "place.outcome-map"}
    Path("columns.json").write_text(json.dumps({"format": "capability-columns/1", "columns": columns}), "utf-8")
    code, out, err = run("tally", "form.csv", "--columns", "columns.json", "--instrument", "organisation")
    roles = json.loads(out)["roles"]
    assert (code, roles["finance"]["practices"]["place.outcome-map"]["without"]) == (0, [0, 0, 0, 1, 0])
    assert [*roles] == ["finance"]
    assert err.splitlines() == [
        "note: form.csv:3: no answer in this row can be read. Hint: it counts as nobody",
        "note: form.csv:3: column B: `7` is no answer to `place.outcome-map`. "
        "Hint: an answer is 0 to 4, unknown or not applicable",
        "note: form.csv: 3 rows read = 1 of headings + 1 counted (1 person) + 1 left out",
    ]


CASES = Path(__file__).parents[1] / "reading" / "cases"


def test_what_is_not_sure_stops_the_command_and_is_written_down_to_be_settled(run: Run) -> None:
    code, out, err = run("tally", str(CASES / "one-to-five.csv"))
    assert (code, out) == (1, "")
    assert "Answers are numbers from 1 to 5, and none is 0" in err and "--columns one-to-five-columns.json" in err
    written = Path("one-to-five-columns.json")
    code, _, err = run("tally", str(CASES / "one-to-five.csv"), "--columns", str(written))
    assert code == 1 and "tables" in err  # it is still open
    written.write_text(written.read_text("utf-8").replace("?", "1-5"), "utf-8")
    code, out, _ = run("tally", str(CASES / "one-to-five.csv"), "--columns", str(written))
    levels = json.loads(out)["roles"]["finance"]["practices"]
    assert (code, levels["missions.clear-goal"]["without"]) == (0, [1, 0, 0, 0, 0])


def test_a_file_of_columns_is_used_that_lies_beside_its_table(run: Run) -> None:
    Path("answers").mkdir()
    Path("answers/form.csv").write_bytes((CASES / "floats.csv").read_bytes())
    Path("answers/columns.json").write_bytes((CASES / "floats-columns.json").read_bytes())
    code, out, _ = run("tally", "answers")
    [role] = json.loads(out)["roles"].values()
    assert (code, role["practices"]["missions.purchase-link"]["without"]) == (0, [0, 2, 0, 1, 0])


def test_a_tally_goes_to_a_file_that_is_never_written_over_and_it_says_what_is_next(run: Run) -> None:
    code, out, err = run("tally", str(TEAM / "responses"), "--output", "council.tally.json")
    assert (code, out) == (0, "")
    assert err.endswith(
        "council.tally.json is written; next: `capability team council.tally.json` says where the team stands\n"
    )
    assert Path("council.tally.json").read_text("utf-8") == run("tally", str(TEAM / "responses"))[1]
    code, _, err = run("tally", str(TEAM / "responses"), "--output", "council.tally.json")
    assert code == 1 and "this file is there already" in err
