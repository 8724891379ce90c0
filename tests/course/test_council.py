"""The file of a council: every fault at once, each with its line and a way to mend it."""

from pathlib import Path

import pytest

from capability.authoring.council import find_council, load_council
from capability.authoring.files import check
from capability.authoring.finding import MARKS
from capability.authoring.lessons import load_course
from capability.course.council import Contact, Council
from capability.errors import CouncilError

CHECKOUT = Path(__file__).resolve().parents[2]
EXAMPLE = CHECKOUT / "docs" / "example-council" / "council.yaml"
TEXT = EXAMPLE.read_text("utf-8")


def test_the_example_is_a_council_that_says_it_is_made_up() -> None:
    council = load_council(EXAMPLE)
    assert "made up" in council.name and council.called == "Anyborough"
    assert council.contacts.answers == Contact(
        name="Policy team", email="answers@anyborough.example", phone="020 7946 0000"
    )
    assert [mission.goal for mission in council.missions] == [100, "fewer than 500"]
    assert council.shows("01-missions")


def test_this_book_is_the_neutral_edition() -> None:
    assert find_council(CHECKOUT) is None


def test_a_name_is_enough(tmp_path: Path) -> None:
    (tmp_path / "council.yaml").write_text("name: Example Council\n", "utf-8")
    council = find_council(tmp_path)
    assert council is not None and council.called == "Example Council" and council.contacts.site == Contact()


def test_it_is_found_from_a_folder_of_its_project_and_not_above_it(tmp_path: Path) -> None:
    (tmp_path / "council.yaml").write_text("name: Example Council\n", "utf-8")
    (tmp_path / "modules").mkdir()
    assert find_council(tmp_path / "modules") is None
    for mark in MARKS:
        (tmp_path / mark).touch()
    assert find_council(tmp_path / "modules") is not None


SPOILED = {
    "no name": ("name: Anyborough Council (made up)\n", "", "missing-key", "`name` is missing"),
    "a key too many": ("short_name:", "shortname:", "unknown-key", "did you mean `short_name`?"),
    "a nation that the kit does not know": ("nation: england", "nation: kent", "bad-value", "'kent' is not one of"),
    "a code of another nation": ("nation: england", "nation: wales", "wrong-nation", "a code of England"),
    "no code": ("code: E09999999", "code: E0999", "bad-form", "such as E09000007"),
    "an address that is none": ("answers@anyborough.example", "answers", "bad-form", "procurement@council.gov.uk"),
    "an address with its name": ("email: web@", "email: Web <web@", "bad-form", "without a name"),
    "two addresses": ("web@anyborough.example", "'a@b.uk, c@d.uk'", "bad-form", "alone"),
    "a word for a colour": ('"#1d5c4d"', "green", "bad-form", "#1d70b8"),
    "one colour": ('  accent: "#a23b00"\n', "", "missing-key", "`accent` is missing"),
    "a logo that is neither": ("logo.svg", "logo.jpg", "bad-form", "logo.svg or images/logo.png"),
    "a logo from elsewhere": ("logo.svg", "images/../../logo.svg", "bad-form", "beside council.yaml"),
    "a logo from the web": ("logo.svg", "'https://council.gov.uk/logo.svg'", "bad-form", "a path such as"),
    "a year long gone": ("year: 2032", "year: 1932", "bad-value", "1932"),
    "a year in words": ("year: 2032", "year: soon", "wrong-type", "`soon` is not a whole number"),
    "a goal left out": ("    goal: 100\n", "", "missing-key", "`goal` is missing"),
    "a name too long": ("Anyborough Council (made up)", "x" * 81, "too-long", "the limit is 80"),
    "a day that is none": ("2027-03-31", "2027-02-31", "bad-form", "no such day"),
    "a day in words": ("2027-03-31", "the end of March", "bad-form", "a date is written 2026-11-22"),
    "a promise in words": ("not_for_awards: true", "not_for_awards: we promise", "wrong-type", "true"),
    "words published somehow": ("own_words: never", "own_words: sometimes", "bad-value", "is not one of"),
    "a mission twice": ("No home here is too cold to live in", "&", "duplicate-id", "stands 2 times"),
    "a list": (TEXT, "- name: x\n", "not-a-council", "this is not a council's file"),
}


@pytest.mark.parametrize(("before", "after", "code", "words"), SPOILED.values(), ids=SPOILED.keys())
def test_what_spoils_the_file_is_told(tmp_path: Path, before: str, after: str, code: str, words: str) -> None:
    assert before in TEXT
    after = after.replace("&", "Every child eats a good hot lunch on every school day")
    path = tmp_path / "council.yaml"
    path.write_text(TEXT.replace(before, after), "utf-8")
    [fault] = [fault for fault in check(path) if fault.code == code]
    assert words in str(fault)
    with pytest.raises(CouncilError):
        find_council(tmp_path)


def test_a_module_that_is_not_there_is_told_and_so_is_one_that_stands_twice(tmp_path: Path) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "01-missions.md").touch()
    path = tmp_path / "council.yaml"
    path.write_text("name: X\nmodules: [01-missions, 01-mission, 01-missions]\n", "utf-8")
    assert [str(fault).partition(":")[2] for fault in check(path)] == [
        "2: modules: the module `01-missions` stands 2 times. Hint: keep one",
        "2: modules.1: there is no modules/01-mission.md. Hint: did you mean `01-missions`?",
    ]


def test_a_course_has_the_modules_that_the_council_shows_and_the_routes_through_them() -> None:
    whole = load_course()
    few = Council(name="X", modules=("01-missions", "04-place")).course(whole)
    assert [module.id for module in few.modules] == ["01-missions", "04-place"]
    assert few.routes and {step.module for route in few.routes for step in route.steps} <= {"01-missions", "04-place"}
    assert all(route.steps for route in few.routes)
    assert Council(name="X").course(whole) == whole
