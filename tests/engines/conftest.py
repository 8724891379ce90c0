"""What the tests in other engines share: each engine, started once, and a reader of the served site in front of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.browsers import ENGINES, Browser
from tests.engines.reader import WATCH, Reader
from tests.site.server import Host, serving

SITE = Path(__file__).resolve().parents[2] / "_build" / "html"


@pytest.fixture(scope="session", params=ENGINES)
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    if not (SITE / "_headers").is_file():
        pytest.fail("The site is not built. Run `make build` first")
    with ENGINES[request.param]() as started:
        print(f"\n{started.version}")
        yield started


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    """A reader of the site on a host of its own, so that nothing is kept yet; what their browser complains of fails."""
    watched = {"capability/*/storage.js": lambda script: WATCH + script}
    with serving(Host(SITE, altered=watched)) as home:
        someone = Reader(browser, home)
        yield someone
        assert someone.leave() == []
