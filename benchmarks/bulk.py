"""Large tables beside other ways to count them, all in one run. Run `make benchmark`, or `python -m benchmarks.bulk`.

Each job is a process of its own, which loads its data first. What is told is the seconds of the processor and the
megabytes at most that the job itself takes above its data, in the middle of the runs, with their range. All that count
the same must come to the same: a sum over all counts is compared. `python -m benchmarks.bulk count grow` runs parts.
"""

import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from capability.bulk.blocks import BLANK, Block
from capability.bulk.counting import count_blocks
from capability.rule.instrument import Instrument
from capability.rule.scoring import index_tenths
from tests.synthetic import dimension, instrument

SEED = 20261127
RUNS = 5
PEOPLE, TEAMS, DIMENSIONS, PRACTICES = 1_000_000, 20_000, 10, 60
MISSING = 0.03
USED: Instrument = instrument(*(dimension(f"d{i}", [1] * (PRACTICES // DIMENSIONS)) for i in range(DIMENSIONS)))
NAMES = [practice.id for practice in USED.practices]
FEW_TEAMS = 1_000
"""Teams of the tables that grow."""

Data = tuple[NDArray[np.int8], NDArray[np.int32]]


def made_up(people: int, teams: int, seed: int = SEED) -> Data:
    """Levels of people who differ, a row a practice, with blanks; and everybody's team."""
    chance = np.random.default_rng(seed)
    own = chance.normal(2, 0.8, people).astype(np.float32)
    cells = np.empty((PRACTICES, people), dtype=np.int8)
    for row in cells:
        row[:] = np.clip(np.rint(own + chance.normal(0, 0.9, people).astype(np.float32)), 0, 4)
        row[chance.random(people, dtype=np.float32) < MISSING] = BLANK
    return cells, chance.integers(0, teams, people, dtype=np.int32)


# --- counting ---------------------------------------------------------------------------------------------------------

WORTH = (np.arange(TEAMS) % 97 + 1)[:, None] * np.arange(1, 6)


def checked(counts: Iterator[NDArray[Any]]) -> int:
    """One number of all counts, a table of teams and levels for each practice."""
    return sum(place * int((table[:, :5] * WORTH).sum()) for place, table in enumerate(counts, 1))


def floor(data: Data) -> Any:
    cells, teams = data
    base = teams.astype(np.intp) * 8
    return [np.bincount(base + row, minlength=TEAMS * 8) for row in cells]


def floor_with_totals(data: Data) -> Any:
    cells, teams = data
    counts, totals = floor(data), []
    size = PRACTICES // DIMENSIONS
    index = np.array([index_tenths(n, size) for n in range(4 * size + 1)], dtype=np.float64)
    for first in range(0, PRACTICES, size):
        part = cells[first : first + size]
        complete = (part <= 4).all(axis=0)
        of, own = teams[complete], index[part[:, complete].sum(axis=0)]
        totals.append([np.bincount(of, weights, minlength=TEAMS) for weights in (None, own, own * own)])
    return counts, totals


def bulk(block: Block) -> Any:
    return count_blocks(USED, [block])


def block_of(data: Data) -> Block:
    return Block(data[0], [f"{n:05}" for n in range(TEAMS)], data[1])


def pandas_wide(frame: Any) -> Any:
    base = frame["team"] * 8
    return [(base + frame[name]).value_counts(sort=False) for name in NAMES]


def wide_frame(data: Data) -> Any:
    import pandas as pd

    return pd.DataFrame({"team": data[1], **dict(zip(NAMES, data[0], strict=True))})


def pandas_long(frame: Any) -> Any:
    return frame.groupby(["practice", "team", "level"]).size()


def long_frame(data: Data) -> Any:
    import pandas as pd

    cells, teams = data
    practices = np.repeat(np.arange(PRACTICES, dtype=np.int8), cells.shape[1])
    return pd.DataFrame({"team": np.tile(teams, PRACTICES), "practice": practices, "level": cells.ravel()})


def polars_wide(frame: Any) -> Any:
    import polars as pl

    counts = [(pl.col(name) == level).sum().alias(f"{name} {level}") for name in NAMES for level in range(5)]
    return frame.lazy().group_by("team").agg(counts).collect(engine="streaming")


def polars_frame(data: Data) -> Any:
    import polars as pl

    return pl.DataFrame({"team": data[1], **dict(zip(NAMES, data[0], strict=True))})


def table_of(series: Any) -> NDArray[Any]:
    """Counts by the number of team and level as a table."""
    table = np.zeros(TEAMS * 8, dtype=np.int64)
    table[series.index.to_numpy()] = series.to_numpy()
    return table.reshape(TEAMS, 8)


def long_tables(series: Any) -> Iterator[NDArray[Any]]:
    practice, team, level = (series.index.get_level_values(n).to_numpy().astype(np.int64) for n in range(3))
    whole = np.zeros((PRACTICES, TEAMS, 8), dtype=np.int64)
    whole[practice, team, level] = series.to_numpy()
    return iter(whole)


def polars_tables(found: Any) -> Iterator[NDArray[Any]]:
    found = found.sort("team")
    return (np.stack([found[f"{name} {level}"].to_numpy() for level in range(5)], axis=1) for name in NAMES)


def itself(data: Data) -> Data:
    return data


COUNTING: dict[str, tuple[str, Callable[..., Any], Callable[..., Any], Callable[..., Iterator[NDArray[Any]]], int]] = {
    "floor": ("bare numpy, counts alone", itself, floor, lambda found: (t.reshape(TEAMS, 8) for t in found), RUNS),
    "totals": (
        "bare numpy, with totals",
        itself,
        floor_with_totals,
        lambda found: (t.reshape(TEAMS, 8) for t in found[0]),
        RUNS,
    ),
    "bulk": (
        "bulk, with totals",
        block_of,
        bulk,
        lambda found: (found.counts(place)[np.argsort(found.groups.key_of)] for place in range(PRACTICES)),
        RUNS,
    ),
    "polars": ("polars, wide, streaming", polars_frame, polars_wide, polars_tables, RUNS),
    "pandas": ("pandas, wide", wide_frame, pandas_wide, lambda found: map(table_of, found), RUNS),
    "long": ("pandas, long", long_frame, pandas_long, long_tables, 2),
}


# --- what is made of the counts ---------------------------------------------------------------------------------------


def profiles(counted: Any) -> Any:
    from capability.bulk.profiles import profiles_of

    return profiles_of(counted)


def tallies(counted: Any) -> Any:
    return sum(tally.raters for _, tally in counted.tallies())


def counted_of(data: Data) -> Any:
    return bulk(block_of(data))


AFTER = {
    "profiles": (f"levels, sureness of {TEAMS:,} teams", counted_of, profiles, RUNS),
    "tallies": (f"{TEAMS:,} tallies", counted_of, tallies, RUNS),
}


# --- reliability ------------------------------------------------------------------------------------------------------


def table_with_gaps(data: Data) -> Any:
    return np.where(data[0] <= 4, data[0], np.float32("nan")).T


def gap_frame(data: Data) -> Any:
    import pandas as pd

    return pd.DataFrame(table_with_gaps(data).astype(np.float64))


def kits_alpha(data: Data) -> Any:
    from capability.bulk.reliability import cronbach_alpha

    return cronbach_alpha([data[0]], "pairwise").value


def pingouins_alpha(frame: Any) -> Any:
    import pingouin

    return pingouin.cronbach_alpha(frame)[0]


def kits_krippendorff(data: Data) -> Any:
    from capability.bulk.reliability import krippendorff_alpha

    return krippendorff_alpha([data[0]], "ordinal").value


def other_krippendorff(table: Any) -> Any:
    import krippendorff

    return krippendorff.alpha(table, level_of_measurement="ordinal")


FEW = 5_000
"""People for pingouin's intraclass correlations, which take a row an answer."""


def kits_icc(data: Data) -> Any:
    from capability.bulk.reliability import intraclass_correlations

    return intraclass_correlations([data[0]]).icc_2_k.value


def few_complete(data: Data) -> Data:
    cells = data[0][:, :FEW]
    return np.where(cells <= 4, cells, np.int8(2)), data[1][:FEW]


def complete_long(data: Data) -> Any:
    import pandas as pd

    frame = pd.DataFrame(few_complete(data)[0].T)
    return frame.reset_index(names="person").melt("person", var_name="item", value_name="level")


def pingouins_icc(frame: Any) -> Any:
    import pingouin

    found = pingouin.intraclass_corr(frame, targets="person", raters="item", ratings="level")
    return found.set_index("Type").loc["ICC(A,k)", "ICC"]


RELIABILITY = {
    "alpha": ("alpha, pairwise: bulk", itself, kits_alpha, RUNS),
    "alpha-pingouin": ("  pingouin", gap_frame, pingouins_alpha, RUNS),
    "krippendorff": ("Krippendorff, ordinal: bulk", itself, kits_krippendorff, RUNS),
    "krippendorff-other": ("  krippendorff", table_with_gaps, other_krippendorff, RUNS),
    "icc": ("six ICC, complete people: bulk", itself, kits_icc, RUNS),
    "icc-few": (f"six ICC, {FEW:,} people: bulk", few_complete, kits_icc, RUNS),
    "icc-pingouin": ("  pingouin", complete_long, pingouins_icc, 2),
}


# --- growth -----------------------------------------------------------------------------------------------------------

PART = 100_000
SIZES = {"parquet": (10_000, 100_000, 1_000_000, 10_000_000), "csv": (10_000, 100_000, 1_000_000)}


def write(path: Path, people: int) -> None:
    """A file of made-up people, in parts, so that none of it has to fit in memory."""
    import pyarrow as pa
    from pyarrow import csv, parquet

    writer: Any = None
    for part, start in enumerate(range(0, people, PART)):
        cells, teams = made_up(min(PART, people - start), FEW_TEAMS, SEED + part)
        columns = {name: pa.array(row, mask=row == BLANK) for name, row in zip(NAMES, cells, strict=True)}
        table = pa.table({"team": pa.array([f"team {n}" for n in teams.tolist()]), **columns})
        if writer is None:
            kind = parquet.ParquetWriter if path.suffix == ".parquet" else csv.CSVWriter
            writer = kind(str(path), table.schema)
        writer.write_table(table)
    writer.close()


def read(path: Path) -> Any:
    from capability.bulk.reading import count_files

    return count_files([path], [USED], "team")


# --- running ----------------------------------------------------------------------------------------------------------


def main(parts: Sequence[str]) -> None:
    """Print the tables that are asked for, or all."""
    parts = parts or ("count", "after", "reliability", "grow")
    print(f"{PEOPLE:,} people, {PRACTICES} practices, {TEAMS:,} teams, {MISSING:.0%} blank; seed {SEED}")
    print(f"load of the machine, last minute {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    with tempfile.TemporaryDirectory(prefix="bulk-") as folder:
        if {"count", "after", "reliability"} & {*parts}:
            for name, array in zip(("cells", "teams"), made_up(PEOPLE, TEAMS), strict=True):
                np.save(Path(folder) / f"{name}.npy", np.asarray(array))
        print(f"{'':36}{'seconds of the processor':30}{'MB above its data':24}")
        if "count" in parts:
            found = {name: told(words, [name, folder], runs) for name, (words, *_, runs) in COUNTING.items()}
            assert len(set(found.values())) == 1, f"not all counted the same: {found}"
        for part, jobs in (("after", AFTER), ("reliability", RELIABILITY)):
            if part in parts:
                results = {name: told(words, [name, folder], runs) for name, (words, *_, runs) in jobs.items()}
                if part == "reliability":
                    print("\n".join(f"    {name}: {value}" for name, value in results.items()))
        if "grow" in parts:
            for kind, sizes in SIZES.items():
                for size in sizes:
                    path = Path(folder) / f"{size}.{kind}"
                    write(path, size)
                    told(f"{size:,} rows of {kind}", ["read", str(path)], RUNS if size < 10_000_000 else 3)
                    path.unlink()


def told(words: str, job: Sequence[str], runs: int) -> Any:
    """Run a job some times, print what it takes, and give what it found."""
    found = [_run(job) for _ in range(runs)]
    seconds, megabytes = (
        f"{statistics.median(values):{form}} ({min(values):{form}} to {max(values):{form}})"
        for form, values in ((".2f", [run["seconds"] for run in found]), (".0f", [run["megabytes"] for run in found]))
    )
    times = "" if runs == RUNS else f"   {runs} runs"
    print(f"{words:36}{seconds:30}{megabytes:24}{times}", flush=True)
    return found[0]["result"]


def _run(job: Sequence[str]) -> dict[str, Any]:
    # One thread of the processor for matrices: two that wait for each other take time on a busy machine.
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.bulk", "--job", *job]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=alone)
    if done.returncode:
        raise RuntimeError(done.stderr)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def one_job(name: str, place: str) -> None:
    """Do one job in this process, and print what it took."""
    warnings.simplefilter("ignore")
    work: Callable[..., Any] = read
    data: Any = Path(place)
    if name == "read":
        import capability.bulk.reading  # noqa: F401
    else:
        jobs: dict[str, Any] = {**COUNTING, **AFTER, **RELIABILITY}
        _, prepare, work, *_ = jobs[name]
        cells, teams = (np.load(Path(place) / f"{array}.npy") for array in ("cells", "teams"))
        data = prepare((cells, teams))
        if name in ("alpha-pingouin", "icc-pingouin"):
            import pingouin  # noqa: F401
        if name == "krippendorff-other":
            import krippendorff  # noqa: F401
        del cells, teams
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before, start = _memory("VmRSS"), time.process_time()
    found = work(data)
    seconds, megabytes = time.process_time() - start, (_memory("VmHWM") - before) / 1000
    result: Any = checked(COUNTING[name][3](found)) if name in COUNTING else None
    if name in RELIABILITY:
        result = float(found)
    print(json.dumps({"seconds": seconds, "megabytes": megabytes, "result": result}))


def _memory(what: str) -> int:
    """What Linux says of this process, in kilobytes."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(what)]
    return int(line.split()[1])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--job"]:
        one_job(*sys.argv[2:])
    else:
        main(sys.argv[1:])
