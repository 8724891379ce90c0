"""Every way in which the same 25 people come in; `python -m tests.forms.ways` prints what the kit makes of each.

Files as this folder's forms would come back, tables that stand among the cases, and what the kit itself saves.
"""

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence

from capability.authoring.instruments import Library
from capability.forms.questions import form_of
from capability.reading.archives import InputFile
from capability.reading.gathering import Gathered, gather
from capability.rule.tally import count_responses, to_json
from tests.forms.returns import EXPORTS, TABLES, Chosen, Export, as_csv, chosen, surveyjs_result
from tests.reading.expected import THE_25, WAYS_IN
from tests.reading.tables import CASES, sheets_of
from tests.reading.test_people import THE_25 as PEOPLE
from tests.synthetic import ORGANISATION

LIBRARY = Library()
FORM = form_of(ORGANISATION)
ANSWERED: Sequence[Chosen] = [chosen(FORM, person) for person in PEOPLE]
RESPONSES = {f"{number:02}.json": (CASES / name).read_bytes() for number, name in enumerate(THE_25, 1)}


def _kept(name: str) -> Callable[[], Mapping[str, bytes]]:
    return lambda: {name: (CASES / name).read_bytes()}


def _exported(name: str, export: Export) -> Callable[[], Mapping[str, bytes]]:
    return lambda: {name: export(FORM, ANSWERED)}


def _again(separator: str, encoding: str, name: str = "google.csv") -> Callable[[], Mapping[str, bytes]]:
    """A table as another program saves it."""
    return lambda: {name: as_csv([row.cells for row in sheets_of(name)[0].rows], separator, encoding)}


def _zipped() -> Mapping[str, bytes]:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in RESPONSES.items():
            archive.writestr(name, data)
    return {"responses.zip": file.getvalue()}


def _tallied() -> Mapping[str, bytes]:
    return {"council.tally.json": to_json(count_responses(ORGANISATION, PEOPLE)).encode()}


def _one_by_one() -> Mapping[str, bytes]:
    results = [surveyjs_result(FORM, person) for person in ANSWERED]
    return {f"{number:02}.json": json.dumps(result).encode() for number, result in enumerate(results, 1)}


WAYS: Mapping[str, Callable[[], Mapping[str, bytes]]] = {
    "responses, a file a person": lambda: RESPONSES,
    "responses in a ZIP": _zipped,
    "a tally": _tallied,
    **{name: _kept(name) for name in WAYS_IN},
    "google.csv in UTF-16, with tabs": _again("\t", "utf-16"),
    "google.csv in Windows' letters, with semicolons": _again(";", "cp1252"),
    "long.csv in UTF-16, with semicolons": _again(";", "utf-16", "long.csv"),
    **{f"form: {name}": _exported(name, export) for name, export in {**EXPORTS, **TABLES}.items()},
    "form: surveyjs, a file a person": _one_by_one,
}
"""By what the files are: what makes them."""


def arrived(way: str) -> Gathered:
    """What the kit makes of a way in."""
    return gather([InputFile(name, data) for name, data in WAYS[way]().items()], LIBRARY)


def rows_left_out(found: Gathered) -> int:
    """How many rows of tables are nobody's, beside the headings."""
    readings = [table.reading for table in found.tables if table.reading is not None]
    return sum(len(reading.left_out) - reading.headings for reading in readings)


if __name__ == "__main__":
    print(f"| {'files':48} | questions asked | people | rows left out |\n|---|---|---|---|")
    for way in WAYS:
        found = arrived(way)
        print(f"| {way:48} | {len(found.questions)} | {found.tally.raters} | {rows_left_out(found)} |")
