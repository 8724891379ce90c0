from itertools import product
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from capability.authoring.instruments import load_instrument
from capability.errors import InstrumentError
from capability.rule.context import Applies, Contract, Nation
from capability.rule.instrument import Dimension, Form, Instrument, check
from tests.synthetic import ORGANISATION, dimension, instrument

CHECKOUT = Path(__file__).parents[2]
MADE_UP = instrument(dimension("one", essentials=[0, 2]), dimension("two"), dimension("three"))


def ids(dimensions: tuple[Dimension, ...]) -> list[str]:
    return [practice.id for dimension in dimensions for practice in dimension.practices]


# --- forms ------------------------------------------------------------------------------------------------------------


def test_the_full_form_asks_everything_in_order() -> None:
    assert MADE_UP.slice() == MADE_UP.dimensions
    assert ids(MADE_UP.dimensions) == [practice.id for practice in MADE_UP.practices]


def test_a_slice_keeps_the_order_of_the_instrument() -> None:
    assert [dimension.id for dimension in MADE_UP.slice(["three", "one"])] == ["one", "three"]


@pytest.mark.parametrize(
    ("dimensions", "asked"),
    [(None, ["one.p0", "one.p2", "two.p0", "three.p0"]), (["two", "one"], ["one.p0", "one.p2", "two.p0"])],
)
def test_the_pulse_asks_the_foundations(dimensions: list[str] | None, asked: list[str]) -> None:
    assert ids(MADE_UP.slice(dimensions, "pulse")) == asked


@pytest.mark.parametrize("form", ["full", "pulse"])
@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["tow"], "instrument made-up: no dimension `tow`. Hint: did you mean `two`?"),
        (
            ["one", "zzz", "yyyy"],
            "instrument made-up: no dimension `zzz`. Hint: known here: `one`, `two`, `three`\n"
            "instrument made-up: no dimension `yyyy`. Hint: known here: `one`, `two`, `three`",
        ),
        ([], "instrument made-up: no dimension was named. Hint: known here: `one`, `two`, `three`"),
    ],
)
def test_a_slice_of_what_is_not_there(form: Form, names: list[str], message: str) -> None:
    with pytest.raises(InstrumentError) as caught:
        MADE_UP.slice(names, form)
    assert str(caught.value) == message
    assert {fault.code for fault in caught.value.faults} == {"unknown-dimension"}


# --- where a practice applies -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nation", "contract", "applies"),
    [
        ("england", "below-threshold", True),
        ("wales", "below-threshold", False),
        ("england", "above-threshold", False),
        ("scotland", "light-touch", False),
        ("", "", True),
        ("england", "", True),
        ("", "light-touch", False),
        (" England ", "Below Threshold", True),
        ("WALES", "", False),
        ("Northern Ireland", "three quotes", True),
    ],
)
def test_only_a_known_word_can_exclude(nation: str, contract: str, applies: bool) -> None:
    assert Applies(nation=("england",), contract=("below-threshold",)).to(nation, contract) is applies


@pytest.mark.parametrize(("nation", "contract"), [("wales", "light-touch"), ("", ""), ("scotland", "")])
def test_what_is_absent_excludes_nothing(nation: str, contract: str) -> None:
    assert Applies().to(nation, contract)
    assert Applies(nation=("wales", "scotland")).to(nation, contract)
    assert Applies(contract=("light-touch",)).to(nation, contract)


@pytest.mark.parametrize(
    "applies", [practice.applies for practice in load_instrument("contract").practices if practice.applies]
)
def test_the_words_that_exclude_say_the_same_as_the_rule(applies: Applies) -> None:
    """A form folds questions away by these words, before Python has started."""
    excluding = applies.excluding()
    for nation, contract in product(["", *get_args(Nation)], ["", *get_args(Contract)]):
        excluded = nation in excluding["nation"] or contract in excluding["contract"]
        assert excluded is not applies.to(nation, contract)


# --- the instrument that comes with the kit ---------------------------------------------------------------------------


def test_it_has_nine_dimensions_of_four_practices() -> None:
    assert " ".join(dimension.id for dimension in ORGANISATION.dimensions) == (
        "missions conditions market-shaping place culture people suppliers residents learning"
    )
    assert {len(dimension.practices) for dimension in ORGANISATION.dimensions} == {4}


def test_its_pulse_is_twelve_questions_with_one_or_two_a_dimension() -> None:
    counts = [len(dimension.practices) for dimension in ORGANISATION.slice(form="pulse")]
    assert (len(counts), sum(counts), max(counts)) == (9, 12, 2)


