"""Every piece's HTML, as the kit's own instruments and lessons make it. Run it to write each to a folder of files.

`make lint` has a validator of HTML look at those files; tests look at the same texts.
"""

import sys
from functools import cache
from pathlib import Path

import msgspec

from capability.authoring.instruments import load_instrument
from capability.authoring.lessons import load_course, load_exercise, load_quiz
from capability.course.council import Contact, Contacts, Council
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

COUNCIL = Council(
    name="Example Council", contacts=Contacts(answers=Contact(name="Example team", email="answers@example.gov.uk"))
)
INSTRUMENTS = Path(__file__).parents[2] / "assessments"


@cache
def every_piece() -> dict[str, str]:
    """HTML by a name that begins with the piece's: one of each form that differs from others."""
    instruments = {name: load_instrument(name) for name in sorted(path.stem for path in INSTRUMENTS.glob("*.yaml"))}
    course = load_course()
    modules = [module.id for module in course.modules]
    quizzes = {name: load_quiz(name) for name in modules}
    questions = {name: len(quizzes[name].questions) for name in modules}
    configs = {
        "assessment-contract": assessment.configure(instruments["contract"]),
        "assessment-full": assessment.configure(instruments["organisation"]),
        "assessment-pulse": assessment.configure(instruments["organisation"], form="pulse"),
        "assessment-slice": assessment.configure(instruments["organisation"], ["market-shaping"]),
        "bookmark": {"piece": "bookmark", "module": modules[0]},
        **{f"exercise-{name}": exercise.configure(load_exercise(name)) for name in modules},
        "invitation": invitation.configure([instruments[name] for name in INVITED], COUNCIL, with_ties=True),
        "learning": learning.configure(course, questions, instruments),
        "outside-resident": outside.configure(instruments["resident"], intro=["Think of one service."]),
        "outside-supplier": outside.configure(instruments["supplier"], COUNCIL),
        "outside-system": outside.configure(instruments["system"], COUNCIL, intro=["Answer for the whole place."]),
        "quiz": quiz.configure(quizzes[modules[0]]),
        "relations": relations.configure(COUNCIL),
        "resume": resume.configure(course, instruments),
        "returns": returns.configure(quizzes.values()),
        "role": {"piece": "role", "course": msgspec.to_builtins(course), "page": modules[0]},
        "roundtable": roundtable.configure(list(instruments.values())),
        "routes-brief": {"piece": "routes", "course": msgspec.to_builtins(course), "short": True},
        "routes": {"piece": "routes", "course": msgspec.to_builtins(course)},
        "steps": steps.configure(course.modules[0], instruments["organisation"]),
        "training": training.configure(questions),
        "workbench": workbench.configure(list(instruments.values())),
    }
    return {name: render(config) for name, config in configs.items()}


def main(folder: Path) -> None:
    """Write each piece to a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, html in every_piece().items():
        (folder / f"{name}.html").write_text(html, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
