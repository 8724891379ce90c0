import json
from html import unescape
from typing import Any

import msgspec
import pytest
import vl_convert

from capability.charts import profile_chart
from capability.instrument import Instrument
from capability.response import Answer
from capability.scoring import score
from tests.synthetic import ORGANISATION, dimension, instrument, respond, same_everywhere

USED = instrument(dimension("given"), dimension("little"), dimension("blank"))
ANSWERS = {f"given.p{i}": Answer(2) for i in range(4)} | {"little.p0": Answer(3)}


def specification(used: Instrument, answers: dict[str, Answer]) -> dict[str, Any]:
    found: dict[str, Any] = profile_chart(used, score(used, respond(used, answers))).to_dict()
    return found


def rows(chart: dict[str, Any]) -> list[dict[str, Any]]:
    [data] = chart["datasets"].values()
    found: list[dict[str, Any]] = data
    return found


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
    assert [row["dimension"] for row in rows(chart)] == [one.title for one in ORGANISATION.dimensions]
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
    found: str = vl_convert.vegalite_to_svg(chart)
    return found


def test_it_becomes_a_picture() -> None:
    svg = as_svg(profile_chart(ORGANISATION, score(ORGANISATION, same_everywhere(ORGANISATION, Answer(3)))).to_dict())
    assert all(f"{level} {name}" in svg for level, name in enumerate(ORGANISATION.scale))
