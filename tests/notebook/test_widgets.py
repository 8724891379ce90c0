import base64
import re
from pathlib import Path
from typing import Any

import pytest

import capability
from capability.authoring.responses import load_response
from capability.errors import InstrumentError, ResponseError
from capability.notebook.widgets import (
    AssessmentWidget,
    PieceWidget,
    RoundtableWidget,
    assessment,
    module_source,
    roundtable,
    style_source,
)
from capability.pieces.assessment import compute
from capability.pieces.markup import WEB, render
from capability.rule.response import Answer, to_json
from capability.rule.scoring import score
from tests.synthetic import ORGANISATION, dimension, instrument, respond, same_everywhere

VIEW = "application/vnd.jupyter.widget-view+json"
ANSWERS = {"place.outcome-map": Answer(2, "document", "Synthetic"), "place.spend-map": Answer("unknown")}


def bundle(widget: AssessmentWidget) -> dict[str, Any]:
    data, _ = widget._repr_mimebundle_()
    return data


def answer(widget: AssessmentWidget, practice: str, level: object) -> None:
    """As a reader's click reaches the kernel: a whole new state."""
    response = widget.state["response"]
    answers = {**response["answers"], practice: {"level": level}}
    widget.state = {**widget.state, "response": {**response, "answers": answers}}


# --- one cell, three faces --------------------------------------------------------------------------------------------


def test_a_notebook_a_page_and_a_terminal_each_find_theirs() -> None:
    widget = assessment("organisation", dimensions=["place"])
    shown = bundle(widget)
    assert shown[VIEW]["model_id"] == widget.model_id
    assert shown["text/html"] == widget.html == render(widget.config)
    assert shown["text/plain"] == f"Assessment organisation {ORGANISATION.version}, slice: 4 questions"


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ({}, "full: 36 questions"),
        ({"form": "pulse"}, "pulse: 12 questions"),
        ({"dimensions": ["place"], "form": "pulse"}, "pulse: 1 question"),
    ],
)
def test_what_is_printed_is_the_same_every_time(arguments: dict[str, Any], text: str) -> None:
    first, second = assessment("organisation", **arguments), assessment("organisation", **arguments)
    assert repr(first) == repr(second) == f"Assessment organisation {ORGANISATION.version}, {text}"
    assert first.html == second.html


def test_only_what_a_browser_needs_is_sent_to_it() -> None:
    """The config holds the whole instrument; the form has its words already."""
    assert {"html", "state", "output"} <= set(assessment("organisation").keys)
    assert "config" not in assessment("organisation").keys


# --- scoring in the kernel --------------------------------------------------------------------------------------------


def test_an_answer_changes_the_output() -> None:
    widget = assessment("organisation", dimensions=["place"])
    assert widget.output["begun"] is False
    answer(widget, "place.outcome-map", 2)
    assert widget.output["dimensions"]["place"]["at_most"] == 2
    for name in ("spend-map", "joined-purchase", "value-across"):
        answer(widget, f"place.{name}", 3)
    assert widget.output["dimensions"]["place"]["level"] == 2
    assert widget.output == compute(widget.config, widget.state)


def test_answers_profile_and_output_agree() -> None:
    widget = assessment("organisation", response=respond(ORGANISATION, ANSWERS))
    assert widget.response == respond(ORGANISATION, ANSWERS)
    assert widget.profile == score(ORGANISATION, widget.response)
    assert widget.output["dimensions"]["place"]["at_most"] == widget.profile.dimensions[3].at_most == 2


def test_a_state_that_cannot_be_is_told_and_kept() -> None:
    widget = assessment("organisation")
    answer(widget, "place.outcome-map", 7)
    assert widget.output["fault"]["code"] == "bad-level"
    assert widget.state["response"]["answers"]["place.outcome-map"] == {"level": 7}
    answer(widget, "place.outcome-map", 3)
    assert widget.output["fault"] is None


