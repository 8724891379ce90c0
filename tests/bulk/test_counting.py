"""Large tables give what the same people give one by one, to the byte, however they are cut into parts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capability.authoring.instruments import load_instrument
from capability.bulk import counting
from capability.bulk.blocks import BLANK, EVIDENCE, NOT_APPLICABLE, Block
from capability.bulk.counting import Counted, add_all, count_blocks
from capability.bulk.tables import block_of, layout_of
from capability.errors import CapabilityError
from capability.reading.vocabulary import LEVELS
from capability.rule.instrument import Instrument
from capability.rule.response import Answer, Response
from capability.rule.tally import add, count_responses, read_tally, to_json
from tests.bulk.made_up import responses, table
from tests.synthetic import made_up_instruments, respond

CONTRACT = load_instrument("contract")
"""Its practices are not asked everywhere."""


def counted_of(instrument: Instrument, of: pa.Table, rows: int, by: str = "team") -> Counted:
    layout = layout_of(of.column_names, [instrument], by, "made up")
    return count_blocks(instrument, (block_of(part, layout, "made up")[0] for part in of.to_batches(rows)))


def by_team(instrument: Instrument, of: pa.Table) -> Mapping[str, Sequence[Response]]:
    people = defaultdict(list)
    for team, response in responses(instrument, of):
        people[team].append(response)
    return people


def texts(counted: Counted) -> dict[str, str]:
    return {key: to_json(tally) for key, tally in counted.tallies()}


def test_fifty_thousand_people_by_team_are_what_they_are_one_by_one() -> None:
    whole = table(CONTRACT, 50_000, 60)
    counted = counted_of(CONTRACT, whole, 7_000)
    expected = {team: to_json(count_responses(CONTRACT, said)) for team, said in by_team(CONTRACT, whole).items()}
    assert texts(counted) == expected
    assert [key for key, _ in counted.tallies()] == sorted(expected)


def test_by_role_each_tally_is_of_one_role() -> None:
    whole = table(CONTRACT, 2_000, 5)
    tallies = dict(counted_of(CONTRACT, whole, 300, by="role").tallies())
    assert [*tallies] == ["", "finance", "legal", "procurement"]
    assert all([*tally.roles] == [role] for role, tally in tallies.items())
    everybody = [response for _, response in responses(CONTRACT, whole)]
    assert to_json(add(CONTRACT, tallies.values())) == to_json(count_responses(CONTRACT, everybody))


@given(st.permutations(range(6)), st.integers(1, 5))
@settings(max_examples=10)
def test_parts_add_in_any_order_with_a_zero(order: Sequence[int], alone: int) -> None:
    whole = table(CONTRACT, 240, 9)
    parts = [counted_of(CONTRACT, whole.slice(40 * n, 40), 40) for n in order]
    left, right = add_all(CONTRACT, parts[:alone]), add_all(CONTRACT, parts[alone:])
    assert texts(left + Counted(CONTRACT) + right) == texts(counted_of(CONTRACT, whole, 240))


@st.composite
def crowds(draw: st.DrawFn) -> tuple[Instrument, list[list[int]]]:
    """An instrument with any weights, and a few people's cells."""
    instrument = draw(made_up_instruments())
    cell = st.sampled_from([*range(5), *range(5), *range(BLANK + 1), *range(EVIDENCE, EVIDENCE + 5)])
    width = len(instrument.practices)
    return instrument, draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=6))


def answer(cell: int) -> Answer:
    if cell >= EVIDENCE:
        return Answer(LEVELS[cell - EVIDENCE], "outcome")
    return Answer(LEVELS[cell] if cell < 5 else "not-applicable" if cell == NOT_APPLICABLE else "unknown")


@given(crowds())
def test_any_cells_of_any_instrument_are_counted_as_answers_are(crowd: tuple[Instrument, list[list[int]]]) -> None:
    instrument, people = crowd
    names = [practice.id for practice in instrument.practices]
    said = [
        respond(instrument, {name: answer(c) for name, c in zip(names, person, strict=True) if c != BLANK})
        for person in people
    ]
    cells = np.array(people, dtype=np.int8).T
    [(key, tally)] = count_blocks(instrument, [Block(cells, ["all"], np.zeros(len(people), dtype=int))]).tallies()
    assert to_json(tally) == to_json(count_responses(instrument, said))
    assert key == "all" and read_tally(msgspec.to_builtins(tally), instrument).tally == tally


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("MOST_GROUPS", "is this a column of ids"),
        ("MOST_ROLES", "51 different roles"),
        ("MOST_RATERS", "51 people, which nobody asked"),
    ],
)
def test_more_than_is_counted_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str, told: str) -> None:
    monkeypatch.setattr(counting, limit, 50)
    names = [f"person {n}" for n in range(51)]
    cells = np.zeros((len(CONTRACT.practices), 51), dtype=np.int8)
    with pytest.raises(CapabilityError, match=told):
        count_blocks(CONTRACT, [Block(cells, names, np.arange(51), names, np.arange(51))])


def test_a_block_of_another_shape_is_refused() -> None:
    with pytest.raises(CapabilityError, match="3 by 2 answers"):
        Counted(CONTRACT).add(Block(np.zeros((3, 2), dtype=np.int8), ["a"], np.zeros(2, dtype=int)))
