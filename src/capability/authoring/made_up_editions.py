"""Two editions of a benchmark between councils that do not exist, and what their people answered.

`python -m capability.authoring.made_up_editions FOLDER` writes the editions; with a second folder, each council's
answers as well, by year and code. The same seed gives the same bytes.
"""

import sys
from pathlib import Path
from random import Random
from statistics import NormalDist

from capability.authoring.instruments import load_instrument
from capability.authoring.made_up import Place, Side, answered
from capability.rule.benchmark import edition_file_name
from capability.rule.benchmark import to_json as edition_json
from capability.rule.instrument import COUNCIL, TOP_LEVEL
from capability.rule.joining import CouncilFile, Who, join
from capability.rule.peers import PeerGroup, Peers
from capability.rule.response import Response
from capability.rule.response import to_json as response_json
from capability.rule.steward import Made, make_edition
from capability.rule.tally import count_responses

SEED = 20261128
COUNCILS = 33
YEARS = (2025, 2026)
JOINERS = 5
"""The last of the councils come in the second year."""

ABSENT = (4, 17)
"""Councils that do not send again in the second year: they stay in with their last answers."""

TYPE = "invented"
PEERS = Peers(groups=(PeerGroup(id="invented", title="Councils that do not exist", nation="england", types=(TYPE,)),))

SPREAD, APART, CHANGE = 0.8, 0.4, 0.15
"""How far councils differ, how far a council's dimensions do, and by how much the second year is higher."""


def code_of(number: int) -> str:
    """The code of an invented council, which no list has.

    >>> code_of(7)
    'MADEUP-07'
    """
    return f"MADEUP-{number:02}"


def people_of(number: int) -> tuple[list[Response], list[Response]]:
    """What a council's people answered in each year."""
    instrument = load_instrument(COUNCIL)
    chance = Random(f"{SEED} {number}")
    middle = 1.7 + _normal(chance, SPREAD)
    levels = {}
    for dimension in instrument.dimensions:
        first = middle + _normal(chance, APART)
        levels[dimension.id] = (_inside(first), _inside(first + CHANGE + _normal(chance, APART / 2)))
    people = {role: (n := chance.randint(2, 5), n) for role in ("procurement", "commissioning", "finance")}
    side = Side(instrument=COUNCIL, people=people, levels=levels, unknown=0.04)
    place = Place(title=f"Invented Council {number}", seed=SEED + number, rounds=YEARS, sides=(side,))
    return answered(place, side, instrument)


def sends(number: int, year: int) -> bool:
    """Whether a council sends its file for a year's edition."""
    return number <= COUNCILS - JOINERS if year == YEARS[0] else number not in ABSENT


def council_file(number: int, year: int, responses: list[Response]) -> CouncilFile:
    """What a council gives."""
    instrument = load_instrument(COUNCIL)
    name, code = f"Invented Council {number}", code_of(number)
    who = Who(edition=str(year), code=code, name=name, nation="england", type=TYPE)
    return join(instrument, count_responses(instrument, responses), who)


def made_up_editions() -> tuple[Made, Made]:
    """Both years' editions."""
    instrument = load_instrument(COUNCIL)
    files: dict[int, list[CouncilFile]] = {year: [] for year in YEARS}
    for number in range(1, COUNCILS + 1):
        for year, responses in zip(YEARS, people_of(number), strict=True):
            if sends(number, year):
                files[year].append(council_file(number, year, responses))
    before, after = YEARS
    first = make_edition(str(before), instrument, files[before], PEERS, synthetic=True)
    return first, make_edition(str(after), instrument, files[after], PEERS, [first.members], synthetic=True)


PEERS_TEXT = f"""\
# yaml-language-server: $schema=../schemas/peers.schema.json
# The group of the councils that do not exist, as capability.authoring.made_up_editions writes it.
groups:
  - {{id: {PEERS.groups[0].id}, title: {PEERS.groups[0].title}, nation: england, types: [{TYPE}]}}
"""


def write_editions(folder: Path) -> None:
    """Write both editions, each under its own name, in place of those that are there, and their peer groups."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("benchmark-*.json"):
        old.unlink()
    for made in made_up_editions():
        path = folder / edition_file_name(made.edition.name, made.members.digest)
        path.write_bytes(edition_json(made.edition).encode())
    (folder / "peers.yaml").write_bytes(PEERS_TEXT.encode())


def write_answers(folder: Path) -> None:
    """Write each council's answers: `2026/MADEUP-07/1.json` and so on."""
    for number in range(1, COUNCILS + 1):
        for year, responses in zip(YEARS, people_of(number), strict=True):
            if sends(number, year):
                own = folder / str(year) / code_of(number)
                own.mkdir(parents=True)
                for n, response in enumerate(responses, 1):
                    (own / f"{n}.json").write_bytes(response_json(response).encode())


def _inside(level: float) -> float:
    return round(min(max(level, 0.0), float(TOP_LEVEL)), 2)


def _normal(chance: Random, deviation: float) -> float:
    return NormalDist(0, deviation).inv_cdf(chance.random() or 0.5)


if __name__ == "__main__":
    write_editions(Path(sys.argv[1]))
    if len(sys.argv) > 2:
        write_answers(Path(sys.argv[2]))
