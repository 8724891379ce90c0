"""The overview of training as a table for a spreadsheet."""

from collections.abc import Iterator, Sequence

from capability.course.training import Overview
from capability.writing.csv import to_csv

HEADINGS = ("Name", "Module", "Finished (self-reported)", "Best score", "Questions", "Record saved")


def overview_csv(whole: Overview) -> str:
    """A row for each module that somebody finished, and one for each person who finished none."""
    return to_csv([HEADINGS, *_rows(whole)])


def _rows(whole: Overview) -> Iterator[Sequence[str]]:
    questions = {module.id: str(module.questions) for module in whole.modules}
    for person in whole.people:
        saved = person.saved[:10]
        if not person.modules:
            yield person.name, "", "", "", "", saved
        for module, done in person.modules.items():
            scored = ("", "") if done.best is None else (str(done.best), questions[module])
            yield person.name, module, done.day, *scored, saved
