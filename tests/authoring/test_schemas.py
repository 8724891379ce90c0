import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from capability.authoring.instruments import load_instrument
from capability.authoring.responses import load_response
from capability.authoring.schemas import all_schemas, as_text, instrument_schema, write_schemas
from capability.cli import main
from capability.rule.plan import read_plan
from capability.rule.plan import to_json as plan_to_json
from capability.rule.roundtable import read_roundtable
from capability.rule.tally import count_responses, to_json

ASSESSMENTS = Path(__file__).parents[2] / "assessments"
SCHEMAS = ASSESSMENTS / "schemas"
INSTRUMENTS = sorted(ASSESSMENTS.glob("*.yaml"))
EXAMPLES = sorted((ASSESSMENTS / "examples").glob("*/response.json"))


def committed(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return schema


def passes(name: str, data: object) -> None:
    jsonschema.validate(data, committed(name), jsonschema.Draft202012Validator)


def as_data(path: Path) -> Any:
    """YAML as an editor's schema sees it: a date is text."""
    return json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))


def test_there_are_instruments_and_examples() -> None:
    assert INSTRUMENTS
    assert EXAMPLES


def test_the_committed_schemas_are_those_of_the_types() -> None:
    """If this fails: python -m capability.authoring.schemas assessments/schemas."""
    committed_texts = {path.name: path.read_text("utf-8") for path in SCHEMAS.iterdir()}
    assert committed_texts == {f"{name}.schema.json": as_text(schema) for name, schema in all_schemas().items()}


def test_writing_makes_the_folder(tmp_path: Path) -> None:
    write_schemas(tmp_path / "new" / "schemas")
    assert len(list((tmp_path / "new" / "schemas").iterdir())) == len(all_schemas())