# --- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("note", ["gŵyl 🎉", "\ud800"])
def test_what_is_saved_can_be_opened_again(tmp_path: Path, note: str) -> None:
    path = tmp_path / "a.json"
    response = respond(ORGANISATION, {"place.outcome-map": Answer(2, note=note)})
    assessment("organisation", response=response).save(path)
    assert load_response(path) == response
    assert assessment("organisation", response=path).response == response
    assert assessment("organisation", response=str(path)).output == assessment(response=response).output


def test_answers_to_other_questions_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(to_json(respond(instrument(dimension("one")), {})), "utf-8")
    with pytest.raises(ResponseError, match="answers `made-up`, not `organisation`"):
        assessment("organisation", response=path)


def test_an_instrument_may_be_given_by_itself() -> None:
    used = instrument(dimension("one"))
    assert repr(assessment(used)) == "Assessment made-up 1.2.3, full: 4 questions"
    assert assessment(used, response=same_everywhere(used, Answer(4))).profile.level == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"instrument": "organization"}, "there is no `organization`. Hint: did you mean `organisation`?"),
        ({"dimensions": ["plaice"]}, "no dimension `plaice`. Hint: did you mean `place`?"),
        ({"dimensions": []}, "no dimension was named"),
    ],
)
def test_what_is_not_there_is_said(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InstrumentError, match=re.escape(message)):
        assessment(**arguments)


# --- the browser's side -----------------------------------------------------------------------------------------------


def sources(source: str) -> list[str]:
    """A module and all that it carries inside."""
    carried = re.findall(r'"data:text/javascript;base64,([^"]+)"', source)
    return [source, *(text for encoded in carried for text in sources(base64.b64decode(encoded).decode()))]


@pytest.mark.parametrize("path", sorted(WEB.glob("*.js")), ids=lambda path: path.name)
def test_a_module_carries_all_that_it_imports(path: Path) -> None:
    modules = sources(module_source(path.name))
    for source in modules:
        assert not re.search(r"""^(import|export)\b[^;]*\bfrom\s*["'](?!data:)""", source, re.MULTILINE)
    assert path.read_text("utf-8").split("\n", 1)[0] in modules[0]


def test_the_widget_carries_its_module_and_its_style() -> None:
    assert module_source("assessment.js") == AssessmentWidget._esm
    assert len(sources(module_source("assessment.js"))) > 1
    assert AssessmentWidget._css == style_source("assessment")
    assert (WEB / "capability.css").read_text("utf-8") in AssessmentWidget._css
    own = (WEB / "roundtable.css").read_text("utf-8")
    assert own in RoundtableWidget._css
    assert own not in AssessmentWidget._css


def test_the_package_offers_it_by_name() -> None:
    assert capability.assessment is assessment


# --- what a view asks beside its output -------------------------------------------------------------------------------


class Sent(list[dict[str, Any]]):
    """What a widget sends to its view."""

    def of(self, widget: PieceWidget, piece: str, state: dict[str, Any]) -> "Sent":
        widget.send = lambda content, *_: self.append(content)
        widget._handle_custom_msg({"ask": piece, "id": 7, "state": state}, [])
        return self


def test_a_question_is_answered_once_with_its_number() -> None:
    widget = assessment("organisation", dimensions=["place"])
    [reply] = Sent().of(widget, "assessment", widget.state)
    assert reply == {"id": 7, "output": widget.output}


def test_long_work_tells_how_far_it_is_before_the_answer() -> None:
    widget = roundtable()
    text = to_json(respond(ORGANISATION, ANSWERS)).encode()
    files = [{"name": f"{i}.json", "data": base64.b64encode(text).decode()} for i in range(3)]
    *told, last = Sent().of(widget, "piles", {"files": {"pile": files}})
    # Each step may be told again, as a sign that work goes on.
    assert [*dict.fromkeys(step["done"] for step in told)] == [1, 2, 3]
    assert {(step["id"], step["of"]) for step in told} == {(7, 3)}
    assert last["output"]["pile"]["tallies"][0]["raters"] == 3
