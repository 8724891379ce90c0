"""The pictures of ideas: one a module, in one hand, and with no figure that its chapter does not give."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from capability.authoring.lessons import load_course
from tests.pages.test_modules import part_of, text_of

FOLDER = Path(__file__).parents[2] / "modules"
MODULES = [module.id for module in load_course().modules]
SVG = "{http://www.w3.org/2000/svg}"
FIGURE = re.compile(r"```\{figure\} ([\w.-]+)\n:alt: (.+)\n\n([\s\S]+?)\n```")
SHAPES = {"circle", "g", "path", "rect", "style", "svg", "text", "title"}
WORDS = {1: "one", 2: "two", 3: "three", 4: "four", 8: "eight", 10: "ten", 11: "eleven", 14: "fourteen"}
NARROW = 27
"""Size of the letters on a narrow screen, in the picture's own measure: 11.5 px where it is 288 px wide."""

modules = pytest.mark.parametrize("module", MODULES)


def drawn(module: str) -> ElementTree.Element:
    return ElementTree.parse(FOLDER / f"{module}.svg").getroot()


def words(module: str) -> list[str]:
    return [text.text or "" for text in drawn(module).iter(f"{SVG}text")]


@modules
def test_a_module_has_one_picture_near_its_start_with_a_name_and_the_same_in_words(module: str) -> None:
    idea = part_of(module, "The idea")
    [(name, alt, caption)] = FIGURE.findall(text_of(module))
    assert name == f"{module}.svg"
    assert alt == drawn(module).findtext(f"{SVG}title")
    assert len(alt) < 120
    assert len(caption.split()) >= 15
    assert len(idea.split("```{figure}")[0].split()) < 90


@modules
def test_a_picture_is_drawn_in_the_hand_of_all(module: str) -> None:
    root = drawn(module)
    style = root.findtext(f"{SVG}style") or ""
    assert style == drawn(MODULES[0]).findtext(f"{SVG}style")
    assert root.get("class") == "idea"
    assert root.get("viewBox", "").startswith("0 0 672 ")
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= SHAPES
    known = set(re.findall(r"\.idea \.(\w+)", style))
    assert {name for element in root.iter() for name in element.get("class", "").split()} <= known | {"idea"}
    assert not {name for element in root.iter() for name in element.attrib} & {"id", "href", "style", "fill", "stroke"}


@modules
def test_a_picture_has_few_words_and_they_fit_on_a_phone(module: str) -> None:
    texts = [text for text in drawn(module).iter(f"{SVG}text") if "transform" not in text.attrib]
    assert len(" ".join(words(module)).split()) <= 25
    for text in texts:
        width = len(text.text or "") * NARROW * 0.58
        x = float(text.get("x", ""))
        kind = text.get("class", "")
        left = x if "start" in kind else x - width if "end" in kind else x - width / 2
        assert left >= -10, text.text
        assert left + width <= 682, text.text


@modules
def test_a_pictures_figures_are_the_chapters(module: str) -> None:
    chapter = FIGURE.sub("", part_of(module, "The idea"))
    said = set(re.findall(r"\d+", chapter)) | {str(n) for n, word in WORDS.items() if re.search(word, chapter, re.I)}
    [(_, _, caption)] = FIGURE.findall(text_of(module))
    assert {number for text in [*words(module), caption] for number in re.findall(r"\d+", text)} <= said
