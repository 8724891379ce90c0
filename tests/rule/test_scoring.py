import json
from collections.abc import Iterable
from fractions import Fraction
from math import floor
from pathlib import Path

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from capability.authoring.responses import load_reading
from capability.rule.context import Applies, Context
from capability.rule.instrument import Instrument, Practice
from capability.rule.response import Answer, Response
from capability.rule.scoring import DimensionProfile, Profile, score, score_dimension, to_json
from tests.synthetic import (
    EVIDENCE,
    LEVELS,
    ORGANISATION,
    answers_of,
    cases,
    dimension,
    instrument,
    instruments,
    respond,
    responses,
    same_everywhere,
)

EXAMPLES = sorted(path.parent for path in Path(__file__).parents[2].glob("assessments/examples/*/expected.json"))


# --- worked by hand ---------------------------------------------------------------------------------------------------


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 8


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda path: path.name)
def test_a_case_gives_what_was_worked_out_by_hand(case: Path) -> None:
    used, reading = load_reading(case / "response.json")
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    expected |= {"version": used.version, "digest": used.digest}  # new wording changes them, and no result
    assert to_json(score(used, reading.response)) == json.dumps(expected, sort_keys=True, indent=2) + "\n"
    assert reading.unplaced == ()


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda path: path.name)
def test_a_case_says_that_it_is_synthetic(case: Path) -> None:
    assert "synthetic" in (case / "about.md").read_text("utf-8")


SWITCHED = dimension("one", weights=[1, 1, 1, 3])
SWITCHED = msgspec.structs.replace(
    SWITCHED,
    practices=(
        *SWITCHED.practices[:3],
        msgspec.structs.replace(SWITCHED.practices[3], applies=Applies(nation=("england",), contract=("light-touch",))),
    ),
)


@pytest.mark.parametrize(
    ("context", "level", "applicable"),
    [
        (Context(), 0, 4),
        (Context(nation="england"), 0, 4),
        (Context(nation="England", contract="light touch"), 0, 4),
        (Context(nation="Northern Ireland"), 0, 4),
        (Context(nation="wales"), 2, 3),
        (Context(contract="above-threshold"), 2, 3),
        (Context(nation="scotland", contract="light-touch"), 2, 3),
    ],
)
def test_a_practice_that_the_context_excludes_is_not_applicable(context: Context, level: int, applicable: int) -> None:
    """The last practice holds half of the weight, is at 0, and applies in England to light touch contracts only."""
    answers = {"one.p0": Answer(2), "one.p1": Answer(2), "one.p2": Answer(2), "one.p3": Answer(0)}
    used = instrument(SWITCHED)
    response = msgspec.structs.replace(respond(used, answers), context=context)
    [result] = score(used, response).dimensions
    assert (result.level, result.coverage.applicable) == (level, applicable)
    marked = score_dimension(SWITCHED, answers | {"one.p3": Answer("not-applicable")})
    assert (result == marked) is (applicable == 3)


# Weights of a dimension whose first practice is essential, its answers, and what follows.
WEIGHTED = {
    "a heavy practice counts as much as three": ([1, 3, 1, 1], [2, 2, 2, 0], 2),
    "without the heavy one the share is missed": ([1, 3, 1, 1], [2, 0, 2, 2], 0),
    "exactly three quarters is enough": ([2, 1, 1, 4], [3, 3, 0, 3], 3),
    "a little less is not": ([2, 1, 1, 3], [3, 0, 0, 3], 0),
    "a heavy foundation alone is not enough": ([3, 1, 1], [4, 0, 0], 0),
}


@pytest.mark.parametrize(("weights", "levels", "level"), WEIGHTED.values(), ids=WEIGHTED.keys())
def test_weights(weights: list[int], levels: list[int], level: int) -> None:
    weighed = dimension("one", weights)
    given_answers = {p.id: Answer(level) for p, level in zip(weighed.practices, levels, strict=True)}  # type: ignore[arg-type]
    assert score_dimension(weighed, given_answers).level == level


def test_the_heaviest_are_counted_first_in_what_must_move() -> None:
    weighed = dimension("one", [1, 1, 3, 1, 1])
    answers = {p.id: Answer(1 if p.essential else 0) for p in weighed.practices}
    binding = score_dimension(weighed, answers).binding
    # The share needs 5.25 of 7: the foundation has 1, the heavy one 3; two more of the light ones are needed.
    assert binding.must == ()
    assert binding.some == 3
    assert binding.among == ("one.p1", "one.p2", "one.p3", "one.p4")


