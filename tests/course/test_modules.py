"""The course: modules with their slices, and routes by role."""

from pathlib import Path

import pytest

from capability.authoring.files import check
from capability.authoring.finding import MARKS
from capability.authoring.instruments import instrument_names, load_instrument
from capability.authoring.lessons import exercise_names, load_course, quiz_names
from capability.course.modules import Course
from capability.errors import LessonError

CHECKOUT = Path(__file__).resolve().parents[2]
COURSE = load_course()


def test_the_modules_are_numbered_and_each_has_a_quiz_and_an_exercise() -> None:
    names = [module.id for module in COURSE.modules]
    assert [name[:2] for name in names] == [f"{n:02}" for n in range(1, len(names) + 1)]
    assert sorted(names) == quiz_names() == exercise_names()


@pytest.mark.parametrize("module", COURSE.modules, ids=lambda module: module.id)
def test_a_slice_is_part_of_its_instrument(module: object) -> None:
    instrument = load_instrument(module.slice.instrument)  # type: ignore[attr-defined]
    assert module.slice.practices(instrument)  # type: ignore[attr-defined]


def test_every_practice_that_names_a_module_names_one_of_the_course() -> None:
    names = {module.id for module in COURSE.modules}
    for instrument in instrument_names():
        assert {practice.module for practice in load_instrument(instrument).practices} <= names


def test_there_is_a_route_for_each_role() -> None:
    wanted = {
        "procurement-officer",
        "commissioner",
        "finance-legal",
        "councillor",
        "leader",
        "supplier",
        "resident-group",
    }
    assert {route.id for route in COURSE.routes} == wanted


def test_every_module_but_none_twice_stands_in_a_route() -> None:
    for route in COURSE.routes:
        steps = [step.module for step in route.steps]
        assert len(steps) == len(set(steps))
    taught = {step.module for route in COURSE.routes for step in route.steps}
    assert taught == {module.id for module in COURSE.modules}


TEXT = """\
modules:
  - {id: 01-x, title: X, read: 8, idea: 5, do: 15, where: 8, check: 6, team: 30, slice: {instrument: organisation}}
routes:
  - {id: somebody, title: Somebody, who: somebody, about: Anybody., steps: [{module: 01-x, how: read}]}
"""

SPOILED = {
    "a module that is not there": ("module: 01-x", "module: 02-y", "unknown-module"),
    "a way that is none": ("how: read", "how: skim", "bad-value"),
    "no minutes": ("read: 8", "read: 0", "bad-value"),
    "a key too many": ("about: Anybody.", "about: Anybody., colour: red", "unknown-key"),
    "a module twice": (
        "modules:\n",
        "modules:\n  - {id: 01-x, title: X, read: 1, idea: 1, do: 1, where: 1, check: 1, team: 1, "
        "slice: {instrument: team}}\n",
        "duplicate-id",
    ),
    "just words": (TEXT, "just words", "not-a-course"),
}


def test_a_course_without_fault_is_loaded_from_the_project_around(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "course.yaml").write_text(TEXT, "utf-8")
    for mark in MARKS:
        (tmp_path / mark).touch()
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    course = load_course()
    assert isinstance(course, Course)
    assert course.minutes(course.routes[0].steps[0]) == 5


@pytest.mark.parametrize(("before", "after", "code"), SPOILED.values(), ids=SPOILED.keys())
def test_what_spoils_a_course_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, code: str
) -> None:
    path = tmp_path / "modules" / "course.yaml"
    path.parent.mkdir()
    path.write_text(TEXT.replace(before, after), "utf-8")
    assert code in [fault.code for fault in check(path)]
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LessonError):
        load_course()
