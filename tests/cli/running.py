"""The command, run in a folder of its own, and a response saved there."""

import json
from pathlib import Path

import pytest

from capability.cli import main
from tests.synthetic import ORGANISATION

EXAMPLES = Path(__file__).parents[2] / "assessments" / "examples"


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
