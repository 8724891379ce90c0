import re
from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from bs4 import BeautifulSoup, Tag

from capability.authoring.instruments import load_instrument
from capability.pieces.assessment import configure
from capability.pieces.markup import CONTEXTS, WEB, modules_of, render, sheets_of
from capability.rule.instrument import Dimension, Instrument
from tests.pieces.rendered import every_piece
from tests.synthetic import ORGANISATION, dimension, instrument

# Ids that would run into one another, or into the form's own, if they were simply joined by hyphens.
TIGHT = instrument(*(dimension(name) for name in ("role", "round", "a", "a-p0", "a-b", "b", "full", "progress")))

NASTY = "<script>x</script> {{ 7 * 7 }} {% raw %} \" onclick='x' &lt;"


def nasty(used: Instrument) -> Instrument:
    """The same instrument with markup wherever an author can write words."""

    def spoiled(dimension: Dimension) -> Dimension:
        practices = tuple(
            msgspec.structs.replace(
                practice,
                title=NASTY,
                ask=NASTY,
                levels=(NASTY,) * 5,
                evidence=(NASTY,),
                find_out=NASTY,
                as_at="2026-11-22",
            )
            for practice in dimension.practices
        )
        return msgspec.structs.replace(dimension, title=NASTY, about=NASTY, practices=practices)

    return msgspec.structs.replace(
        used,
        title=NASTY,
        about=NASTY,
        guide=(NASTY,),
        scale=(NASTY,) * 5,
        dimensions=tuple(map(spoiled, used.dimensions)),
    )


FORMS: dict[str, Callable[[Instrument], dict[str, object]]] = {
    "full": lambda used: configure(used),
    "pulse": lambda used: configure(used, form="pulse"),
    "slice": lambda used: configure(used, [used.dimensions[2].id]),
    "two slices": lambda used: configure(used, [used.dimensions[2].id, used.dimensions[4].id]),
    "a pulse of one": lambda used: configure(used, [used.dimensions[2].id], "pulse"),
    "another slice": lambda used: configure(used, [used.dimensions[3].id]),
}


def page(used: Instrument, *names: str) -> BeautifulSoup:
    """Forms as a reader finds them: what a template holds is on no page yet. Some versions of a selector see it."""
    soup = BeautifulSoup("".join(render(FORMS[name](used)) for name in names), "html.parser")
    for template in soup.find_all("template"):
        template.decompose()
    return soup


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


@pytest.fixture(params=FORMS, name="form")
def form_of(request: pytest.FixtureRequest) -> BeautifulSoup:
    return page(ORGANISATION, request.param)


# --- what is asked ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMS)
def test_every_practice_asked_stands_there_once_with_all_that_a_rater_needs(name: str) -> None:
    config = FORMS[name](ORGANISATION)
    asked = ORGANISATION.slice(config["dimensions"], "pulse" if config["form"] == "pulse" else "full")  # type: ignore[arg-type]
    practices = [practice for dimension in asked for practice in dimension.practices]
    fields = page(ORGANISATION, name).select("fieldset[data-practice]")
    assert [field["data-practice"] for field in fields] == [practice.id for practice in practices]
    for field, practice in zip(fields, practices, strict=True):
        legend = field.find("legend")
        assert isinstance(legend, Tag)
        assert words(legend) == practice.ask
        text = words(field)
        for line in (*practice.levels, *practice.evidence, practice.find_out):
            assert " ".join(line.split()) in text


def test_every_question_takes_seven_answers_and_three_strengths(form: BeautifulSoup) -> None:
    for field in form.select("fieldset[data-practice]"):
        radios: dict[object, list[object]] = {}
        for radio in field.select("input[type=radio]"):
            radios.setdefault(radio["name"], []).append(radio["value"])
        assert list(radios.values()) == [
            ["0", "1", "2", "3", "4", "unknown", "not-applicable"],
            ["none", "document", "outcome"],
        ]


def test_nothing_is_answered_to_begin_with(form: BeautifulSoup) -> None:
    chosen = form.select("input[checked]")
    assert {radio["value"] for radio in chosen} == {"none"}
    assert all(radio.has_attr("data-evidence") for radio in chosen)


# --- what assistive technology needs ----------------------------------------------------------------------------------


def test_every_field_has_a_label_of_words(form: BeautifulSoup) -> None:
    targets = {label.get("for"): words(label) for label in form.select("label[for]")}
    for field in form.select("input, select, textarea"):
        parent = field.find_parent("label")
        name = field.get("aria-label") or targets.get(field.get("id")) or (words(parent) if parent else "")
        assert name, field


