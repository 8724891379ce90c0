from pathlib import Path

from capability.authoring.instruments import Library
from capability.forms.kinds import KINDS, write_form
from capability.publish.forms import FOLDER, bring_forms

ROOT = Path(__file__).parents[2]


def test_the_site_has_every_form_of_every_instrument_and_none_of_an_earlier_build(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "funder-table.xlsx").touch()
    bring_forms(ROOT, tmp_path)
    made = {path.name: path.read_bytes() for path in (tmp_path / FOLDER).iterdir()}
    written = [write_form(instrument, kind) for instrument in Library().values() for kind in KINDS]
    assert made == {form.name: form.data for form in written}
    assert len(made) >= 36
