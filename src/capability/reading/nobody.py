"""Rows of a table that are nobody's answers, by what stands beside the answers: sums, previews, headings once more."""

import re
from collections.abc import Mapping, Sequence

from capability.errors import Fault, ResponseError
from capability.reading.sheets import Row
from capability.reading.vocabulary import NOT_A_PERSON, STATUS, Vocabulary, code_of, plain
from capability.signs import sign

SUMMARIES = frozenset(
    {
        *("mode", "counts", "min", "max", "minimum", "maximum", "std", "std dev", "standard deviation", "sd"),
        *("n", "responses", "respondents", "no of responses", "number of responses", "headcount", "missing", "blanks"),
        *("all", "all staff", "all respondents", "all responses", "everyone", "everybody", "whole team", "team"),
        *("target", "targets", "benchmark", "last year", "previous year", "example", "example row"),
        *("cyfanswm", "cyfartaledd"),
    }
)
"""Plain words that stand beside a row of sums, targets or examples; the last two are Welsh for total and average."""

SUMMING = frozenset(
    {
        *("average", "averages", "avg", "mean", "means", "median", "total", "totals", "subtotal", "sum", "overall"),
        *("stdev", "variance", "count"),
    }
)
"""Words with which such a label begins or ends."""

LONGEST_LABEL = 5
"""Most words of such a label: a sentence is somebody's."""

MOST_OF_A_LABEL = 200
"""Most characters of a cell that is looked at as a label."""

SHORTEST_HEADING = 8
"""Most characters of a cell that is surely no question, so that levels are not looked up among headings."""


ROWS_A_SIGN = 1_000
"""Rows that are looked at between two signs of life."""


class Nobody:
    """Says why a row below the headings is no person's, for a table with these `headings` and meanings by place."""

    def __init__(self, headings: Row, places: Mapping[int, str], vocabulary: Vocabulary, name: str) -> None:
        self._asked = {place: meaning for place, meaning in places.items() if "." in meaning}
        self._about = places.keys() - self._asked.keys()
        self._first = min(self._asked, default=0)
        self._vocabulary = vocabulary
        self._name = name
        self._statuses = [place for place, heading in enumerate(headings.cells) if plain(heading) in STATUS]
        scale = vocabulary.instrument.scale
        self._levels = {plain(form) for n, word in enumerate(scale) for form in (word, f"level {n}", f"{n} {word}")}

    def code(self, row: Row) -> str:
        """The code of why; nothing where the row may be a person's.

        Raises `ResponseError` for a row of headings that ask other questions than those above: another table begins.
        """
        if self._is_headings(row):
            return "headings"
        if self._is_summary(row):
            return "summary"
        return "preview" if any(self._says_test(row.cell(place)) for place in self._statuses) else ""

    def _says_test(self, status: str) -> bool:
        return len(status) <= MOST_OF_A_LABEL and plain(status) in NOT_A_PERSON

    def _is_headings(self, row: Row) -> bool:
        for place, meaning in self._asked.items():
            text = row.cell(place)
            if not text:
                continue
            found = self._vocabulary.heading(text) if len(text) > SHORTEST_HEADING else None
            if found is not None and found != meaning:
                what = "here another table begins, with its questions in another order"
                hint = "put each table into a sheet or a file of its own"
                raise ResponseError(Fault("two-tables", f"{self._name}:{row.called}", what, hint))
            return found is not None
        return False

    def _is_summary(self, row: Row) -> bool:
        """Whether a label of sums is all that stands beside the answers in words: who is called Max has a role, too."""
        words = [
            (place, text)
            for place, text in enumerate(row.cells)
            if text and place not in self._asked and (text.endswith("%") or any(map(str.isalpha, text)))
        ]
        if len(words) != 1:
            return False
        [(place, text)] = words
        if len(text) > MOST_OF_A_LABEL:
            return False
        label = plain(text)
        parts = label.split(" ")
        if place not in self._about and place > self._first:  # a remark between the questions or behind them
            return label in SUMMING
        return (
            label in SUMMARIES
            or (label in self._levels and place < self._first and self._holds_numbers(row))
            or text.endswith("%")
            or re.fullmatch(r"n \d+", label) is not None
            or (len(parts) <= LONGEST_LABEL and bool(SUMMING & {parts[0], parts[-1]}))
        )

    def _holds_numbers(self, row: Row) -> bool:
        """Whether only numbers stand below the questions, as counts of people do."""
        return all(code_of(text) is not None for place in self._asked if (text := row.cell(place)))


def why_nobodys(rows: Sequence[Row], nobody: Nobody) -> tuple[str, ...]:
    """For each row the code of why it is nobody's, or nothing."""
    codes = []
    for i, row in enumerate(rows):
        if i % ROWS_A_SIGN == 0:
            sign()
        codes.append(nobody.code(row))
    return tuple(codes)
