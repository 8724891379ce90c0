"""Every module of the course: its ten parts, its lengths, what it promises, and what stands beside it."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from pybtex.database import parse_file

from capability.authoring import times
from capability.authoring.instruments import instrument_names, load_instrument
from capability.authoring.law import load_law
from capability.authoring.lessons import load_course, load_exercise, load_quiz, quiz_names
from capability.authoring.times import CELL, words_of
from capability.course.modules import Module, RouteStep
from capability.pieces import outside
from capability.pieces.steps import STEPS
from capability.publish.steps import IDEA_ENDS

CHECKOUT = Path(__file__).resolve().parents[2]
BOOK = CHECKOUT / "book"
MODULES = load_course().modules

PARTS = [
    "After this you can",
    "The idea",
    "Camden",
    "The law",
    "Do it",
    "Where are we?",
    "Check yourself",
    "Take it to the team",
    "On Monday",
]
"""The nine headings below the title, which is the first part."""

WORDS = range(1200, 2201)
IDEA = range(600, 1001)

# What a stranger could see somebody do. "Understand", "know" and "be aware" are not among them.
VERBS = {
    *(
        "add",
        "ask",
        "check",
        "choose",
        "compare",
        "count",
        "decide",
        "describe",
        "draw",
        "give",
        "keep",
        "lead",
        "list",
    ),
    *("name", "open", "pass", "plan", "point", "put", "say", "set", "tell", "test", "turn", "write"),
}

CITED = re.compile(r"\{cite:\w+\}`([^`]+)`")


@cache
def text_of(name: str) -> str:
    return (CHECKOUT / "modules" / f"{name}.md").read_text("utf-8").split("\n---\n", 1)[1]


def part_of(name: str, heading: str) -> str:
    return re.split(r"^## ", text_of(name), flags=re.MULTILINE)[1 + PARTS.index(heading)]


modules = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.id)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.id)
def test_the_course_calls_a_module_as_its_page_does(module: Module) -> None:
    text = (CHECKOUT / "modules" / f"{module.id}.md").read_text("utf-8")
    assert f"\n# {module.title}\n" in text


def test_the_course_has_every_chapter_and_no_other() -> None:
    assert sorted(path.stem for path in (CHECKOUT / "modules").glob("*.md")) == [module.id for module in MODULES]


@modules
def test_a_chapter_has_its_ten_parts_in_order(module: Module) -> None:
    text = CELL.sub("", text_of(module.id))
    assert len(re.findall(r"^# .+$", text, re.MULTILINE)) == 1
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS


@modules
def test_a_chapter_is_worth_half_an_hour_and_no_more(module: Module) -> None:
    assert words_of(text_of(module.id)) in WORDS
    assert words_of(part_of(module.id, "The idea")) in IDEA


@modules
def test_a_chapter_says_at_once_how_long_it_takes_and_whom_it_is_for(module: Module) -> None:
    first = text_of(module.id).split("\n## ")[0].strip().split("\n\n")[1]
    assert first.startswith(
        f"{module.read} minutes to read, {module.do} for the exercise, {module.where} for the questions, "
        f"{module.check} for the quiz, {module.team} with your team."
    )
    assert re.search(r"\bFor \w", first)


@modules
def test_the_minutes_of_a_module_are_those_that_are_counted(module: Module) -> None:
    """One minute more or less is let pass; else `modules/course.yaml` and the chapter's first line are out of date."""
    instrument = load_instrument(module.slice.instrument)
    read = text_of(module.id).split("\n## Do it")[0]
    counted = {
        "read": times.reading(read),
        "idea": times.reading(read.split(f"\n## {IDEA_ENDS}")[0]),
        "do": times.exercise(load_exercise(module.id), part_of(module.id, "Do it")),
        "where": times.questions(len(module.slice.practices(instrument)), module.slice.form),
        "check": times.quiz(load_quiz(module.id)),
        "team": 30,
    }
    off = {name: abs(getattr(module, name) - minutes) for name, minutes in counted.items()}
    assert set(off) == {step.id for step in STEPS} | {"idea"}
    assert max(off.values()) <= 1, counted


@modules
def test_each_step_begins_with_a_heading_of_the_chapter(module: Module) -> None:
    assert [step.begins for step in STEPS] == [part for part in PARTS if part in {step.begins for step in STEPS}]
    assert STEPS[0].begins == PARTS[0]


