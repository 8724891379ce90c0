"""The pieces in a notebook: one call makes a widget that also carries its HTML for a page and its name for text."""

import base64
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import anywidget
import msgspec
import traitlets

from capability.authoring.council import find_council, shown_course
from capability.authoring.instruments import Library, load_instrument
from capability.authoring.lessons import load_exercise, load_quiz, quiz_names
from capability.authoring.responses import load_response
from capability.pieces.assessment import configure, slice_of
from capability.pieces.exercise import configure as configure_exercise
from capability.pieces.learning import configure as configure_learning
from capability.pieces.markup import WEB, render, sheets_of
from capability.pieces.quiz import configure as configure_quiz
from capability.pieces.register import compute
from capability.pieces.relations import configure as configure_relations
from capability.pieces.roundtable import configure as configure_roundtable
from capability.rule.instrument import COUNCIL, Form, Instrument
from capability.rule.response import FORMAT, Response, to_json
from capability.rule.scoring import Profile, score


def module_source(name: str) -> str:
    """An ES module of `web/` as one text that runs anywhere, its relative imports turned into data addresses.

    A notebook loads a widget's module from no folder, so an import by path would find nothing there.
    """

    def inlined(imported: re.Match[str]) -> str:
        source = base64.b64encode(module_source(imported["name"]).encode()).decode()
        return f'from "data:text/javascript;base64,{source}"'

    return re.sub(r'from "\./(?P<name>[a-z-]+\.js)"', inlined, (WEB / name).read_text("utf-8"))


def style_source(piece: str) -> str:
    """The style sheets of a piece as one text: the shared one, and its own."""
    return "\n".join((WEB / name).read_text("utf-8") for name in sheets_of([piece]))


class PieceWidget(anywidget.AnyWidget):
    """A piece in a notebook: what a reader does in it is worked out in the kernel.

    Traits: `html` (the form), `config` and `state` (see the piece's module), `output` (what
    `compute(config, state)` gives). A page takes the HTML, a notebook the widget, a terminal the text.
    """

    html = traitlets.Unicode().tag(sync=True)
    config = traitlets.Dict()
    state = traitlets.Dict().tag(sync=True)
    output = traitlets.Dict().tag(sync=True)

    def __init__(self, config: dict[str, Any], state: dict[str, Any]) -> None:
        super().__init__(
            html=render(config), config=config, state=state, output=compute(config["piece"], config, state)
        )
        self.observe(self._compute, "state")
        self.on_msg(self._asked)

    def _compute(self, _change: Any) -> None:
        self.output = compute(self.config["piece"], self.config, self.state)

    def _asked(self, _widget: Any, content: dict[str, Any], _buffers: Any) -> None:
        """Answer what the view asks beside its output, as a page's worker does: see `web/asking.js`."""
        number = content["id"]
        output = compute(
            content["ask"], self.config, content["state"], lambda done, of: self._reply(number, done=done, of=of)
        )
        self._reply(number, output=output)

    def _reply(self, number: int, **answer: Any) -> None:
        self.send({"id": number, **answer})

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {**data, "text/html": self.html, "text/plain": repr(self)}, metadata


class AssessmentWidget(PieceWidget):
    """An assessment in a notebook; `config` and `state` as in `pieces.assessment`."""

    _esm = module_source("assessment.js")
    _css = style_source("assessment")

    def __init__(self, instrument: Instrument, config: dict[str, Any], response: Response) -> None:
        self._instrument = instrument
        super().__init__(config, {"response": msgspec.to_builtins(response), "incoming": None})

    @property
    def response(self) -> Response:
        """The answers as they are now. Raises `msgspec.ValidationError` when a page set what cannot be."""
        return msgspec.convert(self.state["response"], Response)

    def save(self, path: str | Path) -> None:
        """Write the answers to a file, as a page's "Save to a file" does."""
        Path(path).write_text(to_json(self.response), encoding="utf-8")

    @property
    def profile(self) -> Profile:
        """The profile of the answers as they are now."""
        return score(self._instrument, self.response)

    def __repr__(self) -> str:
        asked = slice_of(self._instrument, self.config)
        count = sum(len(dimension.practices) for dimension in asked)
        questions = "1 question" if count == 1 else f"{count} questions"
        return f"Assessment {self._instrument.id} {self._instrument.version}, {self.config['form']}: {questions}"


class RelationsWidget(PieceWidget):
    """The form of one actor's row in a notebook; `config` and `state` as in `pieces.relations`."""

    _esm = module_source("relations.js")
    _css = style_source("relations")

    def __repr__(self) -> str:
        return f"Relations: {self.output['rated']} of {self.output['others']} rated"


def working_relations() -> RelationsWidget:
    """The form in which an actor says how well it works with each of the others.

    >>> working_relations()
    Relations: 0 of 0 rated
    """
    return RelationsWidget(configure_relations(find_council()), {"kept": {}, "incoming": None})


