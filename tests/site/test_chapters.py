"""Each chapter's own pieces in one visit, since each visit starts Python anew: exercise, quiz, questions, and axe."""

from itertools import cycle

import pytest
from playwright.sync_api import Locator, expect

from capability.authoring.lessons import exercise_names, load_exercise, load_quiz
from capability.course.quizzes import Quiz
from capability.course.worksheets import NUMBERS, Field, Worksheet
from tests.site.conftest import Arrive
from tests.site.reader import Reader
from tests.site.test_accessibility import FORM, NARROW, THEMES, WIDE, check, gets_a_result, in_theme
from tests.site.test_exercises import LIVE, settle
from tests.site.test_exercises import opened as exercise_at
from tests.site.test_quizzes import choose

pytestmark = pytest.mark.browser

BAD = {"nothing": "", "words": "twelve", "below": "-999999999999", "huge": "999999999999999"}


@pytest.mark.parametrize(("name", "theme"), list(zip(exercise_names(), cycle(THEMES), strict=False)))
def test_a_chapter_from_its_exercise_over_its_quiz_to_its_questions(
    arrive: Arrive, axe: str, name: str, theme: str
) -> None:
    """Every other chapter in dark colours, for they are made of the same parts."""
    exercise, quiz = load_exercise(name), load_quiz(name)
    with in_theme(arrive, theme) as reader:
        form = exercise_at(reader, name)
        questions = reader.page.locator("form[data-piece=quiz]")
        works_out_its_example(reader, form, exercise)
        tells_what_is_wrong_and_loses_nothing(reader, form, exercise)
        form.locator("[data-act=empty]").click()
        settle(reader)
        expect(form.locator(".cap-fault:visible")).to_have_count(0)  # nothing is wrong before anything is typed
        expect(form.locator(LIVE)).to_be_hidden()
        check(reader.page, axe, FORM, widths=(NARROW,))
        reader.open_step("check")
        is_marked(questions, quiz, rightly=False)
        check(reader.page, axe, FORM, widths=(WIDE,))
        reader.open_step("do")
        form.locator("[data-show='told/emptied'] [data-act=undo]").click()
        settle(reader)
        assert shown(form.locator(LIVE)) == shown(form.locator("[data-show='sample']"))
        reader.open_step("check")
        questions.locator("[data-act=again]").click()
        is_marked(questions, quiz, rightly=True)
        reader.open_step("where")
        gets_a_result(reader)


def works_out_its_example(reader: Reader, form: Locator, exercise: Worksheet) -> None:
    """A field is changed and changed back: the worked example is the reader's own then, and its result is the same."""
    before = shown(form.locator("[data-show='sample']"))
    assert before[1]
    expect(form.locator("figure:visible")).to_have_count(1)
    _, first = next(iter(entries(form, exercise).values()))
    kept = first.input_value()
    if first.evaluate("e => e.tagName") == "SELECT":
        first.select_option(index=1)
        first.select_option(kept)
    else:
        first.fill("1")
        first.fill(kept)
    settle(reader)
    expect(form.locator(LIVE)).to_be_visible()
    assert shown(form.locator(LIVE)) == before


def tells_what_is_wrong_and_loses_nothing(reader: Reader, form: Locator, exercise: Worksheet) -> None:
    numeric = [(field, entry) for field, entry in entries(form, exercise).values() if field.kind in NUMBERS]
    # All chapters share what tells them: one field has all that cannot be, the next one the worst of it.
    for (field, entry), cases in zip(numeric, (list(BAD.values()), [BAD["huge"]]), strict=False):
        kept = entry.input_value()
        told = entry.locator("xpath=ancestor::label").locator(".cap-fault")
        for bad in cases:
            entry.fill(bad)
            settle(reader)
            expect(told).to_have_text(f"Enter {field.wanted}")
            expect(entry).to_have_attribute("aria-invalid", "true")
            expect(form.locator(LIVE)).to_be_hidden()
            assert entry.input_value() == bad  # nothing that was typed is lost
        entry.fill(kept)
        settle(reader)
        expect(told).to_be_hidden()
        expect(form.locator(LIVE)).to_be_visible()


def is_marked(form: Locator, quiz: Quiz, rightly: bool) -> None:
    """Every question answered; the number right, and a reason for every option, is told."""
    choose(form, quiz, rightly)
    number = len(quiz.questions)
    expect(form.locator("[data-score]")).to_contain_text(
        f"{number if rightly else 0} of {number} right", timeout=30_000
    )
    expect(form.locator(".cap-quiz-again a:visible")).to_have_count(0 if rightly else number)
    for question in quiz.questions:
        told = form.locator(f"[data-question='{question.id}'] [data-why]:visible").all_inner_texts()
        assert len(told) == len(question.options)
        assert all(any(option.why in words for words in told) for option in question.options)


def entries(form: Locator, exercise: Worksheet) -> dict[str, tuple[Field, Locator]]:
    """Each field, and each column in the first row of its table, by its path."""
    found = {field.id: (field, form.locator(f"[data-field='{field.id}']")) for field in exercise.fields}
    for table in exercise.tables:
        row = form.locator(f"[data-rows='{table.id}'] [data-key='r0']")
        for column in table.columns:
            found[f"{table.id}/0/{column.id}"] = (column, row.locator(f"[data-column-field='{column.id}']"))
    return found


def shown(result: Locator) -> list[list[str]]:
    """Figures, findings and table of a result, as text; the way into a reader's plan is no part of it."""
    return [
        [" ".join(text.split("Put this")[0].split()) for text in result.locator(part).all_text_contents()]
        for part in ("dl > div", "ul:not(figure ul) > li", "table tbody tr > :is(th, td)")
    ]
