"""Workbooks (.xlsx), written by XlsxWriter: no text becomes a formula or a link, and the same cells the same bytes."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from capability.errors import CapabilityError, Fault
from capability.forms.questions import MADE

if TYPE_CHECKING:
    from xlsxwriter import Workbook


@contextmanager
def workbook(title: str, file: io.BytesIO) -> Iterator["Workbook"]:
    """A workbook to fill, which is in `file` once the block ends.

    Raises `CapabilityError` where XlsxWriter is not installed: it comes with the extra `forms`.
    """
    try:
        import xlsxwriter  # here, for every other form is made without it
    except ImportError:
        hint = 'run `pip install "capability-kit[forms]"`'
        raise CapabilityError(Fault("no-extra", "xlsxwriter", "workbooks need it, and it is not here", hint)) from None
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, plain) as book:
        book.set_properties({"title": title, "created": datetime.fromisoformat(MADE)})
        yield book