# Levels of the dimensions (None: not given, "-": does not apply), the organisation's, and what that is at most.
WHOLES = {
    "all the same": ([2, 2, 2, 2], 2, 2),
    "three quarters carry it": ([2, 2, 2, 1], 2, 2),
    "one is too far below": ([3, 3, 3, 1], 2, 2),
    "further below takes more back": ([4, 4, 4, 0], 1, 1),
    "less than three quarters": ([2, 2, 1, 1], 1, 1),
    "six at 4 and three blank are no 4": ([4] * 6 + [None] * 3, 0, 4),
    "no more than six at 4 and three at 0": ([4] * 6 + [0] * 3, 0, 0),
    "one missing among many pulls down as one at 0 would": ([3] * 8 + [None], 0, 3),
    "two thirds of the dimensions have a level": ([1, 1, None], 0, 1),
    "less than two thirds": ([1, None, None], None, 1),
    "what does not apply is not counted": ([1, 1, 1, "-", "-"], 1, 1),
    "nothing has a level": ([None, None], None, None),
    "nothing applies": (["-", "-"], None, None),
}


@pytest.mark.parametrize(("levels", "level", "at_most"), WHOLES.values(), ids=WHOLES.keys())
def test_the_level_of_the_organisation(levels: list[int | str | None], level: int | None, at_most: int | None) -> None:
    used = instrument(*(dimension(f"d{i}") for i in range(len(levels))))
    words = {None: "unknown", "-": "not-applicable"}
    answers = {
        practice.id: Answer(words.get(wanted, wanted))  # type: ignore[arg-type]
        for part, wanted in zip(used.dimensions, levels, strict=True)
        for practice in part.practices
    }
    result = score(used, respond(used, answers))
    assert (result.level, result.at_most) == (level, at_most)


# --- what holds for every instrument and every response ---------------------------------------------------------------


def with_answer(response: Response, practice: str, answer: Answer | None) -> Response:
    """The same response with another answer to one practice; `None` leaves it blank."""
    answers = {**response.answers, practice: answer}
    return msgspec.structs.replace(response, answers={name: a for name, a in answers.items() if a is not None})


def below(low: int | None, high: int | None) -> bool:
    """No more than, where both are given."""
    return low is None or high is None or low <= high


@st.composite
def one_practice(draw: st.DrawFn) -> tuple[Instrument, Response, Practice]:
    used, response = draw(cases())
    return used, response, draw(st.sampled_from(used.practices))


def home(used: Instrument, practice: Practice) -> int:
    """The place of the dimension that a practice is in."""
    return next(i for i, dimension in enumerate(used.dimensions) if practice in dimension.practices)


@given(one_practice(), st.data())
def test_raising_a_given_level_never_lowers_anything(
    case: tuple[Instrument, Response, Practice], data: st.DataObject
) -> None:
    used, response, practice = case
    answer = response.answers.get(practice.id)
    assume(answer is not None and answer.level in LEVELS[:-1])
    assert answer is not None
    higher = data.draw(st.sampled_from([level for level in LEVELS if level > answer.level]))  # type: ignore[operator]
    raised = with_answer(response, practice.id, msgspec.structs.replace(answer, level=higher))
    before, after = score(used, response), score(used, raised)
    for old, new in zip(before.dimensions, after.dimensions, strict=True):
        assert (new.level is None) == (old.level is None)
        assert below(old.level, new.level)
        assert below(old.at_most, new.at_most)
        assert below(old.evidenced_level, new.evidenced_level)
        assert old.index is None or new.index is None or old.index <= new.index
    assert all(old <= new for old, new in zip(before.at_or_above, after.at_or_above, strict=True))
    assert (after.level is None) == (before.level is None)
    assert below(before.level, after.level)


@given(cases())
def test_evidenced_level_level_and_at_most_are_in_order(case: tuple[Instrument, Response]) -> None:
    for result in score(*case).dimensions:
        if result.level is None:
            assert (result.evidenced_level, result.index) == (None, None)
        else:
            assert result.evidenced_level is not None and result.at_most is not None
            assert min(result.level, 1) <= result.evidenced_level <= result.level <= result.at_most


@given(one_practice(), st.data())
def test_answering_an_unknown_stays_between_the_level_and_the_at_most_of_before(
    case: tuple[Instrument, Response, Practice], data: st.DataObject
) -> None:
    used, response, practice = case
    assume(response.answers.get(practice.id, Answer("unknown")).level == "unknown")
    known = with_answer(response, practice.id, data.draw(answers_of(LEVELS)))
    place = home(used, practice)
    before, after = score(used, response).dimensions[place], score(used, known).dimensions[place]
    assert below(before.level, after.level)
    assert below(after.level, before.at_most)
    assert below(after.at_most, before.at_most)
    assert before.level is None or after.level is not None


