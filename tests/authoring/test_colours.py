"""The colours of the site and of a council, against an independent library of colours."""

import re

import pytest
from coloraide import Color
from hypothesis import given, settings
from hypothesis import strategies as st

from capability.authoring.colours import (
    GROUNDS,
    NEEDED,
    TEXT,
    TOKENS,
    contrast,
    council_palettes,
    faults,
    nearest,
    palettes,
    recoloured,
)
from capability.course.council import Colours

COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
WHITE = ["#ffffff"]


@given(COLOURS, COLOURS)
def test_contrast_is_that_of_the_oracle(one: str, other: str) -> None:
    assert contrast(one, other) == pytest.approx(Color(one).contrast(other, method="wcag21"), abs=1e-3)


@given(COLOURS, st.booleans())
@settings(max_examples=60)
def test_the_nearest_colour_passes_keeps_its_hue_and_is_no_further_than_it_must(colour: str, dark: bool) -> None:
    grounds = [palettes()["dark" if dark else "light"]["paper"]]
    near = nearest(colour, grounds, TEXT, lighter=dark)
    assert Color(near).contrast(grounds[0], method="wcag21") >= TEXT
    before, after = Color(colour).convert("oklch"), Color(near).convert("oklch")
    if before["chroma"] > 0.05 and after["chroma"] > 0.03:  # a grey has no hue, and a byte is a coarse step of one
        assert abs((after["hue"] - before["hue"] + 180) % 360 - 180) < 4
    if near != colour:
        # A step of five hundredths back, by the oracle's own arithmetic, and it cannot be read.
        step = -0.005 if dark else 0.005
        back = after.clone().set("lightness", after["lightness"] + step).convert("srgb").fit(method="oklch-chroma")
        assert back.contrast(grounds[0], method="wcag21") < TEXT


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_the_site_is_drawn_in_can_be_read_on_every_ground(theme: str) -> None:
    own = palettes()[theme]
    for ground in GROUNDS:
        for words in ("ink", "soft", "mark", "mark-deep"):
            assert Color(own[words]).contrast(own[ground], method="wcag21") >= 4.5, (words, ground)
        for drawn in ("edge", "accent"):
            assert Color(own[drawn]).contrast(own[ground], method="wcag21") >= 3, (drawn, ground)
    assert Color(own["on-mark"]).contrast(own["mark"], method="wcag21") >= 4.5


@given(COLOURS, COLOURS)
@settings(max_examples=40)
def test_what_the_check_lets_through_can_be_read_in_light_and_dark(main: str, accent: str) -> None:
    """Each colour as the check would have it; then the council's sheet is looked at as the site's own is above."""
    given_ = {"main": main, "accent": accent}
    for _ in range(2):  # the tint of the ground goes by the main colour
        for fault in faults(given_):
            given_[fault.where.removeprefix("colours.")] = re.findall("`(#[0-9a-f]{6})`", fault.hint)[0]
    assert list(faults(given_)) == []
    for theme, own in council_palettes(Colours(**given_)).items():
        whole = {**palettes()[theme], **own}
        for ground in GROUNDS:
            assert contrast(whole["mark"], whole[ground]) >= 4.5, (theme, ground)
            assert contrast(whole["accent"], whole[ground]) >= 3, (theme, ground)
            assert contrast(whole["ink"], whole[ground]) >= 4.5, (theme, ground)
        assert contrast(whole["on-mark"], whole["mark"]) >= 4.5, theme


def test_a_colour_that_cannot_be_read_is_told_with_the_nearest_that_can() -> None:
    main, accent = faults({"main": "#ffcc00", "accent": "#ffe8a0"})
    assert str(main) == (
        "colours.main: `#ffcc00` has a contrast of 1.3 to 1 with the page, and words need 4.5 to 1."
        " Hint: the nearest colour that passes is `#856900`"
    )
    assert accent.where == "colours.accent" and "need 3 to 1" in accent.what
    assert list(faults({"main": "#856900", "accent": "#1d5c4d"})) == []
    assert list(faults({"main": "green", "accent": 7})) == list(faults("green")) == []


def test_a_councils_colours_stand_wherever_the_sites_own_stood() -> None:
    sheet = TOKENS.read_text("utf-8")
    own = recoloured(sheet, Colours(main="#1d5c4d", accent="#a23b00"))
    for name in ("mark", "mark-deep", "mark-wash", "accent"):
        for theme in ("light", "dark"):
            assert palettes()[theme][name] in sheet and palettes()[theme][name] not in own
    assert own.count("#1d5c4d") == sheet.count(palettes()["light"]["mark"]) == 2  # on the screen and on paper
    untouched = palettes()["dark"]["edge"]
    assert sheet.count(untouched) == own.count(untouched)
    assert {token for token, _, _ in NEEDED.values()} <= set(palettes()["light"])
