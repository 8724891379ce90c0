"""The workbench with many files, in a real browser: from the drop to the shown report. Run `make benchmark`.

All answers are made up. The budget is 2 seconds for 500 files of 36 answers, once Python is ready.
"""

import json
import random
import statistics
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.site import SITE
from capability.authoring.instruments import load_instrument
from tests.site.browser import FLAGS, chromium
from tests.site.generated import full
from tests.site.server import Host, serving

RUNS = 5
SIZES = (50, 500)
PAGE = "assessments/workbench.html"

# Drops so many files, and settles with milliseconds: until the report tells of them all, until a bar showed how far it
# is (-1 if none ever did), and the longest time in which the page could not have answered a key.
DROP = """
async ([texts, people]) => {
  const form = document.querySelector("form[data-piece=workbench]");
  const carried = new DataTransfer();
  texts.forEach((text, i) => carried.items.add(new File([text], `made-up-${texts.length}-${i}.json`)));
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


def main() -> None:
    """Print every figure."""
    texts = responses(max(SIZES) + 1)
    with serving(Host(SITE)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        print(f"The workbench, median of {RUNS} (least to most), in milliseconds, Python being ready\n")
        for size in SIZES:
            runs = [one_run(browser.new_page(), address, texts[: size + 1]) for _ in range(RUNS)]
            for name, words in (
                ("shown", f"{size} files of 36 answers, drop to report"),
                ("bar", "  until the bar shows"),
                ("busiest", "  longest time without an answer"),
            ):
                values = [run[name] for run in runs]
                budget = "   budget 2000" if name == "shown" and size == max(SIZES) else ""
                middle, least, most = statistics.median(values), min(values), max(values)
                print(f"{words:48} {middle:9.1f}  ({least:.1f} to {most:.1f}){budget}")
        browser.close()


def one_run(page: Page, address: str, texts: list[str]) -> dict[str, float]:
    """One file first, so that Python is there; then all the others at once."""
    page.goto(address + PAGE, wait_until="load")
    page.evaluate(DROP, [texts[:1], "1 person"])
    found: dict[str, float] = page.evaluate(DROP, [texts[1:], f"{len(texts)} people"])
    page.close()
    return found


def responses(count: int) -> list[str]:
    """Files of made-up raters of the whole form."""
    instrument = load_instrument("organisation")
    rng = random.Random(20261124)
    found = []
    for number in range(count):
        targets: list[int | None] = [rng.randrange(5) for _ in instrument.dimensions]
        made: dict[str, Any] = {
            "format": "capability-response/1",
            "instrument": instrument.id,
            "version": instrument.version,
            "id": f"made-up-{number}",
            "rater": {"role": rng.choice(["procurement", "finance", "legal", "commissioning"])},
            "answers": full(rng, instrument, targets),
        }
        found.append(json.dumps(made))
    return found


if __name__ == "__main__":
    main()
