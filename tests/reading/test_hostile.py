"""Files that are made to hurt: words for each, in little time and memory. Each kind was met by `benchmarks.fuzz`."""

import io
import itertools
import json
import re
import struct
import time
import tracemalloc
import zipfile
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from capability.course.learning import read_file
from capability.errors import CapabilityError, ResponseError
from capability.forms.kinds import write_form
from capability.limits import MOST_ACTORS
from capability.pieces import piles, workbench
from capability.reading import sheets
from capability.reading.archives import InputFile
from capability.reading.folders import load_columns
from capability.reading.gathering import MOST_ALIKE, gather, gather_all, gather_rows
from capability.reading.sheets import Sheet
from capability.reading.vocabulary import unnumbered
from capability.rule.roundtable import FILE as ROUNDTABLE
from capability.rule.roundtable import read_roundtable
from capability.text import json_object
from tests.attack.growth import GROWTHS, one_number, other_roles, people, practices, responses, tally_roles
from tests.reading.tables import CASES, VOCABULARIES, sheets_of

KIT = {name: vocabulary.instrument for name, vocabulary in VOCABULARIES.items()}
HOSTILE = sorted((CASES / "hostile").iterdir())

READERS: dict[str, Callable[[Path], object]] = {
    "a page": lambda path: gather_all([InputFile(path.name, path.read_bytes())], KIT),
    "a command": lambda path: gather([InputFile(path.name, path.read_bytes())], KIT),
    "rows": lambda path: gather_rows([InputFile(path.name, path.read_bytes())]),
    "columns": load_columns,
    "learning": lambda path: read_file(path.read_text("utf-8", "replace")),
    "a roundtable": lambda path: read_roundtable(
        json_object(path.read_text("utf-8", "replace"), path.name, ROUNDTABLE), list(KIT.values())
    ),
}


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.name)
def test_a_hostile_file_ends_in_words_whoever_reads_it(path: Path) -> None:
    for name, read in READERS.items():
        begun = time.process_time()
        try:
            read(path)
        except CapabilityError as error:
            assert error.faults, name
        assert time.process_time() - begun < 2, name


def spoilt(name: str | bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A case, or a workbook's bytes, with one part of its archive changed."""
    out = io.BytesIO()
    source = io.BytesIO(name) if isinstance(name, bytes) else CASES / name
    with zipfile.ZipFile(source) as files, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for entry in files.namelist():
            text = files.read(entry)
            changed.writestr(entry, change(text.decode()) if entry == part else text)
    return out.getvalue()


SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


def read(name: str, data: bytes) -> tuple[Sheet, ...] | str:
    try:
        return sheets_of(name, data)
    except ResponseError as error:
        return error.faults[0].code


def test_a_part_is_read_no_further_than_it_says_it_goes() -> None:
    data = bytearray(spoilt("bool.xlsx", SHEET, lambda _: " " * 50_000_000))
    size = struct.pack("<I", 50_000_000)
    at = data.rindex(size)  # in the archive's list, which the limits are asked of
    data[at : at + 4] = struct.pack("<I", 1_000)
    tracemalloc.start()
    assert read("a.xlsx", bytes(data)) == "not-a-table"
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_part_packed_another_way_is_refused() -> None:
    for name in ("bool.xlsx", "answers.ods"):
        out = io.BytesIO()
        with zipfile.ZipFile(CASES / name) as files, zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as packed:
            for entry in files.namelist():
                packed.writestr(entry, files.read(entry))
        assert read(name, out.getvalue()) == "not-a-table"


def test_a_part_that_many_sheets_name_is_read_once() -> None:
    data = spoilt("bool.xlsx", BOOK, lambda text: re.sub(r"<sheet [^>]*/>", lambda found: found[0] * 1_000, text))
    assert len(read("a.xlsx", data)) == 1


@pytest.mark.parametrize(("count", "outcome"), [(65_000, 1), (70_000, "not-a-table")])
def test_a_workbook_has_no_more_styles_than_excel_takes(count: int, outcome: object) -> None:
    data = spoilt("bool.xlsx", "xl/styles.xml", lambda _: f"<s><cellXfs>{'<xf/>' * count}</cellXfs></s>")
    found = read("a.xlsx", data)
    assert (found if isinstance(found, str) else len(found)) == outcome


def test_a_shared_text_has_no_number_below_nothing() -> None:
    table = write_form(KIT["resident"], "table").data
    data = spoilt(table, SHEET, lambda text: re.sub(r't="s"><v>\d+', 't="s"><v>-1', text, count=1))
    assert read("a.xlsx", data) == "not-a-table"


REPEATED = {
    "many empty cells, many times": (
        '<table:table-cell table:number-columns-repeated="1000"/>' * 3_000,
        "more than 1,000 columns",
    ),
    "more cells than are read": (
        '<table:table-cell table:number-columns-repeated="9999999"/>',
        "more than 1,000 columns",
    ),
    "less than nothing": ('<table:table-cell table:number-columns-repeated="-1000000"/>', ""),
}


@pytest.mark.parametrize(("cells", "what"), REPEATED.values(), ids=REPEATED)
def test_cells_that_repeat_are_counted_before_they_are_built(cells: str, what: str) -> None:
    data = spoilt(
        "answers.ods", "content.xml", lambda text: re.sub("(<table:table-row[^>]*>)", rf"\g<1>{cells}", text, count=1)
    )
    tracemalloc.start()
    try:
        [sheet] = sheets_of("a.ods", data)
        assert not what and sheet.rows[0].cell(0) == "" and sheet.rows[0].cell(1)
    except ResponseError as error:
        assert what and error.faults[0].what.startswith(what)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "part", "element"), [("bool.xlsx", SHEET, "t"), ("answers.ods", "content.xml", "text:p")]
)
def test_elements_inside_one_another_are_read_so_deep_and_no_deeper(name: str, part: str, element: str) -> None:
    data = spoilt(name, part, lambda text: re.sub("(<[a-z])", rf"{f'<{element}>x' * 100_000}\1", text, count=1))
    begun = time.process_time()
    assert read(name, data) == "not-a-table"
    assert time.process_time() - begun < 2


