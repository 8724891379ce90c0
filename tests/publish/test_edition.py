"""Whose edition the site is: what a council's file changes, and what is as ever without one."""

import io
import struct
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from capability.authoring.council import load_council
from capability.authoring.instruments import load_instrument
from capability.authoring.lessons import load_exercise
from capability.course.council import Council
from capability.pieces import assessment, exercise
from capability.pieces.markup import render
from capability.publish import icons, missing
from capability.publish.edition import NEUTRAL, Edition, edition_of

CHECKOUT = Path(__file__).resolve().parents[2]
EXAMPLE = CHECKOUT / "docs" / "example-council"
OWN = edition_of(EXAMPLE, "Buying for missions", "https://kit.anyborough.example/buying")
EDITIONS = {"neutral": NEUTRAL, "a council's": OWN}


def test_this_book_is_neutral_and_its_sheet_of_colours_is_as_it_was_written() -> None:
    neutral = edition_of(CHECKOUT, "Buying for missions", "")
    assert neutral == NEUTRAL
    assert neutral.tokens() == (CHECKOUT / "src/capability/pieces/web/tokens.css").read_text("utf-8")
    assert neutral.brand("capability/x") == {
        "title": "Buying for missions",
        "picture": "favicon.svg",
        "council": "",
        "keeper": "",
        "email": "",
    }


def test_a_council_has_its_name_its_colours_its_logo_and_somebody_to_write_to() -> None:
    assert OWN.whole_title == "Buying for missions, Anyborough"
    assert "--mark: #1d5c4d;" in OWN.tokens()
    assert OWN.brand("capability/x") == {
        "title": "Buying for missions",
        "picture": "capability/x/logo.svg",
        "council": "Anyborough Council (made up)",
        "keeper": "Web team",
        "email": "web@anyborough.example",
    }


def test_a_build_stops_at_a_file_with_faults_and_tells_them_all(tmp_path: Path) -> None:
    (tmp_path / "council.yaml").write_text(
        'name: X\nlogo: gone.svg\ncolours: {main: "#ffcc00", accent: "#1d5c4d"}\n', "utf-8"
    )
    with pytest.raises(SystemExit, match=r"(?s)gone.svg: no such file.*the nearest colour that passes is `#856900`"):
        edition_of(tmp_path, "Buying for missions", "")


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS.keys())
def test_icons_are_pictures_of_the_sizes_that_are_asked_for(tmp_path: Path, edition: Edition) -> None:
    icons.write(tmp_path, edition)
    with Image.open(tmp_path / "favicon.ico") as icon:
        assert icon.info["sizes"] == {(size, size) for size in icons.ICON_SIZES}
    with Image.open(tmp_path / "apple-touch-icon.png") as touch:
        assert touch.size == (180, 180)
        assert touch.convert("RGBA").getchannel("A").getextrema() == (
            255,
            255,
        )  # a phone would lay what is clear on black
    with Image.open(tmp_path / "social.png") as picture:
        assert picture.size == icons.SOCIAL_SIZE
        assert len(picture.convert("RGB").getcolors(100_000) or []) > 50  # words are in it, with soft edges
    # The mark is seen at the size of a tab: no blank square.
    with Image.open(io.BytesIO(icons.png(edition.mark(), 16))) as small:
        assert len(small.convert("RGB").getcolors() or []) > 10


def test_an_icon_file_names_each_picture_where_it_is() -> None:
    made = icons.ico({16: b"small", 32: b"larger one"})
    for i, picture in enumerate((b"small", b"larger one")):
        size, offset = struct.unpack("<II", made[6 + 16 * i + 8 : 6 + 16 * i + 16])
        assert made[offset : offset + size] == picture


def test_a_wide_logo_is_in_the_header_and_the_kits_mark_in_the_tab(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 50"/>', "utf-8")
    (tmp_path / "council.yaml").write_text("name: X\nlogo: logo.svg\n", "utf-8")
    edition = edition_of(tmp_path, "Buying for missions", "")
    assert edition.mark() == NEUTRAL.mark() and "<image" in OWN.mark()
    assert edition.brand("capability/x")["picture"] == "capability/x/logo.svg"


def test_a_name_is_text_wherever_it_stands() -> None:
    hostile = type(NEUTRAL)(council=Council(name="<b onclick=x>&Co"), base="https://a.example/")
    assert "<b" not in icons.social(hostile) and "&lt;b" in icons.social(hostile)
    assert "<b" not in missing.page(hostile, "book/index.html").partition("<body>")[0]


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS.keys())
def test_the_page_for_no_page_depends_on_no_place(edition: Edition) -> None:
    soup = BeautifulSoup(missing.page(edition, "book/index.html"), "html.parser")
    assert soup.select("script, link, iframe, [style]") == []
    assert [str(tag["src"])[:10] for tag in soup.select("[src]")] == ["data:image"]
    whole = ("https://", "mailto:") if edition.base else ("/book/",)
    links = [str(tag["href"]) for tag in soup.select("a")]
    assert links and all(link.startswith(whole) for link in links)


def test_the_forms_show_a_councils_missions_and_without_a_council_none() -> None:
    """As text, in what is read before one answers, and beside the field that asks for a mission."""
    council = load_council(EXAMPLE / "council.yaml")
    asked, first = load_instrument("organisation"), load_exercise("01-missions")
    for own, neutral in (
        (assessment.configure(asked, council=council), assessment.configure(asked)),
        (exercise.configure(first, council), exercise.configure(first)),
    ):
        assert "by 2035 (Homes that cannot be kept at 18 °C: from 5,200 to fewer than 500)" in render(own)
        assert "Our missions" in render(own) and "Our missions" not in render(neutral)
        assert "missions" not in neutral
    assert "missions" not in exercise.configure(load_exercise("04-place"), council)
