"""The assessment on the built site, as a reader lives with it: answer, leave, come back, keep, lose, print."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from playwright.sync_api import Page, expect

from capability.rule.instrument import Instrument
from tests.site.conftest import Arrive
from tests.site.reader import KEY, ORGANISATION, SLICE, Reader, answers_in

pytestmark = pytest.mark.browser

EARLY = "market-shaping.early-engagement"  # essential: in the chapter's slice, the pulse and the full form


# --- by keyboard alone -----------------------------------------------------------------------------------------------

FOCUS = """() => {
  const e = document.activeElement, style = getComputedStyle(e);
  return {
    practice: e.closest("[data-practice]")?.dataset.practice ?? null,
    level: e.matches("input[type=radio]:not([data-evidence])"),
    act: e.dataset.act ?? null,
    summary: e.matches("summary"),
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && e.checkVisibility(),
    what: e.outerHTML.slice(0, 100),
  };
}"""


class Keyboard:
    """Someone who has no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)

    def tab_to(self, wanted: str, value: object = True) -> None:
        """Tab until what has the focus is as wanted; at every stop one must see where one is."""
        for _ in range(60):
            focus = self.page.evaluate(FOCUS)
            assert focus["seen"], f"no visible focus: {focus['what']}"
            if focus[wanted] == value:
                return
            self.press("Tab")
        raise AssertionError(f"the keyboard does not reach {wanted} = {value}")

    def answer(self, level: int) -> None:
        """Space marks the first of a question's levels, arrows the next ones."""
        self.press("Space")
        self.press("ArrowDown", level)


def test_the_whole_assessment_by_keyboard_alone(reader: Reader, organisation: Instrument) -> None:
    """Answer all 36 questions, reach the profile and save it, with Tab, arrows, Space and Enter."""
    form = reader.visit(ORGANISATION)
    keyboard = Keyboard(reader.page)
    form.group("missions").locator("> summary").focus()
    wanted = {practice.id: number % 5 for number, practice in enumerate(organisation.practices)}
    for last, dimension in enumerate(organisation.dimensions, 1 - len(organisation.dimensions)):
        for practice in dimension.practices:
            keyboard.press("Tab")
            keyboard.tab_to("level")
            assert reader.page.evaluate(FOCUS)["practice"] == practice.id
            keyboard.answer(wanted[practice.id])
        if last:
            keyboard.tab_to("act", "next")
            keyboard.press("Enter")
            assert reader.page.evaluate(FOCUS)["summary"]
    assert form.marked() == {practice: str(level) for practice, level in wanted.items()}
    form.settle()
    keyboard.tab_to("act", "print-result")
    form.unfold("figures")
    keyboard.tab_to("act", "save-result")
    with reader.page.expect_download() as waiting:
        keyboard.press("Enter")
    profile = json.loads(waiting.value.path().read_text("utf-8"))
    assert all(dimension["coverage"] == {"answered": 4, "applicable": 4} for dimension in profile["dimensions"])


def test_a_keyboard_opens_the_evidence_and_writes_a_note(reader: Reader) -> None:
    form = reader.visit(SLICE)
    keyboard = Keyboard(reader.page)
    form.practice(EARLY).locator("input[value='0']").focus()
    keyboard.answer(2)
    keyboard.press("Tab")
    keyboard.tab_to("summary")
    keyboard.press("Enter")
    keyboard.press("Tab")
    keyboard.press("ArrowDown")
    keyboard.press("Tab")
    reader.page.keyboard.type("Seen in the contract file")
    expect(form.practice(EARLY).locator("[data-evidence][value='document']")).to_be_checked()
    assert answers_in(form.saved())[EARLY] == {"level": 2, "evidence": "document", "note": "Seen in the contract file"}


def test_erase_is_asked_and_left_by_keyboard(reader: Reader) -> None:
    form = reader.visit(SLICE)
    form.answer(EARLY, 3)
    form.root.locator("[data-act=erase]").focus()
    reader.page.keyboard.press("Enter")
    expect(form.dialog).to_be_visible()
    expect(form.dialog.locator("[data-act=keep]")).to_be_focused()
    reader.page.keyboard.press("Escape")
    expect(form.dialog).to_be_hidden()
    expect(form.root.locator("[data-act=erase]")).to_be_focused()
    assert form.marked() == {EARLY: "3"}


