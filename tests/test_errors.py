import pickle

import pytest

from capability.errors import (
    MOST_OF_A_KIND,
    CapabilityError,
    Fault,
    InstrumentError,
    ResponseError,
    did_you_mean,
    told,
)

ONE = Fault("unknown-key", "a.yaml:3", "unknown key `tittle`", "did you mean `title`?")
TWO = Fault("no-file", "b.json", "no such file")


def test_a_fault_reads_as_place_fault_and_remedy() -> None:
    assert str(ONE) == "a.yaml:3: unknown key `tittle`. Hint: did you mean `title`?"


def test_a_fault_without_a_remedy_promises_none() -> None:
    assert str(TWO) == "b.json: no such file"


def test_a_strangers_words_are_told_by_their_beginning_and_their_end() -> None:
    fault = Fault("unknown-key", "a" * 5_000 + ".yaml:3", "unknown key `" + "b" * 5_000 + "`", "c" * 600)
    assert len(str(fault)) < 2_000
    assert fault.where.endswith(" … " + "a" * 293 + ".yaml:3") and fault.hint == "c" * 600


@pytest.mark.parametrize("kind", [CapabilityError, InstrumentError, ResponseError])
def test_an_error_tells_all_its_faults(kind: type[CapabilityError]) -> None:
    error = kind([ONE, TWO])
    assert error.faults == (ONE, TWO)
    assert str(error) == f"{ONE}\n{TWO}"


MANY = [Fault("bad-level", f"a.csv:{number}", "no answer") for number in range(2, 1002)]


def test_of_many_faults_of_a_kind_the_first_are_told_and_the_rest_counted() -> None:
    lines = told([*MANY, TWO])
    assert lines[:MOST_OF_A_KIND] == [str(fault) for fault in MANY[:MOST_OF_A_KIND]]
    assert lines[MOST_OF_A_KIND:] == [str(TWO), "… and 980 more like “a.csv:21: no answer”"]
    assert str(CapabilityError([*MANY, TWO])) == "\n".join(lines)


def test_all_faults_are_told_to_whoever_asks() -> None:
    assert told([*MANY, TWO], most=None) == [*map(str, MANY), str(TWO)]
    assert CapabilityError([*MANY, TWO]).faults == (*MANY, TWO)


def test_an_error_can_be_sent_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(ResponseError([ONE, TWO])))
    assert (type(error), error.faults, str(error)) == (ResponseError, (ONE, TWO), f"{ONE}\n{TWO}")


def test_one_fault_needs_no_list() -> None:
    assert ResponseError(ONE).faults == (ONE,)


def test_whoever_catches_value_errors_catches_ours() -> None:
    with pytest.raises(ValueError, match="no such file"):
        raise InstrumentError(TWO)


NAMES = ["missions", "conditions", "market-shaping"]


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("mission", NAMES, "did you mean `missions`?"),
        ("market_shaping", NAMES, "did you mean `market-shaping`?"),
        ("zzz", NAMES, "known here: `missions`, `conditions`, `market-shaping`"),
        ("zzz", [f"n{i}" for i in range(10)], "known here: `n0`, `n1`, `n2`, `n3`, `n4`, `n5`, `n6`, `n7` and 2 more"),
    ],
)
def test_a_hint_names_the_nearest_or_a_few(word: str, known: list[str], hint: str) -> None:
    assert str(did_you_mean(word, known)) == hint


def test_a_hint_takes_names_that_can_be_read_only_once() -> None:
    assert str(did_you_mean("zzz", iter(["scale", "title"]))) == "known here: `scale`, `title`"