@pytest.mark.parametrize("schema", all_schemas().values(), ids=all_schemas().keys())
def test_a_schema_is_a_schema(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", INSTRUMENTS, ids=lambda path: path.stem)
def test_an_instrument_passes_and_tells_editors_where_its_schema_is(path: Path) -> None:
    passes("instrument", as_data(path))
    marker = "# yaml-language-server: $schema="
    first = path.read_text("utf-8").split("\n", 1)[0]
    assert first.startswith(marker)
    assert (path.parent / first.removeprefix(marker)).is_file()


def worked_out(case: Path) -> dict[str, object]:
    """The profile of a case as it is printed: all that was worked out by hand, and the digest, which nobody could."""
    return {**json.loads((case / "expected.json").read_text("utf-8")), "digest": ORGANISATION.digest}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_passes(path: Path) -> None:
    passes("response", json.loads(path.read_text("utf-8")))
    passes("profile", worked_out(path.parent))


@pytest.mark.parametrize("name", all_schemas())
def test_the_data_dictionary_names_every_key(name: str) -> None:
    dictionary = (ASSESSMENTS / "README.md").read_text("utf-8")
    keys = {key for shape in committed(name)["$defs"].values() for key in shape["properties"]}
    assert keys
    assert [key for key in sorted(keys) if f"`{key}`" not in dictionary] == []


def test_an_instrument_does_not_say_its_own_id() -> None:
    assert "id" not in instrument_schema()["$defs"]["Instrument"]["properties"]


ROWS = ASSESSMENTS / "examples" / "system-with-a-weak-tie" / "rows"
RESPONSES = sorted((ASSESSMENTS / "examples" / "team-that-disagrees" / "responses").iterdir())
ORGANISATION = load_instrument("organisation")
TALLY = count_responses(ORGANISATION, [load_response(path, ORGANISATION) for path in RESPONSES])


@pytest.mark.parametrize("path", [*RESPONSES, *sorted(ROWS.iterdir())], ids=lambda path: path.stem)
def test_a_file_of_a_team_or_a_system_passes(path: Path) -> None:
    passes("relations" if path.parent == ROWS else "response", json.loads(path.read_text("utf-8")))


PLAN: dict[str, Any] = {
    "format": "capability-plan/1",
    "instrument": "organisation",
    "version": "1.0.0",
    "targets": {"place": 2},
    "edits": {"place.spend-map": {"owner": "Head of procurement", "due": "2027-03-31"}},
}
ROUNDTABLE: dict[str, Any] = {
    "format": "capability-roundtable/1",
    "instrument": "organisation",
    "version": "1.0.0",
    "agenda": ["place.spend-map"],
    "talks": {
        "place.spend-map": {"first": {"levels": [2, 1, 0, 3, 0], "unknown": 1}, "agreed": 1, "reason": "one map"}
    },
}


def test_the_samples_of_plan_and_roundtable_are_what_the_kit_reads() -> None:
    assert json.loads(plan_to_json(read_plan(PLAN, ORGANISATION)))["edits"] == PLAN["edits"]
    assert read_roundtable(ROUNDTABLE, [ORGANISATION]).talks["place.spend-map"].first.people == 7


# What `--json` prints. No type makes these, so there is no schema; the dictionary names their keys all the same.
EXAMPLE = ASSESSMENTS / "examples"
PRINTED = {
    "team": ["team", EXAMPLE / "team-that-disagrees" / "responses"],
    "gap": [
        "gap",
        *(EXAMPLE / "suppliers-see-it-differently" / side for side in ("council", "residents", "suppliers")),
    ],
    "relations": ["relations", ROWS],
    "system": ["system", ROWS],
    "change": [
        *("change", "--before", EXAMPLE / "team-that-disagrees" / "responses"),
        *("--after", EXAMPLE / "suppliers-see-it-differently" / "council"),
    ],
}
NAMED_BY_INSTRUMENTS = {"supplier", "resident"}


def keys_of(data: Any) -> set[str]:
    if isinstance(data, dict):
        return set(data) | {key for value in data.values() for key in keys_of(value)}
    return {key for value in data for key in keys_of(value)} if isinstance(data, list) else set()


@pytest.mark.parametrize("command", PRINTED.values(), ids=PRINTED.keys())
def test_the_data_dictionary_names_every_key_of_what_is_printed(
    command: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    main([*map(str, command), "--json"])
    keys = keys_of(json.loads(capsys.readouterr().out)) - NAMED_BY_INSTRUMENTS
    dictionary = (ASSESSMENTS / "README.md").read_text("utf-8")
    assert keys
    assert [key for key in sorted(keys) if f"`{key}`" not in dictionary] == []


# How to spoil good data, so that the schema must refuse it.
SPOILED = {
    "an unknown key": ("instrument", lambda data: data.update(tittle="x")),
    "no scale": ("instrument", lambda data: data.pop("scale")),
    "four levels": ("instrument", lambda data: data["dimensions"][0]["practices"][0]["levels"].pop()),
    "a weight of 0": ("instrument", lambda data: data["dimensions"][0]["practices"][0].update(weight=0)),
    "an id with a capital": ("instrument", lambda data: data["dimensions"][0].update(id="Missions")),
    "a level of 7": ("response", lambda data: next(iter(data["answers"].values())).update(level=7)),
    "another format": ("response", lambda data: data.update(format="x")),
    "an unknown key in an answer": ("response", lambda data: next(iter(data["answers"].values())).update(levl=1)),
    "no version": ("response", lambda data: data.pop("version")),
    "fewer than nobody": ("tally", lambda data: data["roles"]["finance"].update(raters=-1)),
    "a tie of 5": ("relations", lambda data: data["ties"].update(residents=5)),
    "an actor without a name": ("relations", lambda data: data.update(rater="")),
    "a target of 5": ("plan", lambda data: data["targets"].update(place=5)),
    "a plan for nothing": ("plan", lambda data: data.pop("targets")),
    "a vote of four levels": ("roundtable", lambda data: data["talks"]["place.spend-map"]["first"]["levels"].pop()),
    "a level agreed that is none": ("roundtable", lambda data: data["talks"]["place.spend-map"].update(agreed=5)),
    "no columns": ("columns", lambda data: data.pop("columns")),
    "no coverage": ("profile", lambda data: data["dimensions"][0].pop("coverage")),
}


@pytest.mark.parametrize(("name", "spoil"), SPOILED.values(), ids=SPOILED.keys())
def test_a_schema_refuses(name: str, spoil: Any) -> None:
    good = {
        "instrument": as_data(INSTRUMENTS[0]),
        "response": json.loads(EXAMPLES[0].read_text("utf-8")),
        "profile": worked_out(EXAMPLES[0].parent),
        "tally": json.loads(to_json(TALLY)),
        "relations": json.loads((ROWS / "council.json").read_text("utf-8")),
        "plan": PLAN,
        "roundtable": ROUNDTABLE,
        "columns": {"format": "capability-columns/1", "columns": {"Your job": "role"}},
    }[name]
    bad = copy.deepcopy(good)
    spoil(bad)
    passes(name, good)
    with pytest.raises(jsonschema.ValidationError):
        passes(name, bad)