@given(cases(), st.data())
def test_no_missing_answer_lifts_a_headline(case: tuple[Instrument, Response], data: st.DataObject) -> None:
    """Whatever any of the unknowns and blanks turn out to be, no level falls, and none passes its at most."""
    used, response = case
    missing = [p.id for p in used.practices if response.answers.get(p.id, Answer("unknown")).level == "unknown"]
    assume(missing)
    found = st.dictionaries(st.sampled_from(missing), answers_of([*LEVELS, "not-applicable"]))
    resolved = msgspec.structs.replace(response, answers={**response.answers, **data.draw(found)})
    before, after = score(used, response), score(used, resolved)
    pairs: list[tuple[Profile | DimensionProfile, Profile | DimensionProfile]] = [(before, after)]
    for old, new in [*pairs, *zip(before.dimensions, after.dimensions, strict=True)]:
        assert old.level is None or (new.level is not None and new.level >= old.level)
        assert below(new.level, old.at_most)
        assert below(new.at_most, old.at_most)
        assert below(new.level, new.at_most)


@given(cases())
def test_the_full_form_never_contradicts_the_pulse(case: tuple[Instrument, Response]) -> None:
    used, response = case
    essential = {practice.id for practice in used.practices if practice.essential}
    asked = {name: answer for name, answer in response.answers.items() if name in essential}
    for whole, pulse in zip(
        score(used, response).dimensions, score(used, respond(used, asked)).dimensions, strict=True
    ):
        assert (pulse.level, pulse.index, pulse.evidenced_level) == (None, None, None)
        assert below(whole.level, pulse.at_most)
        assert below(whole.at_most, pulse.at_most)


@given(cases())
def test_the_pulse_says_the_weakest_foundation(case: tuple[Instrument, Response]) -> None:
    used, response = case
    for part in used.dimensions:
        foundations = {p.id: response.answers[p.id] for p in part.practices if p.essential and p.id in response.answers}
        known = [answer.level for answer in foundations.values() if isinstance(answer.level, int)]
        assert score_dimension(part, foundations).at_most == min(known, default=None)


@given(cases(), st.randoms(use_true_random=False))
def test_order_never_matters(case: tuple[Instrument, Response], random: object) -> None:
    used, response = case
    names = list(response.answers)
    random.shuffle(names)  # type: ignore[attr-defined]
    shuffled = respond(used, {name: response.answers[name] for name in names})
    assert to_json(score(used, shuffled)) == to_json(score(used, response))


@given(instruments())
def test_everything_at_the_top_is_4_and_100(used: Instrument) -> None:
    profile = score(used, same_everywhere(used, Answer(4, "document")))
    count = len(used.dimensions)
    assert (profile.level, profile.at_or_above) == (4, (count,) * 4)
    for result in profile.dimensions:
        assert (result.level, result.at_most, result.evidenced_level, result.index) == (4, 4, 4, 100.0)
        assert not result.binding.must + result.binding.among


@given(instruments())
def test_everything_at_the_bottom_is_0_and_0(used: Instrument) -> None:
    profile = score(used, same_everywhere(used, Answer(0, "outcome")))
    assert (profile.level, profile.at_or_above) == (0, (0, 0, 0, 0))
    for result in profile.dimensions:
        assert (result.level, result.at_most, result.evidenced_level, result.index) == (0, 0, 0, 0.0)


@given(one_practice(), st.sampled_from(EVIDENCE), st.text(max_size=20))
def test_evidence_and_notes_never_change_level_or_index(
    case: tuple[Instrument, Response, Practice], evidence: str, note: str
) -> None:
    used, response, practice = case
    answer = response.answers.get(practice.id)
    assume(answer is not None)
    assert answer is not None
    other = with_answer(response, practice.id, Answer(answer.level, evidence, note))  # type: ignore[arg-type]

    def without_evidence(of: Response) -> list[object]:
        profile = score(used, of)
        return [
            profile.level,
            profile.at_or_above,
            [(r.level, r.at_most, r.index, r.coverage, r.binding) for r in profile.dimensions],
        ]

    assert without_evidence(other) == without_evidence(response)


@given(one_practice(), answers_of([*LEVELS, "unknown", "not-applicable"]))
def test_an_answer_changes_its_own_dimension_only(case: tuple[Instrument, Response, Practice], answer: Answer) -> None:
    used, response, practice = case
    place = home(used, practice)
    before, after = score(used, response), score(used, with_answer(response, practice.id, answer))
    for i, (old, new) in enumerate(zip(before.dimensions, after.dimensions, strict=True)):
        assert i == place or old == new


