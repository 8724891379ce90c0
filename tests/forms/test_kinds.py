import sys

import pytest

from capability.authoring.instruments import load_instrument
from capability.errors import CapabilityError
from capability.forms.kinds import KINDS, write_form

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
