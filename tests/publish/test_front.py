"""The picture of a result on the front page: made by the rule from a worked example, and by the page's own template."""

import json
from typing import Any

from bs4 import BeautifulSoup, Tag

from capability.authoring.instruments import load_instrument
from capability.authoring.responses import load_response
from capability.publish.front import picture
from capability.rule.headline import headline
from capability.rule.scoring import score
from tests.pieces.rendered import INSTRUMENTS

ORGANISATION = load_instrument("organisation")
EXAMPLE = INSTRUMENTS / "examples" / "the-pulse" / "response.json"


def shown(response: Any) -> BeautifulSoup:
    return BeautifulSoup(picture(ORGANISATION, response), "html.parser")


def text_of(part: Tag | None) -> str:
    assert part is not None
    return " ".join(part.get_text().split())


def test_the_picture_says_what_the_rule_says_of_the_example() -> None:
    soup = shown(json.loads(EXAMPLE.read_text("utf-8")))
    profile = score(ORGANISATION, load_response(EXAMPLE, ORGANISATION))
    found = headline(profile.dimensions)
    titles = {dimension.id: dimension.title for dimension in ORGANISATION.dimensions}
    told = [tag.get_text() for tag in soup.select(".cap-assessment-headline b")]
    assert told[: len(found.holding)] == [titles[name] for name in found.holding] != []
    rows = soup.select("ul > .cap-picture-row")
    strips = {text_of(row.select_one("span")): row.select_one(".cap-strip") for row in rows}
    assert {name: strip.get("data-at_most") for name, strip in strips.items() if strip} == {
        titles[dimension.id]: None if dimension.at_most is None else str(dimension.at_most)
        for dimension in profile.dimensions
    }
    # Each strip, which is hidden from those who cannot see it, has its words.
    assert all(text_of(row.select_one(".cap-picture-words")) for row in rows)
    assert text_of(soup.select_one(".cap-assessment-where")).startswith(f"Start here: {titles[found.holding[0]]}")


def test_other_answers_make_another_picture() -> None:
    response = json.loads(EXAMPLE.read_text("utf-8"))
    before = str(shown(response))
    response["answers"]["culture.gain-beside-risk"] = {"level": 4}
    assert text_of(shown(response).select_one(".cap-assessment-headline")) not in text_of(
        BeautifulSoup(before, "html.parser")
    )


def test_nothing_in_it_waits_for_a_script() -> None:
    soup = shown(json.loads(EXAMPLE.read_text("utf-8")))
    slots = ("data-show", "data-text", "data-with", "data-each", "hidden")
    assert soup.find(lambda tag: any(tag.has_attr(slot) for slot in slots) or tag.name == "template") is None
