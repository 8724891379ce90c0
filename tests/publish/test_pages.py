"""Pages on their way to disk."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from capability.course.council import Council
from capability.publish import pages
from capability.publish.edition import NEUTRAL, Edition
from capability.publish.pages import Link, Site, mend, script_keeper

SHELL = '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"/>{head}</head><body>{body}</body></html>'


def site_with(save: Callable[[str], str] = lambda text: f"_static/{len(text)}.js") -> Site:
    return Site(
        folder="capability/0123456789ab",
        chapters={"03-market-shaping": Link("modules/03-market-shaping.html", "Meet your market & more")},
        sources={"psci-2025": Link("book/references.html#source-psci-2025", "An index (2025)")},
        notebooks={"modules/03-market-shaping": "notebooks/03-market-shaping.ipynb"},
        bookmarks={},
        role=lambda page: f'<form data-piece="role"><p>{page}</p><div data-book-order></div></form>',
        steps={},
        save_script=save,
    )


def mended(body: str = "", head: str = "", page: str = "modules/04-place") -> BeautifulSoup:
    return BeautifulSoup(mend(SHELL.format(head=head, body=body), page, site_with()), "html.parser")


def test_an_inline_script_becomes_a_file_that_pages_share(tmp_path: Path) -> None:
    save = script_keeper(tmp_path)
    html = SHELL.format(head="<script>let a = 1;</script>", body="")
    there, here = (mend(html, page, site_with(save)) for page in ("modules/04-place", "index"))
    files = list(tmp_path.rglob("*.js"))
    assert [file.read_text("utf-8") for file in files] == ["let a = 1;\n"]
    assert f'src="../_static/{files[0].name}"' in there
    assert f'src="_static/{files[0].name}"' in here
    assert "let a" not in there


@pytest.mark.parametrize(
    ("head", "left"),
    [
        ('<script type="application/json">{"a": 1}</script>', 1),
        ('<script type="application/vnd.jupyter.widget-state+json">{}</script>', 0),
        ("<script>DOCUMENTATION_OPTIONS.pagename = 'x';</script>", 0),
        ("<script></script>", 0),
        ('<script src="../_static/scripts/fontawesome.js?v=1"></script>', 0),
        ('<script src="../searchindex.js"></script>', 0),
        ('<script src="../_static/doctools.js"></script>', 1),
    ],
)
def test_only_scripts_with_a_use_stay(head: str, left: int) -> None:
    assert len(mended(head=head).select("script:not([src*='/0123456789ab/'])")) == left


def test_the_themes_scripts_run_after_the_one_that_lets_them_live_without_storage() -> None:
    soup = mended(head='<script src="../_static/theme.js"></script><script src="../_static/doctools.js"></script>')
    assert [str(tag["src"]).rpartition("/")[2] for tag in soup.select("script")] == [
        "storage.js",
        "scheme.js",
        "theme.js",
        "doctools.js",
        "sidebar.js",
        "search.js",
    ]


def test_the_search_page_keeps_its_index() -> None:
    assert mended(head='<script src="searchindex.js"></script>', page="search").select("script[src='searchindex.js']")


@pytest.mark.parametrize(
    "tag",
    [
        '<script src="https://example.org/a.js"></script>',
        '<link rel="stylesheet" href="//example.org/a.css"/>',
        '<img src="https://example.org/a.png"/>',
        '<iframe src="https://example.org/"></iframe>',
    ],
)
def test_what_would_come_from_another_origin_is_taken_out_with_a_warning(
    tag: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    warnings: list[object] = []
    monkeypatch.setattr(pages.logger, "warning", lambda *words, **_: warnings.append(words))
    assert "example.org" not in str(mended(body=tag))
    assert len(warnings) == 1


def test_a_link_that_a_reader_follows_to_another_origin_stays() -> None:
    assert mended(body='<a href="https://example.org/">there</a>').select_one("a[href='https://example.org/']")


@pytest.mark.parametrize("ahead", ["next", "prefetch", "dns-prefetch", "preconnect", "next prefetch"])
def test_nothing_is_fetched_ahead_that_the_policy_would_stop(ahead: str) -> None:
    left = mended(head=f'<link rel="{ahead}" href="03.html"/><link rel="prev" href="05.html"/>')
    assert [tag["href"] for tag in left.select("link[href^='0']")] == ["05.html"]


def test_a_form_sends_nothing_whatever_it_was_made_for() -> None:
    form = '<form action="../search.html" method="get"><input name="q"/></form>'
    assert [tag.attrs for tag in mended(body=form).select("form")] == [{"method": "dialog"}]
    assert 'method="dialog"' in str(mended(body=f"<template>{form}</template>"))


def test_an_inline_handler_is_taken_out_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    warnings: list[object] = []
    monkeypatch.setattr(pages.logger, "warning", lambda *words, **_: warnings.append(words))
    assert mended(body='<button onclick="go()">Go</button>').select("button")[0].attrs == {}
    assert len(warnings) == 1


MODULE_CASES = {
    "a chapter in the book is a link with its title": (
        '<p>Learn <span data-module-wrap="">in <a data-module="03-market-shaping">x</a></span></p>',
        "Learn in Meet your market & more",
    ),
    "a chapter that is not there goes, with the words that lead to it": (
        '<p>Learn <span data-module-wrap="">in <a data-module="09-residents">x</a></span></p>',
        "Learn ",
    ),
    "of two chapters the one that is missing goes, with its comma": (
        '<p>Learn <span data-module-wrap="">in <a data-module="09-residents">x</a>, '
        '<a data-module="03-market-shaping">y</a></span></p>',
        "Learn in Meet your market & more",
    ),
    "with both chapters the words that lead to them go": (
        '<p>Learn <span data-module-wrap="">in <a data-module="09-residents">x</a>, '
        '<a data-module="04-place">y</a></span></p>',
        "Learn ",
    ),
    "without such words the link goes alone": ('<p>Learn <a data-module="09-residents">x</a></p>', "Learn "),
    "a source in the list is a link with its title": (
        '<p>See <a data-source="psci-2025">s</a></p>',
        "See An index (2025)",
    ),
    "a source that is not there is plain text": ('<p>See <a data-source="gone">s</a></p>', "See s"),
}


@pytest.mark.parametrize(("body", "words"), MODULE_CASES.values(), ids=MODULE_CASES)
def test_links_to_chapters_and_sources_are_resolved(body: str, words: str) -> None:
    soup = mended(body=body)
    assert soup.select("p")[0].get_text() == words


def test_a_link_that_a_piece_will_copy_is_resolved_as_well() -> None:
    soup = mended(body='<template data-each="x"><a data-module="03-market-shaping">x</a></template>')
    assert "Meet your market &amp; more</a></template>" in str(soup)
    assert [a["href"] for a in soup.select("a[data-module]")] in ([], ["../modules/03-market-shaping.html"])
    assert [a["href"] for a in soup.select("a[data-source]")] in ([], ["../book/references.html#source-psci-2025"])


def assets(body: str, kind: str = 'script, link[rel="stylesheet"]') -> list[str]:
    """What a page with such a body brings of the site's own scripts and styles."""
    tags = [str(tag.get("src") or tag["href"]) for tag in mended(body=body).select(kind)]
    assert all(tag.startswith("../capability/0123456789ab/") for tag in tags)
    return [tag.rpartition("/")[2] for tag in tags]