# --- answering -------------------------------------------------------------------------------------------------------


def test_progress_is_told_by_group_and_in_all(reader: Reader) -> None:
    form = reader.visit(ORGANISATION)
    progress = form.root.locator(".cap-progress")
    count = form.group("missions").locator(".cap-assessment-count")
    expect(progress).to_contain_text("0 of 36 answered", use_inner_text=True)
    expect(count).to_have_text(re.compile("^0 of 4"), use_inner_text=True)
    form.answer("missions.clear-goal", 1)
    form.answer("place.outcome-map", "unknown")
    expect(progress).to_contain_text("2 of 36 answered", use_inner_text=True)
    expect(progress.locator("progress")).to_have_js_property("value", 2)
    expect(count).to_have_text(re.compile("^1 of 4"), use_inner_text=True)


def test_an_answer_can_be_changed_and_taken_back(reader: Reader) -> None:
    form = reader.visit(SLICE)
    clear = form.practice(EARLY).locator("[data-act=clear]")
    expect(clear).to_be_hidden()
    form.answer(EARLY, 1)
    form.answer(EARLY, 4)
    assert answers_in(form.saved()) == {EARLY: {"level": 4}}
    clear.click()
    expect(clear).to_be_hidden()
    expect(form.practice(EARLY).locator("input").first).to_be_focused()
    expect(form.root.locator(".cap-progress")).to_contain_text("0 of 4 answered", use_inner_text=True)
    assert answers_in(form.saved()) == {}
    reader.page.reload()
    assert form.marked() == {}


def test_evidence_and_a_note_without_an_answer_are_pointed_out(reader: Reader) -> None:
    """They have no place in a response: the page says so, and keeps them once there is an answer."""
    form = reader.visit(SLICE)
    form.evidence(EARLY, "outcome", "Two bids instead of none")
    hint = form.practice(EARLY).locator(".cap-hint[data-show=adrift]")
    expect(hint).to_contain_text("Mark an answer above")
    assert answers_in(form.saved()) == {}
    form.answer(EARLY, 3)
    expect(hint).to_be_hidden()
    assert answers_in(form.saved()) == {EARLY: {"level": 3, "evidence": "outcome", "note": "Two bids instead of none"}}


def test_the_result_says_level_reason_and_next_step(reader: Reader, organisation: Instrument) -> None:
    form = reader.visit(SLICE)
    practices = organisation.dimensions[2].practices
    form.answer_all({practices[0].id: 1, practices[1].id: 3, practices[2].id: 2, practices[3].id: 2})
    expect(form.number("market-shaping")).to_have_text("1")
    steps = form.next_steps("market-shaping")
    expect(steps).to_contain_text(practices[0].next[1])
    expect(steps.locator("a[href*='03-market-shaping.html']")).to_be_visible()
    form.answer(practices[0].id, 2)
    expect(form.number("market-shaping")).to_have_text("2")
    expect(steps).not_to_contain_text(practices[0].next[1])


UNKNOWNS: dict[str, tuple[int | str, ...]] = {
    "a foundation that nobody knows holds the level back": ("unknown", 3, 3, 3),
    "one of those that must move": (1, 1, "unknown", 0),
    "a level that it does not hold back": (3, 4, 4, "unknown"),
    "too few levels for one": (2, "unknown"),
    "no level at all": ("unknown",),
}


@pytest.mark.parametrize("levels", UNKNOWNS.values(), ids=UNKNOWNS.keys())
def test_i_dont_know_is_told_as_that_with_how_to_find_out(
    reader: Reader, organisation: Instrument, levels: tuple[int | str, ...]
) -> None:
    """In the full form, beside a dimension that has a level; a blank is "not answered yet"."""
    form = reader.visit(ORGANISATION)
    missions, practices = organisation.dimensions[0].practices, organisation.dimensions[2].practices
    form.answer_all({practice.id: 2 for practice in missions})
    form.answer_all({practice.id: level for practice, level in zip(practices, levels, strict=False)})
    form.settle()
    unknown = practices[levels.index("unknown")]
    [step] = [line for line in form.listed_steps("market-shaping") if unknown.title in line]
    assert step == f'{unknown.title}. You answered "I don\'t know". To find out: {unknown.find_out}'
    row = form.figures("market-shaping")
    blanks = len(practices) - len(levels)
    if blanks:
        expect(row).to_contain_text(f'1 "I don\'t know", {blanks} not answered yet', use_inner_text=True)
    expect(form.result).not_to_contain_text("No answer yet", use_inner_text=True)


