import csv
import io
import re
import zipfile

import msgspec
import pytest

from capability.errors import PlanError
from capability.rule.plan import Edit, Plan, make_plan
from capability.rule.response import Answer
from capability.rule.tally import count_responses
from capability.rule.team import team_profile
from capability.writing.plans import HEAD, PlanKind, plan_document, plan_rows, write_plan
from tests.synthetic import dimension, instrument, respond

MADE = "2026-11-22"
USED = instrument(dimension("one"))
EDITS = {"one.p0": Edit(owner="=HYPERLINK(1)", due="2027-01-31", note="<b>not bold</b>"), "one.p1": Edit(owner="B")}


A, B = "a" * 32, "b" * 32


def plan(edits: dict[str, Edit] | None = None, target: int = 2, name: str = "", identity: str = A) -> Plan:
    mine = respond(USED, {f"one.p{i}": Answer(1) for i in range(4)})
    team = team_profile(USED, count_responses(USED, [mine]))
    return make_plan(USED, team, {"one": target}, edits, name=name, identity=identity)


def calendar(of: Plan, made: str = MADE) -> str:
    return write_plan(of, "calendar", made).data.decode().replace("\r\n ", "")


def uids(of: Plan, made: str = MADE) -> list[str]:
    return re.findall(r"UID:(.*)\r", calendar(of, made))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("markdown", "made-up-plan-2026-11-22.md"),
        ("csv", "made-up-plan-2026-11-22.csv"),
        ("word", "made-up-plan-2026-11-22.docx"),
        ("calendar", "made-up-plan-2026-11-22.ics"),
    ],
)
def test_each_kind_has_its_name_and_the_same_bytes_every_time(kind: PlanKind, name: str) -> None:
    first, second = write_plan(plan(EDITS), kind, MADE), write_plan(plan(EDITS), kind, MADE)
    assert first.name == name
    assert first.data == second.data != b""


def test_the_table_has_every_action_with_its_words_and_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(write_plan(plan(EDITS), "csv", MADE).data.decode("utf-8-sig"), newline="")))
    assert rows[0] == list(HEAD)
    assert [row[2] for row in rows[1:]] == [f"Title of one.p{i}" for i in range(4)]
    first = dict(zip(rows[0], rows[1], strict=True))
    assert (first["Owner"], first["By"], first["Note"]) == ("'=HYPERLINK(1)", "2027-01-31", "<b>not bold</b>")
    assert (first["Now"], first["Target"]) == ("1 starting", "2 practising")


def test_the_calendar_holds_what_has_a_date() -> None:
    text = write_plan(plan(EDITS), "calendar", MADE).data.decode()
    assert text.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20270131" in text
    assert "Module: 1\\, missions" in text.replace("\r\n ", "")


def test_a_calendar_knows_a_plan_again_and_takes_no_other_for_it() -> None:
    dated = {f"one.p{i}": Edit(owner="A. Person", due="2027-01-31") for i in range(4)}
    later = dated | {"one.p0": Edit(due="2027-05-14")}
    first = uids(plan(dated))
    assert len(set(first)) == 4
    assert first == uids(plan(later, name="Another name"), "2026-12-01T09:30:00Z")
    assert not set(first) & set(uids(plan(dated, identity=B)))
    assert "Person" not in "".join(first)


def test_a_plan_is_called_by_its_name_wherever_it_is_read() -> None:
    named = plan(EDITS, name=" Care at home\n\u202e2027 ")
    assert write_plan(named, "word", MADE).name == "made-up-plan-care-at-home-2027-2026-11-22.docx"
    assert write_plan(named, "markdown", MADE).data.decode().startswith("# Plan: Care at home 2027\n")
    assert "SUMMARY:Title of one.p0 (Care at home 2027)\r\n" in calendar(named)
    assert "NAME:Care at home 2027\r\n" in calendar(named)
    assert f"# Plan: {USED.title}\n" in write_plan(plan(), "markdown", MADE).data.decode()


@pytest.mark.parametrize(
    ("empty", "message"),
    [
        (plan({"one.p1": Edit(owner="B")}), "calendar: no action has a date yet. Hint: give one"),
        (plan({"one.p1": Edit(due="2027-01-31", leave_out=True)}), "calendar: no action has a date yet"),
        (plan(EDITS, identity=""), "plan: it has no identity"),
    ],
)
def test_a_calendar_that_would_be_empty_or_nobodys_is_not_written(empty: Plan, message: str) -> None:
    with pytest.raises(PlanError, match=message):
        write_plan(empty, "calendar", MADE)


def test_where_people_see_it_differently_each_file_says_how_far() -> None:
    rows = [(1, 2, 2, 3), (1, 1, 2, 3), (1, 4, 2, 3), (1, 1, 2, 3), (1, 4, 2, 3)]
    answers = [respond(USED, {f"one.p{i}": Answer(level) for i, level in enumerate(row)}) for row in rows]  # type: ignore[arg-type]
    team = team_profile(USED, count_responses(USED, answers))
    seen = make_plan(USED, team, {"one": 3}, {"one.p1": Edit(due="2027-01-31")}, identity=A)
    words = "Seen differently: agree first what is true (people disagree, from 1 to 4: check first)"
    assert dict(zip(HEAD, plan_rows(seen)[2], strict=True))["Why"] == words
    assert "2 practising. Target: 3 embedded." in write_plan(seen, "markdown", MADE).data.decode()
    assert f"Why: {words}" in calendar(seen).replace("\\,", ",").replace("\\n", "\n")
    body = zipfile.ZipFile(io.BytesIO(write_plan(seen, "word", MADE).data)).read("word/document.xml").decode()
    assert words in body


def test_markdown_and_word_say_the_same() -> None:
    text = write_plan(plan(EDITS), "markdown", MADE).data.decode()
    with zipfile.ZipFile(io.BytesIO(write_plan(plan(EDITS), "word", MADE).data)) as archive:
        body = archive.read("word/document.xml").decode()
    for words in (
        "Title of one.p3",
        "From 1 to 2 in one.p2",
        "A paper on one.p1",
        "Nobody yet",
        "31 January 2027",
        "1, missions",
    ):
        assert words in text.replace("\\", "") and words in body
    assert "&lt;b&gt;not bold&lt;/b&gt;" in body and "\\<b\\>not bold" in text


def test_a_plan_with_nothing_to_do_says_so() -> None:
    empty = plan(target=1)
    assert plan_rows(empty) == [HEAD]
    assert "Nothing is below" in str(msgspec.to_builtins(plan_document(empty, MADE)))
