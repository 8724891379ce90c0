"""The quizzes on the built site: marked in the page, with another order at the next try. See also test_chapters.py."""

import pytest
from playwright.sync_api import Locator, expect

from capability.authoring.lessons import load_quiz
from capability.course.quizzes import Quiz
from tests.site.reader import Reader

pytestmark = pytest.mark.browser


def opened(reader: Reader, name: str) -> Locator:
    reader.page.goto(f"{reader.home}modules/{name}.html")
    form = reader.page.locator("form[data-piece=quiz]")
    expect(form.locator("[data-act=mark]")).to_be_visible()
    return form


def choose(form: Locator, quiz: Quiz, rightly: bool) -> None:
    for question in quiz.questions:
        option = next(option for option in question.options if option.right == rightly)
        form.locator(f"[data-question='{question.id}'] input[value='{option.id}']").check()


def order(form: Locator, question: str) -> list[str]:
    found: list[str] = form.locator(f"[data-question='{question}'] input").evaluate_all("all => all.map(i => i.value)")
    return found


def test_what_is_wrong_is_told_with_what_is_better_and_the_next_try_has_another_order(reader: Reader) -> None:
    quiz = load_quiz("03-market-shaping")
    form = opened(reader, "03-market-shaping")
    first = quiz.questions[0]
    before = order(form, first.id)
    choose(form, quiz, rightly=False)
    form.locator("[data-act=mark]").click()
    expect(form.locator("[data-score]")).to_contain_text(f"0 of {len(quiz.questions)} right", timeout=30_000)
    marked = form.locator(f"[data-question='{first.id}'] .cap-quiz-marked")
    expect(marked).to_contain_text("Not the best.")
    expect(marked).to_contain_text(first.right.text)
    expect(form.locator("input:enabled")).to_have_count(0)
    reader.page.reload()  # what was marked is there still
    expect(marked).to_be_visible(timeout=30_000)
    form.locator("[data-act=again]").click()
    expect(form.locator("input:checked")).to_have_count(0)
    after = order(form, first.id)
    assert after != before and sorted(after) == sorted(before)
    expect(form.locator("input").first).to_be_focused()
    choose(form, quiz, rightly=True)
    form.locator("[data-act=mark]").click()
    expect(form.locator("[data-score]")).to_contain_text(f"Your best so far: {len(quiz.questions)}")


def test_a_question_without_an_answer_is_named_and_nothing_is_marked(reader: Reader) -> None:
    quiz = load_quiz("03-market-shaping")
    form = opened(reader, "03-market-shaping")
    choose(form, Quiz(id=quiz.id, questions=quiz.questions[1:]), rightly=True)
    form.locator("[data-act=mark]").click()
    expect(form.locator(".cap-notices")).to_contain_text("Still open: 1")
    expect(form.locator("[data-score]")).to_be_hidden()


def test_a_quiz_goes_by_keyboard_alone(reader: Reader) -> None:
    quiz = load_quiz("03-market-shaping")
    form = opened(reader, "03-market-shaping")
    for question in quiz.questions:
        form.locator(f"[data-question='{question.id}'] input").first.focus()
        reader.page.keyboard.press("Space")
    form.locator("[data-act=mark]").focus()
    reader.page.keyboard.press("Enter")
    expect(form.locator("[data-score]")).to_be_focused(timeout=30_000)