def test_it_survives_a_trip_through_json() -> None:
    """Instruments reach the browser as JSON."""
    assert msgspec.json.decode(msgspec.json.encode(ORGANISATION), type=Instrument) == ORGANISATION


@pytest.mark.parametrize("practice", ORGANISATION.practices, ids=lambda practice: practice.id)
def test_its_next_steps_and_levels_are_all_different(practice: object) -> None:
    levels, steps = practice.levels, practice.next  # type: ignore[attr-defined]
    assert len(set(levels)) == 5
    assert len(set(steps)) == 4


# --- the others -------------------------------------------------------------------------------------------------------

OTHERS = {
    name: load_instrument(CHECKOUT / "assessments" / f"{name}.yaml")
    for name in ("system", "team", "contract", "supplier", "resident")
}
SHAPES = {"system": [4] * 6, "team": [3] * 5, "contract": [5, 5, 4], "supplier": [5, 5], "resident": [4, 4]}


@pytest.mark.parametrize("name", OTHERS)
def test_another_instrument_has_its_size_and_one_foundation_a_dimension(name: str) -> None:
    used = OTHERS[name]
    assert [len(dimension.practices) for dimension in used.dimensions] == SHAPES[name]
    assert {len(dimension.practices) for dimension in used.slice(form="pulse")} == {1}
    assert used.scale == ORGANISATION.scale
    assert msgspec.json.decode(msgspec.json.encode(used), type=Instrument) == used
    for practice in used.practices:
        assert (len(set(practice.levels)), len(set(practice.next))) == (5, 4), practice.id


def test_the_system_has_the_dimensions_of_the_roundtable() -> None:
    assert " ".join(dimension.id for dimension in OTHERS["system"].dimensions) == (
        "shared-direction collaboration regional-working supply-ecosystem finance-for-missions learning-together"
    )


@pytest.mark.parametrize("name", ["supplier", "resident"])
def test_each_practice_for_people_outside_mirrors_one_of_the_councils(name: str) -> None:
    mirrored = [practice.mirrors for practice in OTHERS[name].practices]
    assert set(mirrored) <= {practice.id for practice in ORGANISATION.practices}
    assert len(set(mirrored)) == len(mirrored)


def test_only_one_purchase_is_asked_by_nation_and_kind() -> None:
    every = [ORGANISATION, *OTHERS.values()]
    switched = {p.id: p.applies for used in every for p in used.practices if p.applies is not None}
    assert switched == {
        "choose.local-reservation": Applies(nation=("england",), contract=("below-threshold",)),
        "choose.community-benefit": Applies(nation=("scotland",)),
        "choose.wellbeing-objective": Applies(nation=("wales",)),
        "deliver.published-indicators": Applies(nation=("england", "wales"), contract=("above-threshold",)),
    }
    assert all(p.as_at for used in every for p in used.practices if p.applies is not None)


# --- what a schema cannot say -----------------------------------------------------------------------------------------


def plain(**practice: object) -> dict[str, object]:
    """An instrument as plain data with two practices; the second is the first with changes."""
    first = {"id": "one.a", "essential": True, "levels": ["words"] * 5}
    return {"dimensions": [{"id": "one", "practices": [first, {**first, "id": "one.b", **practice}]}]}


FAULTS = {
    "an id twice": (
        plain(id="one.a"),
        [("duplicate-id", "dimensions.0.practices.1.id", "`one.a` is used twice")],
    ),
    "a dimension's id twice": (
        {"dimensions": [*plain()["dimensions"], {"id": "one", "practices": [{"id": "one.c", "essential": True}]}]},  # type: ignore[misc]
        [("duplicate-id", "dimensions.1.id", "`one` is used twice")],
    ),
    "a retired id": (
        {**plain(), "retired": ["one.b"]},
        [("retired-id", "dimensions.0.practices.1.id", "`one.b` is retired")],
    ),
    "an id of another dimension": (
        plain(id="two.b"),
        [("misplaced-id", "dimensions.0.practices.1.id", "`two.b` stands in `one`")],
    ),
    "no foundation": (
        {"dimensions": [{"id": "one", "practices": [{"id": "one.a"}]}]},
        [("no-essential", "dimensions.0", "`one` has no essential practice")],
    ),
    "a foundation in words": (
        {"dimensions": [{"id": "one", "practices": [{"id": "one.a", "essential": "yes"}]}]},
        [("no-essential", "dimensions.0", "`one` has no essential practice")],
    ),
    "a level that runs on": (
        plain(levels=["a", "b", "c", "d", "word " * 36]),
        [("too-long", "dimensions.0.practices.1.levels.4", "36 words, and the limit is 35")],
    ),
    "as long as may be": (plain(levels=["word " * 35] * 5), []),
    "a foundation in England only": (
        plain(applies={"nation": ["england"]}),
        [
            (
                "switched-essential",
                "dimensions.0.practices.1.applies",
                "`one.b` is essential and does not apply everywhere",
            )
        ],
    ),
    "a question in England only": (plain(essential=False, applies={"nation": ["england"]}), []),
    "a gate that leaves out what is not there": (
        {**plain(), "gate": {"ask": "Had you one?", "leaves_out": ["one.b", "one.c", 7]}},
        [("unknown-practice", "gate.leaves_out.1", "no practice `one.c`")],
    ),
    "first what is not there": (
        {**plain(), "first": [{"practice": "one.c"}]},
        [("unknown-practice", "first.0.practice", "no practice `one.c`")],
    ),
    "several at once": (
        {**plain(id="two.b", levels=["word " * 40]), "retired": ["two.b"]},
        [
            ("retired-id", "dimensions.0.practices.1.id", "`two.b` is retired"),
            ("misplaced-id", "dimensions.0.practices.1.id", "`two.b` stands in `one`"),
            ("too-long", "dimensions.0.practices.1.levels.0", "40 words, and the limit is 35"),
        ],
    ),
}


