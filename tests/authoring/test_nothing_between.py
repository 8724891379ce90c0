"""Between the check and the loaders there is no third thing: a file has a fault, or it loads and can be used.

Nor is there one between the types, which say whether a file has a fault, and its schema, which editors ask.

Each real file is spoilt in many ways, in a copy of its folders, from a fixed seed.
"""

import copy
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from capability.authoring.council import load_council
from capability.authoring.files import check
from capability.authoring.instruments import Library, load_instrument
from capability.authoring.kinds import kind_of
from capability.authoring.law import load_law
from capability.authoring.lessons import load_course, load_exercise, load_quiz
from capability.authoring.parsing import parse
from capability.authoring.peers import load_peers
from capability.authoring.wording import schema_faults
from capability.course.council import Council
from capability.course.law import holds_until
from capability.course.modules import Course
from capability.course.quizzes import Quiz, mark
from capability.course.worksheets import Worksheet
from capability.errors import CapabilityError
from capability.pieces import exercise
from capability.rule.instrument import Instrument
from capability.rule.peers import Peers
from capability.rule.response import FORMAT, Response
from capability.rule.scoring import score
from capability.text import spoken_date

CHECKOUT = Path(__file__).resolve().parents[2]
FILES = [
    *sorted((CHECKOUT / "assessments").glob("*.yaml")),
    *sorted((CHECKOUT / "modules").glob("*.yaml")),
    CHECKOUT / "book" / "law.yaml",
    CHECKOUT / "book" / "peers.yaml",
    CHECKOUT / "docs" / "example-council" / "council.yaml",
]
TRIES = {"instrument": 20, "quiz": 12, "exercise": 20, "course": 120, "law": 120, "council": 120, "peers": 120}
"""How many ways a file of each kind is spoilt: of some kinds there are many files, of others one."""

INSTRUMENTS = Library()
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

STRANGE: list[Any] = [
    *(None, True, False, 0, 1, -1, 7, 12.0, 0.5, 123456789, "", " ", "x", "X y", "yes", "1.0.0", "2026-02-30", "soon"),
    *("missions", "01-missions", "market_map", "{name}", "{n:mony}", "{{ kpi_value }}", "{{ nothing }}", "a\nb"),
    *([], {}, [[]], [None], ["x"], {"x": "y"}, {"id": "x"}, {1: 2}, {None: "x"}, "word " * 90),
]


def use_instrument(instrument: Instrument) -> None:
    score(instrument, Response(format=FORMAT, instrument=instrument.id, version=instrument.version, answers={}))
    assert instrument.slice(form="pulse")


def use_quiz(quiz: Quiz) -> None:
    assert all(answer.right for answer in mark(quiz, {question.id: question.right.id for question in quiz.questions}))


def use_exercise(worksheet: Worksheet) -> None:
    config = exercise.configure(worksheet)
    assert exercise.compute(config, {"kept": {}})["faults"] == {}
    assert exercise.context(config)["shown"]


def use_course(course: Course) -> None:
    for module in course.modules:
        assert module.slice.practices(INSTRUMENTS[module.slice.instrument])
    assert all(course.minutes(step) for route in course.routes for step in route.steps)


def use_law(law: Any) -> None:
    assert law.named(spoken_date)
    assert all(holds_until(nation.as_at) for nation in law.nations.values())


def use_council(council: Council) -> None:
    assert council.called
    assert all(isinstance(mission.goal, str | int | float) for mission in council.missions)


def use_peers(peers: Peers) -> None:
    assert all(peers.group_of(group.nation, kind) is group for group in peers.groups for kind in group.types)


USES: dict[str, tuple[Callable[[Path], Any], Callable[[Any], None]]] = {
    "instrument": (load_instrument, use_instrument),
    "quiz": (load_quiz, use_quiz),
    "exercise": (load_exercise, use_exercise),
    "course": (load_course, use_course),
    "law": (load_law, use_law),
    "council": (load_council, use_council),
    "peers": (load_peers, use_peers),
}


def places(content: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything inside a file's content."""
    pairs = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, value in pairs:
        yield (*at, key)
        yield from places(value, (*at, key))


def spoilt(content: Any, chance: random.Random) -> Any:
    """The content with one thing in it changed, taken away, renamed, doubled, or put in another place's stead."""
    content = copy.deepcopy(content)
    ways = list(places(content))
    *above, last = chance.choice(ways)
    holder = content
    for step in above:
        holder = holder[step]
    value = holder[last]
    match chance.choice(["strange", "strange", "strange", "gone", "renamed", "swapped", "alike", "doubled"]):
        case "strange":
            holder[last] = chance.choice(STRANGE)
        case "gone":
            del holder[last]
        case "renamed" if isinstance(holder, dict):
            holder[chance.choice([f"{last}x", str(last)[:-1], "id", "x"])] = holder.pop(last)
        case "swapped":
            other = content
            for step in chance.choice(ways):
                other = other[step]
            holder[last] = copy.deepcopy(other)
        case "doubled" if isinstance(holder, list):
            holder.append(value)
        case _:  # of the same kind, and another
            if isinstance(value, bool):
                holder[last] = not value
            elif isinstance(value, int):
                holder[last] = chance.choice([value + 1, -value, float(value), value * 1000])
            elif isinstance(value, str):
                holder[last] = chance.choice(
                    [value[:-1], value + "x", value.upper(), value.replace("-", ""), value * 9]
                )
            elif isinstance(value, list):
                holder[last] = value[::-1][:-1]
    return content


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what authors write."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("assessments", "modules", "book", "docs/example-council"):
        shutil.copytree(CHECKOUT / name, folder / name)
    return folder


def test_there_are_files_of_every_kind() -> None:
    assert {kind_of(path).name for path in FILES} == set(USES)


@pytest.mark.parametrize("original", FILES, ids=lambda path: path.name)
def test_a_spoilt_file_has_a_fault_or_can_be_used(
    project: Path, monkeypatch: pytest.MonkeyPatch, original: Path
) -> None:
    monkeypatch.chdir(project)
    path = project / original.relative_to(CHECKOUT)
    load, use = USES[kind_of(path).name]
    text = path.read_text("utf-8")
    content, _, _ = parse(text, path)
    chance = random.Random(original.name)
    loaded = 0
    try:
        for _ in range(TRIES[kind_of(path).name]):
            path.write_text(yaml.dump(spoilt(content, chance), Dumper=DUMPER, sort_keys=False), "utf-8")
            faults = check(path)
            try:
                model = load(path)
            except CapabilityError as error:
                assert faults == list(error.faults)
                assert all(fault.where.startswith(str(path)) and fault.what and fault.hint for fault in faults), faults
            else:
                assert faults == []
                assert not [*schema_faults(kind_of(path).name, parse(path.read_text("utf-8"), path)[0])]
                use(model)
                loaded += 1
    finally:
        path.write_text(text, "utf-8")
    assert 0 < loaded < TRIES[kind_of(path).name]
