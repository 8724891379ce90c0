"""Figures of the built site beside their budgets: bytes, times, memory. Run `make benchmark`.

Times are those of this machine, with its own local server; compare rows of one run, do not quote them as a reader's.
"""

import base64
import gzip
import json
import statistics
import subprocess
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.site.browser import FLAGS, chromium
from tests.site.server import Host, serving

SITE = Path(__file__).parents[1] / "_build" / "html"
RUNS = 5
PAGE = "assessments/organisation.html"
KINDS = {".html": "HTML", ".css": "CSS", ".js": "JavaScript", ".mjs": "JavaScript", ".json": "JSON", ".svg": "pictures"}

# Notes when the form can be used, when the worker starts and when Python in it is ready, in milliseconds of the page;
# and when a worker that makes a snapshot starts and ends.
WATCH = """
const started = performance.now.bind(performance);
window.figures = {};
new MutationObserver((all, watcher) => {
  if (!document.querySelector("[data-with-script]:not([hidden])")) return;
  window.figures.operable = started();
  watcher.disconnect();
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["hidden"] });
const Plain = window.Worker;
window.Worker = class extends Plain {
  constructor(address, options) {
    super(address, options);
    const making = options.name === "snapshot";
    window.figures[making ? "making" : "asked"] = started();
    this.addEventListener("message", ({ data }) => {
      if (data.ready !== undefined) Object.assign(window.figures, { ready: started(), from: data.snapshot });
      if (making) Object.assign(window.figures, { made: started(), kept: data.kept ?? 0 });
    });
  }
};
"""

# A reader who answers as soon as there is a question, and again until the page has kept it. A click on the answer that
# is marked already changes nothing, so each click is on another level.
IMPATIENT = """
window.figures = {};
const started = performance.now.bind(performance);
const { setItem } = Storage.prototype;
Storage.prototype.setItem = function (name, value) {
  setItem.call(this, name, value);
  const { answers = {} } = name.includes(":response:organisation:") ? JSON.parse(value) : {};
  if (Object.keys(answers).length > 0) window.figures.kept ??= started();
};
let level = 0;
const clicking = setInterval(() => {
  if (window.figures.kept !== undefined) return clearInterval(clicking);
  const fields = document.querySelectorAll("form[data-form=full] [data-practice]:first-of-type input");
  const field = [...fields].find(({ value }) => value === String(level % 5));
  if (!field) return;
  level += 1;
  field.click();
}, 5);
"""

ANSWER = """
async (level) => {
  const form = document.querySelector("form[data-form=full]");
  const shown = new Promise((settle) => {
    new MutationObserver(() => settle(performance.now())).observe(form.querySelector(".cap-table"), {
      subtree: true, childList: true, characterData: true, attributes: true });
  });
  const begun = performance.now();
  form.querySelector(`[data-practice] input[value="${level}"]`).click();
  return (await shown) - begun;
}
"""


