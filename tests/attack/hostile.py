"""What each hostile file costs: on the command line, by every command it belongs to, and on the page it is dropped on.

`python -m tests.attack.hostile` prints both tables; the site must be built. The budget is two seconds and 300 MB each.
On the command line these are seconds of the processor with the start of Python, and the most memory of the process. On
the page they are from the drop to the first words, Python being ready, on the machine's clock, and the most memory of
the browser's own processes for pages, with what grew of it.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import gettempdir
from typing import Any, NamedTuple

from playwright.sync_api import Browser, CDPSession, sync_playwright

from benchmarks.site import SITE
from tests.reading.tables import CASES
from tests.site.browser import FLAGS, chromium
from tests.site.server import Host, serving

HOSTILE = CASES / "hostile"
TEAM = Path(__file__).parents[2] / "assessments" / "examples" / "team-that-disagrees" / "responses"
TABLE = (["tally"], ["plan"])
COMMANDS: dict[str, tuple[list[str], ...]] = {
    ".csv": TABLE,
    ".xlsx": TABLE,
    "team-complement.json": (*TABLE, ["change", "--before", str(TEAM), "--after"]),
    "relations-500-actors.json": (["relations"], ["system"]),
    "relations-escape.json": (["relations"], ["system"]),
    "plan-injection.json": (["plan", str(TEAM), "--plan"], ["score"]),
    "learning-half-character.json": (["score"], ["tally"]),
}
"""What is called with a file, by its name or its ending; the file comes last."""

WORKBENCH = "assessments/workbench.html"
PAGES = {
    "learning-half-character.json": ("book/my-learning.html", "[data-piece=learning]", "[data-incoming]"),
    "relations-escape.json": ("assessments/relations.html", "[data-piece=relations]", "[data-incoming], [data-opened]"),
    "relations-500-actors.json": (
        "assessments/relations.html",
        "[data-piece=relations]",
        "[data-incoming], [data-opened]",
    ),
}
"""Files that have a page of their own beside the workbench: the page, the form, and where it says what it opened."""


class Cost(NamedTuple):
    """Seconds, megabytes and the first words."""

    seconds: float
    megabytes: float
    words: str


def main() -> None:
    """Print both tables; exit with 1 where something is over."""
    files = sorted(HOSTILE.iterdir())
    sound = _run(["tally", str(TEAM)])
    print(f"{'twelve sound files':32}{'tally':10}{sound.seconds:7.2f} s{sound.megabytes:7.0f} MB, to compare\n")
    worst = [on_the_command_line(path) for path in files] + on_the_page(files)
    sys.exit(any(cost.seconds > 2 or cost.megabytes > 300 for cost in worst))


def on_the_command_line(path: Path) -> Cost:
    """The dearest of the commands that the file belongs to."""
    commands = COMMANDS.get(path.name) or COMMANDS[path.suffix]
    costs = [(command[0], _run([*command, str(path)])) for command in commands]
    name, worst = max(costs, key=lambda pair: pair[1].seconds)
    most = max(cost.megabytes for _, cost in costs)
    print(f"{path.name:32}{name:10}{worst.seconds:7.2f} s{most:7.0f} MB  {worst.words[:90]}", flush=True)
    return Cost(worst.seconds, most, worst.words)


def _run(arguments: list[str]) -> Cost:
    program = [sys.executable, "-m", "capability.cli", *arguments]
    process = subprocess.Popen(
        program, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd=gettempdir()
    )
    assert process.stdout
    words = process.stdout.read().decode(errors="replace")
    _, _, used = os.wait4(process.pid, 0)
    if "Traceback" in words:
        raise AssertionError(words)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, repr(words.split("\n", 1)[0]))


# The first words are there when the bar is gone and the zone says something else than before.
DROP = """
async ([zone, name, bytes]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([Uint8Array.from(bytes)], name));
  const before = zone.innerText;
  const begun = performance.now();
  zone.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: carried }));
  for (;;) {
    await new Promise((settle) => setTimeout(settle, 5));
    const bar = [...document.querySelectorAll("progress")].some((one) => one.checkVisibility());
    if (!bar && zone.innerText !== before) return [performance.now() - begun, zone.innerText];
  }
}
"""

OPENED = """
async ([form, input, place, name, bytes]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([Uint8Array.from(bytes)], name));
  const begun = performance.now();
  input.files = carried.files;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  for (;;) {
    await new Promise((settle) => setTimeout(settle, 5));
    const told = [...form.querySelectorAll(place)].find((one) => one.checkVisibility() && one.innerText.trim());
    if (told) return [performance.now() - begun, told.innerText];
  }
}
"""


def on_the_page(files: list[Path]) -> list[Cost]:
    """Each file dropped on the workbench, and opened on the page of its own where it has one."""
    costs = []
    with serving(Host(SITE)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for path in files:
            costs.append(_told(path, "workbench", _dropped(browser, address, path)))
            if path.name in PAGES:
                costs.append(_told(path, PAGES[path.name][0].rpartition("/")[2], _opened(browser, address, path)))
        browser.close()
    return costs


def _told(path: Path, place: str, cost: Cost) -> Cost:
    words = " ".join(cost.words.split())
    print(f"{path.name:32}{place:18}{cost.seconds:7.2f} s{cost.megabytes:7.0f} MB more  {words[:80]}", flush=True)
    return cost


def _dropped(browser: Browser, address: str, path: Path) -> Cost:
    page = browser.new_page()
    page.goto(address + WORKBENCH, wait_until="load")
    zone = page.locator("[data-drop=now]").element_handle()
    first = sorted(TEAM.iterdir())[0]
    page.evaluate(DROP, [zone, first.name, list(first.read_bytes())])  # so that Python is there
    page.locator("[data-drop=now]").get_by_role("button", name="Clear").click()
    page.wait_for_timeout(500)
    before = _memory(browser)
    seconds, words = page.evaluate(DROP, [zone, path.name, list(path.read_bytes())])
    cost = Cost(seconds / 1000, _memory(browser) - before, words.partition("Clear")[2] or words)
    page.close()
    return cost


def _opened(browser: Browser, address: str, path: Path) -> Cost:
    where, form, place = PAGES[path.name]
    page = browser.new_page()
    page.goto(address + where, wait_until="load")
    page.wait_for_timeout(5_000)  # Python starts, where the form asks it at once
    root = page.locator(form)
    given = [root.element_handle(), root.locator("input[type=file]").first.element_handle(), place, path.name]
    before = _memory(browser)
    begun = time.monotonic()
    seconds, words = page.evaluate(OPENED, [*given, list(path.read_bytes())])
    assert time.monotonic() >= begun
    cost = Cost(seconds / 1000, _memory(browser) - before, words)
    page.close()
    return cost


def _memory(browser: Browser) -> float:
    """Megabytes of all processes that show pages, as the system counts them: the page's script, Python and all."""
    session: CDPSession = browser.new_browser_cdp_session()
    found: dict[str, Any] = session.send("SystemInfo.getProcessInfo")
    pids = [process["id"] for process in found["processInfo"] if process["type"] == "renderer"]
    session.detach()
    return sum(_peak(pid) for pid in pids) / 1000


def _peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


if __name__ == "__main__":
    main()
