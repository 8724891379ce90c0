"""Seconds of the processor that commands take, from their start to their end, beside the goal. Run `make benchmark`.

The goal grows with the machine: 1.3 times what Python takes to import msgspec, which every command does, and 0.15 s. It
is for the command itself and for `score`; the others stand here to be compared.
Each round runs every command once, so that what else the machine does falls on all of them alike.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.cli.running import EXAMPLES
from tests.synthetic import ORGANISATION

RUNS = 5
BARE = ("-c", "import msgspec")
CAPABILITY = ("-m", "capability.cli")
HELD = ("capability --version", "capability --help", "capability score")
TEAM = str(EXAMPLES / "team-that-disagrees" / "responses")


class Spent(NamedTuple):
    """What a process took: seconds of the processor and of the clock, and megabytes at its largest."""

    processor: float
    clock: float
    megabytes: float


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        response = Path(folder) / "response.json"
        answers = {practice.id: {"level": 2} for practice in ORGANISATION.practices}
        whole = {"format": "capability-response/1", "instrument": ORGANISATION.id, "version": ORGANISATION.version}
        response.write_text(json.dumps({**whole, "answers": answers}), "utf-8")
        commands = {
            "python, import msgspec": BARE,
            "capability --version": (*CAPABILITY, "--version"),
            "capability --help": (*CAPABILITY, "--help"),
            "capability score": (*CAPABILITY, "score", str(response)),
            "capability check": (*CAPABILITY, "check", str(response)),
            "capability team": (*CAPABILITY, "team", TEAM),
        }
        runs = [{name: spent(command) for name, command in commands.items()} for _ in range(RUNS)]
    seconds = {name: [run[name].processor for run in runs] for name in commands}
    goal = 1.3 * statistics.median(seconds["python, import msgspec"]) + 0.15
    print(f"Seconds of the processor, median of {RUNS} (least to most); the goal is {goal:.2f}\n")
    for name, values in seconds.items():
        late = name in HELD and statistics.median(values) > goal
        print(f"{name:24}{middle(values, '.3f')}{'   <<<' if late else ''}")


def spent(command: Sequence[str]) -> Spent:
    """What Python takes for a command, whose words are not shown. Raises `CalledProcessError` where it fails."""
    before = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)  # else it is waited for twice
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    clock = time.perf_counter() - before
    return Spent(used.ru_utime + used.ru_stime, clock, used.ru_maxrss / 1000)


def middle(values: Sequence[float], form: str) -> str:
    """The median of some values, and their range."""
    return f"{statistics.median(values):{form}} ({min(values):{form}} to {max(values):{form}})"


if __name__ == "__main__":
    main()
