"""Each case on the command line: who is counted, what each row is, what is asked. The page passes the same table."""

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from time import process_time

import pytest

from capability.authoring.instruments import load_instrument
from capability.reading.people import LEVELS
from capability.rule.response import Given
from capability.rule.tally import Tally, read_tally
from tests.cli.running import Run
from tests.reading.expected import ACTORS, CASES, THE_25, WAYS_IN, Case, Question, Table
from tests.reading.tables import CASES as FOLDER

LONGEST = 2.0
"""Seconds of work that a case may take, however it was made."""


def brought(files: Sequence[str]) -> list[str]:
    """The files, put into the current folder."""
    return [str(shutil.copy(FOLDER / name, Path(name).name)) for name in files]


def printed(table: Table) -> list[str]:
    """What is printed of a table: how many columns are not read, without their names, and how its rows add up."""
    people = "1 person" if table.people == 1 else f"{table.people} people"
    columns = "1 column" if table.unread == 1 else f"{table.unread} columns"
    rows = f"{table.rows} rows read = 1 of headings + {table.counted} counted ({people}) + {table.left_out} left out"
    unread = [f"{table.name}: {columns} not read"] if table.unread else []
    return [*unread, f"{table.name}: {rows}"]


def settled(run: Run, files: Sequence[str], question: Question) -> list[str]:
    """Written down as the command asks for it; gives what is to be added to the command."""
    code, out, err = run("tally", *files)
    assert (code, out) == (1, "")
    assert err.startswith(f"error: {question.asked} ")
    assert f'"{question.written}": {question.choice}' in err
    [columns] = Path().glob("*-columns.json")
    columns.write_text(columns.read_text("utf-8").replace('"?"', f'"{question.written}"'), "utf-8")
    return ["--columns", str(columns)]


def counted(tally: Tally, practice: str) -> list[Given]:
    count = tally.whole.practices[practice]
    by_answer = zip(LEVELS, count.levels, strict=True)
    told: list[tuple[Given, int]] = [("unknown", count.unknown), ("not-applicable", count.not_applicable), *by_answer]
    return [given for given, raters in told for _ in range(raters)]


def told(err: str) -> list[str]:
    """Notes or errors, each where and what, without what to do about it and the names of columns."""
    lines = [line.partition(": ")[2].partition(". Hint: ")[0] for line in err.splitlines()]
    return [re.sub("(columns? not read): .*", r"\1", line) for line in lines]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_people_are_counted_and_all_else_is_named(run: Run, case: Case) -> None:
    files = brought(case.files)
    begun = process_time()
    said = settled(run, files, case.question) if case.question else []
    code, out, err = run("tally", *files, *said)
    assert process_time() - begun < LONGEST
    assert all(line.isprintable() for line in (out + err).split("\n"))
    if not case.people:
        assert (code, out, told(err)[:-1]) == (1, "", [*case.told])
        return
    assert (code, told(err)) == (0, [*case.told, *(line for table in case.tables for line in printed(table))])
    tally = read_tally(json.loads(out), load_instrument("organisation"), "stdout").tally
    assert tally.raters == case.people
    assert {practice: counted(tally, practice) for practice in case.answers} == {**case.answers}


def test_the_same_people_give_the_same_profile_whichever_way_they_come_in(run: Run) -> None:
    """Some ways, by the command. All of them are in tests/forms/ways.py."""
    right = run("team", "--json", *brought(THE_25))
    assert right[0] == 0 and right[2] == ""
    for name, table in WAYS_IN.items():
        code, out, err = run("team", "--json", *brought([name]))
        assert (code, out, told(err)) == (0, right[1], printed(table)), name


def test_actors_are_one_whatever_their_capitals_and_spaces(run: Run) -> None:
    code, out, err = run("relations", *brought(ACTORS.files), "--json")
    found = json.loads(out)
    assert (code, found["actors"], found["level"]) == (0, ["Council", "Health Trust"], 3)
    assert told(err) == [*ACTORS.told]


HOSTILE = {
    "an actor whose name clears a terminal": ["relations", "hostile/relations-escape.json"],
    "500 actors": ["relations", "hostile/relations-500-actors.json"],
    "roles of which one is the rest": ["team", "hostile/team-complement.json"],
    "roles that colour a terminal": ["team", "hostile/esc.csv"],
    "a key that is half a character": ["tally", "hostile/learning-half-character.json"],
}


@pytest.mark.parametrize("arguments", HOSTILE.values(), ids=HOSTILE)
def test_what_is_made_to_hurt_gets_words_in_time_that_steer_no_terminal(run: Run, arguments: list[str]) -> None:
    command, *files = arguments
    begun = process_time()
    _, out, err = run(command, *brought(files))
    assert process_time() - begun < LONGEST
    assert out + err
    assert all(line.isprintable() for line in (out + err).split("\n"))
