"""What goes wrong for readers: the page says it in words, keeps what they have entered, and throws nothing."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from capability.rule.instrument import Instrument
from tests.site.conftest import Arrive
from tests.site.reader import KEY, ORGANISATION, SLICE, Form, Reader, answers_in

pytestmark = pytest.mark.browser

EARLY = "market-shaping.early-engagement"
KNOWLEDGE = "market-shaping.market-knowledge"
MARKUP = "<img src=x onerror='window.hacked = 1'><script>window.hacked = 1</script><b>bold</b>"

ReaderOf = Callable[..., Reader]


def response(answers: Any = None, **changes: Any) -> dict[str, Any]:
    frame = {"format": "capability-response/1", "instrument": "organisation", "version": "1.0.0"}
    return {**frame, "answers": {EARLY: {"level": 1}} if answers is None else answers, **changes}


def text_of(answers: Any = None, **changes: Any) -> str:
    return json.dumps(response(answers, **changes))


# --- a file that cannot be taken -------------------------------------------------------------------------------------

REFUSED: dict[str, tuple[str | bytes, str]] = {
    "another instrument": (text_of(instrument="supplier"), "answers another set of questions"),
    "an older version": (text_of(version="0.9.0"), "answers another version of these questions"),
    "a newer version": (text_of(version="2.0.0"), "answers another version of these questions"),
    "a newer format": (text_of(format="capability-response/2"), "from a newer kit"),
    "not JSON": ("Dear all, here are my answers", "not one of saved answers"),
    "half a file": (text_of()[:-20], "not one of saved answers"),
    "nothing in it": ("", "not one of saved answers"),
    "JSON of something else": ("[1, 2, 3]", "not one of saved answers"),
    "a result, not answers": ('{"instrument": "organisation", "dimensions": []}', "not one of saved answers"),
    "a level of 7": (text_of({EARLY: {"level": 7}}), "an answer that cannot be"),
    "a level in words": (text_of({EARLY: {"level": "high"}}), "an answer that cannot be"),
    "an unknown key": (text_of({EARLY: {"level": 1, "evidense": "document"}}), "Nothing was changed"),
    "one key twice": (text_of()[:-1] + ', "instrument": "organisation"}', "Nothing was changed"),
    "nested without end": ("[" * 100_000, "not one of saved answers"),
}


@pytest.fixture(scope="module")
def page_of_all(arrive: Arrive) -> Iterator[Form]:
    """One page for all bad files, one after the other: none may spoil it for the next."""
    with arrive() as reader:
        yield reader.visit(SLICE)


@pytest.fixture
def begun(page_of_all: Form) -> Form:
    """A form with an answer and a note that must not be lost."""
    page_of_all.erase()
    page_of_all.answer(KNOWLEDGE, 3)
    page_of_all.evidence(KNOWLEDGE, "document", "Keep this note")
    page_of_all.settle()
    return page_of_all


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_cannot_be_taken_is_explained_and_changes_nothing(begun: Form, kind: str) -> None:
    content, words = REFUSED[kind]
    before, result = begun.saved(), begun.result.inner_text()
    begun.choose_file(content)
    expect(begun.panel).to_be_focused()
    expect(begun.panel).to_contain_text(words, use_inner_text=True)
    expect(begun.panel).to_contain_text("Nothing was changed", use_inner_text=True)
    expect(begun.panel.locator("[data-act=take]")).to_be_hidden()
    assert begun.panel.locator("li").first.inner_text().strip()
    begun.panel.get_by_role("button", name="Close").click()
    expect(begun.panel).to_be_hidden()
    # Not saved more often than that: a browser drops what one page downloads more than ten times in a second.
    assert (begun.saved(), begun.result.inner_text()) == (before, result)


def test_a_level_of_seven_is_named_with_its_place_and_its_remedy(begun: Form, organisation: Instrument) -> None:
    titles = [practice.title for practice in organisation.practices if practice.id in {EARLY, "place.outcome-map"}]
    begun.choose_file(text_of({EARLY: {"level": 7}, "place.outcome-map": {"level": -1}}))
    lines = begun.panel.locator("li:visible")
    expect(lines).to_contain_text(titles)
    expect(lines.first).to_contain_text("No such level: 7. A level is 0, 1, 2, 3, 4", use_inner_text=True)


def test_fifty_megabytes_are_refused_at_once_and_unread(begun: Form, tmp_path: Path) -> None:
    before = begun.saved()
    big = tmp_path / "big.json"
    with big.open("wb") as file:
        file.truncate(50_000_000)
    begun.choose_file(big)
    expect(begun.notices).to_contain_text("larger than 1 MB", use_inner_text=True)
    expect(begun.panel).to_be_hidden()
    assert begun.saved() == before
    begun.choose_file(before)
    expect(begun.notices).not_to_contain_text("larger than 1 MB", use_inner_text=True)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\xff\xfe", "Café".encode("latin-1")])
def test_a_file_that_is_no_text_is_refused_and_its_letters_are_not_guessed(begun: Form, content: bytes) -> None:
    before = begun.saved()
    begun.choose_file(content)
    expect(begun.notices).to_contain_text("cannot be read as text", use_inner_text=True)
    expect(begun.panel).to_be_hidden()
    assert begun.saved() == before


def test_a_file_of_the_same_major_version_is_read_and_what_has_no_place_is_listed(begun: Form) -> None:
    stranger = "market-shaping.crystal-ball"
    begun.choose_file(text_of({EARLY: {"level": 2}, stranger: {"level": 4}}, version="1.9.0"))
    expect(begun.panel).to_contain_text("have no place in version", use_inner_text=True)
    expect(begun.panel.locator("code:visible")).to_have_text([stranger])
    begun.press("take")
    expect(begun.panel).to_be_hidden()
    assert begun.marked() == {EARLY: "2", KNOWLEDGE: "3"}
    begun.settle()
    found = json.loads(begun.saved())
    assert found["version"] == json.loads(begun.saved_result())["version"] != "1.9.0"
    assert stranger not in found["answers"]


@pytest.mark.parametrize("where", ["note", "id", "role"])
def test_markup_in_a_file_is_shown_as_text(begun: Form, where: str) -> None:
    if where == "id":
        begun.choose_file(text_of({EARLY: {"level": 2}, f"market-shaping.{MARKUP}": {"level": 1}}))
        expect(begun.panel).to_be_visible()
    elif where == "note":
        begun.choose_file(text_of({EARLY: {"level": 2, "note": MARKUP}}))
        begun.press("take")
        expect(begun.panel).to_be_hidden()
        expect(begun.practice(EARLY).locator("textarea")).to_have_value(MARKUP)
        assert answers_in(begun.saved())[EARLY]["note"] == MARKUP
    else:
        begun.choose_file(text_of(rater={"role": MARKUP, "organisation": MARKUP}))
        begun.press("take")
        expect(begun.panel).to_be_hidden()
        assert json.loads(begun.saved())["rater"]["role"] == MARKUP
    assert begun.root.locator("img, script, .cap-panel b:not([data-text])").count() == 0
    assert begun.page.evaluate("() => window.hacked") is None


def test_markup_as_the_whole_file_is_shown_as_text(begun: Form) -> None:
    begun.choose_file(text_of({MARKUP: {"level": MARKUP}}, instrument=MARKUP))
    expect(begun.panel).to_contain_text("another set of questions", use_inner_text=True)
    assert begun.root.locator("img, script").count() == 0


# --- storage ---------------------------------------------------------------------------------------------------------

REFUSES_STORAGE = """
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, {
    configurable: true,
    get() { throw new DOMException("refused", "SecurityError"); },
  });
