"""Slots filled when the site is built: what each means is as `pieces/web/fill.js` says."""

import pytest

from capability.publish.filled import at, filled, holds

DATA = {
    "none": None,
    "zero": 0,
    "no": False,
    "yes": True,
    "words": "a < b",
    "empty": [],
    "list": [{"id": "x.y", "n": 1}, {"id": "z", "n": None}],
    "by_id": {"x.y": {"n": 2}},
}


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<p data-text="words"></p>', "<p>a &lt; b</p>"),
        ('<p data-text="none">before</p>', "<p></p>"),
        ('<p data-text="zero"></p>', "<p>0</p>"),
        ('<p data-show="yes" hidden>here</p>', "<p>here</p>"),
        ('<p data-show="empty">gone</p>', ""),
        ('<b data-copy="zero none" data-none="old"></b>', '<b data-zero="0"></b>'),
        ('<b data-place="zero"></b>', '<b zero="0"></b>'),
        ('<p data-with="by_id/x.y"><b data-text="n"></b></p>', "<p><b>2</b></p>"),
        (
            '<ul><template data-each="list" data-key="id"><li data-copy="n" data-text="id"></li></template></ul>',
            '<ul><li data-n="1">x.y</li><li>z</li></ul>',
        ),
        ('<p><template data-each="empty"><b></b></template></p>', "<p></p>"),
        ('<p data-own><b data-text="words">left alone</b></p>', '<p><b data-text="words">left alone</b></p>'),
        ('<p class="a">no slot</p>', '<p class="a">no slot</p>'),
    ],
)
def test_a_slot_is_filled_and_gone(html: str, wanted: str) -> None:
    assert str(filled(html, DATA)) == wanted


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        ("yes", True),
        ("no", False),
        ("!no", True),
        ("zero", False),
        ("list", True),
        ("nowhere/at/all", False),
        ("list/0/n=1", True),
        ("list/0/n=2", False),
        ("!list/0/n=2", True),
        ("none=null", True),
        ("yes=true", True),
        ("list/9", False),
    ],
)
def test_conditions(condition: str, met: bool) -> None:
    assert holds(DATA, condition) is met


def test_words_out_of_a_template_are_words() -> None:
    """A parser sets the text inside a template apart."""
    soup = filled('<template data-each="list"><p>Of <b data-text="id"></b></p></template>', DATA)
    assert soup.get_text(" ", strip=True) == "Of x.y Of z"


def test_a_path_leads_through_objects_and_lists() -> None:
    assert at(DATA, "list/1/id") == "z"
    assert at(DATA, ".") is DATA
    assert at(DATA, "words/0") is None
