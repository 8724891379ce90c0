"""Where authors' files are: in the current folder and in the project around it, and then in the package.

A project is the folder of a book, which holds what Jupyter Book builds it from. No other folder above is looked into:
one that came out of somebody's archive would change results without a word.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

Folder = Literal["assessments", "modules", "book"]

PACKAGE = Path(__file__).resolve().parents[1]

MARKS = ("_config.yml", "_toc.yml")
"""The files by which a project's own folder is known."""


COUNCIL = "council.yaml"
"""The one file that stands in a project's own folder: whose edition this is."""


def around(start: Path | None = None) -> tuple[Path, ...]:
    """The folders that an author's files may be in, the nearest first: `start` (the current folder) and its project."""
    here = Path.cwd() if start is None else start
    project = next((above for above in (here, *here.parents) if all((above / mark).is_file() for mark in MARKS)), here)
    return tuple(dict.fromkeys((here, project)))


def council_file(start: Path | None = None) -> Path | None:
    """The nearest file of a council, at `start` or in its project; there is none in the package."""
    return next((there / COUNCIL for there in around(start) if (there / COUNCIL).is_file()), None)


def folders(name: Folder, start: Path | None = None) -> Iterator[Path]:
    """Folders of a name, the nearest first: at `start` (the current folder), in its project, and in the package."""
    for there in around(start):
        if (there / name).is_dir():
            yield there / name
    yield packaged(name)


def packaged(name: Folder) -> Path:
    """The folder that comes with the package. In a checkout the data is not yet in the package but beside `src`."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parents[1] / name


def named_files(folder: Folder, ending: str, start: Path | None = None) -> dict[str, Path]:
    """The files of all folders of a name whose own names end so, by what stands before it; the nearest of each name.

    A name that somebody gives is looked up here, and so is never a way to another folder.
    """
    nearest: dict[str, Path] = {}
    for there in folders(folder, start):
        for path in sorted(there.glob(f"*{ending}")):
            nearest.setdefault(path.name.removesuffix(ending), path)
    return dict(sorted(nearest.items()))


def project_of(path: Path) -> Path:
    """The folder in which an author's file has its own folder: `modules/01-missions.quiz.yaml` is in this project.

    A council's file stands in it without a folder.
    """
    folder = path.absolute().parent
    return folder if path.name == COUNCIL else folder.parent


def chapters_of(path: Path) -> list[str] | None:
    """The names of the chapters in `modules`, beside the folder of an author's file; `None` where there are none."""
    return sorted(chapter.stem for chapter in (project_of(path) / "modules").glob("[0-9][0-9]-*.md")) or None
