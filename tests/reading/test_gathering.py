import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.errors import CapabilityError, Fault
from capability.reading.archives import InputFile
from capability.reading.folders import read_files
from capability.reading.gathering import gather, gather_all, gather_rows
from capability.reading.understanding import Columns
from capability.rule.instrument import Instrument
from capability.rule.tally import to_json
from tests.synthetic import dimension, instrument

USED = instrument(dimension("one"))
OTHER = Instrument(**{**{name: getattr(USED, name) for name in USED.__struct_fields__}, "id": "other"})
SHELF = {"made-up": USED, "other": OTHER}


def response(level: object, **changes: object) -> bytes:
    whole = {"format": "capability-response/1", "instrument": "made-up", "version": "1.0.0"}
    return json.dumps({**whole, "answers": {"one.p0": {"level": level}}, **changes}).encode()


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


def told(left_out: tuple[Fault, ...]) -> list[tuple[str, str]]:
    return [(fault.code, fault.where) for fault in left_out]


def counts(*files: InputFile) -> tuple[int, ...]:
    return gather(files, SHELF).tally.whole.practices["one.p0"].levels


def test_files_of_all_kinds_make_one_tally() -> None:
    tally = to_json(gather([InputFile("a.json", response(4))], SHELF).tally).encode()
    gathered = gather(
        [
            InputFile("a.json", response(0)),
            InputFile("b.csv", b"one.p0\n1\n1\n"),
            InputFile("c.zip", zipped(a_json=response(2), b_csv=b"one.p0\n3\n")),
            InputFile("d.tally.json", tally),
        ],
        SHELF,
    )
    assert gathered.tally.whole.practices["one.p0"].levels == (1, 2, 1, 1, 1)
    assert (len(gathered.responses), len(gathered.tallies), gathered.left_out) == (5, 1, ())


def test_a_repeated_id_counts_once_as_it_was_saved_last_in_any_order() -> None:
    first = InputFile("a.json", response(1, id="x", saved="2026-11-01T09:00:00Z"))
    last = InputFile("b.json", response(3, id="x", saved="2026-11-02T09:00:00Z"))
    for order in ([first, last], [last, first]):
        gathered = gather(order, SHELF)
        assert gathered.tally.whole.practices["one.p0"].levels == (0, 0, 0, 1, 0)
        assert told(gathered.left_out) == [("repeated-id", "a.json")]


def test_a_response_without_an_id_always_counts() -> None:
    assert counts(InputFile("a.json", response(1)), InputFile("b.json", response(1))) == (0, 2, 0, 0, 0)


def test_the_same_tally_or_table_counts_once() -> None:
    tally = to_json(gather([InputFile("a.json", response(4))], SHELF).tally).encode()
    gathered = gather([InputFile(name, tally) for name in ("a", "b")] + [InputFile("c.csv", b"one.p0\n1\n")] * 2, SHELF)
    assert gathered.tally.whole.practices["one.p0"].levels == (0, 1, 0, 0, 1)
    assert told(gathered.left_out) == [("same-file", "b"), ("same-file", "c.csv")]


def test_the_instrument_is_that_of_most_files_and_the_others_are_named() -> None:
    mixed = [InputFile("a.json", response(1, instrument="other"))] + [
        InputFile(f"{i}.json", response(2)) for i in range(2)
    ]
    gathered = gather(mixed, SHELF)
    assert (gathered.instrument.id, told(gathered.left_out)) == ("made-up", [("other-instrument", "a.json")])
    assert gather(mixed, SHELF, "other").tally.raters == 1
    assert gather(mixed, SHELF, columns=Columns("capability-columns/1", {}, instrument="other")).instrument is OTHER


