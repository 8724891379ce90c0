"""What the columns of a large table are, and its rows as blocks of answers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from capability.bulk.blocks import BLANK, EVIDENCE, NOT_APPLICABLE, UNKNOWN, Block, Cells, Places
from capability.errors import MOST_OF_A_KIND, CapabilityError, Fault, did_you_mean
from capability.limits import LONGEST_ROLE
from capability.reading.vocabulary import Vocabulary, code_of
from capability.rule.context import Context
from capability.rule.instrument import TOP_LEVEL, Instrument
from capability.rule.tally import role_of

ROLE, NATION, CONTRACT = "role", "nation", "contract"

OF_EVIDENCE = ".evidence"
"""What the heading of a practice's evidence has behind the practice's id."""

CELL_OF = {"unknown": UNKNOWN, "not-applicable": NOT_APPLICABLE}

STRENGTHS = {"": 0, "none": 0, "document": 1, "outcome": 1}
"""What may stand in a column of evidence, and whether it is some."""

WRONG = -1


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns of a table hold what: answers by practice id, and the key that is counted by.

    >>> from capability import load_instrument
    >>> layout = Layout(load_instrument("organisation"), "council", ("council", "place.spend-map", "shoe-size"))
    >>> layout.read, layout.passed_over
    (('council', 'place.spend-map'), ('shoe-size',))
    """

    instrument: Instrument
    by: str
    names: tuple[str, ...]
    vocabulary: Vocabulary = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "vocabulary", Vocabulary(self.instrument))

    @property
    def read(self) -> tuple[str, ...]:
        """The columns that are read."""
        practices = [practice.id for practice in self.instrument.practices]
        known = {self.by or ROLE, ROLE, NATION, CONTRACT, *practices, *(name + OF_EVIDENCE for name in practices)}
        return tuple(name for name in dict.fromkeys(self.names) if name in known)

    @property
    def passed_over(self) -> tuple[str, ...]:
        """The columns that are not."""
        return tuple(name for name in dict.fromkeys(self.names) if name not in self.read)


def layout_of(names: Sequence[str], instruments: Iterable[Instrument], by: str, where: str) -> Layout:
    """What the columns `names` hold: answers to the one of the instruments that names the most of them.

    Without `by`, everybody has the empty key. Raises `CapabilityError` where no column is a practice's, none is called
    `by`, or one that is read stands twice.
    """
    best = max(instruments, key=lambda each: len({practice.id for practice in each.practices} & {*names}))
    practices = {practice.id for practice in best.practices}
    if practices.isdisjoint(names):
        hint = f"call the column of each practice by its id, such as `{best.practices[0].id}`"
        raise CapabilityError(Fault("no-headings", where, f"no column is a practice of `{best.id}`", hint))
    layout = Layout(best, by, tuple(names))
    if by and (by not in names or by in practices):
        others = [name for name in names if name not in practices]
        raise CapabilityError(
            Fault("no-column", where, f"no column to count by is called `{by}`", did_you_mean(by, others))
        )
    if twice := [name for name in layout.read if names.count(name) > 1]:
        raise CapabilityError(
            [
                Fault("two-columns", where, f"two columns are called `{name}`", "keep the one that counts")
                for name in twice
            ]
        )
    return layout


def block_of(batch: pa.RecordBatch, layout: Layout, where: str, before: int = 0) -> tuple[Block, int]:
    """The rows of a batch as a block, and how many rows hold no answer: each counts as nobody, as in any table.

    An answer is 0 to 4, as a number or a text, or a level's name in the instrument's scale; `unknown`; or
    `not-applicable`. A number of another kind, such as 2.5, is none. `before` is how many rows of the table stand
    before these, for messages. Raises `CapabilityError` with the first cells that are no answer, by row and column.
    """
    practices = layout.instrument.practices
    reading = _Reading(layout, batch, where, before)
    cells = np.full((len(practices), batch.num_rows), BLANK, dtype=np.int8)
    for place, practice in enumerate(practices):
        reading.answers(practice.id, cells[place])
    roles, roles_of = reading.names(ROLE, lambda text: role_of(layout.vocabulary.role(text)))
    keys, key_of = (roles, roles_of) if layout.by == ROLE else reading.names(layout.by, _key)
    somebody = (cells != BLANK).any(axis=0)
    reading.leave_out_what_is_not_asked(cells)
    if reading.faults:
        raise CapabilityError(reading.faults)
    silent = batch.num_rows - int(somebody.sum())
    if silent:
        cells, key_of, roles_of = cells[:, somebody], key_of[somebody], roles_of[somebody]
    return Block(cells, keys, key_of, roles, roles_of), silent


