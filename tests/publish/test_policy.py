"""The content-security policy, as headers and as files for hosts."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from capability.publish import policy

WORKER = "capability/0123456789ab/worker.js"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in (
        "index.html",
        "search.html",
        "book/privacy.html",
        "_static/page.html",
        "capability/0123456789ab/x.html",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    policy.write(tmp_path, WORKER)
    return tmp_path


def blocks(site: Path) -> dict[str, str]:
    """`_headers` as a host reads it: path, and the policy there."""
    policies, path = {}, ""
    for line in (site / "_headers").read_text("utf-8").splitlines():
        if not line.startswith(" "):
            path = line
        elif line.strip().startswith("Content-Security-Policy: "):
            policies[path] = line.split(": ", 1)[1]
    return policies


def test_only_the_worker_may_compile_and_nothing_may_evaluate_text() -> None:
    for path in ("index.html", "book/privacy.html", WORKER):
        script = policy.headers_for(path)["Content-Security-Policy"].split("script-src ")[1].split(";")[0]
        assert script == ("'self' 'wasm-unsafe-eval'" if path == WORKER else "'self'")


def test_every_page_has_one_policy_by_path_and_the_worker_its_own(site: Path) -> None:
    assert list(blocks(site)) == ["/", "/book/*", "/index.html", "/index", "/search.html", "/search", f"/{WORKER}"]
    assert "wasm-unsafe-eval" in blocks(site)[f"/{WORKER}"]
    assert sum("wasm-unsafe-eval" in value for value in blocks(site).values()) == 1


def test_a_page_is_framed_by_its_own_site_only(site: Path) -> None:
    assert blocks(site)["/book/*"].endswith("frame-ancestors 'self'")
    assert "frame-ancestors" not in policy.PAGE


def test_iis_knows_every_type_and_sends_the_same_policies(site: Path) -> None:
    tree = ElementTree.parse(site / "web.config")
    assert {node.get("fileExtension") for node in tree.iter("mimeMap")} == set(policy.MIME_TYPES)
    sent = [node.get("value") for node in tree.iter("add") if node.get("name") == "Content-Security-Policy"]
    assert sent == [policy.text(policy.PAGE_HEADER), policy.text(policy.WORKER)]
    assert [node.get("path") for node in tree.iter("location")] == [WORKER]
