"""A folder such as a council has."""

from pathlib import Path

import pytest

from tests.authoring.own import BOOK, GOOD, OWN


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A council's own folder, with an instrument and a list of sources, as the current folder."""
    (tmp_path / "assessments").mkdir()
    (tmp_path / "book").mkdir()
    (tmp_path / OWN).write_text(GOOD, "utf-8")
    (tmp_path / "book" / "references.bib").write_text(BOOK, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path
