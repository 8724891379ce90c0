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
        assert calendar.count("BEGIN:VEVENT") == calendar.count("BEGIN:VALARM") == 3
        assert PAGE in calendar
        # Two weeks later it is due. One answer by mouse, the other by keyboard, and on the next day.
        page.clock.set_fixed_time("2026-11-17T09:00:00Z")
        page.goto(reader.home + PAGE)
        panel = form.locator("section")
        expect(panel).to_contain_text("5 situations from modules that you", use_inner_text=True, timeout=30_000)
        panel.locator("summary").click()
        first, second, *others = panel.locator("[data-question]").all()
        first.locator("[data-option]:not([data-right]) input").first.check()
        expect(first.locator("[data-chosen] [data-why]")).to_contain_text("Not the best.", use_inner_text=True)
        settle(reader)
        page.clock.set_fixed_time("2026-11-18T09:00:00Z")
        page.goto(reader.home + PAGE)
        expect(panel).to_contain_text("1 of 5 answered", use_inner_text=True, timeout=30_000)
        expect(second).to_be_visible()  # what was begun is open
        second.locator("[data-option][data-right] input").focus()
        page.keyboard.press("Enter")
        expect(second.locator("[role=status]")).to_contain_text("Right.")
        for question in others:
            question.locator("[data-option][data-right] input").check()
        expect(panel).to_contain_text("4 of 5 right", use_inner_text=True, timeout=30_000)
        expect(panel.locator("ul").get_by_role("link")).to_have_count(1)
        expect(form).to_contain_text("are here on 30 November 2026", use_inner_text=True)
        check(page, axe, "form[data-piece=returns]")


def test_records_are_saved_by_choice_and_added_up(
    arrive: Arrive, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], axe: str
) -> None:
    kept = {
        "quiz": {QUIZ.id: {"best": 5, "finished": "2026-11-02", "reached": "2026-11-04"}},
        "learning": {"read": {"01-missions": "2026-11-01"}, "route": "procurement-officer"},
    }
    stored = {f"capability:{ROOT}:{name}": json.dumps(value) for name, value in kept.items()}
    with arrive(kept=stored) as reader:
        page = reader.page
        page.goto(reader.home + PAGE)
        record = page.get_by_role("region", name="A record for whoever plans training")
        paper = page.get_by_role("region", name="Record of learning")
        expect(record).to_contain_text("quiz answered on 2 November 2026", use_inner_text=True, timeout=30_000)
        expect(record).to_contain_text("you did 2 of its 7 modules", use_inner_text=True)
        expect(paper).not_to_contain_text("5 of 6 right", use_inner_text=True)
        record.get_by_role("button", name="Save this record").click()
        name = page.get_by_label("Your name or staff number, if you want it on a record")
        expect(paper.get_by_text("Write your name or staff number first.")).to_be_in_viewport()
        expect(name).to_be_focused()
        page.keyboard.type("=Ada <b>")
        page.get_by_label("Put my best scores on both").check()
        expect(record).to_contain_text("on 4 November 2026, 5 of 6 right", use_inner_text=True)
        expect(paper).to_contain_text("5 of 6 right", use_inner_text=True)
        record.get_by_label("What I changed, or will try").fill("=I asked <b>three</b> firms")
        expect(record).to_contain_text("will try: =I asked <b>three</b> firms", use_inner_text=True)
        with page.expect_download() as waiting:
            record.get_by_role("button", name="Save this record").click()
        expect(record).to_contain_text("Saved.", use_inner_text=True)
        saved = tmp_path / "ada.json"
        waiting.value.save_as(saved)
        plain = json.loads(saved.read_text("utf-8"))
        assert {**plain, "saved": ""} == {
            "format": "capability-training/1",
            "saved": "",
            "name": "=Ada <b>",
            "modules": {"01-missions": {"read": "2026-11-01"}, QUIZ.id: {"day": "2026-11-04", "best": 5}},
            "route": "procurement-officer",
            "change": "=I asked <b>three</b> firms",
        }
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
        expect(overview).to_contain_text("Here will be what people did in each module", use_inner_text=True)
        overview.get_by_label("The route that these words are for").select_option("commissioner")
        words = overview.get_by_role("group", name="The words")
        expect(words).to_contain_text(reader.home + "book/routes.html#routes--commissioner", use_inner_text=True)
        expect(words).to_contain_text("It has 6 modules", use_inner_text=True)
        overview.locator("[data-files]").set_input_files([saved])
        overview.locator("[data-files]").set_input_files([other])
        expect(overview).to_contain_text("2 people gave a record.", use_inner_text=True, timeout=30_000)
        asked = overview.get_by_label("How many people did you ask for a record?")
        asked.fill("1")
        expect(overview).to_contain_text("1 is fewer than the 2 who gave a record.", use_inner_text=True)
        asked.fill("8")
        expect(overview).to_contain_text("2 of 8 people gave a record.", use_inner_text=True)
        expect(overview).to_contain_text("Fewer than 5 people wrote a line. From 5 on", use_inner_text=True)
        expect(overview).to_contain_text("There is no page without names yet.", use_inner_text=True)
        expect(overview.get_by_role("button", name="Print without names")).to_be_hidden()
        overview.locator("[data-names] > summary").click()
        rows = overview.locator(".cap-training-people tbody tr")
        expect(rows).to_have_count(2)
        expect(rows.first).to_contain_text("=Ada <b>")
        expect(rows.first.locator("[data-column='Module 3']")).to_contain_text("4 Nov 5 of 6", use_inner_text=True)
        # A file was not counted, so the notes are open by themselves.
        expect(overview.locator("[data-left-out]")).to_contain_text("“2026-02-30” is no day", use_inner_text=True)
        expect(overview.locator("[data-left-out]")).to_contain_text("This is a plan", use_inner_text=True)
        with page.expect_download() as waiting:
            overview.get_by_role("button", name="Save as a table (CSV)").click()
        assert main(["training", str(saved), str(other), "--csv"]) == 0
        assert capfdbinary.readouterr().out == waiting.value.path().read_bytes()
        check(page, axe, "form[data-piece=training]")
