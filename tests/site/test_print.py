"""What stands on paper: each page that people print, through Chromium's PDF, read for its words."""

import io
import unicodedata
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from capability.authoring.lessons import load_quiz
from capability.rule.instrument import Instrument
from tests.site.conftest import Arrive
from tests.site.reader import CHAPTER, ORGANISATION, SLICE, Form, Reader
from tests.site.test_exercises import settle
from tests.site.test_learning import learn
from tests.site.test_quizzes import choose
from tests.site.test_roundtable import Table
from tests.site.test_workbench import TEAM, Bench, of

pytestmark = pytest.mark.browser

LONG = (
    "We rang twelve firms in March, and nine of them told us what would make them bid next time. " * 4
    + "Donaudampfschifffahrtsgesellschaftskapitänswitwe" * 4
    + " is the last word."
)
"""Longer than any box, with a word wider than a page."""

LONG_NAME = "The council of a place whose name is longer than a box on a page can ever hold"

EARLY = "market-shaping.early-engagement"


@pytest.fixture
def reader(arrive: Arrive) -> Iterator[Reader]:
    """A reader whose browser asks nothing when a page wants to be printed."""
    with arrive(script="window.print = () => {};") as someone:
        yield someone


class Paper:
    """A printed page. Words are compared without the spaces between them, since lines end anywhere."""

    def __init__(self, page: Page) -> None:
        pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        self.each = [sheet.extract_text() for sheet in pdf.pages]
        self.sheets = len(self.each)
        self.text = "\n".join(self.each)
        self.squeezed = squeezed(self.text)

    def says(self, *words: str) -> None:
        for wanted in words:
            assert squeezed(wanted) and squeezed(wanted) in self.squeezed, (wanted, self.text)

    def is_silent_on(self, *words: str) -> None:
        assert [unwanted for unwanted in words if squeezed(unwanted) in self.squeezed] == []


def squeezed(words: str) -> str:
    """Words without spaces; a PDF may hold two letters as the one sign that a font draws for them."""
    return "".join(unicodedata.normalize("NFKC", words).split())


def buttons_of(form: Locator) -> list[str]:
    """What its buttons say on the screen, where that is more than a word that any sentence could hold."""
    said = form.locator("button:visible").all_inner_texts()
    return ["Back to top", *(words for words in said if len(words.split()) > 2)]


def dated(form: Locator) -> str:
    """The day of printing, as the form's heads for paper have it."""
    day = form.locator("[data-text='printed/date']").first.text_content()
    assert day and day.endswith(str(2000 + int(day[-2:])))
    return day


def answered(reader: Reader, page: str) -> Form:
    form = reader.visit(page)
    form.answer_all({EARLY: 1, "market-shaping.market-knowledge": 2, "market-shaping.forward-signal": 0})
    form.evidence(EARLY, "document", LONG)
    form.settle()
    return form


@pytest.mark.parametrize("page", [SLICE, ORGANISATION])
def test_a_form_says_what_was_answered_written_and_found(reader: Reader, organisation: Instrument, page: str) -> None:
    form = answered(reader, page)
    steps = form.listed_steps("market-shaping")
    buttons = buttons_of(form.root)
    paper = Paper(reader.page)
    practice = next(practice for practice in organisation.practices if practice.id == EARLY)
    paper.says(practice.ask, *practice.levels, LONG, *steps, organisation.scale[0], dated(form.root))
    paper.says("All next steps, by dimension", "Figures and evidence")
    assert len(steps) > 1
    paper.is_silent_on(*buttons)


@pytest.mark.parametrize("page", [SLICE, ORGANISATION])
def test_a_result_alone_says_the_level_and_the_next_steps(reader: Reader, organisation: Instrument, page: str) -> None:
    form = answered(reader, page)
    steps = form.listed_steps("market-shaping")
    form.press("print-steps")
    paper = Paper(reader.page)
    assert len(steps) > 1
    paper.says("All next steps", *steps, f"({organisation.scale[0]})", organisation.title, dated(form.root))
    paper.is_silent_on(*buttons_of(form.root), LONG, next(p.ask for p in organisation.practices if p.id == EARLY))


def test_the_next_steps_look_like_the_rest_of_a_result(reader: Reader) -> None:
    """Once another piece's style sheet made them small, grey and underlined, and hid them on paper."""
    next_steps = answered(reader, SLICE).next_steps("market-shaping")
    look = "element => (({fontSize, color, borderBottomWidth}) => [fontSize, color, borderBottomWidth])"
    look += "(getComputedStyle(element))"
    assert next_steps.locator("li:visible").first.evaluate(look) == next_steps.locator("p").first.evaluate(look)


def test_an_exercise_says_what_was_written_and_what_comes_out(reader: Reader) -> None:
    reader.visit(f"{CHAPTER}#do")
    form = reader.page.locator("form[data-piece=exercise]")
    name = LONG[:190]  # a box takes 200 characters
    form.locator("[data-rows=suppliers] [data-key='r0'] [data-column-field=name]").fill(name)
    settle(reader)
    findings = form.locator("[data-with=result] [data-show=findings] li").all_inner_texts()
    buttons = buttons_of(form)
    paper = Paper(reader.page)
    paper.says(name, "What comes out", *findings)
    assert paper.squeezed.count(squeezed(name)) >= 2  # in the form, and in the result
    paper.is_silent_on(*buttons)