BAD = {
    "empty": (InputFile("x.json", b""), "empty", "x.json"),
    "blank": (InputFile("x.csv", b"\n \n"), "empty", "x.csv"),
    "not JSON": (InputFile("x.json", b'{\n"a": }'), "not-json", "x.json:2"),
    "a list": (InputFile("x.json", b"[1]"), "not-a-response", "x.json"),
    "not text": (InputFile("x.json", b"{\n\xff}"), "not-text", "x.json:2"),
    "another major version": (InputFile("x.json", response(1, version="2.0.0")), "other-version", "x.json"),
    "an impossible level": (InputFile("x.json", response(9)), "bad-level", "x.json: answers.one.p0.level"),
    "an actor's row": (InputFile("x.json", b'{"format": "capability-relations/1"}'), "not-a-response", "x.json"),
    "an actor's instrument that is a list": (
        InputFile("x.json", response(1, instrument=[])),
        "not-a-response",
        "x.json",
    ),
    "a picture": (InputFile("x.png", b"\x89PNG"), "other-format", "x.png"),
    "a table of something else": (InputFile("x.csv", b"a,b\n1,2\n"), "no-headings", "x.csv"),
    "a broken archive": (InputFile("x.zip", b"PK\x03\x04"), "bad-archive", "x.zip"),
    "a response that is too large": (InputFile("x.json", response(1, id="x" * 1_000_001)), "too-big", "x.json"),
    "a retired practice": (
        InputFile("x.json", response(1, answers={"one.gone": {"level": 1}})),
        "no-place",
        "x.json: answers",
    ),
}


@pytest.mark.parametrize(("file", "code", "where"), BAD.values(), ids=BAD.keys())
def test_what_cannot_be_used_is_named_and_the_rest_goes_on(file: InputFile, code: str, where: str) -> None:
    gathered = gather([file, InputFile("good.json", response(2))], SHELF)
    assert gathered.tally.whole.practices["one.p0"].levels == (0, 0, 1, 0, 0)
    assert told(gathered.left_out) == [(code, where)]
    assert gathered.left_out[0].hint


def test_where_no_instrument_is_meant_none_is_named() -> None:
    """A table with headings of its own was told that it holds no practice of whichever instrument came first."""
    files = [
        InputFile("x.csv", b"Your job,Question 1\nFinance,2\n"),
        InputFile("y.json", b'{"format": "something-else/1"}'),
    ]
    with pytest.raises(CapabilityError) as caught:
        gather(files, SHELF)
    assert told(caught.value.faults) == [("not-a-response", "y.json"), ("no-headings", "x.csv")]
    assert "made-up" not in str(caught.value)


@pytest.mark.parametrize(
    ("form", "what", "hint"),
    [
        ("capability-plan/1", "this is a plan, not a response", "open it in the workbench, where its plan is"),
        ("capability-roundtable/1", "this is a roundtable, not a response", "open it on the page of the roundtable"),
        ("capability-learning/2", "this is a file of somebody's learning, not a response", "open it under My learning"),
        ("capability-exercise/1", "this is a saved exercise, not a response", "open it on the page of its chapter"),
        ("capability-response/1", "it does not say which instrument it answers", "choose a file that was saved from"),
        ("something-else/1", "this JSON is not a response", "choose a file that was saved from an assessment"),
    ],
)
def test_a_file_that_holds_no_answers_is_told_what_it_is(form: str, what: str, hint: str) -> None:
    [fault] = gather_all([InputFile("x.json", json.dumps({"format": form}).encode())], SHELF).left_out
    assert (fault.code, fault.what) == ("not-a-response", what)
    assert fault.hint.startswith(hint)


def test_with_nothing_to_use_every_fault_is_told() -> None:
    bad = [
        InputFile("a.json", b""),
        InputFile("b.json", response(9)),
        InputFile("c.json", response(1, instrument="x")),
    ]
    with pytest.raises(CapabilityError) as caught:
        gather(bad, SHELF)
    assert told(caught.value.faults) == [
        ("empty", "a.json"),
        ("bad-level", "b.json: answers.one.p0.level"),
        ("other-instrument", "c.json"),
    ]
    with pytest.raises(CapabilityError, match="there is nothing to read"):
        gather([], SHELF)
    with pytest.raises(CapabilityError, match=r"c\.json: there is no instrument `x`"):
        gather([InputFile("c.json", response(1, instrument="x"))], SHELF)


@given(st.lists(st.binary(max_size=60), max_size=4), st.sampled_from(["a.json", "a.csv", "a.zip", "a.xlsx"]))
def test_no_bytes_end_it(blobs: list[bytes], name: str) -> None:
    gathered = gather([InputFile(name, blob) for blob in blobs] + [InputFile("good.json", response(2))], SHELF)
    assert gathered.tally.raters >= 1