@pytest.mark.parametrize(("data", "faults"), FAULTS.values(), ids=FAULTS.keys())
def test_cross_checks(data: dict[str, object], faults: list[tuple[str, str, str]]) -> None:
    told = check(data)
    assert [(fault.code, fault.where, fault.what) for fault in told] == faults
    assert all(fault.hint for fault in told)


@pytest.mark.parametrize(
    "data",
    [
        None,
        7,
        "text",
        [],
        {},
        {"dimensions": 7},
        {"gate": 7, "first": {}},
        {"gate": {"leaves_out": {}}},
        {"dimensions": [7, None, "x"]},
        {"dimensions": [{"id": 3, "practices": [{"id": ["a"], "levels": 7}, 4]}], "retired": [{}, 1]},
    ],
)
def test_cross_checks_bear_with_data_of_any_shape(data: object) -> None:
    assert {fault.code for fault in check(data)} <= {"no-essential"}


def test_words_are_said_with_the_questions_that_have_them() -> None:
    supplier = load_instrument("supplier")
    with_words = {practice.id for practice in supplier.practices if supplier.meant_in(practice)}
    assert with_words >= {"before-the-bid.early-talk", "before-the-bid.own-way", "bid-and-work.fair-promises"}
    assert not with_words & {"before-the-bid.help", "bid-and-work.feedback", "bid-and-work.look-back"}


def test_a_rival_asked_to_talk_is_no_rung_up_for_a_firm() -> None:
    lowest, above, *_ = load_instrument("supplier").practices[0].levels
    assert "even if another firm was" in lowest
    assert "another firm" not in above


def test_a_digest_is_of_what_is_asked_and_not_of_how_it_is_written() -> None:
    plain: dict[str, Any] = msgspec.to_builtins(ORGANISATION)
    assert len(ORGANISATION.digest) == 64
    assert msgspec.convert(plain, Instrument).digest == ORGANISATION.digest
    spelt_out = {**plain, "retired": plain.get("retired", []), "raters": plain.get("raters")}
    spelt_out["dimensions"] = [
        {
            **dimension,
            "practices": [{"weight": 1, "essential": False, "as_at": None, **p} for p in dimension["practices"]],
        }
        for dimension in plain["dimensions"]
    ]
    assert msgspec.convert(dict(reversed(spelt_out.items())), Instrument).digest == ORGANISATION.digest


@pytest.mark.parametrize("part", ["id", "title", "version", "scale", "essential", "weight", "levels"])
def test_another_question_has_another_digest(part: str) -> None:
    first = ORGANISATION.dimensions[0]
    changed: dict[str, Any] = {"id": "other", "title": "Other", "version": "1.0.99", "scale": tuple("abcde")}
    if part in changed:
        other = msgspec.structs.replace(ORGANISATION, **{part: changed[part]})
    else:
        inner: dict[str, Any] = {"essential": False, "weight": 2, "levels": tuple("abcde")}
        practice = msgspec.structs.replace(first.practices[0], **{part: inner[part]})
        dimension = msgspec.structs.replace(first, practices=(practice, *first.practices[1:]))
        other = msgspec.structs.replace(ORGANISATION, dimensions=(dimension, *ORGANISATION.dimensions[1:]))
    assert other.digest != ORGANISATION.digest