def test_every_button_has_words(form: BeautifulSoup) -> None:
    buttons = form.select("button, summary")
    assert buttons
    assert all(words(button) for button in buttons)
    assert all(button["type"] == "button" for button in form.select("button"))


def test_every_id_that_is_named_is_there(form: BeautifulSoup) -> None:
    ids = {tag["id"] for tag in form.select("[id]")}
    for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
        for tag in form.select(f"[{attribute}]"):
            assert set(str(tag[attribute]).split()) <= ids


def test_headings_go_down_one_at_a_time(form: BeautifulSoup) -> None:
    levels = [int(tag.name[1]) for tag in form.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]
    assert levels[0] == 3  # the page has h1 and h2
    assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("used", [ORGANISATION, TIGHT], ids=["the kit's", "made up"])
def test_forms_on_one_page_share_no_id_and_no_group_of_radios(used: Instrument) -> None:
    several = page(used, *FORMS)
    ids = Counter(tag["id"] for tag in several.select("[id]"))
    assert not [name for name, count in ids.items() if count > 1]
    homes: dict[object, set[tuple[object, object]]] = {}
    for radio in several.select("input[type=radio]"):
        field, form = radio.find_parent("fieldset"), radio.find_parent("form")
        assert field is not None and form is not None
        homes.setdefault(radio["name"], set()).add((form["data-prefix"], field["data-practice"]))
    assert {len(places) for places in homes.values()} == {1}
    groups = {str(name) for name in homes}
    assert len(groups) == 2 * len(several.select("fieldset[data-practice]"))


# --- what a strict page needs -----------------------------------------------------------------------------------------


def test_there_is_no_script_no_style_and_no_handler(form: BeautifulSoup) -> None:
    assert form.find(["script", "style", "link", "iframe", "object", "embed", "img"]) is None
    for tag in form.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on") or name == "style"]
        assert not [value for value in tag.attrs.values() if "javascript:" in str(value)]


def test_nothing_is_fetched(form: BeautifulSoup) -> None:
    assert form.select("[src], [srcset], [action], [formaction]") == []
    assert [link for link in form.select("[href]") if "//" in str(link["href"])] == []


@pytest.mark.parametrize("name", FORMS)
def test_the_words_of_an_instrument_are_words_whatever_they_hold(name: str) -> None:
    used = nasty(instrument(*(dimension(f"d{i}") for i in range(5))))
    form = page(used, name)
    assert form.find("script") is None
    for tag in form.find_all(True):
        assert not [attribute for attribute in tag.attrs if attribute.startswith("on")]
    field = form.select_one("fieldset[data-practice]")
    assert field is not None
    legend = field.find("legend")
    assert isinstance(legend, Tag) and legend.get_text() == NASTY
    assert "{{ 7 * 7 }}" in words(field) and "49" not in words(field)
    assert field["data-title"] == NASTY


@pytest.mark.parametrize("name", FORMS)
def test_the_same_config_gives_the_same_text(name: str) -> None:
    first = render(FORMS[name](ORGANISATION))
    assert first == render(FORMS[name](ORGANISATION))
    assert first == render(msgspec.json.decode(msgspec.json.encode(FORMS[name](ORGANISATION))))


def test_only_the_full_form_tells_of_the_whole_organisation() -> None:
    assert "All together" in words(page(ORGANISATION, "full"))
    for name in ("pulse", "slice", "a pulse of one"):
        assert "All together" not in words(page(ORGANISATION, name))


def test_the_pulse_has_no_index() -> None:
    assert "Index" in words(page(ORGANISATION, "full"))
    assert "Index" not in words(page(ORGANISATION, "pulse"))


# --- what differs between instruments ---------------------------------------------------------------------------------


def test_a_form_asks_where_it_is_only_if_questions_depend_on_it() -> None:
    for name, asked in [("contract", {"context/nation", "context/contract"}), ("organisation", set[str]())]:
        fields = {
            str(field["data-field"])
            for field in BeautifulSoup(render(configure(load_instrument(name))), "html.parser").select("[data-field]")
        }
        assert fields & {"context/nation", "context/contract"} == asked


def test_a_question_of_one_nation_names_the_words_that_fold_it_away() -> None:
    soup = BeautifulSoup(render(configure(load_instrument("contract"))), "html.parser")
    [welsh] = soup.select("[data-practice='choose.wellbeing-objective']")
    assert welsh["data-not-nation"] == "england scotland"
    assert not welsh.has_attr("data-not-contract")
    [anywhere] = soup.select("[data-practice='prepare.mission-link']")
    assert not anywhere.has_attr("data-not-nation")


