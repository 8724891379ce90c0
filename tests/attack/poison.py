"""Every form in front of a store that somebody else wrote into: `python -m tests.attack.poison`. See README.md."""

import argparse
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Error, Page, expect, sync_playwright

from tests.site.browser import FLAGS, chromium
from tests.site.reader import MARK_QUESTIONS, Watch
from tests.site.server import ROOT, Host, serving

HERE = Path(__file__).resolve()
SITE = HERE.parents[2] / "_build" / "html"
MAKER = HERE.parents[1] / "pieces" / "web" / "poison.js"
PREFIX = f"capability:{ROOT}:"
NAMES = {"response": "response:organisation:1"}
BUSY = "html[data-python=busy]"


class Piece(NamedTuple):
    """A form that is tried: its page, and how a reader enters something. That gives what must then be kept."""

    page: str
    enter: Callable[[Page], Callable[[Any], bool]]


def _answer(page: Page) -> Callable[[Any], bool]:
    page.locator("[data-practice='market-shaping.early-engagement'] input[value='4']").first.check()
    return lambda kept: bool(kept["answers"]["market-shaping.early-engagement"]["level"] == 4)


def _quiz(page: Page) -> Callable[[Any], bool]:
    form = page.locator("form[data-piece=quiz]")
    if form.locator("[data-act=again]").is_visible():
        form.locator("[data-act=again]").click()
    field = form.locator("[data-question]:not([data-told]) input").last
    field.check()
    value = field.get_attribute("value")
    return lambda kept: value in kept["03-market-shaping"]["choices"].values()


def _exercise(page: Page) -> Callable[[Any], bool]:
    form = page.locator("form[data-piece=exercise]")
    rows = form.locator("[data-rows]").first
    if rows.locator("[data-column-field]").count() == 0:
        rows.locator("[data-act=add]").click()
    rows.locator("[data-column-field]").first.fill("17 and a word")
    return lambda kept: "17 and a word" in json.dumps(kept["03-market-shaping"]["inputs"])


def _bookmark(page: Page) -> Callable[[Any], bool]:
    box = page.locator("form[data-piece=bookmark] [data-read]")
    box.uncheck()
    box.check()
    return lambda kept: len(kept["read"]["03-market-shaping"]) == len("2026-11-22")


def _learning(page: Page) -> Callable[[Any], bool]:
    page.locator("[data-piece=learning] [data-kept=name]").fill("Somebody new")
    return lambda kept: bool(kept["name"] == "Somebody new")


def _relations(page: Page) -> Callable[[Any], bool]:
    form = page.locator("[data-piece=relations]")
    if form.locator("[data-act=resume]:visible").count():  # asked whose they are
        form.locator("[data-act=resume]").click()
    form.locator("[data-rater]").fill("Somebody new")
    return lambda kept: bool(kept["rater"] == "Somebody new")


def _roundtable(page: Page) -> Callable[[Any], bool]:
    form = page.locator("[data-piece=roundtable]")
    field = form.locator(".cap-roundtable-ballot [data-n='2'] input")
    if form.locator("[data-act=ask-erase]:visible").count():  # told that it is none: clear it
        form.locator("[data-act=ask-erase]:visible").first.click()
        form.locator("[data-act=erase]").click()
    if not field.is_visible():
        form.locator("[data-act=begin]").click()
    expect(field).to_be_visible(timeout=20_000)
    field.fill("3")
    return lambda kept: any(talk["first"]["levels"][2] == 3 for talk in kept["table"]["talks"].values())


def _workbench(page: Page) -> Callable[[Any], bool]:
    form = page.locator("[data-piece=workbench]")
    form.locator("[data-act=example]").first.click()
    name = form.locator("[data-plan-name]")
    expect(name).to_be_visible(timeout=30_000)
    name.fill("Somebody's plan")
    return lambda kept: "Somebody's plan" in kept["names"].values()