def main() -> None:
    """Print every figure."""
    weigh()
    with serving(Host(SITE)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        print(f"\nTimes and memory, Chromium {browser.version}, {RUNS} runs: median (range)\n")
        runs = [one_run(browser, address) for _ in range(RUNS)]
        browser.close()
    budgets = {
        "answer kept after navigation, ms": 1000,
        "Python ready, cold, ms": 1500,
        "answer to its shown result, ms": 50,
    }
    for name in runs[0]:
        budget = f"   budget {budgets[name]}" if name in budgets else ""
        print(f"{name:40} {spread([run[name] for run in runs])}{budget}")
    print(f"\nVisits with and without a snapshot of Python, in turn, {RUNS} pairs: median (range)\n")
    pairs = both_ways()
    for name in pairs[0][0]:
        columns = [spread([found[name] for found in way]) for way in zip(*pairs, strict=True)]
        print(f"{name:40} {'   '.join(columns)}")


def spread(values: list[float]) -> str:
    """The median of some figures, with their range.

    >>> spread([3.0, 1.0, 2.0])
    '      2.0  (1.0 to 3.0)'
    """
    return f"{statistics.median(values):9.1f}  ({min(values):.1f} to {max(values):.1f})"


def weigh() -> None:
    """Print the bytes of one page with all that it brings, and of Python for the browser."""
    print("Bytes: raw, gzip, brotli (each file as it is stored, then compressed)\n")
    parts = page_files()
    kinds = sorted({kind(path) for path in parts})
    for name in kinds:
        row(f"page without Python: {name}", [path for path in parts if kind(path) == name])
    row("page without Python", parts, "   budget 600 kB compressed")
    python = sorted([*SITE.glob("capability/python-*/*"), *SITE.glob("capability/*/package.bin")])
    row("Python for the browser", python, "   budget 6 MB compressed, 7.5 MB as stored")
    row("the whole site", [path for path in SITE.rglob("*") if path.is_file()])


def row(name: str, paths: Iterable[Path], budget: str = "") -> None:
    """One line of `weigh`."""
    contents = [path.read_bytes() for path in paths]
    sizes = [sum(map(len, contents)), sum(len(gzip.compress(data, 9)) for data in contents), brotli(contents)]
    print(f"{name:40}" + "".join(f"{size / 1000:10.1f} kB" for size in sizes) + budget)


def brotli(contents: list[bytes]) -> int:
    """Size of some contents, each compressed by Node's brotli."""
    script = """
      import { brotliCompressSync } from "node:zlib";
      let all = ""; for await (const part of process.stdin) all += part;
      const size = (text) => brotliCompressSync(Buffer.from(text, "base64")).length;
      console.log(JSON.parse(all).reduce((sum, text) => sum + size(text), 0));
    """
    texts = json.dumps([base64.b64encode(data).decode() for data in contents])
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script], input=texts, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def kind(path: Path) -> str:
    """What a file is, in a word."""
    return KINDS.get(path.suffix, "fonts and others")


def page_files() -> list[Path]:
    """The files that one page asks for before Python is asked for, found by opening it."""
    asked: list[str] = []
    with serving(Host(SITE)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url.split("?")[0]))
        page.goto(address + PAGE, wait_until="networkidle")
        browser.close()
        found = {SITE / url.removeprefix(address) for url in asked if url.startswith(address)}
    return sorted(path for path in found if path.is_file())


def one_run(browser: Browser, address: str) -> dict[str, float]:
    """A reader with an empty cache, then the same reader's next visit."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    cold, before, after, answer = visit(context, address)
    context.clear_cookies()
    warm, *_ = visit(context, address, erase=True)
    context.close()
    return {
        "answer kept after navigation, ms": first_kept(browser, address),
        "Python ready, cold, ms": cold["ready"] - cold["asked"],
        "Python ready, warm, ms": warm["ready"] - warm["asked"],
        "answer to its shown result, ms": answer,
        "memory of the page before Python, MB": before,
        "memory of the page with Python, MB": after,
    }


def first_kept(browser: Browser, address: str) -> float:
    """When a page that was never seen has kept an answer, from the moment at which it was asked for."""
    context = browser.new_context()
    context.add_init_script(IMPATIENT)
    page = context.new_page()
    page.goto(address + PAGE, wait_until="commit")
    until(page, "kept")
    kept: float = page.evaluate("window.figures.kept")
    context.close()
    return kept


def both_ways() -> list[tuple[dict[str, float], dict[str, float]]]:
    """Pairs of readers: one of the site as it is, one of a build with the switch off; each is first in turn."""
    without: dict[str, Callable[[bytes], bytes]] = {"capability/*/manifest.json": without_snapshot}
    pairs = []
    with sync_playwright() as playwright, serving(Host(SITE)) as on, serving(Host(SITE, altered=without)) as off:
        for turn in range(RUNS):
            ways = [("with", on), ("without", off)]
            found = {name: visits(playwright, address, name) for name, address in (ways if turn % 2 else ways[::-1])}
            pairs.append((found["with"], found["without"]))
    return pairs


def without_snapshot(manifest: bytes) -> bytes:
    """A manifest as a build with the switch off writes it."""
    whole = json.loads(manifest)
    del whole["snapshot"]
    return json.dumps(whole).encode()


def visits(playwright: Playwright, address: str, way: str) -> dict[str, float]:
    """A reader's first visit, the next after the browser was closed, and one more; each begins with no answers."""
    with TemporaryDirectory(prefix="profile-", ignore_cleanup_errors=True) as profile:
        start: dict[str, Any] = {"executable_path": chromium(), "args": FLAGS}
        with closing(playwright.chromium.launch_persistent_context(profile, **start)) as context:
            first, _ = visited(context, address)
            if way == "with":
                until(context.pages[-1], "made")
            first |= context.pages[-1].evaluate("window.figures")
        with closing(playwright.chromium.launch_persistent_context(profile, **start)) as context:
            second, memory_then = visited(context, address)
            third, _ = visited(context, address)
    expected = "used" if way == "with" else "refused"
    if (second["from"], third["from"]) != (expected, expected):
        raise RuntimeError(f"the visits {way} a snapshot started from: {second['from']}, {third['from']}")
    return {
        "first visit: Python ready, ms": first["ready"] - first["asked"],
        "first visit: click to first result, ms": first["answer"],
        "making the snapshot, ms": first.get("made", 0) - first.get("making", 0),
        "the snapshot, kB": first.get("kept", 0) / 1000,
        "second visit, cold: Python ready, ms": second["ready"] - second["asked"],
        "second visit, cold: first result, ms": second["answer"],
        "second visit, cold: CPU, ms": second["cpu"],
        "second visit, cold: memory, MB": memory_then,
        "third visit, warm: Python ready, ms": third["ready"] - third["asked"],
        "third visit, warm: first result, ms": third["answer"],
        "third visit, warm: CPU, ms": third["cpu"],
    }


