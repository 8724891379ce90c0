"""A large table that is made up, and the same people as responses, one by one."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from capability.bulk.tables import CONTRACT, NATION, OF_EVIDENCE, ROLE
from capability.reading.vocabulary import LEVELS
from capability.rule.context import Context
from capability.rule.instrument import Instrument
from capability.rule.response import FORMAT, Answer, Given, Rater, Response

ANSWERS = ("0", "1", "2", "3", "4", "unknown", "not-applicable", None)
OFTEN = (0.15, 0.22, 0.22, 0.18, 0.1, 0.05, 0.05, 0.03)
GIVEN: dict[str, Given] = {"unknown": "unknown", "not-applicable": "not-applicable"}
GIVEN |= {str(level): level for level in LEVELS}
STRENGTHS = ("none", "document", "outcome", None)
ROLES = ("procurement", "finance", " Finance ", "legal", "", None)
NATIONS = ("england", "Wales", "scotland", "Kent", None)
CONTRACTS = ("above-threshold", "Light touch", None)


def table(instrument: Instrument, people: int, teams: int, seed: int = 20261127) -> pa.Table:
    """A row a person: a team, a role, where they are, and answers with evidence, each as often as in real tables."""
    chance = np.random.default_rng(seed)

    def drawn(values: tuple[Any, ...], often: tuple[float, ...] | None = None) -> pa.Array:
        places = chance.choice(len(values), size=people, p=often)
        return pa.DictionaryArray.from_arrays(places.astype("int8"), pa.array(values)).dictionary_decode()

    columns = {"team": pa.array([f"Team {n}" for n in chance.integers(teams, size=people).tolist()])}
    columns |= {ROLE: drawn(ROLES), NATION: drawn(NATIONS), CONTRACT: drawn(CONTRACTS)}
    for place, practice in enumerate(instrument.practices):
        columns[practice.id] = drawn(ANSWERS, OFTEN)
        if place % 3:
            columns[practice.id + OF_EVIDENCE] = drawn(STRENGTHS)
    return pa.table(columns)


def responses(instrument: Instrument, of: pa.Table) -> Iterator[tuple[str, Response]]:
    """Each row that answers anything as a response, with its team."""
    columns: dict[str, list[Any]] = {name: of.column(name).to_pylist() for name in of.column_names}
    nothing = [None] * of.num_rows
    for row in range(of.num_rows):
        said = {
            practice.id: Answer(
                GIVEN[answer],
                columns.get(practice.id + OF_EVIDENCE, nothing)[row] or "none",
            )
            for practice in instrument.practices
            if (answer := columns[practice.id][row]) is not None
        }
        if said:
            yield (
                columns["team"][row],
                Response(
                    format=FORMAT,
                    instrument=instrument.id,
                    version=instrument.version,
                    rater=Rater(columns[ROLE][row] or ""),
                    context=Context(nation=columns[NATION][row] or "", contract=columns[CONTRACT][row] or ""),
                    answers=said,
                ),
            )
