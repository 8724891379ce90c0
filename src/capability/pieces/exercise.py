"""A chapter's exercise: reads what was typed, lets the exercise's function work it out, and finds the words for it.

State: `{"kept": {CHAPTER: {"inputs": {field: text, table: {row: {column: text}}}, "own": whether it is the reader's own
case}}, "incoming": null or the text of a file}`. One browser keeps all chapters'; a file lists the rows. Without inputs
of the reader's own, the worked example stands there. `own` is what `compute` found last: pages without Python go by it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from capability.course.exercises import function_of
from capability.course.learning import LONGEST_STEP
from capability.course.worksheets import (
    Field,
    Result,
    Shown,
    ShownTable,
    Worksheet,
    listed,
    phrase,
    read_inputs,
    spoken,
)
from capability.errors import CapabilityError, Fault, LessonError
from capability.pieces.configs import held, missions_of
from capability.pieces.drawing import told
from capability.pieces.plain import plain_file
from capability.text import FileKind, Plain, file_name, json_object
from capability.writing.csv import to_csv
from capability.writing.document import Written

if TYPE_CHECKING:
    from capability.course.council import Council
    from capability.pieces.outputs.exercise import Incoming, MadeUp, Output, PlanTold, ResultRow, ResultTold
    from capability.pieces.outputs.plain import PlainFile

FORMAT = "capability-exercise/1"
FILE = FileKind(FORMAT, "choose a file that was saved from an exercise", code="not-an-exercise", error=LessonError)


def configure(exercise: Worksheet, council: Council | None = None) -> Plain:
    """The piece's config, plain data: the exercise, and the council's missions where one of its fields asks for one."""
    asks = any(field.offers == "missions" for field in exercise.fields)
    return {
        "piece": "exercise",
        "exercise": msgspec.to_builtins(exercise),
        **(missions_of(council) if asks else {}),
    }


def context(config: Plain) -> Plain:
    """What the template is given: the exercise, and the result of its worked example."""
    exercise = held(config["exercise"], Worksheet)
    example = as_typed(exercise, exercise.example)
    return {
        "prefix": f"exercise-{exercise.id}",
        "exercise": exercise,
        "missions": config.get("missions", []),
        "example": example,
        "shown": compute(config, {"kept": {exercise.id: {"inputs": example}}})["result"],
    }


def compute(config: Plain, state: Plain) -> Output:
    """What the page shows for a state, plain data."""
    exercise = held(config["exercise"], Worksheet)
    faults, result = _worked_out(exercise, state)
    incoming = state.get("incoming")
    inputs = _kept_inputs(exercise, state)
    made_up = _made_up(exercise, inputs)
    return {
        "faults": faults,
        "result": result,
        "own": result is not None and _is_own(made_up),
        "made_up": made_up,
        "incoming": None if incoming is None else _incoming(exercise, incoming),
    }


def write(config: Plain, state: Plain) -> PlainFile:
    """All that came out as a CSV file; `state["day"]` is in its name.

    Raises `LessonError` where the inputs have faults: no page offers a table of these.
    """
    exercise = held(config["exercise"], Worksheet)
    faults, result = _worked_out(exercise, state)
    if result is None:
        raise LessonError([Fault("bad-input", path, what) for path, what in faults.items()])
    text = to_csv(_table(exercise, result))
    return plain_file(Written(file_name(f"{exercise.id}-result", state["day"], "csv"), text.encode()))


def _worked_out(exercise: Worksheet, state: Plain) -> tuple[dict[str, str], ResultTold | None]:
    """The faults of the reader's inputs, or of the worked example where there are none; and what comes out."""
    inputs = _kept_inputs(exercise, state)
    typed = as_typed(exercise, exercise.example) if inputs is None else listed(inputs)
    reading = read_inputs(exercise, typed)
    if reading.faults:
        return reading.faults, None
    shape, function = function_of(exercise.function)
    # What the example is of is never said of figures of the reader's own.
    is_left = _is_own(_made_up(exercise, inputs)) and reading.heading == _heading_of_example(exercise)
    heading = "" if is_left else reading.heading
    return {}, _told(exercise, function(msgspec.convert(reading.values, shape)), heading)


def _kept_inputs(exercise: Worksheet, state: Plain) -> Plain | None:
    """What the reader typed, as a browser keeps it; `None` while the worked example stands there."""
    kept = (state.get("kept") or {}).get(exercise.id)
    inputs = kept.get("inputs") if isinstance(kept, dict) else None
    return inputs if isinstance(inputs, dict) else None


def _made_up(exercise: Worksheet, inputs: Plain | None) -> MadeUp | None:
    """How many of the fields and rows that are filled in are still just those of the worked example."""
    if inputs is None:
        return None
    mine, example = (_filled(exercise, typed) for typed in (listed(inputs), as_typed(exercise, exercise.example)))
    return {"left": sum(entry in example for entry in mine), "of": len(mine)}


def _is_own(made_up: MadeUp | None) -> bool:
    return made_up is not None and made_up["left"] * 2 <= made_up["of"]


