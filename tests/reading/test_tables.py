import io
import zipfile
from xml.sax.saxutils import escape

import pytest

from capability.errors import ResponseError
from capability.reading.tables import (
    MOST_COLUMNS,
    MOST_ROWS,
    Columns,
    TableReading,
    csv_rows,
    matches,
    read_columns,
    read_table,
)
from capability.reading.workbooks import workbook_rows
from capability.rule.response import Answer
from tests.synthetic import dimension, instrument

USED = instrument(dimension("one"))


def table(text: str, columns: Columns | None = None) -> TableReading:
    rows = csv_rows(text.encode(), "a.csv")
    return read_table(rows, USED, "a.csv", columns) if columns else read_table(rows, USED, "a.csv")


def told(reading: TableReading) -> list[tuple[str, str]]:
    return [(fault.code, fault.where.removeprefix("a.csv:")) for fault in reading.left_out]


def levels(reading: TableReading) -> list[dict[str, object]]:
    return [{name: answer.level for name, answer in response.answers.items()} for _, response in reading.responses]


def test_a_row_is_a_response() -> None:
    [(number, response)] = table("id,role,one.p0,one.p1,nation\nx1, Finance ,3,,Wales\n").responses
    assert (number, response.id, response.rater.role, response.context.nation) == (2, "x1", "Finance", "Wales")
    assert response.answers == {"one.p0": Answer(3)}
    assert (response.instrument, response.version) == ("made-up", "1.2.3")


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("4", 4),
        ("2.0", 2),
        ("Practising", 2),
        ("1 starting", 1),
        ("one.p0 at 3", 3),
        ("I don't know", "unknown"),
        ("unknown", "unknown"),
        ("Not applicable", "not-applicable"),
        ("does not apply", "not-applicable"),
    ],
)
def test_the_words_of_an_answer(cell: str, level: object) -> None:
    assert levels(table(f"one.p0\n{cell}\n")) == [{"one.p0": level}]


@pytest.mark.parametrize("cell", ["5", "-1", "2.5", "yes", "０", "1e0", "None"])
def test_an_impossible_level_is_named_by_row_and_column_and_the_rest_counts(cell: str) -> None:
    reading = table(f"role,one.p0,one.p1\nlegal,{cell},2\n")
    assert (levels(reading), told(reading)) == ([{"one.p1": 2}], [("bad-level", "2: column B")])


def test_a_formula_is_no_answer() -> None:
    reading = table("one.p0,one.p1,role\n=1+1,2,=cmd\n")
    assert levels(reading) == [{"one.p1": 2}]
    assert told(reading) == [("formula", "2: column A"), ("formula", "2: column C")]
    assert reading.responses[0][1].rater.role == ""


def test_headings_of_another_tool_are_mapped_and_what_is_not_is_listed() -> None:
    columns = Columns(
        "capability-columns/1",
        {"How early?": "one.p0", "Your job": "role", "Start time": "", "Wrong": "one.gone"},
        {"Never heard of it": "unknown", "Always": 4},
    )
    headings = "Start time,your  job,How early?,one.p1,Wrong,Comments"
    reading = table(f"{headings}\n9:00,legal,Always,never heard of it,1,x\n", columns)
    assert levels(reading) == [{"one.p0": 4, "one.p1": "unknown"}]
    assert told(reading) == [("no-place", "1: column E"), ("no-place", "1: column F")]


def test_merged_headings_and_rows_above_them_are_told() -> None:
    reading = table("Our form,,\n,,\none.p0,,one.p1\n1,2,3\n")
    assert levels(reading) == [{"one.p0": 1, "one.p1": 3}]
    assert told(reading) == [("above-headings", "1"), ("no-heading", "3: column B")]


def test_a_heading_twice_counts_once() -> None:
    reading = table("one.p0,One.P0\n1,2\n")
    assert (levels(reading), told(reading)) == ([{"one.p0": 1}], [("duplicate-column", "1: column B")])


def test_an_empty_row_is_nobodys_and_a_row_without_answers_is_somebodys() -> None:
    assert [number for number, _ in table("role,one.p0\n,\nlegal,\n\nlegal,1\n").responses] == [3, 5]


def test_a_text_that_runs_on_is_left_out() -> None:
    reading = table(f"role,one.p0\n{'x' * 201},1\n")
    assert (levels(reading), told(reading)) == ([{"one.p0": 1}], [("too-long", "2: column A")])


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "role,id\nlegal,1\n", ",\n"])
def test_a_table_without_a_practice_is_refused(text: str) -> None:
    with pytest.raises(ResponseError, match="no column is a practice of made-up"):
        table(text)
    assert matches(csv_rows(text.encode(), "a.csv"), USED) == 0


