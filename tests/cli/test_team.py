import json
import zipfile
from pathlib import Path

from tests.cli.running import EXAMPLES, Run, saved
from tests.synthetic import ORGANISATION

TEAM = EXAMPLES / "team-that-disagrees"


def test_team_json_is_the_same_from_files_a_folder_a_zip_and_a_tally(run: Run) -> None:
    expected = json.loads((TEAM / "expected-team.json").read_text("utf-8"))
    expected |= {"version": ORGANISATION.version, "digest": ORGANISATION.digest}
    files = sorted(map(str, (TEAM / "responses").iterdir()))
    with zipfile.ZipFile("team.zip", "w") as archive:
        for file in files:
            archive.write(file, Path(file).name)
    code, counted, err = run("tally", *files)
    assert (code, err) == (0, "")
    Path("team.tally.json").write_text(counted, "utf-8")
    for paths in (files, [str(TEAM / "responses")], ["team.zip"], ["team.tally.json"]):
        assert run("team", *paths, "--json") == (0, json.dumps(expected, sort_keys=True, indent=2) + "\n", "")


def test_a_table_says_first_where_people_differ(run: Run) -> None:
    code, out, err = run("team", str(TEAM / "responses"))
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0].endswith(f"{ORGANISATION.version}: 12 raters")
    assert lines[3] == "Seen differently, widest first"
    assert lines[4].startswith("3 listed; chance alone would list about 0.5 (if all saw the same")
    assert lines[6].endswith("4   0   0   0   4        0    0      4  2.000 *  two camps: 4 at 0, 4 at 4")
    assert "Market shaping                         1 starting                       or 2: as likely as not" in lines


def test_roles_are_shown_where_that_gives_nobody_away(run: Run) -> None:
    """Nine in each of two roles. On one practice each role is of three minds, on the other one role is of one."""
    mixed, agreed = {"without": [3, 3, 3, 0, 0]}, {"without": [0, 0, 9, 0, 0]}
    whole = {"with": [0] * 5, "unknown": 0, "not_applicable": 0}
    roles = {
        role: {"raters": 9, "practices": {"place.spend-map": mixed | whole, "place.outcome-map": other | whole}}
        for role, other in (("finance", agreed), ("legal", mixed))
    }
    tally = {"format": "capability-tally/1", "instrument": "organisation", "version": "1.0.0", "roles": roles}
    Path("two.tally.json").write_text(json.dumps(tally), "utf-8")
    lines = run("team", "two.tally.json")[1].splitlines()
    start = lines.index("By role: 1 of 36 practices, the others could tell somebody's answer")
    assert lines[start + 2 :: 4] == ["finance: 9 raters", "legal: 9 raters"]
    assert [line.split("  ")[0] for line in lines[start + 4 :: 4]] == ["Where our money goes"] * 2


def test_a_few_raters_are_told_that_they_are_few(run: Run) -> None:
    code, out, _ = run("team", saved("a.json"))
    assert code == 0
    assert "1 rater\nFewer than three raters: too few to say whether they differ.\n" in out


def test_what_is_left_out_is_named_and_the_rest_goes_on(run: Run) -> None:
    Path("empty.json").write_text("")
    code, out, err = run("team", saved("a.json"), "empty.json", "gone.json", "--json")
    assert (code, json.loads(out)["raters"]) == (0, 1)
    assert err == (
        "note: empty.json: this file is empty. Hint: save it again from where it was made\n"
        "note: gone.json: no such file or directory. Hint: check the path\n"
    )


def test_an_instrument_that_is_not_there(run: Run) -> None:
    code, out, err = run("team", saved("a.json"), "--instrument", "organization")
    assert (code, out) == (1, "")
    assert "there is no `organization`. Hint: did you mean `organisation`?" in err