def with_pieces(*pieces: str) -> str:
    return "".join(f'<form data-piece="{piece}"></form>' for piece in pieces)


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([], ["sidebar.js", "search.js"]),
        (["bookmark"], ["capability.css", "bookmark.css", "sidebar.js", "search.js", "host.js"]),
        (
            ["quiz", "exercise", "quiz"],
            ["capability.css", "exercise.css", "quiz.css", "sidebar.js", "search.js", "host.js"],
        ),
    ],
)
def test_a_page_loads_the_styles_of_its_own_pieces_and_the_script_that_wakes_them(
    pieces: list[str], expected: list[str]
) -> None:
    assert assets(with_pieces(*pieces)) == [
        "storage.js",
        "scheme.js",
        "tokens.css",
        "site.css",
        "sidebar.css",
        *expected,
    ]


def test_a_page_names_every_module_that_its_script_will_import() -> None:
    """Else the browser learns of each only when it has read the one before."""
    assert assets("<p>Words</p>", "link[rel=modulepreload]") == []
    modules = assets(with_pieces("quiz", "workbench"), "link[rel=modulepreload]")
    assert {"host.js", "python.js", "quiz.js", "workbench.js", "view.js", "fill.js", "dropping.js"} < set(modules)
    assert not {"assessment.js", "roundtable.js", "worker.js"} & set(modules)
    assert len(set(modules)) == len(modules)


