"""No id that answers may be saved under is lost, and none is used twice."""

from pathlib import Path

import pytest

from capability.authoring.files import check
from capability.authoring.instruments import load_instrument
from capability.authoring.released import list_of, release, released_ids
from tests.authoring.own import GOOD, OWN

CHECKOUT = Path(__file__).resolve().parents[2]
OR_UNDER_RETIRED = "or put `one.second` under `retired`"
IDS = ["one", "one.first", "one.second"]


@pytest.mark.parametrize("path", sorted((CHECKOUT / "assessments").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_id_of_the_kits_instruments_is_listed(path: Path) -> None:
    """If this fails: capability check --release."""
    instrument = load_instrument(path)
    ids = {*(dimension.id for dimension in instrument.dimensions), *(practice.id for practice in instrument.practices)}
    assert ids - set(released_ids(path)) == set()


@pytest.mark.usefixtures("council")
def test_the_list_grows_and_keeps_what_it_had() -> None:
    assert released_ids(OWN) == []
    assert release(OWN, load_instrument(OWN)) == IDS == released_ids(OWN)
    assert release(OWN, load_instrument(OWN)) == []
    first = list_of(OWN).read_text("utf-8")
    OWN.write_text(GOOD.replace("id: one.second", "id: one.third").replace("[one.gone]", "[one.second]"), "utf-8")
    assert release(OWN, load_instrument(OWN)) == ["one.third"]
    assert list_of(OWN).read_text("utf-8") == first + "one.third\n"


# What is changed after the release, and what must come of it.
CHANGES: dict[str, tuple[list[tuple[str, str]], list[tuple[str, str]]]] = {
    "other words": ([("What is first?", "What comes first?")], []),
    "a practice renamed": (
        [("id: one.second", "id: one.secondly")],
        [("lost-id", f"did you mean `one.secondly`? An id never changes: give it back, {OR_UNDER_RETIRED}")],
    ),
    "a practice renamed, the old id retired": (
        [("id: one.second", "id: one.third"), ("[one.gone]", "[one.gone, one.second]")],
        [],
    ),
    "a practice taken out": (
        [(GOOD[GOOD.index("      - id: one.second") :], "")],
        [("lost-id", "put it back, or put `one.second` under `retired`")],
    ),
    "a dimension renamed, its practices retired": (
        [("id: one", "id: two"), ("[one.gone]", "[one.gone, one.first, one.second]")],
        [("lost-id", "put it back, or put `one` under `retired`")],
    ),
    "a dimension retired with its practices": (
        [("id: one", "id: two"), ("one.gone]", "one.gone, one, one.first, one.second]")],
        [],
    ),
    "a retired dimension used again": (
        [("[one.gone]", "[one.gone, one]")],
        [("retired-id", "a retired id is never used again: choose a new one")],
    ),
}


@pytest.mark.usefixtures("council")
@pytest.mark.parametrize(("changes", "faults"), CHANGES.values(), ids=CHANGES.keys())
def test_an_id_that_is_gone_is_told(changes: list[tuple[str, str]], faults: list[tuple[str, str]]) -> None:
    release(OWN, load_instrument(OWN))
    text = GOOD
    for before, after in changes:
        text = text.replace(before, after)
    OWN.write_text(text, "utf-8")
    assert [(fault.code, fault.hint) for fault in check(OWN)] == faults


@pytest.mark.usefixtures("council")
def test_a_list_that_cannot_be_read_is_told() -> None:
    list_of(OWN).parent.mkdir()
    list_of(OWN).write_bytes(b"caf\xe9\n")
    assert [fault.what for fault in check(OWN)] == ["this is not UTF-8 text"]
