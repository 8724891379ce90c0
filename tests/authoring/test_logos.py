"""A logo can do nothing but be seen."""

from pathlib import Path

import pytest

from capability.authoring.files import check
from capability.authoring.logos import faults, shape
from capability.limits import LARGEST_LOGO

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example-council" / "logo.svg"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 96 48">{}</svg>'
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x60\0\0\0\x30"

SOUND = {
    "the example": EXAMPLE.read_text("utf-8"),
    "a gradient of its own": SVG.format('<linearGradient id="a"/><path fill="url(#a)" d="M0 0h9v9z"/><use href="#a"/>'),
    "a style of its own": SVG.format("<style>path { fill: red }</style><path d='M0 0h9'/>"),
}
UNSAFE = {
    "a script": ("<script>alert(1)</script>", "has a `<script>`"),
    "a handler": ('<path onload="alert(1)"/>', "has a handler `onload`"),
    "a handler in capitals": ('<path OnClick="alert(1)"/>', "has a handler `OnClick`"),
    "another document": ("<foreignObject><p>x</p></foreignObject>", "has a `<foreignObject>`"),
    "a picture from elsewhere": ('<image href="https://example.org/a.png"/>', "has a `<image>`"),
    "a shape from elsewhere": ('<use xlink:href="other.svg#a"/>', "refers to `other.svg#a`, outside itself"),
    "a link": ('<a href="https://example.org"><path/></a>', "has a `<a>`"),
    "something that moves": ('<animate attributeName="href" to="javascript:alert(1)"/>', "has a `<animate>`"),
    "a style that imports": ("<style>@import 'a.css';</style>", "loads something by its style"),
    "a style that loads": ("<style>path { fill: url(https://example.org/a) }</style>", "loads something by its style"),
    "a style that hides what it loads": ("<style>@\\69mport 'a.css';</style>", "loads something by its style"),
    "a fill that loads": ('<path fill="url(//example.org/a#b)"/>', "loads something by `fill`"),
}


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND.keys())
def test_a_drawing_is_sound(tmp_path: Path, text: str) -> None:
    (tmp_path / "logo.svg").write_text(text, "utf-8")
    assert list(faults(tmp_path / "logo.svg")) == []


@pytest.mark.parametrize(("inside", "words"), UNSAFE.values(), ids=UNSAFE.keys())
def test_what_could_do_more_than_be_seen_is_refused_in_words(tmp_path: Path, inside: str, words: str) -> None:
    (tmp_path / "logo.svg").write_text(SVG.format(inside), "utf-8")
    told = [str(fault) for fault in faults(tmp_path / "logo.svg")]
    assert any(words in fault for fault in told) and all("as PNG" in fault for fault in told)


def test_each_fault_is_told_at_once_in_the_file_of_the_council(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(SVG.format("<script/><path onclick='x'/>"), "utf-8")
    (tmp_path / "council.yaml").write_text("name: X\nlogo: logo.svg\ncode: E1\n", "utf-8")
    assert [str(fault).partition("council.yaml:")[2][:7] for fault in check(tmp_path / "council.yaml")] == [
        "2: logo",
        "2: logo",
        "3: code",
    ]


ENTITY = '<!DOCTYPE svg [<!ENTITY a "x">]>' + SVG.format("&a;")
NONE = {
    "nothing there": ("gone.svg", None, "no such file or directory"),
    "too large": ("logo.svg", b" " * (LARGEST_LOGO + 1), "has 200,001 bytes, and the limit is 200,000"),
    "a picture renamed": ("logo.png", b"GIF89a", "is no PNG"),
    "a page": ("logo.svg", b"<html><body/></html>", "is no SVG: it begins with `<html>`"),
    "no XML": ("logo.svg", b"\x89PNG", "cannot be read as an SVG"),
    "entities": ("logo.svg", ENTITY.encode(), "no document type is read"),
    "another encoding": ("logo.svg", SVG.format("").encode("utf-16"), "cannot be read as an SVG"),
    "a sheet beside it": ("logo.svg", ('<?xml-stylesheet href="a.css"?>' + SVG.format("")).encode(), "a style sheet"),
}


@pytest.mark.parametrize(("name", "content", "words"), NONE.values(), ids=NONE.keys())
def test_what_is_no_logo_is_told(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert any(words in fault.what for fault in faults(tmp_path / name))


def test_a_logo_says_how_wide_it_is(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    (tmp_path / "logo.svg").write_text(SVG.format(""), "utf-8")
    (tmp_path / "bare.svg").write_text(SVG.format("").replace('viewBox="0 0 96 48"', ""), "utf-8")
    assert list(faults(tmp_path / "logo.png")) == []
    assert [shape(tmp_path / name) for name in ("logo.png", "logo.svg", "bare.svg")] == [2, 2, 1]
