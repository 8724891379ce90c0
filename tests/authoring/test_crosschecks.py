"""Whether a file agrees with the files around it."""

from pathlib import Path

import pytest

from capability.authoring.files import check
from capability.authoring.instruments import load_instrument
from tests.authoring.own import GOOD, OWN


def test_sources_are_not_judged_where_there_is_no_list_of_them(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(GOOD, "utf-8")
    assert check(path) == []


def mirroring(name: str) -> str:
    return GOOD.replace("as_at: 2026-11-22", f"mirrors: {name}")


def test_a_mirrored_practice_must_be_in_the_councils_instrument(council: Path) -> None:
    (council / "assessments" / "organisation.yaml").write_text(GOOD, "utf-8")
    OWN.write_text(mirroring("one.second"), "utf-8")
    assert check(OWN) == []
    assert load_instrument(OWN).practices[0].mirrors == "one.second"
    OWN.write_text(mirroring("one.secnod"), "utf-8")
    assert [str(fault) for fault in check(OWN)] == [
        f"{OWN}:21: dimensions.0.practices.0.mirrors: `one.secnod` is not in organisation.yaml."
        " Hint: did you mean `one.second`?"
    ]


@pytest.mark.parametrize("beside", [None, "title: [", "- a list", "dimensions: [7, {practices: [x, {id: [1]}]}]"])
def test_mirrors_are_not_made_worse_by_the_file_beside(council: Path, beside: str | None) -> None:
    OWN.write_text(mirroring("one.second"), "utf-8")
    if beside is not None:
        (council / "assessments" / "organisation.yaml").write_text(beside, "utf-8")
    assert {fault.code for fault in check(OWN)} <= {"unknown-mirror"}


@pytest.mark.usefixtures("council")
@pytest.mark.parametrize("value", ["7", "[one.second]", "Nobody"])
def test_a_mirror_that_is_no_id(value: str) -> None:
    OWN.write_text(mirroring(value), "utf-8")
    assert {fault.code for fault in check(OWN)} <= {"wrong-type", "bad-form"}
    assert check(OWN)
