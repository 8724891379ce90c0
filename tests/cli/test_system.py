import json
from pathlib import Path

import pytest

from capability.authoring.instruments import load_instrument
from capability.cli import main
from capability.rule.response import Answer, to_json
from tests.synthetic import same_everywhere

ROWS = Path(__file__).parents[2] / "assessments" / "examples" / "system-with-a-weak-tie" / "rows"


@pytest.fixture
def answers(tmp_path: Path) -> str:
    system = load_instrument("system")
    for i in range(3):
        (tmp_path / f"{i}.json").write_text(to_json(same_everywhere(system, Answer(2))))
    return str(tmp_path)


def test_both_parts_stand_side_by_side(answers: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["system", answers, str(ROWS)]) == 0
    told = capsys.readouterr().out
    assert "3 raters" in told and "Relations of 7 actors: 1" in told
    assert "average" not in told


def test_its_json_has_each_part_as_its_own_command_prints_it(answers: str, capsys: pytest.CaptureFixture[str]) -> None:
    printed = []
    for command in (["system", answers, str(ROWS)], ["team", answers], ["relations", str(ROWS)]):
        assert main([*command, "--json"]) == 0
        printed.append(json.loads(capsys.readouterr().out))
    assert printed[0] == {"team": printed[1], "relations": printed[2]}


def test_a_part_that_nobody_sent_is_said_to_be_missing(answers: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["system", answers]) == 0
    assert "No actor's row is here" in capsys.readouterr().out
    assert main(["system", str(ROWS), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["team"] is None


def test_with_neither_part_there_is_nothing_to_show(capsys: pytest.CaptureFixture[str]) -> None:
    case = ROWS.parents[1] / "suppliers-see-it-differently" / "council"
    assert main(["system", str(case)]) == 1
    assert "nobody answered `system`" in capsys.readouterr().err
