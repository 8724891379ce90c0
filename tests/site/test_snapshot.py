"""A Python that the browser keeps from one visit to the next: what it gives, what is in it, and when it is let go."""

import re

import pytest
from playwright.sync_api import expect

from tests.site.conftest import Arrive
from tests.site.reader import ORGANISATION, Reader

pytestmark = pytest.mark.browser

EARLY, KNOWLEDGE = "market-shaping.early-engagement", "market-shaping.market-knowledge"

WORD = "zebrafinch"
"""What the reader types, and nothing else says."""

TELL = """
window.Worker = class extends window.Worker {
  constructor(address, options) {
    super(address, options);
    const { dataset } = document.documentElement;
    this.addEventListener("message", ({ data: { snapshot, kept, unfit } }) => {
      if (snapshot) dataset.snapshot = snapshot;
      if (kept) dataset.kept = kept;
      if (unfit) dataset.unfit = unfit;
    });
  }
};
"""
"""The page tells what its Python started from, what was kept, and what was not trusted."""

LOOK = """async (words) => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const kept = await cache.match(request);
      if (!kept.headers.has("X-Facts")) continue;
      const memory = await new Response(kept.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
      const text = new TextDecoder("latin1").decode(memory);
      // Python holds text with one, two or four bytes for a character.
      const gaps = ["", "\\0", "\\0\\0\\0"];
      found.push(...words.filter((word) => gaps.some((gap) => text.includes([...word].join(gap)))));
    }
  }
  return found;
}"""

DAMAGE = """async () => {
  const [name] = await caches.keys();
  const cache = await caches.open(name);
  const [request] = await cache.keys();
  const kept = await cache.match(request);
  const whole = await new Response(kept.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  const memory = new Uint8Array(whole);
  const word = new TextEncoder().encode("lowest_name");
  for (let at = memory.indexOf(word[0]); at >= 0; at = memory.indexOf(word[0], at + 1))
    if (word.every((byte, i) => memory[at + i] === byte)) memory[at] += 1;
  const packing = new Blob([memory]).stream().pipeThrough(new CompressionStream("gzip"));
  const packed = await new Response(packing).arrayBuffer();
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", packed));
  const checksum = [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const facts = JSON.stringify({ ...JSON.parse(kept.headers.get("X-Facts")), checksum });
  await cache.put(request, new Response(packed, { headers: { "X-Facts": facts } }));
}"""
"""Changes a word of the result in what is kept, and makes the checksum right again: Python starts from it, and errs."""


def started_from(reader: Reader) -> str:
    """What this page's Python started from."""
    reader.form("full").settle()
    return reader.page.locator("html").get_attribute("data-snapshot") or ""


def test_a_second_visit_starts_from_what_the_first_left_and_counts_the_same(arrive: Arrive) -> None:
    with arrive(script=TELL, saves_data=False) as reader:
        html = reader.page.locator("html")
        form = reader.visit(ORGANISATION)
        form.answer(EARLY, 3)
        form.answer(KNOWLEDGE, "unknown")
        form.evidence(EARLY, "document", WORD)
        result = form.saved_result()
        assert started_from(reader) == "none"
        expect(html).to_have_attribute("data-kept", re.compile(r"\d+"), timeout=60_000)
        assert WORD in str(reader.kept())
        assert set(reader.page.evaluate(LOOK, [WORD, EARLY, "capability.pieces.register"])) == {
            EARLY,
            "capability.pieces.register",
        }

        reader.page.reload()
        assert reader.form("full").saved_result() == result
        assert started_from(reader) == "used"

        # Its checksum agrees, its Python runs: that it counts otherwise shows in the trial alone.
        reader.page.evaluate(DAMAGE)
        reader.page.reload()
        assert reader.form("full").saved_result() == result
        assert started_from(reader) == "refused"
        assert "another answer" in (html.get_attribute("data-unfit") or "")
        assert reader.page.evaluate(LOOK, [EARLY]) == []  # it is let go

        reader.form("full").erase()
        expect(reader.form("full").notices).not_to_be_empty()
        assert reader.page.evaluate("() => caches.keys()") == []
