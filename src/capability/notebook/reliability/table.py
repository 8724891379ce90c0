"""A table of ratings as two arrays: whole numbers, and where there is one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from capability.errors import CapabilityError, Fault, did_you_mean

Whole = NDArray[Any]
"""Whole numbers: `int64`, or Python's own in an array of objects, where their squares might run over."""

Given = NDArray[np.bool_]
"""Where there is a rating."""

GAPS = {"NAType", "NaTType"}
"""What pandas writes where nothing is, besides NaN: types by name, for this room can do without pandas."""

TOLD = 20
"""Most faults of one table that are told."""

FLOATS_HOLD = 2**53
"""Up to here floats hold every whole number, so that their products, which are much quicker, are as exact."""


class Array(Protocol):
    """An array of numpy, or a frame that gives one."""

    def __array__(self) -> Any:
        """The values."""


Ratings = Iterable[Iterable[float | None]] | Array
"""A row a rater, a column an item or unit; whole numbers and gaps."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Ratings, a row a rater and a column an item or unit: `values`, which are 0 where nothing is `given`."""

    values: Whole
    given: Given

    def rows(self, chosen: NDArray[np.bool_]) -> "Table":
        """Some of the raters."""
        return Table(self.values[chosen], self.given[chosen])

    def columns(self, chosen: NDArray[np.bool_]) -> "Table":
        """Some of the items."""
        return Table(self.values[:, chosen], self.given[:, chosen])

    def complete_rows(self) -> "Table":
        """The raters who rated everything."""
        return self.rows(np.all(self.given, axis=1))

    def complete_columns(self) -> "Table":
        """What everyone rated."""
        return self.columns(np.all(self.given, axis=0))


def complete_rows(ratings: Ratings) -> list[list[int]]:
    """The rows without a gap. Say how many were left out.

    >>> complete_rows([[1, 2], [1, None]])
    [[1, 2]]
    """
    rows: list[list[int]] = read(ratings).complete_rows().values.tolist()
    return rows


def read(ratings: Ratings) -> Table:
    """A table of ratings, whatever holds it: lists, an array, a masked array or a frame, of any type of number.

    `None`, NaN, pandas' NA and what is masked are gaps. Raises `CapabilityError` for what is no table, for rows of
    unequal length, and for each cell that is no whole number, with its row and column, counted from 1.
    """
    held = ratings if hasattr(ratings, "tolist") or not hasattr(ratings, "__array__") else ratings.__array__()
    if isinstance(held, np.ndarray) and held.ndim == 2 and held.dtype.kind in "biuf":
        return _from_array(held)
    rows = _even(_rows(held))
    width = len(rows[0]) if rows else 0
    given = np.array([[x is not None for x in row] for row in rows], dtype=np.bool_).reshape(len(rows), width)
    whole = np.array([[x or 0 for x in row] for row in rows], dtype=object).reshape(len(rows), width)
    return _table(whole, given)


def is_gap(cell: Any) -> bool:
    """Whether a cell says that nothing is there: `None`, NaN, or what pandas writes."""
    return cell is None or type(cell).__name__ in GAPS or bool(cell != cell)


def check_choice(name: str, choice: str, known: Sequence[str]) -> None:
    """Raise a `CapabilityError` for a `choice` that is not `known`."""
    if choice not in known:
        nearest = did_you_mean(str(choice), known)
        raise CapabilityError(Fault(f"unknown-{name}", name, f"`{str(choice)[:80]}` is not known here", nearest))


def product(left: Whole, right: Whole) -> Whole:
    """The matrix product of two tables' columns, `leftᵀ · right`, exact."""
    largest = len(left) * _largest(left) * _largest(right)
    kind: type[Any] = np.float64 if largest < FLOATS_HOLD else object
    return np.asarray(left.T.astype(kind) @ right.astype(kind)).astype(np.int64 if kind is np.float64 else object)


def _largest(values: Whole) -> int:
    return max(abs(int(values.min())), abs(int(values.max()))) if values.size else 0


def _from_array(held: NDArray[Any]) -> Table:
    """The quick way, for numbers that stand in an array already."""
    masked = np.ma.getmaskarray(held)
    cells = np.asarray(held)
    gaps = masked | np.isnan(cells) if cells.dtype.kind == "f" else masked
    if cells.dtype.kind == "f":
        cells = np.where(gaps, 0, cells)
        whole = np.isfinite(cells) & (np.floor(cells) == cells)
        if not whole.all():
            raise CapabilityError(
                [_no_whole_number(i, j, cells[i - 1, j - 1]) for i, j in (np.argwhere(~whole)[:TOLD] + 1).tolist()]
            )
    if cells.size and not -(2.0**62) < float(cells.min()) <= float(cells.max()) < 2.0**62:
        whole = np.array([[int(x) for x in row] for row in cells.tolist()], dtype=object)
        return _table(np.where(gaps, 0, whole), ~gaps)
    return _table(np.where(gaps, 0, cells).astype(np.int64), ~gaps)


def _table(whole: Whole, given: Given) -> Table:
    """As `int64` where the square of the sum of all cells fits, and as Python's numbers else."""
    fits = (_largest(whole) * whole.size) ** 2 < 2**63
    return Table(whole.astype(np.int64 if fits else object), given)


def _even(rows: list[list[int | None]]) -> list[list[int | None]]:
    for i, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            what = f"{len(row)} cells, where row 1 has {len(rows[0])}"
            hint = "write `None` where there is no rating"
            raise CapabilityError(Fault("uneven-rows", f"ratings: row {i}", what, hint))
    return rows


def _rows(ratings: Any) -> list[list[int | None]]:
    """Whole numbers and gaps, cell by cell."""
    faults: list[Fault] = []
    rows: list[list[int | None]] = []
    for i, row in enumerate(_values(ratings, "ratings"), 1):
        read: list[int | None] = []
        for j, cell in enumerate(_values(row, f"ratings: row {i}"), 1):
            if cell is None or type(cell) is int:
                read.append(cell)
                continue
            cell = cell.tolist() if hasattr(cell, "tolist") else cell
            gap = is_gap(cell)
            whole = not gap and isinstance(cell, Real) and cell % 1 == 0  # infinity has no rest of 0
            read.append(int(cell) if whole else None)
            if not gap and not whole:
                faults.append(_no_whole_number(i, j, cell))
        rows.append(read)
    if faults:
        raise CapabilityError(faults[:TOLD])
    return rows


def _no_whole_number(row: int, column: int, cell: Any) -> Fault:
    what = f"`{str(cell)[:80]}` is no whole number"
    return Fault("bad-rating", f"ratings: row {row}, column {column}", what, "give levels, or `None`")


def _values(table: Any, where: str) -> Iterator[Any]:
    """What a list, an array or a frame holds; a masked array's list has `None` where it is masked."""
    held = table if hasattr(table, "tolist") or not hasattr(table, "__array__") else table.__array__()
    held = held.tolist() if hasattr(held, "tolist") else held
    if isinstance(held, (str, bytes, dict)) or not isinstance(held, Iterable):
        raise CapabilityError(
            Fault("no-table", where, "these are no rows of ratings", "give a list of lists, an array or a frame")
        )
    return iter(held)
