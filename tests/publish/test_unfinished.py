"""A build that was cut short, and files that a web server may not read."""

import stat
from pathlib import Path

import pytest

from capability.publish import unfinished


@pytest.mark.parametrize("is_cut", [True, False])
def test_what_a_cut_build_left_is_made_anew_and_what_a_whole_one_left_is_kept(tmp_path: Path, is_cut: bool) -> None:
    mark, made = tmp_path / "build" / ".unfinished", tmp_path / "build" / "html"
    assert not unfinished.begin(mark, [made])
    made.mkdir(parents=True)
    (made / "page.html").write_text("ha")
    if not is_cut:
        unfinished.end(mark)
    assert unfinished.begin(mark, [made]) is is_cut
    assert made.is_dir() and (made / "page.html").exists() is not is_cut
    assert mark.exists()


def test_a_web_server_can_read_what_was_built_under_any_mask(tmp_path: Path) -> None:
    inside = tmp_path / "site" / "book"
    inside.mkdir(parents=True, mode=0o700)
    page = inside / "page.html"
    page.touch(mode=0o600)
    unfinished.open_to_hosts(tmp_path / "site")
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "site", inside, page)}
    assert modes == {tmp_path / "site": 0o755, inside: 0o755, page: 0o644}