class _Reading:
    """The columns of one batch, one after the other, and what is wrong with them."""

    def __init__(self, layout: Layout, batch: pa.RecordBatch, where: str, before: int) -> None:
        self.layout, self.batch, self.where, self.before = layout, batch, where, before
        self.faults: list[Fault] = []

    def answers(self, practice: str, cells: Cells) -> None:
        """Fill the cells of a practice; those of a column that is not there stay blank."""
        column = self._column(practice)
        if column is None:
            return
        if pa.types.is_integer(column.type):
            _fill_with_levels(column, cells)
        else:
            _fill(column, cells, lambda text: self._cell(practice, text))
        self._tell(practice, column, cells, f"an answer is 0 to {TOP_LEVEL}, unknown or not-applicable")
        evidence = self._column(practice + OF_EVIDENCE)
        if evidence is not None:
            some = np.zeros(len(cells), dtype=np.int8)
            _fill(evidence, some, _strength)
            self._tell(practice + OF_EVIDENCE, evidence, some, "evidence is none, document or outcome")
            cells[(cells <= TOP_LEVEL) & (some > 0)] += EVIDENCE

    def names(self, column: str, named: Callable[[str], str]) -> tuple[list[str], Places]:
        """The different names in a column, and the place of each row's; the empty name where nothing is."""
        values = self._column(column)
        if values is None:
            return [""], np.zeros(self.batch.num_rows, dtype=np.intp)
        texts, place = _dictionary(values)
        found: dict[str, int] = {}
        of = [found.setdefault(named(text), len(found)) for text in texts]
        if not place.size or place.min() < 0:
            of.append(found.setdefault("", len(found)))
        return list(found), np.array(of, dtype=np.intp)[place]

    def leave_out_what_is_not_asked(self, cells: Cells) -> None:
        """Practices that a row's nation or kind of contract excludes count as not applicable, whatever was answered."""
        nations, nation_of = self.names(NATION, str)
        contracts, contract_of = self.names(CONTRACT, str)
        for place, practice in enumerate(self.layout.instrument.practices):
            # Each word excludes by itself, whatever the other is: see `Applies.to`.
            by_nation = np.array([not practice.asked_in(Context(nation=word)) for word in nations])
            by_contract = np.array([not practice.asked_in(Context(contract=word)) for word in contracts])
            if by_nation.any() or by_contract.any():
                cells[place, by_nation[nation_of] | by_contract[contract_of]] = NOT_APPLICABLE

    def _column(self, name: str) -> pa.Array | None:
        place = self.batch.schema.get_field_index(name) if name else -1
        return None if place < 0 else self.batch.column(place)

    def _tell(self, name: str, column: pa.Array, cells: Cells, hint: str) -> None:
        for row in np.flatnonzero(cells == WRONG)[: MOST_OF_A_KIND - len(self.faults)].tolist():
            at = f"{self.where}: row {self.before + row + 1}, column `{name}`"
            self.faults.append(Fault("bad-answer", at, f"`{str(column[row].as_py())[:80]}` is no answer here", hint))

    def _cell(self, practice: str, text: str) -> int:
        """What a text means as an answer to a practice, in the words that any table may have."""
        if not text.strip():
            return BLANK
        code = code_of(text)
        if code is not None:
            return code if code <= TOP_LEVEL else WRONG
        given = self.layout.vocabulary.answer(practice, text)
        if given is None:
            return WRONG
        return given if isinstance(given, int) else CELL_OF[given]


def _fill_with_levels(column: pa.Array, cells: Cells) -> None:
    """Whole numbers, the quick way: no text is made of them."""
    bounds = pc.min_max(column)
    low, high = bounds["min"].as_py(), bounds["max"].as_py()
    wrong = None
    if low is not None and (low < 0 or high > TOP_LEVEL):
        level = pc.and_(pc.greater_equal(column, 0), pc.less_equal(column, TOP_LEVEL))
        wrong = ~pc.fill_null(level, True).to_numpy(zero_copy_only=False)
        column = pc.if_else(level, column, pa.scalar(0, column.type))
    cells[:] = pc.fill_null(column.cast(pa.int8()), BLANK).to_numpy(zero_copy_only=False)
    if wrong is not None:
        cells[wrong] = WRONG


def _fill(column: pa.Array, cells: Cells, meaning: Callable[[str], int]) -> None:
    """Fill cells with what texts mean, each different one looked at once."""
    texts, place = _dictionary(column)
    cells[:] = np.array([*map(meaning, texts), meaning("")], dtype=np.int8)[place]


def _dictionary(column: pa.Array) -> tuple[list[str], NDArray[Any]]:
    """The different texts of a column, and the place of each row's: the last place, -1, is of rows without a value."""
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    values: Sequence[Any] = column.dictionary.to_pylist()
    texts = ["" if value is None or value != value else str(value) for value in values]
    return texts, pc.fill_null(column.indices.cast(pa.int32()), -1).to_numpy(zero_copy_only=False)


def _key(text: str) -> str:
    """A key as it is counted: spaces do not make two of one, and no file's text is longer than a name may be."""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())[:LONGEST_ROLE].rstrip()


def _strength(text: str) -> int:
    return STRENGTHS.get(text.strip().casefold(), WRONG)
