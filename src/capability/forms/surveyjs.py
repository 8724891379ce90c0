"""A SurveyJS model: the JSON from which survey tools that build on SurveyJS make a form."""

from html import escape
from typing import Any

from capability.forms.questions import Form, Question
from capability.text import json_text


def to_surveyjs(form: Form) -> bytes:
    """The form as the bytes of a SurveyJS model: a page a dimension, nothing that must be answered."""
    instrument = form.instrument
    guide = "".join(f"<p>{escape(line)}</p>" for line in instrument.guide)
    first = [{"type": "html", "name": "guide", "html": guide}] if guide else []
    pages = [{"name": "read-first", "elements": [*first, *map(_asked, form.about)]}] if first or form.about else []
    pages += [
        {
            "name": section.id,
            "title": section.title,
            "description": section.about,
            "elements": [_asked(question) for question in section.questions],
        }
        for section in form.sections
    ]
    return json_text({"title": instrument.title, "description": instrument.about, "pages": pages}).encode()


def _asked(question: Question) -> dict[str, Any]:
    if not question.options:
        return {"type": "text", "name": question.name, "title": question.ask, "description": question.hint}
    shown = " and ".join(f"{{{name}}} <> '{value}'" for name, values in question.not_asked.items() for value in values)
    return {
        "type": "radiogroup",
        "name": question.name,
        "title": question.ask,
        "choices": [{"value": option.value, "text": option.words} for option in question.options],
        "showClearButton": True,
        **({"visibleIf": shown} if shown else {}),
    }
