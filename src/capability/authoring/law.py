"""The law's figures from `book/law.yaml`."""

from pathlib import Path

from capability.authoring.files import load
from capability.authoring.finding import named_files
from capability.authoring.kinds import LAW
from capability.course.law import Law


def load_law(path: Path | None = None) -> Law:
    """Load the law's figures: those of the book in the current folder or above, or those that come with the package.

    Raises `LawError` with every fault of the file at once.

    >>> load_law().figures["threshold_services"].nation
    'england'
    """
    law: Law = load(LAW, path or named_files("book", ".yaml")["law"])
    return law
