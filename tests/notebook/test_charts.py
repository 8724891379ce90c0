import json
from html import unescape
from typing import Any

import msgspec
import pytest
import vl_convert

from capability.notebook.charts import profile_chart, spread_chart, ties_chart
from capability.rule.instrument import Instrument
from capability.rule.relations import Relations, relations_profile
from capability.rule.response import Answer
from capability.rule.scoring import score
from capability.rule.tally import count_responses
from capability.rule.team import team_profile
from tests.synthetic import ORGANISATION, dimension, instrument, respond, same_everywhere

USED = instrument(dimension("given"), dimension("little"), dimension("blank"))
ANSWERS = {f"given.p{i}": Answer(2) for i in range(4)} | {"little.p0": Answer(3)}


def specification(used: Instrument, answers: dict[str, Answer]) -> dict[str, Any]:
    chart: dict[str, Any] = profile_chart(used, score(used, respond(used, answers))).to_dict()
    return chart


def rows(chart: dict[str, Any]) -> list[dict[str, Any]]:
    [data] = chart["datasets"].values()
    drawn: list[dict[str, Any]] = data
    return drawn


def test_it_draws_the_level_as_a_dot_and_the_at_most_as_a_line() -> None:
    line, dot = specification(USED, ANSWERS)["layer"]
    assert (line["mark"]["type"], dot["mark"]["type"]) == ("rule", "point")
    assert (line["encoding"]["x"]["field"], line["encoding"]["x2"]["field"]) == ("start", "at_most")
    assert dot["encoding"]["x"]["field"] == "level"
    assert line["encoding"]["y"]["field"] == dot["encoding"]["y"]["field"] == "dimension"


def test_the_axis_is_the_whole_scale_whatever_was_answered() -> None:
    line, dot = specification(USED, ANSWERS)["layer"]
    for layer in (line, dot):
        assert layer["encoding"]["x"]["scale"]["domain"] == [0, 4]
        assert layer["encoding"]["x"]["axis"]["values"] == [0, 1, 2, 3, 4]
        assert all(name in layer["encoding"]["x"]["axis"]["labelExpr"] for name in USED.scale)


def test_dimensions_stand_in_the_order_of_the_instrument() -> None:
    chart = specification(ORGANISATION, {})
    assert [row["dimension"] for row in rows(chart)] == [dimension.title for dimension in ORGANISATION.dimensions]
    assert chart["layer"][0]["encoding"]["y"]["sort"] is None


def test_what_is_not_given_is_not_drawn_as_zero() -> None:
    given, little, blank = rows(specification(USED, ANSWERS))
    assert (given["level"], given["at_most"], given["start"]) == (2, 2, 2)
    assert (little["level"], little["at_most"], little["start"]) == (None, 3, 0)
    assert (blank["level"], blank["at_most"]) == (None, None)


def test_only_a_level_that_is_given_has_a_dot() -> None:
    assert as_svg(specification(USED, ANSWERS)).count('aria-roledescription="point"') == 1


def test_it_says_in_words_what_it_shows() -> None:
    assert "Level of each dimension" in specification(USED, ANSWERS)["description"]


def test_it_needs_nothing_from_another_origin() -> None:
    chart = specification(USED, ANSWERS)
    chart.pop("$schema")  # names the language; nothing fetches it
    assert "://" not in json.dumps(chart)


@pytest.mark.parametrize("name", ["it's there", 'a "so"', "a\\b", 'it\'s "both"'])
def test_names_on_the_axis_may_hold_quotes(name: str) -> None:
    used = msgspec.structs.replace(USED, scale=(name, *USED.scale[1:]))
    assert f"0 {name}" in unescape(as_svg(specification(used, ANSWERS)))


def as_svg(chart: dict[str, Any]) -> str:
    svg: str = vl_convert.vegalite_to_svg(chart)
    return svg


def test_it_becomes_a_picture() -> None:
    svg = as_svg(profile_chart(ORGANISATION, score(ORGANISATION, same_everywhere(ORGANISATION, Answer(3)))).to_dict())
    assert all(f"{level} {name}" in svg for level, name in enumerate(ORGANISATION.scale))


# --- a team, and a system ---------------------------------------------------------------------------------------------

SAID = [respond(USED, {"given.p0": Answer(level), "little.p0": Answer(2)}) for level in (0, 0, 4)]
TEAM = team_profile(USED, count_responses(USED, SAID))


def test_the_spread_shows_what_is_seen_differently_with_its_counts() -> None:
    chart = spread_chart(USED, TEAM).to_dict()
    assert [(row["practice"], row["level"], row["raters"]) for row in rows(chart)] == [
        ("Title of given.p0", str(level), count) for level, count in enumerate([2, 0, 0, 0, 1])
    ]
    assert all(f"{level} {name}" in as_svg(chart) for level, name in enumerate(USED.scale))


def test_where_all_agree_the_spread_shows_every_practice() -> None:
    agreed = team_profile(USED, count_responses(USED, SAID[:1]))
    assert {row["practice"] for row in rows(spread_chart(USED, agreed).to_dict())} == {p.title for p in USED.practices}


def test_a_spread_of_named_practices_keeps_their_order_and_refuses_strangers() -> None:
    names = ["little.p0", "given.p1"]
    chart = spread_chart(USED, TEAM, names).to_dict()
    assert list(dict.fromkeys(row["practice"] for row in rows(chart))) == [f"Title of {name}" for name in names]
    with pytest.raises(KeyError):
        spread_chart(USED, TEAM, ["nothing.here"])


def test_the_ties_are_a_square_with_each_view_in_its_cell() -> None:
    chart = ties_chart(relations_profile(Relations({"a": {"b": 3, "c": 1}, "b": {"a": 0}}))).to_dict()
    assert {(row["rater"], row["other"]): row["view"] for row in rows(chart)} == {
        ("a", "b"): 3,
        ("a", "c"): 1,
        ("b", "a"): 0,
    }
    for layer in chart["layer"]:
        assert layer["encoding"]["x"]["scale"]["domain"] == layer["encoding"]["y"]["scale"]["domain"] == ["a", "b", "c"]