def test_the_pulse_tells_i_dont_know_from_a_blank_and_from_what_does_not_apply(
    reader: Reader, organisation: Instrument
) -> None:
    reader.visit(ORGANISATION)
    form = reader.form("pulse")
    unknown, other, excluded = (
        next(practice for practice in organisation.dimensions[place].practices if practice.essential)
        for place in (3, 4, 7)
    )
    form.answer_all({unknown.id: "unknown", other.id: 1, excluded.id: "not-applicable"})
    form.settle()
    words = {"place": '"I don\'t know"', "residents": "Does not apply", "learning": "Not answered yet"}
    for dimension, told in words.items():
        row = form.figures(dimension)
        expect(row.locator("td")).to_have_text(told, use_inner_text=True)
    steps = form.next_steps("place")
    expect(steps).to_contain_text(f"To find out: {unknown.find_out}", use_inner_text=True)
    expect(steps).not_to_contain_text("No foundation holds this back", use_inner_text=True)
    expect(form.next_steps("learning")).to_have_count(0)


def test_the_full_form_counts_dimensions_and_gives_a_level_last(reader: Reader, organisation: Instrument) -> None:
    form = reader.visit(ORGANISATION)
    answers = {practice.id: {"level": 2} for practice in organisation.practices}
    response = {"format": "capability-response/1", "instrument": "organisation", "version": organisation.version}
    form.take_file(json.dumps({**response, "answers": answers}))
    form.unfold("figures")
    expect(form.result).to_contain_text(re.compile("at 2 or above: 9 of 9", re.IGNORECASE), use_inner_text=True)
    expect(form.result).to_contain_text("All together: 2", use_inner_text=True)


def test_what_changes_is_announced(reader: Reader) -> None:
    """Live regions are there, empty, before they are filled, or a screen reader would not speak."""
    form = reader.visit(SLICE)
    region = form.root.locator(".cap-assessment-so-far[role=status]")
    expect(region).to_have_text("", use_inner_text=True)
    expect(form.result.locator("[role=status]").first).to_contain_text(
        "Answer a question, and your result appears here"
    )
    form.answer(EARLY, 2)
    expect(region.locator("[data-text='at_most']:visible")).to_have_text("2")
    before = form.announced()
    form.answer_all({"market-shaping.market-knowledge": 2, "market-shaping.outcome-specification": 3})
    expect(region.locator("[data-text='level']:visible")).to_have_text("2")
    assert form.announced() != before


def test_next_leads_to_the_next_group(reader: Reader) -> None:
    form = reader.visit(ORGANISATION)
    form.group("missions").locator("[data-act=next]").click()
    expect(form.group("missions")).not_to_have_attribute("open", "")
    summary = form.group("conditions").locator("> summary")
    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    expect(form.group("conditions").locator("legend").first).to_be_visible()


def test_a_reader_who_comes_back_finds_the_first_unfinished_group_open(
    reader: Reader, organisation: Instrument
) -> None:
    form = reader.visit(ORGANISATION)
    form.answer_all({practice.id: 2 for practice in organisation.dimensions[0].practices})
    reader.page.reload()
    expect(form.root.locator(".cap-assessment-dimension[open]")).to_have_count(1)
    expect(form.group("conditions")).to_have_attribute("open", "")


@pytest.mark.parametrize("dimension", ["missions", "place", "learning"])
def test_a_link_to_a_group_opens_it_and_leads_there(reader: Reader, dimension: str) -> None:
    form = reader.visit(f"{ORGANISATION}#organisation-full-{dimension}")
    expect(form.group(dimension)).to_have_attribute("open", "")
    expect(form.group(dimension).locator("h3")).to_be_in_viewport()


