import csv
import io
import zipfile

import msgspec
import pytest

from capability.rule.plan import Edit, Plan, make_plan
from capability.rule.response import Answer
from capability.rule.tally import count_responses
from capability.rule.team import team_profile
from capability.writing.plans import HEAD, PlanKind, plan_document, plan_rows, write_plan
from tests.synthetic import dimension, instrument, respond

MADE = "2026-11-22"
USED = instrument(dimension("one"))
EDITS = {"one.p0": Edit(owner="=HYPERLINK(1)", due="2027-01-31", note="<b>not bold</b>"), "one.p1": Edit(owner="B")}


def plan(edits: dict[str, Edit] | None = None, target: int = 2) -> Plan:
    mine = respond(USED, {f"one.p{i}": Answer(1) for i in range(4)})
    return make_plan(USED, team_profile(USED, count_responses(USED, [mine])), {"one": target}, edits)


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
    assert "Chapter: 1\\, missions" in text.replace("\r\n ", "")


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