def test_pages_that_add_minutes_up_are_right() -> None:
    module = {module.id: module for module in MODULES}
    weeks = [
        module[name] for name in ("01-missions", "03-market-shaping", "09-residents", "02-conditions", "05-culture")
    ]
    alone = [week.read + week.do for week in weeks]
    last = module["12-roundtable"]
    hours = (sum(alone) + 5 * 30 + times.questions(12, "pulse") + last.read + 120) / 60
    six = (BOOK / "facilitator.md").read_text("utf-8").split("## Six weeks")[1]
    assert f"{min(alone)} to {max(alone)} minutes, and meet for 30" in six
    assert f"{last.read} minutes and two hours in week 6" in six
    assert f"to read ({last.read} minutes)" in six
    assert "about seven and a quarter hours" in six and round(hours * 4) == 29
    assert {module[route.steps[0].module].read for route in load_course().routes} == {8}
    assert "It takes 8 minutes to read" in (BOOK / "how-to-use.md").read_text("utf-8")


def test_what_pages_say_of_the_courses_time_is_its_time() -> None:
    course = load_course()
    whole = {one.id: course.minutes(RouteStep(module=one.id, how="whole")) for one in MODULES}
    assert min(whole.values()) >= 20 and max(whole.values()) <= 60
    many = {12: "Twelve", 13: "Thirteen"}[len(MODULES)]
    assert f"{many} modules, each half an hour to an hour" in (BOOK / "index.md").read_text("utf-8")
    routes = (BOOK / "routes.md").read_text("utf-8")
    assert round(sum(whole.values()) / 60) == 9
    assert f"{many} modules take about nine hours" in routes
    for line in routes.splitlines():
        found = re.search(r"modules/([\w-]+)\.md\) \| The rest of your route.*\| (\d+) minutes \|$", line)
        assert found is None or whole[found[1]] == int(found[2]), line
    idea = next(one.idea for one in MODULES if one.id == "01-missions")
    councillor = next(line for line in routes.splitlines() if line.startswith("| A councillor"))
    assert councillor.endswith(f"| {idea + times.questions(12, 'pulse')} minutes |")
    officer = next(line for line in routes.splitlines() if line.startswith("| A procurement officer"))
    assert officer.endswith(f"| {idea + whole['03-market-shaping']} minutes |")
    law = times.reading((BOOK / "law-england.md").read_text("utf-8"))
    before = {
        "In finance or legal": law,
        "A supplier": times.reading((BOOK / "suppliers.md").read_text("utf-8"))
        + outside.minutes(load_instrument("supplier")),
        "A resident": outside.minutes(load_instrument("resident")),
    }
    for who, minutes in before.items():
        [line] = [line for line in routes.splitlines() if line.startswith(f"| {who}")]
        found = re.search(r"modules/([\w-]+)\.md\) \| (\d+) minutes \|$", line)
        assert found and minutes + whole[found[1]] == int(found[2]), line


@modules
def test_the_words_of_a_step_say_no_other_time_than_the_step(module: Module) -> None:
    said = re.findall(r"It takes (\d+) minutes", part_of(module.id, "Where are we?"))
    assert set(said) <= {str(module.where)}
    words = f"{part_of(module.id, 'Where are we?')} {load_exercise(module.id).about}"
    assert not re.search(r"(?i)(hour|minutes)( for each)? (gives|is enough|are enough)", words)


@modules
def test_an_outcome_begins_with_a_verb_that_can_be_seen(module: Module) -> None:
    outcomes = re.findall(r"^- (\w+)", part_of(module.id, "After this you can"), re.MULTILINE)
    assert len(outcomes) in (3, 4)
    assert set(outcomes) <= VERBS


@modules
def test_an_idea_has_a_picture_or_a_table(module: Module) -> None:
    assert re.search(r"^\|.*\|$|```\{(figure|list-table|table)\}", part_of(module.id, "The idea"), re.MULTILINE)


@modules
def test_what_is_not_known_of_camden_is_said(module: Module) -> None:
    camden = part_of(module.id, "Camden")
    assert "not known" in camden.lower()
    assert CITED.search(camden)


@modules
def test_the_law_has_its_day_and_a_box_for_each_other_nation(module: Module) -> None:
    law = part_of(module.id, "The law")
    assert "{{ as_at_england }}" in law
    assert "not legal advice" in law
    for nation in ("Wales", "Scotland"):
        box = re.search(rf"^(`{{3,}}|:{{3,}}){{admonition}} {nation}\n(.*?)^\1", law, re.MULTILINE | re.DOTALL)
        assert box, nation
        assert f"{{{{ as_at_{nation.lower()} }}}}" in box[2]
        assert f"law-{nation.lower()}.md" in box[2]
    assert "law-england.md" in law


