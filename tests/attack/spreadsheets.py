"""Tables that we write, opened in LibreOffice with every separator: `python -m tests.attack.spreadsheets`."""

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from capability.authoring.instruments import load_instrument
from capability.rule.plan import FILE as PLAN
from capability.rule.plan import make_plan, read_plan
from capability.rule.tally import count_responses
from capability.rule.team import team_profile
from capability.text import any_json
from capability.writing.csv import to_csv
from capability.writing.plans import write_plan
from tests.cli.strangers import FRAGMENTS

HOSTILE = Path(__file__).parents[1] / "reading" / "cases" / "hostile" / "plan-injection.json"

SEPARATORS = {"comma": "44", "semicolon": "59", "tab": "9", "bar": "124", "all of them": "44/59/9/124"}
QUOTES = {"double quotes": "34", "no quotes": ""}

FORMULAS = ['=HYPERLINK("http://127.0.0.1/?"&A1)', "=1+41", "A1", ";=1+41;", '";=1+41;"']
SIGNS = [*FRAGMENTS, *"=+-@＝＋－＠;,\t|\n\"' ", *FORMULAS]


def main() -> int:
    """Write tables, let a spreadsheet open them, and count its formulas; exit with 1 where there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20, help="how many tables of words drawn by chance")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tables = list(written(Path(folder), options.seed, options.count))
        control = Path(folder, "control.csv")
        control.write_text("a,=1\na;=1\na\t=1\na|=1\n", "utf-8")  # not ours: it shows that formulas are counted
        found = 0
        for separator, code in SEPARATORS.items():
            for quotes, quote in QUOTES.items():
                counts = formulas([*tables, control], Path(folder, f"{separator} {quotes}"), f"{code},{quote}")
                shown = counts.pop("control")
                found += sum(counts.values())
                told = f"{sum(counts.values())} formulas in {len(counts)} tables, and {shown} in the control"
                print(f"{separator}, {quotes}: {told}")
    return 1 if found else 0


def written(folder: Path, seed: int, count: int) -> list[Path]:
    """Tables with words that would be formulas: a plan's, and any."""
    organisation = load_instrument("organisation")
    plain = any_json(HOSTILE.read_text("utf-8"), HOSTILE.name, PLAN)
    plan = read_plan(plain, organisation, HOSTILE.name)
    team = team_profile(organisation, count_responses(organisation, []))
    made = make_plan(organisation, team, plan.targets, plan.edits, name="=1+41")
    paths = [folder / "plan.csv"]
    paths[0].write_bytes(write_plan(made, "csv", "2026-11-22").data)
    for number in range(seed, seed + count):
        chance = random.Random(number)
        rows = [["".join(chance.choices(SIGNS, k=chance.randint(1, 8))) for _ in range(4)] for _ in range(50)]
        paths.append(folder / f"{number}.csv")
        paths[-1].write_text(to_csv(rows), "utf-8", newline="")
    return paths


def formulas(tables: list[Path], out: Path, how: str) -> dict[str, int]:
    """How many formulas LibreOffice makes of each table; `how` is its separator and its quotes."""
    options = f"{how},76,1,,0,false,true,false,false,false,-1,true"  # UTF-8, from line 1, and formulas worked out
    profile = f"-env:UserInstallation=file://{out.parent / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "fods", f"--infilter=CSV:{options}"]
    subprocess.run([*command, "--outdir", str(out), *map(str, tables)], check=True, capture_output=True, timeout=600)
    opened = {path.stem: (out / f"{path.stem}.fods").read_text("utf-8") for path in tables}
    return {name: text.count("table:formula=") for name, text in opened.items()}


if __name__ == "__main__":
    sys.exit(main())
