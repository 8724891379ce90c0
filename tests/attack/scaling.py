"""Doubles files of every kind, twice, and prints how the time of the slowest reader grows.

An exponent of 1 is with the size, of 2 with its square. `python -m tests.attack.scaling`, with names of kinds for some.
Each is read in a process of its own, so that its memory is its own; what takes over a minute of the processor is ended
and told.
"""

import math
import multiprocessing
import resource
import sys
import time
from multiprocessing.connection import Connection
from typing import NamedTuple

from benchmarks.fuzzing.readers import Readers
from tests.attack.growth import GROWTHS, Growth

PATIENCE = 60
"""Seconds of the processor for a file."""

LAST = 900
"""Seconds of the clock, however busy the machine is."""

STEEPEST = 1.35
"""From this exponent on a kind is marked, where it takes any time to speak of."""


class Cost(NamedTuple):
    """What a file cost: the slowest reader and its seconds, megabytes of the process, and what went wrong."""

    size: int
    reader: str
    seconds: float
    megabytes: int
    failure: str


def main(names: list[str]) -> None:
    """Print a line a kind; exit with 1 where one grows faster than its file."""
    readers = Readers(words_kept=False)
    steep = 0
    print(f"{'what grows':24}{'from':>9}{'to':>9}{'bytes':>12}{'seconds':>9}{'MB':>6}  exponent")
    for name in names or GROWTHS:
        growth = GROWTHS[name]
        costs = [measured(readers, growth, growth.smallest * times) for times in (1, 2, 4)]
        first, last = costs[0], costs[-1]
        exponent = math.log2(max(last.seconds, 0.005) / max(first.seconds, 0.005)) / 2
        is_steep = bool(last.failure) or (exponent > STEEPEST and last.seconds > 0.1)
        steep += is_steep
        print(
            f"{name:24}{growth.smallest:9,}{growth.smallest * 4:9,}{last.size:12,}{last.seconds:9.2f}"
            f"{last.megabytes:6}  {exponent:.2f} {last.reader} {last.failure}{' <<<' if is_steep else ''}",
            flush=True,
        )
    readers.close()
    sys.exit(steep > 0)


def measured(readers: Readers, growth: Growth, size: int) -> Cost:
    """What a file of a size costs."""
    name, data = growth.make(size)
    there, here = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_read, args=(readers, growth, name, data, here))
    process.start()
    here.close()
    try:
        cost = there.recv() if there.poll(LAST) else Cost(len(data), "", LAST, 0, "not read")
    except EOFError:
        cost = Cost(len(data), "", PATIENCE, 0, "a minute, or all memory")
    process.kill()
    process.join()
    return cost


def _read(readers: Readers, growth: Growth, name: str, data: bytes, here: Connection) -> None:
    spent = int(time.process_time()) + PATIENCE
    resource.setrlimit(resource.RLIMIT_CPU, (spent, spent))
    resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000, 4_000_000_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    readings = readers.read(growth.read_as, name, data)
    slowest = max(readings, key=lambda reading: reading.seconds)
    failure = next((f"{reading.reader}: {reading.failure}" for reading in readings if reading.failure), "")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    here.send(Cost(len(data), slowest.reader, slowest.seconds, used // 1000, failure))


if __name__ == "__main__":
    main(sys.argv[1:])
