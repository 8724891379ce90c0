import json
import re
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.course.learning import FILE as LEARNING
from capability.course.training import FILE as TRAINING
from capability.errors import CapabilityError
from capability.limits import DEEPEST_JSON
from capability.pieces.exercise import FILE as EXERCISE
from capability.reading.understanding import FILE as COLUMNS
from capability.rule.benchmark import FILE as EDITION
from capability.rule.joining import FILE as COUNCIL
from capability.rule.plan import FILE as PLAN
from capability.rule.relations import FILE as RELATIONS
from capability.rule.response import FILE as RESPONSE
from capability.rule.roundtable import FILE as ROUNDTABLE
from capability.rule.steward import FILE as MEMBERS
from capability.rule.tally import FILE as TALLY
from capability.text import (
    FILES,
    FileKind,
    any_object,
    file_name,
    is_day,
    json_object,
    json_text,
    one_line,
    shaped,
    spoken_date,
)

KINDS = [COLUMNS, COUNCIL, EDITION, EXERCISE, LEARNING, MEMBERS, PLAN, RELATIONS, RESPONSE, ROUNDTABLE, TALLY, TRAINING]
by_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.format)


def nested(depth: int) -> str:
    return '{"a":' * depth + "1" + "}" * depth


def fault_of(text: str, kind: FileKind) -> tuple[str, str, str, str]:
    with pytest.raises(kind.error) as caught:
        json_object(text, "a.json", kind)
    [fault] = caught.value.faults
    return fault.code, fault.where, fault.what, fault.hint


def test_every_kind_of_file_is_known_once_by_its_format() -> None:
    assert sorted(kind.format.partition("/")[0] for kind in KINDS) == sorted(FILES)
    assert len({kind.code for kind in KINDS}) == len({kind.called for kind in KINDS}) == len(KINDS)


def test_no_other_kind_of_file_is_read_anywhere() -> None:
    source = Path(__file__).resolve().parents[1] / "src"
    written = {
        name
        for path in source.rglob("*.py")
        for name in re.findall(r'"(capability-[a-z-]+)/\d', path.read_text("utf-8"))
    }
    assert written == set(FILES)


@by_kind
def test_a_file_of_a_kind_is_read(kind: FileKind) -> None:
    assert json_object(json.dumps({"format": kind.format, "a": "é"}), "a.json", kind) == {
        "format": kind.format,
        "a": "é",
    }


# What is in the file; then the code, the place, and what is wrong.
NO_JSON: dict[str, tuple[str, str, str, str]] = {
    "nothing": ("", "not-json", "a.json:1", "this is not JSON"),
    "a cut file": ('{\n"a":\n', "not-json", "a.json:3", "this is not JSON"),
    "a web page": ("<!doctype html>", "not-json", "a.json:1", "this is not JSON"),
    "too deep": (nested(DEEPEST_JSON + 1), "not-json", "a.json", "this is not JSON"),
    "deeper than any stack": ("[" * 100_000, "not-json", "a.json", "this is not JSON"),
    "an endless number": ("1" * 5000, "not-json", "a.json", "this is not JSON"),
    "a repeated key": ('{"a": {"b": 1, "b": 1}}', "repeated-key", "a.json", "`b` stands twice in one object"),
}


@by_kind
@pytest.mark.parametrize(("text", "code", "where", "what"), NO_JSON.values(), ids=NO_JSON)
def test_what_is_no_json_is_told_with_its_line(kind: FileKind, text: str, code: str, where: str, what: str) -> None:
    assert fault_of(text[: kind.limit], kind)[:3] == (code, where, what)


@by_kind
def test_each_kind_has_words_of_its_own(kind: FileKind) -> None:
    name, _, version = kind.format.partition("/")
    newer = f"{name}/{int(version) + 1}"
    other = PLAN if kind is not PLAN else RESPONSE
    assert fault_of("{", kind)[3] == kind.remedy
    assert fault_of("[]", kind) == (kind.code, "a.json", f"this JSON is not {kind.called}", kind.remedy)
    assert fault_of("{}", kind) == (kind.code, "a.json", f"this JSON is not {kind.called}", kind.remedy)
    assert fault_of(json.dumps({"format": [1]}), kind)[2] == f"this JSON is not {kind.called}"
    assert fault_of(json.dumps({"format": newer}), kind) == (
        "other-format",
        "a.json",
        f"its format is `{newer}`, and this kit reads `{kind.format}`",
        "open it with the newer kit",
    )
    assert fault_of(json.dumps({"format": other.format}), kind) == (
        kind.code,
        "a.json",
        f"this is {other.called}, not {kind.called}",
        FILES[other.format.partition("/")[0]][1],
    )


def test_a_broken_plan_is_not_sent_to_an_assessment() -> None:
    assert "assessment" not in " ".join(fault_of("{", PLAN))


