"""A build that was cut short leaves halves behind, and nothing tells them from wholes: the next one begins anew.

Sphinx writes its pages, the record of what it has read and the cells that it has executed right where they stay. So a
mark stands beside them for as long as a build goes on. Who finds one knows that the last build did not end.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path


def begin(mark: Path, made: Iterable[Path]) -> bool:
    """Set the mark; where it stands already, remove what was made first. Returns whether that was so."""
    is_cut = mark.exists()
    if is_cut:
        for folder in made:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    return is_cut


def end(mark: Path) -> None:
    """Take the mark away: all that the build makes is whole."""
    mark.unlink(missing_ok=True)


def open_to_hosts(site: Path) -> None:
    """Let a web server read every file, whatever the mask that the build ran under."""
    for path in [site, *site.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
