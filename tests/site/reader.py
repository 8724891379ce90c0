"""A reader in front of the site: what people do with a page and its forms, and what the browser complains of."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, FilePayload, Locator, Page, WebError, expect

from tests.site.server import ROOT

KEY = f"capability:{ROOT}:response:organisation:1"
"""Where the browser's storage holds the answers."""

ORGANISATION = "assessments/organisation.html"
CHAPTER = "modules/03-market-shaping.html"
SLICE = f"{CHAPTER}#where"
"""The step of a module in which its questions are."""

# Marks the page while it waits for its Python, so that a test can wait until nothing is under way. (Playwright's own
# way to wait for a condition evaluates text, which the site's policy forbids.)
MARK_QUESTIONS = """
let open = 0;
const mark = () => (document.documentElement.dataset.python = open > 0 ? "busy" : "idle");
const count = (worker, change) => {
  asked.set(worker, (asked.get(worker) ?? 0) + change);
  open += change;
  // When the page has shown the answer.
  if (change < 0) setTimeout(mark);
  else mark();
};
const { postMessage, terminate } = Worker.prototype;
const asked = new WeakMap();
Worker.prototype.postMessage = function (message) {
  if (!asked.has(this)) {
    asked.set(this, 0);
    this.addEventListener("message", ({ data: { id, done } }) => {
      if (id !== undefined && done === undefined) count(this, -1);
    });
  }
  count(this, 1);
  return postMessage.call(this, message);
};
Worker.prototype.terminate = function () {
  count(this, -(asked.get(this) ?? 0));
  return terminate.call(this);
};
"""


SAVES_DATA = """
Object.defineProperty(Navigator.prototype, "connection", { value: { saveData: true } });
"""
"""A browser that is to spare what it can: no page makes a snapshot of its Python behind a test's back."""


class Watch:
    """All that a browser context asked for and complained of, pages and workers alike."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.tolerated: list[str] = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", self._console)
        context.on("weberror", self._error)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning", "assert"}:
            self.complaints.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _error(self, error: WebError) -> None:
        self.complaints.append(f"uncaught: {error.error.stack or error.error}")

    def tolerate(self, *words: str) -> None:
        """Let pass what the browser itself logs about a fault that the test made."""
        self.tolerated += words

    @property
    def unexpected(self) -> list[str]:
        """Complaints beyond those tolerated."""
        return [line for line in self.complaints if not any(words in line for words in self.tolerated)]

    def strangers(self, home: str) -> list[str]:
        """Requests that left the site."""
        return [url for url in self.requests if not url.startswith((home, "blob:", "data:"))]


class Reader:
    """One person with one tab."""

    def __init__(self, page: Page, home: str, watch: Watch) -> None:
        self.page = page
        self.home = home
        self.watch = watch

    def visit(self, path: str = ORGANISATION) -> "Form":
        """Go to a page of the site; gives its full or only form, whether or not it has one."""
        came_from = self.page.url.partition("#")[0]
        self.page.goto(self.home + path)
        if self.page.url.partition("#")[0] == came_from:  # to another place of a page is no new visit
            self.page.reload()
        return self.form("slice" if path.startswith("modules/") else "full")

    def open_step(self, step: str) -> None:
        open_step(self.page, step)

    def form(self, kind: str) -> "Form":
        return Form(self.page, self.page.locator(f"form[data-form='{kind}']"))

    def kept(self) -> dict[str, str]:
        """Everything in the browser's storage for this host."""
        found: dict[str, str] = self.page.evaluate("() => ({...window.localStorage})")
        return found


def open_step(page: Page, step: str) -> None:
    """Open a step of the module that is shown, as a reader who follows the way from one to the other."""
    page.locator(f".cap-steps a[href='#{step}']").click()
    expect(page.locator(f"#{step}")).to_be_visible()


