"""Figures of the built site beside their budgets: bytes, times, memory. Run `make benchmark`.

Times are those of this machine, with its own local server; compare rows of one run, do not quote them as a reader's.
"""

import base64
import gzip
import json
import statistics
import subprocess
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.site.browser import FLAGS, chromium
from tests.site.server import Host, serving

SITE = Path(__file__).parents[1] / "_build" / "html"
RUNS = 5
PAGE = "assessments/organisation.html"
KINDS = {".html": "HTML", ".css": "CSS", ".js": "JavaScript", ".mjs": "JavaScript", ".json": "JSON", ".svg": "pictures"}

# Notes when the form can be used, when the worker starts and when Python in it is ready, in milliseconds of the page.
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
  constructor(...all) {
    super(...all);
    window.figures.asked = started();
    this.addEventListener("message", ({ data }) => {
      if (data.ready !== undefined) window.figures.ready = started();
    });
  }
};
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
        "form operable after load, ms": 300,
        "Python ready, cold, ms": 1500,
        "answer to its shown result, ms": 50,
    }
    for name in runs[0]:
        values = [run[name] for run in runs]
        budget = f"   budget {budgets[name]}" if name in budgets else ""
        middle, least, most = statistics.median(values), min(values), max(values)
        print(f"{name:40} {middle:9.1f}  ({least:.1f} to {most:.1f}){budget}")


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
        "form operable after load, ms": cold["operable"] - cold["load"],
        "form operable after navigation, ms": cold["operable"],
        "Python ready, cold, ms": cold["ready"] - cold["asked"],
        "Python ready, warm, ms": warm["ready"] - warm["asked"],
        "answer to its shown result, ms": answer,
        "memory of the page before Python, MB": before,
        "memory of the page with Python, MB": after,
    }


def visit(
    context: BrowserContext, address: str, *, erase: bool = False
) -> tuple[dict[str, float], float, float, float]:
    """Open the page, give a first answer, wait for Python, then time ten more answers; the median of those."""
    page = context.new_page()
    if erase:  # else what was kept would start Python before the first answer
        page.add_init_script("localStorage.clear()")
    page.goto(address + PAGE, wait_until="load")
    page.wait_for_function("window.figures.operable !== undefined")
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
    session = page.context.browser.new_browser_cdp_session()  # type: ignore[union-attr]
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    sizes: list[float] = [resident(process["id"]) for process in processes if process["type"] == "renderer"]
    return max(sizes)


def resident(process: int) -> float:
    """Resident memory of a process, in MB; 0 once it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return int(status.split("VmRSS:")[1].split()[0]) / 1000


if __name__ == "__main__":
    main()
