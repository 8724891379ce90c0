"""Frames of Dask, counted partition by partition, wherever these lie."""

from typing import TYPE_CHECKING, Any

import pyarrow as pa
from dask.delayed import delayed

from capability.bulk.counting import Counted
from capability.bulk.tables import Layout, block_of, layout_of
from capability.rule.instrument import Instrument

if TYPE_CHECKING:
    from dask.dataframe import DataFrame


def count_frame(frame: "DataFrame", instrument: Instrument, by: str) -> Counted:
    """Count a Dask frame of answers by the column `by`: a row a person, and columns as `reading.count_files` takes.

    Each partition is counted where it is, and only counts travel; they add two by two. It runs on whatever Dask runs
    on: threads, or the cluster whose client is at hand. A partition whose worker is lost is counted again, by another,
    and once. Raises `CapabilityError` as `layout_of` and `block_of` do.

    >>> import dask.dataframe, pandas
    >>> from capability import load_instrument
    >>> people = pandas.DataFrame({"council": ["Kent", "Devon", "Kent"], "place.spend-map": [2, 0, 3]})
    >>> frame = dask.dataframe.from_pandas(people, npartitions=2)
    >>> counted = count_frame(frame, load_instrument("organisation"), by="council")
    >>> [(key, tally.raters) for key, tally in counted.tallies()]
    [('Devon', 1), ('Kent', 2)]
    """
    layout = layout_of(list(map(str, frame.columns)), [instrument], by, "frame")
    parts: list[Any] = [
        delayed(_count)(part, layout, place) for place, part in enumerate(frame[list(layout.read)].to_delayed())
    ]
    while len(parts) > 1:
        pairs = zip(parts[::2], parts[1::2], strict=False)
        parts = [delayed(_both)(*pair) for pair in pairs] + parts[len(parts) // 2 * 2 :]
    counted: Counted = parts[0].compute()
    return counted


def _count(partition: Any, layout: Layout, place: int) -> Counted:
    batch = pa.Table.from_pandas(partition, preserve_index=False).combine_chunks()
    counted = Counted(layout.instrument)
    for part in batch.to_batches():
        block, _ = block_of(part, layout, f"partition {place}")
        counted.add(block)
    return counted


def _both(first: Counted, second: Counted) -> Counted:
    return first + second
