import io
import re
import sys
from typing import Any

import msgspec
import pytest
from openpyxl import load_workbook

from capability.authoring.instruments import load_instrument
from capability.errors import CapabilityError
from capability.forms.kinds import KINDS, write_form
from tests.synthetic import ORGANISATION

RESIDENT = load_instrument("resident")


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_is_named_for_its_instrument_and_its_kind_and_its_bytes_are_always_the_same(kind: str) -> None:
    written = write_form(RESIDENT, kind)
    assert written.name == f"resident-{kind}.{KINDS[kind].ending}"
    assert written == write_form(RESIDENT, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_without_xlsxwriter_only_workbooks_are_missing_and_it_says_what_to_install(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    if KINDS[kind].ending == "xlsx":
        with pytest.raises(CapabilityError, match=r'run `pip install "capability-kit\[forms\]"`'):
            write_form(RESIDENT, kind)
    else:
        assert write_form(RESIDENT, kind).data


@pytest.mark.parametrize("kind", ["table", "xlsform"])
def test_words_that_look_like_formulas_stay_words(kind: str) -> None:
    """All that a workbook works out is what our own cells refer to."""
    link = '=HYPERLINK("http://a.example";"%s")'
    asked = {
        practice.id: msgspec.structs.replace(
            practice, ask=link % practice.id, levels=(*practice.levels[:4], "{=CONCAT(nearly,everything)}")
        )
        for practice in ORGANISATION.practices
    }
    dimensions = tuple(
        msgspec.structs.replace(one, title="+1", about="@A1", practices=tuple(asked[p.id] for p in one.practices))
        for one in ORGANISATION.dimensions
    )
    words: dict[str, Any] = {"title": "=1+41", "about": "http://a.example", "guide": ("-1", "mailto:a@b.example")}
    hostile = msgspec.structs.replace(ORGANISATION, dimensions=dimensions, **words)
    book = load_workbook(io.BytesIO(write_form(hostile, kind).data))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.value for cell in cells} >= {"=1+41", "{=CONCAT(nearly,everything)}", link % "place.outcome-map"}
    assert not any(cell.hyperlink for cell in cells)
    worked_out = [cell.value for cell in cells if cell.data_type == "f"]
    assert all(re.fullmatch(r"=Answers!\$[A-Z]+\$1", value) for value in worked_out)
    assert bool(worked_out) == (kind == "table")
