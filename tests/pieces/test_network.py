import json

from hypothesis import given
from hypothesis import strategies as st

from capability.pieces.network import HEIGHT, MOST_DRAWN, WIDTH, plain_network
from capability.pieces.outputs.network import Network
from capability.rule.relations import Relations, relations_profile

WEAK = {
    "council": {"firms": 3, "residents": 1},
    "firms": {"council": 3, "residents": 0},
    "residents": {"council": 3, "firms": 0},
}


def network(rows: dict[str, dict[str, int]]) -> Network:
    return plain_network(relations_profile(Relations(rows)))  # type: ignore[arg-type]


def test_only_ties_are_drawn_and_every_view_is_in_the_table() -> None:
    drawn = network(WEAK)
    assert [(line["strength"], line["joins"]) for line in drawn["lines"]] == [(3, None), (1, True)]
    assert [(t["first"], t["second"], t["strength"], t["gap"], t["wide"]) for t in drawn["ties"]] == [
        ("council", "firms", 3, 0, False),
        ("council", "residents", 1, 2, True),
        ("firms", "residents", 0, 0, False),
    ]


def test_it_says_what_would_raise_the_level_and_whose_loss_would_split_it() -> None:
    drawn = network(WEAK)
    assert (drawn["level"], drawn["next"], drawn["needed"]) == (1, 2, 1)
    assert drawn["groups"] == [{"names": "council, firms"}, {"names": "residents"}]
    assert drawn["could_join"] == [{"first": "council", "second": "residents"}]
    assert drawn["critical"] == [{"n": 1, "names": "council"}]


def test_who_sent_no_view_is_marked() -> None:
    drawn = network({"council": {"firms": 2}})
    assert [(actor["name"], actor["silent"]) for actor in drawn["actors"]] == [("council", False), ("firms", True)]
    assert drawn["ties"][0]["strength"] is None
    assert drawn["level"] is None


def test_with_very_many_actors_there_is_the_table_alone() -> None:
    names = [f"actor {i:02}" for i in range(MOST_DRAWN + 1)]
    assert network({names[0]: dict.fromkeys(names[1:], 1)})["drawn"] is False


@given(st.integers(2, MOST_DRAWN))
def test_every_actor_has_a_place_of_its_own_inside_the_box(count: int) -> None:
    names = [f"actor {i:02}" for i in range(count)]
    drawn = network({name: {other: 1 for other in names if other != name} for name in names})
    places = [(actor["cx"], actor["cy"]) for actor in drawn["actors"]]
    assert len(set(places)) == count
    assert all(40 <= x <= WIDTH - 40 and 40 <= y <= HEIGHT - 40 for x, y in places)
    # Circles have a radius of 38: they never touch.
    assert all((a - c) ** 2 + (b - d) ** 2 > 80**2 for i, (a, b) in enumerate(places) for c, d in places[:i])
    json.dumps(drawn)
