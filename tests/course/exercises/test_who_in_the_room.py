"""Who must be in the room: its worked example worked out on paper, and what holds for any room."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capability.authoring.lessons import load_exercise
from capability.course.exercises.who_in_the_room import CROWD, SCALE, Actor, Room, who_in_the_room
from tests.course.exercises.pictured import grid

ACTORS = st.builds(
    Actor,
    name=st.text("AbC dé", min_size=1, max_size=4).filter(str.strip),
    influence=st.sampled_from(SCALE),
    stake=st.sampled_from(SCALE),
    room=st.sampled_from(["yes", "sometimes", "no"]),
    contact=st.sampled_from(["yes", "no"]),
)
ROOMS = st.lists(ACTORS, min_size=1, max_size=16).map(lambda actors: Room(actors=tuple(actors)))


def actor(
    name: str = "A", influence: str = "none", stake: str = "none", room: str = "no", contact: str = "no"
) -> Actor:
    given = {"name": name, "influence": influence, "stake": stake, "room": room, "contact": contact}
    return msgspec.convert(given, Actor)


def told(*actors: Actor) -> dict[str, object]:
    return dict(who_in_the_room(Room(actors=actors)).findings)


def moved(room: Room, where: str) -> Room:
    return Room(actors=tuple(msgspec.structs.replace(seated, room=where) for seated in room.actors))


def test_the_worked_example_is_what_comes_out_on_paper() -> None:
    #                 influence  stake  there   missing points      influence there  stake there
    #   council       4          3      1       7 x 0   = 0         4                3
    #   hospital      3          2      1/2     5 x 1/2 = 2.5       1.5              1
    #   wholesaler    3          2      1       0                   3                2
    #   head teachers 3          2      1       0                   3                2
    #   cooks         1          4      0       5                   0                0
    #   parents       1          4      0       5                   0                0
    #   growers       1          3      1/2     4 x 1/2 = 2         0.5              1.5
    #   food bank     1          2      1       0                   1                2
    #   next door     2          2      0       4                   0                0
    #   college       2          1      1       0                   2                1
    #   in all        21         25                                 15               12.5
    # Stake there: 12.5 / 25 = 50%. Influence there: 15 / 21 = 71.43%. 71.43 - 50 is 20 or more.
    # Influence or stake of 3 or more: the first seven. Of them not there: cooks and parents.
    result = who_in_the_room(msgspec.convert(load_exercise("07-system").example, Room))
    assert result.figures["must"] == 7
    assert result.figures["absent"] == 2
    assert result.figures["stake_share"] == 50
    assert result.figures["influence_share"] == pytest.approx(71.43, abs=0.005)
    assert [(str(row[0]).split()[0], row[4]) for row in result.rows] == [
        ("Parents", 5),
        ("School", 5),
        ("Hospital", 2.5),
        ("Growers'", 2),
        ("Council", 0),
        ("Head", 0),
        ("Wholesaler", 0),
        ("Council", 4),
        ("College", 0),
        ("Food", 0),
    ]
    assert [code for code, _ in result.findings] == [
        *("invite-known", "missing", "unheard", "sometimes", "no-contact", "inform", "tilted")
    ]
    assert dict(result.findings)["inform"]["names"] == "Council next door, College, Food bank charity"


@pytest.mark.parametrize(
    ("influence", "stake", "must"),
    [("some", "some", False), ("much", "none", True), ("none", "much", True), ("most", "most", True)],
)
def test_from_three_on_influence_or_stake_alone_is_enough(influence: str, stake: str, must: bool) -> None:
    result = who_in_the_room(Room(actors=(actor(influence=influence, stake=stake),)))
    assert result.figures["must"] == int(must)


def test_who_lives_with_it_and_decides_little_is_not_heard_only_while_absent() -> None:
    assert "unheard" in told(actor(influence="little", stake="much"))
    assert "unheard" not in told(actor(influence="little", stake="much", room="sometimes"))
    assert "unheard" not in told(actor(influence="some", stake="much"))
    assert "unheard" not in told(actor(influence="little", stake="some"))


def test_whom_to_invite_depends_on_who_can_ring() -> None:
    assert "invite-known" in told(actor(stake="most", contact="yes"))
    assert {"invite-unknown", "no-contact"} <= set(told(actor(stake="most")))


def test_a_room_without_stake_has_no_share_of_it() -> None:
    result = who_in_the_room(Room(actors=(actor(),)))
    assert result.figures["stake_share"] is None
    assert result.figures["influence_share"] is None
    assert [code for code, _ in result.findings] == ["nobody-must"]


def test_a_name_that_stands_twice_is_told_whatever_its_case_and_spaces() -> None:
    assert told(actor("Food Bank"), actor("foodbank"))["twice"] == {"names": "foodbank"}


def test_a_crowd_is_told_from_thirteen_on() -> None:
    crowd = [actor(f"A{i}", stake="most", room="yes") for i in range(CROWD + 1)]
    assert "crowded" in told(*crowd)
    assert "crowded" not in told(*crowd[1:])


@given(ROOMS)
def test_shares_and_points_stay_within_bounds_and_those_who_must_come_first(room: Room) -> None:
    result = who_in_the_room(room)
    for share in ("stake_share", "influence_share"):
        value = result.figures[share]
        assert value is None or 0 <= value <= 100  # type: ignore[operator]
    assert all(0 <= row[4] <= 8 for row in result.rows)  # type: ignore[operator]
    named = [
        (name, down == 0, right == 1, {"yes": 100, "sometimes": 50, "no": 0}[code])
        for down, (_, cells) in enumerate(grid(result).rows)
        for right, cell in enumerate(cells)
        for code, name in cell
    ]
    high = [(row[0], row[1] >= 3, row[2] >= 3, row[3]) for row in result.rows]  # type: ignore[operator]
    assert sorted(named) == sorted(high)
    must = [max(row[1], row[2]) >= 3 for row in result.rows]  # type: ignore[type-var,operator]
    assert must == sorted(must, reverse=True)
    assert sum(must) == result.figures["must"]
    assert len(result.rows) == len(room.actors)


@given(ROOMS)
def test_a_full_room_holds_all_and_an_empty_one_nothing(room: Room) -> None:
    full, empty = who_in_the_room(moved(room, "yes")), who_in_the_room(moved(room, "no"))
    assert full.figures["stake_share"] in (100, None)
    assert empty.figures["stake_share"] in (0, None)
    assert not any(row[4] for row in full.rows)
    assert not {"missing", "unheard", "sometimes", "tilted"} & set(dict(full.findings))
    assert full.figures["must"] == empty.figures["must"] == empty.figures["absent"]


@given(ROOMS, st.data())
def test_the_order_of_rows_does_not_matter(room: Room, data: st.DataObject) -> None:
    mixed = who_in_the_room(Room(actors=tuple(data.draw(st.permutations(room.actors)))))
    plain = who_in_the_room(room)
    assert mixed.figures == plain.figures
    assert mixed.rows == plain.rows


@given(ROOMS, st.data())
def test_when_one_more_comes_in_the_share_of_stake_never_falls(room: Room, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(room.actors) - 1))
    actors = list(room.actors)
    actors[place] = msgspec.structs.replace(actors[place], room="yes")
    before = who_in_the_room(room).figures["stake_share"]
    after = who_in_the_room(Room(actors=tuple(actors))).figures["stake_share"]
    assert before is None or after >= before  # type: ignore[operator]


@given(ROOMS)
def test_nobody_is_both_in_need_of_a_seat_and_only_to_be_informed(room: Room) -> None:
    distinct = Room(
        actors=tuple(msgspec.structs.replace(seated, name=f"N{i}x") for i, seated in enumerate(room.actors))
    )
    told = dict(who_in_the_room(distinct).findings)
    groups = [set(str(told[code]["names"]).split(", ")) for code in ("missing", "sometimes", "inform") if code in told]
    assert sum(map(len, groups)) == len(set().union(*groups))
