import msgspec
import pytest

from capability.authoring.instruments import load_instrument
from capability.errors import InstrumentError
from capability.forms.questions import form_of
from tests.synthetic import dimension, instrument


def test_the_role_comes_first_then_nation_and_contract_where_a_practice_is_not_asked_everywhere() -> None:
    assert [question.id for question in form_of(load_instrument("contract")).about] == ["role", "nation", "contract"]
    assert [question.id for question in form_of(load_instrument("organisation")).about] == ["role"]
    [case] = form_of(load_instrument("resident")).about
    assert (case.id, case.options, case.such_as[0]) == ("about", (), load_instrument("resident").case.offers[0])  # type: ignore[union-attr]


def test_two_practices_that_ask_the_same_are_refused_for_nobody_could_tell_what_comes_back() -> None:
    whole = dimension("one")
    first, second, *others = whole.practices
    same = msgspec.structs.replace(second, ask=first.ask)
    with pytest.raises(InstrumentError) as raised:
        form_of(instrument(msgspec.structs.replace(whole, practices=(first, same, *others))))
    assert [fault.where for fault in raised.value.faults] == [
        "instrument made-up: one.p0",
        "instrument made-up: one.p1",
    ]


def test_two_levels_with_the_same_words_are_refused() -> None:
    whole = dimension("one")
    first, *others = whole.practices
    same = msgspec.structs.replace(first, levels=("No", "A little", "a  LITTLE.", "Much", "All"))
    with pytest.raises(InstrumentError, match="`A little` could stand for another answer than level 1"):
        form_of(instrument(msgspec.structs.replace(whole, practices=(same, *others))))


def test_ids_that_differ_in_a_dot_alone_are_refused() -> None:
    with pytest.raises(InstrumentError, match="`a_b_p0` could stand for more"):
        form_of(
            instrument(
                dimension("a"),
                dimension("a-b"),
                msgspec.structs.replace(
                    dimension("c"), practices=(msgspec.structs.replace(dimension("c").practices[0], id="a.b-p0"),)
                ),
            )
        )
