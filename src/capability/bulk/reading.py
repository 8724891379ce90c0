"""Large tables from disk, Parquet and CSV, in parts: no more of a file is in memory than a part of it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from pyarrow import csv as arrow_csv
from pyarrow import parquet

from capability.bulk.blocks import Block
from capability.bulk.counting import Counted
from capability.bulk.tables import Layout, block_of, layout_of
from capability.errors import CapabilityError, Fault
from capability.limits import LARGEST_LINE
from capability.rule.instrument import Instrument
from capability.signs import sign

ROWS = 1 << 15
"""Rows of a Parquet file that are read at once."""

BUFFER = 1 << 16
"""Bytes of a column that are fetched at once."""

BYTES = 1 << 22
"""Bytes of a CSV file that are read at once."""

ENDINGS = (".parquet", ".csv")


@dataclass(frozen=True, slots=True)
class CountedFiles:
    """What came of counting files: the counts, how many rows hold no answer, and the columns that were not read."""

    counted: Counted
    silent: int
    passed_over: tuple[str, ...]


def count_files(paths: Iterable[str | Path], instruments: Iterable[Instrument], by: str) -> CountedFiles:
    r"""Count the answers in Parquet and CSV files, all together, by the column `by`.

    A file has a row a person, and a column a practice with its id as heading; see `tables.block_of` for what may stand
    in it. Beside them, `role`, `nation` and `contract`, and for a practice's evidence its id with `.evidence` behind.
    A folder stands for the files in it that end in `.parquet` or `.csv`. The first file says which of the instruments
    is answered.

    Every row counts: repeated answers of one person are to be taken out before. Raises `CapabilityError` for a file
    that cannot be read, one without the columns that are needed, and for cells that are no answer; then nothing counts.

    >>> import tempfile
    >>> from capability import load_instrument
    >>> path = Path(tempfile.mkdtemp()) / "big.csv"
    >>> _ = path.write_text("council,place.spend-map\nKent,2\nDevon,unknown\nKent,3\n", "utf-8")
    >>> result = count_files([path], [load_instrument("organisation")], by="council")
    >>> [(key, tally.raters) for key, tally in result.counted.tallies()]
    [('Devon', 1), ('Kent', 2)]
    """
    known = list(instruments)
    counted: Counted | None = None
    silent = 0
    passed_over: dict[str, None] = {}
    for path in _files(map(Path, paths)):
        layout, blocks = _blocks(path, known if counted is None else [counted.instrument], by)
        counted = counted or Counted(layout.instrument)
        passed_over.update(dict.fromkeys(layout.passed_over))
        for block, nobody in blocks:
            counted.add(block)
            silent += nobody
    if counted is None:
        raise CapabilityError(Fault("no-file", "files", "there is nothing to read", "name a Parquet or CSV file"))
    return CountedFiles(counted, silent, tuple(passed_over))


def read_blocks(path: str | Path, instrument: Instrument, by: str = "") -> Iterator[Block]:
    r"""The answers in one Parquet or CSV file, block after block, for figures that are sums: see `reliability`.

    Without `by`, all have the empty key. Raises `CapabilityError` as `count_files` does, when it comes to the fault.

    >>> import tempfile
    >>> from capability import load_instrument
    >>> path = Path(tempfile.mkdtemp()) / "big.csv"
    >>> _ = path.write_text("place.spend-map\n2\n0\n", "utf-8")
    >>> [block.cells.max(axis=1).tolist().count(2) for block in read_blocks(path, load_instrument("organisation"))]
    [1]
    """
    for block, _ in _blocks(Path(path), [instrument], by)[1]:
        yield block


def _blocks(path: Path, instruments: Sequence[Instrument], by: str) -> tuple[Layout, Iterator[tuple[Block, int]]]:
    """What a file's columns hold, and its blocks, each with how many rows hold no answer."""
    with _faults_of(path):
        layout, batches = _opened(path, instruments, by)

    def blocks() -> Iterator[tuple[Block, int]]:
        row = 0
        with _faults_of(path):
            for batch in batches:
                sign()
                yield block_of(batch, layout, str(path), row)
                row += batch.num_rows

    return layout, blocks()


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(inside for inside in path.iterdir() if inside.suffix.lower() in ENDINGS)
        else:
            yield path


def _opened(path: Path, instruments: Sequence[Instrument], by: str) -> tuple[Layout, Iterator[pa.RecordBatch]]:
    """What a file's columns hold, and its rows in parts."""
    if path.suffix.lower() == ".csv":
        separator, names = _headings(path, instruments)
        layout = layout_of(names, instruments, by, str(path))
        return layout, _csv_parts(path, separator, names, layout)
    if path.suffix.lower() == ".parquet":
        # Else all of the file that is still to come is fetched beforehand, and stays.
        file = parquet.ParquetFile(path, pre_buffer=False, buffer_size=BUFFER)
        layout = layout_of(file.schema_arrow.names, instruments, by, str(path))
        return layout, file.iter_batches(batch_size=ROWS, columns=list(layout.read))
    hint = "large files are read as Parquet and CSV, by how their names end; without --by, smaller ones of other kinds"
    raise CapabilityError(Fault("other-format", str(path), "this is neither .parquet nor .csv", hint))


def _csv_parts(path: Path, separator: str, names: Sequence[str], layout: Layout) -> Iterator[pa.RecordBatch]:
    parts: Iterator[pa.RecordBatch] = arrow_csv.open_csv(
        path,
        read_options=arrow_csv.ReadOptions(block_size=BYTES, column_names=list(names), skip_rows=1),
        parse_options=arrow_csv.ParseOptions(delimiter=separator, newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(
            include_columns=list(layout.read), column_types=dict.fromkeys(layout.read, pa.string())
        ),
    )
    return parts


def _headings(path: Path, instruments: Sequence[Instrument]) -> tuple[str, list[str]]:
    """The separator of a CSV file, and its headings: by the one that finds the most practices among them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        line = file.readline(LARGEST_LINE)
    practices = {practice.id for instrument in instruments for practice in instrument.practices}
    rows = {separator: next(csv.reader([line], delimiter=separator), []) for separator in ",;\t"}
    best = max(rows, key=lambda separator: len(practices & {*rows[separator]}))
    return best, [name.strip() for name in rows[best]]


@contextmanager
def _faults_of(path: Path) -> Iterator[None]:
    """Tell in our words what a file is that cannot be read; its libraries' words may hold anything."""
    try:
        yield
    except UnicodeDecodeError:
        raise CapabilityError(Fault("not-text", str(path), "this is not UTF-8 text", "save it as UTF-8")) from None
    except OSError as fault:
        why = (fault.strerror or "cannot be read").lower()
        raise CapabilityError(Fault("no-file", str(path), why, "check the path")) from None
    except (pa.ArrowException, csv.Error, ValueError) as fault:
        if isinstance(fault, CapabilityError):
            raise
        why = (str(fault).splitlines() or ["no more is known"])[0][:200]
        what = f"it cannot be read as {path.suffix.lower().removeprefix('.')}: {why}"
        raise CapabilityError(Fault("bad-file", str(path), what, "was it cut, or is it of another kind?")) from None
