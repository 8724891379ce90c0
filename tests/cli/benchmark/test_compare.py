"""Where a council stands, on the command line, beside the edition that comes with the kit."""

import json
from pathlib import Path

import pytest

from capability.authoring.made_up_editions import council_file, people_of
from capability.rule.joining import to_json
from capability.rule.response import to_json as response_json
from tests.cli.running import Run

EDITIONS = Path(__file__).resolve().parents[3] / "assessments" / "editions"
[EDITION] = EDITIONS.glob("benchmark-2026-*.json")


@pytest.fixture
def answers() -> str:
    Path("answers").mkdir()
    for n, response in enumerate(people_of(7)[1]):
        Path(f"answers/{n}.json").write_text(response_json(response), "utf-8")
    return "answers"


@pytest.fixture(autouse=True)
def folder(run: Run) -> Run:
    return run


def test_each_dimension_has_one_of_four_words(run: Run, answers: str) -> None:
    code, out, _ = run("benchmark", "compare", str(EDITION), answers)
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "Edition 2026: Councils that do not exist, 30 to 34 councils"
    assert lines[1] == "These councils do not exist: the edition is made up."
    words = [line for line in lines if "the middle half" in line or "cannot tell" in line]
    assert len(words) == 9
    assert "Self-reported: nobody checked it." in out
    assert not any(word in out for word in ("rank", "average", "score", "better", "worse", "place "))


def test_the_json_has_the_same_words(run: Run, answers: str) -> None:
    told = run("benchmark", "compare", str(EDITION), answers)[1]
    plain = json.loads(run("benchmark", "compare", str(EDITION), answers, "--json")[1])
    assert (plain["edition"], plain["group"], plain["councils"], plain["synthetic"]) == ("2026", "invented", 30, True)
    words = {"below": "below the", "within": "within the", "above": "above the", "cannot-tell": "cannot tell"}
    for dimension, line in zip(plain["dimensions"], told.splitlines()[4:13], strict=True):
        assert words[dimension["word"]] in line


def test_a_council_file_will_do_and_knows_its_group(run: Run) -> None:
    Path("own.json").write_text(to_json(council_file(7, 2026, people_of(7)[1])), "utf-8")
    code, out, err = run("benchmark", "compare", str(EDITION), "own.json", "--json")
    assert (code, err) == (0, "")
    reaches = {dimension["own"]["reach"] for dimension in json.loads(out)["dimensions"]}
    assert len(reaches) == 1  # by the band of raters alone


def test_a_changed_edition_is_refused(run: Run, answers: str) -> None:
    Path(EDITION.name).write_text(EDITION.read_text("utf-8").replace('"why": "given"', '"why": "few"'), "utf-8")
    code, out, err = run("benchmark", "compare", EDITION.name, answers)
    assert (code, out) == (1, "")
    assert "the file was changed" in err


def test_what_is_no_edition_is_told_for_what_it_is(run: Run, answers: str) -> None:
    code, _, err = run("benchmark", "compare", "answers/0.json", answers)
    assert code == 1
    assert "this is a response, not an edition of a benchmark" in err


def test_a_group_that_is_not_there_is_told(run: Run, answers: str) -> None:
    code, _, err = run("benchmark", "compare", str(EDITION), answers, "--group", "wales")
    assert code == 1
    assert "it has no group `wales`. Hint: name one of invented" in err