def visited(context: BrowserContext, address: str) -> tuple[dict[str, Any], float]:
    """Open the page without answers and give a first one; the page's figures, and its memory."""
    page = context.new_page()
    page.add_init_script("localStorage.clear();" + WATCH)
    before = cpu(page)
    page.goto(address + PAGE, wait_until="load")
    until(page, "operable")
    answer = page.evaluate(ANSWER, 1)
    figures = {"cpu": cpu(page) - before, **page.evaluate("window.figures"), "answer": answer}
    return figures, memory(page)


def until(page: Page, name: str, patience: float = 60) -> None:
    """Wait until the page has noted a figure. The site's policy forbids Playwright's own way, which evaluates text."""
    end = time.monotonic() + patience
    while not page.evaluate("(name) => window.figures?.[name] !== undefined", name):
        if time.monotonic() > end:
            raise TimeoutError(f"{page.url} has not noted “{name}” in {patience:.0f} seconds")
        time.sleep(0.05)


def visit(
    context: BrowserContext, address: str, *, erase: bool = False
) -> tuple[dict[str, float], float, float, float]:
    """Open the page, give a first answer, wait for Python, then time ten more answers; the median of those."""
    page = context.new_page()
    if erase:  # else what was kept would start Python before the first answer
        page.add_init_script("localStorage.clear()")
    page.goto(address + PAGE, wait_until="load")
    until(page, "operable")
    before = memory(page)
    page.evaluate(ANSWER, 1)
    answers = [page.evaluate(ANSWER, level) for level in (2, 3, 4, 3, 2, 1, 2, 3, 4, 3)]
    figures: dict[str, float] = page.evaluate(
        "({ ...window.figures, load: performance.getEntriesByType('navigation')[0].loadEventEnd })"
    )
    after = memory(page)
    page.close()
    return figures, before, after, statistics.median(answers)


def memory(page: Page) -> float:
    """Resident memory of the browser's largest page process, in MB."""
    return max(resident(process["id"]) for process in processes(page) if process["type"] == "renderer")


def cpu(page: Page) -> float:
    """What all processes of the browser have computed so far, in milliseconds."""
    seconds: list[float] = [process["cpuTime"] for process in processes(page)]
    return sum(seconds) * 1000


def processes(page: Page) -> list[dict[str, Any]]:
    """The browser's processes, as it tells them."""
    session = page.context.browser.new_browser_cdp_session()  # type: ignore[union-attr]
    found: list[dict[str, Any]] = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return found


def resident(process: int) -> float:
    """Resident memory of a process, in MB; 0 once it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return int(status.split("VmRSS:")[1].split()[0]) / 1000


if __name__ == "__main__":
    main()
