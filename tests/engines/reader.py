"""A reader in front of the site, in any browser: what people do with a page, and what the page complains of."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.engines.browsers import Browser, awaited
from tests.site.server import ROOT

PATIENCE = 90.0
"""Seconds that a page may take to do what a test waits for: long, for a busy machine, and never slept through."""

ENTER = "\ue007"
"""The key, as WebDriver has it."""

# Stands before the first script of each page. What it hears outlives the page, and belongs to the window.
WATCH = b"""
{
  const complain = (...words) => {
    const { sessionStorage } = window;
    sessionStorage.complaints = `${sessionStorage.complaints ?? ""}${words.join(" ")}\n`;
  };
  // What is not loaded is told to the element that asked for it, and to nobody above it.
  const failed = ({ message, target: { src, href } }) => complain(message ?? "not loaded", src ?? href);
  addEventListener("error", failed, true);
  addEventListener("unhandledrejection", ({ reason }) => complain("rejected:", reason));
  document.addEventListener("securitypolicyviolation", (event) => complain(event.effectiveDirective, event.blockedURI));
  for (const name of ["error", "warn"]) {
    const { [name]: log } = console;
    console[name] = (...words) => {
      complain(name, ...words);
      log(...words);
    };
  }
  addEventListener("pageshow", ({ persisted }) => (document.documentElement.dataset.persisted = persisted));
}
"""

# The site hides the bare names of the storages from its theme: `window` has the browser's own.

# The first that a reader can see, and that says so. A field for files is behind a button.
LOOK = """
const [selector, words] = arguments;
const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
const says = (e) => words === "" || e.innerText.toLowerCase().includes(words.toLowerCase());
return [...document.querySelectorAll(selector)].find((e) => (seen(e) || e.type === "file") && says(e)) ?? null;
"""

HOLDS = """
const [selector, value] = arguments;
const field = document.querySelector(selector);
return field !== null && (["radio", "checkbox"].includes(field.type) ? field.checked : field.value === value);
"""

TAKE_COMPLAINTS = "const { complaints } = window.sessionStorage; window.sessionStorage.clear(); return complaints ?? ''"


class Reader:
    """One person with one browser."""

    def __init__(self, browser: Browser, home: str) -> None:
        self.browser = browser
        self.home = home
        self.first = self.tab()
        self.opened: list[str] = []

    def visit(self, path: str) -> None:
        self.browser.tell("go", url=self.home + path)

    def open_all_steps(self) -> None:
        """Show a module whole, as paper does: for what is entered in several steps at once."""
        self.script("for (const step of document.querySelectorAll('[data-step]')) step.removeAttribute('hidden')")

    def reload(self) -> None:
        self.browser.tell("reload")

    def back(self) -> None:
        """Press Back, to a page that the browser has put aside as it was."""
        self.browser.tell("back")
        self.until("return document.documentElement.dataset.persisted === 'true'")

    def tab(self) -> str:
        """The tab in front."""
        found: str = self.browser.tell("tab")
        return found

    def open_tab(self) -> str:
        """Another tab, not in front yet."""
        found: str = self.browser.tell("open", type="tab")["handle"]
        self.opened.append(found)
        return found

    def leave(self) -> list[str]:
        """Close what was opened; gives what the pages of all tabs complained of."""
        found = []
        for tab in [*self.opened, self.first]:
            self.turn_to(tab)
            found += self.script(TAKE_COMPLAINTS).splitlines()
            if tab != self.first:
                self.browser.tell("close")
        return found

    def turn_to(self, tab: str) -> None:
        self.browser.tell("switch", handle=tab)

    def script(self, text: str, *values: Any) -> Any:
        """What a script in the page returns; an element is what `WebDriver` calls it."""
        return self.browser.tell("script", script=text, args=list(values))

    def see(self, selector: str, words: str = "") -> Any:
        """Wait for something that a reader can see; gives it."""
        what = f"{selector} {words!r}"
        return awaited(lambda: self.script(LOOK, selector, words), what, PATIENCE)

    def until(self, text: str, *values: Any) -> Any:
        """Wait until a script in the page gives something."""
        return awaited(lambda: self.script(text, *values), text, PATIENCE)

    def press(self, selector: str, words: str = "") -> None:
        """Move the mouse to what can be seen, and click.

        Not by the command "click": after it, Firefox would put no page aside for the Back button.
        """
        element = self.see(selector, words)
        self.script("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element)
        steps = [
            {"type": "pointerMove", "origin": element, "x": 0, "y": 0},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self.browser.tell("act", actions=[{"type": "pointer", "id": "mouse", "actions": steps}])

    def write(self, selector: str, text: str) -> None:
        """Type into a field, in place of what is there."""
        field = identity(self.see(selector))
        self.browser.tell("clear", id=field)
        self.browser.tell("type", id=field, text=text)

    def choose(self, selector: str, value: str) -> None:
        """Choose from a list by what the choice stands for."""
        # WebKitGTK chooses only what it need not scroll to.
        self.script("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", self.see(selector))
        option = self.until("return document.querySelector(arguments[0])", f"{selector} option[value='{value}']")
        self.browser.tell("click", id=identity(option))

    def enter(self, selector: str, value: str) -> None:
        """Mark, choose or write, as the field wants it."""
        kind = self.script("return arguments[0].type", self.see(selector))
        if kind in {"radio", "checkbox"}:
            self.press(selector)
        elif kind == "select-one":
            self.choose(selector, value)
        else:
            self.write(selector, value)

    def has(self, selector: str, value: str) -> None:
        """Wait until a field holds what was entered."""
        self.until(HOLDS, selector, value)

    def open_files(self, selector: str, paths: Sequence[Path]) -> None:
        self.browser.tell("type", id=identity(self.see(selector)), text="\n".join(map(str, paths)))

    def kept(self, name: str) -> Any:
        """What the browser's storage has of the site under a name, or nothing."""
        text = self.script("return window.localStorage.getItem(arguments[0])", f"capability:{ROOT}:{name}")
        return None if text is None else json.loads(text)

    def keep(self, name: str, text: str) -> None:
        self.script("window.localStorage.setItem(...arguments)", f"capability:{ROOT}:{name}", text)


def identity(element: dict[str, str]) -> str:
    [found] = element.values()
    return found
