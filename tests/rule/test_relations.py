import json
from itertools import combinations, pairwise
from pathlib import Path

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.errors import RelationsError
from capability.limits import MOST_ACTORS
from capability.reading.folders import read_files
from capability.reading.gathering import gather_rows
from capability.rule.relations import Relations, Row, Tie, merge, read_row, relations_profile, to_json
from capability.rule.response import Level

EXAMPLES = sorted(
    path.parent for path in Path(__file__).parents[2].glob("assessments/examples/*/expected-relations.json")
)
NAMES = ["a", "b", "c", "d", "e", "f", "g"]


@st.composite
def systems(draw: st.DrawFn, missing: bool = True) -> Relations:
    """Rows of up to seven actors, some of them silent and some views missing, or every view there."""
    names = NAMES[: draw(st.integers(2, len(NAMES)))]
    low = draw(st.integers(0, 3))
    view = st.integers(low, 4) | st.none() if missing and draw(st.booleans()) else st.integers(low, 4)
    silent = draw(st.sets(st.sampled_from(names), max_size=3)) if missing else set()
    rows: dict[str, dict[str, int]] = {}
    for rater in names:
        if rater not in silent:
            views = {other: draw(view) for other in names if other != rater}
            rows[rater] = {other: level for other, level in views.items() if level is not None}
    return Relations(rows, tuple(names))  # type: ignore[arg-type]


def oracle(relations: Relations) -> tuple[int | None, int | None]:
    """Level and at most as the design says them, with networkx to say what is connected."""
    sent = [actor for actor in relations.actors if relations.rows.get(actor)]
    level, at_most = networkx.Graph(), networkx.Graph()
    for a, b in combinations(relations.actors, 2):
        views = [rows[there] for here, there in ((a, b), (b, a)) if there in (rows := relations.rows.get(here, {}))]
        level.add_edge(a, b, strength=min(views) if len(views) == 2 else 0)
        at_most.add_edge(a, b, strength=min(views, default=4))
    if len(sent) < 2:
        return None, None

    def highest(graph: networkx.Graph) -> int:
        def connects(n: int) -> bool:
            strong = [(a, b) for a, b, strength in graph.edges(data="strength") if strength >= n]
            kept = networkx.Graph(strong)
            kept.add_nodes_from(graph)
            return set(sent) <= set(networkx.node_connected_component(kept, sent[0]))

        return max(n for n in range(5) if connects(n))

    return (highest(level) if 3 * len(sent) >= 2 * len(relations.actors) else None), highest(at_most)


# --- against networkx -------------------------------------------------------------------------------------------------


@given(systems())
def test_level_and_at_most_are_those_of_the_oracle(relations: Relations) -> None:
    result = relations_profile(relations)
    assert (result.level, result.at_most) == oracle(relations)


@given(systems())
def test_groups_and_who_holds_them_together_are_those_of_the_oracle(relations: Relations) -> None:
    result = relations_profile(relations)
    sent = [actor for actor in result.actors if actor not in result.silent]
    for network in result.networks:
        graph = networkx.Graph()
        graph.add_nodes_from(sent)
        ties = [tie for tie in result.ties if tie.strength is not None and tie.strength >= network.n]
        graph.add_edges_from(tie.between for tie in ties)
        assert sorted(map(tuple, map(sorted, networkx.connected_components(graph)))) == sorted(network.groups)
        assert sorted(networkx.articulation_points(graph)) == list(network.critical)
        if result.level is not None and network.n == result.level + 1:
            assert result.groups == network.groups


@given(systems())
def test_the_ties_that_could_join_the_groups_do_so(relations: Relations) -> None:
    result = relations_profile(relations)
    if result.level is None or result.level == 4:
        assert result.groups == result.could_join == ()
        return
    assert len(result.groups) > 1
    home = {actor: group for group in result.groups for actor in group}
    graph = networkx.Graph()
    graph.add_nodes_from(result.groups)
    graph.add_edges_from((home[a], home[b]) for a, b in result.could_join)
    assert all(home[a] != home[b] and a < b for a, b in result.could_join)
    if result.level:
        # At level 1 or above all stand together by ties at the level, so that those between groups suffice.
        assert networkx.is_connected(graph)
    assert list(result.could_join) == sorted(result.could_join)


def test_of_as_many_actors_as_are_read_each_in_a_chain_but_the_ends_holds_it_together() -> None:
    names = [f"actor {i:03}" for i in range(MOST_ACTORS)]
    ties: dict[str, dict[str, Level]] = {name: {} for name in names}
    for one, other in pairwise(names):
        ties[one][other] = ties[other][one] = 3
    result = relations_profile(Relations(ties))
    assert (result.level, result.at_most, result.silent) == (3, 4, ())
    assert result.networks[2].critical == tuple(names[1:-1])
    assert len(result.groups) == MOST_ACTORS