def test_tallies_of_very_many_raters_add_up_in_a_page() -> None:
    counts = {"without": [10**9, 0, 0, 0, 0], "with": [0] * 5, "unknown": 0, "not_applicable": 0}
    roles = [{name: {"raters": 10**9, "practices": {"place.outcome-map": counts}}} for name in ("a", "b")]
    version = KIT["organisation"].version
    tallies = [
        {"format": "capability-tally/1", "instrument": "organisation", "version": version, "roles": role}
        for role in roles
    ]
    files = [
        {"name": f"{i}.json", "data": b64encode(json.dumps(tally).encode()).decode()} for i, tally in enumerate(tallies)
    ]
    bench = workbench.configure(list(KIT.values()))
    pile = piles.compute(bench, {"files": {"now": files}})["now"]
    team = workbench.compute(bench, {"piles": {"now": pile}})["team"]
    assert team is not None and team["raters"] == 2 * 10**9


def test_a_heading_of_many_figures_costs_no_more_than_its_length() -> None:
    begun = time.process_time()
    assert unnumbered("1" * 1_000_000) == "1" * 1_000_000
    assert time.process_time() - begun < 1


def test_a_row_of_very_many_cells_is_refused_at_once() -> None:
    begun = time.process_time()
    assert read("a.csv", b"a,b," * 250_000 + b"\n1\n") == "too-big"
    assert time.process_time() - begun < 2


def test_a_table_that_is_too_long_says_to_split_it_and_its_parts_count_as_the_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name, data = people(100)
    whole = gather([InputFile(name, data)], KIT).tally
    monkeypatch.setattr(sheets, "MOST_ROWS", 60)
    with pytest.raises(CapabilityError, match=r"more than 60 rows.* split it, each part with the headings"):
        gather([InputFile(name, data)], KIT)
    head, *rows = data.splitlines(keepends=True)
    parts = [InputFile(f"{i}.csv", b"".join([head, *rows[i : i + 60]])) for i in (0, 60)]
    assert gather(parts, KIT).tally == whole


