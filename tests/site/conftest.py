"""What the browser tests share: a Chromium, started once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.site.browser import FLAGS, chromium


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    """A Chromium with nothing of its own going on in the background."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()
