"""The exercises on the built site: the worked example, a case of one's own, and what bad input gets."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from capability.exercises import NUMBERS, Exercise, Field
from capability.loading import exercise_names, load_exercise
from tests.site.conftest import Arrive
from tests.site.reader import Reader

pytestmark = pytest.mark.browser

NAMES = exercise_names()
KEY = "exercise"
LIVE = ".cap-result [data-with='result']"
BAD = {"nothing": "", "words": "twelve", "below": "-999999999999", "huge": "999999999999999"}


def opened(reader: Reader, name: str) -> Locator:
    reader.page.goto(f"{reader.home}modules/{name}.html")
    form = reader.page.locator("form[data-piece=exercise]")
    expect(form.locator("[data-act=save]")).to_be_visible()
    return form


def settle(reader: Reader) -> None:
    expect(reader.page.locator("html")).to_have_attribute("data-python", "idle", timeout=30_000)


def entries(form: Locator, exercise: Exercise) -> dict[str, tuple[Field, Locator]]:
    """Each field, and each column in the first row of its table, by its path."""
    found = {field.id: (field, form.locator(f"[data-field='{field.id}']")) for field in exercise.fields}
    for table in exercise.tables:
        row = form.locator(f"[data-rows='{table.id}'] [data-key='0']")
        for column in table.columns:
            found[f"{table.id}/0/{column.id}"] = (column, row.locator(f"[data-column-field='{column.id}']"))
    return found


def shown(result: Locator) -> list[list[str]]:
    """Figures, findings and table of a result, as text."""
    return [
        [" ".join(text.split()) for text in result.locator(part).all_text_contents()]
        for part in ("dl > div", "ul:not(figure ul) > li", "table tbody tr > :is(th, td)")
    ]


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_from_its_example_over_bad_input_to_an_empty_form(reader: Reader, name: str) -> None:
    """One visit, since each starts Python anew: what the page was built with, what is wrong in words, nothing lost."""
    exercise = load_exercise(name)
    form = opened(reader, name)
    before = shown(form.locator("[data-show='sample']"))
    assert before[1]
    expect(form.locator("figure:visible")).to_have_count(1)
    live = form.locator(LIVE)
    # A field is changed and changed back: then the worked example is the reader's own, and its result is the same.
    _, first = next(iter(entries(form, exercise).values()))
    kept = first.input_value()
    if first.evaluate("e => e.tagName") == "SELECT":
        first.select_option(index=1)
        first.select_option(kept)
    else:
        first.fill("1")
        first.fill(kept)
    settle(reader)
    expect(live).to_be_visible()
    assert shown(live) == before
    numeric = [(field, entry) for field, entry in entries(form, exercise).values() if field.kind in NUMBERS]
    for field, entry in numeric[:2]:
        kept = entry.input_value()
        told = entry.locator("xpath=ancestor::label").locator(".cap-fault")
        for bad in BAD.values():
            entry.fill(bad)
            settle(reader)
            expect(told).to_have_text(f"Enter {field.wanted}")
            expect(entry).to_have_attribute("aria-invalid", "true")
            expect(live).to_be_hidden()
            assert entry.input_value() == bad  # nothing that was typed is lost
        entry.fill(kept)
        settle(reader)
        expect(told).to_be_hidden()
        expect(live).to_be_visible()
    form.locator("[data-act=empty]").click()
    settle(reader)
    assert form.locator(".cap-fault:visible").all_inner_texts()
    expect(live).to_be_hidden()
    form.locator("[data-show='told/emptied'] [data-act=undo]").click()
    settle(reader)
    assert shown(live) == before


def test_a_case_is_kept_saved_and_opened_elsewhere(arrive: Arrive, tmp_path: Path) -> None:
    with arrive() as reader:
        form = opened(reader, "03-market-shaping")
        name = form.locator("[data-rows=suppliers] [data-key='0'] [data-column-field=name]")
        name.fill("<b>Our firm</b>")
        settle(reader)
        reader.page.reload()
        expect(name).to_have_value("<b>Our firm</b>")
        expect(form.locator(f"{LIVE} table")).to_contain_text("<b>Our firm</b>")
        with reader.page.expect_download() as waiting:
            form.locator("[data-act=save]").click()
        saved = tmp_path / "case.json"
        waiting.value.save_as(saved)
    assert json.loads(saved.read_text("utf-8"))["exercise"] == "03-market-shaping"
    with arrive() as reader:
        form = opened(reader, "03-market-shaping")
        form.locator("[data-file]").set_input_files(saved)
        expect(form.locator("[data-incoming]")).to_be_focused()
        form.locator("[data-act=take]").click()
        expect(form.locator("[data-rows=suppliers] [data-key='0'] [data-column-field=name]")).to_have_value(
            "<b>Our firm</b>"
        )
        form = opened(reader, "01-missions")
        form.locator("[data-file]").set_input_files(saved)
        expect(form.locator("[data-incoming]")).to_contain_text("another chapter's exercise")


def test_rows_are_added_and_removed_by_keyboard(reader: Reader) -> None:
    form = opened(reader, "03-market-shaping")
    rows = form.locator("[data-rows=needs] [data-row]")
    expect(rows).to_have_count(3)
    form.locator("[data-act=add][data-table=needs]").focus()
    reader.page.keyboard.press("Enter")
    expect(rows).to_have_count(4)
    expect(rows.nth(3).locator("[data-column-field=need]")).to_be_focused()
    reader.page.keyboard.type("A place to meet")
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.type("0")
    settle(reader)
    expect(form.locator(f"{LIVE} > ul")).to_contain_text("A place to meet")
    rows.nth(3).locator("[data-act=remove]").focus()
    reader.page.keyboard.press("Enter")
    expect(rows).to_have_count(3)
    expect(form.locator("[data-act=add][data-table=needs]")).to_be_focused()


def test_the_result_is_saved_as_a_table_without_formulas(reader: Reader) -> None:
    form = opened(reader, "03-market-shaping")
    form.locator("[data-rows=suppliers] [data-key='0'] [data-column-field=name]").fill("=HYPERLINK(1)")
    settle(reader)
    with reader.page.expect_download() as waiting:
        form.locator("[data-act=save-table]").click()
    text = waiting.value.path().read_text("utf-8")
    assert "'=HYPERLINK(1)" in text
    assert ",=HYPERLINK" not in text and "\n=HYPERLINK" not in text


@pytest.mark.parametrize("name", NAMES)
def test_without_a_script_the_example_and_its_result_can_be_read(arrive: Arrive, name: str) -> None:
    with arrive(java_script_enabled=False) as reader:
        reader.page.goto(f"{reader.home}modules/{name}.html")
        form = reader.page.locator("form[data-piece=exercise]")
        expect(form.locator("[data-without-script] table").first).to_be_visible()
        expect(form.locator("[data-show='sample'] table")).to_be_visible()
        expect(form.locator("input:visible, button:visible")).to_have_count(0)
