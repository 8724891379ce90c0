"""A response from its file, with the instrument that it answers."""

import json
from pathlib import Path

import pytest

from capability.authoring.instruments import load_instrument
from capability.authoring.responses import load_reading, load_response
from capability.errors import ResponseError
from capability.rule.response import Answer
from tests.synthetic import ORGANISATION


def saved(path: Path, **changes: object) -> Path:
    whole = {
        "format": "capability-response/1",
        "instrument": "organisation",
        "version": ORGANISATION.version,
        "answers": {"place.outcome-map": {"level": 3}, "place.gone": {"level": 1}},
        **changes,
    }
    path.write_text(json.dumps(whole), "utf-8")
    return path


def test_a_response_is_read_with_the_instrument_that_it_names(tmp_path: Path) -> None:
    used, reading = load_reading(saved(tmp_path / "a.json"))
    assert used == ORGANISATION
    assert reading.response.answers == {"place.outcome-map": Answer(3)}
    assert reading.unplaced == ("place.gone",)
    assert load_response(str(tmp_path / "a.json")) == reading.response


def test_a_response_is_not_read_with_an_instrument_that_it_does_not_name(council: Path) -> None:
    with pytest.raises(ResponseError, match="answers `organisation`, not `own`"):
        load_response(saved(council / "a.json"), load_instrument("own"))


RESPONSES: dict[str, tuple[bytes, str, str]] = {
    "no JSON": (
        b"level: 3\n",
        "not-json",
        ":1: this is not JSON. Hint: choose a file that was saved from an assessment",
    ),
    "nothing": (b"", "not-json", ":1: this is not JSON. Hint: choose a file that was saved from an assessment"),
    "a list": (
        b"[1]",
        "not-a-response",
        ": this JSON is not a response. Hint: choose a file that was saved from an assessment",
    ),
    "far too deep": (
        b'{"a":' * 100_000,
        "not-json",
        ": this is not JSON. Hint: choose a file that was saved from an assessment",
    ),
    "not UTF-8": (b'{"a":\n"caf\xe9"}', "not-text", ":2: this is not UTF-8 text. Hint: save the file as UTF-8"),
    "an unknown instrument": (
        b'{"format": "capability-response/1", "instrument": "organization"}',
        "other-instrument",
        ": no instrument `organization` here. Hint: did you mean `organisation`?",
    ),
    "an instrument that is no name": (
        b'{"format": "capability-response/1", "instrument": ["organisation"]}',
        "other-instrument",
        ": no instrument `['organisation']` here. Hint: did you mean `organisation`?",
    ),
}


@pytest.mark.parametrize(("raw", "code", "message"), RESPONSES.values(), ids=RESPONSES.keys())
def test_a_bad_response_file_gets_place_fault_and_remedy(tmp_path: Path, raw: bytes, code: str, message: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(raw)
    with pytest.raises(ResponseError) as caught:
        load_response(path)
    assert [(fault.code, str(fault).removeprefix(str(path))) for fault in caught.value.faults] == [(code, message)]


def test_fifty_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(ResponseError, match=r"larger than 1,000,000 bytes\. Hint: is this the right file\?"):
        load_response(path)


@pytest.mark.parametrize(("name", "what"), [("gone.json", "no such file or directory"), ("", "is a directory")])
def test_a_response_that_is_not_there_and_a_folder(tmp_path: Path, name: str, what: str) -> None:
    with pytest.raises(ResponseError) as caught:
        load_response(tmp_path / name)
    assert (caught.value.faults[0].code, caught.value.faults[0].what) == ("no-file", what)
