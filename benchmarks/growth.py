"""How commands grow with what they read: seconds of the processor and megabytes. Run `make benchmark`.

Each command is a process of its own. `a doubling` says how many times longer it takes for twice as much, what it takes
to start left out: 2 is with the size, 4 with its square. Megabytes are never less than those that this script has used
by then: measure a kind alone for its own, as `python -m benchmarks.growth tallies` does.
"""

import io
import statistics
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from math import log2
from pathlib import Path
from typing import NamedTuple

from benchmarks.start import CAPABILITY, RUNS, middle, spent
from tests.attack.growth import File, actors, councils, people, responses

# The profile of so many teams of twelve, which no file is read for.
TEAMS = """
import random
from capability.authoring.instruments import load_instrument
from capability.rule.response import FORMAT, Answer, Response
from capability.rule.tally import count_responses
from capability.rule.team import team_profile
used = load_instrument("organisation")
chance = random.Random(1)
names = [practice.id for practice in used.practices]
whole = dict(format=FORMAT, instrument=used.id, version=used.version)
answers = [Answer(level, evidence) for level in range(5) for evidence in ("none", "document")]
for _ in range({size}):
    people = [Response(**whole, answers=dict(zip(names, chance.choices(answers, k=36)))) for _ in range(12)]
    counted = count_responses(used, people)
    if {profiled}:
        team_profile(used, counted)
"""


class Kind(NamedTuple):
    """What grows, to which sizes, and the words after `python` that read it, made in a folder."""

    what: str
    sizes: tuple[int, ...]
    command: Callable[[int, Path], Sequence[str]]


def main(names: Sequence[str]) -> None:
    """Print the table."""
    start = statistics.median(spent((*CAPABILITY, "--version")).processor for _ in range(RUNS))
    print(f"Median of {RUNS} (least to most); a command takes {start:.2f} s to start\n")
    print(f"{'':22}{'size':>8}  {'seconds of the processor':28}{'MB at most':>10}  a doubling")
    for name in names or KINDS:
        kind = KINDS[name]
        before: tuple[int, float] | None = None
        for size in kind.sizes:
            with tempfile.TemporaryDirectory() as folder:
                command = kind.command(size, Path(folder))
                runs = [spent(command) for _ in range(RUNS)]
            seconds = statistics.median(run.processor for run in runs)
            own = max(seconds - start, 0.001)
            factor = f"{(own / before[1]) ** (1 / log2(size / before[0])):.1f}" if before else ""
            before = (size, own)
            shown = middle([run.processor for run in runs], ".2f")
            most = max(run.megabytes for run in runs)
            print(f"{kind.what:22}{size:8,}  {shown:28}{most:10,.0f}  {factor}", flush=True)


def _file(folder: Path, made: File) -> Path:
    name, data = made
    path = folder / name
    path.write_bytes(data)
    return path


def _unpacked(folder: Path, made: File) -> Path:
    with zipfile.ZipFile(io.BytesIO(made[1])) as files:
        files.extractall(folder / "files")
    return folder / "files"


KINDS = {
    "responses": Kind(
        "files of responses",
        (100, 1_000, 10_000),
        lambda size, folder: (*CAPABILITY, "tally", str(_unpacked(folder, responses(size)))),
    ),
    "rows": Kind(
        "rows of a CSV file",
        (1_000, 10_000, 100_000),
        lambda size, folder: (*CAPABILITY, "tally", str(_file(folder, people(size)))),
    ),
    "tallies": Kind(
        "tallies of twelve",
        (10, 100, 1_000),
        lambda size, folder: (*CAPABILITY, "tally", str(_unpacked(folder, councils(size)))),
    ),
    "actors": Kind(
        "actors, all rating all",
        (50, 100, 200, 400, 1_000),
        lambda size, folder: (*CAPABILITY, "relations", str(_unpacked(folder, actors(size)))),
    ),
    "counted": Kind("teams counted", (100, 1_000), lambda size, _: ("-c", TEAMS.format(size=size, profiled=False))),
    "teams": Kind("  and their profiles", (100, 1_000), lambda size, _: ("-c", TEAMS.format(size=size, profiled=True))),
}


if __name__ == "__main__":
    main(sys.argv[1:])
