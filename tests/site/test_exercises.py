"""An exercise on the built site, with a case of one's own: kept, saved, opened elsewhere. See also test_chapters.py."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from tests.reading.tables import CASES
from tests.site.conftest import Arrive
from tests.site.reader import Reader

pytestmark = pytest.mark.browser

LIVE = ".cap-result [data-with='result']"


def opened(reader: Reader, name: str) -> Locator:
    reader.page.goto(f"{reader.home}modules/{name}.html#do")
    form = reader.page.locator("form[data-piece=exercise]")
    expect(form.locator("[data-act=save]")).to_be_visible()
    return form


def settle(reader: Reader) -> None:
    expect(reader.page.locator("html")).to_have_attribute("data-python", "idle", timeout=30_000)


def test_a_case_is_kept_saved_and_opened_elsewhere(arrive: Arrive, tmp_path: Path) -> None:
    with arrive() as reader:
        form = opened(reader, "03-market-shaping")
        name = form.locator("[data-rows=suppliers] [data-key='r0'] [data-column-field=name]")
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
        expect(form.locator("[data-rows=suppliers] [data-key='r0'] [data-column-field=name]")).to_have_value(
            "<b>Our firm</b>"
        )
        form = opened(reader, "01-missions")
        form.locator("[data-file]").set_input_files(saved)
        expect(form.locator("[data-incoming]")).to_contain_text("another module's exercise")


def test_a_decimal_comma_is_refused_beside_its_field_and_one_firm_is_added_up(reader: Reader) -> None:
    form = opened(reader, "03-market-shaping")
    paid = form.locator("[data-rows=suppliers] [data-row] label:has([data-column-field=paid])")
    form.locator("[data-file]").set_input_files(CASES / "decimals.json")
    form.locator("[data-act=take]").click()
    for row in (0, 1):
        expect(paid.nth(row)).to_contain_text("with a point before decimals", use_inner_text=True)
    expect(paid.nth(2)).not_to_contain_text("Enter", use_inner_text=True)
    expect(form.locator(LIVE)).to_be_hidden()
    form.locator("[data-file]").set_input_files(CASES / "market.json")
    form.locator("[data-act=take]").click()
    expect(form.locator(LIVE)).to_contain_text("6 lines name 2 suppliers", use_inner_text=True)


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
    expect(form.locator(LIVE)).to_contain_text("A place to meet")
    rows.nth(3).locator("[data-act=remove]").focus()
    reader.page.keyboard.press("Enter")
    expect(rows).to_have_count(3)
    expect(form.locator("[data-act=add][data-table=needs]")).to_be_focused()


def test_the_result_is_saved_as_a_table_without_formulas(reader: Reader) -> None:
    form = opened(reader, "03-market-shaping")
    form.locator("[data-rows=suppliers] [data-key='r0'] [data-column-field=name]").fill("=HYPERLINK(1)")
    settle(reader)
    with reader.page.expect_download() as waiting:
        form.locator("[data-act=save-table]").click()
    text = waiting.value.path().read_text("utf-8")
    assert "'=HYPERLINK(1)" in text
    assert ",=HYPERLINK" not in text and "\n=HYPERLINK" not in text


def test_what_the_figures_are_of_stands_over_all_that_comes_out(arrive: Arrive) -> None:
    with arrive(script="window.print = () => {};") as reader:
        form = opened(reader, "03-market-shaping")
        heading = form.get_by_label("Which market and which year")
        heading.fill("<b>Parks</b>, 2025")
        settle(reader)
        for place in ("> h3", f"{LIVE} figcaption".removeprefix(".cap-result "), "[data-with='result'] caption"):
            expect(form.locator(f".cap-result {place}:visible").last).to_contain_text(
                ": <b>Parks</b>, 2025", use_inner_text=True
            )
        with reader.page.expect_download() as waiting:
            form.locator("[data-act=save-table]").click()
        assert waiting.value.path().read_text("utf-8-sig").splitlines()[1] == '"<b>Parks</b>, 2025"'
        form.locator("[data-act=print-result]").click()
        [paper] = PdfReader(BytesIO(reader.page.pdf(prefer_css_page_size=True))).pages
        said = " ".join(paper.extract_text().split())
        assert "What comes out: <b>Parks</b>, 2025" in said and "Share of what was paid: <b>Parks</b>, 2025" in said
        heading.fill("")
        settle(reader)
        expect(form.locator(".cap-result > h3")).to_have_text("What comes out", use_inner_text=True)
        expect(form.locator(f"{LIVE} table caption")).to_have_text(
            "Suppliers by what they were paid", use_inner_text=True
        )


def test_each_kind_of_picture_follows_what_is_typed_and_is_wide_enough_for_a_phone(arrive: Arrive) -> None:
    with arrive(viewport={"width": 320, "height": 800}, script="window.print = () => {};") as reader:
        form = opened(reader, "03-market-shaping")
        form.locator("[data-rows=suppliers] [data-key='r0'] [data-column-field=name]").fill("<i>Firm</i>")
        form.locator("[data-rows=suppliers] [data-key='r0'] [data-column-field=bid]").select_option("no")
        settle(reader)
        first = form.locator(f"{LIVE} .cap-exercise-picture-strips > li").first
        expect(first).to_contain_text("<i>Firm</i>")
        expect(first.locator("[data-look=open] rect")).to_have_attribute("width", "525")  # of all that was spent

        form = opened(reader, "04-place")
        form.locator("[data-rows=services] [data-key='r0'] [data-column-field=evidence]").select_option("no")
        settle(reader)
        grid = form.locator(f"{LIVE} .cap-exercise-picture table")
        row = grid.get_by_role("row", name="Damp repairs")
        expect(row.get_by_role("cell").nth(1)).to_contain_text("Said to help a lot, no evidence")
        expect(row.locator("[data-look=dotted]")).to_have_count(2)
        # The pair goes into the reader's plan where it stands, and the result prints on one page.
        pair = form.locator(f"{LIVE} [data-planned]").first
        pair.get_by_role("button", name="Put this pair in my plan").click()
        expect(pair.get_by_role("button", name="In my plan. Take it out")).to_be_focused()
        pair.get_by_label("Who").fill("Head of repairs")
        form.locator("[data-act=print-result]").click()
        [paper] = PdfReader(BytesIO(reader.page.pdf(prefer_css_page_size=True))).pages
        said = " ".join(paper.extract_text().split())
        assert "Services, outcomes and missions" in said and "31 March 2027" in said
        assert "my plan" not in said
        reader.page.goto(f"{reader.home}book/my-learning.html")
        plan = reader.page.locator("[data-plan] li")
        expect(plan).to_contain_text("Plan Damp repairs and School nursing together", use_inner_text=True)
        expect(plan.get_by_label("Who")).to_have_value("Head of repairs")

        form = opened(reader, "10-finance")
        form.locator("[data-field=grants]").fill("0")
        settle(reader)
        curves = form.locator(f"{LIVE} .cap-exercise-picture-curves svg")
        expect(curves).to_have_count(28)  # two curves over fifteen years
        expect(curves.first.locator("line")).to_have_attribute("x1", "0")
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= 320