def test_a_link_followed_on_the_page_itself_opens_its_group(reader: Reader) -> None:
    form = reader.visit(ORGANISATION)
    expect(form.group("place")).not_to_have_attribute("open", "")
    reader.page.evaluate("() => { location.hash = 'organisation-full-place'; }")
    expect(form.group("place")).to_have_attribute("open", "")
    expect(form.group("place").locator("h3")).to_be_in_viewport()


# --- questions of one nation ------------------------------------------------------------------------------------------


def test_questions_of_other_nations_fold_away_and_keep_their_answers(reader: Reader) -> None:
    form = reader.visit("assessments/contract.html")
    welsh, scottish = form.practice("choose.wellbeing-objective"), form.practice("choose.community-benefit")
    form.answer("choose.wellbeing-objective", 3)
    form.root.get_by_label("Nation").select_option("Scotland")
    expect(welsh).to_contain_text("Not asked for the nation")
    expect(welsh.locator("input").first).to_be_hidden()
    expect(scottish.locator("input").first).to_be_visible()
    expect(form.root.locator(".cap-progress")).to_contain_text("0 of 11 answered")
    form.root.get_by_label("Kind of contract").select_option("Light touch")
    form.root.get_by_label("Nation").select_option("Wales")
    expect(welsh.locator("input").first).to_be_visible()
    expect(form.root.locator(".cap-progress")).to_contain_text("1 of 11 answered")
    reader.page.reload()
    expect(form.root.get_by_label("Kind of contract")).to_have_value("light-touch")
    expect(form.root.locator(".cap-progress")).to_contain_text("1 of 11 answered")
    saved = json.loads(form.saved())
    assert saved["context"] == {"contract": "light-touch", "nation": "wales"}
    assert saved["answers"]["choose.wellbeing-objective"] == {"level": 3}


# --- keeping ---------------------------------------------------------------------------------------------------------


def test_a_reload_brings_everything_back(reader: Reader) -> None:
    form = reader.visit(SLICE)
    form.answer_all(
        {EARLY: 2, "market-shaping.market-knowledge": "not-applicable", "market-shaping.forward-signal": "unknown"}
    )
    form.evidence(EARLY, "document", "Minutes of 3 March")
    form.root.locator(".cap-assessment-rater > summary").click()
    form.root.get_by_label("Your role").select_option("procurement")
    form.root.get_by_label("Organisation").fill("A made-up council")
    before = form.saved()
    form.settle()
    told = form.result.inner_text()
    reader.page.reload()
    assert form.marked() == {
        EARLY: "2",
        "market-shaping.market-knowledge": "not-applicable",
        "market-shaping.forward-signal": "unknown",
    }
    assert form.saved() == before
    expect(form.practice(EARLY).locator("textarea")).to_have_value("Minutes of 3 March")
    expect(form.root.get_by_label("Organisation")).to_have_value("A made-up council")
    expect(form.result).to_have_text(told, use_inner_text=True)


def test_the_chapter_the_pulse_and_the_full_form_share_their_answers(reader: Reader) -> None:
    reader.visit(SLICE).answer_all({EARLY: 3, "market-shaping.forward-signal": 1})
    full, pulse = reader.visit(ORGANISATION), reader.form("pulse")
    assert full.marked() == {EARLY: "3", "market-shaping.forward-signal": "1"}
    assert pulse.marked() == {EARLY: "3"}
    pulse.answer(EARLY, 2)
    expect(full.practice(EARLY).locator("input[value='2']")).to_be_checked()
    full.answer("market-shaping.market-knowledge", 4)
    expect(full.number("market-shaping", "at_most")).to_have_text("2")
    expect(pulse.result).to_contain_text("takes the place of what the pulse said", use_inner_text=True)
    chapter = reader.visit(SLICE)
    assert chapter.marked() == {
        EARLY: "2",
        "market-shaping.forward-signal": "1",
        "market-shaping.market-knowledge": "4",
    }


