"""What makes executed cells and the site out of date."""

from pathlib import Path

import pytest

from capability.publish import freshness


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "src/capability/scoring.py",
        "src/capability/publish/pages.py",
        "assessments/organisation.yaml",
        "modules/a.md",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before")
    monkeypatch.setattr(freshness, "PACKAGE", tmp_path / "src" / "capability")
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "cells", "site"),
    [
        ("assessments/organisation.yaml", True, True),
        ("src/capability/scoring.py", True, True),
        ("src/capability/publish/pages.py", False, True),
        ("src/capability/__pycache__/scoring.pyc", False, False),
        ("modules/a.md", False, False),  # Sphinx and the cells' cache see to a chapter's own text
    ],
)
def test_data_and_source_make_cells_and_site_stale(root: Path, changed: str, cells: bool, site: bool) -> None:
    before = freshness.of_cells(root), freshness.of_site(root)
    (root / changed).parent.mkdir(exist_ok=True)
    (root / changed).write_text("after")
    assert (freshness.of_cells(root) != before[0], freshness.of_site(root) != before[1]) == (cells, site)