CHAPTER = "modules/03-market-shaping.html"
PIECES: dict[str, list[Piece]] = {
    "response": [Piece(f"{CHAPTER}#where", _answer)],
    "quiz": [Piece(f"{CHAPTER}#check", _quiz)],
    "exercise": [Piece(f"{CHAPTER}#do", _exercise)],
    "learning": [Piece(CHAPTER, _bookmark), Piece("book/my-learning.html", _learning)],
    "relations": [Piece("assessments/relations.html", _relations)],
    "roundtable": [Piece("assessments/roundtable.html", _roundtable)],
    "workbench": [Piece("assessments/workbench.html", _workbench)],
}


def poison(kinds: list[str]) -> dict[str, list[str]]:
    """The texts of `poison.js` by kind: one generator makes those of the unit tests and these."""
    made = subprocess.run(["node", str(MAKER), *kinds], capture_output=True, text=True, check=True).stdout
    return dict(zip(kinds, json.loads(made), strict=True))


def attempt(page: Page, watch: Watch, home: str, piece: Piece, key: str, text: str) -> str:
    """What went wrong with one form, or nothing."""
    watch.complaints.clear()
    page.evaluate(
        "([key, text]) => { window.localStorage.clear(); window.localStorage.setItem(key, text); }", [key, text]
    )
    page.goto(home + piece.page)
    expect(page.locator(BUSY)).to_have_count(0, timeout=60_000)
    page.wait_for_timeout(50)
    expect(page.locator(BUSY)).to_have_count(0, timeout=60_000)
    is_kept = piece.enter(page)
    expect(page.locator(BUSY)).to_have_count(0, timeout=60_000)
    store: dict[str, str] = page.evaluate("() => ({...window.localStorage})")
    if watch.complaints:
        return f"the console: {watch.complaints[0][:200]}"
    if page.locator("[data-show='host/broken']:visible").count():
        return "a fault of its own"
    with suppress(KeyError, ValueError, TypeError, IndexError):
        if is_kept(json.loads(store[key])):
            return _what_became(text, store, key)
    return "the new entry is not kept"


def _what_became(text: str, store: dict[str, str], key: str) -> str:
    """Nothing where the text is set aside whole, or went on as what it was, or was cleared by the reader."""
    if store.get(f"{key}:damaged") == text:
        return ""
    before = json.loads(text)
    return "" if isinstance(before, dict) else "neither offered nor shown"


def main() -> None:
    """Try as many texts of each kind as are wanted; exit with 1 where a form died."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=30, help="texts for each form")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--site", type=Path, default=SITE)
    parser.add_argument("--kind", choices=list(PIECES), action="append")
    options = parser.parse_args()
    kinds = options.kind or list(PIECES)
    texts = poison(kinds)
    counts: Counter[str] = Counter()
    with serving(Host(options.site)) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for kind in kinds:
            random.seed(f"{options.seed} {kind}")
            chosen = random.sample(texts[kind], min(options.count, len(texts[kind])))
            context = browser.new_context()
            context.add_init_script(MARK_QUESTIONS)
            context.set_default_timeout(15_000)
            watch, page = Watch(context), context.new_page()
            page.goto(home + "book/privacy.html")
            for piece in PIECES[kind]:
                for text in chosen:
                    key = PREFIX + NAMES.get(kind, kind)
                    try:
                        found = attempt(page, watch, home, piece, key, text)
                    except (Error, AssertionError) as error:
                        found = f"no way to enter anything: {str(error)[:200]}"
                    counts[kind] += 1
                    if found:
                        counts["dead"] += 1
                        print(f"{kind} on {piece.page}: {found}\n  {text[:300]}", flush=True)
                print(f"{kind} on {piece.page}: {len(chosen)} tried", flush=True)
            context.close()
        browser.close()
    tried = counts.total() - counts["dead"]
    print(f"{tried} tried, {counts['dead']} dead, seed {options.seed}")
    sys.exit(1 if counts["dead"] else 0)


if __name__ == "__main__":
    main()