def test_a_system_of_very_many_actors_is_refused_in_words() -> None:
    def row(rater: str, others: range) -> InputFile:
        ties = {f"actor {i}": 3 for i in others}
        return InputFile(
            f"{rater}.json", json.dumps({"format": "capability-relations/1", "rater": rater, "ties": ties}).encode()
        )

    most = range(MOST_ACTORS - 50)
    others = range(100, MOST_ACTORS + 50)
    files = [row("one", most), row("two", others), row("three", most), row("four", range(MOST_ACTORS + 1))]
    gathered = gather_rows(files)
    assert sorted(gathered.relations.rows) == ["one", "three"]
    assert [(fault.code, fault.where) for fault in gathered.left_out] == [
        ("too-many", "two.json"),
        ("too-many", "four.json: ties"),
    ]


GROWN = {
    "format brackets": 200_000,
    "styles of one format": 60_000,
    "shared remark": 4_000,
    "entries": 60_000,
    "tallies": 100,
    "rows of many": 100,
}
"""How large a file is that took a minute or more when this was written, by how it grows."""


@pytest.mark.parametrize("kind", GROWN)
def test_no_file_costs_the_square_of_its_size(kind: str) -> None:
    name, data = GROWTHS[kind].make(GROWN[kind])
    begun = time.process_time()
    pile = gather_all([InputFile(name, data)], KIT)
    assert pile.left_out or pile.tables or pile.by_instrument
    assert time.process_time() - begun < 4


def test_people_who_each_have_a_role_of_their_own_are_refused_as_a_table_and_as_a_tally() -> None:
    for made, size in ((other_roles, 1_001), (tally_roles, 1_001)):
        pile = gather_all([InputFile(*made(size))], KIT)
        assert not pile.by_instrument or not pile.by_instrument[0].tally.raters
        assert "1,001 different roles, and the limit is 1,000" in str(pile.left_out[0])
        kept = gather_all([InputFile(*made(size - 1))], KIT)
        assert len(kept.by_instrument[0].tally.roles) == 1_000


def test_tables_with_the_same_people_are_told_and_however_many_there_are_not_all() -> None:
    def table(answers: range) -> bytes:
        rows = (f"it,{i % 5},{i // 5},0" for i in answers)
        return "\n".join([f"role,{','.join(practices()[:3])}", *rows]).encode()

    files = [InputFile(f"{i}.csv", table(range(4)) + b"\n" * i) for i in range(25)]
    files.append(InputFile("others.csv", table(range(4, 10))))
    told = [str(fault) for fault in gather_all(files, KIT).left_out if fault.code == "equal-rows"]
    assert told[0].startswith("1.csv: 4 people answer just as 4 in 0.csv do")
    assert sum(line.startswith("24.csv") for line in told) == MOST_ALIKE
    assert not any("others.csv" in line for line in told)


def test_a_number_of_five_thousand_figures_is_told_in_words() -> None:
    pile = gather_all([InputFile(*one_number(5_000))], KIT)
    assert str(pile.left_out[0]).startswith("number.json: this is not JSON")


def test_a_file_that_ended_a_page_is_named_and_the_others_are_read() -> None:
    good = CASES / "twenty-five-people" / "01.json"
    files = [
        {"name": "bad.xlsx", "data": None},
        {"name": "good.json", "data": b64encode(good.read_bytes()).decode()},
    ]
    signs: list[tuple[int, int]] = []
    bench = workbench.configure(list(KIT.values()))
    pile = piles.compute(bench, {"files": {"now": files}}, lambda done, of: signs.append((done, of)))["now"]
    assert pile["tallies"][0]["raters"] == 1
    assert [fault["where"] for fault in pile["left_out"]] == ["bad.xlsx"]
    assert signs[:2] == [(1, 2), (2, 2)]


@pytest.mark.parametrize(("make", "size"), [(people, 3_000), (responses, 1_000)], ids=["a long table", "an archive"])
def test_what_takes_long_gives_signs_of_life_all_the_way(make: Callable[[int], tuple[str, bytes]], size: int) -> None:
    name, data = make(size)
    signs: list[float] = []
    bench = workbench.configure(list(KIT.values()))
    files = [{"name": name, "data": b64encode(data).decode()}]
    begun = time.process_time()
    piles.compute(bench, {"files": {"now": files}}, lambda *_: signs.append(time.process_time()))
    times = [begun, *signs, time.process_time()]
    longest = max(after - before for before, after in itertools.pairwise(times))
    assert len(signs) > 50 and longest < (times[-1] - begun) / 3