@given(one_practice())
def test_unknown_never_raises_a_level(case: tuple[Instrument, Response, Practice]) -> None:
    used, response, practice = case
    place = home(used, practice)
    before = score(used, response).dimensions[place]
    after = score(used, with_answer(response, practice.id, Answer("unknown"))).dimensions[place]
    assert after.level is None or (before.level is not None and after.level <= before.level)


@given(cases())
def test_blank_is_unknown(case: tuple[Instrument, Response]) -> None:
    used, response = case
    known = {name: answer for name, answer in response.answers.items() if answer.level != "unknown"}
    unknown = {practice.id: Answer("unknown") for practice in used.practices}
    assert score(used, respond(used, known)) == score(used, respond(used, unknown | known)) == score(used, response)


@given(cases(), answers_of(LEVELS))
def test_an_answer_without_a_place_changes_nothing(case: tuple[Instrument, Response], answer: Answer) -> None:
    used, response = case
    assert score(used, with_answer(response, "gone.long-ago", answer)) == score(used, response)


def moved(used: Instrument, response: Response, names: Iterable[str], to: int) -> Response:
    for name in names:
        response = with_answer(response, name, Answer(to))  # type: ignore[arg-type]
    return response


@given(cases())
def test_what_is_binding_is_enough_for_the_next_level_and_no_less_is(case: tuple[Instrument, Response]) -> None:
    used, response = case
    weights = {practice.id: practice.weight for practice in used.practices}

    def level(of: Response, place: int) -> int | None:
        return score(used, of).dimensions[place].level

    for place, result in enumerate(score(used, response).dimensions):
        binding = result.binding
        if result.level is None or result.level == 4:
            assert not binding.must + binding.among and not binding.some
            continue
        heaviest = sorted(binding.among, key=lambda name: -weights[name])
        enough = [*binding.must, *heaviest[: binding.some]]
        above = result.level + 1
        assert enough
        reached = level(moved(used, response, enough, above), place)
        assert reached is not None and reached >= above
        if binding.some:
            fewer = [*binding.must, *heaviest[: binding.some - 1]]
            assert level(moved(used, response, fewer, above), place) == result.level
        for name in binding.must:
            others = [other for other in [*binding.must, *binding.among] if other != name]
            assert level(moved(used, response, others, above), place) == result.level


@given(cases())
def test_the_index_is_the_exact_share_with_halves_up(case: tuple[Instrument, Response]) -> None:
    used, response = case
    for part, result in zip(used.dimensions, score(used, response).dimensions, strict=True):
        if result.index is None:
            continue
        known = [(p.weight, response.answers[p.id].level) for p in part.practices if p.id in response.answers]
        whole = [(weight, level) for weight, level in known if isinstance(level, int)]
        exact = Fraction(100 * sum(w * n for w, n in whole), 4 * sum(w for w, _ in whole))
        assert result.index == floor(exact * 10 + Fraction(1, 2)) / 10


@given(st.lists(st.integers(0, 4), min_size=4, max_size=4))
def test_four_equal_practices_give_the_lower_median_or_the_foundation(levels: list[int]) -> None:
    """The simulations behind the rule found this identity: a second way to the same number."""
    equal = dimension("one")
    answers = {p.id: Answer(level) for p, level in zip(equal.practices, levels, strict=True)}  # type: ignore[arg-type]
    assert score_dimension(equal, answers).level == min(sorted(levels)[1], levels[0])


@given(responses(ORGANISATION))
def test_counts_are_over_the_dimensions_with_a_level(response: Response) -> None:
    profile = score(ORGANISATION, response)
    levels = [result.level for result in profile.dimensions if result.level is not None]
    assert profile.at_or_above == tuple(len([level for level in levels if level >= n]) for n in (1, 2, 3, 4))


@given(cases())
def test_the_json_is_sorted_steady_and_whole(case: tuple[Instrument, Response]) -> None:
    profile = score(*case)
    text = to_json(profile)
    written = json.loads(text)
    assert text == json.dumps(written, sort_keys=True, indent=2) + "\n" == to_json(score(*case))
    assert list(written) == ["at_most", "at_or_above", "digest", "dimensions", "instrument", "level", "version"]
    assert msgspec.json.decode(text, type=type(profile)) == profile
    for result in written["dimensions"]:
        assert sorted(result) == sorted(name for name in DimensionProfile.__struct_fields__)
        assert list(result["evidenced"]) == ["of", "with"]


def test_scoring_does_not_change_its_input() -> None:
    response = same_everywhere(ORGANISATION, Answer(2))
    text = msgspec.json.encode(response)
    score(ORGANISATION, response)
    assert msgspec.json.encode(response) == text
