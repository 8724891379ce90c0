import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from capability import __version__
from capability.authoring.instruments import load_instrument
from capability.cli import main
from capability.cli.score import as_table
from capability.rule.response import Answer
from capability.rule.scoring import score
from tests.pages.test_modules import PARTS
from tests.synthetic import ORGANISATION, dimension, instrument, respond

CHECKOUT = Path(__file__).parents[2]
EXAMPLES = CHECKOUT / "assessments" / "examples"


class Run:
    """The command run in a folder of its own: its exit code, and what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as stop:  # as argparse leaves
            code = int(stop.code or 0)
        said = self.capsys.readouterr()
        return code, said.out, said.err


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    return Run(capsys)


def saved(name: str, **changes: object) -> str:
    whole = {
        "format": "capability-response/1",
        "instrument": "organisation",
        "version": ORGANISATION.version,
        "answers": {"place.outcome-map": {"level": 3}},
        **changes,
    }
    Path(name).write_text(json.dumps(whole), "utf-8")
    return name


# --- help and usage ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--help"], ["check", "score", "new", "exit codes: 0"]),
        (["check", "--help"], ["report every fault at once", "capability check my-response.json"]),
        (["score", "--help"], ["a table to read", "--json"]),
        (["new", "--help"], ["capability new instrument supplier", "capability new module 04-place"]),
        (["tally", "--help"], ["--share", "--columns", "capability tally answers/ > council.tally.json"]),
        (["team", "--help"], ["--json", "capability team answers/"]),
        (["relations", "--help"], ["--actors", "--json"]),
        (["--version"], [__version__]),
    ],
)
def test_help(run: Run, arguments: list[str], says: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert all(words in out for words in says)


@pytest.mark.parametrize(
    "arguments",
    [[], ["scor"], ["score"], ["score", "a.json", "b.json"], ["score", "a.json", "--xml"], ["new", "chapter", "x"]],
)
def test_a_command_that_is_not_understood_ends_with_2(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("usage: capability")


def test_the_module_runs_as_a_program(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "capability.cli", "score", "gone.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "error: gone.json: no such file or directory. Hint: check the path\n1 fault\n"


# --- score ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "case", sorted(path.parent for path in EXAMPLES.glob("*/response.json")), ids=lambda path: path.name
)
def test_score_json_prints_the_profile_of_every_example(run: Run, case: Path) -> None:
    code, out, err = run("score", str(case / "response.json"), "--json")
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    expected["version"] = ORGANISATION.version
    assert (code, err) == (0, "")
    assert out == json.dumps(expected, sort_keys=True, indent=2) + "\n"


def test_score_json_has_null_for_what_is_not_given(run: Run) -> None:
    _, out, _ = run("score", saved("a.json", answers={}), "--json")
    found = json.loads(out)
    assert found["level"] is None
    assert found["dimensions"][0] == {
        "at_most": None,
        "binding": {"among": [], "must": [], "some": 0},
        "coverage": {"answered": 0, "applicable": 4},
        "evidenced": {"of": 0, "with": 0},
        "evidenced_level": None,
        "id": "missions",
        "index": None,
        "level": None,
    }


def test_a_table_to_read() -> None:
    used = instrument(*(dimension(name) for name in ("whole", "open", "slight", "none")))
    given = {
        "whole": [Answer(2, "document"), Answer(2), Answer(3), Answer(1)],
        "open": [Answer(2), Answer("unknown"), Answer(3), Answer(0)],
        "slight": [Answer(4)],
        "none": [Answer("not-applicable")] * 4,
    }
    answers = {f"{name}.p{i}": answer for name, row in given.items() for i, answer in enumerate(row)}
    assert as_table(used, score(used, respond(used, answers))).splitlines() == [
        "Made up 1.2.3",
        "",
        "                 level                   at most  evidenced  index  answered",
        "Title of whole   2 practising                     1 of 3      50.0  4 of 4",
        "Title of open    0 not yet               2        0 of 2      41.7  3 of 4",
        "Title of slight  not enough answered     4        0 of 1            1 of 4",
        "Title of none    does not apply                                     0 of 0",
        "",
        "Dimensions at 1 or above: 1 of 2; at 2 or above: 1 of 2; at 3 or above: 0 of 2; at 4 or above: 0 of 2",
        "All together: 0 not yet",
    ]


def test_a_table_of_nothing_counts_nothing() -> None:
    text = as_table(ORGANISATION, score(ORGANISATION, respond(ORGANISATION, {})))
    assert "or above" not in text
    assert "All together" not in text


def test_score_says_what_has_no_place_and_scores_the_rest(run: Run) -> None:
    code, out, err = run("score", saved("a.json", answers={"place.gone": {"level": 1}}), "--json")
    assert (code, json.loads(out)["instrument"]) == (0, "organisation")
    assert err == (
        f"note: a.json: answers: `place.gone` is no practice of organisation {ORGANISATION.version}."
        " Hint: its answer is not scored\n"
    )


def test_score_says_everything_that_is_wrong(run: Run) -> None:
    answers = {"place.outcome-map": {"level": 7}, "place.spend-map": {"level": "low"}}
    code, out, err = run("score", saved("a.json", answers=answers))
    assert (code, out) == (1, "")
    assert err.startswith("error: a.json: answers.place.outcome-map.level: no such level: 7. Hint: ")
    assert err.endswith("2 faults\n")


# --- check ------------------------------------------------------------------------------------------------------------


def test_check_looks_at_all_that_authors_write_by_itself(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)
    count = len([*Path("assessments").glob("*.yaml"), *Path("modules").glob("*.yaml"), Path("book/law.yaml")])
    assert run("check") == (0, f"{count} file{'s' if count > 1 else ''} checked, nothing wrong\n", "")


def test_check_takes_files_and_folders_of_both_kinds(run: Run) -> None:
    run("new", "instrument", "own")
    Path("answers").mkdir()
    saved("answers/a.json")
    Path("answers/notes.txt").write_text("not looked at")
    assert run("check", "assessments", "answers", saved("b.json")) == (0, "3 files checked, nothing wrong\n", "")


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


# --- new --------------------------------------------------------------------------------------------------------------


def test_a_new_instrument_passes_the_check_and_can_be_scored(run: Run) -> None:
    code, out, err = run("new", "instrument", "small-supplier")
    path = Path("assessments/small-supplier.yaml")
    assert (code, err) == (0, "")
    assert out == f"{path} is there; next: write it, then `capability check {path}`\n"
    assert run("check", str(path)) == (0, "1 file checked, nothing wrong\n", "")
    made = load_instrument("small-supplier")
    assert made.title == "Small supplier"
    response = saved("a.json", instrument=made.id, version=made.version, answers={"first.one": {"level": 2}})
    assert json.loads(run("score", response, "--json")[1])["dimensions"][0]["level"] == 2


@pytest.mark.parametrize("name", ["yes", "null", "n0"])
def test_a_new_instrument_may_have_a_name_that_means_something_in_yaml(run: Run, name: str) -> None:
    assert run("new", "instrument", name)[0] == 0


def test_a_new_module_asks_its_own_slice(run: Run) -> None:
    code, out, err = run("new", "module", "04-place")
    assert (code, err) == (0, "")
    assert out == "modules/04-place.md is there; next: write it, then add `modules/04-place` to _toc.yml\n"
    text = Path("modules/04-place.md").read_text("utf-8")
    assert 'capability.assessment("organisation", dimensions=["place"])' in text
    assert "\n# Place: " in text
    assert "$" not in text


@pytest.mark.parametrize("kind", ["quiz", "exercise"])
def test_what_is_started_beside_a_chapter_passes_the_check(run: Run, kind: str) -> None:
    path = f"modules/04-place.{kind}.yaml"
    out = f"{path} is there; next: write it, then `capability check {path}`\n"
    assert run("new", kind, "04-place") == (0, out, "")
    assert run("check", path) == (0, "1 file checked, nothing wrong\n", "")


def test_a_new_module_has_the_parts_of_a_chapter(run: Run) -> None:
    run("new", "module", "04-place")
    text = Path("modules/04-place.md").read_text("utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS
    assert 'capability.exercise("04-place")' in text
    assert 'capability.quiz("04-place")' in text


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("instrument", "../x"),
        ("instrument", "a/b"),
        ("instrument", "/etc/x"),
        ("instrument", "Supplier"),
        ("instrument", "my supplier"),
        ("instrument", "x.yaml"),
        ("instrument", ""),
        ("instrument", "x" * 41),
        ("module", "place"),
        ("quiz", "place"),
        ("exercise", "../04-x"),
        ("module", "4-place"),
        ("module", "٠٤-place"),
        ("module", "04-../x"),
        ("module", "04-"),
        ("module", "04"),
    ],
)
def test_a_bad_name_is_refused_and_nothing_is_written(run: Run, kind: str, name: str) -> None:
    code, out, err = run("new", kind, name)
    assert (code, out) == (1, "")
    assert err.startswith(f"error: NAME: `{name}` cannot name a new {kind}. Hint: a name is like `")
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(("kind", "name"), [("instrument", "own"), ("module", "04-place"), ("quiz", "04-place")])
def test_a_file_that_is_there_is_never_written_over(run: Run, kind: str, name: str) -> None:
    run("new", kind, name)
    [path] = Path().glob("*/*")
    path.write_text("mine", "utf-8")
    code, _, err = run("new", kind, name)
    assert code == 1
    assert err == f"error: {path}: this file is there already. Hint: choose another name, or edit it\n1 fault\n"
    assert path.read_text("utf-8") == "mine"


def test_a_folder_that_cannot_be_made(run: Run) -> None:
    Path("assessments").write_text("a file where the folder should be", "utf-8")
    code, out, err = run("new", "instrument", "own")
    assert (code, out) == (1, "")
    assert err.startswith("error: assessments/own.yaml: ")


# --- tally, team, relations -------------------------------------------------------------------------------------------

TEAM = EXAMPLES / "team-that-disagrees"
SYSTEM = EXAMPLES / "system-with-a-weak-tie"


def test_team_json_is_the_same_from_files_a_folder_a_zip_and_a_tally(run: Run) -> None:
    expected = json.loads((TEAM / "expected-team.json").read_text("utf-8"))
    expected["version"] = ORGANISATION.version
    files = sorted(map(str, (TEAM / "responses").iterdir()))
    with zipfile.ZipFile("team.zip", "w") as archive:
        for file in files:
            archive.write(file, Path(file).name)
    code, counted, err = run("tally", *files)
    assert (code, err) == (0, "")
    Path("team.tally.json").write_text(counted, "utf-8")
    for paths in (files, [str(TEAM / "responses")], ["team.zip"], ["team.tally.json"]):
        assert run("team", *paths, "--json") == (0, json.dumps(expected, sort_keys=True, indent=2) + "\n", "")


def test_tallies_add_on_the_command_line(run: Run) -> None:
    files = sorted(map(str, (TEAM / "responses").iterdir()))
    for name, part in (("a.json", files[:5]), ("b.json", files[5:])):
        Path(name).write_text(run("tally", *part)[1], "utf-8")
    assert run("tally", "b.json", "a.json") == run("tally", *files)


def test_a_table_says_first_where_people_differ(run: Run) -> None:
    code, out, err = run("team", str(TEAM / "responses"))
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0].endswith(f"{ORGANISATION.version}: 12 raters")
    assert lines[2] == "Seen differently, widest first"
    assert lines[4].endswith("4   0   0   0   4        0    0      4  2.000 *")
    assert "Market shaping                         1 starting" in lines
    assert "procurement: 5 raters" in lines and "commissioning: 5 raters" not in lines


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
    found = json.loads(out)["roles"]
    assert (code, found["finance"]["practices"]["place.outcome-map"]["without"]) == (0, [0, 0, 0, 1, 0])
    assert found["legal"] == {"practices": {}, "raters": 1}
    assert err.startswith("note: form.csv:3: column B: `7` is no answer to `place.outcome-map`. Hint: ")


def test_an_instrument_that_is_not_there(run: Run) -> None:
    code, out, err = run("team", saved("a.json"), "--instrument", "organization")
    assert (code, out) == (1, "")
    assert "there is no `organization`. Hint: did you mean `organisation`?" in err


def test_what_is_shared_holds_no_small_count(run: Run) -> None:
    code, out, _ = run("tally", str(TEAM / "responses"), "--share")
    shared = json.loads(out)
    assert (code, shared["format"], list(shared["groups"])) == (0, "capability-shared-tally/1", ["everybody"])
    row = shared["groups"]["everybody"]["practices"]["market-shaping.early-engagement"]
    # Six at 1 and six at 3: all others withheld would be nothing, so the whole row is.
    assert row == {"blank": None, "levels": [None] * 5, "not_applicable": None, "unknown": None}
    assert shared["groups"]["everybody"]["practices"]["market-shaping.market-knowledge"]["levels"][2] == 10


def test_relations_json_and_table(run: Run) -> None:
    rows = str(SYSTEM / "rows")
    expected = json.loads((SYSTEM / "expected-relations.json").read_text("utf-8"))
    assert run("relations", rows, "--json") == (0, json.dumps(expected, sort_keys=True, indent=2) + "\n", "")
    code, out, err = run("relations", rows)
    assert (code, err) == (0, "")
    assert out.startswith("Relations of 7 actors: 1\n\nStill apart at 2:\n  college, residents, vcse\n")
    assert "1 of these ties at 1 would have to rise:\n  council – vcse\n" in out


def test_relations_with_a_list_names_the_silent_and_leaves_out_the_rest(run: Run) -> None:
    code, out, err = run("relations", str(SYSTEM / "rows" / "council.json"), "--actors", "council, health", "--json")
    found = json.loads(out)
    assert (code, found["actors"], found["silent"], found["level"]) == (0, ["council", "health"], ["health"], None)
    assert len(err.splitlines()) == 5
    assert run("relations", "gone.json")[0] == 1


# --- strangers' words on a terminal -----------------------------------------------------------------------------------


def test_what_would_steer_a_terminal_is_printed_as_an_escape(run: Run) -> None:
    strange = "x\x1b]0;owned\x07\nerror: forged"
    code, _, said = run("check", saved("a.json", answers={strange: {"level": 1}}))
    assert code == 1
    assert "\x1b" not in said
    assert "\nerror: forged" not in said
    assert "\\x1b]0;owned" in said
