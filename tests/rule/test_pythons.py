"""One rule, two Pythons: the browser's, without the browser, gives the desktop's texts to the last digit."""

import json
import subprocess
from pathlib import Path

import msgspec

from capability.authoring.instruments import load_instrument
from tests.rule.pythons.results import SIZES, results

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent / "pythons"


def test_what_is_said_of_teams_change_and_gaps_is_the_same_in_the_browsers_python(tmp_path: Path) -> None:
    plain = [msgspec.to_builtins(load_instrument(name)) for name in ("organisation", "supplier")]
    instruments = tmp_path / "instruments.json"
    instruments.write_text(json.dumps(plain), "utf-8")
    [wheel] = ROOT.glob(".cache/wheels/msgspec-*.whl")
    command = ["node", HERE / "browser.mjs", ROOT / "node_modules" / "pyodide", ROOT / "src", wheel]
    done = subprocess.run(
        [*map(str, command), str(HERE / "results.py"), str(instruments)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    ours = json.loads(results(instruments.read_text("utf-8")))
    assert len(ours) == 6 * 4 * len(SIZES)
    for here, there in zip(ours, json.loads(done.stdout), strict=True):
        assert there == here
