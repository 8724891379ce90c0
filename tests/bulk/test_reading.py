"""Files in parts: Parquet and CSV say the same, and what is wrong with one is said by row and column."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import csv, parquet

from capability.bulk import reading
from capability.bulk.reading import count_files
from capability.errors import CapabilityError
from capability.rule.tally import to_json
from tests.bulk.made_up import table
from tests.bulk.test_counting import CONTRACT, counted_of, texts
from tests.synthetic import ORGANISATION

MAP, SPEND = "place.outcome-map", "place.spend-map"


def test_parquet_and_csv_in_parts_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = table(CONTRACT, 1_000, 7)
    (tmp_path / "parts").mkdir()
    parquet.write_table(whole.slice(0, 400), tmp_path / "parts" / "a.parquet", row_group_size=150)
    parquet.write_table(whole.slice(400), tmp_path / "parts" / "b.parquet")
    csv.write_csv(whole, tmp_path / "whole.csv")
    monkeypatch.setattr(reading, "ROWS", 64)
    monkeypatch.setattr(reading, "BYTES", 20_000)
    expected = texts(counted_of(CONTRACT, whole, 1_000))
    for path in (tmp_path / "parts", tmp_path / "whole.csv"):
        assert texts(count_files([path], [ORGANISATION, CONTRACT], "team").counted) == expected


@pytest.mark.parametrize(
    ("cells", "without"),
    [
        (pa.array([0, 4, None], pa.int8()), [1, 0, 0, 0, 1]),
        (pa.array([0, 4, None], pa.uint64()), [1, 0, 0, 0, 1]),
        (pa.array([0.0, 4.0, float("nan")]), [1, 0, 0, 0, 1]),
        (pa.array(["0", " 4 ", ""]), [1, 0, 0, 0, 1]),
        (pa.array(["not yet", "4 shaping", None]).dictionary_encode(), [1, 0, 0, 0, 1]),
        (pa.array([None, None, None]), None),
    ],
    ids=lambda cells: str(getattr(cells, "type", "")),
)
def test_answers_come_in_many_types(tmp_path: Path, cells: pa.Array, without: list[int] | None) -> None:
    columns = {MAP: cells, SPEND: pa.array(["unknown"] * 3), "council": pa.array([1, 1, 1])}
    parquet.write_table(pa.table(columns), tmp_path / "big.parquet")
    [(key, tally)] = count_files([tmp_path / "big.parquet"], [ORGANISATION], "council").counted.tallies()
    practices = tally.whole.practices
    assert (key, practices[SPEND].unknown) == ("1", 3)
    assert (practices[MAP].without if MAP in practices else None) == (without and tuple(without))


def frame(**columns: object) -> pd.DataFrame:
    return pd.DataFrame({"council": ["Kent", "Devon"], MAP: [1, 2], **columns})


WRONG = {
    "no level": (
        frame(**{SPEND: [1, 7]}),
        f"row 2, column `{SPEND}`: `7` is no answer here. Hint: an answer is 0 to 4",
    ),
    "below": (frame(**{SPEND: [-1, 2]}), f"row 1, column `{SPEND}`: `-1` is no answer"),
    "a half": (frame(**{SPEND: [0.5, 2]}), f"row 1, column `{SPEND}`: `0.5` is no answer"),
    "words": (frame(**{SPEND: ["2", "rather\x1b[2J"]}), f"row 2, column `{SPEND}`: `rather"),
    "truth": (frame(**{SPEND: [True, False]}), f"row 1, column `{SPEND}`: `True` is no answer"),
    "evidence": (frame(**{f"{MAP}.evidence": ["none", "yes"]}), "`yes` is no answer here. Hint: evidence is none"),
    "no key": (frame().drop(columns="council"), "no column to count by is called `council`"),
    "a key misspelt": (frame().rename(columns={"council": "counsil"}), "did you mean `counsil`?"),
    "no practice": (frame()[["council"]], "no column is a practice of `organisation`"),
}


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, case: str, ending: str) -> None:
    wrong, told = WRONG[case]
    path = tmp_path / f"big.{ending}"
    wrong.to_parquet(path) if ending == "parquet" else wrong.to_csv(path, index=False)
    with pytest.raises(CapabilityError) as raised:
        count_files([path], [ORGANISATION], "council")
    assert told in str(raised.value)


def test_rows_without_an_answer_count_as_nobody(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_text(f"\ufeffcouncil;{MAP};shoe size\nKent;2;41\n;;39\n;3;40\n", "utf-8")
    result = count_files([path], [ORGANISATION], "council")
    assert (result.silent, result.passed_over, result.counted.keyless) == (1, ("shoe size",), 1)
    assert [(key, tally.raters) for key, tally in result.counted.tallies()] == [("", 1), ("Kent", 1)]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("gone.parquet", None, "no such file"),
        ("cut.parquet", b"PAR1 and no more", "it cannot be read as parquet"),
        ("latin.csv", f"council,{MAP}\nK\xe9nt,1\n".encode("latin-1"), "big/latin.csv"),
        ("uneven.csv", f"council,{MAP}\nKent,1,2\n".encode(), "it cannot be read as csv"),
        ("twice.csv", f"council,{MAP},{MAP}\nKent,1,2\n".encode(), f"two columns are called `{MAP}`"),
        ("empty.csv", b"", "no column is a practice"),
        ("big.xlsx", b"PK", "this is neither .parquet nor .csv"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str, content: bytes | None, told: str) -> None:
    path = tmp_path / "big" / name
    path.parent.mkdir()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CapabilityError, match=told.replace(".", "[.]")):
        count_files([path], [ORGANISATION], "council")


def test_a_folder_without_such_files_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(CapabilityError, match="there is nothing to read"):
        count_files([tmp_path], [ORGANISATION], "council")


def test_keys_and_roles_are_compared_without_spaces(tmp_path: Path) -> None:
    parquet.write_table(
        pa.table({"team": [" North  team", "North team"], "role": ["Legal", " legal"], MAP: np.array([1, 2])}),
        tmp_path / "big.parquet",
    )
    [(key, tally)] = count_files([tmp_path], [ORGANISATION], "team").counted.tallies()
    assert key == "North team" and [*tally.roles] == ["legal"] and '"raters": 2' in to_json(tally)
