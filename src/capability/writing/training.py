"""The overview of training as a table for a spreadsheet."""

from collections.abc import Iterator, Sequence

from capability.course.training import Done, ModuleCount, Overview, Person
from capability.writing.csv import to_csv

HEADINGS = (
    "Name",
    "Route",
    "Modules of the route done",
    "Modules of the route",
    "Module number",
    "Module title",
    "Quiz answered (self-reported)",
    "Best score",
    "Questions of the quiz",
    "Read",
    "Exercise",
    "Questions of the module",
    "What I changed, or will try",
    "Record saved",
)

EXERCISE = {"": "", "begun": "worked on", "own": "done on a case of their own"}


def overview_csv(whole: Overview) -> str:
    """A row for each module in which somebody did something, and one for each person who did nothing."""
    return to_csv([HEADINGS, *_rows(whole)])


def _rows(whole: Overview) -> Iterator[Sequence[str]]:
    taught = {module.id: module for module in whole.modules}
    for person in whole.people:
        before, after = _route(whole, person), (person.change, person.saved[:10])
        if not person.modules:
            yield person.name, *before, *[""] * 8, *after
        for name, done in person.modules.items():
            yield person.name, *before, *_done(taught[name], done), *after


def _route(whole: Overview, person: Person) -> Sequence[str]:
    route = next((route for route in whole.routes if route.id == person.route), None)
    return ("", "", "") if route is None else (route.title, str(person.steps), str(route.modules))


def _done(module: ModuleCount, done: Done) -> Sequence[str]:
    scored = ("", "") if done.best is None else (str(done.best), str(module.questions))
    answered = "answered" if done.answered else ""
    return str(int(module.id[:2])), module.title, done.day, *scored, done.read, EXERCISE[done.exercise], answered
