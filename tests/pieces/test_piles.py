import base64
import io
import json
import zipfile
from pathlib import Path

import msgspec
import pytest

from capability.authoring.instruments import Library
from capability.errors import MOST_OF_A_KIND
from capability.pieces.outputs.piles import PlainPile
from capability.pieces.piles import compute, tally_of
from capability.pieces.register import compute_json
from capability.reading.folders import read_files
from capability.reading.gathering import gather_all
from capability.rule.response import Answer, to_json
from tests.synthetic import ORGANISATION, respond

EXAMPLES = Path(__file__).parents[2] / "assessments" / "examples"
LIBRARY = Library()
CONFIG = {"instruments": {name: msgspec.to_builtins(used) for name, used in LIBRARY.items()}}


def file(name: str, data: bytes) -> dict[str, str]:
    return {"name": name, "data": base64.b64encode(data).decode()}


def of(folder: str) -> list[dict[str, str]]:
    return [file(path.name, path.read_bytes()) for path in sorted((EXAMPLES / folder).rglob("*.json"))]


def gathered(*files: dict[str, str]) -> PlainPile:
    return compute(CONFIG, {"files": {"now": list(files)}})["now"]


def test_answers_to_several_instruments_and_rows_come_apart() -> None:
    pile = gathered(
        *of("team-that-disagrees/responses"),
        *of("suppliers-see-it-differently/suppliers"),
        *of("system-with-a-weak-tie/rows"),
    )
    assert [(answers["instrument"], answers["responses"]) for answers in pile["tallies"]] == [
        ("organisation", 12),
        ("supplier", 6),
    ]
    assert len(pile["rows"]) == 7
    assert pile["left_out"] == []


def test_it_is_what_the_same_files_give_on_the_command_line() -> None:
    folder = EXAMPLES / "team-that-disagrees" / "responses"
    there = gather_all(read_files([folder]), LIBRARY)
    [here] = gathered(*of("team-that-disagrees/responses"))["tallies"]
    assert tally_of(here) == there.by_instrument[0].tally


def test_sets_are_read_by_themselves() -> None:
    answer = file("a.json", to_json(respond(ORGANISATION, {"place.outcome-map": Answer(2)})).encode())
    piles = compute(CONFIG, {"files": {"now": [answer], "last": [answer]}})
    assert piles["now"] == piles["last"]
    assert piles["now"]["tallies"][0]["responses"] == 1


def test_it_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    files = {"now": of("suppliers-see-it-differently/residents"), "last": of("suppliers-see-it-differently/suppliers")}
    compute(CONFIG, {"files": files}, lambda done, of: told.append((done, of)))
    assert [*dict.fromkeys(told)] == [(done, 11) for done in range(1, 12)]  # each may be told again, as a sign of life


def climbing() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("../../etc/passwd.json", "{}")
    return archive.getvalue()


BAD = {
    "empty": (b"", "This file is empty"),
    "text": (b"hello", "This kind of file is not read"),
    "not-json.json": (b"{", "This is not JSON"),
    "other.json": (b'{"format": "capability-response/1", "instrument": "nothing"}', "no instrument `nothing`"),
    "profile.json": (b'{"instrument": "organisation", "level": 2}', "This JSON is not a response"),
    "old.json": (
        b'{"format": "capability-response/1", "instrument": "organisation", "version": "9.0.0", "answers": {}}',
        "version 9.0.0",
    ),
    "climbs.zip": (climbing(), ".."),
    "table.csv": (b"a,b\n1,2\n", "No heading of this table"),
}


@pytest.mark.parametrize(("name", "case"), BAD.items(), ids=BAD)
def test_a_bad_file_is_named_and_the_rest_goes_on(name: str, case: tuple[bytes, str]) -> None:
    data, what = case
    good = file("good.json", to_json(respond(ORGANISATION, {"place.outcome-map": Answer(2)})).encode())
    pile = gathered(file(name, data), good)
    assert pile["tallies"][0]["responses"] == 1
    assert [fault for fault in pile["left_out"] if name in fault["where"] and what in str(fault)]


def test_with_bad_files_only_each_is_told_and_nothing_else() -> None:
    pile = gathered(*(file(name, data) for name, (data, _) in BAD.items()))
    assert (pile["tallies"], pile["rows"]) == ([], {})
    assert len({fault["where"] for fault in pile["left_out"]}) == len(BAD)


def test_very_many_faults_are_counted_and_not_all_told() -> None:
    pile = gathered(*(file(f"{i}.json", b"{") for i in range(MOST_OF_A_KIND + 3)), file("none.json", b""))
    assert (len(pile["left_out"]), pile["left_out_more"]) == (MOST_OF_A_KIND + 1, 3)
    assert pile["left_out"][-1]["where"] == "none.json"


def test_it_is_called_like_any_piece() -> None:
    state = {"files": {"now": of("suppliers-see-it-differently/residents")}}
    text = compute_json("piles", json.dumps(CONFIG), json.dumps(state))
    assert json.loads(text) == json.loads(json.dumps(compute(CONFIG, state)))


# --- tables: what they were understood to say -------------------------------------------------------------------------

CASES = Path(__file__).parents[1] / "reading" / "cases"


def case(name: str) -> dict[str, str]:
    return file(name, (CASES / name).read_bytes())


def test_of_a_table_with_a_question_nothing_is_counted_until_it_is_settled() -> None:
    pile = gathered(case("one-to-five.csv"))
    [table] = pile["tables"]
    assert (pile["tallies"], table["settled"], table["counted"]) == ([], False, 0)
    assert [fault["where"] for fault in pile["left_out"]] == ["one-to-five.csv"]
    [question] = table["questions"]
    columns = {"format": "capability-columns/1", "columns": {}, "tables": question["choices"][0]["tables"]}
    settled = compute(CONFIG, {"files": {"now": [case("one-to-five.csv")]}, "columns": columns})["now"]
    [table], [answers] = settled["tables"], settled["tallies"]
    assert (table["questions"], table["people"], answers["raters"]) == ([], 3, 3)


@pytest.mark.parametrize("name", ["msforms.xlsx", "google.csv", "european.csv", "long.csv"])
def test_the_rows_of_a_table_are_told_as_a_sum(name: str) -> None:
    [table] = gathered(case(name))["tables"]
    assert table["people"] == 25
    assert table["rows"] == table["headings"] + table["counted"] + table["left_out"]


def test_each_column_is_told_with_what_stands_in_it() -> None:
    [table] = gathered(case("words.csv"))["tables"]
    first = table["columns"][0]
    assert (first["letter"], first["meaning"], first["filled"]) == ("A", "Missions that can be checked", 3)
    assert first["samples"] == "I don’t know · n/a · 2 - practising"


def test_of_a_row_an_answer_each_column_is_told_by_its_part() -> None:
    [table] = gathered(case("long.csv"))["tables"]
    assert [column["meaning"] for column in table["columns"]] == ["respondent", "role", "question", "answer"]


def test_a_file_of_columns_that_is_dropped_with_its_table_settles_it() -> None:
    pile = gathered(case("floats.csv"), case("floats-columns.json"))
    [table] = pile["tables"]
    assert (table["settled"], table["people"]) == (True, 3)
