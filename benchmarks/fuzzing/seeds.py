"""The sound files that mutated ones are made from: those of the tests and the book, and what the kit itself writes."""

import base64
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

from capability.authoring.instruments import Library
from capability.authoring.lessons import load_course, load_exercise
from capability.forms.kinds import KINDS, write_form
from capability.pieces import exercise, piles, roundtable, workbench
from capability.rule.instrument import Instrument
from capability.text import Plain, json_text

ROOT = Path(__file__).parents[2]
Kind = Literal["text table", "workbook", "open document", "JSON", "YAML", "archive"]


SHORT = 20_000
"""Bytes above which the top of a table is a file of its own."""


class Seed(NamedTuple):
    """A sound file: its kind, its name, and what is in it."""

    kind: Kind
    name: str
    data: bytes


ENDINGS: dict[str, Kind] = {
    "csv": "text table",
    "txt": "text table",
    "xlsx": "workbook",
    "ods": "open document",
    "json": "JSON",
    "yaml": "YAML",
    "docx": "archive",
}


@cache
def instruments() -> dict[str, Instrument]:
    """Every instrument of the kit, read once."""
    return dict(Library())


@cache
def all_seeds() -> dict[Kind, tuple[Seed, ...]]:
    """Every sound file by kind, in an order that is always the same. Archives of others are made when one is drawn."""
    by_kind: dict[Kind, list[Seed]] = {}
    for name, data in (*_of_the_repository(), *_forms(), *_saved(), *_short_instruments()):
        seed = Seed(ENDINGS[name.rpartition(".")[2]], name, data)
        by_kind.setdefault(seed.kind, []).append(seed)
    return {kind: tuple(seeds) for kind, seeds in by_kind.items()}


def _of_the_repository() -> Iterator[tuple[str, bytes]]:
    for folder, pattern in (
        ("tests/reading/cases", "**/*"),
        ("assessments/examples", "**/*.json"),
        ("assessments", "*.yaml"),
        ("modules", "*.yaml"),
        ("book", "law.yaml"),
    ):
        for path in sorted((ROOT / folder).glob(pattern)):
            if path.is_file() and path.suffix[1:] in ENDINGS:
                data = path.read_bytes()
                yield path.name, data
                if path.suffix == ".csv" and len(data) > SHORT and data.count(b"\n") > 20:
                    yield path.name, b"\n".join(data.split(b"\n")[:5])


def _forms() -> Iterator[tuple[str, bytes]]:
    for name in ("resident", "organisation"):
        for kind in KINDS:
            written = write_form(instruments()[name], kind)
            yield written.name, written.data


def _saved() -> Iterator[tuple[str, bytes]]:
    """Everything that pages save, from the answers of a team that disagrees."""
    folder = ROOT / "assessments/examples/team-that-disagrees/responses"
    files = [
        {"name": path.name, "data": base64.b64encode(path.read_bytes()).decode()} for path in sorted(folder.glob("*"))
    ]
    bench = workbench.configure(list(instruments().values()))
    pile = piles.compute(bench, {"files": {"now": files}})["now"]
    state = {"piles": {"now": pile, "last": None}, "kept": {}, "day": "2026-11-27"}
    for kind in ("tally", "result", "json"):
        yield _file(workbench.write(bench, {**state, "kind": kind}))
    tables = roundtable.configure(list(instruments().values()))
    choice = {"instrument": "organisation", "agenda": "whole", "nation": "", "contract": ""}
    table = roundtable.begin(tables, {"choice": choice, "id": "a-table", "pile": pile})["table"]
    yield "roundtable.json", json_text(table).encode()
    yield from _learned(json.loads(Path(folder / "01.json").read_bytes()))


def _file(written: Any) -> tuple[str, bytes]:
    return written["name"], base64.b64decode(written["data"])


def _learned(response: Plain) -> Iterator[tuple[str, bytes]]:
    modules = [module.id for module in load_course().modules]
    exercises = {
        name: {"inputs": exercise.as_typed(sheet, sheet.example)} for name in modules if (sheet := load_exercise(name))
    }
    for name in (modules[1], modules[5]):
        plain = {"format": exercise.FORMAT, "exercise": name, **exercises[name]}
        yield f"exercise-{name}.json", json_text(plain).encode()
    answers = {name: {"level": answer["level"]} for name, answer in list(response["answers"].items())[:6]}
    plain = {
        "format": "capability-learning/1",
        "saved": "2026-11-27T09:00:00Z",
        "record": {
            "read": dict.fromkeys(modules[:5], "2026-11-20"),
            "route": load_course().routes[0].id,
            "name": "A reader",
            "start": {"saved": "2026-11-01", "answers": answers},
        },
        "quizzes": {modules[0]: {"choices": {"0": "a", "1": "b"}, "marked": True, "tries": 2, "best": 5}},
        "exercises": {modules[1]: exercises[modules[1]]},
        "responses": {"organisation": response},
    }
    yield "learning.json", json_text(plain).encode()


def _short_instruments() -> Iterator[tuple[str, bytes]]:
    """Instruments of one dimension: a whole one takes long to check, and has no part that these lack."""
    for path in sorted((ROOT / "assessments").glob("*.yaml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        first = content["dimensions"][0]
        content["dimensions"] = [{**first, "practices": first["practices"][:3]}]
        yield path.name, yaml.safe_dump(content, sort_keys=False, allow_unicode=True).encode()
