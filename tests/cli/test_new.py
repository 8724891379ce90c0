import json
import re
from pathlib import Path

import pytest

from capability.authoring.instruments import load_instrument
from capability.cli.new import FUNCTIONS
from tests.cli.running import Run, saved
from tests.pages.test_modules import PARTS


def test_a_new_instrument_passes_the_check_and_can_be_scored(run: Run) -> None:
    code, out, err = run("new", "instrument", "small-supplier")
    path = Path("assessments/small-supplier.yaml")
    assert (code, err) == (0, "")
    assert out == f"{path} is there; next: write it, then `capability check {path}`\n"
    made = load_instrument("small-supplier")
    told = f"{path}: small-supplier 0.1.0, digest {made.digest}\n1 file checked, nothing wrong\n"
    assert run("check", str(path)) == (0, told, "")
    assert made.title == "Small supplier"
    response = saved("a.json", instrument=made.id, version=made.version, answers={"first.one": {"level": 2}})
    assert json.loads(run("score", response, "--json")[1])["dimensions"][0]["level"] == 2


@pytest.mark.parametrize("name", ["yes", "null", "n0"])
def test_a_new_instrument_may_have_a_name_that_means_something_in_yaml(run: Run, name: str) -> None:
    assert run("new", "instrument", name)[0] == 0


def test_a_new_module_asks_its_own_slice(run: Run) -> None:
    code, out, err = run("new", "module", "04-place")
    assert (code, err) == (0, "")
    assert out.startswith("modules/04-place.md and modules/04-place.svg are there; next: write it, then add ")
    text = Path("modules/04-place.md").read_text("utf-8")
    assert 'capability.assessment("organisation", dimensions=["place"])' in text
    assert "\n# Place: " in text
    assert "$" not in text


def test_a_new_quiz_passes_the_check(run: Run) -> None:
    path = "modules/04-place.quiz.yaml"
    out = f"{path} is there; next: write it, then `capability check {path}`\n"
    assert run("new", "quiz", "04-place") == (0, out, "")
    assert run("check", path) == (0, "1 file checked, nothing wrong\n", "")


def test_a_new_exercise_has_a_worksheet_and_a_function_that_it_names(run: Run) -> None:
    function, worksheet = FUNCTIONS / "a_place.py", "modules/04-a-place.exercise.yaml"
    FUNCTIONS.mkdir(parents=True)
    out = f"{worksheet} and {function} are there; next: write it, then `capability check {worksheet}`\n"
    assert run("new", "exercise", "04-a-place") == (0, out, "")
    assert "\nfunction: a_place\n" in Path(worksheet).read_text("utf-8")
    assert "\ndef a_place(given: Inputs) -> Result:\n" in function.read_text("utf-8")


def test_a_new_exercise_writes_nothing_where_half_of_it_is_there(run: Run) -> None:
    assert run("new", "exercise", "04-place")[2].startswith(f"error: {FUNCTIONS}: an exercise has a function in Python")
    FUNCTIONS.mkdir(parents=True)
    (FUNCTIONS / "place.py").write_text("mine", "utf-8")
    code, _, err = run("new", "exercise", "04-place")
    assert (code, err.splitlines()[0]) == (
        1,
        f"error: {FUNCTIONS / 'place.py'}: this file is there already. Hint: choose another name, or edit it",
    )
    assert not Path("modules").exists()


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
    there = list(Path().glob("*/*"))
    for path in there:
        path.write_text("mine", "utf-8")
    code, _, err = run("new", kind, name)
    assert code == 1
    told = "this file is there already. Hint: choose another name, or edit it\n1 fault\n"
    assert err in {f"error: {path}: {told}" for path in there}
    assert {path.read_text("utf-8") for path in there} == {"mine"}


def test_a_folder_that_cannot_be_made(run: Run) -> None:
    Path("assessments").write_text("a file where the folder should be", "utf-8")
    code, out, err = run("new", "instrument", "own")
    assert (code, out) == (1, "")
    assert err.startswith("error: assessments/own.yaml: ")