@pytest.mark.parametrize(
    "data",
    [
        b"one.p0;one.p1\r\n1;2\r\n",
        b"one.p0\tone.p1\n1\t2",
        b"\xef\xbb\xbfone.p0,one.p1\n1,2\n",
        "one.p0,one.p1\n1,2\n".encode("utf-16"),
        b'"one.p0","one.p1"\n"1","2"\n',
    ],
)
def test_ways_to_write_a_table(data: bytes) -> None:
    assert levels(read_table(csv_rows(data, "a.csv"), USED, "a.csv")) == [{"one.p0": 1, "one.p1": 2}]


BAD = {
    "not UTF-8": (b"one.p0\n1\ncaf\xe9\n", "not-text", "a.csv:3"),
    "a quote that does not close": (b'one.p0\n1\n"2\n', "not-a-table", "a.csv:3"),
    "a cell without end": (b"one.p0\n" + b"x" * 200_000, "not-a-table", "a.csv:2"),
    "too many rows": (b"one.p0\n" + b"1\n" * 100_000, "too-big", "a.csv"),
    "too many columns": (b"," * (MOST_COLUMNS + 1), "too-big", "a.csv"),
}


@pytest.mark.parametrize(("data", "code", "where"), BAD.values(), ids=BAD.keys())
def test_a_table_that_cannot_be_read(data: bytes, code: str, where: str) -> None:
    with pytest.raises(ResponseError) as caught:
        csv_rows(data, "a.csv")
    assert [(fault.code, fault.where) for fault in caught.value.faults] == [(code, where)]


def test_as_many_rows_as_the_limit_are_read() -> None:
    assert len(csv_rows(b"one.p0\n" + b"1\n" * MOST_ROWS, "a.csv")) == MOST_ROWS + 1


@pytest.mark.parametrize(
    ("plain", "code"),
    [
        ([], "not-columns"),
        ({}, "not-columns"),
        ({"format": "capability-columns/2"}, "other-format"),
        ({"format": "capability-columns/1", "columns": {"a": 1}}, "bad-value"),
    ],
)
def test_what_is_no_file_of_columns_is_refused(plain: object, code: str) -> None:
    with pytest.raises(ResponseError) as caught:
        read_columns(plain, "columns.json")
    assert caught.value.faults[0].code == code


# --- workbooks --------------------------------------------------------------------------------------------------------

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(sheet: str, strings: list[str] | None = None, before: str = "") -> bytes:
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="rId7"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        '<Relationship Id="rId7" Target="worksheets/s.xml"/></Relationships>',
        "xl/worksheets/s.xml": f'{before}<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    if strings is not None:
        shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


PIECES = "<is><r><t>one</t></r><r><t>.p1</t></r></is>"
HEADINGS = f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr">{PIECES}</c></row>'


def test_a_workbook_is_read_with_its_row_numbers() -> None:
    answers = '<row r="2"/><row r="5"><c r="A5"><v>3</v></c><c r="C5" t="str"><v>2</v></c></row>'
    rows = workbook_rows(workbook(HEADINGS + answers, ["one.p0"]), "a.xlsx")
    assert rows == [(1, ["one.p0", "", "one.p1"]), (5, ["3", "", "2"])]
    assert levels(read_table(rows, USED, "a.xlsx")) == [{"one.p0": 3, "one.p1": 2}]


def test_a_formula_in_a_workbook_is_told_whatever_its_value() -> None:
    data = workbook(f'{HEADINGS}<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="C2"><v>1</v></c></row>', ["one.p0"])
    reading = read_table(workbook_rows(data, "a.csv"), USED, "a.csv")
    assert (levels(reading), told(reading)) == ([{"one.p1": 1}], [("formula", "2: column A")])


def test_a_workbook_of_100_000_rows_is_refused_in_words() -> None:
    # Every row another one, so that the file is not refused for being packed too tightly.
    sheet = "".join(f'<row r="{i}"><c r="A{i}"><v>{i * 7919 % 100_003}</v></c></row>' for i in range(1, 100_001))
    with pytest.raises(ResponseError, match="more than 10,000 rows, which is the limit"):
        workbook_rows(workbook(sheet), "a.xlsx")


ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "data",
    [
        workbook(HEADINGS),
        workbook('<row r="1"><c r="1"><v>1</v></c></row>'),
        workbook("<row>"),
        workbook(HEADINGS, ["one.p0"], before=ENTITIES),
        workbook(HEADINGS, ["one.p0"], before='<?xml version="1.0" encoding="x-evil"?>'),
        workbook(HEADINGS, ["one.p0"])[:300],
        b"PK\x03\x04",
    ],
    ids=[
        "a string that is not there",
        "a bad place",
        "not XML",
        "entities",
        "an unheard-of encoding",
        "cut",
        "nothing",
    ],
)
def test_a_workbook_that_cannot_be_read(data: bytes) -> None:
    with pytest.raises(ResponseError) as caught:
        workbook_rows(data, "a.xlsx")
    assert [fault.code for fault in caught.value.faults] == ["not-a-table"]


def test_a_cell_far_to_the_right_is_refused() -> None:
    with pytest.raises(ResponseError, match="1,000 columns"):
        workbook_rows(workbook('<row r="1"><c r="XFD1"><v>1</v></c></row>'), "a.xlsx")
