"""Councils that are made up: their files, without the answers behind them."""

import random

import msgspec

from capability.rule.instrument import Instrument
from capability.rule.joining import FORMAT, POLICY_ID, CouncilFile, GivenDimension
from capability.rule.peers import PeerGroup, Peers
from tests.synthetic import ORGANISATION

PEERS = Peers(
    groups=(
        PeerGroup(id="invented", title="Invented councils", nation="england", types=("invented",)),
        PeerGroup(id="others", title="Other invented councils", nation="wales", types=("invented",)),
    ),
    successors={"OLD-1": "NEW-1"},
)


def given(level: int | None, index: int | None = None) -> GivenDimension:
    if level is None:
        return GivenDimension(level=None, at_most=None, evidenced=None, index=None)
    return GivenDimension(level=level, at_most=level, evidenced=0, index=25 * level if index is None else index)


def council(
    code: str, edition: str = "2025", levels: int | dict[str, int | None] | None = 2, **changes: object
) -> CouncilFile:
    used: Instrument = ORGANISATION
    file = CouncilFile(
        format=FORMAT,
        policy=POLICY_ID,
        edition=edition,
        code=code,
        name=f"Invented {code}",
        nation="england",
        type="invented",
        instrument=used.id,
        version=used.version,
        digest=used.digest,
        raters="8-14",
        roles=3,
        level=2,
        dimensions={
            part.id: given(levels.get(part.id) if isinstance(levels, dict) else levels) for part in used.dimensions
        },
    )
    return msgspec.structs.replace(file, **changes)


def councils(codes: list[str], edition: str = "2025", seed: int = 1) -> list[CouncilFile]:
    """Files with levels at random, which stay with a code."""
    return [council(code, edition, _levels(code, seed)) for code in codes]


def _levels(code: str, seed: int) -> dict[str, int | None]:
    names = [part.id for part in ORGANISATION.dimensions]
    return {name: random.Random(f"{seed} {code} {name}").choice((None, 0, 1, 1, 2, 2, 3, 4)) for name in names}


def codes(first: int, last: int) -> list[str]:
    """The codes of councils from one number to before another.

    >>> codes(1, 3)
    ['C-01', 'C-02']
    """
    return [f"C-{number:02}" for number in range(first, last)]
