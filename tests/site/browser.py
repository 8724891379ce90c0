"""The one place that finds, or installs, the Chromium of the browser tests and the benchmarks.

Run it (`python -m tests.site.browser`) to install one where there is none; import `chromium` and `FLAGS` to start it.
Where none can be had, both stop and say why: a browser test that cannot run has failed.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

# The headless shell is the same engine without a browser's windows around it, and needs little more than half the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

FLAGS = [
    "--headless",
    "--no-sandbox",  # a container's root may not make the sandbox; the pages are our own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # The tests count requests to other origins: the browser's own must not be among them.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


class MissingChromiumError(RuntimeError):
    """Raised when no Chromium starts on this machine."""


def chromium() -> str:
    """The path of a Chromium that starts; the environment variable CHROMIUM overrides the search."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        if starts(chosen):
            return chosen
        raise MissingChromiumError(f"CHROMIUM is {chosen}, and that does not start")
    for path in found():
        if starts(path):
            return path
    raise MissingChromiumError(
        "No Chromium starts on this machine. Run `make chromium`, or install one and set CHROMIUM to its path"
    )


def install() -> str:
    """Install a Chromium where none starts, by Debian's package as root, else by Playwright; return its path."""
    faults = []
    for command in [[], *ways()]:
        if command:
            print("Installing:", " ".join(command), flush=True)
            done = subprocess.run(command, check=False)
            if done.returncode:
                faults.append(f"`{' '.join(command)}` ended with exit code {done.returncode}")
                continue
        try:
            return chromium()
        except MissingChromiumError as fault:
            faults.append(str(fault))
            if os.environ.get("CHROMIUM"):
                break
    raise MissingChromiumError(";\n  ".join(faults))


def ways() -> Iterator[list[str]]:
    """The commands to try, one after the other."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root and shutil.which("apt-get"):
        for package in ("chromium-headless-shell", "chromium"):  # not every release has a package of the shell
            yield [
                "sh",
                "-c",
                f"apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q {package}",
            ]
    yield [sys.executable, "-m", "playwright", "install", *(["--with-deps"] if root else []), "chromium"]


def found() -> Iterator[str]:
    """Candidates, the machine's own first."""
    for name in NAMES:
        path = shutil.which(name)
        if path:
            yield path
    # In a process of its own: a test that asks may have Playwright running, which cannot start twice in one thread.
    done = subprocess.run([sys.executable, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, check=False)
    yield done.stdout.strip()


def starts(path: str) -> bool:
    """Whether it runs at all: Ubuntu's `chromium-browser` may be a script that only asks for a snap."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and any(name in done.stdout for name in ("Chromium", "Chrome"))


if __name__ == "__main__":
    try:
        print("Chromium:", install())
    except MissingChromiumError as fault:
        sys.exit(f"There is no Chromium to test with:\n  {fault}")
