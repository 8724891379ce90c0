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
    assert roles["legal"] == {"practices": {}, "raters": 1}
    assert err.startswith("note: form.csv:3: column B: `7` is no answer to `place.outcome-map`. Hint: ")


def test_what_is_shared_holds_no_small_count(run: Run) -> None:
    code, out, _ = run("tally", str(TEAM / "responses"), "--share")
    shared = json.loads(out)
    assert (code, shared["format"], list(shared["groups"])) == (0, "capability-shared-tally/1", ["everybody"])
    row = shared["groups"]["everybody"]["practices"]["market-shaping.early-engagement"]
    # Six at 1 and six at 3: all others withheld would be nothing, so the whole row is.
    assert row == {"blank": None, "levels": [None] * 5, "not_applicable": None, "unknown": None}
    assert shared["groups"]["everybody"]["practices"]["market-shaping.market-knowledge"]["levels"][2] == 10