# --- what always holds ------------------------------------------------------------------------------------------------


@given(systems())
def test_the_level_is_never_above_the_at_most(relations: Relations) -> None:
    result = relations_profile(relations)
    assert result.level is None or (result.at_most is not None and result.level <= result.at_most)


@given(systems(missing=False))
def test_with_every_view_there_the_two_are_one(relations: Relations) -> None:
    result = relations_profile(relations)
    assert result.level == result.at_most is not None


@given(systems(), st.data())
def test_strengthening_a_tie_never_lowers_the_level(relations: Relations, data: st.DataObject) -> None:
    views = [(rater, other) for rater, ties in relations.rows.items() for other, level in ties.items() if level < 4]
    if not views:
        return
    rater, other = data.draw(st.sampled_from(views))
    raised = {**relations.rows, rater: {**relations.rows[rater], other: relations.rows[rater][other] + 1}}
    before, after = relations_profile(relations), relations_profile(Relations(raised, relations.listed))  # type: ignore[arg-type]
    assert (before.level is None) == (after.level is None)
    assert (after.level or 0) >= (before.level or 0) and (after.at_most or 0) >= (before.at_most or 0)


@given(systems(), st.data())
def test_a_view_that_was_missing_never_lowers_the_level(relations: Relations, data: st.DataObject) -> None:
    """A view more from an actor that has sent some; one that has sent nothing is left out, and named."""
    actors = relations_profile(relations).actors
    missing = [(a, b) for a, ties in relations.rows.items() if ties for b in actors if b != a and b not in ties]
    if not missing:
        return
    rater, other = data.draw(st.sampled_from(missing))
    more = {**relations.rows, rater: {**relations.rows[rater], other: data.draw(st.integers(0, 4))}}
    before, after = relations_profile(relations), relations_profile(Relations(more, relations.listed))  # type: ignore[arg-type]
    assert before.level is None or (after.level is not None and after.level >= before.level)


@given(systems(), st.data())
def test_no_view_still_to_come_lifts_the_level_above_the_at_most(relations: Relations, data: st.DataObject) -> None:
    result = relations_profile(relations)
    filled = {
        rater: {
            other: relations.rows.get(rater, {}).get(other, data.draw(st.integers(0, 4)))
            for other in relations.actors
            if other != rater
        }
        for rater in relations.actors
    }
    later = relations_profile(Relations(filled, relations.listed))  # type: ignore[arg-type]
    if result.at_most is not None:
        assert later.level is not None and later.level <= result.at_most
    if not result.silent and result.level is not None:
        assert later.level is not None and result.level <= later.level


@given(systems(), st.permutations(NAMES))
def test_other_names_change_nothing(relations: Relations, names: list[str]) -> None:
    new = dict(zip(NAMES, names, strict=True))
    renamed = {
        new[rater]: {new[other]: level for other, level in ties.items()} for rater, ties in relations.rows.items()
    }
    before = relations_profile(relations)
    after = relations_profile(Relations(renamed, tuple(new[actor] for actor in relations.actors)))
    assert (before.level, before.at_most) == (after.level, after.at_most)
    assert {new[actor] for actor in before.silent} == set(after.silent)
    assert {frozenset(new[a] for a in group) for group in before.groups} == set(map(frozenset, after.groups))
    assert {frozenset(new[a] for a in pair) for pair in before.could_join} == set(map(frozenset, after.could_join))


# --- by hand ----------------------------------------------------------------------------------------------------------


def rows(**ties: dict[str, int]) -> Relations:
    return Relations(ties)  # type: ignore[arg-type]


def test_a_tie_that_one_side_rates_counts_nothing_and_is_shown() -> None:
    result = relations_profile(rows(a={"b": 3, "c": 2}, b={"a": 2, "c": 1}, c={"a": 2}))
    assert result.ties[2] == Tie(("b", "c"), (1, None), None, None)
    assert (result.level, result.at_most) == (2, 2)


def test_without_a_tie_the_system_is_apart_and_every_tie_could_join_it() -> None:
    result = relations_profile(rows(a={"b": 2}, b={"a": 2}, c={"d": 3}, d={"c": 3}))
    assert (result.level, result.at_most) == (0, 4)
    assert result.groups == (("a", "b"), ("c", "d"))
    assert result.could_join == (("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"))


def test_a_silent_actor_is_named_and_need_not_be_connected() -> None:
    result = relations_profile(rows(a={"b": 2, "c": 1}, b={"a": 2}, c={}))
    assert (result.actors, result.silent, result.level) == (("a", "b", "c"), ("c",), 2)


