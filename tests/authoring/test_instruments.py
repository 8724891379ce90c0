"""Which instrument is meant: a council's own, or the kit's; by id, or by file."""

from pathlib import Path

import pytest

from capability.authoring.instruments import instrument_names, load_instrument
from capability.errors import InstrumentError
from tests.authoring.own import GOOD, OWN
from tests.synthetic import ORGANISATION


@pytest.mark.usefixtures("council")
def test_an_instrument_is_loaded_by_id_or_by_path() -> None:
    own = load_instrument("own")
    assert (own.id, own.title, own.practices[0].as_at) == ("own", "Made up", "2026-11-22")
    assert load_instrument("assessments/own.yaml") == load_instrument(OWN) == own


def test_a_councils_own_comes_before_the_kits(council: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (council / "assessments" / "organisation.yaml").write_text(GOOD, "utf-8")
    (council / "deep" / "down").mkdir(parents=True)
    monkeypatch.chdir(council / "deep" / "down")
    assert load_instrument("organisation").title == "Made up"


@pytest.mark.usefixtures("council")
def test_the_kits_own_are_there_from_any_folder() -> None:
    assert load_instrument("organisation") == ORGANISATION
    assert {"organisation", "own"} <= set(instrument_names())


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("organization", "instrument: there is no `organization`. Hint: did you mean `organisation`?"),
        ("../organisation", "instrument: there is no `../organisation`. Hint: did you mean `organisation`?"),
        ("", "instrument: there is no ``. Hint: known here: `organisation`, `own`"),
    ],
)
@pytest.mark.usefixtures("council")
def test_an_id_that_is_not_there(name: str, message: str) -> None:
    with pytest.raises(InstrumentError) as caught:
        load_instrument(name)
    if "known here" in message:  # the kit may come to have more
        message = f"instrument: there is no ``. Hint: known here: {', '.join(f'`{n}`' for n in instrument_names())}"
    assert str(caught.value) == message
    assert caught.value.faults[0].code == "unknown-instrument"
