"""What the browser tests share: a Chromium, started once; the built site, served; and a reader in front of it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from capability.authoring.instruments import load_instrument
from capability.rule.instrument import Instrument
from tests.site.browser import FLAGS, chromium
from tests.site.reader import MARK_QUESTIONS, SAVES_DATA, Reader, Watch
from tests.site.server import ROOT, Host, serving

SITE = Path(__file__).resolve().parents[2] / "_build" / "html"
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html") if path != SITE / "404.html")
"""Every page of the built site, by its path; the one for no page has no place, and a test of its own."""

PATIENCE = 15_000
"""Milliseconds that a page may take to do what a test waits for: long, for a busy machine, and never slept through."""
expect.set_options(timeout=PATIENCE)

STARTS_SOON = "--js-flags=--liftoff-only"
"""Python's own code is translated once, quickly, and not a second time to run faster: a test is over before that pays.
A start of Python then takes 3 seconds of a core in place of 5."""

Arrive = Callable[..., AbstractContextManager[Reader]]


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    """A Chromium with nothing of its own going on in the background."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, STARTS_SOON])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built site."""
    if not (SITE / "_headers").is_file():
        pytest.fail("The site is not built. Run `make build` first")
    return SITE


@pytest.fixture(scope="session")
def organisation() -> Instrument:
    return load_instrument("organisation")


@pytest.fixture(scope="session")
def homes(site: Path) -> Iterator[dict[str, str]]:
    """The site's address on a host that sends the shipped headers, and on one that sends none."""
    with serving(Host(site)) as strict, serving(Host(site, with_headers=False)) as bare:
        yield {"headers": strict, "meta": bare}


@pytest.fixture(scope="session")
def arrive(chromium_browser: Browser, homes: dict[str, str]) -> Arrive:
    """Makes a reader with a browser profile of their own; whatever their browser complained of fails the test."""

    @contextmanager
    def arriving(
        home: str = "headers",
        script: str = "",
        kept: dict[str, str] | None = None,
        *,
        saves_data: bool = True,
        **options: Any,
    ) -> Iterator[Reader]:
        """`kept`: what an earlier visit left in the browser's storage; `script` runs before each page's own."""
        home = homes.get(home, home)
        entries = [{"name": name, "value": value} for name, value in (kept or {}).items()]
        storage: Any = {"origins": [{"origin": home.removesuffix(ROOT), "localStorage": entries}]}
        options = {"viewport": {"width": 1280, "height": 900}, "storage_state": storage, **options}
        context = chromium_browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(MARK_QUESTIONS + (SAVES_DATA if saves_data else "") + script)
        watch = Watch(context)
        reader = Reader(context.new_page(), home, watch)
        try:
            yield reader
            assert watch.unexpected == []
            assert watch.strangers(reader.home) == []
        finally:
            context.close()

    return arriving


@pytest.fixture(scope="session")
def axe(checkout: Any) -> str:
    """The source of axe-core. It runs by evaluation, so the site's policy stays as it is."""
    return str((checkout / "node_modules/axe-core/axe.min.js").read_text("utf-8"))


@pytest.fixture
def reader(arrive: Arrive) -> Iterator[Reader]:
    """A reader of the site as it is shipped."""
    with arrive() as someone:
        yield someone


@pytest.fixture
def reader_of(arrive: Arrive, site: Path) -> Iterator[Callable[..., Reader]]:
    """Makes a reader of a site that is served with a fault: `reader_of(missing=["capability/*/worker.js"])`."""
    with ExitStack() as stack:

        def made(script: str = "", kept: dict[str, str] | None = None, **fault: Any) -> Reader:
            home = stack.enter_context(serving(Host(site, **fault)))
            return stack.enter_context(arrive(home, script, kept))

        yield made
