"""Every page for every reader: WCAG 2.2 A and AA by axe, light and dark, wide and narrow, and on paper."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from capability.rule.instrument import Instrument
from tests.site.conftest import PAGES, Arrive
from tests.site.reader import ORGANISATION, SLICE, Form, Reader
from tests.site.test_exercises import settle
from tests.site.test_learning import learn, take_half_the_pulse
from tests.site.test_learning import opened as learning_at
from tests.site.test_pages import leads_on

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
THEMES = ["light", "dark"]
WIDE, NARROW = 1280, 320
FORM = "form[data-piece]"

# What axe finds, in a line each: enough to mend it. It need not fetch the style sheets anew: none of these rules reads
# them.
ASK_AXE = """async ([within, rules]) => {
  const { violations } = await axe.run(within, { runOnly: rules, resultTypes: ["violations"], preload: false });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary.replace(/\\s+/g, " ")}`));
}"""


@contextmanager
def in_theme(arrive: Arrive, theme: str) -> Iterator[Reader]:
    """A reader who chose light or dark on an earlier visit."""
    with arrive(kept={"mode": theme, "theme": theme}, viewport={"width": NARROW, "height": 900}) as reader:
        yield reader


def check(
    page: Page, axe: str, within: str = "html", widths: tuple[int, ...] = (NARROW, WIDE), rules: object = RULES
) -> None:
    """At each width: no violation, and nothing that makes the page scroll sideways."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe)
    # From the top: what lies under a bar that stays is not where a reader would click it.
    page.evaluate("() => window.scrollTo(0, 0)")
    # The narrow one first: the theme makes what scrolls reachable by keyboard as the page loads, and lazily after that.
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(ASK_AXE, [within, rules])
        assert found == [], f"at {width} pixels"
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def both(page: Page, axe: str, within: str = FORM) -> None:
    """A desk in light colours and a phone in dark ones, with one visit; a page as it comes has the other two."""
    for theme, width in (("light", WIDE), ("dark", NARROW)):
        wears(page, theme)
        check(page, axe, within, (width,))


def wears(page: Page, theme: str) -> None:
    page.evaluate("theme => Object.assign(document.documentElement.dataset, {theme, mode: theme})", theme)


@pytest.mark.parametrize("page", [page for page in PAGES if not leads_on(page)])
def test_a_page_is_for_every_reader(arrive: Arrive, axe: str, page: str) -> None:
    """From end to end in one visit: light and dark colours, the keyboard's first stop, a first answer, paper.

    Loading a page takes longer than looking at it. What `arrive` checks holds all the while: only this site was asked,
    and the browser complained of nothing.
    """
    with in_theme(arrive, "light") as reader:
        reader.visit(page)
        expect(reader.page.locator("html")).to_have_attribute("data-theme", "light")
        # A phone in light colours and a desk in dark ones: the other two pairs have no colour and no place that is new.
        check(reader.page, axe, widths=(NARROW,))
        wears(reader.page, "dark")
        check(reader.page, axe, widths=(WIDE,))
        skips_to_the_content(reader.page)
        if page.startswith("assessments/"):  # a chapter's forms: see test_chapters.py
            gets_a_result(reader)
        reader.page.keyboard.press("End")
        has_no_control_on_paper(reader.page)
        assert reader.page.url.startswith(reader.home)


def skips_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    expect(link).to_have_text(re.compile("^Skip to (main content|the questions)"), use_inner_text=True)
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main :focus, [role=main] :focus")).to_have_count(1)


def gets_a_result(reader: Reader) -> None:
    form = Form(reader.page, reader.page.locator("form[data-piece=assessment]").first)
    if form.root.count():
        form.root.locator("input[value='2']").first.check()
        form.settle()
        expect(form.result.locator(".cap-picture")).to_be_visible()
        # The worker's requests are among those that were watched.
        assert any(url.endswith("/manifest.json") for url in reader.watch.requests)


def has_no_control_on_paper(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("button:visible, nav:visible, .bd-sidebar-primary:visible")).to_have_count(0)


def test_the_assessment_has_none_in_any_of_its_states(arrive: Arrive, axe: str) -> None:
    """All groups open; answered, with evidence, notes and a result; a file opened, good and bad; about to erase."""
    with in_theme(arrive, "light") as reader:
        form = reader.visit(SLICE)
        form.open_all()
        form.practice("market-shaping.early-engagement").locator("textarea").fill("A note without an answer")
        both(reader.page, axe)
        for number, field in enumerate(form.root.locator("[data-practice]").all()):
            field.locator(f"input[value='{[2, 0, 'unknown', 4][number]}']").check()
        form.evidence("market-shaping.early-engagement", "document", "In the contract file")
        form.settle()
        expect(form.next_steps("market-shaping")).to_be_visible()
        both(reader.page, axe)
        form.choose_file(form.saved().replace('"level": 4', '"level": 3').replace("}\n", "}\n\n"))
        expect(form.panel).to_contain_text("What this file would change")
        both(reader.page, axe)
        form.choose_file("not a file of answers")
        expect(form.panel).to_contain_text("not one of saved answers")
        form.press("erase")
        expect(form.dialog).to_be_visible()
        both(reader.page, axe)


def test_my_learning_has_none_with_something_in_it(arrive: Arrive, axe: str, organisation: Instrument) -> None:
    with in_theme(arrive, "light") as reader:
        learn(reader)
        take_half_the_pulse(reader, organisation)
        form = learning_at(reader)
        form.locator("[data-kept=route]").select_option("leader")
        settle(reader)
        form.locator("[data-act=start]:visible").click()
        expect(form.locator("tr[data-with^='moves/rows']").first).to_be_visible()
        form.locator("[data-file]").set_input_files(
            FilePayload(name="x.json", mimeType="application/json", buffer=b'{"format": "capability-learning/1"}')
        )
        expect(form.locator("[data-act=take-theirs]")).to_be_visible()
        check(reader.page, axe)
        # On a module the chosen route leads on.
        reader.visit("modules/05-culture.html")
        expect(reader.page.locator("[data-way=leader] a").last).to_be_visible()
        check(reader.page, axe, ".prev-next-footer")


def test_the_full_form_has_none_open_and_answered(arrive: Arrive, axe: str) -> None:
    with in_theme(arrive, "light") as reader:
        form = reader.visit(ORGANISATION)
        form.open_all()
        for number, field in enumerate(form.root.locator("[data-practice]").all()):
            field.locator(f"input[value='{number % 5}']").check()
        form.settle()
        both(reader.page, axe)


FIRST_THEME = """
new MutationObserver((_, watch) => {
  if (!document.body) return;
  window.themeAtFirst = document.documentElement.dataset.theme;
  watch.disconnect();
}).observe(document, { childList: true, subtree: true });
"""


@pytest.mark.parametrize("system", ["light", "dark"])
def test_without_a_choice_a_page_is_as_the_readers_system_from_the_first_and_they_can_change_it(
    arrive: Arrive, system: str
) -> None:
    with arrive(script=FIRST_THEME, color_scheme=system) as reader:
        reader.visit("book/index.html")
        assert reader.page.evaluate("() => window.themeAtFirst") == system
        theme = reader.page.locator("html")
        expect(theme).to_have_attribute("data-theme", system)
        button = reader.page.locator(".theme-switch-button:visible").first
        expect(button).to_have_accessible_name(re.compile("^Colours: light, dark"))
        other = {"light": "dark", "dark": "light"}[system]
        for _ in range(2):
            if theme.get_attribute("data-theme") != other:
                button.click()
        expect(theme).to_have_attribute("data-theme", other)
        reader.visit("book/privacy.html")
        assert reader.page.evaluate("() => window.themeAtFirst") == other


@pytest.mark.parametrize("page", ["book/index.html", SLICE, ORGANISATION])
def test_in_the_colours_of_a_readers_own_screen_nothing_is_lost(arrive: Arrive, axe: str, page: str) -> None:
    with arrive(forced_colors="active", viewport={"width": NARROW, "height": 900}) as reader:
        reader.visit(page)
        check(reader.page, axe)


def test_a_reader_who_wants_no_motion_gets_none(arrive: Arrive) -> None:
    with arrive(reduced_motion="reduce") as reader:
        reader.visit(ORGANISATION)
        assert reader.page.evaluate("() => document.getAnimations().length") == 0


# --- on paper --------------------------------------------------------------------------------------------------------


HIDDEN = """([form, selector]) => [...document.querySelectorAll(`form[data-form=${form}] ${selector}`)]
    .filter(e => !e.checkVisibility({visibilityProperty: true}) || e.getBoundingClientRect().height === 0)
    .map(e => e.innerText || e.textContent)"""


def hidden(page: Page, form: str, selector: str) -> list[str]:
    found: list[str] = page.evaluate(HIDDEN, [form, selector])
    return found


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_paper_shows_every_question_and_level_whatever_was_open(arrive: Arrive, scripts: bool) -> None:
    with arrive(java_script_enabled=scripts) as reader:
        form = reader.visit(ORGANISATION)
        if scripts:
            # The page has come before its form has folded all groups but one.
            expect(form.root.locator("details[data-dimension]:not([open])").last).to_be_attached()
            assert hidden(reader.page, "full", "legend"), "all groups are open on the screen already"
        reader.page.emulate_media(media="print")
        answers = (".cap-options label", ".cap-options input", ".cap-assessment-strength input")
        for selector in ("legend", *answers, "[data-practice] textarea"):
            assert hidden(reader.page, "full", selector) == []
            assert form.root.locator(selector).count() >= 36
        assert reader.page.locator("form button:visible, form input[type=file]:visible").count() == 0
        assert form.root.locator(".cap-notices").is_hidden()


PRINT_BUTTONS = {"print": "legend", "print-result": ".cap-picture"}


@pytest.mark.parametrize("act", PRINT_BUTTONS)
def test_a_print_button_prints_its_own_part_alone(arrive: Arrive, act: str) -> None:
    with arrive(script="window.print = () => { window.printed = (window.printed ?? 0) + 1; };") as reader:
        form = reader.visit(SLICE)
        form.answer("market-shaping.early-engagement", 2)
        form.settle()
        form.press(act)
        assert reader.page.evaluate("() => window.printed") == 1
        reader.page.emulate_media(media="print")
        expect(form.root.locator(PRINT_BUTTONS[act]).first).to_be_visible()
        expect(reader.page.locator("h1")).to_be_hidden()
        assert form.root.locator("legend").first.is_visible() == (act == "print")
        reader.page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
        expect(reader.page.locator("h1")).to_be_visible()


def sheets(page: Page) -> int:
    """How many sheets of A4 a page prints on."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def test_the_printed_form_is_as_long_with_all_groups_closed_as_with_all_open(reader: Reader) -> None:
    form = reader.visit(ORGANISATION)
    form.root.evaluate("form => form.querySelectorAll('.cap-assessment-dimension').forEach(d => d.open = false)")
    closed = sheets(reader.page)
    # Printing leaves the screen as it was.
    expect(form.root.locator(".cap-assessment-dimension[open]")).to_have_count(0)
    form.root.evaluate("form => form.querySelectorAll('.cap-assessment-dimension').forEach(d => d.open = true)")
    assert closed == sheets(reader.page) > 9


def test_paper_shows_the_answers_and_the_result(reader: Reader) -> None:
    form: Form = reader.visit(SLICE)
    form.answer_all({"market-shaping.early-engagement": 2, "market-shaping.forward-signal": "unknown"})
    form.settle()
    reader.page.emulate_media(media="print")
    expect(form.result.locator(".cap-picture")).to_be_visible()
    expect(form.result.locator(".cap-strip").first).to_be_visible()
    expect(form.next_steps("market-shaping")).to_be_visible()
    expect(form.practice("market-shaping.early-engagement").locator("input[value='2']")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chart_is_seen_in_the_colours_that_a_reader_forces(
    arrive: Arrive, organisation: Instrument, theme: str
) -> None:
    [asked] = (dimension for dimension in organisation.dimensions if dimension.id == "market-shaping")
    with arrive(forced_colors="active", color_scheme="dark") as reader:
        form = reader.visit(SLICE)
        form.answer_all({practice.id: 2 for practice in asked.practices})
        form.settle()
        reader.page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        page = reader.page.locator("body")
        bar = form.result.locator(".cap-strip[data-level='2'] i").first
        heading = form.result.locator(".cap-picture-scale b").first
        assert colour(heading, "color") == colour(page, "color")
        assert colour(bar, "backgroundColor") not in (colour(page, "backgroundColor"), "rgba(0, 0, 0, 0)")
        assert colour(bar, "borderTopColor") == colour(page, "color")


def colour(element: Locator, name: str) -> str:
    found: str = element.evaluate("(element, name) => getComputedStyle(element)[name]", name)
    return found
