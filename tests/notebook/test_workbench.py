from pathlib import Path

import pytest

import capability
from capability.errors import CapabilityError
from capability.notebook.workbench import workbench

EXAMPLES = Path(__file__).parents[2] / "assessments" / "examples"
BOTH = EXAMPLES / "suppliers-see-it-differently"
ROWS = EXAMPLES / "system-with-a-weak-tie" / "rows"


def test_one_call_brings_everything_together() -> None:
    widget = workbench([BOTH / "council", BOTH / "suppliers", ROWS], last=BOTH / "council")
    assert repr(widget) == "Workbench: organisation 8, supplier 6; 7 actors' views"
    assert widget.left_out == ()
    assert widget.team.raters == 8
    assert list(widget.dimensions.index) == [dimension.id for dimension in widget.instrument.dimensions]
    assert len(widget.practices) == 36
    assert widget.gaps("supplier").iloc[0]["steps"] == 2
    assert set(widget.change["move"]) <= {"none", "unclaimed", "unknown"}
    assert len(widget.ties) == 21
    assert widget.plan({"suppliers": 2}).targets == {"suppliers": 2}
    assert widget.output["team"]["raters"] == 8


@pytest.mark.parametrize("picture", ["profile", "spread", "network"])
def test_pictures_draw_themselves(picture: str) -> None:
    chart = getattr(workbench([BOTH / "council", ROWS]), picture)
    assert "<svg" in chart._repr_mimebundle_()["image/svg+xml"]


def test_another_instrument_can_be_looked_at() -> None:
    widget = workbench([BOTH / "council", BOTH / "suppliers"])
    widget.look_at("supplier")
    assert (widget.instrument.id, widget.team.raters) == ("supplier", 6)
    with pytest.raises(CapabilityError, match="nobody answered `team`"):
        widget.look_at("team")


def test_what_is_left_out_is_listed_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{")
    widget = workbench([BOTH / "council", tmp_path])
    assert widget.team.raters == 8
    assert "broken.json" in str(widget.left_out[0])


@pytest.mark.parametrize("missing", ["change", "team"])
def test_what_is_not_there_is_said(missing: str) -> None:
    widget = workbench(BOTH / "council") if missing == "change" else workbench()
    with pytest.raises(CapabilityError, match="nobody answered"):
        getattr(widget, missing)


def test_with_no_file_that_can_be_used_it_says_why(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{")
    with pytest.raises(CapabilityError, match="this is not JSON"):
        workbench(tmp_path)


def test_a_page_takes_the_html_and_a_terminal_the_text() -> None:
    data, _ = workbench()._repr_mimebundle_()
    assert 'data-piece="workbench"' in data["text/html"]
    assert data["text/plain"] == "Workbench: no answers"
    assert capability.workbench is workbench
