"""Returns to finished modules, and the overview of training, on the built site: a reader's story, and a manager's."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from capability.authoring.lessons import load_quiz
from capability.cli import main
from tests.reading.test_archives import packed
from tests.site.conftest import Arrive
from tests.site.server import ROOT
from tests.site.test_accessibility import check
from tests.site.test_exercises import settle
from tests.site.test_quizzes import choose, opened

pytestmark = pytest.mark.browser

PAGE = "book/my-learning.html"
QUIZ = load_quiz("03-market-shaping")


def test_what_was_finished_comes_back_when_it_is_due(arrive: Arrive, axe: str) -> None:
    with arrive(viewport={"width": 320, "height": 800}) as reader:
        page = reader.page
        page.clock.set_fixed_time("2026-11-02T09:00:00Z")
        reader.page.goto(reader.home + PAGE)
        form = page.locator("form[data-piece=returns]")
        expect(form).to_contain_text("14, 28 and 42 days after you finish a module", use_inner_text=True)
        choose(opened(reader, QUIZ.id), QUIZ, rightly=True)
        expect(page.locator("form[data-piece=quiz] [data-act=again]")).to_be_visible(timeout=30_000)
        page.goto(reader.home + PAGE)
        expect(form).to_contain_text("are here on 16 November 2026", use_inner_text=True, timeout=30_000)
        with page.expect_download() as waiting:
            form.locator("[data-act=calendar]").click()
        calendar = waiting.value.path().read_text("utf-8").replace("\r\n ", "").replace("\n ", "")
        assert calendar.count("BEGIN:VEVENT") == 3
        assert PAGE in calendar
        # Two weeks later it is due. One answer by mouse, the other by keyboard, and on the next day.
        page.clock.set_fixed_time("2026-11-17T09:00:00Z")
        page.goto(reader.home + PAGE)
        panel = form.locator("section")
        expect(panel).to_contain_text("2 situations from modules that you", use_inner_text=True, timeout=30_000)
        panel.locator("summary").click()
        first, second = panel.locator("[data-question]").all()
        first.locator("[data-option]:not([data-right]) input").first.check()
        expect(first.locator("[data-chosen] [data-why]")).to_contain_text("Not the best.", use_inner_text=True)
        settle(reader)
        page.clock.set_fixed_time("2026-11-18T09:00:00Z")
        page.goto(reader.home + PAGE)
        expect(panel).to_contain_text("1 of 2 answered", use_inner_text=True, timeout=30_000)
        expect(second).to_be_visible()  # what was begun is open
        second.locator("[data-option][data-right] input").focus()
        page.keyboard.press("Enter")
        expect(second.locator("[role=status]")).to_contain_text("Right.")
        expect(panel).to_contain_text("1 of 2 right", use_inner_text=True, timeout=30_000)
        expect(panel.locator("ul").get_by_role("link")).to_have_count(1)
        expect(form).to_contain_text("are here on 30 November 2026", use_inner_text=True)
        check(page, axe, "form[data-piece=returns]")


def test_records_are_saved_by_choice_and_added_up(
    arrive: Arrive, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], axe: str
) -> None:
    kept = {
        "quiz": {QUIZ.id: {"best": 5, "finished": "2026-11-02", "choices": {"market-shaping.q1": "x"}}},
        "learning": {"read": {QUIZ.id: "2026-11-01"}},
    }
    stored = {f"capability:{ROOT}:{name}": json.dumps(value) for name, value in kept.items()}
    with arrive(kept=stored) as reader:
        page = reader.page
        page.goto(reader.home + PAGE)
        record = page.get_by_role("region", name="A record for whoever plans training")
        expect(record).to_contain_text("finished on 2 November 2026", use_inner_text=True, timeout=30_000)
        expect(record).not_to_contain_text("best score 5", use_inner_text=True)
        record.get_by_role("button", name="Save this record").click()
        expect(record).to_contain_text("Write your name or staff number first.", use_inner_text=True)
        expect(page.locator("[data-kept=name]")).to_be_focused()
        page.keyboard.type("=Ada <b>")
        record.get_by_label("Put my best scores in it too").check()
        expect(record).to_contain_text("best score 5 of 6", use_inner_text=True)
        with page.expect_download() as waiting:
            record.get_by_role("button", name="Save this record").click()
        expect(record).to_contain_text("Saved.", use_inner_text=True)
        saved = tmp_path / "ada.json"
        waiting.value.save_as(saved)
        plain = json.loads(saved.read_text("utf-8"))
        assert {key: plain[key] for key in ("name", "modules")} == {
            "name": "=Ada <b>",
            "modules": {QUIZ.id: {"day": "2026-11-02", "best": 5}},
        }
        assert set(plain) == {"format", "saved", "name", "modules"}
        # The manager: that record, one of somebody else in a ZIP, and one that was changed by hand.
        other = tmp_path / "more.zip"
        bent = {
            **plain,
            "name": "Bo",
            "modules": {QUIZ.id: {"day": "2026-02-30"}, "01-missions": {"day": "2026-11-03"}},
        }
        other.write_bytes(packed({"bo.json": json.dumps(bent).encode(), "x.json": b'{"format": "capability-plan/1"}'}))
        page.goto(reader.home + "book/training.html")
        overview = page.locator("form[data-piece=training]")
        expect(overview).to_contain_text("Here will be how many people finished each module", use_inner_text=True)
        overview.locator("[data-files]").set_input_files([saved])
        overview.locator("[data-files]").set_input_files([other])
        expect(overview).to_contain_text("2 people, 2 modules finished in all.", use_inner_text=True, timeout=30_000)
        rows = overview.locator(".cap-training-people tbody tr")
        expect(rows).to_have_count(2)
        expect(rows.first).to_contain_text("=Ada <b>")
        expect(rows.first.locator("[data-column='Module 3']")).to_contain_text("2 Nov", use_inner_text=True)
        overview.locator("[data-left-out] summary").click()
        expect(overview.locator("[data-left-out]")).to_contain_text("`2026-02-30` is no day", use_inner_text=True)
        expect(overview.locator("[data-left-out]")).to_contain_text("this is a plan", use_inner_text=True)
        with page.expect_download() as waiting:
            overview.get_by_role("button", name="Save as a table (CSV)").click()
        assert main(["training", str(saved), str(other), "--csv"]) == 0
        assert capfdbinary.readouterr().out == waiting.value.path().read_bytes()
        check(page, axe, "form[data-piece=training]")
