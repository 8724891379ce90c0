"""Files that are spoilt on purpose, through everything that reads one. Run `make benchmark`, or this with options.

Every file is made from its number alone, so any can be made again: `python -m benchmarks.fuzz --only 4711`. The
promises: no traceback, two seconds of the processor and 300 MB at most, rows that add up. A run of 100,000 is for
before a release: `nice python -m benchmarks.fuzz --count 100000`.
"""

import argparse
import multiprocessing
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from benchmarks.fuzzing.mutations import Made, made
from benchmarks.fuzzing.readers import Readers, Reading

MOST_SECONDS, MOST_MEGABYTES = 2.0, 300
PATIENCE = 15
"""Seconds of the processor after which a file is given up; what is in the way shows in the traceback."""

LAST = 1_200
"""Seconds of the clock after which a worker that says nothing is ended, however busy the machine is."""

CEILING = 2_000_000_000
"""Bytes that a worker may address: what asks for more ends in a traceback, and not this machine."""


class Outcome(NamedTuple):
    """What came of one file."""

    number: int
    kind: str
    name: str
    how: str
    size: int
    readings: list[Reading]
    megabytes: int


def main() -> None:
    """Print every figure; exit with 1 where a promise is broken."""
    options = _options()
    if options.only is not None:
        repeat(options.only)
        return
    begun = time.monotonic()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # figures are told wherever it is stopped
    figures = Figures()
    worker = Worker()
    try:
        for number in range(options.seed, options.seed + options.count):
            figures.add(number, worker.outcome(number))
            if figures.files % 1_000 == 0:
                print(
                    f"{figures.files:,} files, {time.monotonic() - begun:.0f} s, {len(figures.failures)} failures",
                    flush=True,
                )
    except KeyboardInterrupt:
        print("\nStopped before the end.")
    worker.close()
    figures.tell(time.monotonic() - begun)
    sys.exit(bool(figures.failures))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2_000, help="how many files (2,000)")
    parser.add_argument("--seed", type=int, default=0, help="the number of the first file (0)")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="one file again, with its traceback")
    return parser.parse_args()


class Worker:
    """A process that reads files. One that ends or hangs costs its file alone: another goes on."""

    def __init__(self) -> None:
        self._readers = Readers()
        self._start()

    def _start(self) -> None:
        self._there, here = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("fork").Process(
            target=_work, args=(self._readers, here, self._there), daemon=True
        )
        self._process.start()
        here.close()

    def outcome(self, number: int) -> Outcome | str:
        """What came of a file, or why there is nothing to tell."""
        try:
            self._there.send(number)
            if self._there.poll(LAST):
                found: Outcome = self._there.recv()
                return found
            what = f"not read in {LAST} seconds"
        except (EOFError, OSError):
            what = "ended the process"
        self._stop()
        self._start()
        return what

    def close(self) -> None:
        """End the process, and take its files away."""
        self._stop()
        self._readers.close()

    def _stop(self) -> None:
        self._process.kill()
        self._process.join()
        self._there.close()


def _work(readers: Readers, here: Connection, there: Connection) -> None:
    there.close()  # so that this process ends with the other
    resource.setrlimit(resource.RLIMIT_AS, (CEILING, CEILING))
    signal.signal(signal.SIGPROF, _give_up)
    with suppress(EOFError):
        while True:
            here.send(read(readers, here.recv()))


class TookTooLongError(Exception):
    """A file that is still not read."""


def _give_up(*_: object) -> None:
    raise TookTooLongError(f"{PATIENCE} seconds of the processor")


def read(readers: Readers, number: int) -> Outcome:
    """Make a file and read it."""
    file = made(number)
    begin_peak()
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    readings = readers.read(file.kind, file.name, file.data)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return Outcome(number, file.kind, file.name, file.how, len(file.data), readings, peak())


