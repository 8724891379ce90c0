"""Every piece in every engine: it wakes, takes what is entered, keeps it, and shows what Python makes of it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from capability.authoring.lessons import load_quiz
from tests.engines.reader import ENTER, Reader

EXAMPLES = Path(__file__).parents[2] / "assessments" / "examples"
TEAM = sorted((EXAMPLES / "team-that-disagrees" / "responses").glob("*.json"))

CHAPTER = "modules/03-market-shaping.html"
GROUP = "[data-dimension=market-shaping] > summary"
CASE = "[data-rows=suppliers] [data-row] [data-column-field=name]"


@dataclass(frozen=True)
class Piece:
    """How a reader uses a piece. Fields and buttons are found in its form."""

    form: str
    wakes: str
    """What can be seen when its script listens."""
    fields: dict[str, str]
    """What is entered, by field."""
    result: tuple[str, str] | None = None
    """Where Python's answer is shown, and words of it."""
    before: tuple[str, ...] = ()
    """What is pressed before the fields are there."""
    again: tuple[str, ...] = ()
    """What is pressed first at a second visit."""
    files: tuple[str, tuple[Path, ...]] | None = None
    """What has to be opened at each visit."""


def answers(levels: dict[str, int]) -> dict[str, str]:
    return {f"[data-practice='{name}'] .cap-options input[value='{level}']": "" for name, level in levels.items()}


ANSWERS = answers(
    {"market-shaping.early-engagement": 2, "market-shaping.market-knowledge": 2, "market-shaping.forward-signal": 3}
)
RIGHT = {
    f"[data-question='{question.id}'] input[value='{question.right.id}']": ""
    for question in load_quiz("03-market-shaping").questions
}

PAGES = {
    f"{CHAPTER}#read": (Piece("[data-piece=bookmark]", "[data-read]", {"[data-read]": ""}),),
    f"{CHAPTER}#do": (
        Piece(
            "[data-piece=exercise]",
            "[data-act=save]",
            {CASE: "<b>Our firm</b>"},
            (".cap-result table", "<b>Our firm</b>"),
        ),
    ),
    f"{CHAPTER}#where": (Piece("[data-form=slice]", "[data-act=save]", ANSWERS, (".cap-picture", "2 practising")),),
    f"{CHAPTER}#check": (
        Piece("[data-piece=quiz]", ":is(.cap-progress, [data-act=again])", RIGHT, ("[data-score]", "6 of 6 right")),
    ),
    "assessments/organisation.html": (
        Piece(
            "[data-form=pulse]",
            "[data-act=save]",
            answers({"missions.clear-goal": 1}),
            (".cap-picture [data-with='dimensions/missions']", "at most 1 starting"),
        ),
        Piece(
            "[data-form=full]",
            "[data-act=save]",
            ANSWERS,
            (".cap-picture [data-with='dimensions/market-shaping']", "2 practising"),
            before=(GROUP,),
        ),
    ),
    "assessments/relations.html": (
        Piece(
            "[data-piece=relations]",
            ":is([data-rater], [data-act=resume])",
            {"[data-rater]": "Council", "[data-actor]:nth-of-type(2) [data-tie]": "3"},
            (".cap-progress", "1 of"),
            again=("[data-act=resume]",),
        ),
    ),
    "assessments/roundtable.html": (
        Piece(
            "[data-piece=roundtable]",
            ":is([data-act=begin], [data-act=on])",
            {".cap-roundtable-ballot [data-n='2'] input": "3"},
            (".cap-roundtable-counted", "3 votes counted"),
            before=("[data-act=begin]",),
        ),
    ),
    "assessments/workbench.html": (
        Piece(
            "[data-piece=workbench]",
            "[data-drop=now] [data-act=choose]",
            {"[data-action] [data-edit=owner]": "Head of buying"},
            (".cap-workbench-report", "Residents help to choose the supplier"),
            files=("[data-drop=now] [data-files]", tuple(TEAM)),
        ),
    ),
    "book/my-learning.html": (
        Piece(
            "[data-piece=learning]",
            "[data-act=save]",
            {"[data-read='01-missions']": ""},
            (".cap-progress", "1 of 12 modules read"),
        ),
    ),
}


@pytest.mark.parametrize("path", PAGES)
def test_a_piece_wakes_takes_an_entry_keeps_it_and_shows_what_python_makes_of_it(reader: Reader, path: str) -> None:
    reader.visit(path)
    for piece in PAGES[path]:
        arrives(reader, piece)
        for act in piece.before:
            reader.press(f"{piece.form} {act}")
        for field, value in piece.fields.items():
            reader.enter(f"{piece.form} {field}", value)
        gets_a_result(reader, piece)
    reader.reload()
    for piece in PAGES[path]:
        arrives(reader, piece)
        for act in piece.again:
            reader.press(f"{piece.form} {act}")
        for field, value in piece.fields.items():
            reader.has(f"{piece.form} {field}", value)
        gets_a_result(reader, piece)


def arrives(reader: Reader, piece: Piece) -> None:
    """It listens, and has the files that it needs."""
    reader.see(f"{piece.form} {piece.wakes}")
    if piece.files:
        field, paths = piece.files
        reader.open_files(f"{piece.form} {field}", paths)


def gets_a_result(reader: Reader, piece: Piece) -> None:
    if piece.result:
        where, words = piece.result
        reader.see(f"{piece.form} {where}", words)


FOUND = """
const said = document.querySelector("#search-results .search-summary")?.innerText ?? "";
return said.includes("finished") && !document.querySelector("#search-results li:not(:has(.context))");
"""


def test_search_finds_a_word_and_leads_to_it(reader: Reader) -> None:
    reader.visit("search.html")
    reader.write("input[type=search]", f"supplier{ENTER}")
    # All of it, for WebKit says of what it was still fetching when the reader left that it failed.
    reader.until(FOUND)
    reader.press("#search-results li a")
    reader.see("article .highlighted")


def test_dark_colours_are_chosen_and_stay(reader: Reader) -> None:
    dark = "return document.documentElement.dataset.theme === 'dark'"
    reader.visit("book/index.html")
    for _ in range(3):
        if not reader.script(dark):
            reader.press(".theme-switch-button")
    assert reader.script(dark)
    reader.visit(CHAPTER)
    assert reader.script(dark)