def test_the_policy_stands_before_anything_that_loads() -> None:
    soup = mended(head='<link rel="stylesheet" href="a.css"/><script src="a.js"></script>')
    first = soup.select("head > *")[:2]
    assert first[0].get("charset") == "utf-8"
    assert first[1]["http-equiv"] == "Content-Security-Policy"
    assert "'unsafe-eval'" not in str(first[1]["content"])
    assert "script-src 'self';" in str(first[1]["content"])


def test_controls_are_named_by_the_words_on_them() -> None:
    soup = mended(
        body='<button aria-label="Search">Search <kbd>K</kbd></button><button aria-label="Menu"><i></i></button>'
    )
    assert [button.get("aria-label") for button in soup.select("button")] == [None, "Menu"]
    assert soup.select("kbd")[0]["aria-hidden"] == "true"


def test_a_table_scrolls_in_a_box_named_by_its_caption_or_its_heading() -> None:
    body = "<article><h2>Who</h2><table></table><table><caption>Levels</caption></table></article>"
    boxes = mended(body=body).select(".table-scroll")
    assert [(box["tabindex"], box["aria-label"]) for box in boxes] == [("0", "Who"), ("0", "Levels")]


def test_a_cell_carries_its_columns_name_for_when_cells_are_stacked() -> None:
    head = "<thead><tr><th>You are</th><th>Time</th></tr></thead>"
    body = f"<article><table>{head}<tbody><tr><th>A manager</th><td>1 hour</td></tr></tbody></table></article>"
    row = mended(body=body).select("tbody tr")[0]
    assert [(cell["role"], cell.get("data-column")) for cell in row.select("*")] == [
        ("rowheader", None),
        ("cell", "Time"),
    ]


def test_a_citation_is_called_by_its_short_title() -> None:
    link = '<a class="reference internal" href="../book/references.html#source-psci-2025"><span>UCL</span>, n.d.</a>'
    body = f"<article>[{link}]</article>"
    assert mended(body=body).select("article")[0].get_text() == "[An index (2025)]"


def test_a_page_with_code_offers_its_notebook_at_its_foot() -> None:
    body = '<article class="bd-article"><p>Words</p></article>'
    link = mended(body=body, page="modules/03-market-shaping").select("article > p:last-child > a")[0]
    assert link["href"] == "../notebooks/03-market-shaping.ipynb"
    assert not mended(body=body).select("a[download]")


def test_the_page_at_the_root_leads_to_the_start_page_in_words_too() -> None:
    soup = BeautifulSoup(pages.redirect(Edition("Missions & more"), "book/index.html"), "html.parser")
    assert soup.select("html")[0]["lang"] == "en-GB"
    assert soup.select("a")[0]["href"] == "book/index.html"
    assert soup.select("title")[0].get_text() == "Missions & more"


def test_a_day_on_which_the_law_was_looked_up_brings_a_warning_that_waits_for_its_time() -> None:
    soup = mended(body=f"<p>As at {pages.dated('2026-11-22')}.</p>")
    warning = soup.select_one("time + strong")
    assert warning is not None
    assert warning["data-after"] == "2027-05-21"
    assert warning.has_attr("hidden")
    assert soup.select_one("script[src$='/dated.js']")
    assert not mended(body="<p>As at noon.</p>").select("script[src$='/dated.js']")


PARTS = (
    '<nav class="bd-docs-nav"><p class="caption"><span>Learn</span></p><ul><li class="current">'
    '<a class="current" href="#">4. Find the two</a></li><li><a href="#a">Routes by role</a></li></ul>'
    '<p class="caption"><span>Assess</span></p><ul><li><a href="#b">How ready</a></li></ul></nav>'
)


def test_the_list_of_pages_folds_by_part_and_stands_open_where_the_reader_is() -> None:
    soup = mended(body=PARTS)
    parts = soup.select("nav > details")
    assert [(part.summary.get_text() if part.summary else "", part.has_attr("open")) for part in parts] == [
        ("Learn", True),
        ("Assess", False),
    ]
    assert [link.get_text() for link in soup.select("details a")] == ["4. Find the two", "Routes by role", "How ready"]
    assert [number.get_text() for number in soup.select(".sidebar-number")] == ["4. "]


