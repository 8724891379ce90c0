"""Files at which Python dies in a page, each in another way, among twelve good ones: what the reader sees, and when.

`python -m tests.attack.dying`; the site must be built. The worker is served with a line that does to Python, or to
itself, what a file of that name stands for. Right is: twelve people, and the thirteenth file named.
"""

import time

from playwright.sync_api import Browser, Error, expect, sync_playwright

from benchmarks.site import SITE
from tests.site.browser import FLAGS, chromium
from tests.site.server import Host, serving
from tests.site.test_workbench import TEAM, of, payload

WAYS = {
    "python-stack.json": 'python.runPython("import sys\\nsys.setrecursionlimit(10**9)\\nf = lambda: f()\\nf()");',
    "parser-stack.json": "python.runPython(\"import ast\\nast.parse('-' * 200_000 + '1')\");",
    "python-memory.json": 'python.runPython("full = []\\nwhile True: full.append(bytearray(50_000_000))");',
    "python-raises.json": 'python.runPython("{}[0]");',
    "python-exits.json": 'python.runPython("import os\\nos._exit(1)");',
    "python-aborts.json": 'python.runPython("import os\\nos.abort()");',
    "worker-closes.json": "close();",
    "worker-throws.json": "setTimeout(() => { throw new Error('torn'); }); return new Promise(() => {});",
    "worker-full.json": "const full = []; for (;;) full.push(new Array(10_000_000).fill(1.5));",
    "never-ends.json": "for (;;);",
}
"""What happens, by the name of the file at which it does."""

BEFORE = b"answer: ({ id, piece, config, state }) => {"


def dying(script: bytes) -> bytes:
    """The worker, which does each of these when it is given the file of that name."""
    assert BEFORE in script
    whole = "const text = JSON.stringify(state);" + "".join(
        f"""if (text.includes('{{"name":"{name}","data":"')) {{ {what} }}""" for name, what in WAYS.items()
    )
    return script.replace(BEFORE, BEFORE + whole.encode())


def main() -> None:
    """Print a line a way."""
    with (
        serving(Host(SITE, with_headers=False, altered={"capability/*/worker.js": dying})) as address,
        sync_playwright() as playwright,
    ):
        for name in WAYS:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            begun = time.monotonic()
            said = seen(browser, address, name)
            print(f"{name:22}{time.monotonic() - begun:6.1f} s  {said}", flush=True)
            browser.close()


def seen(browser: Browser, address: str, name: str) -> str:
    """What a reader sees in the end who drops thirteen files."""
    page = browser.new_page()
    page.goto(address + "assessments/workbench.html")
    zone = page.locator("[data-drop=now]")
    zone.locator("[data-files]").set_input_files([*of(TEAM), payload(name, "{}")])
    try:
        expect(zone).to_contain_text("12 people", use_inner_text=True, timeout=240_000)
        named = zone.locator("details", has_text=name).count()
        return f"12 people, and the file is {'named' if named else 'NOT named'}"
    except (AssertionError, Error) as error:
        return f"NOT told: {str(error).splitlines()[0]}"


if __name__ == "__main__":
    main()
