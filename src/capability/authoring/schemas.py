"""JSON Schemas of the files, generated from the types that read them.

`python -m capability.authoring.schemas FOLDER` writes them.
"""

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from capability.course.council import Council
from capability.course.law import Law
from capability.course.learning import LearningFile
from capability.course.modules import Course
from capability.course.quizzes import FEWEST, Question
from capability.course.training import TrainingRecord
from capability.course.worksheets import Worksheet
from capability.reading.understanding import Columns
from capability.rule.benchmark import Edition
from capability.rule.instrument import Instrument
from capability.rule.joining import CouncilFile
from capability.rule.peers import Peers
from capability.rule.plan import PlanFile
from capability.rule.relations import Row
from capability.rule.response import Response
from capability.rule.roundtable import Roundtable
from capability.rule.scoring import Profile
from capability.rule.steward import Members
from capability.rule.tally import Tally


def instrument_schema() -> dict[str, Any]:
    """The schema of an instrument's YAML file, whose id is not in the file but is its stem."""
    return _titled(_named_by_its_file(Instrument), "instrument")


def quiz_schema() -> dict[str, Any]:
    """The schema of a quiz's YAML file: a list of questions."""
    schema = msgspec.json.schema(list[Question])
    schema["minItems"] = FEWEST
    return _titled(schema, "quiz")


def exercise_schema() -> dict[str, Any]:
    """The schema of an exercise's YAML file, whose id is not in the file but is its chapter's name."""
    return _titled(_named_by_its_file(Worksheet), "exercise")


def law_schema() -> dict[str, Any]:
    """The schema of the file of the law's figures."""
    return _titled(msgspec.json.schema(Law), "law")


def course_schema() -> dict[str, Any]:
    """The schema of the file of the course."""
    return _titled(msgspec.json.schema(Course), "course")


def all_schemas() -> dict[str, dict[str, Any]]:
    """Every file's schema, by the name that it is published under."""
    return {
        "instrument": instrument_schema(),
        "response": _titled(msgspec.json.schema(Response), "response"),
        "profile": _titled(msgspec.json.schema(Profile), "profile"),
        "tally": _titled(msgspec.json.schema(Tally), "tally"),
        "relations": _titled(msgspec.json.schema(Row), "relations"),
        "plan": _titled(msgspec.json.schema(PlanFile), "plan"),
        "roundtable": _titled(msgspec.json.schema(Roundtable), "roundtable"),
        "quiz": quiz_schema(),
        "exercise": exercise_schema(),
        "law": law_schema(),
        "course": course_schema(),
        "council": _titled(msgspec.json.schema(Council), "council"),
        "learning": _titled(msgspec.json.schema(LearningFile), "learning"),
        "training": _titled(msgspec.json.schema(TrainingRecord), "training"),
        "benchmark": _titled(msgspec.json.schema(Edition), "benchmark"),
        "members": _titled(msgspec.json.schema(Members), "members"),
        "council-file": _titled(msgspec.json.schema(CouncilFile), "council file"),
        "peers": _titled(msgspec.json.schema(Peers), "peers"),
        "columns": _titled(msgspec.json.schema(Columns), "columns"),
    }


def write_schemas(folder: Path) -> None:
    """Write `NAME.schema.json` for each schema into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in all_schemas().items():
        (folder / f"{name}.schema.json").write_text(as_text(schema), encoding="utf-8")


def as_text(schema: dict[str, Any]) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _named_by_its_file(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """The schema of a file that does not say its own id."""
    schema = msgspec.json.schema(kind)
    shape = schema["$defs"][kind.__name__]
    del shape["properties"]["id"]
    shape["required"].remove("id")
    return schema


def _titled(schema: dict[str, Any], name: str) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"capability {name}", **schema}


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