"""
FULL_STORAGE = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""


@pytest.mark.parametrize(
    ("script", "words"),
    [(REFUSES_STORAGE, "does not let this page keep anything"), (FULL_STORAGE, "has no room left")],
    ids=["refused", "full"],
)
def test_without_storage_the_page_says_so_and_still_works(arrive: Arrive, script: str, words: str) -> None:
    with arrive(script=script) as reader:
        form = reader.visit(SLICE)
        form.answer_all({EARLY: 2, KNOWLEDGE: 2, "market-shaping.forward-signal": 3})
        expect(form.notices).to_contain_text(words, use_inner_text=True)
        expect(form.number("market-shaping")).to_have_text("2")
        answers = form.saved()
        assert set(answers_in(answers)) == {EARLY, KNOWLEDGE, "market-shaping.forward-signal"}
        form.erase()
        assert form.marked() == {}
        form.take_file(answers)
        assert form.saved() == answers


def test_storage_that_fills_up_on_the_way_loses_nothing_on_the_page(reader: Reader) -> None:
    form = reader.visit(SLICE)
    form.answer(EARLY, 2)
    reader.page.evaluate(f"() => {{ window.room = Storage.prototype.setItem; {FULL_STORAGE} }}")
    form.answer(KNOWLEDGE, 4)
    expect(form.notices).to_contain_text("has no room left", use_inner_text=True)
    assert set(answers_in(form.saved())) == {EARLY, KNOWLEDGE}
    reader.page.evaluate("() => { Storage.prototype.setItem = window.room; }")
    form.answer("market-shaping.forward-signal", 1)
    expect(form.notices).not_to_contain_text("has no room left", use_inner_text=True)
    assert set(json.loads(reader.kept()[KEY])["answers"]) == {EARLY, KNOWLEDGE, "market-shaping.forward-signal"}


UNREADABLE = {
    "not JSON": "{half",
    "a number": "7",
    "null": "null",
    "another shape": '{"answers": [1, 2]}',
    "another instrument": text_of(instrument="supplier"),
    "answers that are none": text_of({EARLY: 2}),
    "lists without end": text_of()[:-1] + ', "rater": ' + "[" * 50_000 + "]" * 50_000 + "}",
    "no answers": '{"format": "capability-response/1", "instrument": "organisation", "version": "1.0.0"}',
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_kept_answers_that_cannot_be_read_are_set_aside_not_lost(arrive: Arrive, kind: str) -> None:
    with arrive(kept={KEY: UNREADABLE[kind]}) as reader:
        form = reader.visit(SLICE)
        expect(form.notices).to_contain_text("could not be read", use_inner_text=True)
        assert form.marked() == {}
        form.answer(EARLY, 2)
        reader.page.reload()
        assert form.marked() == {EARLY: "2"}
        assert form.download("rescue") == UNREADABLE[kind]
        expect(form.notices).not_to_contain_text("could not be read", use_inner_text=True)
        reader.page.reload()
        assert form.marked() == {EARLY: "2"}
        expect(form.notices).not_to_contain_text("could not be read", use_inner_text=True)


SITE_KEY = KEY.removesuffix("response:organisation:1")
POISON = {
    "response:organisation:1": text_of({EARLY: {"level": 3, "evidence": "zzz"}}),
    "quiz": '{"03-market-shaping":{"choices":"x"}}',
    "exercise": '{"03-market-shaping":{"inputs":[]}}',
    "learning": '{"\\ud800":1}',
    "relations": '{"ties":"x"}',
    "roundtable": '{"table":{}}',
}
"""Values that another page of the same host could write, and that once left a form dead."""


def test_what_another_page_wrote_leaves_no_form_dead_and_is_offered(arrive: Arrive) -> None:
    store = {f"{SITE_KEY}{name}": text for name, text in POISON.items()}
    with arrive(kept=store) as reader:
        page = reader.page

        def offers(piece: str, name: str) -> None:
            form = page.locator(f"form[data-piece={piece}]").last
            expect(form.locator(".cap-notices").first).to_contain_text("could not be read", use_inner_text=True)
            assert reader.kept()[f"{SITE_KEY}{name}:damaged"] == POISON[name]
            with page.expect_download() as waiting:
                form.locator("[data-act=rescue]:visible").first.click()
            assert waiting.value.path().read_text("utf-8") == POISON[name]

        reader.visit(SLICE).answer(EARLY, 2)
        reader.open_step("check")
        page.locator("[data-piece=quiz] [data-question] input").first.check()
        reader.open_step("do")
        page.locator("[data-piece=exercise] [data-column-field]").first.fill("9")
        page.reload()
        expect(page.locator("[data-piece=quiz] [data-question] input").first).to_be_checked()
        expect(page.locator("[data-piece=exercise] [data-column-field]").first).to_have_value("9")
        assert reader.form("slice").marked() == {EARLY: "2"}
        for step, piece, name in (
            ("where", "assessment", "response:organisation:1"),
            ("check", "quiz", "quiz"),
            ("do", "exercise", "exercise"),
        ):
            reader.open_step(step)
            offers(piece, name)
        page.goto(reader.home + "assessments/relations.html")
        page.get_by_label("Who are you?").fill("Council")
        offers("relations", "relations")
        page.goto(reader.home + "assessments/roundtable.html")
        page.get_by_role("button", name="Begin", exact=True).click()
        expect(page.locator("[data-piece=roundtable]")).to_contain_text("Choose alone", use_inner_text=True)
        offers("roundtable", "roundtable")
        page.goto(reader.home + "book/my-learning.html")
        page.locator("[data-read='01-missions']").check()
        offers("learning", "learning")
        # What only Python can tell: no chapter is called so.
        key, text = f"{SITE_KEY}learning", '{"read":{"x":"2026-11-22"}}'
        page.evaluate("([key, text]) => window.localStorage.setItem(key, text)", [key, text])
        page.reload()
        expect(page.locator("[data-piece=learning] .cap-notices")).to_contain_text(
            "could not be read", use_inner_text=True
        )
        page.locator("[data-read='01-missions']").check()
        assert set(json.loads(reader.kept()[key])["read"]) == {"01-missions"}
        assert reader.kept()[f"{key}:damaged"] == text


def test_a_kept_level_of_seven_is_told_and_the_rest_stays(arrive: Arrive, organisation: Instrument) -> None:
    """It looks like answers and cannot be scored: Python says where; marking the question anew mends it."""
    with arrive(kept={KEY: text_of({EARLY: {"level": 7}, KNOWLEDGE: {"level": 3}})}) as reader:
        form = reader.visit(SLICE)
        fault = form.root.locator(".cap-panel[data-show=fault]")
        expect(fault).to_contain_text("cannot be scored as they are", use_inner_text=True)
        titles = [practice.title for practice in organisation.practices if practice.id == EARLY]
        expect(fault.locator("li:visible")).to_contain_text(titles)
        assert form.marked() == {KNOWLEDGE: "3"}
        assert answers_in(form.saved())[EARLY] == {"level": 7}
        form.answer(EARLY, 2)
        expect(fault).to_be_hidden()
        assert form.marked() == {EARLY: "2", KNOWLEDGE: "3"}
        expect(form.result.locator(".cap-picture")).to_be_visible()


@pytest.mark.parametrize("version", ["0.4.0", "2.1.0"])
def test_kept_answers_to_another_version_are_offered_not_shown(arrive: Arrive, version: str) -> None:
    theirs = text_of(version=version)
    with arrive(kept={KEY[:-1] + version[0]: theirs}) as reader:
        form = reader.visit(SLICE)
        expect(form.notices).to_contain_text(f"version {version}", use_inner_text=True)
        assert form.marked() == {}
        assert form.download("rescue-version") == theirs
        form.answer(EARLY, 2)
        assert reader.kept()[KEY[:-1] + version[0]] == theirs


def test_a_tab_that_writes_rubbish_takes_nothing_from_this_one(reader: Reader) -> None:
    form = reader.visit(SLICE)
    form.answer_all({EARLY: 2, KNOWLEDGE: 3})
    other = Reader(reader.page.context.new_page(), reader.home, reader.watch)
    other.visit("book/privacy.html")
    other.page.evaluate("key => window.localStorage.setItem(key, '{half')", KEY)
    expect(form.notices).to_contain_text("could not be read", use_inner_text=True)
    assert form.marked() == {EARLY: "2", KNOWLEDGE: "3"}
    form.answer("market-shaping.forward-signal", 1)
    assert set(json.loads(reader.kept()[KEY])["answers"]) == {EARLY, KNOWLEDGE, "market-shaping.forward-signal"}


# --- Python does not come --------------------------------------------------------------------------------------------

GONE = "Failed to load resource"
CANNOT_START = "cannot start here"

ABSENT = {
    "the worker": ["capability/*/worker.js"],
    "the manifest": ["capability/*/manifest.json"],
    "Pyodide's loader": ["capability/python-*/pyodide.js"],
    "Pyodide's program": ["capability/python-*/pyodide.asm.wasm.bin"],
    "the standard library": ["capability/python-*/library.bin"],
    "the package": ["capability/*/package.bin"],
    "the instrument": ["capability/*/instruments/organisation.json"],
    "all of Python": ["capability/python-*"],
}


def still_works(form: Form, words: str) -> None:
    """All that needs no Python: answering, notes, progress, saving, and coming back."""
    expect(form.result).to_contain_text(words, use_inner_text=True)
    form.answer(KNOWLEDGE, 3)
    form.evidence(KNOWLEDGE, "document", "Keep this note")
    expect(form.root.locator(".cap-progress")).to_contain_text("2 of 4 answered", use_inner_text=True)
    answers = answers_in(form.saved())
    assert answers == {EARLY: {"level": 2}, KNOWLEDGE: {"level": 3, "evidence": "document", "note": "Keep this note"}}
    form.page.reload()
    assert form.marked() == {EARLY: "2", KNOWLEDGE: "3"}


@pytest.mark.parametrize("kind", ABSENT)
def test_a_missing_file_is_told_and_the_form_goes_on(reader_of: ReaderOf, kind: str) -> None:
    reader = reader_of(missing=ABSENT[kind])
    reader.watch.tolerate(GONE)
    form = reader.visit(SLICE)
    form.answer(EARLY, 2)
    still_works(form, f"{CANNOT_START}: its files could not be fetched")


def test_without_python_the_page_says_that_a_file_cannot_be_opened(reader_of: ReaderOf) -> None:
    reader = reader_of(missing=ABSENT["the worker"])
    reader.watch.tolerate(GONE)
    form = reader.visit(SLICE)
    form.answer(EARLY, 2)
    expect(form.result).to_contain_text(CANNOT_START, use_inner_text=True)
    form.choose_file(text_of({KNOWLEDGE: {"level": 1}}))
    expect(form.notices).to_contain_text("That file cannot be opened here", use_inner_text=True)
    assert form.marked() == {EARLY: "2"}


SPOILT = {
    "the program is a page": {"capability/python-*/pyodide.asm.wasm.bin": lambda _: b"<!doctype html>not here"},
    "the program is cut off": {"capability/python-*/pyodide.asm.wasm.bin": lambda body: body[: len(body) // 2]},
    "the program is another": {"capability/python-*/pyodide.asm.wasm.bin": lambda _: b"\0asm\1\0\0\0 and no more"},
    "the package is cut off": {"capability/*/package.bin": lambda body: body[: len(body) // 2]},
    "the manifest is a page": {"capability/*/manifest.json": lambda _: b"<!doctype html>"},
    "the instrument is a page": {"capability/*/instruments/*.json": lambda _: b"<!doctype html>"},
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_spoilt_file_is_told_and_the_form_goes_on(reader_of: ReaderOf, kind: str) -> None:
    reader = reader_of(altered=SPOILT[kind])
    form = reader.visit(SLICE)
    form.answer(EARLY, 2)
    still_works(form, CANNOT_START)


def test_webassembly_refused_by_a_policy_is_told(reader_of: ReaderOf) -> None:
    reader = reader_of(policy={"capability/*/worker.js": "default-src 'none'; script-src 'self'; connect-src 'self'"})
    reader.watch.tolerate("Content Security Policy", "WebAssembly")
    form = reader.visit(SLICE)
    form.answer(EARLY, 2)
    still_works(form, f"{CANNOT_START}: this browser or its settings refuse WebAssembly")


def test_a_browser_without_webassembly_is_told(reader_of: ReaderOf) -> None:
    reader = reader_of(altered={"capability/*/worker.js": lambda body: b"delete globalThis.WebAssembly;" + body})
    form = reader.visit(SLICE)
    form.answer(EARLY, 2)
    still_works(form, f"{CANNOT_START}: this browser or its settings refuse WebAssembly")


def test_python_that_does_not_come_in_twenty_seconds_is_told(reader_of: ReaderOf) -> None:
    reader = reader_of(silent=["capability/python-*"])
    reader.page.clock.install()
    form = reader.visit(SLICE)
    form.answer(EARLY, 2)
    expect(form.result).to_contain_text("Working out your result", use_inner_text=True)
    reader.page.clock.fast_forward(19_000)
    expect(form.result).not_to_contain_text("has not started yet", use_inner_text=True)
    reader.page.clock.fast_forward(2_000)
    still_works(form, "has not started yet")


def test_a_fault_in_the_rule_itself_is_told_and_nothing_is_lost(reader_of: ReaderOf) -> None:
    """An instrument that the packed rule cannot read, as after a half-finished upload."""
    reader = reader_of(altered={"capability/*/instruments/*.json": lambda _: b'{"id": "organisation"}'})
    reader.watch.tolerate("error: ")
    form = reader.visit(SLICE)
    form.answer(EARLY, 2)
    form.settle()
    expect(form.result).to_contain_text("met a fault of its own", use_inner_text=True)
    assert answers_in(form.saved()) == {EARLY: {"level": 2}}


def test_without_the_pages_own_script_the_form_can_be_read(reader_of: ReaderOf) -> None:
    reader = reader_of(missing=["capability/*/host.js"])
    reader.watch.tolerate(GONE)
    form = reader.visit(ORGANISATION)
    expect(form.practice("missions.clear-goal").locator("legend")).to_be_visible()
    expect(form.root.locator(".cap-bar")).to_be_hidden()