@by_kind
def test_a_text_over_the_limit_is_not_parsed(kind: FileKind) -> None:
    code, _, what, hint = fault_of("[" * (kind.limit + 1), kind)
    assert (code, what) == ("too-big", f"longer than {kind.limit:,} characters")
    assert hint == f"is this the right file? If not, {kind.remedy}"


def test_brackets_in_strings_do_not_count_as_depth() -> None:
    text = json.dumps({"format": PLAN.format, "a": "[" * 100, 'a"b[': '\\"[{'})
    assert json_object(text, "a.json", PLAN)["a"] == "[" * 100
    assert any_object(nested(DEEPEST_JSON), "a.json", PLAN)


@given(st.text(alphabet='[]{}"\\,:1a \n', max_size=40))
def test_no_text_ends_it_in_another_way_than_told(text: str) -> None:
    try:
        assert any_object(text, "a.json", PLAN) == json.loads(text)
    except CapabilityError as error:
        assert {fault.code for fault in error.faults} <= {"not-json", "repeated-key", "not-a-plan"}


# --- values that do not fit -------------------------------------------------------------------------------------------


class Inner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    level: int = 0


class Outer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    inner: Inner = Inner()
    by_name: dict[str, Inner] = {}
    word: Literal["a", "b"] = "a"


MISFITS: dict[str, tuple[dict[str, Any], str, str, str, str]] = {
    "a value": ({"inner": {"level": "x"}}, "bad-value", "a.json: inner.level", "expected `int`, got `str`", PLAN.mend),
    "a key": ({"iner": 1}, "unknown-key", "a.json", "unknown key `iner`", "did you mean `inner`?"),
    "a key inside": (
        {"inner": {"levle": 1}},
        "unknown-key",
        "a.json: inner",
        "unknown key `levle`",
        "did you mean `level`?",
    ),
    "a key in a table": (
        {"by_name": {"x": {"levle": 1}}},
        "unknown-key",
        "a.json: by_name[...]",
        "unknown key `levle`",
        PLAN.mend,
    ),
    "half of a character": (
        {"word": "\ud800"},
        "bad-value",
        "a.json",
        "it holds half of a character",
        PLAN.mend,
    ),
}


@pytest.mark.parametrize(("changes", "code", "where", "what", "hint"), MISFITS.values(), ids=MISFITS)
def test_a_value_that_does_not_fit_is_told_with_its_path(
    changes: dict[str, Any], code: str, where: str, what: str, hint: str
) -> None:
    with pytest.raises(PLAN.error) as caught:
        shaped({"format": PLAN.format, **changes}, "a.json", PLAN, Outer)
    [fault] = caught.value.faults
    assert (fault.code, fault.where, fault.what, fault.hint) == (code, where, what, hint)


# --- writing ----------------------------------------------------------------------------------------------------------


def test_half_of_a_character_pair_is_written_as_an_escape_and_read_again() -> None:
    text = json_text({"note": "cut \ud83d", "é": 1})
    assert text == '{\n  "note": "cut \\ud83d",\n  "é": 1\n}\n'
    assert text.encode()
    assert json.loads(text) == {"note": "cut \ud83d", "é": 1}


def test_the_same_data_give_the_same_text_in_any_order() -> None:
    assert json_text({"a": 1, "b": None}) == json_text({"b": None, "a": 1}) == '{\n  "a": 1,\n  "b": null\n}\n'


def test_a_day_is_spoken_as_people_write_it() -> None:
    assert spoken_date("2027-01-01") == "1 January 2027"


@pytest.mark.parametrize(
    ("text", "day"), [("2028-02-29", True), ("2027-02-29", False), ("2027-13-01", False), ("", False), ("soon", False)]
)
def test_a_day_is_one_of_the_calendar(text: str, day: bool) -> None:
    assert is_day(text) is day


# --- names of files ---------------------------------------------------------------------------------------------------

NAMES: dict[str, str] = json.loads((Path(__file__).parent / "file_names.json").read_text("utf-8"))
"""What a reader wrote, and how a file is called by it; the views' own tests read the same."""


@pytest.mark.parametrize(("about", "name"), NAMES.items(), ids=ascii)
def test_a_file_is_called_by_what_it_is_about(about: str, name: str) -> None:
    assert file_name("contract-plan", "2026-11-22", "ics", about) == name


@given(st.text())
def test_no_name_is_a_path_or_too_long_whatever_a_reader_wrote(about: str) -> None:
    name = file_name("organisation-answers", "2026-11-22", "json", about)
    assert re.fullmatch(r"organisation-answers-([^\W_]+-)*2026-11-22\.json", name)
    assert len(name.encode()) <= 255
    line = one_line(about)
    assert line == one_line(line) and line.isprintable()
