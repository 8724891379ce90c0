import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.errors import ResponseError
from capability.reading.delimited import delimited_sheet
from tests.reading.tables import LIKENESS

ROWS = [["role", "missions.clear-goal", "Comment"], ["finance", "2", "so; so, and | so"], ["legal", "3", "gŵyl – café"]]


def text_of(separator: str) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(ROWS)
    return file.getvalue()


def rows_of(data: bytes) -> list[list[str]]:
    return [list(row.cells) for row in delimited_sheet(data, "a.csv", LIKENESS).rows]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_separator_and_encoding_are_told_from_the_content(separator: str, encoding: str) -> None:
    ascii_only = text_of(separator).replace("ŵ", "w") if encoding.endswith(("le", "be")) else text_of(separator)
    assert rows_of(ascii_only.encode(encoding))[:2] == ROWS[:2]


def test_windows_letters_are_read() -> None:
    assert rows_of("role,missions.clear-goal\ncafé – “x”,2\n".encode("cp1252"))[1] == ["café – “x”", "2"]


def test_excels_own_line_says_the_separator() -> None:
    assert rows_of(b"sep=;\nrole;missions.clear-goal\na,b;2\n") == [["role", "missions.clear-goal"], ["a,b", "2"]]


def test_a_row_keeps_the_number_that_a_spreadsheet_shows() -> None:
    sheet = delimited_sheet(b"missions.clear-goal\n\n1\n\n2\n", "a.csv", LIKENESS)
    assert [row.number for row in sheet.rows] == [1, 3, 5]


@pytest.mark.parametrize(
    ("data", "code", "where"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not-text", "a.csv"),
        (b"a,b\n\x81\x8d\n", "not-text", "a.csv:2"),
        (b'a,b\n"never closed\n', "not-a-table", "a.csv:2"),
        (b"a\n" + b"x" * 20_000 + b"\n", "not-a-table", "a.csv:2"),
        (b"a\n" * 100_002, "too-big", "a.csv"),
        (b"," * 1_001 + b"\n", "too-big", "a.csv"),
        ((b"," * 999 + b"\n") * 4_001, "too-big", "a.csv"),
    ],
)
def test_what_is_no_table_gets_its_place_and_fault(data: bytes, code: str, where: str) -> None:
    with pytest.raises(ResponseError) as caught:
        delimited_sheet(data, "a.csv", LIKENESS)
    [fault] = caught.value.faults
    assert (fault.code, fault.where) == (code, where)
    assert fault.hint


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_fault(data: bytes) -> None:
    try:
        delimited_sheet(data, "a.csv", LIKENESS)
    except ResponseError as error:
        assert error.faults
