"""My learning on the built site: what the chapters kept, what next, what moved, one file for all, a record."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from capability.authoring.lessons import load_course, load_quiz
from capability.course.learning import read_file
from capability.rule.instrument import Instrument
from capability.rule.response import FORMAT, Answer, Response, to_json
from tests.site.conftest import Arrive
from tests.site.reader import CHAPTER, KEY, ORGANISATION, SLICE, Reader
from tests.site.server import ROOT
from tests.site.test_exercises import settle
from tests.site.test_quizzes import choose

pytestmark = pytest.mark.browser

PAGE = "book/my-learning.html"
COURSE = load_course()


def opened(reader: Reader) -> Locator:
    reader.page.goto(reader.home + PAGE)
    form = reader.page.locator("form[data-piece=learning]")
    expect(form.locator("[data-act=save]")).to_be_visible()
    return form


def row(form: Locator, module: str) -> Locator:
    return form.locator("tr").filter(has=form.page.locator(f"[data-read='{module}']"))


def save(reader: Reader, form: Locator, path: Path) -> Path:
    with reader.page.expect_download() as waiting:
        form.locator("[data-act=save]").click()
    waiting.value.save_as(path)
    return path


def learn(reader: Reader) -> None:
    """Read one module, take its quiz, answer its slice, do its exercise."""
    slice_ = reader.visit(CHAPTER)
    page = reader.page
    page.get_by_label("I have read this module").check()
    reader.open_step("check")
    quiz = page.locator("form[data-piece=quiz]")
    choose(quiz, load_quiz("03-market-shaping"), rightly=True)
    expect(quiz.locator("[data-act=again]")).to_be_visible(timeout=30_000)
    reader.open_step("do")
    settle(reader)
    fields = page.locator("[data-rows=suppliers] [data-column-field=name], [data-rows=needs] [data-column-field=need]")
    for place in range(fields.count()):
        fields.nth(place).fill(f"Ours {place}")
    settle(reader)
    reader.open_step("where")
    slice_.answer("market-shaping.early-engagement", 2)
    settle(reader)


def test_what_was_done_in_a_chapter_is_there_and_its_record_is_printed_alone(
    arrive: Arrive, organisation: Instrument
) -> None:
    """All forms share their answers: one that was given in a chapter opens no other module, and no pulse."""
    with arrive(script="window.print = () => { window.printed = true; };") as reader:
        form = opened(reader)
        expect(form).to_contain_text("Nothing is kept here yet")
        learn(reader)
        form = opened(reader)
        done, record = row(form, "03-market-shaping"), form.locator(".cap-learning-certificate")
        expect(done.locator("[data-read]")).to_be_checked(timeout=30_000)
        expect(done).to_contain_text("6 of 6")
        expect(done).to_contain_text("1 of 4")
        expect(done).to_contain_text("your own case")
        expect(record).to_contain_text("quiz answered")
        expect(record).to_contain_text("Self-certified.")
        form.locator("[data-act=print]").click()
        assert reader.page.evaluate("() => window.printed")
        reader.page.emulate_media(media="print")
        expect(record).to_be_visible()
        expect(record).to_contain_text("Nobody checked it")
        expect(form.locator(".cap-learning-modules")).to_be_hidden()
        expect(reader.page.locator("h1")).to_be_hidden()
        first, *others = [line.split(",")[0] for line in record.locator("li:visible").all_inner_texts()]
        assert others == [organisation.title], first
        expect(record.locator("li:visible a")).to_have_attribute("href", "../modules/03-market-shaping.html")
        reader.page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
        reader.page.emulate_media(media="screen")
        # What is unticked here is unticked in the chapter.
        done.locator("[data-read]").uncheck()
        reader.page.goto(reader.home + CHAPTER)
        expect(reader.page.get_by_label("I have read this module")).not_to_be_checked()


def test_nothing_kept_is_said_only_where_nothing_is(reader_of: Callable[..., Reader]) -> None:
    """Python, which never comes here, is not needed to know that."""
    reader = reader_of(silent=["capability/python-*"])
    form = opened(reader)
    expect(form).to_contain_text("Nothing is kept here yet", use_inner_text=True)
    expect(form).to_contain_text("Nothing yet. What you do", use_inner_text=True)
    row(form, "01-missions").locator("[data-read]").check()
    form = opened(reader)
    expect(form).to_contain_text("Working it out", use_inner_text=True)
    expect(form).not_to_contain_text("Nothing", use_inner_text=True)


def test_the_pulse_counts_as_something_done_and_is_offered_as_the_start(
    reader: Reader, organisation: Instrument
) -> None:
    reader.visit(ORGANISATION)
    pulse = reader.form("pulse")
    practices = [practice for practice in organisation.practices if practice.essential]
    weak = practices[-1]
    pulse.answer_all({practice.id: 1 if practice is weak else 3 for practice in practices})
    pulse.settle()
    form = opened(reader)
    settle(reader)
    count = len(practices)
    expect(form.locator(".cap-progress")).to_contain_text(
        f"0 of {len(COURSE.modules)} modules read, {count} of {count} questions of the pulse answered.",
        use_inner_text=True,
    )
    expect(form.locator(".cap-learning-certificate")).to_contain_text(
        f"The pulse, {count} of {count} questions answered", use_inner_text=True
    )
    expect(ahead(form)).to_have_attribute("href", f"../modules/{weak.module}.html")
    expect(form.locator("[aria-label='What next']")).to_contain_text(weak.title, use_inner_text=True)
    offer = form.locator("[aria-label='Your pulse']")
    offer.locator("[data-act=start]").click()
    expect(offer).to_be_hidden()
    expect(form.locator("[data-moved]")).to_be_focused()
    expect(form.locator("tr[data-with^='moves/rows']").first).to_be_visible()


def in_words(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} hour{'s'[: hours != 1]}"] * bool(hours) + [f"{rest} minutes"] * bool(rest))


def test_a_module_that_a_route_only_reads_costs_its_reading(reader: Reader) -> None:
    chosen = next(route for route in COURSE.routes if [step.how for step in route.steps[:2]] == ["read", "whole"])
    first, second = chosen.steps[:2]
    minutes, reading = sum(COURSE.minutes(step) for step in chosen.steps), COURSE.minutes(first)
    form = opened(reader)
    form.locator("[data-kept=route]").select_option(chosen.id)
    settle(reader)
    expect(form.locator("[aria-label='What next'] p:visible").first).to_contain_text(
        f"{reading} minutes of reading", use_inner_text=True
    )
    route = form.locator(f"div[data-show='route={chosen.id}']")
    words = in_words(minutes)
    expect(route).to_contain_text(f"{words} in all, about {words} left", use_inner_text=True)
    row(form, first.module).locator("[data-read]").check()
    settle(reader)
    expect(route).to_contain_text(f"about {in_words(minutes - reading)} left", use_inner_text=True)
    expect(form.locator("[aria-label='What next'] p:visible").first).to_contain_text(
        f"{COURSE.minutes(second)} minutes.", use_inner_text=True
    )


def test_what_comes_next_goes_by_the_route(reader: Reader) -> None:
    form = opened(reader)
    form.locator("[data-kept=route]").select_option("resident-group")
    settle(reader)
    expect(ahead(form)).to_have_attribute("href", "../modules/09-residents.html")
    row(form, "09-residents").locator("[data-read]").check()
    settle(reader)
    expect(ahead(form)).to_have_attribute("href", "../modules/01-missions.html")


def test_what_comes_next_goes_by_what_holds_back(arrive: Arrive, organisation: Instrument) -> None:
    weak = "08-suppliers"
    answers = {practice.id: Answer(level=0 if practice.module == weak else 3) for practice in organisation.practices}
    response = Response(format=FORMAT, instrument="organisation", version=organisation.version, answers=answers)
    with arrive(kept={KEY: to_json(response)}) as reader:
        form = opened(reader)
        settle(reader)
        expect(ahead(form)).to_have_attribute("href", f"../modules/{weak}.html")
        titles = {practice.title for practice in organisation.practices if practice.module == weak}
        named = set(form.locator("[aria-label='What next'] .cap-listed > :first-child").all_inner_texts())
        assert named
        assert named <= titles


def ahead(form: Locator) -> Locator:
    return form.locator("[aria-label='What next'] a:visible").first


def take_half_the_pulse(reader: Reader, organisation: Instrument) -> None:
    """Enough for it to be kept as a start."""
    reader.visit(ORGANISATION)
    pulse = reader.form("pulse")
    asked = [practice.id for practice in organisation.practices if practice.essential]
    pulse.answer_all(dict.fromkeys(asked[: len(asked) // 2], 1))
    pulse.settle()


def test_what_moved_since_the_start_is_told_practice_by_practice(reader: Reader, organisation: Instrument) -> None:
    take_half_the_pulse(reader, organisation)
    form = opened(reader)
    settle(reader)
    form.locator("[data-act=start]:visible").click()
    expect(form.locator("[data-show='start']")).to_be_visible()
    reader.visit(ORGANISATION)
    reader.form("pulse").answer("market-shaping.early-engagement", 3)
    settle(reader)
    form = opened(reader)
    settle(reader)
    moved = form.locator("tr[data-with='moves/rows/market-shaping.early-engagement']")
    expect(moved).to_contain_text("1 starting")
    expect(moved).to_contain_text("3 embedded")
    expect(moved.locator("td").last).to_have_text("up", use_inner_text=True)
    form.locator("[data-act=end]").click()
    expect(form.locator("p [data-show='end']")).to_be_visible()


def test_one_file_takes_everything_to_another_browser(arrive: Arrive, tmp_path: Path) -> None:
    with arrive() as reader:
        learn(reader)
        form = opened(reader)
        form.locator("[data-kept=name]").fill("<i>A reader</i>")
        settle(reader)
        saved = save(reader, form, tmp_path / "learning.json")
    found = read_file(saved.read_text("utf-8"))
    assert found.record.name == "<i>A reader</i>"
    assert found.quizzes["03-market-shaping"].best == 6
    assert found.responses["organisation"].answers
    with arrive() as reader:
        form = opened(reader)
        form.locator("[data-file]").set_input_files(saved)
        expect(form.locator("[data-incoming]")).to_be_focused(timeout=30_000)
        form.locator("[data-act=take-theirs]").click()
        settle(reader)
        expect(row(form, "03-market-shaping")).to_contain_text("6 of 6")
        expect(form.locator(".cap-learning-certificate b").first).to_have_text("<i>A reader</i>")
        again = save(reader, form, tmp_path / "again.json")
        first, second = (json.loads(path.read_text("utf-8")) for path in (saved, again))
        assert {**first, "saved": ""} == {**second, "saved": ""}
        # The chapter knows it too.
        chapter = reader.visit(SLICE)
        assert chapter.marked() == {"market-shaping.early-engagement": "2"}
        # And it can be taken back, or erased.
        form = opened(reader)
        form.locator("[data-act=erase]").click()
        form.locator("[data-act=erase-all]").click()
        expect(row(form, "03-market-shaping").locator("[data-read]")).not_to_be_checked()
        assert [name for name in reader.kept() if name.startswith("capability:")] == [f"capability:{ROOT}:erased"]


def test_where_file_and_browser_differ_the_reader_says_which_wins(arrive: Arrive, tmp_path: Path) -> None:
    with arrive() as reader:
        reader.visit(SLICE).answer("market-shaping.early-engagement", 4)
        settle(reader)
        saved = save(reader, opened(reader), tmp_path / "theirs.json")
    for act, level in (("take-mine", "1"), ("take-theirs", "4")):
        with arrive() as reader:
            reader.visit(SLICE).answer("market-shaping.early-engagement", 1)
            settle(reader)
            form = opened(reader)
            form.locator("[data-file]").set_input_files(saved)
            expect(form.locator("[data-incoming]")).to_contain_text("1 differ")
            form.locator(f"[data-act={act}]").click()
            settle(reader)
            assert reader.visit(SLICE).marked() == {"market-shaping.early-engagement": level}


BAD = ["", "{", '{"format": "capability-response/1"}', '{"format": "capability-learning/1", "colour": 1}']


@pytest.mark.parametrize("text", BAD)
def test_a_file_that_is_none_changes_nothing(reader: Reader, tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, "utf-8")
    form = opened(reader)
    form.locator("[data-file]").set_input_files(path)
    expect(form.locator("[data-incoming]")).to_contain_text("Nothing was changed", timeout=30_000)
    assert [name for name in reader.kept() if name.startswith("capability:")] == []


def test_the_law_is_shown_stale_when_it_was_looked_up_too_long_ago(arrive: Arrive) -> None:
    later = "const Real = Date; Date = class extends Real { constructor(...a) { super(...(a.length ? a : ['%s'])); } };"
    for day, is_stale in (("2027-05-21T12:00", False), ("2027-05-22T12:00", True)):
        with arrive(script=later % day) as reader:
            reader.page.goto(f"{reader.home}book/law-england.html")
            warning = reader.page.locator("time + .stale").first
            expect(warning).to_be_visible(visible=is_stale)


def test_what_moved_is_offered_after_a_week_and_seen_by_whoever_is_led_to_it(
    arrive: Arrive, organisation: Instrument
) -> None:
    """In an officer's first week My learning does not tell what moved: no link may end at a heading that is hidden."""
    answers = {practice.id: {"level": 1} for practice in organisation.practices if practice.essential}
    for days, offered in ((1, False), (8, True)):
        start = {"saved": str(date.today() - timedelta(days)), "answers": answers}
        response = {"format": FORMAT, "instrument": "organisation", "version": organisation.version}
        kept = {
            f"capability:{ROOT}:learning": json.dumps({"route": "procurement-officer", "start": start}),
            KEY: json.dumps({**response, "answers": answers}),
        }
        with arrive(kept=kept) as reader:
            form = opened(reader)
            settle(reader)
            expect(form.locator("[data-moved]")).to_be_visible(visible=offered)
            reader.page.goto(f"{reader.home}book/index.html")
            look = reader.page.locator("[data-where='start'] a")
            expect(reader.page.locator("[data-where='result/organisation-pulse']")).to_be_visible()
            expect(look).to_be_visible(visible=offered)
            reader.page.goto(f"{reader.home}{PAGE}#learning--moved")
            settle(reader)
            expect(form.locator("[data-moved]")).to_be_in_viewport()
            expect(form.locator("tr[data-with^='moves/rows']").first).to_be_visible()
