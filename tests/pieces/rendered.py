"""Every form that a page of the book can hold: the one list of them, of configs and of their HTML.

Run it to write each to a folder of files: `make lint` has a validator of HTML look at those; tests look at the same.
"""

import sys
from functools import cache
from pathlib import Path

import msgspec

from capability.authoring.instruments import load_instrument
from capability.authoring.lessons import exercise_names, load_course, load_exercise, load_quiz, quiz_names
from capability.course.council import Contact, Contacts, Council
from capability.course.training import syllabus_of
from capability.pieces import (
    assessment,
    exercise,
    invitation,
    learning,
    outside,
    quiz,
    relations,
    resume,
    returns,
    roundtable,
    steps,
    training,
    workbench,
)
from capability.pieces.invitation import INVITED
from capability.pieces.markup import render
from capability.text import Plain

COUNCIL = Council(
    name="Example Council", contacts=Contacts(answers=Contact(name="Example team", email="answers@example.gov.uk"))
)
INSTRUMENTS = Path(__file__).parents[2] / "assessments"


@cache
def every_config() -> dict[str, Plain]:
    """Configs by a name that begins with the piece's: of every instrument and lesson, and of each form that differs."""
    instruments = {name: load_instrument(name) for name in sorted(path.stem for path in INSTRUMENTS.glob("*.yaml"))}
    course = load_course()
    quizzes = {name: load_quiz(name) for name in quiz_names()}
    questions = {name: len(quiz.questions) for name, quiz in quizzes.items()}
    first, whole = course.modules[0], msgspec.to_builtins(course)
    return {
        **{f"assessment-{name}": assessment.configure(used) for name, used in instruments.items()},
        **{
            f"assessment-{name}-slice": assessment.configure(used, [used.dimensions[0].id])
            for name, used in instruments.items()
        },
        "assessment-pulse": assessment.configure(instruments["organisation"], form="pulse"),
        "bookmark": {"piece": "bookmark", "module": first.id},
        **{f"exercise-{name}": exercise.configure(load_exercise(name)) for name in exercise_names()},
        "invitation": invitation.configure([instruments[name] for name in INVITED], COUNCIL, with_ties=True),
        "learning": learning.configure(course, questions, instruments),
        "outside-resident": outside.configure(instruments["resident"], not_for="This does not report a repair."),
        "outside-supplier": outside.configure(instruments["supplier"], COUNCIL),
        "outside-system": outside.configure(instruments["system"], COUNCIL, intro=["Answer for the whole place."]),
        **{f"quiz-{name}": quiz.configure(used) for name, used in quizzes.items()},
        "relations": relations.configure(COUNCIL),
        "resume": resume.configure(course, instruments),
        "returns": returns.configure(quizzes.values()),
        "role": {"piece": "role", "course": whole, "page": first.id},
        "roundtable": roundtable.configure(list(instruments.values())),
        "routes-brief": {"piece": "routes", "course": whole, "short": True},
        "routes": {"piece": "routes", "course": whole},
        "steps": steps.configure(first, instruments["organisation"]),
        "training": training.configure(syllabus_of(course, questions), course),
        "workbench": workbench.configure(list(instruments.values())),
        "workbench-council": workbench.configure(list(instruments.values()), COUNCIL),
    }


@cache
def every_piece() -> dict[str, str]:
    """The HTML of each, by the same name."""
    return {name: render(config) for name, config in every_config().items()}


def main(folder: Path) -> None:
    """Write each piece to a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, html in every_piece().items():
        (folder / f"{name}.html").write_text(html, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
