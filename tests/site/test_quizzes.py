"""The quizzes on the built site: each answer is told at once, by mouse and by keyboard. See also test_chapters.py."""

import json

import pytest
from playwright.sync_api import Locator, expect

from capability.authoring.lessons import load_quiz
from capability.course.quizzes import Question, Quiz
from tests.site.conftest import Arrive
from tests.site.reader import Reader
from tests.site.server import ROOT

pytestmark = pytest.mark.browser

QUIZ = load_quiz("03-market-shaping")
KEY = f"capability:{ROOT}:quiz"


def opened(reader: Reader, name: str) -> Locator:
    reader.visit(f"modules/{name}.html#check")
    form = reader.page.locator("form[data-piece=quiz]")
    expect(form.locator(".cap-progress")).to_be_visible()
    return form


def choose(form: Locator, quiz: Quiz, rightly: bool) -> None:
    for question in quiz.questions:
        option = next(option for option in question.options if option.right == rightly)
        form.locator(f"[data-question='{question.id}'] input[value='{option.id}']").check()


def order(form: Locator, question: str) -> list[str]:
    found: list[str] = form.locator(f"[data-question='{question}'] input").evaluate_all("all => all.map(i => i.value)")
    return found


def wrong(question: Question) -> str:
    return next(option.id for option in question.options if not option.right)


def test_an_answer_is_told_at_once_and_the_first_choice_counts(reader: Reader) -> None:
    reader.page.route("**/worker.js", lambda route: route.abort())  # no Python: what is told needs none
    reader.watch.tolerate("worker.js", "ERR_FAILED")
    form = opened(reader, QUIZ.id)
    first, second = QUIZ.questions[:2]
    one, two = (form.locator(f"[data-question='{question.id}']") for question in (first, second))
    one.locator(f"input[value='{wrong(first)}']").check()
    chosen = next(option for option in first.options if option.id == wrong(first))
    expect(one.locator("[data-chosen] [data-why]")).to_contain_text(f"Not the best. {chosen.why}", use_inner_text=True)
    best = one.locator("[data-right]")
    expect(best.locator("[data-why]")).to_contain_text(f"This is the best. {first.right.why}", use_inner_text=True)
    assert best.locator("label").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    said = one.locator("[role=status]")
    expect(said).to_contain_text(chosen.why)
    expect(said).to_contain_text(first.right.text)
    # It is told, so another choice changes nothing.
    best.locator("input").click(force=True)
    expect(one.locator("[data-chosen] input")).to_have_value(wrong(first))
    expect(one.locator("[data-chosen] input")).to_be_checked()
    two.locator(f"input[value='{second.right.id}']").check()
    expect(two.locator("[data-chosen] [data-why]")).to_contain_text("Right.", use_inner_text=True)
    expect(form.locator(".cap-progress")).to_contain_text(f"2 of {len(QUIZ.questions)} answered", use_inner_text=True)


def test_what_is_not_right_can_be_looked_at_again_and_the_best_is_kept(arrive: Arrive) -> None:
    """A quiz that was kept before each answer was told at once goes on from there."""
    given = {question.id: question.right.id for question in QUIZ.questions[1:]}
    kept = {QUIZ.id: {"choices": given, "marked": False, "tries": 1, "best": 2}}
    with arrive(kept={KEY: json.dumps(kept)}) as reader:
        form = opened(reader, QUIZ.id)
        first, number = QUIZ.questions[0], len(QUIZ.questions)
        expect(form.locator("[data-told]")).to_have_count(number - 1)
        before = order(form, first.id)
        form.locator(f"[data-question='{first.id}'] input[value='{wrong(first)}']").check()
        score = form.locator("[data-score]")
        expect(score).to_contain_text(f"{number - 1} of {number} right", timeout=30_000)
        expect(score).to_contain_text(f"Your best so far: {number - 1}")
        expect(reader.page.locator(".cap-steps [data-done=check]")).to_be_visible()
        again = score.locator(".cap-quiz-again a:visible")
        expect(again).to_have_count(1)
        again.click()
        expect(form.locator(".cap-asked-situation").first).to_be_focused()
        expect(form.locator(".cap-asked-situation").first).to_be_in_viewport()
        form.locator("[data-act=again]").click()
        expect(form.locator("input:checked")).to_have_count(0)
        after = order(form, first.id)
        assert after != before and sorted(after) == sorted(before)
        expect(form.locator("input").first).to_be_focused()


def test_arrow_keys_walk_over_options_and_answer_nothing(reader: Reader) -> None:
    form = opened(reader, QUIZ.id)
    keys = reader.page.keyboard
    one, two, three = (form.locator("[data-question]").nth(place) for place in range(3))
    one.locator("input").first.focus()
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    expect(one.locator("input").nth(2)).to_be_checked()
    expect(one.locator("[data-why]:visible")).to_have_count(0)
    keys.press("Tab")
    expect(one.locator("[data-act=check]")).to_be_focused()
    keys.press("Enter")
    expect(one.locator("[data-chosen] input")).to_have_value(order(form, QUIZ.questions[0].id)[2])
    expect(one.locator("[role=status]")).not_to_be_empty()
    expect(one.locator("input").nth(2)).to_be_focused()  # the button went
    keys.press("ArrowUp")  # it is told: the choice stands
    expect(one.locator("input").nth(2)).to_be_checked()
    # Space says which one is meant, on the first and on one that the arrows came to; so does Enter.
    two.locator("input").first.focus()
    keys.press("ArrowDown")
    keys.press("Space")
    expect(two.locator("[data-chosen] input")).to_have_value(order(form, QUIZ.questions[1].id)[1])
    three.locator("input").first.focus()
    keys.press("Space")
    expect(three).to_have_attribute("data-told", "")
    form.locator("[data-question]").nth(3).locator("input").first.focus()
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(form.locator("[data-told]")).to_have_count(4)