def test_the_ways_to_other_pages_stand_in_the_form_that_knows_the_role() -> None:
    area = '<footer class="prev-next-footer"><div class="prev-next-area"><a href="#c">next</a></div></footer>'
    form = mended(body=area).select_one("footer > form[data-piece=role]")
    assert form is not None
    assert form.p is not None and form.p.get_text() == "modules/04-place"
    assert form.select_one("[data-book-order] > .prev-next-area > a[href='#c']")
    assert not mended(body="<p>Words</p>").select("form")


@pytest.mark.parametrize(("heading", "count"), [("Camden", 1), ("Elsewhere", 0)])
def test_where_a_part_ends_is_said_before_the_heading_camden_and_nowhere_else(heading: str, count: int) -> None:
    form = '<form data-piece="role"><div data-book-order></div><p data-part-ends>Your part ends here.</p></form>'
    body = (
        '<article class="bd-article"><section><h1>One</h1>'
        f'<section id="c"><h2>{heading}</h2></section></section></article>'
        '<footer class="prev-next-footer"><div class="prev-next-area"></div></footer>'
    )
    site = dataclasses.replace(site_with(), role=lambda _: form)
    soup = BeautifulSoup(mend(SHELL.format(head="", body=body), "modules/04-place", site), "html.parser")
    assert len(soup.select("[data-part-ends]")) == count == len(soup.select("[data-part-ends] + #c"))


PARAGRAPH = (
    "<p>Councils buy care, food, repairs and software. This kit helps a council to make that serve its goals.</p>"
)


def page_with(article: str, page: str = "modules/04-place", edition: Edition = NEUTRAL) -> BeautifulSoup:
    site = dataclasses.replace(site_with(), edition=edition)
    html = SHELL.format(head="<title>x</title>", body=f'<article class="bd-article"><h1>Place</h1>{article}</article>')
    return BeautifulSoup(mend(html, page, site), "html.parser")


def said(soup: BeautifulSoup, name: str) -> str:
    [tag] = soup.select(f'meta[name="{name}"], meta[property="{name}"]')
    return str(tag["content"])


def test_a_page_is_described_by_its_first_words_that_say_something() -> None:
    skipped = "<p>12 minutes to read.</p><li><p>an entry of a list that is long enough to be mistaken for it</p></li>"
    skipped += "<form><p>A question of a form, which is as long as a description is.</p></form>"
    soup = page_with(skipped + PARAGRAPH)
    assert said(soup, "description") == said(soup, "og:description") == BeautifulSoup(PARAGRAPH, "html.parser").text
    long = page_with(f"<p>{'A sentence of words that is not short at all. ' * 9}</p>")
    assert said(long, "description").endswith("at all.") and 50 <= len(said(long, "description")) <= 160
    endless = page_with(f"<p>{'word ' * 90}</p>")
    alone = page_with(f"<form><details><p>{'hidden ' * 9}</p></details>{PARAGRAPH}</form>")
    assert said(alone, "description") == said(soup, "description")
    assert said(endless, "description").endswith("word…") and len(said(endless, "description")) <= 160


def test_a_description_of_its_author_comes_first() -> None:
    html = SHELL.format(head='<meta name="description" content="As written."/>', body=f"<article>{PARAGRAPH}</article>")
    soup = BeautifulSoup(mend(html, "x", site_with()), "html.parser")
    assert said(soup, "description") == said(soup, "og:description") == "As written."


def test_a_title_says_the_page_and_then_whose_site_it_is() -> None:
    own = Edition(council=Council(name="Anyborough & District"))
    assert page_with("").title == BeautifulSoup("<title>Place — Buying for missions</title>", "html.parser").title
    start = dataclasses.replace(site_with(), start="book/index", edition=own)
    page = BeautifulSoup(
        mend(SHELL.format(head="<title>x</title>", body="<h1>Now!</h1>"), "book/index", start), "html.parser"
    )
    assert page.title.text == said(page, "og:site_name") == "Buying for missions, Anyborough & District"  # type: ignore[union-attr]
    assert page_with("", edition=own).title.text == "Place — Buying for missions, Anyborough & District"  # type: ignore[union-attr]


