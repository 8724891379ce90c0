import io
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from capability.authoring.instruments import Library, load_instrument
from capability.forms.questions import form_of
from capability.forms.xlsform import to_xlsform
from capability.rule.instrument import Instrument

LIBRARY = Library()


def sheets(data: bytes) -> dict[str, list[dict[str, str]]]:
    book = load_workbook(io.BytesIO(data))
    rows: dict[str, list[dict[str, str]]] = {}
    for sheet in book.worksheets:
        head, *below = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
        rows[sheet.title] = [dict(zip(head, row, strict=True)) for row in below]
    return rows


@pytest.mark.parametrize("instrument", LIBRARY.values(), ids=LIBRARY)
def test_it_becomes_an_xform_without_an_error_or_a_warning(instrument: Instrument) -> None:
    made: Any = convert(io.BytesIO(to_xlsform(form_of(instrument))), file_type=".xlsx", validate=False)
    assert made.warnings == []
    form = ElementTree.fromstring(made.xform)
    asked = [element for element in form.iter() if element.tag.endswith(("}select1", "}input"))]
    notes = 1 + len(instrument.guide)
    assert len(asked) - notes == len(form_of(instrument).questions)


@pytest.mark.parametrize("instrument", LIBRARY.values(), ids=LIBRARY)
def test_each_question_has_a_list_of_its_own_and_a_name_that_every_tool_can_keep(instrument: Instrument) -> None:
    written = sheets(to_xlsform(form_of(instrument)))
    assert list(written) == ["survey", "choices", "settings"]
    asked = [row for row in written["survey"] if row["type"].startswith("select_one ")]
    names = [row["name"] for row in written["survey"] if row["name"]]
    assert len(set(names)) == len(names)
    assert all(name.isascii() and name.replace("_", "a").isalnum() and len(name) <= 64 for name in names)
    assert [row["type"].split()[1] for row in asked] == [row["name"] for row in asked]
    assert list(dict.fromkeys(row["list_name"] for row in written["choices"])) == [row["name"] for row in asked]
    assert all(row["name"] and " " not in row["name"] and row["label"] for row in written["choices"])


def test_a_practice_of_one_nation_is_asked_where_it_applies() -> None:
    rows = {row["name"]: row for row in sheets(to_xlsform(form_of(load_instrument("contract"))))["survey"]}
    assert rows["choose_community_benefit"]["relevant"] == "${nation} != 'england' and ${nation} != 'wales'"
    assert rows["prepare_mission_link"]["relevant"] == ""


def test_nothing_must_be_answered_and_nobody_is_asked_for_a_name() -> None:
    survey = sheets(to_xlsform(form_of(load_instrument("organisation"))))["survey"]
    assert "required" not in survey[0]
    assert {row["type"].split()[0] for row in survey} == {"end", "begin_group", "end_group", "note", "select_one"}


def test_the_same_instrument_gives_the_same_bytes() -> None:
    form = form_of(load_instrument("team"))
    assert to_xlsform(form) == to_xlsform(form)
