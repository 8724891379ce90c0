"""The workbench with many files or a long table, in a real browser, from the drop to the report. Run `make benchmark`.

All answers are made up. Once Python is ready the budget is 2 seconds for 500 files of 36 answers, and 3 seconds for a
table of 10,000 people. Every figure is told with the load of the machine, for others may be at work on it.
"""

import csv
import io
import json
import os
import random
import statistics
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.site import SITE
from capability.authoring.instruments import load_instrument
from tests.site.browser import FLAGS, chromium
from tests.site.generated import full
from tests.site.reader import SAVES_DATA
from tests.site.server import Host, serving

RUNS = 5
SIZES = (50, 500)
ROWS = 10_000
BUDGETS = {500: 2000, ROWS: 3000}
ROLES = ("procurement", "finance", "legal", "commissioning")
PAGE = "assessments/workbench.html"

# Drops so many files, and settles with milliseconds: until the report tells of them all, until a bar showed how far it
# is (-1 if none ever did), and the longest time in which the page could not have answered a key.
DROP = """
async ([files, people]) => {
  const form = document.querySelector("form[data-piece=workbench]");
  const carried = new DataTransfer();
  for (const [name, text] of files) carried.items.add(new File([text], name));
  let bar = -1, busiest = 0, last = performance.now();
  const begun = last;
  const shown = new Promise((settle) => {
    const look = () => {
      const now = performance.now();
      busiest = Math.max(busiest, now - last);
      last = now;
      if (bar < 0 && [...form.querySelectorAll("progress")].some((one) => one.checkVisibility())) bar = now - begun;
      const told = form.querySelector("[data-drop=now]").innerText.includes(people);
      if (told && form.querySelector(".cap-workbench-report").checkVisibility()) settle(now - begun);
      else setTimeout(look, 4);
    };
    look();
  });
  form.querySelector("[data-drop=now]").dispatchEvent(
    new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: carried }));
  return { shown: await shown, bar, busiest };
}
"""


Files = list[tuple[str, str]]
"""Names and texts."""


def main() -> None:
    """Print every figure."""
    first, *others = responses(max(SIZES) + 1)
    with serving(Host(SITE)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        print(f"The workbench, median of {RUNS} (least to most), in milliseconds, Python being ready\n")
        for size in SIZES:
            runs = [one_run(browser.new_page(), address, first, others[:size], size) for _ in range(RUNS)]
            tell(f"{size} files of 36 answers, drop to report", runs, size)
        runs = [one_run(browser.new_page(), address, first, [table()], ROWS) for _ in range(RUNS)]
        tell(f"A table of {ROWS:,} people, drop to report", runs, ROWS)
        browser.close()


def tell(words: str, runs: list[dict[str, float]], size: int) -> None:
    """Print what so many runs took, and how busy the machine was."""
    for name, label in (
        ("shown", words),
        ("bar", "  until the bar shows"),
        ("busiest", "  longest time without an answer"),
    ):
        values = [run[name] for run in runs]
        budget = f"   budget {BUDGETS[size]}" if name == "shown" and size in BUDGETS else ""
        print(f"{label:48} {statistics.median(values):9.1f}  ({min(values):.1f} to {max(values):.1f}){budget}")
    print(f"  load of the machine, last minute {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def one_run(page: Page, address: str, first: tuple[str, str], files: Files, people: int) -> dict[str, float]:
    """One file first, so that Python is there; then all the others at once."""
    page.add_init_script(SAVES_DATA)  # nothing is made beside the work
    page.goto(address + PAGE, wait_until="load")
    page.evaluate(DROP, [[first], "1 person"])
    found: dict[str, float] = page.evaluate(DROP, [files, f"{people + 1} people"])
    page.close()
    return found


def table() -> tuple[str, str]:
    """A form tool's export of the whole form: a row a person, ids as headings, levels as numbers."""
    practices = [practice.id for practice in load_instrument("organisation").practices]
    rng = random.Random(20261127)
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["role", *practices])
    for _ in range(ROWS):
        rows.writerow([rng.choice(ROLES), *rng.choices(["0", "1", "2", "3", "4", "unknown", ""], k=len(practices))])
    return "made-up.csv", text.getvalue()


def responses(count: int) -> Files:
    """Saved answers of made-up raters of the whole form."""
    instrument = load_instrument("organisation")
    rng = random.Random(20261124)
    found: Files = []
    for number in range(count):
        targets: list[int | None] = [rng.randrange(5) for _ in instrument.dimensions]
        made: dict[str, Any] = {
            "format": "capability-response/1",
            "instrument": instrument.id,
            "version": instrument.version,
            "id": f"made-up-{number}",
            "rater": {"role": rng.choice(ROLES)},
            "answers": full(rng, instrument, targets),
        }
        found.append((f"made-up-{number}.json", json.dumps(made)))
    return found


if __name__ == "__main__":
    main()
