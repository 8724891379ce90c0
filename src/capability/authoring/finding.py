"""Where authors' folders are: those of the project around the current folder first, then the package's own."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Literal

Folder = Literal["assessments", "modules", "book"]

PACKAGE = Path(str(files("capability")))


def folders(name: Folder, start: Path | None = None) -> Iterator[Path]:
    """Folders of a name, the nearest first: at `start` (the current folder) and above it, and last in the package."""
    here = Path.cwd() if start is None else start
    for above in (here, *here.parents):
        if (above / name).is_dir():
            yield above / name
    packaged = PACKAGE / name
    # In a checkout the data is not yet in the package but beside `src`.
    yield packaged if packaged.is_dir() else PACKAGE.parents[1] / name
