"""A frame of Dask gives what its rows give at once, also when a worker is killed on the way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dask
import dask.dataframe
import pytest
from distributed import Client, LocalCluster

from capability.bulk.frames import count_frame
from capability.errors import CapabilityError
from tests.bulk.killed import killed_at_first
from tests.bulk.made_up import table
from tests.bulk.test_counting import CONTRACT, counted_of, texts

PEOPLE = table(CONTRACT, 4_000, 30)


def partitions(count: int) -> Any:
    return dask.dataframe.from_pandas(PEOPLE.to_pandas(), npartitions=count)


def test_partition_by_partition() -> None:
    with dask.config.set(scheduler="synchronous"):
        counted = count_frame(partitions(7), CONTRACT, "team")
    assert texts(counted) == texts(counted_of(CONTRACT, PEOPLE, 4_000))


def test_what_is_wrong_in_a_partition_is_told_with_its_row() -> None:
    spoilt = PEOPLE.to_pandas()
    spoilt.loc[3_999, CONTRACT.practices[0].id] = "perhaps"
    with (
        dask.config.set(scheduler="synchronous"),
        pytest.raises(CapabilityError, match=r"partition 1: row 2000, .*perhaps"),
    ):
        count_frame(dask.dataframe.from_pandas(spoilt, npartitions=2), CONTRACT, "team")


@pytest.fixture
def client() -> Iterator[Client]:
    soon = {"distributed.comm.timeouts.connect": "1s", "distributed.comm.retry.count": 0}
    with (
        dask.config.set(soon),  # a worker that is gone is not waited for
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
        Client(cluster) as client,
    ):
        yield client


def test_a_worker_that_is_killed_loses_nobody_and_counts_nobody_twice(client: Client, tmp_path: Path) -> None:
    mark = str(tmp_path / "killed")
    frame = partitions(8)
    deadly = frame.map_partitions(killed_at_first, mark, meta=frame._meta)
    assert texts(count_frame(deadly, CONTRACT, "team")) == texts(counted_of(CONTRACT, PEOPLE, 4_000))
    assert Path(mark).exists()  # or else nobody was killed