# --- rows of actors ---------------------------------------------------------------------------------------------------


def row(rater: str, **ties: object) -> bytes:
    return json.dumps({"format": "capability-relations/1", "rater": rater, "ties": ties}).encode()


def test_of_two_rows_from_one_actor_the_later_counts_and_it_is_said() -> None:
    rows = gather_rows([InputFile("a.json", row("a", b=1)), InputFile("z.zip", zipped(a_json=row("a", b=3)))])
    assert rows.relations.rows == {"a": {"b": 3}}
    assert [str(fault) for fault in rows.left_out] == [
        "z.zip: a.json: `a` rated before, in a.json. Hint: the later row counts"
    ]


def test_an_actor_with_two_spellings_is_one_and_it_is_said() -> None:
    rows = gather_rows([InputFile("a.json", row("Council", health=3)), InputFile("b.json", row("Health", council=3))])
    assert rows.relations.rows == {"Council": {"Health": 3}, "Health": {"Council": 3}}
    assert [(fault.code, fault.where, fault.what) for fault in rows.left_out] == [
        ("one-actor", "Council", "taken for one actor with `council`"),
        ("one-actor", "Health", "taken for one actor with `health`"),
    ]
    again = gather_rows(
        [InputFile("a.json", row("Council", b=1)), InputFile("b.json", row("council", b=3))], ["COUNCIL", "B"]
    )
    assert again.relations.rows == {"COUNCIL": {"B": 3}}
    assert [fault.code for fault in again.left_out] == ["repeated-rater", "one-actor", "one-actor"]


def test_who_is_not_in_the_list_is_left_out_and_named() -> None:
    rows = gather_rows([InputFile("a.json", row("a", b=1, x=2)), InputFile("x.json", row("x", a=3))], ["a", "b"])
    assert rows.relations.rows == {"a": {"b": 1}}
    assert [fault.what for fault in rows.left_out] == ["`x` is not in the list of actors"] * 2


def test_a_response_a_table_and_a_bad_tie_are_named_and_the_rest_goes_on() -> None:
    rows = gather_rows(
        [
            InputFile("r.json", response(1)),
            InputFile("t.csv", b"a,b\n1,2\n"),
            InputFile("a.json", row("a", b=9, c=1)),
        ]
    )
    assert rows.relations.rows == {"a": {"c": 1}}
    assert told(rows.left_out) == [
        ("not-relations", "t.csv"),
        ("not-relations", "r.json"),
        ("bad-level", "a.json: ties.b"),
    ]
    with pytest.raises(CapabilityError):
        gather_rows([InputFile("r.json", response(1))])


# --- from a disk ------------------------------------------------------------------------------------------------------