@modules
def test_exercise_slice_and_quiz_stand_where_they_belong(module: Module) -> None:
    assert f'capability.exercise("{module.id}")' in part_of(module.id, "Do it")
    assert f'capability.quiz("{module.id}")' in part_of(module.id, "Check yourself")
    wanted = f'capability.assessment("{module.slice.instrument}", '
    if module.slice.form == "pulse":
        wanted += 'form="pulse")'
    else:
        wanted += (
            f"dimensions=[{', '.join(f'{name!r}'.replace(chr(39), chr(34)) for name in module.slice.dimensions)}])"
        )
    assert wanted in part_of(module.id, "Where are we?")
    assert load_exercise(module.id).decision
    assert len(load_quiz(module.id).questions) >= 6


@modules
def test_a_session_fills_thirty_minutes_without_a_gap(module: Module) -> None:
    rows = re.findall(r"^\| *(\d+) to (\d+)[^|]*\|", part_of(module.id, "Take it to the team"), re.MULTILINE)
    times = [(int(start), int(end)) for start, end in rows]
    assert times[0][0] == 0
    assert times[-1][1] == 30
    assert all(before[1] == after[0] for before, after in pairwise(times))


@modules
def test_monday_has_three_steps_the_smallest_first(module: Module) -> None:
    monday = part_of(module.id, "On Monday")
    assert re.findall(r"^\d\. \*\*([^*]+):\*\*", monday, re.MULTILINE) == ["In ten minutes", "In an hour", "This month"]
    assert "**Sources.**" in monday


@modules
def test_a_picture_is_described(module: Module) -> None:
    assert re.findall(r"!\[\s*\]", text_of(module.id)) == []
    assert text_of(module.id).count("```{figure}") == text_of(module.id).count(":alt:")


@modules
def test_a_slice_asks_what_the_chapter_teaches(module: Module) -> None:
    asked = module.slice.practices(load_instrument(module.slice.instrument))
    if module.slice.form != "pulse":
        assert module.id in {practice.module for practice in asked}


# --- words and sources ------------------------------------------------------------------------------------------------

PAGES = sorted([*BOOK.glob("*.md"), *(CHECKOUT / "modules").glob("*.md"), *(CHECKOUT / "assessments").glob("*.md")])
DATA = sorted([*(CHECKOUT / "modules").glob("*.yaml"), *(CHECKOUT / "assessments").glob("*.yaml")])

NOT_PRINTED = {
    "not confirmed": r"UNCONFIRMED",
    "the wrong day of the roundtable": r"\b8(th)? March\b",
    "notices whose numbers were not seen": r"\bUK(8|14|15|16)\b",
    "counts that were not seen": r"\b(210|97) criteria\b|\bfour opportunity areas\b",
    "an abbreviation from Latin": r"\b(e\.g\.|i\.e\.|etc\b)",
    "a dash that joins two sentences": r"\w ?— ?\w",
    "a boast": r"\b(the first kit|the only kit|world[- ]class|cutting[- ]edge)\b",
}


def test_there_are_pages_and_data() -> None:
    assert len(PAGES) > 25
    assert len(DATA) > 25


@pytest.mark.parametrize("pattern", NOT_PRINTED.values(), ids=NOT_PRINTED.keys())
def test_what_must_not_be_printed_is_nowhere(pattern: str) -> None:
    printed = {
        f"{path.name}: {match[0]}"
        for path in [*PAGES, *DATA]
        if path.name != "README.md"
        for match in re.finditer(pattern, path.read_text("utf-8"))
    }
    assert printed == set()


def test_every_citation_has_an_entry_and_every_entry_is_cited() -> None:
    entries = set(parse_file(str(BOOK / "references.bib")).entries)
    cited = {
        key.strip() for path in PAGES for keys in CITED.findall(path.read_text("utf-8")) for key in keys.split(",")
    }
    for name in instrument_names():
        cited |= {key for practice in load_instrument(name).practices for key in practice.sources}
    for name in quiz_names():
        cited |= {key for question in load_quiz(name).questions for key in question.sources}
        cited |= {key for formula in load_exercise(name).formulas for key in formula.sources}
    cited |= {key for figure in load_law().figures.values() for key in figure.sources}
    assert cited - entries == set()
    assert entries - cited == set()
