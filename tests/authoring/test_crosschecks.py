"""Whether a file agrees with the files around it."""

import shutil
from pathlib import Path

import pytest

from capability.authoring.files import check
from capability.authoring.instruments import load_instrument
from tests.authoring.own import GOOD, OWN

CHECKOUT = Path(__file__).resolve().parents[2]


def test_sources_are_not_judged_where_there_is_no_list_of_them(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(GOOD, "utf-8")
    assert check(path) == []


def mirroring(name: str) -> str:
    return GOOD.replace("as_at: 2026-11-22", f"mirrors: {name}")


def test_a_mirrored_practice_must_be_in_the_councils_instrument(council: Path) -> None:
    (council / "assessments" / "organisation.yaml").write_text(GOOD, "utf-8")
    OWN.write_text(mirroring("one.second"), "utf-8")
    assert check(OWN) == []
    assert load_instrument(OWN).practices[0].mirrors == "one.second"
    OWN.write_text(mirroring("one.secnod"), "utf-8")
    assert [str(fault) for fault in check(OWN)] == [
        f"{OWN}:21: dimensions.0.practices.0.mirrors: `one.secnod` is not in organisation.yaml."
        " Hint: did you mean `one.second`?"
    ]


@pytest.mark.parametrize("beside", [None, "title: [", "- a list", "dimensions: [7, {practices: [x, {id: [1]}]}]"])
def test_mirrors_are_not_made_worse_by_the_file_beside(council: Path, beside: str | None) -> None:
    OWN.write_text(mirroring("one.second"), "utf-8")
    if beside is not None:
        (council / "assessments" / "organisation.yaml").write_text(beside, "utf-8")
    assert {fault.code for fault in check(OWN)} <= {"unknown-mirror"}


@pytest.mark.usefixtures("council")
@pytest.mark.parametrize("value", ["7", "[one.second]", "Nobody"])
def test_a_mirror_that_is_no_id(value: str) -> None:
    OWN.write_text(mirroring(value), "utf-8")
    assert {fault.code for fault in check(OWN)} <= {"wrong-type", "bad-form"}
    assert check(OWN)


# --- chapters and slices ----------------------------------------------------------------------------------------------

COURSE = Path("modules/course.yaml")
COURSE_TEXT = """\
modules:
  - {id: 01-missions, title: X, read: 8, idea: 5, do: 15, where: 8, check: 6, team: 30,
     slice: {instrument: own, dimensions: [one]}}
routes:
  - {id: somebody, title: Somebody, who: somebody, about: Anybody., steps: [{module: 01-missions, how: read}]}
"""


@pytest.fixture
def course(council: Path) -> Path:
    """A council's folder with a course of one chapter."""
    (council / "modules").mkdir()
    (council / "modules" / "01-missions.md").write_text("# Missions\n", "utf-8")
    (council / COURSE).write_text(COURSE_TEXT, "utf-8")
    return council


SLIPS = {
    "a dimension": (
        "[one]",
        "[one, ones]",
        ":3: modules.0.slice.dimensions.1: `ones` is no dimension of own. Hint: did you mean `one`?",
    ),
    "an instrument": (
        "instrument: own",
        "instrument: owm",
        ":3: modules.0.slice.instrument: there is no instrument `owm`. Hint: did you mean `own`?",
    ),
    "a form": (
        "dimensions: [one]",
        "form: puls",
        ":3: modules.0.slice.form: 'puls' is not one of ['full', 'pulse', 'slice']. Hint: see assessments/README.md",
    ),
    "a chapter": (
        "01-missions",
        "01-mission",
        ":2: modules.0.id: there is no modules/01-mission.md. Hint: did you mean `01-missions`?",
    ),
    "minutes with a point": (
        "read: 8",
        "read: 8.0",
        ":2: modules.0.read: `8.0` is not a whole number. Hint: see assessments/README.md",
    ),
    "a step that stands twice": (
        "how: read}]",
        "how: read}, {module: 01-missions, how: whole}]",
        ":5: routes.0.steps.1.module: `01-missions` is in this route already. Hint: keep one step of it",
    ),
}


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize(("before", "after", "message"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_in_a_course_is_told_with_its_line(before: str, after: str, message: str) -> None:
    assert check(COURSE) == []
    COURSE.write_text(COURSE_TEXT.replace(before, after), "utf-8")
    assert [str(fault).removeprefix(str(COURSE)) for fault in check(COURSE)] == [message]


@pytest.mark.usefixtures("course")
def test_a_practice_names_a_chapter_that_is_there() -> None:
    assert check(OWN) == []
    OWN.write_text(GOOD.replace("module: 01-missions", "module: 01-mission", 1), "utf-8")
    assert [str(fault).removeprefix(str(OWN)) for fault in check(OWN)] == [
        ":18: dimensions.0.practices.0.module: there is no modules/01-mission.md. Hint: did you mean `01-missions`?"
    ]


@pytest.mark.parametrize("ending", ["quiz.yaml", "exercise.yaml"])
def test_what_stands_beside_a_chapter_has_one(course: Path, ending: str) -> None:
    (kit,) = (CHECKOUT / "modules").glob(f"03-*.{ending}")
    shutil.copy(CHECKOUT / "book" / "references.bib", course / "book")
    for name, codes in (("01-missions", []), ("02-gone", ["unknown-chapter"])):
        path = course / "modules" / f"{name}.{ending}"
        shutil.copy(kit, path)
        assert [fault.code for fault in check(path)] == codes


def test_a_figure_is_not_named_while_the_laws_file_has_faults(council: Path) -> None:
    OWN.write_text(GOOD.replace("about: Nothing real.", "about: From {{ limit }} on, and {{ kpi_value }}."), "utf-8")
    (council / "book" / "law.yaml").write_text("figures: {}\n", "utf-8")
    assert [str(fault).removeprefix(str(OWN)) for fault in check(OWN)] == [
        ":3: the law's figures have faults, so none can be named. Hint: run `capability check book/law.yaml` first"
    ]


def test_a_file_at_the_top_of_the_disk_is_no_crash() -> None:
    assert [fault.code for fault in check(Path("/gone.yaml"))] == ["no-file"]