class RoundtableWidget(PieceWidget):
    """The roundtable in a notebook; `config` and `state` as in `pieces.roundtable`."""

    _esm = module_source("roundtable.js")
    _css = style_source("roundtable")

    def __repr__(self) -> str:
        record = self.output["record"]
        return f"Roundtable: {record['agreed']} of {record['of']} agreed" if record else "Roundtable: not begun"


def roundtable() -> RoundtableWidget:
    """The facilitator's screen: vote, reveal, talk, vote again, agree.

    >>> roundtable()
    Roundtable: not begun
    """
    instruments = list(Library().values())
    return RoundtableWidget(configure_roundtable(instruments), {"kept": {}, "opened": None})


class LearningWidget(PieceWidget):
    """My learning in a notebook; `config` and `state` as in `pieces.learning`."""

    _esm = module_source("learning.js")
    _css = style_source("learning")

    def __repr__(self) -> str:
        totals = self.output["totals"]
        return f"My learning: {totals['read']} of {totals['of']} modules read"


def learning() -> LearningWidget:
    """What a reader did in each module, what next, what moved, and a record to print. Open a saved file in it.

    >>> learning()
    My learning: 0 of ... modules read
    """
    course = shown_course()
    asked = [module.id for module in course.modules if module.id in quiz_names()]
    config = configure_learning(course, {name: len(load_quiz(name).questions) for name in asked}, Library())
    return LearningWidget(config, {"kept": {}, "quizzes": {}, "exercises": {}, "incoming": None})


class Routes:
    """The routes by role, for reading."""

    def __init__(self) -> None:
        self._course = shown_course()

    def _repr_html_(self) -> str:
        return render({"piece": "routes", "course": msgspec.to_builtins(self._course)})

    def __repr__(self) -> str:
        return f"Routes: {len(self._course.routes)} roles, {len(self._course.modules)} modules"


def routes() -> Routes:
    """Which modules, in what order and how long, for each role.

    >>> routes()
    Routes: 7 roles, ... modules
    """
    return Routes()


class ExerciseWidget(PieceWidget):
    """A chapter's exercise in a notebook; `config` and `state` as in `pieces.exercise`."""

    _esm = module_source("exercise.js")
    _css = style_source("exercise")

    def __repr__(self) -> str:
        return f"Exercise {self.config['exercise']['id']}: {self.config['exercise']['title']}"


def exercise(chapter: str | Path) -> ExerciseWidget:
    """A chapter's exercise, with its worked example filled in, by the chapter's name or the path of its YAML file.

    Raises `LessonError` for one that is not there, and with every fault of a file.

    >>> exercise("03-market-shaping")
    Exercise 03-market-shaping: Map one market
    """
    return ExerciseWidget(configure_exercise(load_exercise(chapter), find_council()), {"kept": {}, "incoming": None})


class QuizWidget(PieceWidget):
    """A chapter's quiz in a notebook; `config` and `state` as in `pieces.quiz`."""

    _esm = module_source("quiz.js")
    _css = style_source("quiz")

    def __repr__(self) -> str:
        return f"Quiz {self.config['quiz']['id']}: {len(self.config['quiz']['questions'])} questions"


def quiz(chapter: str | Path) -> QuizWidget:
    """A chapter's questions to oneself, by the chapter's name or the path of the quiz's YAML file.

    Raises `LessonError` for one that is not there, and with every fault of a file.

    >>> quiz("03-market-shaping")
    Quiz 03-market-shaping: 6 questions
    """
    return QuizWidget(configure_quiz(load_quiz(chapter)), {"kept": {}})


def assessment(
    instrument: str | Path | Instrument = COUNCIL,
    *,
    dimensions: Sequence[str] | None = None,
    form: Form = "full",
    response: str | Path | Response | None = None,
) -> AssessmentWidget:
    """An assessment to answer, in a notebook's cell or on a built page.

    - instrument: its id, the path of its YAML file, or the instrument itself
    - dimensions: ids of the dimensions to ask about; `None` asks about all
    - form: `"full"`, or `"pulse"` for the essential practices only
    - response: answers to begin with, as a saved file or a `Response`

    Raises `InstrumentError` for an instrument or a dimension that is not there, `ResponseError` for a
    file that is no response to it.

    >>> assessment("organisation", form="pulse")
    Assessment organisation ..., pulse: 12 questions
    """
    chosen = instrument if isinstance(instrument, Instrument) else load_instrument(instrument)
    if response is None:
        response = Response(format=FORMAT, instrument=chosen.id, version=chosen.version, answers={})
    elif not isinstance(response, Response):
        response = load_response(response, chosen)
    return AssessmentWidget(chosen, configure(chosen, dimensions, form, find_council()), response)
