"""What the front page shows and no author writes: where a reader was, roles to choose from, a picture of a result."""

import json
from pathlib import Path

import msgspec
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from capability.authoring.council import shown_course
from capability.authoring.instruments import Library, load_instrument
from capability.pieces import assessment, resume
from capability.pieces.markup import render
from capability.publish.filled import filled
from capability.rule.instrument import COUNCIL, Instrument
from capability.text import Plain

SHOWN = (".cap-assessment-headline", ".cap-picture", ".cap-assessment-where", ".cap-assessment-do")
"""The parts of a result that make its picture: the sentence, the strips, and the step to take first."""


class RoleCards(SphinxDirective):
    """`role-cards`: a card for each route through the modules, short, to choose one's own in one press."""

    def run(self) -> list[nodes.Node]:
        """The cards, made anew when the course changes."""
        self.env.note_dependency(str(Path(self.env.srcdir) / "modules" / "course.yaml"))
        course = msgspec.to_builtins(shown_course())
        return [nodes.raw("", render({"piece": "routes", "course": course, "short": True}), format="html")]


class Resume(SphinxDirective):
    """`resume`: where a reader was, who comes back. It takes the place of the sample as soon as there is something."""

    def run(self) -> list[nodes.Node]:
        """The places, made anew when the course or a form's questions change."""
        root = Path(self.env.srcdir)
        for path in [root / "modules" / "course.yaml", *(root / "assessments").glob("*.yaml")]:
            self.env.note_dependency(str(path))
        return [nodes.raw("", render(resume.configure(shown_course(), Library())), format="html")]


class SampleResult(SphinxDirective):
    """`sample-result`: what the pulse tells of a worked example's answers, with the page's own template and rule."""

    required_arguments = 1  # the example's folder in assessments/examples

    def run(self) -> list[nodes.Node]:
        """The picture, made anew when the questions or the answers change."""
        folder = Path(self.env.srcdir) / "assessments"
        questions, answers = folder / f"{COUNCIL}.yaml", folder / "examples" / self.arguments[0] / "response.json"
        for path in (questions, answers):
            self.env.note_dependency(str(path))
        response = json.loads(answers.read_text("utf-8"))
        return [nodes.raw("", picture(load_instrument(questions), response), format="html")]


def picture(instrument: Instrument, response: Plain) -> str:
    """What a result of the pulse says first, as a page shows it; the answers leave a step to take."""
    config = assessment.configure(instrument, form="pulse")
    asked = {practice.id for dimension in instrument.slice(form="pulse") for practice in dimension.practices}
    answers = {name: answer for name, answer in response["answers"].items() if name in asked}
    state = {"response": {**response, "answers": answers}, "incoming": None, "learning": None}
    output = assessment.compute(config, state)
    page = filled(render(config), {**output, "step": output["first"][0]})
    return f'<div class="cap front-picture">{"".join(str(page.select(part)[0]) for part in SHOWN)}</div>'