@pytest.mark.parametrize(("name", "kinds"), [("organisation", 7), ("supplier", 4), ("resident", 0)])
def test_a_rater_is_asked_what_the_instrument_asks(name: str, kinds: int) -> None:
    used = load_instrument(name)
    soup = BeautifulSoup(render(configure(used)), "html.parser")
    assert len(soup.select("[data-field='rater/role'] option[value]:not([value=''])")) == kinds
    assert (used.raters is None) is (kinds == 0)


# --- what a page loads with a form ------------------------------------------------------------------------------------


def test_every_sheet_is_a_shared_one_or_a_pieces_own() -> None:
    """One with another name would be loaded nowhere."""
    assert {path.name for path in WEB.glob("*.css")} == set(sheets_of(CONTEXTS))


def test_every_piece_has_its_view_and_the_page_knows_it() -> None:
    [known] = re.findall(r"^const PIECES = new Set\((.*?)\);$", (WEB / "host.js").read_text("utf-8"), re.M | re.S)
    assert set(re.findall(r'"([a-z]+)"', known)) == set(CONTEXTS)
    for piece in set(CONTEXTS) - {"steps"}:  # nothing in the steps is entered
        assert "view.js" in modules_of(f"{piece}.js")


# --- templates and style sheets ---------------------------------------------------------------------------------------

PIECES = Path(str(files("capability"))) / "pieces"
TEMPLATES = sorted(PIECES.rglob("*.html"))
SHEETS = sorted(PIECES.glob("web/*.css"))
SHARED = "capability"

HOOKS: frozenset[str] = frozenset()
"""Classes that no sheet styles, since a script or a test finds an element by them."""


def classes_in_html(name: str) -> set[str]:
    soup = BeautifulSoup(every_piece()[name], "html.parser")
    # `select` looks into no template; `find_all` does.
    return {word for tag in soup.find_all(class_=True) for word in tag["class"]}


def classes_in_sheet(sheet: Path) -> set[str]:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    return set(re.findall(r"\.(cap(?:-[a-z]+)*)\b", text))


STYLED = {sheet.stem: classes_in_sheet(sheet) for sheet in SHEETS}
KINDS = set(STYLED) - {SHARED, "tokens"}


def kind_of(name: str) -> str:
    return name.partition("-")[0]


@pytest.mark.parametrize("name", every_piece())
def test_every_class_of_a_piece_is_styled_by_its_own_sheet_or_the_shared_one(name: str) -> None:
    styled = STYLED[SHARED] | STYLED.get(kind_of(name), set()) | HOOKS
    assert classes_in_html(name) - styled == set()


def test_every_class_of_a_sheet_is_used() -> None:
    used: dict[str, set[str]] = {}
    for name in every_piece():
        used.setdefault(kind_of(name), set()).update(classes_in_html(name))
    scripts = "".join(path.read_text("utf-8") for path in PIECES.glob("web/*.js"))
    made = set(re.findall(r'className = "([\w-]+)"', scripts))
    for kind in (SHARED, *KINDS):
        classes = STYLED[kind]
        there = set.union(*used.values()) | made if kind == SHARED else used[kind] | {"cap"}
        assert classes - there == set(), kind


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_piece_styles_no_class_but_its_own(kind: str) -> None:
    own = re.compile(rf"cap-{kind}(-|$)")
    assert {name for name in STYLED[kind] - {"cap"} if not own.match(name)} == set()
    assert {name for name in STYLED[SHARED] if own.match(name)} == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_can_be_read(template: Path) -> None:
    lines = template.read_text("utf-8").splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > 120] == []


COUNTED = (
    "actors|answers|councils|dimensions|entries|files|groups|minutes|people|points|practices|questions|raters|rows|steps"
    "|suppliers|ties|views|votes"
)


@pytest.mark.parametrize("name", every_piece())
def test_a_count_has_its_noun_in_the_right_number(name: str) -> None:
    """A noun behind a slot, or behind a written 1, would be "1 people" one day; `plural` in parts.html mends it."""
    soup = BeautifulSoup(every_piece()[name], "html.parser")
    wrong = [
        slot.parent.get_text(" ")
        for slot in soup.find_all(True, attrs={"data-text": True})
        if slot.parent and re.match(rf"\s+({COUNTED})\b", str(slot.next_sibling))
    ]
    assert wrong == []
    assert re.search(rf"(?<![\w.,])1 (?:new |essential )?({COUNTED})\b", soup.get_text(" ")) is None
