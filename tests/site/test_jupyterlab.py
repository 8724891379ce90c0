"""The widget in a real JupyterLab: answer it in Chromium, and see the kernel's result change."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CELLS = [
    'import capability\npiece = capability.assessment("organisation", dimensions=["suppliers"])\npiece',
    "print(piece.profile.dimensions[6].level, piece.response.answers['suppliers.barriers'].level)",
]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab whose folder holds one notebook, `try.ipynb`."""
    folder = tmp_path_factory.mktemp("lab")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS], metadata=kernel)
    nbformat.write(notebook, folder / "try.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = ["--ServerApp.token=", "--ServerApp.password=", "--ServerApp.disable_check_xsrf=True"]
    quiet = ["--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", *settings, *quiet]
    # Its own home: no settings of the person at this machine, and none left behind.
    homes = {name: str(folder / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")}
    with (folder / "lab.log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, env={**os.environ, **homes}, stdout=log, stderr=log)
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{address}/api", server, folder / "lab.log")
            yield address
        finally:
            server.terminate()
            try:
                server.wait(60)
            except subprocess.TimeoutExpired:  # how long it takes to leave is not what is tested
                server.kill()
                server.wait()


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(720):  # three minutes, for a busy machine
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5) as reply:
                json.load(reply)
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")


def run_first_cell(page: Page) -> None:
    """Run the first cell, again if need be: JupyterLab drops a key that comes before it is ready, without a word.

    On a busy machine it can come up so that no key helps any more; a page that is loaded anew does not.
    """
    for last in (False, False, True):
        page.locator(".jp-Notebook .jp-CodeCell").first.click(timeout=120_000)
        page.keyboard.press("Shift+Enter")
        try:
            expect(page.locator("[data-piece=assessment]")).to_be_visible(timeout=45_000)
        except AssertionError:
            if last:
                raise
            page.reload(wait_until="domcontentloaded")
        else:
            return


@pytest.fixture
def notebook(lab: str, chromium_browser: Browser) -> Iterator[Page]:
    """The notebook, open, its first cell run."""
    context = chromium_browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.goto(f"{lab}/lab/tree/try.ipynb?reset", wait_until="domcontentloaded")
    run_first_cell(page)
    yield page
    context.close()


def test_an_answer_is_scored_in_the_kernel_and_the_result_shows(notebook: Page) -> None:
    """Four answers give a level; a changed one moves it; the kernel knows the same."""
    piece = notebook.locator("[data-piece=assessment]")
    for practice, level in {"barriers": 2, "paperwork": 2, "feedback": 3, "bid-help": 0}.items():
        choose(notebook, practice, level)
    shown = piece.locator(".cap-picture-words [data-text='level']:visible")
    expect(shown).to_have_text("2", timeout=15_000)
    choose(notebook, "barriers", 1)
    expect(shown).to_have_text("1")
    expect(piece.locator(".cap-assessment-do")).to_be_visible()
    notebook.locator(".jp-Notebook .jp-CodeCell").nth(1).locator(".jp-Editor").click()
    notebook.keyboard.press("Shift+Enter")
    expect(notebook.locator(".jp-CodeCell").nth(1).locator(".jp-OutputArea-output")).to_have_text(
        "1 1\n", timeout=15_000
    )


def choose(page: Page, practice: str, level: int) -> None:
    page.locator(f"[data-practice='suppliers.{practice}'] input[value='{level}']").check()