def test_under_two_thirds_there_is_no_level() -> None:
    result = relations_profile(rows(a={"b": 3, "c": 1, "d": 1}, b={"a": 3}))
    assert (result.level, result.at_most, result.groups, result.could_join) == (None, 3, (), ())


def test_an_actor_alone_has_no_level() -> None:
    result = relations_profile(rows(a={}))
    assert (result.actors, result.ties, result.level, result.at_most) == (("a",), (), None, None)


def test_with_a_list_others_are_left_out_and_the_unheard_are_silent() -> None:
    rows = [Row("capability-relations/1", "a", {"b": 2, "x": 4}), Row("capability-relations/1", "x", {"a": 4})]
    result = relations_profile(merge(rows, ["c", "b", "a "]))
    assert (result.actors, result.silent) == (("a", "b", "c"), ("b", "c"))
    assert [tie.between for tie in result.ties] == [("a", "b")]


def test_capitals_and_spaces_do_not_split_an_actor() -> None:
    rows = [Row("capability-relations/1", "Council", {"Health Trust": 3})]
    rows += [Row("capability-relations/1", "health  trust", {"council": 3})]
    for order in (rows, rows[::-1]):
        result = relations_profile(merge(order))
        assert (result.actors, result.level, result.silent) == (("Council", "Health Trust"), 3, ())
    assert relations_profile(merge(rows, ["COUNCIL", "health trust"])).actors == ("COUNCIL", "health trust")


@given(systems(), st.data())
def test_another_spelling_changes_no_level(relations: Relations, data: st.DataObject) -> None:
    def spelt(name: str) -> str:
        return data.draw(st.sampled_from([name, name.upper(), f" {name}", f"{name} "]))

    plain = [Row("capability-relations/1", rater, dict(ties)) for rater, ties in relations.rows.items()]
    written = [Row(row.format, spelt(row.rater), {spelt(other): n for other, n in row.ties.items()}) for row in plain]
    before, after = (relations_profile(merge(rows, relations.listed)) for rows in (plain, written))
    assert (before.level, before.at_most, before.silent) == (after.level, after.at_most, after.silent)


# --- reading ----------------------------------------------------------------------------------------------------------


def row(**changes: object) -> dict[str, object]:
    return {"format": "capability-relations/1", "rater": "council", "ties": {"suppliers": 3}, **changes}


def test_what_cannot_be_is_left_out_and_the_rest_stands() -> None:
    ties = {
        "firms": 7,
        "council": 2,
        " ": 1,
        "x" * 81: 1,
        "funders": True,
        "carers": "3",
        "residents": 1,
        " residents": 2,
        "Residents": 3,
        "COUNCIL": 3,
    }
    reading = read_row(row(rater=" council ", ties=ties), "council.json")
    assert (reading.row.rater, reading.row.ties) == ("council", {"residents": 1})
    assert [fault.code for fault in reading.left_out] == [
        "bad-level",
        "own-tie",
        "bad-name",
        "bad-name",
        "bad-level",
        "bad-level",
        "repeated-key",
        "repeated-key",
        "own-tie",
    ]
    assert all(fault.where.startswith("council.json: ties.") for fault in reading.left_out)


def test_half_a_character_in_a_name_does_not_end_it() -> None:
    reading = read_row(row(rater="\ud800", ties={"\udfff b": 1}))
    assert (reading.row.rater, reading.row.ties) == ("?", {"? b": 1})


@pytest.mark.parametrize(
    ("plain", "code"),
    [
        ([], "not-relations"),
        ({}, "not-relations"),
        (row(format="capability-relations/2"), "other-format"),
        (row(rater=" "), "bad-value"),
        (row(rater=3), "bad-value"),
        (row(ties=[]), "bad-value"),
        (row(name="x"), "unknown-key"),
    ],
)
def test_what_is_no_row_is_refused(plain: object, code: str) -> None:
    with pytest.raises(RelationsError) as caught:
        read_row(plain)
    assert [fault.code for fault in caught.value.faults] == [code]


# --- worked examples --------------------------------------------------------------------------------------------------


def test_there_is_an_example() -> None:
    assert EXAMPLES


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda path: path.name)
def test_a_case_gives_what_was_worked_out_by_hand(case: Path) -> None:
    gathered = gather_rows(read_files([case / "rows"]))
    expected = json.loads((case / "expected-relations.json").read_text("utf-8"))
    assert to_json(relations_profile(gathered.relations)) == json.dumps(expected, sort_keys=True, indent=2) + "\n"
    assert not gathered.left_out
    assert "synthetic" in (case / "about.md").read_text("utf-8")
