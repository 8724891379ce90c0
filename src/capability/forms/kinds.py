"""The kinds of form that there are, and one function that makes any of them."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from capability.forms.columns import to_columns
from capability.forms.paper import to_paper
from capability.forms.questions import Form, form_of
from capability.forms.surveyjs import to_surveyjs
from capability.forms.table import to_table
from capability.forms.word import to_word_form
from capability.forms.xlsform import to_xlsform
from capability.rule.instrument import Instrument
from capability.writing.document import Written


class Kind(NamedTuple):
    """A kind of form: what people call it, how its file ends, whether that is text, and what makes it."""

    title: str
    ending: str
    is_text: bool
    make: Callable[[Form], bytes]


KINDS: Mapping[str, Kind] = {
    "word": Kind("Word document for Microsoft Forms", "docx", False, to_word_form),
    "xlsform": Kind("XLSForm for Kobo, ODK or ArcGIS Survey123", "xlsx", False, to_xlsform),
    "surveyjs": Kind("SurveyJS model", "json", True, to_surveyjs),
    "table": Kind("Blank Excel table", "xlsx", False, to_table),
    "columns": Kind("Columns file for the table", "json", True, to_columns),
    "paper": Kind("Paper form in large print", "docx", False, to_paper),
}


def write_form(instrument: Instrument, kind: str) -> Written:
    """An instrument's form as a file of one of `KINDS`. The same instrument gives the same bytes.

    Raises `InstrumentError` where what comes back could not be read surely, and `CapabilityError` where a workbook is
    wanted and XlsxWriter is not installed.

    >>> from capability.authoring.instruments import load_instrument
    >>> write_form(load_instrument("resident"), "paper").name
    'resident-paper.docx'
    """
    made = KINDS[kind]
    return Written(f"{instrument.id}-{kind}.{made.ending}", made.make(form_of(instrument)))
