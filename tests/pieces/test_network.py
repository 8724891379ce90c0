import json

from hypothesis import given
from hypothesis import strategies as st

from capability.pieces.network import HEIGHT, MOST_DRAWN, MOST_TIES, WIDTH, plain_network
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
    drawn = network({names[0]: dict.fromkeys(names[1:], 1)})
    assert (drawn["drawn"], drawn["actors"], drawn["lines"]) == (False, [], [])
    assert (len(drawn["ties"]), drawn["ties_more"]) == (MOST_DRAWN, 0)


def test_of_very_many_ties_the_strongest_are_listed_and_the_others_counted() -> None:
    names = [f"actor {i:02}" for i in range(40)]
    drawn = network({name: {other: i % 2 for i, other in enumerate(names) if other != name} for name in names})
    # Every other actor is rated 1, so that 190 of 780 ties are of strength 1, and any of the others could join some.
    assert [tie["strength"] for tie in drawn["ties"]] == [1] * 190 + [0] * 310
    assert drawn["ties_more"] == 780 - MOST_TIES
    assert (len(drawn["could_join"]), drawn["could_join_more"]) == (MOST_TIES, 590 - MOST_TIES)


def test_a_long_name_is_shortened_in_the_picture_alone() -> None:
    long, short = "The association of tenants", "Cooks"
    first, second = network({short: {long: 1}, long: {short: 1}})["actors"]
    assert (second["name"], second["label"]["text"]) == (long, "The association of…")
    assert (first["label"]["text"], first["label"]["side"]) == (short, "middle")


@given(st.integers(2, MOST_DRAWN))
def test_every_actor_has_a_place_of_its_own_inside_the_box(count: int) -> None:
    names = [f"actor {i:02}" for i in range(count)]
    drawn = network({name: {other: 1 for other in names if other != name} for name in names})
    places = [(actor["cx"], actor["cy"]) for actor in drawn["actors"]]
    assert len(set(places)) == count
    assert all(40 <= x <= WIDTH - 40 and 40 <= y <= HEIGHT - 40 for x, y in places)
    # Circles have a radius of 38: they never touch.
    assert all((a - c) ** 2 + (b - d) ** 2 > 80**2 for i, (a, b) in enumerate(places) for c, d in places[:i])
    # Names of the longest kind, at 17 to the character, do not cover each other.
    boxes = []
    for label in (actor["label"] for actor in drawn["actors"]):
        left = label["x"] - {"right": 0, "middle": 170, "left": 340}[label["side"]]
        boxes.append((left, left + 340, label["y"]))
    assert all(abs(y - v) >= 32 or r <= a or b <= left for i, (left, r, y) in enumerate(boxes) for a, b, v in boxes[:i])
    json.dumps(drawn)