def test_a_saved_file_is_a_response_by_its_schema(reader: Reader, checkout: Path) -> None:
    form = reader.visit(SLICE)
    form.answer_all(
        {EARLY: 0, "market-shaping.market-knowledge": "unknown", "market-shaping.forward-signal": "not-applicable"}
    )
    form.evidence(EARLY, "outcome", "“Quotes”, <b>angles</b>, Ŵ and 𝄞")
    form.root.locator(".cap-assessment-rater > summary").click()
    form.root.get_by_label("Round").fill("autumn 2026")
    text = form.saved()
    schema = json.loads((checkout / "assessments/schemas/response.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(text), schema)
    assert text == json.dumps(json.loads(text), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def test_save_erase_open_gives_the_same_result(reader: Reader) -> None:
    form = reader.visit(ORGANISATION)
    form.answer_all(
        {
            EARLY: 3,
            "market-shaping.market-knowledge": 2,
            "market-shaping.outcome-specification": 2,
            "place.outcome-map": 0,
        }
    )
    form.evidence(EARLY, "document", "In the contract file")
    answers, result = form.saved(), form.saved_result()
    form.erase()
    assert form.marked() == {}
    expect(form.practice(EARLY).locator("textarea")).to_have_value("")
    form.take_file(answers)
    assert form.saved() == answers
    assert form.saved_result() == result


def test_opening_a_file_asks_before_it_changes_anything(reader: Reader) -> None:
    """New, changed and same are counted; a reader may leave it; answers that the file does not have stay."""
    form = reader.visit(SLICE)
    form.answer_all({EARLY: 3, "market-shaping.forward-signal": 1})
    before = form.saved()
    found = json.loads(before)
    found["answers"] = {EARLY: {"level": 2}, "market-shaping.market-knowledge": {"level": 4}}
    form.choose_file(json.dumps(found))
    expect(form.panel).to_be_focused()
    expect(form.panel).to_contain_text("1 new, 1 changed, 0 the same", use_inner_text=True)
    expect(form.panel).to_contain_text(re.compile(r"from 3\b.* to 2\b"), use_inner_text=True)
    form.panel.get_by_role("button", name="Leave things as they are").click()
    expect(form.panel).to_be_hidden()
    expect(form.root.locator("[data-act=open]")).to_be_focused()
    assert form.saved() == before
    form.take_file(json.dumps(found))
    assert form.marked() == {EARLY: "2", "market-shaping.forward-signal": "1", "market-shaping.market-knowledge": "4"}


def test_erase_asks_first_and_removes_what_this_site_keeps_and_nothing_else(arrive: Arrive) -> None:
    others = {
        "capability:/another/site/:response:organisation:1": "theirs",
        "somebody-else": "theirs",
        "mode": "dark",
        "theme": "dark",
    }
    ours = {KEY: '{"format": "capability-response/1", "instrument": "organisation", "version": "1.0.0", "answers": {}}'}
    ours[KEY[:-1] + "0"] = "{}"
    with arrive(kept=others | ours) as reader:
        form = reader.visit(SLICE)
        form.answer(EARLY, 2)
        form.press("erase")
        expect(form.dialog).to_contain_text("cannot be undone")
        form.press("keep")
        assert form.marked() == {EARLY: "2"}
        assert reader.kept().keys() >= ours.keys()
        form.erase()
        assert form.marked() == {}
        assert others.items() <= reader.kept().items()
        assert not ours.keys() & reader.kept().keys()
        reader.page.reload()
        assert form.marked() == {}
        expect(form.result.locator("[role=status]").first).to_contain_text("Answer a question")


# --- two tabs, no JavaScript -----------------------------------------------------------------------------------------


def test_two_tabs_add_up_and_each_shows_both(reader: Reader) -> None:
    first = reader.visit(SLICE)
    other = Reader(reader.page.context.new_page(), reader.home, reader.watch)
    second = other.visit(ORGANISATION)
    first.answer(EARLY, 3)
    expect(second.practice(EARLY).locator("input[value='3']")).to_be_checked()
    expect(second.notices).to_contain_text("changed in another tab", use_inner_text=True)
    second.answer("market-shaping.forward-signal", 1)
    second.answer("place.outcome-map", 2)
    first.answer("market-shaping.market-knowledge", 0)
    both = {EARLY: "3", "market-shaping.market-knowledge": "0", "market-shaping.forward-signal": "1"}
    expect(second.practice("market-shaping.market-knowledge").locator("input[value='0']")).to_be_checked()
    assert first.marked() == both
    assert second.marked() == both | {"place.outcome-map": "2"}
    assert set(answers_in(first.saved())) == set(answers_in(second.saved())) == set(second.marked())


def test_a_tab_that_slept_does_not_undo_the_other(reader: Reader) -> None:
    """Its answer is added to what is kept now, even where no word of the other's change reached it."""
    sleepy = reader.visit(SLICE)
    kept = {"format": "capability-response/1", "instrument": "organisation", "version": "1.0.0"}
    text = json.dumps({**kept, "answers": {"market-shaping.forward-signal": {"level": 4}}})
    reader.page.evaluate("([key, text]) => window.localStorage.setItem(key, text)", [KEY, text])
    sleepy.answer(EARLY, 1)
    assert set(json.loads(reader.kept()[KEY])["answers"]) == {EARLY, "market-shaping.forward-signal"}


FILL_STORAGE = """left => {
  const { localStorage } = window;
  localStorage.setItem("spare", "x".repeat(left));
  for (let more = 2 ** 23; more >= 1; more /= 2) {
    try { localStorage.setItem(`filler-${more}`, "x".repeat(more)); } catch {}
  }
  localStorage.removeItem("spare");
}"""


def test_what_one_tab_had_no_room_for_is_never_written_over_what_another_kept(reader: Reader) -> None:
    first = reader.visit(SLICE)
    first.answer(EARLY, 2)
    other = Reader(reader.page.context.new_page(), reader.home, reader.watch)
    second = other.visit(SLICE)
    reader.page.evaluate(FILL_STORAGE, 1200)
    first.evidence(EARLY, "document", "x" * 2000)
    expect(first.notices).to_contain_text("has no room left", use_inner_text=True)
    names = ["market-shaping.market-knowledge", "market-shaping.outcome-specification", "market-shaping.forward-signal"]
    kept = dict(zip(names, "312", strict=True))
    second.answer_all(kept)
    expect(second.notices).not_to_contain_text("has no room left", use_inner_text=True)
    # The first tab shows what the second one kept, and still has its own.
    for practice, level in kept.items():
        expect(first.practice(practice).locator(f"input[value='{level}']")).to_be_checked()
    assert answers_in(first.saved())[EARLY]["note"] == "x" * 2000
    first.evidence(EARLY, "document", "short")
    expect(first.notices).not_to_contain_text("has no room left", use_inner_text=True)
    answers = json.loads(reader.kept()[KEY])["answers"]
    assert answers[EARLY]["note"] == "short"
    assert {name: str(answers[name]["level"]) for name in kept} == kept
    expect(second.practice(EARLY).locator("textarea")).to_have_value("short")


def test_without_javascript_the_whole_form_is_there_to_read_and_mark(arrive: Arrive, organisation: Instrument) -> None:
    with arrive(java_script_enabled=False) as reader:
        form = reader.visit(ORGANISATION)
        for practice in organisation.practices:
            field = form.practice(practice.id)
            expect(field.locator("legend")).to_be_visible()
            for line in practice.levels:
                expect(field.get_by_label(line)).to_be_visible()
        form.practice(EARLY).locator("input[value='2']").check()
        expect(form.root).to_contain_text("without JavaScript, answers are neither saved nor scored")
        expect(form.root.locator(".cap-bar")).to_be_hidden()
        expect(form.result.locator("table")).to_be_hidden()


def test_the_form_is_operable_before_python_is_there(reader: Reader) -> None:
    """Nothing of Python is asked for until the first answer."""
    form = reader.visit(ORGANISATION)
    reader.page.wait_for_load_state("networkidle")
    assert not [url for url in reader.watch.requests if url.endswith((".bin", "worker.js", ".json"))]
    form.answer(EARLY, 2)
    form.settle()
    assert [url for url in reader.watch.requests if url.endswith("worker.js")]
