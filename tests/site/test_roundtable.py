"""The roundtable on the built site: from vote to agreement, on a projector, by keyboard, with no network."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from tests.site.conftest import Arrive
from tests.site.reader import Reader

PAGE = "assessments/roundtable.html"
EXAMPLES = Path(__file__).parents[2] / "assessments" / "examples"
TEAM = EXAMPLES / "team-that-disagrees" / "responses"


def payload(name: str, data: bytes | str) -> FilePayload:
    return {"name": name, "mimeType": "", "buffer": data if isinstance(data, bytes) else data.encode()}


def of(folder: Path) -> list[FilePayload]:
    return [payload(path.name, path.read_bytes()) for path in sorted(folder.rglob("*.json"))]


class Table:
    """The roundtable in front of a facilitator."""

    def __init__(self, reader: Reader) -> None:
        self.page = reader.page
        self.page.goto(reader.home + PAGE)
        self.form = reader.page.locator("[data-piece=roundtable]")
        self.where = self.form.locator(".cap-roundtable-where")
        expect(self.button("Begin")).to_be_visible()

    def button(self, name: str) -> Locator:
        return self.form.get_by_role("button", name=name, exact=True)

    def says(self, words: str) -> None:
        expect(self.form).to_contain_text(words, use_inner_text=True)

    def begin(self, agenda: str = "market-shaping") -> None:
        self.form.get_by_label("Which questions").locator("visible=true").select_option(agenda)
        self.button("Begin").click()
        self.says("Choose alone")

    def field(self, name: int | str) -> Locator:
        return self.form.locator(f".cap-roundtable-ballot [data-n='{name}'] input")

    def vote(self, votes: Mapping[int | str, int]) -> None:
        for name, count in votes.items():
            self.field(name).fill(str(count))

    def go(self, button: str, words: str) -> None:
        self.button(button).click()
        self.says(words)

    def saved(self, button: str) -> bytes:
        with self.page.expect_download() as download:
            self.button(button).click()
        return Path(download.value.path()).read_bytes()


@pytest.fixture
def table(reader: Reader) -> Iterator[Table]:
    yield Table(reader)


def test_from_vote_to_agreement(table: Table) -> None:
    table.begin()
    table.says("Question 1 of 4")
    table.vote({0: 2, 2: 3, 3: 1, 4: 2, "unknown": 1})
    table.says("9 votes counted")
    table.go("Reveal", "Far apart, by more than one would expect: from 0 to 4")
    expect(table.form.locator("[data-title]")).to_be_focused()
    table.go("Vote again", "Choose again")
    table.vote({1: 2, 2: 7})
    table.go("Show both votes and agree", "What do you agree on?")
    table.says("Close together")
    table.form.locator(".cap-roundtable-agree [data-n='2'] input").check()
    table.form.get_by_label("Why?").fill("Two of three services do. <b>Housing</b> does not yet.")
    table.go("Next question", "Question 2 of 4")
    table.go("The record", "1 of 4 questions has an agreed answer")
    table.says("<b>Housing</b> does not yet.")
    assert b"2 practising" in table.saved("Markdown")
    agreed = json.loads(table.saved("Save what was agreed as answers"))
    assert agreed["rater"] == {"role": "roundtable"}
    assert [answer["level"] for answer in agreed["answers"].values()] == [2]


def test_sides_promises_and_the_round_that_follows(table: Table) -> None:
    table.form.get_by_label("Which questions").locator("visible=true").select_option("chosen")
    table.button("Begin").click()
    table.says("Choose at least one")
    table.form.get_by_label("Talking to suppliers early").check()
    table.form.get_by_label("How many people are at the table?").fill("11")
    table.form.get_by_label("Sides to count apart").fill("Council, <b>Suppliers</b>")
    table.button("Begin").click()
    table.says("Question 1 of 1")
    table.vote({3: 6})
    table.form.get_by_label("Whose votes do you count now?").select_option("<b>Suppliers</b>")
    expect(table.field(3)).to_have_value("")
    table.vote({0: 6})
    table.says("12 votes, and 11 people are at the table. Nothing is lost.")
    table.form.get_by_label("Minutes").fill("1")
    table.button("Start the clock").click()
    expect(table.form.get_by_role("timer")).to_contain_text("0:5")
    table.go("Reveal", "Far apart, in two camps: 6 at 0")
    expect(table.form.get_by_role("timer")).to_have_text("")
    table.says("<b>Suppliers</b>")
    table.button("Agree without a second vote").click()
    table.form.locator(".cap-roundtable-agree [data-n='1'] input").check()
    table.form.get_by_label("Promise 1: Who").fill("Head of buying")
    table.form.get_by_label("Promise 1: What").fill("Ring three firms")
    table.form.get_by_label("Promise 1: By").fill("2027-01-31")
    table.go("To the record", "1 promise was made")
    expect(table.form.locator(".cap-roundtable-side small:visible")).to_have_text(["Council", "<b>Suppliers</b>"])
    table.says("Head of buying: Ring three firms, by 31 January 2027")
    plan = json.loads(table.saved("Save the promises as a plan"))
    assert plan["targets"] == {"market-shaping": 2}
    whole = table.saved("Save the roundtable to a file")

    table.button("Clear the table").click()
    table.button("Clear it").click()
    table.form.locator("[data-before]").set_input_files(payload("plan.json", json.dumps(plan)))
    table.says("This file cannot be opened as a roundtable. Nothing was changed.")
    table.form.locator("[data-before]").set_input_files(payload("table.json", whole))
    table.says("1 agreed, 1 promise.")
    table.begin()
    table.says("Last time: agreed on 1 (starting). Promised then. Was it done?")


def test_a_reload_loses_nothing_and_clearing_asks_first(table: Table) -> None:
    table.begin()
    table.vote({1: 4})
    table.page.reload()
    expect(table.field(1)).to_have_value("4")
    table.go("The record", "0 of 4 questions")
    table.says("Voted on, not agreed")
    whole = table.saved("Save the roundtable to a file")
    table.button("Clear the table").click()
    table.button("Keep it").click()
    table.says("0 of 4 questions")
    table.button("Clear the table").click()
    table.button("Clear it").click()
    expect(table.button("Begin")).to_be_visible()
    table.form.locator("[data-file]").set_input_files(payload("table.json", whole))
    table.go("Use this roundtable", "Question 1 of 4")
    expect(table.field(1)).to_have_value("4")


def test_numbers_stay_hidden_from_the_wall_until_they_are_revealed(table: Table) -> None:
    table.begin()
    table.vote({3: 5})
    expect(table.field(3)).to_have_css("color", "rgba(0, 0, 0, 0)")
    table.form.get_by_label("Hide the numbers").uncheck()
    expect(table.field(3)).not_to_have_css("color", "rgba(0, 0, 0, 0)")


@pytest.mark.parametrize("typed", ["-1", "3.5", "1000000", "1e3"])
def test_a_count_that_cannot_be_is_told_and_not_counted(table: Table, typed: str) -> None:
    table.begin()
    table.vote({0: 2})
    table.field(1).fill(typed)
    table.says("A count is a whole number from 0 to 500")
    table.says("2 votes counted")
    expect(table.field(1)).to_have_value(typed)
    table.field(1).fill("3")
    table.says("5 votes counted")


def test_more_people_than_a_table_holds_are_told(table: Table) -> None:
    table.begin()
    table.vote({0: 400})
    table.field(1).fill("101")
    table.says("More than 500 people")
    table.says("400 votes counted")


def test_nobody_can_be_revealed_before_somebody_voted(table: Table) -> None:
    table.begin()
    table.go("Reveal", "Nobody has voted yet")
    expect(table.field(0)).to_be_focused()


def test_no_second_vote_is_needed(table: Table) -> None:
    table.begin()
    table.vote({2: 3})
    table.go("Reveal", "Everybody who gave a level gave the same one")
    table.go("Agree without a second vote", "What do you agree on?")
    expect(table.form.locator(".cap-roundtable-both .cap-roundtable-votes:visible")).to_have_count(1)
    table.go("Back", "Everybody who gave a level gave the same one")


def test_files_bring_the_first_vote_and_bad_ones_are_named(table: Table) -> None:
    suppliers = of(EXAMPLES / "suppliers-see-it-differently" / "suppliers")[:1]
    table.form.locator("[data-drop=first] [data-files]").set_input_files(
        [*of(TEAM), *suppliers, payload("empty.json", ""), payload("twice.json", (TEAM / "01.json").read_bytes())]
    )
    table.says("12 people")
    table.form.locator("[data-drop=first] details summary").click()
    table.says("empty.json")
    table.says("twice.json")
    table.begin("disputed")
    table.says("8 votes counted")
    table.go("Reveal", "Far apart")


def test_files_bring_the_second_vote_and_leave_what_was_typed(table: Table) -> None:
    table.begin("residents")
    table.vote({1: 3})
    table.go("Reveal", "Everybody")
    table.go("Vote again", "Choose again")
    table.vote({1: 4})
    table.form.get_by_text("Votes from files").click()
    table.form.locator("[data-drop=later] [data-files]").set_input_files(of(TEAM))
    table.says("had a vote already and was left as it is")
    expect(table.field(1)).to_have_value("4")


def test_nothing_to_talk_about_is_said(table: Table) -> None:
    table.form.get_by_label("Which questions").locator("visible=true").select_option("disputed")
    table.button("Begin").click()
    table.says("No question would be on the table")
    table.says("at least three people")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": "capability-response/1"}', "[" * 9000])
def test_a_file_that_is_no_roundtable_changes_nothing(table: Table, text: str) -> None:
    table.begin()
    table.vote({1: 4})
    table.go("The record", "0 of 4")
    table.form.locator("[data-file]").set_input_files(payload("x.json", text))
    table.says("This file cannot be opened as a roundtable. Nothing was changed.")
    expect(table.form.locator("[data-opened]")).to_be_focused()
    table.go("Leave things as they are", "0 of 4")


def test_by_keyboard_alone(table: Table) -> None:
    press = table.page.keyboard.press
    table.button("Begin").focus()
    press("Enter")
    table.says("Choose alone")
    expect(table.form.locator("[data-title]")).to_be_focused()
    for _ in range(3):
        press("Tab")
    table.page.keyboard.press("Space")
    table.says("1 vote counted")
    table.button("Reveal").focus()
    press("Enter")
    table.says("Too few levels to say")
    expect(table.form.locator("[data-title]")).to_be_focused()
    table.button("Agree without a second vote").focus()
    press("Enter")
    table.says("What do you agree on?")
    table.form.locator(".cap-roundtable-agree [data-n='0'] input").focus()
    press("ArrowDown")
    expect(table.form.locator(".cap-roundtable-agree [data-n='1'] input")).to_be_checked()


def test_every_vote_fits_a_small_projector(arrive: Arrive) -> None:
    """Votes and their spread, of every question of the council's assessment, on 1024 by 768."""
    with arrive(viewport={"width": 1024, "height": 768}) as reader:
        table = Table(reader)
        table.begin("whole")
        table.button("Whole screen").click()
        table.page.wait_for_function("document.fullscreenElement !== null")
        questions = table.form.locator("[data-jump] option:not([value=''])").count()
        assert questions == 36
        for i in range(questions):
            table.form.locator("[data-jump]").select_option(str(i))
            expect(table.where).to_contain_text(f"Question {i + 1} ", use_inner_text=True)
            table.vote({0: 3, 2: 3, 4: 2, "unknown": 1})
            heights = "() => [document.querySelector('.cap-roundtable').scrollHeight, innerHeight]"
            needed, there = table.page.evaluate(heights)
            assert needed <= there, (i, needed)
            table.button("Reveal").click()
            expect(table.form.locator(".cap-roundtable-verdict:visible")).to_be_visible()
            needed, there = table.page.evaluate(heights)
            assert needed <= there, (i, needed)


def test_without_a_network_it_goes_on(arrive: Arrive) -> None:
    with arrive() as reader:
        table = Table(reader)
        table.begin()
        reader.page.context.set_offline(True)
        table.vote({0: 2, 4: 2})
        table.go("Reveal", "Far apart")
        table.go("The record", "0 of 4 questions")
        assert b"Before talking" in table.saved("CSV")


def test_the_record_prints_alone(table: Table) -> None:
    table.begin()
    table.go("The record", "0 of 4 questions")
    table.page.evaluate("() => { window.print = () => {}; }")
    table.button("Print the record").click()
    table.page.emulate_media(media="print")
    expect(table.form.locator("button:visible")).to_have_count(0)
    expect(table.form.locator("[data-record]")).to_be_visible()
    expect(table.page.locator("h1")).to_be_hidden()


def test_without_javascript_it_says_what_to_do(arrive: Arrive) -> None:
    with arrive(java_script_enabled=False) as reader:
        reader.page.goto(reader.home + PAGE)
        expect(reader.page.locator("[data-piece=roundtable]")).to_contain_text("flip chart")
