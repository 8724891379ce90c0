"""The result on the built site: the story of a pulse, answered in part and then whole; and its one page of paper."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Route, expect

from capability.authoring.instruments import load_instrument
from capability.rule.instrument import Form, Instrument
from tests.site.conftest import Arrive
from tests.site.reader import ORGANISATION, Reader
from tests.site.test_print import Paper

pytestmark = pytest.mark.browser

SCRIPT = """
window.print = () => {};
const writeText = async (text) => { window.copied = text; };
Object.defineProperty(Navigator.prototype, "clipboard", { value: { writeText } });
"""
LONG_NAME = "The council of a place whose name is longer than a box on a page can ever hold. " * 2


@pytest.fixture
def reader(arrive: Arrive) -> Iterator[Reader]:
    """A reader whose browser asks nothing when a page wants to be printed, and shows what a page copied."""
    with arrive(script=SCRIPT) as someone:
        yield someone


def answers(used: Instrument, form: Form, **levels: int | str) -> str:
    """A file that answers each question of a form: at 2, or as is said of its dimension."""
    return json.dumps(
        {
            "format": "capability-response/1",
            "instrument": used.id,
            "version": used.version,
            "rater": {"organisation": LONG_NAME},
            "answers": {
                practice.id: {"level": levels.get(dimension.id, 2)}
                for dimension in used.slice(form=form)
                for practice in dimension.practices
            },
        }
    )


def test_the_story_of_a_pulse(reader: Reader, organisation: Instrument) -> None:
    reader.visit(ORGANISATION)
    form = reader.form("pulse")
    place, culture, suppliers, residents = (organisation.dimensions[n] for n in (3, 4, 6, 7))

    # In part: the sentence says how far it goes, and what nobody knows has its own state.
    form.answer_all({place.practices[0].id: 1, culture.practices[0].id: "unknown", suppliers.practices[0].id: 3})
    firmest = "its foundation is firmest in Suppliers, on one question."
    said = f"So far, your council is held back most by Place, on one question; {firmest}"
    expect(form.headline).to_have_text(said, use_inner_text=True)
    known = 'You know 2 of 12 answers. The rest: 1 "I don\'t know", 9 not answered yet.'
    expect(form.result).to_contain_text(known, use_inner_text=True)
    expect(form.practice(culture.practices[0].id)).to_contain_text(
        f"To find out: {culture.practices[0].find_out}", use_inner_text=True
    )
    expect(form.drawn("culture")).to_contain_text("I don't know", use_inner_text=True)
    expect(form.drawn("culture")).to_contain_text(f"To find out: {culture.practices[0].find_out}", use_inner_text=True)
    expect(form.drawn("residents")).to_contain_text("not answered yet", use_inner_text=True)
    first = form.result.locator(".cap-assessment-first")
    expect(first).to_contain_text(place.practices[0].next[1], use_inner_text=True)
    expect(first.locator("a[href*='04-place.html']")).to_be_visible()

    # What nobody knows is a question to officers. Where most is unknown, they come first; what is ticked is copied.
    form.answer_all({practice.id: "unknown" for practice in (residents.practices[0], place.practices[0])})
    asked = form.result.locator("[data-questions]:visible")
    expect(asked.locator("label")).to_have_count(4)
    asked.get_by_label(culture.practices[0].to_officers).uncheck()
    asked.get_by_role("button", name="Copy as text").click()
    expect(asked).to_contain_text("Copied", use_inner_text=True)
    copied = str(reader.page.evaluate("() => window.copied")).splitlines()
    assert copied[0] == "Questions about how we buy"
    assert {f"{n}. {p.practices[0].to_officers}" for n, p in enumerate((place, residents), 1)} < {*copied}
    assert copied[-1] == f"The form: {reader.home}{ORGANISATION}"
    assert culture.practices[0].to_officers not in " ".join(copied)
    reader.page.reload()
    expect(asked.get_by_label(culture.practices[0].to_officers)).not_to_be_checked()
    expect(asked.get_by_label(place.practices[0].to_officers)).to_be_checked()

    # Whole.
    form.take_file(answers(organisation, "pulse", residents=1, culture=1, suppliers=3))
    said = f"Your council is held back most by Culture and Residents, each on one question; {firmest}"
    expect(form.headline).to_have_text(said, use_inner_text=True)
    step = culture.practices[0].next[1]
    expect(first.locator(".cap-assessment-do")).to_have_text(step, use_inner_text=True)
    expect(form.drawn("suppliers").locator(".cap-strip")).to_have_attribute("data-at_most", "3")
    expect(form.drawn("suppliers")).to_contain_text("at most 3 embedded", use_inner_text=True)

    # The step goes into the reader's plan and the pulse is their start, both kept with My learning.
    first.get_by_role("button", name="Put this in my plan").click()
    expect(first.get_by_role("button", name="In my plan. Take it out")).to_be_focused()
    first.get_by_label("Who").fill("Head of change")
    form.result.locator(".cap-assessment-all > summary").click()
    other = form.result.locator(f".cap-assessment-next[data-id={residents.id}]")
    other.get_by_role("button", name="Put this in my plan").click()
    other.get_by_label("By when").fill("2027-01-31")
    form.press("start")
    since = form.result.locator(".cap-assessment-since")
    expect(since).to_have_text(re.compile(r"^Kept as your start on \d+ \w+ \d{4}\. My learning$"), use_inner_text=True)
    form.answer(residents.practices[0].id, 2)
    expect(since).to_contain_text("Since then 1 went up. 11", use_inner_text=True)
    # Who comes back sees the last result before Python is there.
    held: list[Route] = []
    reader.page.route("**/worker.js", lambda request: held.append(request))
    reader.page.reload()
    expect(form.result).to_contain_text("What stands here is the last one.", use_inner_text=True)
    expect(first.get_by_role("button", name="In my plan. Take it out")).to_be_visible()
    for request in held:
        request.continue_()
    reader.page.unroute("**/worker.js")
    form.settle()

    # One page of paper, with all that a meeting needs.
    form.root.locator(".cap-assessment-rater > summary").click()
    form.root.get_by_label("Your role").select_option("procurement")
    form.press("print-result")
    paper = Paper(reader.page)
    assert paper.sheets == 1
    paper.says("Your council is held back most by Culture", step, "Place", "at most 2 practising", "What to do next")
    paper.says("Procurement", form.root.locator("[data-text='printed/date']").first.text_content() or "no date")
    assert paper.squeezed.count("Askorlookhere") == 3
    paper.is_silent_on("Put this in my plan", "Questions to ask", "All next steps", "The same as a table")

    form.result.locator(".cap-assessment-since a").click()
    plan = reader.page.locator("[data-plan]")
    expect(plan).to_contain_text(step, use_inner_text=True)
    expect(plan.get_by_label("Who").first).to_have_value("Head of change")
    expect(plan.locator("[data-plan-field=due]").nth(1)).to_have_value("2027-01-31")
    expect(plan.locator("li")).to_have_count(2)
    expect(reader.page.locator("[data-moved] ~ p").nth(1)).to_contain_text("Start kept on", use_inner_text=True)
    plan.get_by_role("button", name="Take it out").first.click()
    expect(plan.locator("li")).to_have_count(1)
    plan.get_by_role("button", name="Take it out").click()
    expect(plan).to_contain_text("No action is here yet", use_inner_text=True)
    expect(plan.locator("h3")).to_be_focused()

    # Whoever answers more sees the full form's result, and no longer what the pulse said.
    reader.visit(ORGANISATION).answer_all({practice.id: 0 for practice in suppliers.practices[1:]})
    taken = "takes the place of what the pulse said"
    full = reader.form("full")
    expect(full.headline).to_contain_text("held back most by Suppliers", use_inner_text=True)
    expect(full.result).to_contain_text(taken, use_inner_text=True)
    expect(form.result).to_contain_text(taken, use_inner_text=True)
    expect(form.headline).to_be_hidden()
    form.result.get_by_role("link", name="result of the full form").click()
    expect(full.headline).to_be_in_viewport()


FULLEST = {"contract": "contract", "organisation": "organisation", "system": "place", "team": "team"}
"""The forms with a result of their own, by the page that they stand on: people outside have another last screen."""


@pytest.mark.parametrize("name", FULLEST)
def test_the_fullest_result_is_one_page(reader: Reader, name: str) -> None:
    """Most stands on it where each dimension is unknown but three, which have a step: the pulse is no longer."""
    used = load_instrument(name)
    form = reader.visit(f"assessments/{FULLEST[name]}.html")
    levels = {dimension.id: "unknown" for dimension in used.dimensions[3:]}
    form.take_file(answers(used, "full", **{dimension.id: 1 for dimension in used.dimensions[:3]}, **levels))
    form.press("print-result")
    paper = Paper(reader.page)
    assert paper.sheets == 1, paper.each[1]
    paper.says(*(dimension.title for dimension in used.dimensions), LONG_NAME)
    assert paper.squeezed.count("Askorlookhere") == 3
