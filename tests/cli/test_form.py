import json
from pathlib import Path

import pytest

from capability.cli import main


@pytest.mark.parametrize("kind", ["xlsform", "word", "table", "paper", "surveyjs", "columns"])
def test_a_form_is_written_and_never_over_a_file(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "a form"
    command = ["form", "resident", "--as", kind, "--output", str(output)]
    assert main(command) == 0
    written = output.read_bytes()
    assert main(command) == 1
    assert "this file is there already. Hint: choose another name" in capsys.readouterr().err
    assert output.read_bytes() == written


@pytest.mark.parametrize("kind", ["surveyjs", "columns"])
def test_a_form_that_is_text_is_printed_where_no_file_is_named(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", "resident", "--as", kind]) == 0
    assert json.loads(capsys.readouterr().out)


def test_a_workbook_is_not_for_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", "resident", "--as", "table"]) == 1
    assert "--output: a table file is not for a terminal" in capsys.readouterr().err


def test_an_instrument_that_is_misspelt_is_guessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", "organization", "--as", "table", "--output", str(tmp_path / "a.xlsx")]) == 1
    assert "there is no `organization`. Hint: did you mean `organisation`?" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
