"""How the tests read a table: from its bytes to its people, as a command does."""

import json
from pathlib import Path

from capability.authoring.instruments import Library
from capability.reading.delimited import delimited_sheet
from capability.reading.opendocument import opendocument_sheets
from capability.reading.people import TableReading, read_people
from capability.reading.records import record_sheet
from capability.reading.sheets import Sheet
from capability.reading.understanding import NO_COLUMNS, Columns, Understanding, likeness_to, understand
from capability.reading.vocabulary import Vocabulary
from capability.reading.workbooks import workbook_sheets

CASES = Path(__file__).parent / "cases"
VOCABULARIES = {name: Vocabulary(instrument) for name, instrument in Library().items()}
LIKENESS = likeness_to(VOCABULARIES.values())


def sheets_of(name: str, data: bytes | None = None) -> tuple[Sheet, ...]:
    """The sheets of a case, or of other bytes that are called so."""
    content = (CASES / name).read_bytes() if data is None else data
    if name.endswith(".xlsx"):
        return workbook_sheets(content, name)
    if name.endswith(".json"):
        return (record_sheet(json.loads(content), name),)
    if name.endswith(".ods"):
        return opendocument_sheets(content, name)
    return (delimited_sheet(content, name, LIKENESS),)


def understood(name: str, columns: Columns = NO_COLUMNS, data: bytes | None = None) -> Understanding:
    """The last sheet of a case as it is understood."""
    return understand(sheets_of(name, data)[-1], VOCABULARIES, columns)


def people(name: str, columns: Columns = NO_COLUMNS, data: bytes | None = None) -> TableReading:
    """The people of a case's last sheet."""
    table = understood(name, columns, data)
    return read_people(table, VOCABULARIES[table.instrument.id], columns)