def test_other_sites_are_given_whole_addresses_where_the_own_one_is_known() -> None:
    assert said(page_with(""), "og:image") == "../social.png"
    known = page_with("", edition=Edition(base="https://kit.example/"))
    assert said(known, "og:image") == "https://kit.example/social.png"
    assert said(known, "og:url") == "https://kit.example/modules/04-place.html"


CODE = (
    '<div class="cell"><details class="hide above-input"><summary>x</summary><div class="cell_input">code {n}</div>'
    '</details><div class="cell_output">shown {n}</div></div>'
)


def test_code_stands_once_at_the_end_and_on_pages_for_people_outside_nowhere() -> None:
    two = CODE.format(n=1) + CODE.format(n=2)
    soup = page_with(two)
    [code] = soup.select("article details")
    assert code.find_previous("div", class_="cell_output").text == "shown 2"  # type: ignore[union-attr]
    assert [cell.text for cell in code.select(".cell > .cell_input")] == ["code 1", "code 2"]
    site = dataclasses.replace(site_with(), outside=frozenset({"assessments/resident"}))
    html = SHELL.format(head="", body=f'<article class="bd-article"><h1>Place</h1>{two}</article>')
    outside = BeautifulSoup(mend(html, "assessments/resident", site), "html.parser")
    assert "code" not in outside.select("article")[0].text and "shown 2" in outside.text


def test_numbers_in_a_table_stand_below_each_other() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{n}</td><td>{note}</td></tr>"
        for name, n, note in (("a", "1,200", "2"), ("b", "7.5%", "x"))
    )
    soup = page_with(
        f"<table><thead><tr><th>Name</th><th>Count</th><th>Note</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    assert [cell.text for cell in soup.select(".number")] == ["Count", "1,200", "7.5%"]


def test_modules_that_a_council_does_not_show_are_not_in_the_list_of_pages() -> None:
    links = "".join(f'<li><a href="../modules/{name}.html">{name}</a></li>' for name in ("01-missions", "04-place"))
    listed = f'<nav class="bd-docs-nav"><ul>{links}<li><a href="../book/law.html">law</a></li></ul></nav>'
    own = dataclasses.replace(site_with(), edition=Edition(council=Council(name="X", modules=("04-place",))))
    soup = BeautifulSoup(mend(SHELL.format(head="", body=listed), "modules/07-x", own), "html.parser")
    assert [link.text for link in soup.select("nav a")] == ["04-place", "law"]
    assert len(mended(body=listed).select("nav a")) == 3
    # In a text the name stands as words; where a piece leads to a module, it is left out.
    text = '<p>See <a href="01-missions.html#law"><em>A goal</em></a>, <a href="04-place.html">Place</a>.</p>'
    led = '<p data-module-wrap>Learn more: <a data-module="03-market-shaping">x</a></p>'
    soup = BeautifulSoup(mend(SHELL.format(head="", body=text + led), "modules/07-x", own), "html.parser")
    assert str(soup.select_one("p")) == '<p>See <em>A goal</em>, <a href="04-place.html">Place</a>.</p>'
    assert soup.select("[data-module-wrap]") == []


def test_a_page_that_stands_alone_has_the_logo_and_the_readers_light_or_dark() -> None:
    own = Edition(council=Council(name="X"), logo=Path("logo.svg"))
    alone = dataclasses.replace(site_with(), outside=frozenset({"assessments/resident"}), edition=own)
    article = '<article class="bd-article"><h1>Place</h1></article>'
    html = SHELL.format(head="<title>x</title>", body=article)
    soup = BeautifulSoup(mend(html, "assessments/resident", alone), "html.parser")
    assert [img["src"] for img in soup.select(".outside-head img")] == ["../capability/0123456789ab/logo.svg"]
    assert soup.title is not None and soup.title.text == "Place — X"  # of the kit's own name, nothing
    assert str(soup.select("script")[1]["src"]).endswith("/scheme.js")
    neutral = dataclasses.replace(alone, edition=NEUTRAL)
    assert not BeautifulSoup(mend(html, "assessments/resident", neutral), "html.parser").select(".outside-head img")
