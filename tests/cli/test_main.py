"""What all commands have in common: help, exit codes, and words of strangers on a terminal."""

import io
import subprocess
import sys
from contextlib import redirect_stderr
from pathlib import Path

import pytest

from capability import __version__
from capability.cli import COMMANDS, printing
from capability.cli.printing import MANY
from tests.cli.running import EXAMPLES, Run, saved


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--help"], ["check", "score", "new", "exit codes: 0"]),
        (["check", "--help"], ["report every fault at once", "capability check my-response.json"]),
        (["score", "--help"], ["a table to read", "--json"]),
        (["new", "--help"], ["capability new instrument supplier", "capability new module 04-place"]),
        (["tally", "--help"], ["--columns", "capability tally answers/ --output council.tally.json"]),
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


def test_questions_that_stand_in_for_the_kits_own_are_told(run: Run) -> None:
    """A folder `assessments` above may be a council's own, or have come out of somebody's archive."""
    response, file = saved("response.json"), Path("assessments/organisation.yaml")
    file.parent.mkdir()
    kits = (EXAMPLES.parent / file.name).read_text("utf-8")
    commands = [["score", response], ["team", response], ["tally", response], ["plan", response]]
    for text, notes in ((kits, 0), (kits.replace("essential: true", "essential: false", 1), 1)):
        file.write_text(text, "utf-8")
        for command in commands:
            code, _, err = run(*command)
            assert (code, err.count(f"note: {Path.cwd() / file}: the questions")) == (0, notes)


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


def test_what_would_steer_a_terminal_is_printed_as_an_escape(run: Run) -> None:
    strange = "x\x1b]0;owned\x07\nerror: forged"
    code, _, said = run("check", saved("a.json", answers={strange: {"level": 1}}))
    assert code == 1
    assert "\x1b" not in said
    assert "\nerror: forged" not in said
    assert "\\x1b]0;owned" in said


def test_of_very_many_faults_the_first_of_each_kind_are_told_unless_all_are_asked_for(run: Run) -> None:
    Path("form.csv").write_text("place.outcome-map,role\n0,x\n" + "nonsense,legal\n" * 500, "utf-8")
    code, _, err = run("tally", "form.csv")
    assert code == 0
    told = err.splitlines()
    assert len(told) < 50
    assert "note: … and 480 more like “form.csv:22: no answer in this row can be read”" in told
    assert "note: form.csv: 480 more cells like these hold nothing that can be read" in err
    assert "note: --all tells each of them" in told
    code, _, err = run("tally", "form.csv", "--all")
    assert (code, err.count("is no answer to"), err.count("no answer in this row")) == (0, 500, 500)
    assert "--all" not in err


# What takes long to import, and what no such command needs: of the kit's own, other commands.
HEAVY = ("altair", "anywidget", "dask", "jinja2", "jsonschema", "lark", "numpy", "pandas", "pyarrow", "scipy", "tqdm")
ASKS = """
import sys
from capability.cli import main
try:
    main({arguments!r})
except SystemExit:
    pass
commands = [name for name in {commands!r} if f"capability.cli.{{name}}" in sys.modules]
print(sorted(commands + [name for name in {heavy!r} if name in sys.modules]), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "imported"),
    [
        (["--help"], []),
        (["score", EXAMPLES / "team-that-disagrees" / "responses" / "01.json"], ["score"]),
        (["check", EXAMPLES.parent / "organisation.yaml"], ["check"]),
        (["team", EXAMPLES / "team-that-disagrees" / "responses"], ["team"]),
    ],
)
def test_a_command_imports_what_it_needs(arguments: list[object], imported: list[str]) -> None:
    """For what it imports is what it takes to start: seconds, with what reads schemas, and pandas."""
    script = ASKS.format(arguments=[*map(str, arguments)], commands=[*COMMANDS], heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == str(imported)
    assert done.stdout


class Terminal(io.StringIO):
    """What somebody sits at."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "count", "shown"),
    [(Terminal(), MANY, True), (Terminal(), MANY - 1, False), (io.StringIO(), MANY, False)],
    ids=["many at a terminal", "few at a terminal", "many, and nobody looks"],
)
def test_of_many_files_a_bar_shows_how_many_were_read(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, count: int, shown: bool
) -> None:
    monkeypatch.setattr(printing, "SILENCE", 0)
    with redirect_stderr(stream), printing.harmless():
        assert [*printing.watched(range(count))] == [*range(count)]
        printing.say("done \r")
    bar, _, said = stream.getvalue().rpartition("done")
    assert said == " \\r\n"
    assert (f"/{count}" in bar) == ("reading" in bar) == shown