def test_a_marked_quiz_says_what_was_chosen_and_why(reader: Reader) -> None:
    reader.visit(f"{CHAPTER}#check")
    form = reader.page.locator("form[data-piece=quiz]")
    quiz = load_quiz("03-market-shaping")
    choose(form, quiz, rightly=False)
    expect(form.locator("[data-act=again]")).to_be_visible(timeout=30_000)
    buttons = buttons_of(form)
    paper = Paper(reader.page)
    for question in quiz.questions:
        paper.says(question.situation, question.ask, question.right.text, question.right.why)
    paper.says(f"0 of {len(quiz.questions)} right.", "Not the best.")
    paper.is_silent_on(*buttons)


def test_a_record_of_learning_says_who_did_what_and_when(reader: Reader) -> None:
    learn(reader)
    reader.page.goto(reader.home + "book/my-learning.html")
    form = reader.page.locator("form[data-piece=learning]")
    form.get_by_label("Your name").fill("Ann Example")
    form.get_by_label("Put my best scores on both").check()
    expect(form.locator("[data-record] li:visible").first).to_contain_text("quiz", use_inner_text=True)
    done = form.locator("[data-record] li:visible").first.inner_text()
    today = form.locator("[data-record] [data-text=today]").inner_text()
    form.locator("[data-act=print]").click()
    paper = Paper(reader.page)
    paper.says("Ann Example", done, "quiz answered", "6 of 6 right", today, "Self-certified.", "Nobody checked it")
    paper.is_silent_on(*buttons_of(form), "Your modules", "Your name, if you want it")


def test_a_board_report_says_what_was_found_and_what_was_planned(reader: Reader) -> None:
    bench = Bench(reader)
    bench.choose(of(TEAM))
    action = bench.form.locator("[data-action]").first
    action.get_by_label("Next step in your own words").fill(LONG)
    action.get_by_label("Owner").fill("Head of buying")
    action.get_by_label("Note").fill(LONG[::-1])
    bench.form.get_by_label("Name of your council").fill("Example Council")
    settle(reader)
    steps = bench.form.locator("[data-action]:visible [data-text=step]").all_inner_texts()
    titles = bench.form.locator("[data-action]:visible h5 > b").all_inner_texts()
    flagged = bench.form.locator("[data-with=team] [data-text=title]:visible").all_inner_texts()
    bench.form.get_by_role("button", name="Print this whole report").click()
    paper = Paper(reader.page)
    paper.says("Report, ", dated(bench.form), *titles, *steps, *flagged, "12 people answered.")
    paper.says("Head of buying", LONG, LONG[::-1])
    for n, sheet in enumerate(paper.each, 1):
        heads = (dated(bench.form), "Example Council", f"Page {n} of {paper.sheets}")
        assert all(squeezed(head) in squeezed(sheet) for head in heads), sheet
    paper.is_silent_on(*buttons_of(bench.form), "Leave this out of the plan", "Drop files here")


def test_a_record_of_a_roundtable_says_what_was_agreed_and_why(reader: Reader) -> None:
    table = Table(reader)
    table.begin()
    title = table.form.locator("[data-title]").inner_text()
    table.vote({0: 2, 2: 3, 3: 1, 4: 2, "unknown": 1})
    table.go("Reveal", "Far apart")
    table.go("Agree without a second vote", "What do you agree on?")
    table.form.locator("[data-agreed] [data-n='2'] input").check()
    table.form.locator("[data-reason]").fill(LONG)
    settle(reader)
    table.go("The record", "what was agreed")
    table.button("Print the record").click()
    paper = Paper(reader.page)
    paper.says("Roundtable", dated(table.form), title, LONG, "1 doesn't know.", "no vote", "1 of 4 questions has")
    paper.is_silent_on(*buttons_of(table.form), "Vote again")


def test_a_row_of_relations_says_who_and_how_well(reader: Reader) -> None:
    reader.page.goto(reader.home + "assessments/relations.html")
    form = reader.page.locator("[data-piece=relations]")
    form.get_by_label("Who are you?").fill(LONG_NAME)
    form.get_by_role("combobox", name="suppliers", exact=True).select_option("3")
    expect(form.locator("[data-actor]").first).to_be_visible()
    paper = Paper(reader.page)
    paper.says(LONG_NAME, "suppliers", "3 Joint plans", "Choose the highest level that is wholly true today")
    paper.is_silent_on("Back to top", "Hand in my ratings", "Another organisation or group", "Remove: suppliers")


def test_what_is_empty_stays_a_box_to_be_filled_in_by_hand(reader: Reader) -> None:
    form = answered(reader, SLICE)
    reader.page.emulate_media(media="print")
    reader.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    expect(form.practice(EARLY).locator("textarea")).to_be_hidden()
    expect(form.practice("market-shaping.market-knowledge").locator("textarea")).to_be_visible()
    form.practice(EARLY).locator("textarea").evaluate("box => { box.value = ''; }")
    reader.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    expect(form.practice(EARLY).locator("textarea")).to_be_visible()
    expect(form.practice(EARLY).locator(".cap-written")).to_have_count(0)


def test_the_screen_shows_boxes_and_not_what_is_written_out(reader: Reader) -> None:
    form = answered(reader, SLICE)
    reader.page.pdf()
    expect(form.practice(EARLY).locator(".cap-written")).to_have_text(LONG)
    expect(form.practice(EARLY).locator(".cap-written")).to_be_hidden()
    expect(form.practice(EARLY).locator("textarea")).to_be_visible()


def test_a_page_without_javascript_prints_its_questions(arrive: Arrive, organisation: Instrument) -> None:
    with arrive(java_script_enabled=False) as reader:
        reader.page.goto(reader.home + CHAPTER)
        paper = Paper(reader.page)
    [asked] = (dimension for dimension in organisation.dimensions if dimension.id == "market-shaping")
    for practice in asked.practices:
        paper.says(practice.ask, *practice.levels)
