"""The content-security policy that the site ships: in its pages, and as files for its hosts."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.site.conftest import PAGES
from tests.site.server import Host, parsed
from tests.site.test_pages import soup_of

Policy = dict[str, set[str]]


def policy_of(text: str) -> Policy:
    return {name: set(values) for name, *values in (part.split() for part in text.split(";"))}


def sent(site: Path, path: str) -> Policy:
    return policy_of(Host(site).headers(path)["Content-Security-Policy"])


def page_policy(page: str) -> Policy:
    [meta] = soup_of(page).select("meta[http-equiv='Content-Security-Policy']")
    return policy_of(str(meta["content"]))


@pytest.fixture(scope="module")
def worker(site: Path) -> str:
    [path] = site.glob("capability/*/worker.js")
    return path.relative_to(site).as_posix()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs_scripts_of_its_own_site_only(site: Path, page: str) -> None:
    policy = sent(site, page)
    assert policy["script-src"] == policy["worker-src"] == policy["connect-src"] == {"'self'"}
    assert policy["default-src"] == policy["object-src"] == policy["form-action"] == {"'none'"}
    assert policy["base-uri"] == policy["frame-ancestors"] == {"'self'"}
    assert not {"*", "http:", "https:"} & set().union(*policy.values())
    assert "eval" not in " ".join(set().union(*policy.values()))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_the_same_itself_but_for_what_only_a_header_can_say(site: Path, page: str) -> None:
    header = sent(site, page)
    del header["frame-ancestors"]
    assert page_policy(page) == header


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_its_policy_before_anything_that_it_binds(page: str) -> None:
    head = soup_of(page).head
    assert head is not None
    first = next(tag.get("http-equiv") or tag.name for tag in head.find_all(True) if not tag.get("charset"))
    assert first == "Content-Security-Policy"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_holds_no_script_and_no_handler_of_its_own(page: str) -> None:
    soup = soup_of(page)
    inline = [tag for tag in soup.find_all("script", src=False) if "json" not in str(tag.get("type"))]
    handlers = [tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
    addresses = list(soup.find_all(href=re.compile(r"^\s*javascript:", re.IGNORECASE)))
    assert inline == handlers == addresses == []


def test_the_worker_alone_may_compile_webassembly(site: Path, worker: str) -> None:
    policy = sent(site, worker)
    assert policy["script-src"] == {"'self'", "'wasm-unsafe-eval'"}
    assert policy["default-src"] == {"'none'"}
    assert policy["connect-src"] == {"'self'"}
    text = (site / "_headers").read_text("utf-8")
    assert text.count("wasm-unsafe-eval") == 1
    assert "'unsafe-eval'" not in text


def test_no_address_gets_two_policies(site: Path) -> None:
    """Hosts join them, and a browser keeps to both: the worker would be stopped."""
    for path in ["", *(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())]:
        assert "," not in Host(site).headers(path).get("Content-Security-Policy", ""), path


def test_the_headers_are_of_a_form_that_hosts_read(site: Path) -> None:
    """Cloudflare reads at most 100 rules, of at most 2,000 characters a line."""
    text = (site / "_headers").read_text("utf-8")
    rules = parsed(text)
    assert 0 < len(rules) <= 100
    assert all(pattern.startswith("/") and pattern.count("*") <= 1 and fields for pattern, fields in rules)
    assert max(map(len, text.splitlines())) <= 2000


def test_iis_gets_the_same_policy(site: Path, worker: str) -> None:
    tree = ElementTree.parse(site / "web.config")
    everywhere = tree.find("system.webServer/httpProtocol/customHeaders")
    location = tree.find("location")
    assert location is not None and location.get("path") == worker
    inside = location.find("system.webServer/httpProtocol/customHeaders")
    for element, path in ((everywhere, "book/index.html"), (inside, worker)):
        assert element is not None
        # A header of an outer folder is taken away before the new one is set, or both would be sent.
        assert [child.tag for child in element if child.get("name") == "Content-Security-Policy"] == ["remove", "add"]
        values = [child.get("value", "") for child in element.findall("add[@name='Content-Security-Policy']")]
        assert list(map(policy_of, values)) == [sent(site, path)]


def test_a_web_server_can_read_every_file(site: Path) -> None:
    closed = [
        path for path in (site, *site.rglob("*")) if path.stat().st_mode & 0o777 != (0o755 if path.is_dir() else 0o644)
    ]
    assert closed == []


def test_iis_knows_the_type_of_every_file(site: Path) -> None:
    """It answers 404 for a file whose ending it does not know."""
    known = {".css", ".gif", ".html", ".ico", ".jpg", ".js", ".png", ".svg", ".txt", ".xml", ".woff", ".woff2"}
    named = {entry.get("fileExtension") for entry in ElementTree.parse(site / "web.config").iter("mimeMap")}
    there = {path.suffix for path in site.rglob("*") if path.is_file() and path.name not in {"_headers", "web.config"}}
    assert there - known - named - {""} == set()