def test_a_folder_stands_for_its_files_and_a_path_counts_once(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.json", "a.json", ".DS_Store"):
        (tmp_path / name).write_bytes(response(1))
    files = list(read_files([tmp_path, tmp_path / "a.json", tmp_path / "gone"]))
    assert [Path(file.name).name for file in files if isinstance(file, InputFile)] == ["a.json", "b.json"]
    assert [fault.code for fault in files if isinstance(fault, Fault)] == ["folder", "same-file", "no-file"]


def test_what_cannot_be_read_is_told_with_what_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(response(1))
    (tmp_path / "b.json").write_bytes(b"{")
    paths = [tmp_path / name for name in ("gone", "a.json", "b.json")]
    assert [fault.code for fault in gather(read_files(paths), SHELF).left_out] == ["no-file", "not-json"]
    with pytest.raises(CapabilityError) as caught:
        gather(read_files(paths[:1]), SHELF)
    assert [fault.code for fault in caught.value.faults] == ["no-file"]


# --- any mixture ------------------------------------------------------------------------------------------------------

ROW = json.dumps({"format": "capability-relations/1", "rater": "council", "ties": {"residents": 1}}).encode()
MIXED = {
    "two of one": [InputFile("a.json", response(1)), InputFile("b.csv", b"one.p0\n2\n")],
    "one of another": [InputFile("c.json", response(3, instrument="other"))],
    "a row": [InputFile("council.json", ROW)],
    "what is no answer": [InputFile("d.json", b"{}"), InputFile("e.json", response(1, instrument="unheard-of"))],
    "a table of something else": [InputFile("f.csv", b"Name,Age\nx,3\n")],
}


@given(st.permutations(list(MIXED)))
def test_each_instrument_gets_its_files_and_rows_theirs_in_any_order(order: list[str]) -> None:
    pile = gather_all([file for name in order for file in MIXED[name]], SHELF)
    assert [answers.instrument.id for answers in pile.by_instrument] == ["made-up", "other"]
    assert [answers.tally.raters for answers in pile.by_instrument] == [2, 1]
    assert pile.relations.rows == {"council": {"residents": 1}}
    assert sorted(told(pile.left_out)) == [
        ("no-headings", "f.csv"),
        ("not-a-response", "d.json"),
        ("unknown-instrument", "e.json"),
    ]


@given(st.permutations(list(MIXED)))
def test_an_instrument_alone_is_what_gathering_for_it_gives(order: list[str]) -> None:
    # No tables: both instruments here ask the same questions, and a table does not say whose it is.
    files = [file for name in order for file in MIXED[name] if file.name.endswith(".json")]
    for answers in gather_all(files, SHELF).by_instrument:
        assert to_json(answers.tally) == to_json(gather(files, SHELF, answers.instrument.id).tally)


def test_files_without_an_answer_give_an_empty_pile_and_every_reason() -> None:
    pile = gather_all(MIXED["what is no answer"], SHELF)
    assert (pile.by_instrument, pile.relations.rows) == ((), {})
    assert len(pile.left_out) == 2


# --- the same people twice --------------------------------------------------------------------------------------------

HEAD = "Completion time,Email,Your role,one.p0,one.p1"
ROWS = [f"2026-11-0{day} 09:1{day},anonymous,legal,{day},0" for day in (1, 2, 3)]


def csv(name: str, *rows: str) -> InputFile:
    return InputFile(name, "\n".join([HEAD, *rows]).encode())


def test_a_later_export_of_a_form_holds_the_earlier_rows_and_each_counts_once() -> None:
    """Whichever comes first; two who answered alike in one export are two."""
    files = [csv("mon.csv", *ROWS[:2], ROWS[1]), csv("fri.csv", *ROWS, ROWS[1])]
    for order in (files, files[::-1]):
        gathered = gather(order, SHELF)
        assert len(gathered.responses) == 4
        assert {fault.code for fault in gathered.left_out} == {"repeated-row"}
        assert len(gathered.left_out) == 3


def test_where_no_time_tells_all_count_and_it_is_told() -> None:
    rows = [",".join(["", *row.split(",")[1:]]) for row in ROWS]
    gathered = gather([csv("a.csv", *rows), csv("backup.csv", *rows, ",,finance,0,0")], SHELF)
    assert len(gathered.responses) == 7
    assert told(gathered.left_out) == [("equal-rows", "backup.csv")]


def test_of_three_saved_the_last_counts_however_times_are_written() -> None:
    head = "response id,saved,one.p0\n"
    data = f"{head}R_a,21/11/2026 9:00,1\nR_a,21/11/2026 10:00,4\nR_a,21/11/2026 11:00,1\n"
    assert counts(InputFile("a.csv", data.encode())) == (0, 1, 0, 0, 0)


def test_one_person_in_two_rounds_is_there_in_both() -> None:
    data = b"response id,round,one.p0\nR_abc,2025,1\nR_abc,2026,3\n"
    gathered = gather([InputFile("a.csv", data)], SHELF)
    assert (len(gathered.responses), gathered.left_out) == (2, ())


def test_a_table_of_another_instrument_says_which() -> None:
    other = instrument(dimension("two"))
    shelf = {
        "made-up": USED,
        "other": Instrument(**{**{n: getattr(other, n) for n in other.__struct_fields__}, "id": "other"}),
    }
    gathered = gather([InputFile("a.csv", b"one.p0\n1\n"), InputFile("b.csv", b"two.p0\n1\n")], shelf, "made-up")
    [fault] = gathered.left_out
    assert (fault.code, fault.what) == ("other-instrument", "it answers `other`, which is not counted here")
