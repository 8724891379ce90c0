"""Two tabs that enter at once, in two processes of a real browser: `python -m tests.attack.two_tabs`. See README.md."""

import argparse
import asyncio
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from playwright.async_api import Browser, Page, async_playwright

from tests.site.browser import FLAGS, chromium
from tests.site.server import Host, serving

SITE = Path(__file__).resolve().parents[2] / "_build" / "html"
CHAPTER = "modules/03-market-shaping.html"
REST = 20
"""Seconds after the last entry within which the tabs must have heard of one another, on a busy machine."""


class Piece(NamedTuple):
    """A form: its page, the fields that are entered, and what is done to each."""

    page: str
    fields: str
    act: str = "field.click()"
    is_there: str = "field.checked"


TYPE = "field.value = 'typed'; field.dispatchEvent(new Event('input', { bubbles: true }))"
CHOOSE = "field.value = '2'; field.dispatchEvent(new Event('input', { bubbles: true }))"
PIECES = {
    "response": Piece(
        "assessments/organisation.html", "form[data-form=full] [data-practice] .cap-options input[value='2']"
    ),
    "learning": Piece("book/my-learning.html", "[data-piece=learning] [data-read]"),
    "quiz": Piece(CHAPTER, "[data-piece=quiz] [data-option]:first-child input"),
    "exercise": Piece(CHAPTER, "[data-piece=exercise] input[data-column-field]", TYPE, "field.value === 'typed'"),
    "relations": Piece("assessments/relations.html", "[data-actor] select", CHOOSE, "field.value === '2'"),
}

AWAKE = "form[data-piece] :is([data-with-script], [data-beside]):not([hidden])"
"""What shows when the page's script is there."""

GAPS = {"none": (0, False), "100 ms": (100, False), "both at once": (0, True), "both, every 20 ms": (20, True)}
"""How long a tab waits after an entry, and whether the other goes on meanwhile."""

MOST = 24


def script(piece: Piece) -> str:
    """What a page does with its fields: `todo` holds their numbers; gives how many hold what was entered."""
    return f"""async ([todo, gap]) => {{
        const fields = [...document.querySelectorAll("{piece.fields}")].slice(0, {MOST});
        for (const place of todo) {{
            const field = fields[place];
            {piece.act};
            if (gap !== null) await new Promise((settle) => setTimeout(settle, gap));
        }}
        return [fields.filter((field) => {piece.is_there}).length, fields.length];
    }}"""


async def there(tab: Page, run: str, count: int) -> int:
    """How many entries a tab shows, as soon as it shows all, or at last."""
    for _ in range(REST * 5):
        await asyncio.sleep(0.2)
        found = (await tab.evaluate(run, [[], None]))[0]
        if found == count:
            break
    return int(found)


async def attempt(browser: Browser, home: str, piece: Piece, gap: int, at_once: bool) -> tuple[int, int, int, int]:
    """How many entries there were, and how many are there at last: in both tabs, and after a reload."""
    context = await browser.new_context()
    tabs: list[Page] = [await context.new_page(), await context.new_page()]
    for tab in tabs:
        await tab.goto(home + piece.page, wait_until="networkidle")
        await tab.locator(AWAKE).first.wait_for(state="attached")
    run = script(piece)
    _, count = await tabs[0].evaluate(run, [[], None])
    turns = range(count)
    if at_once:
        await asyncio.gather(*(tab.evaluate(run, [list(turns[k::2]), gap]) for k, tab in enumerate(tabs)))
    else:
        for turn in turns:
            await tabs[turn % 2].evaluate(run, [[turn], None])
            await asyncio.sleep(gap / 1000)
    one, other = [await there(tab, run, count) for tab in tabs]
    await tabs[0].reload(wait_until="networkidle")
    await tabs[0].locator(AWAKE).first.wait_for(state="attached")
    again = await there(tabs[0], run, count)
    await context.close()
    return count, one, other, again


async def main() -> None:
    """Print how many entries each way of entering kept; exit with 1 where one is gone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5, help="tries for each piece and each gap")
    parser.add_argument("--site", type=Path, default=SITE)
    parser.add_argument("--piece", choices=list(PIECES), action="append")
    parser.add_argument("--gap", choices=list(GAPS), action="append")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    with serving(Host(options.site)) as home:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            for name in options.piece or PIECES:
                for gap in options.gap or GAPS:
                    tries = [await attempt(browser, home, PIECES[name], *GAPS[gap]) for _ in range(options.count)]
                    whole = sum(len(set(found)) == 1 for found in tries)
                    counts["tries"] += len(tries)
                    counts["whole"] += whole
                    for found in tries:
                        if len(set(found)) > 1:
                            print(f"  not whole: {found[1:3]} in the tabs, {found[3]} after a reload, of {found[0]}")
                    fewest = min(min(found) for found in tries)
                    print(
                        f"{name}, gap {gap}: {whole} of {len(tries)} whole, at least {fewest} of {tries[0][0]} entries",
                        flush=True,
                    )
            await browser.close()
    print(f"{counts['whole']} of {counts['tries']} whole")
    sys.exit(0 if counts["whole"] == counts["tries"] else 1)


if __name__ == "__main__":
    asyncio.run(main())