class Form:
    """One form of the assessment on a page."""

    def __init__(self, page: Page, root: Locator) -> None:
        self.page = page
        self.root = root
        self.panel = root.locator("[data-incoming]")
        self.notices = root.locator(".cap-notices")
        self.result = root.locator(".cap-result")
        self.dialog = root.locator("dialog")

    def practice(self, name: str) -> Locator:
        return self.root.locator(f"[data-practice='{name}']")

    def group(self, dimension: str) -> Locator:
        return self.root.locator(f"[data-dimension='{dimension}']")

    def open_group(self, dimension: str) -> None:
        group = self.group(dimension)
        if group.get_attribute("open") is None:
            group.locator("> summary").click()

    def open_all(self) -> None:
        self.root.evaluate("form => form.querySelectorAll('details').forEach(d => d.open = true)")

    def answer(self, practice: str, level: int | str) -> None:
        """Mark an answer, as a reader who clicks it."""
        self.open_group(practice.split(".")[0])
        self.practice(practice).locator(f"input[value='{level}']").check()

    def answer_all(self, levels: Mapping[str, int | str]) -> None:
        for practice, level in levels.items():
            self.answer(practice, level)

    def evidence(self, practice: str, strength: str, note: str = "") -> None:
        details = self.practice(practice).locator(".cap-assessment-evidence")
        if details.get_attribute("open") is None:
            details.locator("> summary").click()
        details.locator(f"input[value='{strength}']").check()
        if note:
            details.locator("textarea").fill(note)

    def marked(self) -> dict[str, str]:
        """Every answer that the form shows, by practice."""
        found: dict[str, str] = self.root.evaluate("""form => Object.fromEntries(
            [...form.querySelectorAll('[data-practice]')]
                .map(p => [p.dataset.practice, p.querySelector('.cap-options input:checked')?.value])
                .filter(([, value]) => value !== undefined))""")
        return found

    def press(self, act: str) -> None:
        self.root.locator(f"[data-act='{act}']").first.click()

    def download(self, act: str) -> str:
        with self.page.expect_download() as waiting:
            self.press(act)
        return waiting.value.path().read_bytes().decode("utf-8")

    def saved(self) -> str:
        """The file that “Save to a file” gives."""
        return self.download("save")

    def saved_result(self) -> str:
        """The file that “Save the result” gives, for the answers as they are now."""
        self.settle()
        self.unfold("figures")
        return self.download("save-result")

    def choose_file(self, content: str | bytes | Path) -> None:
        raw = content.encode("utf-8") if isinstance(content, str) else content
        self.root.locator("[data-file]").set_input_files(
            raw if isinstance(raw, Path) else FilePayload(name="answers.json", mimeType="application/json", buffer=raw)
        )

    def take_file(self, content: str | bytes) -> None:
        """Open a file and use its answers."""
        self.choose_file(content)
        self.press("take")
        expect(self.panel).to_be_hidden()
        self.settle()

    def erase(self) -> None:
        self.press("erase")
        self.press("erase-all")

    def settle(self) -> None:
        """Wait until Python has answered all that it was asked, and was asked something."""
        expect(self.page.locator("html")).to_have_attribute("data-python", "idle", timeout=30_000)

    def unfold(self, part: str) -> Locator:
        """Open a folded part of the result, `all` steps or the `figures`, and give it."""
        details = self.result.locator(f".cap-assessment-{part}")
        details.evaluate("details => { details.open = true; }")
        return details

    def number(self, dimension: str, name: str = "level") -> Locator:
        """Where the picture says a dimension's `level` or `at_most`: tests look at numbers, so words may change."""
        return self.drawn(dimension).locator(f"[data-text='{name}']:visible")

    def drawn(self, dimension: str) -> Locator:
        """A dimension's row in the picture."""
        return self.result.locator(f".cap-picture [data-with='dimensions/{dimension}']")

    def figures(self, dimension: str) -> Locator:
        """A dimension's row in the table."""
        return self.unfold("figures").locator(f"tr[data-with='dimensions/{dimension}']")

    def next_steps(self, dimension: str) -> Locator:
        """All steps of a dimension; none where nothing of it is answered."""
        return self.unfold("all").locator(f".cap-assessment-next[data-id='{dimension}']")

    def listed_steps(self, dimension: str) -> list[str]:
        """What the steps of a dimension say, without the button that puts one in a plan."""
        lines = self.next_steps(dimension).locator("li:visible").all_inner_texts()
        return [line.split("\nPut this in my plan")[0].strip() for line in lines]

    @property
    def headline(self) -> Locator:
        """The sentence with which the result begins."""
        return self.result.locator(".cap-assessment-headline")

    def announced(self) -> str:
        """What the form's live regions say now."""
        said: list[str] = self.root.locator("[role=status]").all_inner_texts()
        return " ".join(" ".join(said).split())


def answers_in(text: str) -> dict[str, Any]:
    """The answers of a saved file."""
    found: dict[str, Any] = json.loads(text)["answers"]
    return found