def begin_peak() -> None:
    """Forget how much memory was held before: of use where Linux offers it."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def peak() -> int:
    """The most memory that this process held since, in megabytes, Python and the kit among them."""
    try:
        status = Path("/proc/self/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) // 1000
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000


class Figures:
    """What is told at the end."""

    def __init__(self) -> None:
        self.files = 0
        self.failures: list[tuple[int, str]] = []
        self._kinds: Counter[str] = Counter()
        self._codes: Counter[str] = Counter()
        self._clean: Counter[str] = Counter()
        self._slowest: list[tuple[float, str]] = []
        self._heaviest: list[tuple[int, str]] = []
        self._wordiest: list[tuple[int, str]] = []
        self._largest = 0
        self._seconds = 0.0

    def add(self, number: int, outcome: Outcome | str) -> None:
        """Count a file."""
        self.files += 1
        if isinstance(outcome, str):
            self._fail(number, outcome)
            return
        self._kinds[outcome.kind] += 1
        self._largest = max(self._largest, outcome.size)
        called = f"--only {number}: {outcome.kind}, {outcome.size:,} bytes, {outcome.how}"
        for reading in outcome.readings:
            self._codes.update(set(reading.codes))
            self._seconds += reading.seconds
            if reading.failure:
                self._fail(number, f"{reading.reader}: {reading.failure}")
            if reading.seconds > MOST_SECONDS:
                self._fail(number, f"{reading.reader}: {reading.seconds:.1f} seconds")
        if not any(reading.codes for reading in outcome.readings[:1]):
            self._clean[outcome.kind] += 1
        slow = max(outcome.readings, key=lambda reading: reading.seconds)
        wordy = max(outcome.readings, key=lambda reading: reading.told)
        self._slowest = sorted([*self._slowest, (slow.seconds, f"{slow.reader}, {called}")])[-5:]
        self._wordiest = sorted([*self._wordiest, (wordy.told, f"{wordy.reader}, {called}")])[-3:]
        self._heaviest = sorted([*self._heaviest, (outcome.megabytes, called)])[-3:]
        if outcome.megabytes > MOST_MEGABYTES:
            self._fail(number, f"{outcome.megabytes} MB")

    def _fail(self, number: int, what: str) -> None:
        self.failures.append((number, what))
        if len(self.failures) <= 200:
            print(f"--only {number}: {what}", flush=True)

    def tell(self, seconds: float) -> None:
        """Print every figure."""
        print(
            f"\n{self.files:,} files of up to {self._largest:,} bytes: "
            f"{self._seconds:,.0f} s of reading in {seconds:,.0f} s\n"
        )
        for kind, count in self._kinds.most_common():
            print(f"{kind:24} {count:9,}   nothing to say of {self._clean[kind]:,}")
        print("\nFiles by what was told, each reader's once")
        for code, count in self._codes.most_common():
            print(f"  {code:22} {count:9,}")
        for title, entries, unit in (
            (
                f"Slowest, of at most {MOST_SECONDS:.0f} s",
                [(f"{value:.2f}", called) for value, called in self._slowest],
                "s",
            ),
            (
                f"Most memory, of at most {MOST_MEGABYTES} MB",
                [(f"{value}", called) for value, called in self._heaviest],
                "MB",
            ),
            ("Longest told", [(f"{value:,}", called) for value, called in self._wordiest], "characters"),
        ):
            print(f"\n{title}")
            for value, called in reversed(entries):
                print(f"  {value:>9} {unit}  {called[:160]}")
        print(f"\nFailures: {len(self.failures)}")
        kinds = Counter(" ".join(what.split()[:9]) for _, what in self.failures)
        for what, count in kinds.most_common(40):
            print(f"  {count:6,}  {what}")


def repeat(number: int) -> None:
    """One file again, with all that is told of it, and its traceback."""
    file: Made = made(number)
    Path(f"fuzz-{number}").write_bytes(file.data)
    print(f"{file.kind}, {len(file.data):,} bytes, written to fuzz-{number}: `{file.name[:80]!r}` {file.how}")
    readers = Readers()
    begin_peak()
    for reading in readers.read(file.kind, file.name, file.data):
        print(f"{reading.reader:8} {reading.seconds:6.2f} s  {dict(reading.codes)}  {reading.failure}")
    print(f"{peak()} MB")
    if readers.last is not None:
        traceback.print_exception(readers.last)
    readers.close()


if __name__ == "__main__":
    main()