def _heading_of_example(exercise: Worksheet) -> str:
    return read_inputs(exercise, as_typed(exercise, exercise.example)).heading


def _filled(exercise: Worksheet, typed: Plain) -> list[tuple[str, ...]]:
    """Each field and each row in which something stands: its name, and what stands there."""
    entries: list[tuple[str, ...]] = [(field.id, _bare(typed.get(field.id))) for field in exercise.fields]
    for table in exercise.tables:
        lines = typed.get(table.id)
        rows = [row for row in lines if isinstance(row, dict)] if isinstance(lines, list) else []
        entries += [(table.id, *(_bare(row.get(column.id)) for column in table.columns)) for row in rows]
    return [entry for entry in entries if any(entry[1:])]


def _bare(typed: Any) -> str:
    return " ".join(str("" if typed is None else typed).split())


def as_typed(exercise: Worksheet, values: Plain) -> Plain:
    """Typed values as the text that a form holds: what `capability.exercises.read_inputs` reads."""
    typed: Plain = {field.id: _text(values.get(field.id)) for field in exercise.fields}
    for table in exercise.tables:
        rows = values.get(table.id) or []
        typed[table.id] = [{column.id: _text(row.get(column.id)) for column in table.columns} for row in rows]
    return typed


def _text(value: Any) -> str:
    return "" if value is None else f"{value:,.10g}" if isinstance(value, int | float) else str(value)


def _told(exercise: Worksheet, result: Result, heading: str) -> ResultTold:
    words = exercise.results
    said = [(code, phrase(words.findings[code], values)) for code, values in result.findings]
    lead = next((code for code, _ in said if code in words.leads), None)
    plans = [_planned(exercise, code, values) for code, values in result.findings]
    first = next((n for n, (code, _) in enumerate(said) if code == lead), None)
    return {
        "heading": heading,
        "lead": None if first is None else said[first][1],
        "lead_plan": None if first is None else plans[first],
        "figures": [
            {"label": shown.label, "text": _said(shown, result.figures[name])} for name, shown in words.figures.items()
        ],
        "findings": [
            {"text": text, "plan": plan} for (code, text), plan in zip(said, plans, strict=True) if code != lead
        ],
        "rows": [_row(words.table, row) for row in result.rows] if words.table else [],
        "picture": told(words.picture, result.picture) if words.picture and result.picture else None,
    }


def _planned(exercise: Worksheet, code: str, values: Mapping[str, float | str]) -> PlanTold | None:
    """A finding as an action for a plan, where it can be one. It is known by its words: the same is put in once."""
    words = exercise.results.plans.get(code)
    if words is None:
        return None
    step = phrase(words.step, values)[:LONGEST_STEP]
    known_by = hashlib.sha256(step.encode()).hexdigest()[:12]
    return {"id": f"{exercise.id.lstrip('0123456789-')}.p{known_by}", "title": words.title, "step": step}


def _row(table: ShownTable, row: Sequence[float | str | None]) -> ResultRow:
    first, *others = zip(table.columns, row, strict=True)
    return {
        "name": _said(*first),
        "cells": [{"column": shown.label, "text": _said(shown, cell), "kind": shown.kind} for shown, cell in others],
    }


def _said(shown: Shown, value: float | str | None) -> str:
    return shown.words.get(value, value) if isinstance(value, str) else spoken(value, shown.kind)


def _table(exercise: Worksheet, result: ResultTold) -> list[list[str]]:
    """All that came out, as rows of a table."""
    rows = [[exercise.title, exercise.id]]
    rows += [[result["heading"]]] if result["heading"] else []
    rows += [[result["lead"]]] if result["lead"] else []
    rows += [[figure["label"], figure["text"]] for figure in result["figures"]]
    rows += [[finding["text"]] for finding in result["findings"]]
    if exercise.results.table:
        rows.append([column.label for column in exercise.results.table.columns])
        rows += [[row["name"], *(cell["text"] for cell in row["cells"])] for row in result["rows"]]
    return rows


def _incoming(exercise: Worksheet, text: str) -> Incoming:
    """What a file would bring; nothing is changed here."""
    try:
        entry = json_object(text, "the file", FILE)
    except CapabilityError:
        return {"fault": "unreadable"}
    if not isinstance(entry.get("inputs"), dict):
        return {"fault": "unreadable"}
    if entry.get("exercise") != exercise.id:
        return {"fault": "other"}
    return {"fault": None, "inputs": _tidy(exercise, entry["inputs"])}


def _tidy(exercise: Worksheet, inputs: Plain) -> Plain:
    """Of a file's inputs what the form has a place for, as text."""

    def text(row: Plain, field: Field) -> str:
        value = row.get(field.id)
        return str(value)[:500] if isinstance(value, str | int | float) else ""

    tidy: Plain = {field.id: text(inputs, field) for field in exercise.fields}
    for table in exercise.tables:
        rows = inputs.get(table.id)
        kept = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        tidy[table.id] = [{column.id: text(row, column) for column in table.columns} for row in kept[: table.most]]
    return tidy
