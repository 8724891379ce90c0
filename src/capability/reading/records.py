"""Records: JSON objects of plain values, one a person, as web forms hand back what people chose.

They are a table in other clothes: each key is a heading, each object a row, and what it means is understood as any
table is.
"""

from collections.abc import Sequence
from typing import TypeGuard

from capability.errors import Fault, ResponseError
from capability.limits import LONGEST_CELL
from capability.reading.sheets import Counter, Mark, Row, Sheet, sheet_of
from capability.text import Plain


def are_records(plain: object) -> TypeGuard[list[Plain]]:
    """Whether JSON is a list of objects, and of nothing else.

    >>> are_records([{"role": "finance"}]), are_records([{}, 1]), are_records([])
    (True, False, False)
    """
    return isinstance(plain, list) and bool(plain) and all(isinstance(record, dict) for record in plain)


def record_sheet(records: Sequence[Plain], where: str) -> Sheet:
    """The objects as rows, numbered from 1, below a row 0 of all their keys.

    Raises `ResponseError` for a value with others inside it, a text that is too long, and above the limits of tables.

    >>> sheet = record_sheet([{"role": "legal"}, {"role": "finance", "place.outcome-map": 2}], "results.json")
    >>> [row.cells for row in sheet.rows]
    [['role', 'place.outcome-map'], ['legal', ''], ['finance', '2']]
    """
    counter = Counter(where)
    keys = list(dict.fromkeys(key for record in records for key in record))
    counter.add(len(keys))
    rows = [Row(0, [_text(key, where) for key in keys])]
    for number, record in enumerate(records, 1):
        counter.add(len(keys))
        values = [record.get(key) for key in keys]
        cells = [_cell(value, key, f"{where}:{number}") for key, value in zip(keys, values, strict=True)]
        truths: dict[int, Mark] = {place: "truth" for place, value in enumerate(values) if isinstance(value, bool)}
        rows.append(Row(number, cells, truths))
    return sheet_of(where, rows)


def _cell(value: object, key: str, where: str) -> str:
    """A value as a cell has it: nothing chosen is nothing, and a list of what was chosen is no answer to a question."""
    if value is None or value in ([], {}):
        return ""
    if isinstance(value, list | dict):
        hint = "let people choose one option, or save the results as CSV without this question"
        raise ResponseError(Fault("nested", where, f"`{key[:80]}` holds several values, and an answer is one", hint))
    return _text(str(value), where)


def _text(text: str, where: str) -> str:
    if len(text) > LONGEST_CELL:
        what = f"a text of {len(text):,} characters, and the limit is {LONGEST_CELL:,}"
        raise ResponseError(Fault("too-big", where, what, "is this the right file?"))
    # Half of a character pair, which JSON can hold, is nothing that a table could.
    return text.encode("utf-8", "replace").decode("utf-8").strip()
