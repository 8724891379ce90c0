"""The form in which an actor rates its working relations, on the built site."""

import json
from pathlib import Path

from playwright.sync_api import Locator, expect

from capability.reading.archives import InputFile
from capability.reading.letters import answers_in
from capability.rule.relations import read_row
from tests.site.reader import Reader

PAGE = "assessments/relations.html"


def opened(reader: Reader) -> Locator:
    reader.page.goto(reader.home + PAGE)
    form = reader.page.locator("[data-piece=relations]")
    expect(form.get_by_label("Who are you?")).to_be_visible()
    return form


def tie(form: Locator, name: str) -> Locator:
    return form.get_by_role("combobox", name=name, exact=True)


def saved(reader: Reader, form: Locator) -> tuple[str, dict[str, object]]:
    form.get_by_role("button", name="Hand in my ratings").click()
    with reader.page.expect_download() as download:
        form.get_by_role("button", name="Save the file").click()
    name = download.value.suggested_filename
    [found] = answers_in(InputFile(name, Path(download.value.path()).read_bytes()))
    return name, found


def test_an_actor_rates_the_others_and_saves_its_row(reader: Reader) -> None:
    form = opened(reader)
    form.get_by_label("Who are you?").fill("Council")
    expect(form.locator("[data-actor]")).to_have_count(7)  # itself is not on the list, whatever its capitals
    tie(form, "suppliers").select_option("3")
    tie(form, "residents").select_option("1")
    form.get_by_label("Another organisation or group").fill("  The   mill ")
    reader.page.keyboard.press("Enter")
    tie(form, "The mill").select_option("0")
    expect(form.locator(".cap-progress")).to_contain_text("3 of 8 rated")
    name, row = saved(reader, form)
    assert name.startswith("relations-council-") and name.endswith(".txt")
    assert row == {
        "format": "capability-relations/1",
        "rater": "Council",
        "ties": {"The mill": 0, "residents": 1, "suppliers": 3},
    }
    assert read_row(row).left_out == ()


def test_a_reload_brings_everything_back_and_starting_again_empties_it(reader: Reader) -> None:
    form = opened(reader)
    form.get_by_label("Who are you?").fill("residents")
    tie(form, "council").select_option("2")
    form.get_by_role("button", name="funders").click()
    reader.page.reload()
    form.get_by_role("button", name="They are ours").click()
    expect(form.get_by_label("Who are you?")).to_have_value("residents")
    expect(tie(form, "council")).to_have_value("2")
    expect(tie(form, "funders")).to_have_count(0)
    reader.page.reload()
    form.get_by_role("button", name="Clear them and begin").click()
    expect(form.get_by_label("Who are you?")).to_have_value("")
    expect(tie(form, "council")).to_have_value("")


def test_the_list_of_another_actor_can_be_taken_over_without_its_ratings(reader: Reader) -> None:
    form = opened(reader)
    form.get_by_label("Who are you?").fill("council")
    theirs = {"format": "capability-relations/1", "rater": "The mill", "ties": {"The bakery": 4, "council": 1}}
    form.locator("[data-file]").set_input_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": json.dumps(theirs).encode()}
    )
    panel = form.locator("[data-incoming]")
    expect(panel).to_be_focused()
    expect(panel).to_contain_text("The bakery")
    expect(panel.get_by_role("button", name="Use its ratings")).to_be_hidden()
    panel.get_by_role("button", name="Take over its names only").click()
    expect(tie(form, "The bakery")).to_have_value("")
    expect(tie(form, "The mill")).to_have_value("")


def test_a_file_that_is_none_changes_nothing_and_says_why(reader: Reader) -> None:
    form = opened(reader)
    form.locator("[data-file]").set_input_files({"name": "x.json", "mimeType": "application/json", "buffer": b"[1]"})
    expect(form.locator("[data-incoming]")).to_contain_text("This file is no actor's row. Nothing was changed.")
    form.get_by_role("button", name="Close").click()
    expect(form.locator("[data-incoming]")).to_be_hidden()


def test_names_that_cannot_be_added_are_refused_beside_the_field(reader: Reader) -> None:
    form = opened(reader)
    form.get_by_label("Who are you?").fill("council")
    other, add = form.get_by_label("Another organisation or group"), form.get_by_role("button", name="Add", exact=True)
    for name, fault in (("", "Write a name first"), ("Residents", "on the form already"), ("COUNCIL", "That is you")):
        other.fill(name)
        add.click()
        expect(form.locator(".cap-fault").last).to_contain_text(fault)
    other.fill("<b>bold</b>")
    add.click()
    expect(tie(form, "<b>bold</b>")).to_be_visible()


def test_without_a_name_saving_leads_to_the_field(reader: Reader) -> None:
    form = opened(reader)
    tie(form, "council").select_option("2")
    form.get_by_role("button", name="Hand in my ratings").click()
    expect(form.get_by_text("Say first who you are")).to_be_visible()
    expect(form.get_by_label("Who are you?")).to_be_focused()
