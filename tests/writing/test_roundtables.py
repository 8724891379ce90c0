"""The record of a roundtable as files: every vote and reason in each, and no formula."""

import csv
import io
import zipfile

import pytest

from capability.authoring.instruments import load_instrument
from capability.rule.roundtable import Point, Promise, Roundtable, SideVotes, Talk, Vote, record
from capability.writing.roundtables import RecordKind, agreed_words, write_record

ORGANISATION = load_instrument("organisation")
MADE = "2026-11-22"
TALKS = {
    "market-shaping.early-engagement": Talk(
        Vote((2, 0, 3, 1, 2), unknown=1),
        Vote((0, 2, 7, 0, 0)),
        2,
        "=HYPERLINK(1)",
        promises=(Promise("Head of buying", "=1+1", "2027-01-31"),),
    ),
    "place.outcome-map": Talk(Vote((1, 0, 0, 0, 0)), agreed="no-agreement", reason="<b>Two</b> views"),
    "place.spend-map": Talk(),
}


@pytest.fixture
def points() -> tuple[Point, ...]:
    return record(
        ORGANISATION,
        Roundtable(
            format="capability-roundtable/1",
            instrument="organisation",
            version="1.0.0",
            agenda=tuple(TALKS),
            talks=TALKS,
        ),
    )


@pytest.mark.parametrize(("kind", "ending"), [("markdown", "md"), ("word", "docx"), ("csv", "csv")])
def test_each_kind_has_its_name_and_the_same_bytes_every_time(
    points: tuple[Point, ...], kind: RecordKind, ending: str
) -> None:
    first, second = (write_record(ORGANISATION, points, kind, MADE) for _ in range(2))
    assert first.name == f"organisation-roundtable-2026-11-22.{ending}"
    assert first.data == second.data != b""


def test_the_table_has_one_row_a_vote_and_no_formula(points: tuple[Point, ...]) -> None:
    text = write_record(ORGANISATION, points, "csv", MADE).data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == 1 + 2 * len(TALKS)
    assert rows[1][2:10] == ["Before talking", "2", "0", "3", "1", "2", "1", "0"]
    assert rows[2][2:8] == ["After talking", "0", "2", "7", "0", "0"]
    assert rows[1][10:] == ["2 practising", "'=HYPERLINK(1)", "Head of buying,' =1+1, 31 January 2027"]
    assert rows[5][3:10] == [""] * 7


SIDES = ("Council", "Suppliers")


@pytest.mark.parametrize(
    ("votes", "shown"),
    [
        ((5, 5, 0), True),
        ((5, 6, 5), True),
        ((4, 9, 0), False),
        ((9, 9, 1), False),  # whoever takes the sides from the whole has that one
        ((9, 0, 0), True),
    ],
)
def test_sides_are_on_paper_only_where_none_of_them_is_few(votes: tuple[int, int, int], shown: bool) -> None:
    council, suppliers, rest = (Vote((0, 0, n, 0, 0)) for n in votes)
    talk = Talk(first=rest, sides={"Council": SideVotes(council), "Suppliers": SideVotes(suppliers)})
    table = Roundtable(
        format="capability-roundtable/1",
        instrument="organisation",
        version="1.0.0",
        agenda=("place.outcome-map",),
        talks={"place.outcome-map": talk},
        sides=SIDES,
    )
    text = write_record(ORGANISATION, record(ORGANISATION, table), "csv", MADE).data.decode("utf-8-sig")
    assert ("Council" in text) is shown


def test_markdown_and_word_say_the_same(points: tuple[Point, ...]) -> None:
    text = write_record(ORGANISATION, points, "markdown", MADE).data.decode().replace("\\", "")
    with zipfile.ZipFile(io.BytesIO(write_record(ORGANISATION, points, "word", MADE).data)) as archive:
        body = archive.read("word/document.xml").decode()
    for words in ("22 November 2026", "2 practising", "No agreement yet", "Not talked about yet", "Before talking"):
        assert words in text and words in body
    assert "<b>Two</b>" not in body


@pytest.mark.parametrize(
    ("agreed", "words"),
    [(0, "0 not yet"), (4, "4 shaping"), ("unknown", "We do not know: find out"), (None, "Not talked about yet")],
)
def test_what_was_agreed_is_said_in_words(agreed: int | str | None, words: str) -> None:
    assert agreed_words(ORGANISATION, agreed) == words  # type: ignore[arg-type]
