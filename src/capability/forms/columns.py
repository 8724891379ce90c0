"""The file of columns that goes with the blank table: what its headings and its lists mean, said outright."""

import msgspec

from capability.forms.questions import Form
from capability.forms.table import shown
from capability.reading.understanding import Columns
from capability.reading.vocabulary import LEVELS
from capability.text import json_text


def to_columns(form: Form) -> bytes:
    """The file as bytes of JSON. The table is read without it too; it is for tables that were changed on the way."""
    values = shown(form.instrument)
    given = {f"level-{level}": level for level in LEVELS} | {"unknown": "unknown", "not-applicable": "not-applicable"}
    columns = Columns(
        "capability-columns/1",
        columns={question.ask: question.id for question in form.questions},
        answers={words: given[value] for value, words in values.items()},
        instrument=form.instrument.id,
    )
    return json_text(msgspec.to_builtins(columns)).encode()
